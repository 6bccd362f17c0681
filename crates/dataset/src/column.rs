//! Typed columns: a value or a reason why there is none, for every row.

use serde::{Deserialize, Serialize};

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The form's logic did not ask the question.
    Skipped,
    /// The source has no such column: the question was not in this version or file.
    NotAsked,
    /// Asked, and left blank.
    Unanswered,
    /// The respondent refused to answer.
    Refused,
    /// The respondent did not know.
    DontKnow,
    /// The respondent said that it does not apply.
    NotApplicable,
    /// There was a value that could not be accepted; the findings say which.
    Lost,
    /// There is a value that the dataset may not hold.
    Withheld,
}

impl Missing {
    /// All reasons, in the order in which tables show them.
    pub const ALL: [Missing; 8] = [
        Missing::Skipped,
        Missing::NotAsked,
        Missing::Unanswered,
        Missing::Refused,
        Missing::DontKnow,
        Missing::NotApplicable,
        Missing::Lost,
        Missing::Withheld,
    ];

    /// The word used in files: `skipped`, `dont_know` …
    pub fn as_str(self) -> &'static str {
        match self {
            Missing::Skipped => "skipped",
            Missing::NotAsked => "not_asked",
            Missing::Unanswered => "unanswered",
            Missing::Refused => "refused",
            Missing::DontKnow => "dont_know",
            Missing::NotApplicable => "not_applicable",
            Missing::Lost => "lost",
            Missing::Withheld => "withheld",
        }
    }

    /// The reason that a word of a file names.
    pub fn from_word(word: &str) -> Option<Missing> {
        Missing::ALL.into_iter().find(|missing| missing.as_str() == word)
    }
}

/// A column of a level: a question's answers, one a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Name of the question.
    pub name: String,
    /// The answers.
    pub values: Values,
}

/// The answers of a column. Numbers are numbers; everything else, codes and
/// dates (`YYYY-MM-DD`) included, is text, so that `007` stays `007`. The codes
/// of a select-multiple are joined by single spaces in the order of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Integers and decimals.
    Number(Vec<Result<f64, Missing>>),
    /// Everything else.
    Text(Vec<Result<Box<str>, Missing>>),
}

impl Values {
    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Values::Number(values) => values.len(),
            Values::Text(values) => values.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Why a row has no value; `None` when it has one.
    pub fn missing(&self, row: usize) -> Option<Missing> {
        match self {
            Values::Number(values) => values[row].as_ref().err().copied(),
            Values::Text(values) => values[row].as_ref().err().copied(),
        }
    }

    /// The value of a row as the text that expressions read; `None` when missing.
    pub fn text(&self, row: usize) -> Option<std::borrow::Cow<'_, str>> {
        match self {
            Values::Number(values) => values[row].ok().map(|number| number.to_string().into()),
            Values::Text(values) => values[row].as_ref().ok().map(|text| text.as_ref().into()),
        }
    }
}
