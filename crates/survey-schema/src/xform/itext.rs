//! The itext: every text that has translations, media or both, in every language.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::model::Writer;
use super::xml::Xml;
use crate::message;
use crate::xlsform::definition::Place;
use crate::xlsform::definition::element::{Element, Id, Kind, ROOT};
use crate::xlsform::definition::reference::has_reference;
use crate::xlsform::definition::rule::BAD_MEDIA;
use crate::xlsform::definition::value::{Parts, Value};

/// The texts of a form, by language, id and form (`long`, `guidance`, `image` …).
pub(super) struct Itext<'d> {
    languages: IndexMap<&'d str, IndexMap<String, Forms<'d>>>,
    default: &'d str,
}

/// The forms of a text in one language, each with the element that it belongs to.
type Forms<'d> = IndexMap<&'d str, (&'d str, Option<Id>)>;

/// What stands where a language lacks a text.
const MISSING: &str = "-";

const MEDIA: [&str; 4] = ["image", "big-image", "audio", "video"];

impl<'d> Writer<'d> {
    /// Collects the texts of the form.
    pub(super) fn itext(&mut self) -> Itext<'d> {
        let definition = self.definition;
        let mut itext =
            Itext { languages: IndexMap::new(), default: &definition.settings.default_language };
        itext.choices(self);
        let all = definition.tree.descendants(ROOT);
        let speaks = |id: &&Id| {
            let element = &definition.tree[**id];
            element.is_question() || element.is_section()
        };
        for id in all.iter().filter(speaks) {
            itext.element(self.paths.path(*id), &definition.tree[*id], *id);
        }
        for id in all.iter().filter(speaks) {
            let element = &definition.tree[*id];
            let odd = element.media.keys().find(|kind| !MEDIA.contains(&kind.as_str()));
            if let Some(kind) = odd {
                let message = message!(
                    "xform-media-kind",
                    "there are no media of the kind \"{kind}\"",
                    kind = kind
                );
                self.fault(BAD_MEDIA, Place(element.row, &["media"]), message);
            }
            itext.media(&format!("{}:label", self.paths.path(*id)), &element.media, None);
        }
        itext.complete();
        itext
    }

    /// Writes the itext; `None` when no text needs it.
    pub(super) fn itext_xml(&mut self, itext: &Itext<'_>) -> Option<Xml> {
        if itext.languages.is_empty() {
            return None;
        }
        let mut xml = Xml::new("itext");
        for (language, texts) in &itext.languages {
            let mut translation = Xml::new("translation").with("lang", *language);
            if *language == itext.default {
                translation.set("default", "true()");
            }
            for (id, forms) in texts {
                let mut text = Xml::new("text").with("id", id.as_str());
                for (form, (value, context)) in forms {
                    if let Some(value) = self.itext_value(id, form, value, *context) {
                        text.push(value);
                    }
                }
                translation.push(text);
            }
            xml.push(translation);
        }
        Some(xml)
    }

    fn itext_value(
        &mut self,
        id: &str,
        form: &str,
        text: &str,
        context: Option<Id>,
    ) -> Option<Xml> {
        let value = Xml::new("value");
        let is_hint = id.split_once(':').is_some_and(|(_, kind)| kind == "hint");
        let folder = match form {
            "guidance" if is_hint => {
                return Some(self.filled(value.with("form", "guidance"), text, context));
            }
            "long" => return Some(self.filled(value, text, context)),
            _ if text == MISSING => return None,
            "image" | "big-image" => "images",
            other => other,
        };
        let link = format!("jr://{folder}/{text}");
        Some(self.filled(value.with("form", form.to_string()), &link, context))
    }
}

impl<'d> Itext<'d> {
    /// The languages in order of appearance.
    pub(super) fn languages(&self) -> impl Iterator<Item = &'d str> + '_ {
        self.languages.keys().copied()
    }

    fn put(
        &mut self,
        language: &'d str,
        id: &str,
        form: &'d str,
        text: &'d str,
        context: Option<Id>,
    ) {
        let texts = self.languages.entry(language).or_default();
        match texts.get_mut(id) {
            Some(forms) => {
                forms.insert(form, (text, context));
            }
            None => {
                texts.insert(id.to_string(), Forms::from([(form, (text, context))]));
            }
        }
    }

    fn texts(&mut self, id: &str, form: &'d str, value: &'d Value, context: Option<Id>) {
        for (language, text) in value.languages(self.default) {
            self.put(language, id, form, text, context);
        }
    }

    fn media(&mut self, id: &str, media: &'d Parts, context: Option<Id>) {
        for (kind, value) in media {
            self.texts(id, kind, value, context);
        }
    }

    fn choices(&mut self, writer: &Writer<'d>) {
        let lists = writer.definition.choices.iter().filter(|(_, list)| list.has_itext());
        for (name, list) in lists {
            for (index, choice) in list.choices.iter().enumerate() {
                let id = format!("{name}-{index}");
                if let Some(label) = &choice.label {
                    self.texts(&id, "long", label, None);
                }
                self.media(&id, &choice.media, None);
            }
        }
    }

    fn element(&mut self, path: &str, element: &'d Element, id: Id) {
        let context = Some(id);
        let bind = |key: &str| element.bind.as_ref().and_then(|bind| bind.get(key));
        for key in ["jr:constraintMsg", "jr:requiredMsg", "jr:noAppErrorString"] {
            if let Some(value) = bind(key).filter(|value| is_itext_message(key, value)) {
                self.texts(&format!("{path}:{key}"), "long", value, context);
            }
        }
        if let Some(label) = element.label.as_ref().filter(|_| element.has_itext_label()) {
            self.texts(&format!("{path}:label"), "long", label, context);
        }
        let hint = format!("{path}:hint");
        let guidance =
            element.guidance.as_ref().filter(|_| matches!(element.kind, Kind::Question(_)));
        let in_itext = |value: &&Value| value.is_translated() || guidance.is_some();
        if let Some(value) = element.hint.as_ref().filter(in_itext) {
            self.texts(&hint, "long", value, context);
        }
        if let Some(value) = guidance {
            self.texts(&hint, "guidance", value, context);
        }
    }

    /// Gives every language the forms of every text: devices expect the same in each.
    fn complete(&mut self) {
        let mut all: IndexMap<String, BTreeSet<&'d str>> = IndexMap::new();
        for texts in self.languages.values() {
            for (id, forms) in texts {
                match all.get_mut(id) {
                    Some(known) => known.extend(forms.keys()),
                    None => {
                        all.insert(id.clone(), forms.keys().copied().collect());
                    }
                }
            }
        }
        for texts in self.languages.values_mut() {
            for (id, forms) in &all {
                let known = texts.entry(id.clone()).or_default();
                forms.iter().for_each(|form| {
                    known.entry(form).or_insert((MISSING, None));
                });
            }
        }
    }
}

/// Whether a message of a bind stands in the itext: it has translations, or a value inside.
pub(super) fn is_itext_message(key: &str, value: &Value) -> bool {
    match value {
        Value::Parts(_) => true,
        Value::Text(text) => key != "jr:noAppErrorString" && has_reference(text),
    }
}
