//! Tasks for ourselves: `cargo xtask forms` writes the forms as workbooks,
//! `cargo xtask sample` the synthetic field files of the sample survey.

mod forms;
mod sample;
mod workbook;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let outcome = run(&task);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            use std::io::Write;
            let _ = writeln!(std::io::stderr(), "xtask {task}: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(task: &str) -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match task {
        "forms" => forms::write_all(&root),
        "sample" => sample::write(&root),
        _ => Err("tasks: forms, sample".into()),
    }
}
