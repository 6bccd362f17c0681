//! Rows of the field files as records, with what was found wrong on the way.

use dataset::{Fate, Finding, Place};
use survey_schema::{Message, Severity};

use crate::columns::Resolved;
use crate::parse::Answer;
use crate::profile::Profile;
use crate::system::System;

/// A sheet whose form and level are known.
pub(crate) struct Source {
    /// Index of the sheet among all sheets read.
    pub(crate) sheet: usize,
    pub(crate) file: String,
    pub(crate) sheet_name: String,
    pub(crate) form: usize,
    pub(crate) level: usize,
    pub(crate) profile: Profile,
    pub(crate) columns: Vec<Option<Resolved>>,
    /// For each question of the form: whether the sheet has a column for it.
    pub(crate) asked: Vec<bool>,
    /// Country code that `survey.toml` gives the file.
    pub(crate) country: Option<String>,
}

/// A row of a level, or the part of a row that was folded into one.
pub(crate) struct Record {
    /// Index of its source.
    pub(crate) source: usize,
    /// Index of its row in the sheet.
    pub(crate) row: usize,
    /// Physical number of its row.
    pub(crate) number: u32,
    pub(crate) level: usize,
    /// One for each question of the level, in order.
    pub(crate) answers: Vec<Answer>,
    /// What the producer's own columns say.
    pub(crate) ids: Vec<(System, Box<str>)>,
    /// The code and country of the record, in sheets of repeats typed by people.
    pub(crate) record_code: Option<Box<str>>,
    pub(crate) record_country: Option<Box<str>>,
    /// For rows folded into the columns of another row: its record.
    pub(crate) host: Option<usize>,
    /// Number of the row among its parent's rows, where the source says it.
    pub(crate) instance: Option<u32>,
    /// Answers that may be several choices, until the form's filters decide.
    pub(crate) open: Vec<Open>,
    /// Key in the dataset; empty as long as it is not known.
    pub(crate) key: String,
    pub(crate) parent: Option<usize>,
    pub(crate) children: Vec<usize>,
    /// Country code, empty where it is not known.
    pub(crate) country: String,
    pub(crate) fate: Fate,
    pub(crate) why: String,
    /// Slots of answers that a correction changed.
    pub(crate) corrected: Vec<usize>,
}

impl Record {
    /// What a producer's own column says.
    pub(crate) fn id(&self, system: System) -> Option<&str> {
        self.ids.iter().find(|(of, _)| *of == system).map(|(_, text)| text.as_ref())
    }

    /// Whether the row is still on its way into the dataset.
    pub(crate) fn is_accepted(&self) -> bool {
        self.fate == Fate::Accepted
    }

    /// Marks an answer as changed by a correction.
    pub(crate) fn correct(&mut self, slot: usize) {
        if !self.corrected.contains(&slot) {
            self.corrected.push(slot);
        }
    }

    /// Marks an answer as received: its correction was taken back.
    pub(crate) fn restore(&mut self, slot: usize) {
        self.corrected.retain(|other| *other != slot);
    }

    /// Whether a correction changed an answer.
    pub(crate) fn is_corrected(&self, slot: usize) -> bool {
        self.corrected.contains(&slot)
    }

    /// Sends the row elsewhere, unless it has gone already.
    pub(crate) fn send(&mut self, fate: Fate, why: &str) {
        if self.is_accepted() {
            self.fate = fate;
            self.why = why.to_string();
        }
    }
}

/// An answer given as a label that several choices have.
pub(crate) struct Open {
    /// Position of its question in the level.
    pub(crate) slot: usize,
    /// The codes that it may be.
    pub(crate) codes: Vec<String>,
    /// Index of the finding about it.
    pub(crate) finding: usize,
}

/// A finding, and the record it is about.
pub(crate) struct Noted {
    /// What it found has been settled.
    pub(crate) withdrawn: bool,
    pub(crate) form: Option<usize>,
    pub(crate) record: Option<usize>,
    pub(crate) finding: Finding,
}

/// The findings of a run as they come.
#[derive(Default)]
pub(crate) struct Findings(pub(crate) Vec<Noted>);

impl Findings {
    /// Notes a finding about a file or sheet.
    pub(crate) fn about_file(
        &mut self,
        place: Place,
        rule: &str,
        severity: Severity,
        question: &str,
        message: Message,
        suggestion: Option<Message>,
    ) {
        let finding = Finding {
            rule: rule.to_string(),
            severity,
            place,
            form: String::new(),
            level: String::new(),
            key: String::new(),
            question: question.to_string(),
            value: None,
            masked: false,
            message,
            suggestion,
        };
        self.0.push(Noted { withdrawn: false, form: None, record: None, finding });
    }
}
