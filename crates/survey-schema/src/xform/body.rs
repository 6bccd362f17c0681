//! The body: what is shown, in order.

use super::model::Writer;
use super::paths::Way;
use super::xml::Xml;
use crate::message;
use crate::xlsform::definition::Place;
use crate::xlsform::definition::element::{Element, Id, Kind, ROOT};
use crate::xlsform::definition::rule::{BAD_MEDIA, NO_LABEL, TRIGGER};
use crate::xlsform::definition::types::Control;

impl Writer<'_> {
    /// The body of the form.
    pub(super) fn body(&mut self) -> Xml {
        let mut body = Xml::new("h:body");
        if let Some(style) = self.definition.settings.get("style") {
            body.set("class", style);
        }
        self.controls(&mut body, ROOT);
        body
    }

    /// Adds the controls of what stands inside an element.
    fn controls(&mut self, xml: &mut Xml, parent: Id) {
        let definition = self.definition;
        for id in &definition.tree[parent].children {
            let control = match definition.tree[*id].kind {
                Kind::Group | Kind::Loop => Some(self.group(*id)),
                Kind::Repeat => Some(self.repeat(*id)),
                Kind::Question(control) => self.question(*id, control),
                _ => None,
            };
            if let Some(control) = control {
                xml.push(control);
            }
        }
    }

    fn group(&mut self, id: Id) -> Xml {
        let element = &self.definition.tree[id];
        let mut group = Xml::new("group");
        for (key, value) in &element.control {
            let value = match key.as_str() {
                "appearance" => value.clone(),
                _ => self.expression(id, value, Way::default()),
            };
            group.set(key.clone(), value);
        }
        if !element.is_flat {
            group.set("ref", self.paths.path(id));
        }
        if element.label.is_some() {
            group.push(self.label(id));
        }
        self.controls(&mut group, id);
        group
    }

    /// A repeat inside a group with its label. Values that are set in new repetitions are
    /// set by the innermost repeat around them.
    fn repeat(&mut self, id: Id) -> Xml {
        let tree = &self.definition.tree;
        let mut repeat = Xml::new("repeat").with("nodeset", self.paths.path(id));
        for (key, value) in &tree[id].control {
            let value = self.expression(id, value, Way::default());
            repeat.set(key.clone(), value);
        }
        self.controls(&mut repeat, id);
        for inner in tree.descendants(id) {
            let around = tree.ancestor(inner, |element| element.kind == Kind::Repeat);
            if around.map(|(around, _)| around) == Some(id) {
                self.actions(inner, true).into_iter().for_each(|action| repeat.push(action));
            }
        }
        let label = self.label(id);
        Xml::new("group").with("ref", self.paths.path(id)).and(label).and(repeat)
    }

    fn question(&mut self, id: Id, control: Control) -> Option<Xml> {
        let element = &self.definition.tree[id];
        let computes = element.bind.as_ref().is_some_and(|bind| bind.contains_key("calculate"));
        let is_silent = element.label.is_none() && element.hint.is_none();
        if element.type_name == "calculate"
            || ((computes || !element.trigger.is_empty()) && is_silent)
        {
            self.check_not_trigger(element);
            return None;
        }
        let mut xml = Xml::new(control.tag()?);
        self.check_texts(element);
        if element.label.is_some()
            || element.hint.is_some()
            || element.guidance.is_some()
            || !element.media.is_empty()
        {
            xml.push(self.label(id));
        }
        if element.hint.is_some() || element.guidance.is_some() {
            xml.push(self.hint(id));
        }
        xml.set("ref", self.paths.path(id));
        for (key, value) in &element.control {
            let value = self.expression(id, value, Way::default());
            xml.set(key.clone(), value);
        }
        self.choices_of(id, control, &mut xml);
        self.triggered(id, &mut xml);
        Some(xml)
    }

    fn choices_of(&mut self, id: Id, control: Control, xml: &mut Xml) {
        let element = &self.definition.tree[id];
        match control {
            Control::Input => {
                if let Some(list) = &element.query {
                    let filter = element.choice_filter.as_deref().unwrap_or_default();
                    let way = Way { from_current: true, ..Way::default() };
                    let filter = self.expression(id, filter, way);
                    xml.set("query", format!("instance('{list}')/root/item[{filter}]"));
                }
            }
            Control::Osm => {
                for (name, label) in &element.tags {
                    let text =
                        label.as_ref().map(|label| label.texts().concat()).unwrap_or_default();
                    let label = self.filled(Xml::new("label"), &text, None);
                    xml.push(Xml::new("tag").with("key", name.as_str()).and(label));
                }
            }
            Control::Range => {
                if let Some(list) = &element.itemset {
                    xml.push(self.labels(list));
                }
            }
            Control::Geo => {
                if let Some(source) = &element.itemset {
                    xml.push(self.places(id, source));
                }
            }
            Control::Select(_) => match element.itemset.as_deref() {
                Some(list) if self.is_search(element) => self.items(element, list, xml),
                Some(source) => xml.push(self.itemset(id, source)),
                None => {}
            },
            Control::None | Control::Trigger | Control::Upload(_) => {}
        }
    }

    /// The choices of a select that searches a file stand in the body itself.
    fn items(&mut self, element: &Element, list: &str, xml: &mut Xml) {
        let Some(choices) = self.definition.choices.get(list) else { return };
        let has_itext = choices.has_itext();
        for (index, choice) in choices.choices.iter().enumerate() {
            let label = Xml::new("label");
            let text = choice.label.as_ref().and_then(|label| label.text());
            let label = match text {
                _ if has_itext => label.with("ref", format!("jr:itext('{list}-{index}')")),
                Some(text) if element.label.is_some() => self.filled(label, text, None),
                _ => label,
            };
            xml.push(Xml::new("item").and(label).and(Xml::new("value").text(&choice.name)));
        }
    }

    /// Values that are set, and positions that are taken, when an answer changes.
    fn triggered(&mut self, id: Id, xml: &mut Xml) {
        let element = &self.definition.tree[id];
        let targets = self.triggers.get(element.name.as_str()).cloned().unwrap_or_default();
        let is_position =
            |target: &Id| self.definition.tree[*target].type_name == "background-geopoint";
        let (positions, values): (Vec<Id>, Vec<Id>) = targets.into_iter().partition(is_position);
        for target in values {
            let action = self.action("setvalue", target, "xforms-value-changed");
            let calculation =
                self.definition.tree[target].bind_text("calculate").unwrap_or_default();
            let value = self.expression(id, calculation, Way::default());
            xml.push(if value.is_empty() { action } else { action.with("value", value) });
        }
        for target in positions {
            xml.push(self.action("odk:setgeopoint", target, "xforms-value-changed"));
        }
    }

    fn check_not_trigger(&mut self, element: &Element) {
        let targets = self.triggers.get(element.name.as_str());
        let is_position =
            |target: &Id| self.definition.tree[*target].type_name == "background-geopoint";
        if targets.is_some_and(|targets| !targets.iter().all(is_position)) {
            let message = message!(
                "xform-silent-trigger",
                "\"{name}\" is not shown, so its answer cannot set off another question",
                name = element.name
            );
            self.fault(TRIGGER, Place(element.row, &["name"]), message);
        }
    }

    fn check_texts(&mut self, element: &Element) {
        if element.label.is_none() && element.media.is_empty() && element.hint.is_none() {
            let message = message!(
                "xform-no-label",
                "\"{name}\" has neither label nor hint",
                name = element.name
            );
            self.fault(NO_LABEL, Place(element.row, &["name"]), message);
        }
        if element.media.contains_key("big-image") && !element.media.contains_key("image") {
            let message = message!(
                "xform-big-image",
                "\"{name}\" has a big-image, but no image that it is the large version of",
                name = element.name
            );
            self.fault(BAD_MEDIA, Place(element.row, &["media", "big-image"]), message);
        }
    }

    fn label(&mut self, id: Id) -> Xml {
        let element = &self.definition.tree[id];
        let label = Xml::new("label");
        if element.has_itext_label() {
            return label.with("ref", format!("jr:itext('{}:label')", self.paths.path(id)));
        }
        let text = element.label.as_ref().and_then(|label| label.text()).unwrap_or_default();
        self.filled(label, text, Some(id))
    }

    fn hint(&mut self, id: Id) -> Xml {
        let element = &self.definition.tree[id];
        let hint = Xml::new("hint");
        let text = element.hint.as_ref().and_then(|hint| hint.text());
        match text.filter(|_| element.guidance.is_none()) {
            Some(text) => self.filled(hint, text, Some(id)),
            None => hint.with("ref", format!("jr:itext('{}:hint')", self.paths.path(id))),
        }
    }
}
