//! A form as one Markdown table, read and written.
//!
//! The first column holds the names of sheets; the rows of a sheet stand below its
//! name with the first column empty:
//!
//! ```markdown
//! | survey |         |       |                 |
//! |        | type    | name  | label           |
//! |        | integer | wells | How many wells? |
//! ```
//!
//! The conventions are those of pyxform 4.5: `\|` is a bar inside a cell, a line that
//! begins with `#` is a comment, and so is what follows a `#` after the last bar;
//! blank rows are not counted. Lines of dashes under headings may stand anywhere.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::sheets::trimmed;
use super::{Row, Sheet, Sheets};

impl Sheets {
    /// Reads a Markdown table. Lines that are not table rows are skipped.
    pub fn from_markdown(file: &str, text: &str) -> Self {
        let mut sheets: Vec<Sheet> = Vec::new();
        for cells in text.split('\n').filter_map(cells) {
            let Some((first, rest)) = cells.split_first() else { continue };
            if !first.is_empty() {
                // A sheet that is given again replaces the one before.
                sheets.retain(|sheet| sheet.name != *first);
                sheets.push(Sheet { name: first.clone(), ..Sheet::default() });
            }
            if let Some(sheet) = sheets.last_mut() {
                let number = sheet.rows.last().map_or(1, |row| row.number + 1);
                sheet.rows.extend(Row::new(number, rest.iter().cloned()));
            }
        }
        Sheets { file: file.to_string(), sheets }
    }

    /// The sheets as a Markdown table, its columns aligned; columns without any text
    /// are left out. Line breaks inside cells, which a table cannot hold, become spaces.
    ///
    /// ```
    /// use survey_schema::xlsform::Sheets;
    /// let text = "| survey |      |\n|        | type |\n|        | note |\n";
    /// assert_eq!(Sheets::from_markdown("a.md", text).to_markdown(), text);
    /// ```
    pub fn to_markdown(&self) -> String {
        let name_width = self.sheets.iter().map(|sheet| width(&escaped(&sheet.name))).max();
        let name_width = name_width.unwrap_or(0);
        let tables: Vec<_> =
            self.sheets.iter().map(|sheet| write_sheet(sheet, name_width)).collect();
        tables.join("\n")
    }
}

fn write_sheet(sheet: &Sheet, name_width: usize) -> String {
    let all = || sheet.rows.iter().chain(&sheet.beyond);
    let mut widths: BTreeMap<u32, usize> = BTreeMap::new();
    for (column, text) in all().flat_map(|row| &row.cells) {
        let place = widths.entry(*column).or_default();
        *place = width(&escaped(text)).max(*place);
    }
    let mut table = String::new();
    let blank = Row::default();
    for (index, row) in std::iter::once(&blank).chain(all()).enumerate() {
        let name = if index == 0 { escaped(&sheet.name) } else { String::new() };
        push_cell(&mut table, &name, name_width);
        for (column, width) in &widths {
            push_cell(&mut table, &escaped(row.text(*column)), *width);
        }
        if widths.is_empty() {
            push_cell(&mut table, "", 0);
        }
        table.push_str("|\n");
    }
    table
}

fn push_cell(table: &mut String, text: &str, to: usize) {
    // Writing to a string cannot fail.
    let _ = write!(table, "| {text}{} ", " ".repeat(to.saturating_sub(width(text))));
}

fn width(text: &str) -> usize {
    text.chars().count()
}

fn escaped(text: &str) -> String {
    let lines: Vec<&str> = text.split(['\n', '\r']).map(str::trim).collect();
    lines.join(" ").trim().replace('|', "\\|")
}

/// The cells of a table row; `None` for other lines and for the line under a heading.
fn cells(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let line = &line[..line.rfind('|')? + 1];
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    if is_separator(inner) {
        return None;
    }
    let mut cells = vec![String::new()];
    let mut before = ' ';
    for letter in inner.chars() {
        match (letter, cells.last_mut()) {
            ('|', Some(cell)) if before == '\\' => {
                cell.pop();
                cell.push('|');
            }
            ('|', _) | (_, None) => cells.push(String::new()),
            (other, Some(cell)) => cell.push(other),
        }
        before = letter;
    }
    Some(cells.into_iter().map(trimmed).collect())
}

/// `---|---`, `:---|:---:`: the line that Markdown wants under a heading.
fn is_separator(inner: &str) -> bool {
    let mut cells = inner.split('|').map(str::trim).filter(|cell| !cell.is_empty()).peekable();
    let bare = inner.chars().all(|c| matches!(c, '|' | '-')) && inner.contains('-');
    let dashes = |cell: &str| cell.contains("---") && cell.chars().all(|c| matches!(c, '-' | ':'));
    bare || (cells.peek().is_some() && cells.all(dashes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_numbered_without_the_blank_ones() {
        let sheets = Sheets::from_markdown(
            "a.md",
            "Some prose.\n| survey |\n| | type | name |\n| --- | --- | --- |\n| | | |\n# | | no | no |\n| | text | a\\|b | # why | not\n| | text | c | # why not\n| choices |\n| | name |",
        );
        let survey = sheets.sheet("survey").unwrap();
        assert_eq!(survey.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(survey.rows[1].text(2), "a|b");
        assert_eq!(survey.rows[1].text(3), "# why");
        assert_eq!(survey.rows[2].cells.len(), 2);
        assert_eq!(sheets.sheet("choices").unwrap().rows[0].number, 1);
    }

    #[test]
    fn a_sheet_may_begin_on_the_line_of_its_name_and_the_last_of_a_name_counts() {
        let sheets = Sheets::from_markdown(
            "a.md",
            "| survey | type |\n| | text |\n| survey | type |\n| | note |\n",
        );
        assert_eq!(sheets.sheets.len(), 1);
        assert_eq!(sheets.sheets[0].rows[1].text(1), "note");
    }

    #[test]
    fn what_is_after_the_last_bar_is_no_cell() {
        let sheets = Sheets::from_markdown("a.md", "| survey |\n| | type |\n| | text | a\n");
        assert_eq!(sheets.sheets[0].rows[1].cells, [(1, "text".to_string())]);
    }

    #[test]
    fn bars_are_written_so_that_they_are_read_again() {
        let text = "| survey  |       |   |\n|         | type  | b |\n|         | a\\|bé | 2 |\n\n| choices |   |\n|         | x |\n";
        let sheets = Sheets::from_markdown("a.md", text);
        assert_eq!(sheets.to_markdown(), text);
        assert_eq!(Sheets::from_markdown("a.md", &sheets.to_markdown()), sheets);
    }
}
