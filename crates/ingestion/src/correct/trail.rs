//! The audit trail: what every line did, as far as it may be told.
//!
//! A log whose columns are shifted has answers where a question, a key or a name should be.
//! So nothing of a line is repeated that is not known to be what its column says: a question
//! that a form asks, a key that a record has, an action that there is. The place of the line
//! is always given, and whoever may see the log finds it there.

use dataset::{Correction, CorrectionOutcome, Place};
use survey_schema::{Message, Severity};

use super::apply::Clerk;
use super::line::Action;
use super::target::Refusal;
use crate::assemble::Assembly;
use crate::record::Findings;

/// What stands for a text that may be anybody's answer.
const MASKED: &str = "***";

/// The trail of all lines; lines that were refused, or lack an old value, are findings too.
pub(super) fn of(
    clerk: &Clerk<'_, '_, '_>,
    assemblies: &[Assembly<'_>],
    findings: &mut Findings,
) -> Vec<Correction> {
    let mut trail = Vec::with_capacity(clerk.lines.len());
    for number in 0..clerk.lines.len() {
        let Some(line) = one(clerk, number, assemblies) else { continue };
        if let Some(why) = clerk.done[number].as_ref().and_then(|done| done.why.as_ref()) {
            note(&line, clerk.lines[number].action, why, findings);
        }
        trail.push(line);
    }
    trail
}

fn one(
    clerk: &Clerk<'_, '_, '_>,
    number: usize,
    assemblies: &[Assembly<'_>],
) -> Option<Correction> {
    let (line, done) = (&clerk.lines[number], clerk.done[number].as_ref()?);
    let target = clerk.targets[number].as_ref();
    let records = target.map(|target| &target.records).or(clerk.records[number].as_ref());
    let entry = target.map(|t| &assemblies[t.records.form].index.questions[t.question]);
    let first = records.map(|r| &assemblies[r.form].records[r.records[0]]);
    let masked = entry.map_or(!line.question.is_empty(), |entry| entry.masked);
    let knows_question = line.question.is_empty() || is_question(&line.question, assemblies);
    let knows_key = first.is_some() || line.key.is_empty() || is_uuid(&line.key);
    let knows_action = line.action.is_some();
    let is_sound = knows_question && knows_key && knows_action;
    let level = records.zip(first).map(|(records, record)| {
        assemblies[records.form].index.levels[record.level].name.to_string()
    });
    let why = done.why.as_ref().map(|why| {
        let message = without(&why.message, &line.question, knows_question);
        let message = without(&message, &line.action_word, knows_action);
        let from = line.rule.as_ref().map_or("", |rule| rule.from.as_str());
        let is_code =
            entry.and_then(|entry| entry.list).is_some_and(|list| list.choice(from).is_some());
        without(&message, from, is_code)
    });
    Some(Correction {
        place: line.place.clone(),
        form: records.map(|r| assemblies[r.form].index.form.id.clone()).unwrap_or_default(),
        level: level.unwrap_or_default(),
        key: shown(&line.key, knows_key),
        question: shown(&line.question, knows_question),
        action: shown(&line.action_text(), knows_action),
        before: done.before.clone().filter(|_| !masked),
        after: done.after.clone().filter(|_| !masked),
        masked: masked && (done.before.is_some() || done.after.is_some()),
        outcome: done.outcome,
        why,
        // A reason may tell the value.
        reason: if masked || !is_sound { String::new() } else { line.reason.clone() },
        by: if is_sound { line.by.clone() } else { String::new() },
        when: if is_sound { line.when.clone() } else { String::new() },
    })
}

fn note(line: &Correction, action: Option<Action>, why: &Refusal, findings: &mut Findings) {
    // A line that changes nothing anyway needs nobody.
    let severity = match (line.outcome, action) {
        (CorrectionOutcome::Refused, Some(Action::Accept)) => Severity::Warning,
        (CorrectionOutcome::Refused, _) => Severity::Error,
        _ => Severity::Info,
    };
    let place = Place { ..line.place.clone() };
    let text = line.why.clone().unwrap_or_else(|| why.message.clone());
    findings.about_file(place, why.rule, severity, &line.question, text, None);
}

/// Whether a text is what some form calls one of its questions, a choice of one
/// (`water/wash`), or its answer in a numbered row (`age_2`).
fn is_question(text: &str, assemblies: &[Assembly<'_>]) -> bool {
    assemblies.iter().map(|assembly| assembly.index).any(|index| {
        let find = |name: &str| index.find(name, |_| true).map(|(_, questions)| questions);
        let has_choice = |(stem, choice): (&str, &str)| {
            let questions = find(stem).unwrap_or_default();
            questions.iter().any(|q| index.questions[*q].choice_in_header(choice).is_some())
        };
        let has_row = |(stem, row): (&str, &str)| {
            row.bytes().all(|byte| byte.is_ascii_digit()) && find(stem).is_some()
        };
        find(text).is_some()
            || text.rsplit_once(['/', '.']).is_some_and(has_choice)
            || text.rsplit_once('_').is_some_and(has_row)
    })
}

/// `uuid:0f3c9a62-1f8e-4a4f-9a6e-0c1d2e3f4a5b`: drawn by a machine, it names nobody.
fn is_uuid(text: &str) -> bool {
    let bare = text.strip_prefix("uuid:").unwrap_or(text);
    bare.len() == 36
        && bare.chars().enumerate().all(|(at, c)| match at {
            8 | 13 | 18 | 23 => c == '-',
            _ => c.is_ascii_hexdigit(),
        })
}

fn shown(text: &str, is_known: bool) -> String {
    if is_known { text.to_string() } else { MASKED.to_string() }
}

/// A message without a text that it quotes, unless the text may be shown.
fn without(message: &Message, text: &str, is_known: bool) -> Message {
    let mut message = message.clone();
    if is_known || text.is_empty() {
        return message;
    }
    let quoted = format!("\"{text}\"");
    for (_, value) in message.arguments.iter_mut().filter(|(_, value)| value == text) {
        message.english = message.english.replace(&quoted, &format!("\"{MASKED}\""));
        *value = MASKED.to_string();
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_machine_drew_is_shown_as_a_key() {
        assert!(is_uuid("uuid:0f3c9a62-1f8e-4a4f-9a6e-0c1d2e3f4a5b"));
        assert!(!is_uuid("Moussa"));
        assert!(!is_uuid("677123456"));
    }
}
