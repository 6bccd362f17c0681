//! Days and times.

use super::{Call, Family, Outcome};
use crate::expression::Moment;
use crate::expression::scalar::{Operand, Scalar};

/// Beyond so many days, numbers are no dates (as many as a 32-bit number counts).
const MOST_DAYS: f64 = 2_147_483_647.0;

/// A value read as a date.
enum Read {
    Moment(Moment),
    /// Nothing yet: an empty answer, or NaN.
    Nothing,
    /// What is no date.
    No,
}

impl<'a> Call<'_, 'a> {
    pub(super) fn dates(&self) -> Family<'a> {
        let environment = self.here.environment;
        Ok(Some(match self.name {
            "today" => {
                Operand::moment(Moment { offset: environment.zone, ..environment.today.into() })
            }
            "now" => Operand::moment(Moment { clock: environment.now, offset: environment.zone }),
            "date" => self.date(false)?,
            "date-time" => self.date(true)?,
            "decimal-date-time" => self.decimal(|moment| moment.utc_days(), |days| days)?,
            "decimal-time" => {
                let fraction = |days: f64| days - days.floor();
                self.decimal(|moment| fraction(moment.fractional_days()), fraction)?
            }
            "format-date" | "format-date-time" => match self.read(true)? {
                Read::Moment(moment) => match moment.formatted(&self.text(1)?) {
                    Some(text) => Operand::text(text),
                    None => return Err(self.unsupported().into()),
                },
                Read::Nothing | Read::No => self.empty(),
            },
            _ => return Ok(None),
        }))
    }

    fn date(&self, with_time: bool) -> Outcome<Operand<'a>> {
        Ok(match self.read(with_time)? {
            Read::Moment(moment) => Operand::moment(moment),
            Read::Nothing => match self.scalar(0)? {
                Scalar::Number(number) => self.computed(number),
                _ => self.empty(),
            },
            Read::No => self.empty(),
        })
    }

    /// The first argument as a date. Of a day and time given as such, `date` keeps the
    /// day; of a text it keeps both.
    fn read(&self, with_time: bool) -> Outcome<Read> {
        let zone = self.here.environment.zone;
        let found = match self.scalar(0)? {
            Scalar::Number(number) if number.is_nan() => return Ok(Read::Nothing),
            Scalar::Number(number) if number.abs() > MOST_DAYS => None,
            Scalar::Number(number) if with_time => Moment::from_utc_days(number, zone),
            Scalar::Number(number) => Moment::from_days(number),
            Scalar::Moment(moment) if with_time => Some(moment),
            Scalar::Moment(moment) => {
                Some(Moment { clock: moment.clock.date().into(), offset: moment.offset })
            }
            Scalar::Text(text) | Scalar::Loose(text) if text.is_empty() => {
                return Ok(Read::Nothing);
            }
            Scalar::Text(text) if self.here.is_form() => Moment::parse(&text, zone),
            Scalar::Text(text) | Scalar::Loose(text) => {
                let reader = self.here.reader;
                let number = reader.number(&Scalar::Text(text.trim().to_string().into()));
                reader.loose_moment(&text).or_else(|| Moment::from_days(number))
            }
            Scalar::Boolean(_) => None,
        };
        Ok(found.map_or(Read::No, Read::Moment))
    }

    /// A date as a number; of a number itself, `of_number`.
    fn decimal(
        &self,
        of_moment: impl Fn(Moment) -> f64,
        of_number: impl Fn(f64) -> f64,
    ) -> Outcome<Operand<'a>> {
        if let Scalar::Number(number) = self.scalar(0)? {
            let number = if number.abs() > MOST_DAYS { f64::NAN } else { of_number(number) };
            return Ok(self.computed(number));
        }
        Ok(match self.read(true)? {
            Read::Moment(moment) => self.computed(of_moment(moment)),
            Read::Nothing => self.empty(),
            Read::No => match self.time_of_day()? {
                Some(moment) => self.computed(of_moment(moment)),
                None => self.computed(f64::NAN),
            },
        })
    }

    /// A time of day alone (`08:30`), which `decimal-time` takes too.
    fn time_of_day(&self) -> Outcome<Option<Moment>> {
        let environment = self.here.environment;
        Ok(match self.name {
            "decimal-time" => {
                Moment::parse_time(self.text(0)?.trim(), environment.today, environment.zone)
            }
            _ => None,
        })
    }
}
