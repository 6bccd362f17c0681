//! What a survey form is: the XLSForm model, its reader and checks, and the
//! expression language that forms, checks and indicators share.

pub mod check;
mod diagnostic;
pub mod expression;
mod form;
mod submission;
pub mod survey;
pub mod xform;
pub mod xlsform;

pub use diagnostic::{Diagnostic, Label, Location, Message, Severity, Warned, column_letters};
pub use expression::Expression;
pub use form::{
    Cell, Choice, ChoiceList, ChoiceSource, Form, Group, Item, LevelOf, MAIN, Metadata, Placed,
    Question, QuestionType, Repeat, Select, Sourced, Text, language_code,
};
pub use submission::{NodeId, Submission, ValueKind};
pub use survey::Survey;
