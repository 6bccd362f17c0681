//! The form's expressions, evaluated as the phone evaluated them on the day of the interview.

use jiff::civil::Date;
use survey_schema::expression::{
    Environment, Mode, choice_is_offered, evaluate_condition, evaluate_text,
};
use survey_schema::{Choice, Expression, Form, NodeId, Submission};

/// Evaluates expressions of one form on one day.
pub(crate) struct Logic<'a> {
    environment: Environment<'a>,
}

impl<'a> Logic<'a> {
    pub(crate) fn new(form: &'a Form, day: Date) -> Self {
        Logic { environment: Environment::new(Mode::Form, day).with_form(form) }
    }

    /// Whether an expression is true at a node; `None` when it cannot be evaluated.
    pub(crate) fn truth(
        &self,
        expression: &Expression,
        submission: &Submission,
        at: NodeId,
    ) -> Option<bool> {
        evaluate_condition(expression, submission, at, &self.environment).ok().flatten()
    }

    /// The text of an expression's value at a node; `None` when it cannot be evaluated.
    pub(crate) fn text(
        &self,
        expression: &Expression,
        submission: &Submission,
        at: NodeId,
    ) -> Option<String> {
        evaluate_text(expression, submission, at, &self.environment).ok().flatten()
    }

    /// Whether a filter offers a choice at a node; `None` when that cannot be evaluated.
    pub(crate) fn offered(
        &self,
        filter: &Expression,
        choice: &Choice,
        submission: &Submission,
        at: NodeId,
    ) -> Option<bool> {
        choice_is_offered(filter, choice, submission, at, &self.environment).ok().flatten()
    }
}
