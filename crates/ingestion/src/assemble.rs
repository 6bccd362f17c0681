//! Joins the rows of repeats to their parents and gives every row its key.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dataset::{Fate, Missing};
use survey_schema::{Severity, Survey, message};

use crate::catalogue::FormIndex;
use crate::columns::{Piece, Resolved, Target};
use crate::fold::{fold, trim};
use crate::read::Sheet;
use crate::record::{Findings, Record, Source};
use crate::system::System;

/// The records of a form with what is needed to settle them.
pub(crate) struct Assembly<'a> {
    pub(crate) form: usize,
    pub(crate) index: &'a FormIndex<'a>,
    pub(crate) survey: &'a Survey,
    pub(crate) sources: &'a [Source],
    pub(crate) sheets: &'a [Sheet],
    pub(crate) records: Vec<Record>,
    /// Answers that a person accepted as they are, as record and question.
    pub(crate) accepted: BTreeSet<(usize, usize)>,
}

/// Parent rows by everything that a child may call them.
#[derive(Default)]
struct Parents {
    by_key: HashMap<String, Vec<usize>>,
    by_submission: HashMap<String, Vec<usize>>,
    by_index: HashMap<(String, String), Vec<usize>>,
    by_code: HashMap<String, Vec<usize>>,
}

impl Assembly<'_> {
    /// Gives every record its country, its parent and its key.
    pub(crate) fn join(&mut self, findings: &mut Findings) {
        self.main_rows(findings);
        for level in 1..self.index.levels.len() {
            let parents = self.parents(self.index.levels[level].parent.unwrap_or(0));
            let mut unjoined = BTreeSet::new();
            for child in 0..self.records.len() {
                if self.records[child].level == level {
                    self.join_child(child, &parents, &mut unjoined, findings);
                }
            }
            self.number_children(level);
        }
    }

    /// Gives main rows whose code or country was corrected their keys again, and their rows of repeats.
    pub(crate) fn rename(&mut self, records: &BTreeSet<usize>) {
        if records.is_empty() {
            return;
        }
        for record in records {
            self.records[*record].country = self.country_of(*record);
            if let Some(key) = self.main_key(*record) {
                self.records[*record].key = key;
                let row = &mut self.records[*record];
                if row.fate == Fate::Quarantined && row.why == "no-key" {
                    (row.fate, row.why) = (Fate::Accepted, String::new());
                }
            }
        }
        for level in 1..self.index.levels.len() {
            for child in 0..self.records.len() {
                let parent =
                    self.records[child].parent.filter(|_| self.records[child].level == level);
                if let Some(parent) = parent {
                    self.records[child].country = self.records[parent].country.clone();
                }
            }
            self.number_children(level);
        }
    }

    fn main_rows(&mut self, findings: &mut Findings) {
        let mut keyless = BTreeSet::new();
        for record in 0..self.records.len() {
            if self.records[record].level != 0 {
                continue;
            }
            self.records[record].country = self.country_of(record);
            self.fill_country(record);
            if let Some(key) = self.main_key(record) {
                self.records[record].key = key;
                continue;
            }
            let source = self.records[record].source;
            let rule = if self.has_key_column(source) { "no-key" } else { "no-key-column" };
            self.records[record].send(Fate::Quarantined, rule);
            if rule == "no-key" {
                let text =
                    message!("finding-no-key", "this row has no key, so nothing can refer to it");
                self.note(findings, Some(record), "no-key", Severity::Error, self.key_name(), text);
            } else if keyless.insert(source) {
                let text = message!(
                    "finding-no-key-column",
                    "no column of this sheet holds a key: neither an instance ID nor the question \"{question}\"",
                    question = self.key_name()
                );
                self.note(
                    findings,
                    Some(record),
                    "no-key-column",
                    Severity::Error,
                    self.key_name(),
                    text,
                );
            }
        }
    }

    fn key_name(&self) -> &str {
        self.index.usage.roles.key.as_deref().unwrap_or_default()
    }

    fn has_key_column(&self, source: usize) -> bool {
        let source = &self.sources[source];
        let role = self.index.role(&self.index.usage.roles.key);
        role.is_some_and(|question| source.asked[question])
            || source.columns.iter().flatten().any(|column| {
                matches!(
                    column.target,
                    Target::System(System::Key | System::Root | System::Instance)
                )
            })
    }

    /// The key of a main row: what the producer calls it, else what people do.
    fn main_key(&self, record: usize) -> Option<String> {
        let row = &self.records[record];
        let plain = |key: &str| key.strip_prefix("uuid:").unwrap_or(key).to_string();
        if let Some(root) = row.id(System::Root).filter(|_| row.id(System::Key).is_some()) {
            return Some(plain(root));
        }
        if let Some(key) = row.id(System::Key).or_else(|| row.id(System::Instance)) {
            return Some(key.to_string());
        }
        let code = self.role_answer(record, &self.index.usage.roles.key)?;
        // Two countries number their households alike.
        let country = &row.country;
        let has_country = country.is_empty() || fold(&code).starts_with(&fold(country));
        Some(if has_country { code } else { format!("{country}-{code}") })
    }

    /// The answer to the question that plays a role, when it is a question of the record's level.
    pub(crate) fn role_answer(&self, record: usize, role: &Option<String>) -> Option<String> {
        let question = self.index.role(role)?;
        let (entry, row) = (&self.index.questions[question], &self.records[record]);
        (entry.level == row.level).then_some(())?;
        row.answers[entry.slot].as_ref().ok().map(|text| trim(text).to_string())
    }

    /// The country of a main row as the survey codes it; the code as received when the survey has no such country.
    fn country_of(&self, record: usize) -> String {
        let code = match self.role_answer(record, &self.index.usage.roles.country) {
            Some(code) => code,
            None => match (
                &self.sources[self.records[record].source].country,
                self.survey.countries.as_slice(),
            ) {
                (Some(country), _) => return country.clone(),
                (None, [only]) if self.index.usage.roles.country.is_none() => {
                    return only.code.clone();
                }
                _ => return String::new(),
            },
        };
        self.survey_country(&code).unwrap_or(code)
    }

    /// Answers the country question of rows that do not say it: the form's logic refers to it.
    fn fill_country(&mut self, record: usize) {
        let Some(question) = self.index.role(&self.index.usage.roles.country) else { return };
        let entry = &self.index.questions[question];
        let row = &self.records[record];
        let absent =
            matches!(row.answers[entry.slot], Err(Missing::NotAsked | Missing::Unanswered));
        if entry.level != 0 || !absent || row.country.is_empty() {
            return;
        }
        let is_country = |code: &str| self.survey_country(code).as_ref() == Some(&row.country);
        let choice =
            entry.list.and_then(|list| list.choices.iter().find(|choice| is_country(&choice.code)));
        let code = choice.map_or(row.country.as_str(), |choice| choice.code.as_str());
        let code = code.into();
        self.records[record].answers[entry.slot] = Ok(code);
    }

    /// The survey's code for a choice of the country question.
    fn survey_country(&self, code: &str) -> Option<String> {
        let folded = fold(code);
        let countries = &self.survey.countries;
        if let Some(country) = countries.iter().find(|country| fold(&country.code) == folded) {
            return Some(country.code.clone());
        }
        let role = self.index.role(&self.index.usage.roles.country)?;
        let choice = self.index.questions[role].list?.choice(code)?;
        let labels: Vec<String> = choice.label.iter().map(|(_, label)| fold(label)).collect();
        let is_named = |country: &&survey_schema::survey::Country| {
            country
                .name
                .values()
                .chain(country.short.values())
                .any(|name| labels.contains(&fold(name)))
        };
        countries.iter().find(is_named).map(|country| country.code.clone())
    }

    fn parents(&self, level: usize) -> Parents {
        let mut parents = Parents::default();
        for (number, record) in
            self.records.iter().enumerate().filter(|(_, record)| record.level == level)
        {
            let scope = scope(&self.sources[record.source].file).to_string();
            let keys =
                [record.id(System::Key), record.id(System::Instance), record.id(System::Root)];
            let mut names: Vec<String> = keys.into_iter().flatten().map(without_groups).collect();
            names.dedup();
            for name in names {
                parents.by_key.entry(name).or_default().push(number);
            }
            if let Some(submission) = record.id(System::Submission).filter(|_| level > 0) {
                parents.by_submission.entry(without_groups(submission)).or_default().push(number);
            }
            if let Some(index) = record.id(System::Index) {
                parents.by_index.entry((scope, index.to_string())).or_default().push(number);
            }
            if level == 0
                && let Some(code) = self.role_answer(number, &self.index.usage.roles.key)
            {
                parents.by_code.entry(fold(&code)).or_default().push(number);
            }
        }
        parents
    }

    fn join_child(
        &mut self,
        child: usize,
        parents: &Parents,
        unjoined: &mut BTreeSet<usize>,
        findings: &mut Findings,
    ) {
        let row = &self.records[child];
        let found = match row.host {
            Some(host) => Some(host),
            None => self.parent_of(row, parents),
        };
        if let Some(parent) = found {
            let country = self.records[parent].country.clone();
            let instance = row.instance.or_else(|| row.id(System::Key).and_then(instance_of));
            self.records[parent].children.push(child);
            let row = &mut self.records[child];
            (row.parent, row.country, row.instance) = (Some(parent), country, instance);
            return;
        }
        let source = row.source;
        if self.has_parent_column(source) {
            self.records[child].send(Fate::Quarantined, "orphan");
            let text = message!(
                "finding-orphan",
                "the row that this one belongs to is not in the field files"
            );
            self.note(findings, Some(child), "orphan", Severity::Error, "", text);
            return;
        }
        self.records[child].send(Fate::Quarantined, "no-parent-column");
        if unjoined.insert(source) {
            let text = message!(
                "finding-no-parent-column",
                "no column of this sheet says which record a row belongs to"
            );
            self.note(findings, Some(child), "no-parent-column", Severity::Error, "", text);
        }
    }

    fn has_parent_column(&self, source: usize) -> bool {
        self.sources[source].columns.iter().flatten().any(|column| {
            matches!(
                column.target,
                Target::RecordCode
                    | Target::System(System::ParentKey | System::ParentIndex | System::Submission)
            )
        })
    }

    fn parent_of(&self, row: &Record, parents: &Parents) -> Option<usize> {
        let scope = scope(&self.sources[row.source].file);
        if let Some(key) = row.id(System::ParentKey) {
            return self.one(parents.by_key.get(&without_groups(key))?, scope, None);
        }
        let table = row.id(System::ParentTable);
        if let Some(index) = row.id(System::ParentIndex)
            && let Some(found) = parents.by_index.get(&(scope.to_string(), index.to_string()))
            && let Some(parent) = self.one(found, scope, table)
            && self.agrees(row, parent)
        {
            return Some(parent);
        }
        if let Some(submission) = row.id(System::Submission) {
            let submission = without_groups(submission);
            let found = parents.by_key.get(&submission).or_else(|| {
                // A row of a repeat in a repeat: only clear when the submission has one row around it.
                parents.by_submission.get(&submission).filter(|rows| rows.len() == 1)
            })?;
            return self.one(found, scope, None);
        }
        let code = row.record_code.as_deref()?;
        let mut found = parents.by_code.get(&fold(code))?.clone();
        let country = row
            .record_country
            .as_deref()
            .map(|code| self.survey_country(code).unwrap_or(code.to_string()));
        if let Some(country) = country.or_else(|| self.sources[row.source].country.clone()) {
            found.retain(|parent| self.records[*parent].country == country);
        }
        self.one(&found, scope, None)
    }

    /// Whether a parent found by its number is of the submission that the row names.
    fn agrees(&self, row: &Record, parent: usize) -> bool {
        let parent = &self.records[parent];
        match (
            row.id(System::Submission),
            parent.id(System::Submission).or_else(|| parent.id(System::Key)),
        ) {
            (Some(submission), Some(key)) => without_groups(submission) == without_groups(key),
            _ => true,
        }
    }

    /// The one parent among several of a name: of the same export, and when an export holds
    /// a submission several times, the first. Rows of different records are never chosen from.
    fn one(&self, found: &[usize], in_scope: &str, table: Option<&str>) -> Option<usize> {
        let file = |record: &usize| self.sources[self.records[*record].source].file.as_str();
        let near: Vec<usize> =
            found.iter().copied().filter(|record| scope(file(record)) == in_scope).collect();
        let mut several = if near.is_empty() { found.to_vec() } else { near };
        if let Some(table) = table {
            let sheet =
                |record: &usize| self.sources[self.records[*record].source].sheet_name == table;
            if several.iter().any(sheet) {
                several.retain(sheet);
            }
        }
        let first = *several.first()?;
        let same = several.iter().all(|record| {
            self.records[*record].key == self.records[first].key
                && !self.records[first].key.is_empty()
        });
        (several.len() == 1 || same).then_some(first)
    }

    /// Numbers the rows of a level within their parents and makes their keys.
    fn number_children(&mut self, level: usize) {
        let name = self.index.levels[level].name;
        for parent in 0..self.records.len() {
            let children: Vec<usize> = self.records[parent]
                .children
                .iter()
                .copied()
                .filter(|c| self.records[*c].level == level)
                .collect();
            let mut next = children
                .iter()
                .filter_map(|child| self.records[*child].instance)
                .max()
                .unwrap_or(0);
            for child in children {
                let instance = self.records[child].instance.unwrap_or_else(|| {
                    next += 1;
                    next
                });
                let parent_key = &self.records[parent].key;
                let key = if parent_key.is_empty() {
                    String::new()
                } else {
                    format!("{parent_key}/{name}[{instance}]")
                };
                self.records[child].instance = Some(instance);
                self.records[child].key = key;
            }
        }
    }

    /// Notes a finding about a record, or about its sheet when no one row is at fault.
    pub(crate) fn note(
        &self,
        findings: &mut Findings,
        record: Option<usize>,
        rule: &str,
        severity: Severity,
        question: &str,
        text: survey_schema::Message,
    ) {
        let Some(number) = record else { return };
        let row = &self.records[number];
        let source = &self.sources[row.source];
        let place = dataset::Place {
            file: source.file.clone(),
            sheet: source.sheet_name.clone(),
            row: row.number,
            column: 0,
        };
        findings.about_file(place, rule, severity, question, text, None);
        if let Some(noted) = findings.0.last_mut() {
            noted.form = Some(self.form);
            noted.record = Some(number);
            noted.finding.form = self.index.form.id.clone();
            noted.finding.level = self.index.levels[row.level].name.to_string();
        }
    }

    /// The cell that holds a record's answer as received, with its column counted from 1; 0 when there is none.
    pub(crate) fn raw(&self, record: usize, question: usize) -> (u32, Option<String>) {
        let row = &self.records[record];
        let source = &self.sources[row.source];
        let is_answer = |column: &Option<Resolved>, want_whole: bool| match column
            .as_ref()
            .map(|c| &c.target)
        {
            Some(Target::Answer { question: of, piece, instances }) => {
                *of == question
                    && (*piece == Piece::Whole) == want_whole
                    && (instances.is_empty() || instances.last() == row.instance.as_ref())
            }
            _ => false,
        };
        let find =
            |want_whole| source.columns.iter().position(|column| is_answer(column, want_whole));
        let Some(column) = find(true).or_else(|| find(false)) else { return (0, None) };
        let cell = self.sheets[source.sheet].rows[row.row].cells.get(column);
        let text = cell.map(|cell| trim(&cell.text()).to_string()).filter(|text| !text.is_empty());
        (column as u32 + 1, text)
    }

    /// The column and the value that a finding about an answer shows: as received, or as corrected.
    pub(crate) fn shown(&self, record: usize, question: usize) -> (u32, Option<String>) {
        let (column, raw) = self.raw(record, question);
        let slot = self.index.questions[question].slot;
        match self.records[record].is_corrected(slot) {
            true => {
                (column, self.records[record].answers[slot].as_deref().ok().map(str::to_string))
            }
            false => (column, raw),
        }
    }

    /// Whether the export that a source belongs to brings the rows of a level.
    pub(crate) fn brings(&self, source: usize, level: usize) -> bool {
        let of = &self.sources[source];
        let questions = &self.index.levels[level].questions;
        self.sources.iter().any(|other| {
            other.form == of.form
                && scope(&other.file) == scope(&of.file)
                && (other.level == level || questions.iter().any(|question| other.asked[*question]))
        })
    }

    /// The indices of main records by key, in order.
    pub(crate) fn main_by_key(&self) -> BTreeMap<String, Vec<usize>> {
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, record) in self.records.iter().enumerate() {
            if record.level == 0 && record.is_accepted() {
                by_key.entry(record.key.clone()).or_default().push(number);
            }
        }
        by_key
    }
}

/// What belongs together as one export: a workbook, an archive, or the text files of a folder.
pub(crate) fn scope(file: &str) -> &str {
    if let Some((archive, _)) = file.split_once('!') {
        return archive;
    }
    let is_text =
        [".csv", ".tsv", ".txt", ".tab"].iter().any(|end| file.to_ascii_lowercase().ends_with(end));
    match file.rsplit_once('/') {
        Some((folder, _)) if is_text => folder,
        None if is_text => "",
        _ => file,
    }
}

/// A key without the names of groups: some exports have them in one of two files only.
fn without_groups(key: &str) -> String {
    let key = key.strip_prefix("uuid:").unwrap_or(key);
    let mut steps = key.split('/');
    let first = steps.next().unwrap_or_default();
    std::iter::once(first)
        .chain(steps.filter(|step| step.ends_with(']')))
        .collect::<Vec<_>>()
        .join("/")
}

/// `uuid:…/roster[2]` is row 2.
fn instance_of(key: &str) -> Option<u32> {
    key.strip_suffix(']')?.rsplit_once('[')?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_compared_without_groups() {
        assert_eq!(without_groups("uuid:1/g/r[2]"), "1/r[2]");
        assert_eq!(instance_of("uuid:1/g/r[2]"), Some(2));
    }

    #[test]
    fn text_files_of_a_folder_are_one_export() {
        assert_eq!(scope("in/a/main.csv"), "in/a");
        assert_eq!(scope("in/a.xlsx"), "in/a.xlsx");
        assert_eq!(scope("in/a.zip!main.csv"), "in/a.zip");
    }
}
