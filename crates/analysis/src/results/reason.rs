//! Why a number is absent or weak.

use serde::Serialize;

/// Why there is no value, or no interval, or a weak one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// No row is in the domain.
    EmptyDomain,
    /// Rows are there, and none has a value.
    AllMissing,
    /// The country sent nothing for this form.
    NotReported,
    /// The question has no meaning there.
    NotApplicable,
    /// Too few contributors to show.
    Suppressed,
    /// Hidden so that another hidden number cannot be computed.
    SuppressedComplement,
    /// One PSU only: no standard error.
    OnePsu,
    /// One row only: no spread can be seen.
    OneRow,
    /// A stratum with one PSU: no standard error under the rule chosen.
    LonelyPsu,
    /// What was to be estimated has no single answer: a variable is explained by
    /// others, or a group has no rows.
    Collinear,
    /// The computation came to no end, as when one variable separates all answers.
    NotConverged,
    /// All alike (0 or 1): the interval is one-sided and exact.
    Degenerate,
    /// A purposive, convenience or unknown sample, or a census: no standard error is due.
    NoInference,
}
