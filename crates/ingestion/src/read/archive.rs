//! ZIP archives of field files: their members in the order of their names.

use std::io::Read;

use survey_schema::{Severity, message};

use super::content::{self, Content};
use super::error::ReadError;
use super::parcel::{self, Parcel};
use super::sheet::{Note, Sheet};
use super::{Source, is_lock_file};

/// Reads every member that is a table or a workbook. Pictures, recordings and what
/// systems leave behind are skipped, with a note; anything else that cannot be read
/// is an error: an archive is read whole or not at all.
pub(super) fn read(source: &Source<'_>, bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let mut parcel = parcel::open(source, bytes)?;
    let mut sheets = Vec::new();
    let mut skipped = Vec::new();
    let mut cells_left = source.cells_left;
    for (name, index) in members(source, &mut parcel)? {
        if is_left_behind(&name) {
            skipped.push((name, Severity::Info));
            continue;
        }
        let file = format!("{}!{name}", source.file);
        let member = Source { file: &file, limits: source.limits, cells_left };
        let content = unpack(&member, &mut parcel, index)?;
        match content::sniff(&content) {
            Content::Foreign(found) if !found.may_hold_rows() => {
                let attachment = found.is_attachment();
                let severity = if attachment { Severity::Info } else { Severity::Warning };
                skipped.push((name, severity));
            }
            Content::Empty => skipped.push((name, Severity::Warning)),
            kind => {
                let read = member.read_table(&content, kind)?;
                cells_left = cells_left.saturating_sub(read.iter().map(Sheet::size).sum());
                sheets.extend(read);
            }
        }
    }
    match sheets.first_mut() {
        None => {
            return Err(ReadError::NoTable { file: source.name() });
        }
        Some(first) => first.notes.extend(skipped.iter().map(skipped_note)),
    }
    Ok(sheets)
}

/// Names and places of the members that are files, sorted by name.
fn members(
    source: &Source<'_>,
    parcel: &mut Parcel<'_>,
) -> Result<Vec<(String, usize)>, ReadError> {
    let mut members = Vec::new();
    for index in 0..parcel.len() {
        let member =
            parcel.by_index_raw(index).map_err(|e| parcel::damaged(source, e.to_string()))?;
        let name =
            member.name().map(|n| n.replace('\\', "/")).unwrap_or_else(|_| format!("#{index}"));
        if !name.ends_with('/') {
            members.push((name, index));
        }
    }
    members.sort();
    Ok(members)
}

/// What systems and programs leave in archives.
fn is_left_behind(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    name.starts_with("__MACOSX/")
        || file.starts_with("._")
        || is_lock_file(name)
        || matches!(file.to_ascii_lowercase().as_str(), ".ds_store" | "thumbs.db" | "desktop.ini")
}

fn unpack(
    source: &Source<'_>,
    parcel: &mut Parcel<'_>,
    index: usize,
) -> Result<Vec<u8>, ReadError> {
    let member = parcel.by_index(index);
    let mut member = match member {
        Ok(member) => member,
        Err(zip::result::ZipError::UnsupportedArchive(reason))
            if reason == zip::result::ZipError::PASSWORD_REQUIRED =>
        {
            return Err(ReadError::Password { file: source.name() });
        }
        Err(e) => return Err(parcel::damaged(source, e.to_string())),
    };
    let claimed = member.size();
    if claimed > source.limits.file_bytes {
        return Err(source.too_large(claimed));
    }
    let mut content = Vec::new();
    (&mut member)
        .take(claimed + 1)
        .read_to_end(&mut content)
        .map_err(|e| parcel::damaged(source, e.to_string()))?;
    if content.len() as u64 > claimed {
        return Err(ReadError::Bomb { file: source.name(), part: source.name() });
    }
    Ok(content)
}

fn skipped_note((name, severity): &(String, Severity)) -> Note {
    Note::of_file(
        *severity,
        message!(
            "read-skipped-member",
            "\"{member}\" in the archive is no table and was left out",
            member = name,
        ),
    )
}
