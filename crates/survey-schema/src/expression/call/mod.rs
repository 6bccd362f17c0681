//! What each function means.
//!
//! Source: the ODK XForms specification, "XPath Functions"; where it is silent, what
//! JavaRosa does.
//!
//! | module | functions |
//! |---|---|
//! | `logic` | conditions |
//! | `choices` | selected choices, their names, checklists |
//! | `sets` | counting and adding up nodes, positions, repeats |
//! | `dates` | days and times |
//! | `texts` | texts |
//! | `numbers` | numbers |
//! | `places` | points, lines and areas |
//! | `codes` | digests, encodings, signatures |
//! | `device` | chance, tables, what the device knows |

mod choices;
mod codes;
mod dates;
mod device;
mod logic;
mod numbers;
mod places;
mod sets;
mod texts;

use std::borrow::Cow;
use std::ops::Range;

use super::ast::Node;
use super::environment::EvaluationError;
use super::evaluate::{Evaluated, Evaluator};
use super::functions::takes;
use super::scalar::{Operand, Scalar};
use crate::NodeId;

/// Why a function comes to nothing before its end.
enum Stop {
    /// What it needs is missing, so its result is; in analysis only.
    Missing,
    Error(EvaluationError),
}

impl From<EvaluationError> for Stop {
    fn from(error: EvaluationError) -> Self {
        Stop::Error(error)
    }
}

type Outcome<T> = Result<T, Stop>;

/// The value of a call.
pub(super) fn call<'a>(
    here: &Evaluator<'a>,
    name: &'a str,
    arguments: &'a [Node],
    span: Range<usize>,
) -> Evaluated<Operand<'a>> {
    let call = Call { here, name, arguments, span };
    if !takes(name, arguments.len()) {
        return Err(call.unsupported());
    }
    let families = [
        Call::logic,
        Call::choices,
        Call::sets,
        Call::texts,
        Call::numbers,
        Call::dates,
        Call::places,
        Call::codes,
        Call::device,
    ];
    for family in families {
        match family(&call) {
            Ok(Some(operand)) => return Ok(operand),
            Ok(None) => {}
            Err(Stop::Missing) => return Ok(Operand::Missing),
            Err(Stop::Error(error)) => return Err(error),
        }
    }
    Err(call.unsupported())
}

/// A call with its arguments, each evaluated when it is asked for.
struct Call<'c, 'a> {
    here: &'c Evaluator<'a>,
    name: &'a str,
    arguments: &'a [Node],
    span: Range<usize>,
}

impl<'a> Call<'_, 'a> {
    fn count(&self) -> usize {
        self.arguments.len()
    }

    fn unsupported(&self) -> EvaluationError {
        EvaluationError::Unsupported { function: self.name.to_string(), span: self.span.clone() }
    }

    /// An argument as it comes; the context node where it is left out.
    fn operand(&self, index: usize) -> Outcome<Operand<'a>> {
        match self.arguments.get(index) {
            Some(node) => Ok(self.here.operand(node)?),
            None => Ok(Operand::Nodes(vec![self.here.at])),
        }
    }

    fn scalar(&self, index: usize) -> Outcome<Scalar<'a>> {
        self.here.reader.single(self.operand(index)?).ok_or(Stop::Missing)
    }

    fn number(&self, index: usize) -> Outcome<f64> {
        Ok(self.here.reader.number(&self.scalar(index)?))
    }

    /// A number where days keep their time of day, as arithmetic functions take it.
    fn exact_number(&self, index: usize) -> Outcome<f64> {
        Ok(match self.scalar(index)? {
            Scalar::Moment(moment) => moment.fractional_days(),
            scalar => self.here.reader.number(&scalar),
        })
    }

    fn text(&self, index: usize) -> Outcome<Cow<'a, str>> {
        Ok(self.here.reader.text(self.scalar(index)?))
    }

    fn truth(&self, index: usize) -> Outcome<bool> {
        Ok(self.here.reader.truth(&self.scalar(index)?))
    }

    fn nodes(&self, index: usize) -> Outcome<Vec<NodeId>> {
        match self.arguments.get(index) {
            Some(node) => Ok(self.here.nodes(node)?),
            None => Ok(Vec::new()),
        }
    }

    /// The values of all arguments from one on, each node by itself.
    fn all(&self, first: usize) -> Outcome<Vec<Option<Scalar<'a>>>> {
        let mut values = Vec::new();
        for index in first..self.count() {
            values.extend(self.here.reader.each(self.operand(index)?));
        }
        Ok(values)
    }

    /// No answer, in the manner of the mode.
    fn empty(&self) -> Operand<'a> {
        if self.here.is_form() { Operand::text("") } else { Operand::Missing }
    }

    /// A computed number, or none in analysis when it came to nothing.
    fn computed(&self, number: f64) -> Operand<'a> {
        self.here.computed(Some(number))
    }
}

type Family<'a> = Outcome<Option<Operand<'a>>>;
