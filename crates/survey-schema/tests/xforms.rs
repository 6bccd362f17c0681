//! What forms are converted to, as forms with their expectations: `tests/xforms/*.md`.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

#[path = "support/cases.rs"]
mod cases;

use survey_schema::xform::{Options, convert};
use survey_schema::{Diagnostic, Severity};

fn codes(found: &[Diagnostic], severity: Severity) -> Vec<&str> {
    found.iter().filter(|found| found.severity == severity).map(|found| found.code).collect()
}

/// What is wrong with the conversion of a form.
fn faults(case: &cases::Case) -> Vec<String> {
    let rejected: Vec<&str> = case.all("rejected").collect();
    let (xml, found) = match convert(&case.sheets(), &Options::default()) {
        Ok(converted) => (converted.output.xml, converted.warnings),
        Err(found) => (String::new(), found),
    };
    let errors = codes(&found, Severity::Error);
    let mut wrong = Vec::new();
    if errors != rejected {
        let texts: Vec<_> = found.iter().map(|found| &found.message.english).collect();
        wrong.push(format!("errors {errors:?}, expected {rejected:?}: {texts:?}"));
    }
    let warnings = codes(&found, Severity::Warning);
    let expected: Vec<&str> = case.all("warns").collect();
    if warnings != expected {
        wrong.push(format!("warnings {warnings:?}, expected {expected:?}"));
    }
    wrong.extend(
        case.all("writes").filter(|text| !xml.contains(text)).map(|text| format!("no {text}")),
    );
    wrong.extend(
        case.all("without").filter(|text| xml.contains(text)).map(|text| format!("has {text}")),
    );
    if !wrong.is_empty() {
        wrong.push(xml);
    }
    wrong
}

#[test]
fn every_form_is_converted_as_its_file_says() {
    let cases = cases::cases();
    assert!(cases.len() > 50, "only {} forms were found", cases.len());
    let mut report = String::new();
    for case in &cases {
        assert!(!case.expected.is_empty(), "{} expects nothing", case.name);
        let wrong = faults(case);
        if !wrong.is_empty() {
            report.push_str(&format!("\n{}\n  {}\n", case.name, wrong.join("\n  ")));
        }
    }
    assert!(report.is_empty(), "{report}");
}
