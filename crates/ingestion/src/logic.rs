//! The form's expressions, evaluated as the phone evaluates them.

use jiff::civil::Date;
use survey_schema::{Choice, Expression, Form, NodeId, Question, Submission};

/// Evaluates expressions of one form.
pub(crate) struct Logic<'a> {
    _form: &'a Form,
}

impl<'a> Logic<'a> {
    pub(crate) fn new(form: &'a Form, _today: Date) -> Self {
        Logic { _form: form }
    }

    /// Whether an expression is true at a node; `None` when it cannot be evaluated.
    pub(crate) fn truth(&self, _e: &Expression, _s: &Submission, _at: NodeId) -> Option<bool> {
        None
    }

    /// The text of an expression's value at a node; `None` when it cannot be evaluated.
    pub(crate) fn text(&self, _e: &Expression, _s: &Submission, _at: NodeId) -> Option<String> {
        None
    }

    /// Whether a choice is offered at a node; `None` when that cannot be evaluated.
    pub(crate) fn offered(&self, _q: &Question, _c: &Choice, _s: &Submission, _at: NodeId) -> Option<bool> {
        None
    }
}

/// The name that is nearest to another.
pub(crate) fn nearest<'n>(_name: &str, _candidates: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    None
}

/// Parses an expression.
pub(crate) fn parse(_text: &str) -> Option<Expression> {
    None
}
