//! Every file of the corpus, read as a field file of a survey: no panic, every row in the
//! account, and each file that cannot be read refused in words.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use dataset::Finding;
use ingestion::{Job, ingest};
use survey_schema::{Form, Severity, Survey};

use crate::corpus::corpus;
use crate::{forms, trial};

/// All files below a folder, relative to it, in order.
fn files(folder: &Path, below: &Path, all: &mut Vec<String>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(below)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => files(folder, &path, all),
            false => {
                let inside = path.strip_prefix(folder).expect("below");
                all.push(inside.to_string_lossy().replace('\\', "/"));
            }
        }
    }
}

/// The form beside a file, where the corpus has one, and a household form otherwise.
fn form_beside(path: &Path) -> Form {
    let folder = path.parent().expect("a folder");
    let sheets = [folder.join("survey.csv"), folder.join("choices.csv")];
    match sheets.iter().all(|sheet| sheet.is_file()) {
        true => forms::folder("f", &sheets[0], &sheets[1]),
        false => forms::markdown("f", trial::FORM),
    }
}

#[test]
fn every_file_of_the_corpus_is_accounted_for() {
    let Some(corpus) = corpus() else { return };
    let mut all = Vec::new();
    files(&corpus, &corpus, &mut all);
    let text = "id = \"t\"\ntitle = {}\nlanguages = [\"en\"]\n[[country]]\ncode = \"XXX\"\n\
                name = {}\ncurrency = \"XXX\"\n[[form]]\nid = \"f\"\nfile = \"f\"\nunit = \"u\"\n";
    let survey = Survey::from_toml(text, "survey.toml").expect("a survey");
    let (mut panics, mut silent, mut refusals) = (Vec::new(), Vec::new(), BTreeMap::new());
    let mut rows = 0;
    for file in &all {
        let form = form_beside(&corpus.join(file));
        let names = [file.clone()];
        let job = Job {
            root: &corpus,
            survey: &survey,
            forms: &[form],
            files: &names,
            corrections: &[],
            today: jiff::civil::date(2026, 1, 31),
        };
        let outcome = catch_unwind(AssertUnwindSafe(|| ingest(&job, &mut |_| {})));
        let Ok(outcome) = outcome else {
            panics.push(file.clone());
            continue;
        };
        // An account that does not add up would be an error here.
        let data = outcome.unwrap_or_else(|error| panic!("{file}: {error}")).dataset;
        rows += data.ledger.entries.len();
        let refused = data.findings.iter().find(|f| f.rule == "unreadable-file");
        if data.ledger.sheets.is_empty() {
            match refused {
                Some(refused) => assert_is_a_sentence(file, refused, &mut refusals),
                None => silent.push(file.clone()),
            }
        }
    }
    assert!(panics.is_empty(), "panics: {panics:?}");
    assert!(silent.is_empty(), "neither read nor refused: {silent:?}");
    println!("{} files, {rows} rows; refused: {refusals:#?}", all.len());
}

fn assert_is_a_sentence(
    file: &str,
    refused: &Finding,
    refusals: &mut BTreeMap<&'static str, (u32, String)>,
) {
    let said = &refused.message.english;
    assert_eq!(refused.severity, Severity::Error, "{file}");
    let technical = ["Err(", "Some(", "::", "XmlError", "ZipError", "unwrap", "panicked"];
    assert!(!technical.iter().any(|word| said.contains(word)), "{file}: {said}");
    assert!(said.split(' ').count() >= 5, "{file}: {said}");
    refusals.entry(refused.message.id).or_insert((0, said.clone())).0 += 1;
}
