//! Records that are the same but for their keys, or nearly.
//!
//! Near duplicates are found without comparing all pairs. With at most `d` differences
//! allowed the questions are dealt into `d + 1` hands: two records that differ in no more
//! than `d` answers agree on the whole of at least one hand, so only records that agree
//! on a hand are compared, and a comparison ends at the first difference too many.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use survey_schema::{QuestionType, Severity, message};

use super::Watch;

/// Fewer answers than this are the same by chance.
const FEWEST_ANSWERS: usize = 8;
/// Most records that are compared with each other for agreeing on one hand. A hand on
/// which more agree says little; their other hands still count.
const CROWD: usize = 300;

pub(super) fn find(watch: &mut Watch<'_, '_>) {
    let allowed = watch.assembly.survey.monitoring.near_duplicates;
    let rows = watch.rows(0);
    let questions = compared(watch, &rows);
    if questions.len() < FEWEST_ANSWERS {
        return;
    }
    let coded = coded(watch, &rows, &questions);
    let mut pairs: BTreeMap<usize, (usize, Vec<usize>)> = BTreeMap::new();
    for (first, second) in candidates(&coded, questions.len(), allowed) {
        let Some(different) = differences(&coded[first], &coded[second], allowed) else { continue };
        if !watch.assembly.same_children(rows[first], rows[second]) {
            continue;
        }
        // Each record is told of its nearest twin.
        for (of, with) in [(first, second), (second, first)] {
            let known = pairs.get(&of).map(|(_, d)| d.len());
            if known.is_none_or(|known| different.len() < known) {
                pairs.insert(of, (with, different.clone()));
            }
        }
    }
    for (of, (with, different)) in pairs {
        note(watch, rows[of], rows[with], &different, &questions);
    }
}

fn note(
    watch: &mut Watch<'_, '_>,
    of: usize,
    with: usize,
    different: &[usize],
    questions: &[usize],
) {
    let (row, file) = watch.place(with);
    if different.is_empty() {
        let text = message!(
            "finding-same-answers",
            "all answers are those of row {row} of {file}, which has another key",
            row = row,
            file = file
        );
        watch.note(of, "same-answers", Severity::Warning, text);
        return;
    }
    let name = |at: &usize| watch.assembly.index.questions[questions[*at]].question.name.clone();
    let names: Vec<String> = different.iter().map(name).collect();
    let text = message!(
        "finding-near-duplicate",
        "all answers but these are those of row {row} of {file}: {questions}",
        row = row,
        file = file,
        questions = names.join(", ")
    );
    watch.note(of, "near-duplicate", Severity::Warning, text);
}

/// The questions whose answers are compared: those that a respondent answers, and that some row has.
fn compared(watch: &Watch<'_, '_>, rows: &[usize]) -> Vec<usize> {
    let index = watch.assembly.index;
    let roles = &index.usage.roles;
    let apart: Vec<usize> = [&roles.key, &roles.enumerator, &roles.date]
        .into_iter()
        .filter_map(|r| index.role(r))
        .collect();
    let is_answered =
        |question: &usize| rows.iter().any(|row| watch.answer(*row, *question).is_some());
    let asked = index.levels[0].questions.iter().copied().filter(|question| {
        let kind = &index.questions[*question].question.kind;
        kind.has_value()
            && !apart.contains(question)
            && !matches!(
                kind,
                QuestionType::Metadata(_) | QuestionType::Calculate | QuestionType::Hidden
            )
    });
    asked.filter(|question| is_answered(question)).collect()
}

/// The answers of each row as numbers: the same text is the same number, none is 0.
fn coded(watch: &Watch<'_, '_>, rows: &[usize], questions: &[usize]) -> Vec<Vec<u32>> {
    let mut codes: Vec<HashMap<&str, u32>> = vec![HashMap::new(); questions.len()];
    let mut coded = Vec::with_capacity(rows.len());
    for row in rows {
        let mut of_row = Vec::with_capacity(questions.len());
        for (at, question) in questions.iter().enumerate() {
            of_row.push(match watch.answer(*row, *question) {
                None => 0,
                Some(text) => {
                    let next = codes[at].len() as u32 + 1;
                    *codes[at].entry(text).or_insert(next)
                }
            });
        }
        coded.push(of_row);
    }
    coded
}

/// Pairs that agree on at least one hand of questions.
fn candidates(coded: &[Vec<u32>], questions: usize, allowed: usize) -> BTreeSet<(usize, usize)> {
    let hands = (allowed + 1).min(questions);
    let mut pairs = BTreeSet::new();
    for hand in 0..hands {
        let mut agreeing: BTreeMap<Vec<u32>, Vec<usize>> = BTreeMap::new();
        for (row, answers) in coded.iter().enumerate() {
            if answers.iter().filter(|code| **code != 0).count() < FEWEST_ANSWERS {
                continue;
            }
            // Dealt in turn, so that every hand holds questions of every part of the form.
            let held = answers.iter().skip(hand).step_by(hands).copied().collect();
            agreeing.entry(held).or_default().push(row);
        }
        for rows in agreeing.into_values().filter(|rows| rows.len() > 1) {
            for (at, first) in rows.iter().enumerate() {
                pairs.extend(rows[at + 1..].iter().take(CROWD).map(|second| (*first, *second)));
            }
        }
    }
    pairs
}

/// Where two rows differ; `None` when in more places than allowed.
fn differences(first: &[u32], second: &[u32], allowed: usize) -> Option<Vec<usize>> {
    let mut different = Vec::new();
    for (at, (a, b)) in first.iter().zip(second).enumerate() {
        if a != b {
            different.push(at);
            if different.len() > allowed {
                return None;
            }
        }
    }
    Some(different)
}
