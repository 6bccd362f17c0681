//! The ODK XForms dialect of XPath 1.0: one language for forms, checks and indicators.
//!
//! [`Expression::parse`] turns text into a tree whose every node knows its bytes;
//! [`evaluate`] gives it a meaning against one [`Submission`](crate::Submission), in
//! one of two [`Mode`]s that differ only in what a missing answer is.

mod ast;

pub use ast::{Axis, BinaryOperator, Expression, Node, NodeKind, Step};
