//! Enumerators who bring far fewer answers than the others.

use std::collections::BTreeMap;

use dataset::Missing;
use survey_schema::{Severity, message};

use super::Watch;

/// Enumerators with fewer records than this are not compared yet.
const FEWEST: usize = 10;

/// What an enumerator asked and got.
#[derive(Default)]
struct Tally {
    records: Vec<usize>,
    asked: u64,
    without: u64,
}

pub(super) fn find(watch: &mut Watch<'_, '_>) {
    let index = watch.assembly.index;
    let Some(enumerator) = index.role(&index.usage.roles.enumerator) else { return };
    let limit = watch.assembly.survey.monitoring.missing_share;
    let mut tallies: BTreeMap<(String, String), Tally> = BTreeMap::new();
    for record in watch.rows(0) {
        let Some(who) = watch.answer(record, enumerator) else { continue };
        let who = (watch.assembly.records[record].country.clone(), who.to_string());
        let (asked, without) = tally(watch, record);
        let tally = tallies.entry(who).or_default();
        tally.records.push(record);
        tally.asked += asked;
        tally.without += without;
    }
    let of_all = |get: fn(&Tally) -> u64| tallies.values().map(get).sum::<u64>() as f64;
    let usual = of_all(|tally| tally.without) / of_all(|tally| tally.asked).max(1.0);
    let share = |tally: &Tally| tally.without as f64 / tally.asked.max(1) as f64;
    let few =
        |tally: &Tally| tally.records.len() >= FEWEST && share(tally) > limit.max(2.0 * usual);
    let percent = |share: f64| format!("{:.0}", 100.0 * share);
    let found: Vec<(usize, String, usize)> = tallies
        .values()
        .filter(|tally| few(tally))
        .map(|tally| (tally.records[0], percent(share(tally)), tally.records.len()))
        .collect();
    for (first, share, records) in found {
        let text = message!(
            "finding-enumerator-missing",
            "in {records} records of this enumerator, of which this is the first, {share} % of the questions asked have no answer or \"don't know\"; of all it is {usual} %",
            records = records,
            share = share,
            usual = percent(usual)
        );
        watch.note_answer(first, enumerator, "enumerator-missing", Severity::Warning, text);
    }
}

/// Questions asked in a record and its rows of repeats, and those without an answer.
fn tally(watch: &Watch<'_, '_>, record: usize) -> (u64, u64) {
    let records = &watch.assembly.records;
    let (mut asked, mut without) = (0, 0);
    let mut rows = vec![record];
    while let Some(row) = rows.pop() {
        rows.extend(records[row].children.iter().filter(|child| records[**child].is_accepted()));
        let level = &watch.assembly.index.levels[records[row].level];
        for (slot, question) in level.questions.iter().enumerate() {
            let entry = &watch.assembly.index.questions[*question];
            if !entry.question.kind.has_value() || is_computed(entry) {
                continue;
            }
            match &records[row].answers[slot] {
                Err(Missing::Skipped | Missing::NotAsked | Missing::NotApplicable) => {}
                Err(_) => (asked, without) = (asked + 1, without + 1),
                Ok(code) => {
                    asked += 1;
                    without += u64::from(is_no_answer(watch, code));
                }
            }
        }
    }
    (asked, without)
}

fn is_computed(entry: &crate::catalogue::Entry<'_>) -> bool {
    use survey_schema::QuestionType::{Calculate, Hidden, Metadata};
    matches!(entry.question.kind, Calculate | Hidden | Metadata(_))
}

fn is_no_answer(watch: &Watch<'_, '_>, code: &str) -> bool {
    let missing = &watch.assembly.survey.missing;
    missing.dont_know.iter().chain(&missing.refused).any(|other| other == code)
}
