//! The settings sheet: what the form is called, and how it behaves.

use super::aliases::SheetKind;
use super::columns::{Columns, Reading, Record};
use super::rule::{BAD_NAME, SETTING, TWO_IDS};
use super::value::{Parts, Value};
use super::{Faults, NO_LANGUAGE, Names, name, sheet_names};
use crate::xlsform::sheets::Sheets;
use crate::{message, xlsform::clean};

/// The settings of a form, with what stands in for those that are not given.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The name of the element that holds the answers.
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) title: String,
    /// The language of texts without one.
    pub(crate) default_language: String,
    /// Whether runs of spaces in the survey sheet become one.
    pub(crate) single_spaces: bool,
    pub(crate) duplicates_allowed: bool,
    /// All settings as written, by the first part of their heading.
    values: Parts,
}

impl Settings {
    /// Reads the first row under the headings of the settings sheet.
    pub(super) fn read(sheets: &Sheets, names: &Names<'_>, faults: &mut Faults) -> Self {
        let values = match sheets.sheet("settings").filter(|sheet| sheet.rows.len() > 1) {
            Some(sheet) => {
                let columns = Columns::read(SheetKind::Settings, sheet, &sheets.file, faults);
                note_two_ids(&columns, faults);
                let reading = Reading { single_spaces: false, default_language: NO_LANGUAGE };
                let record = columns.records(reading).into_iter().next();
                record.map(|record| checked(&columns, record, faults)).unwrap_or_default()
            }
            None => {
                sheet_names::warn(sheets, "settings", faults);
                Parts::new()
            }
        };
        let text = |key: &str| values.get(key).and_then(Value::text);
        let id = text("id_string").or(names.fallback_id).unwrap_or("data").to_string();
        let says = |key: &str| text(key).and_then(clean::yes_or_no);
        let default_language = text("default_language").or(names.default_language);
        Settings {
            name: text("name").or(names.form_name).unwrap_or("data").to_string(),
            title: text("title").unwrap_or(&id).to_string(),
            default_language: default_language.unwrap_or(NO_LANGUAGE).to_string(),
            single_spaces: says("clean_text_values") != Some(false),
            duplicates_allowed: says("allow_choice_duplicates") == Some(true),
            id,
            values,
        }
    }

    /// A setting as written.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).and_then(Value::text)
    }

    /// Whether a setting says yes.
    pub(crate) fn says_yes(&self, key: &str) -> bool {
        self.get(key).and_then(clean::yes_or_no) == Some(true)
    }

    /// Attributes of the element that holds the answers: `attribute::…`.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        let parts = match self.values.get("attribute") {
            Some(Value::Parts(parts)) => Some(parts),
            _ => None,
        };
        parts.into_iter().flatten().filter_map(|(key, value)| Some((key.as_str(), value.text()?)))
    }

    /// Takes a setting from a row of the survey sheet, in the old way of writing forms.
    pub(super) fn set(&mut self, key: &str, value: &str) {
        match key {
            "title" => self.title = value.to_string(),
            "id_string" => self.id = value.to_string(),
            _ => {
                self.values.insert(key.to_string(), Value::Text(value.to_string()));
            }
        }
    }
}

fn note_two_ids(columns: &Columns<'_>, faults: &mut Faults) {
    let written = |name: &str| columns.list.iter().any(|column| column.written == name);
    if written("form_id") && written("id_string") {
        let message = message!(
            "xform-two-ids",
            "the settings have form_id and id_string, which mean the same; id_string is left out"
        );
        faults.push(TWO_IDS.at(columns.label(1, &["id_string"]), message));
        // Two columns of one meaning are otherwise an error; here it is known which to take.
        faults.retain(|fault| fault.code != super::rule::SAME_COLUMN.code || !names_ids(fault));
    }
}

fn names_ids(fault: &crate::Diagnostic) -> bool {
    let named = |name: &str| fault.message.arguments.iter().any(|(_, value)| value == name);
    named("form_id") && named("id_string")
}

fn checked(columns: &Columns<'_>, mut record: Record, faults: &mut Faults) -> Parts {
    if let Some(form_id) = columns.list.iter().find(|column| column.written == "form_id") {
        // The column form_id wins over id_string wherever they stand.
        let row = columns.sheet.rows.iter().find(|row| row.number == record.row);
        if let Some(text) = row.map(|row| row.text(form_id.number)).filter(|text| !text.is_empty())
        {
            record.parts.insert("id_string".into(), Value::Text(text.to_string()));
        }
    }
    let label = |key: &'static str| columns.label(record.row, &[key]);
    if let Some(name) = record.text("name").filter(|name| !name::is_name(name)) {
        let message = message!("form-bad-name", "\"{name}\" cannot be a name", name = name);
        let help = message!(
            "form-bad-name-help",
            "begin with a letter or _, and go on with letters, digits, _, - or ."
        );
        faults.push(BAD_NAME.at(label("name"), message).help(help));
    }
    let omits = record.text("omit_instanceID").and_then(clean::yes_or_no) == Some(true);
    if omits && record.text("public_key").is_some() {
        let message = message!(
            "xform-encrypted-without-id",
            "an encrypted form needs its instanceID, so omit_instanceID and public_key exclude each other"
        );
        faults.push(SETTING.at(label("omit_instanceID"), message));
    }
    record.parts
}
