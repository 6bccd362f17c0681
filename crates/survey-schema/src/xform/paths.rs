//! Where elements are in the data, and how one names another.
//!
//! `${name}` becomes an absolute path, but inside a repeat a path relative to the
//! question that it stands in, so that it means the answer of the same repetition.

use std::collections::HashMap;
use std::ops::Range;

use crate::message;
use crate::xlsform::definition::element::{Element, Id, Kind, ROOT, Tree};
use crate::xlsform::definition::reference::{Reference, references};
use crate::{Message, xlsform::definition::Definition};

/// The name of the instance that holds the record saved last.
pub(super) const LAST_SAVED: &str = "__last-saved";

/// The paths of a form.
pub(super) struct Paths<'d> {
    tree: &'d Tree,
    /// Elements by name; none where several have it.
    by_name: HashMap<&'d str, Option<Id>>,
    paths: Vec<String>,
}

/// How references in an expression are written.
#[derive(Clone, Copy, Default)]
pub(super) struct Way {
    /// The expression is evaluated for each item of a list, so that relative paths begin
    /// with `current()/`.
    pub(super) from_current: bool,
    /// The reference names the items of a select, to which a predicate is added: it goes
    /// through the repeat rather than stay inside it.
    pub(super) through_repeat: bool,
}

impl<'d> Paths<'d> {
    pub(super) fn new(definition: &'d Definition<'_>) -> Self {
        let tree = &definition.tree;
        let mut by_name: HashMap<&str, Option<Id>> = HashMap::new();
        let all = tree.descendants(ROOT);
        for id in &all {
            let element = &tree[*id];
            if element.is_question() || element.is_section() {
                by_name.entry(&element.name).and_modify(|found| *found = None).or_insert(Some(*id));
            }
        }
        let last = all.iter().max().copied().unwrap_or(ROOT);
        let mut paths = vec![String::new(); last + 1];
        for id in all {
            let parent = tree[id].parent.map_or("", |parent| paths[parent].as_str());
            paths[id] = match tree[id].is_flat {
                true => parent.to_string(),
                false => format!("{parent}/{}", step(&tree[id])),
            };
        }
        Paths { tree, by_name, paths }
    }

    /// The absolute path of an element.
    pub(super) fn path(&self, id: Id) -> &str {
        &self.paths[id]
    }

    /// The element of a name.
    ///
    /// # Errors
    /// There is none, or several.
    pub(super) fn find(&self, name: &str) -> Result<Id, Message> {
        match self.by_name.get(name) {
            Some(Some(id)) => Ok(*id),
            Some(None) => Err(message!(
                "form-ambiguous-reference",
                "several questions or groups have the name \"{name}\"",
                name = name
            )),
            None => Err(message!(
                "form-unknown-reference",
                "there is no question \"{name}\"",
                name = name
            )),
        }
    }

    /// A text with every reference replaced by a path.
    ///
    /// # Errors
    /// A reference names no element, or several.
    pub(super) fn resolve(&self, text: &str, context: Id, way: Way) -> Result<String, Message> {
        if !text.contains("${") {
            return Ok(text.to_string());
        }
        let mut resolved = String::with_capacity(text.len() + 32);
        let mut from = 0;
        for reference in references(text) {
            resolved.push_str(&text[from..reference.span.start]);
            resolved.push_str(&self.target(text, &reference, Some(context), way)?);
            from = reference.span.end;
        }
        resolved.push_str(&text[from..]);
        Ok(resolved)
    }

    /// The path that a reference of a text stands for, with a space on either side.
    ///
    /// # Errors
    /// The reference names no element, or several.
    pub(super) fn target(
        &self,
        text: &str,
        reference: &Reference<'_>,
        context: Option<Id>,
        way: Way,
    ) -> Result<String, Message> {
        let target = self.find(reference.name)?;
        let relative = context
            .filter(|_| !reference.last_saved && !in_indexed_repeat(text, reference))
            .and_then(|context| {
                let from_current = way.from_current || in_predicate_of_instance(text, reference);
                self.relative(target, context, Way { from_current, ..way })
            });
        if let Some(relative) = relative {
            return Ok(relative);
        }
        let instance = match reference.last_saved {
            true => format!("instance('{LAST_SAVED}')"),
            false => String::new(),
        };
        Ok(format!(" {instance}{} ", self.path(target)))
    }

    /// The path from one element to another when a repeat holds both.
    fn relative(&self, target: Id, context: Id, way: Way) -> Option<String> {
        let is_repeat = |id: Id| self.tree[id].kind == Kind::Repeat;
        let (repeat, steps_to_repeat) = self.shared(context, target, is_repeat)?;
        let name = &self.tree[target].name;
        let (steps, path) = self
            .through(target, context, repeat)
            .filter(|_| way.through_repeat)
            .map(|above| (steps_to_repeat + 1, self.path_below(above, target)))
            .or_else(|| {
                let is_group =
                    |id: Id| matches!(self.tree[id].kind, Kind::Group | Kind::Meta | Kind::Repeat);
                let (shared, steps) = self.shared(context, target, is_group)?;
                Some((steps, self.path_below(Some(shared), target)))
            })?;
        let path = if path.ends_with(name.as_str()) { path } else { format!("/{name}") };
        let up = vec![".."; steps].join("/");
        let start = if way.from_current { " current()/" } else { " " };
        Some(format!("{start}{up}{path} "))
    }

    /// Whether a list of items is named from above the repeat that it shares with the
    /// question, and the element above.
    fn through(&self, target: Id, context: Id, repeat: Id) -> Option<Option<Id>> {
        let around = |id: Id| {
            self.tree.ancestor(id, |element| element.kind == Kind::Repeat).map(|(id, _)| id)
        };
        let is_outermost = around(repeat).is_none();
        let is_direct = around(target) == Some(repeat);
        (is_direct && (is_outermost || around(context) != Some(repeat)))
            .then_some(self.tree[repeat].parent)
    }

    /// The innermost element around both of two that fulfils a condition, with the number
    /// of steps up from the first.
    fn shared(&self, from: Id, other: Id, fits: impl Fn(Id) -> bool) -> Option<(Id, usize)> {
        let around_other: Vec<Id> = self.tree.ancestors(other).collect();
        self.tree.ancestors(from).zip(1..).find(|(id, _)| fits(*id) && around_other.contains(id))
    }

    /// The path of an element from below one around it.
    fn path_below(&self, above: Option<Id>, id: Id) -> String {
        let above = above.map_or("", |above| self.path(above));
        self.path(id)[above.len()..].to_string()
    }
}

fn step(element: &Element) -> String {
    match element.kind {
        Kind::Attribute => format!("@{}", element.name),
        _ => element.name.clone(),
    }
}

/// Whether a reference stands inside a predicate of an expression that has `instance(`.
fn in_predicate_of_instance(text: &str, reference: &Reference<'_>) -> bool {
    let Some(instance) = text.find("instance(") else { return false };
    if !text[instance..].contains(')') {
        return false;
    }
    let mut from = 0;
    while let Some(open) = text[from..].find('[').map(|at| from + at) {
        let Some(close) = text[open..].find(']').map(|at| open + at) else { return false };
        if open <= reference.span.start && reference.span.end <= close + 1 {
            return true;
        }
        from = close + 1;
    }
    false
}

/// Whether a reference must be absolute because of `indexed-repeat`: its first argument
/// and each repeat name node sets. Other arguments are relative as everywhere.
///
/// Every second call of an expression, and what follows it, is written with absolute
/// paths too, which devices take to mean the same; forms in the field are written so, and
/// comparing two versions of a form is easier when nothing changes that does not matter.
fn in_indexed_repeat(text: &str, reference: &Reference<'_>) -> bool {
    if !text.contains(CALL) {
        return false;
    }
    let calls = indexed_repeats(text);
    let mut at = 0;
    while let Some(call) = calls.get(at) {
        let (start, end) = (reference.span.start, reference.span.end);
        if end > call.end {
            if at + 1 == calls.len() {
                return false;
            }
            at += 2;
            continue;
        }
        if end < call.start || start > call.end {
            return false;
        }
        let arguments = text[call.start + CALL.len()..call.end - 1].split(',');
        let written = format!("${{{}}}", reference.name);
        let argument = arguments.enumerate().filter(|(_, text)| text.contains(&written)).last();
        return argument.is_none_or(|(index, _)| matches!(index, 0 | 1 | 3 | 5));
    }
    true
}

const CALL: &str = "indexed-repeat(";

/// The bytes of each call of `indexed-repeat` up to its first `)`.
fn indexed_repeats(text: &str) -> Vec<Range<usize>> {
    let mut calls: Vec<Range<usize>> = Vec::new();
    for (start, _) in text.match_indices(CALL) {
        let inside = start + CALL.len();
        let after_last = calls.last().is_none_or(|call| call.end <= start);
        if let Some(length) = text[inside..].find(')').filter(|length| *length > 0 && after_last) {
            calls.push(start..inside + length + 1);
        }
    }
    calls
}
