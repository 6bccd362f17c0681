//! What collected data is: typed levels, the ledger of every row, the findings, and their files.

mod account;
mod column;
mod correction;
mod level;
mod parquet;
mod record;
pub mod store;
mod summary;
mod table;

pub use account::{Entry, Fate, Finding, Imbalance, Ledger, SheetAccount};
pub use column::{Column, Missing, Values};
pub use correction::{Correction, CorrectionOutcome};
pub use level::{Level, Place, RowIdentity, cell_column};
pub use record::{Record, RecordNode, records};
pub use store::Store;
pub use summary::{FindingCount, RowCount, Summary};

/// What one run of ingestion made of the field files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    /// The tables, in order of form and level.
    pub levels: Vec<Level>,
    /// The account of every input row.
    pub ledger: Ledger,
    /// What is wrong or odd, in order of place.
    pub findings: Vec<Finding>,
    /// What every line of the cleaning logs did, in order of file and row.
    pub corrections: Vec<Correction>,
}

impl Dataset {
    /// The table of a form's level.
    pub fn level(&self, form: &str, level: &str) -> Option<&Level> {
        self.levels.iter().find(|table| table.form == form && table.name == level)
    }
}
