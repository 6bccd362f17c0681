//! What an expression is evaluated in, and why it may have no value.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use super::{Chance, Tables};
use crate::{Form, Message, Submission, message};

/// What a missing answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// As while a form is filled in: an empty answer is an empty text, its number is
    /// NaN, and comparisons with NaN are false.
    Form,
    /// As in analysis: an empty answer is missing, what is computed from it is
    /// missing, and logic has three values.
    Analysis,
}

/// What an expression is evaluated in, beside the submission.
#[derive(Clone, Debug)]
pub struct Environment<'a> {
    /// What a missing answer is.
    pub mode: Mode,
    /// What `today()` gives.
    pub today: Date,
    /// What `now()` gives.
    pub now: DateTime,
    /// The device's distance from UTC. Without one, every time is what the clock showed
    /// that wrote it, wherever it was.
    pub zone: Option<Offset>,
    /// The form, for `instance()` and `jr:choice-name()`.
    pub form: Option<&'a Form>,
    /// The language of labels, as [`Text::get`](crate::Text::get) takes it; the form's own when `None`.
    pub language: Option<&'a str>,
    /// The tables at hand, for `pulldata()` and `instance()`.
    pub tables: Option<&'a Tables>,
    /// Where chance comes from, for `random()`, `uuid()` and `randomize()` without a seed.
    pub chance: Option<&'a Chance>,
    /// What the device knows of itself and its user, for `property()`.
    pub properties: Option<&'a BTreeMap<String, String>>,
    /// The submission that was saved last, for `${last-saved#name}`.
    pub last_saved: Option<&'a Submission>,
}

impl<'a> Environment<'a> {
    /// An environment in which it is midnight and nothing else is at hand.
    pub fn new(mode: Mode, today: Date) -> Self {
        Environment {
            mode,
            today,
            now: today.to_datetime(Time::midnight()),
            zone: None,
            form: None,
            language: None,
            tables: None,
            chance: None,
            properties: None,
            last_saved: None,
        }
    }

    /// The same with a form.
    pub fn with_form(self, form: &'a Form) -> Self {
        Environment { form: Some(form), ..self }
    }

    /// The language in which labels are read.
    pub(super) fn label_language(&self) -> &'a str {
        let own = || self.form.map_or("", |form| form.default_language.as_str());
        self.language.unwrap_or_else(own)
    }
}

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum EvaluationError {
    /// The function needs what is not at hand (a file, chance), or is not known.
    Unsupported {
        /// The function.
        function: String,
        /// The bytes of its call.
        span: Range<usize>,
    },
    /// A pattern that is no regular expression.
    BadPattern {
        /// The pattern.
        pattern: String,
        /// The bytes of the call.
        span: Range<usize>,
    },
    /// The answer that was saved last is not at hand.
    LastSaved {
        /// The bytes of the reference.
        span: Range<usize>,
    },
    /// A list or table that is not at hand.
    NoTable {
        /// Its name.
        name: String,
        /// The bytes of the call.
        span: Range<usize>,
    },
}

impl EvaluationError {
    /// The bytes of the expression's text that cannot be evaluated.
    pub fn span(&self) -> Range<usize> {
        match self {
            EvaluationError::Unsupported { span, .. }
            | EvaluationError::BadPattern { span, .. }
            | EvaluationError::LastSaved { span }
            | EvaluationError::NoTable { span, .. } => span.clone(),
        }
    }

    /// What is wrong.
    pub fn message(&self) -> Message {
        match self {
            EvaluationError::Unsupported { function, .. } => {
                message!(
                    "expression-unsupported",
                    "{function}() cannot be evaluated here",
                    function = function
                )
            }
            EvaluationError::BadPattern { pattern, .. } => {
                message!(
                    "expression-bad-pattern",
                    "\"{pattern}\" is no regular expression",
                    pattern = pattern
                )
            }
            EvaluationError::LastSaved { .. } => {
                message!("expression-last-saved", "the answer saved last is not at hand")
            }
            EvaluationError::NoTable { name, .. } => {
                message!(
                    "expression-no-table",
                    "the list or table \"{name}\" is not at hand",
                    name = name
                )
            }
        }
    }
}
