//! `.xls`: the records of BIFF8 that a workbook needs, in a compound file.
//!
//! Source: Microsoft, [MS-XLS] Excel Binary File Format, sections 2.4 (records)
//! and 2.5.294 (XLUnicodeString).

use std::io::{Cursor, Write};

use super::{Cell, Sheet, WorkbookError, failed, serial};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const CODEPAGE: u16 = 0x0042;
const FONT: u16 = 0x0031;
const XF: u16 = 0x00E0;
const STYLE: u16 = 0x0293;
const BOUNDSHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;

/// Index of the cell format for anything, and for dates.
const GENERAL_XF: u16 = 15;
const DATE_XF: u16 = 16;
/// Built-in number format 14: a day in the order of the reader's country.
const DATE_FORMAT: u16 = 14;

/// The workbook of some sheets.
pub(crate) fn write(sheets: &[Sheet]) -> Result<Vec<u8>, WorkbookError> {
    let bodies: Vec<Vec<u8>> = sheets.iter().map(sheet_substream).collect();
    let names: usize = sheets.iter().map(|sheet| bound_sheet(0, &sheet.name).len()).sum();
    let mut stream = globals();
    let mut offset = stream.len() + names + record(EOF, &[]).len();
    for (sheet, body) in sheets.iter().zip(&bodies) {
        stream.extend(bound_sheet(offset as u32, &sheet.name));
        offset += body.len();
    }
    stream.extend(record(EOF, &[]));
    stream.extend(bodies.into_iter().flatten());
    // Readers expect the stream in full sectors, not among the small ones.
    stream.resize(stream.len().max(4096), 0);
    let mut file =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))
            .map_err(failed)?;
    file.create_stream("/Workbook")
        .and_then(|mut workbook| workbook.write_all(&stream))
        .map_err(failed)?;
    file.flush().map_err(failed)?;
    Ok(file.into_inner().into_inner())
}

fn globals() -> Vec<u8> {
    let mut all = bof(0x0005);
    all.extend(record(CODEPAGE, &1200_u16.to_le_bytes()));
    for _ in 0..5 {
        all.extend(record(FONT, &font()));
    }
    for _ in 0..GENERAL_XF {
        all.extend(record(XF, &cell_format(0, true)));
    }
    all.extend(record(XF, &cell_format(0, false)));
    all.extend(record(XF, &cell_format(DATE_FORMAT, false)));
    // The built-in style "Normal".
    all.extend(record(STYLE, &[0x00, 0x80, 0x00, 0xFF]));
    all
}

fn sheet_substream(sheet: &Sheet) -> Vec<u8> {
    let mut all = bof(0x0010);
    let columns = sheet.rows.iter().map(Vec::len).max().unwrap_or(0) as u16;
    let mut dimensions = Vec::new();
    dimensions.extend(0_u32.to_le_bytes());
    dimensions.extend((sheet.rows.len() as u32).to_le_bytes());
    dimensions.extend(0_u16.to_le_bytes());
    dimensions.extend(columns.to_le_bytes());
    dimensions.extend(0_u16.to_le_bytes());
    all.extend(record(DIMENSIONS, &dimensions));
    for (row, cells) in sheet.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            all.extend(cell_record(row as u16, column as u16, cell));
        }
    }
    all.extend(record(EOF, &[]));
    all
}

fn cell_record(row: u16, column: u16, cell: &Cell) -> Vec<u8> {
    let head = |format: u16| {
        [row, column, format].into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    match cell {
        Cell::Empty => Vec::new(),
        Cell::Text(text) => record(LABEL, &[head(GENERAL_XF), unicode(text)].concat()),
        Cell::Number(number) => {
            record(NUMBER, &[head(GENERAL_XF), number.to_le_bytes().to_vec()].concat())
        }
        Cell::Date(day) => {
            record(NUMBER, &[head(DATE_XF), serial(*day).to_le_bytes().to_vec()].concat())
        }
    }
}

fn bof(kind: u16) -> Vec<u8> {
    let mut data = Vec::new();
    for half in [0x0600, kind, 0x0DBB, 0x07CC] {
        data.extend(half.to_le_bytes());
    }
    data.extend(0_u32.to_le_bytes());
    data.extend(0x0006_u32.to_le_bytes());
    record(BOF, &data)
}

fn bound_sheet(offset: u32, name: &str) -> Vec<u8> {
    let units: Vec<u16> = name.encode_utf16().collect();
    let mut data = offset.to_le_bytes().to_vec();
    data.extend([0, 0, units.len() as u8, 1]);
    data.extend(units.into_iter().flat_map(u16::to_le_bytes));
    record(BOUNDSHEET, &data)
}

/// Length in UTF-16 units, the flag for two bytes a unit, the units.
fn unicode(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut data = (units.len() as u16).to_le_bytes().to_vec();
    data.push(1);
    data.extend(units.into_iter().flat_map(u16::to_le_bytes));
    data
}

/// Arial, 10 points.
fn font() -> Vec<u8> {
    let mut data = Vec::new();
    for half in [200_u16, 0, 0x7FFF, 400, 0] {
        data.extend(half.to_le_bytes());
    }
    data.extend([0, 0, 0, 0, 5, 0]);
    data.extend(b"Arial");
    data
}

fn cell_format(number_format: u16, is_style: bool) -> Vec<u8> {
    let parent: u16 = if is_style { 0xFFF5 } else { 0x0001 };
    let mut data = Vec::new();
    for half in [0, number_format, parent] {
        data.extend(half.to_le_bytes());
    }
    data.resize(20, 0);
    data
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut all = kind.to_le_bytes().to_vec();
    all.extend((data.len() as u16).to_le_bytes());
    all.extend(data);
    all
}
