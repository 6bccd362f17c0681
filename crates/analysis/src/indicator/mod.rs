//! Indicators over records: which rows are in the base, and what each row's value is.
//!
//! A row is in the base when `when` is true of it. A row of the base without a value
//! has a reason; the reason of a question that the form's logic did not ask puts the
//! row outside, since nobody was asked. A refusal never counts as "no".

mod observe;
mod records;
mod value;

pub(crate) use observe::{Observed, Observer, chosen};
pub(crate) use records::{Records, RowOf};
pub(crate) use value::{number, truth};
