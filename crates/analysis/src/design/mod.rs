//! How a sample was drawn: strata, PSUs, and how many PSUs the frame has.

mod strata;
pub mod variable;

pub use strata::{Design, LonelyPsu, Stratum};
