//! Monitoring: what one record cannot show and many together can.
//!
//! | module | what it finds |
//! |---|---|
//! | [`twins`] | the same answers under two keys; records that differ in a few answers only |
//! | [`times`] | interviews too short or too long; one phone in two interviews at once |
//! | [`places`] | many records at one point; positions that the phone hardly knew |
//! | [`outliers`] | numbers far from the others of their group |
//! | [`enumerators`] | enumerators who bring far fewer answers than the others |
//! | [`versions`] | versions of the form in use, and records of an older one |
//!
//! Nothing here takes an answer away: these are questions to the field, not faults.

mod enumerators;
mod outliers;
mod places;
mod times;
mod twins;
mod versions;

use survey_schema::{Message, Severity};

use crate::assemble::Assembly;
use crate::record::Findings;

/// Watches the accepted records of a form.
pub(crate) fn watch(assembly: &Assembly<'_>, findings: &mut Findings) {
    let mut watch = Watch { assembly, findings };
    twins::find(&mut watch);
    times::find(&mut watch);
    places::find(&mut watch);
    outliers::find(&mut watch);
    enumerators::find(&mut watch);
    versions::find(&mut watch);
}

/// The records of a form, and where to note what is seen.
struct Watch<'w, 'a> {
    assembly: &'w Assembly<'a>,
    findings: &'w mut Findings,
}

impl Watch<'_, '_> {
    /// The accepted rows of a level, in order of file and row.
    fn rows(&self, level: usize) -> Vec<usize> {
        let records = &self.assembly.records;
        (0..records.len())
            .filter(|row| records[*row].level == level && records[*row].is_accepted())
            .collect()
    }

    /// A question's answer in a row, when there is one.
    fn answer(&self, record: usize, question: usize) -> Option<&str> {
        let slot = self.assembly.index.questions[question].slot;
        self.assembly.records[record].answers[slot].as_deref().ok()
    }

    /// `row 12 of incoming/a.csv`, as finding texts name another row.
    fn place(&self, record: usize) -> (u32, &str) {
        let row = &self.assembly.records[record];
        (row.number, &self.assembly.sources[row.source].file)
    }

    /// Notes a finding about a record as a whole.
    fn note(&mut self, record: usize, rule: &str, severity: Severity, text: Message) {
        self.assembly.note(self.findings, Some(record), rule, severity, "", text);
    }

    /// Notes a finding about an answer, unless a person accepted it as it is.
    fn note_answer(
        &mut self,
        record: usize,
        question: usize,
        rule: &str,
        severity: Severity,
        text: Message,
    ) {
        if self.assembly.accepted.contains(&(record, question)) {
            return;
        }
        let entry = &self.assembly.index.questions[question];
        let name = &entry.question.name;
        self.assembly.note(self.findings, Some(record), rule, severity, name, text);
        let (column, raw) = self.assembly.shown(record, question);
        if let Some(noted) = self.findings.0.last_mut() {
            noted.finding.place.column = column;
            noted.finding.masked = entry.masked && raw.is_some();
            noted.finding.value = raw.filter(|_| !entry.masked);
        }
    }
}
