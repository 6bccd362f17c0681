//! Holds the estimators to the numbers of R's `survey` 4.5.
//!
//! The numbers and the data they were made from are not part of this repository.
//! They are read from `CARAT_ORACLE_DIR`, or from `../shared/oracle/stats` beside the
//! repository; without them the tests say so and pass. A row that is not attempted is
//! counted by kind, so that what is not covered can be seen (`--nocapture`).

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test may fail and talk")]

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use analysis::design::{Design, LonelyPsu};
use analysis::estimate::interval::ProportionInterval;
use analysis::estimate::{
    Cells, Estimated, Grid, QuantileRow, Row, distribution, interval, quantile,
};

type Record = HashMap<String, String>;

fn folder() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    let named = std::env::var_os("CARAT_ORACLE_DIR").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| root.join("shared/oracle/stats"));
    let found = folder.join("expected.tsv").exists();
    if !found {
        eprintln!("no oracle in {}: set CARAT_ORACLE_DIR; nothing compared", folder.display());
    }
    found.then_some(folder)
}

fn read(path: &Path, tabs: bool) -> Vec<Record> {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(if tabs { b'\t' } else { b',' }).quoting(!tabs);
    let mut reader = builder.from_path(path).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn distributions_agree_with_r() {
    let Some(folder) = folder() else { return };
    let (mut passed, mut skipped) = (0, BTreeMap::<String, u32>::new());
    for row in read(&folder.join("distributions.tsv"), true) {
        let number = |name: &str| row[name].parse::<f64>().unwrap_or(f64::INFINITY);
        let (x, a, b, expected) = (number("p_or_x"), number("a"), number("b"), number("value"));
        let ours = match row["fn"].as_str() {
            "qt" => distribution::student_quantile(x, a),
            "qbeta" => distribution::beta_quantile(x, a, b),
            "qnorm" => distribution::student_quantile(x, f64::INFINITY),
            "pt" => Some(distribution::student_upper(x, a)),
            other => {
                *skipped.entry(other.into()).or_default() += 1;
                continue;
            }
        };
        let ours = ours.unwrap_or(f64::NAN);
        assert!(close(ours, expected, 1e-9), "{row:?}: {ours}");
        passed += 1;
    }
    eprintln!("distributions: {passed} agree; not implemented: {skipped:?}");
}

#[test]
fn estimates_agree_with_r() {
    let Some(folder) = folder() else { return };
    let mut designs = BTreeMap::new();
    for row in read(&folder.join("designs.tsv"), true) {
        designs.insert(row["design"].clone(), row);
    }
    let mut passed: BTreeMap<String, u32> = BTreeMap::new();
    let mut skipped: BTreeMap<String, u32> = BTreeMap::new();
    let mut failures = Vec::new();
    let mut tables: HashMap<String, Vec<Record>> = HashMap::new();
    for row in read(&folder.join("expected.tsv"), true) {
        let design = &designs[&row["design"]];
        let kind = kind_of(&row);
        if let Some(why) = not_attempted(&row, design) {
            *skipped.entry(format!("{kind} ({why})")).or_default() += 1;
            continue;
        }
        let data = tables
            .entry(row["design"].clone())
            .or_insert_with(|| table(&folder, &design["data_file"]));
        match compare(&row, design, data) {
            Ok(()) => *passed.entry(kind).or_default() += 1,
            Err(failure) => failures.push(format!("{} {}: {failure}", row["id"], row["design"])),
        }
    }
    eprintln!("agree with R to 1e-9: {}", passed.values().sum::<u32>());
    passed.iter().for_each(|(kind, count)| eprintln!("  {count:4} {kind}"));
    eprintln!("not attempted: {}", skipped.values().sum::<u32>());
    skipped.iter().for_each(|(kind, count)| eprintln!("  {count:4} {kind}"));
    assert!(failures.is_empty(), "{} differ:\n{}", failures.len(), failures.join("\n"));
    assert!(passed.values().sum::<u32>() >= 295, "the oracle has fewer rows than it should");
}

fn kind_of(row: &Record) -> String {
    [row["stat"].as_str(), row["method"].as_str()].join(" ").trim().to_string()
}

fn not_attempted(row: &Record, design: &Record) -> Option<&'static str> {
    if !design["adjustment"].is_empty() {
        return Some("calibrated or trimmed");
    }
    if !design["replicate"].is_empty() {
        return Some("replicate weights");
    }
    if design["ids"].contains(';') {
        return Some("finite population correction beyond the first stage");
    }
    if design["lonely_psu"].contains("domain") {
        return Some("lonely only inside the domain");
    }
    let known = match row["stat"].as_str() {
        "mean" | "total" => row["method"] != "deff=replace",
        "ratio" | "mean_factor" => true,
        "ciprop" => matches!(row["method"].as_str(), "logit" | "beta" | "mean" | "xlogit"),
        "quantile" => row["method"] == "interval=mean;qrule=math",
        _ => false,
    };
    (!known).then_some("method")
}

/// The rows of a design's data file, joined as its note says.
fn table(folder: &Path, data_file: &str) -> Vec<Record> {
    let data = folder.join("data");
    let households = || read(&data.join("mine_hh.csv"), false);
    if data_file.starts_with("mine_persons") {
        let by_id: HashMap<String, Record> =
            households().into_iter().map(|row| (row["hh_id"].clone(), row)).collect();
        let mut persons = read(&data.join("mine_persons.csv"), false);
        for person in &mut persons {
            for (name, value) in &by_id[&person["hh_id"]] {
                person.entry(name.clone()).or_insert_with(|| value.clone());
            }
        }
        return persons;
    }
    if data_file.contains("per-household") {
        let mut counts: HashMap<String, (u32, u32)> = HashMap::new();
        for person in read(&data.join("mine_persons.csv"), false) {
            let (working, eligible) = counts.entry(person["hh_id"].clone()).or_default();
            *working += u32::from(person["works_mine"] == "1");
            *eligible += u32::from(!person["works_mine"].is_empty());
        }
        let mut rows = households();
        for row in &mut rows {
            let (working, eligible) = counts.get(&row["hh_id"]).copied().unwrap_or_default();
            row.insert("n_work".into(), working.to_string());
            row.insert("n_elig".into(), eligible.to_string());
        }
        return rows;
    }
    read(&data.join(data_file), false)
}

/// The design of a table: PSU and weight of each row beside it.
fn design_of(spec: &Record, data: &[Record]) -> (Design, Vec<u32>, Vec<f64>) {
    let lonely = match spec["lonely_psu"].as_str() {
        "adjust" => LonelyPsu::Adjust,
        "average" => LonelyPsu::Average,
        "certainty" | "remove" => LonelyPsu::Certainty,
        _ => LonelyPsu::Fail,
    };
    let mut design = Design::new(lonely);
    let name = |text: &str| text.split(' ').next().unwrap_or_default().to_string();
    let (ids, frame) = (name(&spec["ids"]), name(&spec["fpc"]));
    let stratum = |row: &Record| row.get(&spec["strata"]).cloned().unwrap_or_default();
    let mut psus = Vec::new();
    for (number, row) in data.iter().enumerate() {
        let psu = if ids == "1" { number.to_string() } else { row[&ids].clone() };
        psus.push(design.psu(&stratum(row), &psu));
        if let Some(size) = row.get(&frame) {
            design.set_frame(&stratum(row), size.parse().unwrap());
        }
    }
    let weight = |row: &Record| match row.get(&spec["weights"]) {
        Some(weight) => weight.parse().unwrap(),
        None if spec["weights"] == "(from fpc)" => {
            let stratum = design.stratum_named(&stratum(row)).unwrap();
            stratum.frame.unwrap() / f64::from(stratum.psus)
        }
        None => two_stage_weight(row, data),
    };
    let weights = data.iter().map(weight).collect();
    (design, psus, weights)
}

/// mu284: clusters over clusters in the sample, times units over units in the sample.
fn two_stage_weight(row: &Record, data: &[Record]) -> f64 {
    let mut clusters: Vec<&String> = data.iter().map(|row| &row["id1"]).collect();
    clusters.sort();
    clusters.dedup();
    let units = data.iter().filter(|other| other["id1"] == row["id1"]).count();
    let size = |name: &str| row[name].parse::<f64>().unwrap();
    size("n1") / clusters.len() as f64 * size("n2") / units as f64
}

/// The values of a variable: a column, or `column==value`.
fn values(variable: &str, level: &str, data: &[Record]) -> Vec<Option<f64>> {
    let (column, wanted) = match variable.split_once("==") {
        Some((column, wanted)) => (column, wanted),
        None => (variable, level),
    };
    let value = |row: &Record| match row[column].as_str() {
        "" => None,
        text if !wanted.is_empty() => Some(f64::from(text == wanted)),
        text => Some(text.parse().unwrap()),
    };
    data.iter().map(value).collect()
}

/// Whether each row belongs to the `subset()` that R was given before the domain.
fn subset(row: &Record, data: &[Record], ys: &[Option<f64>]) -> Vec<bool> {
    let inside = |(other, y): (&Record, &Option<f64>)| {
        let asked = !row["note"].contains("not asked left out")
            && !row["note"].contains("among those asked")
            || !other["src_mining"].is_empty();
        let child = !row["note"].contains("child labour")
            || other["age"].parse::<f64>().is_ok_and(|age| age < 18.0);
        let only_answers =
            row["stat"] == "ciprop" || row["stat"] == "quantile" && row["by"].is_empty();
        asked && child && (y.is_some() || !only_answers)
    };
    data.iter().zip(ys).map(inside).collect()
}

fn compare(row: &Record, spec: &Record, data: &[Record]) -> Result<(), String> {
    let (design, psus, weights) = design_of(spec, data);
    let (numerator, denominator) = match row["variable"].split_once('/') {
        Some((y, x)) => (y, Some(x)),
        None => (row["variable"].as_str(), None),
    };
    let level = if row["stat"] == "quantile" { "" } else { &row["level"] };
    let ys = values(numerator, level, data);
    let xs = denominator.map(|x| values(x, "", data));
    let inside = subset(row, data, &ys);
    let by: Vec<&str> = row["by"].split('*').filter(|by| !by.is_empty()).collect();
    let in_domain = |other: &Record| {
        by.iter().map(|by| other[*by].as_str()).collect::<Vec<_>>().join(".") == row["domain"]
    };
    let rows = || {
        ys.iter().enumerate().map(|(i, y)| match (y, xs.as_ref().map_or(Some(1.0), |xs| xs[i])) {
            (Some(y), Some(x)) => Row::Answered { weight: weights[i], y: *y, x },
            _ => Row::Missing,
        })
    };
    let places =
        (0..data.len()).map(|i| (inside[i] && in_domain(&data[i])).then_some((0, psus[i])));
    let grid = Grid::new(1, places);
    let cells = Cells::collect(&design, &grid, rows());
    let whole = Grid::new(1, (0..data.len()).map(|i| inside[i].then_some((0, psus[i]))));
    let full_df = Cells::collect(&design, &whole, rows()).domain(0).degrees_of_freedom() as f64;
    let domain = cells.domain(0);
    let df = if row["method"] == "svyby" { full_df } else { domain.degrees_of_freedom() as f64 };
    let mut check = Check { row, failures: Vec::new() };
    if row["df"] == "Inf" {
        check.number("df", Some(f64::INFINITY));
    } else {
        check.number("df", Some(df));
    }
    // R's beta interval does not look at the degrees of freedom it is given.
    let infinite = row["df"] == "Inf" && row["method"] != "beta";
    let df = if infinite { f64::INFINITY } else { df };
    let confidence = row["conf_level"].parse().unwrap_or(0.95);
    if row["stat"] == "quantile" {
        let answered: Vec<QuantileRow> = (0..data.len())
            .filter(|&i| inside[i] && in_domain(&data[i]))
            .filter_map(|i| Some(QuantileRow { psu: psus[i], weight: weights[i], y: ys[i]? }))
            .collect();
        let p = row["level"].parse().unwrap();
        let found = quantile(&design, &answered, p, df, confidence).unwrap();
        check.number("estimate", Some(found.value));
        check.number("se", found.standard_error);
        check.number("ci_low", found.low);
        check.number("ci_high", found.high);
        return check.outcome();
    }
    let estimated = match row["stat"].as_str() {
        "total" => domain.total(),
        "ratio" => domain.ratio(),
        _ => domain.mean(),
    };
    let estimated =
        Estimated { degrees_of_freedom: df, ..estimated.map_err(|e| format!("{e:?}"))? };
    check.number("estimate", Some(estimated.value));
    check.number("se", estimated.standard_error.ok());
    check.number("deff", estimated.design_effect);
    let method = match row["method"].as_str() {
        "logit" | "xlogit" => Some(ProportionInterval::Logit),
        "beta" => Some(ProportionInterval::Beta),
        _ => None,
    };
    let (low, high) = match method {
        Some(method) => interval::proportion(method, &estimated, confidence),
        None => interval::student(&estimated, confidence),
    }
    .map_err(|e| format!("{e:?}"))?;
    check.number("ci_low", Some(low));
    check.number("ci_high", Some(high));
    check.outcome()
}

struct Check<'a> {
    row: &'a Record,
    failures: Vec<String>,
}

impl Check<'_> {
    /// Compares a number with a column; an empty column is not compared.
    fn number(&mut self, column: &str, ours: Option<f64>) {
        let text = &self.row[column];
        if text.is_empty() {
            return;
        }
        let expected = match text.as_str() {
            "Inf" => f64::INFINITY,
            text => text.parse::<f64>().unwrap_or(f64::NAN),
        };
        let agrees = match ours {
            None => expected.is_nan(),
            Some(ours) => close(ours, expected, 1e-9),
        };
        if !agrees {
            let row = self.row;
            self.failures.push(format!(
                "{} {} {} {} {column}: R {text}, ours {ours:?}",
                row["stat"], row["variable"], row["method"], row["domain"]
            ));
        }
    }

    fn outcome(self) -> Result<(), String> {
        if self.failures.is_empty() { Ok(()) } else { Err(self.failures.join("; ")) }
    }
}

/// Equal to a relative tolerance; numbers that are nearly 0 are compared absolutely.
fn close(ours: f64, expected: f64, tolerance: f64) -> bool {
    ours == expected || (ours - expected).abs() <= tolerance * expected.abs().max(1e-6)
}
