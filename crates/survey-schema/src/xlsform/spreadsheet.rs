//! Workbooks to sheets: `.xlsx`, `.xlsm`, `.xlsb`, `.xls`, `.ods`.
//!
//! Cells become the texts that pyxform 4.5 makes of them: a whole number has no
//! point, a truth is `TRUE` or `FALSE`, a date `2026-06-01 00:00:00`, no-break spaces
//! are spaces. What a workbook claims to hold is measured before memory is given to it.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Ods, Reader, SheetType, Xls, Xlsb, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::sheets::{OddCell, Oddity, trimmed};
use super::{Row, Sheet};

/// Most bytes that the parts of a workbook may unpack to: the largest forms we know
/// have 20 MB.
const LARGEST_UNPACKED: u64 = 400_000_000;
/// Most bytes of text, and most cells with a text, in all sheets together.
const LARGEST_TEXT: usize = 200_000_000;
const MOST_CELLS: usize = 3_000_000;
/// Most cells of the rectangle that an old or OpenDocument workbook spans: its reader
/// builds the whole of it.
const LARGEST_RECTANGLE: u64 = 8_000_000;

/// Why a workbook could not be read.
#[derive(Debug)]
pub(super) enum Fault {
    /// It holds more than any form does.
    TooLarge,
    /// It is damaged, for this reason.
    Damaged(String),
}

fn damaged(error: impl ToString) -> Fault {
    Fault::Damaged(error.to_string())
}

/// The sheets of a workbook, in order.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Fault> {
    // calamine indexes into damaged files without looking.
    catch_unwind(AssertUnwindSafe(|| match bytes.starts_with(b"PK") {
        true => packed(bytes),
        false => old(bytes),
    }))
    .unwrap_or_else(|_| Err(Fault::Damaged("its parts contradict each other".into())))
}

type Parcel<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn packed(bytes: &[u8]) -> Result<Vec<Sheet>, Fault> {
    let mut parcel = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut unpacked = 0u64;
    for index in 0..parcel.len() {
        // A claim can lie, but not for long: a part that grows beyond it is an error.
        unpacked = unpacked.saturating_add(parcel.by_index_raw(index).map_err(damaged)?.size());
    }
    if unpacked > LARGEST_UNPACKED {
        return Err(Fault::TooLarge);
    }
    let has = |parcel: &Parcel<'_>, name: &str| parcel.index_for_name(name).is_some();
    if has(&parcel, "content.xml") {
        open_document(&mut parcel, bytes)
    } else if has(&parcel, "xl/workbook.bin") {
        binary(bytes)
    } else {
        match xlsx(bytes) {
            Err(Fault::Damaged(reason)) => match with_plain_sizes(&mut parcel) {
                Some(repaired) => xlsx(&repaired),
                None => Err(Fault::Damaged(reason)),
            },
            read => read,
        }
    }
}

fn xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, Fault> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut left = Allowance::default();
    let mut sheets = Vec::new();
    for name in names(&workbook) {
        let merged = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut grid = Grid::new(&mut left);
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(damaged)?;
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
            let (row, column) = cell.pos;
            if cell.formula.is_some() && cell.value == DataRef::Empty {
                grid.odd(row, column, Oddity::NoResult);
            }
            grid.put(row, column, &cell.value)?;
        }
        sheets.push(grid.finish(name, merged));
    }
    Ok(sheets)
}

fn binary(bytes: &[u8]) -> Result<Vec<Sheet>, Fault> {
    let mut workbook = Xlsb::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut left = Allowance::default();
    let mut sheets = Vec::new();
    for name in names(&workbook) {
        let mut grid = Grid::new(&mut left);
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(damaged)?;
        while let Some(cell) = cells.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            grid.put(row, column, cell.get_value())?;
        }
        sheets.push(grid.finish(name.clone(), []));
    }
    Ok(sheets)
}

fn open_document(parcel: &mut Parcel<'_>, bytes: &[u8]) -> Result<Vec<Sheet>, Fault> {
    let mut content = Vec::new();
    parcel.by_name("content.xml").map_err(damaged)?.read_to_end(&mut content).map_err(damaged)?;
    if rectangle_of_tables(&content) > LARGEST_RECTANGLE {
        return Err(Fault::TooLarge);
    }
    drop(content);
    let mut workbook = Ods::new(Cursor::new(bytes)).map_err(damaged)?;
    let names = names(&workbook);
    from_ranges(names, |name| workbook.worksheet_range(name).map_err(damaged))
}

fn old(bytes: &[u8]) -> Result<Vec<Sheet>, Fault> {
    if rectangle_of_records(bytes)? > LARGEST_RECTANGLE {
        return Err(Fault::TooLarge);
    }
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(damaged)?;
    let names = names(&workbook);
    let merged: BTreeMap<String, Vec<Dimensions>> = names
        .iter()
        .map(|name| (name.clone(), workbook.merge_cells_by_sheet_name(name).unwrap_or_default()))
        .collect();
    let mut sheets = from_ranges(names, |name| workbook.worksheet_range(name).map_err(damaged))?;
    for sheet in &mut sheets {
        let regions = merged.get(&sheet.name).into_iter().flatten().copied();
        sheet.odd.extend(regions.filter_map(merged_cell));
    }
    Ok(sheets)
}

/// The sheets that can have rows.
fn names<R: Reader<Cursor<B>>, B: AsRef<[u8]>>(workbook: &R) -> Vec<String> {
    let listed = workbook.sheets_metadata().iter();
    listed
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect()
}

fn from_ranges(
    names: Vec<String>,
    mut range: impl FnMut(&str) -> Result<calamine::Range<Data>, Fault>,
) -> Result<Vec<Sheet>, Fault> {
    let mut left = Allowance::default();
    let mut sheets = Vec::new();
    for name in names {
        let range = range(&name)?;
        let (top, first) = range.start().unwrap_or_default();
        let mut grid = Grid::new(&mut left);
        for (row, column, cell) in range.used_cells() {
            grid.put(top + row as u32, first + column as u32, &borrowed(cell))?;
        }
        sheets.push(grid.finish(name, []));
    }
    Ok(sheets)
}

fn borrowed(data: &Data) -> DataRef<'_> {
    match data {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(truth) => DataRef::Bool(*truth),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}

/// What may still be read.
struct Allowance {
    text: usize,
    cells: usize,
}

impl Default for Allowance {
    fn default() -> Self {
        Allowance { text: LARGEST_TEXT, cells: MOST_CELLS }
    }
}

/// Cells on their way to a sheet.
struct Grid<'a> {
    left: &'a mut Allowance,
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
    odd: Vec<OddCell>,
}

impl<'a> Grid<'a> {
    fn new(left: &'a mut Allowance) -> Self {
        Grid { left, rows: BTreeMap::new(), odd: Vec::new() }
    }

    /// Takes a cell, its place counted from 0.
    fn put(&mut self, row: u32, column: u32, data: &DataRef<'_>) -> Result<(), Fault> {
        let text = trimmed(text(data));
        if text.is_empty() {
            return Ok(());
        }
        let spent = (self.left.text.checked_sub(text.len()), self.left.cells.checked_sub(1));
        let (Some(text_left), Some(cells_left)) = spent else { return Err(Fault::TooLarge) };
        *self.left = Allowance { text: text_left, cells: cells_left };
        match data {
            DataRef::DateTime(_) | DataRef::DateTimeIso(_) => self.odd(row, column, Oddity::Moment),
            DataRef::Error(_) => self.odd(row, column, Oddity::Error),
            _ => {}
        }
        self.rows.entry(row.saturating_add(1)).or_default().insert(column.saturating_add(1), text);
        Ok(())
    }

    fn odd(&mut self, row: u32, column: u32, what: Oddity) {
        let (row, column) = (row.saturating_add(1), column.saturating_add(1));
        self.odd.push(OddCell { row, column, what });
    }

    fn finish(self, name: String, merged: impl IntoIterator<Item = Dimensions>) -> Sheet {
        let rows = self.rows.into_iter();
        let rows = rows.map(|(number, cells)| Row { number, cells: cells.into_iter().collect() });
        let mut sheet = Sheet::ended_by_blank_rows(name, rows.collect());
        sheet.odd = self.odd;
        sheet.odd.extend(merged.into_iter().filter_map(merged_cell));
        sheet
    }
}

fn merged_cell(region: Dimensions) -> Option<OddCell> {
    let rows = region.end.0.checked_sub(region.start.0)?.saturating_add(1);
    let columns = region.end.1.checked_sub(region.start.1)?.saturating_add(1);
    let (row, column) = (region.start.0.saturating_add(1), region.start.1.saturating_add(1));
    Some(OddCell { row, column, what: Oddity::Merged { rows, columns } })
}

/// The text of a cell as pyxform reads it.
fn text(data: &DataRef<'_>) -> String {
    match data {
        DataRef::Empty => String::new(),
        DataRef::Bool(true) => "TRUE".into(),
        DataRef::Bool(false) => "FALSE".into(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => without_no_break_spaces(text),
        DataRef::SharedString(text) => without_no_break_spaces(text),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::DateTimeIso(text) => text.replace('T', " "),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

fn without_no_break_spaces(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// A number as Python writes it: whole numbers without a point, small ones with an exponent.
fn number_text(number: f64) -> String {
    let small = number != 0.0 && number.abs() < 1e-4;
    match small {
        false => number.to_string(),
        true => {
            let text = format!("{number:e}");
            match text.split_once("e-") {
                Some((digits, power)) => format!("{digits}e-{power:0>2}"),
                None => text,
            }
        }
    }
}

/// A moment as Python writes it: `2026-06-01 08:30:00`, or `08:30:00` when it has no day.
/// Days are counted from 30 December 1899, and up to day 60 from the 31st, as
/// spreadsheets believe that 1900 was a leap year.
fn moment_text(moment: &ExcelDateTime) -> String {
    let serial = moment.as_f64();
    let milliseconds = (serial.rem_euclid(1.0) * 86_400_000.0).round() as i64;
    let (days, milliseconds) =
        (serial.floor() as i64 + milliseconds / 86_400_000, milliseconds % 86_400_000);
    let seconds = milliseconds / 1000;
    let mut clock = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if milliseconds % 1000 != 0 {
        clock.push_str(&format!(".{:03}000", milliseconds % 1000));
    }
    if days == 0 && serial >= 0.0 {
        return clock;
    }
    let shift = i64::from(serial > 0.0 && serial < 60.0);
    let day = jiff::civil::date(1899, 12, 30)
        .checked_add(jiff::Span::new().try_days(days + shift).unwrap_or_default());
    match day {
        Ok(day) => format!("{day} {clock}"),
        Err(_) => number_text(serial),
    }
}

/// A copy of a workbook in which no sheet has a size such as `1:63`, which LibreOffice
/// writes when whole rows are formatted and calamine does not read. The size is only a hint.
fn with_plain_sizes(parcel: &mut Parcel<'_>) -> Option<Vec<u8>> {
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut changed = false;
    for index in 0..parcel.len() {
        let mut member = parcel.by_index(index).ok()?;
        let name = member.name().ok()?.into_owned();
        if !name.starts_with("xl/worksheets/") || !name.ends_with(".xml") {
            drop(member);
            copy.raw_copy_file(parcel.by_index_raw(index).ok()?).ok()?;
            continue;
        }
        let mut sheet = Vec::new();
        member.read_to_end(&mut sheet).ok()?;
        copy.start_file(name, stored).ok()?;
        match size_tag(&sheet) {
            None => copy.write_all(&sheet).ok()?,
            Some((start, end)) => {
                changed = true;
                copy.write_all(&sheet[..start]).ok()?;
                copy.write_all(&sheet[end..]).ok()?;
            }
        }
    }
    changed.then(|| copy.finish().ok().map(Cursor::into_inner)).flatten()
}

/// Where the tag `<dimension …/>` begins and ends.
fn size_tag(sheet: &[u8]) -> Option<(usize, usize)> {
    let head = &sheet[..sheet.len().min(8192)];
    let start = head.windows(11).position(|window| window == b"<dimension ")?;
    let end = start + head[start..].iter().position(|byte| *byte == b'>')? + 1;
    head[..end].ends_with(b"/>").then_some((start, end))
}

/// The cells of the largest table of an OpenDocument sheet, repeated ones counted, up
/// to the last that holds something.
fn rectangle_of_tables(content: &[u8]) -> u64 {
    let (mut largest, mut rows, mut blank_rows) = (0u64, 0u64, 0u64);
    let (mut repeat, mut width, mut blank, mut widest) = (1u64, 0u64, 0u64, 0u64);
    for tag in content.split(|byte| *byte == b'<').skip(1) {
        let name = tag.split(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
        match name.clone().next().unwrap_or_default() {
            b"table:table" => (rows, blank_rows, widest) = (0, 0, 0),
            b"table:table-row" => {
                repeat = repeated(tag, b"number-rows-repeated=\"");
                (width, blank) = (0, 0);
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                let times = repeated(tag, b"number-columns-repeated=\"");
                match has(tag, b"value-type=") {
                    true => (width, blank) = (width.saturating_add(blank).saturating_add(times), 0),
                    false => blank = blank.saturating_add(times),
                }
            }
            _ if tag.starts_with(b"/table:table-row") => match width {
                0 => blank_rows = blank_rows.saturating_add(repeat),
                _ => {
                    rows = rows.saturating_add(blank_rows).saturating_add(repeat);
                    (widest, blank_rows) = (widest.max(width), 0);
                    largest = largest.max(rows.saturating_mul(widest));
                }
            },
            _ => {}
        }
    }
    largest
}

fn has(tag: &[u8], what: &[u8]) -> bool {
    tag.windows(what.len()).any(|window| window == what)
}

fn repeated(tag: &[u8], attribute: &[u8]) -> u64 {
    let start = tag.windows(attribute.len()).position(|window| window == attribute);
    let digits = start.map(|start| &tag[start + attribute.len()..]).unwrap_or_default();
    let end = digits.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
    std::str::from_utf8(&digits[..end]).ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// Records of an old workbook that hold a cell (MS-XLS 2.3): formula, several numbers,
/// text with runs, text by number, number, label, truth or error, short number.
const CELL_RECORDS: [u16; 8] = [0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];

/// The cells of the rectangle that holds every cell of an old workbook.
fn rectangle_of_records(bytes: &[u8]) -> Result<u64, Fault> {
    let mut document = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let stream = ["/Workbook", "/Book"].into_iter().find(|name| document.is_stream(name));
    let mut records = Vec::new();
    let stream = stream.ok_or_else(|| damaged("it holds no workbook"))?;
    document.open_stream(stream).map_err(damaged)?.read_to_end(&mut records).map_err(damaged)?;
    let half = |bytes: &[u8], at: usize| {
        bytes.get(at..at + 2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
    };
    let (mut rows, mut columns, mut at) = (0u64, 0u64, 0usize);
    while let (Some(kind), Some(length)) = (half(&records, at), half(&records, at + 2)) {
        let data = records.get(at + 4..at + 4 + usize::from(length)).unwrap_or_default();
        if let (true, Some(row), Some(column)) =
            (CELL_RECORDS.contains(&kind), half(data, 0), half(data, 2))
        {
            // Several numbers in one record end with the number of their last column.
            let last = if kind == 0x00BD { half(data, data.len().saturating_sub(2)) } else { None };
            rows = rows.max(u64::from(row) + 1);
            columns = columns.max(u64::from(last.unwrap_or(column).max(column)) + 1);
        }
        at += 4 + usize::from(length);
    }
    Ok(rows.saturating_mul(columns))
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn numbers_and_moments_are_written_as_pyxform_writes_them() {
        let shown = [0.1, 3.0, 1e20, 0.00001, 1.5e-7, -2.25].map(number_text);
        assert_eq!(shown, ["0.1", "3", "100000000000000000000", "1e-05", "1.5e-07", "-2.25"]);
        let moment =
            |serial| moment_text(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false));
        assert_eq!(moment(46_174.0), "2026-06-01 00:00:00");
        assert_eq!(moment(46_174.354_166_666_67), "2026-06-01 08:30:00");
        assert_eq!(moment(0.5), "12:00:00");
        assert_eq!(moment(1.0), "1900-01-01 00:00:00");
    }

    #[test]
    fn a_table_that_repeats_itself_is_measured_before_it_is_built() {
        let content = b"<table:table><table:table-row table:number-rows-repeated=\"1000000\">\
            <table:table-cell table:number-columns-repeated=\"9\"/>\
            <table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"1000\"/>\
            <table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row></table:table>";
        assert_eq!(rectangle_of_tables(content), 1_009_000_000);
        let blank = b"<table:table><table:table-row table:number-rows-repeated=\"1048576\">\
            <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>";
        assert_eq!(rectangle_of_tables(blank), 0);
    }
}
