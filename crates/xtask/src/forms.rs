//! The forms of `schemas/` as workbooks, from their CSV sources.
//!
//! Each form has a folder in `schemas/source` with `survey.csv`, `choices.csv` and
//! `settings.csv`; lists that several forms share are in `schemas/source/shared`
//! and go into the workbook of every form that uses them.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use crate::workbook::{Cell, Sheet, xlsx};

/// A CSV file: its header and its rows.
struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// Writes `schemas/<form>.xlsx` for every folder of `schemas/source`.
pub(crate) fn write_all(root: &Path) -> Result<(), Box<dyn Error>> {
    let schemas = root.join("schemas");
    let source = schemas.join("source");
    let mut folders: Vec<_> = fs::read_dir(&source)?.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.join("survey.csv").is_file()) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let bytes = xlsx::write(&sheets(folder, &source.join("shared"))?)?;
        fs::write(schemas.join(format!("{name}.xlsx")), bytes)?;
    }
    Ok(())
}

fn sheets(folder: &Path, shared: &Path) -> Result<Vec<Sheet>, Box<dyn Error>> {
    let survey = read(&folder.join("survey.csv"))?;
    let own = read(&folder.join("choices.csv"))?;
    let lists = [own, read(&shared.join("choices.csv"))?, read(&shared.join("admin.csv"))?];
    let choices = used_lists(&survey, &lists);
    let settings = read(&folder.join("settings.csv"))?;
    Ok(vec![sheet("survey", survey), sheet("choices", choices), sheet("settings", settings)])
}

/// The lists that the survey sheet names, in the order in which it names them; a
/// form's own list comes before a shared one of the same name.
fn used_lists(survey: &Table, tables: &[Table]) -> Table {
    let mut header: Vec<String> = Vec::new();
    for name in tables.iter().flat_map(|table| &table.header) {
        if !header.contains(name) {
            header.push(name.clone());
        }
    }
    let mut rows = Vec::new();
    let mut done = BTreeSet::new();
    for list in survey
        .rows
        .iter()
        .filter_map(|row| row[0].strip_prefix("select_")?.split_whitespace().nth(1))
    {
        let table = tables.iter().find(|table| table.rows.iter().any(|row| row[0] == list));
        if let Some(table) = table.filter(|_| done.insert(list)) {
            rows.extend(
                table
                    .rows
                    .iter()
                    .filter(|row| row[0] == list)
                    .map(|row| aligned(table, row, &header)),
            );
        }
    }
    // A filter column that no list of this form uses would only be noise.
    let used: Vec<usize> = (0..header.len())
        .filter(|&column| rows.iter().any(|row: &Vec<String>| !row[column].is_empty()))
        .collect();
    Table {
        header: used.iter().map(|&column| header[column].clone()).collect(),
        rows: rows
            .iter()
            .map(|row| used.iter().map(|&column| row[column].clone()).collect())
            .collect(),
    }
}

fn aligned(table: &Table, row: &[String], header: &[String]) -> Vec<String> {
    let by_name: BTreeMap<&str, &str> =
        table.header.iter().map(String::as_str).zip(row.iter().map(String::as_str)).collect();
    header
        .iter()
        .map(|name| by_name.get(name.as_str()).copied().unwrap_or_default().to_string())
        .collect()
}

fn sheet(name: &str, table: Table) -> Sheet {
    let rows = std::iter::once(table.header).chain(table.rows);
    let rows = rows.map(|row| row.iter().map(|text| Cell::text(text)).collect()).collect();
    Sheet { name: name.into(), rows, merged: Vec::new() }
}

fn read(path: &Path) -> Result<Table, Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new()
        .from_path(path)
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let header = reader
        .headers()?
        .iter()
        .map(|name| name.trim_start_matches('\u{feff}').to_string())
        .collect();
    let rows = reader.records().map(|record| Ok(record?.iter().map(str::to_string).collect()));
    Ok(Table { header, rows: rows.collect::<Result<_, csv::Error>>()? })
}
