//! What is wrong with a form as a whole: names, references, codes, circles.
//!
//! What can be said of one row the reader says; here are the rules that need the model.

mod circles;
mod names;
mod references;
pub(crate) mod rule;

pub use rule::{RULES, Rule};

use crate::{Cell, Diagnostic, Form, Label, Location};

/// Everything that is wrong or odd, in the order of rules.
pub fn check(form: &Form) -> Vec<Diagnostic> {
    let mut found = names::check(form);
    found.extend(references::check(form));
    found.extend(circles::check(form));
    found
}

/// A label at a cell of the form, with the bytes of its text that are meant.
fn label(form: &Form, cell: &Cell, text: &str, span: Option<std::ops::Range<usize>>) -> Label {
    let location = Location::Cell {
        workbook: form.file.clone(),
        sheet: cell.sheet.clone(),
        row: cell.row,
        column: cell.column,
        span,
    };
    Label { location, source: text.to_string(), note: String::new() }
}
