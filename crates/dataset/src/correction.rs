//! The audit trail of corrections: what every line of every cleaning log did, or why it did nothing.

use survey_schema::Message;

use crate::Place;

/// One line of a cleaning log, with what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The line: file, sheet and row of the log.
    pub place: Place,
    /// Form id; empty when no form has the record.
    pub form: String,
    /// `main` or a repeat; empty when the record is not known.
    pub level: String,
    /// Key of the record as the log names it.
    pub key: String,
    /// Question as the log names it; empty for the removal of a record.
    pub question: String,
    /// `change`, `blank`, `remove`, `accept`, `recode_other`; the log's own word when it is none.
    pub action: String,
    /// The value before; `None` when there was none or it may not be shown.
    pub before: Option<String>,
    /// The value after; `None` when there is none or it may not be shown.
    pub after: Option<String>,
    /// Whether the values may not be shown.
    pub masked: bool,
    /// What came of it.
    pub outcome: CorrectionOutcome,
    /// Why it was refused, or what to know although it was not.
    pub why: Option<Message>,
    /// The reason that the log gives.
    pub reason: String,
    /// Who decided, as the log says.
    pub by: String,
    /// When, as the log says.
    pub when: String,
}

/// What came of a line of a cleaning log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CorrectionOutcome {
    /// It did what it says.
    Applied,
    /// The data are already as it wants them.
    Already,
    /// Another line of the logs says the same.
    Repeated,
    /// The record it is about has been removed.
    Moot,
    /// It was not applied; the reason says why.
    Refused,
}

impl CorrectionOutcome {
    /// All outcomes, in the order in which accounts show them.
    pub const ALL: [CorrectionOutcome; 5] = [
        CorrectionOutcome::Applied,
        CorrectionOutcome::Already,
        CorrectionOutcome::Repeated,
        CorrectionOutcome::Moot,
        CorrectionOutcome::Refused,
    ];

    /// The word used in files: `applied`, `refused` …
    pub fn as_str(self) -> &'static str {
        match self {
            CorrectionOutcome::Applied => "applied",
            CorrectionOutcome::Already => "already",
            CorrectionOutcome::Repeated => "repeated",
            CorrectionOutcome::Moot => "moot",
            CorrectionOutcome::Refused => "refused",
        }
    }
}
