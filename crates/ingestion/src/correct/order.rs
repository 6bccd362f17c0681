//! What a line wants of an answer, typed like any answer, and whether lines agree.

use survey_schema::message;

use super::line::{Action, Line};
use super::target::{Refusal, Target};
use crate::assemble::Assembly;
use crate::columns::Piece;
use crate::fold::{fold, trim};
use crate::parse::{Answer, Choices, Reader, Style, ticked};
use crate::read::Cell;

/// What a line wants.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Want {
    /// This whole answer; `None` for none.
    Whole(Option<String>),
    /// A choice of a select-multiple ticked or not.
    Tick(String, bool),
    /// A part of a position.
    Coordinate(usize, String),
    /// A choice in place of the one for "other", whose text goes.
    Recode { from: String, to: String, text: usize },
    /// The answer as it is.
    Accept,
}

/// A line with its target and what it wants of it.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// Index of the line.
    pub(crate) line: usize,
    pub(crate) target: Target,
    pub(crate) want: Want,
}

/// What is needed to read the values of a log under a question.
pub(crate) struct Values<'a> {
    pub(crate) choices: Choices,
    pub(crate) style: &'a Style,
    pub(crate) blanks: &'a [String],
    pub(crate) today: jiff::civil::Date,
}

impl Values<'_> {
    fn reader<'a>(&'a self, assembly: &'a Assembly<'_>, question: usize) -> Reader<'a> {
        Reader {
            entry: &assembly.index.questions[question],
            choices: &self.choices,
            blanks: self.blanks,
            today: self.today,
        }
    }

    /// Whether a text of the log stands for no answer.
    fn is_blank(&self, assembly: &Assembly<'_>, question: usize, line: &Line, text: &str) -> bool {
        let reader = self.reader(assembly, question);
        reader.is_blank(&Cell::Text(text.into()))
            || (line.na_is_blank && text == "NA" && !self.choices.has_code(text))
    }

    /// A text of the log as an answer to the question.
    fn typed(
        &self,
        assembly: &Assembly<'_>,
        question: usize,
        line: &Line,
        text: &str,
    ) -> Result<Option<String>, Refusal> {
        if self.is_blank(assembly, question, line, text) {
            return Ok(None);
        }
        let read = self.reader(assembly, question).cell(&Cell::Text(text.into()), self.style);
        read.map_err(|problem| Refusal::new("correction-invalid", problem.message))
    }

    /// What a line wants of its target.
    pub(crate) fn want(
        &self,
        assembly: &Assembly<'_>,
        target: &Target,
        line: &Line,
    ) -> Result<Want, Refusal> {
        let question = target.question;
        match (line.action, &target.piece) {
            (Some(Action::Accept), _) => Ok(Want::Accept),
            (Some(Action::Blank), Piece::Whole) => Ok(Want::Whole(None)),
            (Some(Action::Blank), Piece::Choice(code)) => Ok(Want::Tick(code.clone(), false)),
            (Some(Action::Change), Piece::Choice(code)) => {
                let blank = self.is_blank(assembly, question, line, &line.new);
                let tick = if blank { Some(false) } else { ticked(&line.new) };
                tick.map(|tick| Want::Tick(code.clone(), tick)).ok_or_else(|| {
                    Refusal::new(
                        "correction-invalid",
                        message!(
                            "finding-not-a-tick",
                            "the column of the choice \"{choice}\" should hold 1 or 0",
                            choice = code
                        ),
                    )
                })
            }
            (Some(Action::Change), Piece::Whole) => {
                match self.typed(assembly, question, line, &line.new)? {
                    Some(new) => Ok(Want::Whole(Some(new))),
                    None => Err(Refusal::new(
                        "correction-invalid",
                        message!(
                            "correction-no-new-value",
                            "the line changes the answer and gives no new one; the action \"blank\" takes an answer out"
                        ),
                    )),
                }
            }
            (Some(Action::Change), Piece::Coordinate(part)) => {
                Ok(Want::Coordinate(*part, line.new.replace(',', ".")))
            }
            _ => Err(Refusal::new(
                "correction-unknown-action",
                message!(
                    "correction-unknown-action",
                    "\"{action}\" is no action that can be done here",
                    action = line.action_word
                ),
            )),
        }
    }

    /// The one code that a line gives as the new value.
    pub(crate) fn one_code(
        &self,
        assembly: &Assembly<'_>,
        question: usize,
        line: &Line,
    ) -> Result<String, Refusal> {
        let typed = self.typed(assembly, question, line, &line.new)?;
        typed.filter(|code| !code.contains(' ')).ok_or_else(|| {
            Refusal::new(
                "correction-invalid",
                message!("correction-no-code", "the line gives no choice in place of \"other\""),
            )
        })
    }

    /// Whether the old value of a line is the one that stands there.
    pub(crate) fn stands_there(
        &self,
        assembly: &Assembly<'_>,
        record: usize,
        target: &Target,
        line: &Line,
    ) -> bool {
        let entry = &assembly.index.questions[target.question];
        let answer = &assembly.records[record].answers[entry.slot];
        match &target.piece {
            Piece::Choice(code) => {
                let old = ticked(&line.old).unwrap_or(false);
                old == has(answer, code)
            }
            Piece::Coordinate(part) => {
                let current = answer.as_deref().ok().and_then(|text| text.split(' ').nth(*part));
                number(current) == number(Some(&line.old.replace(',', ".")))
            }
            Piece::Whole => {
                let (_, raw) = assembly.raw(record, target.question);
                let as_received = fold(raw.as_deref().unwrap_or_default()) == fold(&line.old);
                let typed = self.typed(assembly, target.question, line, &line.old);
                match (answer, typed) {
                    (Ok(answer), Ok(Some(old))) => {
                        trim(answer) == old
                            || fold(answer) == fold(&old)
                            || (number(Some(answer)).is_some()
                                && number(Some(answer)) == number(Some(&old)))
                    }
                    (Ok(_), _) => as_received && !assembly.records[record].is_corrected(entry.slot),
                    (Err(_), Ok(None)) => raw.is_none() || as_received,
                    (Err(_), _) => as_received,
                }
            }
        }
    }

    /// Whether the log says what should stand there.
    pub(crate) fn says_old(&self, assembly: &Assembly<'_>, target: &Target, line: &Line) -> bool {
        !self.is_blank(assembly, target.question, line, &line.old)
    }

    /// The answer that a target has after a line.
    pub(crate) fn after(&self, answer: &Answer, want: &Want) -> Result<Option<String>, Refusal> {
        match want {
            Want::Accept => Ok(answer.as_deref().ok().map(str::to_string)),
            Want::Whole(new) => Ok(new.clone()),
            Want::Recode { from, to, .. } => {
                if !has(answer, from) {
                    return Err(Refusal::new(
                        "correction-stale",
                        message!(
                            "correction-not-other",
                            "the answer is not \"{code}\"",
                            code = from
                        ),
                    ));
                }
                let mut codes: Vec<String> = answer
                    .as_deref()
                    .unwrap_or_default()
                    .split_whitespace()
                    .filter(|code| code != from && code != to)
                    .map(str::to_string)
                    .collect();
                codes.push(to.clone());
                Ok(Some(self.choices.in_order(codes).join(" ")))
            }
            Want::Tick(code, tick) => {
                let mut codes: Vec<String> = answer
                    .as_deref()
                    .unwrap_or_default()
                    .split_whitespace()
                    .filter(|other| other != code)
                    .map(str::to_string)
                    .collect();
                if *tick {
                    codes.push(code.clone());
                }
                let codes = self.choices.in_order(codes);
                Ok((!codes.is_empty()).then(|| codes.join(" ")))
            }
            Want::Coordinate(part, text) => {
                let mut parts: Vec<&str> =
                    answer.as_deref().unwrap_or_default().split_whitespace().collect();
                if *part < parts.len() {
                    parts[*part] = text;
                }
                crate::parse::position(&parts.join(" "))
                    .map(Some)
                    .map_err(|problem| Refusal::new("correction-invalid", problem.message))
            }
        }
    }
}

/// Whether a select-multiple's answer holds a choice.
fn has(answer: &Answer, code: &str) -> bool {
    answer.as_deref().is_ok_and(|text| text.split(' ').any(|other| other == code))
}

fn number(text: Option<&str>) -> Option<f64> {
    text?.trim().parse().ok()
}

/// How lines about one part of one answer go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// They all want the same.
    Same,
    /// Each begins where the one before it ended.
    Chain,
    /// They want different things.
    Conflict,
}

/// Whether lines agree; `lines` and `wants` in the order of the logs.
pub(crate) fn agreement(lines: &[(&Line, &Want)]) -> Agreement {
    let Some((first, rest)) = lines.split_first() else { return Agreement::Same };
    if rest.iter().all(|(_, want)| *want == first.1) {
        return Agreement::Same;
    }
    let follows = |pair: &[(&Line, &Want)]| {
        let [(before, _), (after, _)] = pair else { return true };
        let both_change = [before, after]
            .iter()
            .all(|line| matches!(line.action, Some(Action::Change | Action::Blank)));
        both_change
            && !after.old.is_empty()
            && after.old != before.old
            && fold(&after.old) == fold(&before.new)
    };
    if lines.windows(2).all(follows) { Agreement::Chain } else { Agreement::Conflict }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(old: &str, new: &str) -> (Line, Want) {
        let line = Line {
            action: Some(Action::Change),
            old: old.into(),
            new: new.into(),
            ..Line::default()
        };
        (line, Want::Whole(Some(new.into())))
    }

    fn of(lines: &[(Line, Want)]) -> Agreement {
        agreement(&lines.iter().map(|(line, want)| (line, want)).collect::<Vec<_>>())
    }

    #[test]
    fn lines_that_want_different_things_conflict_unless_one_follows_the_other() {
        assert_eq!(of(&[change("1", "2"), change("1", "2")]), Agreement::Same);
        assert_eq!(of(&[change("1", "2"), change("2", "3")]), Agreement::Chain);
        assert_eq!(of(&[change("1", "2"), change("1", "3")]), Agreement::Conflict);
        assert_eq!(of(&[change("1", "2"), change("", "3")]), Agreement::Conflict);
    }
}
