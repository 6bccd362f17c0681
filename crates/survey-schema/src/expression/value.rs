//! Values and their conversions.

use jiff::civil::{Date, DateTime};

use super::Mode;
use crate::{NodeId, Submission};

/// What an expression comes to. A date is its ISO text.
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
    /// Nodes of the submission, in order.
    Nodes(Vec<NodeId>),
    /// Texts of the choices of a list, in order.
    Texts(Vec<String>),
}

/// Conversions depend on the mode (what an empty answer is) and on the submission
/// (what a node holds).
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) submission: &'a Submission,
    pub(super) mode: Mode,
}

impl Reader<'_> {
    /// The text of a value; `None` when missing. Of several nodes, the first.
    pub(super) fn text(&self, value: &Value) -> Option<String> {
        match value {
            Value::Missing => None,
            Value::Number(number) => Some(number_text(*number)),
            Value::Text(text) => Some(text.clone()),
            Value::Boolean(truth) => Some(truth.to_string()),
            Value::Nodes(nodes) => self.given(nodes.first().map_or("", |node| self.node(*node))),
            Value::Texts(texts) => self.given(texts.first().map_or("", String::as_str)),
        }
    }

    /// The number of a value; `None` when missing, NaN when it is no number.
    pub(super) fn number(&self, value: &Value) -> Option<f64> {
        match value {
            Value::Missing => None,
            Value::Number(number) => Some(*number),
            Value::Boolean(truth) => Some(f64::from(u8::from(*truth))),
            Value::Text(text) => Some(text_number(text)),
            Value::Nodes(nodes) => {
                let text = nodes.first().map_or("", |node| self.node(*node));
                self.present(text).map(text_number)
            }
            Value::Texts(_) => self.text(value).map(|text| text_number(&text)),
        }
    }

    /// The truth of a value; `None` when missing. A number is true unless it is zero
    /// or NaN, a text unless it is empty, and the text of a node that is a number
    /// counts as that number.
    pub(super) fn truth(&self, value: &Value) -> Option<bool> {
        match value {
            Value::Missing => None,
            Value::Boolean(truth) => Some(*truth),
            Value::Number(number) => Some(*number != 0.0 && !number.is_nan()),
            Value::Text(text) => Some(!text.is_empty()),
            Value::Nodes(_) | Value::Texts(_) => {
                let text = self.text(value)?;
                Some(text.parse::<f64>().map_or(!text.is_empty(), |number| number != 0.0))
            }
        }
    }

    /// The text of a node, empty for groups.
    pub(super) fn node(&self, node: NodeId) -> &str {
        self.submission.value(node).unwrap_or_default()
    }

    /// Each text of a value that may be several.
    pub(super) fn texts(&self, value: &Value) -> Vec<Option<String>> {
        match value {
            Value::Nodes(nodes) => nodes.iter().map(|node| self.given(self.node(*node))).collect(),
            Value::Texts(texts) => texts.iter().map(|text| self.given(text)).collect(),
            single => vec![self.text(single)],
        }
    }

    fn given(&self, text: &str) -> Option<String> {
        self.present(text).map(str::to_string)
    }

    fn present<'t>(&self, text: &'t str) -> Option<&'t str> {
        (self.mode == Mode::Form || !text.is_empty()).then_some(text)
    }
}

/// A number as XPath 1.0 writes it (section 4.2): whole numbers without a point.
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

/// The number that a text is: a decimal number, or the days since 1970-01-01 of a
/// date, as JavaRosa converts dates; NaN for anything else.
pub(super) fn text_number(text: &str) -> f64 {
    let text = text.trim();
    match plain_number(text) {
        Some(number) => number,
        None => days(text).unwrap_or(f64::NAN),
    }
}

/// Only what XPath 1.0 calls a number: no exponent, no `inf`.
fn plain_number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    plain.then(|| text.parse().ok()).flatten()
}

/// Days since 1970-01-01 of an ISO date or date-time; the zone is not applied: a form
/// is filled in and judged by the clock on the wall.
pub(super) fn days(text: &str) -> Option<f64> {
    let moment = moment(text)?;
    let epoch = jiff::civil::date(1970, 1, 1);
    let whole = epoch.until(moment.date()).ok()?.get_days();
    let seconds = f64::from(moment.hour()) * 3600.0
        + f64::from(moment.minute()) * 60.0
        + f64::from(moment.second());
    Some(f64::from(whole) + seconds / 86_400.0)
}

/// The date and time of an ISO text; midnight when it has no time.
pub(super) fn moment(text: &str) -> Option<DateTime> {
    let bytes = text.as_bytes();
    if bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let date: Date = text.get(..10)?.parse().ok()?;
    match text.get(10..) {
        Some("") => Some(date.to_datetime(jiff::civil::Time::midnight())),
        Some(rest) => {
            let time = rest.strip_prefix(['T', ' '])?;
            let end = time.find(['Z', '+', '-']).unwrap_or(time.len());
            let time: jiff::civil::Time = time[..end].parse().ok()?;
            Some(date.to_datetime(time))
        }
        None => None,
    }
}

/// The ISO date of a number of days since 1970-01-01.
pub(super) fn date_of(days: f64) -> Option<Date> {
    if !days.is_finite() || days.abs() > 3_000_000.0 {
        return None;
    }
    let span = jiff::Span::new().try_days(days.floor() as i64).ok()?;
    jiff::civil::date(1970, 1, 1).checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_xpath_writes_them() {
        let cases = [
            (3.0, "3"),
            (-0.5, "-0.5"),
            (f64::NAN, "NaN"),
            (-0.0, "0"),
            (1e21, "1000000000000000000000"),
        ];
        for (number, text) in cases {
            assert_eq!(number_text(number), text);
        }
    }

    #[test]
    fn a_text_is_a_number_only_when_xpath_says_so() {
        for text in ["1e5", "inf", "NaN", "", "0x10", "1,5", "--1"] {
            assert!(text_number(text).is_nan(), "{text}");
        }
        assert_eq!(text_number(" 007 "), 7.0);
        assert_eq!(text_number("1970-01-02"), 1.0);
        assert_eq!(text_number("1970-01-02T12:00:00.000+03:00"), 1.5);
    }
}
