//! Applies the lines of the logs, one by one, and says of each what it did.

use std::collections::{BTreeMap, BTreeSet};

use dataset::{Correction, CorrectionOutcome, Fate, Missing};
use jiff::civil::Date;
use survey_schema::{Message, Survey, message};

use super::line::{Action, Line};
use super::order::{Agreement, Order, Values, Want, agreement};
use super::other::{self, Pair};
use super::recompute;
use super::styles::Styles;
use super::target::{Directory, Records, Refusal, Target, target};
use super::trail;
use super::trial;
use crate::assemble::Assembly;
use crate::columns::Piece;
use crate::parse::{Answer, Choices, fold_blank};
use crate::record::Findings;
use crate::rules::Rules;

/// What lines are applied with.
pub(crate) struct Desk<'d, 'a> {
    pub(crate) survey: &'d Survey,
    pub(crate) today: Date,
    /// One for each form.
    pub(crate) rules: &'d [Rules<'a>],
}

/// What came of a line.
#[derive(Clone, Debug)]
pub(super) struct Done {
    pub(super) outcome: CorrectionOutcome,
    pub(super) why: Option<Refusal>,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// A change that was made, to be taken back if the form does not like it.
pub(super) struct Made {
    pub(super) line: usize,
    pub(super) target: Target,
    /// The record, its slot and the answer it had.
    pub(super) undo: Vec<(usize, usize, Answer)>,
}

/// The lines on their way.
pub(super) struct Clerk<'d, 'a, 'l> {
    desk: &'d Desk<'d, 'a>,
    pub(super) lines: &'l [Line],
    styles: Styles,
    blanks: Vec<String>,
    pub(super) done: Vec<Option<Done>>,
    pub(super) targets: Vec<Option<Target>>,
    pub(super) records: Vec<Option<Records>>,
    made: Vec<Made>,
}

/// Applies the lines of all logs to the joined records of all forms.
pub(crate) fn apply(
    desk: &Desk<'_, '_>,
    lines: &[Line],
    assemblies: &mut [Assembly<'_>],
    findings: &mut Findings,
) -> Vec<Correction> {
    if lines.is_empty() {
        return Vec::new();
    }
    let blanks = desk.survey.missing.blank.iter().map(|blank| fold_blank(blank)).collect();
    let mut clerk = Clerk {
        desk,
        lines,
        styles: Styles::of(lines, desk.survey, desk.today),
        blanks,
        done: vec![None; lines.len()],
        targets: vec![None; lines.len()],
        records: vec![None; lines.len()],
        made: Vec::new(),
    };
    let orders = clerk.read(assemblies);
    clerk.remove(assemblies);
    clerk.carry_out(orders, assemblies);
    clerk.recode_everywhere(assemblies);
    clerk.try_out(assemblies);
    clerk.accept(assemblies);
    clerk.settle(assemblies, findings);
    trail::of(&clerk, assemblies, findings)
}

impl Clerk<'_, '_, '_> {
    fn refuse(&mut self, line: usize, refusal: Refusal) {
        self.done[line] = Some(Done {
            outcome: CorrectionOutcome::Refused,
            why: Some(refusal),
            before: None,
            after: None,
        });
    }

    fn finish(&mut self, line: usize, outcome: CorrectionOutcome) {
        let before = self.done[line].as_ref().and_then(|done| done.before.clone());
        let after = self.done[line].as_ref().and_then(|done| done.after.clone());
        self.done[line] = Some(Done { outcome, why: None, before, after });
    }

    fn values(&self, assembly: &Assembly<'_>, question: usize, line: &Line) -> Values<'_> {
        let entry = &assembly.index.questions[question];
        Values {
            choices: Choices::new(entry),
            style: self.styles.of_question(&line.place.file, &entry.question.kind),
            blanks: &self.blanks,
            today: self.desk.today,
        }
    }

    /// Finds what every line means. Nothing is changed yet: a line is about the rows as they are.
    fn read(&mut self, assemblies: &[Assembly<'_>]) -> Vec<Order> {
        let directory = Directory::new(assemblies);
        let mut orders = Vec::new();
        for number in 0..self.lines.len() {
            let line = &self.lines[number];
            if line.rule.is_some() && line.key.is_empty() {
                continue;
            }
            match self.read_line(number, &directory, assemblies) {
                Ok(order) => orders.extend(order),
                Err(refusal) => self.refuse(number, refusal),
            }
        }
        orders
    }

    fn read_line(
        &mut self,
        number: usize,
        directory: &Directory,
        assemblies: &[Assembly<'_>],
    ) -> Result<Option<Order>, Refusal> {
        let line = &self.lines[number];
        let action = line.action.ok_or_else(|| unknown_action(line))?;
        let records = directory.records(line, assemblies)?;
        self.records[number] = Some(records.clone());
        if action == Action::Remove {
            return Ok(None);
        }
        let assembly = &assemblies[records.form];
        if action == Action::RecodeOther {
            let rules = &self.desk.rules[records.form];
            let pair = other::pair(assembly, rules, line)?;
            let target = Target { records, question: pair.select, piece: Piece::Whole };
            self.targets[number] = Some(target.clone());
            let to = self.code(assembly, &pair, line)?;
            let want = Want::Recode { from: pair.from, to, text: pair.text };
            return Ok(Some(Order { line: number, target, want }));
        }
        let target = target(assembly, records, &line.question)?;
        self.targets[number] = Some(target.clone());
        let want = self.values(assembly, target.question, line).want(assembly, &target, line)?;
        Ok(Some(Order { line: number, target, want }))
    }

    /// The code that takes the place of "other".
    fn code(&self, assembly: &Assembly<'_>, pair: &Pair, line: &Line) -> Result<String, Refusal> {
        self.values(assembly, pair.select, line).one_code(assembly, pair.select, line)
    }

    /// Takes records out. A removal of a record that is out already says nothing new.
    fn remove(&mut self, assemblies: &mut [Assembly<'_>]) {
        let mut removed: BTreeSet<(usize, usize)> = BTreeSet::new();
        for number in 0..self.lines.len() {
            let is_removal = self.lines[number].action == Some(Action::Remove);
            let Some(found) = self.records[number].clone().filter(|_| is_removal) else { continue };
            let mut is_new = false;
            for record in &found.records {
                is_new |= removed.insert((found.form, *record));
                let record = &mut assemblies[found.form].records[*record];
                record.fate = Fate::Removed;
                record.why = "correction".into();
            }
            let outcome = match is_new {
                true => CorrectionOutcome::Applied,
                false => CorrectionOutcome::Repeated,
            };
            self.finish(number, outcome);
        }
    }

    /// Carries the orders out, those about one answer together.
    fn carry_out(&mut self, orders: Vec<Order>, assemblies: &mut [Assembly<'_>]) {
        let mut by_answer: BTreeMap<(usize, usize, usize), Vec<Order>> = BTreeMap::new();
        for order in orders {
            let records = &order.target.records;
            let assembly = &assemblies[records.form];
            if is_gone(assembly, records.records[0]) {
                self.finish(order.line, CorrectionOutcome::Moot);
                continue;
            }
            let answer = (records.form, records.records[0], order.target.question);
            by_answer.entry(answer).or_default().push(order);
        }
        for orders in by_answer.into_values() {
            self.carry_out_one(orders, assemblies);
        }
    }

    /// The orders about one answer: the whole of it first, then its parts.
    fn carry_out_one(&mut self, orders: Vec<Order>, assemblies: &mut [Assembly<'_>]) {
        let mut by_piece: BTreeMap<Piece, Vec<Order>> = BTreeMap::new();
        for order in orders {
            by_piece.entry(order.target.piece.clone()).or_default().push(order);
        }
        for orders in by_piece.into_values() {
            let said: Vec<(&Line, &Want)> =
                orders.iter().map(|order| (&self.lines[order.line], &order.want)).collect();
            match agreement(&said) {
                Agreement::Conflict => {
                    for order in &orders {
                        self.refuse(order.line, conflict(orders.len()));
                    }
                }
                Agreement::Chain => orders.iter().for_each(|order| self.carry(order, assemblies)),
                Agreement::Same => {
                    self.carry(&orders[0], assemblies);
                    for order in &orders[1..] {
                        self.repeat(orders[0].line, order.line);
                    }
                }
            }
        }
    }

    /// A line that says what another one says shares its fate.
    fn repeat(&mut self, first: usize, line: usize) {
        let refused = self.done[first].clone().filter(|done| done.why.is_some());
        let refused = refused.filter(|done| done.outcome == CorrectionOutcome::Refused);
        match refused {
            Some(done) => self.done[line] = Some(done),
            None => self.finish(line, CorrectionOutcome::Repeated),
        }
    }

    fn carry(&mut self, order: &Order, assemblies: &mut [Assembly<'_>]) {
        let assembly = &mut assemblies[order.target.records.form];
        match self.change(order, assembly) {
            Ok(done) => self.done[order.line] = Some(done),
            Err(refusal) => self.refuse(order.line, refusal),
        }
    }

    fn change(&mut self, order: &Order, assembly: &mut Assembly<'_>) -> Result<Done, Refusal> {
        let line = &self.lines[order.line];
        let (target, first) = (&order.target, order.target.records.records[0]);
        let slot = assembly.index.questions[target.question].slot;
        let values = self.values(assembly, target.question, line);
        let answer = assembly.records[first].answers[slot].clone();
        let before = answer.as_deref().ok().map(str::to_string);
        let after = values.after(&answer, &order.want)?;
        let mut done = Done {
            outcome: CorrectionOutcome::Applied,
            why: None,
            before: before.clone(),
            after: after.clone(),
        };
        if order.want == Want::Accept {
            return Ok(done);
        }
        let says_old = values.says_old(assembly, target, line);
        if before == after && answer != Err(Missing::Lost) {
            done.outcome = CorrectionOutcome::Already;
            return Ok(done);
        }
        if let Want::Recode { text, .. } = &order.want {
            let entry = *text;
            let rest = Target { question: entry, ..target.clone() };
            let of_text = self.values(assembly, entry, line);
            if !line.old.is_empty() && !of_text.stands_there(assembly, first, &rest, line) {
                return Err(stale());
            }
        } else if says_old && !values.stands_there(assembly, first, target, line) {
            return Err(stale());
        } else if !says_old && before.is_some() {
            done.why = Some(no_old_value());
        }
        let mut undo = Vec::new();
        for record in &target.records.records {
            let row = &mut assembly.records[*record];
            undo.push((*record, slot, row.answers[slot].clone()));
            row.answers[slot] = after.clone().map(Into::into).ok_or(Missing::Unanswered);
            row.correct(slot);
            if let Want::Recode { text, .. } = &order.want {
                let slot = assembly.index.questions[*text].slot;
                let row = &mut assembly.records[*record];
                undo.push((*record, slot, row.answers[slot].clone()));
                row.answers[slot] = Err(Missing::Unanswered);
                row.correct(slot);
            }
        }
        self.made.push(Made { line: order.line, target: target.clone(), undo });
        Ok(done)
    }

    /// Rules that recode the texts of "other" in every record.
    fn recode_everywhere(&mut self, assemblies: &mut [Assembly<'_>]) {
        for number in 0..self.lines.len() {
            let line = &self.lines[number];
            if line.rule.is_none() || !line.key.is_empty() {
                continue;
            }
            let mut recoded = 0;
            let mut refusal = None;
            for (form, assembly) in assemblies.iter_mut().enumerate() {
                let rules = &self.desk.rules[form];
                let found = other::pair(assembly, rules, line)
                    .and_then(|pair| Ok((self.code(assembly, &pair, line)?, pair)));
                let (to, pair) = match found {
                    Ok(found) => found,
                    Err(other) => {
                        refusal.get_or_insert(other);
                        continue;
                    }
                };
                refusal = None;
                recoded += self.recode_form(number, form, &to, &pair, assembly);
                break;
            }
            match refusal {
                Some(refusal) => self.refuse(number, refusal),
                None if recoded == 0 => self.finish(number, CorrectionOutcome::Already),
                None => {
                    self.finish(number, CorrectionOutcome::Applied);
                    if let Some(done) = &mut self.done[number] {
                        done.why = Some(Refusal::new(
                            "correction-recoded",
                            message!(
                                "correction-recoded",
                                "applied to {count} rows",
                                count = recoded
                            ),
                        ));
                    }
                }
            }
        }
    }

    fn recode_form(
        &mut self,
        number: usize,
        form: usize,
        to: &str,
        pair: &Pair,
        assembly: &mut Assembly<'_>,
    ) -> usize {
        let line = &self.lines[number];
        let rows = other::rows(assembly, pair, line);
        for record in &rows {
            let records = Records { form, records: vec![*record] };
            let target = Target { records, question: pair.select, piece: Piece::Whole };
            let want =
                Want::Recode { from: pair.from.clone(), to: to.to_string(), text: pair.text };
            let values = self.values(assembly, pair.select, line);
            let slots = [pair.select, pair.text].map(|q| assembly.index.questions[q].slot);
            let Ok(after) = values.after(&assembly.records[*record].answers[slots[0]], &want)
            else {
                continue;
            };
            let row = &mut assembly.records[*record];
            let undo = slots.map(|slot| (*record, slot, row.answers[slot].clone())).to_vec();
            row.answers[slots[0]] = after.map(Into::into).ok_or(Missing::Unanswered);
            row.answers[slots[1]] = Err(Missing::Unanswered);
            slots.into_iter().for_each(|slot| row.correct(slot));
            self.made.push(Made { line: number, target, undo });
        }
        rows.len()
    }

    /// Takes back what the form would not have taken.
    fn try_out(&mut self, assemblies: &mut [Assembly<'_>]) {
        for (form, assembly) in assemblies.iter_mut().enumerate() {
            let rules = &self.desk.rules[form];
            for (line, refusal) in
                trial::refused(assembly, form, rules, self.desk.today, &mut self.made)
            {
                self.refuse(line, refusal);
            }
        }
    }

    /// Answers that stay as they are, whatever checks say.
    fn accept(&mut self, assemblies: &mut [Assembly<'_>]) {
        for number in 0..self.lines.len() {
            let applied = matches!(&self.done[number], Some(done)
                if matches!(done.outcome, CorrectionOutcome::Applied | CorrectionOutcome::Already));
            let is_accept = self.lines[number].action == Some(Action::Accept);
            let Some(target) = self.targets[number].as_ref().filter(|_| applied && is_accept)
            else {
                continue;
            };
            let assembly = &mut assemblies[target.records.form];
            let answers = target.records.records.iter().map(|record| (*record, target.question));
            assembly.accepted.extend(answers);
        }
    }

    /// What follows from the changes: findings about replaced values, calculations, keys.
    fn settle(&mut self, assemblies: &mut [Assembly<'_>], findings: &mut Findings) {
        for (form, assembly) in assemblies.iter_mut().enumerate() {
            let made = self.made.iter().filter(|made| made.target.records.form == form);
            let slots: BTreeSet<(usize, usize)> =
                made.flat_map(|made| made.undo.iter().map(|(r, slot, _)| (*r, *slot))).collect();
            recompute::after(assembly, &self.desk.rules[form], &slots, findings);
        }
    }
}

/// Whether a record, or one above it, has been removed.
fn is_gone(assembly: &Assembly<'_>, record: usize) -> bool {
    let mut row = Some(record);
    while let Some(number) = row {
        if assembly.records[number].fate == Fate::Removed {
            return true;
        }
        row = assembly.records[number].parent;
    }
    false
}

fn unknown_action(line: &Line) -> Refusal {
    let text: Message = message!(
        "correction-unknown-action",
        "\"{action}\" is no action that can be done here",
        action = line.action_word
    );
    Refusal::new("correction-unknown-action", text)
}

fn conflict(count: usize) -> Refusal {
    Refusal::new(
        "correction-conflict",
        message!(
            "correction-conflict",
            "{count} lines want different things of this answer; none is applied",
            count = count
        ),
    )
}

fn stale() -> Refusal {
    Refusal::new(
        "correction-stale",
        message!(
            "correction-stale",
            "the old value of the line is not the one that stands in the field file; it is not overwritten"
        ),
    )
}

fn no_old_value() -> Refusal {
    Refusal::new(
        "correction-no-old-value",
        message!(
            "correction-no-old-value",
            "applied, but the line does not say which value it replaces"
        ),
    )
}
