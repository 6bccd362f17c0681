//! One run: from the list of files to the dataset.

use std::collections::BTreeSet;
use std::path::Path;

use dataset::{Correction, Dataset, Entry, Fate, Finding, Ledger, Place, SheetAccount};
use jiff::civil::Date;
use survey_schema::{Form, Severity, Survey, message};

use crate::assemble::Assembly;
use crate::catalogue::{FormIndex, catalogue};
use crate::columns::{Piece, Target};
use crate::correct::{self, Desk};
use crate::header::{self, Candidate, SheetMatch};
use crate::judge::{Judge, Unjudged as UnjudgedCounts, parsed_checks};
use crate::monitor;
use crate::output;
use crate::parse::Parser;
use crate::read::{Sheet, read_file};
use crate::record::{Findings, Noted, Record, Source};
use crate::report::{ColumnReport, FileReport, IngestError, Outcome, Unjudged};
use crate::rows::{self, Kind};
use crate::rules::Rules;
use crate::shared_labels;
use crate::strays;

/// What to ingest.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The survey's folder.
    pub root: &'a Path,
    /// What `survey.toml` says.
    pub survey: &'a Survey,
    /// The forms that it names.
    pub forms: &'a [Form],
    /// The field files, relative to the folder, in order.
    pub files: &'a [String],
    /// The cleaning logs, relative to the folder, in order.
    pub corrections: &'a [String],
    /// The day of judging: later dates are in the future.
    pub today: Date,
}

/// Where a run stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress<'a> {
    /// A file is being read.
    Reading {
        /// The file.
        file: &'a str,
        /// Its number, counted from 1.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// The records of a form are being judged.
    Judging {
        /// The form.
        form: &'a str,
        /// How many records have been judged.
        done: usize,
        /// How many there are.
        of: usize,
    },
}

/// Ingests field files.
///
/// # Errors
/// When rows read and rows accounted for differ, or a form is missing. A file that cannot
/// be read, a sheet of no form or a row that is wrong are findings, not errors.
pub fn ingest(
    job: &Job<'_>,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Outcome, IngestError> {
    for usage in &job.survey.forms {
        if !job.forms.iter().any(|form| form.id == usage.id) {
            return Err(IngestError::MissingForm { form: usage.id.clone() });
        }
    }
    let forms = catalogue(job.survey, job.forms);
    let mut run = Run {
        job,
        forms: &forms,
        findings: Findings::default(),
        asides: Vec::new(),
        reports: Vec::new(),
    };
    let sheets = run.read(progress);
    let (sources, records) = run.parse(&sheets);
    let rules: Vec<Rules<'_>> = forms.iter().map(Rules::new).collect();
    let mut assemblies: Vec<Assembly<'_>> = records
        .into_iter()
        .enumerate()
        .map(|(form, records)| Assembly {
            form,
            index: &forms[form],
            survey: job.survey,
            sources: &sources,
            sheets: &sheets,
            records,
            accepted: BTreeSet::new(),
        })
        .collect();
    for (assembly, rules) in assemblies.iter_mut().zip(&rules) {
        assembly.join(&mut run.findings);
        shared_labels::settle(assembly, rules, job.today, &mut run.findings);
    }
    let corrections = run.correct(&mut assemblies, &rules);
    let mut levels = Vec::new();
    let mut entries = Vec::new();
    let mut fates = Vec::new();
    for (assembly, rules) in assemblies.iter_mut().zip(&rules) {
        assembly.settle(&mut run.findings);
        let unjudged = run.judge(assembly, rules, progress);
        monitor::watch(assembly, &mut run.findings);
        run.report_unjudged(assembly.index, &sources, &unjudged);
        levels.extend(output::levels(assembly));
        entries.extend(run.entries(assembly));
        fates.push(
            assembly.records.iter().map(|record| (record.fate, record.key.clone())).collect(),
        );
    }
    let ledger = run.ledger(&sheets, entries);
    let findings = run.settled_findings(&fates);
    let imbalances = ledger.imbalances();
    if !imbalances.is_empty() {
        return Err(IngestError::Unaccounted { imbalances });
    }
    Ok(Outcome { dataset: Dataset { levels, ledger, findings, corrections }, files: run.reports })
}

/// A run on its way.
struct Run<'a> {
    job: &'a Job<'a>,
    forms: &'a [FormIndex<'a>],
    findings: Findings,
    /// Entries of rows that are no records.
    asides: Vec<Entry>,
    /// One for each sheet.
    reports: Vec<FileReport>,
}

impl Run<'_> {
    /// All sheets of all files, each file once, in order.
    fn read(&mut self, progress: &mut dyn FnMut(Progress<'_>)) -> Vec<Sheet> {
        let files: BTreeSet<&String> = self.job.files.iter().collect();
        let of = files.len();
        let mut sheets = Vec::new();
        for (number, file) in files.into_iter().enumerate() {
            progress(Progress::Reading { file, number: number + 1, of });
            match read_file(self.job.root, file) {
                Ok(read) => sheets.extend(read),
                Err(error) => {
                    let place = Place { file: file.clone(), ..Place::default() };
                    self.findings.about_file(
                        place,
                        "unreadable-file",
                        Severity::Error,
                        "",
                        error.message(),
                        None,
                    );
                }
            }
        }
        for sheet in &sheets {
            for note in &sheet.notes {
                let place = Place { row: note.row, column: note.column, ..place_of(sheet) };
                let message = note.message.clone();
                self.findings.about_file(place, message.id, note.severity, "", message, None);
            }
        }
        sheets
    }

    /// Finds the form of every sheet and makes records of its rows, by form.
    fn parse(&mut self, sheets: &[Sheet]) -> (Vec<Source>, Vec<Vec<Record>>) {
        let mut sources: Vec<Source> = Vec::new();
        let mut records: Vec<Vec<Record>> = self.forms.iter().map(|_| Vec::new()).collect();
        for (number, sheet) in sheets.iter().enumerate() {
            let hint = header::hint(&self.job.survey.source_files, &sheet.file);
            match header::find(sheet, self.forms, hint) {
                Err(candidates) => self.no_form(sheet, candidates),
                Ok(found) => {
                    let index = &self.forms[found.form];
                    let source = self.source(sheet, number, &found, hint);
                    self.report(sheet, &found);
                    strays::note(sheet, &found, index, &mut self.findings);
                    let kinds = rows::kinds(sheet, &found, index);
                    self.asides(sheet, &found, &kinds);
                    let data: Vec<usize> =
                        (0..kinds.len()).filter(|row| kinds[*row] == Kind::Record).collect();
                    let parser = Parser {
                        sheet,
                        source: &source,
                        number: sources.len(),
                        index,
                        survey: self.job.survey,
                        hint,
                        today: self.job.today,
                    };
                    let mut decisions = Vec::new();
                    parser.records(
                        &data,
                        &mut records[found.form],
                        &mut self.findings,
                        &mut decisions,
                    );
                    if let Some(report) = self.reports.last_mut() {
                        report.decisions = decisions;
                    }
                    sources.push(source);
                }
            }
        }
        (sources, records)
    }

    /// Reads the cleaning logs and applies their lines.
    fn correct(&mut self, assemblies: &mut [Assembly<'_>], rules: &[Rules<'_>]) -> Vec<Correction> {
        let mut lines = Vec::new();
        let files: BTreeSet<&String> = self.job.corrections.iter().collect();
        for file in files {
            match read_file(self.job.root, file) {
                Ok(sheets) => {
                    for sheet in &sheets {
                        match correct::lines(sheet, self.forms) {
                            Some(of_sheet) => lines.extend(of_sheet),
                            None => self.no_log(sheet),
                        }
                    }
                }
                Err(error) => {
                    let place = Place { file: file.clone(), ..Place::default() };
                    let text = error.message();
                    self.findings.about_file(
                        place,
                        "unreadable-file",
                        Severity::Error,
                        "",
                        text,
                        None,
                    );
                }
            }
        }
        let desk = Desk { survey: self.job.survey, today: self.job.today, rules };
        correct::apply(&desk, &lines, assemblies, &mut self.findings)
    }

    /// A sheet in the folder of cleaning logs that is none.
    fn no_log(&mut self, sheet: &Sheet) {
        if sheet.rows.iter().all(crate::read::Row::is_empty) {
            return;
        }
        let text = message!(
            "finding-no-log",
            "this sheet is no cleaning log: it needs columns for the key, the question, the action and the new value"
        );
        let help = message!(
            "suggest-log",
            "key, question, action, old_value, new_value, reason, by, when"
        );
        self.findings.about_file(place_of(sheet), "no-log", Severity::Error, "", text, Some(help));
    }

    fn source(
        &self,
        sheet: &Sheet,
        number: usize,
        found: &SheetMatch,
        hint: Option<&survey_schema::survey::SourceFile>,
    ) -> Source {
        let mut asked = vec![false; self.forms[found.form].questions.len()];
        for column in found.columns.iter().flatten() {
            if let Target::Answer { question, .. } = column.target {
                asked[question] = true;
            }
        }
        Source {
            sheet: number,
            file: sheet.file.clone(),
            sheet_name: sheet.name.clone(),
            form: found.form,
            level: found.level,
            profile: found.profiles[0].profile,
            columns: found.columns.clone(),
            asked,
            country: hint.and_then(|hint| hint.country.clone()),
        }
    }

    fn no_form(&mut self, sheet: &Sheet, candidates: Vec<Candidate>) {
        let named: Vec<String> = candidates
            .iter()
            .take(5)
            .map(|c| {
                format!("{}/{} ({} columns, {:.0} %)", c.form, c.level, c.matched, 100.0 * c.share)
            })
            .collect();
        let text = if named.is_empty() {
            message!(
                "finding-no-form",
                "no column of this sheet is a question of a form; its rows are not taken"
            )
        } else {
            message!(
                "finding-undecided-form",
                "it cannot be decided which form this sheet belongs to; its rows are not taken. Candidates: {candidates}",
                candidates = named.join(", ")
            )
        };
        let suggestion = (!named.is_empty()).then(|| {
            message!("suggest-form", "name \"form\" and \"sheets\" for this file in survey.toml")
        });
        if !sheet.rows.is_empty() {
            let severity = if named.is_empty() { Severity::Warning } else { Severity::Error };
            self.findings.about_file(place_of(sheet), "no-form", severity, "", text, suggestion);
        }
        for row in &sheet.rows {
            let (fate, why) =
                if row.is_empty() { (Fate::Blank, "") } else { (Fate::Note, "no-form") };
            self.asides.push(aside(sheet, row.number, ("", ""), fate, why));
        }
        let mut report = empty_report(sheet);
        report.candidates = candidates;
        self.reports.push(report);
    }

    fn report(&mut self, sheet: &Sheet, found: &SheetMatch) {
        let index = &self.forms[found.form];
        let mut report = empty_report(sheet);
        report.profiles = found.profiles.clone();
        report.form = index.form.id.clone();
        report.level = index.levels[found.level].name.to_string();
        report.candidates = found.candidates.clone();
        report.header_row = sheet.rows[found.header].number;
        for (number, column) in found.columns.iter().enumerate() {
            let Some(column) = column else { continue };
            let number = number as u32 + 1;
            let (question, choice) = match &column.target {
                Target::Answer { question, piece: Piece::Choice(code), .. } => {
                    (Some(*question), code.clone())
                }
                Target::Answer { question, .. } => (Some(*question), String::new()),
                Target::System(_)
                | Target::RecordCode
                | Target::RecordCountry
                | Target::Companion => (None, String::new()),
                _ => {
                    report.unmatched.push((number, column.header.clone()));
                    continue;
                }
            };
            report.columns.push(ColumnReport {
                column: number,
                header: column.header.clone(),
                question: question
                    .map(|q| index.questions[q].question.name.clone())
                    .unwrap_or_default(),
                choice,
                matched: column.how.unwrap_or(crate::catalogue::Matched::System),
            });
        }
        self.reports.push(report);
    }

    fn asides(&mut self, sheet: &Sheet, found: &SheetMatch, kinds: &[Kind]) {
        let index = &self.forms[found.form];
        let of = (index.form.id.as_str(), index.levels[found.level].name);
        for (row, kind) in sheet.rows.iter().zip(kinds) {
            if let Kind::Aside(fate, why) = kind {
                self.asides.push(aside(sheet, row.number, of, *fate, why));
            }
        }
    }

    fn judge(
        &mut self,
        assembly: &mut Assembly<'_>,
        rules: &Rules<'_>,
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> UnjudgedCounts {
        let mut unjudged = UnjudgedCounts::new();
        let index = assembly.index;
        let checks = parsed_checks(assembly);
        let judge = Judge::new(assembly, rules, &checks, self.job.today);
        let main = |record: &usize| {
            assembly.records[*record].level == 0 && assembly.records[*record].is_accepted()
        };
        let main: Vec<usize> = (0..assembly.records.len()).filter(main).collect();
        for (done, record) in main.iter().enumerate() {
            if done % 256 == 0 {
                progress(Progress::Judging { form: &index.form.id, done, of: main.len() });
            }
            judge.record(assembly, *record, &mut self.findings, &mut unjudged);
        }
        unjudged
    }

    fn report_unjudged(
        &mut self,
        index: &FormIndex<'_>,
        sources: &[Source],
        unjudged: &UnjudgedCounts,
    ) {
        for ((source, question, rule), rows) in unjudged {
            let source = &sources[*source];
            let of_sheet = |report: &&mut FileReport| {
                report.file == source.file && report.sheet == source.sheet_name
            };
            if let Some(report) = self.reports.iter_mut().find(of_sheet) {
                let question = index.questions[*question].question.name.clone();
                report.unjudged.push(Unjudged { question, rule, rows: *rows });
            }
        }
    }

    /// The ledger's entries for the records of a form; a row folded into another one has none of its own.
    fn entries(&self, assembly: &Assembly<'_>) -> Vec<Entry> {
        let of_rows = assembly.records.iter().filter(|record| record.host.is_none());
        of_rows
            .map(|record| {
                let source = &assembly.sources[record.source];
                let may_keep_key = record.fate != Fate::ConsentRefused;
                Entry {
                    place: Place {
                        file: source.file.clone(),
                        sheet: source.sheet_name.clone(),
                        row: record.number,
                        column: 0,
                    },
                    form: assembly.index.form.id.clone(),
                    level: assembly.index.levels[record.level].name.to_string(),
                    country: record.country.clone(),
                    key: if may_keep_key { record.key.clone() } else { String::new() },
                    fate: record.fate,
                    why: record.why.clone(),
                }
            })
            .collect()
    }

    fn ledger(&mut self, sheets: &[Sheet], mut entries: Vec<Entry>) -> Ledger {
        entries.append(&mut self.asides);
        entries.sort_by(|a, b| a.place.cmp(&b.place));
        let account = |sheet: &Sheet| SheetAccount {
            file: sheet.file.clone(),
            sheet: sheet.name.clone(),
            read: sheet.rows.len() as u64,
        };
        Ledger { entries, sheets: sheets.iter().map(account).collect() }
    }

    /// The findings in order of place, with the keys of their records. What was found about
    /// records that are not kept, or that another one stands for, is not kept either.
    fn settled_findings(&mut self, fates: &[Vec<(Fate, String)>]) -> Vec<Finding> {
        let noted = std::mem::take(&mut self.findings.0);
        let settle = |Noted { withdrawn, form, record, mut finding }: Noted| {
            if withdrawn {
                return None;
            }
            if let (Some(form), Some(record)) = (form, record) {
                let (fate, key) = &fates[form][record];
                if matches!(fate, Fate::ConsentRefused | Fate::Duplicate | Fate::Removed) {
                    return None;
                }
                finding.key.clone_from(key);
            }
            Some(finding)
        };
        let mut findings: Vec<Finding> = noted.into_iter().filter_map(settle).collect();
        findings.sort_by(|a, b| {
            (&a.place, &a.rule, &a.question).cmp(&(&b.place, &b.rule, &b.question))
        });
        findings
    }
}

pub(crate) fn place_of(sheet: &Sheet) -> Place {
    Place { file: sheet.file.clone(), sheet: sheet.name.clone(), row: 0, column: 0 }
}

fn aside(sheet: &Sheet, row: u32, (form, level): (&str, &str), fate: Fate, why: &str) -> Entry {
    Entry {
        place: Place { row, ..place_of(sheet) },
        form: form.to_string(),
        level: level.to_string(),
        country: String::new(),
        key: String::new(),
        fate,
        why: why.to_string(),
    }
}

fn empty_report(sheet: &Sheet) -> FileReport {
    FileReport {
        file: sheet.file.clone(),
        sheet: sheet.name.clone(),
        hidden: sheet.hidden,
        profiles: Vec::new(),
        form: String::new(),
        level: String::new(),
        candidates: Vec::new(),
        header_row: 0,
        columns: Vec::new(),
        unmatched: Vec::new(),
        decisions: Vec::new(),
        unjudged: Vec::new(),
    }
}
