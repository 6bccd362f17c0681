//! One level as one Parquet file.
//!
//! Columns `_key`, `_parent`, `_file`, `_sheet`, `_row` say which row it is and
//! where it was read. Each question has a column of its name; where some row has
//! no value, a text column `<name>:missing` beside it says why.

use std::fs::File;
use std::path::Path;

use polars::prelude::{Column as Series, DataFrame, DataType};
use polars_io::SerReader;
use polars_io::parquet::read::ParquetReader;
use polars_io::parquet::write::ParquetWriter;

use crate::store::StoreError;
use crate::{Column, Level, Missing, Place, RowIdentity, Values};

const MISSING: &str = ":missing";

/// Writes a level.
pub(crate) fn write(path: &Path, level: &Level) -> Result<(), StoreError> {
    let io = |error: std::io::Error| StoreError::Io { path: path.into(), error };
    let damaged = |error: polars::error::PolarsError| StoreError::Damaged {
        path: path.into(),
        reason: error.to_string(),
    };
    let mut frame = DataFrame::new(level.rows.len(), series(level)).map_err(damaged)?;
    let mut file = File::create(path).map_err(io)?;
    ParquetWriter::new(&mut file).finish(&mut frame).map_err(damaged)?;
    file.sync_all().map_err(io)
}

fn series(level: &Level) -> Vec<Series> {
    let identity = |name: &str, get: fn(&RowIdentity) -> &str| {
        Series::new(name.into(), level.rows.iter().map(get).collect::<Vec<_>>())
    };
    let mut all = vec![
        identity("_key", |row| &row.key),
        identity("_parent", |row| &row.parent),
        identity("_file", |row| &row.place.file),
        identity("_sheet", |row| &row.place.sheet),
        Series::new("_row".into(), level.rows.iter().map(|row| row.place.row).collect::<Vec<_>>()),
    ];
    for column in &level.columns {
        all.push(match &column.values {
            Values::Number(values) => {
                let values: Vec<Option<f64>> = values.iter().map(|value| value.ok()).collect();
                Series::new(column.name.as_str().into(), values)
            }
            Values::Text(values) => {
                let values: Vec<Option<&str>> =
                    values.iter().map(|value| value.as_deref().ok()).collect();
                Series::new(column.name.as_str().into(), values)
            }
        });
        let reasons: Vec<Option<&str>> = (0..level.rows.len())
            .map(|row| column.values.missing(row).map(Missing::as_str))
            .collect();
        if reasons.iter().any(Option::is_some) {
            all.push(Series::new(format!("{}{MISSING}", column.name).into(), reasons));
        }
    }
    all
}

/// Reads a level back.
pub(crate) fn read(path: &Path, form: &str, name: &str, unit: &str) -> Result<Level, StoreError> {
    let file = File::open(path).map_err(|error| StoreError::Io { path: path.into(), error })?;
    let frame = ParquetReader::new(file).finish();
    let level = frame.map_err(|error| error.to_string()).and_then(|frame| {
        Ok(Level {
            form: form.into(),
            name: name.into(),
            unit: unit.into(),
            rows: identities(&frame).map_err(|error| error.to_string())?,
            columns: columns(&frame)?,
        })
    });
    level.map_err(|reason| StoreError::Damaged { path: path.into(), reason })
}

fn identities(frame: &DataFrame) -> Result<Vec<RowIdentity>, polars::error::PolarsError> {
    let (keys, parents) = (frame.column("_key")?.str()?, frame.column("_parent")?.str()?);
    let (files, sheets) = (frame.column("_file")?.str()?, frame.column("_sheet")?.str()?);
    let rows = frame.column("_row")?.u32()?;
    let text = |value: Option<&str>| value.unwrap_or_default().to_string();
    Ok((0..frame.height())
        .map(|row| RowIdentity {
            key: text(keys.get(row)),
            parent: text(parents.get(row)),
            place: Place {
                file: text(files.get(row)),
                sheet: text(sheets.get(row)),
                row: rows.get(row).unwrap_or_default(),
                column: 0,
            },
        })
        .collect())
}

fn columns(frame: &DataFrame) -> Result<Vec<Column>, String> {
    let names = frame.get_column_names();
    let questions = names.iter().filter(|name| !name.starts_with('_') && !name.ends_with(MISSING));
    questions.map(|name| column(frame, name)).collect()
}

fn column(frame: &DataFrame, name: &str) -> Result<Column, String> {
    let explain = |error: polars::error::PolarsError| error.to_string();
    let series = frame.column(name).map_err(explain)?;
    let reasons = frame.column(&format!("{name}{MISSING}")).ok();
    let reasons = reasons.map(|series| series.str()).transpose().map_err(explain)?;
    let reason = |row: usize| {
        let word = reasons.and_then(|reasons| reasons.get(row));
        word.and_then(Missing::from_word).unwrap_or(Missing::Lost)
    };
    let values = match series.dtype() {
        DataType::Float64 => {
            let values = series.f64().map_err(explain)?;
            Values::Number(
                (0..values.len()).map(|row| values.get(row).ok_or_else(|| reason(row))).collect(),
            )
        }
        _ => {
            let values = series.str().map_err(explain)?;
            Values::Text(
                (0..values.len())
                    .map(|row| values.get(row).map(Box::from).ok_or_else(|| reason(row)))
                    .collect(),
            )
        }
    };
    Ok(Column { name: name.into(), values })
}
