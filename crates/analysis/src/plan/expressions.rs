//! What the plan asks of expressions: which questions and which codes they name.

use std::ops::Range;

use survey_schema::Expression;
use survey_schema::expression::{Compared, NodeKind};

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

/// The names that an expression refers to, in the order of its text.
pub(crate) fn references(expression: &Expression) -> Vec<Reference> {
    expression.references().map(|(name, span)| Reference { name: name.into(), span }).collect()
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
    let compared = expression.compared_codes().into_iter();
    compared
        .filter_map(|compared| match compared.with {
            Compared::Question(question) => Some(Code {
                question: question.into(),
                code: compared.code.into(),
                span: compared.span,
            }),
            Compared::Itself => None,
        })
        .collect()
}
