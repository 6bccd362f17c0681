//! How headers, labels and choices are compared: what people and programs change
//! in a name without meaning another one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text without the differences that people do not mean: accents, case, kinds
/// of spaces and apostrophes, the star of a required question and a closing colon.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.nfkd().filter(|character| !is_combining_mark(*character)) {
        match character {
            '\u{feff}' | '\u{200b}' => {}
            '’' | '‘' | 'ʼ' | '`' => folded.push('\''),
            '–' | '—' => folded.push('-'),
            space if space.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            other => folded.extend(other.to_lowercase()),
        }
    }
    folded.trim_matches([' ', '*', ':', '?']).to_string()
}

/// A name as people retype it: like [`fold`], and `_` is a space.
pub(crate) fn fold_name(name: &str) -> String {
    fold(&name.replace('_', " "))
}

/// A text in one normal form, otherwise as received.
pub(crate) fn normal(text: &str) -> String {
    text.nfc().collect()
}

/// A text without spaces of any kind around it and without a byte order mark.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(|character: char| {
        character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}')
    })
}

/// The marks that export programs put between groups, questions and choices.
pub(crate) const SEPARATORS: [char; 4] = ['/', '-', '.', ':'];

/// A path with every separator written as `/`.
pub(crate) fn one_separator(path: &str) -> String {
    path.replace(&SEPARATORS[1..], "/")
}

/// A name as R writes it when it reads a table: what is no letter, digit, dot or
/// underscore becomes a dot, and a name cannot begin with a digit or underscore.
pub(crate) fn mangle(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() || c == '_' || c == '.' { c } else { '.' })
        .collect();
    match plain.chars().next() {
        Some(first) if first.is_alphabetic() || first == '.' => plain,
        _ => format!("X{plain}"),
    }
}

/// A header without the byte order mark that R turned into letters.
pub(crate) fn without_mangled_mark(header: &str) -> &str {
    ["X.U.FEFF.", "X.U.FEFF_", "ï..", "X.ï.."]
        .iter()
        .find_map(|mark| header.strip_prefix(mark))
        .unwrap_or(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_forgets_accents_case_and_spaces() {
        assert_eq!(fold("  Âge du\u{a0}chef\u{202f}: "), "age du chef");
        assert_eq!(fold("N’Djamena"), "n'djamena");
        assert_eq!(fold_name("HH_Code"), "hh code");
    }

    #[test]
    fn mangling_is_that_of_r() {
        assert_eq!(mangle("_uuid"), "X_uuid");
        assert_eq!(mangle("water/piped"), "water.piped");
        assert_eq!(without_mangled_mark("X.U.FEFF.start"), "start");
    }
}
