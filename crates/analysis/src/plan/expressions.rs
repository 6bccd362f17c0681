//! What the plan asks of expressions: to be parsed, and to say which questions and
//! which codes they name.

use std::ops::Range;

use survey_schema::Expression;
use survey_schema::expression::{BinaryOperator, Node, NodeKind};

/// A name between `${` and `}`, and the bytes of the expression it stands in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reference {
    pub(crate) name: String,
    pub(crate) span: Range<usize>,
}

/// A text that a question is compared with: `${q} = 'code'`, `selected(${q}, 'code')`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Code {
    pub(crate) question: String,
    pub(crate) code: String,
    pub(crate) span: Range<usize>,
}

pub(crate) use crate::standin::parse;

/// The names that an expression refers to, in the order of its text.
pub(crate) fn references(expression: &Expression) -> Vec<Reference> {
    let mut found = Vec::new();
    walk(&expression.root, &mut |node| {
        if let NodeKind::Reference { name, .. } = &node.kind {
            found.push(Reference { name: name.clone(), span: node.span.clone() });
        }
    });
    found
}

/// The name, when the expression is a reference and nothing else.
pub(crate) fn only_reference(expression: &Expression) -> Option<&str> {
    match &expression.root.kind {
        NodeKind::Reference { name, .. } => Some(name),
        _ => None,
    }
}

/// The codes that questions are compared with.
pub(crate) fn codes(expression: &Expression) -> Vec<Code> {
    let mut found = Vec::new();
    walk(&expression.root, &mut |node| match &node.kind {
        NodeKind::Binary {
            operator: BinaryOperator::Equal | BinaryOperator::NotEqual,
            left,
            right,
        } => {
            found.extend(code(left, right).or_else(|| code(right, left)));
        }
        NodeKind::Call { name, arguments } if name == "selected" => {
            if let [question, text] = arguments.as_slice() {
                found.extend(code(question, text));
            }
        }
        _ => {}
    });
    found
}

fn code(question: &Node, text: &Node) -> Option<Code> {
    match (&question.kind, &text.kind) {
        (NodeKind::Reference { name, .. }, NodeKind::Literal(code)) => {
            Some(Code { question: name.clone(), code: code.clone(), span: text.span.clone() })
        }
        _ => None,
    }
}

/// Visits a node and everything inside it, in the order of the text.
fn walk(node: &Node, visit: &mut impl FnMut(&Node)) {
    visit(node);
    match &node.kind {
        NodeKind::Number(_) | NodeKind::Literal(_) | NodeKind::Reference { .. } => {}
        NodeKind::Binary { left, right, .. } => {
            walk(left, visit);
            walk(right, visit);
        }
        NodeKind::Negate(inner) => walk(inner, visit),
        NodeKind::Call { arguments, .. } => arguments.iter().for_each(|node| walk(node, visit)),
        NodeKind::Path { start, steps, .. } => {
            start.iter().for_each(|node| walk(node, visit));
            let predicates = steps.iter().flat_map(|step| &step.predicates);
            predicates.for_each(|node| walk(node, visit));
        }
        NodeKind::Filter { base, predicates } => {
            walk(base, visit);
            predicates.iter().for_each(|node| walk(node, visit));
        }
    }
}
