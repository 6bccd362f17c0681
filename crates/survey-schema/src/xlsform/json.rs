//! A form as JSON: an object with a list of rows for each sheet.
//!
//! A row is an object whose names are the columns, as pyxform takes it:
//! `{"survey": [{"type": "text", "name": "a", "label": "A"}], "choices": […]}`. The order
//! of the columns is that of `survey_header` (a list with one object) when it is given,
//! else the order in which they first appear. A text in several languages may be an
//! object: `"label": {"English": "A", "French": "À"}` is `label::English` and `label::French`.

use serde_json::{Map, Value};

use super::{Row, Sheet, Sheets};

impl Sheets {
    /// Reads a form from JSON. `Err` says what is wrong with the text.
    ///
    /// # Errors
    /// When the text is not JSON, or not an object of lists of rows.
    pub fn from_json(file: &str, text: &str) -> Result<Self, String> {
        let book: Map<String, Value> =
            serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut sheets = Vec::new();
        for (name, rows) in &book {
            if let (Value::Array(rows), false) = (rows, is_aside(name)) {
                sheets.push(sheet(name, book.get(&format!("{name}_header")), rows)?);
            }
        }
        Ok(Sheets { file: file.to_string(), sheets })
    }

    /// The sheets as JSON that pyxform takes too: every row with the texts it has,
    /// and the columns of each sheet beside it. Columns without a heading get their
    /// letter as name, since an object needs one.
    pub fn to_json(&self) -> String {
        let mut book = Map::new();
        for sheet in &self.sheets {
            let Some(headings) = sheet.rows.first() else { continue };
            let name_of = |column: u32| match headings.text(column) {
                "" => crate::column_letters(column),
                name => name.to_string(),
            };
            let row = |row: &Row| {
                let cells = row.cells.iter();
                let cells =
                    cells.map(|(column, text)| (name_of(*column), Value::from(text.as_str())));
                Value::Object(cells.collect())
            };
            let rows = sheet.rows.iter().skip(1).chain(&sheet.beyond).map(row).collect();
            let header: Map<_, _> =
                headings.cells.iter().map(|(_, name)| (name.clone(), Value::Null)).collect();
            book.insert(sheet.name.clone(), Value::Array(rows));
            book.insert(format!("{}_header", sheet.name), Value::Array(vec![header.into()]));
        }
        let mut text = serde_json::to_string_pretty(&Value::Object(book)).unwrap_or_default();
        text.push('\n');
        text
    }
}

/// What stands beside the sheets.
fn is_aside(name: &str) -> bool {
    name.ends_with("_header") || matches!(name, "sheet_names" | "fallback_form_name")
}

fn sheet(name: &str, header: Option<&Value>, rows: &[Value]) -> Result<Sheet, String> {
    let mut columns = Columns::default();
    if let Some(Value::Object(header)) = header.and_then(|header| header.get(0)) {
        header.keys().for_each(|name| {
            columns.number(name);
        });
    }
    let mut sheet = Sheet { name: name.to_string(), ..Sheet::default() };
    for (number, row) in (2..).zip(rows) {
        let Value::Object(row) = row else {
            return Err(format!("row {number} of \"{name}\" is not an object"));
        };
        let mut cells = Vec::new();
        for (key, value) in row {
            columns.cells(key, value, &mut cells);
        }
        cells.sort_by_key(|cell| cell.0);
        if !cells.is_empty() {
            sheet.rows.push(Row { number, cells });
        }
    }
    sheet.rows.splice(0..0, Row::new(1, columns.names));
    Ok(sheet)
}

/// The columns of a sheet in order.
#[derive(Default)]
struct Columns {
    names: Vec<String>,
    numbers: std::collections::BTreeMap<String, u32>,
}

impl Columns {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        self.names.push(name.to_string());
        let number = self.names.len() as u32;
        self.numbers.insert(name.to_string(), number);
        number
    }

    /// The cells of a value: one, or one for each language.
    fn cells(&mut self, name: &str, value: &Value, cells: &mut Vec<(u32, String)>) {
        let text = match value {
            Value::Object(inner) => {
                for (key, value) in inner {
                    self.cells(&format!("{name}::{key}"), value, cells);
                }
                return;
            }
            Value::Null => String::new(),
            Value::String(text) => text.trim().to_string(),
            other => other.to_string(),
        };
        let number = self.number(name);
        if !text.is_empty() {
            cells.push((number, text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_objects_are_rows_of_a_sheet() {
        let text = r#"{"survey": [{"type": "integer", "name": "a", "label": {"fr": "À", "en": "A"}},
            {}, {"type": "note", "required": true, "name": 1.5}],
            "survey_header": [{"name": null, "type": null}], "sheet_names": ["survey"]}"#;
        let sheets = Sheets::from_json("a.json", text).unwrap();
        let survey = sheets.sheet("survey").unwrap();
        let names: Vec<_> = survey.rows[0].cells.iter().map(|cell| cell.1.as_str()).collect();
        assert_eq!(names, ["name", "type", "label::fr", "label::en", "required"]);
        assert_eq!(survey.rows[2].number, 4);
        assert_eq!(survey.rows[2].text(1), "1.5");
        assert_eq!(survey.rows[2].text(5), "true");
        let again = Sheets::from_json("a.json", &sheets.to_json()).unwrap();
        assert_eq!(again.sheets[0].rows[1], survey.rows[1]);
    }

    #[test]
    fn other_json_is_refused_with_a_reason() {
        assert!(Sheets::from_json("a.json", "[1]").is_err());
        assert!(Sheets::from_json("a.json", "{\"survey\": [1]}").unwrap_err().contains("row 2"));
        assert!(Sheets::from_json("a.json", &"[".repeat(100_000)).is_err());
    }
}
