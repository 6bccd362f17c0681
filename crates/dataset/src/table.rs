//! The ledger, the findings and the audit trail as CSV, for people and other programs.

use crate::{Correction, Finding, Ledger, Place};

/// `ledger.csv`.
pub(crate) fn ledger(ledger: &Ledger) -> Vec<u8> {
    let header = ["file", "sheet", "row", "form", "level", "country", "fate", "why", "key"];
    let rows = ledger.entries.iter().map(|entry| {
        let row = entry.place.row.to_string();
        [
            safe(&entry.place.file),
            safe(&entry.place.sheet),
            row,
            safe(&entry.form),
            safe(&entry.level),
            safe(&entry.country),
            entry.fate.as_str().into(),
            safe(&entry.why),
            safe(&entry.key),
        ]
    });
    csv(header, rows)
}

/// `findings.csv`.
pub(crate) fn findings(findings: &[Finding]) -> Vec<u8> {
    let header = [
        "severity",
        "rule",
        "file",
        "sheet",
        "cell",
        "form",
        "level",
        "key",
        "question",
        "value",
        "message",
        "suggestion",
    ];
    let rows = findings.iter().map(|finding| {
        [
            finding.severity.as_str().into(),
            safe(&finding.rule),
            safe(&finding.place.file),
            safe(&finding.place.sheet),
            cell(&finding.place),
            safe(&finding.form),
            safe(&finding.level),
            safe(&finding.key),
            safe(&finding.question),
            if finding.masked {
                "***".into()
            } else {
                safe(finding.value.as_deref().unwrap_or_default())
            },
            safe(&finding.message.english),
            safe(finding.suggestion.as_ref().map_or("", |message| &message.english)),
        ]
    });
    csv(header, rows)
}

/// `corrections.csv`.
pub(crate) fn corrections(corrections: &[Correction]) -> Vec<u8> {
    let header = [
        "file", "sheet", "row", "form", "level", "key", "question", "action", "before", "after",
        "outcome", "why", "reason", "by", "when",
    ];
    let rows = corrections.iter().map(|line| {
        let value = |value: &Option<String>| match line.masked {
            true => "***".into(),
            false => safe(value.as_deref().unwrap_or_default()),
        };
        [
            safe(&line.place.file),
            safe(&line.place.sheet),
            line.place.row.to_string(),
            safe(&line.form),
            safe(&line.level),
            safe(&line.key),
            safe(&line.question),
            safe(&line.action),
            value(&line.before),
            value(&line.after),
            line.outcome.as_str().into(),
            safe(line.why.as_ref().map_or("", |message| &message.english)),
            safe(&line.reason),
            safe(&line.by),
            safe(&line.when),
        ]
    });
    csv(header, rows)
}

/// `C17`, or the row alone when a whole row is meant.
fn cell(place: &Place) -> String {
    match (place.row, place.column) {
        (0, _) => String::new(),
        (row, 0) => row.to_string(),
        (row, column) => format!("{}{row}", survey_schema::column_letters(column)),
    }
}

/// Text that a spreadsheet will not run as a formula when the CSV is opened in it.
fn safe(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_string(),
    }
}

fn csv<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_looks_like_a_formula_is_neutralised() {
        assert_eq!(safe("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(safe("-5"), "'-5");
        assert_eq!(safe("oui"), "oui");
    }
}
