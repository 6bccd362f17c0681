//! The words of a report in one language, from `texts/*.toml`.

use std::collections::BTreeMap;

use analysis::chart::Language;

use crate::ReportError;

/// Texts by table and key. `{name}` in a text stands for a value.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    pub(crate) tables: BTreeMap<String, BTreeMap<String, String>>,
}

/// What stands on a page where a text is missing; a test holds that it never does.
pub(crate) const MISSING: &str = "\u{27e6}";

impl Texts {
    /// The texts of a language, set as its printers set them.
    pub(crate) fn read(language: Language) -> Result<Self, ReportError> {
        let source = source(language);
        let mut tables: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(source)
            .map_err(|error| ReportError::Texts {
                language: language.code().into(),
                reason: error.to_string(),
            })?;
        for text in tables.values_mut().flat_map(BTreeMap::values_mut) {
            *text = language.polish(text);
        }
        Ok(Texts { tables })
    }

    /// The text of a key, where there is one.
    pub(crate) fn find(&self, table: &str, key: &str) -> Option<&str> {
        self.tables.get(table)?.get(key).map(String::as_str)
    }

    /// The text of a key.
    pub(crate) fn say(&self, table: &str, key: &str) -> String {
        match self.find(table, key) {
            Some(text) => text.into(),
            None => format!("{MISSING}{table}.{key}\u{27e7}"),
        }
    }

    /// The text of a key with its values, which are not searched for names again.
    pub(crate) fn fill(&self, table: &str, key: &str, values: &[(&str, &str)]) -> String {
        let text = self.say(table, key);
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some((before, name, after)) = next_name(rest) {
            out.push_str(before);
            match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => out.push_str(value),
                None => out.push_str(MISSING),
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

/// The text before the next `{name}`, the name, and what follows.
fn next_name(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

fn source(language: Language) -> &'static str {
    language.pick(
        include_str!("texts/fr.toml"),
        include_str!("texts/en.toml"),
        include_str!("texts/pt.toml"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `table.key` and the names in its text, in order of the alphabet.
    fn keys(language: Language) -> Vec<(String, Vec<String>)> {
        let texts = Texts::read(language).unwrap();
        let mut found = Vec::new();
        for (table, entries) in &texts.tables {
            for (key, text) in entries {
                let mut names = Vec::new();
                let mut rest = text.as_str();
                while let Some((_, name, after)) = next_name(rest) {
                    names.push(name.to_string());
                    rest = after;
                }
                names.sort();
                found.push((format!("{table}.{key}"), names));
            }
        }
        found
    }

    #[test]
    fn the_three_languages_say_the_same_things() {
        let english = keys(Language::En);
        assert_eq!(keys(Language::Fr), english);
        assert_eq!(keys(Language::Pt), english);
    }

    #[test]
    fn values_stand_where_their_names_stood() {
        let texts = Texts::read(Language::Fr).unwrap();
        let line = texts.fill("page", "source", &[("source", "{x}, 2026")]);
        assert_eq!(line, "Source\u{a0}: {x}, 2026");
        assert!(texts.say("page", "nowhere").starts_with(MISSING));
    }
}
