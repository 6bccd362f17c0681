//! The dataset of the sample survey as plain CSV, for programs that do not read Parquet:
//! one file a level, and nothing in the cell of an answer that is missing.

use std::error::Error;
use std::fs;
use std::path::Path;

use dataset::{Level, Store};

/// Writes `<form>.<level>.csv` for each level of the dataset in force to `target/tables`.
pub(crate) fn write(root: &Path) -> Result<(), Box<dyn Error>> {
    let store = Store::new(root.join("surveys/diamond-impact/data"));
    let levels = store.read_levels()?.ok_or("no dataset: run carat ingest first")?;
    let folder = root.join("target/tables");
    fs::create_dir_all(&folder)?;
    for level in &levels {
        fs::write(folder.join(format!("{}.{}.csv", level.form, level.name)), csv_of(level)?)?;
    }
    Ok(())
}

fn csv_of(level: &Level) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    let names = level.columns.iter().map(|column| column.name.as_str());
    csv.write_record(["key_of_row", "key_of_parent"].into_iter().chain(names))?;
    for (number, row) in level.rows.iter().enumerate() {
        let values = level.columns.iter().map(|column| column.values.text(number));
        let mut cells = vec![row.key.to_string(), row.parent.to_string()];
        cells.extend(values.map(|value| value.map_or(String::new(), |text| text.into_owned())));
        csv.write_record(cells)?;
    }
    Ok(csv.into_inner()?)
}
