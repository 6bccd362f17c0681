//! Placeholder.

pub mod read;
