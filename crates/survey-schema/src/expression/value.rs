//! Values, and how numbers and texts become one another.

use super::Moment;
use crate::NodeId;

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value, and therefore no verdict. In analysis mode only.
    Missing,
    /// A number; in form mode it may be NaN.
    Number(f64),
    /// A text.
    Text(String),
    /// True or false.
    Boolean(bool),
    /// A day, or a day and time.
    Moment(Moment),
    /// Nodes of the submission, in order.
    Nodes(Vec<NodeId>),
    /// Texts of the rows of a list or table, in order.
    Texts(Vec<String>),
}

/// Numbers this close are equal, and this close to zero are zero, as JavaRosa has it.
pub(super) const TOLERANCE: f64 = 1e-12;

/// A number as XPath 1.0 writes it (section 4.2): whole numbers without a point, and
/// never an exponent.
pub(super) fn number_text(number: f64) -> String {
    match number {
        number if number.is_nan() => "NaN".into(),
        number if number.is_infinite() => {
            if number > 0.0 { "Infinity" } else { "-Infinity" }.into()
        }
        // Minus zero is zero.
        0.0 => "0".into(),
        number => number.to_string(),
    }
}

/// A number as the phone writes it: whole numbers of up to nine digits without a
/// point, others with one, and with an exponent from ten million on and below a thousandth.
pub(super) fn phone_number_text(number: f64) -> String {
    if !number.is_finite() {
        return number_text(number);
    }
    if number.abs() < TOLERANCE {
        return "0".into();
    }
    let whole = f64::from(number as i32);
    if (number - whole).abs() < TOLERANCE { whole.to_string() } else { decimal_text(number) }
}

/// A number as answers of type `decimal` are stored: always with a point, and with an
/// exponent from ten million on and below a thousandth.
///
/// ```text
/// 3 → 3.0    2.5 → 2.5    12345678901234.5 → 1.23456789012345E13    0.0000001 → 1.0E-7
/// ```
pub fn decimal_text(number: f64) -> String {
    if !number.is_finite() {
        return number_text(number);
    }
    let size = number.abs();
    if number == 0.0 || (1e-3..1e7).contains(&size) {
        let text = number.to_string();
        return if text.contains('.') { text } else { text + ".0" };
    }
    let text = format!("{number:E}");
    match text.split_once('E') {
        Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0E{exponent}"),
        _ => text,
    }
}

/// The number that a text is, as the phone reads it: digits with a point or a comma
/// and a sign, no exponent, no `Infinity`; NaN for anything else.
pub(super) fn text_number(text: &str) -> f64 {
    let text = text.trim_matches(|c: char| c <= ' ');
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.' | b','));
    // A number that Rust reads, Java reads, once it is made of these characters.
    let number = match plain {
        true if text.contains(',') => text.replace(',', ".").parse(),
        true => text.parse(),
        false => return f64::NAN,
    };
    number.unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_xpath_and_as_the_phone_write_them() {
        let cases = [
            (3.0, "3", "3"),
            (-0.5, "-0.5", "-0.5"),
            (f64::NAN, "NaN", "NaN"),
            (-0.0, "0", "0"),
            (1e21, "1000000000000000000000", "1.0E21"),
            (123_456_789_012.0, "123456789012", "1.23456789012E11"),
            (0.00001, "0.00001", "1.0E-5"),
            (1e-13, "0.0000000000001", "0"),
            (12_345_678.5, "12345678.5", "1.23456785E7"),
        ];
        for (number, text, phone) in cases {
            assert_eq!(number_text(number), text);
            assert_eq!(phone_number_text(number), phone);
        }
        assert_eq!(decimal_text(3.0), "3.0");
        assert_eq!(decimal_text(0.001), "0.001");
    }

    #[test]
    fn a_text_is_a_number_only_when_the_phone_says_so() {
        for text in ["1e5", "inf", "NaN", "", "0x10", "--1", "1,5,2", "-", "1 2", "2026-06-15"] {
            assert!(text_number(text).is_nan(), "{text}");
        }
        assert_eq!(text_number(" 007 "), 7.0);
        assert_eq!(text_number("1,5"), 1.5);
        assert_eq!(text_number("-.5"), -0.5);
    }
}
