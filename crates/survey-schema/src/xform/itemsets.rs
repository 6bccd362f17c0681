//! `itemsets.csv`: the sheet of external choices as devices search it.

use crate::xlsform::Sheet;

/// Writes the sheet with every cell in quotes, empty cells too, so that each value stays
/// under its heading. Columns without a heading are left out.
pub(super) fn write(sheet: &Sheet) -> String {
    let mut csv = String::new();
    let Some(headings) = sheet.rows.first() else { return csv };
    for row in &sheet.rows {
        let cells = headings.cells.iter().map(|(column, _)| row.text(*column).replace('"', "\"\""));
        let cells: Vec<String> = cells.map(|cell| format!("\"{cell}\"")).collect();
        csv.push_str(&cells.join(","));
        csv.push_str("\r\n");
    }
    csv
}
