//! The data behind a figure as CSV.
//!
//! Numbers have a decimal point in every language. What must not be shown is not
//! here either: a hidden number has its reason and nothing else.

use super::ChartError;
use super::data::Datum;

/// Rows of cells under a header.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(header: &[&str]) -> Self {
        Table { rows: vec![header.iter().map(|cell| cell.to_string()).collect()] }
    }

    /// A table whose last columns are those of [`datum`].
    pub(crate) fn of_data(keys: &[&str]) -> Self {
        Table::new(&[keys, &["value", "low", "high", "n", "indicative", "reason"]].concat())
    }

    pub(crate) fn row(&mut self, keys: &[&str], datum: &Datum) {
        let mut row: Vec<String> = keys.iter().map(|key| harmless(key)).collect();
        row.extend(self::datum(datum));
        self.rows.push(row);
    }

    pub(crate) fn cells(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    pub(crate) fn finish(self) -> Result<String, ChartError> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in &self.rows {
            writer
                .write_record(row)
                .map_err(|error| ChartError::Drawing { reason: error.to_string() })?;
        }
        let bytes = writer
            .into_inner()
            .map_err(|error| ChartError::Drawing { reason: error.to_string() })?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

fn datum(datum: &Datum) -> [String; 6] {
    match datum.shown() {
        Ok(value) => {
            let interval = value.interval();
            [
                plain(value.value),
                interval.map_or(String::new(), |ends| plain(ends.0)),
                interval.map_or(String::new(), |ends| plain(ends.1)),
                value.n.map_or(String::new(), |n| n.to_string()),
                if value.indicative { "yes".into() } else { "no".into() },
                String::new(),
            ]
        }
        Err(absence) => {
            let mut cells: [String; 6] = Default::default();
            cells[5] = absence.code().into();
            cells
        }
    }
}

/// A number with at most six significant decimals.
pub(crate) fn plain(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').into()
}

/// Text that no spreadsheet takes for a formula.
pub(crate) fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::super::data::{Absence, Value};
    use super::*;

    #[test]
    fn hidden_numbers_are_not_behind_the_figure() {
        let mut table = Table::of_data(&["label"]);
        table.row(&["=1+1, \"x\""], &Datum::Value(Value::new(0.384, 412).between(0.33, 0.44)));
        table.row(&["B"], &Datum::Value(Value::new(0.5, 12)));
        table.row(&["C"], &Datum::Absent(Absence::NotReported));
        assert_eq!(
            table.finish().unwrap(),
            "label,value,low,high,n,indicative,reason\n\
             \"'=1+1, \"\"x\"\"\",0.384,0.33,0.44,412,no,\n\
             B,,,,,,too_few\n\
             C,,,,,,not_reported\n"
        );
    }
}
