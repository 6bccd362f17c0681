//! Estimates from cells: the weighted sums of one PSU in one domain.
//!
//! One pass over the rows adds them into [`Cells`]; everything else is computed on
//! cells, which are few, so that the cost hardly grows with the number of domains.
//! Standard errors are those of Taylor linearisation with ultimate clusters: PSUs
//! drawn with replacement inside strata, or with the finite population correction
//! of the first stage when the frame is known. A domain is a subpopulation, never a
//! filter: PSUs without a row in it count with zero. The reference is R's `survey`
//! 4.5; `tests/oracle.rs` holds us to its numbers.

mod cells;
pub mod distribution;
pub mod interval;
mod linear;
mod quantile;
mod variance;

pub use cells::{Cells, Domain, Grid, Row};
pub use linear::Estimated;
pub use quantile::{Quantile, QuantileRow, quantile};
