//! One module a command. Each runs what is stale before it.

mod analyse;
mod check;
mod convert;
mod ingest;
mod report;

use crate::args::{Arguments, Task};
use crate::failure::{Done, Failure};

/// Does what was asked.
pub(crate) fn run(arguments: &Arguments) -> Result<Done, Failure> {
    match &arguments.task {
        Task::Check { path } => check::run(arguments, path),
        Task::Convert(conversion) => convert::run(arguments, conversion),
        Task::Ingest { survey, files, again } => ingest::run(arguments, survey, files, *again),
        Task::Analyse { survey } => analyse::run(arguments, survey),
        Task::Report { survey } => report::run(arguments, survey),
    }
}

/// Writes a command's result to standard output.
fn print(text: &str) -> Result<(), Failure> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{}", text.trim_end()) {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(survey_schema::message!(
            "output-unwritable",
            "the result cannot be written: {reason}",
            reason = error
        )
        .into()),
        Ok(()) => Ok(()),
    }
}
