//! The settings sheet: what the form is called, and how it behaves.

use std::collections::BTreeMap;

use crate::Diagnostic;
use crate::xlsform::clean;
use crate::xlsform::headings::{Kind, Table};
use crate::xlsform::sheets::Sheets;

/// The settings by the names of their columns.
#[derive(Default)]
pub(crate) struct Settings {
    pub(crate) values: BTreeMap<String, String>,
}

impl Settings {
    /// Reads the settings sheet: its first row under the headings.
    pub(crate) fn read(sheets: &Sheets, found: &mut Vec<Diagnostic>) -> Self {
        let Some(sheet) = sheets.sheet("settings") else { return Settings::default() };
        let table = Table::read(Kind::Settings, sheet, &sheets.file, found);
        let values = table.rows().next().map(|row| table.others(row, &[])).unwrap_or_default();
        Settings { values }
    }

    /// A setting; empty when there is none.
    pub(crate) fn get(&self, key: &str) -> &str {
        self.values.get(key).map_or("", String::as_str)
    }

    pub(crate) fn says_yes(&self, key: &str) -> bool {
        clean::yes_or_no(self.get(key)) == Some(true)
    }
}
