//! Dates: the order of day and month is decided once for a column, never per cell.

use jiff::civil::{Date, DateTime, Time};

use super::number::Votes;
use crate::fold::fold;

/// The order of the parts of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    DayMonthYear,
    MonthDayYear,
}

/// What the texts of a column say about the order of day and month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Orders {
    pub(crate) day_first: Votes,
    pub(crate) month_first: Votes,
    pub(crate) open: Votes,
}

/// How a text can be read as a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Reading {
    /// In one way: the year first, or the month in letters.
    Plain(Date),
    /// Two small numbers and a year.
    Numbers { first: i8, second: i8, year: i16 },
}

/// Reads the date in a text, which may have a time after it.
pub(crate) fn read(text: &str, today: Date) -> Option<Reading> {
    let day = split_time(text).0;
    let parts: Vec<&str> =
        day.split(['/', '-', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let numbers: Vec<i16> = parts
        .iter()
        .filter_map(|part| {
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten()
        })
        .collect();
    match (parts.as_slice(), numbers.as_slice()) {
        ([first, ..], [year, month, day]) if parts.len() == 3 && first.len() == 4 => {
            date(*year, *month, *day).map(Reading::Plain)
        }
        ([.., last], [first, second, year]) if parts.len() == 3 => {
            let year = full_year(last, *year, today)?;
            Some(Reading::Numbers { first: small(*first)?, second: small(*second)?, year })
        }
        (_, [first, second]) => in_letters(&parts, *first, *second).map(Reading::Plain),
        _ => None,
    }
}

/// What a date of numbers says about the order of its parts; `None` when it is no date in either.
pub(crate) fn order_of(reading: Reading) -> Option<Option<Order>> {
    let Reading::Numbers { first, second, .. } = reading else { return Some(None) };
    let day_first = in_order(reading, Order::DayMonthYear).is_some();
    let month_first = in_order(reading, Order::MonthDayYear).is_some();
    match (day_first, month_first) {
        // The same day both ways says nothing and needs nothing.
        (true, true) if first == second => Some(None),
        (true, true) => Some(None),
        (true, false) => Some(Some(Order::DayMonthYear)),
        (false, true) => Some(Some(Order::MonthDayYear)),
        (false, false) => None,
    }
}

/// The date that is meant under an order of its parts.
pub(crate) fn in_order(reading: Reading, order: Order) -> Option<Date> {
    match (reading, order) {
        (Reading::Plain(date), _) => Some(date),
        (Reading::Numbers { first, second, year }, Order::DayMonthYear) => {
            Date::new(year, second, first).ok()
        }
        (Reading::Numbers { first, second, year }, Order::MonthDayYear) => {
            Date::new(year, first, second).ok()
        }
    }
}

/// The date that is meant whatever the order: it is plain, or both parts are equal.
pub(crate) fn in_any_order(reading: Reading) -> Option<Date> {
    match reading {
        Reading::Plain(date) => Some(date),
        Reading::Numbers { first, second, year } if first == second => {
            Date::new(year, first, second).ok()
        }
        Reading::Numbers { .. } => None,
    }
}

/// The time after a date, as ISO 8601 with the zone as written; `None` when there is none.
pub(crate) fn time_after(text: &str) -> Option<String> {
    split_time(text).1.and_then(time)
}

/// A time of day as ISO 8601, its zone as written: `14:05`, `2:05:00 PM`, `14h05`.
pub(crate) fn time(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase().replace(['\u{202f}', '\u{a0}'], " ");
    let (clock, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(clock), _) => (clock.trim(), Some(0)),
        (_, Some(clock)) => (clock.trim(), Some(12)),
        _ => (lower.trim(), None),
    };
    let zone = clock.find(['z', '+']).or_else(|| clock.rfind('-')).unwrap_or(clock.len());
    let (clock, zone) = clock.split_at(zone);
    let clock = clock.replace('h', ":");
    let parts: Vec<&str> = clock.trim_end_matches(':').split(':').collect();
    let (seconds, fraction) = match parts.get(2).and_then(|seconds| seconds.split_once('.')) {
        Some((seconds, fraction)) => (Some(seconds), Some(fraction)),
        None => (parts.get(2).copied(), None),
    };
    let mut hour: i8 = parts.first()?.parse().ok()?;
    if let Some(half) = half {
        hour = (1..=12).contains(&hour).then_some(hour % 12 + half)?;
    }
    let minute: i8 = parts.get(1).map_or(Ok(0), |minute| minute.parse()).ok()?;
    let second: i8 = seconds.map_or(Ok(0), str::parse).ok()?;
    (parts.len() >= 2 && parts.len() <= 3).then_some(())?;
    Time::new(hour, minute, second, 0).ok()?;
    let fraction = fraction.map(|digits| format!(".{digits}")).unwrap_or_default();
    Some(format!("{hour:02}:{minute:02}:{second:02}{fraction}{}", zone.to_uppercase()))
}

/// A day written as the dataset keeps it.
pub(crate) fn written(date: Date) -> String {
    DateTime::from(date).strftime("%Y-%m-%d").to_string()
}

/// The date of a text and what may be a time after it.
fn split_time(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    if let Some((day, time)) =
        text.split_once('T').filter(|(day, _)| day.ends_with(|c: char| c.is_ascii_digit()))
    {
        return (day, Some(time));
    }
    let Some(colon) = text.find(':') else { return (text, None) };
    let Some(space) = text[..colon].rfind([' ', '\u{a0}']) else { return (text, None) };
    (text[..space].trim_end(), Some(text[space..].trim()))
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn small(number: i16) -> Option<i8> {
    (1..=31).contains(&number).then_some(number as i8)
}

/// Two digits are a year of the century up to next year, as POSIX has it but with
/// the pivot at the day of judging.
fn full_year(text: &str, year: i16, today: Date) -> Option<i16> {
    match text.len() {
        4 => Some(year),
        2 if year <= today.year() % 100 + 1 => Some(today.year() / 100 * 100 + year),
        2 => Some(today.year() / 100 * 100 - 100 + year),
        _ => None,
    }
}

/// `5 janv. 2019`, `Jan 5, 2019`, `5 de março de 2024`.
fn in_letters(parts: &[&str], first: i16, second: i16) -> Option<Date> {
    let mut month = None;
    for word in parts.iter().filter(|part| !part.starts_with(|c: char| c.is_ascii_digit())) {
        let folded = fold(word);
        if matches!(folded.as_str(), "de" | "of" | "le") {
            continue;
        }
        if month.is_some() {
            return None;
        }
        month = Some(month_of(&folded)?);
    }
    let month = i16::from(month?);
    let (day, year) = if first > 31 { (second, first) } else { (first, second) };
    (year > 999).then_some(())?;
    date(year, month, day)
}

/// The month that a word means in French, English or Portuguese; the languages do not contradict each other.
fn month_of(word: &str) -> Option<i8> {
    const MONTHS: [&[&str]; 12] = [
        &["january", "janvier", "janeiro", "jan", "janv"],
        &["february", "fevrier", "fevereiro", "feb", "fev", "fevr"],
        &["march", "mars", "marco", "mar"],
        &["april", "avril", "abril", "apr", "avr", "abr"],
        &["may", "mai", "maio"],
        &["june", "juin", "junho", "jun"],
        &["july", "juillet", "julho", "jul", "juil"],
        &["august", "aout", "agosto", "aug", "ago"],
        &["september", "septembre", "setembro", "sep", "sept", "set"],
        &["october", "octobre", "outubro", "oct", "out"],
        &["november", "novembre", "novembro", "nov"],
        &["december", "decembre", "dezembro", "dec", "dez"],
    ];
    let month = MONTHS.iter().position(|names| names.contains(&word))?;
    Some(month as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn plain(text: &str) -> Option<Date> {
        in_any_order(read(text, date(2026, 1, 1))?)
    }

    #[test]
    fn years_first_and_months_in_letters_need_no_order() {
        assert_eq!(plain("2025-03-04"), Some(date(2025, 3, 4)));
        assert_eq!(plain("2025-03-04T10:11:12.000+01:00"), Some(date(2025, 3, 4)));
        assert_eq!(plain("Jan 5, 2019 3:04:05 PM"), Some(date(2019, 1, 5)));
        assert_eq!(plain("janv. 5, 2019"), Some(date(2019, 1, 5)));
        assert_eq!(plain("5 de março de 2024"), Some(date(2024, 3, 5)));
        assert_eq!(plain("05/05/2025"), Some(date(2025, 5, 5)));
        assert_eq!(plain("31 February 2024"), None);
    }

    #[test]
    fn a_part_above_twelve_shows_the_order() {
        let order = |text: &str| order_of(read(text, date(2026, 1, 1)).expect("a date"));
        assert_eq!(order("31/12/2024"), Some(Some(Order::DayMonthYear)));
        assert_eq!(order("12/31/2024"), Some(Some(Order::MonthDayYear)));
        assert_eq!(order("03/04/2025"), Some(None));
        assert_eq!(order("31/02/2025"), None);
    }

    #[test]
    fn times_keep_their_zone() {
        assert_eq!(time_after("2025-03-04T10:11:12.5+01:00").as_deref(), Some("10:11:12.5+01:00"));
        assert_eq!(time("2:05 PM").as_deref(), Some("14:05:00"));
        assert_eq!(time("14h05").as_deref(), Some("14:05:00"));
        assert_eq!(time("25:00"), None);
    }
}
