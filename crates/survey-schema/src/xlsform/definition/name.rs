//! Names: what XML allows, which is what questions, choices' columns and entities may be called.

/// Whether a text is a name: a letter or `_`, then letters, digits, `_`, `-` and `.`;
/// one `:` may part it, as in `orx:meta`.
pub(crate) fn is_name(text: &str) -> bool {
    let mut parts = text.split(':');
    let first = parts.next().is_some_and(is_simple);
    first && parts.next().is_none_or(is_simple) && parts.next().is_none()
}

/// Whether a text is a name without a `:`.
pub(crate) fn is_simple(text: &str) -> bool {
    !text.is_empty() && simple_length(text) == text.len()
}

/// How many bytes at the start of a text make a name without a `:`; 0 when there is none.
pub(crate) fn simple_length(text: &str) -> usize {
    let mut length = 0;
    for letter in text.chars() {
        if !(starts(letter) || length > 0 && continues(letter)) {
            break;
        }
        length += letter.len_utf8();
    }
    length
}

/// How many bytes at the start of a text make a name, one `:` allowed.
pub(crate) fn length(text: &str) -> usize {
    let first = simple_length(text);
    match text[first..].strip_prefix(':').map(simple_length) {
        Some(second) if first > 0 && second > 0 => first + 1 + second,
        _ => first,
    }
}

/// `NameStartChar` of XML without the colon.
fn starts(letter: char) -> bool {
    matches!(letter,
        'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

fn continues(letter: char) -> bool {
    matches!(letter, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for good in ["a", "_a", "a-1.b", "région", "Été", "orx:meta"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "1a", "a b", "a:b:c", "-a", "a?", "a:"] {
            assert!(!is_name(bad), "{bad}");
        }
        assert_eq!(length("jr:itext('x')"), 8);
        assert_eq!(length("a::b"), 1);
    }
}
