//! The ledger: the account of every input row, and the findings about them.

use std::collections::BTreeMap;

use survey_schema::{Message, Severity};

use crate::Place;

/// Where an input row went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// A header, or a part of a header block.
    Header,
    /// Nothing in it.
    Blank,
    /// A title, a note, a total: text that is no record.
    Note,
    /// A record that another one stands for.
    Duplicate,
    /// A record without consent: counted, not stored.
    ConsentRefused,
    /// Taken out by a correction, or because the respondent withdrew.
    Removed,
    /// Kept apart until someone decides.
    Quarantined,
    /// In the dataset.
    Accepted,
}

impl Fate {
    /// All fates, in the order in which accounts show them.
    pub const ALL: [Fate; 8] = [
        Fate::Header,
        Fate::Blank,
        Fate::Note,
        Fate::Duplicate,
        Fate::ConsentRefused,
        Fate::Removed,
        Fate::Quarantined,
        Fate::Accepted,
    ];

    /// The word used in files: `header`, `consent_refused` …
    pub fn as_str(self) -> &'static str {
        match self {
            Fate::Header => "header",
            Fate::Blank => "blank",
            Fate::Note => "note",
            Fate::Duplicate => "duplicate",
            Fate::ConsentRefused => "consent_refused",
            Fate::Removed => "removed",
            Fate::Quarantined => "quarantined",
            Fate::Accepted => "accepted",
        }
    }
}

/// One line of the ledger: one physical row of one sheet of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where the row was read; its column is 0.
    pub place: Place,
    /// Form id; empty when the sheet belongs to no form.
    pub form: String,
    /// `main` or a repeat; empty when the sheet belongs to no form.
    pub level: String,
    /// Country code, where it is known.
    pub country: String,
    /// Key of the record, where there is one and it may be kept.
    pub key: String,
    /// Where it went.
    pub fate: Fate,
    /// Why: the rule of the finding that decided; empty when the fate says it all.
    pub why: String,
}

/// The account of a sheet (or of a text file): how many rows were read, and where each went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetAccount {
    /// The file.
    pub file: String,
    /// The sheet; empty for text files.
    pub sheet: String,
    /// Rows the reader produced, counted by the reader itself.
    pub read: u64,
}

/// The account of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// One entry for each row read, in order of file, sheet and row.
    pub entries: Vec<Entry>,
    /// One account for each sheet read.
    pub sheets: Vec<SheetAccount>,
}

/// A sheet whose rows do not add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imbalance {
    /// The account.
    pub account: SheetAccount,
    /// Entries of the ledger for that sheet.
    pub accounted: u64,
}

impl Ledger {
    /// Number of rows by fate, over the entries that satisfy a condition.
    pub fn count(&self, condition: impl Fn(&Entry) -> bool) -> BTreeMap<Fate, u64> {
        let mut counts = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| condition(entry)) {
            *counts.entry(entry.fate).or_default() += 1;
        }
        counts
    }

    /// The sheets for which rows read ≠ rows accounted for. Empty is the identity
    /// that every run must satisfy: rows read = header + blank + note + duplicate
    /// + consent refused + removed + quarantined + accepted.
    pub fn imbalances(&self) -> Vec<Imbalance> {
        let mut accounted: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        for entry in &self.entries {
            *accounted.entry((&entry.place.file, &entry.place.sheet)).or_default() += 1;
        }
        let of = |account: &SheetAccount| {
            accounted.get(&(account.file.as_str(), account.sheet.as_str())).copied().unwrap_or(0)
        };
        self.sheets
            .iter()
            .filter(|account| account.read != of(account))
            .map(|account| Imbalance { account: account.clone(), accounted: of(account) })
            .collect()
    }
}

/// One thing wrong or odd in the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable name of the rule: `constraint`, `unlisted-choice`, `check:<id>` …
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// Form id; empty for findings about a file.
    pub form: String,
    /// `main` or a repeat.
    pub level: String,
    /// Key of the record.
    pub key: String,
    /// Question, or the column's header when it matches none.
    pub question: String,
    /// The value as received; `None` when it may not be shown or there is none.
    pub value: Option<String>,
    /// Whether there is a value that may not be shown.
    pub masked: bool,
    /// What is wrong and what was expected.
    pub message: Message,
    /// What to do: the nearest choice, the way out.
    pub suggestion: Option<Message>,
}
