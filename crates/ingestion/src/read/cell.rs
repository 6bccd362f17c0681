//! One cell as it was received.

use std::borrow::Cow;

/// A cell of a sheet, with the type the file itself gives it; text files have only text.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing at all.
    Empty,
    /// Text, exactly as in the file.
    Text(Box<str>),
    /// A number of a workbook. Percentages are fractions: 12 % is 0.12.
    Number(f64),
    /// A date, a date-time or a time of day of a workbook, in ISO 8601:
    /// `2026-05-31`, `2026-05-31T10:00:00`, `10:00:00`.
    Date(Box<str>),
    /// A truth value of a workbook.
    Boolean(bool),
    /// An error of a workbook: `#N/A`, `#DIV/0!` …
    Error(Box<str>),
}

impl Cell {
    /// What a person sees: numbers without needless decimals, ISO dates, `TRUE` and `FALSE`.
    ///
    /// ```
    /// use ingestion::read::Cell;
    /// assert_eq!(Cell::Number(3.0).text(), "3");
    /// assert_eq!(Cell::Number(2.5).text(), "2.5");
    /// assert_eq!(Cell::Boolean(true).text(), "TRUE");
    /// ```
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) | Cell::Date(text) | Cell::Error(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(number_text(*number)),
            Cell::Boolean(true) => Cow::Borrowed("TRUE"),
            Cell::Boolean(false) => Cow::Borrowed("FALSE"),
        }
    }

    /// Nothing, or nothing but white space. No-break spaces (U+00A0, U+202F) and a
    /// stray byte order mark (U+FEFF) count as white space: people do not see them.
    pub fn is_empty(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.chars().all(is_blank),
            _ => false,
        }
    }
}

/// White space, the characters of no width that exports leave behind, and the
/// Ctrl-Z with which programs of DOS end their files.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{1A}')
}

/// Spreadsheets show 15 digits: `0.1 + 0.2` is `0.3` to whoever typed it.
fn number_text(number: f64) -> String {
    if number == 0.0 {
        return "0".to_string(); // no "-0"
    }
    let exact = number.to_string();
    if exact.bytes().filter(u8::is_ascii_digit).count() <= 15 {
        return exact;
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_a_spreadsheet_shows_them() {
        let shown = |n| Cell::Number(n).text().into_owned();
        assert_eq!(shown(0.1 + 0.2), "0.3");
        assert_eq!(shown(-0.0), "0");
        assert_eq!(shown(1250000.0), "1250000");
        assert_eq!(shown(237_690_000_123.0), "237690000123");
        assert_eq!(shown(-4.390625), "-4.390625");
        assert_eq!(shown(18.566666666666666), "18.5666666666667");
    }

    #[test]
    fn what_nobody_sees_is_empty() {
        for blank in ["", " ", "\u{A0}", "\u{202F}\u{FEFF}", "\r\n\t"] {
            assert!(Cell::Text(blank.into()).is_empty(), "{blank:?}");
        }
        for full in ["0", "-", "NA", "\u{A0}x"] {
            assert!(!Cell::Text(full.into()).is_empty(), "{full:?}");
        }
        assert!(!Cell::Boolean(false).is_empty());
    }
}
