//! The survey sheet: rows to a tree of groups, repeats and questions.

use std::collections::BTreeMap;

use super::choices::Lists;
use super::headings::{Table, setting_of_type};
use super::sheets::Row;
use super::translations::Translations;
use super::types::{BadType, Container, RowType, SELECT_NAMES, SIMPLE_NAMES, row_type};
use super::{clean, parameters};
use crate::check::rule::*;
use crate::expression::nearest;
use crate::{
    Cell, Diagnostic, Expression, Group, Item, Label, Location, Question, QuestionType, Repeat,
    Sourced, Text, message,
};

/// Columns of the survey sheet that have a field in [`Question`] or [`Group`].
const FIELDS: [&str; 20] = [
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "required",
    "required_message",
    "relevant",
    "constraint",
    "constraint_message",
    "calculation",
    "default",
    "choice_filter",
    "parameters",
    "appearance",
    "read_only",
    "repeat_count",
    "disabled",
    "note",
    "notes",
];

/// Reads the rows of the survey sheet.
pub(super) fn read(
    table: &Table<'_>,
    lists: &mut Lists,
    translations: &mut Translations,
    found: &mut Vec<Diagnostic>,
) -> Vec<Item> {
    if table.rows().next().is_none() || !(table.needs("type", found) & table.needs("name", found)) {
        return Vec::new();
    }
    let mut reader =
        Reader { table, lists, translations, found, open: Vec::new(), items: Vec::new() };
    table.rows().for_each(|row| reader.row(row));
    reader.finish()
}

/// A group or repeat whose end has not come yet.
struct Open {
    container: Container,
    group: Group,
    count: Option<Sourced<Expression>>,
    label: Label,
    /// The items around it.
    outer: Vec<Item>,
}

struct Reader<'a, 't> {
    table: &'a Table<'t>,
    lists: &'a mut Lists,
    translations: &'a mut Translations,
    found: &'a mut Vec<Diagnostic>,
    open: Vec<Open>,
    /// The items of the innermost open group.
    items: Vec<Item>,
}

impl Reader<'_, '_> {
    fn row(&mut self, row: &Row) {
        let written = clean::code(self.table.text(row, "type"));
        let disabled = clean::yes_or_no(self.table.text(row, "disabled")) == Some(true);
        if disabled || setting_of_type(&written).is_some() {
            return;
        }
        if written.is_empty() {
            return self.row_without_type(row);
        }
        match row_type(&written) {
            Ok(RowType::Begin(container)) => self.begin(row, container),
            Ok(RowType::End(container)) => self.end(row, &container),
            Ok(RowType::Question { kind, constraint, foreign }) => {
                self.question(row, kind, constraint, foreign)
            }
            Err(fault) => self.bad_type(row, &written, fault),
        }
    }

    /// A comment is a row with neither type, name nor label.
    fn row_without_type(&mut self, row: &Row) {
        let says = |key: &str| !self.table.text(row, key).is_empty();
        if says("name") || says("label") || !self.table.texts(row, "label").is_empty() {
            let message = message!("form-no-type", "this row has no type");
            let help = message!(
                "form-no-type-help",
                "write its type, or empty the row if it is a comment"
            );
            self.found.push(NO_TYPE.at(self.table.label_of(row, "name"), message).help(help));
        }
    }

    fn bad_type(&mut self, row: &Row, written: &str, fault: BadType) {
        let label = self.table.label_of(row, "type");
        self.found.push(match fault {
            BadType::Unknown => {
                let first = written.split(' ').next().unwrap_or_default();
                let known = SIMPLE_NAMES.iter().chain(SELECT_NAMES).copied();
                let near = nearest(written, known.clone()).or_else(|| nearest(first, known));
                let help = near
                    .map(|name| message!("did-you-mean", "did you mean \"{name}\"?", name = name));
                let message = message!(
                    "form-unknown-type",
                    "there is no type \"{written}\"",
                    written = written
                );
                UNKNOWN_TYPE.at(label, message).maybe_help(help)
            }
            BadType::NoList => {
                let message =
                    message!("form-no-list-name", "this select must name one list, and only one");
                let help = message!("form-no-list-name-help", "for example: select_one yes_no");
                NO_LIST_NAME.at(label, message).help(help)
            }
            BadType::BadFile(file) => {
                let message =
                    message!("form-bad-file", "choices cannot come from \"{file}\"", file = file);
                let help =
                    message!("form-bad-file-help", "the file must end in .csv, .xml or .geojson");
                BAD_FILE_NAME.at(label, message).help(help)
            }
        });
    }

    fn begin(&mut self, row: &Row, container: Container) {
        let group = Group {
            name: self.name(row).unwrap_or_default(),
            label: self.texts(row, "label"),
            relevant: self.expression(row, "relevant"),
            appearance: self.table.text(row, "appearance").to_string(),
            items: Vec::new(),
            cell: self.cell(row, "type"),
        };
        let count = self.expression(row, "repeat_count");
        let label = self.table.label_of(row, "type");
        let outer = std::mem::take(&mut self.items);
        self.open.push(Open { container, group, count, label, outer });
    }

    fn end(&mut self, row: &Row, container: &Container) {
        let label = self.table.label_of(row, "type");
        let Some(open) = self.open.pop() else {
            let message = message!("form-end-without-begin", "this end has no begin");
            return self.found.push(END_WITHOUT_BEGIN.at(label, message));
        };
        if !open.container.same_kind(container) {
            let message = message!(
                "form-wrong-end",
                "this ends a {ended}, but the last to begin is a {begun}",
                ended = container.word(),
                begun = open.container.word()
            );
            self.found.push(WRONG_END.at(label, message).also(open.label.clone()));
        }
        self.close(open);
    }

    fn close(&mut self, open: Open) {
        let Open { container, mut group, count, outer, .. } = open;
        group.items = std::mem::replace(&mut self.items, outer);
        self.items.push(match container {
            Container::Repeat => Item::Repeat(Repeat { group, count }),
            Container::Group | Container::Loop(_) => Item::Group(group),
        });
    }

    fn finish(mut self) -> Vec<Item> {
        while let Some(open) = self.open.pop() {
            let message = message!(
                "form-begin-without-end",
                "this {container} has no end",
                container = open.container.word()
            );
            let help = message!(
                "form-begin-without-end-help",
                "add a row \"end_{container}\" where it ends",
                container = open.container.word()
            );
            self.found.push(BEGIN_WITHOUT_END.at(open.label.clone(), message).help(help));
            self.close(open);
        }
        self.items
    }

    fn question(&mut self, row: &Row, kind: QuestionType, constraint: Option<&str>, foreign: bool) {
        if foreign {
            let message = message!("form-other-dialect", "only SurveyCTO knows this type");
            self.found.push(OTHER_DIALECT.at(self.table.label_of(row, "type"), message));
        }
        let name = match (self.table.text(row, "name"), &kind) {
            ("", QuestionType::Note) => format!("note_row_{}", row.number),
            _ => self.name(row).unwrap_or_default(),
        };
        let cell = self.cell(row, "type");
        let constraint = match (self.expression(row, "constraint"), constraint) {
            (None, Some(text)) => {
                Expression::parse(text).ok().map(|value| Sourced { value, cell: cell.clone() })
            }
            (written, _) => written,
        };
        let question = Question {
            label: self.texts(row, "label"),
            hint: self.texts(row, "hint"),
            guidance: self.texts(row, "guidance_hint"),
            relevant: self.expression(row, "relevant"),
            constraint,
            constraint_message: self.texts(row, "constraint_message"),
            required: self
                .expression(row, "required")
                .filter(|required| required.value.text != "false()"),
            required_message: self.texts(row, "required_message"),
            calculation: self.expression(row, "calculation"),
            default: self.sourced(row, "default"),
            choice_filter: self.expression(row, "choice_filter"),
            read_only: self
                .expression(row, "read_only")
                .filter(|value| value.value.text != "false()"),
            appearance: self.table.text(row, "appearance").to_string(),
            parameters: self.parameters(row),
            other: self.table.others(row, &FIELDS),
            name,
            kind,
            cell,
        };
        self.look_at(row, &question);
        let other = self.other_text(&question);
        self.items.push(Item::Question(question));
        self.items.extend(other.map(Item::Question));
    }

    /// What a question lacks.
    fn look_at(&mut self, row: &Row, question: &Question) {
        if question.kind == QuestionType::Calculate
            && question.calculation.is_none()
            && question.default.is_none()
        {
            let message = message!(
                "form-no-calculation",
                "\"{name}\" computes nothing",
                name = question.name
            );
            let help = message!(
                "form-no-calculation-help",
                "write an expression in the column calculation"
            );
            self.found
                .push(NO_CALCULATION.at(self.table.label_of(row, "type"), message).help(help));
        }
        let shown = !matches!(
            question.kind,
            QuestionType::Calculate
                | QuestionType::Hidden
                | QuestionType::Metadata(_)
                | QuestionType::CsvExternal
                | QuestionType::XmlExternal
                | QuestionType::BackgroundAudio
                | QuestionType::BackgroundGeopoint
        );
        let has_media =
            ["image", "audio", "video"].iter().any(|key| !self.table.texts(row, key).is_empty());
        if shown
            && question.label.is_empty()
            && question.hint.is_empty()
            && !has_media
            && question.calculation.is_none()
        {
            let message =
                message!("form-no-label", "\"{name}\" has no label", name = question.name);
            self.found.push(NO_LABEL.at(self.table.label_of(row, "name"), message));
        }
        let Some(select) = question.kind.select() else { return };
        self.lists.uses(&select.list);
        let label = self.table.label_of(row, "type");
        let Some(list) = self.lists.lists.get(&select.list) else {
            let known = self.lists.lists.keys().map(String::as_str);
            let near = nearest(&select.list, known);
            let message = message!(
                "form-unknown-list",
                "the list \"{list}\" is not in the choices sheet",
                list = select.list
            );
            let help =
                near.map(|name| message!("did-you-mean", "did you mean \"{name}\"?", name = name));
            return self.found.push(UNKNOWN_LIST.at(label, message).maybe_help(help));
        };
        let spaced = list.choices.iter().find(|choice| choice.code.contains(' '));
        if let (QuestionType::SelectMultiple(_), Some(choice)) = (&question.kind, spaced) {
            let message = message!(
                "form-code-with-space",
                "the list \"{list}\" is for several choices, and its code \"{code}\" has a space",
                list = select.list,
                code = choice.code
            );
            let help = message!(
                "form-code-with-space-help",
                "use _ in place of the space: the codes chosen are joined by spaces"
            );
            let there = self.table.label_in("choices", &choice.cell, &choice.code);
            self.found.push(CODE_WITH_SPACE.at(label, message).also(there).help(help));
        }
    }

    /// The choice and the text question that `or_other` brings along.
    fn other_text(&mut self, question: &Question) -> Option<Question> {
        let select = question.kind.select().filter(|select| select.or_other)?;
        self.lists.add_other(&select.list);
        let relevant =
            Expression::parse(&format!("selected(${{{}}}, 'other')", question.name)).ok()?;
        let label = question
            .label
            .iter()
            .map(|(language, _)| (language.to_string(), "Specify other.".to_string()));
        Some(Question {
            name: format!("{}_other", question.name),
            kind: QuestionType::Text,
            label: Text(label.collect()),
            hint: Text::default(),
            guidance: Text::default(),
            relevant: Some(Sourced { value: relevant, cell: question.cell.clone() }),
            constraint: None,
            constraint_message: Text::default(),
            required: None,
            required_message: Text::default(),
            calculation: None,
            default: None,
            choice_filter: None,
            read_only: None,
            appearance: String::new(),
            parameters: BTreeMap::new(),
            other: BTreeMap::new(),
            cell: question.cell.clone(),
        })
    }

    fn name(&mut self, row: &Row) -> Option<String> {
        let name = clean::code(self.table.text(row, "name"));
        let label = self.table.label_of(row, "name");
        if name.is_empty() {
            let message = message!("form-no-name", "this row has no name");
            let help = message!(
                "form-no-name-help",
                "write a short name without spaces in the column name"
            );
            self.found.push(NO_NAME.at(label, message).help(help));
            return None;
        }
        if !clean::is_name(&name) {
            let message = message!("form-bad-name", "\"{name}\" cannot be a name", name = name);
            let help = message!(
                "form-bad-name-help",
                "begin with a letter or _, and go on with letters, digits, _, - or ."
            );
            self.found.push(BAD_NAME.at(label, message).help(help));
        } else if name.chars().count() > 64 {
            let message = message!(
                "form-long-name",
                "\"{name}\" is longer than the 64 characters that SPSS keeps",
                name = name
            );
            self.found.push(LONG_NAME.at(label, message));
        }
        Some(name)
    }

    fn texts(&mut self, row: &Row, key: &str) -> Text {
        self.translations.note(self.table, row, key);
        self.table.texts(row, key)
    }

    fn parameters(&mut self, row: &Row) -> BTreeMap<String, String> {
        let text = clean::code(self.table.text(row, "parameters"));
        parameters(&text).unwrap_or_else(|| {
            let message = message!(
                "form-bad-parameters",
                "parameters are written key=value, separated by spaces"
            );
            self.found.push(BAD_PARAMETERS.at(self.table.label_of(row, "parameters"), message));
            BTreeMap::new()
        })
    }

    fn sourced(&self, row: &Row, key: &str) -> Option<Sourced<String>> {
        let text = clean::code(self.table.text(row, key));
        (!text.is_empty()).then(|| Sourced { value: text, cell: self.cell(row, key) })
    }

    /// An expression; a fault in it is reported with the place inside the cell.
    fn expression(&mut self, row: &Row, key: &str) -> Option<Sourced<Expression>> {
        let Sourced { value: text, cell } = self.sourced(row, key)?;
        let text = match clean::yes_or_no(&text) {
            Some(true) => "true()".to_string(),
            Some(false) => "false()".to_string(),
            None => text,
        };
        match Expression::parse(&text) {
            Ok(value) => Some(Sourced { value, cell }),
            Err(error) => {
                let mut label = self.table.label_of(row, key);
                if let Location::Cell { span, .. } = &mut label.location {
                    *span = Some(error.span.clone());
                }
                let help = error.help();
                self.found.push(SYNTAX.at(label, error.message()).maybe_help(help));
                None
            }
        }
    }

    fn cell(&self, row: &Row, key: &str) -> Cell {
        let column = self.table.column(key).unwrap_or(1);
        Cell { sheet: self.table.sheet.name.clone(), row: row.number, column }
    }
}
