//! Which record, which question and which part of its answer a line means.

use std::collections::HashMap;

use survey_schema::{Message, message};

use super::line::Line;
use crate::assemble::Assembly;
use crate::columns::{Piece, Resolver, Target as Column};
use crate::fold::fold;
use crate::profile::Profile;

/// Why a line is not applied.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    /// The rule of the finding.
    pub(crate) rule: &'static str,
    pub(crate) message: Message,
}

impl Refusal {
    pub(crate) fn new(rule: &'static str, message: Message) -> Self {
        Refusal { rule, message }
    }
}

/// The records that a line means: one, or copies of one with the same answers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Records {
    /// Index of the form's assembly.
    pub(crate) form: usize,
    /// Indices of the records; never empty.
    pub(crate) records: Vec<usize>,
}

/// The answer that a line means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Target {
    pub(crate) records: Records,
    pub(crate) question: usize,
    pub(crate) piece: Piece,
}

/// The records of all forms by what a log may call them.
pub(crate) struct Directory {
    forms: Vec<Names>,
}

#[derive(Default)]
struct Names {
    by_key: HashMap<String, Vec<usize>>,
    by_code: HashMap<String, Vec<usize>>,
}

impl Directory {
    pub(crate) fn new(assemblies: &[Assembly<'_>]) -> Self {
        Directory { forms: assemblies.iter().map(names).collect() }
    }

    /// The records of a line.
    pub(crate) fn records(
        &self,
        line: &Line,
        assemblies: &[Assembly<'_>],
    ) -> Result<Records, Refusal> {
        let mut found: Vec<Records> = Vec::new();
        for (form, (names, assembly)) in self.forms.iter().zip(assemblies).enumerate() {
            if !line.form.is_empty() && line.form != assembly.index.form.id {
                continue;
            }
            let mut records = names.find(&line.key);
            if let Some((file, row)) = &line.row {
                records.retain(|record| is_row(assembly, *record, file, *row));
            }
            if !records.is_empty() {
                found.push(Records { form, records });
            }
        }
        if found.len() > 1 && !line.question.is_empty() {
            let asks = |records: &Records| {
                question(&assemblies[records.form], records.records[0], &line.question).is_ok()
            };
            if found.iter().any(asks) {
                found.retain(asks);
            }
        }
        match found.len() {
            0 => Err(Refusal::new(
                "correction-unknown-key",
                message!("correction-unknown-key", "no row of the field files has this key"),
            )),
            1 => one(&assemblies[found[0].form], found.remove(0)),
            _ => Err(Refusal::new(
                "correction-ambiguous-key",
                message!(
                    "correction-several-forms",
                    "records of several forms have this key; say which form in a column \"form\""
                ),
            )),
        }
    }
}

impl Names {
    fn find(&self, key: &str) -> Vec<usize> {
        let by_key = self.by_key.get(plain(key));
        by_key.or_else(|| self.by_code.get(&fold(key))).cloned().unwrap_or_default()
    }
}

/// A key without the mark in front that only some exports have.
fn plain(key: &str) -> &str {
    key.strip_prefix("uuid:").unwrap_or(key)
}

fn names(assembly: &Assembly<'_>) -> Names {
    let mut names = Names::default();
    let role = &assembly.index.usage.roles.key;
    for (number, record) in assembly.records.iter().enumerate() {
        if !record.key.is_empty() {
            names.by_key.entry(plain(&record.key).to_string()).or_default().push(number);
        }
        let code = assembly.role_answer(number, role).filter(|_| record.level == 0);
        if let Some(code) = code.filter(|code| plain(code) != plain(&record.key)) {
            names.by_code.entry(fold(&code)).or_default().push(number);
        }
    }
    names
}

fn is_row(assembly: &Assembly<'_>, record: usize, file: &str, row: u32) -> bool {
    let record = &assembly.records[record];
    record.number == row && assembly.sources[record.source].file.ends_with(file)
}

/// One record among those of a key: copies with the same answers are one, and of the
/// versions of a submission the last counts, as for the dataset itself.
fn one(assembly: &Assembly<'_>, mut found: Records) -> Result<Records, Refusal> {
    let first = found.records[0];
    let all_same = found.records.iter().all(|record| {
        assembly.records[*record].key == assembly.records[first].key
            && assembly.same(first, *record)
    });
    if all_same {
        return Ok(found);
    }
    let of_one_key = found
        .records
        .iter()
        .all(|record| assembly.records[*record].key == assembly.records[first].key);
    if let Some(last) = assembly.last_edit(&found.records).filter(|_| of_one_key) {
        found.records = vec![last];
        return Ok(found);
    }
    Err(Refusal::new(
        "correction-ambiguous-key",
        message!(
            "correction-ambiguous-key",
            "{count} rows have this key and different answers; say which one in columns \"file\" and \"row\"",
            count = found.records.len()
        ),
    ))
}

/// The answer that a line means in its records.
pub(crate) fn target(
    assembly: &Assembly<'_>,
    records: Records,
    name: &str,
) -> Result<Target, Refusal> {
    let (question, piece, instances) = question(assembly, records.records[0], name)?;
    let mut rows = Vec::new();
    for record in &records.records {
        rows.push(row_below(assembly, *record, question, &instances)?);
    }
    Ok(Target { records: Records { form: records.form, records: rows }, question, piece })
}

/// The question that a log names, as a header names it.
fn question(
    assembly: &Assembly<'_>,
    record: usize,
    name: &str,
) -> Result<(usize, Piece, Vec<u32>), Refusal> {
    let unknown = || {
        Refusal::new(
            "correction-unknown-question",
            message!(
                "correction-unknown-question",
                "\"{question}\" is no question of the form",
                question = name
            ),
        )
    };
    let index = assembly.index;
    let level = assembly.records[record].level;
    let resolver = Resolver { index, level, profile: Profile::Plain, mapping: None };
    let mut resolved = resolver.headers(&[name.to_string()], &[]);
    match resolved.pop().flatten().map(|resolved| resolved.target) {
        Some(Column::Answer { question, piece, instances }) => Ok((question, piece, instances)),
        Some(Column::Ambiguous(several)) => {
            let names: Vec<&str> =
                several.iter().map(|q| index.questions[*q].question.name.as_str()).collect();
            Err(Refusal::new(
                "correction-unknown-question",
                message!(
                    "correction-ambiguous-question",
                    "\"{question}\" may be any of these questions: {questions}",
                    question = name,
                    questions = names.join(", ")
                ),
            ))
        }
        Some(Column::Elsewhere(other)) => {
            let level = index.levels[index.questions[other].level].name;
            Err(Refusal::new(
                "correction-unknown-question",
                message!(
                    "correction-other-level",
                    "\"{question}\" is asked in the rows of \"{level}\"; name the row, as in KEY/{level}[2]",
                    question = name,
                    level = level
                ),
            ))
        }
        _ => Err(unknown()),
    }
}

/// The row of a repeat below a record, by the numbers in a name such as `age_2`.
fn row_below(
    assembly: &Assembly<'_>,
    record: usize,
    question: usize,
    instances: &[u32],
) -> Result<usize, Refusal> {
    let mut path = vec![assembly.index.questions[question].level];
    while let Some(parent) = assembly.index.levels[path[path.len() - 1]].parent {
        path.push(parent);
    }
    path.reverse();
    let own = path.iter().position(|level| *level == assembly.records[record].level).unwrap_or(0);
    let mut row = record;
    for (level, instance) in path[own + 1..].iter().zip(instances) {
        let is_row = |child: &&usize| {
            let child = &assembly.records[**child];
            child.level == *level && child.instance == Some(*instance)
        };
        row = *assembly.records[row].children.iter().find(is_row).ok_or_else(|| {
            Refusal::new(
                "correction-unknown-key",
                message!(
                    "correction-no-such-row",
                    "the record has no row {row} there",
                    row = instance
                ),
            )
        })?;
    }
    Ok(row)
}
