//! What was decided about each sheet, with the evidence.

use dataset::{Dataset, Imbalance};
use survey_schema::{Message, message};

use crate::catalogue::Matched;
use crate::header::Candidate;
use crate::parse::Decision;
use crate::profile::ProfileScore;

/// What one run of ingestion gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The tables, the ledger and the findings.
    pub dataset: Dataset,
    /// What was decided about each sheet, in order of file and sheet.
    pub files: Vec<FileReport>,
}

/// What was decided about one sheet, or about one text file.
#[derive(Clone, Debug, PartialEq)]
pub struct FileReport {
    /// The file.
    pub file: String,
    /// The sheet; empty for text files.
    pub sheet: String,
    /// The workbook hides the sheet.
    pub hidden: bool,
    /// The profiles that anything speaks for, the chosen one first; empty when the sheet has no form.
    pub profiles: Vec<ProfileScore>,
    /// Form id; empty when the sheet belongs to no form.
    pub form: String,
    /// `main` or a repeat; empty when the sheet belongs to no form.
    pub level: String,
    /// The forms and levels it may belong to, best first.
    pub candidates: Vec<Candidate>,
    /// Row of the header, counted from 1; 0 when there is none.
    pub header_row: u32,
    /// Columns that were matched.
    pub columns: Vec<ColumnReport>,
    /// Columns that were not, with their numbers counted from 1.
    pub unmatched: Vec<(u32, String)>,
    /// How numbers and dates are written.
    pub decisions: Vec<Decision>,
    /// What could not be judged, because a question has no column in this file.
    pub unjudged: Vec<Unjudged>,
}

/// A column that was matched.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnReport {
    /// Its number, counted from 1.
    pub column: u32,
    /// Its header.
    pub header: String,
    /// The question it holds answers to; empty for columns that the producer adds.
    pub question: String,
    /// The choice it is about, for a select-multiple split into columns.
    pub choice: String,
    /// How it was matched.
    pub matched: Matched,
}

/// A rule of a question that could not be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unjudged {
    /// The question.
    pub question: String,
    /// `relevant`, `required`, `constraint` or `calculation`.
    pub rule: &'static str,
    /// For how many rows.
    pub rows: u64,
}

/// Why a run gives nothing at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IngestError {
    /// Rows read and rows accounted for differ.
    Unaccounted {
        /// The sheets for which they do.
        imbalances: Vec<Imbalance>,
    },
    /// A form that `survey.toml` names was not given.
    MissingForm {
        /// Its id.
        form: String,
    },
}

impl IngestError {
    /// The error in words.
    pub fn message(&self) -> Message {
        match self {
            IngestError::Unaccounted { imbalances } => {
                let sheet = |imbalance: &Imbalance| {
                    let account = &imbalance.account;
                    format!(
                        "{} {}: {} / {}",
                        account.file, account.sheet, account.read, imbalance.accounted
                    )
                };
                let sheets: Vec<String> = imbalances.iter().map(sheet).collect();
                message!(
                    "ingest-unaccounted",
                    "the accounts do not add up; rows read / rows accounted for: {sheets}",
                    sheets = sheets.join("; ")
                )
            }
            IngestError::MissingForm { form } => {
                message!(
                    "ingest-missing-form",
                    "the form \"{form}\" of survey.toml was not read",
                    form = form
                )
            }
        }
    }
}

impl std::fmt::Display for IngestError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message().english)
    }
}

impl std::error::Error for IngestError {}
