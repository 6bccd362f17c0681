//! `carat ingest SURVEY [FILES]`: field files → dataset, ledger, findings.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dataset::{Correction, CorrectionOutcome, Dataset, Fate, Finding};
use ingestion::{FileReport, IngestError, Job, Outcome, Progress as Step};
use serde_json::json;
use survey_schema::{Message, Severity, message};

use super::print;
use crate::args::Arguments;
use crate::failure::{Done, Failure};
use crate::language::{Speaker, Value};
use crate::progress::Progress;
use crate::project::{Project, relative};

/// How many findings the summary shows.
const SHOWN: usize = 10;

pub(crate) fn run(
    arguments: &Arguments,
    survey: &Path,
    files: &[PathBuf],
    again: bool,
) -> Result<Done, Failure> {
    let project = Project::load(survey)?;
    let files = match files.is_empty() {
        true => project.incoming()?,
        false => files.iter().map(|file| relative(&project.folder, file)).collect(),
    };
    if !again && is_fresh(&project, &files)? {
        return already_done(arguments);
    }
    let outcome = ingest(arguments, &project, &files)?;
    match arguments.json {
        true => print(&to_json(&outcome).to_string())?,
        false => print(&summary(&arguments.speaker, &project, &outcome))?,
    }
    Ok(verdict(&outcome.dataset.findings))
}

/// Makes the dataset of the project's own `incoming` if it is not there or is stale.
pub(crate) fn ensure(arguments: &Arguments, project: &Project) -> Result<(), Failure> {
    let files = project.incoming()?;
    if !is_fresh(project, &files)? {
        ingest(arguments, project, &files)?;
    }
    Ok(())
}

fn is_fresh(project: &Project, files: &[String]) -> Result<bool, Failure> {
    let Ok(Some(current)) = project.store().inputs() else { return Ok(false) };
    Ok(current == project.inputs(files)?)
}

fn ingest(arguments: &Arguments, project: &Project, files: &[String]) -> Result<Outcome, Failure> {
    let progress = Progress::begin();
    let today = last_day(project);
    let corrections = project.corrections()?;
    let job = Job {
        root: &project.folder,
        survey: &project.survey,
        forms: &project.forms,
        files,
        corrections: &corrections,
        today,
    };
    // The inputs are hashed before they are read: a file that changes meanwhile makes the dataset stale, not wrong.
    let inputs = project.inputs(files)?;
    let outcome = ingestion::ingest(&job, &mut |step| {
        progress.say(match step {
            Step::Reading { file, .. } => {
                arguments.speaker.text_with("progress-reading", &[("file", Value::Text(file))])
            }
            Step::Judging { form, .. } => {
                arguments.speaker.text_with("progress-judging", &[("form", Value::Text(form))])
            }
        });
    });
    let outcome = outcome.map_err(|error| match error {
        IngestError::Unaccounted { .. } => Failure::Accounts(error.message()),
        _ => Failure::Message(error.message()),
    })?;
    let written = project.store().write(&outcome.dataset, &inputs);
    written.map_err(|error| {
        message!("dataset-unwritable", "the dataset cannot be written: {reason}", reason = error)
    })?;
    Ok(outcome)
}

/// The day after which a date lies in the future: the last day of fieldwork. Without
/// one, no date does: a clock would make the same files give another dataset tomorrow.
fn last_day(project: &Project) -> jiff::civil::Date {
    let fieldwork = project.survey.fieldwork.as_ref();
    fieldwork.and_then(|days| days.to.parse().ok()).unwrap_or(jiff::civil::Date::MAX)
}

fn already_done(arguments: &Arguments) -> Result<Done, Failure> {
    match arguments.json {
        true => print(&json!({ "schema": "carat-ingest/1", "changed": false }).to_string())?,
        false => print(&arguments.speaker.text("ingest-fresh"))?,
    }
    Ok(Done::Clean)
}

fn verdict(findings: &[Finding]) -> Done {
    match findings.iter().any(|finding| finding.severity == Severity::Error) {
        true => Done::NeedsAPerson,
        false => Done::Clean,
    }
}

/// What arrived, what was accepted, what needs whom; on one screen.
fn summary(speaker: &Speaker, project: &Project, outcome: &Outcome) -> String {
    let mut lines = vec![speaker.text("ingest-heading"), String::new()];
    lines.extend(table(&account_rows(speaker, project, &outcome.dataset)));
    lines.push(String::new());
    lines.extend(finding_lines(speaker, project, &outcome.dataset.findings));
    lines.extend(correction_line(speaker, &outcome.dataset));
    lines.push(String::new());
    let folder = project.store().current().unwrap_or_default();
    lines.push(
        speaker
            .text_with("ingest-where", &[("folder", Value::Text(&folder.display().to_string()))]),
    );
    lines.join("\n")
}

/// One line a country and form: rows by fate.
fn account_rows(speaker: &Speaker, project: &Project, dataset: &Dataset) -> Vec<Vec<String>> {
    let mut fates = vec![Fate::Accepted, Fate::Quarantined, Fate::ConsentRefused, Fate::Duplicate];
    // Without corrections nothing is removed, and the column would say so on every line.
    if dataset.ledger.entries.iter().any(|entry| entry.fate == Fate::Removed) {
        fates.push(Fate::Removed);
    }
    let mut rows = vec![vec![speaker.text("column-country"), speaker.text("column-form")]];
    rows[0].extend(
        fates.iter().map(|fate| speaker.text(&format!("fate-{}", fate.as_str().replace('_', "-")))),
    );
    for country in &project.survey.countries {
        for form in &project.survey.forms {
            let counts = dataset.ledger.count(|entry| {
                entry.country == country.code
                    && entry.form == form.id
                    && entry.level == survey_schema::MAIN
            });
            if counts.is_empty() && !country.expected.contains_key(&form.id) {
                continue;
            }
            let expected = country.expected.get(&form.id);
            let mut row = vec![country.code.clone(), form.id.clone()];
            row.extend(fates.iter().map(|fate| counts.get(fate).copied().unwrap_or(0).to_string()));
            if counts.is_empty() {
                row.truncate(2);
                row.push(speaker.text("not-reported"));
            } else if let Some(expected) = expected {
                row[2] = format!("{}/{expected}", row[2]);
            }
            rows.push(row);
        }
    }
    rows
}

/// What the cleaning logs did, when there are any.
fn correction_line(speaker: &Speaker, dataset: &Dataset) -> Option<String> {
    let count = |outcome: CorrectionOutcome| {
        Value::Count(
            dataset.corrections.iter().filter(|line| line.outcome == outcome).count() as u64
        )
    };
    use CorrectionOutcome::*;
    (!dataset.corrections.is_empty()).then(|| {
        speaker.text_with(
            "ingest-corrections",
            &[
                ("lines", Value::Count(dataset.corrections.len() as u64)),
                ("applied", count(Applied)),
                ("already", count(Already)),
                ("repeated", count(Repeated)),
                ("moot", count(Moot)),
                ("refused", count(Refused)),
            ],
        )
    })
}

/// The rules that found most, with the worst severity first.
fn finding_lines(speaker: &Speaker, project: &Project, findings: &[Finding]) -> Vec<String> {
    let mut rules: BTreeMap<(std::cmp::Reverse<Severity>, &str), (u64, &Finding)> = BTreeMap::new();
    for finding in findings {
        rules
            .entry((std::cmp::Reverse(finding.severity), &finding.rule))
            .or_insert((0, finding))
            .0 += 1;
    }
    let mut lines = vec![
        speaker.text_with("ingest-findings", &[("count", Value::Count(findings.len() as u64))]),
    ];
    let mut rows = Vec::new();
    for ((severity, rule), (count, example)) in rules.iter().take(SHOWN) {
        let word = speaker.text(&format!("word-{}", severity.0.as_str()));
        rows.push(vec![
            format!("{count}"),
            word,
            (*rule).to_string(),
            speaker.message(&in_language(speaker, project, example)),
        ]);
    }
    lines.extend(table(&rows));
    if rules.len() > SHOWN {
        lines.push(speaker.text_with(
            "ingest-more-rules",
            &[("count", Value::Count((rules.len() - SHOWN) as u64))],
        ));
    }
    lines
}

/// The message of a finding, with what the form itself says there in the user's language:
/// the finding quotes it in the form's first one.
fn in_language(speaker: &Speaker, project: &Project, finding: &Finding) -> Message {
    let mut message = finding.message.clone();
    let form = project.forms.iter().find(|form| form.id == finding.form);
    let Some(placed) = form.and_then(|form| form.question(&finding.question)) else {
        return message;
    };
    let texts = &placed.question.constraint_message;
    let Some(said) = texts.get(speaker.code()) else { return message };
    for (_, value) in &mut message.arguments {
        if texts.iter().any(|(_, text)| text == value) {
            message.english = message.english.replace(value.as_str(), said);
            *value = said.to_string();
        }
    }
    message
}

/// Rows as aligned columns; the last column is as long as it is, up to a screen's width.
fn table(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let line = |row: &Vec<String>| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:<width$}", width = *width.min(&60)));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_string()
    };
    rows.iter().map(line).collect()
}

fn to_json(outcome: &Outcome) -> serde_json::Value {
    let dataset = &outcome.dataset;
    let fates: BTreeMap<&str, u64> = dataset
        .ledger
        .count(|_| true)
        .into_iter()
        .map(|(fate, count)| (fate.as_str(), count))
        .collect();
    let findings: Vec<_> = dataset
        .findings
        .iter()
        .map(|finding| {
            json!({
                "rule": finding.rule, "severity": finding.severity, "file": finding.place.file,
                "sheet": finding.place.sheet, "row": finding.place.row, "column": finding.place.column,
                "form": finding.form, "level": finding.level, "key": finding.key, "question": finding.question,
                "value": finding.value, "masked": finding.masked, "message": finding.message,
                "suggestion": finding.suggestion,
            })
        })
        .collect();
    json!({ "schema": "carat-ingest/1", "changed": true, "rows": fates, "files": outcome.files.iter().map(file_json).collect::<Vec<_>>(), "findings": findings, "corrections": dataset.corrections.iter().map(correction_json).collect::<Vec<_>>() })
}

fn correction_json(line: &Correction) -> serde_json::Value {
    json!({
        "file": line.place.file, "sheet": line.place.sheet, "row": line.place.row, "form": line.form,
        "level": line.level, "key": line.key, "question": line.question, "action": line.action,
        "before": line.before, "after": line.after, "masked": line.masked,
        "outcome": line.outcome.as_str(), "why": line.why, "reason": line.reason, "by": line.by, "when": line.when,
    })
}

fn file_json(report: &FileReport) -> serde_json::Value {
    let columns: Vec<_> = report
        .columns
        .iter()
        .map(|column| json!({ "column": column.column, "header": column.header, "question": column.question }))
        .collect();
    json!({
        "file": report.file, "sheet": report.sheet, "hidden": report.hidden, "form": report.form,
        "level": report.level, "header_row": report.header_row, "columns": columns, "unmatched": report.unmatched,
    })
}
