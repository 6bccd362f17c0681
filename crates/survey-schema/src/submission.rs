//! One filled-in form as a tree of named nodes: what expressions are evaluated against.

use std::collections::HashMap;

/// A node of a [`Submission`]: a group, one instance of a repeat, or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

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
}

#[derive(Clone, Debug)]
struct NodeData {
    name: Box<str>,
    parent: Option<NodeId>,
    children: Vec<NodeId>,
    value: Option<Box<str>>,
}

impl Submission {
    /// An empty submission with its root node.
    pub fn new(root: &str) -> Self {
        let nodes =
            vec![NodeData { name: root.into(), parent: None, children: vec![], value: None }];
        Submission { nodes, by_name: HashMap::from([(root.into(), vec![NodeId(0)])]) }
    }

    /// The root node.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// Adds a group, or one instance of a repeat.
    pub fn group(&mut self, parent: NodeId, name: &str) -> NodeId {
        self.add(parent, name, None)
    }

    /// Adds a value. An empty text is a question without an answer.
    pub fn answer(&mut self, parent: NodeId, name: &str, value: &str) -> NodeId {
        self.add(parent, name, Some(value.into()))
    }

    /// Replaces a value.
    pub fn set(&mut self, node: NodeId, value: &str) {
        self.nodes[node.0 as usize].value = Some(value.into());
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
            let found: Vec<NodeId> = candidates.iter().filter(inside).copied().collect();
            if !found.is_empty() {
                return found;
            }
            scope = self.parent(node);
        }
        Vec::new()
    }

    /// A node, the node around it, and so on to the root.
    fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(node), |node| self.parent(*node))
    }

    fn add(&mut self, parent: NodeId, name: &str, value: Option<Box<str>>) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(NodeData {
            name: name.into(),
            parent: Some(parent),
            children: vec![],
            value,
        });
        self.nodes[parent.0 as usize].children.push(id);
        match self.by_name.get_mut(name) {
            Some(nodes) => nodes.push(id),
            None => drop(self.by_name.insert(name.into(), vec![id])),
        }
        id
    }
}
