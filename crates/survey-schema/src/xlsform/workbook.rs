//! Files to sheets: workbooks, folders of CSV sheets, comma-separated text, Markdown, JSON.

use std::fs;
use std::io::Read;
use std::path::Path;

use super::sheets::SHEET_NAMES;
use super::{Sheets, comma, form_from_sheets, spreadsheet};
use crate::{Diagnostic, Form, Message, Warned, message};

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
    /// The file holds more than any form does.
    TooLarge {
        /// The file as the user named it.
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
            FormError::TooLarge { file } => message!(
                "form-too-large",
                "{file} holds more than any form does, so it was not read",
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

/// Reads a form from any kind of file that [`read_sheets`] reads. `shown_as` is how the
/// user named it.
///
/// # Errors
/// [`FormError::Rejected`] with everything that is wrong with the form; the other
/// kinds when there is nothing to read.
pub fn read_form(path: &Path, shown_as: &str) -> Result<Warned<Form>, FormError> {
    let sheets = read_sheets(path, shown_as)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    form_from_sheets(&sheets, &stem).map_err(FormError::Rejected)
}

/// Reads the sheets of a form: a workbook (`.xlsx`, `.xlsm`, `.xlsb`, `.xls`, `.ods`), one
/// comma-separated file with all sheets (`.csv`), a folder of `survey.csv`, `choices.csv` …,
/// a Markdown table (`.md`) or JSON (`.json`). What a file is its content says; the ending
/// of its name only tells the kinds of text apart.
///
/// # Errors
/// As [`read_form`], but for [`FormError::Rejected`].
pub fn read_sheets(path: &Path, shown_as: &str) -> Result<Sheets, FormError> {
    let file = shown_as.to_string();
    if path.is_dir() {
        return folder(path, &file);
    }
    let bytes = load(path, &file)?;
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    sheets_of(&bytes, &extension, &file)
}

/// The sheets of a file that was read into memory, as [`read_sheets`]. `extension` is
/// the ending of its name without the point.
///
/// # Errors
/// As [`read_sheets`].
pub fn sheets_of(bytes: &[u8], extension: &str, shown_as: &str) -> Result<Sheets, FormError> {
    let file = shown_as.to_string();
    if bytes.is_empty() {
        return Err(FormError::Empty { file });
    }
    if let Some(found) = other_kind(bytes) {
        return Err(FormError::WrongKind { file, found });
    }
    if is_protected(bytes) {
        return Err(FormError::Protected { file });
    }
    if bytes.starts_with(b"PK") || bytes.starts_with(COMPOUND) {
        return match spreadsheet::read(bytes) {
            Ok(sheets) => Ok(Sheets { file, sheets }),
            Err(spreadsheet::Fault::TooLarge) => Err(FormError::TooLarge { file }),
            Err(spreadsheet::Fault::Damaged(reason)) => Err(FormError::Unreadable { file, reason }),
        };
    }
    text(bytes, extension, file)
}

/// The kinds of text. Without a known ending the first letter tells them apart.
fn text(bytes: &[u8], extension: &str, file: String) -> Result<Sheets, FormError> {
    let (text, _) = comma::decoded(bytes);
    let first = text.trim_start().chars().next();
    match (extension, first) {
        ("md", _) | ("", Some('|')) | ("txt", Some('|')) => Ok(Sheets::from_markdown(&file, &text)),
        ("json", _) | (_, Some('{')) => {
            Sheets::from_json(&file, &text).map_err(|reason| FormError::Unreadable { file, reason })
        }
        ("csv" | "tsv" | "txt" | "", _) => comma::read_all(&file, bytes)
            .map_err(|error| FormError::Unreadable { file, reason: error.to_string() }),
        _ => Err(FormError::WrongKind { file, found: "a text" }),
    }
}

/// The largest file that is read: ten times the largest form we know.
const LARGEST_FILE: u64 = 100_000_000;

fn load(path: &Path, file: &str) -> Result<Vec<u8>, FormError> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => FormError::NotFound { file: file.into() },
        _ => FormError::Unreadable { file: file.into(), reason: error.to_string() },
    };
    let mut bytes = Vec::new();
    let opened = fs::File::open(path).map_err(unreadable)?;
    opened.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    match bytes.len() as u64 > LARGEST_FILE {
        true => Err(FormError::TooLarge { file: file.into() }),
        false => Ok(bytes),
    }
}

fn folder(path: &Path, file: &str) -> Result<Sheets, FormError> {
    let mut sheets = Sheets { file: file.to_string(), sheets: Vec::new() };
    for name in csv_files(path, file)? {
        let shown = format!("{file}/{name}.csv");
        let bytes = load(&path.join(format!("{name}.csv")), &shown)?;
        let sheet = comma::read_sheet(&name, &bytes)
            .map_err(|error| FormError::Unreadable { file: shown, reason: error.to_string() })?;
        sheets.sheets.push(sheet);
    }
    match sheets.sheets.iter().any(|sheet| sheet.name.eq_ignore_ascii_case("survey")) {
        true => Ok(sheets),
        false => Err(FormError::NoSheets { file: file.to_string() }),
    }
}

/// The names of the sheets of a folder, those that forms use first and in their order.
fn csv_files(path: &Path, file: &str) -> Result<Vec<String>, FormError> {
    let unreadable = |error: std::io::Error| FormError::Unreadable {
        file: file.into(),
        reason: error.to_string(),
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned();
        names.extend(
            name.strip_suffix(".csv").filter(|name| !name.starts_with('.')).map(str::to_string),
        );
    }
    let place = |name: &String| {
        let known = SHEET_NAMES.iter().position(|known| name.eq_ignore_ascii_case(known));
        (known.unwrap_or(SHEET_NAMES.len()), name.clone())
    };
    names.sort_by_key(place);
    Ok(names)
}

const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

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
    bytes.starts_with(COMPOUND) && bytes.windows(name.len()).any(|window| window == name)
}
