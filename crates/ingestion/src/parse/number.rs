//! Numbers: which mark separates decimals, which one thousands, decided once for a column.

/// What the texts of a column say about its decimal mark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// Values that can only have a decimal comma, and the row of the first.
    pub(crate) comma: Votes,
    /// Values that can only have a decimal point, and the row of the first.
    pub(crate) point: Votes,
    /// Values that can be read both ways, such as `1.250`.
    pub(crate) open: Votes,
}

/// How many values say something, and where the first of them stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Votes {
    pub(crate) count: usize,
    pub(crate) first_row: u32,
}

impl Votes {
    pub(crate) fn add(&mut self, row: u32) {
        if self.count == 0 {
            self.first_row = row;
        }
        self.count += 1;
    }
}

/// How a text can be read as a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Reading {
    /// In one way, whatever the column.
    Plain(f64),
    /// In one way, which shows the decimal mark.
    Comma(f64),
    /// In one way, which shows the decimal mark.
    Point(f64),
    /// With a decimal mark, or with a thousands mark.
    Open { mark: char, decimal: f64, thousands: f64 },
}

/// Reads a number; `None` when the text is none.
pub(crate) fn read(text: &str) -> Option<Reading> {
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = without_spaces(digits)?;
    let commas = digits.matches(',').count();
    let points = digits.matches('.').count();
    let value = |text: &str| plain(text).map(|number| sign * number);
    match (commas, points) {
        (0, 0) => value(&digits).map(Reading::Plain),
        (1, 0) | (0, 1) => {
            let mark = if commas == 1 { ',' } else { '.' };
            one_mark(&digits, mark, &value)
        }
        (_, 0) => value(&grouped(&digits, ',')?).map(Reading::Point),
        (0, _) => value(&grouped(&digits, '.')?).map(Reading::Comma),
        _ if digits.rfind(',') > digits.rfind('.') && commas == 1 => {
            let (whole, decimals) = digits.split_once(',')?;
            value(&format!("{}.{decimals}", grouped(whole, '.')?)).map(Reading::Comma)
        }
        _ if points == 1 => {
            let (whole, decimals) = digits.split_once('.')?;
            value(&format!("{}.{decimals}", grouped(whole, ',')?)).map(Reading::Point)
        }
        _ => None,
    }
}

fn one_mark(digits: &str, mark: char, value: &dyn Fn(&str) -> Option<f64>) -> Option<Reading> {
    let (whole, decimals) = digits.split_once(mark)?;
    let decimal = value(&format!("{whole}.{decimals}"))?;
    let open = decimals.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    match (open, mark) {
        (true, _) => {
            Some(Reading::Open { mark, decimal, thousands: value(&format!("{whole}{decimals}"))? })
        }
        (false, ',') => Some(Reading::Comma(decimal)),
        (false, _) => Some(Reading::Point(decimal)),
    }
}

/// A number of digits, at most one point and an exponent; no words such as `inf`.
fn plain(text: &str) -> Option<f64> {
    let numeric = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'-' | b'+'));
    let digit = text.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    text.parse().ok().filter(|number: &f64| numeric && digit && number.is_finite())
}

/// Digits without spaces or apostrophes between thousands; `None` when they stand elsewhere.
fn without_spaces(digits: &str) -> Option<String> {
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’');
    if !digits.contains(is_space) {
        return Some(digits.to_string());
    }
    let whole = digits.find([',', '.']).unwrap_or(digits.len());
    let (whole, rest) = digits.split_at(whole);
    (!rest.contains(is_space)).then_some(())?;
    let uniform: String = whole.chars().map(|c| if is_space(c) { ' ' } else { c }).collect();
    Some(grouped(&uniform, ' ')? + rest)
}

/// Digits without a thousands mark; `None` when the groups are not of three digits.
fn grouped(digits: &str, mark: char) -> Option<String> {
    let mut groups = digits.split(mark);
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) || !digits.contains(mark);
    let rest: Vec<&str> = groups.collect();
    (fits && rest.iter().all(|group| group.len() == 3)).then(|| first.to_string() + &rest.concat())
}

/// A number at the start of a text with words after it (`12 kg`), as one should write it.
pub(crate) fn with_unit(text: &str) -> Option<&str> {
    let end = text.find(|c: char| c.is_alphabetic() || c == '%')?;
    let number = text[..end].trim_end();
    read(number).is_some().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_say_which_mark_they_use() {
        assert_eq!(read("12"), Some(Reading::Plain(12.0)));
        assert_eq!(read("12,5"), Some(Reading::Comma(12.5)));
        assert_eq!(read("-12.5"), Some(Reading::Point(-12.5)));
        assert_eq!(read("1 250 000"), Some(Reading::Plain(1_250_000.0)));
        assert_eq!(read("1\u{202f}250,5"), Some(Reading::Comma(1250.5)));
        assert_eq!(read("1.250.000,00"), Some(Reading::Comma(1_250_000.0)));
        assert_eq!(read("1'250.5"), Some(Reading::Point(1250.5)));
        assert_eq!(
            read("1.250"),
            Some(Reading::Open { mark: '.', decimal: 1.25, thousands: 1250.0 })
        );
        assert_eq!(read("0,125"), Some(Reading::Comma(0.125)));
        assert_eq!(read("1E5"), Some(Reading::Plain(100_000.0)));
    }

    #[test]
    fn texts_that_are_no_numbers_are_refused() {
        for text in ["", "abc", "12 34", "1,25,3", "inf", "NaN", "12 kg", "12%", "1.2.3"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(with_unit("12 kg"), Some("12"));
        assert_eq!(with_unit("kg"), None);
    }
}
