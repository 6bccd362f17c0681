//! Text that is not UTF-8: Windows-1252, CP850 or Mac Roman, told apart by the
//! letters each would give.
//!
//! All three give a character for nearly every byte, so that none can be ruled
//! out by decoding alone. But an accented letter inside a word (`Béloko`) is
//! likely, and a box-drawing sign or a capital there (`BÚloko`) is not: each
//! reading is scored on that, for the letters of French and Portuguese.

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// One of the three encodings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Legacy {
    Windows1252,
    Cp850,
    MacRoman,
}

/// How the three compare on one file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) best: Legacy,
    pub(super) second: Legacy,
    /// Points for the letters that fit, less points for the signs that do not.
    pub(super) points: i64,
    pub(super) second_points: i64,
    /// The different letters that the bytes above 127 become, most frequent first.
    pub(super) letters: String,
}

impl Verdict {
    /// The second reading is nearly as likely as the first.
    pub(super) fn is_close(&self) -> bool {
        self.points < 3 || self.second_points.saturating_mul(5) > self.points.saturating_mul(4)
    }
}

const ALL: [Legacy; 3] = [Legacy::Windows1252, Legacy::Cp850, Legacy::MacRoman];

/// The upper half of CP850, as IBM and Microsoft publish it.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

impl Legacy {
    pub(super) fn name(self) -> &'static str {
        match self {
            Legacy::Windows1252 => "Windows-1252",
            Legacy::Cp850 => "CP850",
            Legacy::MacRoman => "Mac Roman",
        }
    }

    /// The characters of the bytes 128 to 255; `None` where the encoding has none.
    pub(super) fn upper_half(self) -> [Option<char>; 128] {
        let mut table = [None; 128];
        if self == Legacy::Cp850 {
            for (place, c) in table.iter_mut().zip(CP850.chars()) {
                *place = Some(c);
            }
            return table;
        }
        let encoding = if self == Legacy::MacRoman { MACINTOSH } else { WINDOWS_1252 };
        for (place, byte) in table.iter_mut().zip(128u8..=255) {
            let character = encoding.decode_without_bom_handling(&[byte]).0.chars().next();
            // Where Windows-1252 has nothing, browsers take a control character: nobody typed it.
            *place = character.filter(|c| !c.is_control() && *c != '\u{FFFD}');
        }
        table
    }
}

/// Scores the three readings over the whole file. `bytes` has at least one byte above 127.
pub(super) fn judge(bytes: &[u8]) -> Verdict {
    let neighbours = count_neighbours(bytes);
    let mut scored: Vec<(Legacy, i64)> =
        ALL.iter().map(|&legacy| (legacy, points(&neighbours, &legacy.upper_half()))).collect();
    // Stable: between equals, the order of `ALL`, which is the order of frequency in the field.
    scored.sort_by_key(|&(_, points)| std::cmp::Reverse(points));
    let (best, points) = scored[0];
    let (second, second_points) = scored[1];
    Verdict { best, second, points, second_points, letters: letters(bytes, best) }
}

/// Decodes; `Err` is the place of the first byte that has no character.
pub(super) fn decode(bytes: &[u8], legacy: Legacy) -> Result<String, usize> {
    let table = legacy.upper_half();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    for (place, &byte) in bytes.iter().enumerate() {
        let character =
            if byte < 128 { Some(char::from(byte)) } else { table[usize::from(byte - 128)] };
        text.push(character.ok_or(place)?);
    }
    Ok(text)
}

/// What stands beside a byte above 127.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Beside {
    Lower,
    Upper,
    Digit,
    Other,
    High(u8),
}

/// Each byte above 127 with what stands before and after it, and how often.
fn count_neighbours(bytes: &[u8]) -> Vec<((Beside, u8, Beside), i64)> {
    let mut counts = std::collections::BTreeMap::new();
    let beside = |byte: Option<&u8>| match byte {
        Some(b) if b.is_ascii_lowercase() => Beside::Lower,
        Some(b) if b.is_ascii_uppercase() => Beside::Upper,
        Some(b) if b.is_ascii_digit() => Beside::Digit,
        Some(&b) if b > 127 => Beside::High(b),
        _ => Beside::Other,
    };
    for (place, &byte) in bytes.iter().enumerate().filter(|&(_, &b)| b > 127) {
        let before = beside(place.checked_sub(1).and_then(|p| bytes.get(p)));
        let after = beside(bytes.get(place + 1));
        *counts.entry((before, byte, after)).or_insert(0i64) += 1;
    }
    counts.into_iter().collect()
}

fn points(neighbours: &[((Beside, u8, Beside), i64)], table: &[Option<char>; 128]) -> i64 {
    let read = |beside: Beside| match beside {
        Beside::High(byte) => match table[usize::from(byte - 128)] {
            Some(c) if c.is_lowercase() => Beside::Lower,
            Some(c) if c.is_uppercase() => Beside::Upper,
            _ => Beside::Other,
        },
        plain => plain,
    };
    neighbours
        .iter()
        .map(|&((before, byte, after), times)| {
            let worth = match table[usize::from(byte - 128)] {
                None => -20,
                Some(c) => fit(read(before), c, read(after)),
            };
            worth * times
        })
        .sum()
}

const LOWER: &str = "àâäçéèêëîïôöùûüÿœæáãíóõúñ";
const UPPER: &str = "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆÁÃÍÓÕÚÑ";
/// Signs of French and Portuguese typing, which stand at the border of words.
const SIGNS: &str = "«»“”‘…–—€°ºª§\u{A0}²³½£";

/// How well a character fits between its neighbours in French or Portuguese.
fn fit(before: Beside, c: char, after: Beside) -> i64 {
    let in_word = matches!(before, Beside::Lower | Beside::Upper)
        || matches!(after, Beside::Lower | Beside::Upper);
    if LOWER.contains(c) {
        return match (before, after) {
            (Beside::Upper, Beside::Upper) => -3, // "NéANT"
            _ if in_word => 3,
            _ => 1, // "à", alone
        };
    }
    if UPPER.contains(c) {
        return match (before, after) {
            (Beside::Lower, _) => -4, // "BÚloko"
            _ if in_word => 2,
            _ => 0,
        };
    }
    match c {
        '’' if matches!(before, Beside::Lower | Beside::Upper) => 3, // "l’eau"
        '’' => 0,
        _ if SIGNS.contains(c) => {
            if matches!((before, after), (Beside::Lower, Beside::Lower)) {
                -3
            } else {
                1
            }
        }
        _ if c.is_alphabetic() => -2, // a letter of other languages
        _ if in_word => -4,           // a sign inside a word
        _ => -1,
    }
}

fn letters(bytes: &[u8], legacy: Legacy) -> String {
    let table = legacy.upper_half();
    let mut counts = [0u32; 128];
    for &byte in bytes.iter().filter(|&&b| b > 127) {
        counts[usize::from(byte - 128)] += 1;
    }
    let mut seen: Vec<(u32, char)> = counts
        .iter()
        .zip(table)
        .filter_map(|(&count, c)| c.filter(|c| count > 0 && c.is_alphabetic()).map(|c| (count, c)))
        .collect();
    seen.sort_by_key(|&(count, c)| (std::cmp::Reverse(count), c));
    let shown: Vec<String> = seen.iter().take(8).map(|(_, c)| c.to_string()).collect();
    shown.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encode(text: &str, legacy: Legacy) -> Vec<u8> {
        let table = legacy.upper_half();
        text.chars()
            .map(|c| match u8::try_from(u32::from(c)) {
                Ok(byte) if byte < 128 => byte,
                _ => 128 + table.iter().position(|&t| t == Some(c)).unwrap() as u8,
            })
            .collect()
    }

    const FRENCH: &str =
        "Enquête ménages;Préfecture;Nana-Mambéré;où;à côté;ÉTÉ;Août 2025;«oui»;N°3\n";
    const PORTUGUESE: &str = "Província;Não;São José;mineração;avó;família;AÇÃO;mês;2º\n";

    #[test]
    fn each_encoding_is_known_by_its_letters() {
        for legacy in ALL {
            for text in [FRENCH, PORTUGUESE] {
                let bytes = encode(text, legacy);
                let verdict = judge(&bytes);
                assert_eq!(verdict.best, legacy, "{text} {verdict:?}");
                assert!(!verdict.is_close(), "{text} {verdict:?}");
                assert_eq!(decode(&bytes, legacy).as_deref(), Ok(text));
            }
        }
    }

    #[test]
    fn one_odd_letter_is_called_close() {
        // 0x82 alone: é in CP850, a low quotation mark in Windows-1252, Ç in Mac Roman.
        assert_eq!(judge(b"a;\x82;b").best, Legacy::Cp850);
        assert!(judge(b"a;\xD0;b").is_close());
    }

    #[test]
    fn evidence_names_letters_and_no_words() {
        let verdict = judge(&encode("Béloko;Béa;Nana-Mambéré;là\n", Legacy::Windows1252));
        assert_eq!(verdict.letters, "é à");
    }

    #[test]
    fn cp850_has_a_character_for_every_byte() {
        assert_eq!(CP850.chars().count(), 128);
        assert_eq!(Legacy::Cp850.upper_half()[0x02], Some('é'));
        assert_eq!(Legacy::Cp850.upper_half()[0x46], Some('ã'));
        assert_eq!(Legacy::Cp850.upper_half()[0x7F], Some('\u{A0}'));
        assert_eq!(Legacy::Windows1252.upper_half()[0x01], None);
    }
}
