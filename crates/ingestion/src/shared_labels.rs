//! Labels that several choices share (a "Centre" in each of three countries), settled by the
//! form's choice filters: the one choice that the form offers here is meant.

use jiff::civil::Date;

use crate::assemble::Assembly;
use crate::judge::interview_day;
use crate::logic::Logic;
use crate::record::{Findings, Open};
use crate::rules::Rules;
use crate::tree::{self, Tree};

/// Settles what can be settled; the findings about it are withdrawn.
pub(crate) fn settle(
    assembly: &mut Assembly<'_>,
    rules: &Rules<'_>,
    today: Date,
    findings: &mut Findings,
) {
    for record in 0..assembly.records.len() {
        // In the order of the form: a region decides about its districts.
        let mut open = std::mem::take(&mut assembly.records[record].open);
        open.sort_by_key(|open| open.slot);
        for open in open {
            let Some(code) = only_offered(assembly, rules, today, record, &open) else { continue };
            assembly.records[record].answers[open.slot] = Ok(code.into());
            findings.0[open.finding].withdrawn = true;
        }
    }
}

/// The one of several choices that the filter offers.
fn only_offered(
    assembly: &Assembly<'_>,
    rules: &Rules<'_>,
    today: Date,
    record: usize,
    open: &Open,
) -> Option<String> {
    let index = assembly.index;
    let row = &assembly.records[record];
    let question = index.levels[row.level].questions[open.slot];
    let filter = rules.questions[question].filter.as_ref()?;
    let mut main = record;
    while let Some(parent) = assembly.records[main].parent {
        main = parent;
    }
    (assembly.records[main].level == 0).then_some(())?;
    let Tree { submission, nodes } = tree::build(index, &rules.plan, &assembly.records, main);
    let node = *nodes.get(&record)?.answers.get(open.slot)?;
    let day = interview_day(assembly, main).unwrap_or(today);
    let logic = Logic::new(index.form, day);
    let list = index.questions[question].list?;
    let mut offered: Vec<&str> = Vec::new();
    for choice in list.choices.iter().filter(|choice| open.codes.contains(&choice.code)) {
        if logic.offered(filter.expression, choice, &submission, node)?
            && !offered.contains(&choice.code.as_str())
        {
            offered.push(&choice.code);
        }
    }
    match offered.as_slice() {
        [code] => Some(code.to_string()),
        _ => None,
    }
}
