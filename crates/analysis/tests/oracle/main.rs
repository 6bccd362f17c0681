//! Holds the estimators to the numbers of R's `survey` 4.5 and COINr.
//!
//! The numbers and the data they were made from are not part of this repository.
//! They are read from `CARAT_ORACLE_DIR`, or from `../shared/oracle/stats` beside the
//! repository; without them the tests say so and pass. Any folder of the same form will
//! do: designs, variables, domains and methods are read from its tables. Every row must
//! agree or stand in [`exceptions`], and a word that is not understood is a failure.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test may fail and talk")]

mod compare;
mod composite;
mod designs;
mod distributions;
mod exceptions;
mod expression;
mod folder;
mod likelihood;
mod regression;
mod rows;
