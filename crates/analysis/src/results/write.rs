//! The results table as files: CSV for people, JSON for programs.

use std::io::{self, Write};

use dataset::Missing;
use serde::Serialize;

use crate::results::{CountryRecords, Estimate, Results};

/// The name and version of the JSON form.
pub const SCHEMA: &str = "carat-results/1";

/// Writes one line a number, with a header. An empty cell is "none"; the column
/// `reason` says why there is no value or no interval.
///
/// `domain` is `variable=value`, several joined by `; `, empty for everyone. Numbers
/// have a point and all their digits; proportions are between 0 and 1. Columns
/// `missing_*` count rows of the base without a value, by reason. Numbers that are
/// hidden have no counts either.
///
/// # Errors
/// What the writer says.
pub fn write_csv(results: &Results, output: impl Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(output);
    let missing = Missing::ALL.map(|missing| format!("missing_{}", missing.as_str()));
    let header = HEADER.iter().copied().chain(missing.iter().map(String::as_str));
    writer.write_record(header)?;
    for row in &results.rows {
        writer.write_record(cells(row))?;
    }
    writer.flush()
}

const HEADER: [&str; 20] = [
    "indicator",
    "category",
    "domain",
    "form",
    "level",
    "unit",
    "statistic",
    "design",
    "value",
    "standard_error",
    "low",
    "high",
    "confidence",
    "degrees_of_freedom",
    "design_effect",
    "n",
    "weighted_n",
    "psus",
    "method",
    "reason",
];

fn cells(row: &Estimate) -> Vec<String> {
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    let domain: Vec<String> =
        row.domain.iter().map(|(variable, value)| format!("{variable}={value}")).collect();
    let hidden = row.value.is_none() && row.n == 0;
    let count = |count: u64| if hidden { String::new() } else { count.to_string() };
    let mut cells = vec![
        row.indicator.clone(),
        row.category.clone().unwrap_or_default(),
        domain.join("; "),
        row.form.clone(),
        row.level.clone(),
        row.unit.clone(),
        word(&row.statistic),
        word(&row.design),
        number(row.value),
        number(row.standard_error),
        number(row.low),
        number(row.high),
        number(row.confidence),
        number(row.degrees_of_freedom),
        number(row.design_effect),
        count(row.n),
        number((!hidden).then_some(row.weighted_n)),
        count(row.psus),
        row.method.clone(),
        row.reason.as_ref().map(word).unwrap_or_default(),
    ];
    let missing = Missing::ALL.map(|missing| row.missing.get(&missing));
    cells.extend(missing.map(|count| count.map(u64::to_string).unwrap_or_default()));
    cells
}

/// The word that a value has in JSON.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Writes everything as one JSON object whose `schema` is [`SCHEMA`].
///
/// # Errors
/// What the writer says.
pub fn write_json(results: &Results, mut output: impl Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct File<'a> {
        schema: &'static str,
        reporting: &'a std::collections::BTreeMap<String, Vec<CountryRecords>>,
        rows: &'a [Estimate],
    }
    let file = File { schema: SCHEMA, reporting: &results.reporting, rows: &results.rows };
    serde_json::to_writer_pretty(&mut output, &file)?;
    output.write_all(b"\n")
}
