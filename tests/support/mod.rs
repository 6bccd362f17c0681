//! The binary over a copy of the sample survey, so that tests neither see nor leave
//! anything in the checkout.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The binary under test, with the language of its messages.
pub(crate) fn carat(language: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_carat"));
    command.args(["--lang", language]);
    command
}

/// A copy of the sample survey with the forms it uses; gone when dropped.
pub(crate) struct Sample {
    folder: tempfile::TempDir,
}

impl Sample {
    /// Copies it.
    pub(crate) fn copy() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let survey = folder.path().join("surveys/diamond-impact");
        fs::create_dir_all(folder.path().join("schemas")).unwrap();
        for form in ["household", "site", "village"] {
            let name = format!("schemas/{form}.xlsx");
            fs::copy(root().join(&name), folder.path().join(&name)).unwrap();
        }
        copy_folder(&root().join("surveys/diamond-impact/incoming"), &survey.join("incoming"));
        for name in ["survey.toml", "plan.toml"] {
            fs::copy(root().join("surveys/diamond-impact").join(name), survey.join(name)).unwrap();
        }
        Sample { folder }
    }

    /// The survey's folder.
    pub(crate) fn survey(&self) -> PathBuf {
        self.folder.path().join("surveys/diamond-impact")
    }

    /// Runs a command on the survey.
    pub(crate) fn run(&self, command: &str, more: &[&str]) -> Output {
        carat("en").arg(command).arg(self.survey()).args(more).output().unwrap()
    }

    /// A file of the dataset in force.
    pub(crate) fn data(&self, name: &str) -> PathBuf {
        let data = self.survey().join("data");
        let generation = fs::read_to_string(data.join("current")).unwrap();
        data.join(generation.trim()).join(name)
    }

    /// A CSV file of the dataset in force: its rows by column name.
    pub(crate) fn table(&self, name: &str) -> Vec<Row> {
        read_csv(&self.data(name))
    }
}

/// A row of a CSV file.
pub(crate) struct Row {
    header: csv::StringRecord,
    cells: csv::StringRecord,
}

impl Row {
    /// The cell of a column.
    pub(crate) fn get(&self, column: &str) -> &str {
        let index = self.header.iter().position(|name| name == column);
        index.map_or("", |index| &self.cells[index])
    }
}

/// The rows of a CSV file.
pub(crate) fn read_csv(path: &Path) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new().from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    reader.records().map(|cells| Row { header: header.clone(), cells: cells.unwrap() }).collect()
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}

/// Every file below a folder with its bytes, in order.
pub(crate) fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => all.extend(files(&path)),
            false => all.push((path.clone(), fs::read(&path).unwrap())),
        }
    }
    all
}

/// What a command said on standard error.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
