//! Regular expressions: written for Java, matched in linear time.

use std::cell::RefCell;
use std::collections::HashMap;

use regex::Regex;

/// How many compiled patterns are kept.
const KEPT: usize = 256;

/// Whether a whole text matches a pattern; `None` when the pattern is none, or needs
/// what cannot be matched in linear time (looking around, back references).
pub(super) fn matches(text: &str, pattern: &str) -> Option<bool> {
    thread_local! {
        static COMPILED: RefCell<HashMap<String, Option<Regex>>> = RefCell::new(HashMap::new());
    }
    COMPILED.with_borrow_mut(|compiled| {
        if let Some(regex) = compiled.get(pattern) {
            return regex.as_ref().map(|regex| regex.is_match(text));
        }
        if compiled.len() >= KEPT {
            compiled.clear();
        }
        let regex = compile(pattern);
        let verdict = regex.as_ref().map(|regex| regex.is_match(text));
        compiled.insert(pattern.to_string(), regex);
        verdict
    })
}

/// A pattern that matches whole texts only, as on the phone.
pub(super) fn compile(pattern: &str) -> Option<Regex> {
    // Not in brackets with the rest, where a stray `)` could pair with them.
    Regex::new(&translated(pattern)).ok()?;
    Regex::new(&format!(r"\A(?:{})\z", translated(pattern))).ok()
}

/// What Java means by a pattern where the regex crate would mean another thing:
/// `\d`, `\w` and `\s` are ASCII, a dot stops at every end of line that Unicode has.
fn translated(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut characters = pattern.chars();
    let mut brackets = 0_usize;
    while let Some(c) = characters.next() {
        match c {
            '\\' => match characters.next() {
                Some('d') => out.push_str(if brackets > 0 { "0-9" } else { "[0-9]" }),
                Some('w') => out.push_str(if brackets > 0 { "a-zA-Z0-9_" } else { "[a-zA-Z0-9_]" }),
                Some('s') => {
                    out.push_str(if brackets > 0 { r" \t\n\x0B\f\r" } else { r"[ \t\n\x0B\f\r]" })
                }
                Some('D') => out.push_str("[^0-9]"),
                Some('W') => out.push_str("[^a-zA-Z0-9_]"),
                Some('S') => out.push_str(r"[^ \t\n\x0B\f\r]"),
                Some('b') => out.push_str(r"(?-u:\b)"),
                Some('Z') => out.push_str(r"\z"),
                Some(other) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
            '[' => {
                brackets += 1;
                out.push(c);
            }
            ']' => {
                brackets = brackets.saturating_sub(1);
                out.push(c);
            }
            '.' if brackets == 0 => out.push_str(r"[^\n\r\x{85}\x{2028}\x{2029}]"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_what_they_mean_on_the_phone() {
        let cases = [
            ("12", r"\d+", Some(true)),
            ("١٢", r"\d+", Some(false)),
            ("a-b", r"[\w-]+", Some(true)),
            ("é", r"\w", Some(false)),
            ("a\nb", "a.b", Some(false)),
            ("abc", "ab", Some(false)),
            ("abc", "ab|abc", Some(true)),
            ("x", "[", None),
            ("aa", r"(a)\1", None),
            ("a", ")|(a", None),
            ("", "", Some(true)),
        ];
        for (text, pattern, expected) in cases {
            assert_eq!(matches(text, pattern), expected, "{text} ~ {pattern}");
        }
    }

    #[test]
    fn a_pattern_that_explodes_elsewhere_is_matched_at_once() {
        let text = "a".repeat(50_000) + "b";
        assert_eq!(matches(&text, "(a+)+"), Some(false));
        assert_eq!(matches("a", "((a{1000}){1000}){1000}"), None);
    }
}
