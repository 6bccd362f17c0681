//! What can be wrong with an expression as it is written.

use std::ops::Range;

use crate::{Message, message};

/// A text that is no expression.
#[derive(Clone, Debug, PartialEq)]
pub struct ParseError {
    /// The bytes at fault.
    pub span: Range<usize>,
    /// What is wrong there.
    pub kind: ParseErrorKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// A quote without its end.
    UnclosedQuote,
    /// `${` without `}`.
    UnclosedReference,
    /// Something between the braces that is no name.
    BadReference {
        /// What stands there.
        name: String,
    },
    /// A sign of another notation.
    OtherNotation {
        /// The sign.
        written: &'static str,
        /// What it is here.
        meant: &'static str,
    },
    /// A typographic quote, as word processors put them.
    CurlyQuote {
        /// The quote.
        character: char,
    },
    /// A character that means nothing here.
    StrayCharacter {
        /// The character.
        character: char,
    },
    /// A value was expected, and there is none.
    MissingValue {
        /// What stands before it; empty at the start.
        after: String,
    },
    /// A `(` or `[` without its end.
    Unclosed {
        /// What closes it.
        close: &'static str,
    },
    /// Two values without an operator between them.
    MissingOperator {
        /// The second one's first token.
        before: String,
    },
    /// Something else was expected.
    Unexpected {
        /// What stands there.
        found: String,
    },
    /// `//`, `@` or an axis that the dialect does not have.
    Forbidden {
        /// What stands there.
        found: String,
    },
    /// Deeper than any form needs.
    TooDeep,
}

impl ParseError {
    /// What is wrong.
    pub fn message(&self) -> Message {
        match &self.kind {
            ParseErrorKind::UnclosedQuote => {
                message!("expression-unclosed-quote", "this quote is not closed")
            }
            ParseErrorKind::UnclosedReference => {
                message!(
                    "expression-unclosed-reference",
                    "a reference that begins here is not closed"
                )
            }
            ParseErrorKind::BadReference { name } => {
                message!(
                    "expression-bad-reference",
                    "\"{name}\" cannot be the name of a question",
                    name = name
                )
            }
            ParseErrorKind::OtherNotation { written, .. } => {
                message!(
                    "expression-other-notation",
                    "{written} is not used in forms",
                    written = written
                )
            }
            ParseErrorKind::CurlyQuote { character } => {
                message!(
                    "expression-curly-quote",
                    "{character} is a typographic quote",
                    character = character
                )
            }
            ParseErrorKind::StrayCharacter { character } => {
                message!(
                    "expression-stray-character",
                    "{character} means nothing here",
                    character = character
                )
            }
            ParseErrorKind::MissingValue { after } if after.is_empty() => {
                message!("expression-empty", "a value is missing here")
            }
            ParseErrorKind::MissingValue { after } => {
                message!(
                    "expression-missing-value",
                    "a value is missing after \"{after}\"",
                    after = after
                )
            }
            ParseErrorKind::Unclosed { close } => {
                message!(
                    "expression-unclosed",
                    "this is not closed: {close} is missing",
                    close = close
                )
            }
            ParseErrorKind::MissingOperator { before } => {
                message!(
                    "expression-missing-operator",
                    "an operator is missing before \"{before}\"",
                    before = before
                )
            }
            ParseErrorKind::Unexpected { found } => {
                message!("expression-unexpected", "\"{found}\" cannot stand here", found = found)
            }
            ParseErrorKind::Forbidden { found } => {
                message!(
                    "expression-forbidden",
                    "\"{found}\" does not exist in forms",
                    found = found
                )
            }
            ParseErrorKind::TooDeep => {
                message!("expression-too-deep", "this expression is nested deeper than 100 levels")
            }
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<Message> {
        match &self.kind {
            ParseErrorKind::OtherNotation { meant, .. } => {
                Some(message!("expression-write-instead", "write {meant}", meant = meant))
            }
            ParseErrorKind::CurlyQuote { .. } => {
                Some(message!("expression-straight-quote", "use the straight quotes ' or \""))
            }
            ParseErrorKind::MissingOperator { .. } => Some(message!(
                "expression-add-operator",
                "join the two with and, or, =, + or another operator"
            )),
            ParseErrorKind::TooDeep => {
                Some(message!("expression-split", "compute parts of it in calculate questions"))
            }
            _ => None,
        }
    }
}
