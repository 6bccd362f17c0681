//! The tree of an expression.

use std::ops::Range;

use serde::{Serialize, Serializer};

/// A parsed expression with the text it was parsed from.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// The text as written.
    pub text: String,
    /// The tree.
    pub root: Node,
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// A part of an expression and the bytes of the text it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Bytes of [`Expression::text`].
    pub span: Range<usize>,
    /// What it is.
    pub kind: NodeKind,
}

/// The kinds of nodes.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// `18`, `2.5`.
    Number(f64),
    /// `'yes'`, `"yes"`.
    Literal(String),
    /// `${name}`, or `${last-saved#name}`.
    Reference {
        /// The name between the braces.
        name: String,
        /// Whether the last saved answer is meant.
        last_saved: bool,
    },
    /// `a + b`, `a and b`, `a = b` …
    Binary {
        /// The operator.
        operator: BinaryOperator,
        /// Left operand.
        left: Box<Node>,
        /// Right operand.
        right: Box<Node>,
    },
    /// `-a`.
    Negate(Box<Node>),
    /// `name(a, b)`; the name may carry a prefix (`jr:choice-name`).
    Call {
        /// The function's name.
        name: String,
        /// Its arguments.
        arguments: Vec<Node>,
    },
    /// A path of steps: `/data/a`, `../b`, `.`, `current()/../a`, `${g}/a`.
    Path {
        /// What the path starts from: `None` is the context node, or the root when `absolute`.
        start: Option<Box<Node>>,
        /// Whether it begins with `/` and no start.
        absolute: bool,
        /// The steps.
        steps: Vec<Step>,
    },
    /// `a[b]` where `a` is not a path step: `${member}[${age} > 15]`, `instance('x')[1]`.
    Filter {
        /// What is filtered.
        base: Box<Node>,
        /// The predicates, applied in order.
        predicates: Vec<Node>,
    },
}

/// One step of a path, with its predicates.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Bytes of the expression's text.
    pub span: Range<usize>,
    /// Direction.
    pub axis: Axis,
    /// Name of the nodes, `*` for any; empty for `.` and `..`.
    pub name: String,
    /// Predicates in order.
    pub predicates: Vec<Node>,
}

/// The axes that the dialect allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// `name`, `child::name`.
    Child,
    /// `.`, `self::node()`.
    Itself,
    /// `..`, `parent::node()`.
    Parent,
}

/// The operators between two operands, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `or`
    Or,
    /// `and`
    And,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `div`
    Divide,
    /// `mod`
    Modulo,
    /// `|`
    Union,
}
