//! Interviews as a grid of cells, in the manner of one producer or one typist.

use survey_schema::{Form, MAIN, Metadata, Placed, QuestionType};

use super::interview::{Answers, Interview};
use crate::workbook::Cell;

/// How a producer or a typist writes.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub(crate) header: Header,
    /// Answers as labels of the language, else as codes.
    pub(crate) labels: bool,
    pub(crate) language: &'static str,
    pub(crate) dates: Dates,
    pub(crate) decimal: char,
    pub(crate) thousands: Option<char>,
    pub(crate) multiple: Multiple,
    pub(crate) position: Position,
    /// Numbers as numbers, where the format has them.
    pub(crate) numbers: bool,
    /// Notes and metadata as the platforms export them; typists leave them out.
    pub(crate) platform: bool,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Header {
    /// The question's name alone.
    Name,
    /// Names of groups and question joined by a separator.
    Path(&'static str),
    /// The question's label.
    Label,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Dates {
    Iso,
    DayFirst,
    /// `Jun 5, 2026`.
    MonthName,
    /// A date cell.
    Native,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Multiple {
    /// One column.
    Summary,
    /// One column, and one of 0 and 1 for each choice, its header joined by a separator.
    Both(&'static str),
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Position {
    /// `latitude longitude altitude accuracy` in one column.
    Whole,
    /// The whole, then `_<question>_latitude` and so on.
    Kobo,
    /// `<question>-Latitude` and so on, without the whole.
    Central,
}

/// A column: its header, its group's label, and what it shows of a question.
pub(crate) struct Field<'a> {
    pub(crate) header: String,
    pub(crate) group: String,
    placed: Placed<'a>,
    part: Part,
}

enum Part {
    Answer,
    /// Whether a choice was chosen.
    Choice(String),
    /// A part of a position.
    Position(usize),
}

const POSITION_PARTS: [&str; 4] = ["latitude", "longitude", "altitude", "precision"];
const CENTRAL_PARTS: [&str; 4] = ["Latitude", "Longitude", "Altitude", "Accuracy"];

/// The columns of a level.
pub(crate) fn fields<'a>(form: &'a Form, level: &str, style: &Style) -> Vec<Field<'a>> {
    let placed = form
        .questions()
        .into_iter()
        .filter(|placed| placed.level == level && is_exported(placed, style));
    placed.flat_map(|placed| fields_of(form, placed, style)).collect()
}

fn is_exported(placed: &Placed<'_>, style: &Style) -> bool {
    match placed.question.kind {
        QuestionType::Note => style.platform && style.header != Header::Name,
        QuestionType::Metadata(_) | QuestionType::Calculate | QuestionType::Image => style.platform,
        _ => true,
    }
}

fn fields_of<'a>(form: &'a Form, placed: Placed<'a>, style: &Style) -> Vec<Field<'a>> {
    let header = header(&placed, style);
    let group = group_label(form, &placed, style.language);
    let field = |header: String, part: Part| Field {
        header,
        group: group.clone(),
        placed: placed.clone(),
        part,
    };
    let mut all = Vec::new();
    match (&placed.question.kind, style.multiple, style.position) {
        (QuestionType::Geopoint, _, Position::Kobo) => {
            all.push(field(header.clone(), Part::Answer));
            let (path, last) =
                header.rsplit_once('/').map_or((String::new(), header.as_str()), |(path, last)| {
                    (format!("{path}/"), last)
                });
            for (index, part) in POSITION_PARTS.iter().enumerate() {
                all.push(field(format!("{path}_{last}_{part}"), Part::Position(index)));
            }
        }
        (QuestionType::Geopoint, _, Position::Central) => {
            for (index, part) in CENTRAL_PARTS.iter().enumerate() {
                all.push(field(format!("{header}-{part}"), Part::Position(index)));
            }
        }
        (QuestionType::SelectMultiple(_), Multiple::Both(separator), _) => {
            all.push(field(header.clone(), Part::Answer));
            for choice in form.list_of(placed.question).map_or(&[][..], |list| &list.choices) {
                let shown = match style.labels {
                    true => choice.label.get(style.language).unwrap_or(&choice.code),
                    false => &choice.code,
                };
                all.push(field(
                    format!("{header}{separator}{shown}"),
                    Part::Choice(choice.code.clone()),
                ));
            }
        }
        _ => all.push(field(header, Part::Answer)),
    }
    all
}

fn header(placed: &Placed<'_>, style: &Style) -> String {
    let name = &placed.question.name;
    match style.header {
        Header::Name => name.clone(),
        Header::Label => placed.question.label.get(style.language).unwrap_or(name).to_string(),
        Header::Path(separator) => {
            // Inside the sheet of a repeat the path begins at the repeat.
            let outer = placed.path.iter().position(|step| *step == placed.level).unwrap_or(0);
            let path = placed.path[outer..].iter().copied().chain([name.as_str()]);
            path.collect::<Vec<_>>().join(separator)
        }
    }
}

fn group_label(form: &Form, placed: &Placed<'_>, language: &str) -> String {
    fn find<'a>(items: &'a [survey_schema::Item], name: &str) -> Option<&'a survey_schema::Group> {
        items.iter().find_map(|item| match item {
            survey_schema::Item::Group(group) if group.name == name => Some(group),
            survey_schema::Item::Group(group) => find(&group.items, name),
            _ => None,
        })
    }
    let group = placed.path.first().and_then(|name| find(&form.items, name));
    group.and_then(|group| group.label.get(language)).unwrap_or_default().to_string()
}

impl Field<'_> {
    /// The name of its question.
    pub(crate) fn question(&self) -> &str {
        &self.placed.question.name
    }

    /// The cell of a row.
    pub(crate) fn cell(&self, form: &Form, answers: &Answers, style: &Style) -> Cell {
        let answer = answers.get(&self.placed.question.name).map(String::as_str);
        match (&self.part, answer) {
            (_, None) => Cell::Empty,
            (Part::Answer, Some(answer)) => self.answer(form, answer, style),
            (Part::Choice(code), Some(answer)) => {
                let chosen = answer.split_whitespace().any(|chosen| chosen == code);
                number(if chosen { "1" } else { "0" }, style)
            }
            (Part::Position(index), Some(answer)) => {
                number(answer.split_whitespace().nth(*index).unwrap_or(""), style)
            }
        }
    }

    fn answer(&self, form: &Form, answer: &str, style: &Style) -> Cell {
        let question = self.placed.question;
        match &question.kind {
            QuestionType::Integer | QuestionType::Decimal => number(answer, style),
            QuestionType::Date | QuestionType::Metadata(Metadata::Today) => {
                date(answer, style.dates)
            }
            kind if kind.select().is_some() && style.labels => {
                let label = |code: &str| {
                    let choice = form.list_of(question).and_then(|list| list.choice(code));
                    choice
                        .and_then(|choice| choice.label.get(style.language))
                        .unwrap_or(code)
                        .to_string()
                };
                match kind {
                    QuestionType::SelectMultiple(_) => Cell::Text(
                        answer.split_whitespace().map(label).collect::<Vec<_>>().join(" "),
                    ),
                    _ => Cell::Text(label(answer)),
                }
            }
            _ => Cell::text(answer),
        }
    }
}

fn number(text: &str, style: &Style) -> Cell {
    match text.parse::<f64>() {
        Ok(value) if style.numbers => Cell::Number(value),
        Ok(_) => Cell::Text(localised(text, style)),
        Err(_) => Cell::text(text),
    }
}

fn localised(text: &str, style: &Style) -> String {
    let (whole, part) =
        text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 && !grouped.ends_with('-') {
            grouped.extend(style.thousands);
        }
        grouped.push(digit);
    }
    part.map_or(grouped.clone(), |part| format!("{grouped}{}{part}", style.decimal))
}

fn date(text: &str, dates: Dates) -> Cell {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return Cell::text(text) };
    let month_name =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    match (dates, text.parse::<jiff::civil::Date>()) {
        (Dates::Iso, _) => Cell::text(text),
        (Dates::Native, Ok(day)) => Cell::Date(day),
        (Dates::DayFirst | Dates::Native, _) => Cell::Text(format!("{day}/{month}/{year}")),
        (Dates::MonthName, _) => {
            let name = month
                .parse::<usize>()
                .ok()
                .and_then(|month| month_name.get(month - 1))
                .unwrap_or(&"?");
            Cell::Text(format!("{name} {}, {year}", day.trim_start_matches('0')))
        }
    }
}

/// The rows of a level: the interview, the number of the row in it from 1, its answers.
pub(crate) fn rows<'a>(
    interviews: &'a [Interview],
    level: &str,
) -> Vec<(usize, usize, &'a Answers)> {
    let mut all = Vec::new();
    for (index, interview) in interviews.iter().enumerate() {
        match level == MAIN {
            true => all.push((index, 0, &interview.answers)),
            false => {
                let rows = interview.repeats.get(level).into_iter().flatten().enumerate();
                all.extend(rows.map(|(number, answers)| (index, number + 1, answers)));
            }
        }
    }
    all
}
