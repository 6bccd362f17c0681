//! From a dataset to defensible numbers, and from numbers to charts and maps.

pub mod chart;
pub mod map;
pub mod results;
