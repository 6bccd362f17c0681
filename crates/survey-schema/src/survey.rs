//! A survey project: what `survey.toml` says. The only file that names the others.
//!
//! Countries are configuration: nothing here or elsewhere knows one by name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Diagnostic, Label, Location, Severity, message};

/// A survey project.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// Short name, used in file names.
    pub id: String,
    /// Title of its reports, by language code.
    pub title: Labels,
    /// Whether the data are made up; every page of output then says so.
    #[serde(default)]
    pub synthetic: bool,
    /// Languages of output, as codes (`fr`, `en`, `pt`), the first being the default.
    pub languages: Vec<String>,
    /// The source line of charts and tables, by language code.
    #[serde(default)]
    pub source: Labels,
    /// First and last day of fieldwork, `YYYY-MM-DD`. Dates outside are findings.
    pub fieldwork: Option<Fieldwork>,
    /// The countries that were to report.
    #[serde(rename = "country")]
    pub countries: Vec<Country>,
    /// The forms.
    #[serde(rename = "form")]
    pub forms: Vec<FormUse>,
    /// What is known beforehand of field files: hints, not a list that files must be in.
    #[serde(default, rename = "source_file")]
    pub source_files: Vec<SourceFile>,
    /// Codes that stand for a missing answer.
    #[serde(default)]
    pub missing: MissingCodes,
    /// What may be kept and shown.
    #[serde(default)]
    pub privacy: Privacy,
    /// Checks beyond the forms' own.
    #[serde(default, rename = "check")]
    pub checks: Vec<Check>,
    /// What to watch while the fieldwork goes on.
    #[serde(default)]
    pub monitoring: Monitoring,
}

/// A text by language code.
pub type Labels = BTreeMap<String, String>;

/// First and last day of fieldwork.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fieldwork {
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day, `YYYY-MM-DD`.
    pub to: String,
}

/// A country that was to report.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166-1 alpha-3 code.
    pub code: String,
    /// Its name by language code.
    pub name: Labels,
    /// A short name for crowded charts, by language code.
    #[serde(default)]
    pub short: Labels,
    /// ISO 4217 code of its currency.
    pub currency: String,
    /// Language codes of its field teams.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Expected number of records by form, where it is known.
    #[serde(default)]
    pub expected: BTreeMap<String, u64>,
    /// West, south, east, north in degrees; a position outside is a finding.
    pub bounds: Option<[f64; 4]>,
}

/// A form of the survey and what its questions are for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormUse {
    /// Form id; must be the form's own.
    pub id: String,
    /// The form's workbook or folder of CSV sheets, relative to `survey.toml`.
    pub file: String,
    /// Unit of analysis of its main level: `household`, `person`, `miner`, `site`, `village`, `incident` …
    pub unit: String,
    /// Units of its repeats, by repeat name.
    #[serde(default)]
    pub level_units: BTreeMap<String, String>,
    /// Names of units and groups in print, by language code, such as `households`.
    #[serde(default)]
    pub unit_label: Labels,
    /// Which question plays which part.
    #[serde(default)]
    pub roles: Roles,
    /// Questions whose answers name or place a person; they do not enter the dataset.
    #[serde(default)]
    pub personal: Vec<String>,
    /// Questions whose answers could endanger a person; masked in findings.
    #[serde(default)]
    pub sensitive: Vec<String>,
}

/// Which question plays which part. A role without a question is unused.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// The code that people wrote for the record, such as a household code; a
    /// second key beside the instance ID, and the key where there is none.
    pub key: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Site, cluster or village.
    pub site: Option<String>,
    /// Enumerator.
    pub enumerator: Option<String>,
    /// Consent; records without `consent_given` are counted, not stored.
    pub consent: Option<String>,
    /// The code of a consent that was given.
    #[serde(default = "yes")]
    pub consent_given: String,
    /// Position.
    pub location: Option<String>,
    /// Date of the visit.
    pub date: Option<String>,
}

fn yes() -> String {
    "yes".into()
}

/// What is known beforehand of a field file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// Path relative to `survey.toml`; `*` stands for any part of a name.
    pub path: String,
    /// Form id.
    pub form: Option<String>,
    /// Country code of every row, for files that have no such column.
    pub country: Option<String>,
    /// `dmy`, `mdy` or `ymd`: decides dates when no value of the file does.
    pub dates: Option<String>,
    /// `,` or `.`: decides decimals when no value of the file does.
    pub decimal: Option<char>,
    /// Sheet name to level (`main` or a repeat), for sheets that do not say it.
    #[serde(default)]
    pub sheets: BTreeMap<String, String>,
    /// Column header to question name, for headers that only a person can match.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
}

/// Codes that stand for a missing answer, in every form of the survey.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissingCodes {
    /// Choice codes that mean "don't know".
    #[serde(default)]
    pub dont_know: Vec<String>,
    /// Choice codes that mean "refused".
    #[serde(default)]
    pub refused: Vec<String>,
    /// Choice codes that mean "does not apply".
    #[serde(default)]
    pub not_applicable: Vec<String>,
    /// Texts that stand in cells for no answer (`n/a`, `-`); compared without case.
    #[serde(default)]
    pub blank: Vec<String>,
}

/// What may be kept and shown.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// Positions are kept as the centre of a cell of this many degrees.
    #[serde(default = "quarter_degree")]
    pub position_grid: f64,
    /// Counts of fewer contributors than this are not shown.
    #[serde(default = "five")]
    pub minimum_contributors: u64,
    /// The same for sensitive indicators.
    #[serde(default = "ten")]
    pub minimum_contributors_sensitive: u64,
}

impl Default for Privacy {
    fn default() -> Self {
        Privacy {
            position_grid: quarter_degree(),
            minimum_contributors: five(),
            minimum_contributors_sensitive: ten(),
        }
    }
}

fn quarter_degree() -> f64 {
    0.25
}

fn five() -> u64 {
    5
}

fn ten() -> u64 {
    10
}

/// A check beyond the forms' own: an expression that every row should satisfy.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Short name; the rule of its findings is `check:<id>`.
    pub id: String,
    /// Form id.
    pub form: String,
    /// `main` or a repeat.
    #[serde(default = "main")]
    pub level: String,
    /// What must hold, in form mode.
    pub expect: String,
    /// The question that a finding is about.
    pub question: String,
    /// `info`, `warning` or `error`.
    #[serde(default = "warning")]
    pub severity: Severity,
    /// What to say, by language code.
    pub message: Labels,
}

/// What to watch while the fieldwork goes on, across records and enumerators.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Monitoring {
    /// Shortest and longest interview, in minutes.
    pub minutes: Option<[f64; 2]>,
    /// Positions that the phone knew less well than this are findings, in metres.
    pub accuracy: f64,
    /// So many records at exactly one point are findings.
    pub same_position: usize,
    /// Two records that differ in at most so many answers are findings.
    pub near_duplicates: usize,
    /// Share of asked questions without an answer (unanswered, refused or not known) above
    /// which an enumerator is a finding when it is also twice the share of all.
    pub missing_share: f64,
    /// Questions whose numbers are compared with each other.
    #[serde(rename = "outlier")]
    pub outliers: Vec<Outlier>,
}

impl Default for Monitoring {
    fn default() -> Self {
        Monitoring {
            minutes: None,
            accuracy: 100.0,
            same_position: 3,
            near_duplicates: 0,
            missing_share: 0.1,
            outliers: Vec::new(),
        }
    }
}

/// A question whose numbers are compared with each other.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlier {
    /// Form id.
    pub form: String,
    /// The question.
    pub question: String,
    /// How far is too far.
    #[serde(default)]
    pub method: OutlierMethod,
    /// So many times the spread; 3.5 for `mad`, 3 for `sd` and 1.5 for `iqr` when it is not said.
    pub times: Option<f64>,
    /// Compare logarithms: for amounts, which spread by factors. Zero and less are left out.
    #[serde(default)]
    pub log: bool,
    /// A question of the same level: numbers are compared within its answers.
    pub by: Option<String>,
}

/// How the spread of numbers is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutlierMethod {
    /// Median absolute deviation times 1.4826 around the median (Iglewicz and Hoaglin 1993).
    #[default]
    Mad,
    /// Interquartile range beyond the quartiles (Tukey 1977).
    Iqr,
    /// Standard deviation around the mean.
    Sd,
}

fn main() -> String {
    crate::MAIN.into()
}

fn warning() -> Severity {
    Severity::Warning
}

impl Survey {
    /// Reads `survey.toml`. `file` is how the user named it.
    ///
    /// # Errors
    /// One diagnostic with the place in the file: not TOML, an unknown or missing
    /// field, a value of the wrong kind.
    pub fn from_toml(text: &str, file: &str) -> Result<Self, Box<Diagnostic>> {
        toml::from_str(text).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            Box::new(Diagnostic {
                code: "S001",
                severity: Severity::Error,
                message: message!(
                    "survey-toml-invalid",
                    "this survey file cannot be read: {reason}",
                    reason = error.message()
                ),
                labels: vec![Label {
                    location: Location::Text { file: file.into(), span },
                    source: text.into(),
                    note: String::new(),
                }],
                help: None,
            })
        })
    }

    /// The country with a code.
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.code == code)
    }

    /// The use of a form.
    pub fn form(&self, id: &str) -> Option<&FormUse> {
        self.forms.iter().find(|form| form.id == id)
    }
}
