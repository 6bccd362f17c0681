//! Why a command could not do it, and how it ended when it could.

use std::process::ExitCode;

use serde_json::json;
use survey_schema::{Diagnostic, Message};

use crate::language::{Speaker, Value};
use crate::render;

/// How a command ended that did what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// Nothing needs a person.
    Clean,
    /// A form was rejected, or there are findings of severity error.
    NeedsAPerson,
}

/// Why a command could not do it.
#[derive(Debug)]
pub(crate) enum Failure {
    /// One message says it.
    Message(Message),
    /// Faults in a form or a configuration.
    Faults(Vec<Diagnostic>),
    /// The accounts of the run do not add up.
    Accounts(Message),
}

impl Failure {
    /// 2: could not do it; 3: the accounts do not add up.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Failure::Message(_) | Failure::Faults(_) => ExitCode::from(2),
            Failure::Accounts(_) => ExitCode::from(3),
        }
    }

    /// The failure for a person.
    pub(crate) fn to_text(&self, speaker: &Speaker) -> String {
        match self {
            Failure::Message(message) | Failure::Accounts(message) => {
                let text = speaker.message(message);
                speaker.text_with("failure-line", &[("message", Value::Text(&text))])
            }
            Failure::Faults(faults) => render::diagnostics(faults, speaker),
        }
    }

    /// The failure for a program.
    pub(crate) fn to_json(&self) -> String {
        let value = match self {
            Failure::Message(message) | Failure::Accounts(message) => {
                json!({ "schema": "carat-failure/1", "message": message, "diagnostics": [] })
            }
            Failure::Faults(faults) => {
                json!({ "schema": "carat-failure/1", "message": null, "diagnostics": faults })
            }
        };
        value.to_string()
    }
}

impl From<Message> for Failure {
    fn from(message: Message) -> Self {
        Failure::Message(message)
    }
}
