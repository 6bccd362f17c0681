//! The ODK XForms dialect of XPath 1.0: one language for forms, checks and indicators.
//!
//! [`Expression::parse`] turns text into a tree whose every node knows its bytes;
//! [`evaluate`] gives it a meaning against one [`Submission`](crate::Submission), in
//! one of two [`Mode`]s that differ only in what a missing answer is:
//!
//! | | form mode | analysis mode |
//! |---|---|---|
//! | an empty answer | an empty text; as a number NaN | missing |
//! | `${age} > 15`, age empty | false | missing |
//! | `not(${age} > 15)`, age empty | true | missing |
//! | `${a} = 'yes' or ${b} = 'yes'`, a empty, b yes | true | true |
//! | `if(${age} > 15, 'a', 'b')`, age empty | b | missing |
//! | `1 div 0` | Infinity | missing |
//!
//! ```
//! use survey_schema::expression::{Environment, Mode, evaluate_condition};
//! use survey_schema::{Expression, Submission};
//!
//! let mut household = Submission::new("household");
//! let root = household.root();
//! for age in ["34", "9", ""] {
//!     let member = household.group(root, "member");
//!     household.answer(member, "age", age);
//! }
//! let today = jiff::civil::date(2026, 6, 1);
//! let children = Expression::parse("count(${member}[${age} < 18]) = 1").unwrap();
//! let verdict = evaluate_condition(&children, &household, root, &Environment::new(Mode::Form, today));
//! assert_eq!(verdict, Ok(Some(true)));
//! ```
//!
//! | module | what it holds |
//! |---|---|
//! | `lexer`, `parser` | text to tree |
//! | `ast` | the tree |
//! | `error` | what can be wrong with a text |
//! | `functions` | names and numbers of arguments |
//! | `walk` | looking through a tree |
//! | `environment` | what an expression is evaluated in |
//! | `value`, `scalar`, `moment`, `table` | values and their conversions |
//! | `evaluate`, `path`, `call` | the meaning of operators, paths and functions |
//! | `pattern`, `chance` | regular expressions, chance |

mod ast;
mod call;
mod chance;
mod environment;
mod error;
mod evaluate;
mod functions;
mod lexer;
mod moment;
mod parser;
mod path;
mod pattern;
mod scalar;
mod table;
mod value;
mod walk;

pub use ast::{Axis, BinaryOperator, Expression, Node, NodeKind, Step};
pub use chance::Chance;
pub use environment::{Environment, EvaluationError, Mode};
pub use error::{ParseError, ParseErrorKind};
pub use evaluate::{
    choice_is_offered, evaluate, evaluate_condition, evaluate_number, evaluate_text,
};
pub use functions::CallFault;
pub use moment::Moment;
pub use table::{Table, Tables};
pub use value::{Value, decimal_text};
pub use walk::{Compared, ComparedCode, nearest};
