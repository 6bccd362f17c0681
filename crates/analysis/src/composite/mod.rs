//! Composite indices: many indicators of the same units made comparable, and brought
//! together. The steps and their names follow the handbook of OECD and JRC (2008);
//! the reference is the R package COINr.
//!
//! A composite hides what goes into it. Show its dimensions first, and a single
//! score only where somebody asks for one.

mod aggregate;
mod normalise;
mod treat;

pub use aggregate::{Mean, aggregate};
pub use normalise::{Normalisation, normalise};
pub use treat::{Treatment, kurtosis, skewness, treat};
