//! Tasks for ourselves: `cargo xtask forms` writes the forms as workbooks,
//! `cargo xtask sample` the synthetic field files of the sample survey, `cargo xtask tables`
//! the dataset made from them as CSV.

mod forms;
mod sample;
mod tables;
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
        "tables" => tables::write(&root),
        _ => Err("tasks: forms, sample, tables".into()),
    }
}
