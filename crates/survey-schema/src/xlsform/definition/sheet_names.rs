//! The names of sheets, and names that look like one of them misspelt.

use super::rule::SHEET_NAME;
use super::{Faults, whole_file};
use crate::message;
use crate::xlsform::sheets::Sheets;

const KNOWN: [&str; 6] = ["survey", "choices", "settings", "external_choices", "osm", "entities"];

/// Whether a sheet's name is one that forms use.
pub(super) fn is_known(name: &str) -> bool {
    KNOWN.contains(&name.trim().to_lowercase().as_str())
}

/// The sheets whose names are two letters or fewer away from a name; a leading `_` says
/// that a sheet is meant to be left alone.
pub(super) fn similar<'a>(sheets: &'a Sheets, wanted: &str) -> Vec<&'a str> {
    let names = sheets.sheets.iter().map(|sheet| sheet.name.as_str());
    let near = |name: &&str| {
        !KNOWN.contains(name)
            && !name.starts_with('_')
            && distance(&name.to_lowercase(), wanted) <= 2
    };
    names.filter(near).collect()
}

/// Warns of sheets that look like a misspelt one.
pub(super) fn warn(sheets: &Sheets, wanted: &'static str, faults: &mut Faults) {
    let names = similar(sheets, wanted);
    if !names.is_empty() {
        let message = message!(
            "xform-sheet-name",
            "there is no sheet \"{wanted}\", but one with a similar name: {names}",
            wanted = wanted,
            names = names.join(", ")
        );
        let help = message!(
            "xform-sheet-name-help",
            "rename it to \"{wanted}\" if that is what it is; put a _ before its name if not",
            wanted = wanted
        );
        faults.push(SHEET_NAME.at(whole_file(&sheets.file), message).help(help));
    }
}

/// How many letters must be put in, taken out or replaced to get from one word to another.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, letter) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, other) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        assert_eq!(distance("settings", "settings"), 0);
        assert_eq!(distance("setting", "settings"), 1);
        assert_eq!(distance("entitoes", "entities"), 1);
        assert_eq!(distance("", "osm"), 3);
    }
}
