//! Judges accepted records by the form's own logic, as the phone would have.
//!
//! An expression that refers to a question without a column in the source, or to an
//! answer that was lost, is not evaluated: what it would say is not known.

use std::collections::{BTreeMap, HashMap};

use dataset::Missing;
use jiff::civil::Date;
use survey_schema::survey::Check;
use survey_schema::{Expression, Message, Metadata, QuestionType, Severity, message};

use crate::assemble::Assembly;
use crate::catalogue::Entry;
use crate::logic::Logic;
use crate::parse::Answer;
use crate::record::Findings;
use crate::rules::{Condition, QuestionRules, Rule, Rules, is_of_the_moment, rule};
use crate::tree::{self, Tree};

/// How often a rule could not be judged, by source, question and kind of rule.
pub(crate) type Unjudged = BTreeMap<(usize, usize, &'static str), u64>;

/// A check of the survey, ready to be evaluated.
pub(crate) struct ReadyCheck<'a> {
    pub(crate) check: &'a Check,
    pub(crate) level: usize,
    pub(crate) question: usize,
    pub(crate) rule: Rule<'a>,
}

/// What a record's rows are judged with.
pub(crate) struct Judge<'a> {
    pub(crate) rules: &'a Rules<'a>,
    pub(crate) checks: Vec<ReadyCheck<'a>>,
    pub(crate) today: Date,
}

/// The checks of the survey for a form, parsed; those that cannot be are diagnosed when `survey.toml` is checked.
pub(crate) fn parsed_checks<'a>(assembly: &Assembly<'a>) -> Vec<(&'a Check, Expression)> {
    let of_form =
        assembly.survey.checks.iter().filter(|check| check.form == assembly.index.form.id);
    of_form.filter_map(|check| Some((check, Expression::parse(&check.expect).ok()?))).collect()
}

impl<'a> Judge<'a> {
    pub(crate) fn new(
        assembly: &Assembly<'a>,
        rules: &'a Rules<'a>,
        checks: &'a [(&'a Check, Expression)],
        today: Date,
    ) -> Self {
        let index = assembly.index;
        let ready = |(check, expression): &'a (&'a Check, Expression)| {
            let level = index.levels.iter().position(|level| level.name == check.level)?;
            let question =
                index.questions.iter().position(|entry| entry.question.name == check.question)?;
            Some(ReadyCheck { check, level, question, rule: rule(index, expression, false) })
        };
        Judge { rules, checks: checks.iter().filter_map(ready).collect(), today }
    }

    /// Judges a main record and its rows of repeats.
    pub(crate) fn record(
        &self,
        assembly: &mut Assembly<'_>,
        main: usize,
        findings: &mut Findings,
        unjudged: &mut Unjudged,
    ) {
        let tree = tree::build(assembly.index, &self.rules.plan, &assembly.records, main);
        let day = interview_day(assembly, main).unwrap_or(self.today);
        let mut judging = Judging {
            judge: self,
            logic: Logic::new(assembly.index.form, day),
            tree,
            assembly,
            main,
            findings,
            unjudged,
            conditions: HashMap::new(),
            relevant: BTreeMap::new(),
            lost: Vec::new(),
        };
        judging.settle_relevance();
        judging.answers();
        judging.counts();
        judging.checks();
        judging.dates();
        judging.positions();
        let lost = std::mem::take(&mut judging.lost);
        for (record, slot) in lost {
            assembly.records[record].answers[slot] = Err(Missing::Lost);
        }
    }
}

/// One record while it is judged.
pub(crate) struct Judging<'j, 'a, 'b> {
    pub(crate) judge: &'j Judge<'a>,
    pub(crate) logic: Logic<'b>,
    pub(crate) tree: Tree,
    pub(crate) assembly: &'j mut Assembly<'b>,
    main: usize,
    pub(crate) findings: &'j mut Findings,
    unjudged: &'j mut Unjudged,
    /// Conditions of groups, evaluated once for each node.
    conditions: HashMap<(usize, survey_schema::NodeId), Option<bool>>,
    /// Whether the form asked for an answer; unknown when that cannot be judged.
    relevant: BTreeMap<usize, Vec<Option<bool>>>,
    /// Answers that the form would not have taken.
    pub(crate) lost: Vec<(usize, usize)>,
}

/// Why an expression cannot be evaluated.
#[derive(PartialEq)]
pub(crate) enum Unknown {
    NoColumn,
    NoAnswer,
}

impl Judging<'_, '_, '_> {
    pub(crate) fn rows_of(&self, level: usize) -> Vec<usize> {
        self.tree
            .nodes
            .keys()
            .copied()
            .filter(|record| self.assembly.records[*record].level == level)
            .collect()
    }

    /// What keeps a rule from being evaluated at a row, if anything does.
    pub(crate) fn unknown(&self, rule: &Rule<'_>, record: usize) -> Option<Unknown> {
        for level in &rule.levels {
            if !self.is_present(*level) {
                return Some(Unknown::NoColumn);
            }
        }
        rule.questions.iter().find_map(|question| self.unknown_question(*question, record))
    }

    fn unknown_question(&self, question: usize, record: usize) -> Option<Unknown> {
        let entry = &self.assembly.index.questions[question];
        let unknown = |record: usize| match self.assembly.records[record].answers[entry.slot] {
            Err(Missing::NotAsked) => Some(Unknown::NoColumn),
            Err(Missing::Lost) => Some(Unknown::NoAnswer),
            _ => None,
        };
        let mut around = Some(record);
        while let Some(row) = around {
            if self.assembly.records[row].level == entry.level {
                return unknown(row);
            }
            around = self.assembly.records[row].parent;
        }
        let rows = self.rows_of(entry.level);
        if rows.is_empty() && !self.is_present(entry.level) {
            return Some(Unknown::NoColumn);
        }
        rows.into_iter().find_map(unknown)
    }

    /// Whether the export of this record brings the rows of a level.
    pub(crate) fn is_present(&self, level: usize) -> bool {
        let source = self.assembly.records[self.main].source;
        !self.rows_of(level).is_empty() || self.assembly.brings(source, level)
    }

    fn truth(
        &mut self,
        rule: &Rule<'_>,
        kind: &'static str,
        record: usize,
        slot: usize,
        up: usize,
    ) -> Option<bool> {
        if let Some(unknown) = self.unknown(rule, record) {
            if unknown == Unknown::NoColumn {
                self.count_unjudged(kind, record, slot);
            }
            return None;
        }
        let at = self.tree.above(self.tree.answer(record, slot)?, up);
        let truth = self.logic.truth(rule.expression, &self.tree.submission, at);
        if truth.is_none() {
            self.count_unjudged(kind, record, slot);
        }
        truth
    }

    fn count_unjudged(&mut self, kind: &'static str, record: usize, slot: usize) {
        let row = &self.assembly.records[record];
        let question = self.assembly.index.levels[row.level].questions[slot];
        *self.unjudged.entry((row.source, question, kind)).or_default() += 1;
    }

    /// Relevance and calculations, each after all that it refers to.
    fn settle_relevance(&mut self) {
        for question in &self.judge.rules.order {
            let (level, slot) = (
                self.assembly.index.questions[*question].level,
                self.assembly.index.questions[*question].slot,
            );
            for record in self.rows_of(level) {
                let relevant = self.relevance(*question, record, slot);
                self.set_relevant(record, slot, relevant);
                match relevant {
                    Some(false) => self.skip(*question, record, slot),
                    Some(true) => self.calculate(*question, record, slot),
                    None => {}
                }
            }
        }
    }

    fn set_relevant(&mut self, record: usize, slot: usize, relevant: Option<bool>) {
        let length = self.assembly.records[record].answers.len();
        self.relevant.entry(record).or_insert_with(|| vec![None; length])[slot] = relevant;
    }

    fn relevance(&mut self, question: usize, record: usize, slot: usize) -> Option<bool> {
        let mut all = Some(true);
        for condition in &self.judge.rules.questions[question].relevance {
            let truth = self.condition(condition, record, slot);
            match truth {
                Some(false) => return Some(false),
                None => all = None,
                Some(true) => {}
            }
        }
        all
    }

    /// A condition; those of groups are evaluated once for all their questions.
    fn condition(&mut self, condition: &Condition<'_>, record: usize, slot: usize) -> Option<bool> {
        if condition.up == 0 {
            return self.truth(&condition.rule, "relevant", record, slot, 0);
        }
        let node = self.tree.above(self.tree.answer(record, slot)?, condition.up);
        let key = (std::ptr::from_ref(condition.rule.expression) as usize, node);
        if let Some(truth) = self.conditions.get(&key) {
            return *truth;
        }
        let truth = self.truth(&condition.rule, "relevant", record, slot, condition.up);
        self.conditions.insert(key, truth);
        truth
    }

    fn skip(&mut self, question: usize, record: usize, slot: usize) {
        let kind = &self.assembly.index.questions[question].question.kind;
        let is_computed = matches!(kind, QuestionType::Calculate | QuestionType::Hidden);
        let answer = &self.assembly.records[record].answers[slot];
        match answer {
            Ok(_) if !is_computed => {
                let text = message!(
                    "finding-not-relevant",
                    "the form does not ask this question here, and there is an answer"
                );
                self.note(question, record, "not-relevant", Severity::Warning, text, None);
            }
            Ok(_) | Err(Missing::Unanswered) => {}
            Err(_) => return,
        }
        self.assembly.records[record].answers[slot] = Err(Missing::Skipped);
        if let Some(node) = self.tree.answer(record, slot) {
            self.tree.submission.set(node, "");
        }
    }

    /// Computes what the source does not bring.
    fn calculate(&mut self, question: usize, record: usize, slot: usize) {
        let Some(rule) = &self.judge.rules.questions[question].calculation else { return };
        let is_calculate =
            self.assembly.index.questions[question].question.kind == QuestionType::Calculate;
        let answer = &self.assembly.records[record].answers[slot];
        let absent = matches!(answer, Err(Missing::NotAsked | Missing::Unanswered));
        if !is_calculate || !absent || is_of_the_moment(&rule.expression.root) {
            return;
        }
        if let Some(unknown) = self.unknown(rule, record) {
            if unknown == Unknown::NoColumn {
                self.count_unjudged("calculation", record, slot);
            }
            return;
        }
        let Some(node) = self.tree.answer(record, slot) else { return };
        let Some(text) = self.logic.text(rule.expression, &self.tree.submission, node) else {
            self.count_unjudged("calculation", record, slot);
            return;
        };
        self.tree.submission.set(node, &text);
        self.assembly.records[record].answers[slot] =
            if text.is_empty() { Err(Missing::Unanswered) } else { Ok(text.into()) };
    }

    /// Required answers, constraints and choice filters.
    fn answers(&mut self) {
        for question in 0..self.judge.rules.questions.len() {
            let entry = &self.assembly.index.questions[question];
            let (level, slot) = (entry.level, entry.slot);
            if !entry.question.kind.has_value() {
                continue;
            }
            for record in self.rows_of(level) {
                let relevant = self.relevant.get(&record).and_then(|row| row[slot]);
                let rules = &self.judge.rules.questions[question];
                match (&self.assembly.records[record].answers[slot], relevant) {
                    (Err(Missing::Unanswered), Some(true)) => {
                        self.required(question, rules, record, slot)
                    }
                    (Ok(_), Some(true) | None) => {
                        self.constraint(question, rules, record, slot);
                        self.filter(question, rules, record, slot);
                    }
                    _ => {}
                }
            }
        }
    }

    fn required(&mut self, question: usize, rules: &QuestionRules<'_>, record: usize, slot: usize) {
        let Some(rule) = &rules.required else { return };
        let is_calculate =
            self.assembly.index.questions[question].question.kind == QuestionType::Calculate;
        if !is_calculate && self.truth(rule, "required", record, slot, 0) == Some(true) {
            let text = message!(
                "finding-required-missing",
                "the form requires an answer, and there is none"
            );
            self.note(question, record, "required-missing", Severity::Error, text, None);
        }
    }

    fn constraint(
        &mut self,
        question: usize,
        rules: &QuestionRules<'_>,
        record: usize,
        slot: usize,
    ) {
        let Some(rule) = &rules.constraint else { return };
        if self.truth(rule, "constraint", record, slot, 0) != Some(false) {
            return;
        }
        let form = self.assembly.index.form;
        let told = self.assembly.index.questions[question]
            .question
            .constraint_message
            .get(&form.default_language);
        let text = match told {
            Some(told) => message!(
                "finding-constraint-told",
                "the form does not take this answer: {told} (it must satisfy {constraint})",
                told = told,
                constraint = rule.expression.text
            ),
            None => message!(
                "finding-constraint",
                "the form does not take this answer: it must satisfy {constraint}",
                constraint = rule.expression.text
            ),
        };
        self.note(question, record, "constraint", Severity::Error, text, None);
        self.lose(question, record);
    }

    fn filter(&mut self, question: usize, rules: &QuestionRules<'_>, record: usize, slot: usize) {
        let Some(rule) = &rules.filter else { return };
        if self.unknown(rule, record).is_some() {
            return;
        }
        let entry = &self.assembly.index.questions[question];
        let (Some(list), Some(node)) = (entry.list, self.tree.answer(record, slot)) else { return };
        let Ok(answer) = &self.assembly.records[record].answers[slot] else { return };
        let codes: Vec<&str> =
            if entry.is_multiple() { answer.split(' ').collect() } else { vec![answer] };
        let refused = codes.iter().any(|code| {
            // A list may offer a code several times under different conditions.
            let mut same = list.choices.iter().filter(|choice| choice.code == *code).peekable();
            same.peek().is_some()
                && same.all(|choice| {
                    self.logic.offered(rule.expression, choice, &self.tree.submission, node)
                        == Some(false)
                })
        });
        if refused {
            let text = message!(
                "finding-choice-filtered",
                "the form does not offer this choice here: {filter}",
                filter = rule.expression.text
            );
            self.note(question, record, "choice-filtered", Severity::Error, text, None);
            self.lose(question, record);
        }
    }

    /// Whether a person accepted an answer as it is.
    pub(crate) fn is_settled(&self, question: usize, record: usize) -> bool {
        self.assembly.accepted.contains(&(record, question))
    }

    /// Takes an answer that the form would not have taken out of the dataset, unless a person accepted it.
    pub(crate) fn lose(&mut self, question: usize, record: usize) {
        if !self.is_settled(question, record) {
            self.lost.push((record, self.assembly.index.questions[question].slot));
        }
    }

    pub(crate) fn note(
        &mut self,
        question: usize,
        record: usize,
        rule: &str,
        severity: Severity,
        text: Message,
        suggestion: Option<Message>,
    ) {
        let entry = &self.assembly.index.questions[question];
        let name = entry.question.name.clone();
        let severity = match self.is_settled(question, record) {
            true => Severity::Info,
            false => severity,
        };
        self.assembly.note(self.findings, Some(record), rule, severity, &name, text);
        let (column, raw) = self.assembly.shown(record, question);
        if let Some(noted) = self.findings.0.last_mut() {
            noted.finding.place.column = column;
            noted.finding.masked = entry.masked && raw.is_some();
            noted.finding.value = raw.filter(|_| !entry.masked);
            noted.finding.suggestion = suggestion;
        }
    }
}

/// The day on which a form was filled in: what `today()` gave on the phone.
pub(crate) fn interview_day(assembly: &Assembly<'_>, main: usize) -> Option<Date> {
    let index = assembly.index;
    let of_device = |kind: Metadata| {
        let is_kind = |entry: &Entry<'_>| {
            entry.level == 0 && entry.question.kind == QuestionType::Metadata(kind)
        };
        index.questions.iter().position(is_kind)
    };
    [Metadata::Today, Metadata::Start, Metadata::End]
        .into_iter()
        .map(of_device)
        .chain([index.role(&index.usage.roles.date)])
        .flatten()
        .filter(|question| index.questions[*question].level == 0)
        .find_map(|question| {
            day_of(&assembly.records[main].answers[index.questions[question].slot])
        })
}

/// The day of a date or of a date and time.
pub(crate) fn day_of(answer: &Answer) -> Option<Date> {
    answer.as_deref().ok()?.get(..10)?.parse().ok()
}
