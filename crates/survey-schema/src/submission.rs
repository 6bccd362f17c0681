//! One filled-in form as a tree of named nodes: what expressions are evaluated against.

use std::collections::HashMap;

use crate::QuestionType;

/// A node of a [`Submission`]: a group, one instance of a repeat, or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

/// What the text of a value stands for, as far as expressions tell values apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Nobody said: a text that counts as a number or a date where it is one.
    #[default]
    Unknown,
    /// A text, whatever it looks like.
    Text,
    /// A number.
    Number,
    /// True or false, written `1` or `0`, `true` or `false`.
    Boolean,
    /// A day.
    Date,
    /// A day and time.
    DateTime,
    /// A time of day.
    Time,
    /// A point, a line or an area.
    Place,
}

impl ValueKind {
    /// The kind of the answers to a type of question.
    pub fn of(kind: &QuestionType) -> Self {
        use crate::Metadata;
        match kind {
            QuestionType::Integer | QuestionType::Decimal | QuestionType::Range => Self::Number,
            QuestionType::Date | QuestionType::Metadata(Metadata::Today) => Self::Date,
            QuestionType::DateTime
            | QuestionType::Metadata(Metadata::Start)
            | QuestionType::Metadata(Metadata::End) => Self::DateTime,
            QuestionType::Time => Self::Time,
            QuestionType::Geopoint
            | QuestionType::BackgroundGeopoint
            | QuestionType::Metadata(Metadata::StartGeopoint)
            | QuestionType::Geotrace
            | QuestionType::Geoshape => Self::Place,
            _ => Self::Text,
        }
    }
}

/// One submission. Nodes are added top down and keep their order.
///
/// ```
/// use survey_schema::Submission;
/// let mut s = Submission::new("household");
/// let member = s.group(s.root(), "member");
/// s.answer(member, "age", "34");
/// assert_eq!(s.named("age", member).len(), 1);
/// ```
#[derive(Clone, Debug)]
pub struct Submission {
    nodes: Vec<NodeData>,
    /// The nodes of each name, in the order in which they were added.
    by_name: HashMap<Box<str>, Vec<NodeId>>,
    /// Whether nodes were put between others, so that their numbers are no longer in
    /// the order of the document.
    disordered: bool,
}

#[derive(Clone, Debug)]
struct NodeData {
    name: Box<str>,
    parent: Option<NodeId>,
    children: Vec<NodeId>,
    value: Option<Box<str>>,
    kind: ValueKind,
    relevant: bool,
}

impl Submission {
    /// An empty submission with its root node.
    pub fn new(root: &str) -> Self {
        let mut submission =
            Submission { nodes: Vec::new(), by_name: HashMap::new(), disordered: false };
        submission.push(None, root, None, ValueKind::Unknown);
        submission
    }

    /// The root node.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// Adds a group, or one instance of a repeat.
    pub fn group(&mut self, parent: NodeId, name: &str) -> NodeId {
        self.add(parent, name, None, ValueKind::Unknown)
    }

    /// Adds a value of which nobody says what it is. An empty text is a question
    /// without an answer.
    pub fn answer(&mut self, parent: NodeId, name: &str, value: &str) -> NodeId {
        self.add(parent, name, Some(value), ValueKind::Unknown)
    }

    /// Adds a value of a kind.
    pub fn answer_of(
        &mut self,
        parent: NodeId,
        name: &str,
        value: &str,
        kind: ValueKind,
    ) -> NodeId {
        self.add(parent, name, Some(value), kind)
    }

    /// Adds a group or instance between the nodes inside its parent: so many stand before it.
    pub fn insert_group(&mut self, parent: NodeId, name: &str, before: usize) -> NodeId {
        let id = self.push(Some(parent), name, None, ValueKind::Unknown);
        let children = &mut self.nodes[parent.0 as usize].children;
        children.insert(before.min(children.len()), id);
        self.disordered = true;
        id
    }

    /// Takes a node, and all inside it, out of the submission. Nothing happens to the root.
    pub fn remove(&mut self, node: NodeId) {
        let Some(parent) = self.parent(node) else { return };
        self.nodes[parent.0 as usize].children.retain(|child| *child != node);
        let mut inside = vec![node];
        while let Some(gone) = inside.pop() {
            inside.extend_from_slice(&self.nodes[gone.0 as usize].children);
            if let Some(named) = self.by_name.get_mut(&self.nodes[gone.0 as usize].name) {
                named.retain(|other| *other != gone);
            }
        }
    }

    /// Replaces a value.
    pub fn set(&mut self, node: NodeId, value: &str) {
        self.nodes[node.0 as usize].value = Some(value.into());
    }

    /// Replaces a value and says what it is.
    pub fn set_of(&mut self, node: NodeId, value: &str, kind: ValueKind) {
        self.set(node, value);
        self.nodes[node.0 as usize].kind = kind;
    }

    /// What the text of a node stands for.
    pub fn kind(&self, node: NodeId) -> ValueKind {
        self.nodes[node.0 as usize].kind
    }

    /// Says whether a node, and with it all inside it, counts as there. Expressions do
    /// not see irrelevant nodes.
    pub fn set_relevant(&mut self, node: NodeId, relevant: bool) {
        self.nodes[node.0 as usize].relevant = relevant;
    }

    /// Whether a node and all around it are relevant.
    pub fn is_relevant(&self, node: NodeId) -> bool {
        self.ancestors(node).all(|node| self.nodes[node.0 as usize].relevant)
    }

    /// The name of a node.
    pub fn name(&self, node: NodeId) -> &str {
        &self.nodes[node.0 as usize].name
    }

    /// The node around a node.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.nodes[node.0 as usize].parent
    }

    /// The nodes inside a node, in order.
    pub fn children(&self, node: NodeId) -> &[NodeId] {
        &self.nodes[node.0 as usize].children
    }

    /// The nodes of a name inside a node, in order.
    pub fn children_named<'a>(
        &'a self,
        node: NodeId,
        name: &'a str,
    ) -> impl Iterator<Item = NodeId> + 'a {
        self.children(node).iter().copied().filter(move |child| self.name(*child) == name)
    }

    /// The value of a node; `None` for groups.
    pub fn value(&self, node: NodeId) -> Option<&str> {
        self.nodes[node.0 as usize].value.as_deref()
    }

    /// What `${name}` means at a node: the nodes of that name that share the
    /// longest chain of ancestors with it. In a repeat that is the answer of the
    /// same instance; outside it, the answers of all instances, in order.
    pub fn named(&self, name: &str, at: NodeId) -> Vec<NodeId> {
        let Some(candidates) = self.by_name.get(name) else { return Vec::new() };
        let mut scope = Some(at);
        while let Some(node) = scope {
            let inside =
                |candidate: &&NodeId| self.ancestors(**candidate).any(|ancestor| ancestor == node);
            let mut found: Vec<NodeId> = candidates.iter().filter(inside).copied().collect();
            if !found.is_empty() {
                self.in_order(&mut found);
                return found;
            }
            scope = self.parent(node);
        }
        Vec::new()
    }

    /// Puts nodes in the order of the document, each once.
    pub fn in_order(&self, nodes: &mut Vec<NodeId>) {
        if self.disordered && nodes.len() > 1 {
            nodes.sort_by_cached_key(|node| self.place(*node));
        } else {
            nodes.sort_unstable();
        }
        nodes.dedup();
    }

    /// The positions among their siblings of a node and all around it, outermost first.
    fn place(&self, node: NodeId) -> Vec<usize> {
        let position = |node: NodeId| {
            let beside = self.parent(node).map(|parent| self.children(parent));
            beside.and_then(|beside| beside.iter().position(|other| *other == node))
        };
        let mut place: Vec<usize> = self.ancestors(node).filter_map(position).collect();
        place.reverse();
        place
    }

    /// A node, the node around it, and so on to the root.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(node), |node| self.parent(*node))
    }

    fn add(&mut self, parent: NodeId, name: &str, value: Option<&str>, kind: ValueKind) -> NodeId {
        let id = self.push(Some(parent), name, value, kind);
        self.nodes[parent.0 as usize].children.push(id);
        // A row added to an outer instance that is not the last one.
        let last = NodeId(id.0.saturating_sub(1));
        if !self.ancestors(last).any(|ancestor| ancestor == parent) {
            self.disordered = true;
        }
        id
    }

    fn push(
        &mut self,
        parent: Option<NodeId>,
        name: &str,
        value: Option<&str>,
        kind: ValueKind,
    ) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(NodeData {
            name: name.into(),
            parent,
            children: vec![],
            value: value.map(Into::into),
            kind,
            relevant: true,
        });
        match self.by_name.get_mut(name) {
            Some(nodes) => nodes.push(id),
            None => drop(self.by_name.insert(name.into(), vec![id])),
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_keep_the_order_of_the_document_when_put_between_others() {
        let mut s = Submission::new("data");
        let first = s.group(s.root(), "row");
        s.answer(first, "a", "1");
        let third = s.group(s.root(), "row");
        s.answer(third, "a", "3");
        let second = s.insert_group(s.root(), "row", 1);
        s.answer(second, "a", "2");
        let values = |s: &Submission| {
            let nodes = s.named("a", s.root());
            nodes.iter().map(|node| s.value(*node).unwrap().to_string()).collect::<String>()
        };
        assert_eq!(values(&s), "123");
        s.remove(first);
        assert_eq!(values(&s), "23");
    }
}
