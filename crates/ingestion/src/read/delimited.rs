//! From text to rows: every record and every blank line, numbered by physical line.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use survey_schema::{Severity, message};

use super::encoding::{self, line_breaks, line_of};
use super::error::ReadError;
use super::separator::{self, Separator};
use super::sheet::{Format, Note, Row, Sheet};
use super::{Cell, Source, mojibake};

/// Reads a whole text file as one sheet without a name.
pub(super) fn read(source: &Source<'_>, bytes: &[u8]) -> Result<Sheet, ReadError> {
    let decoded = encoding::decode(source.file, bytes)?;
    let text = decoded.text.as_ref();
    if let Some(place) = memchr::memchr(0, text.as_bytes()) {
        let line = line_of(text.as_bytes(), place);
        return Err(ReadError::NulByte { file: source.name(), line });
    }
    let mut notes = decoded.notes;
    notes.extend(mojibake::notes(text));
    let separator = separator::decide(text);
    notes.extend(separator.notes.iter().cloned());

    let mut split = split(source, text, &separator, true)?;
    let mut quote = Some('"');
    if let Some(line) = split.unclosed {
        // Perhaps quotation marks are only text in this file: then all lines must agree.
        let plain = self::split(source, text, &separator, false)?;
        if !is_regular(&plain.rows) {
            return Err(ReadError::UnclosedQuote { file: source.name(), line });
        }
        notes.push(Note::of_row(Severity::Warning, line, message!(
            "read-quotes-are-text",
            "a quotation mark in line {line} is never closed; as every line has the same number of cells without quoting, the marks were read as text",
            line = line,
        )));
        (split, quote) = (plain, None);
    }
    notes.append(&mut split.notes);
    Ok(Sheet {
        file: source.name(),
        name: String::new(),
        hidden: false,
        format: Format::Csv { separator: separator.character, quote, encoding: decoded.encoding },
        rows: split.rows,
        merged: Vec::new(),
        notes,
    })
}

/// All rows that are not blank have the same number of cells, and more than one.
fn is_regular(rows: &[Row]) -> bool {
    let mut widths = rows.iter().map(|r| r.cells.len()).filter(|&n| n > 0);
    widths.next().is_some_and(|first| first > 1 && widths.all(|n| n == first))
}

struct Split {
    rows: Vec<Row>,
    notes: Vec<Note>,
    /// The line where a quotation mark opens that is never closed.
    unclosed: Option<u32>,
}

fn split(
    source: &Source<'_>,
    text: &str,
    separator: &Separator,
    quoting: bool,
) -> Result<Split, ReadError> {
    let delimiter = u8::try_from(separator.character).unwrap_or(b',');
    let mut records = Records::new(text.as_bytes(), delimiter, quoting);
    let mut split = Split { rows: Vec::new(), notes: Vec::new(), unclosed: None };
    let mut cells = 0u64;
    if separator.announced {
        let line = records.take_line();
        let line = String::from_utf8_lossy(line).into_owned();
        split.rows.push(row(1, vec![Cell::Text(line.into())]));
    }
    while let Some(record) = records.next() {
        cells += record.ends.len() as u64 + 1;
        if cells > source.cells_left {
            let limit = source.limits.cells;
            return Err(ReadError::TooManyCells {
                file: source.name(),
                sheet: String::new(),
                limit,
            });
        }
        if record.lines > 1 && quoting {
            inspect(&record, delimiter, &mut split);
        }
        split.rows.push(row(record.line, record.cells()));
    }
    Ok(split)
}

fn row(number: u32, cells: Vec<Cell>) -> Row {
    Row { number, hidden: false, cells }
}

/// Quotation marks of a record over several lines: is the last one missing, or did
/// a stray one swallow lines?
fn inspect(record: &Record<'_>, delimiter: u8, split: &mut Split) {
    match quotes(record.raw, delimiter) {
        Quotes::Sound => {}
        Quotes::Unclosed(at) => split.unclosed = Some(record.line + line_breaks(&record.raw[..at])),
        Quotes::TextAfterClosing => {
            let (first, last) = (record.line, record.line + record.lines - 1);
            split.notes.push(Note::of_row(Severity::Warning, first, message!(
                "read-quotes-odd",
                "lines {first} to {last} were read as one row, but text follows a closing quotation mark there: a stray mark may have joined several rows",
                first = first, last = last,
            )));
        }
    }
}

enum Quotes {
    Sound,
    /// Never closed; opened at this byte of the record.
    Unclosed(usize),
    TextAfterClosing,
}

fn quotes(raw: &[u8], delimiter: u8) -> Quotes {
    let mut opened = None;
    let mut odd = false;
    let mut place = 0;
    let mut cell_begins = true;
    while place < raw.len() {
        let byte = raw[place];
        if opened.is_some() {
            if byte == b'"' {
                match raw.get(place + 1) {
                    Some(b'"') => place += 1,
                    after => {
                        opened = None;
                        odd |= after.is_some_and(|&a| a != delimiter && a != b'\n' && a != b'\r');
                    }
                }
            }
        } else if byte == b'"' && cell_begins {
            opened = Some(place);
        }
        cell_begins = opened.is_none() && byte == delimiter;
        place += 1;
    }
    match opened {
        Some(place) => Quotes::Unclosed(place),
        None if odd => Quotes::TextAfterClosing,
        None => Quotes::Sound,
    }
}

/// One record as the splitter sees it.
struct Record<'a> {
    /// The physical line where it begins.
    line: u32,
    /// The number of physical lines it covers.
    lines: u32,
    raw: &'a [u8],
    content: &'a [u8],
    ends: &'a [usize],
}

impl Record<'_> {
    fn cells(&self) -> Vec<Cell> {
        // The text was UTF-8 and is cut at ASCII characters only.
        let written = self.ends.last().copied().unwrap_or(0);
        let text = std::str::from_utf8(&self.content[..written]).unwrap_or_default();
        let mut start = 0;
        let cell = |&end: &usize| {
            let content = text.get(start..end).unwrap_or_default();
            start = end;
            if content.is_empty() { Cell::Empty } else { Cell::Text(content.into()) }
        };
        self.ends.iter().map(cell).collect()
    }
}

/// Walks the text record by record. The splitter itself leaves out blank lines, so
/// they are taken here, before it sees them.
struct Records<'a> {
    reader: Reader,
    rest: &'a [u8],
    line: u32,
    content: Vec<u8>,
    ends: Vec<usize>,
}

impl<'a> Records<'a> {
    fn new(text: &'a [u8], delimiter: u8, quoting: bool) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).quoting(quoting).build();
        Records { reader, rest: text, line: 1, content: vec![0; 4096], ends: vec![0; 256] }
    }

    /// Takes one line as it is, without its end.
    fn take_line(&mut self) -> &'a [u8] {
        let end =
            self.rest.iter().position(|&b| b == b'\n' || b == b'\r').unwrap_or(self.rest.len());
        let (line, rest) = self.rest.split_at(end);
        self.rest = &rest[line_end(rest)..];
        self.line += 1;
        line
    }

    fn next(&mut self) -> Option<Record<'_>> {
        if self.rest.is_empty() {
            return None;
        }
        let line = self.line;
        let blank = line_end(self.rest);
        if blank > 0 {
            self.rest = &self.rest[blank..];
            self.line += 1;
            return Some(Record { line, lines: 1, raw: &[], content: &[], ends: &[] });
        }
        let (taken, ends, at_end) = self.split_one();
        let raw = &self.rest[..taken];
        self.rest = &self.rest[taken..];
        // The splitter ends a record at the CR of a CR LF.
        if raw.last() == Some(&b'\r') && self.rest.first() == Some(&b'\n') && !at_end {
            self.rest = &self.rest[1..];
        }
        let breaks = line_breaks(raw);
        self.line += breaks;
        let ended = raw.last().is_some_and(|&b| b == b'\n' || b == b'\r') && !at_end;
        let lines = if ended { breaks } else { breaks + 1 };
        Some(Record { line, lines, raw, content: &self.content, ends: &self.ends[..ends] })
    }

    /// Bytes taken, cells found, and whether the text ended before the record did.
    fn split_one(&mut self) -> (usize, usize, bool) {
        let (mut taken, mut written, mut ends) = (0, 0, 0);
        loop {
            let input = &self.rest[taken..];
            let (result, read, wrote, ended) = self.reader.read_record(
                input,
                &mut self.content[written..],
                &mut self.ends[ends..],
            );
            taken += read;
            written += wrote;
            ends += ended;
            match result {
                ReadRecordResult::Record => return (taken, ends, input.is_empty()),
                ReadRecordResult::End => return (taken, ends, true),
                ReadRecordResult::OutputFull => self.content.resize(self.content.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::InputEmpty => {} // an empty input asks for the last record
            }
        }
    }
}

/// The length of the line end that the bytes begin with: 0, 1 or 2.
fn line_end(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => 0,
    }
}
