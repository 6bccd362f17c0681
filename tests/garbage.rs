//! Garbage in: one clear message, in the user's language, and the right exit code.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

mod support;

use std::fs;
use std::path::Path;

use support::{Sample, carat, root};

/// What a command says in the three languages, paths made the same on every machine.
fn said_in_three(folder: &Path, arguments: &[&str]) -> String {
    let mut all = String::new();
    for language in ["en", "fr", "pt"] {
        let output = carat(language).args(arguments).output().unwrap();
        let text = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        let text = text.replace(&folder.display().to_string(), "FOLDER");
        // The generation is named by a hash of everything that was read.
        let text = match text.split_once("FOLDER/data/") {
            Some((before, after)) => format!("{before}FOLDER/data/GENERATION{}", &after[16..]),
            None => text,
        };
        all.push_str(&format!(
            "--- {language}, exit code {:?}\n{}\n\n",
            output.status.code(),
            text.trim_end()
        ));
        assert!(text.lines().count() < 30, "more than a screen:\n{text}");
        assert!(!text.contains("panicked"), "{text}");
    }
    all
}

/// Compares with a file that a person can read; `UPDATE_GOLDEN=1` writes it.
fn golden(name: &str, found: &str) {
    let path = root().join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == found, "{} differs; found:\n{found}", path.display());
}

#[test]
fn what_cannot_be_understood() {
    let folder = tempfile::tempdir().unwrap();
    let tries: [&[&str]; 4] =
        [&["chek", "form.xlsx"], &["ingest"], &["ingest", "x", "--agian"], &["--format", "xml"]];
    let all: String = tries.iter().map(|words| said_in_three(folder.path(), words)).collect();
    golden("bad-arguments.txt", &all);
}

#[test]
fn a_form_that_is_empty() {
    let folder = tempfile::tempdir().unwrap();
    let form = folder.path().join("form.xlsx");
    fs::write(&form, b"").unwrap();
    golden("empty-form.txt", &said_in_three(folder.path(), &["check", form.to_str().unwrap()]));
}

#[test]
fn a_picture_named_xlsx() {
    let folder = tempfile::tempdir().unwrap();
    let form = folder.path().join("form.xlsx");
    fs::write(&form, b"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01").unwrap();
    golden("picture-form.txt", &said_in_three(folder.path(), &["check", form.to_str().unwrap()]));
}

#[test]
fn a_form_with_a_dangling_reference() {
    let folder = tempfile::tempdir().unwrap();
    let form = folder.path().join("form");
    fs::create_dir(&form).unwrap();
    let survey = "type,name,label,relevant\ninteger,age,How old are you?,\ntext,job,What do you do?,${agee} >= 15\n";
    fs::write(form.join("survey.csv"), survey).unwrap();
    golden(
        "dangling-reference.txt",
        &said_in_three(folder.path(), &["check", form.to_str().unwrap()]),
    );
}

#[test]
fn a_folder_without_a_survey() {
    let folder = tempfile::tempdir().unwrap();
    golden(
        "no-survey.txt",
        &said_in_three(folder.path(), &["ingest", folder.path().to_str().unwrap()]),
    );
}

/// Field files that are no field files: the run goes on, and says so.
fn ingested(name: &str, bytes: &[u8]) -> String {
    let sample = Sample::copy();
    let survey = sample.survey();
    fs::remove_dir_all(survey.join("incoming")).unwrap();
    fs::create_dir_all(survey.join("incoming/GIN")).unwrap();
    fs::write(survey.join("incoming/GIN").join(name), bytes).unwrap();
    said_in_three(&survey, &["ingest", survey.to_str().unwrap(), "--again"])
}

#[test]
fn a_field_file_that_is_empty() {
    golden("empty-field-file.txt", &ingested("empty.csv", b""));
}

#[test]
fn a_field_file_that_is_a_picture() {
    golden(
        "picture-field-file.txt",
        &ingested("photo.xlsx", b"\xFF\xD8\xFF\xE0\x00\x10JFIF\x00\x01"),
    );
}

#[test]
fn a_field_file_without_the_key_column() {
    let text = "country,adm1,village,consent,hh_size,live1,water_dry,toilet,impact_all\n\
                GIN,GN004,Test,yes,4,farm,borehole,none,3\n";
    golden("no-key-column.txt", &ingested("nokey.csv", text.as_bytes()));
}

#[test]
fn a_plan_with_a_misspelt_question() {
    let sample = Sample::copy();
    let plan = sample.survey().join("plan.toml");
    let text = fs::read_to_string(&plan).unwrap().replace("${debt} > 0", "${dept} > 0");
    fs::write(&plan, text).unwrap();
    let survey = sample.survey();
    golden(
        "misspelt-question.txt",
        &said_in_three(&survey, &["analyse", survey.to_str().unwrap()]),
    );
}
