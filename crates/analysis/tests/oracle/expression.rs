//! The few expressions of R that tables of the oracle use: columns, comparisons, `&`,
//! `|`, `!`, `is.na()`, `%in% c()`, `I()`, `factor()` and arithmetic.

use crate::folder::{Record, number};

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Missing,
    Number(f64),
    Text(String),
    List(Vec<Value>),
}

impl Value {
    pub(crate) fn of(text: &str) -> Value {
        match (text, number(text)) {
            ("", _) => Value::Missing,
            (_, Some(number)) => Value::Number(number),
            _ => Value::Text(text.into()),
        }
    }

    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn is_true(&self) -> bool {
        self.number().is_some_and(|number| number != 0.0)
    }

    fn same(&self, other: &Value) -> Option<bool> {
        match (self, other) {
            (Value::Missing, _) | (_, Value::Missing) => None,
            (Value::Number(a), Value::Text(b)) | (Value::Text(b), Value::Number(a)) => {
                Some(a.to_string() == *b)
            }
            (a, b) => Some(a == b),
        }
    }
}

/// An expression read into its parts.
#[derive(Clone, Debug)]
pub(crate) enum Expression {
    Literal(Value),
    Name(String),
    Call(String, Vec<Expression>),
}

/// Reads an expression.
pub(crate) fn parse(text: &str) -> Result<Expression, String> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0 };
    let found = parser.binary(0)?;
    match parser.peek() {
        None => Ok(found),
        Some(token) => Err(format!("cannot read {token:?} in {text:?}")),
    }
}

fn tokens(text: &str) -> Result<Vec<String>, String> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        let start = at;
        if letter.is_whitespace() {
            at += 1;
            continue;
        }
        if letter == '"' || letter == '\'' {
            at += 1;
            while at < letters.len() && letters[at] != letter {
                at += 1;
            }
            at += 1;
            let inner: String = letters[start + 1..(at - 1).min(letters.len())].iter().collect();
            found.push(format!("\"{inner}"));
            continue;
        }
        if letter.is_alphanumeric() || letter == '.' || letter == '_' {
            while at < letters.len()
                && (letters[at].is_alphanumeric() || ['.', '_'].contains(&letters[at]))
            {
                at += 1;
            }
        } else {
            let rest: String = letters[at..].iter().collect();
            let known = [
                "%in%", "==", "!=", "<=", ">=", "<", ">", "&", "|", "!", "(", ")", ",", "+", "-",
                "*", "/", "^",
            ];
            let operator = known.iter().find(|of| rest.starts_with(**of));
            at += operator.ok_or_else(|| format!("cannot read {rest:?}"))?.len();
        }
        found.push(letters[start..at].iter().collect());
    }
    Ok(found)
}

struct Parser {
    tokens: Vec<String>,
    next: usize,
}

/// Operators from the loosest to the tightest.
const LEVELS: [&[&str]; 6] =
    [&["|"], &["&"], &["==", "!=", "<", ">", "<=", ">=", "%in%"], &["+", "-"], &["*", "/"], &["^"]];

impl Parser {
    fn peek(&self) -> Option<&str> {
        self.tokens.get(self.next).map(String::as_str)
    }

    fn take(&mut self) -> Option<String> {
        self.next += 1;
        self.tokens.get(self.next - 1).cloned()
    }

    fn binary(&mut self, level: usize) -> Result<Expression, String> {
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.binary(level + 1)?;
        while self.peek().is_some_and(|token| operators.contains(&token)) {
            let operator = self.take().unwrap_or_default();
            left = Expression::Call(operator, vec![left, self.binary(level + 1)?]);
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Expression, String> {
        match self.take().as_deref() {
            Some(sign @ ("!" | "-")) => {
                // R's `!` binds more loosely than comparisons, its `-` more tightly.
                let of = if sign == "!" { self.binary(2)? } else { self.unary()? };
                Ok(Expression::Call(sign.into(), vec![of]))
            }
            Some("(") => {
                let inner = self.binary(0)?;
                self.close()?;
                Ok(inner)
            }
            Some(token) if self.peek() == Some("(") && !token.starts_with('"') => {
                let name = token.to_string();
                self.take();
                let mut arguments = Vec::new();
                while self.peek() != Some(")") {
                    arguments.push(self.binary(0)?);
                    if self.peek() == Some(",") {
                        self.take();
                    }
                }
                self.close()?;
                Ok(Expression::Call(name, arguments))
            }
            Some(token) => Ok(match (token.strip_prefix('"'), number(token)) {
                (Some(text), _) => Expression::Literal(Value::Text(text.into())),
                (None, Some(number)) => Expression::Literal(Value::Number(number)),
                (None, None) => Expression::Name(token.into()),
            }),
            None => Err("an expression ends too early".into()),
        }
    }

    fn close(&mut self) -> Result<(), String> {
        match self.take().as_deref() {
            Some(")") => Ok(()),
            other => Err(format!("expected ) and found {other:?}")),
        }
    }
}

/// The value of an expression at a row. A name that is no column is its own text.
pub(crate) fn evaluate(expression: &Expression, row: &Record) -> Result<Value, String> {
    match expression {
        Expression::Literal(value) => Ok(value.clone()),
        Expression::Name(name) => Ok(match (row.get(name), name.as_str()) {
            (Some(text), _) => Value::of(text),
            (None, "TRUE") => Value::Number(1.0),
            (None, "FALSE") => Value::Number(0.0),
            (None, name) => Value::Text(name.into()),
        }),
        Expression::Call(name, arguments) => {
            let values: Result<Vec<Value>, String> =
                arguments.iter().map(|of| evaluate(of, row)).collect();
            call(name, values?)
        }
    }
}

fn call(name: &str, values: Vec<Value>) -> Result<Value, String> {
    let truth =
        |value: Option<bool>| value.map_or(Value::Missing, |of| Value::Number(f64::from(of)));
    let numbers = |f: fn(f64, f64) -> f64| match &values[..] {
        [a, b] => {
            a.number().zip(b.number()).map_or(Value::Missing, |(a, b)| Value::Number(f(a, b)))
        }
        _ => Value::Missing,
    };
    let compared = |f: fn(f64, f64) -> bool| match &values[..] {
        [a, b] => truth(a.number().zip(b.number()).map(|(a, b)| f(a, b))),
        _ => Value::Missing,
    };
    let function = |f: fn(f64) -> f64| {
        values.first().and_then(Value::number).map_or(Value::Missing, |of| Value::Number(f(of)))
    };
    let is = |value: &Value| value.number().map(|number| number != 0.0);
    Ok(match (name, &values[..]) {
        ("I" | "factor" | "as.numeric" | "as.integer", [value]) => value.clone(),
        ("c", _) => Value::List(values),
        ("is.na", [value]) => truth(Some(*value == Value::Missing)),
        ("!", [value]) => truth(is(value).map(|of| !of)),
        ("==", [a, b]) => truth(a.same(b)),
        ("!=", [a, b]) => truth(a.same(b).map(|same| !same)),
        ("%in%", [a, Value::List(all)]) => {
            truth(Some(all.iter().any(|one| a.same(one) == Some(true))))
        }
        ("%in%", [a, b]) => truth(Some(a.same(b) == Some(true))),
        ("&", [a, b]) => truth(match (is(a), is(b)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(_), Some(_)) => Some(true),
            _ => None,
        }),
        ("|", [a, b]) => truth(match (is(a), is(b)) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(_), Some(_)) => Some(false),
            _ => None,
        }),
        ("<", _) => compared(|a, b| a < b),
        (">", _) => compared(|a, b| a > b),
        ("<=", _) => compared(|a, b| a <= b),
        (">=", _) => compared(|a, b| a >= b),
        ("+", _) => numbers(|a, b| a + b),
        ("-", [value]) => value.number().map_or(Value::Missing, |of| Value::Number(-of)),
        ("-", _) => numbers(|a, b| a - b),
        ("*", _) => numbers(|a, b| a * b),
        ("/", _) => numbers(|a, b| a / b),
        ("^", _) => numbers(f64::powf),
        ("log", _) => function(f64::ln),
        ("sqrt", _) => function(f64::sqrt),
        ("exp", _) => function(f64::exp),
        _ => return Err(format!("unknown function {name} of {} values", values.len())),
    })
}

#[test]
fn expressions_of_r_are_understood() {
    let row: Record = [("age", "12"), ("sex", "f"), ("none", "")]
        .map(|(name, text)| (name.to_string(), text.to_string()))
        .into();
    let value = |text: &str| evaluate(&parse(text).unwrap(), &row).unwrap();
    assert!(value("age >= 5 & !is.na(age) & sex == \"f\"").is_true());
    assert!(value("!age < 5 & sex==f").is_true());
    assert!(value("age %in% c(1, 12)").is_true());
    assert_eq!(value("none > 3"), Value::Missing);
    assert_eq!(value("I(age * 2 - 4)"), Value::Number(20.0));
    assert!(parse("age >").is_err() && parse("age §").is_err());
}
