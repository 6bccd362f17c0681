//! The head: title, model, data, binds, and values set at the start.

use std::collections::HashMap;

use super::itext::is_itext_message;
use super::language;
use super::paths::{Paths, Way};
use super::xml::Xml;
use crate::check::Rule;
use crate::xlsform::definition::element::{Action, Element, Id, Kind, ROOT};
use crate::xlsform::definition::rule::{BAD_SELECT, NAMESPACE, REFERENCE};
use crate::xlsform::definition::types::Control;
use crate::xlsform::definition::value::Value;
use crate::xlsform::definition::{Definition, Place, is_file, name, token};
use crate::{Diagnostic, Message, Warned, message};

/// The namespaces that every XForm declares.
const NAMESPACES: [(&str, &str); 7] = [
    ("xmlns", "http://www.w3.org/2002/xforms"),
    ("xmlns:h", "http://www.w3.org/1999/xhtml"),
    ("xmlns:ev", "http://www.w3.org/2001/xml-events"),
    ("xmlns:xsd", "http://www.w3.org/2001/XMLSchema"),
    ("xmlns:jr", "http://openrosa.org/javarosa"),
    ("xmlns:orx", "http://openrosa.org/xforms"),
    ("xmlns:odk", "http://www.opendatakit.org/xforms"),
];

/// Writes a definition; faults are collected beside.
pub(super) struct Writer<'d> {
    pub(super) definition: &'d Definition<'d>,
    pub(super) paths: Paths<'d>,
    /// The questions that the answer to another sets off, by the name of the other.
    pub(super) triggers: HashMap<&'d str, Vec<Id>>,
    faults: Vec<Diagnostic>,
}

/// Writes a definition as an XForm, with warnings.
///
/// # Errors
/// What is wrong with it, when it cannot be written.
pub(super) fn write(definition: &mut Definition<'_>) -> Result<Warned<Xml>, Vec<Diagnostic>> {
    let faults = mark_searches(definition);
    let mut writer = Writer {
        definition,
        paths: Paths::new(definition),
        triggers: triggers(definition),
        faults,
    };
    writer.check_prefixes();
    let itext = writer.itext();
    let body = writer.body();
    let mut model = Xml::new("model").with("odk:xforms-version", "1.0.0");
    if let Some(version) = definition.entities {
        model.set("entities:entities-version", version);
    }
    writer.submission().into_iter().for_each(|xml| model.push(xml));
    writer.itext_xml(&itext).into_iter().for_each(|xml| model.push(xml));
    let data = writer.data();
    model.push(Xml::new("instance").and(data));
    writer.instances().into_iter().for_each(|xml| model.push(xml));
    for id in definition.tree.descendants(ROOT) {
        writer.bind(id).into_iter().for_each(|xml| model.push(xml));
        writer.actions(id, false).into_iter().for_each(|xml| model.push(xml));
    }
    let title = Xml::new("h:title").text(&definition.settings.title);
    let head = Xml::new("h:head").and(title).and(model);
    let output = writer.root().and(head).and(body);
    match writer.faults.is_empty() {
        true => Ok(Warned { output, warnings: language::check(definition, itext.languages()) }),
        false => Err(writer.faults),
    }
}

fn is_declared(prefix: &str) -> bool {
    let name = format!("xmlns:{prefix}");
    prefix == "xml" || NAMESPACES.iter().any(|(known, _)| *known == name)
}

/// The questions that name another as their trigger, by the other's name.
fn triggers<'d>(definition: &'d Definition<'_>) -> HashMap<&'d str, Vec<Id>> {
    let mut triggers: HashMap<&str, Vec<Id>> = HashMap::new();
    for id in definition.tree.descendants(ROOT) {
        for name in &definition.tree[id].trigger {
            triggers.entry(name).or_default().push(id);
        }
    }
    triggers
}

/// Whether a select searches a file: its appearance has `search(…)`.
fn searches(element: &Element) -> bool {
    let appearance = element.control.get("appearance").map_or("", String::as_str);
    let is_select = matches!(element.kind, Kind::Question(Control::Select(_)));
    is_select && appearance.find("search(").is_some_and(|start| appearance[start..].contains(')'))
}

/// Marks the lists whose questions search a file; each question of such a list must.
fn mark_searches(definition: &mut Definition<'_>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let ids = definition.tree.descendants(ROOT);
    for id in &ids {
        let element = &definition.tree[*id];
        if !searches(element) {
            continue;
        }
        let place = Place(element.row, &["control", "appearance"]);
        let list = element.itemset.clone().unwrap_or_default();
        let others = ids.iter().map(|id| &definition.tree[*id]).find(|other| {
            matches!(other.kind, Kind::Question(Control::Select(_)))
                && other.row > 0
                && other.itemset.as_deref() == Some(&list)
                && !searches(other)
        });
        let message = if is_file(&list) || !definition.choices.contains_key(&list) {
            Some(message!(
                "xform-search-file",
                "\"{name}\" uses search(), so its choices must be a list of the choices sheet",
                name = element.name
            ))
        } else {
            others.map(|other| {
                message!(
                    "xform-search-shared",
                    "\"{name}\" uses search() and \"{other}\" does not, so they cannot share the list \"{list}\"",
                    name = element.name,
                    other = other.name,
                    list = list
                )
            })
        };
        if let Some(message) = message {
            faults.push(definition.fault(BAD_SELECT, place, message));
        }
        if let Some(list) = definition.choices.get_mut(&list) {
            list.is_search = true;
        }
    }
    faults
}

impl Writer<'_> {
    pub(super) fn fault(&mut self, rule: Rule, place: Place, message: Message) {
        self.faults.push(self.definition.fault(rule, place, message));
    }

    pub(super) fn is_search(&self, element: &Element) -> bool {
        searches(element)
    }

    /// An expression of an element with its references as paths.
    pub(super) fn expression(&mut self, id: Id, text: &str, way: Way) -> String {
        self.paths.resolve(text, id, way).unwrap_or_else(|message| {
            self.fault(REFERENCE, Place(self.definition.tree[id].row, &["name"]), message);
            String::new()
        })
    }

    /// An element with a text for people inside.
    pub(super) fn filled(&mut self, xml: Xml, text: &str, context: Option<Id>) -> Xml {
        self.paths.fill(xml.clone(), text, context).unwrap_or_else(|message| {
            let row = context.map_or(0, |id| self.definition.tree[id].row);
            self.fault(REFERENCE, Place(row, &["label"]), message);
            xml
        })
    }

    fn root(&self) -> Xml {
        let mut root = Xml::new("h:html");
        for (name, uri) in NAMESPACES {
            root.set(name, uri);
        }
        for (prefix, uri) in self.own_namespaces() {
            root.set(format!("xmlns:{prefix}"), uri);
        }
        root
    }

    /// The namespaces that the settings declare, and that of entities, by prefix.
    fn own_namespaces(&self) -> Vec<(&str, String)> {
        let settings = self.definition.settings.get("namespaces").unwrap_or_default();
        let mut own: Vec<(&str, String)> = Vec::new();
        for declaration in settings.split_whitespace() {
            let parts: Vec<&str> = declaration.split('=').collect();
            if let [prefix, uri] = parts.as_slice() {
                own.push((prefix, uri.replace(['"', '\''], "")));
            }
        }
        if self.definition.entities.is_some() {
            own.push(("entities", "http://www.opendatakit.org/xforms/entities".into()));
        }
        own.retain(|(prefix, _)| name::is_simple(prefix) && !is_declared(prefix));
        own
    }

    /// Reports names with a prefix that no namespace is declared for: no device could read
    /// the form.
    fn check_prefixes(&mut self) {
        let definition = self.definition;
        let own: Vec<String> =
            self.own_namespaces().into_iter().map(|(prefix, _)| prefix.to_string()).collect();
        for id in definition.tree.descendants(ROOT) {
            let element = &definition.tree[id];
            let names = std::iter::once(&element.name)
                .chain(element.bind.iter().flat_map(|bind| bind.keys()))
                .chain(element.control.keys())
                .chain(element.instance.keys());
            let prefixes = names.filter_map(|name| name.split_once(':').map(|(prefix, _)| prefix));
            let undeclared =
                |prefix: &&str| !is_declared(prefix) && !own.iter().any(|known| known == prefix);
            if let Some(prefix) = prefixes.into_iter().find(undeclared) {
                let message = message!(
                    "xform-prefix",
                    "the settings declare no namespace for the prefix \"{prefix}\"",
                    prefix = prefix
                );
                let help = message!(
                    "xform-prefix-help",
                    "add it to the setting namespaces, as in: {prefix}=\"http://example.org/{prefix}\"",
                    prefix = prefix
                );
                let fault = definition.fault(NAMESPACE, Place(element.row, &["name"]), message);
                self.faults.push(fault.help(help));
            }
        }
    }

    fn submission(&self) -> Option<Xml> {
        let settings = &self.definition.settings;
        let mut submission = Xml::new("submission");
        if let Some(url) = settings.get("submission_url") {
            submission.set("action", url);
            submission.set("method", "post");
        }
        let attributes = [
            ("public_key", "base64RsaPublicKey"),
            ("auto_send", "orx:auto-send"),
            ("auto_delete", "orx:auto-delete"),
        ];
        for (setting, attribute) in attributes {
            if let Some(value) = settings.get(setting) {
                submission.set(attribute, value);
            }
        }
        if settings.says_yes("client_editable") {
            submission.set("odk:client-editable", "true");
        }
        submission.has_attributes().then_some(submission)
    }

    /// The element that holds the answers.
    fn data(&mut self) -> Xml {
        let settings = &self.definition.settings;
        let mut data = self.section(ROOT, false);
        for (name, value) in settings.attributes().filter(|(name, _)| name::is_name(name)) {
            data.set(name.to_string(), value);
        }
        data.set("id", settings.id.as_str());
        let attributes = [
            ("instance_xmlns", "xmlns"),
            ("version", "version"),
            ("prefix", "odk:prefix"),
            ("delimiter", "odk:delimiter"),
        ];
        for (setting, attribute) in attributes {
            if let Some(value) = settings.get(setting) {
                data.set(attribute, value);
            }
        }
        data
    }

    /// A group or repeat in the data. The first repetition of a repeat stands behind its
    /// template; inside a template and behind it, repeats have no template of their own
    /// unless a group lies between.
    fn section(&mut self, id: Id, mut templates_done: bool) -> Xml {
        let tree = &self.definition.tree;
        let mut xml = Xml::new(tree[id].name.clone());
        self.instance_attributes(id, &mut xml);
        for child in &tree[id].children {
            let element = &tree[*child];
            match element.kind {
                Kind::External(_) => continue,
                Kind::Attribute => {
                    xml.set(element.name.clone(), element.value.as_str());
                    continue;
                }
                _ if element.is_flat => {
                    self.flat(*child, &mut xml);
                    continue;
                }
                _ => {}
            }
            let has_template = element.kind == Kind::Repeat && !templates_done;
            if has_template {
                templates_done = true;
                let template = self.template(*child);
                xml.push(template);
            }
            let node = self.node(*child, templates_done);
            xml.push(node);
            if has_template {
                templates_done = false;
            }
        }
        xml
    }

    fn node(&mut self, id: Id, templates_done: bool) -> Xml {
        let element = &self.definition.tree[id];
        if element.is_section() {
            return self.section(id, templates_done);
        }
        let mut xml = Xml::new(element.name.clone());
        if let Some(default) = &element.default
            && !token::is_dynamic(default, &element.type_name)
        {
            xml = xml.text(default);
        }
        self.instance_attributes(id, &mut xml);
        xml
    }

    fn template(&mut self, id: Id) -> Xml {
        let tree = &self.definition.tree;
        let mut xml = Xml::new(tree[id].name.clone()).with("jr:template", "");
        for child in &tree[id].children {
            let node = match tree[*child].kind {
                Kind::External(_) | Kind::Attribute => continue,
                Kind::Repeat => self.template(*child),
                _ => self.node(*child, false),
            };
            xml.push(node);
        }
        xml
    }

    /// What stands inside a group that is left out of the data.
    fn flat(&mut self, id: Id, xml: &mut Xml) {
        let tree = &self.definition.tree;
        for child in &tree[id].children {
            match tree[*child].is_flat {
                true => self.flat(*child, xml),
                false => {
                    let node = self.node(*child, false);
                    xml.push(node);
                }
            }
        }
    }

    fn instance_attributes(&mut self, id: Id, xml: &mut Xml) {
        let definition = self.definition;
        for (name, value) in
            definition.tree[id].instance.iter().filter(|(name, _)| name::is_name(name))
        {
            let value = self.expression(id, value, Way::default());
            xml.set(name.clone(), value);
        }
    }

    /// The bind of an element, if it has one.
    fn bind(&mut self, id: Id) -> Option<Xml> {
        let definition = self.definition;
        let element = &definition.tree[id];
        let attributes = element.bind.as_ref().filter(|_| !element.is_flat)?;
        let mut bind = Xml::new("bind").with("nodeset", self.paths.path(id));
        for (key, value) in attributes.iter().filter(|(key, _)| name::is_name(key)) {
            // A calculation that waits for a trigger is an action of the trigger's control.
            if key == "calculate" && !element.trigger.is_empty() {
                continue;
            }
            let is_message = matches!(
                key.as_str(),
                "jr:constraintMsg" | "jr:requiredMsg" | "jr:noAppErrorString"
            );
            if is_message && is_itext_message(key, value) {
                bind.set(key.clone(), format!("jr:itext('{}:{key}')", self.paths.path(id)));
            } else if let Value::Text(text) = value {
                let text = yes_or_no(key, text);
                bind.set(key.clone(), self.expression(id, text, Way::default()));
            }
        }
        Some(bind)
    }

    /// What an element does at the start, or in each new repetition.
    pub(super) fn actions(&mut self, id: Id, in_repeat: bool) -> Vec<Xml> {
        let definition = self.definition;
        let element = &definition.tree[id];
        let mut written = Vec::new();
        for action in &element.actions {
            if matches!(action, Action::SetInRepeat(_)) != in_repeat {
                continue;
            }
            written.push(match action {
                Action::SetFirst(value) | Action::SetInRepeat(value) => {
                    let event =
                        if in_repeat { "odk-new-repeat" } else { "odk-instance-first-load" };
                    let value = match (value, &element.default) {
                        (Some(value), _) => value.clone(),
                        (None, default) => {
                            let default = default.as_deref().unwrap_or_default();
                            self.expression(id, default, Way::default())
                        }
                    };
                    self.action("setvalue", id, event).with("value", value)
                }
                Action::Position => self.action("odk:setgeopoint", id, "odk-instance-first-load"),
                Action::Record(quality) => {
                    let action = self.action("odk:recordaudio", id, "odk-instance-load");
                    match quality {
                        Some(quality) => action.with("odk:quality", quality.as_str()),
                        None => action,
                    }
                }
            });
        }
        written
    }

    pub(super) fn action(&self, name: &'static str, target: Id, event: &str) -> Xml {
        Xml::new(name).with("ref", self.paths.path(target)).with("event", event)
    }
}

/// A condition that only says yes or no, as an expression.
fn yes_or_no<'a>(key: &str, text: &'a str) -> &'a str {
    let is_condition =
        matches!(key, "readonly" | "required" | "relevant" | "constraint" | "calculate");
    match text {
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" if is_condition => "true()",
        "no" | "No" | "NO" | "false" | "False" | "FALSE" if is_condition => "false()",
        other => other,
    }
}
