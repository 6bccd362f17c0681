//! Days and times: reading them, counting them, writing them.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

const DAY_MILLISECONDS: f64 = 86_400_000.0;

/// Day zero of every count of days.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// A day and time as a clock on the wall shows it, with that clock's distance from
/// UTC where it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// What the clock shows.
    pub clock: DateTime,
    /// How far it is ahead of UTC.
    pub offset: Option<Offset>,
}

impl From<Date> for Moment {
    fn from(day: Date) -> Self {
        Moment { clock: day.to_datetime(Time::midnight()), offset: None }
    }
}

impl Moment {
    /// Reads `2026-06-15`, `2026-6-15`, or a day with a time (`T08:30`, `T08:30:15.250`)
    /// and the time's own distance from UTC (`Z`, `+02:00`, `-03`). With a `zone` the
    /// clock is set to it; without one the clock stays the one that the text shows.
    ///
    /// ```
    /// use survey_schema::expression::Moment;
    /// let read = |text| Moment::parse(text, None).map(|moment| moment.clock.to_string());
    /// assert_eq!(read("2026-06-15T23:30:00.000-03:00").as_deref(), Some("2026-06-15T23:30:00"));
    /// assert_eq!(read("2026-02-30"), None);
    /// ```
    pub fn parse(text: &str, zone: Option<Offset>) -> Option<Moment> {
        let Some((day, time)) = text.split_once('T') else {
            return day(text).map(|day| Moment { offset: zone, ..day.into() });
        };
        let (time, offset) = time_of_day(time)?;
        Moment { clock: day_and(day, time)?, offset }.seen_from(zone)
    }

    /// Reads a time of day (`08:30:15.250+02:00`) as a moment of a given day.
    pub fn parse_time(text: &str, today: Date, zone: Option<Offset>) -> Option<Moment> {
        let (time, offset) = time_of_day(text)?;
        Moment { clock: today.to_datetime(time), offset }.seen_from(zone)
    }

    fn seen_from(self, zone: Option<Offset>) -> Option<Moment> {
        match (self.offset, zone) {
            (Some(own), Some(zone)) => {
                let timestamp = own.to_timestamp(self.clock).ok()?;
                Some(Moment { clock: zone.to_datetime(timestamp), offset: Some(zone) })
            }
            (None, zone) => Some(Moment { offset: zone, ..self }),
            (own, None) => Some(Moment { offset: own, ..self }),
        }
    }

    /// Whole days since 1970-01-01 by the clock.
    pub fn days(&self) -> f64 {
        day_number(self.clock.date())
    }

    /// Days since 1970-01-01 by the clock, the time of day as a fraction.
    pub fn fractional_days(&self) -> f64 {
        (self.days() * DAY_MILLISECONDS + self.millisecond_of_day()) / DAY_MILLISECONDS
    }

    /// Days since 1970-01-01 in UTC, the time of day as a fraction. A clock of unknown
    /// distance counts as UTC.
    pub fn utc_days(&self) -> f64 {
        let ahead = self.offset.map_or(0.0, |offset| f64::from(offset.seconds()) * 1000.0);
        (self.days() * DAY_MILLISECONDS + self.millisecond_of_day() - ahead) / DAY_MILLISECONDS
    }

    fn millisecond_of_day(&self) -> f64 {
        let time = self.clock;
        f64::from(time.hour()) * 3_600_000.0
            + f64::from(time.minute()) * 60_000.0
            + f64::from(time.second()) * 1000.0
            + f64::from(time.millisecond())
    }

    /// The moment so many days after 1970-01-01 in UTC; `None` beyond the years that
    /// calendars have.
    pub fn from_utc_days(days: f64, zone: Option<Offset>) -> Option<Moment> {
        let milliseconds = (days * DAY_MILLISECONDS).trunc();
        // jiff reaches from year -9999 to 9999.
        if milliseconds.is_nan() || milliseconds.abs() > 2.5e14 {
            return None;
        }
        let timestamp = jiff::Timestamp::from_millisecond(milliseconds as i64).ok()?;
        let offset = zone.unwrap_or(Offset::UTC);
        Some(Moment { clock: offset.to_datetime(timestamp), offset: Some(offset) })
    }

    /// The day so many days after 1970-01-01.
    pub fn from_days(days: f64) -> Option<Moment> {
        if days.is_nan() || days.abs() > 3_000_000.0 {
            return None;
        }
        let span = jiff::Span::new().try_days(days.trunc() as i64).ok()?;
        EPOCH.checked_add(span).ok().map(Moment::from)
    }

    /// `2026-06-15`: how dates become texts.
    pub fn date_text(&self) -> String {
        self.clock.date().to_string()
    }

    /// `2026-06-15T08:30:15.250+02:00`, as answers of type `dateTime` are stored.
    pub fn date_time_text(&self) -> String {
        format!("{}T{}", self.clock.date(), self.time_text())
    }

    /// `08:30:15.250+02:00`, as answers of type `time` are stored.
    pub fn time_text(&self) -> String {
        let time = self.clock;
        let clock = format!(
            "{:02}:{:02}:{:02}.{:03}",
            time.hour(),
            time.minute(),
            time.second(),
            time.millisecond()
        );
        match self.offset {
            None => clock,
            Some(offset) if offset.is_zero() => clock + "Z",
            Some(offset) => {
                let minutes = offset.seconds().abs() / 60;
                let sign = if offset.seconds() < 0 { '-' } else { '+' };
                format!("{clock}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }

    /// Written as `format-date` and `format-date-time` say; `None` for an escape they do
    /// not have.
    pub fn formatted(&self, format: &str) -> Option<String> {
        use std::fmt::Write;
        let mut text = String::new();
        let mut characters = format.chars();
        while let Some(character) = characters.next() {
            if character != '%' {
                text.push(character);
                continue;
            }
            let time = &self.clock;
            // Writing to a string cannot fail.
            let _ = match characters.next()? {
                '%' => write!(text, "%"),
                'Y' => write!(text, "{:04}", time.year()),
                'y' => write!(text, "{:02}", time.year().rem_euclid(100)),
                'm' => write!(text, "{:02}", time.month()),
                'n' => write!(text, "{}", time.month()),
                'b' => write!(text, "{}", time.strftime("%b")),
                'd' => write!(text, "{:02}", time.day()),
                'e' => write!(text, "{}", time.day()),
                'H' => write!(text, "{:02}", time.hour()),
                'h' => write!(text, "{}", time.hour()),
                'M' => write!(text, "{:02}", time.minute()),
                'S' => write!(text, "{:02}", time.second()),
                '3' => write!(text, "{:03}", time.millisecond()),
                'a' => write!(text, "{}", time.strftime("%a")),
                'W' => write!(text, "{}", time.date().iso_week_date().week()),
                _ => return None,
            };
        }
        Some(text)
    }
}

fn day_number(day: Date) -> f64 {
    EPOCH.until(day).map_or(f64::NAN, |span| f64::from(span.get_days()))
}

fn day(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?)?;
    let month = digits(parts.next()?)?;
    let day = digits(parts.next()?)?;
    if parts.next().is_some() {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn day_and(text: &str, time: Time) -> Option<DateTime> {
    day(text).map(|day| day.to_datetime(time))
}

/// Hours and minutes, seconds perhaps, and the distance from UTC that follows.
fn time_of_day(text: &str) -> Option<(Time, Option<Offset>)> {
    let (clock, offset) = match text.strip_suffix('Z') {
        Some(clock) => (clock, Some(Offset::UTC)),
        None => match text.find(['+', '-']) {
            Some(at) => (&text[..at], Some(offset(&text[at..])?)),
            None => (text, None),
        },
    };
    let mut parts = clock.split(':');
    let hour = i8::try_from(digits(parts.next()?)?).ok()?;
    let minute = i8::try_from(digits(parts.next()?)?).ok()?;
    let (second, nanosecond) = match parts.next() {
        Some(seconds) => seconds_of(seconds)?,
        None => (0, 0),
    };
    if parts.next().is_some() {
        return None;
    }
    Time::new(hour, minute, second, nanosecond).ok().map(|time| (time, offset))
}

/// Seconds with a fraction, of which milliseconds count.
fn seconds_of(text: &str) -> Option<(i8, i32)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let seconds: f64 = text[..end].parse().ok()?;
    let whole = seconds.trunc();
    let milliseconds = (1000.0 * seconds - 1000.0 * whole) as i32;
    (whole < 60.0).then_some((whole as i8, milliseconds * 1_000_000))
}

fn offset(text: &str) -> Option<Offset> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text[1..].split_once(':').unwrap_or((&text[1..], "0"));
    let seconds = (digits(hours)? * 60 + digits(minutes)?).checked_mul(60)?;
    Offset::from_seconds(sign * i32::try_from(seconds).ok()?).ok()
}

/// A short run of digits.
fn digits(text: &str) -> Option<u32> {
    let all = !text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_keeps_its_own_clock_unless_a_zone_is_given() {
        let text = "2026-06-15T23:30:00.250-03:00";
        let own = Moment::parse(text, None).unwrap();
        assert_eq!(own.date_time_text(), text);
        let zone = Offset::from_seconds(7200).unwrap();
        let moved = Moment::parse(text, Some(zone)).unwrap();
        assert_eq!(moved.date_time_text(), "2026-06-16T04:30:00.250+02:00");
        assert_eq!(own.utc_days(), moved.utc_days());
        assert_eq!(moved.days() - own.days(), 1.0);
    }

    #[test]
    fn what_is_no_day_or_time_is_none() {
        for text in ["", "T", "2026", "2026-13-01", "2026-06-31", "2026-06-15T24:00", "x-y-z"] {
            assert_eq!(Moment::parse(text, None), None, "{text}");
        }
        assert_eq!(Moment::from_days(f64::INFINITY), None);
        assert_eq!(Moment::from_utc_days(1e18, None), None);
    }
}
