//! What became of the rows that were read, and what was found wrong with them.

use std::collections::{BTreeMap, BTreeSet};

use dataset::Fate;
use serde::Serialize;
use survey_schema::MAIN;

use crate::edition::Edition;

/// The account of the data.
#[derive(Serialize)]
pub(crate) struct Account {
    pub(crate) read: String,
    pub(crate) rows: Vec<AccountRow>,
    pub(crate) findings: Vec<FindingRow>,
}

/// The main records of a form in a country.
#[derive(Serialize)]
pub(crate) struct AccountRow {
    pub(crate) country: String,
    pub(crate) form: String,
    /// Accepted, set aside, refused, duplicates, removed.
    pub(crate) counts: Vec<String>,
}

/// How often something was found.
#[derive(Serialize)]
pub(crate) struct FindingRow {
    pub(crate) rule: String,
    pub(crate) severity: String,
    pub(crate) count: String,
    pub(crate) countries: String,
}

/// What can become of a record; other rows are no records.
const FATES: [Fate; 5] =
    [Fate::Accepted, Fate::Quarantined, Fate::ConsentRefused, Fate::Duplicate, Fate::Removed];

pub(crate) fn account(edition: &Edition<'_>) -> Account {
    Account { read: read(edition), rows: rows(edition), findings: findings(edition) }
}

fn read(edition: &Edition<'_>) -> String {
    let summary = edition.material.summary;
    let all: u64 = summary.rows.iter().map(|row| row.rows).sum();
    if all == 0 {
        return edition.say("data", "no_rows");
    }
    let counts = FATES.map(|fate| summary.count(fate, |_| true));
    let rest = all - counts.iter().sum::<u64>();
    let [accepted, quarantined, refused, duplicates, removed] =
        counts.map(|count| edition.count(count));
    edition.fill(
        "data",
        "read",
        &[
            ("files", &edition.count(summary.files.len() as u64)),
            ("rows", &edition.count(all)),
            ("accepted", &accepted),
            ("quarantined", &quarantined),
            ("refused", &refused),
            ("duplicates", &duplicates),
            ("removed", &removed),
            ("rest", &edition.count(rest)),
        ],
    )
}

/// By country in the order of the survey, then by form; rows of unknown country last.
fn rows(edition: &Edition<'_>) -> Vec<AccountRow> {
    let summary = edition.material.summary;
    let mut countries = edition.country_codes();
    countries.push(String::new());
    let mut rows = Vec::new();
    for country in &countries {
        for form in &edition.material.survey.forms {
            let counts = FATES.map(|fate| {
                summary.count(fate, |row| {
                    row.country == *country && row.form == form.id && row.level == MAIN
                })
            });
            if counts.iter().sum::<u64>() > 0 {
                rows.push(AccountRow {
                    country: match country.is_empty() {
                        true => edition.say("variable", "unknown_country"),
                        false => edition.country_name(country),
                    },
                    form: edition.title_of_form(&form.id),
                    counts: counts.iter().map(|count| edition.count(*count)).collect(),
                });
            }
        }
    }
    rows
}

/// By severity, then the most frequent first.
fn findings(edition: &Edition<'_>) -> Vec<FindingRow> {
    let mut kinds: BTreeMap<(&str, &str), (u64, BTreeSet<&str>)> = BTreeMap::new();
    for finding in &edition.material.summary.findings {
        let kind = kinds.entry((&finding.severity, &finding.rule)).or_default();
        kind.0 += finding.findings;
        kind.1.insert(&finding.country);
    }
    let rank = |severity: &str| ["error", "warning", "info"].iter().position(|s| *s == severity);
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|((severity, rule), (count, _))| {
        (rank(severity).unwrap_or(usize::MAX), std::cmp::Reverse(*count), *rule)
    });
    kinds
        .into_iter()
        .map(|((severity, rule), (count, countries))| FindingRow {
            rule: rule_name(edition, rule),
            severity: edition
                .texts
                .find("severity", severity)
                .map_or_else(|| severity.into(), String::from),
            count: edition.count(count),
            countries: country_names(edition, &countries),
        })
        .collect()
}

fn country_names(edition: &Edition<'_>, countries: &BTreeSet<&str>) -> String {
    let known = edition.country_codes();
    let mut names: Vec<String> = known
        .iter()
        .filter(|code| countries.contains(code.as_str()))
        .map(|code| edition.country_name(code))
        .collect();
    let others = countries.iter().filter(|code| !known.iter().any(|other| other == *code));
    names.extend(others.map(|code| match code.is_empty() {
        true => edition.say("data", "anywhere"),
        false => (*code).into(),
    }));
    edition.language.list(&names)
}

/// The rule in plain words: ours, or what the survey says of its own checks; else its name.
fn rule_name(edition: &Edition<'_>, rule: &str) -> String {
    if let Some(id) = rule.strip_prefix("check:") {
        let check = edition.material.survey.checks.iter().find(|check| check.id == id);
        let text = check.map(|check| edition.pick(&check.message)).unwrap_or_default();
        return if text.is_empty() { rule.into() } else { text };
    }
    edition.texts.find("rule", rule).map_or_else(|| rule.into(), String::from)
}
