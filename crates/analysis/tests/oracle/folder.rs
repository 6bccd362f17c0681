//! The files of an oracle.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A line of a table by column.
pub(crate) type Record = HashMap<String, String>;

/// Where the oracle is, when it is there.
pub(crate) fn folder(file: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let named = std::env::var_os("CARAT_ORACLE_DIR").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| root.join("shared/oracle/stats"));
    let found = folder.join(file).exists();
    if !found {
        eprintln!("no {file} in {}: set CARAT_ORACLE_DIR; nothing compared", folder.display());
    }
    found.then_some(folder)
}

/// The lines of a file with tabs (and no quotes) or commas.
pub(crate) fn read(path: &Path) -> Result<Vec<Record>, String> {
    let tabs = path.extension().is_some_and(|of| of == "tsv");
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(if tabs { b'\t' } else { b',' }).quoting(!tabs).flexible(tabs);
    let fail = |error: csv::Error| format!("{}: {error}", path.display());
    let mut reader = builder.from_path(path).map_err(fail)?;
    let headers = reader.headers().map_err(fail)?.clone();
    let line = |record: csv::StringRecord| -> Record {
        let cell = |(number, name): (usize, &str)| {
            (name.to_string(), record.get(number).unwrap_or_default().to_string())
        };
        headers.iter().enumerate().map(cell).collect()
    };
    reader.records().map(|record| record.map(line).map_err(fail)).collect()
}

/// A number as R writes it.
pub(crate) fn number(text: &str) -> Option<f64> {
    match text {
        "" => None,
        "Inf" => Some(f64::INFINITY),
        "-Inf" => Some(f64::NEG_INFINITY),
        "NaN" => Some(f64::NAN),
        text => text.parse().ok(),
    }
}

/// Equal to a relative tolerance; numbers that are nearly 0 are compared absolutely.
pub(crate) fn close(ours: f64, expected: f64, tolerance: f64) -> bool {
    ours == expected || (ours - expected).abs() <= tolerance * expected.abs().max(1e-6)
}
