//! What a whole column says about how its numbers and dates are written.

use dataset::Missing;
use jiff::civil::Date;
use survey_schema::survey::SourceFile;
use survey_schema::{Message, Metadata, QuestionType, message};

use super::date::{self, Order, Orders};
use super::number::{self, Marks};
use crate::fold::trim;
use crate::profile::Profile;
use crate::read::{Cell, Row};

/// How the cells of a column are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Style {
    /// The decimal mark, when something decides it.
    pub(crate) decimal: Option<char>,
    /// The order of the parts of dates, when something decides it.
    pub(crate) order: Option<Order>,
}

/// How a column is written and why we think so. It never quotes a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Column, counted from 1.
    pub column: u32,
    /// Question.
    pub question: String,
    /// What was decided: `decimal-comma`, `decimal-point`, `day-first`, `month-first`,
    /// or `undecided`.
    pub choice: &'static str,
    /// What speaks for it.
    pub evidence: Message,
}

/// What a column holds, as far as writing goes.
pub(crate) enum Written {
    Numbers,
    /// Whole numbers, in which a mark can only separate thousands.
    WholeNumbers,
    Dates,
    Other,
}

pub(crate) fn written(kind: &QuestionType) -> Written {
    use QuestionType::*;
    match kind {
        Integer => Written::WholeNumbers,
        Decimal | Range => Written::Numbers,
        Date
        | DateTime
        | Metadata(self::Metadata::Start | self::Metadata::End | self::Metadata::Today) => {
            Written::Dates
        }
        _ => Written::Other,
    }
}

/// Decides how a column is written from all its cells, then from `survey.toml`.
pub(crate) fn decide<'a>(
    cells: impl Iterator<Item = (&'a Row, &'a Cell)>,
    kind: &QuestionType,
    profile: Profile,
    hint: Option<&SourceFile>,
    today: Date,
) -> (Style, Option<(&'static str, Message)>) {
    let texts = cells.filter_map(|(row, cell)| match cell {
        Cell::Text(_) => Some((row.number, cell.text())),
        _ => None,
    });
    match written(kind) {
        Written::Numbers | Written::WholeNumbers if profile.is_machine() => {
            (Style { decimal: Some('.'), order: None }, None)
        }
        Written::Numbers => numbers(texts, hint),
        Written::WholeNumbers => (Style::default(), None),
        Written::Dates => dates(texts, hint, today),
        Written::Other => (Style::default(), None),
    }
}

type Decided = (Style, Option<(&'static str, Message)>);

fn numbers<'a>(
    texts: impl Iterator<Item = (u32, std::borrow::Cow<'a, str>)>,
    hint: Option<&SourceFile>,
) -> Decided {
    let mut marks = Marks::default();
    for (row, text) in texts {
        match number::read(trim(&text)) {
            Some(number::Reading::Comma(_)) => marks.comma.add(row),
            Some(number::Reading::Point(_)) => marks.point.add(row),
            Some(number::Reading::Open { .. }) => marks.open.add(row),
            _ => {}
        }
    }
    let by_values = |decimal: char, votes: number::Votes| {
        let evidence = message!(
            "decision-decimal-mark",
            "{count} values can only be read so, the first in row {row}",
            count = votes.count,
            row = votes.first_row
        );
        let choice = if decimal == ',' { "decimal-comma" } else { "decimal-point" };
        (Style { decimal: Some(decimal), order: None }, Some((choice, evidence)))
    };
    match (marks.comma.count, marks.point.count) {
        (0, 0) if marks.open.count == 0 => (Style::default(), None),
        (_, 0) if marks.comma.count > 0 => by_values(',', marks.comma),
        (0, _) if marks.point.count > 0 => by_values('.', marks.point),
        (0, 0) => match hint.and_then(|hint| hint.decimal) {
            Some(mark) => {
                let choice = if mark == ',' { "decimal-comma" } else { "decimal-point" };
                (Style { decimal: Some(mark), order: None }, Some((choice, by_survey())))
            }
            None => (Style::default(), Some(("undecided", undecided(marks.open.count)))),
        },
        _ => {
            let evidence = message!(
                "decision-mixed-decimals",
                "{comma} values have a decimal comma, the first in row {comma_row}, and {point} a decimal point, the first in row {point_row}",
                comma = marks.comma.count,
                comma_row = marks.comma.first_row,
                point = marks.point.count,
                point_row = marks.point.first_row
            );
            (Style::default(), Some(("undecided", evidence)))
        }
    }
}

fn dates<'a>(
    texts: impl Iterator<Item = (u32, std::borrow::Cow<'a, str>)>,
    hint: Option<&SourceFile>,
    today: Date,
) -> Decided {
    let mut orders = Orders::default();
    for (row, text) in texts {
        let Some(reading) = date::read(trim(&text), today) else { continue };
        match (date::order_of(reading), date::in_any_order(reading)) {
            (Some(Some(Order::DayMonthYear)), _) => orders.day_first.add(row),
            (Some(Some(Order::MonthDayYear)), _) => orders.month_first.add(row),
            (Some(None), None) => orders.open.add(row),
            _ => {}
        }
    }
    let style = |order: Order| Style { decimal: None, order: Some(order) };
    let by_values = |order: Order, votes: number::Votes| {
        let evidence = message!(
            "decision-date-order",
            "{count} values can only be read so, the first in row {row}",
            count = votes.count,
            row = votes.first_row
        );
        (style(order), Some((choice_of(order), evidence)))
    };
    match (orders.day_first.count, orders.month_first.count) {
        (0, 0) if orders.open.count == 0 => (Style::default(), None),
        (_, 0) if orders.day_first.count > 0 => by_values(Order::DayMonthYear, orders.day_first),
        (0, _) if orders.month_first.count > 0 => {
            by_values(Order::MonthDayYear, orders.month_first)
        }
        (0, 0) => match hint.and_then(|hint| hint.dates.as_deref()) {
            Some("dmy") => (style(Order::DayMonthYear), Some(("day-first", by_survey()))),
            Some("mdy") => (style(Order::MonthDayYear), Some(("month-first", by_survey()))),
            _ => (Style::default(), Some(("undecided", undecided(orders.open.count)))),
        },
        _ => {
            let evidence = message!(
                "decision-mixed-dates",
                "{day} values can only have the day first, the first in row {day_row}, and {month} only the month first, the first in row {month_row}",
                day = orders.day_first.count,
                day_row = orders.day_first.first_row,
                month = orders.month_first.count,
                month_row = orders.month_first.first_row
            );
            (Style::default(), Some(("undecided", evidence)))
        }
    }
}

fn choice_of(order: Order) -> &'static str {
    match order {
        Order::DayMonthYear => "day-first",
        Order::MonthDayYear => "month-first",
    }
}

fn by_survey() -> Message {
    message!("decision-by-survey", "no value decides; survey.toml does")
}

fn undecided(count: usize) -> Message {
    message!(
        "decision-undecided",
        "{count} values can be read in two ways and none decides",
        count = count
    )
}

/// An answer: a value as the form would hold it, or why there is none.
pub(crate) type Answer = Result<Box<str>, Missing>;
