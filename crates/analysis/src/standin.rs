//! A stand-in for the expression engine of `survey_schema`, until that lands: just
//! enough of the language for the tests of this crate. To be deleted.

use std::ops::Range;

use survey_schema::expression::{BinaryOperator as Op, Expression, Node, NodeKind};
use survey_schema::{NodeId, Submission};

pub(crate) struct Fault {
    pub(crate) span: Range<usize>,
    pub(crate) reason: String,
}

pub(crate) fn parse(text: &str) -> Result<Expression, Fault> {
    let mut parser = Parser { text, at: 0 };
    let root = parser.binary(0)?;
    parser.space();
    if parser.at < text.len() {
        return Err(parser.fault("unexpected text"));
    }
    Ok(Expression { text: text.into(), root })
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

const LEVELS: [&[(&str, Op)]; 6] = [
    &[("or ", Op::Or)],
    &[("and ", Op::And)],
    &[("!=", Op::NotEqual), ("=", Op::Equal)],
    &[("<=", Op::LessOrEqual), (">=", Op::GreaterOrEqual), ("<", Op::Less), (">", Op::Greater)],
    &[("+", Op::Add), ("-", Op::Subtract)],
    &[("*", Op::Multiply), ("div ", Op::Divide), ("mod ", Op::Modulo)],
];

impl Parser<'_> {
    fn fault(&self, reason: &str) -> Fault {
        Fault { span: self.at..self.text.len(), reason: reason.into() }
    }

    fn space(&mut self) {
        self.at = self.text.len() - self.text[self.at..].trim_start().len();
    }

    fn eat(&mut self, token: &str) -> bool {
        self.space();
        let found = self.text[self.at..].starts_with(token);
        self.at += if found { token.len() } else { 0 };
        found
    }

    fn binary(&mut self, level: usize) -> Result<Node, Fault> {
        let Some(operators) = LEVELS.get(level) else { return self.primary() };
        let mut left = self.binary(level + 1)?;
        while let Some((_, operator)) = operators.iter().find(|(token, _)| self.eat(token)) {
            let right = self.binary(level + 1)?;
            let span = left.span.start..right.span.end;
            let kind = NodeKind::Binary {
                operator: *operator,
                left: Box::new(left),
                right: Box::new(right),
            };
            left = Node { span, kind };
        }
        Ok(left)
    }

    fn until(&mut self, end: char) -> Result<String, Fault> {
        let length = self.text[self.at..].find(end).ok_or_else(|| self.fault("not closed"))?;
        let inner = self.text[self.at..self.at + length].to_string();
        self.at += length + 1;
        Ok(inner)
    }

    fn primary(&mut self) -> Result<Node, Fault> {
        self.space();
        let start = self.at;
        let kind = if self.eat("(") {
            let inner = self.binary(0)?;
            if !self.eat(")") {
                return Err(self.fault("\")\" is missing"));
            }
            inner.kind
        } else if self.eat("${") {
            NodeKind::Reference { name: self.until('}')?, last_saved: false }
        } else if self.eat("'") {
            NodeKind::Literal(self.until('\'')?)
        } else {
            let rest = &self.text[self.at..];
            let word = rest
                .find(|c: char| !c.is_alphanumeric() && c != '.' && c != '-')
                .unwrap_or(rest.len());
            let word = &rest[..word];
            self.at += word.len();
            match word.parse() {
                Ok(number) => NodeKind::Number(number),
                Err(_) if !word.is_empty() && self.eat("(") => self.call(word)?,
                Err(_) => return Err(self.fault("a value is missing")),
            }
        };
        Ok(Node { span: start..self.at, kind })
    }

    fn call(&mut self, name: &str) -> Result<NodeKind, Fault> {
        // What is not understood is refused, never evaluated to nothing.
        if name != "selected" {
            return Err(self.fault("this function is not known yet"));
        }
        let mut arguments = Vec::new();
        while !self.eat(")") {
            if !arguments.is_empty() && !self.eat(",") {
                return Err(self.fault("\",\" is missing"));
            }
            arguments.push(self.binary(0)?);
        }
        Ok(NodeKind::Call { name: name.into(), arguments })
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Boolean(bool),
    Number(f64),
    Text(String),
}

pub(crate) fn evaluate(expression: &Expression, submission: &Submission, at: NodeId) -> Value {
    value(&expression.root, submission, at)
}

pub(crate) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Null => None,
        Value::Boolean(b) => Some(f64::from(u8::from(*b))),
        Value::Number(n) => Some(*n),
        Value::Text(t) => t.parse().ok(),
    }
}

pub(crate) fn truth(value: Value) -> Option<bool> {
    match value {
        Value::Boolean(b) => Some(b),
        Value::Null => None,
        other => number(&other).map(|n| n != 0.0),
    }
}

fn value(node: &Node, submission: &Submission, at: NodeId) -> Value {
    let inner = |node: &Node| value(node, submission, at);
    let boolean = |b: Option<bool>| b.map_or(Value::Null, Value::Boolean);
    match &node.kind {
        NodeKind::Number(n) => Value::Number(*n),
        NodeKind::Literal(t) => Value::Text(t.clone()),
        NodeKind::Reference { name, .. } => {
            let found = submission.named(name, at);
            let text = found.first().and_then(|&node| submission.value(node)).unwrap_or_default();
            if text.is_empty() { Value::Null } else { Value::Text(text.into()) }
        }
        NodeKind::Binary { operator: Op::And, left, right } => {
            match (truth(inner(left)), truth(inner(right))) {
                (Some(false), _) | (_, Some(false)) => Value::Boolean(false),
                (Some(true), Some(true)) => Value::Boolean(true),
                _ => Value::Null,
            }
        }
        NodeKind::Binary { operator: Op::Or, left, right } => {
            match (truth(inner(left)), truth(inner(right))) {
                (Some(true), _) | (_, Some(true)) => Value::Boolean(true),
                (Some(false), Some(false)) => Value::Boolean(false),
                _ => Value::Null,
            }
        }
        NodeKind::Binary { operator, left, right } => {
            let (left, right) = (inner(left), inner(right));
            if left == Value::Null || right == Value::Null {
                return Value::Null;
            }
            let numbers = number(&left).zip(number(&right));
            let calculated = |f: fn(f64, f64) -> f64| {
                let result = numbers.map(|(a, b)| f(a, b)).filter(|n| n.is_finite());
                result.map_or(Value::Null, Value::Number)
            };
            let compared = |f: fn(f64, f64) -> bool| boolean(numbers.map(|(a, b)| f(a, b)));
            match operator {
                Op::Equal => Value::Boolean(numbers.map_or(left == right, |(a, b)| a == b)),
                Op::NotEqual => Value::Boolean(numbers.map_or(left != right, |(a, b)| a != b)),
                Op::Less => compared(|a, b| a < b),
                Op::LessOrEqual => compared(|a, b| a <= b),
                Op::Greater => compared(|a, b| a > b),
                Op::GreaterOrEqual => compared(|a, b| a >= b),
                Op::Add => calculated(|a, b| a + b),
                Op::Subtract => calculated(|a, b| a - b),
                Op::Multiply => calculated(|a, b| a * b),
                Op::Divide => calculated(|a, b| a / b),
                Op::Modulo => calculated(|a, b| a % b),
                _ => Value::Null,
            }
        }
        NodeKind::Call { name, arguments } if name == "selected" && arguments.len() == 2 => {
            match (inner(&arguments[0]), inner(&arguments[1])) {
                (Value::Text(codes), Value::Text(code)) => {
                    Value::Boolean(codes.split(' ').any(|other| other == code))
                }
                _ => Value::Null,
            }
        }
        _ => Value::Null,
    }
}
