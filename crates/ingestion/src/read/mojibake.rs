//! Letters broken before the file came to us: UTF-8 read as something else and saved.
//!
//! `Ã©` for é, `â€™` for ’, `├®` for é. Nothing is repaired here: a person has to
//! know, and the sender's file is often still whole.

use survey_schema::{Severity, message};

use super::encoding::line_of;
use super::sheet::Note;

/// Notes on broken letters and on replacement signs, if there are any.
pub(super) fn notes(text: &str) -> Vec<Note> {
    let mut notes = Vec::new();
    if text.is_ascii() {
        return notes;
    }
    let broken = find(text, breaks);
    if let Some((place, count)) = broken {
        let line = line_of(text.as_bytes(), place);
        notes.push(Note::of_row(Severity::Warning, line, message!(
            "read-broken-letters",
            "{count} letters with accents are broken (such as \"Ã©\" for \"é\"), first in line {line}: the file was saved in a wrong encoding before it came here. Ask the sender for the file as it was first exported",
            count = count, line = line,
        )));
    }
    if let Some((place, count)) = find(text, |c, _| c == '\u{FFFD}') {
        let line = line_of(text.as_bytes(), place);
        notes.push(Note::of_row(Severity::Warning, line, message!(
            "read-lost-letters",
            "{count} letters were already lost when the file came here (the sign � stands for them), first in line {line}. Ask the sender for the file as it was first exported",
            count = count, line = line,
        )));
    }
    notes
}

/// The place of the first pair of characters that satisfies `is`, and how many do.
fn find(text: &str, is: impl Fn(char, char) -> bool) -> Option<(usize, usize)> {
    let mut first = None;
    let mut count = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((place, c)) = characters.next() {
        if c.is_ascii() {
            continue;
        }
        let after = characters.peek().map_or('\n', |&(_, next)| next);
        if is(c, after) {
            first.get_or_insert(place);
            count += 1;
        }
    }
    first.map(|place| (place, count))
}

/// The two bytes of an accented letter, each read as a character of its own.
///
/// `Ã` before an ASCII letter is Portuguese (`NÃO`); before another sign it is no
/// language's. `Â` alone is rarer still before `°` or a no-break space.
fn breaks(c: char, after: char) -> bool {
    match c {
        'Ã' => is_continuation(after),
        'Â' => matches!(after, '\u{A0}' | '°' | '«' | '»' | '²' | '³' | '´' | '·' | '€'),
        'â' => matches!(after, '€' | '‚' | '\u{80}'),
        '├' | '┬' => !after.is_ascii() && !is_drawing(after),
        _ => false,
    }
}

/// A byte from 80 to BF (the second of an accented letter in UTF-8) in Windows-1252.
fn is_continuation(c: char) -> bool {
    matches!(u32::from(c), 0x80..=0xBF) || "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".contains(c)
}

fn is_drawing(c: char) -> bool {
    matches!(u32::from(c), 0x2500..=0x257F)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> usize {
        find(text, breaks).map_or(0, |(_, n)| n)
    }

    #[test]
    fn broken_letters_are_counted() {
        assert_eq!(count("BÃ©loko;rÃ©gion;Ã\u{A0} cÃ´tÃ©;NÂ°3;lâ€™eau"), 7);
        assert_eq!(count("B├®loko"), 1);
    }

    #[test]
    fn good_portuguese_and_french_are_left_alone() {
        assert_eq!(count("NÃO;MAÇÃ;ÂNGELA;âge;câble;à côté;« Âge »;OÙ"), 0);
        assert_eq!(count("├──┤"), 0);
    }

    #[test]
    fn notes_give_the_line_and_no_values() {
        let notes = notes("site\nBÃ©loko\nperdu \u{FFFD}\n");
        assert_eq!(notes.iter().map(|n| n.row).collect::<Vec<_>>(), [2, 3]);
        assert!(notes.iter().all(|n| !n.message.english.contains("loko")));
    }
}
