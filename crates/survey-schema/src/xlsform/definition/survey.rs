//! The survey sheet: rows to a tree of groups, repeats and questions.

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;

use super::aliases::settings_alias;
use super::choices::Choices;
use super::columns::{Columns, Record};
use super::element::{Action, Element, Id, Kind, ROOT, Tree};
use super::entities::Entities;
use super::parameters::Parameters;
use super::rule::*;
use super::types::{Container, Control, begins, ends, meaning, resolve_alias};
use super::value::{Parts, Value};
use super::{Faults, Place, Settings, name, reference, token};
use crate::check::Rule;
use crate::expression::nearest;
use crate::xlsform::clean;
use crate::xlsform::sheets::Sheets;
use crate::xlsform::types::{SELECT_NAMES, SIMPLE_NAMES};
use crate::{Message, message};

/// Reads the rows of the survey sheet into a tree.
pub(super) struct Reader<'r> {
    pub(super) tree: &'r mut Tree,
    pub(super) settings: &'r mut Settings,
    pub(super) choices: &'r mut Choices,
    pub(super) columns: &'r Columns<'r>,
    pub(super) sheets: &'r Sheets,
    pub(super) entities: Entities<'r>,
    pub(super) faults: &'r mut Faults,
    pub(super) open: Vec<Open>,
    pub(super) table_list: TableList,
    pub(super) seen: Seen,
    /// What goes into `meta` at the end.
    pub(super) meta: Vec<Element>,
}

/// What the rows have named so far.
#[derive(Default)]
pub(super) struct Seen {
    /// How often each name stands in the survey sheet.
    pub(super) names: HashMap<String, usize>,
    pub(super) questions: BTreeSet<String>,
    pub(super) repeats: HashSet<String>,
    /// Names of instances that selects and files bring along.
    pub(super) instances: HashSet<String>,
    /// Questions named as triggers, with the row that names them.
    pub(super) triggers: Vec<(String, u32)>,
    /// Values of `reference-geometry`, with their rows.
    pub(super) geometries: Vec<(String, u32)>,
    pub(super) or_other: bool,
    /// Whether a select searches the external choices.
    pub(super) external: bool,
}

/// A group, repeat or loop whose end has not come yet; first, the form itself.
pub(super) struct Open {
    pub(super) id: Id,
    pub(super) container: Option<Container>,
    row: u32,
    names: HashSet<String>,
    lower_names: HashSet<String>,
}

/// Whether selects are shown as rows of one table, with the choices above.
pub(super) enum TableList {
    No,
    /// The next select says which list.
    Next,
    Of(String),
}

impl Reader<'_> {
    /// Reads all rows. Afterwards the tree is complete but for what entities add.
    pub(super) fn read(&mut self, records: &[Record]) {
        self.open.push(Open::new(ROOT, None, 0));
        records.iter().for_each(|record| self.row(record));
        for open in self.open.drain(1..).collect::<Vec<_>>() {
            let container = open.container.map_or("", Container::word);
            let message = message!(
                "form-begin-without-end",
                "this {container} has no end",
                container = container
            );
            let help = message!(
                "form-begin-without-end-help",
                "add a row \"end_{container}\" where it ends",
                container = container
            );
            self.fault_with_help(NOT_PAIRED, Place(open.row, &["type"]), message, Some(help));
        }
        self.check_triggers();
        self.check_geometries();
        if self.settings.get("flat").is_some() {
            self.flatten(ROOT, "");
        }
        self.expand_loops();
        self.add_meta();
    }

    fn row(&mut self, record: &Record) {
        if let Some(disabled) = record.text("disabled") {
            let message = message!(
                "xform-disabled",
                "the column disabled is no part of XLSForm; relevant says when a question is asked"
            );
            self.fault(DISABLED_COLUMN, Place(record.row, &["disabled"]), message);
            if clean::yes_or_no(disabled) == Some(true) {
                return;
            }
        }
        if record.parts.keys().all(|key| key == "disabled") {
            return;
        }
        match record.text("type").map(resolve_alias) {
            Some(kind) => self.typed_row(record, kind),
            None => self.row_without_type(record),
        }
    }

    /// A comment is a row with neither type, name nor label.
    fn row_without_type(&mut self, record: &Record) {
        let place = Place(record.row, &["name"]);
        if record.parts.contains_key("name") || record.parts.contains_key("label") {
            let message = message!("form-no-type", "this row has no type");
            let help = message!(
                "form-no-type-help",
                "write its type, or empty the row if it is a comment"
            );
            return self.fault_with_help(NO_TYPE, place, message, Some(help));
        }
        let message = message!(
            "xform-skipped-row",
            "this row has neither type, name nor label, so it is left out"
        );
        self.fault(SKIPPED_ROW, place, message);
    }

    fn typed_row(&mut self, record: &Record, kind: &str) {
        let parameters = self.parameters(record.text("parameters").unwrap_or_default(), record.row);
        if kind == "audit" {
            let audit = self.audit(record, &parameters);
            return self.meta.push(audit);
        }
        if matches!(kind, "subscriberid" | "simserial") {
            let message = message!(
                "xform-old-type",
                "only devices with Android 10 or older fill in {kind}",
                kind = kind
            );
            self.fault(OLD_TYPE, Place(record.row, &["type"]), message);
        }
        if let Some([setting]) = settings_alias(kind) {
            return self.settings.set(setting, record.text("name").unwrap_or("None"));
        }
        if let Some(container) = ends(kind) {
            self.note_entities(record, None);
            return self.end(record, container);
        }
        let Some(name) = self.name(record, kind) else { return };
        self.note_entities(record, Some(&name));
        if let Some((container, list)) = begins(kind) {
            return self.begin(record, &name, container, list);
        }
        self.seen.questions.insert(name.clone());
        self.question(record, kind, &name, parameters);
    }

    /// The name of a row, checked; only notes may go without.
    fn name(&mut self, record: &Record, kind: &str) -> Option<String> {
        let row = record.row;
        let place = Place(row, &["name"]);
        let name = match record.text("name") {
            Some(name) => name.to_string(),
            None if kind == "note" => format!("generated_note_name_{row}"),
            None => {
                let message = message!("form-no-name", "this row has no name");
                let help = message!(
                    "form-no-name-help",
                    "write a short name without spaces in the column name"
                );
                self.fault_with_help(NO_NAME, place, message, Some(help));
                return None;
            }
        };
        if !name::is_name(&name) {
            let message = message!("form-bad-name", "\"{name}\" cannot be a name", name = name);
            let help = message!(
                "form-bad-name-help",
                "begin with a letter or _, and go on with letters, digits, _, - or ."
            );
            self.fault_with_help(BAD_NAME, place, message, Some(help));
        }
        *self.seen.names.entry(name.clone()).or_default() += 1;
        self.check_siblings(&name, place);
        Some(name)
    }

    fn check_siblings(&mut self, name: &str, place: Place) {
        let Some(open) = self.open.last_mut() else { return };
        let is_new = open.names.insert(name.to_string());
        let is_new_in_small_letters = open.lower_names.insert(name.to_lowercase());
        if name == "meta" {
            let message = message!("xform-meta", "the name \"meta\" is taken by the form itself");
            self.fault(SAME_NAME, place, message);
        } else if !is_new {
            let message = message!(
                "form-same-name",
                "the name \"{name}\" is used twice in the same group",
                name = name
            );
            let help = message!("form-same-name-help", "give one of the two another name");
            self.fault_with_help(SAME_NAME, place, message, Some(help));
        } else if !is_new_in_small_letters {
            let message = message!(
                "xform-similar-name",
                "the name \"{name}\" differs from another only in capitals, which some programs do not tell apart",
                name = name
            );
            self.fault(SIMILAR_NAME, place, message);
        }
    }

    fn begin(&mut self, record: &Record, name: &str, container: Container, list: Option<&str>) {
        let kind = match container {
            Container::Group => Kind::Group,
            Container::Repeat => Kind::Repeat,
            Container::Loop => Kind::Loop,
        };
        let mut element = self.element(record, kind, name);
        element.type_name = container.word().to_string();
        match container {
            Container::Repeat => self.begin_repeat(record, name),
            Container::Loop => self.begin_loop(record, &mut element, list),
            Container::Group => {}
        }
        // A group is set off by nothing, but what its trigger names must be there.
        self.trigger(record);
        let parent = self.parent();
        self.count_node(&mut element);
        let note = self.table_list_of(&mut element);
        if let Some(intent) = record.text("intent") {
            element.control.insert("intent".into(), intent.to_string());
        }
        let id = self.tree.add(parent, element);
        if let Some(note) = note {
            self.tree.add(id, note);
        }
        self.open.push(Open::new(id, Some(container), record.row));
    }

    fn begin_repeat(&mut self, record: &Record, name: &str) {
        let place = Place(record.row, &["name"]);
        if name == self.settings.name {
            let message = message!(
                "xform-repeat-as-form",
                "a repeat cannot have the name of the form itself, \"{name}\"",
                name = name
            );
            self.fault(SAME_NAME, place, message);
        } else if !self.seen.repeats.insert(name.to_string()) {
            let message = message!(
                "form-same-repeat-name",
                "two repeats have the name \"{name}\"",
                name = name
            );
            self.fault(SAME_NAME, place, message);
        }
        if !record.parts.contains_key("label") && !record.parts.contains_key("media") {
            let message = message!(
                "xform-repeat-without-label",
                "the repeat \"{name}\" has no label",
                name = name
            );
            self.fault(UNLABELLED, place, message);
        }
    }

    fn begin_loop(&mut self, record: &Record, element: &mut Element, list: Option<&str>) {
        match list.filter(|list| self.choices.contains_key(*list)) {
            Some(list) => element.itemset = Some(list.to_string()),
            None => {
                let message = message!(
                    "xform-loop-list",
                    "a loop must name a list of the choices sheet: begin_loop over LIST"
                );
                self.fault(NO_CHOICES, Place(record.row, &["type"]), message);
            }
        }
    }

    /// A count that is no plain reference is computed in a node of its own.
    fn count_node(&mut self, element: &mut Element) {
        let Some(count) = element.control.get_mut("jr:count") else { return };
        if reference::only_reference(count).is_none() {
            let name = format!("{}_count", element.name);
            let bind = [("readonly", "true()"), ("calculate", count.as_str())];
            let node = Element::generated(&name, &bind);
            *count = format!("${{{name}}}");
            self.tree.add(self.open.last().map_or(ROOT, |open| open.id), node);
        }
    }

    /// The appearance `table-list` becomes `field-list`, and a label a note, so that it
    /// stands above the table.
    fn table_list_of(&mut self, element: &mut Element) -> Option<Element> {
        let appearance = element.control.get_mut("appearance")?;
        let words: Vec<&str> = appearance.split_whitespace().collect();
        if !words.contains(&"table-list") {
            return None;
        }
        self.table_list = TableList::Next;
        let others = words.into_iter().filter(|word| *word != "table-list");
        *appearance = std::iter::once("field-list").chain(others).collect::<Vec<_>>().join(" ");
        if element.label.is_none() && element.hint.is_none() {
            return None;
        }
        let name = format!("generated_table_list_label_{}", element.row);
        let mut note = Element::new(Kind::Question(Control::Input), &name, 0);
        note.type_name = "note".into();
        note.set_bind("readonly", "true()");
        note.set_bind("type", "string");
        note.label = element.label.take();
        note.hint = element.hint.take();
        Some(note)
    }

    fn end(&mut self, record: &Record, container: Container) {
        let place = Place(record.row, &["type"]);
        match self.open.last().and_then(|open| open.container) {
            Some(begun) if begun == container => {
                self.open.pop();
                self.table_list = TableList::No;
            }
            Some(begun) => {
                let message = message!(
                    "form-wrong-end",
                    "this ends a {ended}, but the last to begin is a {begun}",
                    ended = container.word(),
                    begun = begun.word()
                );
                self.fault(NOT_PAIRED, place, message);
                self.open.pop();
            }
            None => {
                let message = message!("form-end-without-begin", "this end has no begin");
                self.fault(NOT_PAIRED, place, message);
            }
        }
    }

    fn question(&mut self, record: &Record, kind: &str, name: &str, parameters: Parameters) {
        if let extension @ ("csv-external" | "xml-external") = kind {
            self.trigger(record);
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            self.seen.instances.insert(stem.to_string());
            let extension = if extension == "csv-external" { "csv" } else { "xml" };
            return self.push(Element::new(Kind::External(extension), name, record.row));
        }
        if self.select(record, kind, name, &parameters) {
            return;
        }
        let osm_list = kind.split_once("osm ").map(|(_, list)| list);
        let kind = if osm_list.is_some() { "osm" } else { kind };
        let Some(found) =
            meaning(kind).filter(|found| !matches!(found.control, Control::Select(_)))
        else {
            return self.unknown_type(record.row, kind);
        };
        let mut element = self.asked(record, found, name, kind);
        match kind {
            "osm" => self.osm_tags(&mut element, osm_list),
            "range" => self.range(record, &mut element, parameters),
            "text" => self.text_rows(&mut element, &parameters),
            "photo" => self.image(&mut element, &parameters),
            "audio" => self.audio(&mut element, &parameters),
            "background-audio" => self.background_audio(&mut element, &parameters),
            "geopoint" | "geotrace" | "geoshape" => self.position(&mut element, &parameters),
            "start-geopoint" => element.actions.push(Action::Position),
            "background-geopoint" => self.background_position(&element),
            "calculate" => self.check_calculation(&element),
            _ => {}
        }
        self.push(element);
    }

    fn check_calculation(&mut self, element: &Element) {
        let sets_itself =
            element.default.as_deref().is_some_and(|text| token::is_dynamic(text, "calculate"));
        if element.bind_text("calculate").is_none() && !sets_itself {
            let message =
                message!("form-no-calculation", "\"{name}\" computes nothing", name = element.name);
            let help = message!(
                "form-no-calculation-help",
                "write an expression in the column calculation"
            );
            self.fault_with_help(
                NO_CALCULATION,
                Place(element.row, &["type"]),
                message,
                Some(help),
            );
        }
    }

    fn unknown_type(&mut self, row: u32, kind: &str) {
        let place = Place(row, &["type"]);
        if SELECT_NAMES.contains(&kind) || meaning(kind).is_some() {
            let message =
                message!("form-no-list-name", "this select must name one list, and only one");
            let help = message!("form-no-list-name-help", "for example: select_one yes_no");
            return self.fault_with_help(NO_CHOICES, place, message, Some(help));
        }
        let first = kind.split(' ').next().unwrap_or_default();
        let known = SIMPLE_NAMES.iter().chain(SELECT_NAMES).copied();
        let near = nearest(kind, known.clone()).or_else(|| nearest(first, known));
        let help =
            near.map(|name| message!("did-you-mean", "did you mean \"{name}\"?", name = name));
        let message =
            message!("form-unknown-type", "there is no type \"{written}\"", written = kind);
        self.fault_with_help(UNKNOWN_TYPE, place, message, help);
    }

    /// The element of a question with everything its row says, whatever its type.
    pub(super) fn asked(
        &mut self,
        record: &Record,
        meaning: super::types::TypeMeaning,
        name: &str,
        kind: &str,
    ) -> Element {
        let mut element = self.element(record, Kind::Question(meaning.control), name);
        element.type_name = kind.to_string();
        let own = element.bind.take();
        meaning.bind.iter().for_each(|(key, value)| element.set_bind(key, value));
        if let Some(own) = own {
            element.bind.get_or_insert_with(Parts::new).extend(own);
        }
        if element.hint.is_none() {
            element.hint = meaning.hint.map(|hint| Value::Text(hint.to_string()));
        }
        if let Some(media) = meaning.control.media_type() {
            element.control.entry("mediatype".into()).or_insert_with(|| media.to_string());
        }
        element.trigger = self.trigger(record);
        let dynamic = element.default.as_deref().is_some_and(|text| token::is_dynamic(text, kind));
        if dynamic {
            element.actions.push(Action::SetFirst(None));
            if self.open.iter().any(|open| open.container == Some(Container::Repeat)) {
                element.actions.push(Action::SetInRepeat(None));
            }
        }
        element
    }

    /// An element with the texts and attributes of its row.
    pub(super) fn element(&self, record: &Record, kind: Kind, name: &str) -> Element {
        let texts = |key: &str| -> IndexMap<String, String> {
            let parts = record.under(key).into_iter().flatten();
            parts
                .filter_map(|(key, value)| Some((key.clone(), value.text()?.to_string())))
                .collect()
        };
        let mut element = Element::new(kind, name, record.row);
        element.label = record.parts.get("label").cloned();
        element.hint = record.parts.get("hint").cloned();
        element.guidance = record.parts.get("guidance_hint").cloned();
        element.media = record.under("media").cloned().unwrap_or_default();
        element.bind = record.under("bind").cloned();
        if let Some(saved) = record.inner("bind", "entities:saveto") {
            // The entity list is said by where the entity stands.
            let property = saved.split_once('#').map_or(saved, |(_, property)| property);
            element.set_bind("entities:saveto", property);
        }
        element.control = texts("control");
        element.instance = texts("instance");
        element.default = record.text("default").map(str::to_string);
        element.choice_filter = record.text("choice_filter").map(str::to_string);
        if element.label.is_none()
            && element.control.get("appearance").is_some_and(|appearance| appearance == "label")
        {
            // A select that is only a header of others may go without a label of its own.
            element.label = Some(Value::Text(" ".into()));
        }
        element
    }

    /// The innermost group that is open.
    pub(super) fn parent(&self) -> Id {
        self.open.last().map_or(ROOT, |open| open.id)
    }

    /// Adds a question to the innermost group that is open.
    pub(super) fn push(&mut self, element: Element) {
        let parent = self.parent();
        self.tree.add(parent, element);
    }

    pub(super) fn fault(&mut self, rule: Rule, place: Place, message: Message) {
        self.fault_with_help(rule, place, message, None);
    }

    pub(super) fn fault_with_help(
        &mut self,
        rule: Rule,
        place: Place,
        message: Message,
        help: Option<Message>,
    ) {
        let label = self.columns.label(place.0, place.1);
        self.faults.push(rule.at(label, message).maybe_help(help));
    }

    /// The group `meta`, last in the form: the log, the entity, the instance's id and name.
    fn add_meta(&mut self) {
        let mut meta = std::mem::take(&mut self.meta);
        if !self.settings.says_yes("omit_instanceID") {
            let preload = self.settings.get("instance_id").unwrap_or("uid").to_string();
            let bind = [("readonly", "true()"), ("jr:preload", preload.as_str())];
            meta.push(Element::generated("instanceID", &bind));
            *self.seen.names.entry("instanceID".into()).or_default() += 1;
        }
        if let Some(name) = self.settings.get("instance_name") {
            meta.push(Element::generated("instanceName", &[("calculate", name)]));
        }
        let entity = self.add_entities();
        if meta.is_empty() {
            return;
        }
        let group =
            entity.unwrap_or_else(|| self.tree.add(ROOT, Element::new(Kind::Meta, "meta", 0)));
        for element in meta {
            self.tree.add(group, element);
        }
    }
}

impl Open {
    fn new(id: Id, container: Option<Container>, row: u32) -> Self {
        Open { id, container, row, names: HashSet::new(), lower_names: HashSet::new() }
    }
}
