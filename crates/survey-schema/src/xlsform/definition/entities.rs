//! The entities sheet: which records of things that outlive an interview (households,
//! wells, mines) a submission creates or updates, and which answers they keep.

use indexmap::IndexMap;

use super::aliases::SheetKind;
use super::columns::{Columns, Reading, Record};
use super::element::{Action, Element, Id, Kind, ROOT};
use super::placement::{self, Path, Source};
use super::rule::{ENTITY, UNKNOWN_COLUMN};
use super::types::{Container, begins, resolve_alias};
use super::{Faults, NO_LANGUAGE, Place, Reader, name, reference, sheet_names};
use crate::xlsform::sheets::Sheets;
use crate::{Message, message};

/// The entities of a form, with what refers to them.
#[derive(Default)]
pub(super) struct Entities<'a> {
    columns: Option<Columns<'a>>,
    declarations: IndexMap<String, Declaration>,
    /// Where the survey saves to an entity or is referred to by one, by entity list.
    sources: IndexMap<String, Vec<Source>>,
}

/// One row of the entities sheet.
#[derive(Clone, Debug, Default)]
struct Declaration {
    row: u32,
    entity_id: Option<String>,
    create_if: Option<String>,
    update_if: Option<String>,
    label: Option<String>,
}

impl Entities<'_> {
    /// Whether there is an entity list of that name.
    pub(super) fn has(&self, list: &str) -> bool {
        self.declarations.contains_key(list)
    }

    fn fault(&self, row: u32, path: &[&str], message: Message, faults: &mut Faults) {
        if let Some(columns) = &self.columns {
            faults.push(ENTITY.at(columns.label(row, path), message));
        }
    }
}

/// Reads the entities sheet.
pub(super) fn read<'a>(sheets: &'a Sheets, faults: &mut Faults) -> Entities<'a> {
    let Some(sheet) = sheets.sheet("entities").filter(|sheet| sheet.rows.len() > 1) else {
        sheet_names::warn(sheets, "entities", faults);
        return Entities::default();
    };
    let columns = Columns::read(SheetKind::Entities, sheet, &sheets.file, faults);
    let records = columns.records(Reading { single_spaces: false, default_language: NO_LANGUAGE });
    let mut entities = Entities { columns: Some(columns), ..Entities::default() };
    for record in &records {
        declare(&mut entities, record, faults);
    }
    entities
}

fn declare(entities: &mut Entities<'_>, record: &Record, faults: &mut Faults) {
    const KNOWN: [&str; 6] = ["dataset", "entity_id", "create_if", "update_if", "repeat", "label"];
    let row = record.row;
    for other in record.parts.keys().filter(|key| !KNOWN.contains(&key.as_str())) {
        let message = message!(
            "xform-entity-column",
            "the entities sheet has no column \"{column}\"",
            column = other
        );
        if let Some(columns) = &entities.columns {
            faults.push(UNKNOWN_COLUMN.at(columns.label(row, &[other.as_str()]), message));
        }
    }
    let list = record.text("dataset").unwrap_or_default();
    if list.is_empty() || list.starts_with("__") || list.contains('.') || !name::is_name(list) {
        let message = message!(
            "xform-entity-list",
            "an entity list needs a name of letters, digits, _ and -, which does not begin with __"
        );
        return entities.fault(row, &["dataset"], message, faults);
    }
    if entities.declarations.contains_key(list) {
        let message = message!(
            "xform-entity-twice",
            "the entity list \"{list}\" is declared twice",
            list = list
        );
        return entities.fault(row, &["dataset"], message, faults);
    }
    let text = |key: &str| record.text(key).map(str::to_string);
    let declaration = Declaration {
        row,
        entity_id: text("entity_id"),
        create_if: text("create_if"),
        update_if: text("update_if"),
        label: text("label"),
    };
    if let Some(message) = contradiction(&declaration) {
        entities.fault(row, &["dataset"], message, faults);
    }
    entities.declarations.insert(list.to_string(), declaration);
}

/// What is missing for creating, updating, or one or the other.
fn contradiction(declaration: &Declaration) -> Option<Message> {
    let Declaration { entity_id, create_if, update_if, label, .. } = declaration;
    if entity_id.is_none() && update_if.is_some() {
        return Some(message!(
            "xform-entity-no-id",
            "to update entities, say in the column entity_id which one"
        ));
    }
    if entity_id.is_some() && create_if.is_some() && update_if.is_none() {
        return Some(message!(
            "xform-entity-no-update",
            "an entity with entity_id and create_if needs update_if too; without entity_id it is only created"
        ));
    }
    (entity_id.is_none() && label.is_none())
        .then(|| message!("xform-entity-no-label", "entities that are created need a label"))
}

impl Reader<'_> {
    /// Takes note of what a row saves to an entity, and of entities that refer to it.
    /// `name` is none for a row that ends a group.
    pub(super) fn note_entities(&mut self, record: &Record, name: Option<&str>) {
        let path = self.container_path();
        if let Some(saved) = record.inner("bind", "entities:saveto")
            && let Some((list, property)) = self.checked_save(record, saved, name.is_none())
        {
            let source = Source { path: path.clone(), row: record.row, property: Some(property) };
            self.entities.sources.entry(list).or_default().push(source);
        }
        let Some(name) = name else { return };
        let refers = |declaration: &Declaration| {
            let Declaration { entity_id, create_if, update_if, label, .. } = declaration;
            let texts = [entity_id, create_if, update_if, label];
            texts
                .into_iter()
                .flatten()
                .any(|text| reference::references(text).any(|reference| reference.name == name))
        };
        let lists = self.entities.declarations.iter().filter(|(_, found)| refers(found));
        for list in lists.map(|(list, _)| list.clone()).collect::<Vec<_>>() {
            let source = Source { path: path.clone(), row: record.row, property: None };
            self.entities.sources.entry(list).or_default().push(source);
        }
    }

    /// The entity list and property that an answer is saved to, when that is possible.
    fn checked_save(
        &mut self,
        record: &Record,
        saved: &str,
        ends: bool,
    ) -> Option<(String, String)> {
        let kind = record.text("type").map(resolve_alias).unwrap_or_default();
        match self.save(saved, ends || begins(kind).is_some()) {
            Ok(found) => Some(found),
            Err(message) => {
                self.fault(ENTITY, Place(record.row, &["bind", "entities:saveto"]), message);
                None
            }
        }
    }

    fn save(&self, saved: &str, is_container: bool) -> Result<(String, String), Message> {
        let mut lists = self.entities.declarations.keys();
        let (list, property) = match saved.split_once('#') {
            Some(pair) => pair,
            None => match (lists.next(), lists.next()) {
                (Some(list), None) => (list.as_str(), saved),
                (None, _) => {
                    return Err(message!(
                        "xform-save-without-entity",
                        "save_to needs a sheet entities that declares an entity"
                    ));
                }
                _ => {
                    return Err(message!(
                        "xform-save-which",
                        "the form has several entity lists, so save_to is written list#property"
                    ));
                }
            },
        };
        if !self.entities.has(list) {
            return Err(message!(
                "xform-save-unknown",
                "the entities sheet declares no list \"{list}\"",
                list = list
            ));
        }
        if is_container {
            return Err(message!(
                "xform-save-group",
                "groups and repeats cannot be saved to an entity; questions can"
            ));
        }
        let reserved = ["name", "label"].contains(&property.to_lowercase().as_str());
        if reserved || property.starts_with("__") || !name::is_name(property) {
            return Err(message!(
                "xform-save-name",
                "\"{property}\" cannot be a property of an entity",
                property = property
            ));
        }
        let saved_before = self.entities.sources.get(list).into_iter().flatten();
        match saved_before.into_iter().find(|source| source.property.as_deref() == Some(property)) {
            Some(first) => Err(message!(
                "xform-save-twice",
                "row {row} saves to the property \"{property}\" already",
                row = first.row,
                property = property
            )),
            None => Ok((list.to_string(), property.to_string())),
        }
    }

    /// The groups and repeats that are open, outermost first.
    fn container_path(&self) -> Path {
        let part = |open: &super::survey::Open| {
            (self.tree[open.id].name.clone(), open.container.map_or("survey", Container::word))
        };
        let mut path: Path = self.open.iter().map(part).collect();
        path[0].0 = "survey".into();
        path
    }

    /// Puts each entity into the `meta` of the group or repeat that it belongs to. Returns
    /// the `meta` of the form itself when it was made.
    pub(super) fn add_entities(&mut self) -> Option<Id> {
        let order: Vec<(String, u32)> = self
            .entities
            .declarations
            .iter()
            .map(|(list, declaration)| (list.clone(), declaration.row))
            .collect();
        let placed = match placement::place(&order, &self.entities.sources) {
            Ok(placed) => placed,
            Err(fault) => {
                let Entities { columns, .. } = &self.entities;
                let label = match fault.in_survey {
                    true => self.columns.label(fault.row, &["bind", "entities:saveto"]),
                    false => columns.as_ref()?.label(fault.row, &["dataset"]),
                };
                self.faults.push(ENTITY.at(label, fault.message));
                return None;
            }
        };
        let mut of_form = None;
        for (path, list) in placed {
            let Some(declaration) = self.entities.declarations.get(&list).cloned() else {
                continue;
            };
            let Some(container) = self.find(&path) else { continue };
            let meta = self.tree.add(container, Element::new(Kind::Meta, "meta", 0));
            let in_repeat = path.iter().any(|(_, kind)| *kind == "repeat");
            self.add_entity(meta, &list, &declaration, in_repeat);
            if container == ROOT {
                of_form = Some(meta);
            }
        }
        of_form
    }

    fn find(&self, path: &Path) -> Option<Id> {
        path.iter().skip(1).try_fold(ROOT, |id, (name, _)| {
            let mut children = self.tree[id].children.iter().copied();
            children.find(|child| self.tree[*child].name == *name)
        })
    }

    fn add_entity(&mut self, meta: Id, list: &str, declaration: &Declaration, in_repeat: bool) {
        let Declaration { entity_id, create_if, update_if, label, .. } = declaration;
        let entity = self.tree.add(meta, Element::new(Kind::Entity, "entity", 0));
        let mut add = |element: Element| {
            self.tree.add(entity, element);
        };
        add(attribute("dataset", list, None));
        if entity_id.is_none() || create_if.is_some() {
            add(attribute("create", "1", create_if.as_deref()));
        }
        let mut id = attribute("id", "", None);
        if let Some(entity_id) = entity_id {
            add(attribute("update", "1", update_if.as_deref()));
            let entity = format!("instance('{list}')/root/item[name={entity_id}]");
            for (name, property) in [
                ("baseVersion", "__version"),
                ("trunkVersion", "__trunkVersion"),
                ("branchId", "__branchId"),
            ] {
                add(attribute(name, "", Some(&format!("{entity}/{property}"))));
            }
            id.set_bind("calculate", entity_id);
        } else {
            id.actions.push(Action::SetFirst(Some("uuid()".into())));
            if in_repeat {
                id.actions.push(Action::SetInRepeat(Some("uuid()".into())));
            }
        }
        id.set_bind("readonly", "true()");
        id.set_bind("type", "string");
        add(id);
        if let Some(label) = label {
            let mut element = attribute("label", "", Some(label));
            element.kind = Kind::EntityLabel;
            add(element);
        }
    }

    /// The version of the specification of entities that the form needs.
    pub(super) fn entities_version(&self) -> Option<&'static str> {
        let in_repeat = |path: &Path| path.iter().any(|(_, kind)| *kind == "repeat");
        let is_repeated =
            self.entities.sources.values().flatten().any(|source| in_repeat(&source.path));
        match self.entities.declarations.len() {
            0 => None,
            1 if !is_repeated => Some("2024.1.0"),
            _ => Some("2025.1.0"),
        }
    }
}

/// An attribute of an entity, perhaps computed.
fn attribute(name: &str, value: &str, calculation: Option<&str>) -> Element {
    let mut element = Element::new(Kind::Attribute, name, 0);
    element.value = value.to_string();
    if let Some(calculation) = calculation {
        element.set_bind("calculate", calculation);
        element.set_bind("readonly", "true()");
        element.set_bind("type", "string");
    }
    element
}
