//! Expressions: they parse, name what the form has, and compare with codes of its lists.

use std::collections::BTreeSet;
use std::ops::Range;

use survey_schema::{Expression, Form, Item, QuestionType, message};

use super::{Context, Faults};
use crate::plan::expressions::{Code, codes, only_reference, references};
use crate::plan::{Indicator, Type, Written};

pub(super) fn check(context: &Context<'_>, faults: &mut Faults<'_>) {
    for (id, design) in &context.plan.designs {
        let expressions = Expressions { context, form: context.form(id) };
        design.weight.iter().for_each(|weight| drop(expressions.parsed(weight, faults)));
    }
    for indicator in &context.plan.indicators {
        let expressions = Expressions { context, form: context.form(&indicator.form) };
        for other in indicator.when.iter().chain(&indicator.denominator) {
            expressions.parsed(other, faults);
        }
        expressions.sensitive(indicator, faults);
        let value = indicator.value.as_ref();
        if let Some((value, parsed)) =
            value.and_then(|value| Some((value, expressions.parsed(value, faults)?)))
        {
            expressions.select_question(indicator, value, &parsed, faults);
        }
    }
}

/// The expressions about one form.
struct Expressions<'a> {
    context: &'a Context<'a>,
    /// `None` when the form is unknown, which has been said already.
    form: Option<&'a Form>,
}

impl Expressions<'_> {
    /// Parses an expression and checks the names in it. `None` when it cannot be parsed.
    fn parsed(&self, written: &Written<String>, faults: &mut Faults<'_>) -> Option<Expression> {
        let expression = match Expression::parse(&written.value) {
            Ok(expression) => expression,
            Err(error) => {
                let span = faults.inside(written, &error.span);
                let message = message!(
                    "plan-expression-invalid",
                    "this expression cannot be read: {reason}",
                    reason = error.message().english
                );
                faults.error("P021", &span, message);
                return None;
            }
        };
        for fault in expression.call_faults().into_iter().chain(expression.calls_out_of_reach()) {
            let span = faults.inside(written, &fault.span);
            faults.error("P028", &span, fault.message);
        }
        if let Some(form) = self.form {
            self.check_names(form, written, &expression, faults);
            for code in codes(&expression) {
                let span = faults.inside(written, &code.span);
                self.check_code(form, &code, &span, faults);
            }
        }
        Some(expression)
    }

    fn check_names(
        &self,
        form: &Form,
        written: &Written<String>,
        expression: &Expression,
        faults: &mut Faults<'_>,
    ) {
        let known = names(form);
        let personal = self.context.survey.form(&form.id).map(|used| &used.personal);
        for reference in references(expression) {
            let span = faults.inside(written, &reference.span);
            if !known.contains(reference.name.as_str()) {
                let message = message!(
                    "plan-unknown-question",
                    "the form \"{form}\" has no question \"{question}\"",
                    form = form.id,
                    question = reference.name
                );
                faults.unknown("P022", &span, &reference.name, known.iter().copied(), message);
                continue;
            }
            let kind = form.question(&reference.name).map(|placed| &placed.question.kind);
            if personal.is_some_and(|names| names.contains(&reference.name))
                || kind.is_some_and(QuestionType::is_personal)
            {
                let message = message!(
                    "plan-personal-question",
                    "\"{question}\" names or places a person: the dataset does not hold it",
                    question = reference.name
                );
                faults.error("P023", &span, message);
            }
        }
    }

    fn check_code(&self, form: &Form, code: &Code, span: &Range<usize>, faults: &mut Faults<'_>) {
        let Some(placed) = form.question(&code.question) else { return };
        let Some(list) = form.list_of(placed.question) else { return };
        let other = placed.question.kind.select().is_some_and(|select| select.or_other);
        if code.code.is_empty() || other && code.code == "other" {
            return;
        }
        let missing = &self.context.survey.missing;
        let stands_for_none = [&missing.dont_know, &missing.refused, &missing.not_applicable]
            .into_iter()
            .any(|codes| codes.contains(&code.code));
        if stands_for_none {
            let message = message!(
                "plan-missing-code",
                "the survey says that \"{code}\" is a missing answer: no row is ever equal to it",
                code = code.code
            );
            faults.warning("P024", span, message);
        } else if list.choice(&code.code).is_none() {
            let message = message!(
                "plan-unknown-choice",
                "the question \"{question}\" has no choice \"{code}\"",
                question = code.question,
                code = code.code
            );
            let known = list.choices.iter().map(|choice| choice.code.as_str());
            faults.unknown("P025", span, &code.code, known, message);
        }
    }

    /// A number made from a question that could endanger someone needs the higher
    /// number of contributors.
    fn sensitive(&self, indicator: &Indicator, faults: &mut Faults<'_>) {
        let used = self.form.and_then(|form| self.context.survey.form(&form.id));
        let Some(used) = used.filter(|_| !indicator.sensitive) else { return };
        let written = indicator.when.iter().chain(&indicator.value).chain(&indicator.denominator);
        for text in written {
            let named = Expression::parse(text)
                .map(|expression| references(&expression))
                .unwrap_or_default();
            for reference in named.iter().filter(|of| used.sensitive.contains(&of.name)) {
                let message = message!(
                    "plan-not-marked-sensitive",
                    "\"{question}\" is sensitive, and the indicator \"{indicator}\" is not marked so",
                    question = reference.name,
                    indicator = indicator.id.value
                );
                let span = faults.inside(text, &reference.span);
                faults.warning("P027", &span, message);
            }
        }
    }

    /// `categories` and `multiple` are about the choices of one question.
    fn select_question(
        &self,
        indicator: &Indicator,
        written: &Written<String>,
        value: &Expression,
        faults: &mut Faults<'_>,
    ) {
        let Some(form) = self.form else { return };
        let fits: fn(&QuestionType) -> bool = match indicator.kind.value {
            Type::Categories => |kind| matches!(kind, QuestionType::SelectOne(_)),
            Type::Multiple => |kind| matches!(kind, QuestionType::SelectMultiple(_)),
            _ => return,
        };
        let question = only_reference(value).and_then(|name| form.question(name));
        if !question.is_some_and(|placed| fits(&placed.question.kind)) {
            let wanted = if indicator.kind.value == Type::Categories {
                "select_one"
            } else {
                "select_multiple"
            };
            let message = message!(
                "plan-type-does-not-fit",
                "the value of \"{indicator}\" must be one {wanted} question and nothing else",
                indicator = indicator.id.value,
                wanted = wanted
            );
            faults.error("P026", &written.span, message);
        }
    }
}

/// The names of a form that an expression may refer to: questions, groups, repeats.
fn names(form: &Form) -> BTreeSet<&str> {
    fn add<'a>(items: &'a [Item], names: &mut BTreeSet<&'a str>) {
        for item in items {
            match item {
                Item::Question(question) => drop(names.insert(&question.name)),
                Item::Group(group) => {
                    names.insert(&group.name);
                    add(&group.items, names);
                }
                Item::Repeat(repeat) => {
                    names.insert(&repeat.group.name);
                    add(&repeat.group.items, names);
                }
            }
        }
    }
    let mut found = BTreeSet::new();
    add(&form.items, &mut found);
    found
}
