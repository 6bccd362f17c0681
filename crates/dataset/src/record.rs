//! Records: the rows of one submission put together again as a tree, so that an
//! expression can be evaluated against it.

use std::collections::{BTreeMap, HashMap};

use survey_schema::{Form, Group, Item, MAIN, NodeId, Question, Submission};

use crate::{Column, Dataset, Level};

/// One submission of the dataset.
#[derive(Clone, Debug)]
pub struct Record {
    /// The submission as a tree; a missing answer is a node with an empty value.
    pub submission: Submission,
    /// The node of each of its rows: level, index of the row in its level, node.
    pub nodes: Vec<RecordNode>,
}

/// A row of a level and the node it became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordNode {
    /// `main` or a repeat.
    pub level: String,
    /// Index of the row in its level.
    pub row: usize,
    /// Its node: the root, or an instance of the repeat.
    pub node: NodeId,
}

/// The records of a form, in the order of its main rows.
///
/// Every instance holds a node for every question of its level, also where the
/// dataset has no such column, so that a name never reaches into another instance.
pub fn records(form: &Form, dataset: &Dataset) -> Vec<Record> {
    let builder =
        Builder { form, tables: tables(form, dataset), rows: rows_by_parent(form, dataset) };
    let rows = dataset.level(&form.id, MAIN).map_or(0, |main| main.rows.len());
    (0..rows).filter_map(|row| builder.record(row)).collect()
}

/// For each repeat, the rows of each parent key.
type RowsByParent<'a> = BTreeMap<&'a str, BTreeMap<&'a str, Vec<usize>>>;

fn rows_by_parent<'a>(form: &'a Form, dataset: &'a Dataset) -> RowsByParent<'a> {
    let mut all = RowsByParent::new();
    for level in form.levels().iter().skip(1) {
        let by_parent = all.entry(level.name).or_default();
        let Some(table) = dataset.level(&form.id, level.name) else {
            continue;
        };
        for (row, identity) in table.rows.iter().enumerate() {
            by_parent.entry(identity.parent.as_str()).or_default().push(row);
        }
    }
    all
}

/// A level with its columns by name.
struct Table<'a> {
    level: &'a Level,
    columns: HashMap<&'a str, &'a Column>,
}

fn tables<'a>(form: &'a Form, dataset: &'a Dataset) -> BTreeMap<&'a str, Table<'a>> {
    let levels = form.levels().into_iter();
    let found = levels.filter_map(|level| Some((level.name, dataset.level(&form.id, level.name)?)));
    found
        .map(|(name, level)| {
            let columns =
                level.columns.iter().map(|column| (column.name.as_str(), column)).collect();
            (name, Table { level, columns })
        })
        .collect()
}

struct Builder<'a> {
    form: &'a Form,
    tables: BTreeMap<&'a str, Table<'a>>,
    rows: RowsByParent<'a>,
}

/// The row whose answers are being written.
#[derive(Clone, Copy)]
struct Here<'a> {
    table: &'a Table<'a>,
    row: usize,
}

impl<'a> Builder<'a> {
    fn record(&'a self, row: usize) -> Option<Record> {
        let table = self.tables.get(MAIN)?;
        let submission = Submission::new(&self.form.id);
        let root = submission.root();
        let nodes = vec![RecordNode { level: MAIN.into(), row, node: root }];
        let mut record = Record { submission, nodes };
        self.items(&self.form.items, root, Here { table, row }, &mut record);
        Some(record)
    }

    fn items(&'a self, items: &'a [Item], node: NodeId, here: Here<'a>, record: &mut Record) {
        for item in items {
            match item {
                Item::Question(question) => answer(question, node, here, record),
                Item::Group(group) => {
                    let inner = record.submission.group(node, &group.name);
                    self.items(&group.items, inner, here, record);
                }
                Item::Repeat(repeat) => self.instances(&repeat.group, node, here, record),
            }
        }
    }

    fn instances(&'a self, group: &'a Group, node: NodeId, here: Here<'a>, record: &mut Record) {
        let Some(table) = self.tables.get(group.name.as_str()) else {
            return;
        };
        let key = here.table.level.rows[here.row].key.as_str();
        let rows = self.rows.get(group.name.as_str()).and_then(|by_parent| by_parent.get(key));
        for &row in rows.into_iter().flatten() {
            let instance = record.submission.group(node, &group.name);
            record.nodes.push(RecordNode { level: group.name.clone(), row, node: instance });
            self.items(&group.items, instance, Here { table, row }, record);
        }
    }
}

fn answer(question: &Question, node: NodeId, here: Here<'_>, record: &mut Record) {
    let column = here.table.columns.get(question.name.as_str());
    let value = column.and_then(|column| column.values.text(here.row));
    record.submission.answer(node, &question.name, value.as_deref().unwrap_or_default());
}
