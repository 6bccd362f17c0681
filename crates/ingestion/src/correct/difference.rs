//! The inverse of corrections: a log made from the difference between two datasets.

use std::collections::BTreeMap;

use dataset::{Level, Missing, Place};
use survey_schema::MAIN;

/// One answer that differs between two datasets, or a record that only one of them has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Form id.
    pub form: String,
    /// `main` or a repeat.
    pub level: String,
    /// Key of the row.
    pub key: String,
    /// The question; empty when a whole row differs.
    pub question: String,
    /// The answer in the first dataset; `None` when there is none.
    pub before: Option<String>,
    /// The answer in the second one.
    pub after: Option<String>,
    /// What kind of difference it is.
    pub kind: DifferenceKind,
    /// Where the row was read for the first dataset, or for the second when only it has it.
    pub place: Place,
}

/// What kind of difference it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// Two answers.
    Answer,
    /// Only the first dataset has the row.
    OnlyFirst,
    /// Only the second dataset has the row.
    OnlySecond,
}

/// The differences between two datasets, in the order of tables, keys and questions.
/// Answers that the datasets may not hold are not compared, nor are columns of one of them.
pub fn differences(first: &[Level], second: &[Level]) -> Vec<Difference> {
    let mut all = Vec::new();
    for table in first {
        let other = second.iter().find(|o| o.form == table.form && o.name == table.name);
        match other {
            Some(other) => of_level(table, other, &mut all),
            None => {
                let rows = 0..table.rows.len();
                all.extend(rows.map(|row| whole(table, row, DifferenceKind::OnlyFirst)));
            }
        }
    }
    all
}

fn of_level(first: &Level, second: &Level, all: &mut Vec<Difference>) {
    let index = |level: &Level| -> BTreeMap<String, usize> {
        level.rows.iter().enumerate().map(|(row, of)| (of.key.clone(), row)).collect()
    };
    let (rows, others) = (index(first), index(second));
    for (key, row) in &rows {
        let Some(other) = others.get(key) else {
            all.push(whole(first, *row, DifferenceKind::OnlyFirst));
            continue;
        };
        for column in &first.columns {
            let Some(after) = second.column(&column.name) else { continue };
            let reasons = [column.values.missing(*row), after.values.missing(*other)];
            if reasons.iter().any(|r| matches!(r, Some(Missing::Withheld | Missing::NotAsked))) {
                continue;
            }
            let texts = [column.values.text(*row), after.values.text(*other)];
            // Codes for "don't know" are reasons, not answers.
            let meant = |reason: &Option<Missing>| {
                reason.filter(|r| {
                    matches!(r, Missing::DontKnow | Missing::Refused | Missing::NotApplicable)
                })
            };
            if texts[0] == texts[1] && meant(&reasons[0]) == meant(&reasons[1]) {
                continue;
            }
            let said = |at: usize| {
                let text = texts[at].as_ref().map(|text| text.to_string());
                text.or_else(|| meant(&reasons[at]).map(|reason| reason.as_str().to_string()))
            };
            all.push(Difference {
                question: column.name.clone(),
                before: said(0),
                after: said(1),
                kind: DifferenceKind::Answer,
                ..whole(first, *row, DifferenceKind::Answer)
            });
        }
    }
    for (key, row) in &others {
        if !rows.contains_key(key) {
            all.push(whole(second, *row, DifferenceKind::OnlySecond));
        }
    }
}

fn whole(level: &Level, row: usize, kind: DifferenceKind) -> Difference {
    Difference {
        form: level.form.clone(),
        level: level.name.clone(),
        key: level.rows[row].key.clone(),
        question: String::new(),
        before: None,
        after: None,
        kind,
        place: level.rows[row].place.clone(),
    }
}

/// A cleaning log, as CSV, that makes the second dataset of the first. Rows that only the
/// second has cannot be made by a log and are left out; so are rows of a repeat whose
/// record goes as a whole.
pub fn log_of(differences: &[Difference]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory cannot fail.
    let header =
        ["form", "key", "question", "action", "old_value", "new_value", "reason", "by", "when"];
    let _ = writer.write_record(header);
    let removed: Vec<&str> = differences
        .iter()
        .filter(|d| d.kind == DifferenceKind::OnlyFirst && d.level == MAIN)
        .map(|d| d.key.as_str())
        .collect();
    for difference in differences {
        let record = difference.key.split('/').next().unwrap_or_default();
        let goes_with_record = difference.level != MAIN && removed.contains(&record);
        let action = match (difference.kind, &difference.after) {
            (DifferenceKind::OnlySecond, _) => continue,
            (DifferenceKind::OnlyFirst, _) if goes_with_record => continue,
            (DifferenceKind::OnlyFirst, _) => "remove",
            (DifferenceKind::Answer, None) => "blank",
            (DifferenceKind::Answer, Some(_)) => "change",
        };
        let _ = writer.write_record([
            &difference.form,
            &difference.key,
            &difference.question,
            action,
            difference.before.as_deref().unwrap_or_default(),
            difference.after.as_deref().unwrap_or_default(),
            "",
            "",
            "",
        ]);
    }
    writer.into_inner().unwrap_or_default()
}
