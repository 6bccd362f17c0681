//! What follows from changed answers: findings that no longer hold, calculations, keys.

use std::collections::BTreeSet;

use dataset::Missing;

use crate::assemble::Assembly;
use crate::record::Findings;
use crate::rules::{Rules, is_of_the_moment};

/// Brings the records in line with changed answers, given as record and slot.
pub(crate) fn after(
    assembly: &mut Assembly<'_>,
    rules: &Rules<'_>,
    changed: &BTreeSet<(usize, usize)>,
    findings: &mut Findings,
) {
    withdraw(assembly, changed, findings);
    for record in changed.iter().map(|(record, _)| *record).collect::<BTreeSet<_>>() {
        forget_calculations(assembly, rules, record, changed);
    }
    let named: Vec<usize> = roles(assembly);
    let renamed: BTreeSet<usize> = changed
        .iter()
        .filter(|(record, slot)| {
            let row = &assembly.records[*record];
            row.level == 0 && named.contains(&assembly.index.levels[0].questions[*slot])
        })
        .map(|(record, _)| *record)
        .collect();
    assembly.rename(&renamed);
}

/// The questions of which a main row's key is made.
fn roles(assembly: &Assembly<'_>) -> Vec<usize> {
    let roles = &assembly.index.usage.roles;
    [&roles.key, &roles.country].into_iter().filter_map(|role| assembly.index.role(role)).collect()
}

/// What was found about a value that has been replaced is settled.
fn withdraw(assembly: &Assembly<'_>, changed: &BTreeSet<(usize, usize)>, findings: &mut Findings) {
    for noted in &mut findings.0 {
        let (Some(form), Some(record)) = (noted.form, noted.record) else { continue };
        if form != assembly.form {
            continue;
        }
        let level = &assembly.index.levels[assembly.records[record].level];
        let is_changed = level.questions.iter().enumerate().any(|(slot, question)| {
            assembly.index.questions[*question].question.name == noted.finding.question
                && changed.contains(&(record, slot))
        });
        noted.withdrawn |= is_changed;
    }
}

/// Calculations that rest on a changed answer of the same row are computed again when the
/// record is judged, provided that all they need is there.
fn forget_calculations(
    assembly: &mut Assembly<'_>,
    rules: &Rules<'_>,
    record: usize,
    changed: &BTreeSet<(usize, usize)>,
) {
    let index = assembly.index;
    let level = assembly.records[record].level;
    let mut touched: BTreeSet<usize> = changed
        .iter()
        .filter(|(of, _)| *of == record)
        .map(|(_, slot)| index.levels[level].questions[*slot])
        .collect();
    for question in &rules.order {
        let entry = &index.questions[*question];
        let Some(rule) = &rules.questions[*question].calculation else { continue };
        let rests_on_it = rule.questions.iter().any(|other| touched.contains(other));
        let can_be_computed = rule.questions.iter().all(|other| {
            let other = &index.questions[*other];
            other.level == level
                && !matches!(
                    assembly.records[record].answers[other.slot],
                    Err(Missing::NotAsked | Missing::Lost)
                )
        });
        let is_calculation =
            entry.question.kind == survey_schema::QuestionType::Calculate && entry.level == level;
        if is_calculation
            && rests_on_it
            && can_be_computed
            && rule.levels.is_empty()
            && !is_of_the_moment(&rule.expression.root)
            && !changed.contains(&(record, entry.slot))
        {
            assembly.records[record].answers[entry.slot] = Err(Missing::Unanswered);
            assembly.records[record].correct(entry.slot);
            touched.insert(*question);
        }
    }
}
