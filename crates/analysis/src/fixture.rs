//! A small form, survey and dataset for the tests of this crate. All made up.

use std::collections::BTreeMap;

use dataset::{Column, Dataset, Level, Missing, Place, RowIdentity, Values};
use survey_schema::{
    Cell, Choice, ChoiceList, Form, Group, Item, MAIN, Question, QuestionType, Repeat, Select,
    Survey, Text,
};

fn cell() -> Cell {
    Cell { sheet: "survey".into(), row: 1, column: 1 }
}

fn question(name: &str, kind: QuestionType) -> Item {
    Item::Question(Question {
        name: name.into(),
        kind,
        label: Text::default(),
        hint: Text::default(),
        guidance: Text::default(),
        relevant: None,
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
        cell: cell(),
    })
}

fn select(list: &str) -> Select {
    Select { list: list.into(), or_other: false }
}

fn list(name: &str, codes: &[&str]) -> (String, ChoiceList) {
    let choice = |code: &&str| Choice {
        code: code.to_string(),
        label: Text::default(),
        columns: BTreeMap::new(),
        cell: cell(),
    };
    (name.into(), ChoiceList { name: name.into(), choices: codes.iter().map(choice).collect() })
}

/// A household form with a repeat of its members.
pub(crate) fn form() -> Form {
    use QuestionType::{Decimal, Integer, SelectMultiple, SelectOne};
    let member = Group {
        name: "member".into(),
        label: Text::default(),
        relevant: None,
        appearance: String::new(),
        items: vec![question("sex", SelectOne(select("sex"))), question("age", Integer)],
        cell: cell(),
    };
    Form {
        id: "household".into(),
        title: "Household".into(),
        version: "1".into(),
        default_language: String::new(),
        languages: Vec::new(),
        file: "household.xlsx".into(),
        items: vec![
            question("country", SelectOne(select("country"))),
            question("village", QuestionType::Text),
            question("phone", QuestionType::Text),
            question("water", SelectOne(select("water"))),
            question("work", SelectMultiple(select("work"))),
            question("income", Decimal),
            question("size", Integer),
            Item::Repeat(Repeat { group: member, count: None }),
        ],
        lists: [
            list("country", &["NA", "BB", "CC"]),
            list("water", &["tap", "well", "river", "dk"]),
            list("work", &["farm", "mine"]),
            list("sex", &["female", "male"]),
        ]
        .into(),
        settings: BTreeMap::new(),
    }
}

/// Three countries, one of which is `NA`; don't know is `dk`; at least two
/// contributors to a number.
pub(crate) fn survey() -> Survey {
    let text = r#"
id = "test"
title = { en = "Test" }
languages = ["en"]
missing = { dont_know = ["dk"] }
privacy = { minimum_contributors = 2, minimum_contributors_sensitive = 4 }
[[country]]
code = "NA"
name = { en = "Namibia" }
currency = "NAD"
expected = { household = 6 }
[[country]]
code = "BB"
name = { en = "B" }
currency = "BBD"
[[country]]
code = "CC"
name = { en = "C" }
currency = "CCD"
[[form]]
id = "household"
file = "household.xlsx"
unit = "household"
level_units = { member = "person" }
personal = ["phone"]
sensitive = ["income"]
roles = { country = "country" }
"#;
    Survey::from_toml(text, "survey.toml").unwrap()
}

/// A table from one line a row, cells separated by `|`: key, parent, then the
/// columns named. A cell that is a word of [`Missing`] with a `!` before it is
/// missing for that reason.
pub(crate) fn level(name: &str, columns: &[&str], lines: &[&str]) -> Level {
    let cells: Vec<Vec<&str>> =
        lines.iter().map(|line| line.split('|').map(str::trim).collect()).collect();
    let identity = |row: &Vec<&str>| RowIdentity {
        key: row[0].into(),
        parent: row[1].into(),
        place: Place::default(),
    };
    let column = |(number, name): (usize, &&str)| {
        let texts = cells.iter().map(|row| match row[number + 2].strip_prefix('!') {
            Some(word) => Err(Missing::from_word(word).unwrap()),
            None => Ok(row[number + 2]),
        });
        let numeric = ["income", "size", "age"].contains(name);
        let values = if numeric {
            Values::Number(texts.map(|text| text.map(|text| text.parse().unwrap())).collect())
        } else {
            Values::Text(texts.map(|text| text.map(Into::into)).collect())
        };
        Column { name: name.to_string(), values }
    };
    Level {
        form: "household".into(),
        name: name.into(),
        unit: if name == MAIN { "household".into() } else { "person".into() },
        rows: cells.iter().map(identity).collect(),
        columns: columns.iter().enumerate().map(column).collect(),
    }
}

/// Households of `NA` and `BB`; `CC` has not reported. Two villages in each.
pub(crate) fn dataset() -> Dataset {
    let main = level(
        MAIN,
        &["country", "village", "water", "work", "income", "size"],
        &[
            "h1||NA|a|tap|farm|10|2",
            "h2||NA|a|tap|farm mine|12|3",
            "h3||NA|b|river|mine|20|1",
            "h4||NA|b|!dont_know|!skipped|!refused|6",
            "h5||BB|c|well|farm|40|2",
            "h6||BB|c|tap|farm|44|5",
            "h7||BB|d|tap|mine|30|2",
            "h8||BB|d|tap|mine farm|36|3",
        ],
    );
    let members = level(
        "member",
        &["sex", "age"],
        &[
            "h1/member[1]|h1|female|30",
            "h1/member[2]|h1|male|12",
            "h2/member[1]|h2|male|40",
            "h3/member[1]|h3|female|70",
            "h4/member[1]|h4|female|9",
            "h5/member[1]|h5|male|33",
            "h6/member[1]|h6|female|3",
            "h7/member[1]|h7|female|!unanswered",
        ],
    );
    Dataset { levels: vec![main, members], ..Dataset::default() }
}
