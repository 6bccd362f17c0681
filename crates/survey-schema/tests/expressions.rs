//! What expressions mean, as a table that a person can read: `tests/expressions/*.txt`.
//!
//! Each line is `expression -> form mode | analysis mode`. The submission is the
//! household of [`household`].

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::fmt::Write;

use survey_schema::expression::{Environment, Mode, Value, evaluate, evaluate_text};
use survey_schema::{Expression, Submission};

fn household() -> (Submission, survey_schema::NodeId) {
    let mut s = Submission::new("data");
    let root = s.root();
    for (name, value) in [
        ("consent", "yes"),
        ("water", "dk"),
        ("empty", ""),
        ("code", "007"),
        ("income", "1250.5"),
        ("assets", "radio phone"),
        ("visit", "2026-06-15"),
    ] {
        s.answer(root, name, value);
    }
    let roster = s.group(root, "roster");
    let mut second = root;
    for (name, age, sex) in [("Ama", "34", "f"), ("Koffi", "9", "m"), ("Yao", "", "m")] {
        let member = s.group(roster, "member");
        s.answer(member, "m_name", name);
        s.answer(member, "m_age", age);
        s.answer(member, "m_sex", sex);
        if name == "Koffi" {
            second = member;
        }
    }
    (s, second)
}

fn shown(expression: &str, mode: Mode) -> String {
    let (submission, at) = household();
    let environment = Environment::new(mode, jiff::civil::date(2026, 6, 20));
    let parsed = match Expression::parse(expression) {
        Ok(parsed) => parsed,
        Err(error) => return format!("error at {:?}: {}", error.span, error.message().english),
    };
    match evaluate(&parsed, &submission, at, &environment) {
        Ok(Value::Missing) => "missing".into(),
        Ok(_) => match evaluate_text(&parsed, &submission, at, &environment) {
            Ok(Some(text)) => format!("{text:?}"),
            Ok(None) => "missing".into(),
            Err(error) => error.message().english,
        },
        Err(error) => format!("error: {}", error.message().english),
    }
}

#[test]
fn every_line_of_the_tables_holds() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expressions");
    let mut checked = 0;
    let mut wrong = String::new();
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        for line in
            std::fs::read_to_string(&file).unwrap().lines().filter(|line| !line.starts_with("# "))
        {
            let Some((expression, expected)) = line.split_once(" -> ") else { continue };
            checked += 1;
            let (form, analysis) =
                (shown(expression, Mode::Form), shown(expression, Mode::Analysis));
            let found = if form == analysis { form } else { format!("{form} | {analysis}") };
            if found != expected.trim() {
                writeln!(
                    wrong,
                    "{}: {expression}\n  expected {expected}\n  found    {found}",
                    file.display()
                )
                .unwrap();
            }
        }
    }
    assert!(checked > 150, "only {checked} lines were found");
    assert!(wrong.is_empty(), "{wrong}");
}
