//! Column names: every spelling that forms in the field use, made one.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::rule::{NO_COLUMN, ODD_COLUMN, TWO_COLUMNS};
use crate::expression::nearest;
use crate::xlsform::clean;
use crate::xlsform::sheets::{Row, Sheet};
use crate::{Cell, Diagnostic, Label, Location, Text, message};

/// Which sheet the columns are of: the same name can mean different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Survey,
    Choices,
    Settings,
}

/// One column of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// Number of the column, counted from 1.
    pub(crate) column: u32,
    /// The one name that its spellings share, such as `relevant`; for columns
    /// that we do not know, the name as written.
    pub(crate) key: String,
    /// The language of its texts; empty when the column has none.
    pub(crate) language: String,
}

/// The columns of a sheet and the rows under them.
pub(crate) struct Table<'a> {
    pub(crate) sheet: &'a Sheet,
    file: &'a str,
    headings: Vec<Heading>,
    /// The row of the headings.
    heading_row: u32,
}

impl<'a> Table<'a> {
    /// Reads the headings of a sheet: its first row that is not blank.
    pub(crate) fn read(
        kind: Kind,
        sheet: &'a Sheet,
        file: &'a str,
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let empty = Row::default();
        let row = sheet.rows.first().unwrap_or(&empty);
        let double_colon = row.cells.iter().any(|(_, text)| text.contains("::"));
        let mut table = Table { sheet, file, headings: Vec::new(), heading_row: row.number.max(1) };
        for (column, written) in &row.cells {
            let (key, language) = heading(kind, written, double_colon);
            table.note_twice(*column, written, &key, &language, found);
            table.note_odd(kind, *column, written, &key, found);
            table.headings.push(Heading { column: *column, key, language });
        }
        table
    }

    /// The rows under the headings.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &'a Row> + use<'a> {
        self.sheet.rows.iter().skip(1)
    }

    /// The number of the first column with a key.
    pub(crate) fn column(&self, key: &str) -> Option<u32> {
        self.headings.iter().find(|heading| heading.key == key).map(|heading| heading.column)
    }

    /// The columns with a key, one for each language.
    pub(crate) fn columns<'b>(
        &'b self,
        key: &'b str,
    ) -> impl Iterator<Item = &'b Heading> + use<'a, 'b> {
        self.headings.iter().filter(move |heading| heading.key == key)
    }

    pub(crate) fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// A label at a cell of the sheet, with the text that stands there.
    pub(crate) fn label(&self, row: &Row, column: u32) -> Label {
        self.sheet.label(self.file, row.number, column, &clean::code(row.text(column)))
    }

    /// A label at a cell of the sheet that was read before.
    pub(crate) fn label_at(&self, cell: &Cell, text: &str) -> Label {
        self.sheet.label(self.file, cell.row, cell.column, text)
    }

    /// A label at a cell of another sheet of the same file.
    pub(crate) fn label_in(&self, sheet: &str, cell: &Cell, text: &str) -> Label {
        let location = Location::Cell {
            workbook: self.file.into(),
            sheet: sheet.into(),
            row: cell.row,
            column: cell.column,
            span: None,
        };
        Label { location, source: text.into(), note: String::new() }
    }

    /// The text of a row under a key; empty when there is none.
    pub(crate) fn text<'b>(&self, row: &'b Row, key: &str) -> &'b str {
        self.column(key).map_or("", |column| row.text(column))
    }

    /// The texts of a row under a key, in all languages.
    pub(crate) fn texts(&self, row: &Row, key: &str) -> Text {
        let written = self
            .columns(key)
            .map(|heading| (heading.language.clone(), clean::spaces(row.text(heading.column))));
        Text(written.filter(|(_, text)| !text.is_empty()).collect())
    }

    /// The texts of a row under all keys but those given, as written; a language
    /// is part of the name: `image::French`.
    pub(crate) fn others(&self, row: &Row, but: &[&str]) -> BTreeMap<String, String> {
        let others = self.headings.iter().filter(|heading| !but.contains(&heading.key.as_str()));
        let named = others.map(|heading| {
            let name = match heading.language.as_str() {
                "" => heading.key.clone(),
                language => format!("{}::{language}", heading.key),
            };
            (name, row.text(heading.column).to_string())
        });
        named.filter(|(_, text)| !text.is_empty()).collect()
    }

    /// A label at the cell of a key in a row; at the row's first cell when the
    /// sheet has no such column or the cell is empty.
    pub(crate) fn label_of(&self, row: &Row, key: &str) -> Label {
        let first = row.cells.first().map_or(1, |(column, _)| *column);
        let column = self.column(key).filter(|column| !row.text(*column).is_empty());
        self.label(row, column.unwrap_or(first))
    }

    /// Reports a column that the sheet needs and does not have. True when it has it.
    pub(crate) fn needs(&self, key: &'static str, found: &mut Vec<Diagnostic>) -> bool {
        if self.column(key).is_some() {
            return true;
        }
        let names: Vec<_> = self.headings.iter().map(|heading| heading.key.as_str()).collect();
        let close = nearest(key, names.iter().copied());
        let label = match self.sheet.rows.first().and_then(|row| row.cells.first()) {
            Some((column, text)) => self.sheet.label(self.file, self.heading_row, *column, text),
            None => Label {
                location: Location::File { file: self.file.into() },
                source: String::new(),
                note: String::new(),
            },
        };
        let message = message!(
            "form-no-column",
            "the sheet \"{sheet}\" has no column \"{column}\"",
            sheet = self.sheet.name,
            column = key
        );
        let help = match close {
            Some(close) => message!(
                "form-rename-column",
                "rename the column \"{close}\" to \"{column}\"",
                close = close,
                column = key
            ),
            None => message!(
                "form-first-row-names",
                "the first row of the sheet must hold the names of the columns"
            ),
        };
        found.push(NO_COLUMN.at(label, message).help(help));
        false
    }

    fn note_twice(
        &self,
        column: u32,
        written: &str,
        key: &str,
        language: &str,
        found: &mut Vec<Diagnostic>,
    ) {
        let Some(first) =
            self.headings.iter().find(|heading| heading.key == key && heading.language == language)
        else {
            return;
        };
        let here = self.sheet.label(self.file, self.heading_row, column, written);
        let there = self.sheet.label(self.file, self.heading_row, first.column, key);
        let message = message!("form-two-columns", "two columns mean \"{column}\"", column = key);
        let help = message!("form-two-columns-help", "keep one of them, or rename the other");
        found.push(TWO_COLUMNS.at(here, message).also(there).help(help));
    }

    fn note_odd(
        &self,
        kind: Kind,
        column: u32,
        written: &str,
        key: &str,
        found: &mut Vec<Diagnostic>,
    ) {
        // In the choices sheet any name may be a column of choice filters.
        let known: BTreeSet<&str> = match kind {
            Kind::Survey => SURVEY.iter().copied().collect(),
            Kind::Settings => SETTINGS.iter().copied().collect(),
            Kind::Choices => return,
        };
        if known.contains(key) || key.contains(':') || key.starts_with('_') {
            return;
        }
        let Some(close) = nearest(key, known) else { return };
        let label = self.sheet.label(self.file, self.heading_row, column, written);
        let message = message!(
            "form-odd-column",
            "the column \"{column}\" has no meaning in a form",
            column = written
        );
        let help = message!("did-you-mean", "did you mean \"{name}\"?", name = close);
        found.push(ODD_COLUMN.at(label, message).help(help));
    }
}

/// The columns of the survey sheet that mean something.
const SURVEY: &[&str] = &[
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "default",
    "trigger",
    "choice_filter",
    "parameters",
    "appearance",
    "read_only",
    "repeat_count",
    "image",
    "big-image",
    "audio",
    "video",
    "autoplay",
    "rows",
    "note",
    "notes",
    "disabled",
    "save_to",
    "intent",
    "noAppErrorString",
    "sms_field",
    "sms_option",
];

/// The columns of the settings sheet that mean something.
const SETTINGS: &[&str] = &[
    "form_title",
    "form_id",
    "version",
    "name",
    "instance_name",
    "default_language",
    "style",
    "public_key",
    "submission_url",
    "auto_send",
    "auto_delete",
    "allow_choice_duplicates",
    "clean_text_values",
    "omit_instanceID",
    "flat",
    "namespaces",
    "prefix",
    "delimiter",
    "client_editable",
    "add_none_option",
    "sms_keyword",
    "sms_separator",
    "sms_allow_media",
    "sms_date_format",
    "sms_datetime_format",
    "sms_response",
];

/// Columns whose texts come in languages.
const TRANSLATED: &[&str] = &[
    "label",
    "hint",
    "guidance_hint",
    "required_message",
    "constraint_message",
    "noAppErrorString",
    "image",
    "big-image",
    "audio",
    "video",
];

/// The key and language of a column name.
fn heading(kind: Kind, written: &str, double_colon: bool) -> (String, String) {
    let written = clean::spaces(written);
    let parts = split(&written, double_colon);
    let first = snake(&parts[0]);
    let known = match kind {
        Kind::Survey => survey_key(&first, &parts),
        Kind::Choices => choices_key(&first, &parts),
        Kind::Settings => settings_key(&first).map(|key| (key.to_string(), 1)),
    };
    let Some((key, used)) = known else { return (written, String::new()) };
    let rest = parts[used.min(parts.len())..].join("::");
    match rest.is_empty() || TRANSLATED.contains(&key.as_str()) {
        true => (key, rest),
        false => (format!("{key}::{rest}"), String::new()),
    }
}

/// The parts of a column name: at `::`, or at `:` in sheets that have no `::`.
/// The `:` of `jr:` is part of a name.
fn split(written: &str, double_colon: bool) -> Vec<String> {
    if double_colon {
        return written.split("::").map(|part| part.trim().to_string()).collect();
    }
    let mut parts: Vec<String> = Vec::new();
    for part in written.split(':').map(str::trim) {
        match parts.last_mut() {
            Some(last) if last == "jr" => *last = format!("jr:{part}"),
            _ => parts.push(part.to_string()),
        }
    }
    parts
}

fn snake(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase()
}

/// The key of a column of the survey sheet, and how many parts of its name say so.
fn survey_key(first: &str, parts: &[String]) -> Option<(String, usize)> {
    let second = parts.get(1).map(|part| part.to_lowercase()).unwrap_or_default();
    let key = match (first, second.as_str()) {
        ("bind", "relevant") => return Some(("relevant".into(), 2)),
        ("bind", "constraint") => return Some(("constraint".into(), 2)),
        ("bind", "required") => return Some(("required".into(), 2)),
        ("bind", "readonly") => return Some(("read_only".into(), 2)),
        ("bind", "calculate") => return Some(("calculation".into(), 2)),
        ("bind", "jr:constraintmsg") => return Some(("constraint_message".into(), 2)),
        ("bind", "jr:requiredmsg") => return Some(("required_message".into(), 2)),
        ("bind", "jr:noapperrorstring") => return Some(("noAppErrorString".into(), 2)),
        ("body" | "control", "appearance") => return Some(("appearance".into(), 2)),
        ("body" | "control", "jr:count") => return Some(("repeat_count".into(), 2)),
        ("media", "image" | "big-image" | "audio" | "video") => return Some((second, 2)),
        ("body" | "control", _) => "body",
        ("bind", _) => "bind",
        ("relevance", _) => "relevant",
        ("caption", _) => "label",
        ("command", _) => "type",
        ("tag" | "value", _) => "name",
        ("calculate", _) => "calculation",
        ("readonly", _) => "read_only",
        ("count" | "jr:count", _) => "repeat_count",
        ("requiredmsg", _) => "required_message",
        ("constraining_message", _) => "constraint_message",
        ("noapperrorstring" | "no_app_error_string", _) => "noAppErrorString",
        ("compact_tag", _) => "instance::odk:tag",
        ("instance", _) => "instance",
        _ => SURVEY.iter().find(|key| **key == first)?,
    };
    Some((key.to_string(), 1))
}

/// The same for the choices sheet.
fn choices_key(first: &str, parts: &[String]) -> Option<(String, usize)> {
    let second = parts.get(1).map(|part| part.to_lowercase()).unwrap_or_default();
    let key = match first {
        "list_name" => "list_name",
        "name" | "value" => "name",
        "label" | "caption" => "label",
        "image" | "big-image" | "audio" | "video" => first,
        "media" if TRANSLATED.contains(&second.as_str()) => return Some((second, 2)),
        _ => return None,
    };
    Some((key.to_string(), 1))
}

/// The same for the settings sheet.
fn settings_key(first: &str) -> Option<&'static str> {
    match first {
        "form_title" | "set_form_title" | "title" => Some("form_title"),
        "form_id" | "set_form_id" | "id_string" => Some("form_id"),
        _ => SETTINGS.iter().find(|key| key.to_lowercase() == first).copied(),
    }
}

/// The setting that a row of the survey sheet gives, in the old way of writing forms.
pub(crate) fn setting_of_type(kind: &str) -> Option<&'static str> {
    match kind {
        "form_title" | "set_form_title" | "set form title" => Some("form_title"),
        "form_id" | "set_form_id" | "set form id" => Some("form_id"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn survey(written: &str, double_colon: bool, key: &str, language: &str) {
        assert_eq!(
            heading(Kind::Survey, written, double_colon),
            (key.to_string(), language.to_string()),
            "{written}"
        );
    }

    #[test]
    fn spellings_of_survey_columns() {
        survey("Type", false, "type", "");
        survey("command", false, "type", "");
        survey("value", false, "name", "");
        survey("caption", false, "label", "");
        survey("label::Français (fr)", true, "label", "Français (fr)");
        survey("label :: English (en)", true, "label", "English (en)");
        survey("label:English", false, "label", "English");
        survey("constraint message", false, "constraint_message", "");
        survey("Constraint  Message::French", true, "constraint_message", "French");
        survey("read only", false, "read_only", "");
        survey("relevance", false, "relevant", "");
        survey("bind:relevant", false, "relevant", "");
        survey("bind::jr:constraintMsg::French", true, "constraint_message", "French");
        survey("bind:jr:requiredMsg", false, "required_message", "");
        survey("requiredMsg", false, "required_message", "");
        survey("media::image::English", true, "image", "English");
        survey("media:audio", false, "audio", "");
        survey("jr:count", false, "repeat_count", "");
        survey("jr:count", true, "repeat_count", "");
        survey("body::intent", true, "body::intent", "");
        survey("instance::hxl", true, "instance::hxl", "");
        survey("tutorial notes", false, "tutorial notes", "");
    }

    #[test]
    fn spellings_of_choice_and_settings_columns() {
        let of = |kind, written| heading(kind, written, false).0;
        assert_eq!(of(Kind::Choices, "list name"), "list_name");
        assert_eq!(of(Kind::Choices, "List_Name"), "list_name");
        assert_eq!(of(Kind::Choices, "value"), "name");
        assert_eq!(of(Kind::Choices, "Province"), "Province");
        assert_eq!(of(Kind::Settings, "form id"), "form_id");
        assert_eq!(of(Kind::Settings, "set_form_title"), "form_title");
        assert_eq!(of(Kind::Settings, "omit_instanceID"), "omit_instanceID");
    }
}
