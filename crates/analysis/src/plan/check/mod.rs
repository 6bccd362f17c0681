//! The check of a plan before any data is read: every name it uses must exist, every
//! expression must parse, every type must fit.

mod expression;
mod faults;
mod names;
mod shapes;
#[cfg(test)]
mod tests;

use survey_schema::{Diagnostic, Form, Survey};

use crate::plan::Plan;
use faults::Faults;

/// Everything a check looks at.
struct Context<'a> {
    plan: &'a Plan,
    survey: &'a Survey,
    forms: &'a [Form],
}

impl<'a> Context<'a> {
    fn form(&self, id: &str) -> Option<&'a Form> {
        self.forms.iter().find(|form| form.id == id)
    }
}

pub(super) fn check(plan: &Plan, survey: &Survey, forms: &[Form]) -> Vec<Diagnostic> {
    let context = Context { plan, survey, forms };
    let mut faults = Faults::new(plan);
    names::check(&context, &mut faults);
    shapes::check(&context, &mut faults);
    expression::check(&context, &mut faults);
    faults.in_order()
}
