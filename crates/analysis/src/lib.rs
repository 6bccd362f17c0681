//! From a dataset to defensible numbers, and from numbers to charts and maps.
//!
//! The way of a number: a [`plan`] names it, and is checked before any data is read;
//! a [`design`] says how the sample was drawn; [`analyse()`] asks each row of the
//! dataset whether it is in the indicator's base and what its value is, adds rows up
//! into cells of one PSU in one domain, and hides what could point at someone;
//! [`estimate`] turns cells into means, totals, proportions, ratios and medians with
//! their standard errors; the [`results`] table holds them, each with the reason why
//! it is absent or weak.
//!
//! The estimators can be used alone:
//!
//! ```
//! use analysis::design::{Design, LonelyPsu};
//! use analysis::estimate::{Cells, Grid, Row, interval};
//!
//! // Two strata of two villages with two households each.
//! let mut design = Design::new(LonelyPsu::Adjust);
//! let psus: Vec<u32> = [("north", "a"), ("north", "b"), ("south", "c"), ("south", "d")]
//!     .iter()
//!     .flat_map(|(stratum, psu)| [design.psu(stratum, psu), design.psu(stratum, psu)])
//!     .collect();
//! let incomes = [10.0, 12.0, 20.0, 18.0, 40.0, 44.0, 30.0, 36.0];
//!
//! let grid = Grid::new(1, psus.iter().map(|&psu| Some((0, psu))));
//! let rows = incomes.iter().map(|&y| Row::answered(1.0, y));
//! let cells = Cells::collect(&design, &grid, rows);
//! let mean = cells.domain(0).mean().expect("there are rows");
//! assert_eq!(mean.value, 26.25);
//! let (low, high) = interval::student(&mean, 0.95).expect("two PSUs in each stratum");
//! assert!(low < mean.value && mean.value < high);
//! ```
//!
//! | module | what it holds |
//! |---|---|
//! | [`plan`] | `plan.toml`: what it says, and what is wrong with it |
//! | [`design`] | strata, PSUs, their number in the frame, what to do with lonely ones |
//! | `indicator` | which rows are in the base, and their values |
//! | [`estimate`] | cells, estimates, standard errors, intervals |
//! | [`composite`] | indices made of many indicators |
//! | `disclosure` | what hides a number because it could point at someone |
//! | [`analyse()`] | all indicators of a plan in all their domains |
//! | [`results`] | the table that charts, maps and documents read |
//! | [`chart`], [`map`] | pictures of the results table, which is all they know |

mod analyse;
pub mod chart;
pub mod composite;
pub mod design;
mod disclosure;
pub mod estimate;
#[cfg(test)]
mod fixture;
mod indicator;
pub mod map;
pub mod plan;
pub mod results;

pub use analyse::analyse;
