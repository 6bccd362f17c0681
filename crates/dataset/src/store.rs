//! The dataset on disk: written whole or not at all.
//!
//! ```text
//! data/
//!   current                     name of the generation that is in force
//!   <generation>/
//!     manifest.json             what it was made from, its tables, its account in numbers
//!     <form>.<level>.parquet    one table a level
//!     ledger.csv                one line for each input row
//!     findings.csv              one line for each finding
//!     corrections.csv           one line for each line of the cleaning logs
//! ```
//!
//! A generation is written beside the one in force and comes into force by the
//! rename of one small file, so a run that is killed at any moment leaves the
//! previous dataset as it was. The name of a generation is a hash of what it was
//! made from: the same inputs give the same name and the same bytes.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Dataset, Level, Summary, parquet, table};

/// What a dataset was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// Version of the program.
    pub program: String,
    /// Each file read, by its path relative to the survey's folder, with the
    /// SHA-256 of its bytes; in order of path.
    pub files: Vec<(String, String)>,
}

impl Inputs {
    /// A short name for these inputs: the first 16 hexadecimal digits of a SHA-256.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for part in std::iter::once(&self.program)
            .chain(self.files.iter().flat_map(|(path, digest)| [path, digest]))
        {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        hexadecimal(&hash.finalize())[..16].to_string()
    }
}

/// The SHA-256 of a file's bytes, in hexadecimal.
///
/// # Errors
/// When the file cannot be read.
pub fn digest(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    hash.update(fs::read(path)?);
    Ok(hexadecimal(&hash.finalize()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Why a dataset could not be written or read.
#[derive(Debug)]
pub enum StoreError {
    /// The operating system refused.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
    /// A file of the dataset is not what the manifest says.
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StoreError::Io { path, error } => write!(f, "{}: {error}", path.display()),
            StoreError::Damaged { path, reason } => write!(f, "{}: {reason}", path.display()),
        }
    }
}

impl std::error::Error for StoreError {}

/// The `data` folder of a survey.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

/// `manifest.json`.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    schema: String,
    inputs: Inputs,
    levels: Vec<LevelEntry>,
    summary: Summary,
}

/// A table of the manifest.
#[derive(Debug, Serialize, Deserialize)]
struct LevelEntry {
    form: String,
    level: String,
    unit: String,
    rows: usize,
    file: String,
}

const SCHEMA: &str = "carat-dataset/1";
const CURRENT: &str = "current";
const WRITING: &str = ".writing-";

impl Store {
    /// The store in a folder, which need not exist yet.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Store { folder: folder.into() }
    }

    /// The folder of the generation in force; `None` before the first run.
    pub fn current(&self) -> Option<PathBuf> {
        let name = fs::read_to_string(self.folder.join(CURRENT)).ok()?;
        Some(self.folder.join(name.trim_end()))
    }

    /// What the dataset in force was made from; `None` when there is none.
    ///
    /// # Errors
    /// When there is a dataset and its manifest cannot be read.
    pub fn inputs(&self) -> Result<Option<Inputs>, StoreError> {
        self.current().map(|folder| manifest(&folder).map(|manifest| manifest.inputs)).transpose()
    }

    /// Writes a dataset and brings it into force. Generations that are no longer
    /// in force, and what killed runs left behind, are removed afterwards.
    ///
    /// # Errors
    /// When the operating system refuses; the dataset in force is then untouched.
    pub fn write(&self, dataset: &Dataset, inputs: &Inputs) -> Result<PathBuf, StoreError> {
        let name = inputs.fingerprint();
        let target = self.folder.join(&name);
        let writing = self.folder.join(format!("{WRITING}{}", std::process::id()));
        at(&writing, remove_if_there(&writing))?;
        at(&writing, fs::create_dir_all(&writing))?;
        write_generation(&writing, dataset, inputs)?;
        if self.current().as_ref() == Some(&target) && target.is_dir() {
            // The same inputs: what is in force is what was just written.
            at(&writing, remove_if_there(&writing))?;
        } else {
            at(&target, remove_if_there(&target))?;
            at(&target, fs::rename(&writing, &target))?;
            self.bring_into_force(&name)?;
        }
        self.remove_others(&name);
        Ok(target)
    }

    /// Reads the tables in force; `None` before the first run. The ledger and the
    /// findings are for people and other programs, and are not read back.
    ///
    /// # Errors
    /// When a file cannot be read or is not what the manifest says.
    pub fn read_levels(&self) -> Result<Option<Vec<Level>>, StoreError> {
        let Some(folder) = self.current() else {
            return Ok(None);
        };
        let manifest = manifest(&folder)?;
        let read = |entry: &LevelEntry| {
            let path = folder.join(&entry.file);
            let level = parquet::read(&path, &entry.form, &entry.level, &entry.unit)?;
            match level.rows.len() == entry.rows {
                true => Ok(level),
                false => Err(StoreError::Damaged {
                    reason: format!(
                        "{} rows, but the manifest says {}",
                        level.rows.len(),
                        entry.rows
                    ),
                    path,
                }),
            }
        };
        manifest.levels.iter().map(read).collect::<Result<_, _>>().map(Some)
    }

    /// The account of the dataset in force, in numbers; `None` before the first run.
    ///
    /// # Errors
    /// When there is a dataset and its manifest cannot be read.
    pub fn read_summary(&self) -> Result<Option<Summary>, StoreError> {
        self.current().map(|folder| manifest(&folder).map(|manifest| manifest.summary)).transpose()
    }

    fn bring_into_force(&self, name: &str) -> Result<(), StoreError> {
        let pointer = self.folder.join(CURRENT);
        write_atomically(&pointer, format!("{name}\n").as_bytes())
    }

    /// Best effort: what cannot be removed does no harm.
    fn remove_others(&self, name: &str) {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return;
        };
        for entry in entries.flatten() {
            let other = entry.file_name().to_string_lossy().into_owned();
            let is_generation =
                other.len() == name.len() && other.bytes().all(|byte| byte.is_ascii_hexdigit());
            if other != name && (is_generation || other.starts_with(WRITING)) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

/// Writes a file so that its old content stays until the new one is whole.
///
/// # Errors
/// When the operating system refuses; the old content is then untouched.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.new", std::process::id()));
    let new = path.with_file_name(name);
    at(&new, write_synced(&new, bytes))?;
    at(path, fs::rename(&new, path))
}

fn write_synced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn write_generation(folder: &Path, dataset: &Dataset, inputs: &Inputs) -> Result<(), StoreError> {
    let mut levels = Vec::new();
    for level in &dataset.levels {
        let file = format!("{}.{}.parquet", level.form, level.name);
        parquet::write(&folder.join(&file), level)?;
        levels.push(LevelEntry {
            form: level.form.clone(),
            level: level.name.clone(),
            unit: level.unit.clone(),
            rows: level.rows.len(),
            file,
        });
    }
    let manifest = Manifest {
        schema: SCHEMA.into(),
        inputs: inputs.clone(),
        levels,
        summary: Summary::of(dataset),
    };
    let manifest = serde_json::to_string_pretty(&manifest).map_err(|error| StoreError::Io {
        path: folder.join("manifest.json"),
        error: error.into(),
    })?;
    for (file, bytes) in [
        ("ledger.csv", table::ledger(&dataset.ledger)),
        ("findings.csv", table::findings(&dataset.findings)),
        ("corrections.csv", table::corrections(&dataset.corrections)),
        ("manifest.json", manifest.into_bytes()),
    ] {
        let path = folder.join(file);
        at(&path, write_synced(&path, &bytes))?;
    }
    Ok(())
}

fn manifest(folder: &Path) -> Result<Manifest, StoreError> {
    let path = folder.join("manifest.json");
    let text = at(&path, fs::read_to_string(&path))?;
    serde_json::from_str(&text)
        .map_err(|error| StoreError::Damaged { path, reason: error.to_string() })
}

fn remove_if_there(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, StoreError> {
    result.map_err(|error| StoreError::Io { path: path.into(), error })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Column, Missing, Place, RowIdentity, Values};

    fn sample() -> Dataset {
        let row = |key: &str, row| RowIdentity {
            key: key.into(),
            parent: String::new(),
            place: Place { file: "incoming/a.csv".into(), row, ..Place::default() },
        };
        let numbers = Values::Number(vec![Ok(7.5), Err(Missing::Refused)]);
        let codes = Values::Text(vec![Ok("007".into()), Ok("NA".into())]);
        Dataset {
            levels: vec![Level {
                form: "household".into(),
                name: "main".into(),
                unit: "household".into(),
                rows: vec![row("uuid:1", 2), row("uuid:2", 3)],
                columns: vec![
                    Column { name: "income".into(), values: numbers },
                    Column { name: "code".into(), values: codes },
                ],
            }],
            ..Dataset::default()
        }
    }

    #[test]
    fn tables_come_back_as_they_were_written() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        assert_eq!(store.read_levels().unwrap(), None);
        store.write(&sample(), &Inputs::default()).unwrap();
        assert_eq!(store.read_levels().unwrap(), Some(sample().levels));
    }

    #[test]
    fn a_new_generation_replaces_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        let first = store.write(&sample(), &Inputs::default()).unwrap();
        let inputs = Inputs { program: "2".into(), files: vec![] };
        let second = store.write(&sample(), &inputs).unwrap();
        assert!(!first.exists() && second.exists());
        assert_eq!(store.inputs().unwrap(), Some(inputs));
    }

    #[test]
    fn the_same_inputs_give_the_same_bytes() {
        let [one, two] = [0, 1].map(|_| {
            let folder = tempfile::tempdir().unwrap();
            let written = Store::new(folder.path()).write(&sample(), &Inputs::default()).unwrap();
            fs::read(written.join("household.main.parquet")).unwrap()
        });
        assert_eq!(one, two);
    }

    #[test]
    fn a_generation_that_was_never_finished_is_not_in_force() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        store.write(&sample(), &Inputs::default()).unwrap();
        fs::create_dir(folder.path().join(".writing-1")).unwrap();
        fs::write(folder.path().join(".writing-1/household.main.parquet"), b"half").unwrap();
        assert_eq!(store.read_levels().unwrap(), Some(sample().levels));
    }
}
