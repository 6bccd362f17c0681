//! Itemsets: the choices that a select offers, from a list, a file or a repeat.

use super::model::Writer;
use super::paths::Way;
use super::xml::Xml;
use crate::xlsform::definition::element::Id;
use crate::xlsform::definition::reference::has_reference;
use crate::xlsform::definition::{is_file, split_file};

/// Where the items are, and what of each is stored and shown.
struct Itemset {
    nodeset: String,
    value: String,
    label: String,
    filter: Option<String>,
}

impl Writer<'_> {
    /// The itemset of a select.
    pub(super) fn itemset(&mut self, id: Id, source: &str) -> Xml {
        let itemset = match source {
            file if is_file(file) => self.of_file(id, file),
            reference if has_reference(reference) => self.of_repeat(id, reference),
            list => self.of_list(list),
        };
        self.finish(id, source, itemset)
    }

    /// The itemset of a position that can be chosen among others.
    pub(super) fn places(&mut self, id: Id, source: &str) -> Xml {
        if !has_reference(source) {
            return self.itemset(id, source);
        }
        // A device puts the number of the repetition behind an absolute path, unless there
        // is a predicate already.
        let itemset = Itemset {
            nodeset: self.nodeset(id, source),
            value: "geometry".into(),
            label: "geometry".into(),
            filter: Some("./geometry != ''".into()),
        };
        self.finish(id, source, itemset)
    }

    /// The itemset of a range: its labels, with no filter.
    pub(super) fn labels(&mut self, list: &str) -> Xml {
        written(&self.of_list(list))
    }

    fn of_file(&self, id: Id, file: &str) -> Itemset {
        let parameters = &self.definition.tree[id].parameters;
        let (stem, extension) = split_file(file);
        let (value, label) =
            if extension == ".geojson" { ("id", "title") } else { ("name", "label") };
        let named = |key: &str, otherwise: &str| {
            parameters.get(key).map_or_else(|| otherwise.to_string(), String::clone)
        };
        Itemset {
            nodeset: format!("instance('{stem}')/root/item"),
            value: named("value", value),
            label: named("label", label),
            filter: None,
        }
    }

    fn of_list(&self, list: &str) -> Itemset {
        let has_itext = self.definition.choices.get(list).is_some_and(|list| list.has_itext());
        Itemset {
            nodeset: format!("instance('{list}')/root/item"),
            value: "name".into(),
            label: if has_itext { "jr:itext(itextId)" } else { "label" }.into(),
            filter: None,
        }
    }

    /// The answers to a question of a repeat; those not given yet are left out.
    fn of_repeat(&mut self, id: Id, reference: &str) -> Itemset {
        let path = self.nodeset(id, reference);
        let (nodeset, name) = path.rsplit_once('/').unwrap_or(("", &path));
        Itemset {
            nodeset: nodeset.to_string(),
            value: name.to_string(),
            label: name.to_string(),
            filter: Some(format!("./{name} != ''")),
        }
    }

    fn nodeset(&mut self, id: Id, reference: &str) -> String {
        let way = Way { through_repeat: true, ..Way::default() };
        self.expression(id, reference, way).trim().to_string()
    }

    /// Adds the filter and the shuffling.
    fn finish(&mut self, id: Id, source: &str, mut itemset: Itemset) -> Xml {
        let element = &self.definition.tree[id];
        if let Some(filter) = &element.choice_filter {
            let is_repeat = has_reference(source);
            let way = Way { from_current: true, through_repeat: is_repeat };
            let mut filter = self.expression(id, filter, way);
            if is_repeat {
                // Inside the predicate the repetition is the context.
                let nodeset = itemset.nodeset.as_str();
                filter = filter.replace(&format!("current()/{nodeset}"), ".").replace(nodeset, ".");
            }
            itemset.filter = Some(filter);
        }
        if let Some(filter) = &itemset.filter {
            itemset.nodeset = format!("{}[{filter}]", itemset.nodeset);
        }
        if element.parameters.get("randomize").is_some_and(|value| value == "true") {
            itemset.nodeset = match element.parameters.get("seed") {
                Some(seed) => {
                    let seed = self.expression(id, seed, Way::default());
                    format!("randomize({}, {})", itemset.nodeset, seed.trim())
                }
                None => format!("randomize({})", itemset.nodeset),
            };
        }
        written(&itemset)
    }
}

fn written(itemset: &Itemset) -> Xml {
    Xml::new("itemset")
        .with("nodeset", itemset.nodeset.as_str())
        .and(Xml::new("value").with("ref", itemset.value.as_str()))
        .and(Xml::new("label").with("ref", itemset.label.as_str()))
}
