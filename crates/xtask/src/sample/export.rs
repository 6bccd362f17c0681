//! Field files as producers and typists make them.

use std::io::{Cursor, Write};

use survey_schema::{Form, MAIN};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::grid::{Dates, Field, Header, Multiple, Position, Style, fields, rows};
use super::interview::Interview;
use crate::workbook::{Cell, Sheet, WorkbookError, failed};

type Grid = Vec<Vec<Cell>>;

fn header_row(fields: &[Field<'_>]) -> Vec<Cell> {
    fields.iter().map(|field| Cell::text(&field.header)).collect()
}

fn texts(words: &[&str]) -> Vec<Cell> {
    words.iter().map(|word| Cell::text(word)).collect()
}

// --- KoboToolbox ---------------------------------------------------------------

/// A KoboToolbox workbook: labels of a language, select-multiple as both, each repeat a sheet.
pub(crate) fn kobo_workbook(form: &Form, interviews: &[Interview], language: &'static str) -> Vec<Sheet> {
    let style = Style {
        header: Header::Label,
        labels: true,
        language,
        dates: Dates::Native,
        decimal: '.',
        thousands: None,
        multiple: Multiple::Both("/"),
        position: Position::Kobo,
        numbers: true,
        platform: true,
    };
    let levels = form.levels();
    levels.iter().map(|level| kobo_sheet(form, level.name, interviews, &style)).collect()
}

fn kobo_sheet(form: &Form, level: &str, interviews: &[Interview], style: &Style) -> Sheet {
    let name = if level == MAIN { cut(&form.title) } else { level.to_string() };
    Sheet { rows: kobo_grid(form, level, interviews, style), name, merged: Vec::new() }
}

/// A sheet's name: at most 31 characters, without the characters Excel forbids.
fn cut(title: &str) -> String {
    let clean = title.replace(['[', ']', '*', '?', ':', '\\', '/'], "_");
    match clean.chars().count() > 31 {
        true => clean.chars().take(28).chain("...".chars()).collect(),
        false => clean,
    }
}

fn kobo_grid(form: &Form, level: &str, interviews: &[Interview], style: &Style) -> Grid {
    let fields = fields(form, level, style);
    let system: &[&str] = match level == MAIN {
        true => &["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by", "__version__", "_tags", "_index"],
        false => &[
            "_index",
            "_parent_table_name",
            "_parent_index",
            "_submission__id",
            "_submission__uuid",
            "_submission__submission_time",
            "_submission__validation_status",
        ],
    };
    let mut header = header_row(&fields);
    header.extend(texts(system));
    let mut grid = vec![header];
    let index = |number: usize| match style.numbers {
        true => Cell::Number(number as f64),
        false => Cell::Text(number.to_string()),
    };
    for (row, (interview, _, answers)) in rows(interviews, level).into_iter().enumerate() {
        let mut cells: Vec<Cell> = fields.iter().map(|field| field.cell(form, answers, style)).collect();
        let id = index(410_000 + interview);
        let uuid = Cell::text(&interviews[interview].uuid);
        let sent = Cell::Text(format!("{}T18:05:{:02}", interviews[interview].get("today"), interview % 60));
        cells.extend(match level == MAIN {
            true => vec![
                id,
                uuid,
                sent,
                Cell::Empty,
                Cell::Empty,
                Cell::text("submitted_via_web"),
                Cell::text("synthetic"),
                Cell::text(&form.version),
                Cell::Empty,
                index(row + 1),
            ],
            false => {
                vec![index(row + 1), Cell::Text(cut(&form.title)), index(interview + 1), id, uuid, sent, Cell::Empty]
            }
        });
        grid.push(cells);
    }
    grid
}

/// A KoboToolbox CSV: XML names, semicolons, every cell quoted, no repeats.
pub(crate) fn kobo_csv(form: &Form, interviews: &[Interview]) -> Vec<u8> {
    let style = Style {
        header: Header::Path("/"),
        labels: false,
        language: "fr",
        dates: Dates::Iso,
        decimal: '.',
        thousands: None,
        multiple: Multiple::Both("/"),
        position: Position::Kobo,
        numbers: false,
        platform: true,
    };
    csv(&kobo_grid(form, MAIN, interviews, &style), b';', csv::QuoteStyle::Always, "\n")
}

// --- ODK Central ---------------------------------------------------------------

/// An ODK Central archive: one CSV a level.
pub(crate) fn central_archive(form: &Form, interviews: &[Interview]) -> Result<Vec<u8>, WorkbookError> {
    let style = Style {
        header: Header::Path("-"),
        labels: false,
        language: "fr",
        dates: Dates::Iso,
        decimal: '.',
        thousands: None,
        multiple: Multiple::Summary,
        position: Position::Central,
        numbers: false,
        platform: true,
    };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for level in form.levels() {
        let name = match level.name == MAIN {
            true => format!("{}.csv", form.id),
            false => format!("{}-{}.csv", form.id, level.name),
        };
        zip.start_file(name, SimpleFileOptions::default()).map_err(failed)?;
        let grid = central_grid(form, &level, interviews, &style);
        zip.write_all(&csv(&grid, b',', csv::QuoteStyle::Necessary, "\n")).map_err(failed)?;
    }
    Ok(zip.finish().map_err(failed)?.into_inner())
}

fn central_grid(form: &Form, level: &survey_schema::LevelOf<'_>, interviews: &[Interview], style: &Style) -> Grid {
    let fields = fields(form, level.name, style);
    let is_main = level.name == MAIN;
    let mut header = if is_main { texts(&["SubmissionDate"]) } else { Vec::new() };
    header.extend(fields.iter().map(|field| {
        // Central's repeat files name their columns from the repeat's inside.
        let inside = field.header.strip_prefix(&format!("{}-", level.name)).unwrap_or(&field.header);
        Cell::text(inside)
    }));
    header.extend(texts(match is_main {
        true => &["KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion"],
        false => &["PARENT_KEY", "KEY"],
    }));
    let mut grid = vec![header];
    for (interview, number, answers) in rows(interviews, level.name) {
        let key = format!("uuid:{}", interviews[interview].uuid);
        let mut cells = Vec::new();
        if is_main {
            cells.push(Cell::Text(format!("{}T19:12:{:02}.114Z", interviews[interview].get("today"), interview % 60)));
        }
        cells.extend(fields.iter().map(|field| field.cell(form, answers, style)));
        match is_main {
            true => {
                cells.push(Cell::Text(key));
                cells.extend(texts(&["12", "synthetic", "0", "0", "", "", "", "0", &form.version]));
            }
            false => {
                let path = level.path.join("/");
                cells.extend([Cell::Text(key.clone()), Cell::Text(format!("{key}/{path}[{number}]"))]);
            }
        }
        grid.push(cells);
    }
    grid
}

// --- SurveyCTO -----------------------------------------------------------------

/// A SurveyCTO CSV: names without groups, select-multiple as both, dates with month names.
pub(crate) fn surveycto_csv(form: &Form, interviews: &[Interview]) -> Vec<u8> {
    let style = Style {
        header: Header::Name,
        labels: false,
        language: "en",
        dates: Dates::MonthName,
        decimal: '.',
        thousands: None,
        multiple: Multiple::Both("_"),
        position: Position::Whole,
        numbers: false,
        platform: true,
    };
    let fields = fields(form, MAIN, &style);
    let mut header = texts(&["SubmissionDate"]);
    header.extend(header_row(&fields));
    header.extend(texts(&["instanceID", "formdef_version", "review_status", "KEY"]));
    let mut grid = vec![header];
    for interview in interviews {
        let mut cells = vec![Cell::Text(format!("{}T17:40:00.000Z", interview.get("today")))];
        cells.extend(fields.iter().map(|field| field.cell(form, &interview.answers, &style)));
        let key = format!("uuid:{}", interview.uuid);
        cells.extend(texts(&[&key, &form.version, "", &key]));
        grid.push(cells);
    }
    csv(&grid, b',', csv::QuoteStyle::Necessary, "\r\n")
}

// --- Typed by hand -------------------------------------------------------------

/// A typist's habits.
pub(crate) struct Typist {
    pub(crate) style: Style,
    /// The question whose answer ties a roster row to its record.
    pub(crate) key: &'static str,
    /// Lines above the header.
    pub(crate) titles: &'static [&'static str],
    /// A line of group titles above the header, merged over their columns.
    pub(crate) merged_header: bool,
    /// A blank row now and then, and a line of totals at the end.
    pub(crate) untidy: bool,
}

/// The sheets of a typist: the main one, and one for each repeat that has rows.
pub(crate) fn typed_sheets(form: &Form, interviews: &[Interview], typist: &Typist, names: &[&str]) -> Vec<Sheet> {
    let levels = form.levels();
    levels.iter().zip(names).map(|(level, name)| typed_sheet(form, level.name, interviews, typist, name)).collect()
}

fn typed_sheet(form: &Form, level: &str, interviews: &[Interview], typist: &Typist, name: &str) -> Sheet {
    let style = &typist.style;
    let mut columns = fields(form, level, style);
    if level != MAIN {
        let key = fields(form, MAIN, style).into_iter().find(|field| field.question() == typist.key);
        columns.splice(0..0, key);
    }
    let is_main = level == MAIN;
    let mut sheet = Sheet { name: name.to_string(), ..Sheet::default() };
    if is_main {
        sheet.rows.extend(typist.titles.iter().map(|title| texts(&[title])));
        if !typist.titles.is_empty() {
            sheet.rows.push(Vec::new());
        }
        if typist.merged_header {
            push_group_titles(&mut sheet, &columns);
        }
    }
    sheet.rows.push(header_row(&columns));
    for (row, (interview, _, answers)) in rows(interviews, level).into_iter().enumerate() {
        if typist.untidy && is_main && row > 0 && row % 60 == 0 {
            sheet.rows.push(Vec::new());
        }
        let mut answers = answers.clone();
        if !is_main {
            answers.insert(typist.key.into(), interviews[interview].get(typist.key).into());
        }
        sheet.rows.push(columns.iter().map(|column| column.cell(form, &answers, style)).collect());
    }
    if typist.untidy && is_main {
        sheet.rows.push(totals(&columns, interviews));
    }
    sheet
}

fn push_group_titles(sheet: &mut Sheet, columns: &[Field<'_>]) {
    let row = sheet.rows.len() as u32;
    let mut cells = vec![Cell::Empty; columns.len()];
    let mut start = 0;
    while start < columns.len() {
        let same = columns[start..].iter().take_while(|column| column.group == columns[start].group).count();
        cells[start] = Cell::text(&columns[start].group);
        if same > 1 {
            sheet.merged.push([row, start as u32, row, (start + same - 1) as u32]);
        }
        start += same;
    }
    sheet.rows.push(cells);
}

fn totals(columns: &[Field<'_>], interviews: &[Interview]) -> Vec<Cell> {
    let sum = |question: &str| {
        let numbers = interviews.iter().filter_map(|interview| interview.get(question).parse::<f64>().ok());
        Cell::Number(numbers.sum())
    };
    let cell = |(index, column): (usize, &Field<'_>)| match (index, column.question()) {
        (0, _) => Cell::text("TOTAL"),
        (_, question @ ("hh_size" | "workers_n" | "women_n")) => sum(question),
        _ => Cell::Empty,
    };
    columns.iter().enumerate().map(cell).collect()
}

/// A sheet as CSV.
pub(crate) fn sheet_csv(sheet: &Sheet, separator: u8) -> Vec<u8> {
    csv(&sheet.rows, separator, csv::QuoteStyle::Necessary, "\r\n")
}

/// Text in Windows-1252, as French Excel saves it.
pub(crate) fn windows_1252(utf8: &[u8]) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.encode(&String::from_utf8_lossy(utf8)).0.into_owned()
}

fn csv(grid: &[Vec<Cell>], separator: u8, quotes: csv::QuoteStyle, line_end: &str) -> Vec<u8> {
    let terminator = if line_end == "\n" { csv::Terminator::Any(b'\n') } else { csv::Terminator::CRLF };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .quote_style(quotes)
        .terminator(terminator)
        .flexible(true)
        .from_writer(Vec::new());
    let width = grid.iter().map(Vec::len).max().unwrap_or(0);
    for row in grid {
        let mut texts: Vec<String> = row.iter().map(cell_text).collect();
        texts.resize(width, String::new());
        // Writing to memory cannot fail.
        let _ = writer.write_record(texts);
    }
    writer.into_inner().unwrap_or_default()
}

fn cell_text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Date(day) => day.to_string(),
    }
}
