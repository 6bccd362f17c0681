//! A survey project found and loaded: `survey.toml`, its forms, its field files.

use std::fs;
use std::path::{Path, PathBuf};

use analysis::plan::Plan;
use dataset::Store;
use dataset::store::Inputs;
use survey_schema::xlsform::{self, FormError};
use survey_schema::{Diagnostic, Form, Label, Location, Severity, Survey, Warned, message};

use crate::failure::Failure;

/// A survey project.
pub(crate) struct Project {
    /// The folder of `survey.toml`.
    pub(crate) folder: PathBuf,
    /// What `survey.toml` says.
    pub(crate) survey: Survey,
    /// Its forms, in the order of `survey.toml`.
    pub(crate) forms: Vec<Form>,
    /// What a person should know about the forms.
    pub(crate) warnings: Vec<Diagnostic>,
}

impl Project {
    /// Loads the project of a folder, or of its `survey.toml`.
    pub(crate) fn load(path: &Path) -> Result<Self, Failure> {
        let file = survey_file(path)?;
        let shown = file.display().to_string();
        let survey = Survey::from_toml(&read_text(&file)?, &shown)
            .map_err(|fault| Failure::Faults(vec![*fault]))?;
        let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
        let mut project = Project { folder, survey, forms: Vec::new(), warnings: Vec::new() };
        project.load_forms(&shown)?;
        Ok(project)
    }

    /// Where the dataset is kept.
    pub(crate) fn store(&self) -> Store {
        Store::new(self.folder.join("data"))
    }

    /// Where results and documents go.
    pub(crate) fn out(&self) -> PathBuf {
        self.folder.join("out")
    }

    /// The plan, checked against the survey and its forms.
    pub(crate) fn plan(&self) -> Result<(Plan, Vec<Diagnostic>), Failure> {
        let file = self.folder.join("plan.toml");
        let plan = Plan::from_toml(&read_text(&file)?, &file.display().to_string())
            .map_err(Failure::Faults)?;
        let found = plan.check(&self.survey, &self.forms);
        match found.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
            true => Err(Failure::Faults(found)),
            false => Ok((plan, found)),
        }
    }

    /// The files of `incoming`, relative to the project's folder, in order.
    pub(crate) fn incoming(&self) -> Result<Vec<String>, Failure> {
        let folder = self.folder.join("incoming");
        let mut files = Vec::new();
        collect_files(&folder, &mut files).map_err(|error| cannot_read(&folder, &error))?;
        let mut names: Vec<String> =
            files.iter().map(|file| relative(&self.folder, file)).collect();
        names.sort();
        Ok(names)
    }

    /// The cleaning logs of `corrections`, relative to the project's folder, in order; none when there is no such folder.
    pub(crate) fn corrections(&self) -> Result<Vec<String>, Failure> {
        let folder = self.folder.join("corrections");
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let mut files = Vec::new();
        collect_files(&folder, &mut files).map_err(|error| cannot_read(&folder, &error))?;
        let mut names: Vec<String> =
            files.iter().map(|file| relative(&self.folder, file)).collect();
        names.sort();
        Ok(names)
    }

    /// What a dataset made from these files would be made from.
    pub(crate) fn inputs(&self, files: &[String]) -> Result<Inputs, Failure> {
        let mut inputs =
            Inputs { program: format!("carat {}", env!("CARGO_PKG_VERSION")), files: Vec::new() };
        let forms = self.survey.forms.iter().map(|form| form.file.clone());
        for name in std::iter::once("survey.toml".to_string())
            .chain(forms)
            .chain(files.iter().cloned())
            .chain(self.corrections()?)
        {
            let path = self.folder.join(&name);
            for file in files_of(&path).map_err(|error| cannot_read(&path, &error))? {
                let digest =
                    dataset::store::digest(&file).map_err(|error| cannot_read(&file, &error))?;
                inputs.files.push((relative(&self.folder, &file), digest));
            }
        }
        Ok(inputs)
    }

    fn load_forms(&mut self, survey_file: &str) -> Result<(), Failure> {
        let mut faults = Vec::new();
        for form_use in &self.survey.forms {
            let path = self.folder.join(&form_use.file);
            match xlsform::read_form(&path, &path.display().to_string()) {
                Ok(Warned { output, warnings }) => {
                    if output.id != form_use.id {
                        faults.push(other_form(survey_file, &form_use.id, &output.id));
                    }
                    self.warnings.extend(warnings);
                    self.forms.push(output);
                }
                Err(FormError::Rejected(found)) => faults.extend(found),
                Err(error) => return Err(error.message().into()),
            }
        }
        match faults.is_empty() {
            true => Ok(()),
            false => Err(Failure::Faults(faults)),
        }
    }
}

fn other_form(survey_file: &str, expected: &str, found: &str) -> Diagnostic {
    Diagnostic {
        code: "S002",
        severity: Severity::Error,
        message: message!(
            "survey-other-form",
            "the survey file says form \"{expected}\", but that workbook holds form \"{found}\"",
            expected = expected,
            found = found
        ),
        labels: vec![Label {
            location: Location::File { file: survey_file.into() },
            source: String::new(),
            note: String::new(),
        }],
        help: None,
    }
}

fn survey_file(path: &Path) -> Result<PathBuf, Failure> {
    let file = if path.is_dir() { path.join("survey.toml") } else { path.to_path_buf() };
    if file.is_file() {
        return Ok(file);
    }
    Err(message!(
        "survey-not-found",
        "there is no survey here: {file} does not exist. Give the folder that holds survey.toml",
        file = file.display()
    )
    .into())
}

/// The text of a UTF-8 file.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| cannot_read(path, &error))
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Failure {
    message!(
        "file-unreadable",
        "{file} cannot be read: {reason}",
        file = path.display(),
        reason = error
    )
    .into()
}

/// A file, or the files of a folder in order.
fn files_of(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    match path.is_dir() {
        true => collect_files(path, &mut files)?,
        false => files.push(path.to_path_buf()),
    }
    Ok(files)
}

fn collect_files(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // Lock files of Excel and LibreOffice, and the system's own files, are no field files.
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        match path.is_dir() {
            true => collect_files(&path, files)?,
            false => files.push(path),
        }
    }
    Ok(())
}

/// A path relative to the project's folder with `/`, or as it is when it lies elsewhere.
pub(crate) fn relative(folder: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(folder).unwrap_or(file);
    let parts: Vec<_> =
        inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    match inside.is_absolute() {
        true => inside.to_string_lossy().into_owned(),
        false => parts.join("/"),
    }
}
