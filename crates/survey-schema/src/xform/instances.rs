//! Secondary instances: lists of choices, files beside the form, the record saved last.

use indexmap::IndexMap;

use super::model::Writer;
use super::paths::LAST_SAVED;
use super::xml::Xml;
use crate::message;
use crate::xlsform::definition::element::{Element, Kind, ROOT};
use crate::xlsform::definition::reference::has_last_saved;
use crate::xlsform::definition::rule::INSTANCE;
use crate::xlsform::definition::{ChoiceList, Place, is_file, split_file};

/// The attributes of a bind that are expressions.
const EXPRESSIONS: [&str; 5] = ["calculate", "constraint", "readonly", "relevant", "required"];

/// An instance that is a file or a record elsewhere.
struct Source {
    id: String,
    uri: String,
    /// The row that asks for it.
    row: u32,
    /// Whether it is a question of its own (`csv-external`), which may stand only once.
    is_external: bool,
}

impl Writer<'_> {
    /// The instances of the form: files in the order of the questions, then lists.
    pub(super) fn instances(&mut self) -> Vec<Xml> {
        let mut seen: IndexMap<String, (String, bool)> = IndexMap::new();
        let mut all = Vec::new();
        for source in self.sources() {
            match seen.get(&source.id) {
                Some((uri, external))
                    if *uri != source.uri || (*external && source.is_external) =>
                {
                    let message = message!(
                        "xform-instance-twice",
                        "two sources of data have the name \"{id}\": {first} and {second}",
                        id = source.id,
                        first = uri,
                        second = source.uri
                    );
                    self.fault(INSTANCE, Place(source.row, &["name"]), message);
                }
                Some(_) => {}
                None => {
                    let instance = Xml::new("instance").with("id", source.id.as_str());
                    all.push(instance.with("src", source.uri.as_str()));
                    seen.insert(source.id, (source.uri, source.is_external));
                }
            }
        }
        let lists = self.definition.choices.iter().filter(|(_, list)| !list.is_search);
        for (name, list) in lists {
            match seen.get(name.as_str()).cloned() {
                Some((uri, _)) => {
                    let message = message!(
                        "xform-instance-list",
                        "the list \"{id}\" of the choices has the name of {uri}",
                        id = name,
                        uri = uri
                    );
                    self.fault(INSTANCE, Place(0, &[]), message);
                }
                None => all.push(list_instance(name, list)),
            }
        }
        all
    }

    fn sources(&self) -> Vec<Source> {
        let tree = &self.definition.tree;
        let mut sources = Vec::new();
        let mut last_saved = false;
        for id in tree.descendants(ROOT) {
            let element = &tree[id];
            match element.kind {
                Kind::External(extension) => sources.push(external(element, extension)),
                Kind::Question(_) | Kind::Group | Kind::Loop | Kind::Repeat => {
                    let files = pulled_files(element);
                    sources.extend(files.into_iter().map(|file| Source {
                        uri: format!("jr://file-csv/{file}.csv"),
                        id: file,
                        row: element.row,
                        is_external: false,
                    }));
                    sources.extend(file_of_choices(element));
                    last_saved |= expressions(element).any(has_last_saved);
                }
                _ => {}
            }
        }
        if last_saved {
            sources.push(Source {
                id: LAST_SAVED.into(),
                uri: "jr://instance/last-saved".into(),
                row: 0,
                is_external: false,
            });
        }
        sources
    }
}

fn external(element: &Element, extension: &str) -> Source {
    let folder = if extension == "csv" { "file-csv" } else { "file" };
    Source {
        id: element.name.clone(),
        uri: format!("jr://{folder}/{}.{extension}", element.name),
        row: element.row,
        is_external: true,
    }
}

fn file_of_choices(element: &Element) -> Option<Source> {
    let is_select = element.query.is_none() && element.type_name != "select one external";
    let file = element.itemset.as_deref().filter(|file| is_select && is_file(file))?;
    let (stem, extension) = split_file(file);
    let folder = if extension == ".csv" { "file-csv" } else { "file" };
    Some(Source {
        id: stem.to_string(),
        uri: format!("jr://{folder}/{file}"),
        row: element.row,
        is_external: false,
    })
}

/// The texts of an element in which another source of data may be named.
fn expressions(element: &Element) -> impl Iterator<Item = &str> {
    EXPRESSIONS
        .iter()
        .filter_map(|key| element.bind_text(key))
        .chain(element.choice_filter.as_deref())
        .chain(element.default.as_deref())
}

/// The files that `pulldata` reads: its first argument.
fn pulled_files(element: &Element) -> Vec<String> {
    let mut files = Vec::new();
    for text in expressions(element).filter(|text| text.contains("pulldata(")) {
        for (at, call) in text.match_indices("pulldata") {
            let rest = text[at + call.len()..].trim_start();
            let argument = rest.strip_prefix('(').and_then(|rest| rest.split_once(','));
            if let Some((file, _)) = argument {
                files.push(file.replace(['\'', '"'], "").trim().to_string());
            }
        }
    }
    files
}

/// A list of choices as an instance, so that selects can filter it.
fn list_instance(name: &str, list: &ChoiceList) -> Xml {
    let has_itext = list.has_itext();
    let mut root = Xml::new("root");
    for (index, choice) in list.choices.iter().enumerate() {
        let mut item = Xml::new("item");
        if has_itext {
            item.push(Xml::new("itextId").text(format!("{name}-{index}")));
        }
        item.push(Xml::new("name").text(&choice.name));
        if let Some(label) =
            choice.label.as_ref().and_then(|label| label.text()).filter(|_| !has_itext)
        {
            item.push(Xml::new("label").text(label));
        }
        for (column, value) in &choice.columns {
            item.push(Xml::new(column.clone()).text(value));
        }
        if let Some(option) = &choice.sms_option {
            item.push(Xml::new("sms_option").text(option));
        }
        root.push(item);
    }
    Xml::new("instance").with("id", name).and(root)
}
