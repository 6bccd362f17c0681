//! A record with its rows of repeats as the submission that the form would hold.

use std::collections::BTreeMap;

use survey_schema::{NodeId, Submission};

use crate::catalogue::FormIndex;
use crate::record::Record;
use crate::rules::Plan;

/// A submission with the nodes of its records and answers.
pub(crate) struct Tree {
    pub(crate) submission: Submission,
    /// By record: its node, and the nodes of its answers in the order of its level.
    pub(crate) nodes: BTreeMap<usize, RowNodes>,
}

/// The nodes of a row.
pub(crate) struct RowNodes {
    pub(crate) row: NodeId,
    pub(crate) answers: Vec<NodeId>,
}

/// Builds the submission of a main record. Rows that are not accepted are not in it.
pub(crate) fn build(
    index: &FormIndex<'_>,
    plan: &[Plan<'_>],
    records: &[Record],
    main: usize,
) -> Tree {
    let submission = Submission::new(&index.form.id);
    let root = submission.root();
    let mut tree = Tree { submission, nodes: BTreeMap::new() };
    tree.nodes.insert(main, RowNodes { row: root, answers: Vec::new() });
    tree.items(index, plan, records, main, root);
    tree
}

impl Tree {
    fn items(
        &mut self,
        index: &FormIndex<'_>,
        plan: &[Plan<'_>],
        records: &[Record],
        record: usize,
        at: NodeId,
    ) {
        for item in plan {
            match item {
                Plan::Group(name, items) => {
                    let group = self.submission.group(at, name);
                    self.items(index, items, records, record, group);
                }
                Plan::Repeat(name, level, items) => {
                    let is_row = |child: &&usize| {
                        records[**child].level == *level && records[**child].is_accepted()
                    };
                    let mut rows: Vec<usize> =
                        records[record].children.iter().filter(is_row).copied().collect();
                    rows.sort_by_key(|child| records[*child].instance);
                    for child in rows {
                        let row = self.submission.group(at, name);
                        self.nodes.insert(child, RowNodes { row, answers: Vec::new() });
                        self.items(index, items, records, child, row);
                    }
                }
                Plan::Question(question) => {
                    let entry = &index.questions[*question];
                    let value = records[record].answers[entry.slot].as_deref().unwrap_or_default();
                    let node = self.submission.answer(at, &entry.question.name, value);
                    if let Some(row) = self.nodes.get_mut(&record) {
                        row.answers.push(node);
                    }
                }
            }
        }
    }

    /// The node of an answer.
    pub(crate) fn answer(&self, record: usize, slot: usize) -> Option<NodeId> {
        self.nodes.get(&record)?.answers.get(slot).copied()
    }

    /// The node so many steps above another.
    pub(crate) fn above(&self, mut node: NodeId, steps: usize) -> NodeId {
        for _ in 0..steps {
            node = self.submission.parent(node).unwrap_or(node);
        }
        node
    }
}
