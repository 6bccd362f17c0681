//! Whether languages have codes that devices know: `Français (fr)`.

use crate::xlsform::definition::rule::LANGUAGE_CODE;
use crate::xlsform::definition::{Definition, NO_LANGUAGE, Place};
use crate::{Diagnostic, message};

/// The language subtags of the IANA registry, without those for private use.
const SUBTAGS: &str = include_str!("language_subtags.txt");

/// Warns of languages without a code, or with one that is none.
pub(super) fn check<'a>(
    definition: &Definition<'_>,
    languages: impl Iterator<Item = &'a str>,
) -> Vec<Diagnostic> {
    let bad: Vec<&str> = languages
        .filter(|language| *language != NO_LANGUAGE && language.chars().count() >= 3)
        .filter(|language| !has_code(language))
        .collect();
    if bad.is_empty() {
        return Vec::new();
    }
    let message = message!(
        "xform-language-code",
        "these languages have no valid code: {languages}",
        languages = bad.join(", ")
    );
    let help = message!(
        "xform-language-code-help",
        "write the code of a language behind its name, as in: Français (fr)"
    );
    vec![definition.fault(LANGUAGE_CODE, Place(1, &["label"]), message).help(help)]
}

/// Whether the name of a language ends with a code in brackets.
fn has_code(language: &str) -> bool {
    let code = language.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')'));
    code.is_some_and(|code| {
        !code.is_empty() && SUBTAGS.split_ascii_whitespace().any(|tag| tag == code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes() {
        for good in ["Français (fr)", "Lingala (ln)", "Ngombe (nmj)", "(en)"] {
            assert!(has_code(good), "{good}");
        }
        for bad in ["Français", "French (xx)", "French (fr) ", "French ()", "French (FR)"] {
            assert!(!has_code(bad), "{bad}");
        }
    }
}
