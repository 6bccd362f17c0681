//! What reading gives: sheets of physical rows, and notes about how they were read.

use survey_schema::{Message, Severity};

use super::Cell;

/// One sheet of a field file, every physical row of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The file, relative to the survey folder, with `/` between its parts; the
    /// member of an archive follows after `!`, as in `incoming/may.zip!main.csv`.
    pub file: String,
    /// The sheet's name; empty for text files.
    pub name: String,
    /// The workbook hides this sheet.
    pub hidden: bool,
    /// How the file was written.
    pub format: Format,
    /// Every physical row from the first to the last one with something in it.
    /// Text files keep their blank lines to the end: rows without cells.
    pub rows: Vec<Row>,
    /// Merged regions as (first row, first column, last row, last column), counted
    /// from 1. Known for `.xlsx` and `.xls` only.
    pub merged: Vec<(u32, u32, u32, u32)>,
    /// What a person should know about how the sheet was read.
    pub notes: Vec<Note>,
}

impl Sheet {
    /// What the sheet counts against the limit of cells: its cells, and one for each row.
    pub(super) fn size(&self) -> u64 {
        self.rows.iter().map(|row| row.cells.len() as u64 + 1).sum()
    }
}

/// One physical row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The row of the sheet, or the line of the text file where the record begins, from 1.
    pub number: u32,
    /// The workbook hides this row (a filter, usually). Known for `.xlsx` only.
    pub hidden: bool,
    /// The cells from the first column to the last one with something in it.
    pub cells: Vec<Cell>,
}

impl Row {
    /// Nothing a person can see stands in this row.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

/// How a file is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// Separated text.
    Csv {
        /// The character between cells.
        separator: char,
        /// The character around cells; `None` when quotation marks are only text here.
        quote: Option<char>,
        /// The encoding: `UTF-8`, `UTF-16LE`, `UTF-16BE`, `Windows-1252`, `CP850` or `Mac Roman`.
        encoding: &'static str,
    },
    /// Excel 2007 and later, `.xlsx` and `.xlsm`.
    Xlsx,
    /// Excel's binary workbook, `.xlsb`.
    Xlsb,
    /// Excel 5 to 2003, `.xls`.
    Xls,
    /// OpenDocument spreadsheet, `.ods`.
    Ods,
}

/// Something a person should know about how a sheet was read: broken letters, a
/// hidden sheet, an unusual separator, the evidence for an encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What to know.
    pub message: Message,
    /// How much it matters.
    pub severity: Severity,
    /// The row it is about, from 1; 0 when it is about the whole sheet.
    pub row: u32,
    /// The column it is about, from 1; 0 when it is about the whole row or sheet.
    pub column: u32,
}

impl Note {
    pub(super) fn of_file(severity: Severity, message: Message) -> Note {
        Note { message, severity, row: 0, column: 0 }
    }

    pub(super) fn of_row(severity: Severity, row: u32, message: Message) -> Note {
        Note { message, severity, row, column: 0 }
    }
}
