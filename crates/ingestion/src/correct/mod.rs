//! Corrections: cleaning logs applied to the rows of the field files, line by line.
//!
//! A line says: in this record, this question, that value, becomes this one, because. The
//! raw files stay as they are; the lines are applied each time the files are read, so a log
//! grows with the survey and doing it twice changes nothing.
//!
//! 1. [`log`] reads the logs of several tools as [`line`]s of one kind.
//! 2. [`target`] finds the record, the question and the part of its answer that a line means.
//! 3. [`order`] says what a line wants of that answer, and which lines want different things.
//! 4. [`apply`] does it: the old value must be the one that stands there, the new one must be
//!    one that the form takes ([`trial`]).
//!
//! Every line comes out as a [`dataset::Correction`] that says what it did, or why it did
//! nothing ([`trail`]); a line that was refused is a finding too. [`difference`] goes the other way.

mod apply;
mod difference;
mod line;
mod log;
mod order;
mod other;
mod recompute;
mod styles;
mod target;
mod trail;
mod trial;

pub(crate) use apply::{Desk, apply};
pub use difference::{Difference, DifferenceKind, differences, log_of};
pub(crate) use log::lines;
