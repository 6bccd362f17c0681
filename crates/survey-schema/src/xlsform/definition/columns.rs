//! Headings to paths, and rows to records.
//!
//! `Constraint Message::Français (fr)` becomes the path `bind`, `jr:constraintMsg`,
//! `Français (fr)`: the spelling and the alias are gone, and the parts say where in the
//! XForm the text goes.

use std::collections::HashMap;

use super::Faults;
use super::aliases::{self, SheetKind};
use super::rule::{MISSING_COLUMN, SAME_COLUMN};
use super::value::{Parts, Value, put};
use crate::xlsform::clean;
use crate::xlsform::sheets::{Row, Sheet};
use crate::{Label, Location, message};

/// One column of a sheet that has a heading.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Number of the column, counted from 1.
    pub(crate) number: u32,
    /// The heading with single spaces.
    pub(crate) written: String,
    /// What the heading means, part by part.
    pub(crate) path: Vec<String>,
}

/// The columns of a sheet.
#[derive(Clone, Debug)]
pub(crate) struct Columns<'a> {
    pub(crate) file: &'a str,
    pub(crate) sheet: &'a Sheet,
    pub(crate) list: Vec<Column>,
}

/// A row under the headings.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// Number of the row, counted from 1 as spreadsheets do.
    pub(crate) row: u32,
    /// What it says, by the first part of the headings.
    pub(crate) parts: Parts,
}

/// How the texts of a sheet are cleaned and sorted into languages.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    /// Whether runs of spaces become one.
    pub(crate) single_spaces: bool,
    /// The language of texts without one.
    pub(crate) default_language: &'a str,
}

impl<'a> Columns<'a> {
    /// Reads the headings of a sheet: its first row.
    pub(crate) fn read(
        kind: SheetKind,
        sheet: &'a Sheet,
        file: &'a str,
        faults: &mut Faults,
    ) -> Self {
        let mut columns = Columns { file, sheet, list: Vec::new() };
        let Some(row) = sheet.rows.first() else { return columns };
        let written: Vec<(u32, String)> =
            row.cells.iter().map(|(number, text)| (*number, clean::spaces(text))).collect();
        let double_colon = written.iter().any(|(_, text)| text.contains("::"));
        let mut seen: HashMap<Vec<String>, u32> = HashMap::new();
        for (number, written) in written {
            let path = aliases::path(kind, &written, double_colon);
            if let Some(first) = seen.get(&path).copied() {
                columns.same_column(first, number, &written, faults);
            }
            seen.insert(path.clone(), number);
            columns.list.push(Column { number, written, path });
        }
        columns
    }

    fn same_column(&self, first: u32, number: u32, written: &str, faults: &mut Faults) {
        let row = self.sheet.rows.first().map_or(1, |row| row.number);
        let there = self.sheet.rows.first().map_or("", |row| row.text(first));
        let message = message!(
            "xform-same-column",
            "the sheet \"{sheet}\" has two columns with one meaning: \"{first}\" and \"{second}\"",
            sheet = self.sheet.name,
            first = there,
            second = written
        );
        let help = message!("form-two-columns-help", "keep one of them, or rename the other");
        let here = self.sheet.label(self.file, row, number, written);
        let there = self.sheet.label(self.file, row, first, there);
        faults.push(SAME_COLUMN.at(here, message).also(there).help(help));
    }

    /// Whether a column has a path that begins so.
    pub(crate) fn has(&self, first: &str) -> bool {
        self.list.iter().any(|column| column.path[0] == first)
    }

    /// Reports a column that the sheet cannot do without. True when it is there.
    pub(crate) fn needs(&self, first: &'static str, faults: &mut Faults) -> bool {
        let there = self.has(first);
        if !there {
            let message = message!(
                "form-no-column",
                "the sheet \"{sheet}\" has no column \"{column}\"",
                sheet = self.sheet.name,
                column = first
            );
            let help = message!(
                "form-first-row-names",
                "the first row of the sheet must hold the names of the columns"
            );
            faults.push(MISSING_COLUMN.at(self.label_of_row(1), message).help(help));
        }
        there
    }

    /// The rows under the headings.
    pub(crate) fn records(&self, reading: Reading<'_>) -> Vec<Record> {
        self.sheet.rows.iter().skip(1).map(|row| self.record(row, reading)).collect()
    }

    fn record(&self, row: &Row, reading: Reading<'_>) -> Record {
        let mut parts = Parts::new();
        for column in &self.list {
            let text = row.text(column.number);
            if !text.is_empty() {
                let text = match reading.single_spaces {
                    true => clean::straight_quotes(&clean::spaces(text)),
                    false => clean::straight_quotes(text),
                };
                put(&mut parts, &column.path, text, reading.default_language);
            }
        }
        Record { row: row.number, parts }
    }

    /// A label at the cell of a row under a path; at the row's first cell when there is none.
    pub(crate) fn label(&self, row: u32, path: &[&str]) -> Label {
        let cells = self.sheet.rows.binary_search_by_key(&row, |row| row.number);
        let Ok(cells) = cells.map(|index| &self.sheet.rows[index]) else {
            return self.label_of_row(row);
        };
        let named = |column: &&Column| {
            column.path.len() >= path.len()
                && column.path.iter().zip(path).all(|(part, wanted)| part == wanted)
                && !cells.text(column.number).is_empty()
        };
        let first = cells.cells.first().map_or(1, |(number, _)| *number);
        let number = self.list.iter().find(named).map_or(first, |column| column.number);
        self.sheet.label(self.file, row, number, cells.text(number))
    }

    fn label_of_row(&self, row: u32) -> Label {
        match self.sheet.rows.first() {
            Some(_) => self.sheet.label(self.file, row, 1, ""),
            None => Label {
                location: Location::File { file: self.file.into() },
                source: String::new(),
                note: String::new(),
            },
        }
    }
}

impl Record {
    /// The one text under a heading.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.parts.get(key).and_then(Value::text)
    }

    /// The text under a heading of two parts, such as `bind`, `calculate`.
    pub(crate) fn inner(&self, key: &str, inner: &str) -> Option<&str> {
        match self.parts.get(key)? {
            Value::Parts(parts) => parts.get(inner)?.text(),
            Value::Text(_) => None,
        }
    }

    /// What stands under the headings that begin with a part.
    pub(crate) fn under(&self, key: &str) -> Option<&Parts> {
        match self.parts.get(key)? {
            Value::Parts(parts) => Some(parts),
            Value::Text(_) => None,
        }
    }
}
