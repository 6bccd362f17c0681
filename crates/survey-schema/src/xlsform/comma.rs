//! A form as comma-separated text: one file with all sheets, or one file a sheet.
//!
//! In the one file, as in pyxform's CSV form, the first column holds the name of a
//! sheet, and the rows of the sheet stand below it with the first column empty. A file
//! that has no such column but begins with the headings of a survey is a survey sheet.

use csv::{ReaderBuilder, WriterBuilder};

use super::sheets::{OddCell, Oddity};
use super::{Row, Sheet, Sheets};

/// Why a text could not be read as rows.
pub(super) type Fault = csv::Error;

/// Reads one file with all sheets.
pub(super) fn read_all(file: &str, bytes: &[u8]) -> Result<Sheets, Fault> {
    let (text, is_utf8) = decoded(bytes);
    let records = records(&text)?;
    let mut sheets = match records.first() {
        Some((_, first)) if is_heading(first) => vec![sheet_of("survey", records)],
        _ => split(records),
    };
    if let (false, Some(sheet)) = (is_utf8, sheets.first_mut()) {
        sheet.odd.push(not_utf8());
    }
    Ok(Sheets { file: file.to_string(), sheets })
}

/// Reads one file that is one sheet.
pub(super) fn read_sheet(name: &str, bytes: &[u8]) -> Result<Sheet, Fault> {
    let (text, is_utf8) = decoded(bytes);
    let mut sheet = sheet_of(name, records(&text)?);
    if !is_utf8 {
        sheet.odd.push(not_utf8());
    }
    Ok(sheet)
}

impl Sheets {
    /// The sheets in one comma-separated file, as pyxform reads it.
    pub fn to_csv(&self) -> String {
        let mut writer = WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for sheet in &self.sheets {
            let _ = writer.write_record([sheet.name.as_str(), ""]);
            for row in sheet.rows.iter().chain(&sheet.beyond) {
                let _ = writer.write_record(std::iter::once("").chain(texts(row)));
            }
        }
        finished(writer)
    }
}

impl Sheet {
    /// The sheet as comma-separated text; blank rows are left out.
    pub fn to_csv(&self) -> String {
        let mut writer = WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in self.rows.iter().chain(&self.beyond) {
            let _ = writer.write_record(texts(row));
        }
        finished(writer)
    }
}

/// The texts of a row up to its last, blank ones between them.
fn texts(row: &Row) -> impl Iterator<Item = &str> {
    let last = row.cells.last().map_or(0, |cell| cell.0);
    let mut cells = row.cells.iter().peekable();
    (1..=last).map(move |column| match cells.next_if(|cell| cell.0 == column) {
        Some((_, text)) => text.as_str(),
        None => "",
    })
}

/// Writing to memory cannot fail, and texts are UTF-8.
fn finished(writer: csv::Writer<Vec<u8>>) -> String {
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// The text of a file: UTF-8 with or without its mark, UTF-16 with its mark, else
/// Windows-1252, what spreadsheets of French and Portuguese desktops write. Says
/// whether it is Unicode.
pub(super) fn decoded(bytes: &[u8]) -> (String, bool) {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) => (encoding.decode(bytes).0.into_owned(), true),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_string(), true),
            Err(_) => (encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(), false),
        },
    }
}

fn not_utf8() -> OddCell {
    OddCell { row: 1, column: 1, what: Oddity::NotUtf8 }
}

type Records = Vec<(u32, Vec<String>)>;

/// All records with the numbers of their lines.
fn records(text: &str) -> Result<Records, Fault> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(1, |position| position.line());
        records.push((line as u32, record.iter().map(str::to_string).collect()));
    }
    Ok(records)
}

/// The sign between the texts: a comma, unless the first lines have none and have
/// semicolons or tabs, as spreadsheets write where the comma is the decimal mark.
fn delimiter(text: &str) -> u8 {
    let head: Vec<&str> = text.lines().take(3).collect();
    let count = |sign: char| head.iter().map(|line| line.matches(sign).count()).sum::<usize>();
    match (count(','), count(';'), count('\t')) {
        (0, semicolons, tabs) if semicolons > 0 && semicolons >= tabs => b';',
        (0, _, tabs) if tabs > 0 => b'\t',
        (commas, semicolons, _) if semicolons > commas && semicolons >= 4 => b';',
        _ => b',',
    }
}

/// Whether a record is the headings of a survey sheet.
fn is_heading(record: &[String]) -> bool {
    let has = |name: &str| record.iter().any(|text| text.trim().eq_ignore_ascii_case(name));
    has("type")
        && has("name")
        && record.first().is_some_and(|first| !first.trim().is_empty())
        && !super::sheets::SHEET_NAMES.contains(&record[0].trim().to_lowercase().as_str())
}

fn sheet_of(name: &str, records: Records) -> Sheet {
    let rows = records.into_iter().filter_map(|(line, texts)| Row::new(line, texts));
    Sheet { name: name.to_string(), rows: rows.collect(), ..Sheet::default() }
}

/// The sheets of one file, each begun by a text in the first column.
fn split(records: Records) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut number = 0;
    for (_, texts) in records {
        let mut texts = texts.into_iter();
        let name = texts.next().unwrap_or_default().trim().to_string();
        if !name.is_empty() {
            sheets.push(Sheet { name, ..Sheet::default() });
            number = 0;
        }
        if let (Some(row), Some(sheet)) = (Row::new(number + 1, texts), sheets.last_mut()) {
            number += 1;
            sheet.rows.push(row);
        }
    }
    sheets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_sheets_in_one_file() {
        let text = "\"survey\"\n,\"type\",\"name\",\"label\"\n,text,a,\"one, \"\"two\"\"\"\n,,,\n,note,b,\"x\ny\"\nchoices,,\n,list_name,name\n";
        let sheets = read_all("a.csv", text.as_bytes()).unwrap();
        let survey = sheets.sheet("survey").unwrap();
        assert_eq!(survey.rows[1].text(3), "one, \"two\"");
        assert_eq!((survey.rows[2].number, survey.rows[2].text(3)), (3, "x\ny"));
        assert_eq!(sheets.sheet("choices").unwrap().rows[0].text(2), "name");
        assert_eq!(read_all("a.csv", sheets.to_csv().as_bytes()).unwrap(), sheets);
    }

    #[test]
    fn a_survey_sheet_alone_with_semicolons_in_an_old_encoding() {
        let sheets = read_all("a.csv", b"type;name;label\ntext;a;\xe9t\xe9\n").unwrap();
        assert_eq!(sheets.sheets[0].rows[1].text(3), "été");
        assert_eq!(sheets.sheets[0].odd[0].what, Oddity::NotUtf8);
    }

    #[test]
    fn utf_16_is_known_by_its_mark() {
        let bytes: Vec<u8> = "\u{feff}survey,\n,type,name\n,note,é\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(read_all("a.csv", &bytes).unwrap().sheets[0].rows[1].text(2), "é");
    }
}
