//! From bytes to text, the whole file looked at, with the evidence.
//!
//! In this order: a byte order mark; the zero bytes of UTF-16 without one; strict
//! UTF-8; and last the encodings of old machines (see `legacy`). No byte is ever
//! replaced by U+FFFD: text that cannot be decoded is an error with its line.

use std::borrow::Cow;

use survey_schema::{Severity, message};

use super::error::ReadError;
use super::legacy;
use super::sheet::Note;

/// Text, how it was encoded, and why we think so.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: &'static str,
    pub(super) notes: Vec<Note>,
}

const UTF_8: &str = "UTF-8";

/// Decodes the whole file. `file` names it in errors.
pub(super) fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<Decoded<'a>, ReadError> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf_8(file, rest);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf_16(file, rest, Order::Little, Vec::new());
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf_16(file, rest, Order::Big, Vec::new());
    }
    if let Some((order, zeros, units)) = utf_16_by_zeros(bytes) {
        let share = 100 * zeros / units.max(1);
        let encoding = order.name();
        let note = Note::of_file(
            Severity::Info,
            message!(
                "read-utf16-without-mark",
                "read as {encoding}: the file has no mark of its encoding, but {share} % of its characters have a zero byte where {encoding} has one",
                encoding = encoding,
                share = share,
            ),
        );
        return utf_16(file, bytes, order, vec![note]);
    }
    let Err(not_utf_8) = std::str::from_utf8(bytes).map(drop) else {
        return utf_8(file, bytes);
    };
    if is_mostly_utf_8(bytes) {
        return utf_8(file, bytes); // an error, with its line
    }
    of_old_machines(file, bytes, not_utf_8.valid_up_to())
}

fn utf_8<'a>(file: &str, bytes: &'a [u8]) -> Result<Decoded<'a>, ReadError> {
    let text =
        std::str::from_utf8(bytes).map_err(|e| undecodable(file, bytes, e.valid_up_to(), UTF_8))?;
    Ok(Decoded { text: Cow::Borrowed(text), encoding: UTF_8, notes: Vec::new() })
}

/// Letters of UTF-8 are pairs of bytes that other encodings hardly ever bring
/// together: a file that has many of them and a few other bytes is UTF-8 into which
/// something else was pasted. Reading it as something else would break all its letters.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut letters, mut others) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().bytes().filter(|&b| b >= 0xC0).count();
        others += chunk.invalid().len();
    }
    letters > 4 * others
}

fn of_old_machines<'a>(
    file: &str,
    bytes: &[u8],
    first_bad: usize,
) -> Result<Decoded<'a>, ReadError> {
    let verdict = legacy::judge(bytes);
    let encoding = verdict.best.name();
    let text = legacy::decode(bytes, verdict.best)
        .map_err(|place| undecodable(file, bytes, place, encoding))?;
    let letters = if verdict.letters.is_empty() { "-" } else { &verdict.letters };
    let second = verdict.second.name();
    let line = line_of(bytes, first_bad);
    let note = if verdict.is_close() {
        Note::of_row(
            Severity::Warning,
            line,
            message!(
                "read-encoding-unsure",
                "read as {encoding}, with little evidence ({letters}; {points} points against {second_points} for {second}): check a few words with accents, and save the file as \"CSV UTF-8\" if they are wrong",
                encoding = encoding,
                letters = letters,
                points = verdict.points,
                second_points = verdict.second_points,
                second = second,
            ),
        )
    } else {
        Note::of_row(
            Severity::Info,
            line,
            message!(
                "read-encoding",
                "read as {encoding}: the file is not UTF-8 (first in line {line}), and in {encoding} its letters fit French or Portuguese words ({letters}; {points} points against {second_points} for {second})",
                encoding = encoding,
                line = line,
                letters = letters,
                points = verdict.points,
                second_points = verdict.second_points,
                second = second,
            ),
        )
    };
    Ok(Decoded { text: Cow::Owned(text), encoding, notes: vec![note] })
}

/// The order of the two bytes of a UTF-16 unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

impl Order {
    fn name(self) -> &'static str {
        match self {
            Order::Little => "UTF-16LE",
            Order::Big => "UTF-16BE",
        }
    }

    fn unit(self, pair: &[u8]) -> u16 {
        match (self, pair) {
            (Order::Little, &[low, high]) | (Order::Big, &[high, low]) => {
                u16::from_be_bytes([high, low])
            }
            _ => 0,
        }
    }
}

/// In Latin text every other byte of UTF-16 is zero; in other encodings none is.
/// Gives the order, the number of such zeros, and of units.
fn utf_16_by_zeros(bytes: &[u8]) -> Option<(Order, usize, usize)> {
    let units = bytes.len() / 2;
    if units < 2 || memchr::memchr(0, bytes).is_none() {
        return None;
    }
    let zeros = |offset: usize| bytes.iter().skip(offset).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let clear = |many: usize, few: usize| many * 10 >= units * 4 && few * 100 <= units;
    match () {
        () if clear(odd, even) => Some((Order::Little, odd, units)),
        () if clear(even, odd) => Some((Order::Big, even, units)),
        () => None,
    }
}

fn utf_16<'a>(
    file: &str,
    bytes: &[u8],
    order: Order,
    notes: Vec<Note>,
) -> Result<Decoded<'a>, ReadError> {
    let pairs = bytes.chunks_exact(2);
    let cut_off = pairs.remainder().first().copied();
    let mut text = String::with_capacity(bytes.len() / 2 + bytes.len() / 16);
    let mut line = 1;
    for unit in char::decode_utf16(pairs.map(|pair| order.unit(pair))) {
        match unit {
            Ok(c) => {
                line += u32::from(c == '\n');
                text.push(c);
            }
            Err(half) => {
                let byte = (half.unpaired_surrogate() >> 8) as u8;
                return Err(ReadError::Undecodable {
                    file: file.to_string(),
                    line,
                    encoding: order.name(),
                    byte,
                });
            }
        }
    }
    if let Some(byte) = cut_off {
        return Err(ReadError::Undecodable {
            file: file.to_string(),
            line,
            encoding: order.name(),
            byte,
        });
    }
    Ok(Decoded { text: Cow::Owned(text), encoding: order.name(), notes })
}

fn undecodable(file: &str, bytes: &[u8], place: usize, encoding: &'static str) -> ReadError {
    ReadError::Undecodable {
        file: file.to_string(),
        line: line_of(bytes, place),
        encoding,
        byte: bytes.get(place).copied().unwrap_or(0),
    }
}

/// The line in which a byte stands, from 1.
pub(super) fn line_of(bytes: &[u8], place: usize) -> u32 {
    1 + line_breaks(&bytes[..place.min(bytes.len())])
}

/// Line ends in a piece of text: LF, CR LF, or CR alone.
pub(super) fn line_breaks(bytes: &[u8]) -> u32 {
    let mut breaks = 0u32;
    let mut after_cr = false;
    for &byte in bytes {
        breaks = breaks.saturating_add(u32::from(byte == b'\r' || (byte == b'\n' && !after_cr)));
        after_cr = byte == b'\r';
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "N°;Localité\n1;Béloko\n";

    fn utf_16_bytes(text: &str, order: Order) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|u| if order == Order::Little { u.to_le_bytes() } else { u.to_be_bytes() })
            .collect()
    }

    #[test]
    fn marks_and_patterns_of_unicode() {
        let marked = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        let cases = [
            (TEXT.as_bytes().to_vec(), "UTF-8", 0),
            (marked(b"\xEF\xBB\xBF", TEXT.into()), "UTF-8", 0),
            (marked(b"\xFF\xFE", utf_16_bytes(TEXT, Order::Little)), "UTF-16LE", 0),
            (marked(b"\xFE\xFF", utf_16_bytes(TEXT, Order::Big)), "UTF-16BE", 0),
            (utf_16_bytes(TEXT, Order::Little), "UTF-16LE", 1),
            (utf_16_bytes(TEXT, Order::Big), "UTF-16BE", 1),
        ];
        for (bytes, encoding, notes) in cases {
            let decoded = decode("f.csv", &bytes).unwrap();
            assert_eq!(
                (&*decoded.text, decoded.encoding, decoded.notes.len()),
                (TEXT, encoding, notes)
            );
        }
    }

    #[test]
    fn what_cannot_be_decoded_is_an_error_with_its_line() {
        let cut = [b"\xFF\xFE".to_vec(), utf_16_bytes(TEXT, Order::Little), vec![b'x']].concat();
        assert!(matches!(
            decode("f.csv", &cut),
            Err(ReadError::Undecodable { line: 3, encoding: "UTF-16LE", byte: b'x', .. })
        ));
        // 0x9D is nothing in Windows-1252, which the other 12 letters clearly are.
        let broken = b"r\xE9gion\npr\xE9sence\nl\xE0\nd\xE9j\xE0\nb\xE9lier\n\xE9t\xE9\nrefus\xE9e\nm\xE8re\nsite\x9D\n";
        assert_eq!(
            decode("f.csv", broken).unwrap_err(),
            ReadError::Undecodable {
                file: "f.csv".into(),
                line: 9,
                encoding: "Windows-1252",
                byte: 0x9D
            }
        );
        assert!(matches!(
            decode("f.csv", b"\xEF\xBB\xBFa\r\nb\xE9\r\n"),
            Err(ReadError::Undecodable { line: 2, encoding: "UTF-8", byte: 0xE9, .. })
        ));
    }

    #[test]
    fn a_foreign_line_in_a_utf_8_file_is_named() {
        let mixed = [TEXT.repeat(9).as_bytes(), b"19;Bou\xE9\n"].concat();
        assert_eq!(
            decode("f.csv", &mixed).unwrap_err(),
            ReadError::Undecodable {
                file: "f.csv".into(),
                line: 19,
                encoding: "UTF-8",
                byte: 0xE9
            }
        );
    }

    #[test]
    fn evidence_stands_in_a_note() {
        let decoded = decode("f.csv", b"N\xB0;Localit\xE9\n1;B\xE9loko\n").unwrap();
        assert_eq!(decoded.encoding, "Windows-1252");
        assert_eq!(decoded.text, TEXT);
        assert!(decoded.notes[0].message.english.contains("fit French or Portuguese words (é;"));
    }

    #[test]
    fn lines_end_in_three_ways() {
        assert_eq!(line_breaks(b"a\nb\r\nc\rd"), 3);
        assert_eq!(line_breaks(b"\r\r\n\n"), 3);
    }
}
