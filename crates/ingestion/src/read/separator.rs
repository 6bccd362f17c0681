//! Which character separates the cells of a text file: decided on all of its lines.
//!
//! A separator stands equally often in (nearly) all records, and the more often,
//! the better it explains the file. What stands between quotation marks does not
//! count. A comma between two digits may be a decimal mark: once another separator
//! explains the lines, such commas are left out of the count.

use survey_schema::{Severity, message};

use super::sheet::Note;

/// The separator, and what a person should know about it.
#[derive(Debug, PartialEq)]
pub(super) struct Separator {
    pub(super) character: char,
    pub(super) notes: Vec<Note>,
    /// The first line, `sep=;`, says it.
    pub(super) announced: bool,
}

/// In order of preference between equals.
const CANDIDATES: [u8; 4] = [b';', b'\t', b',', b'|'];
const COMMA: usize = 2;

/// Decides on the whole text.
pub(super) fn decide(text: &str) -> Separator {
    if let Some(character) = announced(text) {
        return Separator { character, notes: Vec::new(), announced: true };
    }
    let counts = count(text);
    let mut found: Vec<Evidence> =
        (0..CANDIDATES.len()).map(|c| Evidence::new(c, &counts.plain[c])).collect();
    let comma = found[COMMA];
    let explains = |e: &Evidence| {
        e.candidate != COMMA && e.share() >= 0.5 && e.per_record > 0 && e.first <= comma.first
    };
    if found.iter().any(explains) {
        found[COMMA] = Evidence::new(COMMA, &counts.commas_between_others);
    }
    found.sort_by(|a, b| b.score().total_cmp(&a.score()).then(a.candidate.cmp(&b.candidate)));
    let (best, second) = (found[0], found[1]);
    if best.per_record == 0 {
        // One column: any separator reads it alike.
        return Separator { character: ',', notes: Vec::new(), announced: false };
    }
    let mut notes = Vec::new();
    if second.per_record > 0 && second.score() > 0.75 * best.score() {
        notes.push(close(best, second));
    } else if best.character() == '|' {
        notes.push(unusual(best));
    }
    Separator { character: best.character(), notes, announced: false }
}

/// Excel's own first line, `sep=;`, with or without quotation marks.
fn announced(text: &str) -> Option<char> {
    let line = text.lines().next()?.trim_matches('"');
    let (key, value) = line.split_at_checked(4)?;
    let mut characters = value.chars();
    let separator = characters.next()?;
    let alone = characters.next().is_none();
    (key.eq_ignore_ascii_case("sep=") && alone && separator.is_ascii() && separator != '"')
        .then_some(separator)
}

fn close(best: Evidence, second: Evidence) -> Note {
    Note::of_file(
        Severity::Warning,
        message!(
            "read-separator-unsure",
            "cells are separated at {separator} ({share} % of lines have {count} of them), but {other} is nearly as regular ({other_share} % have {other_count}): check the columns, or write \"sep={separator}\" as the first line",
            separator = best.shown(),
            share = best.percent(),
            count = best.per_record,
            other = second.shown(),
            other_share = second.percent(),
            other_count = second.per_record,
        ),
    )
}

fn unusual(best: Evidence) -> Note {
    Note::of_file(
        Severity::Info,
        message!(
            "read-separator-unusual",
            "cells are separated at {separator}: {share} % of lines have {count} of them",
            separator = best.shown(),
            share = best.percent(),
            count = best.per_record,
        ),
    )
}

/// How regularly one candidate stands in the records.
#[derive(Clone, Copy, Debug)]
struct Evidence {
    candidate: usize,
    /// The number of times it stands in most of the records that have it.
    per_record: u32,
    /// The first record with that number.
    first: usize,
    agreeing: usize,
    records: usize,
}

impl Evidence {
    fn new(candidate: usize, counts: &[u32]) -> Evidence {
        let mut frequency = std::collections::BTreeMap::new();
        for (record, &n) in counts.iter().enumerate().filter(|&(_, &n)| n > 0) {
            let seen = frequency.entry(n).or_insert((0usize, record));
            seen.0 += 1;
        }
        // The commonest count; between equals the larger one.
        let best = frequency.into_iter().max_by_key(|&(n, (times, _))| (times, n));
        let (per_record, (agreeing, first)) = best.unwrap_or((0, (0, usize::MAX)));
        Evidence { candidate, per_record, first, agreeing, records: counts.len() }
    }

    fn share(&self) -> f64 {
        self.agreeing as f64 / self.records.max(1) as f64
    }

    fn percent(&self) -> u32 {
        (100.0 * self.share()).round() as u32
    }

    /// Regularity times the information that so many columns carry.
    fn score(&self) -> f64 {
        self.share() * f64::from(self.per_record + 1).log2()
    }

    fn character(&self) -> char {
        char::from(CANDIDATES[self.candidate])
    }

    fn shown(&self) -> String {
        if self.character() == '\t' { "TAB".to_string() } else { self.character().to_string() }
    }
}

/// For each record that is not blank, how often each candidate stands outside quotation marks.
#[derive(Default)]
struct Counts {
    plain: [Vec<u32>; 4],
    /// Commas that do not stand between two digits.
    commas_between_others: Vec<u32>,
}

impl Counts {
    fn end_record(&mut self, record: &mut [u32; 5], blank: bool) {
        if !blank {
            for (counts, &n) in self.plain.iter_mut().zip(record.iter()) {
                counts.push(n);
            }
            self.commas_between_others.push(record[4]);
        }
        *record = [0; 5];
    }
}

fn count(text: &str) -> Counts {
    let bytes = text.as_bytes();
    let mut counts = Counts::default();
    let mut record = [0u32; 5];
    let (mut quoted, mut blank) = (false, true);
    let mut place = 0;
    while place < bytes.len() {
        let byte = bytes[place];
        match byte {
            b'"' if quoted => {
                if bytes.get(place + 1) == Some(&b'"') {
                    place += 1; // doubled: a mark inside the cell
                } else {
                    quoted = false;
                }
            }
            // A mark opens a cell only where a cell can begin.
            b'"' => {
                quoted = place == 0 || is_border(bytes[place - 1]);
                blank = false;
            }
            _ if quoted => {}
            b'\n' | b'\r' => {
                counts.end_record(&mut record, blank);
                blank = true;
            }
            _ => {
                blank &= byte == b' ';
                if let Some(candidate) = CANDIDATES.iter().position(|&c| c == byte) {
                    record[candidate] += 1;
                    record[4] += u32::from(byte == b',' && !between_digits(bytes, place));
                }
            }
        }
        place += 1;
    }
    counts.end_record(&mut record, blank);
    counts
}

fn is_border(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r') || CANDIDATES.contains(&byte)
}

fn between_digits(bytes: &[u8], place: usize) -> bool {
    let digit = |at: Option<usize>| at.and_then(|p| bytes.get(p)).is_some_and(u8::is_ascii_digit);
    digit(place.checked_sub(1)) && digit(place.checked_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn separator(text: &str) -> char {
        decide(text).character
    }

    #[test]
    fn the_four_usual_ones() {
        assert_eq!(separator("a;b;c\n1;2;3\n"), ';');
        assert_eq!(separator("a,b,c\n1,2,3\n"), ',');
        assert_eq!(separator("a\tb\tc\n1\t2\t3\n"), '\t');
        let pipe = decide("a|b|c\n1|2|3\n");
        assert_eq!((pipe.character, pipe.notes[0].message.id), ('|', "read-separator-unusual"));
    }

    #[test]
    fn decimal_commas_do_not_separate() {
        assert_eq!(separator("a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n7,5;8,5;9,5\n"), ';');
        assert_eq!(separator("a\tb\n1,5\t2,5\n"), '\t');
    }

    #[test]
    fn titles_and_notes_do_not_matter() {
        let text =
            "Enquête, région de Bouar\n\nN;Date;Carats\n1;03/04;12,5\n2;04/04;0,75\nTotal;;13,25\n";
        assert_eq!(separator(text), ';');
    }

    #[test]
    fn what_is_quoted_does_not_count() {
        assert_eq!(separator("a,b\n\"x;y;z;\n;;\",1\n\"p;q;r;;\",2\n"), ',');
        assert_eq!(separator("a,b\n\"he said \"\"x;y\"\";;\",1\n\"z;;;\",2\n"), ',');
    }

    #[test]
    fn lists_inside_cells_do_not_win() {
        assert_eq!(
            separator("id,tools,n\n1,pelle;tamis,3\n2,pelle;pompe,4\n3,tamis;pelle,5\n"),
            ','
        );
    }

    #[test]
    fn the_first_line_may_say_it() {
        assert!(decide("sep=,\na;b\n").announced);
        assert_eq!(separator("sep=,\na;b\n"), ',');
        assert_eq!(separator("\"sep=\t\"\na;b\n"), '\t');
        assert_eq!(separator("sep=\na;b\n"), ';');
    }

    #[test]
    fn two_that_are_equally_regular_are_reported() {
        let decided = decide("a;b,c\nd;e,f\n");
        assert_eq!(decided.character, ';');
        assert_eq!(decided.notes[0].message.id, "read-separator-unsure");
    }

    #[test]
    fn one_column_needs_none() {
        assert_eq!(
            decide("site\nBouar\n"),
            Separator { character: ',', notes: Vec::new(), announced: false }
        );
    }
}
