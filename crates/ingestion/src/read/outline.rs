//! Hidden rows and merged regions of an XLSX sheet, which the cell reader does not give.
//!
//! Both stand in the tags `row` and `mergeCell` of the sheet's XML. The tags are
//! looked for in the unpacked bytes, piece by piece, without parsing the rest: a
//! second parse would double the cost of reading a workbook.

use std::io::Read;

use survey_schema::{Severity, message};

use super::parcel::Parcel;
use super::sheet::{Note, Sheet};

/// A merged region: first row, first column, last row, last column, from 1.
type Region = (u32, u32, u32, u32);

/// What the tags of one sheet say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    /// Hidden rows, from 1, in the order of the sheet.
    hidden: Vec<u32>,
    merged: Vec<Region>,
    row: u32,
}

/// The parts that hold the sheets, in the order of the workbook; an unknown one is empty.
pub(super) fn sheet_parts(parcel: &mut Parcel<'_>) -> Vec<String> {
    let names: Vec<String> =
        parcel.file_names().filter_map(Result::ok).map(|n| n.into_owned()).collect();
    let find = |end: &str| {
        let of_workbook = |n: &&String| {
            let name = n.to_ascii_lowercase().replace('\\', "/");
            name == end || name.ends_with(&format!("/{end}"))
        };
        names.iter().find(of_workbook).cloned()
    };
    let (Some(workbook), Some(relations)) = (find("workbook.xml"), find("_rels/workbook.xml.rels"))
    else {
        return Vec::new();
    };
    let folder = workbook.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder);
    let targets = tags(&text(parcel, &relations), b"Relationship");
    let target_of = |id: &str| {
        let tag = targets.iter().find(|t| attribute(t, b"Id").as_deref() == Some(id))?;
        attribute(tag, b"Target")
    };
    tags(&text(parcel, &workbook), b"sheet")
        .iter()
        .map(|tag| {
            // The prefix of `r:id` may differ; `sheetId` ends otherwise.
            let target = attribute_ending(tag, b":id").and_then(|id| target_of(&id));
            target.map(|t| part_name(folder, &t, &names)).unwrap_or_default()
        })
        .collect()
}

/// A target is relative to the workbook's folder, or absolute from the root.
fn part_name(folder: &str, target: &str, names: &[String]) -> String {
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_string(),
        None if folder.is_empty() => target.to_string(),
        None => format!("{folder}/{target}"),
    };
    let same = |n: &&String| n.replace('\\', "/").eq_ignore_ascii_case(&path);
    names.iter().find(same).cloned().unwrap_or(path)
}

/// Reads the tags of one sheet; `None` when the part is not there or cannot be unpacked.
pub(super) fn read(parcel: &mut Parcel<'_>, part: &str) -> Option<Outline> {
    let mut member = parcel.by_name(part).ok()?;
    let mut outline = Outline::default();
    let mut pending: Vec<u8> = Vec::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let length = member.read(&mut piece).ok()?;
        if length == 0 {
            return Some(outline);
        }
        pending.extend_from_slice(&piece[..length]);
        let rest = outline.take_tags(&pending);
        // A tag longer than this is none of ours.
        let kept = if pending.len() - rest > 1 << 20 { pending.len() } else { rest };
        pending.drain(..kept);
    }
}

impl Outline {
    /// Takes all whole tags; gives the place where an unfinished one begins.
    fn take_tags(&mut self, bytes: &[u8]) -> usize {
        let mut place = 0;
        while let Some(start) = find(bytes, place, b'<') {
            let Some(end) = find(bytes, start, b'>') else {
                return start;
            };
            self.take(&bytes[start + 1..end]);
            place = end + 1;
        }
        bytes.len()
    }

    fn take(&mut self, tag: &[u8]) {
        match local_name(tag) {
            b"row" if tag.first() != Some(&b'/') => {
                let number = attribute(tag, b"r").and_then(|r| r.parse().ok());
                self.row = number.unwrap_or(self.row.saturating_add(1));
                if attribute(tag, b"hidden").is_some_and(|h| h == "1" || h == "true") {
                    self.hidden.push(self.row);
                }
            }
            b"mergeCell" => {
                self.merged.extend(attribute(tag, b"ref").and_then(|r| region(&r)));
            }
            _ => {}
        }
    }

    /// Writes what was found into the sheet, with a note when rows are hidden.
    pub(super) fn mark(mut self, sheet: &mut Sheet) {
        let mut count = 0;
        let mut first = 0;
        for number in self.hidden {
            let at = (number as usize).checked_sub(1);
            let Some(row) = at.and_then(|i| sheet.rows.get_mut(i)) else {
                continue;
            };
            row.hidden = true;
            count += 1;
            first = if first == 0 { number } else { first };
        }
        if count > 0 {
            sheet.notes.push(Note::of_row(Severity::Info, first, message!(
                "read-hidden-rows",
                "{count} rows are hidden in the sheet (by a filter, usually), the first is row {row}; they were read like the others",
                count = count, row = first,
            )));
        }
        self.merged.sort_unstable();
        sheet.merged = self.merged;
    }
}

fn find(bytes: &[u8], from: usize, byte: u8) -> Option<usize> {
    memchr::memchr(byte, bytes.get(from..)?).map(|at| from + at)
}

/// The name of a tag without prefix, attributes and closing slash.
fn local_name(tag: &[u8]) -> &[u8] {
    let end = tag.iter().position(|b| b.is_ascii_whitespace() || *b == b'/').unwrap_or(tag.len());
    let name = &tag[..end];
    name.iter().position(|&b| b == b':').map_or(name, |colon| &name[colon + 1..])
}

/// The value of an attribute, by its whole name.
pub(super) fn attribute(tag: &[u8], name: &[u8]) -> Option<String> {
    attributes(tag).into_iter().find(|(key, _)| *key == name).and_then(|(_, value)| plain(value))
}

fn attribute_ending(tag: &[u8], end: &[u8]) -> Option<String> {
    attributes(tag)
        .into_iter()
        .find(|(key, _)| key.ends_with(end))
        .and_then(|(_, value)| plain(value))
}

fn plain(value: &[u8]) -> Option<String> {
    std::str::from_utf8(value).ok().map(str::to_string)
}

fn attributes(tag: &[u8]) -> Vec<(&[u8], &[u8])> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some(equals) = rest.iter().position(|&b| b == b'=') {
        let before = rest[..equals].trim_ascii_end();
        let start = before.iter().rposition(u8::is_ascii_whitespace).map_or(0, |at| at + 1);
        let value = rest[equals + 1..].trim_ascii_start();
        let Some((&quote @ (b'"' | b'\''), value)) = value.split_first() else {
            break;
        };
        let Some(end) = value.iter().position(|&b| b == quote) else {
            break;
        };
        found.push((&before[start..], &value[..end]));
        rest = &value[end + 1..];
    }
    found
}

/// All opening tags of a name.
fn tags(text: &[u8], name: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut place = 0;
    while let Some(start) = find(text, place, b'<') {
        let Some(end) = find(text, start, b'>') else {
            break;
        };
        let tag = &text[start + 1..end];
        if local_name(tag) == name {
            found.push(tag.to_vec());
        }
        place = end + 1;
    }
    found
}

/// A small part as bytes; empty when it cannot be unpacked.
fn text(parcel: &mut Parcel<'_>, part: &str) -> Vec<u8> {
    const LARGEST: u64 = 50_000_000;
    let mut bytes = Vec::new();
    if let Ok(member) = parcel.by_name(part) {
        // A list that cannot be unpacked is one that names no part.
        let _ = member.take(LARGEST).read_to_end(&mut bytes);
    }
    bytes
}

/// `B2:D3` as rows and columns from 1.
pub(super) fn region(reference: &str) -> Option<Region> {
    let (first, last) = reference.split_once(':').unwrap_or((reference, reference));
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    Some((top, left, bottom, right))
}

fn place(reference: &str) -> Option<(u32, u32)> {
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = reference.split_at(digits); // the letters keep a `$` before the row
    let mut column = 0u32;
    for letter in letters.bytes().filter(|&b| b != b'$') {
        let value = u32::from(letter.to_ascii_uppercase().checked_sub(b'A' - 1)?);
        column = column.checked_mul(26)?.checked_add(value).filter(|&c| c <= 16_384)?;
    }
    let row = row.parse().ok()?;
    (row > 0 && column > 0).then_some((row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &[u8] = b"<sheetData><row r=\"2\" spans='1:3' hidden=\"1\"><c r=\"A2\" t=\"s\"><v>0</v></c></row>\
        <row hidden='true'/><x:row r=\"9\" ht=\"12\"></x:row><row r=\"10\" hidden=\"0\"/></sheetData>\
        <mergeCells count=\"2\"><mergeCell ref=\"B1:D1\"/><mergeCell ref=\"$A$2:$A$4\" /></mergeCells>";

    #[test]
    fn tags_cut_at_any_place_give_the_same() {
        for size in [1, 7, SHEET.len()] {
            let mut outline = Outline::default();
            let mut pending = Vec::new();
            for piece in SHEET.chunks(size) {
                pending.extend_from_slice(piece);
                let rest = outline.take_tags(&pending);
                pending.drain(..rest);
            }
            assert_eq!(outline.hidden, [2, 3], "{size}");
            assert_eq!(outline.merged, [(1, 2, 1, 4), (2, 1, 4, 1)], "{size}");
        }
    }

    #[test]
    fn references_have_rows_and_columns() {
        assert_eq!(region("AB12"), Some((12, 28, 12, 28)));
        assert_eq!(region("XFD1:XFE1"), None);
        assert_eq!((region("A"), region("1:63"), region("A0")), (None, None, None));
    }
}
