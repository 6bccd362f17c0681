//! Sheets as rows of text: all that the reader of forms asks of a file.

use crate::{Label, Location};

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
    /// The rows that have a text, in order.
    pub rows: Vec<Row>,
}

/// One row that has a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Number of the row, counted from 1 as spreadsheets do.
    pub number: u32,
    /// Column numbers, counted from 1, with texts that are not blank, in order.
    pub cells: Vec<(u32, String)>,
}

impl Row {
    /// A row from its texts, the first being column 1. `None` when all are blank.
    pub fn new(number: u32, texts: impl IntoIterator<Item = impl Into<String>>) -> Option<Self> {
        let cells: Vec<_> = (1..).zip(texts.into_iter().map(|text| trimmed(text.into()))).collect();
        let cells: Vec<_> = cells.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        (!cells.is_empty()).then_some(Row { number, cells })
    }

    /// The text in a column; empty when there is none.
    pub fn text(&self, column: u32) -> &str {
        let found = self.cells.binary_search_by_key(&column, |(number, _)| *number);
        found.map_or("", |index| self.cells[index].1.as_str())
    }
}

/// No-break spaces, which spreadsheets and web pages slip in, become spaces.
fn trimmed(text: String) -> String {
    let text = if text.contains('\u{a0}') { text.replace('\u{a0}', " ") } else { text };
    if text.trim().len() == text.len() { text } else { text.trim().to_string() }
}

impl Sheets {
    /// The sheet of a name, without regard to case.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.name.trim().to_lowercase() == name)
    }

    /// Sheets written as one Markdown table: a cell in the first column begins
    /// the sheet of that name, the rows below it have an empty first column.
    /// Row numbers are those of the spreadsheet that the table stands for.
    /// `\|` is a bar; lines that are not table rows are skipped.
    pub fn from_markdown(file: &str, text: &str) -> Self {
        let mut sheets: Vec<Sheet> = Vec::new();
        let mut number = 0;
        for cells in text.lines().filter_map(markdown_cells) {
            let (first, rest) =
                cells.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
            if !first.is_empty() {
                sheets.push(Sheet { name: first.to_string(), rows: Vec::new() });
                number = 0;
                if rest.iter().all(String::is_empty) {
                    continue;
                }
            }
            number += 1;
            if let Some(sheet) = sheets.last_mut() {
                sheet.rows.extend(Row::new(number, rest.iter().cloned()));
            }
        }
        Sheets { file: file.to_string(), sheets }
    }
}

impl Sheet {
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

/// The cells of a Markdown table row; `None` for other lines and for the line
/// under a heading.
fn markdown_cells(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().strip_prefix('|')?;
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    if !inner.is_empty()
        && inner.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
        && inner.contains('-')
    {
        return None;
    }
    let mut cells = vec![String::new()];
    let mut letters = inner.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek() == Some(&'|') => {
                letters.next();
                cells.iter_mut().last().into_iter().for_each(|cell| cell.push('|'));
            }
            '|' => cells.push(String::new()),
            other => cells.iter_mut().last().into_iter().for_each(|cell| cell.push(other)),
        }
    }
    Some(cells.into_iter().map(trimmed).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_rows_are_numbered_as_in_a_spreadsheet() {
        let sheets = Sheets::from_markdown(
            "a.md",
            "Some prose.\n| survey |\n| | type | name |\n| --- | --- | --- |\n| | | |\n| | text | a\\|b |\n| choices |\n| | name |",
        );
        let survey = sheets.sheet("survey").unwrap();
        assert_eq!(survey.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(survey.rows[1].text(2), "a|b");
        assert_eq!(survey.rows[1].text(9), "");
        assert_eq!(sheets.sheet("choices").unwrap().rows[0].number, 1);
    }

    #[test]
    fn a_row_keeps_only_cells_with_text_and_turns_no_break_spaces_into_spaces() {
        let row = Row::new(4, ["", " \u{a0} ", "à\u{a0}b "]).unwrap();
        assert_eq!(row.cells, [(3, "à b".to_string())]);
        assert_eq!(Row::new(5, ["", "\t"]), None);
    }
}
