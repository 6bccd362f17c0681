//! `.ods`: an OpenDocument spreadsheet of text, numbers and dates.
//!
//! Source: OASIS OpenDocument 1.3, part 3, sections 9 (tables) and 19.385 (value types).

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Cell, Sheet, WorkbookError, failed};

const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// The workbook of some sheets.
pub(crate) fn write(sheets: &[Sheet]) -> Result<Vec<u8>, WorkbookError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, options, text) in [
        // The type comes first and uncompressed, so that it can be recognised.
        ("mimetype", stored, TYPE.to_string()),
        ("META-INF/manifest.xml", deflated, manifest()),
        ("content.xml", deflated, content(sheets)),
    ] {
        zip.start_file(name, options).map_err(failed)?;
        zip.write_all(text.as_bytes()).map_err(failed)?;
    }
    Ok(zip.finish().map_err(failed)?.into_inner())
}

fn manifest() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{TYPE}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\
         </manifest:manifest>"
    )
}

fn content(sheets: &[Sheet]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <office:document-content office:version=\"1.3\" \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
         <office:body><office:spreadsheet>",
    );
    for sheet in sheets {
        // Writing to a string cannot fail.
        let _ = write!(xml, "<table:table table:name=\"{}\">", escape(&sheet.name));
        for row in &sheet.rows {
            xml.push_str("<table:table-row>");
            row.iter().for_each(|cell| push_cell(&mut xml, cell));
            xml.push_str("</table:table-row>");
        }
        xml.push_str("</table:table>");
    }
    xml.push_str("</office:spreadsheet></office:body></office:document-content>");
    xml
}

fn push_cell(xml: &mut String, cell: &Cell) {
    let _ = match cell {
        Cell::Empty => write!(xml, "<table:table-cell/>"),
        Cell::Text(text) => write!(
            xml,
            "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
            escape(text)
        ),
        Cell::Number(number) => write!(
            xml,
            "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>{number}</text:p></table:table-cell>"
        ),
        Cell::Date(day) => write!(
            xml,
            "<table:table-cell office:value-type=\"date\" office:date-value=\"{day}\"><text:p>{day}</text:p></table:table-cell>"
        ),
    };
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
