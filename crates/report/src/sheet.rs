//! A table as rows for programs and spreadsheets: one number a row.

use crate::ReportError;
use crate::edition::{COUNTRY, Edition};
use crate::tables::{Cell, Table, marks};

/// One number of a table with its names.
pub(crate) struct Line<'a> {
    pub(crate) indicator: &'a str,
    pub(crate) unit: &'a str,
    /// The value of the first variable, where the table has two.
    pub(crate) group: &'a str,
    /// The head of its column.
    pub(crate) column: &'a str,
    pub(crate) cell: &'a Cell,
}

/// The numbers of a table, row by row.
pub(crate) fn lines(table: &Table) -> impl Iterator<Item = Line<'_>> {
    let rows = table
        .groups
        .iter()
        .flat_map(|group| group.rows.iter().map(move |row| (group.head.is_some(), row)));
    rows.flat_map(|(grouped, row)| {
        table.columns.iter().zip(&row.cells).map(move |(column, cell)| Line {
            indicator: if grouped { &row.indicator } else { &row.label },
            unit: &row.unit,
            group: if grouped { &row.label } else { "" },
            column,
            cell,
        })
    })
}

/// Whether its rows have a value of a first variable.
pub(crate) fn is_grouped(table: &Table) -> bool {
    table.groups.iter().any(|group| group.head.is_some())
}

/// Heads of the columns of [`lines`].
pub(crate) fn heads(edition: &Edition<'_>, table: &Table) -> Vec<String> {
    let spec = edition.material.plan.tables.iter().find(|spec| spec.id == table.id.as_str());
    let names = spec.into_iter().flat_map(|spec| &spec.by).take(2);
    let mut domains: Vec<String> = names
        .map(|variable| match variable.as_str() {
            COUNTRY => edition.say("column", "country"),
            _ => edition.say("column", "series"),
        })
        .collect();
    if domains.is_empty() {
        domains.push(edition.say("column", "series"));
    }
    let say = |key| edition.say("column", key);
    let mut heads = vec![say("indicator"), say("unit")];
    heads.extend(domains);
    heads.extend(["value", "low", "high", "n", "remark"].map(say));
    heads
}

/// The remark beside a number: why there is none, or what qualifies it.
pub(crate) fn remark(edition: &Edition<'_>, cell: &Cell) -> String {
    match cell.shown() {
        Err(absence) => absence.word(edition.language).into(),
        Ok(value) => {
            let mut marks = marks(edition, &value);
            if value.interval().is_none() && !value.indicative && !cell.is_count {
                marks.push(edition.say("mark", "no_interval"));
            }
            marks.join(", ")
        }
    }
}

/// A table as CSV: decimal points, shares between 0 and 1, a remark where there is no number.
pub(crate) fn csv(edition: &Edition<'_>, table: &Table) -> Result<Vec<u8>, ReportError> {
    let refused = |error: &dyn std::fmt::Display| ReportError::Tables { reason: error.to_string() };
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(heads(edition, table)).map_err(|error| refused(&error))?;
    for line in lines(table) {
        let mut record = vec![harmless(line.indicator), harmless(line.unit)];
        if is_grouped(table) {
            record.push(harmless(line.group));
        }
        record.push(harmless(line.column));
        record.extend(numbers(line.cell).map(|number| number.map_or_else(String::new, plain)));
        record.push(line.cell.n.map_or_else(String::new, |n| n.to_string()));
        record.push(harmless(&remark(edition, line.cell)));
        writer.write_record(record).map_err(|error| refused(&error))?;
    }
    writer.into_inner().map_err(|error| refused(&error))
}

/// Value and ends of the interval, as far as they may be shown.
pub(crate) fn numbers(cell: &Cell) -> [Option<f64>; 3] {
    let Ok(value) = cell.shown() else { return [None; 3] };
    let interval = value.interval();
    [Some(value.value), interval.map(|ends| ends.0), interval.map(|ends| ends.1)]
}

/// A number with at most six decimals and no needless zeros.
fn plain(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').into()
}

/// Text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain_and_texts_are_no_formulas() {
        assert_eq!(plain(0.25), "0.25");
        assert_eq!(plain(1200.0), "1200");
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("a-b"), "a-b");
    }
}
