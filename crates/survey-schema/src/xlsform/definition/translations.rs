//! Which columns a language lacks that another has.

use indexmap::IndexMap;

use super::columns::Columns;
use super::rule::TRANSLATION_COLUMNS;
use super::{Faults, NO_LANGUAGE};
use crate::message;

/// Warns of columns that are there in one language and not in another. True when the form
/// has texts in named languages.
pub(super) fn check(
    survey: &Columns<'_>,
    choices: Option<&Columns<'_>>,
    faults: &mut Faults,
) -> bool {
    const SURVEY: [&str; 9] = [
        "label",
        "hint",
        "guidance_hint",
        "image",
        "big-image",
        "audio",
        "video",
        "jr:constraintMsg",
        "jr:requiredMsg",
    ];
    const CHOICES: [&str; 5] = ["label", "image", "big-image", "audio", "video"];
    let mut lines = Vec::new();
    let mut translated = report(survey, &SURVEY, &mut lines);
    if let Some(choices) = choices {
        translated |= report(choices, &CHOICES, &mut lines);
    }
    if !lines.is_empty() {
        let message = message!(
            "xform-translation-columns",
            "columns lack a translation: {missing}",
            missing = lines.join("; ")
        );
        faults.push(TRANSLATION_COLUMNS.at(survey.label(1, &["label"]), message));
    }
    translated
}

/// Adds a line for each language that lacks columns of a sheet.
fn report(columns: &Columns<'_>, translatable: &[&str], lines: &mut Vec<String>) -> bool {
    let mut seen: IndexMap<&str, Vec<&str>> = IndexMap::new();
    let mut all: Vec<&str> = Vec::new();
    for column in &columns.list {
        let path: Vec<&str> = column.path.iter().map(String::as_str).collect();
        let path = match path.as_slice() {
            ["media" | "bind", rest @ ..] if !rest.is_empty() => rest,
            path => path,
        };
        let (name, language) = match path {
            [name] => (*name, NO_LANGUAGE),
            [name, language] => (*name, *language),
            _ => continue,
        };
        if translatable.contains(&name) {
            seen.entry(language).or_default().push(name);
            if !all.contains(&name) {
                all.push(name);
            }
        }
    }
    let translated = seen.keys().any(|language| *language != NO_LANGUAGE);
    if translated {
        seen.sort_keys();
        for (language, names) in &seen {
            let missing: Vec<&str> =
                all.iter().copied().filter(|name| !names.contains(name)).map(written).collect();
            if !missing.is_empty() {
                lines.push(format!("{language} ({}): {}", columns.sheet.name, missing.join(", ")));
            }
        }
    }
    translated
}

/// The name of a column as forms write it.
fn written(name: &str) -> &str {
    match name {
        "jr:constraintMsg" => "constraint_message",
        "jr:requiredMsg" => "required_message",
        other => other,
    }
}
