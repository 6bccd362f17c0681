//! Conversion held against pyxform 4.5: the same forms are accepted, and the XForms are the
//! same but for white space and the order of attributes and translations.
//!
//! Runs with the Python named by `CARAT_PYXFORM`, or that of `target/pyxform`, which
//! `.ci/run` makes; is skipped when there is none. The forms are those of `tests/xforms`,
//! random ones, and the corpus beside the checkout when it lies there. Where Carat is
//! different on purpose, the form says why (`- differs:`), or [`is_better`] does.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

#[path = "support/cases.rs"]
mod cases;
#[path = "pyxform/generate.rs"]
mod generate;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use survey_schema::xform::{Options, convert};
use survey_schema::xlsform::read_sheets;

/// How many random forms are compared; `CARAT_FORMS` changes it.
const RANDOM_FORMS: u64 = 300;

/// A form that was converted, for comparison.
struct Compared {
    name: String,
    file: PathBuf,
    /// Our XForm; none when it was rejected.
    xform: Option<PathBuf>,
    /// The codes of what we found wrong.
    codes: Vec<&'static str>,
    may_differ: bool,
}

fn python() -> Option<PathBuf> {
    let made = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/pyxform/bin/python");
    let python = std::env::var_os("CARAT_PYXFORM").map_or(made, PathBuf::from);
    let works = Command::new(&python).args(["-c", "import pyxform"]).status();
    works.is_ok_and(|status| status.success()).then_some(python)
}

fn corpus() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = std::env::var_os("CARAT_CORPUS").map_or(beside, PathBuf::from).join("forms");
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut forms: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    let kinds = ["xlsx", "xls", "xlsm", "md", "csv"];
    forms.retain(|path| {
        path.extension().is_some_and(|kind| kinds.iter().any(|known| kind == *known))
    });
    forms.sort();
    forms
}

/// Converts a form and puts the outcome into a folder.
fn converted(name: String, file: PathBuf, folder: &Path, may_differ: bool) -> Option<Compared> {
    let sheets = read_sheets(&file, &name).ok()?;
    let is_markdown = file.extension().is_some_and(|kind| kind == "md");
    let stem = file.file_stem().filter(|_| !is_markdown);
    let fallback_id = stem.map(|stem| stem.to_string_lossy().into_owned());
    let outcome = convert(&sheets, &Options { fallback_id, ..Options::default() });
    let (xform, codes) = match outcome {
        Ok(converted) => {
            let out = folder.join(format!("{}.xml", file.file_name()?.to_string_lossy()));
            fs::write(&out, converted.output.xml).unwrap();
            (Some(out), Vec::new())
        }
        Err(found) => (None, found.iter().map(|found| found.code).collect()),
    };
    Some(Compared { name, file, xform, codes, may_differ })
}

/// Whether a difference is one that we want, whatever the form.
fn is_better(word: &str, details: &str, form: &Compared) -> bool {
    match word {
        // pyxform stops with an exception of Python's; the form has a meaning.
        "accepted" => details.starts_with("exception "),
        // Names with a prefix that is not declared, and entities that pyxform drops.
        "refused" => form.codes.contains(&"C071") || form.codes.contains(&"C080"),
        // pyxform writes XML that nothing can read.
        "ill-formed" => true,
        // The condition of a group refers to the record saved last: pyxform forgets the instance.
        "differs" => details.contains("last-saved"),
        _ => false,
    }
}

#[test]
fn forms_are_accepted_and_converted_as_by_pyxform() {
    let Some(python) = python() else {
        println!("skipped: no Python with pyxform (CARAT_PYXFORM, or .ci/run makes one)");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut forms = Vec::new();
    let mut add = |name: String, text: &str, may_differ: bool| {
        let file = folder.path().join(format!("{}.md", forms.len()));
        fs::write(&file, text).unwrap();
        forms.extend(converted(name, file, folder.path(), may_differ));
    };
    for case in cases::cases() {
        let differs = case.all("differs").next().is_some();
        add(case.name.clone(), &case.markdown, differs);
    }
    let count = std::env::var("CARAT_FORMS").ok().and_then(|count| count.parse().ok());
    for number in 0..count.unwrap_or(RANDOM_FORMS) {
        add(format!("random form {number}"), &generate::form(number), false);
    }
    for file in corpus() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        forms.extend(converted(name, file, folder.path(), false));
    }
    let list: Vec<String> = forms.iter().map(line).collect();
    let list_file = folder.path().join("list.tsv");
    fs::write(&list_file, list.join("\n")).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pyxform/compare.py");
    let output = Command::new(python).arg(script).arg(list_file).output().unwrap();
    let verdicts = String::from_utf8(output.stdout).unwrap();
    let verdicts: Vec<&str> = verdicts.lines().collect();
    assert_eq!(verdicts.len(), forms.len(), "{}", String::from_utf8_lossy(&output.stderr));
    report(&forms, &verdicts);
}

fn line(form: &Compared) -> String {
    let ours = form.xform.as_ref().map_or("-".into(), |path| path.display().to_string());
    format!("{}\t{ours}", form.file.display())
}

fn report(forms: &[Compared], verdicts: &[&str]) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = String::new();
    for (form, verdict) in forms.iter().zip(verdicts) {
        let (word, details) = verdict.split_once('\t').unwrap();
        let agrees = word == "same" || word == "rejected";
        let known = form.may_differ || is_better(word, details, form);
        let word = if !agrees && known { "different on purpose" } else { word };
        *counts.entry(word).or_default() += 1;
        if !agrees && !known {
            wrong.push_str(&format!("{}: {word} {details} {:?}\n", form.name, form.codes));
        }
    }
    #[allow(clippy::print_stdout, reason = "the counts are what the comparison is for")]
    {
        println!("{} forms: {counts:?}", forms.len());
    }
    assert!(wrong.is_empty(), "{wrong}");
}
