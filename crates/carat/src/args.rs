//! What was typed.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, Command, value_parser};

use crate::language::{Language, Speaker};
use crate::usage;

/// The arguments of a run.
pub(crate) struct Arguments {
    /// Speaks the language of the run.
    pub(crate) speaker: Speaker,
    /// Whether the result goes to standard output as JSON.
    pub(crate) json: bool,
    /// What is to be done.
    pub(crate) task: Task,
}

/// What is to be done.
pub(crate) enum Task {
    /// `carat check PATH`
    Check {
        /// A form, or a survey's folder or `survey.toml`.
        path: PathBuf,
    },
    /// `carat convert FORM OUT`
    Convert(Conversion),
    /// `carat ingest SURVEY [FILES]`
    Ingest {
        /// The survey's folder.
        survey: PathBuf,
        /// Field files; those of `incoming` when empty.
        files: Vec<PathBuf>,
        /// Whether to read the files again though nothing changed.
        again: bool,
    },
    /// `carat analyse SURVEY`
    Analyse {
        /// The survey's folder.
        survey: PathBuf,
    },
    /// `carat report SURVEY`
    Report {
        /// The survey's folder.
        survey: PathBuf,
    },
}

/// The arguments of `carat convert`.
pub(crate) struct Conversion {
    /// The form.
    pub(crate) form: PathBuf,
    /// The file to write.
    pub(crate) out: PathBuf,
    /// Where to write the report, if anywhere.
    pub(crate) report: Option<PathBuf>,
    /// The name of the element that holds the answers.
    pub(crate) form_name: Option<String>,
    /// The language of texts without one.
    pub(crate) default_language: Option<String>,
    /// Whether each element stands on a line of its own.
    pub(crate) pretty: bool,
}

impl Arguments {
    /// Reads the arguments of the process. On `--help`, `--version` and bad
    /// arguments, prints what clap has to say and gives the exit code.
    pub(crate) fn from_environment() -> Result<Self, ExitCode> {
        let words: Vec<std::ffi::OsString> = std::env::args_os().collect();
        let speaker = Speaker::new(language_of(&words));
        let command = usage::in_words(command(&speaker), &speaker);
        let matches =
            command.try_get_matches_from(words).map_err(|error| answer(&error, &speaker))?;
        let json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
        let Some((name, matches)) = matches.subcommand() else { return Err(ExitCode::from(2)) };
        let path = matches.get_one::<PathBuf>("path").cloned().unwrap_or_default();
        let task = match name {
            "check" => Task::Check { path },
            "convert" => Task::Convert(Conversion {
                form: path,
                out: matches.get_one::<PathBuf>("out").cloned().unwrap_or_default(),
                report: matches.get_one("report").cloned(),
                form_name: matches.get_one("form-name").cloned(),
                default_language: matches.get_one("default-language").cloned(),
                pretty: matches.get_flag("pretty"),
            }),
            "ingest" => Task::Ingest {
                survey: path,
                files: matches.get_many("files").into_iter().flatten().cloned().collect(),
                again: matches.get_flag("again"),
            },
            "analyse" => Task::Analyse { survey: path },
            _ => Task::Report { survey: path },
        };
        Ok(Arguments { speaker, json, task })
    }
}

/// Prints the help that was asked for, or what is wrong with what was typed.
fn answer(error: &clap::Error, speaker: &Speaker) -> ExitCode {
    // If the stream is closed there is nobody to tell.
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(2)
        }
        _ => {
            let _ = writeln!(std::io::stderr().lock(), "{}", usage::fault(error, speaker));
            ExitCode::from(2)
        }
    }
}

/// The language is needed before the arguments are parsed, since their help is
/// said in it: `--lang fr`, `--lang=fr`, else the environment.
fn language_of(words: &[std::ffi::OsString]) -> Language {
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let after = words.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1].clone());
    let joined = words
        .iter()
        .find_map(|word| word.strip_prefix("--lang=").map(|code| code.to_string().into()));
    let asked = after.or(joined).and_then(|code| Language::from_code(&code));
    asked.unwrap_or_else(Language::from_environment)
}

fn command(speaker: &Speaker) -> Command {
    let say = |id: &str| speaker.text(id);
    let path = |help: &str, name: &'static str| {
        Arg::new("path")
            .value_name(name)
            .value_parser(value_parser!(PathBuf))
            .display_order(0)
            .required(true)
            .help(say(help))
    };
    Command::new("carat")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say("help-carat"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("lang")
                .long("lang")
                .value_name("fr|en|pt")
                .value_parser(["fr", "en", "pt"])
                .global(true)
                .help(say("help-lang")),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("text|json")
                .value_parser(["text", "json"])
                .default_value("text")
                .global(true)
                .help(say("help-format")),
        )
        .subcommand(
            Command::new("check").about(say("help-check")).arg(path("help-check-path", "PATH")),
        )
        .subcommand(convert_command(speaker))
        .subcommand(
            Command::new("ingest")
                .about(say("help-ingest"))
                .arg(path("help-survey", "SURVEY"))
                .arg(
                    Arg::new("files")
                        .value_name("FILES")
                        .value_parser(value_parser!(PathBuf))
                        .num_args(0..)
                        .display_order(1)
                        .help(say("help-files")),
                )
                .arg(
                    Arg::new("again")
                        .long("again")
                        .action(ArgAction::SetTrue)
                        .help(say("help-again")),
                ),
        )
        .subcommand(
            Command::new("analyse").about(say("help-analyse")).arg(path("help-survey", "SURVEY")),
        )
        .subcommand(
            Command::new("report").about(say("help-report")).arg(path("help-survey", "SURVEY")),
        )
}

fn convert_command(speaker: &Speaker) -> Command {
    let say = |id: &str| speaker.text(id);
    let path = |id: &'static str| Arg::new(id).value_parser(value_parser!(PathBuf));
    Command::new("convert")
        .about(say("help-convert"))
        .arg(path("path").value_name("FORM").required(true).help(say("help-convert-form")))
        .arg(path("out").value_name("OUT").required(true).help(say("help-convert-out")))
        .arg(path("report").long("report").value_name("FILE").help(say("help-convert-report")))
        .arg(
            Arg::new("form-name")
                .long("form-name")
                .value_name("NAME")
                .help(say("help-convert-form-name")),
        )
        .arg(
            Arg::new("default-language")
                .long("default-language")
                .value_name("LANG")
                .help(say("help-convert-default-language")),
        )
        .arg(
            Arg::new("pretty")
                .long("pretty")
                .action(ArgAction::SetTrue)
                .help(say("help-convert-pretty")),
        )
}
