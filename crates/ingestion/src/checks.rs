//! What is judged beside single answers: numbers of rows, the survey's own checks,
//! days and positions.

use jiff::civil::Date;
use survey_schema::survey::Check;
use survey_schema::{Message, Severity, message};

use crate::judge::{Judging, day_of};
use crate::parse::Answer;
use crate::rules::CountRule;

impl Judging<'_, '_, '_> {
    pub(crate) fn counts(&mut self) {
        let counts: &[CountRule<'_>] = &self.judge.rules.counts;
        for count in counts {
            let parent_level = self.assembly.index.levels[count.level].parent.unwrap_or(0);
            if !self.is_present(count.level) {
                continue;
            }
            for parent in self.rows_of(parent_level) {
                self.count(count, parent);
            }
        }
    }

    fn count(&mut self, count: &CountRule<'_>, parent: usize) {
        if self.unknown(&count.rule, parent).is_some() {
            return;
        }
        let Some(at) = self.tree.nodes.get(&parent).map(|nodes| nodes.row) else { return };
        let text = self.logic.text(count.rule.expression, &self.tree.submission, at);
        let Some(expected) = text.and_then(|text| text.parse::<f64>().ok()) else { return };
        let rows = self.assembly.records[parent].children.iter();
        let found = rows.filter(|row| self.assembly.records[**row].level == count.level).count();
        if expected != found as f64 && !self.is_skipped(count.level, parent) {
            let name = self.assembly.index.levels[count.level].name;
            let text = message!(
                "finding-repeat-count",
                "the form asks for {expected} rows of \"{repeat}\", there are {found}",
                expected = expected,
                repeat = name,
                found = found
            );
            self.assembly.note(
                self.findings,
                Some(parent),
                "repeat-count",
                Severity::Warning,
                name,
                text,
            );
        }
    }

    /// Whether the form's logic leaves a repeat out, as far as can be said without rows of it.
    fn is_skipped(&mut self, level: usize, parent: usize) -> bool {
        let index = self.assembly.index;
        let Some(question) = index.levels[level].questions.first() else { return false };
        let own_depth = index.levels[level].path.len();
        let depth = index.questions[*question].path.len();
        let Some(at) = self.tree.nodes.get(&parent).map(|nodes| nodes.row) else { return false };
        let conditions = &self.judge.rules.questions[*question].relevance;
        let outer = conditions.iter().filter(|condition| condition.up > depth - own_depth);
        let mut skipped = false;
        for condition in outer {
            let known = self.unknown(&condition.rule, parent).is_none();
            let truth = self.logic.truth(condition.rule.expression, &self.tree.submission, at);
            skipped |= !known || truth != Some(true);
        }
        skipped
    }

    pub(crate) fn checks(&mut self) {
        for ready in &self.judge.checks {
            for record in self.rows_of(ready.level) {
                if self.unknown(&ready.rule, record).is_some() {
                    continue;
                }
                let Some(at) = self.tree.nodes.get(&record).map(|nodes| nodes.row) else {
                    continue;
                };
                if self.logic.truth(ready.rule.expression, &self.tree.submission, at) != Some(false)
                {
                    continue;
                }
                let text = told(ready.check);
                let rule = format!("check:{}", ready.check.id);
                self.note(ready.question, record, &rule, ready.check.severity, text, None);
            }
        }
    }

    pub(crate) fn dates(&mut self) {
        let Some(question) = self.assembly.index.role(&self.assembly.index.usage.roles.date) else {
            return;
        };
        let entry = &self.assembly.index.questions[question];
        for record in self.rows_of(entry.level) {
            let Some(day) = day_of(&self.assembly.records[record].answers[entry.slot]) else {
                continue;
            };
            let of_fieldwork = |text: &str| text.parse::<Date>().ok();
            let fieldwork = self.assembly.survey.fieldwork.as_ref();
            let early =
                fieldwork.and_then(|work| of_fieldwork(&work.from)).is_some_and(|from| day < from);
            let late = fieldwork.and_then(|work| of_fieldwork(&work.to)).is_some_and(|to| day > to);
            if day > self.judge.today {
                let text = message!("finding-date-in-future", "this day has not come yet");
                self.note(question, record, "date-in-future", Severity::Error, text, None);
            } else if early || late {
                let text = message!(
                    "finding-date-outside-fieldwork",
                    "this day is outside the fieldwork ({from} to {to})",
                    from = fieldwork.map(|work| work.from.as_str()).unwrap_or_default(),
                    to = fieldwork.map(|work| work.to.as_str()).unwrap_or_default()
                );
                self.note(
                    question,
                    record,
                    "date-outside-fieldwork",
                    Severity::Warning,
                    text,
                    None,
                );
            }
        }
    }

    pub(crate) fn positions(&mut self) {
        let Some(question) = self.assembly.index.role(&self.assembly.index.usage.roles.location)
        else {
            return;
        };
        let entry = &self.assembly.index.questions[question];
        for record in self.rows_of(entry.level) {
            let row = &self.assembly.records[record];
            let Some((latitude, longitude)) = latitude_longitude(&row.answers[entry.slot]) else {
                continue;
            };
            let country = self.assembly.survey.country(&row.country);
            let inside = |latitude: f64, longitude: f64| {
                country.and_then(|country| country.bounds).map(|[west, south, east, north]| {
                    (west..=east).contains(&longitude) && (south..=north).contains(&latitude)
                })
            };
            let (rule, text) = if latitude.abs() < 1e-6 && longitude.abs() < 1e-6 {
                (
                    "position-zero",
                    message!("finding-position-zero", "this position is 0, 0: the phone had none"),
                )
            } else if inside(latitude, longitude) != Some(false) {
                continue;
            } else if inside(longitude, latitude) == Some(true) {
                let text = message!(
                    "finding-position-swapped",
                    "latitude and longitude seem to be swapped: only so the position is in {country}",
                    country = row.country
                );
                ("position-swapped", text)
            } else {
                let text = message!(
                    "finding-outside-country",
                    "this position is outside {country}",
                    country = row.country
                );
                ("outside-country", text)
            };
            self.note(question, record, rule, Severity::Error, text, None);
            self.lose(question, record);
        }
    }
}

/// What a check of the survey says, in the languages it says it in.
fn told(check: &Check) -> Message {
    let said = |language: &str| {
        let text = check.message.get(language).or_else(|| check.message.values().next());
        text.unwrap_or(&check.expect).clone()
    };
    message!("finding-check", "{en}", en = said("en"), fr = said("fr"), pt = said("pt"))
}

/// Latitude and longitude of a position.
pub(crate) fn latitude_longitude(answer: &Answer) -> Option<(f64, f64)> {
    let mut parts = answer.as_deref().ok()?.split(' ').map(str::parse::<f64>);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}
