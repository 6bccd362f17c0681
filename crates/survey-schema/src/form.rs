//! The form: a tree of groups, repeats and questions, with lists and languages.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::expression::Expression;

/// A text in the languages of a form, keyed by language name as the form writes
/// it (`Français (fr)`); texts in a column without a language have the key `""`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Text(pub BTreeMap<String, String>);

impl Text {
    /// The text in a language, given as a two-letter code (`fr`) or as the
    /// form's own name of the language; else the text without a language; else
    /// any text there is, in the order of language names.
    pub fn get(&self, language: &str) -> Option<&str> {
        let named =
            self.0.iter().find(|(name, _)| language_code(name) == language || *name == language);
        named
            .or_else(|| self.0.get_key_value(""))
            .or_else(|| self.0.iter().next())
            .map(|(_, text)| text.as_str())
    }

    /// All texts with their languages.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, text)| (language.as_str(), text.as_str()))
    }

    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The code of a language as XLSForm names it: `Français (fr)` is `fr`.
/// A name without a code is its own code.
///
/// ```
/// assert_eq!(survey_schema::language_code("Français (fr)"), "fr");
/// assert_eq!(survey_schema::language_code("English"), "English");
/// ```
pub fn language_code(name: &str) -> &str {
    match (name.rfind('('), name.ends_with(')')) {
        (Some(open), true) => name[open + 1..name.len() - 1].trim(),
        _ => name.trim(),
    }
}

/// The cell of a form's workbook that something was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The sheet's name.
    pub sheet: String,
    /// Row, counted from 1.
    pub row: u32,
    /// Column, counted from 1.
    pub column: u32,
}

/// A value of the form with the cell it was read from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Its cell.
    pub cell: Cell,
}

/// A form, as read from an XLSForm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Form {
    /// `form_id` of the settings sheet, else the stem of the file.
    pub id: String,
    /// `form_title`, else the id.
    pub title: String,
    /// `version`, as text; empty when there is none.
    pub version: String,
    /// The language shown first, as the form names it; `""` when the form has none.
    pub default_language: String,
    /// The languages of the form in order of appearance.
    pub languages: Vec<String>,
    /// The file the form was read from, as the user named it.
    pub file: String,
    /// The items of the form, in order.
    pub items: Vec<Item>,
    /// The choice lists by name.
    pub lists: BTreeMap<String, ChoiceList>,
    /// Settings that have no field here, as written.
    pub settings: BTreeMap<String, String>,
}

/// One row of the survey sheet, with the rows inside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "item")]
#[allow(clippy::large_enum_variant, reason = "a form is mostly questions")]
pub enum Item {
    /// `begin_group` … `end_group`.
    Group(Group),
    /// `begin_repeat` … `end_repeat`.
    Repeat(Repeat),
    /// A question, note, calculation or metadata field.
    Question(Question),
}

/// A group: it names and conditions the items inside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// Name, unique among its siblings.
    pub name: String,
    /// Label in the languages of the form.
    pub label: Text,
    /// When the group is asked; always when `None`.
    pub relevant: Option<Sourced<Expression>>,
    /// How the group is shown.
    pub appearance: String,
    /// The items inside.
    pub items: Vec<Item>,
    /// The cell of its type.
    pub cell: Cell,
}

/// A repeat: a group whose items are answered any number of times. Each repeat
/// is a level of the data.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Repeat {
    /// The group that is repeated.
    pub group: Group,
    /// How often it is asked, when the form decides that (`repeat_count`).
    pub count: Option<Sourced<Expression>>,
}

/// What kind of answer a question takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionType {
    /// Free text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// A number within `start`, `end`, `step` of the parameters.
    Range,
    /// One choice of a list.
    SelectOne(Select),
    /// Any number of choices of a list.
    SelectMultiple(Select),
    /// The choices of a list in order of preference.
    Rank(Select),
    /// One choice of what is listed outside the choices sheet.
    SelectOneFrom(ChoiceSource),
    /// Any number of choices of what is listed outside the choices sheet.
    SelectMultipleFrom(ChoiceSource),
    /// What is listed outside the choices sheet, in order of preference.
    RankFrom(ChoiceSource),
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A day and time.
    DateTime,
    /// Latitude, longitude, altitude, accuracy.
    Geopoint,
    /// A position taken, unseen, when the question in `trigger` is answered.
    BackgroundGeopoint,
    /// A line of points.
    Geotrace,
    /// An area.
    Geoshape,
    /// A photograph or drawing.
    Image,
    /// A sound recording.
    Audio,
    /// A recording of the whole interview.
    BackgroundAudio,
    /// A film.
    Video,
    /// Any file.
    File,
    /// A scanned code.
    Barcode,
    /// A box to tick; its value is `OK`.
    Acknowledge,
    /// A text shown, without an answer.
    Note,
    /// A computed value that is not shown.
    Calculate,
    /// A value that is neither shown nor asked.
    Hidden,
    /// Metadata that the device fills in.
    Metadata(Metadata),
    /// Tags of a building or road of OpenStreetMap.
    Osm,
    /// A CSV file that goes with the form, for `pulldata` and `instance`.
    CsvExternal,
    /// An XML file that goes with the form, for `instance`.
    XmlExternal,
}

/// Where choices come from that are not in the choices sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChoiceSource {
    /// A file that goes with the form, `.csv`, `.xml` or `.geojson`.
    File(String),
    /// A list of the `external_choices` sheet.
    ExternalSheet(String),
    /// The answers to a question of a repeat in the same interview.
    Repeat(String),
}

/// The list a select question offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Select {
    /// Name of the list.
    pub list: String,
    /// Whether `or_other` was asked for. The reader has then added the choice `other`
    /// to the list and a text question `<name>_other` after this one.
    pub or_other: bool,
}

/// What the device fills in by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Metadata {
    /// When the interview began.
    Start,
    /// When it ended.
    End,
    /// The day of the interview.
    Today,
    /// An identifier of the phone. Personal.
    DeviceId,
    /// The user's name. Personal.
    Username,
    /// The user's address. Personal.
    Email,
    /// The phone's number. Personal.
    PhoneNumber,
    /// The SIM card's serial or subscriber number. Personal.
    SimSerial,
    /// The position where the interview began. Personal.
    StartGeopoint,
    /// The log of times and places of each question. Personal.
    Audit,
}

/// A question, note, calculation or metadata field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// Name, unique among its siblings.
    pub name: String,
    /// Type of the answer.
    pub kind: QuestionType,
    /// Label in the languages of the form.
    pub label: Text,
    /// Hint for the enumerator.
    pub hint: Text,
    /// Longer guidance, for training and paper.
    pub guidance: Text,
    /// When the question is asked; always when `None`.
    pub relevant: Option<Sourced<Expression>>,
    /// What an answer must satisfy.
    pub constraint: Option<Sourced<Expression>>,
    /// What to say when it does not.
    pub constraint_message: Text,
    /// When an answer must be given: `true()` for the usual `yes`.
    pub required: Option<Sourced<Expression>>,
    /// What to say when it is missing.
    pub required_message: Text,
    /// The value computed for it.
    pub calculation: Option<Sourced<Expression>>,
    /// The value it starts with, as written.
    pub default: Option<Sourced<String>>,
    /// Which choices of its list are offered; evaluated once for each choice,
    /// whose filter columns are names without `${}`.
    pub choice_filter: Option<Sourced<Expression>>,
    /// Whether the answer can be changed.
    pub read_only: Option<Sourced<Expression>>,
    /// How the question is shown.
    pub appearance: String,
    /// `key=value` pairs of the parameters column.
    pub parameters: BTreeMap<String, String>,
    /// Columns that have no field here, as written.
    pub other: BTreeMap<String, String>,
    /// The cell of its type.
    pub cell: Cell,
}

/// A named list of choices.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ChoiceList {
    /// Name of the list.
    pub name: String,
    /// Its choices, in order.
    pub choices: Vec<Choice>,
}

impl ChoiceList {
    /// The choice with a code.
    pub fn choice(&self, code: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.code == code)
    }
}

/// One choice: a code that is stored and a label that is shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// The code that is stored (`name` in the sheet).
    pub code: String,
    /// Label in the languages of the form.
    pub label: Text,
    /// Further columns of the sheet, for choice filters.
    pub columns: BTreeMap<String, String>,
    /// The cell of its code.
    pub cell: Cell,
}

/// A question with its place in the tree.
#[derive(Clone, Debug)]
pub struct Placed<'a> {
    /// The question.
    pub question: &'a Question,
    /// Names of the groups and repeats around it, outermost first.
    pub path: Vec<&'a str>,
    /// The level whose table has its column: the innermost repeat around it, or `main`.
    pub level: &'a str,
    /// The relevance of the groups and repeats around it, outermost first,
    /// innermost repeat included, then its own.
    pub relevance: Vec<&'a Sourced<Expression>>,
}

/// The name of the level of rows that belong to no repeat.
pub const MAIN: &str = "main";

/// A level of the data: `main`, or a repeat.
#[derive(Clone, Debug)]
pub struct LevelOf<'a> {
    /// `main`, or the name of the repeat.
    pub name: &'a str,
    /// The level whose rows its rows belong to; `None` for `main`.
    pub parent: Option<&'a str>,
    /// The repeat; `None` for `main`.
    pub repeat: Option<&'a Repeat>,
    /// Names of the groups and repeats around it and its own, outermost first.
    pub path: Vec<&'a str>,
}

impl Form {
    /// Every question of the form in order, notes and metadata included, each with its place.
    pub fn questions(&self) -> Vec<Placed<'_>> {
        let mut walk = Walk::default();
        walk.items(&self.items, MAIN);
        walk.questions
    }

    /// The levels of the form: `main` first, then each repeat in order.
    pub fn levels(&self) -> Vec<LevelOf<'_>> {
        let mut walk = Walk::default();
        walk.levels.push(LevelOf { name: MAIN, parent: None, repeat: None, path: Vec::new() });
        walk.items(&self.items, MAIN);
        walk.levels
    }

    /// The first question of that name, wherever it is.
    pub fn question(&self, name: &str) -> Option<Placed<'_>> {
        self.questions().into_iter().find(|placed| placed.question.name == name)
    }

    /// The list that a select question offers.
    pub fn list_of(&self, question: &Question) -> Option<&ChoiceList> {
        self.lists.get(&question.kind.select()?.list)
    }
}

impl QuestionType {
    /// The list of a select or rank question.
    pub fn select(&self) -> Option<&Select> {
        match self {
            QuestionType::SelectOne(select)
            | QuestionType::SelectMultiple(select)
            | QuestionType::Rank(select) => Some(select),
            _ => None,
        }
    }

    /// Whether the question leaves a value in the data.
    pub fn has_value(&self) -> bool {
        !matches!(self, QuestionType::Note | QuestionType::CsvExternal | QuestionType::XmlExternal)
    }

    /// Whether the answer names or places a person by its very type: positions,
    /// media, telephone and device identifiers.
    pub fn is_personal(&self) -> bool {
        use QuestionType::*;
        match self {
            Geopoint | Geotrace | Geoshape | Image | Audio | Video | File | Barcode | Osm => true,
            BackgroundAudio | BackgroundGeopoint => true,
            Metadata(kind) => {
                !matches!(kind, self::Metadata::Start | self::Metadata::End | self::Metadata::Today)
            }
            _ => false,
        }
    }
}

/// Collects questions and levels in the order of the form.
#[derive(Default)]
struct Walk<'a> {
    path: Vec<&'a str>,
    relevance: Vec<&'a Sourced<Expression>>,
    questions: Vec<Placed<'a>>,
    levels: Vec<LevelOf<'a>>,
}

impl<'a> Walk<'a> {
    fn items(&mut self, items: &'a [Item], level: &'a str) {
        for item in items {
            match item {
                Item::Question(question) => self.question(question, level),
                Item::Group(group) => self.group(group, level),
                Item::Repeat(repeat) => {
                    let name = repeat.group.name.as_str();
                    let mut path = self.path.clone();
                    path.push(name);
                    self.levels.push(LevelOf {
                        name,
                        parent: Some(level),
                        repeat: Some(repeat),
                        path,
                    });
                    self.group(&repeat.group, name);
                }
            }
        }
    }

    fn group(&mut self, group: &'a Group, level: &'a str) {
        self.path.push(&group.name);
        let conditions = self.relevance.len();
        self.relevance.extend(&group.relevant);
        self.items(&group.items, level);
        self.relevance.truncate(conditions);
        self.path.pop();
    }

    fn question(&mut self, question: &'a Question, level: &'a str) {
        let mut relevance = self.relevance.clone();
        relevance.extend(&question.relevant);
        self.questions.push(Placed { question, path: self.path.clone(), level, relevance });
    }
}
