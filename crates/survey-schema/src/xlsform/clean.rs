//! What typing and copying leave in cells.

/// A text that is code (types, names, expressions): runs of spaces become one, no-break
/// spaces among them, and the curly quotes of word processors straight ones.
pub(crate) fn code(text: &str) -> String {
    straight_quotes(&spaces(&text.replace('\u{a0}', " ")))
}

/// The curly quotes of word processors become straight ones.
pub(crate) fn straight_quotes(text: &str) -> String {
    let straight = |letter| match letter {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        other => other,
    };
    text.chars().map(straight).collect()
}

/// A text for people: runs of spaces become one; quotes stay as they are.
pub(crate) fn spaces(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        if letter != ' ' || !cleaned.ends_with(' ') {
            cleaned.push(letter);
        }
    }
    cleaned
}

/// Whether a cell says yes or no in one of the ways that forms use.
pub(crate) fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "true()" => Some(true),
        "no" | "false" | "false()" => Some(false),
        _ => None,
    }
}

/// Whether a text is a name that questions, groups and repeats may have: a
/// letter or `_`, then letters, digits, `_`, `-` and `.`; one `:` may stand inside.
pub(crate) fn is_name(text: &str) -> bool {
    let mut parts = text.split(':');
    let first = parts.next().is_some_and(is_simple_name);
    first && parts.next().is_none_or(is_simple_name) && parts.next().is_none()
}

fn is_simple_name(text: &str) -> bool {
    let mut letters = text.chars();
    let start = |c: char| c == '_' || c.is_alphabetic();
    let inside = |c: char| start(c) || c.is_numeric() || matches!(c, '-' | '.' | '·') || is_mark(c);
    letters.next().is_some_and(start) && letters.all(inside)
}

/// The accents that stand as characters of their own.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_gets_straight_quotes_and_labels_keep_theirs() {
        assert_eq!(code(" ${a}  = \u{2018}x\u{2019} "), "${a} = 'x'");
        assert_eq!(spaces("l\u{2019}eau  potable"), "l\u{2019}eau potable");
        assert_eq!(code("a\nb"), "a\nb");
    }

    #[test]
    fn names() {
        for good in ["a", "_a", "a-1.b", "région", "orx:meta"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "1a", "a b", "a:b:c", "-a", "a?", "a:"] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
