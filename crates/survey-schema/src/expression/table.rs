//! Lists and tables beside the submission: what `instance()` and `pulldata()` look into.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::{Choice, Form};

/// A table that goes with a form, as of a CSV file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows, each with a text for every column; what is left out is empty.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The text of a column in a row; `None` when there is no such column.
    pub fn cell(&self, row: usize, column: &str) -> Option<&str> {
        let index = self.columns.iter().position(|name| name == column)?;
        Some(self.rows.get(row)?.get(index).map_or("", String::as_str))
    }

    /// The first row that has a text in a column.
    pub fn find(&self, column: &str, text: &str) -> Option<usize> {
        let index = self.columns.iter().position(|name| name == column)?;
        self.rows.iter().position(|row| row.get(index).map_or("", String::as_str) == text)
    }
}

/// The tables at hand, by the name of their file without its extension.
pub type Tables = BTreeMap<String, Table>;

/// A row of a list of choices or of a table.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row<'a> {
    Choice(&'a Choice),
    Table(&'a Table, usize),
}

impl<'a> Row<'a> {
    /// The rows of what `instance()` names: a list of the form, else a table.
    pub(super) fn all(
        name: &str,
        form: Option<&'a Form>,
        tables: Option<&'a Tables>,
    ) -> Option<Vec<Row<'a>>> {
        if let Some(list) = form.and_then(|form| form.lists.get(name)) {
            return Some(list.choices.iter().map(Row::Choice).collect());
        }
        let table = tables?.get(name)?;
        Some((0..table.rows.len()).map(|row| Row::Table(table, row)).collect())
    }

    /// The text of a column: of a choice its code (`name`), its label in a language, or
    /// a further column. A column that the sheet has but this choice leaves empty is
    /// absent, as it is in the form on the phone.
    pub(super) fn column(&self, name: &str, language: &str) -> Option<Cow<'a, str>> {
        match self {
            Row::Table(table, row) => table.cell(*row, name).map(Into::into),
            Row::Choice(choice) => match name {
                "name" => Some(choice.code.as_str().into()),
                "label" => choice.label.get(language).map(Into::into),
                other => choice.columns.get(other).map(|text| text.as_str().into()),
            },
        }
    }

    /// The text of the row as a whole. It has none of its own: that is in its columns.
    pub(super) fn text(&self) -> Cow<'a, str> {
        Cow::Borrowed("")
    }
}
