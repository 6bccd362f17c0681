//! Why a report could not be made.

use std::fmt;

use analysis::chart::FigureError;
use survey_schema::{Message, message};

/// Why a report could not be made.
#[derive(Clone, Debug, PartialEq)]
pub enum ReportError {
    /// The survey asks for a language that reports are not written in.
    Language {
        /// Its code; empty when the survey names no language at all.
        code: String,
    },
    /// A figure cannot be drawn.
    Figure(FigureError),
    /// A figure became a picture that cannot be made.
    Picture {
        /// Id of the chart.
        figure: String,
        /// Why.
        reason: String,
    },
    /// A template failed.
    Template {
        /// What it said.
        reason: String,
    },
    /// The words of a language cannot be read.
    Texts {
        /// Code of the language.
        language: String,
        /// Why.
        reason: String,
    },
    /// The tables cannot be written.
    Tables {
        /// Why.
        reason: String,
    },
    /// Drawing was interrupted.
    Interrupted,
}

impl ReportError {
    /// The same for people.
    pub fn message(&self) -> Message {
        match self {
            ReportError::Language { code } if code.is_empty() => message!(
                "report-no-language",
                "the survey file names no language. Write languages = [\"fr\", \"en\", \"pt\"], or some of them"
            ),
            ReportError::Language { code } => message!(
                "report-unknown-language",
                "reports are written in fr, en and pt, not in \"{code}\"",
                code = code
            ),
            ReportError::Figure(error) => message!(
                "report-figure",
                "chart \"{figure}\" cannot be drawn: {reason}",
                figure = error.figure,
                reason = error.cause
            ),
            ReportError::Picture { figure, reason } => message!(
                "report-picture",
                "the picture of chart \"{figure}\" cannot be made: {reason}",
                figure = figure,
                reason = reason
            ),
            ReportError::Template { reason } => message!(
                "report-template",
                "the page cannot be composed: {reason}",
                reason = reason
            ),
            ReportError::Texts { language, reason } => message!(
                "report-texts",
                "the words of \"{language}\" cannot be read: {reason}",
                language = language,
                reason = reason
            ),
            ReportError::Tables { reason } => {
                message!("report-tables", "the tables cannot be written: {reason}", reason = reason)
            }
            ReportError::Interrupted => {
                message!("report-interrupted", "drawing the charts was interrupted")
            }
        }
    }
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().english)
    }
}

impl std::error::Error for ReportError {}
