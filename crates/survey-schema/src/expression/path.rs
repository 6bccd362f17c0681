//! Paths and predicates.
//!
//! An absolute path that leads through the repeat instance the expression stands in
//! means that instance, as `${name}` does: JavaRosa has it so, and forms rely on it.
//! A relative path leads where its steps say.

use super::ast::{Axis, Node, NodeKind, Step};
use super::evaluate::{Evaluated, Evaluator};
use super::scalar::{Operand, Scalar};
use super::table::Row;
use crate::NodeId;

impl<'a> Evaluator<'a> {
    /// Those nodes that count as there.
    pub(super) fn relevant(&self, mut nodes: Vec<NodeId>) -> Vec<NodeId> {
        nodes.retain(|node| self.reader.submission.is_relevant(*node));
        nodes
    }

    pub(super) fn path(
        &self,
        start: Option<&'a Node>,
        absolute: bool,
        steps: &'a [Step],
    ) -> Evaluated<Operand<'a>> {
        match (start, self.row) {
            (None, _) if absolute => self.absolute(steps),
            (None, Some(row)) if !starts_upward(steps) => self.columns(vec![row], steps),
            (None, _) => self.walk(vec![self.at], steps),
            (Some(start), _) if is_instance(start) => self.of_instance(start, steps),
            (Some(start), _) => match self.operand(start)? {
                Operand::Nodes(nodes) => self.walk(nodes, steps),
                Operand::Rows(rows) => self.columns(rows, steps),
                _ => Ok(Operand::Nodes(Vec::new())),
            },
        }
    }

    /// From the root; the first name of the path is the root's own.
    fn absolute(&self, steps: &'a [Step]) -> Evaluated<Operand<'a>> {
        let submission = self.reader.submission;
        let Some((first, rest)) = steps.split_first() else {
            return Ok(Operand::Nodes(vec![submission.root()]));
        };
        if first.name != "*" && first.name != submission.name(submission.root()) {
            return Ok(Operand::Nodes(Vec::new()));
        }
        // The nodes around the context, outermost first, below the root.
        let mut around: Vec<NodeId> = submission.ancestors(self.at).collect();
        around.reverse();
        let mut nodes = self.filter(vec![submission.root()], &first.predicates)?;
        let mut shared = 1;
        for step in rest {
            nodes = match around.get(shared) {
                Some(own) if submission.name(*own) == step.name => {
                    shared += 1;
                    match step.predicates.is_empty() {
                        true if nodes.iter().any(|node| submission.parent(*own) == Some(*node)) => {
                            vec![*own]
                        }
                        // A predicate led to other instances: theirs at the same place.
                        true => self.same_place(&nodes, *own),
                        false => self.step(&nodes, step)?,
                    }
                }
                _ => {
                    shared = usize::MAX;
                    self.step(&nodes, step)?
                }
            };
        }
        Ok(Operand::Nodes(self.relevant(nodes)))
    }

    /// The children of nodes that stand where a node stands among those of its name.
    fn same_place(&self, nodes: &[NodeId], own: NodeId) -> Vec<NodeId> {
        let submission = self.reader.submission;
        let place = self.place_of(own) - 1;
        let name = submission.name(own);
        nodes.iter().filter_map(|node| submission.children_named(*node, name).nth(place)).collect()
    }

    /// The number of a node among those of its name beside it, from 1.
    pub(super) fn place_of(&self, node: NodeId) -> usize {
        let submission = self.reader.submission;
        let Some(parent) = submission.parent(node) else { return 1 };
        let mut beside = submission.children_named(parent, submission.name(node));
        beside.position(|other| other == node).unwrap_or_default() + 1
    }

    fn walk(&self, mut nodes: Vec<NodeId>, steps: &'a [Step]) -> Evaluated<Operand<'a>> {
        for step in steps {
            nodes = self.step(&nodes, step)?;
        }
        Ok(Operand::Nodes(self.relevant(nodes)))
    }

    fn step(&self, nodes: &[NodeId], step: &'a Step) -> Evaluated<Vec<NodeId>> {
        let submission = self.reader.submission;
        let mut found = Vec::new();
        for &node in nodes {
            let reached: Vec<NodeId> = match step.axis {
                Axis::Itself => vec![node],
                Axis::Parent => submission.parent(node).into_iter().collect(),
                Axis::Child if step.name == "*" => submission.children(node).to_vec(),
                Axis::Child => submission.children_named(node, &step.name).collect(),
            };
            found.extend(self.filter(reached, &step.predicates)?);
        }
        if step.axis == Axis::Parent {
            found.dedup();
        }
        Ok(found)
    }

    /// `a[b]` where `a` is no step.
    pub(super) fn filtered(
        &self,
        base: &'a Node,
        predicates: &'a [Node],
    ) -> Evaluated<Operand<'a>> {
        Ok(match self.operand(base)? {
            Operand::Nodes(nodes) => Operand::Nodes(self.filter(nodes, predicates)?),
            Operand::Rows(rows) => Operand::Rows(self.filter_rows(rows, predicates)?),
            other => other,
        })
    }

    /// The nodes for which every predicate holds; a number is a position.
    fn filter(&self, mut nodes: Vec<NodeId>, predicates: &'a [Node]) -> Evaluated<Vec<NodeId>> {
        for predicate in predicates {
            let size = nodes.len();
            let mut kept = Vec::new();
            for (index, node) in nodes.into_iter().enumerate() {
                let place = Some((index + 1, size));
                let inner = Evaluator { at: node, place, row: None, ..*self };
                if inner.holds(predicate, index + 1)? {
                    kept.push(node);
                }
            }
            nodes = kept;
        }
        Ok(nodes)
    }

    fn filter_rows(
        &self,
        mut rows: Vec<Row<'a>>,
        predicates: &'a [Node],
    ) -> Evaluated<Vec<Row<'a>>> {
        for predicate in predicates {
            let size = rows.len();
            let mut kept = Vec::new();
            for (index, row) in rows.into_iter().enumerate() {
                let place = Some((index + 1, size));
                let inner = Evaluator { row: Some(row), place, ..*self };
                if inner.holds(predicate, index + 1)? {
                    kept.push(row);
                }
            }
            rows = kept;
        }
        Ok(rows)
    }

    fn holds(&self, predicate: &'a Node, position: usize) -> Evaluated<bool> {
        let verdict = match self.scalar(predicate)? {
            Some(Scalar::Number(number)) => number == position as f64,
            Some(scalar) => self.reader.truth(&scalar),
            None => false,
        };
        Ok(verdict)
    }

    /// Steps from rows of a list or table: `.` is the row, a name a column of it.
    fn columns(&self, mut rows: Vec<Row<'a>>, steps: &'a [Step]) -> Evaluated<Operand<'a>> {
        let language = self.environment.label_language();
        for step in steps {
            match step.axis {
                Axis::Itself => rows = self.filter_rows(rows, &step.predicates)?,
                Axis::Parent => return Ok(Operand::Cells(Vec::new())),
                Axis::Child => {
                    let cells = rows.iter().filter_map(|row| row.column(&step.name, language));
                    return Ok(Operand::Cells(cells.collect()));
                }
            }
        }
        Ok(Operand::Rows(rows))
    }

    /// `instance('list')/root/item[…]/column`.
    fn of_instance(&self, start: &'a Node, steps: &'a [Step]) -> Evaluated<Operand<'a>> {
        let Operand::Rows(mut rows) = self.operand(start)? else { return Ok(Operand::Missing) };
        let Some((item, columns)) = steps.get(1..).and_then(<[Step]>::split_first) else {
            return Ok(Operand::Rows(rows));
        };
        rows = self.filter_rows(rows, &item.predicates)?;
        self.columns(rows, columns)
    }
}

/// Whether a path leaves the row it stands in: `../a` in a choice filter is the form's.
fn starts_upward(steps: &[Step]) -> bool {
    steps.iter().find(|step| step.axis != Axis::Itself).is_some_and(|s| s.axis == Axis::Parent)
}

fn is_instance(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Call { name, .. } if name == "instance")
}
