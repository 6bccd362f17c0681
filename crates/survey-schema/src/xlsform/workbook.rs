//! Files to sheets: workbooks, folders of CSV sheets, Markdown.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto_from_rs};

use super::{Row, Sheet, Sheets, form_from_sheets};
use crate::{Diagnostic, Form, Message, Warned, message};

/// The sheets that a folder may hold, each as `<name>.csv`.
const SHEETS: [&str; 5] = ["survey", "choices", "settings", "external_choices", "entities"];

/// Why a form was not read.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FormError {
    /// It was read, and it is wrong.
    Rejected(Vec<Diagnostic>),
    /// There is no such file or folder.
    NotFound {
        /// The file as the user named it.
        file: String,
    },
    /// The file has no bytes.
    Empty {
        /// The file as the user named it.
        file: String,
    },
    /// The file is something else, whatever its name says.
    WrongKind {
        /// The file as the user named it.
        file: String,
        /// What it is.
        found: &'static str,
    },
    /// The workbook opens with a password only.
    Protected {
        /// The file as the user named it.
        file: String,
    },
    /// The folder holds no `survey.csv`.
    NoSheets {
        /// The folder as the user named it.
        file: String,
    },
    /// The file is damaged, or the operating system refused.
    Unreadable {
        /// The file as the user named it.
        file: String,
        /// What is known of the reason.
        reason: String,
    },
}

impl FormError {
    /// What is wrong, and what to do.
    pub fn message(&self) -> Message {
        match self {
            FormError::Rejected(found) => {
                message!("form-rejected", "the form has {count} faults", count = found.len())
            }
            FormError::NotFound { file } => {
                message!("form-not-found", "there is no file {file}", file = file)
            }
            FormError::Empty { file } => {
                message!(
                    "form-empty-file",
                    "{file} is empty: it was perhaps not copied to the end",
                    file = file
                )
            }
            FormError::WrongKind { file, found } => message!(
                "form-wrong-kind",
                "{file} is no workbook but {found}, whatever its name says. Give an Excel or OpenDocument workbook, or a folder of CSV sheets",
                file = file,
                found = found
            ),
            FormError::Protected { file } => message!(
                "form-protected",
                "{file} is protected by a password. Save it without one, then try again",
                file = file
            ),
            FormError::NoSheets { file } => message!(
                "form-no-sheets",
                "the folder {file} holds no survey.csv, so it is no form",
                file = file
            ),
            FormError::Unreadable { file, reason } => message!(
                "form-unreadable",
                "{file} cannot be read: {reason}. Open it in Excel or LibreOffice and save it again",
                file = file,
                reason = reason
            ),
        }
    }
}

/// Reads a form from a workbook (`.xlsx`, `.xlsm`, `.xlsb`, `.xls`, `.ods`), a folder of
/// CSV sheets or a Markdown file. `shown_as` is how the user named it.
///
/// # Errors
/// [`FormError::Rejected`] with everything that is wrong with the form; the other
/// kinds when there is nothing to read.
pub fn read_form(path: &Path, shown_as: &str) -> Result<Warned<Form>, FormError> {
    let sheets = read_sheets(path, shown_as)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    form_from_sheets(&sheets, &stem).map_err(FormError::Rejected)
}

/// Reads the sheets of a form.
///
/// # Errors
/// As [`read_form`], but for [`FormError::Rejected`].
pub fn read_sheets(path: &Path, shown_as: &str) -> Result<Sheets, FormError> {
    let file = shown_as.to_string();
    if path.is_dir() {
        return folder(path, &file);
    }
    let bytes = match fs::read(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(FormError::NotFound { file });
        }
        Err(error) => return Err(FormError::Unreadable { file, reason: error.to_string() }),
        Ok(bytes) => bytes,
    };
    if bytes.is_empty() {
        return Err(FormError::Empty { file });
    }
    if let Some(found) = other_kind(&bytes) {
        return Err(FormError::WrongKind { file, found });
    }
    if is_protected(&bytes) {
        return Err(FormError::Protected { file });
    }
    match path.extension().is_some_and(|extension| extension == "md") {
        true => Ok(Sheets::from_markdown(shown_as, &String::from_utf8_lossy(&bytes))),
        false => workbook(bytes, file),
    }
}

fn workbook(bytes: Vec<u8>, file: String) -> Result<Sheets, FormError> {
    let unreadable = |error: calamine::Error| FormError::Unreadable {
        file: file.clone(),
        reason: error.to_string(),
    };
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(unreadable)?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).map_err(unreadable)?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        let rows = range.rows().enumerate().filter_map(|(index, cells)| {
            let before = std::iter::repeat_n(String::new(), first_column as usize);
            Row::new(first_row + index as u32 + 1, before.chain(cells.iter().map(text)))
        });
        sheets.push(Sheet { rows: rows.collect(), name });
    }
    Ok(Sheets { file, sheets })
}

/// The text of a cell as pyxform reads it.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Bool(true) => "TRUE".into(),
        Data::Bool(false) => "FALSE".into(),
        Data::DateTime(moment) => match moment.as_datetime() {
            Some(moment) => moment.to_string().trim_end_matches(" 00:00:00").replace(' ', "T"),
            None => moment.as_f64().to_string(),
        },
        other => other.to_string(),
    }
}

fn folder(path: &Path, file: &str) -> Result<Sheets, FormError> {
    let mut sheets = Sheets { file: file.to_string(), sheets: Vec::new() };
    for name in SHEETS {
        let csv = path.join(format!("{name}.csv"));
        if !csv.is_file() {
            continue;
        }
        let unreadable =
            |reason: String| FormError::Unreadable { file: format!("{file}/{name}.csv"), reason };
        let mut bytes = fs::read(&csv).map_err(|error| unreadable(error.to_string()))?;
        if bytes.starts_with(b"\xEF\xBB\xBF") {
            bytes.drain(..3);
        }
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes.as_slice());
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| unreadable(error.to_string()))?;
            let line = record.position().map_or(1, |position| position.line());
            rows.extend(Row::new(line as u32, record.iter()));
        }
        sheets.sheets.push(Sheet { name: name.to_string(), rows });
    }
    match sheets.sheet("survey") {
        Some(_) => Ok(sheets),
        None => Err(FormError::NoSheets { file: file.to_string() }),
    }
}

/// What a file is that is certainly no workbook.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 6] = [
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"\x89PNG", "a PNG picture"),
        (b"GIF8", "a GIF picture"),
        (b"%PDF", "a PDF document"),
        (b"<!DOCTYPE", "a web page"),
        (b"<html", "a web page"),
    ];
    KINDS.into_iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| kind)
}

/// Office encrypts a whole workbook into the stream `EncryptedPackage` of a compound file.
fn is_protected(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(b"\xD0\xCF\x11\xE0") && bytes.windows(name.len()).any(|window| window == name)
}
