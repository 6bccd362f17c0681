//! The choices sheet: lists of codes with their labels.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::rule::{NO_CODE, NO_LABEL, NO_LIST, SAME_CODE, UNUSED_LIST};
use crate::xlsform::clean;
use crate::xlsform::headings::Table;
use crate::xlsform::sheets::Row;
use crate::xlsform::translations::Translations;
use crate::{Cell, Choice, ChoiceList, Diagnostic, Label, Text, message};

/// The lists of a form, with what is known of their use.
#[derive(Default)]
pub(crate) struct Lists {
    pub(crate) lists: BTreeMap<String, ChoiceList>,
    /// Where each list begins, in the order of the sheet.
    begins: Vec<(String, Label)>,
    used: BTreeSet<String>,
}

impl Lists {
    /// Reads the choices sheet.
    pub(crate) fn read(
        table: &Table<'_>,
        duplicates_allowed: bool,
        translations: &mut Translations,
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut lists = Lists::default();
        let complete = table.rows().next().is_none()
            || (table.needs("list_name", found) & table.needs("name", found));
        if complete {
            for row in table.rows() {
                lists.row(table, row, duplicates_allowed, translations, found);
            }
        }
        lists
    }

    fn row(
        &mut self,
        table: &Table<'_>,
        row: &Row,
        duplicates_allowed: bool,
        translations: &mut Translations,
        found: &mut Vec<Diagnostic>,
    ) {
        let list = clean::code(table.text(row, "list_name"));
        let code = clean::code(table.text(row, "name"));
        match (list.is_empty(), code.is_empty()) {
            (true, true) => return,
            (true, false) => {
                let message = message!(
                    "form-choice-without-list",
                    "this choice belongs to no list and is left out"
                );
                let help = message!(
                    "form-choice-without-list-help",
                    "write the name of its list in the column list_name"
                );
                return found.push(NO_LIST.at(table.label_of(row, "name"), message).help(help));
            }
            _ => {}
        }
        if !self.lists.contains_key(&list) {
            self.begins.push((list.clone(), table.label_of(row, "list_name")));
        }
        let entry = self.lists.entry(list.clone()).or_default();
        entry.name.clone_from(&list);
        if code.is_empty() {
            let message = message!(
                "form-choice-without-code",
                "a choice of the list \"{list}\" has no code",
                list = list
            );
            let help = message!(
                "form-choice-without-code-help",
                "write a short code in the column name; labels may repeat, codes may not"
            );
            return found.push(NO_CODE.at(table.label_of(row, "list_name"), message).help(help));
        }
        let label = table.label_of(row, "name");
        if let Some(first) = entry.choice(&code).filter(|_| !duplicates_allowed) {
            let message = message!(
                "form-same-code",
                "the list \"{list}\" has the code \"{code}\" twice",
                list = list,
                code = code
            );
            let help = message!(
                "form-same-code-help",
                "give each choice its own code, or set allow_choice_duplicates to yes in the settings sheet if a choice filter keeps them apart"
            );
            let there = table.label_at(&first.cell, &first.code);
            found.push(SAME_CODE.at(label, message).also(there).help(help));
            return;
        }
        let text = table.texts(row, "label");
        if text.is_empty() && !has_media(table, row) {
            let message = message!(
                "form-choice-without-label",
                "the choice \"{code}\" has no label",
                code = code
            );
            found.push(NO_LABEL.at(label, message));
        }
        translations.note(table, row, "label");
        let column = table.column("name").unwrap_or(1);
        let cell = Cell { sheet: table.sheet.name.clone(), row: row.number, column };
        entry.choices.push(Choice { code, label: text, columns: columns(table, row), cell });
    }

    /// Notes that a question uses a list.
    pub(crate) fn uses(&mut self, list: &str) {
        self.used.insert(list.to_string());
    }

    /// Adds the choice `other` to a list that lacks it, labelled in every language of the list.
    pub(crate) fn add_other(&mut self, list: &str) {
        let Some(list) = self.lists.get_mut(list) else { return };
        let Some(last) = list.choices.last().filter(|_| list.choice("other").is_none()) else {
            return;
        };
        let mut label = Text::default();
        let languages = list.choices.iter().flat_map(|choice| choice.label.iter());
        label.0.extend(languages.map(|(language, _)| (language.to_string(), "Other".to_string())));
        let cell = last.cell.clone();
        list.choices.push(Choice { code: "other".into(), label, columns: BTreeMap::new(), cell });
    }

    /// Reports the lists that no question uses.
    pub(crate) fn note_unused(&self, found: &mut Vec<Diagnostic>) {
        for (list, label) in self.begins.iter().filter(|(list, _)| !self.used.contains(list)) {
            let message =
                message!("form-unused-list", "no question uses the list \"{list}\"", list = list);
            found.push(UNUSED_LIST.at(label.clone(), message));
        }
    }
}

/// Columns for choice filters, and pictures and sounds, as written.
fn columns(table: &Table<'_>, row: &Row) -> BTreeMap<String, String> {
    table.others(row, &["list_name", "name", "label"])
}

fn has_media(table: &Table<'_>, row: &Row) -> bool {
    ["image", "big-image", "audio", "video"].iter().any(|key| !table.texts(row, key).is_empty())
}
