//! Dates of workbooks: days since an epoch, written in ISO 8601.

use jiff::civil::{Date, Time, date};
use jiff::{SignedDuration, ToSpan};

use super::Cell;

/// Where a workbook begins to count its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Epoch {
    /// Day 1 is 1 January 1900, and 1900 has a 29 February that never was.
    Of1900,
    /// Day 0 is 1 January 1904 (old workbooks of the Macintosh).
    Of1904,
}

const MILLISECONDS_A_DAY: i64 = 86_400_000;

/// A number that a cell shows as a date, a date-time or a time of day.
///
/// Whole days are dates; a fraction of a day alone is a time; milliseconds are kept
/// when there are any. What Excel cannot show as a date (negative, after 9999, the
/// false 29 February 1900) stays a number.
pub(super) fn date_cell(serial: f64, epoch: Epoch) -> Cell {
    let Some((days, milliseconds)) = split(serial) else {
        return Cell::Number(serial);
    };
    let time = time_of(milliseconds);
    // A number below 1 is a time of day: no survey has dates of 1899 or 1 January 1904.
    if days == 0 {
        return time.map_or(Cell::Number(serial), |t| Cell::Date(t.to_string().into()));
    }
    match (date_of(days, epoch), time) {
        (Some(day), _) if milliseconds == 0 => Cell::Date(day.to_string().into()),
        (Some(day), Some(time)) => Cell::Date(day.to_datetime(time).to_string().into()),
        _ => Cell::Number(serial),
    }
}

/// A number that a cell shows as a duration (`[h]:mm:ss`): a time of day when it is
/// shorter than one, otherwise the text a person sees, such as `36:30:00`.
pub(super) fn duration_cell(serial: f64) -> Cell {
    match split(serial) {
        Some((0, milliseconds)) => {
            time_of(milliseconds).map_or(Cell::Number(serial), |t| Cell::Date(t.to_string().into()))
        }
        Some((days, milliseconds)) => {
            let seconds = (days * MILLISECONDS_A_DAY + milliseconds) / 1000;
            Cell::Text(hours_text(seconds).into())
        }
        None => Cell::Number(serial),
    }
}

/// A date or date-time that is written in ISO 8601 already (OpenDocument, strict
/// Office files): needless zeros after the seconds are left out.
pub(super) fn iso_cell(text: &str) -> Cell {
    let text = match text.split_once('.') {
        Some((before, decimals)) if decimals.bytes().all(|b| b == b'0') => before,
        _ => text,
    };
    // OpenDocument writes midnight into plain dates when a spreadsheet was converted.
    let text = text.strip_suffix("T00:00:00").unwrap_or(text);
    Cell::Date(text.into())
}

/// An ISO 8601 duration of OpenDocument, `PT10H30M00S`.
pub(super) fn iso_duration_cell(text: &str) -> Cell {
    let Ok(duration) = text.parse::<SignedDuration>() else {
        return Cell::Text(text.into());
    };
    let seconds = duration.as_secs();
    if (0..86_400).contains(&seconds) {
        let milliseconds = i64::try_from(duration.as_millis()).unwrap_or(0);
        return time_of(milliseconds)
            .map_or(Cell::Text(text.into()), |t| Cell::Date(t.to_string().into()));
    }
    if seconds < 0 {
        return Cell::Text(text.into());
    }
    Cell::Text(hours_text(seconds).into())
}

fn hours_text(seconds: i64) -> String {
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Whole days and milliseconds; binary fractions are rounded (10:00 is 0.41666…).
fn split(serial: f64) -> Option<(i64, i64)> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let total = (serial * MILLISECONDS_A_DAY as f64).round() as i64;
    Some((total / MILLISECONDS_A_DAY, total % MILLISECONDS_A_DAY))
}

fn time_of(milliseconds: i64) -> Option<Time> {
    Time::midnight().checked_add(SignedDuration::from_millis(milliseconds)).ok()
}

fn date_of(days: i64, epoch: Epoch) -> Option<Date> {
    let start = match epoch {
        Epoch::Of1904 => date(1904, 1, 1),
        Epoch::Of1900 if days < 60 => date(1899, 12, 31),
        Epoch::Of1900 if days == 60 => return None,
        Epoch::Of1900 => date(1899, 12, 30),
    };
    start.checked_add(i32::try_from(days).ok()?.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(serial: f64, epoch: Epoch) -> String {
        date_cell(serial, epoch).text().into_owned()
    }

    #[test]
    fn days_of_both_epochs() {
        assert_eq!(shown(46173.0, Epoch::Of1900), "2026-05-31");
        assert_eq!(shown(46173.0 - 1462.0, Epoch::Of1904), "2026-05-31");
        assert_eq!(shown(1.0, Epoch::Of1900), "1900-01-01");
        assert_eq!(shown(59.0, Epoch::Of1900), "1900-02-28");
        assert_eq!(shown(61.0, Epoch::Of1900), "1900-03-01");
    }

    #[test]
    fn times_are_rounded_to_what_was_typed() {
        assert_eq!(shown(10.0 / 24.0, Epoch::Of1900), "10:00:00");
        assert_eq!(shown(46173.0 + 10.0 / 24.0, Epoch::Of1900), "2026-05-31T10:00:00");
        assert_eq!(shown(0.0, Epoch::Of1900), "00:00:00");
        assert_eq!(shown(45943.541, Epoch::Of1900), "2025-10-13T12:59:02.4");
    }

    #[test]
    fn what_is_no_date_stays_a_number() {
        for serial in [-1.0, 60.5, 2_958_466.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(date_cell(serial, Epoch::Of1900), Cell::Number(_)), "{serial}");
        }
    }

    #[test]
    fn durations_beyond_a_day_are_hours() {
        assert_eq!(duration_cell(0.4375), Cell::Date("10:30:00".into()));
        assert_eq!(duration_cell(1.5208333333333333), Cell::Text("36:30:00".into()));
        assert_eq!(iso_duration_cell("PT10H30M00S"), Cell::Date("10:30:00".into()));
        assert_eq!(iso_duration_cell("PT36H30M0S"), Cell::Text("36:30:00".into()));
        assert_eq!(
            iso_cell("2026-05-31T10:00:00.000000000"),
            Cell::Date("2026-05-31T10:00:00".into())
        );
        assert_eq!(iso_cell("2026-05-31T00:00:00"), Cell::Date("2026-05-31".into()));
    }
}
