//! Sheets as rows of text: all that the reader of forms asks of a file.

use crate::{Label, Location};

/// The sheets that a form may have, by their names.
pub const SHEET_NAMES: [&str; 6] =
    ["survey", "choices", "settings", "external_choices", "entities", "osm"];

/// More blank rows than this end a sheet of a workbook: the tools of the field
/// (pyxform, and with it ODK Central and KoboToolbox) read no further.
pub const BLANK_ROWS_THAT_END: u32 = 60;

/// The sheets of a form, wherever they come from. Only cells that have a text
/// are kept, so empty rows and columns cost nothing.
///
/// ```
/// use survey_schema::xlsform::Sheets;
/// let sheets = Sheets::from_markdown("village.md", "
/// | survey |         |       |              |
/// |        | type    | name  | label        |
/// |        | integer | wells | How many wells? |
/// ");
/// let survey = sheets.sheet("survey").unwrap();
/// assert_eq!(survey.rows[1].text(2), "wells");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheets {
    /// The workbook or folder, as the user named it.
    pub file: String,
    /// The sheets in order.
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name, as written.
    pub name: String,
    /// The rows that have a text, in order. The first holds the names of the columns.
    pub rows: Vec<Row>,
    /// Rows below so many blank ones that the tools of the field do not read them:
    /// kept, so that they are not lost when the form is written again.
    pub beyond: Vec<Row>,
    /// Cells that are not plain texts and numbers.
    pub odd: Vec<OddCell>,
}

/// One row that has a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Number of the row, counted from 1 as spreadsheets do.
    pub number: u32,
    /// Column numbers, counted from 1, with texts that are not blank, in order.
    pub cells: Vec<(u32, String)>,
}

/// A cell that is not what it seems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddCell {
    /// Row, counted from 1.
    pub row: u32,
    /// Column, counted from 1.
    pub column: u32,
    /// What is odd about it.
    pub what: Oddity,
}

/// What can be odd about a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// A date or a time of day. The text is what pyxform makes of it.
    Moment,
    /// The error of a formula, such as `#REF!`; the error is the text.
    Error,
    /// A formula without a result: the cell reads as blank.
    NoResult,
    /// The first of merged cells: the others read as blank.
    Merged {
        /// How many rows are merged.
        rows: u32,
        /// How many columns are merged.
        columns: u32,
    },
    /// The file is not UTF-8; it was read as Windows-1252. Given for the first cell.
    NotUtf8,
}

impl Row {
    /// A row from its texts, the first being column 1. `None` when all are blank.
    pub fn new(number: u32, texts: impl IntoIterator<Item = impl Into<String>>) -> Option<Self> {
        let texts = (1..).zip(texts).map(|(column, text)| (column, trimmed(text.into())));
        let cells: Vec<_> = texts.filter(|(_, text)| !text.is_empty()).collect();
        (!cells.is_empty()).then_some(Row { number, cells })
    }

    /// The text in a column; empty when there is none.
    pub fn text(&self, column: u32) -> &str {
        let found = self.cells.binary_search_by_key(&column, |(number, _)| *number);
        found.map_or("", |index| self.cells[index].1.as_str())
    }
}

/// A text without the blanks around it, no-break spaces included.
pub(super) fn trimmed(text: String) -> String {
    if text.trim().len() == text.len() { text } else { text.trim().to_string() }
}

impl Sheets {
    /// The sheet of a name, without regard to case; the last, when there are several.
    /// A workbook's only sheet is its survey, whatever its name.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        let named = |sheet: &&Sheet| sheet.name.trim().to_lowercase() == name;
        match (self.sheets.iter().rfind(named), &self.sheets[..]) {
            (Some(sheet), _) => Some(sheet),
            (None, [only]) if name == "survey" && !only.is_known() => Some(only),
            _ => None,
        }
    }
}

impl Sheet {
    /// A sheet as the tools of the field read it: rows after more than
    /// [`BLANK_ROWS_THAT_END`] rows without a text under a heading are set aside.
    pub(super) fn ended_by_blank_rows(name: String, mut rows: Vec<Row>) -> Self {
        let headings: Vec<u32> = rows
            .first()
            .map_or(Vec::new(), |row| row.cells.iter().map(|(column, _)| *column).collect());
        let under_heading =
            |row: &Row| row.cells.iter().any(|(column, _)| headings.binary_search(column).is_ok());
        let mut last = rows.first().map_or(0, |row| row.number);
        let mut end = rows.len();
        for (place, row) in rows.iter().enumerate().filter(|(_, row)| under_heading(row)) {
            if row.number - last > BLANK_ROWS_THAT_END + 1 {
                end = rows[..place].partition_point(|before| before.number <= last);
                break;
            }
            last = row.number;
        }
        let beyond = rows.split_off(end);
        Sheet { name, rows, beyond, odd: Vec::new() }
    }

    /// Whether its name is one that forms use.
    pub fn is_known(&self) -> bool {
        SHEET_NAMES.contains(&self.name.trim().to_lowercase().as_str())
    }

    /// A label at one of its cells.
    pub(crate) fn label(&self, file: &str, row: u32, column: u32, source: &str) -> Label {
        let location = Location::Cell {
            workbook: file.into(),
            sheet: self.name.clone(),
            row,
            column,
            span: None,
        };
        Label { location, source: source.into(), note: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_keeps_only_cells_with_text() {
        let row = Row::new(4, ["", " \u{a0} ", "à\u{a0}b\u{a0}"]).unwrap();
        assert_eq!(row.cells, [(3, "à\u{a0}b".to_string())]);
        assert_eq!(Row::new(5, ["", "\t"]), None);
    }

    #[test]
    fn the_only_sheet_is_the_survey() {
        let sheet = |name: &str| Sheet { name: name.into(), ..Sheet::default() };
        let sheets = |names: &[&str]| Sheets {
            file: String::new(),
            sheets: names.iter().copied().map(sheet).collect(),
        };
        assert_eq!(sheets(&["Sheet1"]).sheet("survey").unwrap().name, "Sheet1");
        assert_eq!(sheets(&["Sheet1", "choices"]).sheet("survey"), None);
        assert_eq!(sheets(&["choices"]).sheet("survey"), None);
        assert_eq!(sheets(&["survey", "Survey"]).sheet("survey").unwrap().name, "Survey");
    }

    #[test]
    fn sixty_blank_rows_end_no_sheet_and_sixty_one_do() {
        let rows = |numbers: &[u32]| {
            numbers.iter().filter_map(|number| Row::new(*number, ["x"])).collect::<Vec<_>>()
        };
        let kept = Sheet::ended_by_blank_rows("survey".into(), rows(&[1, 2, 63, 125]));
        assert_eq!((kept.rows.len(), kept.beyond.len()), (3, 1));
    }
}
