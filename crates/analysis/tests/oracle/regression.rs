//! Formulas of R as columns.

use crate::expression::Value;
use crate::rows::{Rows, levels};

/// Names and values of columns.
pub(crate) type Columns = (Vec<String>, Vec<Vec<Option<f64>>>);

/// The columns of the right side of a formula, with the names that R gives them, without
/// blanks.
pub(crate) fn model(formula: &str, rows: &Rows) -> Result<Columns, String> {
    let (mut names, mut columns) =
        (vec!["(Intercept)".to_string()], vec![vec![Some(1.0); rows.len()]]);
    let mut terms = Vec::new();
    for term in top_level(formula, '+') {
        match top_level(&term, '*')[..] {
            [_] => terms.push(term),
            [ref a, ref b] => terms.extend([a.clone(), b.clone(), format!("{a}:{b}")]),
            _ => return Err(format!("too many factors in {term}")),
        }
    }
    // Main effects before interactions, as R orders them.
    terms.sort_by_key(|term| top_level(term, ':').len());
    for term in terms {
        if term == "1" {
            continue;
        }
        if term == "0" || term.contains("-1") {
            return Err("a model without intercept".into());
        }
        let parts: Result<Vec<Columns>, String> =
            top_level(&term, ':').iter().map(|part| factor(part, rows)).collect();
        let mut crossed: Columns = (vec![String::new()], vec![vec![Some(1.0); rows.len()]]);
        for (part_names, part_columns) in parts? {
            let mut next: Columns = (Vec::new(), Vec::new());
            for (name, column) in part_names.iter().zip(&part_columns) {
                for (known, values) in crossed.0.iter().zip(&crossed.1) {
                    let joint =
                        [known.as_str(), name].join(if known.is_empty() { "" } else { ":" });
                    next.0.push(joint);
                    let product = values.iter().zip(column).map(|(a, b)| Some((*a)? * (*b)?));
                    next.1.push(product.collect());
                }
            }
            crossed = next;
        }
        names.extend(crossed.0);
        columns.extend(crossed.1);
    }
    Ok((names, columns))
}

/// The parts of a text between separators that stand in no brackets.
fn top_level(text: &str, separator: char) -> Vec<String> {
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        match parts.last_mut() {
            Some(last) if letter != separator || depth > 0 => last.push(letter),
            _ => parts.push(String::new()),
        }
    }
    parts
}

/// A number as one column, anything else as one column for each level but the first.
fn factor(term: &str, rows: &Rows) -> Result<Columns, String> {
    let values = rows.values(term)?;
    let as_factor =
        term.starts_with("factor(") || values.iter().any(|value| matches!(value, Value::Text(_)));
    if !as_factor {
        let logical = ["==", "!=", "<", ">", "%in%"].iter().any(|of| term.contains(of));
        let name = if logical { format!("{term}TRUE") } else { term.to_string() };
        return Ok((vec![name], vec![values.iter().map(Value::number).collect()]));
    }
    let mut found: Columns = (Vec::new(), Vec::new());
    for level in levels(&values).iter().skip(1) {
        let text = match level {
            Value::Number(number) => number.to_string(),
            Value::Text(text) => text.clone(),
            other => return Err(format!("{other:?} is no level")),
        };
        found.0.push(format!("{term}{text}"));
        let is = |value: &Value| (*value != Value::Missing).then(|| f64::from(value == level));
        found.1.push(values.iter().map(is).collect());
    }
    Ok(found)
}
