//! XLSForm: rows of text to a [`Form`].
//!
//! A form may come from a workbook, from comma-separated text, from a folder of CSV
//! sheets (`survey.csv`, `choices.csv`, `settings.csv`), from a Markdown table or from
//! JSON; all become [`Sheets`], and from there on there is one reader. It reports everything it finds, each
//! fault with its sheet and cell, rather than stop at the first.
//!
//! | module | what it holds |
//! |---|---|
//! | `sheets` | rows of text |
//! | `markdown`, `comma`, `json` | rows of text from text, and to text |
//! | `workbook`, `spreadsheet` | files to sheets, workbooks among them |
//! | `clean` | what typing and copying leave in cells |
//! | `headings` | every spelling of every column |
//! | `types` | every spelling of every type |
//! | `settings`, `choices`, `survey` | one sheet each |
//! | `translations` | which texts lack one |

mod choices;
mod clean;
#[cfg(feature = "workbook")]
mod comma;
pub(crate) mod definition;
mod headings;
mod json;
mod markdown;
mod settings;
mod sheets;
#[cfg(feature = "workbook")]
mod spreadsheet;
mod survey;
mod translations;
mod types;
#[cfg(feature = "workbook")]
mod workbook;

use std::collections::BTreeMap;

use crate::check::{self, rule::NO_SURVEY};
use crate::expression::nearest;
use crate::{Diagnostic, Form, Label, Location, Severity, Warned, message};

use choices::Lists;
use headings::{Kind, Table};
use settings::Settings;
use translations::Translations;

pub use sheets::{BLANK_ROWS_THAT_END, OddCell, Oddity, Row, SHEET_NAMES, Sheet, Sheets};
#[cfg(feature = "workbook")]
pub use workbook::{FormError, read_form, read_sheets, sheets_of};

/// Settings that have a field of their own in [`Form`].
const NAMED: [&str; 4] = ["form_id", "form_title", "version", "default_language"];

/// Reads a form from its sheets. `fallback_id` is its id when the settings give none.
///
/// ```
/// use survey_schema::xlsform::{Sheets, form_from_sheets};
/// let sheets = Sheets::from_markdown("village.md", "
/// | survey |         |       |                 |             |
/// |        | type    | name  | label           | constraint  |
/// |        | integer | wells | How many wells? | . >= 0      |
/// ");
/// let form = form_from_sheets(&sheets, "village").unwrap().output;
/// assert_eq!(form.question("wells").unwrap().level, "main");
/// ```
///
/// # Errors
/// All that is wrong, with warnings among it, when there is an error.
pub fn form_from_sheets(
    sheets: &Sheets,
    fallback_id: &str,
) -> Result<Warned<Form>, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let Some(sheet) = sheets.sheet("survey") else { return Err(vec![no_survey(sheets)]) };
    let settings = Settings::read(sheets, &mut found);
    let mut translations = Translations::default();
    let survey = Table::read(Kind::Survey, sheet, &sheets.file, &mut found);
    translations.languages_of(&survey);
    let mut lists = lists(sheets, &settings, &mut translations, &mut found);
    let items = survey::read(&survey, &mut lists, &mut translations, &mut found);
    lists.note_unused(&mut found);
    let default_language = settings.get("default_language").to_string();
    translations.report(&default_language, &mut found);
    let named = |key: &str, otherwise: &str| match settings.get(key) {
        "" => otherwise.to_string(),
        value => value.to_string(),
    };
    let id = named("form_id", fallback_id);
    let others = settings.values.iter().filter(|(key, _)| !NAMED.contains(&key.as_str()));
    let form = Form {
        title: named("form_title", &id),
        version: settings.get("version").to_string(),
        languages: translations.languages(&default_language),
        default_language,
        file: sheets.file.clone(),
        items,
        lists: lists.lists,
        settings: others.map(|(key, value)| (key.clone(), value.clone())).collect(),
        id,
    };
    found.extend(check::check(&form));
    match found.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        true => Err(found),
        false => Ok(Warned { output: form, warnings: found }),
    }
}

fn lists(
    sheets: &Sheets,
    settings: &Settings,
    translations: &mut Translations,
    found: &mut Vec<Diagnostic>,
) -> Lists {
    let Some(sheet) = sheets.sheet("choices") else { return Lists::default() };
    let table = Table::read(Kind::Choices, sheet, &sheets.file, found);
    translations.languages_of(&table);
    Lists::read(&table, settings.says_yes("allow_choice_duplicates"), translations, found)
}

fn no_survey(sheets: &Sheets) -> Diagnostic {
    let names = sheets.sheets.iter().map(|sheet| sheet.name.as_str());
    let label = Label {
        location: Location::File { file: sheets.file.clone() },
        source: String::new(),
        note: String::new(),
    };
    let listed: Vec<&str> = names.clone().collect();
    let message = message!(
        "form-no-survey",
        "there is no sheet \"survey\"; the sheets are: {sheets}",
        sheets = listed.join(", ")
    );
    let near = nearest("survey", names);
    let help = near.map(|name| {
        message!("form-rename-sheet", "rename the sheet \"{name}\" to \"survey\"", name = name)
    });
    NO_SURVEY.at(label, message).maybe_help(help)
}

/// `key=value` pairs, separated by spaces, commas or semicolons.
fn parameters(text: &str) -> Option<BTreeMap<String, String>> {
    let spaced = text.replace([',', ';'], " ").replace(" =", "=").replace("= ", "=");
    spaced
        .split_whitespace()
        .map(|pair| {
            pair.split_once('=').map(|(key, value)| (key.to_lowercase(), value.to_string()))
        })
        .collect()
}
