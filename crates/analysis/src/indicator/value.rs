//! The values of expressions, as estimation wants them.

use survey_schema::{Expression, NodeId, Submission};

use crate::standin::{self, Value};

/// An expression as a condition; `None` when it is not known.
pub(crate) fn truth(expression: &Expression, submission: &Submission, at: NodeId) -> Option<bool> {
    standin::truth(standin::evaluate(expression, submission, at))
}

/// An expression as a number; `None` when it is not known or not finite.
pub(crate) fn number(expression: &Expression, submission: &Submission, at: NodeId) -> Option<f64> {
    let value: Value = standin::evaluate(expression, submission, at);
    standin::number(&value).filter(|number| number.is_finite())
}
