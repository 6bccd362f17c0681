//! Small forms for tests, from Markdown tables or a folder of CSV sheets. Only what these
//! tests need of XLSForm; an expression that does not parse is left out.

use std::collections::BTreeMap;
use std::path::Path;

use survey_schema::{
    Cell, Choice, ChoiceList, Expression, Form, Group, Item, Metadata, Question, QuestionType,
    Repeat, Select, Sourced, Text,
};

/// A row by column name.
type Row = BTreeMap<String, String>;

/// A form from two Markdown tables: one that begins with `type`, one with `list_name`.
pub(crate) fn markdown(id: &str, text: &str) -> Form {
    let (mut survey, mut choices, mut head) = (Vec::new(), Vec::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if matches!(cells[0], "type" | "list_name") {
            head = cells;
            continue;
        }
        let rows = if head[0] == "type" { &mut survey } else { &mut choices };
        rows.push(row(&head, &cells));
    }
    build(id, &survey, &choices)
}

/// A form from `survey.csv` and `choices.csv` of a folder.
pub(crate) fn folder(id: &str, survey: &Path, choices: &Path) -> Form {
    let sheet = |path: &Path| {
        let mut rows: Vec<Row> = Vec::new();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_path(path)
            .expect("a sheet");
        let mut records = reader.records().map(|record| record.expect("a row"));
        let Some(head) = records.next() else { return rows };
        let head: Vec<&str> = head.iter().map(|name| name.trim_matches('\u{feff}')).collect();
        rows.extend(records.map(|record| row(&head, &record.iter().collect::<Vec<_>>())));
        rows
    };
    build(id, &sheet(survey), &sheet(choices))
}

fn row(head: &[&str], cells: &[&str]) -> Row {
    let named = |(name, cell): (&&str, &&str)| (name.to_string(), cell.trim().to_string());
    head.iter().zip(cells).filter(|(_, cell)| !cell.trim().is_empty()).map(named).collect()
}

fn build(id: &str, survey: &[Row], choices: &[Row]) -> Form {
    let mut lists: BTreeMap<String, ChoiceList> = BTreeMap::new();
    for row in choices {
        let list = text(row, &["list_name", "list name"]);
        let choice = Choice {
            code: text(row, &["name"]),
            label: label(row),
            columns: row.clone(),
            cell: cell(),
        };
        let new = || ChoiceList { name: list.clone(), choices: Vec::new() };
        lists.entry(list.clone()).or_insert_with(new).choices.push(choice);
    }
    Form {
        id: id.into(),
        title: id.into(),
        version: String::new(),
        default_language: String::new(),
        languages: Vec::new(),
        file: String::new(),
        items: items(&mut survey.iter()),
        lists,
        settings: BTreeMap::new(),
    }
}

/// The items up to the end of a group.
fn items<'a>(rows: &mut impl Iterator<Item = &'a Row>) -> Vec<Item> {
    let mut items = Vec::new();
    while let Some(row) = rows.next() {
        let kind = text(row, &["type"]).replace(' ', "_");
        match kind.as_str() {
            "" => {}
            "end_group" | "end_repeat" => break,
            "begin_group" => items.push(Item::Group(group(row, rows))),
            "begin_repeat" => {
                let count = expression(row, &["repeat_count"]);
                items.push(Item::Repeat(Repeat { group: group(row, rows), count }));
            }
            _ => items.push(Item::Question(question(row))),
        }
    }
    items
}

fn group<'a>(row: &Row, rows: &mut impl Iterator<Item = &'a Row>) -> Group {
    Group {
        name: text(row, &["name"]),
        label: label(row),
        relevant: expression(row, &["relevant", "relevance"]),
        appearance: String::new(),
        items: items(rows),
        cell: cell(),
    }
}

fn question(row: &Row) -> Question {
    let message = row.get("constraint_message").map(|text| (String::new(), text.clone()));
    Question {
        name: text(row, &["name"]),
        kind: kind(&text(row, &["type"])),
        label: label(row),
        hint: Text::default(),
        guidance: Text::default(),
        relevant: expression(row, &["relevant", "relevance"]),
        constraint: expression(row, &["constraint"]),
        constraint_message: Text(message.into_iter().collect()),
        required: expression(row, &["required"]),
        required_message: Text::default(),
        calculation: expression(row, &["calculation"]),
        default: None,
        choice_filter: expression(row, &["choice_filter"]),
        read_only: None,
        appearance: String::new(),
        parameters: BTreeMap::new(),
        other: BTreeMap::new(),
        cell: cell(),
    }
}

fn kind(text: &str) -> QuestionType {
    let words: Vec<&str> = text.split_whitespace().collect();
    let select = || Select { list: words[1].into(), or_other: text.ends_with("or_other") };
    match words[0] {
        "integer" => QuestionType::Integer,
        "decimal" => QuestionType::Decimal,
        "date" => QuestionType::Date,
        "geopoint" => QuestionType::Geopoint,
        "note" => QuestionType::Note,
        "calculate" => QuestionType::Calculate,
        "image" => QuestionType::Image,
        "audio" => QuestionType::Audio,
        "video" => QuestionType::Video,
        "start" => QuestionType::Metadata(Metadata::Start),
        "end" => QuestionType::Metadata(Metadata::End),
        "today" => QuestionType::Metadata(Metadata::Today),
        "deviceid" => QuestionType::Metadata(Metadata::DeviceId),
        "audit" => QuestionType::Metadata(Metadata::Audit),
        "select_one" => QuestionType::SelectOne(select()),
        "select_multiple" => QuestionType::SelectMultiple(select()),
        _ => QuestionType::Text,
    }
}

fn text(row: &Row, names: &[&str]) -> String {
    names.iter().find_map(|name| row.get(*name)).cloned().unwrap_or_default()
}

/// Labels by language: `label::French (fr)` is `French (fr)`, `label` is no language.
fn label(row: &Row) -> Text {
    let labels = row.iter().filter_map(|(name, text)| {
        let language = name.strip_prefix("label")?.trim_start_matches(':');
        Some((language.to_string(), text.clone()))
    });
    Text(labels.collect())
}

fn expression(row: &Row, names: &[&str]) -> Option<Sourced<Expression>> {
    let text = text(row, names);
    let text = if text == "yes" { "true()" } else { &text };
    let value = Expression::parse(text).ok().filter(|_| !text.is_empty())?;
    Some(Sourced { value, cell: cell() })
}

fn cell() -> Cell {
    Cell { sheet: "survey".into(), row: 1, column: 1 }
}
