//! What evaluation works with: single values, sets of them, and their conversions.

use std::borrow::Cow;

use jiff::civil::Date;
use jiff::tz::Offset;

use super::table::Row;
use super::value::{TOLERANCE, Value, decimal_text, number_text, phone_number_text, text_number};
use super::{Mode, Moment};
use crate::{NodeId, Submission, ValueKind};

/// A single value.
#[derive(Clone, Debug)]
pub(super) enum Scalar<'a> {
    Number(f64),
    Text(Cow<'a, str>),
    Boolean(bool),
    Moment(Moment),
    /// The text of a node of unknown kind: a number or a date where it is one.
    Loose(Cow<'a, str>),
}

/// What a part of an expression comes to.
#[derive(Clone, Debug)]
pub(super) enum Operand<'a> {
    Missing,
    One(Scalar<'a>),
    Nodes(Vec<NodeId>),
    /// Rows of a list or table.
    Rows(Vec<Row<'a>>),
    /// Cells of a column of a list or table.
    Cells(Vec<Cow<'a, str>>),
}

impl<'a> Operand<'a> {
    pub(super) fn number(number: f64) -> Self {
        Operand::One(Scalar::Number(number))
    }

    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Operand::One(Scalar::Text(text.into()))
    }

    pub(super) fn truth(truth: bool) -> Self {
        Operand::One(Scalar::Boolean(truth))
    }

    pub(super) fn moment(moment: Moment) -> Self {
        Operand::One(Scalar::Moment(moment))
    }

    pub(super) fn is_set(&self) -> bool {
        matches!(self, Operand::Nodes(_) | Operand::Rows(_) | Operand::Cells(_))
    }
}

/// Conversions depend on the mode (what an empty answer is), on the submission (what a
/// node holds) and on the day (a time is a moment of it).
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) submission: &'a Submission,
    pub(super) mode: Mode,
    pub(super) today: Date,
    pub(super) zone: Option<Offset>,
}

impl<'a> Reader<'a> {
    /// The value of an operand; `None` when missing. Of several nodes, the first.
    pub(super) fn single(&self, operand: Operand<'a>) -> Option<Scalar<'a>> {
        match operand {
            Operand::Missing => None,
            Operand::One(scalar) => Some(scalar),
            Operand::Nodes(nodes) => match nodes.first() {
                Some(node) => self.node(*node),
                None => self.given("".into()),
            },
            Operand::Rows(rows) => self.given(rows.first().map(Row::text).unwrap_or_default()),
            Operand::Cells(cells) => self.given(cells.into_iter().next().unwrap_or_default()),
        }
    }

    /// Each value of an operand that may be several; no nodes are no values.
    pub(super) fn each(&self, operand: Operand<'a>) -> Vec<Option<Scalar<'a>>> {
        match operand {
            Operand::Nodes(nodes) => nodes.into_iter().map(|node| self.node(node)).collect(),
            Operand::Rows(rows) => rows.iter().map(|row| self.given(row.text())).collect(),
            Operand::Cells(cells) => cells.into_iter().map(|cell| self.given(cell)).collect(),
            single => vec![self.single(single)],
        }
    }

    /// A text, or no value where an empty one is missing.
    pub(super) fn given(&self, text: Cow<'a, str>) -> Option<Scalar<'a>> {
        (self.mode == Mode::Form || !text.is_empty()).then_some(Scalar::Text(text))
    }

    /// What a node holds.
    pub(super) fn node(&self, node: NodeId) -> Option<Scalar<'a>> {
        let text = self.submission.value(node).unwrap_or_default();
        if text.is_empty() {
            return self.given("".into());
        }
        let moment = match self.submission.kind(node) {
            ValueKind::Unknown => return Some(Scalar::Loose(text.into())),
            ValueKind::Text => None,
            ValueKind::Number => {
                let number = stored_number(text);
                return Some(number.map_or(Scalar::Text(text.into()), Scalar::Number));
            }
            ValueKind::Boolean => {
                return Some(match text {
                    "1" | "true" => Scalar::Boolean(true),
                    "0" | "false" => Scalar::Boolean(false),
                    other => Scalar::Text(other.into()),
                });
            }
            ValueKind::Place => return Some(Scalar::Text(places_text(text))),
            ValueKind::Date | ValueKind::DateTime => Moment::parse(text, self.zone),
            ValueKind::Time => Moment::parse_time(text, self.today, self.zone),
        };
        Some(moment.map_or(Scalar::Text(text.into()), Scalar::Moment))
    }

    /// The text of a value.
    pub(super) fn text(&self, scalar: Scalar<'a>) -> Cow<'a, str> {
        match scalar {
            Scalar::Text(text) | Scalar::Loose(text) => text,
            Scalar::Boolean(truth) => if truth { "true" } else { "false" }.into(),
            Scalar::Moment(moment) => moment.date_text().into(),
            Scalar::Number(number) => match self.mode {
                Mode::Form => phone_number_text(number).into(),
                Mode::Analysis => number_text(number).into(),
            },
        }
    }

    /// The number of a value, NaN when it is none. A day is its number since
    /// 1970-01-01; the time of day counts in analysis only.
    pub(super) fn number(&self, scalar: &Scalar<'a>) -> f64 {
        match scalar {
            Scalar::Number(number) => *number,
            Scalar::Boolean(truth) => f64::from(u8::from(*truth)),
            Scalar::Moment(moment) => self.days(*moment),
            Scalar::Text(text) if self.mode == Mode::Form => text_number(text),
            Scalar::Text(text) | Scalar::Loose(text) => {
                let number = text_number(text);
                match number.is_nan() {
                    true => self.loose_moment(text).map_or(number, |moment| self.days(moment)),
                    false => number,
                }
            }
        }
    }

    fn days(&self, moment: Moment) -> f64 {
        if self.mode == Mode::Form { moment.days() } else { moment.fractional_days() }
    }

    /// The moment of a text that may have a space between day and time.
    pub(super) fn loose_moment(&self, text: &str) -> Option<Moment> {
        let text = text.trim();
        match text.split_once(' ') {
            Some((day, time)) => Moment::parse(&format!("{day}T{time}"), self.zone),
            None => Moment::parse(text, self.zone),
        }
    }

    /// The truth of a value. A number is true unless it is zero or NaN, a text unless it
    /// is empty, and the text of a node of unknown kind that is a number counts as that.
    pub(super) fn truth(&self, scalar: &Scalar<'a>) -> bool {
        match scalar {
            Scalar::Boolean(truth) => *truth,
            Scalar::Number(number) => number.abs() > TOLERANCE && !number.is_nan(),
            Scalar::Moment(_) => true,
            Scalar::Text(text) => !text.is_empty(),
            Scalar::Loose(text) => {
                text.parse::<f64>().map_or(!text.is_empty(), |number| number != 0.0)
            }
        }
    }

    /// Whether two values are equal (XPath 1.0, section 3.4): booleans before numbers
    /// before texts.
    pub(super) fn equal(&self, left: &Scalar<'a>, right: &Scalar<'a>) -> bool {
        match (left, right) {
            (Scalar::Boolean(_), _) | (_, Scalar::Boolean(_)) => {
                self.truth(left) == self.truth(right)
            }
            (Scalar::Number(_), _) | (_, Scalar::Number(_)) => {
                (self.number(left) - self.number(right)).abs() < TOLERANCE
            }
            _ => self.text(left.clone()) == self.text(right.clone()),
        }
    }

    /// The value as it leaves the evaluation.
    pub(super) fn value(&self, operand: Operand<'a>) -> Value {
        match operand {
            Operand::Missing => Value::Missing,
            Operand::One(scalar) => match scalar {
                Scalar::Number(number) => Value::Number(number),
                Scalar::Boolean(truth) => Value::Boolean(truth),
                Scalar::Moment(moment) => Value::Moment(moment),
                Scalar::Text(text) | Scalar::Loose(text) => Value::Text(text.into_owned()),
            },
            Operand::Nodes(nodes) => Value::Nodes(nodes),
            Operand::Rows(rows) => {
                Value::Texts(rows.iter().map(|row| row.text().into_owned()).collect())
            }
            Operand::Cells(cells) => Value::Texts(cells.into_iter().map(Cow::into_owned).collect()),
        }
    }
}

/// The number of an answer: as texts, but with the exponent that stored decimals may have.
fn stored_number(text: &str) -> Option<f64> {
    let number = text_number(text);
    if !number.is_nan() {
        return Some(number);
    }
    let exponent = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    exponent.then(|| text.parse().ok()).flatten()
}

/// A place as expressions see it: each point four numbers, missing ones zero.
fn places_text(text: &str) -> Cow<'_, str> {
    let point = |point: &str| -> Option<String> {
        let mut numbers = [0.0; 4];
        let parts: Vec<&str> = point.split_whitespace().collect();
        if !(2..=4).contains(&parts.len()) {
            return None;
        }
        for (number, part) in numbers.iter_mut().zip(parts) {
            *number = part.parse().ok()?;
        }
        Some(numbers.map(decimal_text).join(" "))
    };
    let points = text.split(';').filter(|point| !point.trim().is_empty());
    match points.map(point).collect::<Option<Vec<String>>>() {
        Some(points) => points.join("; ").into(),
        None => text.into(),
    }
}
