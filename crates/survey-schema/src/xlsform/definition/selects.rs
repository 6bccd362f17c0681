//! Selects and ranks: where their choices come from.

use super::Place;
use super::Reader;
use super::choices::Choice;
use super::columns::Record;
use super::element::{Element, Kind};
use super::parameters::Parameters;
use super::rule::{BAD_SELECT, NO_CHOICES, PARAMETERS, UNFILTERED_EXTERNAL};
use super::survey::TableList;
use super::types::{Control, meaning};
use super::value::{Parts, Value};
use super::{name, reference};
use crate::expression::nearest;
use crate::message;

/// A select as its type says it.
struct Select<'a> {
    /// `select one`, `select all that apply`, `select one external` or `rank`.
    kind: &'static str,
    /// A list, a file or a reference.
    source: &'a str,
    /// Whether the command asks for a file.
    from_file: bool,
    /// Whether the parameters `label` and `value` say which columns of the file to use.
    has_columns: bool,
    or_other: bool,
}

const ONE: &str = "select one";
const MULTIPLE: &str = "select all that apply";
const EXTERNAL: &str = "select one external";

/// The commands that select types begin with; a longer one stands before its beginning.
const COMMANDS: [(&str, &str); 15] = [
    ("add select one prompt using", ONE),
    ("add select multiple prompt using", MULTIPLE),
    ("select all that apply from", MULTIPLE),
    ("select all that apply", MULTIPLE),
    ("select one from file", ONE),
    ("select multiple from file", MULTIPLE),
    ("select_one_from_file", ONE),
    ("select_multiple_from_file", MULTIPLE),
    ("select_one_external", EXTERNAL),
    ("select one from", ONE),
    ("select_one", ONE),
    ("select one", ONE),
    ("select1", ONE),
    ("select_multiple", MULTIPLE),
    ("rank", "rank"),
];

fn parse(text: &str) -> Option<Select<'_>> {
    COMMANDS.iter().find_map(|(command, kind)| {
        let rest = text.strip_prefix(command)?.strip_prefix(' ')?;
        let (source, other) = rest.split_once(' ').map_or((rest, None), |(s, o)| (s, Some(o)));
        let or_other = match other {
            None => false,
            Some("or_other" | "or other" | "or specify other") => true,
            Some(_) => return None,
        };
        let from_file = command.ends_with("from_file") || command.ends_with("from file");
        let has_columns = command.ends_with("from_file");
        Some(Select { kind, source, from_file, has_columns, or_other })
            .filter(|select| !select.source.is_empty())
    })
}

/// A file's name without its ending, and the ending with its dot.
pub(crate) fn split_file(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if !name[..dot].trim_matches('.').is_empty() => name.split_at(dot),
        _ => (name, ""),
    }
}

/// Whether choices of this name are in a file beside the form.
pub(crate) fn is_file(name: &str) -> bool {
    matches!(split_file(name).1, ".csv" | ".xml" | ".geojson")
}

impl Reader<'_> {
    /// Reads a row as a select. False when its type is none.
    pub(super) fn select(
        &mut self,
        record: &Record,
        kind: &str,
        name: &str,
        parameters: &Parameters,
    ) -> bool {
        let Some(select) = parse(kind) else { return false };
        let place = Place(record.row, &["type"]);
        if select.kind == EXTERNAL {
            self.check_external(record, select.source);
        } else {
            self.seen.instances.insert(split_file(select.source).0.to_string());
            self.check_source(&select, place);
        }
        self.check_parameters(&select, parameters, record.row);
        let Some(found) = meaning(select.kind) else { return true };
        let mut element = self.asked(record, found, name, select.kind);
        element.parameters = parameters.clone();
        element.itemset = Some(select.source.to_string());
        if select.kind == EXTERNAL && element.choice_filter.is_some() {
            element.query = Some(select.source.to_string());
        }
        let other = select.or_other.then(|| self.other(&select, &element, place)).flatten();
        self.make_table(&mut element, &select);
        self.push(element);
        if let Some(other) = other {
            self.push(other);
        }
        true
    }

    fn check_external(&mut self, record: &Record, list: &str) {
        self.seen.external = true;
        let place = Place(record.row, &["type"]);
        let known = self.sheets.sheet("external_choices").is_some_and(|sheet| sheet.rows.len() > 1);
        if !known {
            let message = message!(
                "xform-no-external-choices",
                "an external select needs a sheet external_choices with the columns list_name and name"
            );
            return self.fault(NO_CHOICES, place, message);
        }
        if !super::external_lists(self.sheets).contains(list) {
            let message = message!(
                "xform-unknown-external-list",
                "the list \"{list}\" is not in the sheet external_choices",
                list = list
            );
            self.fault(NO_CHOICES, place, message);
        } else if record.text("choice_filter").is_none() {
            let message = message!(
                "xform-external-without-filter",
                "an external select is meant to be used with a choice filter"
            );
            self.fault(UNFILTERED_EXTERNAL, Place(record.row, &["type"]), message);
        }
    }

    fn check_source(&mut self, select: &Select<'_>, place: Place) {
        let list = select.source;
        let endings = list.trim_start_matches('.').matches('.').count();
        if select.from_file && (endings != 1 || !is_file(list)) {
            let message =
                message!("form-bad-file", "choices cannot come from \"{file}\"", file = list);
            let help =
                message!("form-bad-file-help", "the file must end in .csv, .xml or .geojson");
            return self.fault_with_help(BAD_SELECT, place, message, Some(help));
        }
        if is_file(list) || reference::has_reference(list) {
            return;
        }
        let Some(found) = self.choices.get(list) else {
            let near = nearest(list, self.choices.keys().map(String::as_str));
            let message = message!(
                "form-unknown-list",
                "the list \"{list}\" is not in the choices sheet",
                list = list
            );
            let help =
                near.map(|name| message!("did-you-mean", "did you mean \"{name}\"?", name = name));
            return self.fault_with_help(NO_CHOICES, place, message, help);
        };
        let spaced = found.choices.iter().find(|choice| choice.name.contains(' '));
        if let (MULTIPLE, Some(choice)) = (select.kind, spaced) {
            let message = message!(
                "form-code-with-space",
                "the list \"{list}\" is for several choices, and its code \"{code}\" has a space",
                list = list,
                code = choice.name
            );
            let help = message!(
                "form-code-with-space-help",
                "use _ in place of the space: the codes chosen are joined by spaces"
            );
            self.fault_with_help(super::rule::BAD_CHOICE, place, message, Some(help));
        }
    }

    fn check_parameters(&mut self, select: &Select<'_>, parameters: &Parameters, row: u32) {
        let place = Place(row, &["parameters"]);
        if select.has_columns {
            self.accepts(parameters, &["label", "randomize", "seed", "value"], row);
            for key in ["value", "label"] {
                if let Some(value) = parameters.get(key).filter(|value| !name::is_name(value)) {
                    let message =
                        message!("form-bad-name", "\"{name}\" cannot be a name", name = value);
                    self.fault(PARAMETERS, place, message);
                }
            }
        } else {
            self.accepts(parameters, &["randomize", "seed"], row);
        }
        self.one_of(parameters, "randomize", &["true", "false"], row);
        let Some(seed) = parameters.get("seed") else { return };
        if !parameters.contains_key("randomize") {
            let message =
                message!("xform-seed-alone", "a seed has a meaning only beside randomize=true");
            self.fault(PARAMETERS, place, message);
        } else if reference::only_reference(seed).is_none() {
            self.number(parameters, "seed", row);
        }
    }

    /// The choice and the text question that `or_other` brings along.
    fn other(&mut self, select: &Select<'_>, element: &Element, place: Place) -> Option<Element> {
        self.seen.or_other = true;
        if element.choice_filter.is_some() {
            let message =
                message!("xform-other-filter", "or_other and a choice filter exclude each other");
            let help = message!(
                "xform-other-filter-help",
                "add the choice \"other\" and a text question by hand"
            );
            self.fault_with_help(BAD_SELECT, place, message, Some(help));
            return None;
        }
        let Some(list) = self.choices.get_mut(select.source) else {
            let message =
                message!("xform-other-list", "or_other needs a list of the choices sheet");
            self.fault(NO_CHOICES, place, message);
            return None;
        };
        if list.choices.iter().all(|choice| choice.name != "other") {
            let mut languages = Parts::new();
            for choice in &list.choices {
                if let Some(Value::Parts(label)) = &choice.label {
                    for language in label.keys() {
                        languages.entry(language.clone()).or_insert(Value::Text("Other".into()));
                    }
                }
            }
            let label = match languages.is_empty() {
                true => Value::Text("Other".into()),
                false => Value::Parts(languages),
            };
            let other = Choice { name: "other".into(), label: Some(label), ..Choice::default() };
            list.choices.push(other);
        }
        let mut question =
            Element::new(Kind::Question(Control::Input), &format!("{}_other", element.name), 0);
        question.type_name = "text".into();
        question.label = Some(Value::Text("Specify other.".into()));
        question.set_bind("type", "string");
        question.set_bind("relevant", &format!("selected(../{}, 'other')", element.name));
        Some(question)
    }

    /// Makes a select a row of the table that the group around it shows.
    fn make_table(&mut self, element: &mut Element, select: &Select<'_>) {
        let place = Place(element.row, &["type"]);
        let list = match &self.table_list {
            TableList::No => return,
            TableList::Of(list) => list.clone(),
            TableList::Next => {
                if element.choice_filter.is_some() || !self.choices.contains_key(select.source) {
                    let message = message!(
                        "xform-table-list-source",
                        "the selects of a table-list need a list of the choices sheet, and no choice filter"
                    );
                    self.fault(BAD_SELECT, place, message);
                }
                self.push(header_of_table(element, select));
                self.table_list = TableList::Of(select.source.to_string());
                select.source.to_string()
            }
        };
        if list != select.source {
            let message = message!(
                "xform-table-list-mixed",
                "the selects of a table-list must share one list; here are \"{first}\" and \"{second}\"",
                first = list,
                second = select.source
            );
            self.fault(BAD_SELECT, place, message);
        }
        element.control.insert("appearance".into(), "list-nolabel".into());
    }
}

/// The select above a table that shows the choices and takes no answer.
fn header_of_table(element: &Element, select: &Select<'_>) -> Element {
    let name = format!("reserved_name_for_field_list_labels_{}", element.row);
    let mut header = Element::new(element.kind, &name, 0);
    header.type_name = select.kind.to_string();
    let bind = meaning(select.kind).map_or(&[][..], |meaning| meaning.bind);
    bind.iter().for_each(|(key, value)| header.set_bind(key, value));
    header.label = Some(Value::Text(" ".into()));
    header.control.insert("appearance".into(), "label".into());
    header.itemset = Some(select.source.to_string());
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str, bool)>) {
        let found = parse(text);
        let found = found.as_ref().map(|select| (select.kind, select.source, select.or_other));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn spellings() {
        for text in [
            "select_one w",
            "select one w",
            "select1 w",
            "select one from w",
            "add select one prompt using w",
        ] {
            check(text, Some((ONE, "w", false)));
        }
        for text in ["select_multiple w or_other", "select all that apply from w or specify other"]
        {
            check(text, Some((MULTIPLE, "w", true)));
        }
        check("select one from file w.csv", Some((ONE, "w.csv", false)));
        check("select_one_external w", Some((EXTERNAL, "w", false)));
        check("select_one or_other", Some((ONE, "or_other", false)));
        check("select_one a b", None);
        check("select_one", None);
        check("selectone w", None);
    }

    #[test]
    fn files() {
        assert_eq!(split_file("a.csv"), ("a", ".csv"));
        assert_eq!(split_file("a"), ("a", ""));
        assert!(is_file("sites.geojson") && !is_file(".csv") && !is_file("a.txt"));
    }
}
