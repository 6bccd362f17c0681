//! Levels: one table for the main rows of a form, and one for each repeat.

use crate::Column;

/// A table of the dataset.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// Form id.
    pub form: String,
    /// `main`, or the name of the repeat.
    pub name: String,
    /// Unit of analysis of a row.
    pub unit: String,
    /// The rows, in the order of keys.
    pub rows: Vec<RowIdentity>,
    /// The answers, in the order of the form.
    pub columns: Vec<Column>,
}

/// Which row it is, and where it was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowIdentity {
    /// Key: the submission's instance ID, followed for rows of a repeat by
    /// `/<repeat>[<n>]` for each level, `n` counted from 1.
    pub key: String,
    /// Key of the parent row; empty for main rows.
    pub parent: String,
    /// Where it was read.
    pub place: Place,
}

/// Where a row or a value was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, relative to the survey's folder, with `/`; a member of a ZIP
    /// follows its archive after `!`.
    pub file: String,
    /// The sheet; empty for text files.
    pub sheet: String,
    /// Physical row or line, counted from 1.
    pub row: u32,
    /// Column counted from 1; 0 when a whole row is meant.
    pub column: u32,
}

/// The column that holds a position's grid cell in place of the position itself:
/// `latitude,longitude` of the cell's centre.
///
/// ```
/// assert_eq!(dataset::cell_column("gps"), "gps_cell");
/// ```
pub fn cell_column(question: &str) -> String {
    format!("{question}_cell")
}

impl Level {
    /// The column of a question.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}
