//! The files of a report, made in memory and written at once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The files of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    files: BTreeMap<String, Vec<u8>>,
    pages: Vec<String>,
}

impl Documents {
    pub(crate) fn add(&mut self, path: String, bytes: Vec<u8>) {
        self.files.insert(path, bytes);
    }

    pub(crate) fn add_page(&mut self, path: &str, text: String) {
        self.pages.push(path.into());
        self.add(path.into(), text.into_bytes());
    }

    /// The pages, such as `report.fr.html`, in the order of the survey's languages.
    pub fn pages(&self) -> Vec<String> {
        self.pages.clone()
    }

    /// Every file by its path inside the folder, with `/`.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Writes the folder, which is replaced as a whole: files of an earlier report do not
    /// stay behind, and a run that fails or is killed leaves the earlier report whole,
    /// here or in the folder `<name>.old` beside it.
    ///
    /// # Errors
    /// What the file system says.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let new = beside(folder, "new")?;
        let old = beside(folder, "old")?;
        restore(folder, &old)?;
        remove(&new)?;
        for (path, bytes) in &self.files {
            let file = new.join(path);
            if let Some(parent) = file.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::write(file, bytes)?;
        }
        if folder.exists() {
            fs::rename(folder, &old)?;
        }
        if let Err(error) = fs::rename(&new, folder) {
            restore(folder, &old)?;
            return Err(error);
        }
        remove(&old)
    }
}

/// A folder beside another, so that renaming stays within one file system.
fn beside(folder: &Path, end: &str) -> io::Result<PathBuf> {
    let name = folder.file_name().ok_or_else(|| {
        io::Error::new(io::ErrorKind::InvalidInput, format!("{} has no name", folder.display()))
    })?;
    let mut name = name.to_os_string();
    name.push(format!(".{end}"));
    Ok(folder.with_file_name(name))
}

/// Puts back what an earlier run moved away and did not replace; else clears it.
fn restore(folder: &Path, old: &Path) -> io::Result<()> {
    match folder.exists() {
        true => remove(old),
        false if old.exists() => fs::rename(old, folder),
        false => Ok(()),
    }
}

fn remove(folder: &Path) -> io::Result<()> {
    match folder.exists() {
        true => fs::remove_dir_all(folder),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(text: &str) -> Documents {
        let mut documents = Documents::default();
        documents.add_page("report.en.html", text.into());
        documents.add(format!("figures/{text}.svg"), text.into());
        documents
    }

    #[test]
    fn a_report_replaces_the_one_before_it_as_a_whole() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("out").join("report");
        documents("first").write(&folder).unwrap();
        documents("second").write(&folder).unwrap();
        assert_eq!(fs::read_to_string(folder.join("report.en.html")).unwrap(), "second");
        assert!(!folder.join("figures/first.svg").exists());
        let beside: Vec<_> = fs::read_dir(folder.parent().unwrap()).unwrap().collect();
        assert_eq!(beside.len(), 1);
    }

    #[test]
    fn a_failed_run_leaves_the_report_before_it() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("report");
        documents("first").write(&folder).unwrap();
        let mut broken = documents("second");
        // A file cannot also be a folder.
        broken.add("figures/second.svg/x".into(), Vec::new());
        broken.write(&folder).unwrap_err();
        assert_eq!(fs::read_to_string(folder.join("report.en.html")).unwrap(), "first");
    }

    #[test]
    fn a_run_killed_between_the_renames_loses_nothing() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("report");
        documents("first").write(&folder).unwrap();
        fs::rename(&folder, parent.path().join("report.old")).unwrap();
        let mut broken = documents("second");
        broken.add("figures/second.svg/x".into(), Vec::new());
        broken.write(&folder).unwrap_err();
        assert_eq!(fs::read_to_string(folder.join("report.en.html")).unwrap(), "first");
    }
}
