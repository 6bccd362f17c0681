//! The records of a form with their rows by level, and the columns behind them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use dataset::{Column, Dataset, Missing, Record};
use survey_schema::{Form, MAIN, NodeId, Submission};

use crate::design::variable::levels_around;

/// A row of a level: its record, its row in the table, and its node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowOf {
    pub(crate) record: usize,
    pub(crate) row: usize,
    pub(crate) node: NodeId,
}

/// The records of a form.
pub(crate) struct Records<'a> {
    pub(crate) form: &'a Form,
    records: Vec<Record>,
    levels: BTreeMap<String, Vec<RowOf>>,
    /// Each level and the levels around it, innermost first.
    around: BTreeMap<&'a str, Vec<&'a str>>,
    /// The column of each question by level and name; `None` when the dataset has none.
    columns: BTreeMap<(&'a str, &'a str), Option<&'a Column>>,
}

impl<'a> Records<'a> {
    pub(crate) fn new(form: &'a Form, dataset: &'a Dataset) -> Self {
        let records = dataset::records(form, dataset);
        let mut levels: BTreeMap<String, Vec<RowOf>> = BTreeMap::new();
        for (record, of) in records.iter().enumerate() {
            for node in &of.nodes {
                let row = RowOf { record, row: node.row, node: node.node };
                match levels.get_mut(&node.level) {
                    Some(rows) => rows.push(row),
                    None => drop(levels.insert(node.level.clone(), vec![row])),
                }
            }
        }
        let mut columns: BTreeMap<(&str, &str), Option<&Column>> = form
            .questions()
            .into_iter()
            .map(|placed| {
                let name = placed.question.name.as_str();
                let table = dataset.level(&form.id, placed.level);
                ((placed.level, name), table.and_then(|table| table.column(name)))
            })
            .collect();
        // Columns beside the questions: grid cells of positions.
        for level in form.levels() {
            let table = dataset.level(&form.id, level.name);
            for column in table.into_iter().flat_map(|table| &table.columns) {
                columns.entry((level.name, &column.name)).or_insert(Some(column));
            }
        }
        let names = form.levels().into_iter().map(|level| level.name);
        let around = names.map(|name| (name, levels_around(form, name))).collect();
        Records { form, records, levels, around, columns }
    }

    /// Number of records: main rows.
    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }

    /// The rows of a level, those of a record together.
    pub(crate) fn rows(&self, level: &str) -> &[RowOf] {
        self.levels.get(level).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn submission(&self, row: RowOf) -> &Submission {
        &self.records[row.record].submission
    }

    /// The answer to a question of the row's level, or of a level around it.
    ///
    /// # Errors
    /// Why there is none; [`Missing::NotAsked`] also when the dataset has no such column.
    pub(crate) fn text(
        &self,
        question: &str,
        level: &str,
        row: RowOf,
    ) -> Result<Cow<'_, str>, Missing> {
        for &around in self.around(level) {
            if let Some(column) = self.columns.get(&(around, question)) {
                let column = column.ok_or(Missing::NotAsked)?;
                let row = self.row_at(around, row).ok_or(Missing::NotAsked)?;
                return column
                    .values
                    .text(row)
                    .ok_or_else(|| column.values.missing(row).unwrap_or(Missing::Unanswered));
            }
        }
        Err(Missing::NotAsked)
    }

    /// Why a question that an expression names has no value at a row; `None` when it
    /// has one. Of a question in a repeat inside the row, the first reason of its
    /// instances, one that is not "skipped" before one that is.
    pub(crate) fn missing(&self, question: &str, level: &str, row: RowOf) -> Option<Missing> {
        let of_level = |name: &&str| self.columns.contains_key(&(*name, question));
        if self.around(level).iter().any(of_level) {
            return self.text(question, level, row).err();
        }
        let ((inner, _), column) = self.columns.iter().find(|((_, name), _)| *name == question)?;
        let Some(column) = column else { return Some(Missing::NotAsked) };
        let instances = self.records[row.record].nodes.iter().filter(|node| node.level == *inner);
        let reasons: Vec<Missing> =
            instances.filter_map(|node| column.values.missing(node.row)).collect();
        let asked = reasons.iter().find(|reason| **reason != Missing::Skipped);
        asked.or(reasons.first()).copied()
    }

    fn around(&self, level: &str) -> &[&'a str] {
        self.around.get(level).map_or(&[], Vec::as_slice)
    }

    /// The row of an outer level that a row belongs to.
    fn row_at(&self, level: &str, row: RowOf) -> Option<usize> {
        let record = &self.records[row.record];
        if level == MAIN {
            return record.nodes.first().map(|node| node.row);
        }
        let mut here = Some(row.node);
        while let Some(node) = here {
            let instance = record.nodes.iter().find(|of| of.node == node && of.level == level);
            if let Some(instance) = instance {
                return Some(instance.row);
            }
            here = record.submission.parent(node);
        }
        None
    }
}
