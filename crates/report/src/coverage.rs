//! Who reported, and who did not, in words.

use analysis::results::CountryRecords;
use serde::Serialize;

use crate::edition::Edition;

/// Who reported: sentences and a table.
#[derive(Serialize)]
pub(crate) struct Coverage {
    pub(crate) sentences: Vec<String>,
    pub(crate) forms: Vec<String>,
    pub(crate) rows: Vec<CoverageRow>,
}

/// A country and what it sent of each form.
#[derive(Serialize)]
pub(crate) struct CoverageRow {
    pub(crate) country: String,
    pub(crate) cells: Vec<String>,
}

pub(crate) fn coverage(edition: &Edition<'_>) -> Coverage {
    let forms: Vec<&str> = edition.material.survey.forms.iter().map(|f| f.id.as_str()).collect();
    let rows = edition.country_codes().into_iter().map(|code| CoverageRow {
        cells: forms.iter().map(|form| cell(edition, form, &code)).collect(),
        country: edition.country_name(&code),
    });
    Coverage {
        sentences: forms.iter().filter_map(|form| sentence(edition, form)).collect(),
        rows: rows.collect(),
        forms: forms.iter().map(|form| edition.title_of_form(form)).collect(),
    }
}

fn reporting<'a>(edition: &Edition<'a>, form: &str) -> &'a [CountryRecords] {
    edition.material.results.reporting.get(form).map_or(&[], Vec::as_slice)
}

/// Whether the survey says for some country how many records it expects: where it says
/// so for some, none are planned in the others.
fn has_plan(countries: &[CountryRecords]) -> bool {
    countries.iter().any(|country| country.expected.is_some())
}

fn sentence(edition: &Edition<'_>, form: &str) -> Option<String> {
    let countries = reporting(edition, form);
    if countries.is_empty() {
        return None;
    }
    let planned = has_plan(countries);
    let silent = countries.iter().filter(|country| country.records == 0);
    let due: Vec<&CountryRecords> =
        silent.filter(|country| !planned || country.expected.is_some()).collect();
    let reported = countries.iter().filter(|country| country.records > 0);
    let records: u64 = reported.clone().map(|country| country.records).sum();
    let mut text = edition.fill(
        "page",
        "coverage_line",
        &[
            ("unit", &edition.title_of_form(form)),
            ("reported", &edition.count(reported.count() as u64)),
            ("total", &edition.count(countries.len() as u64)),
            ("records", &edition.count(records)),
        ],
    );
    if !due.is_empty() {
        text.push(' ');
        text += &names(edition, "coverage_silent", &due);
    }
    if let Some(undue) = unplanned(edition, form) {
        text.push(' ');
        text += &undue;
    }
    Some(text)
}

/// Which countries sent nothing of a form because nothing was planned there, in a sentence.
pub(crate) fn unplanned(edition: &Edition<'_>, form: &str) -> Option<String> {
    let countries = reporting(edition, form);
    let silent = countries.iter().filter(|c| c.records == 0 && c.expected.is_none());
    let undue: Vec<&CountryRecords> = silent.collect();
    let told = has_plan(countries) && !undue.is_empty();
    told.then(|| names(edition, "coverage_unplanned", &undue))
}

fn names(edition: &Edition<'_>, key: &str, countries: &[&CountryRecords]) -> String {
    let names: Vec<String> =
        countries.iter().map(|country| edition.country_name(&country.country)).collect();
    edition.fill("page", key, &[("names", &edition.language.list(&names))])
}

fn cell(edition: &Edition<'_>, form: &str, code: &str) -> String {
    let countries = reporting(edition, form);
    let found = countries.iter().find(|country| country.country == code);
    let records = found.map_or(0, |country| country.records);
    let expected = found.and_then(|country| country.expected);
    let told = edition.count(records);
    match (records, expected) {
        (0, Some(expected)) => {
            edition.fill("page", "coverage_none_of", &[("expected", &edition.count(expected))])
        }
        (0, None) if has_plan(countries) => edition.say("page", "coverage_unplanned_cell"),
        (0, None) => edition.say("page", "coverage_none"),
        (_, Some(expected)) => edition.fill(
            "page",
            "coverage_of",
            &[("records", &told), ("expected", &edition.count(expected))],
        ),
        (_, None) => told,
    }
}
