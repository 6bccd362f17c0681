//! What expressions and labels name: questions that exist, functions that exist,
//! codes that are in their lists.

use std::collections::BTreeMap;

use super::label;
use super::rule::{AMBIGUOUS_REFERENCE, FUNCTION, UNKNOWN_CODE, UNKNOWN_REFERENCE};
use crate::expression::{Compared, nearest};
use crate::{Cell, Diagnostic, Expression, Form, Item, Question, Sourced, Text, message};

pub(super) fn check(form: &Form) -> Vec<Diagnostic> {
    let mut names = BTreeMap::new();
    count_names(&form.items, &mut names);
    let mut check = Check { form, names, found: Vec::new() };
    check.items(&form.items);
    check.found
}

/// How often each name of the form is used: questions, groups and repeats.
fn count_names<'a>(items: &'a [Item], names: &mut BTreeMap<&'a str, usize>) {
    for item in items {
        let (name, inner) = match item {
            Item::Question(question) => (&question.name, None),
            Item::Group(group) => (&group.name, Some(&group.items)),
            Item::Repeat(repeat) => (&repeat.group.name, Some(&repeat.group.items)),
        };
        *names.entry(name).or_default() += 1;
        inner.into_iter().for_each(|items| count_names(items, names));
    }
}

struct Check<'a> {
    form: &'a Form,
    names: BTreeMap<&'a str, usize>,
    found: Vec<Diagnostic>,
}

impl<'a> Check<'a> {
    fn items(&mut self, items: &'a [Item]) {
        for item in items {
            match item {
                Item::Question(question) => self.question(question),
                Item::Group(group) => {
                    self.expressions([&group.relevant], None);
                    self.text(&group.label, &group.cell);
                    self.items(&group.items);
                }
                Item::Repeat(repeat) => {
                    self.expressions([&repeat.group.relevant, &repeat.count], None);
                    self.text(&repeat.group.label, &repeat.group.cell);
                    self.items(&repeat.group.items);
                }
            }
        }
    }

    fn question(&mut self, question: &'a Question) {
        let Question {
            relevant, constraint, required, calculation, choice_filter, read_only, ..
        } = question;
        let expressions = [relevant, constraint, required, calculation, choice_filter, read_only];
        self.expressions(expressions, Some(question));
        let texts = [
            &question.label,
            &question.hint,
            &question.constraint_message,
            &question.required_message,
        ];
        texts.into_iter().for_each(|text| self.text(text, &question.cell));
    }

    fn expressions<const N: usize>(
        &mut self,
        expressions: [&'a Option<Sourced<Expression>>; N],
        question: Option<&'a Question>,
    ) {
        for Sourced { value, cell } in expressions.into_iter().flatten() {
            for (name, span) in value.references() {
                self.reference(name, cell, &value.text, span);
            }
            for fault in value.call_faults() {
                let label = label(self.form, cell, &value.text, Some(fault.span));
                self.found.push(FUNCTION.at(label, fault.message).maybe_help(fault.help));
            }
            self.codes(value, cell, question);
        }
    }

    fn reference(&mut self, name: &str, cell: &Cell, text: &str, span: std::ops::Range<usize>) {
        let label = label(self.form, cell, text, Some(span));
        match self.names.get(name) {
            Some(1) => {}
            Some(_) => {
                let message = message!(
                    "form-ambiguous-reference",
                    "several questions or groups have the name \"{name}\"",
                    name = name
                );
                let help =
                    message!("form-ambiguous-reference-help", "give each of them its own name");
                self.found.push(AMBIGUOUS_REFERENCE.at(label, message).help(help));
            }
            None => {
                let near = nearest(name, self.names.keys().copied());
                let message = message!(
                    "form-unknown-reference",
                    "there is no question \"{name}\"",
                    name = name
                );
                let help = near
                    .map(|name| message!("did-you-mean", "did you mean \"{name}\"?", name = name));
                self.found.push(UNKNOWN_REFERENCE.at(label, message).maybe_help(help));
            }
        }
    }

    /// Codes that are compared with a question and are not in its list.
    fn codes(&mut self, expression: &Expression, cell: &Cell, of: Option<&'a Question>) {
        for compared in expression.compared_codes() {
            let question = match compared.with {
                Compared::Question(name) => self.form.question(name).map(|placed| placed.question),
                Compared::Itself => of,
            };
            let Some(list) = question.and_then(|question| self.form.list_of(question)) else {
                continue;
            };
            if compared.code.is_empty() || list.choice(compared.code).is_some() {
                continue;
            }
            let near =
                nearest(compared.code, list.choices.iter().map(|choice| choice.code.as_str()));
            let message = message!(
                "form-unknown-code",
                "the list \"{list}\" has no code \"{code}\": this can never be true",
                list = list.name,
                code = compared.code
            );
            let help =
                near.map(|name| message!("did-you-mean", "did you mean \"{name}\"?", name = name));
            let label = label(self.form, cell, &expression.text, Some(compared.span));
            self.found.push(UNKNOWN_CODE.at(label, message).maybe_help(help));
        }
    }

    /// `${name}` inside labels, hints and messages.
    fn text(&mut self, text: &'a Text, cell: &Cell) {
        for (_, text) in text.iter() {
            for (start, _) in text.match_indices("${") {
                let Some(length) = text[start..].find('}') else { continue };
                let name = text[start + 2..start + length].trim();
                let name = name.strip_prefix("last-saved#").unwrap_or(name);
                self.reference(name, cell, text, start..start + length + 1);
            }
        }
    }
}
