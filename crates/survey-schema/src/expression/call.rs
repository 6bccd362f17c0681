//! What each function means.
//!
//! Source: the ODK XForms specification, "XPath Functions"; where it is silent, what
//! JavaRosa does.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use regex::Regex;

use super::ast::{Node, NodeKind};
use super::evaluate::{
    Evaluated, EvaluationError, Evaluator, Mode, number_or_missing, text_or_missing,
    truth_or_missing,
};
use super::value::{Value, date_of, days, moment, text_number};
use crate::NodeId;

/// How many compiled patterns are kept.
const PATTERNS: usize = 256;

/// The value of a call.
pub(super) fn call(
    here: &Evaluator<'_>,
    name: &str,
    arguments: &[Node],
    span: Range<usize>,
) -> Evaluated<Value> {
    let call = Call { here, arguments, span };
    let result = match name {
        "true" => return Ok(Value::Boolean(true)),
        "false" => return Ok(Value::Boolean(false)),
        "pi" => return Ok(Value::Number(std::f64::consts::PI)),
        "current" => return Ok(Value::Nodes(vec![here.current])),
        "today" => return Ok(Value::Text(here.environment.today.to_string())),
        "now" => return Ok(Value::Text(here.environment.now.to_string())),
        "last" => return Ok(Value::Number(here.size as f64)),
        "if" | "coalesce" | "once" | "not" | "boolean" | "boolean-from-string" => {
            call.logic(name)?
        }
        "selected" | "selected-at" | "count-selected" | "jr:choice-name" | "checklist"
        | "weighted-checklist" => call.choices(name)?,
        "count" | "count-non-empty" | "sum" | "min" | "max" | "position" | "indexed-repeat" => {
            call.nodes(name)?
        }
        "date" | "date-time" | "decimal-date-time" | "decimal-time" | "format-date"
        | "format-date-time" => call.dates(name)?,
        _ => match call.texts(name)? {
            Some(value) => Some(value),
            None => call.numbers(name)?,
        },
    };
    result.ok_or_else(|| EvaluationError::Unsupported {
        function: name.to_string(),
        span: call.span.clone(),
    })
}

struct Call<'c, 'a> {
    here: &'c Evaluator<'a>,
    arguments: &'c [Node],
    span: Range<usize>,
}

impl Call<'_, '_> {
    fn has(&self, index: usize) -> bool {
        index < self.arguments.len()
    }

    fn value(&self, index: usize) -> Evaluated<Value> {
        self.arguments.get(index).map_or(Ok(Value::Missing), |node| self.here.value(node))
    }

    fn text(&self, index: usize) -> Evaluated<Option<String>> {
        match self.has(index) {
            true => self.here.text(&self.arguments[index]),
            // string-length() and the like mean the context node.
            false => Ok(self.here.reader.text(&Value::Nodes(vec![self.here.at]))),
        }
    }

    fn number(&self, index: usize) -> Evaluated<Option<f64>> {
        match self.has(index) {
            true => self.here.number(&self.arguments[index]),
            false => Ok(self.here.reader.number(&Value::Nodes(vec![self.here.at]))),
        }
    }

    fn truth(&self, index: usize) -> Evaluated<Option<bool>> {
        self.arguments.get(index).map_or(Ok(None), |node| self.here.truth(node))
    }

    fn nodes_of(&self, index: usize) -> Evaluated<Vec<NodeId>> {
        self.arguments.get(index).map_or(Ok(Vec::new()), |node| self.here.nodes(node))
    }

    fn logic(&self, name: &str) -> Evaluated<Option<Value>> {
        Ok(Some(match name {
            "if" => match self.truth(0)? {
                Some(true) => self.value(1)?,
                Some(false) => self.value(2)?,
                None => Value::Missing,
            },
            "coalesce" => {
                for index in 0..self.arguments.len() {
                    let text = self.text(index)?;
                    if text.is_some_and(|text| !text.is_empty()) {
                        return self.value(index).map(Some);
                    }
                }
                self.empty()
            }
            // The answer that is already there stands.
            "once" => match self.here.reader.node(self.here.current) {
                "" => self.value(0)?,
                answer => Value::Text(answer.to_string()),
            },
            "not" => truth_or_missing(self.truth(0)?.map(|truth| !truth)),
            "boolean" => truth_or_missing(self.truth(0)?),
            _ => {
                let text = self.text(0)?;
                truth_or_missing(text.map(|text| text == "1" || text.eq_ignore_ascii_case("true")))
            }
        }))
    }

    /// No answer, in the manner of the mode.
    fn empty(&self) -> Value {
        match self.here.environment.mode {
            Mode::Form => Value::Text(String::new()),
            Mode::Analysis => Value::Missing,
        }
    }

    fn choices(&self, name: &str) -> Evaluated<Option<Value>> {
        match name {
            "selected" => {
                let verdict = self.text(0)?.zip(self.text(1)?);
                let verdict = verdict
                    .map(|(codes, code)| codes.split_whitespace().any(|one| one == code.trim()));
                Ok(Some(truth_or_missing(verdict)))
            }
            "selected-at" => {
                let (codes, index) = (self.text(0)?, self.number(1)?);
                let chosen = codes.zip(index).map(|(codes, index)| {
                    let code = if index < 0.0 {
                        None
                    } else {
                        codes.split_whitespace().nth(index as usize)
                    };
                    code.unwrap_or_default().to_string()
                });
                Ok(Some(text_or_missing(chosen)))
            }
            "count-selected" => {
                let count = self.text(0)?.map(|codes| codes.split_whitespace().count() as f64);
                Ok(Some(number_or_missing(count)))
            }
            "jr:choice-name" => self.choice_name(),
            _ => self.checklist(name == "weighted-checklist"),
        }
    }

    /// The label of a code in the list of the question that the second argument names.
    fn choice_name(&self) -> Evaluated<Option<Value>> {
        let Some(form) = self.here.environment.form else { return Ok(None) };
        let (Some(code), Some(path)) = (self.text(0)?, self.text(1)?) else {
            return Ok(Some(Value::Missing));
        };
        let question = path.trim().trim_start_matches("${").trim_end_matches('}');
        let question = question.rsplit('/').next().unwrap_or_default().trim();
        let placed = form.question(question);
        let list = placed.as_ref().and_then(|placed| form.list_of(placed.question));
        let label = list
            .and_then(|list| list.choice(&code))
            .and_then(|choice| choice.label.get(&form.default_language));
        Ok(Some(Value::Text(label.unwrap_or_default().to_string())))
    }

    /// `checklist(least, most, condition…)`: whether that many conditions hold; -1 is
    /// no bound. Weighted: `(least, most, condition, weight, …)`.
    fn checklist(&self, weighted: bool) -> Evaluated<Option<Value>> {
        let (Some(least), Some(most)) = (self.number(0)?, self.number(1)?) else {
            return Ok(Some(Value::Missing));
        };
        let mut sum = 0.0;
        for index in (2..self.arguments.len()).step_by(if weighted { 2 } else { 1 }) {
            let weight = if weighted { self.number(index + 1)? } else { Some(1.0) };
            match self.truth(index)?.zip(weight) {
                Some((true, weight)) => sum += weight,
                Some((false, _)) => {}
                None => return Ok(Some(Value::Missing)),
            }
        }
        Ok(Some(Value::Boolean((least < 0.0 || sum >= least) && (most < 0.0 || sum <= most))))
    }

    fn nodes(&self, name: &str) -> Evaluated<Option<Value>> {
        let value = self.value(0)?;
        Ok(Some(match name {
            "count" => Value::Number(
                self.here.reader.texts(&value).len() as f64 * f64::from(u8::from(is_set(&value))),
            ),
            "count-non-empty" => {
                let texts = self.here.reader.texts(&value);
                let given = texts.iter().flatten().filter(|text| !text.is_empty()).count();
                Value::Number(given as f64 * f64::from(u8::from(is_set(&value))))
            }
            "sum" => self.aggregate(|numbers| numbers.iter().sum())?,
            "min" => {
                self.aggregate(|numbers| numbers.iter().copied().fold(f64::INFINITY, f64::min))?
            }
            "max" => {
                self.aggregate(|numbers| numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max))?
            }
            "position" => Value::Number(match self.has(0) {
                true => self.nodes_of(0)?.first().map_or(f64::NAN, |node| self.position_of(*node)),
                false => self.here.position as f64,
            }),
            _ => self.indexed_repeat()?,
        }))
    }

    /// Of all numbers of all arguments. In a form an empty one makes the whole NaN, as
    /// in JavaRosa; in analysis missing ones are left out, and none at all is missing.
    fn aggregate(&self, of: impl Fn(&[f64]) -> f64) -> Evaluated<Value> {
        let mut numbers = Vec::new();
        for index in 0..self.arguments.len() {
            let texts = self.here.reader.texts(&self.value(index)?);
            numbers.extend(texts.iter().flatten().map(|text| text_number(text)));
        }
        let is_form = self.here.environment.mode == Mode::Form;
        Ok(match (numbers.is_empty(), is_form) {
            (true, true) => Value::Number(if of(&[]) == 0.0 { 0.0 } else { f64::NAN }),
            (true, false) => Value::Missing,
            (false, true) if numbers.iter().any(|number| number.is_nan()) => {
                Value::Number(f64::NAN)
            }
            _ => {
                number_or_missing(Some(of(&numbers)).filter(|number| is_form || number.is_finite()))
            }
        })
    }

    /// The number of a node among the nodes of its name beside it, from 1. A value
    /// stands for the group around it, as `position(..)` is written.
    fn position_of(&self, node: NodeId) -> f64 {
        let submission = self.here.reader.submission;
        let Some(parent) = submission.parent(node) else { return 1.0 };
        let mut beside = submission
            .children(parent)
            .iter()
            .filter(|child| submission.name(**child) == submission.name(node));
        beside.position(|child| *child == node).map_or(f64::NAN, |index| (index + 1) as f64)
    }

    /// `indexed-repeat(question, repeat, index, inner repeat, index, …)`.
    fn indexed_repeat(&self) -> Evaluated<Value> {
        let submission = self.here.reader.submission;
        let mut scope: Option<NodeId> = None;
        for pair in (1..self.arguments.len()).step_by(2) {
            let Some(index) = self.number(pair + 1)? else { return Ok(Value::Missing) };
            let inside =
                |node: &NodeId| scope.is_none_or(|scope| is_inside(submission, *node, scope));
            let instances = match (&self.arguments[pair].kind, scope) {
                // From the outermost instance on, names mean what is inside it.
                (NodeKind::Reference { name, .. }, Some(scope)) => submission.named(name, scope),
                (NodeKind::Reference { name, .. }, None) => {
                    submission.named(name, submission.root())
                }
                _ => self.nodes_of(pair)?,
            };
            let wanted = if index >= 1.0 { index as usize - 1 } else { usize::MAX };
            scope = instances.into_iter().filter(inside).nth(wanted);
            if scope.is_none() {
                return Ok(self.empty());
            }
        }
        let Some(scope) = scope else { return Ok(self.empty()) };
        let found = match &self.arguments[0].kind {
            NodeKind::Reference { name, .. } => submission.named(name, scope),
            _ => self.nodes_of(0)?,
        };
        Ok(Value::Nodes(
            found.into_iter().filter(|node| is_inside(submission, *node, scope)).collect(),
        ))
    }

    fn dates(&self, name: &str) -> Evaluated<Option<Value>> {
        let Some(text) = self.text(0)? else { return Ok(Some(Value::Missing)) };
        Ok(Some(match name {
            "date" => match moment(text.trim()) {
                Some(moment) => Value::Text(moment.date().to_string()),
                None => text
                    .trim()
                    .parse()
                    .ok()
                    .and_then(date_of)
                    .map_or(self.empty(), |date| Value::Text(date.to_string())),
            },
            "date-time" => {
                moment(text.trim()).map_or(self.empty(), |moment| Value::Text(moment.to_string()))
            }
            "decimal-date-time" => self.computed(days(text.trim()).unwrap_or(f64::NAN)),
            "decimal-time" => {
                let day = format!("1970-01-01T{}", text.trim());
                let fraction = days(text.trim()).or_else(|| days(&day)).map(f64::fract);
                self.computed(fraction.unwrap_or(f64::NAN))
            }
            _ => {
                let Some(format) = self.text(1)? else { return Ok(Some(Value::Missing)) };
                match moment(text.trim()) {
                    Some(moment) => Value::Text(formatted(&moment, &format)),
                    None => self.empty(),
                }
            }
        }))
    }

    /// A computed number, or none in analysis when it came to nothing.
    fn computed(&self, number: f64) -> Value {
        let usable = self.here.environment.mode == Mode::Form || number.is_finite();
        number_or_missing(Some(number).filter(|_| usable))
    }

    fn texts(&self, name: &str) -> Evaluated<Option<Value>> {
        let known = [
            "string",
            "concat",
            "join",
            "string-length",
            "normalize-space",
            "contains",
            "starts-with",
            "ends-with",
            "substr",
            "substring",
            "substring-before",
            "substring-after",
            "translate",
            "regex",
            "version",
        ];
        if !known.contains(&name) {
            return Ok(None);
        }
        match name {
            "concat" => return self.joined(0, ""),
            "join" => {
                let separator = self.text(0)?.unwrap_or_default();
                return self.joined(1, &separator);
            }
            "version" => {
                return Ok(self
                    .here
                    .environment
                    .form
                    .map(|form| Value::Text(form.version.clone())));
            }
            _ => {}
        }
        let Some(text) = self.text(0)? else { return Ok(Some(Value::Missing)) };
        let value = match name {
            "string" => Value::Text(text),
            "string-length" => Value::Number(text.chars().count() as f64),
            "normalize-space" => Value::Text(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            "substr" | "substring" => return self.part(&text, name == "substring"),
            _ => {
                let Some(other) = self.text(1)? else { return Ok(Some(Value::Missing)) };
                match name {
                    "contains" => Value::Boolean(text.contains(&other)),
                    "starts-with" => Value::Boolean(text.starts_with(&other)),
                    "ends-with" => Value::Boolean(text.ends_with(&other)),
                    "substring-before" => {
                        Value::Text(text.split_once(&other).map_or("", |parts| parts.0).to_string())
                    }
                    "substring-after" => {
                        Value::Text(text.split_once(&other).map_or("", |parts| parts.1).to_string())
                    }
                    "regex" => Value::Boolean(self.matches(&text, &other)?),
                    _ => {
                        let to: Vec<char> = self.text(2)?.unwrap_or_default().chars().collect();
                        Value::Text(translated(&text, &other, &to))
                    }
                }
            }
        };
        Ok(Some(value))
    }

    fn joined(&self, first: usize, separator: &str) -> Evaluated<Option<Value>> {
        let mut parts = Vec::new();
        for index in first..self.arguments.len() {
            for text in self.here.reader.texts(&self.value(index)?) {
                match text {
                    Some(text) => parts.push(text),
                    None => return Ok(Some(Value::Missing)),
                }
            }
        }
        Ok(Some(Value::Text(parts.join(separator))))
    }

    /// `substr(text, start, end)` counts from 0 and stops before `end`, negative numbers
    /// counting from the end; `substring(text, start, length)` counts from 1.
    fn part(&self, text: &str, from_one: bool) -> Evaluated<Option<Value>> {
        let Some(start) = self.number(1)? else { return Ok(Some(Value::Missing)) };
        let length = text.chars().count() as f64;
        let bound = |at: f64| (if at < 0.0 { length + at } else { at }).clamp(0.0, length);
        let (start, end) = match (from_one, self.has(2)) {
            (true, true) => (start - 1.0, start - 1.0 + self.number(2)?.unwrap_or(0.0)),
            (true, false) => (start - 1.0, length),
            (false, true) => (bound(start), bound(self.number(2)?.unwrap_or(0.0))),
            (false, false) => (bound(start), length),
        };
        let (start, end) = (start.clamp(0.0, length) as usize, end.clamp(0.0, length) as usize);
        Ok(Some(Value::Text(text.chars().skip(start).take(end.saturating_sub(start)).collect())))
    }

    /// The whole text must match, as in JavaRosa.
    fn matches(&self, text: &str, pattern: &str) -> Evaluated<bool> {
        thread_local! {
            static COMPILED: RefCell<HashMap<String, Option<Regex>>> = RefCell::new(HashMap::new());
        }
        let verdict = COMPILED.with_borrow_mut(|compiled| {
            if compiled.len() > PATTERNS {
                compiled.clear();
            }
            let regex = compiled
                .entry(pattern.to_string())
                .or_insert_with(|| Regex::new(&format!("^(?:{pattern})$")).ok());
            regex.as_ref().map(|regex| regex.is_match(text))
        });
        verdict.ok_or_else(|| EvaluationError::BadPattern {
            pattern: pattern.to_string(),
            span: self.span.clone(),
        })
    }

    fn numbers(&self, name: &str) -> Evaluated<Option<Value>> {
        let one: Option<fn(f64) -> f64> = match name {
            "number" => Some(|x| x),
            "int" => Some(f64::trunc),
            "abs" => Some(f64::abs),
            "floor" => Some(f64::floor),
            "ceiling" => Some(f64::ceil),
            "sqrt" => Some(f64::sqrt),
            "exp" => Some(f64::exp),
            "exp10" => Some(|x| 10_f64.powf(x)),
            "log" => Some(f64::ln),
            "log10" => Some(f64::log10),
            "sin" => Some(f64::sin),
            "cos" => Some(f64::cos),
            "tan" => Some(f64::tan),
            "asin" => Some(f64::asin),
            "acos" => Some(f64::acos),
            "atan" => Some(f64::atan),
            _ => None,
        };
        let Some(x) = self.number(0)? else {
            let known = one.is_some() || matches!(name, "round" | "pow" | "atan2");
            return Ok(known.then_some(Value::Missing));
        };
        if let Some(one) = one {
            return Ok(Some(self.computed(one(x))));
        }
        match name {
            "round" if !self.has(1) => Ok(Some(self.computed(rounded(x, 0)))),
            "round" | "pow" | "atan2" => {
                let Some(y) = self.number(1)? else { return Ok(Some(Value::Missing)) };
                Ok(Some(self.computed(match name {
                    "round" => rounded(x, y as i32),
                    "pow" => x.powf(y),
                    _ => x.atan2(y),
                })))
            }
            _ => Ok(None),
        }
    }
}

fn is_set(value: &Value) -> bool {
    matches!(value, Value::Nodes(_) | Value::Texts(_))
}

fn is_inside(submission: &crate::Submission, node: NodeId, scope: NodeId) -> bool {
    std::iter::successors(Some(node), |node| submission.parent(*node))
        .any(|ancestor| ancestor == scope)
}

/// To a number of decimals, halves away from zero; negative decimals round to tens.
fn rounded(x: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (x * scale).round() / scale
}

/// Each character of `from` becomes the one at its place in `to`, or goes.
fn translated(text: &str, from: &str, to: &[char]) -> String {
    let replaced = |c: char| match from.chars().position(|other| other == c) {
        None => Some(c),
        Some(index) => to.get(index).copied(),
    };
    text.chars().filter_map(replaced).collect()
}

/// The escapes of the ODK specification: `%Y %y %m %n %b %d %e %H %h %M %S %3 %a`.
fn formatted(moment: &jiff::civil::DateTime, format: &str) -> String {
    let mut text = String::new();
    let mut characters = format.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            text.push(character);
            continue;
        }
        match characters.next() {
            Some('Y') => text.push_str(&format!("{:04}", moment.year())),
            Some('y') => text.push_str(&format!("{:02}", moment.year().rem_euclid(100))),
            Some('m') => text.push_str(&format!("{:02}", moment.month())),
            Some('n') => text.push_str(&moment.month().to_string()),
            Some('b') => text.push_str(&moment.strftime("%b").to_string()),
            Some('d') => text.push_str(&format!("{:02}", moment.day())),
            Some('e') => text.push_str(&moment.day().to_string()),
            Some('H') => text.push_str(&format!("{:02}", moment.hour())),
            Some('h') => text.push_str(&moment.hour().to_string()),
            Some('M') => text.push_str(&format!("{:02}", moment.minute())),
            Some('S') => text.push_str(&format!("{:02}", moment.second())),
            Some('3') => text.push_str(&format!("{:03}", moment.subsec_nanosecond() / 1_000_000)),
            Some('a') => text.push_str(&moment.strftime("%a").to_string()),
            Some(other) => text.extend(['%', other]),
            None => text.push('%'),
        }
    }
    text
}
