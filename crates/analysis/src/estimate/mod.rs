//! Estimates from cells: the weighted sums of one PSU in one domain.
//!
//! One pass over the rows adds them into [`Cells`]; everything else is computed on
//! cells, which are few, so that the cost hardly grows with the number of domains.
//! Standard errors are those of Taylor linearisation: PSUs drawn with replacement
//! inside strata, or with the finite population corrections of the stages whose frame
//! is known. A domain is a subpopulation, never a filter: PSUs without a row in it
//! count with zero. What needs the rows themselves — calibrated and replicate weights,
//! regression, tests of tables, the other quantiles — goes through [`Sampled`]. The
//! reference is R's `survey` 4.5; `tests/oracle` holds us to its numbers.

mod association;
mod cells;
pub mod distribution;
pub mod interval;
mod linear;
mod mixture;
mod quantile;
mod regression;
mod sampled;
mod single;
pub mod statistics;
mod variance;

pub use association::{AssociationTest, Table, TestResult};
pub use cells::{Cells, Domain, Grid, Row};
pub use linear::Estimated;
pub use quantile::{Asked, Quantile, QuantileInterval, QuantileRow, Rule, quantile};
pub use regression::{Family, Regression};
pub use sampled::{Estimates, Linearised, Sampled};
