//! Composite indices against COINr.

use std::collections::BTreeMap;
use std::path::Path;

use analysis::composite::{Mean, Normalisation, aggregate, normalise, treat};

use crate::folder::{Record, close, folder, number, read};

/// Units with their indicators, and how indicators are grouped.
struct Composite {
    units: Vec<Record>,
    meta: Vec<Record>,
}

type Values = BTreeMap<String, Vec<Option<f64>>>;

impl Composite {
    fn read(folder: &Path) -> Self {
        let data = folder.join("data");
        Composite {
            units: read(&data.join("composite_units.csv")).unwrap(),
            meta: read(&data.join("composite_meta.csv")).unwrap(),
        }
    }

    fn raw(&self, code: &str) -> Vec<Option<f64>> {
        self.units.iter().map(|unit| number(&unit[code])).collect()
    }

    fn at_level(&self, level: &str) -> Vec<&Record> {
        self.meta.iter().filter(|row| row["Level"] == level).collect()
    }

    fn normalised(&self, how: Normalisation) -> Values {
        let of = |row: &&Record| {
            let higher = row["Direction"] != "-1";
            (row["iCode"].clone(), normalise(&self.raw(&row["iCode"]), higher, how))
        };
        self.at_level("1").iter().map(of).collect()
    }

    /// The values of each group, level by level.
    fn aggregated(&self, mut values: Values, how: Mean) -> Values {
        for level in ["2", "3", "4", "5"] {
            for group in self.at_level(level) {
                let parts: Vec<&Record> =
                    self.meta.iter().filter(|row| row["Parent"] == group["iCode"]).collect();
                let weights: Vec<f64> =
                    parts.iter().map(|part| number(&part["Weight"]).unwrap()).collect();
                let of_unit = |unit: usize| {
                    let known: Vec<Option<f64>> =
                        parts.iter().map(|part| values[&part["iCode"]][unit]).collect();
                    aggregate(&known, &weights, how).map(|(value, _)| value)
                };
                let found = (0..self.units.len()).map(of_unit).collect();
                values.insert(group["iCode"].clone(), found);
            }
        }
        values
    }

    fn step(&self, step: &str) -> Result<Values, String> {
        let unknown = || format!("unknown step {step}");
        let words: Vec<&str> = step.split(':').collect();
        match words[..] {
            ["normalise", name] => {
                let how = match name {
                    "n_minmax" => Normalisation::MinMax { low: 0.0, high: 100.0 },
                    "n_zscore" => Normalisation::ZScore { mean: 0.0, deviation: 1.0 },
                    "n_scaled" => Normalisation::Scaled { low: 0.0, high: 100.0 },
                    "n_rank" => Normalisation::Rank,
                    "n_prank" => Normalisation::PercentRank,
                    "n_dist2max" => Normalisation::DistanceToBest,
                    _ => return Err(unknown()),
                };
                Ok(self.normalised(how))
            }
            ["aggregate", scale, name] => {
                let ends: Vec<f64> = scale
                    .strip_prefix("minmax_")
                    .ok_or_else(unknown)?
                    .split('_')
                    .filter_map(number)
                    .collect();
                let [low, high] = ends[..] else { return Err(unknown()) };
                let how = match name {
                    "a_amean" => Mean::Arithmetic,
                    "a_gmean" => Mean::Geometric,
                    "a_hmean" => Mean::Harmonic,
                    _ => return Err(unknown()),
                };
                let values = self.normalised(Normalisation::MinMax { low, high });
                Ok(self.aggregated(values, how))
            }
            ["treat", "winsorise_skew2_kurt3.5"] => {
                let of =
                    |row: &&Record| (row["iCode"].clone(), treat(&self.raw(&row["iCode"]), 5).0);
                Ok(self.at_level("1").iter().map(of).collect())
            }
            _ => Err(unknown()),
        }
    }
}

#[test]
fn composites_agree_with_coinr() {
    let Some(folder) = folder("composite_expected.tsv") else { return };
    let composite = Composite::read(&folder);
    let rows = read(&folder.join("composite_expected.tsv")).unwrap();
    let mut steps: BTreeMap<String, Result<Values, String>> = BTreeMap::new();
    let mut failures = Vec::new();
    for row in &rows {
        let step = steps.entry(row["step"].clone()).or_insert_with(|| composite.step(&row["step"]));
        let unit = composite.units.iter().position(|unit| unit["uCode"] == row["unit"]);
        let ours = match (step, unit) {
            (Err(why), _) => {
                failures.push(why.clone());
                continue;
            }
            (Ok(values), Some(unit)) => values.get(&row["code"]).map(|values| values[unit]),
            (Ok(_), None) => None,
        };
        let expected = number(&row["value"]);
        let agrees = match ours {
            Some(ours) => match (ours, expected) {
                (Some(ours), Some(expected)) => close(ours, expected, 1e-9),
                (None, expected) => expected.is_none_or(f64::is_nan),
                (Some(_), None) => false,
            },
            None => false,
        };
        if !agrees {
            failures.push(format!("{row:?}: {ours:?}"));
        }
    }
    eprintln!("composites: {} of {} agree", rows.len() - failures.len(), rows.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
