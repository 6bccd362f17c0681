//! The form as its author wrote it: every row resolved and checked, no expression parsed.
//!
//! A definition lies between the sheets and what is made of them. Aliases are gone, rows
//! have become a tree, and what a row brings along without saying so (the text question of
//! `or_other`, the count of a repeat, `meta`) is there; texts are still texts, since an
//! XForm repeats them as they are. [`crate::xform`] writes a definition down.
//!
//! | module | what it holds |
//! |---|---|
//! | `aliases`, `columns`, `value` | headings to paths, rows to records |
//! | `settings`, `choices`, `entities` | one sheet each |
//! | `survey` | rows to the tree; `selects`, `ranges`, `positions`, `media`, `audit`, `loops` for what some types need |
//! | `types`, `parameters` | what each type is and takes |
//! | `reference`, `references` | `${name}` in texts, and whether it leads somewhere |
//! | `name`, `token`, `decimal` | names, tokens, exact numbers |
//! | `element` | the tree |
//! | `rule` | what can be wrong |

mod aliases;
mod audit;
mod choices;
mod columns;
mod decimal;
pub(crate) mod element;
mod entities;
mod loops;
mod media;
pub(crate) mod name;
mod osm;
mod parameters;
mod placement;
mod positions;
mod ranges;
pub(crate) mod reference;
mod references;
pub(crate) mod rule;
mod selects;
mod settings;
mod sheet_names;
mod survey;
pub(crate) mod token;
mod translations;
pub(crate) mod types;
pub(crate) mod value;

use std::collections::HashSet;

use crate::check::Rule;
use crate::xlsform::sheets::{Sheet, Sheets};
use crate::{Diagnostic, Label, Location, Message, Severity, message};

use aliases::SheetKind;
use columns::{Columns, Reading};
use element::Tree;
use rule::{MISSING_SHEET, OTHER_UNTRANSLATED, SETTING};
use survey::{Reader, Seen, TableList};

pub(crate) use choices::{ChoiceList, Choices};
pub(crate) use selects::{is_file, split_file};
pub(crate) use settings::Settings;

/// What was found wrong or odd so far.
pub(crate) type Faults = Vec<Diagnostic>;

/// The language of texts without a language, when the form names none.
pub(crate) const NO_LANGUAGE: &str = "default";

/// A place of the survey sheet: a row, and the beginning of the path of a column.
#[derive(Clone, Copy)]
pub(crate) struct Place(pub(crate) u32, pub(crate) &'static [&'static str]);

/// What the caller of the reader knows of a form beside its sheets.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names<'a> {
    /// The name of the element that holds the answers; `data` when `None`.
    pub(crate) form_name: Option<&'a str>,
    /// The form's id when the settings give none; `data` when `None`.
    pub(crate) fallback_id: Option<&'a str>,
    /// The language of texts without a language, when the settings name none.
    pub(crate) default_language: Option<&'a str>,
}

/// A form as written.
#[derive(Clone, Debug)]
pub(crate) struct Definition<'a> {
    pub(crate) settings: Settings,
    pub(crate) tree: Tree,
    pub(crate) choices: Choices,
    /// The version of the specification of entities that the form needs, if it has any.
    pub(crate) entities: Option<&'static str>,
    /// The sheet of external choices, when a question searches it.
    pub(crate) external: Option<&'a Sheet>,
    survey: Columns<'a>,
}

impl<'a> Definition<'a> {
    /// Reads a form from its sheets, with everything that is wrong or odd about it. When
    /// one of the faults is an error, the definition is not complete.
    pub(crate) fn read(sheets: &'a Sheets, names: &Names<'_>) -> (Option<Self>, Faults) {
        let mut faults = Faults::new();
        let Some(survey) = survey_sheet(sheets).filter(|sheet| !sheet.rows.is_empty()) else {
            return (None, vec![no_survey(sheets)]);
        };
        let settings = Settings::read(sheets, names, &mut faults);
        let choices = choices::read(sheets, &settings, &mut faults);
        let entities = entities::read(sheets, &mut faults);
        let columns = Columns::read(SheetKind::Survey, survey, &sheets.file, &mut faults);
        columns.needs("type", &mut faults);
        let translated = translations::check(&columns, choices.columns.as_ref(), &mut faults);
        let records = columns.records(Reading {
            single_spaces: settings.single_spaces,
            default_language: &settings.default_language,
        });
        let mut tree = Tree::new(&settings.name);
        let (mut settings, mut lists) = (settings, choices.lists);
        let mut reader = Reader {
            tree: &mut tree,
            settings: &mut settings,
            choices: &mut lists,
            columns: &columns,
            sheets,
            entities,
            faults: &mut faults,
            open: Vec::new(),
            table_list: TableList::No,
            seen: Seen::default(),
            meta: Vec::new(),
        };
        reader.read(&records);
        let entities = reader.entities_version();
        let seen = reader.seen;
        if seen.or_other && translated {
            note_other(&columns, &mut faults);
        }
        references::check(&columns, &seen, &records, choices.columns.as_ref(), sheets, &mut faults);
        let external = sheets.sheet("external_choices").filter(|_| seen.external);
        let definition =
            Definition { settings, tree, choices: lists, entities, external, survey: columns };
        definition.check_id(&mut faults);
        (Some(definition), faults)
    }

    fn check_id(&self, faults: &mut Faults) {
        if self.settings.id == "None" {
            let message = message!("xform-no-id", "the form has no id");
            faults.push(SETTING.at(whole_file(self.survey.file), message));
        }
    }

    /// A label at a place of the survey sheet.
    pub(crate) fn label(&self, place: Place) -> Label {
        self.survey.label(place.0, place.1)
    }

    /// A fault at a place of the survey sheet.
    pub(crate) fn fault(&self, rule: Rule, place: Place, message: Message) -> Diagnostic {
        match place.0 {
            0 => rule.at(whole_file(self.survey.file), message),
            _ => rule.at(self.label(place), message),
        }
    }
}

/// Whether one of the faults is an error.
pub(crate) fn has_error(faults: &[Diagnostic]) -> bool {
    faults.iter().any(|fault| fault.severity == Severity::Error)
}

/// The sheet `survey`, or the only sheet of a workbook, whatever it is called.
fn survey_sheet(sheets: &Sheets) -> Option<&Sheet> {
    let only = match sheets.sheets.as_slice() {
        [only] if !sheet_names::is_known(&only.name) => Some(only),
        _ => None,
    };
    sheets.sheet("survey").or(only)
}

fn no_survey(sheets: &Sheets) -> Diagnostic {
    let listed: Vec<&str> = sheets.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let message = message!(
        "form-no-survey",
        "there is no sheet \"survey\"; the sheets are: {sheets}",
        sheets = listed.join(", ")
    );
    let similar = sheet_names::similar(sheets, "survey").first().map(|name| {
        message!("form-rename-sheet", "rename the sheet \"{name}\" to \"survey\"", name = name)
    });
    MISSING_SHEET.at(whole_file(&sheets.file), message).maybe_help(similar)
}

fn note_other(columns: &Columns<'_>, faults: &mut Faults) {
    let message = message!(
        "xform-other-untranslated",
        "or_other adds a choice and a question with English labels, though the form has translations"
    );
    let help =
        message!("xform-other-filter-help", "add the choice \"other\" and a text question by hand");
    faults.push(OTHER_UNTRANSLATED.at(columns.label(1, &["type"]), message).help(help));
}

/// The lists of the sheet of external choices.
fn external_lists(sheets: &Sheets) -> HashSet<String> {
    let Some(sheet) = sheets.sheet("external_choices") else { return HashSet::new() };
    let columns = Columns::read(SheetKind::Choices, sheet, &sheets.file, &mut Faults::new());
    let reading = Reading { single_spaces: false, default_language: NO_LANGUAGE };
    let records = columns.records(reading);
    records.iter().filter_map(|record| record.text("list name")).map(str::to_string).collect()
}

fn whole_file(file: &str) -> Label {
    Label {
        location: Location::File { file: file.into() },
        source: String::new(),
        note: String::new(),
    }
}
