//! All tables in one workbook: a contents sheet, then each table in each language.

use std::collections::BTreeSet;

use analysis::chart::{Unit, synthetic_word};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Url, Workbook, Worksheet, XlsxError,
};

use crate::ReportError;
use crate::edition::Edition;
use crate::sheet::{heads, is_grouped, lines, numbers, remark};
use crate::tables::Table;

/// The workbook's bytes. Its creation date is fixed, so that they depend on the numbers alone.
pub(crate) fn write(tables: &[(&Edition<'_>, &Table)]) -> Result<Vec<u8>, ReportError> {
    bytes(tables).map_err(|error| ReportError::Tables { reason: error.to_string() })
}

fn bytes(tables: &[(&Edition<'_>, &Table)]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let styles = Styles::new();
    let mut taken = BTreeSet::new();
    let names: Vec<String> =
        tables.iter().map(|(edition, table)| sheet_name(edition, table, &mut taken)).collect();
    contents(workbook.add_worksheet(), tables, &names, &styles)?;
    for ((edition, table), name) in tables.iter().zip(&names) {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        fill(sheet, edition, table, &styles)?;
    }
    workbook.save_to_buffer()
}

struct Styles {
    title: Format,
    head: Format,
    text: Format,
    note: Format,
    count: Format,
}

impl Styles {
    fn new() -> Self {
        Styles {
            title: Format::new().set_bold().set_font_size(14),
            head: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            note: Format::new().set_italic(),
            count: Format::new().set_num_format("#,##0"),
        }
    }
}

/// At most 31 characters that a sheet's name may have, each name once.
fn sheet_name(edition: &Edition<'_>, table: &Table, taken: &mut BTreeSet<String>) -> String {
    let clean = |c: char| if "[]:*?/\\'".contains(c) { '-' } else { c };
    let id: String = table.id.chars().map(clean).take(24).collect();
    let code = edition.language.code();
    let numbered = (2..).map(|number| format!("{id} {number} {code}"));
    let mut names = std::iter::once(format!("{id} {code}")).chain(numbered);
    let free = names.find(|name| taken.insert(name.to_lowercase()));
    free.unwrap_or_default()
}

fn contents(
    sheet: &mut Worksheet,
    tables: &[(&Edition<'_>, &Table)],
    names: &[String],
    styles: &Styles,
) -> Result<(), XlsxError> {
    let Some((first, _)) = tables.first() else { return Ok(()) };
    sheet.set_name(first.say("workbook", "contents"))?;
    let mut row = 0;
    let mut said = BTreeSet::new();
    for (edition, _) in tables {
        if said.insert(edition.language) {
            let title = edition.pick(&edition.material.survey.title);
            sheet.write_string_with_format(row, 0, title, &styles.title)?;
            row += 1;
            if edition.material.survey.synthetic {
                let word = synthetic_word(edition.language);
                sheet.write_string_with_format(row, 0, word, &styles.note)?;
                row += 1;
            }
        }
    }
    row += 1;
    for (column, key) in ["title", "sheet", "language"].into_iter().enumerate() {
        let head = first.say("column", key);
        sheet.write_string_with_format(row, column as u16, head, &styles.head)?;
    }
    for ((edition, table), name) in tables.iter().zip(names) {
        row += 1;
        sheet.write_string(row, 0, &table.title)?;
        sheet.write_url(row, 1, Url::new(format!("internal:'{name}'!A1")).set_text(name))?;
        sheet.write_string(row, 2, edition.language.code())?;
    }
    sheet.set_column_width(0, 60)?;
    sheet.set_column_width(1, 30)?;
    Ok(())
}

fn fill(
    sheet: &mut Worksheet,
    edition: &Edition<'_>,
    table: &Table,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, &table.title, &styles.title)?;
    let mut row = 1;
    for note in notes(edition, table) {
        sheet.write_string_with_format(row, 0, note, &styles.note)?;
        row += 1;
    }
    row += 1;
    let heads = heads(edition, table);
    for (column, head) in heads.iter().enumerate() {
        sheet.write_string_with_format(row, column as u16, head, &styles.head)?;
    }
    sheet.set_freeze_panes(row + 1, 1)?;
    sheet.set_repeat_rows(row, row)?;
    let top = row;
    for line in lines(table) {
        row += 1;
        let mut names = vec![line.indicator, line.unit];
        if is_grouped(table) {
            names.push(line.group);
        }
        names.push(line.column);
        let mut column = 0;
        for name in names {
            sheet.write_string_with_format(row, column, name, &styles.text)?;
            column += 1;
        }
        let format = number_format(&line.cell.unit);
        for number in numbers(line.cell) {
            if let Some(number) = number {
                sheet.write_number_with_format(row, column, number, &format)?;
            }
            column += 1;
        }
        if let Some(n) = line.cell.n {
            sheet.write_number_with_format(row, column, n as f64, &styles.count)?;
        }
        sheet.write_string(row, column + 1, remark(edition, line.cell))?;
    }
    let last = heads.len().saturating_sub(1) as u16;
    sheet.autofilter(top, 0, row.max(top), last)?;
    sheet.set_column_width(0, 52)?;
    for column in 1..=last {
        sheet.set_column_width(column, if column == last { 30 } else { 16 })?;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

fn notes(edition: &Edition<'_>, table: &Table) -> Vec<String> {
    let survey = edition.material.survey;
    let source = edition.pick(&survey.source);
    let mut notes = Vec::new();
    if survey.synthetic {
        notes.push(edition.say("page", "synthetic"));
    }
    if !source.is_empty() {
        notes.push(edition.fill("page", "source", &[("source", &source)]));
    }
    if !table.note.is_empty() {
        notes.push(table.note.clone());
    }
    notes.extend(table.unplanned.clone());
    notes
}

/// Excel shows these with the marks of the reader's own language.
fn number_format(unit: &Unit) -> Format {
    let (decimals, end) = match unit {
        Unit::Percent { decimals } => (*decimals, "%"),
        Unit::Number { decimals, .. } => (*decimals, ""),
    };
    let whole = if end.is_empty() { "#,##0" } else { "0" };
    let fraction = match decimals {
        0 => String::new(),
        _ => format!(".{}", "0".repeat(usize::from(decimals))),
    };
    Format::new().set_num_format(format!("{whole}{fraction}{end}"))
}
