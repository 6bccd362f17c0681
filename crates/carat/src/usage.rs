//! What the command line says of itself, in the user's language: its help, and what is
//! wrong with what was typed.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, Error};

use crate::language::{Speaker, Value};

/// Puts the help of a command and of the commands inside it into the user's language.
pub(crate) fn in_words(command: Command, speaker: &Speaker) -> Command {
    let has_commands = command.has_subcommands();
    let template = format!("{{about}}\n\n{} {{usage}}\n\n{{all-args}}", speaker.text("help-usage"));
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(speaker.text("help-help"));
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(speaker.text("help-version"));
    let command = command
        .help_template(template)
        .subcommand_help_heading(speaker.text("help-commands"))
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .mut_args(|arg| heading(arg, speaker))
        .arg(heading(help, speaker));
    let command = match has_commands {
        true => command.arg(heading(version, speaker)),
        false => command,
    };
    command.mut_subcommands(|inner| in_words(inner, speaker))
}

fn heading(arg: Arg, speaker: &Speaker) -> Arg {
    let id = if arg.is_positional() { "help-arguments" } else { "help-options" };
    let takes_value = arg.get_action().takes_values();
    let arg = arg.help_heading(speaker.text(id));
    match takes_value {
        true => arg.hide_possible_values(true).hide_default_value(true),
        false => arg,
    }
}

/// One line that says what is wrong with what was typed, and one that says what to do.
pub(crate) fn fault(error: &Error, speaker: &Speaker) -> String {
    let text = |kind| context(error, kind);
    let argument = text(ContextKind::InvalidArg);
    let (id, what) = match error.kind() {
        ErrorKind::UnknownArgument => ("usage-unknown-argument", argument),
        ErrorKind::InvalidSubcommand => {
            ("usage-unknown-command", text(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => ("usage-missing-argument", argument),
        ErrorKind::MissingSubcommand => ("usage-missing-command", None),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation
            if text(ContextKind::InvalidValue).is_some_and(|value| !value.is_empty()) =>
        {
            ("usage-bad-value", text(ContextKind::InvalidValue))
        }
        ErrorKind::InvalidValue | ErrorKind::NoEquals | ErrorKind::WrongNumberOfValues => {
            ("usage-no-value", argument)
        }
        _ => ("usage-wrong", argument),
    };
    let what = what.unwrap_or_default();
    let argument = text(ContextKind::InvalidArg).unwrap_or_default();
    let values = [("what", Value::Text(&what)), ("argument", Value::Text(&argument))];
    let said = speaker.text_with(id, &values);
    let mut lines = vec![speaker.text_with("failure-line", &[("message", Value::Text(&said))])];
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
            .into_iter()
            .find_map(text);
    let valid = text(ContextKind::ValidValue);
    if let Some(name) = suggested {
        lines.push(speaker.text_with("usage-did-you-mean", &[("name", Value::Text(&name))]));
    } else if let Some(values) = valid {
        lines.push(speaker.text_with("usage-valid-values", &[("values", Value::Text(&values))]));
    }
    lines.push(speaker.text("usage-help"));
    lines.join("\n")
}

fn context(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        _ => None,
    }
}
