//! What an indicator says of each row.

use dataset::Missing;
use survey_schema::Expression;

use crate::indicator::{Records, RowOf, number, truth};
use crate::plan::expressions::{only_reference, references};
use crate::plan::{Indicator, MissingRule, Type, Written};

/// What an indicator says of one row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Observed {
    /// Not in the base.
    Outside,
    /// In the base, without a value, for a reason.
    Missing(Missing),
    /// In the base: value, and denominator (1 but for ratios).
    Number(f64, f64),
    /// In the base: the codes that were chosen, separated by spaces.
    Codes(Box<str>),
}

/// An indicator made ready to look at rows.
pub(crate) struct Observer<'a> {
    indicator: &'a Indicator,
    when: Option<Expression>,
    value: Option<Expression>,
    denominator: Option<Expression>,
    /// Questions that value and denominator name.
    names: Vec<String>,
}

impl<'a> Observer<'a> {
    /// `None` when an expression cannot be parsed, which the check of the plan reports.
    pub(crate) fn new(indicator: &'a Indicator) -> Option<Self> {
        let parsed = |written: &Option<Written<String>>| match written {
            None => Some(None),
            Some(text) => Expression::parse(text).ok().map(Some),
        };
        let value = parsed(&indicator.value)?;
        let denominator = parsed(&indicator.denominator)?;
        let named = value.iter().chain(&denominator).flat_map(references);
        Some(Observer {
            indicator,
            when: parsed(&indicator.when)?,
            names: named.map(|reference| reference.name).collect(),
            value,
            denominator,
        })
    }

    /// The question of `categories` and `multiple`.
    pub(crate) fn question(&self) -> Option<&str> {
        self.value.as_ref().and_then(only_reference)
    }

    /// What the indicator says of a row.
    pub(crate) fn observe(&self, records: &Records<'_>, row: RowOf) -> Observed {
        let submission = records.submission(row);
        let in_base =
            self.when.as_ref().is_none_or(|when| truth(when, submission, row.node) == Some(true));
        if !in_base {
            return Observed::Outside;
        }
        match self.indicator.kind.value {
            Type::Categories | Type::Multiple => self.codes(records, row),
            Type::Proportion | Type::Count => {
                let value = self
                    .value
                    .as_ref()
                    .map_or(Some(true), |value| truth(value, submission, row.node));
                self.known(value.map(|value| (f64::from(value), 1.0)), records, row)
            }
            Type::Mean | Type::Total | Type::Median => {
                let value =
                    self.value.as_ref().and_then(|value| number(value, submission, row.node));
                self.known(value.map(|value| (value, 1.0)), records, row)
            }
            Type::Ratio => {
                let part = |part: &Option<Expression>| {
                    part.as_ref().and_then(|part| number(part, submission, row.node))
                };
                self.ratio(part(&self.value), part(&self.denominator), records, row)
            }
        }
    }

    fn codes(&self, records: &Records<'_>, row: RowOf) -> Observed {
        let level = &self.indicator.level.value;
        let Some(question) = self.question() else { return Observed::Outside };
        match records.text(question, level, row) {
            Ok(codes) => Observed::Codes(codes.into()),
            Err(reason) if self.counts_as_zero(reason) => Observed::Codes("".into()),
            Err(Missing::Skipped) => Observed::Outside,
            Err(reason) => Observed::Missing(reason),
        }
    }

    fn ratio(
        &self,
        value: Option<f64>,
        denominator: Option<f64>,
        records: &Records<'_>,
        row: RowOf,
    ) -> Observed {
        match denominator {
            Some(x) if value.is_none() && self.counts_as_zero(self.reason(records, row)) => {
                Observed::Number(0.0, x)
            }
            _ => match value.zip(denominator) {
                Some((y, x)) => Observed::Number(y, x),
                None => missing(self.reason(records, row)),
            },
        }
    }

    fn known(&self, value: Option<(f64, f64)>, records: &Records<'_>, row: RowOf) -> Observed {
        if let Some((y, x)) = value {
            return Observed::Number(y, x);
        }
        let reason = self.reason(records, row);
        if self.counts_as_zero(reason) { Observed::Number(0.0, 1.0) } else { missing(reason) }
    }

    /// Why there is no value: the first reason of the questions named, one that is
    /// not "skipped" before one that is. Answers that give no value, such as a
    /// division by zero, are lost.
    fn reason(&self, records: &Records<'_>, row: RowOf) -> Missing {
        let level = &self.indicator.level.value;
        let mut reasons = self.names.iter().filter_map(|name| records.missing(name, level, row));
        let first = reasons.next();
        match first {
            Some(Missing::Skipped) => {
                reasons.find(|reason| *reason != Missing::Skipped).unwrap_or(Missing::Skipped)
            }
            other => other.unwrap_or(Missing::Lost),
        }
    }

    /// Under the rule `zero`, what was not asked, left blank or does not apply is a
    /// zero. A refusal, a "don't know" and an answer that we lost never are.
    fn counts_as_zero(&self, reason: Missing) -> bool {
        let blank =
            matches!(reason, Missing::Skipped | Missing::Unanswered | Missing::NotApplicable);
        self.indicator.missing == MissingRule::Zero && blank
    }
}

fn missing(reason: Missing) -> Observed {
    match reason {
        Missing::Skipped => Observed::Outside,
        reason => Observed::Missing(reason),
    }
}

/// A row of `categories` or `multiple` as 0 or 1 for one code.
pub(crate) fn chosen(observed: &Observed, code: &str) -> Observed {
    match observed {
        Observed::Codes(codes) => {
            let has = codes.split(' ').any(|other| other == code);
            Observed::Number(f64::from(has), 1.0)
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::plan::Plan;

    fn observed(indicator: &str) -> Vec<Observed> {
        let text = format!(
            "[[indicator]]\nid = \"x\"\nlabel = {{ en = \"X\" }}\nform = \"household\"\n{indicator}"
        );
        let plan = Plan::from_toml(&text, "plan.toml").unwrap();
        let (form, data) = (fixture::form(), fixture::dataset());
        let records = Records::new(&form, &data);
        let indicator = &plan.indicators[0];
        let observer = Observer::new(indicator).unwrap();
        records.rows(&indicator.level).iter().map(|row| observer.observe(&records, *row)).collect()
    }

    use Observed::{Missing as M, Number, Outside};

    #[test]
    fn a_dont_know_is_missing_and_never_a_no() {
        let rows = observed("type = \"proportion\"\nvalue = \"${water} = 'tap'\"");
        assert_eq!(rows[1..4], [Number(1.0, 1.0), Number(0.0, 1.0), M(Missing::DontKnow)]);
        let rows =
            observed("type = \"proportion\"\nvalue = \"${water} = 'tap'\"\nmissing = \"zero\"");
        assert_eq!(rows[3], M(Missing::DontKnow));
    }

    #[test]
    fn a_question_that_was_not_asked_is_outside_unless_that_is_a_zero() {
        let mine = "type = \"proportion\"\nvalue = \"selected(${work}, 'mine')\"";
        assert_eq!(observed(mine)[2..4], [Number(1.0, 1.0), Outside]);
        let zero = format!("{mine}\nmissing = \"zero\"");
        assert_eq!(observed(&zero)[3], Number(0.0, 1.0));
    }

    #[test]
    fn a_roster_row_sees_the_answers_of_its_household() {
        let rows = observed(
            "level = \"member\"\ntype = \"proportion\"\nvalue = \"${age} > 17\"\nwhen = \"${water} = 'tap' and ${sex} = 'female'\"",
        );
        let expected = [
            Number(1.0, 1.0),
            Outside,
            Outside,
            Outside,
            Outside,
            Outside,
            Number(0.0, 1.0),
            M(Missing::Unanswered),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_ratio_needs_both_parts() {
        let rows = observed("type = \"ratio\"\nvalue = \"${income}\"\ndenominator = \"${size}\"");
        assert_eq!(rows[2..4], [Number(20.0, 1.0), M(Missing::Refused)]);
    }

    #[test]
    fn the_choices_of_a_question() {
        let rows = observed("type = \"multiple\"\nvalue = \"${work}\"");
        assert_eq!(chosen(&rows[1], "mine"), Number(1.0, 1.0));
        assert_eq!(chosen(&rows[0], "mine"), Number(0.0, 1.0));
        assert_eq!(chosen(&rows[3], "mine"), Outside);
    }
}
