//! Looking through a tree: names, literals, and the nearest name to a mistaken one.

use std::ops::Range;

use super::ast::{BinaryOperator, Expression, Node, NodeKind};

impl Node {
    /// Calls `visit` with this node and every node inside it, from outside in, left to right.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        visit(self);
        match &self.kind {
            NodeKind::Number(_) | NodeKind::Literal(_) | NodeKind::Reference { .. } => {}
            NodeKind::Binary { left, right, .. } => {
                left.walk(visit);
                right.walk(visit);
            }
            NodeKind::Negate(operand) => operand.walk(visit),
            NodeKind::Call { arguments, .. } => {
                arguments.iter().for_each(|argument| argument.walk(visit))
            }
            NodeKind::Path { start, steps, .. } => {
                if let Some(start) = start {
                    start.walk(visit);
                }
                steps
                    .iter()
                    .flat_map(|step| &step.predicates)
                    .for_each(|predicate| predicate.walk(visit));
            }
            NodeKind::Filter { base, predicates } => {
                base.walk(visit);
                predicates.iter().for_each(|predicate| predicate.walk(visit));
            }
        }
    }

    /// Whether it is `.`, the node the expression belongs to.
    pub fn is_itself(&self) -> bool {
        matches!(&self.kind, NodeKind::Path { start: None, absolute: false, steps }
            if matches!(&steps[..], [step] if step.axis == super::Axis::Itself && step.predicates.is_empty()))
    }
}

/// What is compared with a code: a named question, or the question itself (`.`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared<'a> {
    /// `${name}`.
    Question(&'a str),
    /// `.`.
    Itself,
}

/// A code that is compared with a question: `${x} = 'code'`, `selected(${x}, 'code')`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedCode<'a> {
    /// The question.
    pub with: Compared<'a>,
    /// The code.
    pub code: &'a str,
    /// The bytes of the code with its quotes.
    pub span: Range<usize>,
}

impl Expression {
    /// The names in `${}`, each with its bytes, from left to right.
    pub fn references(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        let mut found = Vec::new();
        self.root.walk(&mut |node| {
            if let NodeKind::Reference { name, .. } = &node.kind {
                found.push((name.as_str(), node.span.clone()));
            }
        });
        found.into_iter()
    }

    /// The codes that are compared with questions.
    pub fn compared_codes(&self) -> Vec<ComparedCode<'_>> {
        let mut found = Vec::new();
        self.root.walk(&mut |node| match &node.kind {
            NodeKind::Binary {
                operator: BinaryOperator::Equal | BinaryOperator::NotEqual,
                left,
                right,
            } => {
                found.extend(compared(left, right).or_else(|| compared(right, left)));
            }
            NodeKind::Call { name, arguments } if name == "selected" => {
                if let [question, code] = &arguments[..] {
                    found.extend(compared(question, code));
                }
            }
            _ => {}
        });
        found
    }
}

fn compared<'a>(question: &'a Node, code: &'a Node) -> Option<ComparedCode<'a>> {
    let NodeKind::Literal(text) = &code.kind else { return None };
    let with = match &question.kind {
        NodeKind::Reference { name, .. } => Compared::Question(name),
        _ if question.is_itself() => Compared::Itself,
        _ => return None,
    };
    Some(ComparedCode { with, code: text, span: code.span.clone() })
}

/// The candidate most like a name, if one is so like it that it may be meant: at most
/// one edit for three letters (Levenshtein distance, case aside).
///
/// ```
/// use survey_schema::expression::nearest;
/// assert_eq!(nearest("agee", ["name", "age"]), Some("age"));
/// assert_eq!(nearest("income", ["name", "age"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (name.chars().count() / 3).max(1);
    let name = name.to_lowercase();
    let scored = candidates
        .into_iter()
        .map(|candidate| (distance(&name, &candidate.to_lowercase()), candidate));
    scored
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
