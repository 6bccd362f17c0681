//! `.xlsx`, through rust_xlsxwriter, with a fixed creation date.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};

use super::{Cell, Sheet, WorkbookError, failed, serial};

/// The workbook of some sheets.
pub(crate) fn write(sheets: &[Sheet]) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 6, 1).map_err(failed)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for sheet in sheets {
        let worksheet = workbook.add_worksheet().set_name(&sheet.name).map_err(failed)?;
        for (row, cells) in sheet.rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let (row, column) = (row as u32, column as u16);
                match cell {
                    Cell::Empty => Ok(&mut *worksheet),
                    Cell::Text(text) => worksheet.write_string(row, column, text),
                    Cell::Number(number) => worksheet.write_number(row, column, *number),
                    Cell::Date(day) => {
                        worksheet.write_number_with_format(row, column, serial(*day), &date)
                    }
                }
                .map_err(failed)?;
            }
        }
        for &[first_row, first_column, last_row, last_column] in &sheet.merged {
            let text = match &sheet.rows[first_row as usize][first_column as usize] {
                Cell::Text(text) => text.as_str(),
                _ => "",
            };
            let (first_column, last_column) = (first_column as u16, last_column as u16);
            worksheet
                .merge_range(first_row, first_column, last_row, last_column, text, &Format::new())
                .map_err(failed)?;
        }
    }
    workbook.save_to_buffer().map_err(failed)
}
