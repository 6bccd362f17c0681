//! The trial: changed answers are judged as the form would, and those it would not have
//! taken are taken back.

use std::collections::BTreeSet;

use dataset::Finding;
use jiff::civil::Date;

use super::apply::Made;
use super::target::Refusal;
use crate::assemble::Assembly;
use crate::judge::{Judge, Unjudged};
use crate::parse::Answer;
use crate::record::Findings;
use crate::rules::Rules;

/// Rules that a new value must satisfy.
const BINDING: [&str; 3] = ["constraint", "choice-filtered", "not-relevant"];

/// The lines whose changes the form would not have taken; these changes are undone.
pub(super) fn refused(
    assembly: &mut Assembly<'_>,
    form: usize,
    rules: &Rules<'_>,
    today: Date,
    made: &mut Vec<Made>,
) -> Vec<(usize, Refusal)> {
    let mut refused = Vec::new();
    let of_form = |made: &Made| made.target.records.form == form;
    let mains: BTreeSet<usize> = made
        .iter()
        .filter(|made| of_form(made))
        .flat_map(|made| {
            made.target.records.records.iter().map(|record| main_of(assembly, *record))
        })
        .filter(|main| assembly.records[*main].is_accepted())
        .collect();
    for main in mains {
        // Each round takes back at least one change.
        loop {
            let found = judge(assembly, rules, today, main);
            let faulty = made
                .iter()
                .position(|made| of_form(made) && fault(assembly, made, &found).is_some());
            let Some(at) = faulty else { break };
            let taken = made.remove(at);
            if let Some(finding) = fault(assembly, &taken, &found) {
                let refusal = Refusal::new("correction-invalid", finding.message.clone());
                refused.push((taken.line, refusal));
            }
            for (record, slot, answer) in taken.undo.into_iter().rev() {
                assembly.records[record].answers[slot] = answer;
                assembly.records[record].restore(slot);
            }
        }
    }
    refused
}

fn main_of(assembly: &Assembly<'_>, record: usize) -> usize {
    let mut main = record;
    while let Some(parent) = assembly.records[main].parent {
        main = parent;
    }
    main
}

/// What judging a record finds. The record is left as it was.
fn judge(
    assembly: &mut Assembly<'_>,
    rules: &Rules<'_>,
    today: Date,
    main: usize,
) -> Vec<(usize, Finding)> {
    let rows = below(assembly, main);
    let kept: Vec<Vec<Answer>> =
        rows.iter().map(|row| assembly.records[*row].answers.clone()).collect();
    let mut findings = Findings::default();
    let judge = Judge::new(assembly, rules, &[], today);
    judge.record(assembly, main, &mut findings, &mut Unjudged::new());
    for (row, answers) in rows.into_iter().zip(kept) {
        assembly.records[row].answers = answers;
    }
    findings.0.into_iter().filter_map(|noted| Some((noted.record?, noted.finding))).collect()
}

/// A record and the rows of repeats below it.
fn below(assembly: &Assembly<'_>, record: usize) -> Vec<usize> {
    let mut rows = vec![record];
    let mut next = 0;
    while next < rows.len() {
        rows.extend(&assembly.records[rows[next]].children);
        next += 1;
    }
    rows
}

fn fault<'f>(
    assembly: &Assembly<'_>,
    made: &Made,
    found: &'f [(usize, Finding)],
) -> Option<&'f Finding> {
    let name = &assembly.index.questions[made.target.question].question.name;
    let is_about = |(record, finding): &&(usize, Finding)| {
        made.target.records.records.contains(record)
            && finding.question == *name
            && BINDING.contains(&finding.rule.as_str())
    };
    found.iter().find(is_about).map(|(_, finding)| finding)
}
