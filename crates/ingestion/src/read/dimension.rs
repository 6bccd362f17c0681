//! Sheets that LibreOffice says to be as wide as they can be.
//!
//! When whole rows of a sheet are formatted, LibreOffice writes its size as
//! `<dimension ref="1:63"/>`, without columns. Excel reads that; the cell reader
//! refuses the sheet. The size is only a hint, so that such a workbook is read from
//! a copy in memory in which the hint is plain.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::outline;
use super::parcel::Parcel;

/// The hint stands before the rows, within the first bytes of a sheet.
const HEAD: u64 = 8192;

/// A copy of the workbook with plain hints; `None` when no sheet needs it, or when
/// the copy cannot be made (then the cell reader says what is wrong).
pub(super) fn repaired(parcel: &mut Parcel<'_>, sheet_parts: &[String]) -> Option<Vec<u8>> {
    let bare: Vec<&String> = sheet_parts.iter().filter(|part| is_bare(parcel, part)).collect();
    if bare.is_empty() {
        return None;
    }
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..parcel.len() {
        let member = parcel.by_index_raw(index).ok()?;
        let name = member.name().ok()?.into_owned();
        if !bare.contains(&&name) {
            copy.raw_copy_file(member).ok()?;
            continue;
        }
        drop(member);
        let mut sheet = Vec::new();
        parcel.by_index(index).ok()?.read_to_end(&mut sheet).ok()?;
        let (start, end) = bare_tag(&sheet)?;
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        copy.start_file(name, stored).ok()?;
        for piece in [&sheet[..start], b"<dimension ref=\"A1\"/>", &sheet[end..]] {
            copy.write_all(piece).ok()?;
        }
    }
    copy.finish().ok().map(Cursor::into_inner)
}

fn is_bare(parcel: &mut Parcel<'_>, part: &str) -> bool {
    let mut head = Vec::new();
    let read = parcel.by_name(part).map(|member| member.take(HEAD).read_to_end(&mut head));
    matches!(read, Ok(Ok(_))) && bare_tag(&head).is_some()
}

/// Where the hint begins and ends, if its reference lacks rows or columns.
fn bare_tag(sheet: &[u8]) -> Option<(usize, usize)> {
    let head = &sheet[..sheet.len().min(HEAD as usize)];
    let start = memchr::memmem::find(head, b"<dimension ")?;
    let end = start + memchr::memchr(b'>', &head[start..])? + 1;
    let tag = &head[start + 1..end - 1];
    // Only a tag without content can be replaced by itself.
    let bare = tag.ends_with(b"/")
        && outline::attribute(tag, b"ref").is_some_and(|r| outline::region(&r).is_none());
    bare.then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_references_without_columns_or_rows_are_bare() {
        let tag =
            |reference: &str| format!("<worksheet><dimension ref=\"{reference}\"/><sheetData/>");
        assert_eq!(bare_tag(tag("1:63").as_bytes()), Some((11, 34)));
        assert!(bare_tag(tag("A:D").as_bytes()).is_some());
        for good in ["A1", "A1:D63"] {
            assert_eq!(bare_tag(tag(good).as_bytes()), None);
        }
        assert_eq!(bare_tag(b"<worksheet><sheetData/>"), None);
    }
}
