//! Whether every `${name}` leads to one question, and every trigger to a question.

use super::aliases::SheetKind;
use super::columns::{Columns, Record};
use super::rule::{REFERENCE, TRIGGER};
use super::survey::Seen;
use super::{Faults, Place, Reader, reference};
use crate::expression::nearest;
use crate::xlsform::sheets::{Row, Sheets};
use crate::{Label, Location, Message, message};

impl Reader<'_> {
    /// The questions whose answers set off a row, by the column `trigger`.
    pub(super) fn trigger(&mut self, record: &Record) -> Vec<String> {
        let Some(text) = record.text("trigger") else { return Vec::new() };
        let mut names = Vec::new();
        let mut well_formed = text.contains("${");
        for part in text.split(',') {
            let mut found = reference::candidates(part);
            match (found.next(), found.next()) {
                (Some(Ok(reference)), None) => names.push(reference.name.to_string()),
                (None, _) => {}
                _ => well_formed = false,
            }
        }
        if !well_formed {
            let message = message!(
                "xform-trigger",
                "a trigger is a reference such as ${{name}}, or several with commas between them"
            );
            self.fault(TRIGGER, Place(record.row, &["trigger"]), message);
        }
        self.seen.triggers.extend(names.iter().map(|name| (name.clone(), record.row)));
        names
    }

    /// Triggers are questions; groups and repeats have no answer that could change.
    pub(super) fn check_triggers(&mut self) {
        for (name, row) in std::mem::take(&mut self.seen.triggers) {
            if !self.seen.questions.contains(&name) {
                let message = message!(
                    "form-unknown-reference",
                    "there is no question \"{name}\"",
                    name = name
                );
                let near = nearest(&name, self.seen.questions.iter().map(String::as_str));
                let help = near
                    .map(|name| message!("did-you-mean", "did you mean \"{name}\"?", name = name));
                self.fault_with_help(TRIGGER, Place(row, &["trigger"]), message, help);
            }
        }
    }
}

/// Checks the references of every sheet that may hold some.
pub(super) fn check(
    survey: &Columns<'_>,
    seen: &Seen,
    records: &[Record],
    choices: Option<&Columns<'_>>,
    sheets: &Sheets,
    faults: &mut Faults,
) {
    let mut check = Check { seen, faults };
    for (kind, name) in [(SheetKind::Settings, "settings"), (SheetKind::Entities, "entities")] {
        if let Some(sheet) = sheets.sheet(name) {
            let columns = Columns::read(kind, sheet, &sheets.file, &mut Faults::new());
            let is_checked = |first: &str| !matches!(first, "dataset" | "repeat" | "list name");
            check.sheet(&columns, |_| true, is_checked);
        }
    }
    let is_disabled = |row: &Row| {
        let record = records.iter().find(|record| record.row == row.number);
        let disabled = record.and_then(|record| record.text("disabled"));
        disabled.and_then(crate::xlsform::clean::yes_or_no) == Some(true)
    };
    let is_checked = |first: &str| !matches!(first, "type" | "name" | "trigger");
    let has_disabled = survey.has("disabled");
    check.sheet(survey, |row| !(has_disabled && is_disabled(row)), is_checked);
    if let Some(columns) = choices {
        check.sheet(columns, |_| true, |first| first == "label");
    }
}

struct Check<'c> {
    seen: &'c Seen,
    faults: &'c mut Faults,
}

impl Check<'_> {
    fn sheet(
        &mut self,
        columns: &Columns<'_>,
        is_row: impl Fn(&Row) -> bool,
        is_column: impl Fn(&str) -> bool,
    ) {
        for row in columns.sheet.rows.iter().skip(1).filter(|row| is_row(row)) {
            for column in columns.list.iter().filter(|column| is_column(&column.path[0])) {
                let text = row.text(column.number);
                if text.contains("${") {
                    self.text(text, || {
                        columns.sheet.label(columns.file, row.number, column.number, text)
                    });
                }
            }
        }
    }

    fn text(&mut self, text: &str, label: impl Fn() -> Label) {
        for found in reference::candidates(text) {
            let (span, message, help) = match found {
                Err(malformed) => (malformed.0, malformed_message(), None),
                Ok(reference) => match self.seen.names.get(reference.name) {
                    Some(1) => continue,
                    Some(_) => (reference.span, ambiguous(reference.name), ambiguous_help()),
                    None => {
                        let help = self.similar(reference.name);
                        (reference.span, unknown(reference.name), help)
                    }
                },
            };
            let mut label = label();
            if let Location::Cell { span: place, .. } = &mut label.location {
                *place = Some(span);
            }
            self.faults.push(REFERENCE.at(label, message).maybe_help(help));
        }
    }

    fn similar(&self, name: &str) -> Option<Message> {
        let mut names: Vec<&str> = self.seen.names.keys().map(String::as_str).collect();
        names.sort_unstable();
        let near = nearest(name, names)?;
        Some(message!("did-you-mean", "did you mean \"{name}\"?", name = near))
    }
}

fn malformed_message() -> Message {
    message!(
        "xform-malformed-reference",
        "a reference is written ${{name}}, with the name of a question"
    )
}

fn unknown(name: &str) -> Message {
    message!("form-unknown-reference", "there is no question \"{name}\"", name = name)
}

fn ambiguous(name: &str) -> Message {
    message!(
        "form-ambiguous-reference",
        "several questions or groups have the name \"{name}\"",
        name = name
    )
}

fn ambiguous_help() -> Option<Message> {
    Some(message!("form-ambiguous-reference-help", "give each of them its own name"))
}
