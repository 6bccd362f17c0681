//! The values of expressions, as estimation wants them.

use survey_schema::expression::{Environment, Mode, evaluate_condition, evaluate_number};
use survey_schema::{Expression, NodeId, Submission};

/// Analysis does not depend on the day it is run: the check of the plan refuses
/// `today()` and `now()`, so this day is never read.
const NO_DAY: jiff::civil::Date = jiff::civil::Date::constant(1970, 1, 1);

/// An expression as a condition; `None` when it is not known. What cannot be
/// evaluated is refused by the check of the plan.
pub(crate) fn truth(expression: &Expression, submission: &Submission, at: NodeId) -> Option<bool> {
    let environment = Environment::new(Mode::Analysis, NO_DAY);
    evaluate_condition(expression, submission, at, &environment).ok().flatten()
}

/// An expression as a number; `None` when it is not known or not finite.
pub(crate) fn number(expression: &Expression, submission: &Submission, at: NodeId) -> Option<f64> {
    let environment = Environment::new(Mode::Analysis, NO_DAY);
    let number = evaluate_number(expression, submission, at, &environment).ok().flatten();
    number.filter(|number| number.is_finite())
}
