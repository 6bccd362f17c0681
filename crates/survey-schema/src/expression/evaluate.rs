//! The meaning of an expression, node by node: the reference that any faster
//! evaluator is held against.

use super::ast::{BinaryOperator, Expression, Node, NodeKind};
use super::call;
use super::environment::{Environment, EvaluationError, Mode};
use super::scalar::{Operand, Reader, Scalar};
use super::table::Row;
use super::value::Value;
use crate::{Choice, NodeId, Submission};

/// The value of an expression at a node of a submission.
///
/// # Errors
/// When a function needs what is not at hand; never a guess.
pub fn evaluate(
    expression: &Expression,
    submission: &Submission,
    at: NodeId,
    environment: &Environment<'_>,
) -> Result<Value, EvaluationError> {
    let evaluator = Evaluator::new(submission, at, environment);
    Ok(evaluator.reader.value(evaluator.operand(&expression.root)?))
}

/// The verdict of a condition; `None` when it is missing, in analysis mode only.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_condition(
    expression: &Expression,
    submission: &Submission,
    at: NodeId,
    environment: &Environment<'_>,
) -> Result<Option<bool>, EvaluationError> {
    Evaluator::new(submission, at, environment).truth(&expression.root)
}

/// The number of an expression; `None` when it is missing, in analysis mode only.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_number(
    expression: &Expression,
    submission: &Submission,
    at: NodeId,
    environment: &Environment<'_>,
) -> Result<Option<f64>, EvaluationError> {
    Evaluator::new(submission, at, environment).number(&expression.root)
}

/// The text of an expression; `None` when it is missing, in analysis mode only.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_text(
    expression: &Expression,
    submission: &Submission,
    at: NodeId,
    environment: &Environment<'_>,
) -> Result<Option<String>, EvaluationError> {
    let evaluator = Evaluator::new(submission, at, environment);
    let scalar = evaluator.scalar(&expression.root)?;
    Ok(scalar.map(|scalar| evaluator.reader.text(scalar).into_owned()))
}

/// Whether a choice filter leaves a choice in the list. In the filter a name without
/// `${}` is a column of the choice; `None` when an answer it needs is missing, in
/// analysis mode only.
///
/// # Errors
/// As [`evaluate`].
pub fn choice_is_offered(
    filter: &Expression,
    choice: &Choice,
    submission: &Submission,
    at: NodeId,
    environment: &Environment<'_>,
) -> Result<Option<bool>, EvaluationError> {
    let row = Some(Row::Choice(choice));
    Evaluator { row, ..Evaluator::new(submission, at, environment) }.truth(&filter.root)
}

pub(super) type Evaluated<T> = Result<T, EvaluationError>;

/// An evaluation at a node.
#[derive(Clone, Copy)]
pub(super) struct Evaluator<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) environment: &'a Environment<'a>,
    /// The context node.
    pub(super) at: NodeId,
    /// The node the whole expression belongs to.
    pub(super) current: NodeId,
    /// The row whose columns names mean, inside choice filters and predicates on lists.
    pub(super) row: Option<Row<'a>>,
    /// The context position and size inside predicates.
    pub(super) place: Option<(usize, usize)>,
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(
        submission: &'a Submission,
        at: NodeId,
        environment: &'a Environment<'a>,
    ) -> Self {
        let Environment { mode, today, zone, .. } = *environment;
        let reader = Reader { submission, mode, today, zone };
        Evaluator { reader, environment, at, current: at, row: None, place: None }
    }

    pub(super) fn is_form(&self) -> bool {
        self.environment.mode == Mode::Form
    }

    pub(super) fn operand(&self, node: &'a Node) -> Evaluated<Operand<'a>> {
        match &node.kind {
            NodeKind::Number(number) => Ok(Operand::number(*number)),
            NodeKind::Literal(text) => Ok(Operand::text(text.as_str())),
            NodeKind::Reference { name, last_saved: true } => self.last_saved(name, node),
            // Inside a predicate, names are looked for from the node that is tested.
            NodeKind::Reference { name, .. } => {
                Ok(Operand::Nodes(self.relevant(self.reader.submission.named(name, self.at))))
            }
            NodeKind::Binary { operator, left, right } => self.binary(*operator, left, right),
            NodeKind::Negate(operand) => {
                Ok(self.computed(self.number(operand)?.map(|number| -number)))
            }
            NodeKind::Call { name, arguments } => {
                call::call(self, name, arguments, node.span.clone())
            }
            NodeKind::Path { start, absolute, steps } => {
                self.path(start.as_deref(), *absolute, steps)
            }
            NodeKind::Filter { base, predicates } => self.filtered(base, predicates),
        }
    }

    fn last_saved(&self, name: &str, node: &Node) -> Evaluated<Operand<'a>> {
        let Some(saved) = self.environment.last_saved else {
            return Err(EvaluationError::LastSaved { span: node.span.clone() });
        };
        let nodes = saved.named(name, saved.root());
        let texts = nodes.into_iter().map(|node| saved.value(node).unwrap_or_default().into());
        Ok(Operand::Cells(texts.collect()))
    }

    pub(super) fn scalar(&self, node: &'a Node) -> Evaluated<Option<Scalar<'a>>> {
        Ok(self.reader.single(self.operand(node)?))
    }

    pub(super) fn number(&self, node: &'a Node) -> Evaluated<Option<f64>> {
        Ok(self.scalar(node)?.map(|scalar| self.reader.number(&scalar)))
    }

    pub(super) fn truth(&self, node: &'a Node) -> Evaluated<Option<bool>> {
        Ok(self.scalar(node)?.map(|scalar| self.reader.truth(&scalar)))
    }

    pub(super) fn nodes(&self, node: &'a Node) -> Evaluated<Vec<NodeId>> {
        Ok(match self.operand(node)? {
            Operand::Nodes(nodes) => nodes,
            _ => Vec::new(),
        })
    }

    /// A number that was computed. In analysis, one that came to nothing (0 div 0, a
    /// text that is no number) is missing; in a form it is NaN.
    pub(super) fn computed(&self, number: Option<f64>) -> Operand<'a> {
        let usable = |number: &f64| self.is_form() || number.is_finite();
        number.filter(usable).map_or(Operand::Missing, Operand::number)
    }

    fn binary(
        &self,
        operator: BinaryOperator,
        left: &'a Node,
        right: &'a Node,
    ) -> Evaluated<Operand<'a>> {
        use BinaryOperator::*;
        match operator {
            Or => self.logic(left, right, true),
            And => self.logic(left, right, false),
            Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual => {
                let (left, right) = (self.operand(left)?, self.operand(right)?);
                let verdict = self.compare(operator, left, right);
                Ok(verdict.map_or(Operand::Missing, Operand::truth))
            }
            Union => {
                let mut nodes = self.nodes(left)?;
                nodes.extend(self.nodes(right)?);
                self.reader.submission.in_order(&mut nodes);
                Ok(Operand::Nodes(nodes))
            }
            Add | Subtract | Multiply | Divide | Modulo => {
                let (left, right) = (self.number(left)?, self.number(right)?);
                Ok(self.computed(left.zip(right).map(|(left, right)| match operator {
                    Add => left + right,
                    Subtract => left - right,
                    Multiply => left * right,
                    Divide => left / right,
                    _ => left % right,
                })))
            }
        }
    }

    /// `or` is decided by the first true operand, `and` by the first false one; else a
    /// missing operand leaves the verdict missing (Kleene's three-valued logic).
    fn logic(&self, left: &'a Node, right: &'a Node, deciding: bool) -> Evaluated<Operand<'a>> {
        let left = self.truth(left)?;
        if left == Some(deciding) {
            return Ok(Operand::truth(deciding));
        }
        let right = self.truth(right)?;
        Ok(match (left, right) {
            (_, Some(truth)) if truth == deciding => Operand::truth(deciding),
            (Some(_), Some(_)) => Operand::truth(!deciding),
            _ => Operand::Missing,
        })
    }

    /// Where either side is several nodes, one pair that compares is enough (XPath 1.0,
    /// section 3.4).
    fn compare(
        &self,
        operator: BinaryOperator,
        left: Operand<'a>,
        right: Operand<'a>,
    ) -> Option<bool> {
        let (left, right) = (self.sides(left), self.sides(right));
        let mut verdict = Some(false);
        for left in &left {
            for right in &right {
                match self.compare_one(operator, left.as_ref(), right.as_ref()) {
                    Some(true) => return Some(true),
                    None => verdict = None,
                    Some(false) => {}
                }
            }
        }
        verdict
    }

    /// The values to compare: each node by itself, no nodes as an empty one.
    fn sides(&self, operand: Operand<'a>) -> Vec<Option<Scalar<'a>>> {
        let several = match &operand {
            Operand::Nodes(nodes) => nodes.len() > 1,
            Operand::Rows(rows) => rows.len() > 1,
            Operand::Cells(cells) => cells.len() > 1,
            _ => false,
        };
        match several {
            true => self.reader.each(operand),
            false => vec![self.reader.single(operand)],
        }
    }

    fn compare_one(
        &self,
        operator: BinaryOperator,
        left: Option<&Scalar<'a>>,
        right: Option<&Scalar<'a>>,
    ) -> Option<bool> {
        use BinaryOperator::*;
        let (left, right) = left.zip(right)?;
        if matches!(operator, Equal | NotEqual) {
            return Some(self.reader.equal(left, right) == (operator == Equal));
        }
        let (left, right) = (self.reader.number(left), self.reader.number(right));
        if !self.is_form() && (left.is_nan() || right.is_nan()) {
            return None;
        }
        Some(match operator {
            Less => left < right,
            LessOrEqual => left <= right,
            Greater => left > right,
            _ => left >= right,
        })
    }
}
