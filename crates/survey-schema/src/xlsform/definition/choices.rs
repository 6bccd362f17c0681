//! The choices sheet: lists of choices, each with a code and a label.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::aliases::SheetKind;
use super::columns::{Columns, Reading, Record};
use super::rule::{BAD_CHOICE, BAD_COLUMN, UNLABELLED};
use super::value::{Parts, Value};
use super::{Faults, Settings, name};
use crate::message;
use crate::xlsform::sheets::Sheets;

/// The lists of a form in the order of the sheet.
pub(crate) type Choices = IndexMap<String, ChoiceList>;

/// One list.
#[derive(Clone, Debug, Default)]
pub(crate) struct ChoiceList {
    pub(crate) choices: Vec<Choice>,
    /// Whether its questions search a file, so that it is no instance of its own.
    pub(crate) is_search: bool,
}

/// One choice.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choice {
    /// The code that is stored.
    pub(crate) name: String,
    pub(crate) label: Option<Value>,
    /// Pictures and sounds by kind.
    pub(crate) media: Parts,
    /// Further columns, for choice filters.
    pub(crate) columns: IndexMap<String, String>,
    pub(crate) sms_option: Option<String>,
}

impl ChoiceList {
    /// Whether the labels stand in the itext: there are translations, media or references.
    pub(crate) fn has_itext(&self) -> bool {
        self.choices.iter().any(|choice| {
            let label = choice.label.as_ref();
            !choice.media.is_empty()
                || label.is_some_and(Value::is_translated)
                || label.and_then(Value::text).is_some_and(super::reference::has_reference)
        })
    }
}

/// What was read of the choices sheet.
#[derive(Default)]
pub(super) struct Read<'a> {
    pub(super) columns: Option<Columns<'a>>,
    pub(super) lists: Choices,
}

/// Reads the choices sheet.
pub(super) fn read<'a>(sheets: &'a Sheets, settings: &Settings, faults: &mut Faults) -> Read<'a> {
    let Some(sheet) = sheets.sheet("choices").filter(|sheet| sheet.rows.len() > 1) else {
        return Read::default();
    };
    let columns = Columns::read(SheetKind::Choices, sheet, &sheets.file, faults);
    columns.needs("name", faults);
    let usable = usable_columns(&columns, faults);
    let reading = Reading { single_spaces: false, default_language: &settings.default_language };
    let mut groups: IndexMap<String, Vec<Record>> = IndexMap::new();
    for record in columns.records(reading) {
        if let Some(list) = record.text("list name") {
            groups.entry(list.to_string()).or_default().push(record);
        }
    }
    let mut lists = Choices::new();
    for (list, records) in groups {
        check(&columns, &list, &records, settings.duplicates_allowed, faults);
        let choices = records.into_iter().map(|record| choice(record, &usable)).collect();
        lists.insert(list, ChoiceList { choices, is_search: false });
    }
    Read { columns: Some(columns), lists }
}

/// The columns for choice filters. A column's name becomes the name of an element, so it
/// must be one; others are notes of the author.
fn usable_columns(columns: &Columns<'_>, faults: &mut Faults) -> Vec<String> {
    const OWN: [&str; 5] = ["list name", "name", "label", "media", "sms_option"];
    let mut usable = Vec::new();
    for column in &columns.list {
        let [first, rest @ ..] = column.path.as_slice() else { continue };
        if OWN.contains(&first.as_str()) {
            continue;
        }
        if first.contains(' ') {
            let message = message!(
                "xform-choice-column",
                "the column \"{column}\" of the choices has a space in its name, so it is left out",
                column = first
            );
            let help = message!(
                "xform-choice-column-help",
                "write _ in place of the space if a choice filter uses it"
            );
            let label = columns.sheet.label(columns.file, 1, column.number, &column.written);
            faults.push(BAD_COLUMN.at(label, message).help(help));
        } else if rest.is_empty() && name::is_name(first) {
            usable.push(first.clone());
        }
    }
    usable
}

fn check(
    columns: &Columns<'_>,
    list: &str,
    records: &[Record],
    duplicates_allowed: bool,
    faults: &mut Faults,
) {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for record in records {
        let row = record.row;
        let Some(code) = record.text("name") else {
            let message = message!(
                "form-choice-without-code",
                "a choice of the list \"{list}\" has no code",
                list = list
            );
            let help = message!(
                "form-choice-without-code-help",
                "write a short code in the column name; labels may repeat, codes may not"
            );
            faults.push(BAD_CHOICE.at(columns.label(row, &["list name"]), message).help(help));
            continue;
        };
        if !record.parts.contains_key("label") {
            let message = message!(
                "form-choice-without-label",
                "the choice \"{code}\" has no label",
                code = code
            );
            faults.push(UNLABELLED.at(columns.label(row, &["name"]), message));
        }
        if let Some(first) = seen.insert(code, row).filter(|_| !duplicates_allowed) {
            let message = message!(
                "form-same-code",
                "the list \"{list}\" has the code \"{code}\" twice",
                list = list,
                code = code
            );
            let help = message!(
                "form-same-code-help",
                "give each choice its own code, or set allow_choice_duplicates to yes in the settings sheet if a choice filter keeps them apart"
            );
            let there = columns.label(first, &["name"]);
            faults
                .push(BAD_CHOICE.at(columns.label(row, &["name"]), message).also(there).help(help));
        }
    }
}

fn choice(record: Record, usable: &[String]) -> Choice {
    let extra = |key: &String| Some((key.clone(), record.text(key)?.to_string()));
    Choice {
        name: record.text("name").unwrap_or_default().to_string(),
        label: record.parts.get("label").cloned(),
        media: record.under("media").cloned().unwrap_or_default(),
        columns: usable.iter().filter_map(extra).collect(),
        sms_option: record.text("sms_option").map(str::to_string),
    }
}
