//! `carat analyse SURVEY`: dataset → estimates.

use std::path::Path;

use analysis::plan::Plan;
use analysis::results::Results;
use dataset::Dataset;
use dataset::store::write_atomically;
use serde_json::json;
use survey_schema::{Diagnostic, message};

use super::{ingest, print};
use crate::args::Arguments;
use crate::failure::{Done, Failure};
use crate::language::Value;
use crate::progress::Progress;
use crate::project::Project;
use crate::render;

/// The estimates with what they were made from.
pub(crate) struct Analysis {
    pub(crate) plan: Plan,
    pub(crate) results: Results,
    pub(crate) warnings: Vec<Diagnostic>,
}

pub(crate) fn run(arguments: &Arguments, survey: &Path) -> Result<Done, Failure> {
    let project = Project::load(survey)?;
    let analysis = analyse(arguments, &project)?;
    let folder = project.out().join("results");
    if arguments.json {
        let results: serde_json::Value =
            serde_json::from_slice(&json_of(&analysis.results)?).map_err(unwritable)?;
        print(&json!({ "schema": "carat-analyse/1", "results": results, "warnings": analysis.warnings }).to_string())?;
    } else {
        let values = [
            ("count", Value::Count(analysis.results.rows.len() as u64)),
            ("folder", Value::Text(&folder.display().to_string())),
        ];
        let mut text = arguments.speaker.text_with("analyse-done", &values);
        if !analysis.warnings.is_empty() {
            text = format!(
                "{}\n\n{text}",
                render::diagnostics(&analysis.warnings, &arguments.speaker)
            );
        }
        print(&text)?;
    }
    Ok(Done::Clean)
}

/// Computes the estimates of the plan and writes them to `out/results`.
pub(crate) fn analyse(arguments: &Arguments, project: &Project) -> Result<Analysis, Failure> {
    // A wrong plan is refused before any data are read.
    let (plan, warnings) = project.plan()?;
    ingest::ensure(arguments, project)?;
    let levels = project.store().read_levels().map_err(unreadable)?.unwrap_or_default();
    let progress = Progress::begin();
    progress.say(arguments.speaker.text("progress-estimating"));
    let dataset = Dataset { levels, ..Dataset::default() };
    let results = analysis::analyse(&project.survey, &plan, &project.forms, &dataset);
    write(project, &results)?;
    Ok(Analysis { plan, results, warnings })
}

fn write(project: &Project, results: &Results) -> Result<(), Failure> {
    let folder = project.out().join("results");
    std::fs::create_dir_all(&folder).map_err(unwritable)?;
    let mut csv = Vec::new();
    analysis::results::write_csv(results, &mut csv).map_err(unwritable)?;
    for (name, bytes) in [("results.csv", csv), ("results.json", json_of(results)?)] {
        write_atomically(&folder.join(name), &bytes).map_err(unwritable)?;
    }
    Ok(())
}

fn json_of(results: &Results) -> Result<Vec<u8>, Failure> {
    let mut json = Vec::new();
    analysis::results::write_json(results, &mut json).map_err(unwritable)?;
    Ok(json)
}

fn unreadable(error: impl std::fmt::Display) -> Failure {
    message!(
        "dataset-unreadable",
        "the dataset cannot be read: {reason}. Run carat ingest again",
        reason = error
    )
    .into()
}

fn unwritable(error: impl std::fmt::Display) -> Failure {
    message!("results-unwritable", "the results cannot be written: {reason}", reason = error).into()
}
