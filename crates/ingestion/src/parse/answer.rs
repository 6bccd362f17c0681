//! One answer from its cell or cells, under the type that the form gives it.

use jiff::civil::Date;
use survey_schema::{Message, Metadata, QuestionType, Severity, message};

use super::choice::{Choices, Meant, ticked};
use super::date;
use super::number;
use super::style::Style;
use crate::catalogue::Entry;
use crate::fold::{normal, trim};
use crate::read::Cell;

/// A question as its cells are read.
pub(crate) struct Reader<'a> {
    pub(crate) entry: &'a Entry<'a>,
    pub(crate) choices: &'a Choices,
    /// Folded texts that stand for no answer.
    pub(crate) blanks: &'a [String],
    pub(crate) today: Date,
}

/// What is wrong with an answer.
pub(crate) struct Problem {
    pub(crate) rule: &'static str,
    pub(crate) severity: Severity,
    pub(crate) message: Message,
    pub(crate) suggestion: Option<Message>,
    /// The codes that the answer may be, when several choices share its label.
    pub(crate) codes: Vec<String>,
}

/// A value as the form would hold it, `None` for a blank cell.
pub(crate) type Read = Result<Option<String>, Box<Problem>>;

fn problem(rule: &'static str, message: Message, suggestion: Option<Message>) -> Box<Problem> {
    Box::new(Problem { rule, severity: Severity::Error, message, suggestion, codes: Vec::new() })
}

impl Reader<'_> {
    /// Whether a cell has no answer in it. A code of the question's list is an answer
    /// even where its text otherwise stands for none.
    pub(crate) fn is_blank(&self, cell: &Cell) -> bool {
        let text = cell.text();
        let text = trim(&text);
        text.is_empty()
            || (!self.blanks.is_empty()
                && self.blanks.contains(&fold_blank(text))
                && !self.choices.has_code(text))
    }

    /// The answer in a cell.
    pub(crate) fn cell(&self, cell: &Cell, style: &Style) -> Read {
        if let Cell::Error(_) = cell {
            let text = message!(
                "finding-cell-error",
                "the cell holds a spreadsheet error instead of a value"
            );
            return Err(problem("cell-error", text, None));
        }
        if self.is_blank(cell) {
            return Ok(None);
        }
        let text = cell.text();
        let text = trim(&text);
        if text.starts_with("<WARNING: Truncated to Excel limit") {
            let text =
                message!("finding-truncated", "the exporter cut this text to fit into a cell");
            return Err(problem("truncated-text", text, None));
        }
        use QuestionType::*;
        match &self.entry.question.kind {
            Integer => self.integer(cell, text).map(Some),
            Decimal | Range => {
                self.decimal(cell, text, style).map(|number| Some(number.to_string()))
            }
            Date | Metadata(self::Metadata::Today) => {
                self.day(cell, text, style).map(|day| Some(date::written(day)))
            }
            DateTime | Metadata(self::Metadata::Start | self::Metadata::End) => {
                let day = date::written(self.day(cell, text, style)?);
                Ok(Some(date::time_after(text).map_or(day.clone(), |time| format!("{day}T{time}"))))
            }
            Time => self.time(text).map(Some),
            SelectOne(_) => self.choice(text).map(Some),
            SelectMultiple(_) => {
                self.several(text).map(|codes| Some(self.choices.in_order(codes).join(" ")))
            }
            Rank(_) => self.several(text).map(|codes| Some(codes.join(" "))),
            Geopoint | Metadata(self::Metadata::StartGeopoint) => position(text).map(Some),
            Acknowledge => Ok(ticked(text)
                .or((text == "OK").then_some(true))
                .and_then(|ok| ok.then(|| "OK".into()))),
            Note => Ok(None),
            _ => Ok(Some(normal(&cell.text()))),
        }
    }

    fn integer(&self, cell: &Cell, text: &str) -> Result<String, Box<Problem>> {
        let number = match cell {
            Cell::Number(number) => *number,
            _ => match number::read(text) {
                Some(
                    number::Reading::Plain(number)
                    | number::Reading::Comma(number)
                    | number::Reading::Point(number),
                ) => number,
                // A whole number has no decimals: its mark separates thousands.
                Some(number::Reading::Open { thousands, .. }) => thousands,
                None => return Err(not_a_number(text)),
            },
        };
        if number.fract() != 0.0 {
            let text = message!("finding-not-an-integer", "this should be a whole number");
            return Err(problem("not-an-integer", text, None));
        }
        // Above this, spreadsheets have already lost the last digits.
        if number.abs() > 9_007_199_254_740_992.0 {
            let text = message!(
                "finding-number-damaged",
                "this number is too long to have survived a spreadsheet"
            );
            return Err(problem("number-damaged", text, None));
        }
        Ok(format!("{number:.0}"))
    }

    fn decimal(&self, cell: &Cell, text: &str, style: &Style) -> Result<f64, Box<Problem>> {
        match (cell, number::read(text)) {
            (Cell::Number(number), _) => Ok(*number),
            (
                _,
                Some(
                    number::Reading::Plain(number)
                    | number::Reading::Comma(number)
                    | number::Reading::Point(number),
                ),
            ) => Ok(number),
            (_, Some(number::Reading::Open { mark, decimal, thousands })) => match style.decimal {
                Some(decided) if decided == mark => Ok(decimal),
                Some(_) => Ok(thousands),
                None => Err(problem(
                    "ambiguous-number",
                    message!(
                        "finding-ambiguous-number",
                        "the mark in this number may separate decimals or thousands, and no value of the column decides"
                    ),
                    Some(message!(
                        "suggest-decimal",
                        "set \"decimal\" for this file in survey.toml"
                    )),
                )),
            },
            (_, None) => Err(not_a_number(text)),
        }
    }

    fn day(&self, cell: &Cell, text: &str, style: &Style) -> Result<Date, Box<Problem>> {
        let not_a_date = || {
            let text = message!("finding-not-a-date", "this is no day of the calendar");
            problem("not-a-date", text, Some(message!("suggest-date", "write dates as 2025-03-31")))
        };
        if matches!(cell, Cell::Number(_) | Cell::Boolean(_)) {
            return Err(not_a_date());
        }
        let reading = date::read(text, self.today).ok_or_else(not_a_date)?;
        if let Some(day) = date::in_any_order(reading) {
            return Ok(day);
        }
        match (date::order_of(reading), style.order) {
            (Some(Some(order)), decided) if decided.is_none_or(|decided| decided == order) => {
                date::in_order(reading, order).ok_or_else(not_a_date)
            }
            (Some(None), Some(order)) => date::in_order(reading, order).ok_or_else(not_a_date),
            (Some(None), None) => Err(problem(
                "ambiguous-dates",
                message!(
                    "finding-ambiguous-date",
                    "day and month may be either way round, and no value of the column decides"
                ),
                Some(message!("suggest-dates", "set \"dates\" for this file in survey.toml")),
            )),
            _ => Err(not_a_date()),
        }
    }

    fn time(&self, text: &str) -> Result<String, Box<Problem>> {
        // A spreadsheet's time of day comes with a day.
        date::time(text).or_else(|| date::time_after(text)).ok_or_else(|| {
            problem("not-a-time", message!("finding-not-a-time", "this is no time of day"), None)
        })
    }

    fn choice(&self, text: &str) -> Result<String, Box<Problem>> {
        match self.choices.meant(text) {
            Meant::Code(code) => Ok(code),
            other => Err(self.no_choice(other)),
        }
    }

    fn several(&self, text: &str) -> Result<Vec<String>, Box<Problem>> {
        self.choices.several(text).map_err(|(_, meant)| self.no_choice(meant))
    }

    fn no_choice(&self, meant: Meant) -> Box<Problem> {
        let list = self
            .entry
            .question
            .kind
            .select()
            .map(|select| select.list.as_str())
            .unwrap_or_default();
        match meant {
            Meant::Several(codes) => {
                let text = message!(
                    "finding-ambiguous-choice",
                    "several choices of the list \"{list}\" have this label",
                    list = list
                );
                let one_of = codes.join(", ");
                let help =
                    message!("suggest-one-of", "write one of these codes: {codes}", codes = one_of);
                let open = problem("ambiguous-choice", text, Some(help));
                Box::new(Problem { codes, ..*open })
            }
            Meant::Unlisted(near) => problem(
                "unlisted-choice",
                message!(
                    "finding-unlisted-choice",
                    "this is no choice of the list \"{list}\"",
                    list = list
                ),
                near.map(|code| {
                    message!("suggest-choice", "did you mean \"{code}\"?", code = code)
                }),
            ),
            Meant::Code(_) => {
                problem("unlisted-choice", message!("finding-no-choice", "this is no choice"), None)
            }
        }
    }

    /// A select-multiple from its summary and from the cells of its choices.
    pub(crate) fn reconciled(&self, summary: Read, ticks: &[(&str, &Cell)]) -> Read {
        let mut chosen = Vec::new();
        let mut answered = false;
        for (code, cell) in ticks {
            if self.is_blank(cell) {
                continue;
            }
            match ticked(&cell.text()) {
                Some(true) => {
                    chosen.push(code.to_string());
                    answered = true;
                }
                Some(false) => answered = true,
                None => {
                    let text = message!(
                        "finding-not-a-tick",
                        "the column of the choice \"{choice}\" should hold 1 or 0",
                        choice = code
                    );
                    return Err(problem("not-a-tick", text, None));
                }
            }
        }
        let chosen = self.choices.in_order(chosen);
        match summary? {
            None if chosen.is_empty() => Ok(None),
            None => Ok(Some(chosen.join(" "))),
            Some(summary) => {
                let split: Vec<&str> = ticks.iter().map(|(code, _)| *code).collect();
                let of_split = |code: &&str| split.contains(code);
                let in_summary: Vec<&str> = summary.split(' ').filter(of_split).collect();
                let same = chosen.len() == in_summary.len()
                    && chosen.iter().all(|c| in_summary.contains(&c.as_str()));
                if answered && !same {
                    let text = message!(
                        "finding-select-disagreement",
                        "the answer and the columns of its choices do not agree"
                    );
                    return Err(problem("select-disagreement", text, None));
                }
                Ok(Some(summary))
            }
        }
    }
}

/// A blank text as it is compared: without case, but `NA` stays apart from `n/a`.
pub(crate) fn fold_blank(text: &str) -> String {
    trim(text).to_lowercase()
}

fn not_a_number(text: &str) -> Box<Problem> {
    problem(
        "not-a-number",
        message!("finding-not-a-number", "this should be a number"),
        number::with_unit(text).map(|number| {
            message!("suggest-number", "write only the number: {number}", number = number)
        }),
    )
}

/// `latitude longitude altitude accuracy`, in degrees and metres.
pub(crate) fn position(text: &str) -> Result<String, Box<Problem>> {
    let fault = || {
        problem(
            "not-a-position",
            message!("finding-not-a-position", "this is no position in degrees"),
            None,
        )
    };
    let parts: Vec<String> = if text.contains(' ') {
        text.split([' ', ';', '\u{a0}'])
            .map(|part| part.trim_end_matches(',').replace(',', "."))
            .collect()
    } else {
        text.split([',', ';']).map(str::to_string).collect()
    };
    let parts: Vec<&String> = parts.iter().filter(|part| !part.is_empty()).collect();
    (2..=4).contains(&parts.len()).then_some(()).ok_or_else(fault)?;
    let numbers: Result<Vec<f64>, _> =
        parts.iter().map(|part| part.parse::<f64>().map_err(|_| fault())).collect();
    let numbers = numbers?;
    let fits = numbers.iter().all(|number| number.is_finite())
        && numbers[0].abs() <= 90.0
        && numbers[1].abs() <= 180.0;
    fits.then_some(()).ok_or_else(fault)?;
    Ok(numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(" "))
}
