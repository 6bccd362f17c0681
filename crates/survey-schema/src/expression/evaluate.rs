//! The meaning of an expression, node by node: the reference that any faster
//! evaluator is held against.

use std::ops::Range;

use jiff::civil::{Date, DateTime, Time};

use super::ast::{Axis, BinaryOperator, Expression, Node, NodeKind, Step};
use super::call;
use super::value::{Reader, Value, text_number};
use crate::{Choice, Form, Message, NodeId, Submission, message};

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
    /// The form, for `instance()` and `jr:choice-name()`.
    pub form: Option<&'a Form>,
}

impl<'a> Environment<'a> {
    /// An environment in which it is midnight.
    pub fn new(mode: Mode, today: Date) -> Self {
        Environment { mode, today, now: today.to_datetime(Time::midnight()), form: None }
    }

    /// The same with a form.
    pub fn with_form(self, form: &'a Form) -> Self {
        Environment { form: Some(form), ..self }
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
}

impl EvaluationError {
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
        }
    }
}

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
    evaluator(submission, at, environment).value(&expression.root)
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
    evaluator(submission, at, environment).truth(&expression.root)
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
    evaluator(submission, at, environment).number(&expression.root)
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
    evaluator(submission, at, environment).text(&expression.root)
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
    Evaluator { item: Some(choice), ..evaluator(submission, at, environment) }.truth(&filter.root)
}

fn evaluator<'a>(
    submission: &'a Submission,
    at: NodeId,
    environment: &'a Environment<'a>,
) -> Evaluator<'a> {
    let reader = Reader { submission, mode: environment.mode };
    Evaluator { reader, environment, at, current: at, item: None, position: 1, size: 1 }
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
    /// The choice whose columns names mean, inside choice filters and predicates on lists.
    item: Option<&'a Choice>,
    /// The context position and size, inside predicates.
    pub(super) position: usize,
    pub(super) size: usize,
}

impl<'a> Evaluator<'a> {
    pub(super) fn value(&self, node: &Node) -> Evaluated<Value> {
        match &node.kind {
            NodeKind::Number(number) => Ok(Value::Number(*number)),
            NodeKind::Literal(text) => Ok(Value::Text(text.clone())),
            NodeKind::Reference { last_saved: true, .. } => {
                Err(EvaluationError::LastSaved { span: node.span.clone() })
            }
            NodeKind::Reference { name, .. } => {
                // Inside a predicate, names are looked for from the node that is tested.
                Ok(Value::Nodes(self.reader.submission.named(name, self.at)))
            }
            NodeKind::Binary { operator, left, right } => self.binary(*operator, left, right),
            NodeKind::Negate(operand) => {
                Ok(number_or_missing(self.number(operand)?.map(|number| -number)))
            }
            NodeKind::Call { name, arguments } => {
                call::call(self, name, arguments, node.span.clone())
            }
            NodeKind::Path { start, absolute, steps } => {
                self.path(start.as_deref(), *absolute, steps)
            }
            NodeKind::Filter { base, predicates } => {
                let nodes = self.nodes(base)?;
                Ok(Value::Nodes(self.filter(nodes, predicates)?))
            }
        }
    }

    pub(super) fn number(&self, node: &Node) -> Evaluated<Option<f64>> {
        Ok(self.reader.number(&self.value(node)?))
    }

    pub(super) fn text(&self, node: &Node) -> Evaluated<Option<String>> {
        Ok(self.reader.text(&self.value(node)?))
    }

    pub(super) fn truth(&self, node: &Node) -> Evaluated<Option<bool>> {
        Ok(self.reader.truth(&self.value(node)?))
    }

    pub(super) fn nodes(&self, node: &Node) -> Evaluated<Vec<NodeId>> {
        Ok(match self.value(node)? {
            Value::Nodes(nodes) => nodes,
            _ => Vec::new(),
        })
    }

    fn binary(&self, operator: BinaryOperator, left: &Node, right: &Node) -> Evaluated<Value> {
        use BinaryOperator::*;
        match operator {
            Or => self.logic(left, right, true),
            And => self.logic(left, right, false),
            Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                Ok(truth_or_missing(self.compare(operator, &left, &right)))
            }
            Union => {
                let mut nodes = self.nodes(left)?;
                nodes.extend(self.nodes(right)?);
                nodes.sort();
                nodes.dedup();
                Ok(Value::Nodes(nodes))
            }
            Add | Subtract | Multiply | Divide | Modulo => {
                let (left, right) = (self.number(left)?, self.number(right)?);
                let result = left.zip(right).map(|(left, right)| match operator {
                    Add => left + right,
                    Subtract => left - right,
                    Multiply => left * right,
                    Divide => left / right,
                    _ => left % right,
                });
                Ok(number_or_missing(result.filter(|number| self.is_usable(*number))))
            }
        }
    }

    /// In analysis a computation that came to nothing (0 div 0, a text that is no
    /// number) has no value; in a form it is NaN.
    fn is_usable(&self, number: f64) -> bool {
        self.environment.mode == Mode::Form || number.is_finite()
    }

    /// `or` is decided by the first true operand, `and` by the first false one; else a
    /// missing operand leaves the verdict missing (Kleene's three-valued logic).
    fn logic(&self, left: &Node, right: &Node, deciding: bool) -> Evaluated<Value> {
        let left = self.truth(left)?;
        if left == Some(deciding) {
            return Ok(Value::Boolean(deciding));
        }
        let right = self.truth(right)?;
        Ok(match (left, right) {
            (_, Some(truth)) if truth == deciding => Value::Boolean(deciding),
            (Some(_), Some(_)) => Value::Boolean(!deciding),
            _ => Value::Missing,
        })
    }

    /// Where either side is several nodes, one pair that compares is enough.
    fn compare(&self, operator: BinaryOperator, left: &Value, right: &Value) -> Option<bool> {
        let (left, right) = (self.sides(left), self.sides(right));
        let pairs = left.iter().flat_map(|left| right.iter().map(move |right| (left, right)));
        let mut verdict = Some(false);
        for (left, right) in pairs {
            match self.compare_one(operator, left, right) {
                Some(true) => return Some(true),
                None => verdict = None,
                Some(false) => {}
            }
        }
        verdict
    }

    /// The values to compare: each node by itself, no nodes as an empty one.
    fn sides(&self, value: &Value) -> Vec<Side> {
        let of_text = |text: Option<String>| text.map_or(Side::Missing, Side::Node);
        match value {
            Value::Missing => vec![Side::Missing],
            Value::Number(number) => vec![Side::Number(*number)],
            Value::Text(text) => vec![Side::Text(text.clone())],
            Value::Boolean(truth) => vec![Side::Boolean(*truth)],
            Value::Nodes(nodes) if nodes.is_empty() => vec![of_text(self.reader.text(value))],
            Value::Texts(texts) if texts.is_empty() => vec![of_text(self.reader.text(value))],
            Value::Nodes(_) | Value::Texts(_) => {
                self.reader.texts(value).into_iter().map(of_text).collect()
            }
        }
    }

    fn compare_one(&self, operator: BinaryOperator, left: &Side, right: &Side) -> Option<bool> {
        use BinaryOperator::*;
        if matches!((left, right), (Side::Missing, _) | (_, Side::Missing)) {
            return None;
        }
        if matches!(operator, Equal | NotEqual) {
            return Some(left.equals(right) == (operator == Equal));
        }
        let (left, right) = (left.number(), right.number());
        if self.environment.mode == Mode::Analysis && (left.is_nan() || right.is_nan()) {
            return None;
        }
        Some(match operator {
            Less => left < right,
            LessOrEqual => left <= right,
            Greater => left > right,
            _ => left >= right,
        })
    }

    fn path(&self, start: Option<&Node>, absolute: bool, steps: &[Step]) -> Evaluated<Value> {
        if let Some(NodeKind::Call { name, arguments }) = start.map(|start| &start.kind)
            && name == "instance"
        {
            return self.list(arguments, steps);
        }
        if let (None, false, Some(item)) = (start, absolute, self.item)
            && let [Step { axis: Axis::Child, name, .. }] = steps
        {
            return Ok(Value::Texts(
                column(item, name, self.environment.form).into_iter().collect(),
            ));
        }
        let mut nodes = match start {
            Some(start) => self.nodes(start)?,
            None if absolute => vec![self.reader.submission.root()],
            None => vec![self.at],
        };
        // The first name of an absolute path is the root's own.
        let steps = if absolute && !steps.is_empty() { &steps[1..] } else { steps };
        for step in steps {
            nodes = self.step(&nodes, step)?;
        }
        Ok(Value::Nodes(nodes))
    }

    fn step(&self, nodes: &[NodeId], step: &Step) -> Evaluated<Vec<NodeId>> {
        let submission = self.reader.submission;
        let mut found = Vec::new();
        for &node in nodes {
            let reached: Vec<NodeId> = match step.axis {
                Axis::Itself => vec![node],
                Axis::Parent => submission.parent(node).into_iter().collect(),
                Axis::Child => {
                    let named =
                        |child: &NodeId| step.name == "*" || submission.name(*child) == step.name;
                    submission.children(node).iter().copied().filter(named).collect()
                }
            };
            found.extend(self.filter(reached, &step.predicates)?);
        }
        found.dedup();
        Ok(found)
    }

    /// The nodes for which every predicate holds; a number is a position.
    fn filter(&self, mut nodes: Vec<NodeId>, predicates: &[Node]) -> Evaluated<Vec<NodeId>> {
        for predicate in predicates {
            let size = nodes.len();
            let mut kept = Vec::new();
            for (index, node) in nodes.into_iter().enumerate() {
                let inner = Evaluator { at: node, position: index + 1, size, item: None, ..*self };
                let value = inner.value(predicate)?;
                let holds = match value {
                    Value::Number(number) => number == (index + 1) as f64,
                    value => inner.reader.truth(&value) == Some(true),
                };
                if holds {
                    kept.push(node);
                }
            }
            nodes = kept;
        }
        Ok(nodes)
    }

    /// `instance('list')/root/item[…]/column`: columns of the choices of a list.
    fn list(&self, arguments: &[Node], steps: &[Step]) -> Evaluated<Value> {
        let name = arguments
            .first()
            .map(|argument| self.text(argument))
            .transpose()?
            .flatten()
            .unwrap_or_default();
        let list = self.environment.form.and_then(|form| form.lists.get(&name));
        let (Some(list), [_, item, rest @ ..]) = (list, steps) else {
            return Ok(Value::Texts(Vec::new()));
        };
        let mut choices: Vec<&Choice> = list.choices.iter().collect();
        for predicate in &item.predicates {
            let size = choices.len();
            let mut kept = Vec::new();
            for (index, choice) in choices.into_iter().enumerate() {
                let inner = Evaluator { item: Some(choice), position: index + 1, size, ..*self };
                let value = inner.value(predicate)?;
                if match value {
                    Value::Number(number) => number == (index + 1) as f64,
                    value => inner.reader.truth(&value) == Some(true),
                } {
                    kept.push(choice);
                }
            }
            choices = kept;
        }
        let wanted = rest.first().map_or("name", |step| step.name.as_str());
        let form = self.environment.form;
        Ok(Value::Texts(
            choices.into_iter().filter_map(|choice| column(choice, wanted, form)).collect(),
        ))
    }
}

/// A column of a choice: its code, its label in the form's language, a further column.
fn column(choice: &Choice, name: &str, form: Option<&Form>) -> Option<String> {
    match name {
        "name" => Some(choice.code.clone()),
        "label" => {
            let language = form.map_or("", |form| form.default_language.as_str());
            choice.label.get(language).map(str::to_string)
        }
        other => Some(choice.columns.get(other).cloned().unwrap_or_default()),
    }
}

/// One side of a comparison.
enum Side {
    Missing,
    Number(f64),
    Text(String),
    Boolean(bool),
    /// The text of a node: a number beside a number, a text beside a text.
    Node(String),
}

impl Side {
    fn number(&self) -> f64 {
        match self {
            Side::Missing => f64::NAN,
            Side::Number(number) => *number,
            Side::Boolean(truth) => f64::from(u8::from(*truth)),
            Side::Text(text) | Side::Node(text) => text_number(text),
        }
    }

    /// XPath 1.0, section 3.4: booleans before numbers before texts.
    fn equals(&self, other: &Side) -> bool {
        match (self, other) {
            (Side::Boolean(truth), other) | (other, Side::Boolean(truth)) => {
                *truth == other.truth()
            }
            (Side::Number(_), _) | (_, Side::Number(_)) => self.number() == other.number(),
            (Side::Text(left) | Side::Node(left), Side::Text(right) | Side::Node(right)) => {
                left == right
            }
            (Side::Missing, _) | (_, Side::Missing) => false,
        }
    }

    fn truth(&self) -> bool {
        match self {
            Side::Missing => false,
            Side::Boolean(truth) => *truth,
            Side::Number(number) => *number != 0.0 && !number.is_nan(),
            Side::Text(text) => !text.is_empty(),
            Side::Node(text) => {
                text.parse::<f64>().map_or(!text.is_empty(), |number| number != 0.0)
            }
        }
    }
}

pub(super) fn number_or_missing(number: Option<f64>) -> Value {
    number.map_or(Value::Missing, Value::Number)
}

pub(super) fn truth_or_missing(truth: Option<bool>) -> Value {
    truth.map_or(Value::Missing, Value::Boolean)
}

pub(super) fn text_or_missing(text: Option<String>) -> Value {
    text.map_or(Value::Missing, Value::Text)
}
