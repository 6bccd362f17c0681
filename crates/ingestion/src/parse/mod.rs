//! From cells to answers: every column decided over all its rows, every answer under its type.

mod answer;
mod choice;
mod date;
mod number;
mod style;

use std::collections::BTreeMap;

use dataset::{Fate, Finding, Missing, Place};
use jiff::civil::Date;
use survey_schema::Survey;
use survey_schema::survey::SourceFile;

use crate::catalogue::{Entry, FormIndex};
use crate::columns::{Piece, Target};
use crate::fold::{normal, trim};
use crate::read::{Cell, Row, Sheet};
use crate::record::{Findings, Noted, Open, Record, Source};
use answer::{Problem, Read};

pub(crate) use answer::{Reader, fold_blank, position};
pub(crate) use choice::{Choices, ticked};
pub use style::Decision;
pub(crate) use style::{Answer, Style, Written, decide, written};

/// A sheet on its way to records.
pub(crate) struct Parser<'a> {
    pub(crate) sheet: &'a Sheet,
    pub(crate) source: &'a Source,
    /// Index of the source.
    pub(crate) number: usize,
    pub(crate) index: &'a FormIndex<'a>,
    pub(crate) survey: &'a Survey,
    pub(crate) hint: Option<&'a SourceFile>,
    pub(crate) today: Date,
}

/// The columns that hold one question's answers, for one row of a repeat or the sheet's own.
#[derive(Default)]
struct Columns {
    whole: Option<usize>,
    choices: Vec<(String, usize)>,
    coordinates: [Option<usize>; 4],
}

/// The columns by level's instance and question.
type Layout = BTreeMap<Vec<u32>, BTreeMap<usize, Columns>>;

static EMPTY: Cell = Cell::Empty;

impl Parser<'_> {
    /// Makes records of rows; `rows` are indices of the sheet's rows that hold data.
    pub(crate) fn records(
        &self,
        rows: &[usize],
        records: &mut Vec<Record>,
        findings: &mut Findings,
        decisions: &mut Vec<Decision>,
    ) {
        let layout = self.layout();
        let styles = self.styles(rows, decisions);
        let choices: Vec<Choices> = self.index.questions.iter().map(Choices::new).collect();
        let blanks = self.blanks();
        let sheet = SheetReader {
            parser: self,
            layout: &layout,
            styles: &styles,
            choices: &choices,
            blanks: &blanks,
        };
        for &row in rows {
            sheet.row(row, records, findings);
        }
    }

    fn layout(&self) -> Layout {
        let mut layout = Layout::from([(Vec::new(), BTreeMap::new())]);
        for (column, resolved) in self.source.columns.iter().enumerate() {
            let Some(Target::Answer { question, piece, instances }) =
                resolved.as_ref().map(|r| &r.target)
            else {
                continue;
            };
            let columns =
                layout.entry(instances.clone()).or_default().entry(*question).or_default();
            match piece {
                Piece::Whole => columns.whole = Some(column),
                Piece::Choice(code) => columns.choices.push((code.clone(), column)),
                Piece::Coordinate(number) => columns.coordinates[*number] = Some(column),
            }
        }
        layout
    }

    fn styles(&self, rows: &[usize], decisions: &mut Vec<Decision>) -> BTreeMap<usize, Style> {
        let mut styles = BTreeMap::new();
        for (column, resolved) in self.source.columns.iter().enumerate() {
            let Some(Target::Answer { question, .. }) = resolved.as_ref().map(|r| &r.target) else {
                continue;
            };
            let question = self.index.questions[*question].question;
            let cells = rows
                .iter()
                .map(|row| &self.sheet.rows[*row])
                .map(|row| (row, cell_of(row, column)));
            let (style, decided) =
                style::decide(cells, &question.kind, self.source.profile, self.hint, self.today);
            if let Some((choice, evidence)) = decided {
                let name = question.name.clone();
                decisions.push(Decision {
                    column: column as u32 + 1,
                    question: name,
                    choice,
                    evidence,
                });
            }
            styles.insert(column, style);
        }
        styles
    }

    /// Folded texts that stand for no answer.
    fn blanks(&self) -> Vec<String> {
        let of_survey = self.survey.missing.blank.iter().map(|blank| fold_blank(blank));
        of_survey
            .chain(self.source.profile.blanks().iter().map(|blank| blank.to_string()))
            .collect()
    }
}

fn cell_of(row: &Row, column: usize) -> &Cell {
    row.cells.get(column).unwrap_or(&EMPTY)
}

/// A sheet with all that was decided about it.
struct SheetReader<'a> {
    parser: &'a Parser<'a>,
    layout: &'a Layout,
    styles: &'a BTreeMap<usize, Style>,
    choices: &'a [Choices],
    blanks: &'a [String],
}

impl SheetReader<'_> {
    fn row(&self, row: usize, records: &mut Vec<Record>, findings: &mut Findings) {
        let own = records.len();
        let level = self.parser.source.level;
        let mut hosts: BTreeMap<(usize, Vec<u32>), usize> = BTreeMap::new();
        for (instances, questions) in self.layout {
            if instances.is_empty() {
                records.push(self.record(row, level, None));
                self.answers(own, questions, records, findings);
                continue;
            }
            // Columns of several repeats may carry the same number.
            let mut levels: Vec<usize> =
                questions.keys().map(|q| self.parser.index.questions[*q].level).collect();
            levels.dedup();
            levels.sort_unstable();
            levels.dedup();
            for level in levels {
                let of_level = questions
                    .iter()
                    .filter(|(q, _)| self.parser.index.questions[**q].level == level);
                let of_level: Vec<(&usize, &Columns)> = of_level.collect();
                if of_level
                    .iter()
                    .all(|(question, columns)| self.is_blank(row, **question, columns))
                {
                    continue;
                }
                let outer = &instances[..instances.len() - 1];
                let host_level = self.parser.index.levels[level].parent.unwrap_or(0);
                let host = hosts.get(&(host_level, outer.to_vec())).copied().unwrap_or(own);
                let mut record = self.record(row, level, Some(host));
                record.instance = instances.last().copied();
                records.push(record);
                let this = records.len() - 1;
                hosts.insert((level, instances.clone()), this);
                for (question, columns) in of_level {
                    self.answer(this, *question, columns, records, findings);
                }
            }
        }
    }

    fn record(&self, row: usize, level: usize, host: Option<usize>) -> Record {
        let index = self.parser.index;
        let content = &self.parser.sheet.rows[row];
        let mut record = Record {
            source: self.parser.number,
            row,
            number: content.number,
            level,
            answers: vec![Err(Missing::NotAsked); index.levels[level].questions.len()],
            ids: Vec::new(),
            record_code: None,
            record_country: None,
            host,
            instance: None,
            open: Vec::new(),
            key: String::new(),
            parent: None,
            children: Vec::new(),
            country: String::new(),
            fate: Fate::Accepted,
            why: String::new(),
            corrected: Vec::new(),
        };
        if host.is_none() {
            self.ids(content, &mut record);
        }
        record
    }

    fn ids(&self, row: &Row, record: &mut Record) {
        for (column, resolved) in self.parser.source.columns.iter().enumerate() {
            let Some(resolved) = resolved else { continue };
            let text = cell_of(row, column).text();
            let text = trim(&text);
            if text.is_empty() {
                continue;
            }
            match resolved.target {
                Target::System(crate::system::System::Other) => {}
                Target::System(system) => record.ids.push((system, text.into())),
                Target::RecordCode => record.record_code = Some(normal(text).into()),
                Target::RecordCountry => {
                    record.record_country = Some(self.country_code(text).into())
                }
                _ => {}
            }
        }
    }

    /// The code that a text means as the record's country.
    fn country_code(&self, text: &str) -> String {
        let role = self.parser.index.role(&self.parser.index.usage.roles.country);
        match role.map(|question| self.choices[question].meant(text)) {
            Some(choice::Meant::Code(code)) => code,
            _ => text.to_string(),
        }
    }

    fn answers(
        &self,
        record: usize,
        questions: &BTreeMap<usize, Columns>,
        records: &mut [Record],
        findings: &mut Findings,
    ) {
        for (question, columns) in questions {
            self.answer(record, *question, columns, records, findings);
        }
    }

    fn is_blank(&self, row: usize, question: usize, columns: &Columns) -> bool {
        let row = &self.parser.sheet.rows[row];
        let reader = self.reader(question);
        // A split choice with 0 says nothing of its own: exporters fill it in for rows that are not there.
        let unticked = |column: &usize| {
            let cell = cell_of(row, *column);
            reader.is_blank(cell) || choice::ticked(&cell.text()) == Some(false)
        };
        columns
            .whole
            .iter()
            .chain(columns.coordinates.iter().flatten())
            .all(|c| reader.is_blank(cell_of(row, *c)))
            && columns.choices.iter().all(|(_, column)| unticked(column))
    }

    fn reader(&self, question: usize) -> Reader<'_> {
        Reader {
            entry: &self.parser.index.questions[question],
            choices: &self.choices[question],
            blanks: self.blanks,
            today: self.parser.today,
        }
    }

    fn answer(
        &self,
        record: usize,
        question: usize,
        columns: &Columns,
        records: &mut [Record],
        findings: &mut Findings,
    ) {
        let entry = &self.parser.index.questions[question];
        let row = &self.parser.sheet.rows[records[record].row];
        let reader = self.reader(question);
        let (read, column) = self.read(&reader, row, columns);
        let answer = match read {
            Ok(Some(value)) => Ok(value.into()),
            Ok(None) => Err(Missing::Unanswered),
            Err(mut problem) => {
                let codes = std::mem::take(&mut problem.codes);
                let finding = self.finding(entry, row, column, *problem);
                if !codes.is_empty() && !entry.is_multiple() {
                    let finding = findings.0.len();
                    records[record].open.push(Open { slot: entry.slot, codes, finding });
                }
                let form = Some(self.parser.source.form);
                findings.0.push(Noted { withdrawn: false, form, record: Some(record), finding });
                Err(Missing::Lost)
            }
        };
        records[record].answers[entry.slot] = answer;
    }

    /// The answer, and the column that a finding about it points at.
    fn read(&self, reader: &Reader<'_>, row: &Row, columns: &Columns) -> (Read, usize) {
        let whole = columns.whole.map(|column| {
            let style = self.styles.get(&column).cloned().unwrap_or_default();
            (reader.cell(cell_of(row, column), &style), column)
        });
        let first = columns.choices.first().map(|(_, column)| *column);
        let first = first.or(columns.coordinates.iter().flatten().next().copied()).unwrap_or(0);
        let (read, column) = whole.unwrap_or((Ok(None), first));
        if !columns.choices.is_empty() {
            let ticks: Vec<(&str, &Cell)> = columns
                .choices
                .iter()
                .map(|(code, column)| (code.as_str(), cell_of(row, *column)))
                .collect();
            return (reader.reconciled(read, &ticks), column);
        }
        match read {
            Ok(None) if columns.coordinates[0].is_some() => {
                (self.coordinates(reader, row, columns), column)
            }
            read => (read, column),
        }
    }

    /// A position from its parts.
    fn coordinates(&self, reader: &Reader<'_>, row: &Row, columns: &Columns) -> Read {
        let parts: Vec<String> = columns
            .coordinates
            .iter()
            .map_while(|column| {
                column.map(|column| cell_of(row, column)).filter(|cell| !reader.is_blank(cell))
            })
            .map(|cell| trim(&cell.text()).replace(',', "."))
            .collect();
        if parts.is_empty() {
            return Ok(None);
        }
        position(&parts.join(" ")).map(Some)
    }

    fn finding(&self, entry: &Entry<'_>, row: &Row, column: usize, problem: Problem) -> Finding {
        let source = self.parser.source;
        let raw = trim(&cell_of(row, column).text()).to_string();
        Finding {
            rule: problem.rule.to_string(),
            severity: problem.severity,
            place: Place {
                file: source.file.clone(),
                sheet: source.sheet_name.clone(),
                row: row.number,
                column: column as u32 + 1,
            },
            form: self.parser.index.form.id.clone(),
            level: self.parser.index.levels[entry.level].name.to_string(),
            key: String::new(),
            question: entry.question.name.clone(),
            masked: entry.masked && !raw.is_empty(),
            value: (!entry.masked && !raw.is_empty()).then_some(raw),
            message: problem.message,
            // A suggestion may repeat the value or come near it.
            suggestion: problem
                .suggestion
                .filter(|_| !entry.masked || problem.rule.starts_with("ambiguous")),
        }
    }
}

/// Whether a text can be read as a number in some way.
pub(crate) fn is_number(text: &str) -> bool {
    number::read(trim(text)).is_some()
}
