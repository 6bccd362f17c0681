//! `carat convert FORM OUT.xml`: an XLSForm to the XForm that devices read.

use std::fs;
use std::path::Path;

use serde_json::json;
use survey_schema::xform::{self, Options, XForm};
use survey_schema::xlsform;
use survey_schema::{Diagnostic, Label, Location, Severity, Warned, column_letters, message};

use super::print;
use crate::args::{Arguments, Conversion};
use crate::failure::{Done, Failure};
use crate::language::{Speaker, Value};
use crate::render;

/// How a conversion ended.
enum Outcome {
    Converted(Warned<XForm>),
    Rejected(Vec<Diagnostic>),
}

pub(crate) fn run(arguments: &Arguments, conversion: &Conversion) -> Result<Done, Failure> {
    let outcome = match convert(conversion) {
        Ok(outcome) => outcome,
        Err(failure) => {
            let error = failure.to_text(&arguments.speaker);
            write_report(conversion, &report(Some(error), Vec::new(), None))?;
            return Err(failure);
        }
    };
    let (done, found, value) = match outcome {
        Outcome::Converted(Warned { output, warnings }) => {
            write_outputs(&conversion.out, &output)?;
            let lines = lines(&warnings, Severity::Warning, &arguments.speaker);
            (Done::Clean, warnings, report(None, lines, output.itemsets))
        }
        Outcome::Rejected(found) => {
            let errors = lines(&found, Severity::Error, &arguments.speaker);
            let warnings = lines(&found, Severity::Warning, &arguments.speaker);
            (Done::NeedsAPerson, found, report(Some(errors.join("\n")), warnings, None))
        }
    };
    write_report(conversion, &value)?;
    if arguments.json {
        print(&value.to_string())?;
    } else {
        print(&summary(arguments, conversion, done, &found))?;
    }
    Ok(done)
}

fn convert(conversion: &Conversion) -> Result<Outcome, Failure> {
    let path = &conversion.form;
    let sheets = xlsform::read_sheets(path, &path.display().to_string())
        .map_err(|error| Failure::from(error.message()))?;
    let is_markdown =
        path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
    let stem = path.file_stem().filter(|_| !is_markdown);
    let options = Options {
        form_name: conversion.form_name.clone(),
        fallback_id: stem.map(|stem| stem.to_string_lossy().into_owned()),
        default_language: conversion.default_language.clone(),
        pretty: conversion.pretty,
    };
    Ok(match xform::convert(&sheets, &options) {
        Ok(converted) => Outcome::Converted(converted),
        Err(found) => Outcome::Rejected(found),
    })
}

fn report(
    error: Option<String>,
    warnings: Vec<String>,
    itemsets: Option<String>,
) -> serde_json::Value {
    json!({ "ok": error.is_none(), "error": error, "warnings": warnings, "itemsets": itemsets })
}

/// Writes the XForm, and beside it the external choices that it searches.
fn write_outputs(out: &Path, xform: &XForm) -> Result<(), Failure> {
    write(out, &xform.xml)?;
    match &xform.itemsets {
        Some(itemsets) => write(&out.with_file_name("itemsets.csv"), itemsets),
        None => Ok(()),
    }
}

fn write_report(conversion: &Conversion, report: &serde_json::Value) -> Result<(), Failure> {
    match &conversion.report {
        Some(path) => write(path, &format!("{report}\n")),
        None => Ok(()),
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| {
        let file = path.display();
        message!(
            "file-unwritable",
            "{file} cannot be written: {reason}",
            file = file,
            reason = error
        )
        .into()
    })
}

fn summary(
    arguments: &Arguments,
    conversion: &Conversion,
    done: Done,
    found: &[Diagnostic],
) -> String {
    let (form, out) = (conversion.form.display().to_string(), conversion.out.display().to_string());
    let values = [("file", Value::Text(&form)), ("out", Value::Text(&out))];
    let id = if done == Done::Clean { "convert-done" } else { "convert-rejected" };
    let verdict = arguments.speaker.text_with(id, &values);
    match found.is_empty() {
        true => verdict,
        false => format!("{}\n\n{verdict}", render::diagnostics(found, &arguments.speaker)),
    }
}

/// The diagnostics of a severity, a line each: where, what, and what to do.
fn lines(found: &[Diagnostic], severity: Severity, speaker: &Speaker) -> Vec<String> {
    found
        .iter()
        .filter(|found| found.severity == severity)
        .map(|found| line(found, speaker))
        .collect()
}

fn line(found: &Diagnostic, speaker: &Speaker) -> String {
    let mut line = String::new();
    if let Some(Label { location: Location::Cell { sheet, row, column, .. }, .. }) =
        found.labels.first()
    {
        line.push_str(&format!("{sheet}!{}{row}: ", column_letters(*column)));
    }
    line.push_str(&speaker.message(&found.message));
    if let Some(help) = &found.help {
        line.push_str(&format!(" ({})", speaker.message(help)));
    }
    line
}
