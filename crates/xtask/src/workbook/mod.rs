//! Workbooks as field teams send them: the same grid of cells in three formats.
//! Every writer gives the same bytes for the same grid.

pub(crate) mod ods;
pub(crate) mod xls;
pub(crate) mod xlsx;

use std::fmt;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    Number(f64),
    /// A day, stored as spreadsheets store it and formatted as a date.
    Date(jiff::civil::Date),
}

impl Cell {
    /// A text cell, or an empty one for an empty text.
    pub(crate) fn text(text: &str) -> Self {
        match text.is_empty() {
            true => Cell::Empty,
            false => Cell::Text(text.into()),
        }
    }
}

/// A sheet: a name and its rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) rows: Vec<Vec<Cell>>,
    /// Merged regions: first row, first column, last row, last column, from 0.
    pub(crate) merged: Vec<[u32; 4]>,
}

/// The serial number of a day: days since 1899-12-30, as spreadsheets count from March 1900 on.
pub(crate) fn serial(day: jiff::civil::Date) -> f64 {
    let since = jiff::civil::date(1899, 12, 30).until(day).map(|span| span.get_days());
    f64::from(since.unwrap_or_default())
}

/// A workbook could not be written.
#[derive(Debug)]
pub(crate) struct WorkbookError(pub(crate) String);

impl fmt::Display for WorkbookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WorkbookError {}

/// Any error on the way as a [`WorkbookError`].
pub(crate) fn failed(error: impl fmt::Display) -> WorkbookError {
    WorkbookError(error.to_string())
}
