//! How a sample was drawn: strata, PSUs, and how many PSUs the frame has.

pub mod adjustment;
mod replicates;
mod sample;
mod strata;
pub mod variable;

pub use replicates::{Method, ReplicateError, Replicates};
pub(crate) use sample::Sample;
pub use strata::{Design, Frame, LonelyPsu, Stratum};
