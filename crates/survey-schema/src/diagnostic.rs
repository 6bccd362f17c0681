//! What people must fix in a form or a configuration: data, never printed here.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// How much a diagnostic or a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing has to be done.
    Info,
    /// Probably wrong; the work goes on.
    Warning,
    /// Wrong; the form, the line or the row is not accepted as it is.
    Error,
}

impl Severity {
    /// The word used in files and JSON: `info`, `warning`, `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Where something is written: a place in a text file, or a cell of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    /// A whole file, when no place inside it can be named.
    File {
        /// The file as the user named it.
        file: String,
    },
    /// A byte span of a text file.
    Text {
        /// The file as the user named it.
        file: String,
        /// Bytes from the start of the file.
        span: Range<usize>,
    },
    /// A cell, and perhaps a byte span of the text inside it.
    Cell {
        /// The workbook or the folder of sheets, as the user named it.
        workbook: String,
        /// The sheet's name.
        sheet: String,
        /// Row, counted from 1 as spreadsheets do.
        row: u32,
        /// Column, counted from 1 (`A` is 1).
        column: u32,
        /// Bytes inside the cell's text.
        span: Option<Range<usize>>,
    },
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::File { file } => f.write_str(file),
            Location::Text { file, span } => write!(f, "{file}, byte {}", span.start),
            Location::Cell { workbook, sheet, row, column, .. } => {
                write!(f, "{workbook}, sheet \"{sheet}\", cell {}{row}", column_letters(*column))
            }
        }
    }
}

/// The letters of a spreadsheet column counted from 1: `1` is `A`, `28` is `AB`.
///
/// ```
/// assert_eq!(survey_schema::column_letters(28), "AB");
/// ```
pub fn column_letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(char::from(b'A' + (column % 26) as u8));
        column /= 26;
    }
    letters.iter().rev().collect()
}

/// One place that a diagnostic points at, with what to say there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The place.
    pub location: Location,
    /// The text of that place (the line, or the cell), so that it can be shown.
    pub source: String,
    /// What to say beside it; may be empty.
    pub note: String,
}

/// A message with its named values, so that it can be said in any language.
///
/// `id` is a key of the message files; [`Message::english`] is the text that
/// libraries, tests and machine-readable output show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Key of the message files, such as `form-unknown-type`.
    pub id: &'static str,
    /// Named values, in the order in which they appear in the English text.
    pub arguments: Vec<(&'static str, String)>,
    /// The text in English.
    pub english: String,
}

/// One thing that a person must fix, or should know, in a form or configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable code, such as `F012`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: Message,
    /// Where: the first label is the place of the fault itself.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<Message>,
}

/// A result beside the warnings that came with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Warned<T> {
    /// What was asked for.
    pub output: T,
    /// What a person should know about it.
    pub warnings: Vec<Diagnostic>,
}

/// Builds a [`Message`]: its key, its English text, and the values named in it.
///
/// ```
/// use survey_schema::message;
/// let m = message!("form-unknown-list", "the list \"{list}\" is not in the choices sheet", list = "yesno");
/// assert_eq!(m.english, "the list \"yesno\" is not in the choices sheet");
/// assert_eq!(m.arguments, [("list", "yesno".to_string())]);
/// ```
#[macro_export]
macro_rules! message {
    ($id:literal, $english:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        $(let $name = ::std::string::ToString::to_string(&$value);)*
        $crate::Message { id: $id, english: format!($english), arguments: vec![$((stringify!($name), $name)),*] }
    }};
}
