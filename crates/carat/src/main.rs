//! The command line of Carat: arguments, progress, exit codes, and the rendering
//! of everything that the libraries return as data.
//!
//! | module | what it holds |
//! |---|---|
//! | [`args`] | what was typed |
//! | [`usage`] | the help, and what is wrong with what was typed |
//! | [`language`] | what is said, in three languages |
//! | [`project`] | a survey project found and loaded |
//! | [`render`] | diagnostics for a terminal |
//! | [`progress`] | progress on a terminal, nothing on a pipe |
//! | [`failure`] | why a command could not do it |
//! | [`command`] | one module a command |

mod args;
mod command;
mod failure;
mod language;
mod progress;
mod project;
mod render;
mod usage;

use std::io::Write;
use std::process::ExitCode;

use crate::args::Arguments;
use crate::failure::{Done, Failure};

fn main() -> ExitCode {
    let arguments = match Arguments::from_environment() {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let outcome = command::run(&arguments);
    let code = match &outcome {
        Ok(done) => done.exit_code(),
        Err(failure) => failure.exit_code(),
    };
    if let Err(failure) = outcome {
        report_failure(&arguments, &failure);
    }
    code
}

/// One clear message on standard error; the same as JSON when that was asked for.
fn report_failure(arguments: &Arguments, failure: &Failure) {
    let text = match arguments.json {
        true => failure.to_json(),
        false => failure.to_text(&arguments.speaker),
    };
    // If standard error is closed there is nobody to tell.
    let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
}

impl Done {
    fn exit_code(&self) -> ExitCode {
        match self {
            Done::Clean => ExitCode::SUCCESS,
            Done::NeedsAPerson => ExitCode::from(1),
        }
    }
}
