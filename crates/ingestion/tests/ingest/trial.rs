//! A survey in a folder of its own, for tests.
use std::path::Path;

use dataset::{Dataset, Fate, Missing};
use ingestion::{IngestError, Job, Outcome, ingest};
use survey_schema::{Form, Severity, Survey};

use crate::forms;

pub(crate) const FORM: &str = "
| type                 | name    | label::English (en) | label::Français (fr)  |
| start                | start   |                     |                       |
| deviceid             | device  |                     |                       |
| select_one country   | country | Country             | Pays                  |
| text                 | code    | Household code      | Code du ménage        |
| select_one yesno     | consent | Do you agree?       | Êtes-vous d’accord ?  |
| date                 | visit   | Date of visit       | Date de la visite     |
| geopoint             | gps     | Position            | Position GPS          |
| begin_group          | house   | House               | Logement              |
| integer              | rooms   | Rooms               | Nombre de pièces      |
| decimal              | income  | Income              | Revenu mensuel        |
| select_multiple uses | water   | Uses of water       | Usages de l'eau       |
| select_one yesno     | safe    | Safe?               | Sûr ?                 |
| end_group            |         |                     |                       |
| begin_repeat         | member  | Member              | Membre                |
| text                 | name    | Name                | Nom                   |
| integer              | age     | Age                 | Âge                   |
| select_multiple work | job     | Work                | Travail               |
| end_repeat           |         |                     |                       |

| list_name | name   | label::English (en) | label::Français (fr) |
| country   | CIV    | Côte d'Ivoire       | Côte d'Ivoire        |
| country   | NA     | Namibia             | Namibie              |
| yesno     | yes    | Yes                 | Oui                  |
| yesno     | no     | No                  | Non                  |
| yesno     | dk     | Does not know       | Ne sait pas          |
| uses      | drink  | Drinking            | Boisson              |
| uses      | wash   | Washing clothes     | Laver le linge       |
| uses      | other  | Other               | Autre                |
| work      | farm   | Farming             | Agriculture          |
| work      | mine   | Mining              | Mine                 |
";

pub(crate) const SURVEY: &str = r#"
id = "trial"
title = { en = "Trial" }
languages = ["en"]
[fieldwork]
from = "2025-01-01"
to = "2025-12-31"
[missing]
dont_know = ["dk"]
[[country]]
code = "CIV"
name = { en = "Ivory Coast" }
currency = "XOF"
bounds = [-9.0, 4.0, -2.0, 11.0]
[[country]]
code = "NA"
name = { en = "Namibia" }
currency = "NAD"
[[form]]
id = "hh"
file = "hh.xlsx"
unit = "household"
level_units = { member = "person" }
personal = ["name"]
sensitive = ["income"]
[form.roles]
key = "code"
country = "country"
consent = "consent"
location = "gps"
date = "visit"
"#;

pub(crate) struct Trial {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) survey: Survey,
    pub(crate) forms: Vec<Form>,
    pub(crate) corrections: Vec<String>,
}

impl Trial {
    /// The household form and survey below.
    pub(crate) fn household() -> Self {
        Trial::new(SURVEY, &[("hh", FORM)])
    }

    /// The same with more in `survey.toml`.
    pub(crate) fn household_with(more: &str) -> Self {
        Trial::new(&format!("{SURVEY}{more}"), &[("hh", FORM)])
    }

    pub(crate) fn new(survey: &str, forms: &[(&str, &str)]) -> Self {
        let survey = Survey::from_toml(survey, "survey.toml")
            .unwrap_or_else(|e| panic!("{}", e.message.english));
        let forms = forms.iter().map(|(id, text)| forms::markdown(id, text)).collect();
        Trial {
            folder: tempfile::tempdir().expect("a folder"),
            survey,
            forms,
            corrections: Vec::new(),
        }
    }

    pub(crate) fn file(self, name: &str, content: &str) -> Self {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        std::fs::write(path, content).expect("a file");
        self
    }

    /// A cleaning log.
    pub(crate) fn log(self, name: &str, content: &str) -> Self {
        let mut trial = self.file(name, content);
        trial.corrections.push(name.to_string());
        trial
    }

    pub(crate) fn bytes(self, name: &str, content: &[u8]) -> Self {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        std::fs::write(path, content).expect("a file");
        self
    }

    /// A workbook; cells that begin with `#` are numbers.
    pub(crate) fn workbook(self, name: &str, sheets: &[(&str, &[&[&str]])]) -> Self {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        for (title, rows) in sheets {
            let sheet = workbook.add_worksheet();
            sheet.set_name(*title).expect("a name");
            for (row, cells) in rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty())
                {
                    let (row, column) = (row as u32, column as u16);
                    match cell.strip_prefix('#').and_then(|number| number.parse::<f64>().ok()) {
                        Some(number) => sheet.write_number(row, column, number).expect("a cell"),
                        None => sheet.write_string(row, column, *cell).expect("a cell"),
                    };
                }
            }
        }
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        workbook.save(path).expect("a workbook");
        self
    }

    pub(crate) fn try_run(&self, files: &[&str]) -> Result<Outcome, IngestError> {
        let files: Vec<String> = files.iter().map(|f| f.to_string()).collect();
        let job = Job {
            root: self.folder.path(),
            survey: &self.survey,
            forms: &self.forms,
            files: &files,
            corrections: &self.corrections,
            today: jiff::civil::date(2026, 1, 31),
        };
        ingest(&job, &mut |_| {})
    }

    pub(crate) fn run(&self, files: &[&str]) -> Outcome {
        self.try_run(files).unwrap_or_else(|e| panic!("{e}"))
    }
}

/// The values of a column as text, missing ones as `<reason>`.
pub(crate) fn column(data: &Dataset, form: &str, level: &str, name: &str) -> Vec<String> {
    let level = data.level(form, level).expect("a level");
    let column = level.column(name).unwrap_or_else(|| panic!("no column {name}"));
    (0..level.rows.len())
        .map(|row| match column.values.text(row) {
            Some(text) => text.into_owned(),
            None => format!("<{}>", column.values.missing(row).map_or("", Missing::as_str)),
        })
        .collect()
}

/// `row rule question` of every finding that is more than information.
pub(crate) fn findings(data: &Dataset) -> Vec<String> {
    data.findings
        .iter()
        .filter(|f| f.severity > Severity::Info)
        .map(|f| format!("{} {} {}", f.place.row, f.rule, f.question).trim().to_string())
        .collect()
}

/// The finding of a rule.
pub(crate) fn finding<'a>(data: &'a Dataset, rule: &str) -> &'a dataset::Finding {
    data.findings
        .iter()
        .find(|f| f.rule == rule)
        .unwrap_or_else(|| panic!("no {rule}: {:?}", findings(data)))
}

/// The fate of every row, in order: `fate` or `fate (why)`.
pub(crate) fn fates(data: &Dataset) -> Vec<String> {
    let said = |e: &dataset::Entry| match e.why.as_str() {
        "" => e.fate.as_str().to_string(),
        why => format!("{} ({why})", e.fate.as_str()),
    };
    data.ledger.entries.iter().map(said).collect()
}

pub(crate) fn accepted(data: &Dataset) -> u64 {
    data.ledger.count(|_| true).get(&Fate::Accepted).copied().unwrap_or(0)
}
