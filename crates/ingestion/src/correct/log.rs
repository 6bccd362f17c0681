//! Cleaning logs of several tools, read as lines of one kind.
//!
//! Told apart by their headers: Carat's own (`key, question, action, old_value, new_value,
//! reason, by, when`), IMPACT's (`uuid, question, old_value, new_value, change_type`),
//! ipacheck's corrections (`<id>, variable, value, newvalue, action`) and its rules for
//! recoding (`parent, child, match_type, match_text, recode_from, recode_to`), iefieldkit's
//! corrections (`idvalue, varname, value, valuecurrent`, with sheets `other` and `drop`) and
//! its report of duplicates (`duplistid, correct, drop, newid`).

use dataset::Place;

use super::line::{Action, Line, Match, RecodeRule};
use crate::catalogue::FormIndex;
use crate::fold::{fold_name, trim, without_mangled_mark};
use crate::read::Sheet;

/// Rows in which a log's header is looked for.
const SEARCHED: usize = 20;

/// What a column of a log is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Field {
    Key,
    Form,
    File,
    Row,
    Question,
    Action,
    Old,
    Value,
    New,
    Reason,
    By,
    When,
    Parent,
    Child,
    MatchType,
    MatchText,
    RecodeFrom,
    RecodeTo,
    TextVariable,
    TextValue,
    Category,
    Correct,
    Drop,
    NewId,
    Count,
}

/// Names of columns, folded and with dots as spaces, the preferred one first.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Key,
        &["key", "uuid", "instanceid", "instance id", "submission uuid", "idvalue", "cle", "chave"],
    ),
    (Field::Form, &["form", "formulaire", "formulario"]),
    (Field::File, &["file", "fichier", "ficheiro"]),
    (Field::Row, &["row", "ligne", "linha"]),
    (
        Field::Question,
        &["question", "questions", "question name", "variable", "varname", "column", "pergunta"],
    ),
    (Field::Action, &["change type", "action", "type of change", "type de changement", "acao"]),
    (
        Field::Old,
        &[
            "old value",
            "valuecurrent",
            "current value",
            "ancienne valeur",
            "valor antigo",
            "valor anterior",
        ],
    ),
    (Field::Value, &["value"]),
    (Field::New, &["new value", "newvalue", "nouvelle valeur", "valor novo", "novo valor"]),
    (
        Field::Reason,
        &[
            "reason",
            "issue",
            "explanation",
            "comments",
            "comment",
            "notes",
            "motif",
            "raison",
            "motivo",
        ],
    ),
    (Field::By, &["by", "initials", "author", "par", "por"]),
    (Field::When, &["when", "date", "reported date", "datefixed", "quand", "quando", "data"]),
    (Field::Parent, &["parent"]),
    (Field::Child, &["child"]),
    (Field::MatchType, &["match type"]),
    (Field::MatchText, &["match text"]),
    (Field::RecodeFrom, &["recode from"]),
    (Field::RecodeTo, &["recode to"]),
    (Field::TextVariable, &["strvar"]),
    (Field::TextValue, &["strvalue"]),
    (Field::Category, &["catvalue"]),
    (Field::Correct, &["correct"]),
    (Field::Drop, &["drop"]),
    (Field::NewId, &["newid"]),
    (Field::Count, &["n obs"]),
];

/// The tool whose log it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// One action a line, said in a word.
    Actions,
    /// ipacheck's rules for recoding.
    Rules,
    /// iefieldkit's corrections.
    Values,
    /// iefieldkit's texts of "other".
    Others,
    /// iefieldkit's records to drop.
    Drops,
    /// iefieldkit's report of duplicates.
    Duplicates,
}

/// The columns of a log.
struct Layout {
    kind: Kind,
    header: usize,
    columns: Vec<(Field, usize)>,
    /// IMPACT's logs are written by R.
    na_is_blank: bool,
}

/// The lines of a log; `None` when a sheet is no log that we know.
pub(crate) fn lines(sheet: &Sheet, forms: &[FormIndex<'_>]) -> Option<Vec<Line>> {
    let layout = (0..sheet.rows.len().min(SEARCHED)).find_map(|row| layout(sheet, row, forms))?;
    let rows = sheet.rows.iter().enumerate().skip(layout.header + 1);
    Some(
        rows.filter(|(_, row)| !row.is_empty())
            .filter_map(|(at, _)| line(sheet, at, &layout, forms))
            .collect(),
    )
}

fn layout(sheet: &Sheet, row: usize, forms: &[FormIndex<'_>]) -> Option<Layout> {
    let headers: Vec<String> = sheet.rows[row]
        .cells
        .iter()
        .map(|cell| without_mangled_mark(trim(&cell.text())).to_string())
        .collect();
    let folded: Vec<String> = headers.iter().map(|header| plain(header)).collect();
    let mut columns: Vec<(Field, usize)> = Vec::new();
    for (field, names) in NAMES {
        let found = names.iter().find_map(|name| folded.iter().position(|header| header == name));
        columns.extend(found.map(|column| (*field, column)));
    }
    let has = |columns: &[(Field, usize)], field: Field| columns.iter().any(|(of, _)| *of == field);
    if !has(&columns, Field::Key) && !has(&columns, Field::MatchText) {
        // ipacheck's logs name the survey's own key.
        let is_code = |header: &String| {
            forms.iter().any(|form| form.usage.roles.key.as_deref() == Some(header.as_str()))
        };
        columns.push((Field::Key, headers.iter().position(is_code)?));
    }
    let kind = kind(&|field| has(&columns, field))?;
    let na_is_blank = folded.iter().any(|header| header == "change type");
    Some(Layout { kind, header: row, columns, na_is_blank })
}

/// A header as it is compared: dots of R and underscores are spaces, `X_uuid` is `uuid`.
fn plain(header: &str) -> String {
    let bare = header.strip_prefix("X_").unwrap_or(header).trim_start_matches('_');
    fold_name(&bare.replace('.', " "))
}

fn kind(has: &dyn Fn(Field) -> bool) -> Option<Kind> {
    use Field::*;
    if has(Parent) && has(Child) && has(MatchText) && has(RecodeTo) {
        Some(Kind::Rules)
    } else if has(Key) && has(Drop) && has(NewId) {
        Some(Kind::Duplicates)
    } else if has(Key) && has(TextValue) && has(Category) {
        Some(Kind::Others)
    } else if has(Key) && has(Question) && has(Action) {
        Some(Kind::Actions)
    } else if has(Key) && has(Question) && (has(New) || (has(Value) && has(Old))) {
        Some(Kind::Values)
    } else if has(Key) && has(Count) {
        Some(Kind::Drops)
    } else {
        None
    }
}

fn line(sheet: &Sheet, at: usize, layout: &Layout, forms: &[FormIndex<'_>]) -> Option<Line> {
    let row = &sheet.rows[at];
    let text = |field: Field| {
        let column = layout.columns.iter().find(|(of, _)| *of == field).map(|(_, column)| *column);
        let cell = column.and_then(|column| row.cells.get(column));
        cell.map(|cell| trim(&cell.text()).to_string()).unwrap_or_default()
    };
    let place =
        Place { file: sheet.file.clone(), sheet: sheet.name.clone(), row: row.number, column: 0 };
    let pointer = text(Field::Row).parse().ok().map(|row| (text(Field::File), row));
    let base = Line {
        place,
        form: text(Field::Form),
        key: text(Field::Key),
        row: pointer,
        question: text(Field::Question),
        na_is_blank: layout.na_is_blank,
        reason: text(Field::Reason),
        by: text(Field::By),
        when: text(Field::When),
        ..Line::default()
    };
    match layout.kind {
        Kind::Actions => Some(with_action(base, &text)),
        Kind::Values => Some(with_values(base, &text)),
        Kind::Rules => Some(as_rule(base, &text)),
        Kind::Others => Some(as_other(base, &text)),
        Kind::Drops => Some(Line { action: Some(Action::Remove), question: String::new(), ..base }),
        Kind::Duplicates => as_duplicate(base, &text, forms),
    }
}

fn with_action(base: Line, text: &dyn Fn(Field) -> String) -> Line {
    let word = text(Field::Action);
    let new = text(Field::New);
    let action = match word.is_empty() {
        true => (!new.is_empty()).then_some(Action::Change),
        false => Action::of_word(&word),
    };
    let old = match text(Field::Old) {
        old if old.is_empty() => text(Field::Value),
        old => old,
    };
    Line { action, action_word: word, old, new, ..base }
}

/// In a log of values, `value` is the new one beside `valuecurrent`.
fn with_values(base: Line, text: &dyn Fn(Field) -> String) -> Line {
    let new = match text(Field::New) {
        new if new.is_empty() => text(Field::Value),
        new => new,
    };
    let action = if new.is_empty() { Action::Blank } else { Action::Change };
    Line { action: Some(action), old: text(Field::Old), new, ..base }
}

fn as_rule(base: Line, text: &dyn Fn(Field) -> String) -> Line {
    let rule = RecodeRule {
        text_question: text(Field::Child),
        how: Match::of_word(&text(Field::MatchType)),
        pattern: text(Field::MatchText),
        from: text(Field::RecodeFrom),
    };
    Line {
        action: Some(Action::RecodeOther),
        question: text(Field::Parent),
        new: text(Field::RecodeTo),
        old: rule.pattern.clone(),
        rule: Some(rule),
        ..base
    }
}

/// A text of "other": in one record when an id is given, in every one otherwise.
fn as_other(base: Line, text: &dyn Fn(Field) -> String) -> Line {
    let rule = RecodeRule {
        text_question: text(Field::TextVariable),
        how: Some(Match::Exact),
        pattern: text(Field::TextValue),
        from: String::new(),
    };
    Line {
        action: Some(Action::RecodeOther),
        new: text(Field::Category),
        old: rule.pattern.clone(),
        rule: Some(rule),
        ..base
    }
}

/// A line of a report of duplicates; `None` when nobody has decided about it yet.
fn as_duplicate(
    base: Line,
    text: &dyn Fn(Field) -> String,
    forms: &[FormIndex<'_>],
) -> Option<Line> {
    let says =
        |field: Field| matches!(fold_name(&text(field)).as_str(), "yes" | "1" | "oui" | "sim");
    let question = forms.iter().find_map(|form| form.usage.roles.key.clone()).unwrap_or_default();
    let new = text(Field::NewId);
    if says(Field::Drop) {
        Some(Line { action: Some(Action::Remove), question: String::new(), ..base })
    } else if !new.is_empty() {
        Some(Line { action: Some(Action::Change), question, new, ..base })
    } else if says(Field::Correct) {
        Some(Line { action: Some(Action::Accept), question, ..base })
    } else {
        None
    }
}
