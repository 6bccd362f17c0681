//! Calculations and conditions that wait for each other: no device can compute them.

use std::collections::BTreeMap;

use super::label;
use super::rule::CYCLE;
use crate::{Diagnostic, Form, Question, message};

pub(super) fn check(form: &Form) -> Vec<Diagnostic> {
    let questions = form.questions();
    let by_name: BTreeMap<&str, &Question> =
        questions.iter().map(|placed| (placed.question.name.as_str(), placed.question)).collect();
    let mut walk =
        Walk { by_name: &by_name, path: Vec::new(), done: BTreeMap::new(), circles: Vec::new() };
    questions.iter().for_each(|placed| walk.visit(&placed.question.name));
    walk.circles.iter().filter_map(|circle| diagnostic(form, &by_name, circle)).collect()
}

/// The names that must be known before a question's value and relevance are.
fn needs(question: &Question) -> Vec<&str> {
    let expressions = question.calculation.iter().chain(&question.relevant);
    expressions.flat_map(|expression| expression.value.references().map(|(name, _)| name)).collect()
}

/// A walk in depth that notes the circles it meets.
struct Walk<'a> {
    by_name: &'a BTreeMap<&'a str, &'a Question>,
    path: Vec<&'a str>,
    done: BTreeMap<&'a str, ()>,
    circles: Vec<Vec<&'a str>>,
}

impl<'a> Walk<'a> {
    fn visit(&mut self, name: &str) {
        let Some((name, question)) = self.by_name.get_key_value(name) else { return };
        if let Some(start) = self.path.iter().position(|above| above == name) {
            self.circles.push(self.path[start..].to_vec());
            return;
        }
        if self.done.contains_key(name) {
            return;
        }
        self.path.push(name);
        needs(question).into_iter().for_each(|needed| self.visit(needed));
        self.path.pop();
        self.done.insert(name, ());
    }
}

fn diagnostic(
    form: &Form,
    by_name: &BTreeMap<&str, &Question>,
    circle: &[&str],
) -> Option<Diagnostic> {
    let first = by_name.get(circle.first()?)?;
    let expression = first.calculation.as_ref().or(first.relevant.as_ref())?;
    let around: Vec<&str> = circle.iter().chain(circle.first()).copied().collect();
    let message =
        message!("form-circle", "these wait for each other: {names}", names = around.join(" → "));
    let help = message!("form-circle-help", "take one of the references out");
    Some(CYCLE.at(label(form, &expression.cell, &expression.value.text, None), message).help(help))
}
