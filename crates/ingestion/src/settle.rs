//! Decides which records go into the dataset: consent, country, duplicates.

use std::collections::{BTreeMap, BTreeSet};

use dataset::{Fate, Missing};
use survey_schema::{Severity, message};

use crate::assemble::{Assembly, scope};
use crate::fold::fold;
use crate::record::Findings;
use crate::system::System;

impl Assembly<'_> {
    /// Sends every record that cannot be accepted where it belongs, with its rows of repeats.
    pub(crate) fn settle(&mut self, findings: &mut Findings) {
        let main: Vec<usize> =
            (0..self.records.len()).filter(|record| self.records[*record].level == 0).collect();
        let mut unasked = BTreeSet::new();
        // What a correction took out is not asked for anything.
        let main: Vec<usize> =
            main.into_iter().filter(|record| self.records[*record].fate != Fate::Removed).collect();
        for record in &main {
            self.consent(*record, &mut unasked, findings);
        }
        for record in &main {
            if self.records[*record].is_accepted() {
                self.review(*record, findings);
                self.country(*record, findings);
            }
        }
        self.duplicates(findings);
        self.repeated_codes(findings);
        self.cascade();
        self.duplicate_rows(findings);
        self.cascade();
    }

    fn consent(&mut self, record: usize, unasked: &mut BTreeSet<usize>, findings: &mut Findings) {
        let roles = &self.index.usage.roles;
        let Some(question) = self.index.role(&roles.consent) else { return };
        let entry = &self.index.questions[question];
        if entry.level != 0 {
            return;
        }
        match &self.records[record].answers[entry.slot] {
            Ok(answer) if **answer == *roles.consent_given => {}
            Ok(_) => {
                // Whatever else is wrong with it: it is counted and not kept.
                let row = &mut self.records[record];
                row.fate = Fate::ConsentRefused;
                row.why = String::new();
            }
            Err(reason) => {
                let text = if *reason == Missing::NotAsked {
                    message!(
                        "finding-no-consent-column",
                        "this sheet has no column for the consent"
                    )
                } else {
                    message!("finding-consent-missing", "it is not known whether consent was given")
                };
                // A sheet without the column is one thing to put right, not one for each row.
                let is_new =
                    *reason != Missing::NotAsked || unasked.insert(self.records[record].source);
                if is_new && self.records[record].is_accepted() {
                    let name = entry.question.name.clone();
                    self.note(
                        findings,
                        Some(record),
                        "consent-missing",
                        Severity::Error,
                        &name,
                        text,
                    );
                }
                self.records[record].send(Fate::Quarantined, "consent-missing");
            }
        }
    }

    /// Exports hold what the reviewers of the server have rejected.
    fn review(&mut self, record: usize, findings: &mut Findings) {
        let Some(state) = self.records[record].id(System::Review).map(fold) else { return };
        if matches!(state.as_str(), "rejected" | "validation_status_not_approved" | "not approved")
        {
            let text = message!(
                "finding-review-rejected",
                "the server's reviewers rejected this submission"
            );
            self.note(findings, Some(record), "review-rejected", Severity::Warning, "", text);
            self.records[record].send(Fate::Quarantined, "review-rejected");
        }
    }

    fn country(&mut self, record: usize, findings: &mut Findings) {
        let name = self.index.usage.roles.country.clone().unwrap_or_default();
        let row = &self.records[record];
        if row.country.is_empty() {
            if name.is_empty() {
                return;
            }
            let text = message!(
                "finding-unknown-country",
                "the country of this row is not known: neither the row nor survey.toml says it"
            );
            self.note(findings, Some(record), "unknown-country", Severity::Error, &name, text);
            self.records[record].send(Fate::Quarantined, "unknown-country");
            return;
        }
        if self.survey.country(&row.country).is_none() {
            let text = message!(
                "finding-unlisted-country",
                "the country \"{country}\" is not one of the survey",
                country = row.country
            );
            self.note(findings, Some(record), "unlisted-country", Severity::Error, &name, text);
            self.records[record].send(Fate::Quarantined, "unlisted-country");
            return;
        }
        let of_file = self.sources[row.source].country.as_ref();
        if let Some(of_file) = of_file.filter(|of_file| **of_file != row.country) {
            let text = message!(
                "finding-country-mismatch",
                "the row says {country}, survey.toml says {of_file} of its file; the row is believed",
                country = row.country,
                of_file = of_file
            );
            self.note(findings, Some(record), "country-mismatch", Severity::Warning, &name, text);
        }
    }

    /// Records of one key: the same answers are one record; of versions of a submission
    /// the last counts where its platform has edits; otherwise none is accepted.
    fn duplicates(&mut self, findings: &mut Findings) {
        for (_, same_key) in self.main_by_key().into_iter().filter(|(_, records)| records.len() > 1)
        {
            let mut distinct: Vec<usize> = Vec::new();
            for record in same_key {
                match distinct.iter().find(|other| self.same(**other, record)) {
                    Some(_) => self.records[record].send(Fate::Duplicate, "identical"),
                    None => distinct.push(record),
                }
            }
            if distinct.len() == 1 {
                continue;
            }
            match self.last_edit(&distinct) {
                Some(last) => self.supersede(&distinct, last, findings),
                None => self.quarantine_all(&distinct, findings),
            }
        }
    }

    /// Submissions of different keys for which people wrote the same code.
    fn repeated_codes(&mut self, findings: &mut Findings) {
        let role = &self.index.usage.roles.key;
        let mut by_code: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for (number, record) in self.records.iter().enumerate() {
            if record.level == 0
                && record.is_accepted()
                && let Some(code) = self.role_answer(number, role)
            {
                by_code.entry((record.country.clone(), fold(&code))).or_default().push(number);
            }
        }
        let name = role.as_deref().unwrap_or_default();
        for records in by_code.into_values().filter(|records| records.len() > 1) {
            for record in &records {
                let other = records.iter().find(|other| *other != record).unwrap_or(record);
                let text = message!(
                    "finding-duplicate-code",
                    "{count} submissions have this code; the other one, or the first of them, is row {row} of {file}",
                    count = records.len(),
                    row = self.records[*other].number,
                    file = self.sources[self.records[*other].source].file
                );
                self.note(findings, Some(*record), "duplicate-code", Severity::Warning, name, text);
            }
        }
    }

    fn supersede(&mut self, records: &[usize], last: usize, findings: &mut Findings) {
        for record in records.iter().copied().filter(|record| *record != last) {
            let text = message!(
                "finding-superseded",
                "row {row} of {file} is an earlier version of this submission; questions that differ: {questions}",
                row = self.records[record].number,
                file = self.sources[self.records[record].source].file,
                questions = self.differences(record, last).join(", ")
            );
            self.note(findings, Some(last), "superseded", Severity::Info, "", text);
            self.records[record].send(Fate::Duplicate, "superseded");
        }
    }

    fn quarantine_all(&mut self, records: &[usize], findings: &mut Findings) {
        for record in records.iter().copied() {
            let other = records.iter().copied().find(|other| *other != record).unwrap_or(record);
            let text = message!(
                "finding-duplicate-key",
                "{count} rows have this key and different answers; compared with row {row} of {file}, these differ: {questions}",
                count = records.len(),
                row = self.records[other].number,
                file = self.sources[self.records[other].source].file,
                questions = self.differences(record, other).join(", ")
            );
            self.note(findings, Some(record), "duplicate-key", Severity::Error, "", text);
        }
        for record in records {
            self.records[*record].send(Fate::Quarantined, "duplicate-key");
        }
    }

    /// Rows of a repeat with one key under one parent.
    fn duplicate_rows(&mut self, findings: &mut Findings) {
        for parent in 0..self.records.len() {
            let mut groups: BTreeMap<String, Vec<usize>> = Default::default();
            for child in self.records[parent].children.clone() {
                if self.records[child].is_accepted() {
                    groups.entry(self.records[child].key.clone()).or_default().push(child);
                }
            }
            for (_, same_key) in groups.into_iter().filter(|(_, rows)| rows.len() > 1) {
                let mut distinct: Vec<usize> = Vec::new();
                for record in same_key {
                    match distinct.iter().find(|other| self.same(**other, record)) {
                        Some(_) => self.records[record].send(Fate::Duplicate, "identical"),
                        None => distinct.push(record),
                    }
                }
                if distinct.len() > 1 {
                    self.quarantine_all(&distinct, findings);
                }
            }
        }
    }

    /// The record with the latest edit, where the platform has edits and all of them say when.
    pub(crate) fn last_edit(&self, records: &[usize]) -> Option<usize> {
        let mut ranked: Vec<((u64, &str), usize)> = Vec::new();
        for record in records.iter().copied() {
            let row = &self.records[record];
            let is_iso = |time: &&str| {
                time.len() >= 10 && time.bytes().take(4).all(|byte| byte.is_ascii_digit())
            };
            let time = row.id(System::Time).filter(is_iso)?;
            let edits = row.id(System::Edits).and_then(|edits| edits.parse().ok()).unwrap_or(0);
            self.sources[row.source].profile.has_edits().then_some(())?;
            ranked.push(((edits, time), record));
        }
        ranked.sort();
        let [.., before, last] = ranked.as_slice() else { return None };
        (before.0 < last.0).then_some(last.1)
    }

    /// Whether two records have the same answers, rows of repeats included.
    pub(crate) fn same(&self, a: usize, b: usize) -> bool {
        self.differences(a, b).is_empty()
    }

    /// The questions, or repeats, in which two records of a level differ.
    fn differences(&self, a: usize, b: usize) -> Vec<String> {
        let level = &self.index.levels[self.records[a].level];
        let (first, second) = (&self.records[a], &self.records[b]);
        let known = |answer: &crate::parse::Answer| match answer {
            Err(Missing::NotAsked | Missing::Unanswered) => Ok("".into()),
            other => other.clone(),
        };
        let mut different: Vec<String> = level
            .questions
            .iter()
            .enumerate()
            .filter(|(slot, question)| {
                let (x, y) = (&first.answers[*slot], &second.answers[*slot]);
                // Of two lost values only the cells say whether they were the same.
                let is_lost = *x == Err(Missing::Lost);
                known(x) != known(y)
                    || (is_lost && self.raw(a, **question).1 != self.raw(b, **question).1)
            })
            .map(|(_, question)| self.index.questions[*question].question.name.clone())
            .collect();
        for below in
            self.index.levels.iter().enumerate().filter(|(_, l)| l.parent == Some(first.level))
        {
            if self.rows_differ(a, b, below.0) {
                different.push(below.1.name.to_string());
            }
        }
        different
    }

    /// Whether two records have the same rows of repeats.
    pub(crate) fn same_children(&self, a: usize, b: usize) -> bool {
        let level = self.records[a].level;
        let below = self.index.levels.iter().enumerate().filter(|(_, l)| l.parent == Some(level));
        below.map(|(number, _)| number).all(|number| !self.rows_differ(a, b, number))
    }

    fn rows_differ(&self, a: usize, b: usize, level: usize) -> bool {
        let rows = |parent: usize| -> Vec<usize> {
            let mut seen = BTreeMap::new();
            for child in self.records[parent].children.iter().copied() {
                if self.records[child].level == level {
                    seen.entry(self.records[child].instance).or_insert(child);
                }
            }
            seen.into_values().collect()
        };
        let (first, second) = (rows(a), rows(b));
        // An export that holds a submission twice joins its rows to the first.
        let file = |record: usize| self.sources[self.records[record].source].file.as_str();
        let same_export = scope(file(a)) == scope(file(b));
        if same_export && (first.is_empty() || second.is_empty()) {
            return false;
        }
        first.len() != second.len() || first.iter().zip(&second).any(|(x, y)| !self.same(*x, *y))
    }

    /// Rows of repeats go where their parent goes.
    fn cascade(&mut self) {
        // Parents come in levels before their children.
        for level in 1..self.index.levels.len() {
            for record in 0..self.records.len() {
                if self.records[record].level != level {
                    continue;
                }
                let Some(parent) = self.records[record].parent else { continue };
                let fate = self.records[parent].fate;
                if matches!(fate, Fate::ConsentRefused | Fate::Removed)
                    || (fate != Fate::Accepted && self.records[record].is_accepted())
                {
                    self.records[record].fate = fate;
                    self.records[record].why = "parent".into();
                }
            }
        }
    }
}
