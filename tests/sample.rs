//! The sample survey from field files to report, over the binary.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use support::{Sample, files, read_csv, root, said};

/// Findings about a file as a whole; they are no faults of a row.
const ABOUT_FILES: [&str; 1] = ["unmatched-column"];

#[test]
fn every_known_fault_is_found_and_none_is_invented() {
    let sample = Sample::copy();
    let output = sample.run("ingest", &[]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));

    let ledger = sample.table("ledger.csv");
    let key_of: BTreeMap<(&str, &str, &str), &str> = ledger
        .iter()
        .map(|row| ((row.get("file"), row.get("sheet"), row.get("row")), row.get("record")))
        .collect();
    let found: BTreeSet<(String, String, String)> = sample
        .table("findings.csv")
        .iter()
        .filter(|finding| {
            finding.get("severity") != "info" && !ABOUT_FILES.contains(&finding.get("rule"))
        })
        .map(|finding| {
            let row: String = finding.get("cell").chars().filter(char::is_ascii_digit).collect();
            let record = key_of
                .get(&(finding.get("file"), finding.get("sheet"), &row))
                .copied()
                .unwrap_or_default();
            (
                record.to_string(),
                finding.get("question").to_string(),
                finding.get("rule").to_string(),
            )
        })
        .collect();
    let refused: BTreeSet<String> = ledger
        .iter()
        .filter(|row| row.get("fate") == "consent_refused" && row.get("level") == "main")
        .map(|row| row.get("record").to_string())
        .collect();

    let faults = read_csv(&root().join("surveys/diamond-impact/faults.csv"));
    let (refusals, faults): (Vec<_>, Vec<_>) =
        faults.iter().partition(|fault| fault.get("rule") == "consent-refused");
    let expected: BTreeSet<_> = faults
        .iter()
        .map(|fault| {
            (
                fault.get("record").to_string(),
                fault.get("question").to_string(),
                fault.get("rule").to_string(),
            )
        })
        .collect();
    let expected_refusals: BTreeSet<_> =
        refusals.iter().map(|fault| fault.get("record").to_string()).collect();

    let missed: Vec<_> = expected.difference(&found).collect();
    let invented: Vec<_> = found.difference(&expected).collect();
    assert!(
        missed.is_empty() && invented.is_empty(),
        "missed: {missed:#?}\ninvented: {invented:#?}"
    );
    assert_eq!(refused, expected_refusals);
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
