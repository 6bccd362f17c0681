//! The sample survey from field files to report, over the binary.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use support::{Row, Sample, carat, files, read_csv, root, said};

/// Findings about a file as a whole; they are no faults of a row.
const ABOUT_FILES: [&str; 1] = ["unmatched-column"];

#[test]
fn every_known_fault_is_found_and_none_is_invented() {
    let sample = Sample::copy();
    let output = sample.run("ingest", &[]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let faults = read_csv(&root().join("surveys/diamond-impact/faults.csv"));
    let (refusals, faults): (Vec<_>, Vec<_>) =
        faults.iter().partition(|fault| fault.get("rule") == "consent-refused");

    let mut missed: BTreeSet<String> = faults.iter().map(|fault| fault_name(fault)).collect();
    let mut invented = Vec::new();
    for finding in sample.table("findings.csv") {
        if finding.get("severity") == "info" || ABOUT_FILES.contains(&finding.get("rule")) {
            continue;
        }
        // The key is the instance ID on the platforms and the record's code on paper.
        let about = |fault: &&&Row| {
            let key = finding.get("key");
            (key.contains(fault.get("instance")) || key.contains(fault.get("record")))
                && fault.get("question") == finding.get("question")
                && fault.get("rule") == finding.get("rule")
        };
        match faults.iter().find(about) {
            Some(fault) => drop(missed.remove(&fault_name(fault))),
            // The other row of a key that two rows have is found with it.
            None if ["duplicate-key", "duplicate-code"].contains(&finding.get("rule")) => {}
            None => invented.push(format!(
                "{} {} {} {}",
                finding.get("file"),
                finding.get("cell"),
                finding.get("question"),
                finding.get("rule")
            )),
        }
    }
    assert!(
        missed.is_empty() && invented.is_empty(),
        "missed: {missed:#?}\ninvented: {invented:#?}"
    );

    let refused = sample.table("ledger.csv");
    let refused = refused
        .iter()
        .filter(|row| row.get("fate") == "consent_refused" && row.get("level") == "main");
    assert_eq!(counted(refused), counted(refusals.into_iter()));
}

fn fault_name(fault: &Row) -> String {
    ["country", "record", "level", "question", "rule"].map(|column| fault.get(column)).join(" ")
}

/// Rows by country and form.
fn counted<'a>(rows: impl Iterator<Item = &'a Row>) -> BTreeMap<(String, String), usize> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts
            .entry((row.get("country").to_string(), row.get("form").to_string()))
            .or_default() += 1;
    }
    counts
}

#[test]
fn every_row_is_in_the_ledger_once() {
    let sample = Sample::copy();
    sample.run("ingest", &[]);
    let ledger = sample.table("ledger.csv");
    let places: BTreeSet<_> =
        ledger.iter().map(|row| (row.get("file"), row.get("sheet"), row.get("row"))).collect();
    assert_eq!(places.len(), ledger.len());
    // The rows of one file counted by nobody but the test: lines of a CSV without line breaks in cells.
    let file = "incoming/SLE/members_SLE_synthetic.csv";
    let lines = fs::read_to_string(sample.survey().join(file)).unwrap().lines().count();
    assert_eq!(ledger.iter().filter(|row| row.get("file") == file).count(), lines);
}

#[test]
fn a_second_run_changes_nothing_and_field_files_are_untouched() {
    let sample = Sample::copy();
    let before = files(&sample.survey().join("incoming"));
    sample.run("ingest", &[]);
    let first = files(&sample.survey().join("data"));
    let again = sample.run("ingest", &[]);
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
    sample.run("ingest", &["--again"]);
    assert!(first == files(&sample.survey().join("data")), "the dataset is not the same");
    assert!(before == files(&sample.survey().join("incoming")), "a field file was changed");
}

#[test]
fn exact_positions_and_devices_are_nowhere_in_the_dataset() {
    let sample = Sample::copy();
    sample.run("ingest", &[]);
    for (path, bytes) in files(&sample.survey().join("data")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("synthetic:"), "a device identifier is in {}", path.display());
        assert!(!text.contains("48.85310"), "an exact position is in {}", path.display());
    }
}

#[test]
fn the_report_is_written_in_three_languages() {
    let sample = Sample::copy();
    let output = sample.run("report", &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let folder = sample.survey().join("out/report");
    for language in ["fr", "en", "pt"] {
        let page = fs::read_to_string(folder.join(format!("report.{language}.html"))).unwrap();
        assert!(page.contains(&format!("<html lang=\"{language}\"")), "{language}");
        assert!(
            !page.contains("NaN") && !page.contains("http://")
                || page.contains("http://www.w3.org"),
            "{language}"
        );
    }
    let first = files(&folder);
    sample.run("report", &[]);
    assert!(first == files(&folder), "a second run gives other bytes");
}

/// The numbers that R's survey package gives for the same answers; see docs/golden.md.
#[test]
fn estimates_agree_with_r() {
    let sample = Sample::copy();
    let output = sample.run("analyse", &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let ours = read_csv(&sample.survey().join("out/results/results.csv"));
    let expected = fs::read_to_string(root().join("tests/golden/sample-estimates.tsv")).unwrap();
    let (mut compared, mut wrong) = (0, Vec::new());
    for line in expected.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [indicator, category, domain, numbers @ ..] = &cells[..] else { panic!("{line}") };
        let is_it = |row: &&Row| {
            row.get("indicator") == *indicator
                && row.get("category") == *category
                && row.get("domain") == *domain
        };
        let Some(row) = ours.iter().find(is_it) else {
            wrong.push(format!("no number for {line}"));
            continue;
        };
        // Counts agree exactly, so a number cannot be right over the wrong rows.
        let columns = ["value", "standard_error", "low", "high", "degrees_of_freedom", "n"];
        for (column, number) in columns.into_iter().zip(numbers) {
            compared += usize::from(!number.is_empty());
            if !agree(row.get(column), number) {
                wrong.push(format!(
                    "{indicator} {category} {domain} {column}: {number} by R, {} by Carat",
                    row.get(column)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(compared > 1000, "only {compared} numbers were compared");
}

fn agree(ours: &str, expected: &str) -> bool {
    match (ours.parse::<f64>(), expected.parse::<f64>()) {
        (Ok(ours), Ok(expected)) => (ours - expected).abs() <= 1e-9 * expected.abs().max(1e-3),
        _ => ours == expected,
    }
}

/// A finding quotes the form's own message: in the language of the user, not of the form.
#[test]
fn the_forms_own_messages_are_said_in_the_language_asked_for() {
    let sample = Sample::copy();
    let said = [
        ("en", "Enter a whole number of days from 0 to 7."),
        ("fr", "Indiquez un nombre entier de jours, de 0 à 7."),
        ("pt", "Indique um número inteiro de dias, de 0 a 7."),
    ];
    for (language, text) in said {
        let output =
            carat(language).arg("ingest").arg(sample.survey()).arg("--again").output().unwrap();
        let summary = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(summary.contains(text), "{language}: {summary}");
    }
}
