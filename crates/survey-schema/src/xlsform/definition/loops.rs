//! Loops: the questions of a loop are asked once for each choice of its list.
//!
//! In the names and texts of its questions `%(name)s` and `%(label)s` stand for the
//! choice's. Here is also `flat`, which leaves groups out of the data.

use super::choices::Choice;
use super::element::{Element, Id, Kind, ROOT};
use super::rule::BAD_SELECT;
use super::value::Value;
use super::{Place, Reader};
use crate::message;

impl Reader<'_> {
    /// Puts a group for each choice into every loop.
    pub(super) fn expand_loops(&mut self) {
        for id in self.tree.descendants(ROOT) {
            if self.tree[id].kind == Kind::Loop {
                self.expand(id);
            }
        }
    }

    fn expand(&mut self, id: Id) {
        let Some(list) = self.tree[id].itemset.clone() else { return };
        let choices = self.choices.get(&list).map(|list| list.choices.clone()).unwrap_or_default();
        let questions = std::mem::take(&mut self.tree[id].children);
        for choice in choices.iter().filter(|choice| choice.name != "none") {
            let mut group = Element::new(Kind::Group, &choice.name, 0);
            group.type_name = "group".into();
            group.label = choice.label.clone();
            group.media = choice.media.clone();
            let group = self.tree.add(id, group);
            for question in &questions {
                let copy = self.tree.copy(*question, group);
                if substitute(&mut self.tree[copy], choice).is_none() {
                    let place = Place(self.tree[copy].row, &["name"]);
                    let message = message!(
                        "xform-loop-text",
                        "in a loop % begins %(name)s or %(label)s; write %% for the sign itself"
                    );
                    self.fault(BAD_SELECT, place, message);
                    return;
                }
                for inner in self.tree.descendants(copy) {
                    if self.tree[inner].kind == Kind::Loop {
                        self.expand(inner);
                    }
                }
            }
        }
    }

    /// Takes groups out of the data: their conditions go to the questions inside.
    pub(super) fn flatten(&mut self, id: Id, condition: &str) {
        for child in self.tree[id].children.clone() {
            let own = self.tree[child].bind_text("relevant").unwrap_or_default().to_string();
            let both = match (condition, own.as_str()) {
                ("", own) => own.to_string(),
                (condition, "") => condition.to_string(),
                (condition, own) => format!("{condition} and ({own})"),
            };
            if self.tree[child].children.is_empty() {
                if !both.is_empty() {
                    self.tree[child].set_bind("relevant", &both);
                }
            } else {
                self.tree[child].is_flat = true;
                self.flatten(child, &both);
            }
        }
    }
}

/// Fills a choice into the texts of a question. `None` when a text cannot be filled.
fn substitute(element: &mut Element, choice: &Choice) -> Option<()> {
    let label = |language: Option<&str>| match (choice.label.as_ref()?, language) {
        (Value::Text(text), _) => Some(text.clone()),
        (Value::Parts(parts), Some(language)) => parts.get(language)?.text().map(str::to_string),
        (Value::Parts(parts), None) => parts.first()?.1.text().map(str::to_string),
    };
    let change =
        |text: &str, language: Option<&str>| fill(text, &choice.name, label(language).as_deref());
    element.name = change(&element.name, None)?;
    for text in [&mut element.default, &mut element.choice_filter].into_iter().flatten() {
        *text = change(text, None)?;
    }
    let texts = [&mut element.label, &mut element.hint, &mut element.guidance];
    let attributes = element.bind.iter_mut().flat_map(|bind| bind.values_mut());
    let values = texts.into_iter().flatten().chain(attributes).chain(element.media.values_mut());
    for value in values {
        match value {
            Value::Text(text) => *text = change(text, None)?,
            Value::Parts(parts) => {
                for (language, part) in parts.iter_mut() {
                    if let Value::Text(text) = part {
                        *text = change(text, Some(language))?;
                    }
                }
            }
        }
    }
    for text in element.control.values_mut() {
        *text = change(text, None)?;
    }
    Some(())
}

fn fill(text: &str, name: &str, label: Option<&str>) -> Option<String> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        filled.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('%') {
            filled.push('%');
            rest = after;
        } else if let Some(after) = rest.strip_prefix("(name)s") {
            filled.push_str(name);
            rest = after;
        } else {
            rest = rest.strip_prefix("(label)s")?;
            filled.push_str(label?);
        }
    }
    filled.push_str(rest);
    Some(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_stands_in_the_text() {
        assert_eq!(fill("%(name)s: %(label)s 5%%", "a", Some("A")).as_deref(), Some("a: A 5%"));
        assert_eq!(fill("50 %", "a", Some("A")), None);
        assert_eq!(fill("%(label)s", "a", None), None);
    }
}
