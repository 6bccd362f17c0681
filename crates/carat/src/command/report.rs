//! `carat report SURVEY`: estimates → charts, maps and documents.

use std::path::Path;

use serde_json::json;
use survey_schema::message;

use super::analyse::analyse;
use super::print;
use crate::args::Arguments;
use crate::failure::{Done, Failure};
use crate::language::Value;
use crate::progress::Progress;
use crate::project::Project;

pub(crate) fn run(arguments: &Arguments, survey: &Path) -> Result<Done, Failure> {
    let project = Project::load(survey)?;
    let analysis = analyse(arguments, &project)?;
    let summary = project.store().read_summary().map_err(|error| {
        message!(
            "dataset-unreadable",
            "the dataset cannot be read: {reason}. Run carat ingest again",
            reason = error
        )
    })?;
    let progress = Progress::begin();
    progress.say(arguments.speaker.text("progress-drawing"));
    let material = report::Material {
        survey: &project.survey,
        forms: &project.forms,
        plan: &analysis.plan,
        results: &analysis.results,
        summary: &summary.unwrap_or_default(),
    };
    let documents = report::build(&material).map_err(|error| Failure::Message(error.message()))?;
    let folder = project.out().join("report");
    documents.write(&folder).map_err(|error| {
        Failure::from(message!(
            "report-unwritable",
            "the report cannot be written: {reason}",
            reason = error
        ))
    })?;
    drop(progress);
    let pages: Vec<String> =
        documents.pages().iter().map(|page| folder.join(page).display().to_string()).collect();
    match arguments.json {
        true => print(&json!({ "schema": "carat-report/1", "pages": pages }).to_string())?,
        false => {
            let mut text = arguments
                .speaker
                .text_with("report-done", &[("count", Value::Count(pages.len() as u64))]);
            pages.iter().for_each(|page| text.push_str(&format!("\n  {page}")));
            print(&text)?;
        }
    }
    Ok(Done::Clean)
}
