//! What each row of a sheet is, before anything is known of its answers.

use dataset::Fate;

use crate::catalogue::FormIndex;
use crate::columns::{Piece, Target};
use crate::fold::fold;
use crate::header::{SheetMatch, repeats_header};
use crate::read::{Cell, Row, Sheet};
use crate::system::System;

/// A row that is no record, or a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Aside(Fate, &'static str),
    Record,
}

/// Words that begin a row of totals in French, English and Portuguese, folded.
const TOTALS: [&str; 12] = [
    "total",
    "totaux",
    "totals",
    "totais",
    "somme",
    "sous-total",
    "sous total",
    "soma",
    "subtotal",
    "sub-total",
    "grand total",
    "ensemble",
];

/// What each row of a sheet is.
pub(crate) fn kinds(sheet: &Sheet, found: &SheetMatch, index: &FormIndex<'_>) -> Vec<Kind> {
    let keys = key_columns(found, index);
    let header = &sheet.rows[found.header];
    let machine = found.profiles[0].profile.is_machine();
    sheet
        .rows
        .iter()
        .enumerate()
        .map(|(number, row)| {
            if found.header_block.contains(&number) {
                Kind::Aside(Fate::Header, "")
            } else if row.is_empty() {
                Kind::Aside(Fate::Blank, "")
            } else if number < found.header {
                Kind::Aside(Fate::Note, "title")
            } else if repeats_header(row, header) {
                Kind::Aside(Fate::Header, "repeated-header")
            } else if !machine && is_total(row, &keys) {
                Kind::Aside(Fate::Note, "totals-row")
            } else {
                Kind::Record
            }
        })
        .collect()
}

/// The columns that hold a record's key.
fn key_columns(found: &SheetMatch, index: &FormIndex<'_>) -> Vec<usize> {
    let role = index.role(&index.usage.roles.key);
    let is_key = |target: &Target| match target {
        Target::System(System::Key | System::Root | System::Instance | System::ParentKey) => true,
        Target::RecordCode => true,
        Target::Answer { question, piece: Piece::Whole, .. } => Some(*question) == role,
        _ => false,
    };
    let columns = found.columns.iter().enumerate();
    columns
        .filter(|(_, c)| c.as_ref().is_some_and(|c| is_key(&c.target)))
        .map(|(number, _)| number)
        .collect()
}

/// A word for totals first, numbers or nothing after it, and no key.
fn is_total(row: &Row, keys: &[usize]) -> bool {
    let mut filled = row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty());
    let Some((first, word)) = filled.next() else { return false };
    let word = fold(&word.text());
    let begins = TOTALS.iter().any(|total| {
        word.strip_prefix(total).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    if !begins
        || keys
            .iter()
            .any(|key| *key != first && row.cells.get(*key).is_some_and(|cell| !cell.is_empty()))
    {
        return false;
    }
    let mut numbers = 0;
    for (_, cell) in filled {
        match cell {
            Cell::Number(_) | Cell::Error(_) => numbers += 1,
            cell if crate::parse::is_number(&cell.text()) => numbers += 1,
            _ => return false,
        }
    }
    numbers > 0
}
