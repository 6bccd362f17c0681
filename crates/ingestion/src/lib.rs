//! Placeholder.

mod assemble;
mod catalogue;
mod checks;
mod columns;
mod fold;
mod header;
mod judge;
mod logic;
mod output;
mod parse;
mod profile;
pub mod read;
mod record;
mod report;
mod rows;
mod rules;
mod run;
mod settle;
mod shared_labels;
mod strays;
mod system;
mod tree;

pub use catalogue::Matched;
pub use header::Candidate;
pub use parse::Decision;
pub use profile::{Profile, ProfileScore};
pub use report::{ColumnReport, FileReport, IngestError, Outcome, Unjudged};
pub use run::{Job, Progress, ingest};
