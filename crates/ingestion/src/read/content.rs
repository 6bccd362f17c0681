//! What a file is, from its bytes: names lie, first bytes seldom do.

use std::io::Cursor;

use zip::ZipArchive;

use super::compound;
use super::error::Found;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Empty,
    Text,
    Workbook(Kind),
    Archive,
    Foreign(Found),
}

/// The kinds of workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    /// An Office file that holds an encrypted workbook.
    Encrypted,
}

impl Kind {
    pub(super) fn extension(self) -> &'static str {
        match self {
            Kind::Xlsx | Kind::Encrypted => "xlsx",
            Kind::Xlsb => "xlsb",
            Kind::Xls => "xls",
            Kind::Ods => "ods",
        }
    }
}

const ZIP: &[u8] = b"PK\x03\x04";
const ZIP_WITHOUT_MEMBERS: &[u8] = b"PK\x05\x06";

/// First bytes that say what a file is. Only what field folders really hold.
const SIGNATURES: &[(&[u8], Found)] = &[
    (b"\xFF\xD8\xFF", Found::Jpeg),
    (b"\x89PNG\r\n\x1A\n", Found::Png),
    (b"GIF87a", Found::Gif),
    (b"GIF89a", Found::Gif),
    (b"II*\0", Found::OtherPicture),
    (b"MM\0*", Found::OtherPicture),
    (b"%PDF-", Found::Pdf),
    (b"{\\rtf", Found::Rtf),
    (b"ID3\x02\0", Found::Sound),
    (b"ID3\x03\0", Found::Sound),
    (b"ID3\x04\0", Found::Sound),
    (b"OggS", Found::Sound),
    (b"#!AMR", Found::Sound),
    (b"\x1A\x45\xDF\xA3", Found::Film),
    (b"\x1F\x8B", Found::OtherCompression),
    (b"7z\xBC\xAF\x27\x1C", Found::OtherCompression),
    (b"Rar!\x1A\x07", Found::OtherCompression),
    (b"SQLite format 3\0", Found::Database),
    (b"\0\x01\0\0Standard ", Found::Database),
    (b"<stata_dta>", Found::StataData),
    (b"$FL2@(#)", Found::SpssData),
    (b"$FL3@(#)", Found::SpssData),
    (b"\x7FELF", Found::Program),
    (b"MZ\x90\0", Found::Program),
    (b"\x09\x08\x08\0", Found::ExcelBefore5),
    (b"\x09\x04\x06\0", Found::ExcelBefore5),
    (b"\x09\x02\x06\0", Found::ExcelBefore5),
    (b"\x09\0\x04\0", Found::ExcelBefore5),
];

/// Looks at the content alone. Never fails: what is nothing else is text.
pub(super) fn sniff(bytes: &[u8]) -> Content {
    if bytes.starts_with(ZIP) || bytes.starts_with(ZIP_WITHOUT_MEMBERS) {
        return packed(bytes);
    }
    if bytes.starts_with(compound::SIGNATURE) {
        return compound_document(bytes);
    }
    if let Some((_, found)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Content::Foreign(*found);
    }
    if bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1") && bytes.contains(&0) {
        return Content::Foreign(Found::Parquet);
    }
    if is_old_stata(bytes) {
        return Content::Foreign(Found::StataData);
    }
    match (bytes.get(4..8), bytes.get(..4), bytes.get(8..12)) {
        (Some(b"ftyp"), _, Some(b"heic" | b"heix" | b"mif1")) => {
            return Content::Foreign(Found::OtherPicture);
        }
        (Some(b"ftyp"), ..) => return Content::Foreign(Found::Film),
        (_, Some(b"RIFF"), Some(b"WEBP")) => return Content::Foreign(Found::OtherPicture),
        (_, Some(b"RIFF"), Some(b"WAVE")) => return Content::Foreign(Found::Sound),
        _ => {}
    }
    written(bytes)
}

/// Stata before version 13: the number of the format, the order of bytes, 1 and 0.
fn is_old_stata(bytes: &[u8]) -> bool {
    matches!(bytes, [105..=115, 1 | 2, 1, 0, ..])
}

/// Text, or a language written in text that is no table.
fn written(bytes: &[u8]) -> Content {
    let start = opening(bytes);
    if start.is_empty() {
        let of_utf_16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
        let blank = |&b: &u8| is_blank_byte(b) || (of_utf_16 && b == 0);
        return if bytes.iter().all(blank) { Content::Empty } else { Content::Text };
    }
    let begins = |with: &str| start.starts_with(with);
    if begins("<?xml") || begins("<!--") {
        let found = if start.contains("urn:schemas-microsoft-com:office:spreadsheet")
            || start.contains("mso-application progid=\"excel")
        {
            Found::ExcelXml
        } else if start.contains("<html") {
            Found::Html
        } else {
            Found::Xml
        };
        return Content::Foreign(found);
    }
    if ["<!doctype html", "<html", "<head", "<meta", "<body", "<table", "<style"]
        .iter()
        .any(|t| begins(t))
    {
        return Content::Foreign(Found::Html);
    }
    let second = start.chars().skip(1).find(|c| !c.is_whitespace());
    if (begins("{") && matches!(second, Some('"' | '}')))
        || (begins("[") && matches!(second, Some('{')))
    {
        return Content::Foreign(Found::Json);
    }
    Content::Text
}

/// The first characters that are not white space, in lower case and without the
/// zero bytes of UTF-16: enough to know a markup language by.
fn opening(bytes: &[u8]) -> String {
    bytes
        .iter()
        .take(4096)
        .copied()
        .filter(|&b| b != 0)
        .skip_while(|&b| is_blank_byte(b))
        .map(|b| char::from(b.to_ascii_lowercase()))
        .collect()
}

/// White space, and the bytes of byte order marks.
fn is_blank_byte(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, 0xEF | 0xBB | 0xBF | 0xFE | 0xFF)
}

/// A ZIP container: a workbook, another document, or an archive of files.
fn packed(bytes: &[u8]) -> Content {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Content::Archive; // the archive reader says what is wrong with it
    };
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|n| n.ok())
        .map(|n| n.replace('\\', "/").to_ascii_lowercase())
        .collect();
    let holds = |start: &str| names.iter().any(|n| n.starts_with(start));
    if names.iter().any(|n| n == "[content_types].xml") {
        return match () {
            () if holds("xl/workbook.bin") => Content::Workbook(Kind::Xlsb),
            () if holds("word/") => Content::Foreign(Found::WordDocument),
            () if holds("ppt/") => Content::Foreign(Found::Presentation),
            () => Content::Workbook(Kind::Xlsx),
        };
    }
    if holds("xl/workbook.") {
        return Content::Workbook(Kind::Xlsx);
    }
    if let Ok(kind) = archive.by_name("mimetype") {
        let mut text = String::new();
        let read = std::io::Read::read_to_string(&mut std::io::Read::take(kind, 200), &mut text);
        if read.is_ok() && text.starts_with("application/vnd.oasis.opendocument.") {
            return if text.contains("spreadsheet") {
                Content::Workbook(Kind::Ods)
            } else {
                Content::Foreign(Found::OtherDocument)
            };
        }
    }
    Content::Archive
}

/// An OLE compound document: an old workbook, an encrypted one, or something else of Office.
fn compound_document(bytes: &[u8]) -> Content {
    let names = compound::names(bytes);
    let holds = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    match () {
        () if holds("EncryptedPackage") => Content::Workbook(Kind::Encrypted),
        () if holds("Workbook") || holds("Book") => Content::Workbook(Kind::Xls),
        () if holds("WordDocument") => Content::Foreign(Found::WordDocument),
        () if holds("PowerPoint Document") => Content::Foreign(Found::Presentation),
        // A damaged directory: the workbook reader says what is wrong.
        () if names.is_empty() => Content::Workbook(Kind::Xls),
        () => Content::Foreign(Found::OtherOffice),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_disguise_a_picture() {
        assert_eq!(sniff(b"\xFF\xD8\xFF\xE0\0\x10JFIF"), Content::Foreign(Found::Jpeg));
        assert_eq!(sniff(b"\x89PNG\r\n\x1A\n\0\0"), Content::Foreign(Found::Png));
        assert_eq!(sniff(b"%PDF-1.7\n"), Content::Foreign(Found::Pdf));
        assert_eq!(sniff(b"\0\0\0\x1Cftypmp42"), Content::Foreign(Found::Film));
    }

    #[test]
    fn languages_written_in_text_are_no_tables() {
        assert_eq!(sniff(b"\r\n <TABLE><tr><td>site</td>"), Content::Foreign(Found::Html));
        assert_eq!(sniff(b"\xEF\xBB\xBF<!DOCTYPE html>"), Content::Foreign(Found::Html));
        assert_eq!(sniff(b"<?xml version='1.0'?><data id=\"m\"/>"), Content::Foreign(Found::Xml));
        assert_eq!(
            sniff(b"<?xml version='1.0'?>\n<?mso-application progid=\"Excel.Sheet\"?>"),
            Content::Foreign(Found::ExcelXml)
        );
        assert_eq!(sniff(b"[\n  {\"site\": 1}]"), Content::Foreign(Found::Json));
    }

    #[test]
    fn tables_that_look_odd_are_still_text() {
        for text in [
            "<18;18+\n3;4",
            "[site];[date]\n",
            "{a};b\n",
            "BM;GIF\n",
            "PK;nom\n",
            "ID3;PAR1\n",
            "\"a\",\"b\"\n",
        ] {
            assert_eq!(sniff(text.as_bytes()), Content::Text, "{text}");
        }
    }

    #[test]
    fn nothing_to_see_is_empty() {
        for bytes in [&b""[..], b"\xEF\xBB\xBF", b"\r\n \r\n", b"\xFF\xFE\r\0\n\0"] {
            assert_eq!(sniff(bytes), Content::Empty, "{bytes:?}");
        }
    }
}
