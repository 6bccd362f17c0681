//! `carat check PATH`: reads and lints a form, or a survey with its forms and plan.

use std::path::Path;

use serde_json::json;
use survey_schema::xlsform::{self, FormError};
use survey_schema::{Diagnostic, Severity, Warned};

use super::print;
use crate::args::Arguments;
use crate::failure::{Done, Failure};
use crate::language::Value;
use crate::project::Project;
use crate::render;

pub(crate) fn run(arguments: &Arguments, path: &Path) -> Result<Done, Failure> {
    let is_survey = path.join("survey.toml").is_file()
        || path.extension().is_some_and(|extension| extension == "toml");
    let found = if is_survey { check_survey(path)? } else { check_form(path)? };
    let errors = count(&found, Severity::Error);
    if arguments.json {
        print(
            &json!({ "schema": "carat-check/1", "accepted": errors == 0, "diagnostics": found })
                .to_string(),
        )?;
    } else {
        print(&summary(arguments, path, &found))?;
    }
    Ok(if errors == 0 { Done::Clean } else { Done::NeedsAPerson })
}

fn check_form(path: &Path) -> Result<Vec<Diagnostic>, Failure> {
    match xlsform::read_form(path, &path.display().to_string()) {
        Ok(Warned { warnings, .. }) => Ok(warnings),
        Err(FormError::Rejected(found)) => Ok(found),
        Err(error) => Err(error.message().into()),
    }
}

fn check_survey(path: &Path) -> Result<Vec<Diagnostic>, Failure> {
    let project = match Project::load(path) {
        Ok(project) => project,
        Err(Failure::Faults(found)) => return Ok(found),
        Err(failure) => return Err(failure),
    };
    let mut found = project.warnings.clone();
    if project.folder.join("plan.toml").is_file() {
        match project.plan() {
            Ok((_, warnings)) | Err(Failure::Faults(warnings)) => found.extend(warnings),
            Err(failure) => return Err(failure),
        }
    }
    Ok(found)
}

fn summary(arguments: &Arguments, path: &Path, found: &[Diagnostic]) -> String {
    let [errors, warnings] =
        [Severity::Error, Severity::Warning].map(|severity| count(found, severity));
    let file = path.display().to_string();
    let values = [
        ("file", Value::Text(&file)),
        ("errors", Value::Count(errors)),
        ("warnings", Value::Count(warnings)),
    ];
    let id = match (errors, warnings) {
        (0, 0) => "check-clean",
        (0, _) => "check-warnings",
        _ => "check-errors",
    };
    let verdict = arguments.speaker.text_with(id, &values);
    match found.is_empty() {
        true => verdict,
        false => format!("{}\n\n{verdict}", render::diagnostics(found, &arguments.speaker)),
    }
}

fn count(found: &[Diagnostic], severity: Severity) -> u64 {
    found.iter().filter(|diagnostic| diagnostic.severity == severity).count() as u64
}
