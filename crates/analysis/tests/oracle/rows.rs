//! The rows of a design's data, and their values.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use crate::expression::{Value, evaluate, parse};
use crate::folder::{Record, read};

/// The rows of a design.
pub(crate) struct Rows {
    pub(crate) records: Vec<Record>,
}

impl Rows {
    /// Reads `FILE`, `FILE joined to FILE by KEY`, or `FILE with per-household counts
    /// from FILE`, whose counts the note explains: `n = members with v=1`, `n = members
    /// with v answered`.
    pub(crate) fn read(folder: &Path, data_file: &str, note: &str) -> Result<Self, String> {
        let data = folder.join("data");
        let words: Vec<&str> = data_file.split(' ').collect();
        let file = |word: &str| read(&data.join(word));
        let records = match words[..] {
            [one] => file(one)?,
            [inner, "joined", "to", outer, "by", key] => joined(file(inner)?, file(outer)?, key)?,
            [outer, "with", "per-household", "counts", "from", inner] => {
                counted(file(outer)?, &file(inner)?, note)?
            }
            _ => return Err(format!("unknown data file {data_file:?}")),
        };
        Ok(Rows { records })
    }

    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    /// The values of an expression, such as `api00`, `awards==Yes` or `I(x > 3)`.
    pub(crate) fn values(&self, text: &str) -> Result<Vec<Value>, String> {
        if self.records.first().is_some_and(|row| row.contains_key(text)) {
            return Ok(self.records.iter().map(|row| Value::of(&row[text])).collect());
        }
        let expression = parse(text)?;
        self.records.iter().map(|row| evaluate(&expression, row)).collect()
    }

    /// The values as numbers.
    pub(crate) fn numbers(&self, text: &str) -> Result<Vec<Option<f64>>, String> {
        let number = |value: &Value| match value {
            Value::Missing => Ok(None),
            Value::Number(number) => Ok(Some(*number)),
            other => Err(format!("{text} is {other:?} and no number")),
        };
        self.values(text)?.iter().map(number).collect()
    }

    /// Whether each row has the level of a variable.
    pub(crate) fn has_level(&self, text: &str, level: &str) -> Result<Vec<Option<f64>>, String> {
        let wanted = Value::of(level);
        let values = self.values(text)?;
        if !values.contains(&wanted) {
            return Err(format!("{text} has no level {level:?}"));
        }
        let has = |value: &Value| match value {
            Value::Missing => None,
            value => Some(f64::from(*value == wanted)),
        };
        Ok(values.iter().map(has).collect())
    }

    /// The levels of a variable in order, and the number of each row's.
    pub(crate) fn parts(&self, text: &str) -> Result<(Vec<Value>, Vec<Option<u32>>), String> {
        let values = self.values(text)?;
        let levels = levels(&values);
        let place =
            |value: &Value| levels.iter().position(|level| level == value).map(|at| at as u32);
        let parts = values.iter().map(place).collect();
        Ok((levels, parts))
    }
}

/// The distinct values in order: numbers by size, texts by letter.
pub(crate) fn levels(values: &[Value]) -> Vec<Value> {
    let mut levels: Vec<Value> =
        values.iter().filter(|value| **value != Value::Missing).cloned().collect();
    levels.sort_by(|a, b| match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
        (a, b) => format!("{a:?}").cmp(&format!("{b:?}")),
    });
    levels.dedup();
    levels
}

fn joined(inner: Vec<Record>, outer: Vec<Record>, key: &str) -> Result<Vec<Record>, String> {
    let by_key: HashMap<&str, &Record> = outer.iter().map(|row| (row[key].as_str(), row)).collect();
    let with_outer = |mut row: Record| {
        let outer = by_key.get(row[key].as_str()).ok_or_else(|| format!("no {}", row[key]))?;
        for (name, value) in *outer {
            row.entry(name.clone()).or_insert_with(|| value.clone());
        }
        Ok(row)
    };
    inner.into_iter().map(with_outer).collect()
}

fn counted(outer: Vec<Record>, inner: &[Record], note: &str) -> Result<Vec<Record>, String> {
    let shared = |name: &&String| inner.first().is_some_and(|row| row.contains_key(*name));
    let first = outer.first().ok_or("no rows")?;
    let mut keys: Vec<&String> = first.keys().filter(shared).collect();
    keys.sort();
    let [key] = keys[..] else { return Err(format!("which of {keys:?} joins?")) };
    let key = key.clone();
    let mut counts: BTreeMap<String, (&str, Option<&str>)> = BTreeMap::new();
    for part in note.split([',', ';']) {
        let Some((name, what)) = part.split_once(" = members with ") else { continue };
        let what = match what.trim().split_once('=') {
            Some((variable, value)) => (variable, Some(value)),
            None => (what.trim().trim_end_matches(" answered"), None),
        };
        counts.insert(name.trim().to_string(), what);
    }
    if counts.is_empty() {
        return Err(format!("which counts? {note}"));
    }
    let with_counts = |mut row: Record| {
        let members: Vec<&Record> = inner.iter().filter(|of| of[&key] == row[&key]).collect();
        for (name, (variable, value)) in &counts {
            let counted = members.iter().filter(|of| match value {
                Some(value) => of[*variable] == *value,
                None => !of[*variable].is_empty(),
            });
            row.insert(name.clone(), counted.count().to_string());
        }
        row
    };
    Ok(outer.into_iter().map(with_counts).collect())
}
