//! The designs of an oracle, made from the words of `designs.tsv`.

use std::collections::HashMap;
use std::path::Path;

use analysis::design::adjustment::{Adjusted, Auxiliaries, Distance, Margin};
use analysis::design::{Design, Frame, LonelyPsu, Replicates};
use analysis::estimate::Sampled;

use crate::folder::{Record, number, read};
use crate::regression::model;
use crate::rows::Rows;

/// A design with its rows.
pub(crate) struct Built {
    pub(crate) rows: Rows,
    scheme: Scheme,
    inside: Vec<bool>,
    pub(crate) is_iterative: bool,
}

enum Scheme {
    Linearised { design: Design, units: Vec<u32>, weights: Adjusted },
    Replicated(Replicates),
}

impl Built {
    /// The rows as statistics see them.
    pub(crate) fn sampled(&self) -> Sampled<'_> {
        let all = match &self.scheme {
            Scheme::Linearised { design, units, weights } => Sampled::new(design, units, weights),
            Scheme::Replicated(replicates) => Sampled::replicated(replicates),
        };
        all.within(|row| self.inside[row])
    }

    /// Design, PSU and weight of each row, when cells can be made of them.
    pub(crate) fn for_cells(&self) -> Option<(&Design, &[u32], &[f64])> {
        match &self.scheme {
            Scheme::Linearised { design, units, weights } if !self.is_iterative => {
                (design.stages() == 1).then_some((design, units.as_slice(), weights.weights()))
            }
            _ => None,
        }
    }
}

/// Designs are read in the order of their file: later ones speak of earlier ones.
#[derive(Default)]
pub(crate) struct Designs {
    built: HashMap<String, Result<Built, String>>,
    formula: String,
    totals: HashMap<String, f64>,
}

impl Designs {
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let specs = read(&folder.join("designs.tsv"))?;
        let mut designs = Designs::default();
        for spec in &specs {
            let built = designs.build(folder, spec, &specs);
            designs.built.insert(spec["design"].clone(), built);
        }
        Ok(designs)
    }

    pub(crate) fn get(&self, name: &str) -> Result<&Built, String> {
        match self.built.get(name) {
            Some(Ok(built)) => Ok(built),
            Some(Err(why)) => Err(why.clone()),
            None => Err(format!("no design {name}")),
        }
    }

    fn build(&mut self, folder: &Path, spec: &Record, specs: &[Record]) -> Result<Built, String> {
        let rows = Rows::read(folder, &spec["data_file"], &spec["note"])?;
        let inside = match spec["subset"].as_str() {
            "" => vec![true; rows.len()],
            text => rows.values(text)?.iter().map(|value| value.is_true()).collect(),
        };
        if !spec["replicate"].is_empty() {
            let replicates = replicated(folder, spec, specs, &rows)?;
            let scheme = Scheme::Replicated(replicates);
            return Ok(Built { rows, scheme, inside, is_iterative: false });
        }
        let (design, units) = drawn(spec, &rows)?;
        let weights = Adjusted::new(weights(spec, specs, &rows, &design, &units)?);
        let weights = match spec["adjustment"].as_str() {
            "" => weights,
            text => self.adjusted(folder, text, &rows, weights)?,
        };
        let is_iterative = !spec["adjustment"].is_empty();
        Ok(Built {
            rows,
            scheme: Scheme::Linearised { design, units, weights },
            inside,
            is_iterative,
        })
    }

    fn adjusted(
        &mut self,
        folder: &Path,
        text: &str,
        rows: &Rows,
        weights: Adjusted,
    ) -> Result<Adjusted, String> {
        let mut weights = weights;
        for step in text.split(" then ") {
            let fail = |error| format!("{step}: {error:?}");
            let word = step.split([' ', '(']).next().unwrap_or_default();
            weights = match word {
                "postStratify" => {
                    let (formula, files) = step.split_once(" to ").ok_or("no totals")?;
                    let file = first_file(files);
                    let (groups, totals) = margin(folder, rows, after_tilde(formula), &file)?;
                    weights.post_stratify(&groups, &totals).map_err(fail)?
                }
                "rake" => {
                    let (formulas, files) = step.split_once(" to ").ok_or("no totals")?;
                    let files = files.split(';').next().unwrap_or_default();
                    let formulas = formulas.trim_start_matches("rake").split(',');
                    let margins: Result<Vec<_>, String> = formulas
                        .zip(files.split(','))
                        .map(|(formula, file)| {
                            margin(folder, rows, after_tilde(formula), &first_file(file))
                        })
                        .collect();
                    let margins = margins?;
                    let margins: Vec<Margin<'_>> =
                        margins.iter().map(|(groups, totals)| Margin { groups, totals }).collect();
                    weights.rake(&margins, 1000).map_err(fail)?
                }
                "calibrate" => self.calibrated(step, rows, weights)?,
                "trimWeights" => {
                    let of = |name: &str| {
                        let (_, rest) = step.split_once(&format!("{name}="))?;
                        number(rest.split([',', ')']).next()?.trim())
                    };
                    let (low, high) = (of("lower"), of("upper"));
                    let low = low.unwrap_or(f64::NEG_INFINITY);
                    weights.trim(low, high.unwrap_or(f64::INFINITY)).map_err(fail)?
                }
                _ => return Err(format!("unknown adjustment {step:?}")),
            };
        }
        Ok(weights)
    }

    fn calibrated(
        &mut self,
        step: &str,
        rows: &Rows,
        weights: Adjusted,
    ) -> Result<Adjusted, String> {
        let distance = distance(step)?;
        if let Some((_, rest)) = step.split_once('~') {
            self.formula = rest.split([' ', ',']).next().unwrap_or_default().to_string();
        }
        for word in step.split([',', ' ']) {
            if let Some((name, value)) = word.split_once('=')
                && let Some(value) = number(value)
            {
                self.totals.insert(name.to_string(), value);
            }
        }
        let (names, columns) = model(&self.formula, rows)?;
        let complete = |column: Vec<Option<f64>>| -> Result<Vec<f64>, String> {
            column.into_iter().collect::<Option<_>>().ok_or("an auxiliary is missing".into())
        };
        let columns: Result<Vec<Vec<f64>>, String> = columns.into_iter().map(complete).collect();
        let total = |name: &String| {
            self.totals.get(name).copied().ok_or(format!("no total of {name} for {step}"))
        };
        let totals: Result<Vec<f64>, String> = names.iter().map(total).collect();
        let auxiliaries = Auxiliaries { columns: &columns?, totals: &totals? };
        weights.calibrate(auxiliaries, distance).map_err(|error| format!("{step}: {error:?}"))
    }
}

/// The distance of a calibration, with the bounds of `(low, high)`.
fn distance(step: &str) -> Result<Distance, String> {
    let bounds = step.split_once("bounds").and_then(|(_, rest)| {
        let inner = rest.split_once('(')?.1.split_once(')')?.0;
        let (low, high) = inner.split_once(',')?;
        Some((number(low.trim())?, number(high.trim())?))
    });
    let has = |word: &str| step.contains(word);
    match bounds {
        Some((low, high)) if has("logit") => Ok(Distance::Logit { low, high }),
        Some((low, high)) if has("linear") => Ok(Distance::Truncated { low, high }),
        None if has("raking") => Ok(Distance::Raking),
        None if has("linear") => Ok(Distance::Linear),
        _ => Err(format!("unknown distance {step:?}")),
    }
}

fn after_tilde(text: &str) -> &str {
    text.split_once('~').map_or(text, |(_, rest)| rest).trim()
}

fn first_file(text: &str) -> String {
    text.trim().split([' ', ';', ',']).next().unwrap_or_default().to_string()
}

/// The groups of `a` or `a+b`, with the totals of a file of their values.
fn margin(
    folder: &Path,
    rows: &Rows,
    variables: &str,
    file: &str,
) -> Result<(Vec<u32>, Vec<f64>), String> {
    let variables: Vec<&str> = variables.split(['+', '*']).map(str::trim).collect();
    let population = read(&folder.join("data").join(file))?;
    let key = |row: &Record| -> Vec<String> {
        variables.iter().map(|of| row.get(*of).cloned().unwrap_or_default()).collect()
    };
    let keys: Vec<Vec<String>> = population.iter().map(key).collect();
    let groups: Option<Vec<u32>> = rows
        .records
        .iter()
        .map(|row| keys.iter().position(|of| *of == key(row)).map(|at| at as u32))
        .collect();
    let totals: Option<Vec<f64>> =
        population.iter().map(|row| row.get("Freq").and_then(|of| number(of))).collect();
    groups.zip(totals).ok_or_else(|| format!("{file} does not fit {variables:?}"))
}

/// The names of `a; b`, without what stands in brackets.
fn names(text: &str) -> Vec<String> {
    let plain = text.split(" (").next().unwrap_or_default();
    let parts = plain.split([';', '+']).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(String::from).collect()
}

fn drawn(spec: &Record, rows: &Rows) -> Result<(Design, Vec<u32>), String> {
    let lonely = match spec["lonely_psu"].split(' ').next().unwrap_or_default() {
        "adjust" => LonelyPsu::Adjust,
        "average" => LonelyPsu::Average,
        "certainty" => LonelyPsu::Certainty,
        "remove" => LonelyPsu::Remove,
        "fail" | "" => LonelyPsu::Fail,
        other => return Err(format!("unknown rule for lonely PSUs {other:?}")),
    };
    let in_domains = spec["lonely_psu"].contains("adjust.domain.lonely=TRUE");
    let mut design = Design::new(lonely).lonely_in_domains(in_domains);
    let (ids, strata, frames) = (names(&spec["ids"]), names(&spec["strata"]), names(&spec["fpc"]));
    if ids.is_empty() {
        return Err(format!("no ids in {}", spec["design"]));
    }
    let get = |row: &Record, name: &str| {
        row.get(name).cloned().ok_or_else(|| format!("no column {name}"))
    };
    let mut all = Vec::new();
    for (number, row) in rows.records.iter().enumerate() {
        let mut units = Vec::new();
        for (stage, name) in ids.iter().enumerate() {
            let id = if name == "1" || name == "0" { number.to_string() } else { get(row, name)? };
            let stratum = match strata.get(stage) {
                Some(name) => get(row, name)?,
                None => String::new(),
            };
            let unit = match units.last() {
                None => design.psu(&stratum, &id),
                Some(parent) => design.unit(stage, *parent, &stratum, &id),
            };
            units.push(unit);
        }
        all.push(units);
    }
    let mut sizes: Vec<Vec<f64>> = Vec::new();
    for name in &frames {
        let size =
            |row: &Record| number(&get(row, name)?).ok_or_else(|| format!("{name} is no number"));
        sizes.push(rows.records.iter().map(size).collect::<Result<_, String>>()?);
    }
    // R: sizes when any is above 1, else fractions.
    let are_sizes = sizes.iter().flatten().any(|size| *size > 1.0);
    for (stage, sizes) in sizes.iter().enumerate() {
        for (units, size) in all.iter().zip(sizes) {
            let frame = if are_sizes { Frame::Size(*size) } else { Frame::Fraction(*size) };
            design.set_frame_of(stage, units[stage], frame);
        }
    }
    Ok((design, all.iter().filter_map(|units| units.last().copied()).collect()))
}

fn weights(
    spec: &Record,
    specs: &[Record],
    rows: &Rows,
    design: &Design,
    units: &[u32],
) -> Result<Vec<f64>, String> {
    let name = spec["weights"].as_str();
    if rows.records.first().is_some_and(|row| row.contains_key(name)) {
        let weights: Option<Vec<f64>> = rows.numbers(name)?.into_iter().collect();
        return weights.ok_or_else(|| format!("{name} is missing somewhere"));
    }
    if name.is_empty() && spec["fpc"].is_empty() {
        return Ok(vec![1.0; rows.len()]);
    }
    if !name.is_empty() && !name.contains("fpc") {
        return Err(format!("unknown weights {name:?}"));
    }
    if spec["fpc"].is_empty() {
        // The frame of another design of the same file.
        let other = |of: &&Record| {
            of["data_file"] == spec["data_file"]
                && !of["fpc"].is_empty()
                && names(&of["ids"]).len() > 1
        };
        let other = specs.iter().find(other).ok_or("no frame for the weights")?;
        let (design, units) = drawn(other, rows)?;
        return expansions(&design, &units);
    }
    expansions(design, units)
}

fn expansions(design: &Design, units: &[u32]) -> Result<Vec<f64>, String> {
    let weights: Option<Vec<f64>> = units.iter().map(|unit| design.expansion(*unit)).collect();
    weights.ok_or("a stage has no frame".into())
}

/// Replicate weights from the two files that the description names.
fn replicated(
    folder: &Path,
    spec: &Record,
    specs: &[Record],
    rows: &Rows,
) -> Result<Replicates, String> {
    let words = || spec["replicate"].split([' ', ';', ',']);
    let named = |ending: &str| {
        let default = format!("{}{ending}", spec["design"]);
        words().find(|word| word.ends_with(ending)).map_or(default, String::from)
    };
    let columns = read(&folder.join("data").join(named("_repweights.csv")))?;
    let scales = read(&folder.join("data").join(named("_scales.csv")))?;
    let mut names: Vec<&String> =
        columns.first().map(|row| row.keys().collect()).unwrap_or_default();
    names.sort();
    let column = |name: &&String| -> Result<Vec<f64>, String> {
        let cells = columns.iter().map(|row| number(&row[*name]));
        cells.collect::<Option<_>>().ok_or_else(|| format!("{name} has gaps"))
    };
    let scale = |row: &Record| Some(number(&row["scale"])? * number(&row["rscale"])?);
    // Full-sample weights: those of a design of the same file with a column of them.
    let is_column = |of: &&Record| {
        of["data_file"] == spec["data_file"]
            && rows.records.first().is_some_and(|row| row.contains_key(&of["weights"]))
    };
    let with_weights = if spec["weights"].is_empty() {
        specs.iter().find(is_column).ok_or("no full-sample weights")?
    } else {
        spec
    };
    let weights: Option<Vec<f64>> = rows.numbers(&with_weights["weights"])?.into_iter().collect();
    Ok(Replicates {
        weights: weights.ok_or("weights have gaps")?,
        replicates: names.iter().map(column).collect::<Result<_, String>>()?,
        scales: scales.iter().map(scale).collect::<Option<_>>().ok_or("scales have gaps")?,
        from_full_sample: words().any(|word| word == "mse=TRUE"),
    })
}
