//! Real exports that nobody here wrote, when they lie beside the checkout: every row is
//! accounted for, every column that was not matched is named.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dataset::{Correction, CorrectionOutcome, Fate};
use ingestion::{Job, Outcome, ingest};
use survey_schema::{Form, Survey};

use crate::forms;

/// The folder of the corpus; `None` with a word on standard error when it is not there.
#[allow(clippy::print_stderr, reason = "a test that does not run must say so")]
pub(crate) fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let named = std::env::var_os("CARAT_CORPUS").map(PathBuf::from);
    let found = named.or_else(|| beside.is_dir().then_some(beside));
    if found.is_none() {
        eprintln!("skipped: no corpus beside the checkout, and CARAT_CORPUS names none");
    }
    found
}

fn survey(id: &str) -> Survey {
    let text = format!(
        "id = \"t\"\ntitle = {{}}\nlanguages = [\"en\"]\nmissing = {{ blank = [\"NA\"] }}\n\
         [[country]]\ncode = \"XXX\"\nname = {{}}\ncurrency = \"XXX\"\n\
         [[form]]\nid = \"{id}\"\nfile = \"f\"\nunit = \"household\"\n"
    );
    Survey::from_toml(&text, "survey.toml").expect("a survey")
}

fn run(root: &Path, form: Form, files: &[String]) -> Outcome {
    run_with(root, form, files, &[])
}

fn run_with(root: &Path, form: Form, files: &[String], corrections: &[String]) -> Outcome {
    let survey = survey(&form.id);
    let today = jiff::civil::date(2026, 1, 31);
    let job = Job { root, survey: &survey, forms: &[form], files, corrections, today };
    ingest(&job, &mut |_| {}).expect("accounts that add up")
}

/// Every column is matched, or named in a finding.
fn assert_columns_named(outcome: &Outcome) {
    for file in &outcome.files {
        for (column, header) in &file.unmatched {
            let is_named = outcome.dataset.findings.iter().any(|finding| {
                finding.place.file == file.file
                    && finding.place.column == *column
                    && finding.question == *header
            });
            assert!(is_named, "{}: {header}", file.file);
        }
    }
}

fn counts(outcome: &Outcome) -> BTreeMap<Fate, u64> {
    outcome.dataset.ledger.count(|_| true)
}

fn cleaningtools_form(folder: &Path) -> Form {
    let sheet = |name: &str| folder.join(format!("cleaningtools_{name}.csv"));
    forms::folder("raw", &sheet("survey"), &sheet("choices"))
}

#[test]
fn cleaningtools_raw_data() {
    let Some(corpus) = corpus() else { return };
    let folder = corpus.join("cleaningtools");
    let form = cleaningtools_form(&folder);
    let outcome = run(&folder, form, &["cleaningtools_raw_data.csv".into()]);
    assert_columns_named(&outcome);
    assert_eq!(counts(&outcome), BTreeMap::from([(Fate::Header, 1), (Fate::Accepted, 632)]));
    assert_eq!(outcome.files[0].columns.len(), 348);
    // Found by hand in the published data: 667 answers are not in their lists, and all
    // 12,008 cells of split questions agree with their summaries.
    let of = |rule: &str| outcome.dataset.findings.iter().filter(|f| f.rule == rule).count();
    assert_eq!((of("unlisted-choice"), of("select-disagreement")), (667, 0));
}

#[test]
fn odkmeta_exports_with_repeats() {
    let Some(corpus) = corpus() else { return };
    for number in [111, 113, 114, 115, 162, 163, 165, 166, 167, 178] {
        let folder = corpus.join(format!("odkmeta/{number}"));
        let names = std::fs::read_dir(&folder).expect("a folder");
        let names = names.map(|entry| entry.expect("an entry").file_name());
        let mut files: Vec<String> =
            names.map(|name| name.to_string_lossy().into_owned()).collect();
        files.retain(|f| f.ends_with(".csv") && !["survey.csv", "choices.csv"].contains(&&**f));
        files.sort();
        let id = files.last().map(|file| file.trim_end_matches(".csv")).unwrap_or_default();
        let sheets = [folder.join("survey.csv"), folder.join("choices.csv")];
        let outcome = run(&folder, forms::folder(id, &sheets[0], &sheets[1]), &files);
        assert_columns_named(&outcome);
        let counts = counts(&outcome);
        let aside: u64 = counts.iter().filter(|(f, _)| **f != Fate::Accepted).map(|(_, n)| n).sum();
        assert_eq!(aside, files.len() as u64, "{number}: {counts:?}: all but the headers");
    }
}

/// The published log applied to the published raw data, held against the published clean data.
#[test]
fn cleaningtools_log() {
    let Some(corpus) = corpus() else { return };
    let folder = corpus.join("cleaningtools");
    let log = ["cleaningtools_cleaning_log.csv".to_string()];
    let raw = ["cleaningtools_raw_data.csv".to_string()];
    let clean = ["cleaningtools_clean_data.csv".to_string()];
    let corrected = run_with(&folder, cleaningtools_form(&folder), &raw, &log).dataset;
    let count = |outcome: CorrectionOutcome, action: &str| {
        let of = |line: &&Correction| line.outcome == outcome && line.action == action;
        corrected.corrections.iter().filter(of).count()
    };
    use CorrectionOutcome::*;
    // 48 lines name columns that the raw data lack; they change nothing and are refused.
    assert_eq!(
        ["accept", "change", "blank", "remove"].map(|action| count(Refused, action)),
        [48, 0, 0, 0]
    );
    assert_eq!(
        ["accept", "change", "blank", "remove"].map(|action| count(Applied, action)),
        [424, 44, 3, 54]
    );
    assert_eq!(
        ["accept", "change", "blank", "remove"].map(|action| count(Repeated, action)),
        [133, 2, 0, 1]
    );
    assert_eq!(
        ["accept", "change", "blank", "remove"].map(|action| count(Moot, action)),
        [15, 2, 0, 0]
    );
    let without_old = corrected.findings.iter().filter(|f| f.rule == "correction-no-old-value");
    assert_eq!(without_old.count(), 38);
    // What is left is damage in the published data: a number that became FALSE, and two
    // parents of select-multiples that were not changed with their choices.
    let published = run(&folder, cleaningtools_form(&folder), &clean).dataset;
    let left = ingestion::differences(&corrected.levels, &published.levels);
    let of = |question: &str| left.iter().filter(|d| d.question == question).count();
    assert_eq!((of("spend_tap"), of("water_sources"), left.len()), (8, 2, 10));
    assert_eq!(corrected.corrections.len(), 726);
}
