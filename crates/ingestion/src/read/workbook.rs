//! Sheets of workbooks: XLSX, XLSB, XLS, ODS.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Data, DataRef, DataType, Dimensions, Ods, OdsError, Reader, Sheet as Listed, SheetType,
    SheetVisible, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};
use survey_schema::{Severity, column_letters, message};

use super::content::Kind;
use super::error::ReadError;
use super::grid::Grid;
use super::serial::{self, Epoch};
use super::sheet::{Format, Note, Row, Sheet};
use super::{Cell, Source, compound, dimension, outline, parcel};

/// Reads all sheets of rows; sheets of charts and macros have none.
pub(super) fn read(source: &Source<'_>, bytes: &[u8], kind: Kind) -> Result<Vec<Sheet>, ReadError> {
    let read = || match kind {
        Kind::Encrypted => Err(ReadError::Password { file: source.name() }),
        Kind::Xlsx => xlsx(source, bytes),
        Kind::Xlsb => xlsb(source, bytes),
        Kind::Xls => xls(source, bytes),
        Kind::Ods => ods(source, bytes),
    };
    // calamine indexes into damaged files without looking (its formula parser for .xls
    // does), and one bad file must not stop the reading of all others.
    let sheets = catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(damaged(source, "", "its parts contradict each other")))?;
    if sheets.is_empty() {
        return Err(ReadError::NoTable { file: source.name() });
    }
    Ok(sheets)
}

fn xlsx(source: &Source<'_>, bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let mut parcel = parcel::open(source, bytes)?;
    let parts = outline::sheet_parts(&mut parcel);
    let repaired = dimension::repaired(&mut parcel, &parts);
    let bytes = repaired.as_deref().unwrap_or(bytes);
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|e| xlsx_error(source, "", e))?;
    let mut left = source.cells_left;
    let mut sheets = Vec::new();
    for (place, listed) in tables(workbook.sheets_metadata()) {
        let grid = Grid::new(source, &listed.name, left);
        let Some((rows, rest, note)) = xlsx_rows(source, &mut workbook, &listed.name, grid)? else {
            continue;
        };
        left = rest;
        let mut sheet = sheet(source, &listed, Format::Xlsx, rows);
        sheet.notes.extend(note);
        match parts.get(place).and_then(|part| outline::read(&mut parcel, part)) {
            Some(outline) => outline.mark(&mut sheet),
            None => sheet.notes.push(Note::of_file(
                Severity::Info,
                message!(
                    "read-no-outline",
                    "which rows of the sheet are hidden and which cells are merged could not be read",
                ),
            )),
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// The rows of a sheet, the cells still allowed, and a note on formulas without a
/// result; nothing when the sheet turns out to be a chart.
type XlsxRows = Option<(Vec<Row>, u64, Option<Note>)>;

fn xlsx_rows(
    source: &Source<'_>,
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    mut grid: Grid<'_>,
) -> Result<XlsxRows, ReadError> {
    let epoch = epoch(workbook.has_1904_epoch());
    let failed = |e| xlsx_error(source, name, e);
    let mut uncalculated = Uncalculated::default();
    let mut cells = match workbook.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(None),
        Err(e) => return Err(failed(e)),
    };
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(failed)? {
        let (row, column) = cell.pos;
        if cell.formula.is_some() && cell.value.is_empty() {
            uncalculated.add(row, column);
        }
        grid.put(row, column, cell_of(cell.value, epoch))?;
    }
    let (rows, left) = grid.finish();
    Ok(Some((rows, left, uncalculated.note())))
}

fn xlsb(source: &Source<'_>, bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    parcel::open(source, bytes)?;
    let mut workbook = Xlsb::new(Cursor::new(bytes)).map_err(|e| xlsb_error(source, "", e))?;
    let epoch = epoch(workbook.has_1904_epoch());
    let mut left = source.cells_left;
    let mut sheets = Vec::new();
    for (_, listed) in tables(workbook.sheets_metadata()) {
        let mut grid = Grid::new(source, &listed.name, left);
        let failed = |e| xlsb_error(source, &listed.name, e);
        let mut cells = workbook.worksheet_cells_reader(&listed.name).map_err(failed)?;
        while let Some(cell) = cells.next_cell().map_err(failed)? {
            let (row, column) = cell.get_position();
            grid.put(row, column, cell_of(cell.get_value().clone(), epoch))?;
        }
        let (rows, rest) = grid.finish();
        left = rest;
        sheets.push(sheet(source, &listed, Format::Xlsb, rows));
    }
    Ok(sheets)
}

fn xls(source: &Source<'_>, bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    check_old_workbook(source, bytes)?;
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|e| xls_error(source, "", e))?;
    let epoch = epoch(workbook.has_1904_epoch());
    let mut left = source.cells_left;
    let mut sheets = Vec::new();
    for (_, listed) in tables(workbook.sheets_metadata()) {
        let range = workbook
            .worksheet_range(&listed.name)
            .map_err(|e| xls_error(source, &listed.name, e))?;
        let (rows, rest) = rows_of(source, &listed.name, &range, epoch, left)?;
        left = rest;
        let mut sheet = sheet(source, &listed, Format::Xls, rows);
        sheet.merged =
            regions(workbook.merge_cells_by_sheet_name(&listed.name).unwrap_or_default());
        sheets.push(sheet);
    }
    Ok(sheets)
}

fn ods(source: &Source<'_>, bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    parcel::open(source, bytes)?;
    let mut workbook = Ods::new(Cursor::new(bytes)).map_err(|e| ods_error(source, "", e))?;
    let mut left = source.cells_left;
    let mut sheets = Vec::new();
    for (_, listed) in tables(workbook.sheets_metadata()) {
        let range = workbook
            .worksheet_range(&listed.name)
            .map_err(|e| ods_error(source, &listed.name, e))?;
        let (rows, rest) = rows_of(source, &listed.name, &range, Epoch::Of1900, left)?;
        left = rest;
        sheets.push(sheet(source, &listed, Format::Ods, rows));
    }
    Ok(sheets)
}

/// 65,536 rows of 256 columns: the reader builds the whole rectangle.
const LARGEST_OLD_SHEET: u64 = 65_536 * 256;

/// Old workbooks say how large their sheets are, and the reader believes them.
fn check_old_workbook(source: &Source<'_>, bytes: &[u8]) -> Result<(), ReadError> {
    let damaged = |reason| damaged(source, "", reason);
    let Some(measure) = compound::measure(bytes) else {
        return Err(damaged("the chains of its parts are broken"));
    };
    if measure.encrypted {
        return Err(ReadError::Password { file: source.name() });
    }
    if measure.misplaced {
        return Err(damaged("a sheet begins beyond the end of the file"));
    }
    if measure.inverted {
        return Err(damaged("a sheet ends before it begins"));
    }
    let limit = source.cells_left.min(LARGEST_OLD_SHEET);
    if measure.largest_sheet > limit {
        return Err(ReadError::TooManyCells { file: source.name(), sheet: String::new(), limit });
    }
    Ok(())
}

/// The sheets that can have rows, with their places among all sheets.
fn tables(listed: &[Listed]) -> Vec<(usize, Listed)> {
    let rows = |(_, sheet): &(usize, Listed)| sheet.typ == SheetType::WorkSheet;
    listed.iter().cloned().enumerate().filter(rows).collect()
}

fn epoch(is_1904: bool) -> Epoch {
    if is_1904 { Epoch::Of1904 } else { Epoch::Of1900 }
}

fn sheet(source: &Source<'_>, listed: &Listed, format: Format, rows: Vec<Row>) -> Sheet {
    let hidden = listed.visible != SheetVisible::Visible;
    let mut notes = Vec::new();
    if hidden {
        notes.push(Note::of_file(
            Severity::Info,
            message!(
                "read-hidden-sheet",
                "the sheet \"{sheet}\" is hidden in the workbook; it was read like the others",
                sheet = listed.name,
            ),
        ));
    }
    Sheet {
        file: source.name(),
        name: listed.name.clone(),
        hidden,
        format,
        rows,
        merged: Vec::new(),
        notes,
    }
}

fn rows_of(
    source: &Source<'_>,
    name: &str,
    range: &calamine::Range<Data>,
    epoch: Epoch,
    left: u64,
) -> Result<(Vec<Row>, u64), ReadError> {
    let mut grid = Grid::new(source, name, left);
    let (top, first) = range.start().unwrap_or((0, 0));
    for (row, column, data) in range.used_cells() {
        let cell = cell_of(borrowed(data), epoch);
        grid.put(top + row as u32, first + column as u32, cell)?;
    }
    Ok(grid.finish())
}

fn borrowed(data: &Data) -> DataRef<'_> {
    match data {
        Data::Int(n) => DataRef::Int(*n),
        Data::Float(n) => DataRef::Float(*n),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(b) => DataRef::Bool(*b),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(e) => DataRef::Error(e.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn cell_of(data: DataRef<'_>, epoch: Epoch) -> Cell {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(n) => Cell::Number(n as f64),
        DataRef::Float(n) => Cell::Number(n),
        DataRef::String(text) => Cell::Text(text.into()),
        DataRef::SharedString(text) => Cell::Text(text.into()),
        DataRef::Bool(b) => Cell::Boolean(b),
        DataRef::DateTime(moment) if moment.is_duration() => serial::duration_cell(moment.as_f64()),
        DataRef::DateTime(moment) => serial::date_cell(moment.as_f64(), epoch),
        DataRef::DateTimeIso(text) => serial::iso_cell(&text),
        DataRef::DurationIso(text) => serial::iso_duration_cell(&text),
        DataRef::Error(e) => Cell::Error(e.to_string().into()),
    }
}

/// Merged regions, counted from 1, in the order of the sheet.
fn regions(found: Vec<Dimensions>) -> Vec<(u32, u32, u32, u32)> {
    let mut regions: Vec<_> =
        found.iter().map(|d| (d.start.0 + 1, d.start.1 + 1, d.end.0 + 1, d.end.1 + 1)).collect();
    regions.sort_unstable();
    regions
}

/// Formulas whose result the workbook does not hold: they look like empty cells.
#[derive(Default)]
struct Uncalculated {
    count: u32,
    first: Option<(u32, u32)>,
}

impl Uncalculated {
    fn add(&mut self, row: u32, column: u32) {
        self.count += 1;
        self.first.get_or_insert((row + 1, column + 1));
    }

    fn note(&self) -> Option<Note> {
        let (row, column) = self.first?;
        let cell = format!("{}{row}", column_letters(column));
        let message = message!(
            "read-uncalculated",
            "{count} formulas have no result in the file, the first in {cell}: they were read as empty. Open the workbook in Excel or LibreOffice and save it again",
            count = self.count,
            cell = cell,
        );
        Some(Note { message, severity: Severity::Warning, row, column })
    }
}

fn damaged(source: &Source<'_>, sheet: &str, reason: impl ToString) -> ReadError {
    ReadError::Damaged { file: source.name(), sheet: sheet.to_string(), reason: reason.to_string() }
}

fn xlsx_error(source: &Source<'_>, sheet: &str, error: XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Password { file: source.name() },
        other => damaged(source, sheet, other),
    }
}

fn xlsb_error(source: &Source<'_>, sheet: &str, error: XlsbError) -> ReadError {
    match error {
        XlsbError::Password => ReadError::Password { file: source.name() },
        other => damaged(source, sheet, other),
    }
}

fn xls_error(source: &Source<'_>, sheet: &str, error: XlsError) -> ReadError {
    match error {
        XlsError::Password => ReadError::Password { file: source.name() },
        other => damaged(source, sheet, other),
    }
}

fn ods_error(source: &Source<'_>, sheet: &str, error: OdsError) -> ReadError {
    match error {
        OdsError::Password => ReadError::Password { file: source.name() },
        OdsError::CellLimitExceeded { .. } => ReadError::TooManyCells {
            file: source.name(),
            sheet: sheet.to_string(),
            limit: source.limits.cells,
        },
        other => damaged(source, sheet, other),
    }
}
