//! Names: each once among its siblings, each repeat's once in the form.

use std::collections::BTreeMap;

use super::label;
use super::rule::{SAME_NAME, SAME_REPEAT_NAME};
use crate::{Cell, Diagnostic, Form, Item, message};

pub(super) fn check(form: &Form) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    siblings(form, &form.items, &mut found);
    let mut repeats: BTreeMap<&str, &Cell> = BTreeMap::new();
    for level in form.levels().into_iter().filter_map(|level| level.repeat) {
        let (name, cell) = (level.group.name.as_str(), &level.group.cell);
        if let Some(first) = repeats.insert(name, cell) {
            let message = message!(
                "form-same-repeat-name",
                "two repeats have the name \"{name}\"",
                name = name
            );
            let there = label(form, first, name, None);
            found.push(SAME_REPEAT_NAME.at(label(form, cell, name, None), message).also(there));
        }
    }
    found
}

fn siblings(form: &Form, items: &[Item], found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, &Cell> = BTreeMap::new();
    for item in items {
        let (name, cell, inner) = match item {
            Item::Question(question) => (&question.name, &question.cell, None),
            Item::Group(group) => (&group.name, &group.cell, Some(&group.items)),
            Item::Repeat(repeat) => {
                (&repeat.group.name, &repeat.group.cell, Some(&repeat.group.items))
            }
        };
        if let Some(first) = seen.insert(name, cell).filter(|_| !name.is_empty()) {
            let message = message!(
                "form-same-name",
                "the name \"{name}\" is used twice in the same group",
                name = name
            );
            let help = message!("form-same-name-help", "give one of the two another name");
            let there = label(form, first, name, None);
            found.push(SAME_NAME.at(label(form, cell, name, None), message).also(there).help(help));
        }
        inner.into_iter().for_each(|items| siblings(form, items, found));
    }
}
