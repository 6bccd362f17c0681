//! How a sample was drawn: strata, PSUs, and how many PSUs the frame has.

mod sample;
mod strata;
pub mod variable;

pub(crate) use sample::Sample;
pub use strata::{Design, LonelyPsu, Stratum};
