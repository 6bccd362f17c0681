//! The tree of a form: groups, repeats and questions with what each says.

use indexmap::IndexMap;

use super::types::Control;
use super::value::{Parts, Value};

/// Number of an element in the tree.
pub(crate) type Id = usize;

/// The form itself.
pub(crate) const ROOT: Id = 0;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Survey,
    Group,
    /// The group of `meta` elements: it is in the data and never shown.
    Meta,
    /// A group with a group for each choice inside.
    Loop,
    Repeat,
    Question(Control),
    /// `csv-external`, `xml-external`: a file beside the form.
    External(&'static str),
    /// `entity` inside `meta`.
    Entity,
    /// An attribute of an entity.
    Attribute,
    /// The label of an entity.
    EntityLabel,
}

/// What happens at an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// The value is set when the form is begun.
    SetFirst(Option<String>),
    /// The value is set when a repetition is added.
    SetInRepeat(Option<String>),
    /// The position is taken when the form is begun.
    Position,
    /// Recording goes on while the form is open, with this quality.
    Record(Option<String>),
}

/// A group, repeat, question or other part of a form, as its row says it.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// The type as resolved, such as `select one` or `photo`.
    pub(crate) type_name: String,
    pub(crate) parent: Option<Id>,
    pub(crate) children: Vec<Id>,
    /// The row of the survey sheet; 0 for what the form adds by itself.
    pub(crate) row: u32,
    pub(crate) label: Option<Value>,
    pub(crate) hint: Option<Value>,
    pub(crate) guidance: Option<Value>,
    /// Pictures and sounds by kind.
    pub(crate) media: Parts,
    /// Attributes of its bind; `None` when it has no bind.
    pub(crate) bind: Option<Parts>,
    /// Attributes of its control.
    pub(crate) control: IndexMap<String, String>,
    /// Attributes of its node in the data.
    pub(crate) instance: IndexMap<String, String>,
    pub(crate) default: Option<String>,
    pub(crate) choice_filter: Option<String>,
    /// Names of the questions whose answers set it off.
    pub(crate) trigger: Vec<String>,
    pub(crate) actions: Vec<Action>,
    pub(crate) parameters: IndexMap<String, String>,
    /// Where its choices come from: a list, a file or a reference.
    pub(crate) itemset: Option<String>,
    /// The list of the external choices that it searches.
    pub(crate) query: Option<String>,
    /// Tags of an `osm` question, with their labels.
    pub(crate) tags: Vec<(String, Option<Value>)>,
    /// The value of an attribute.
    pub(crate) value: String,
    /// Whether it is left out of paths and data (`flat`).
    pub(crate) is_flat: bool,
}

impl Element {
    pub(crate) fn new(kind: Kind, name: &str, row: u32) -> Self {
        Element {
            name: name.to_string(),
            kind,
            type_name: String::new(),
            parent: None,
            children: Vec::new(),
            row,
            label: None,
            hint: None,
            guidance: None,
            media: Parts::new(),
            bind: None,
            control: IndexMap::new(),
            instance: IndexMap::new(),
            default: None,
            choice_filter: None,
            trigger: Vec::new(),
            actions: Vec::new(),
            parameters: IndexMap::new(),
            itemset: None,
            query: None,
            tags: Vec::new(),
            value: String::new(),
            is_flat: false,
        }
    }

    /// A calculation that the form adds by itself.
    pub(crate) fn generated(name: &str, bind: &[(&str, &str)]) -> Self {
        let mut element = Element::new(Kind::Question(Control::None), name, 0);
        element.type_name = "calculate".into();
        element.set_bind("type", "string");
        bind.iter().for_each(|(key, value)| element.set_bind(key, value));
        element
    }

    pub(crate) fn set_bind(&mut self, key: &str, value: &str) {
        let bind = self.bind.get_or_insert_with(Parts::new);
        bind.insert(key.to_string(), Value::Text(value.to_string()));
    }

    /// The text of an attribute of its bind.
    pub(crate) fn bind_text(&self, key: &str) -> Option<&str> {
        self.bind.as_ref()?.get(key)?.text()
    }

    /// Whether its label stands in the itext: it has translations, or media beside it.
    pub(crate) fn has_itext_label(&self) -> bool {
        !self.media.is_empty() || self.label.as_ref().is_some_and(Value::is_translated)
    }

    pub(crate) fn is_question(&self) -> bool {
        matches!(self.kind, Kind::Question(_))
    }

    /// Whether other elements stand inside it.
    pub(crate) fn is_section(&self) -> bool {
        matches!(
            self.kind,
            Kind::Survey | Kind::Group | Kind::Meta | Kind::Loop | Kind::Repeat | Kind::Entity
        )
    }
}

/// The elements of a form.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    elements: Vec<Element>,
}

impl Tree {
    pub(crate) fn new(root_name: &str) -> Self {
        Tree { elements: vec![Element::new(Kind::Survey, root_name, 0)] }
    }

    /// Adds an element as the last inside another.
    pub(crate) fn add(&mut self, parent: Id, mut element: Element) -> Id {
        let id = self.elements.len();
        element.parent = Some(parent);
        element.children.clear();
        self.elements.push(element);
        self.elements[parent].children.push(id);
        id
    }

    /// Copies an element with all inside it to another place.
    pub(crate) fn copy(&mut self, from: Id, parent: Id) -> Id {
        let copy = self.add(parent, self.elements[from].clone());
        for child in self.elements[from].children.clone() {
            self.copy(child, copy);
        }
        copy
    }

    /// The element around another that fulfils a condition, with the number of steps up.
    pub(crate) fn ancestor(
        &self,
        id: Id,
        mut condition: impl FnMut(&Element) -> bool,
    ) -> Option<(Id, usize)> {
        self.ancestors(id).zip(1..).find(|(ancestor, _)| condition(&self[*ancestor]))
    }

    /// The elements around another, innermost first.
    pub(crate) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.elements[id].parent, |id| self.elements[*id].parent)
    }

    /// All elements in the order of the form, each before what is inside it.
    pub(crate) fn descendants(&self, id: Id) -> Vec<Id> {
        let mut all = Vec::new();
        self.collect(id, &mut all);
        all
    }

    fn collect(&self, id: Id, all: &mut Vec<Id>) {
        all.push(id);
        self.elements[id].children.iter().for_each(|child| self.collect(*child, all));
    }
}

impl std::ops::Index<Id> for Tree {
    type Output = Element;

    fn index(&self, id: Id) -> &Element {
        &self.elements[id]
    }
}

impl std::ops::IndexMut<Id> for Tree {
    fn index_mut(&mut self, id: Id) -> &mut Element {
        &mut self.elements[id]
    }
}
