//! The account of a run in numbers: what reports say about the data themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Dataset, Fate};

/// Counts of rows and findings, without any value or key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Rows by form, level, country and fate.
    pub rows: Vec<RowCount>,
    /// Findings by form, country, severity and rule.
    pub findings: Vec<FindingCount>,
    /// Files that were read, in order.
    pub files: Vec<String>,
}

/// How many rows went one way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowCount {
    /// Form id; empty for sheets that belong to no form.
    pub form: String,
    /// `main` or a repeat.
    pub level: String,
    /// Country code; empty where it is not known.
    pub country: String,
    /// The word of the [`Fate`].
    pub fate: String,
    /// Number of rows.
    pub rows: u64,
}

/// How often a rule found something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FindingCount {
    /// Form id; empty for findings about a file.
    pub form: String,
    /// Country code; empty where it is not known.
    pub country: String,
    /// `info`, `warning`, `error`.
    pub severity: String,
    /// The rule.
    pub rule: String,
    /// Number of findings.
    pub findings: u64,
}

impl Summary {
    /// The summary of a dataset.
    pub fn of(dataset: &Dataset) -> Self {
        Summary { rows: rows(dataset), findings: findings(dataset), files: files(dataset) }
    }

    /// Number of rows with a fate, over the counts that satisfy a condition.
    pub fn count(&self, fate: Fate, condition: impl Fn(&RowCount) -> bool) -> u64 {
        let of_fate =
            self.rows.iter().filter(|count| count.fate == fate.as_str() && condition(count));
        of_fate.map(|count| count.rows).sum()
    }
}

fn rows(dataset: &Dataset) -> Vec<RowCount> {
    let mut counts: BTreeMap<(&str, &str, &str, Fate), u64> = BTreeMap::new();
    for entry in &dataset.ledger.entries {
        *counts.entry((&entry.form, &entry.level, &entry.country, entry.fate)).or_default() += 1;
    }
    let to_count =
        |((form, level, country, fate), rows): ((&str, &str, &str, Fate), u64)| RowCount {
            form: form.into(),
            level: level.into(),
            country: country.into(),
            fate: fate.as_str().into(),
            rows,
        };
    counts.into_iter().map(to_count).collect()
}

fn findings(dataset: &Dataset) -> Vec<FindingCount> {
    let entries = dataset.ledger.entries.iter();
    let countries: BTreeMap<(&str, &str, u32), &str> = entries
        .map(|entry| {
            let place = &entry.place;
            ((place.file.as_str(), place.sheet.as_str(), place.row), entry.country.as_str())
        })
        .collect();
    let mut counts: BTreeMap<(&str, &str, &str, &str), u64> = BTreeMap::new();
    for finding in &dataset.findings {
        let place = (finding.place.file.as_str(), finding.place.sheet.as_str(), finding.place.row);
        let country = countries.get(&place).copied().unwrap_or_default();
        *counts
            .entry((&finding.form, country, finding.severity.as_str(), &finding.rule))
            .or_default() += 1;
    }
    let to_count =
        |((form, country, severity, rule), findings): ((&str, &str, &str, &str), u64)| {
            FindingCount {
                form: form.into(),
                country: country.into(),
                severity: severity.into(),
                rule: rule.into(),
                findings,
            }
        };
    counts.into_iter().map(to_count).collect()
}

fn files(dataset: &Dataset) -> Vec<String> {
    let mut files: Vec<String> =
        dataset.ledger.sheets.iter().map(|sheet| sheet.file.clone()).collect();
    files.dedup();
    files
}
