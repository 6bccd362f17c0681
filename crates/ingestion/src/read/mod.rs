//! From a field file to its sheets: every physical row, every cell, nothing guessed in silence.
//!
//! Field files come as their senders made them: exports of a server, sheets typed
//! by hand, workbooks renamed, archives of all these. [`read_file`] looks at the
//! content, never at the extension alone, and gives back either the [`Sheet`]s with
//! every row numbered as a person sees it, or one [`ReadError`] that says what the
//! file is and what to do. What had to be decided on the way (an encoding, a
//! separator, a sheet that is hidden) stands in the [`Note`]s of the sheet.
//!
//! ```
//! use ingestion::read::{read_file, Cell};
//!
//! let folder = std::env::temp_dir().join(format!("carat-read-{}", std::process::id()));
//! std::fs::create_dir_all(&folder)?;
//! std::fs::write(folder.join("bouar.csv"), "site;carats\nBéloko;12,5\n")?;
//!
//! let sheets = read_file(&folder, "bouar.csv").map_err(|e| e.message().english)?;
//! assert_eq!(sheets[0].rows[1].number, 2);
//! assert_eq!(sheets[0].rows[1].cells[1], Cell::Text("12,5".into()));
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing here knows a form: a number stays a number, `12,5` stays text, and the
//! title above the header is a row like the others.
//!
//! | module | |
//! |---|---|
//! | `sheet` | what comes out: sheets, rows, notes |
//! | `cell` | a cell, and what a person sees in it |
//! | `error` | why a file could not be read, and what to do |
//! | `limits` | how much is too much |
//! | `content` | what a file is, from its bytes |
//! | `encoding`, `legacy`, `mojibake` | from bytes to text, with the evidence |
//! | `separator`, `delimited` | from text to rows |
//! | `workbook`, `grid`, `serial`, `outline`, `dimension` | from a workbook to rows |
//! | `parcel`, `compound` | guards: what a workbook holds is measured before it is opened |
//! | `archive` | ZIP archives of field files |

mod archive;
mod cell;
mod compound;
mod content;
mod delimited;
mod dimension;
mod encoding;
mod error;
mod grid;
mod legacy;
mod limits;
mod mojibake;
mod outline;
mod parcel;
mod separator;
mod serial;
mod sheet;
mod workbook;

use std::fs::File;
use std::io::Read;
use std::path::{Component, Path};

use survey_schema::{Severity, message};

pub use cell::Cell;
pub use error::{Found, ReadError};
pub use limits::Limits;
pub use sheet::{Format, Note, Row, Sheet};

use content::Content;

/// Reads every sheet of one field file.
///
/// `relative` is the file's path below `root` (the survey folder), with `/`
/// between its parts; it names the file in every sheet and error. The file is
/// opened for reading only.
///
/// # Errors
///
/// One [`ReadError`] for the whole file: a part of a file is never taken for all of it.
pub fn read_file(root: &Path, relative: &str) -> Result<Vec<Sheet>, ReadError> {
    read_file_within(root, relative, &Limits::default())
}

/// [`read_file`] with other limits than the usual ones.
///
/// # Errors
///
/// As [`read_file`].
pub fn read_file_within(
    root: &Path,
    relative: &str,
    limits: &Limits,
) -> Result<Vec<Sheet>, ReadError> {
    let source = Source { file: relative, limits, cells_left: limits.cells };
    if is_lock_file(relative) {
        return Err(ReadError::LockFile { file: relative.to_string() });
    }
    let inside = Path::new(relative)
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !inside {
        return Err(ReadError::Outside { file: relative.to_string() });
    }
    let bytes = source.load(&root.join(relative))?;
    source.read(&bytes)
}

/// A file, or a member of an archive, on its way to sheets.
#[derive(Clone, Copy)]
struct Source<'a> {
    file: &'a str,
    limits: &'a Limits,
    /// Cells still allowed: the members of an archive share one limit.
    cells_left: u64,
}

impl Source<'_> {
    fn load(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        let unreadable =
            |e: std::io::Error| ReadError::Unreadable { file: self.name(), reason: e.to_string() };
        let file = File::open(path).map_err(unreadable)?;
        let size = file.metadata().map_err(unreadable)?.len();
        if size > self.limits.file_bytes {
            return Err(self.too_large(size));
        }
        let mut bytes = Vec::new();
        // The file may grow while it is read: the limit holds all the same.
        file.take(self.limits.file_bytes + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > self.limits.file_bytes {
            return Err(self.too_large(bytes.len() as u64));
        }
        Ok(bytes)
    }

    fn read(&self, bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
        match content::sniff(bytes) {
            Content::Archive => archive::read(self, bytes),
            other => self.read_table(bytes, other),
        }
    }

    /// A file that is one table or one workbook, and no archive.
    fn read_table(&self, bytes: &[u8], content: Content) -> Result<Vec<Sheet>, ReadError> {
        let (mut sheets, what) = match content {
            Content::Empty => return Err(ReadError::Empty { file: self.name() }),
            Content::Archive => return Err(ReadError::NestedArchive { file: self.name() }),
            Content::Foreign(found) => {
                return Err(ReadError::WrongKind { file: self.name(), found });
            }
            Content::Text => (vec![delimited::read(self, bytes)?], "text"),
            Content::Workbook(kind) => (workbook::read(self, bytes, kind)?, kind.extension()),
        };
        let extension = extension(self.file);
        let announced = match extension.as_str() {
            "xlsx" | "xlsm" | "xltx" | "xltm" => "xlsx",
            "xlsb" | "xls" | "ods" => extension.as_str(),
            "csv" | "tsv" | "tab" | "txt" => "text",
            _ => what,
        };
        if announced != what
            && let Some(sheet) = sheets.first_mut()
        {
            sheet.notes.insert(0, Note::of_file(Severity::Info, message!(
                "read-other-content",
                "the name ends in .{extension}, the content is {what}: it was read as {what}",
                extension = extension, what = what,
            )));
        }
        Ok(sheets)
    }

    fn name(&self) -> String {
        self.file.to_string()
    }

    fn too_large(&self, bytes: u64) -> ReadError {
        ReadError::TooLarge {
            file: self.name(),
            megabytes: bytes / 1_000_000,
            limit: self.limits.file_bytes / 1_000_000,
        }
    }
}

fn extension(file: &str) -> String {
    let name = file.rsplit(['/', '!']).next().unwrap_or(file);
    name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default()
}

/// What Excel (`~$…`) and LibreOffice (`.~lock.…#`) leave beside an open file.
fn is_lock_file(file: &str) -> bool {
    let name = file.rsplit(['/', '!']).next().unwrap_or(file);
    name.starts_with("~$") || name.starts_with(".~lock")
}
