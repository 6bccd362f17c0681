//! Which texts lack a translation.

use crate::check::rule::NO_TRANSLATION;
use crate::xlsform::headings::Table;
use crate::xlsform::sheets::Row;
use crate::{Diagnostic, Label, message};

/// The texts of a form with the languages they are in.
#[derive(Default)]
pub(crate) struct Translations {
    texts: Vec<(Label, Vec<String>)>,
    languages: Vec<String>,
}

impl Translations {
    /// Takes note of the languages of a sheet's labels and hints.
    pub(crate) fn languages_of(&mut self, table: &Table<'_>) {
        for heading in table.headings() {
            if !heading.language.is_empty() && !self.languages.contains(&heading.language) {
                self.languages.push(heading.language.clone());
            }
        }
    }

    /// Takes note of the text of a row.
    pub(crate) fn note(&mut self, table: &Table<'_>, row: &Row, key: &str) {
        let written = table.columns(key).filter(|heading| !row.text(heading.column).is_empty());
        let written: Vec<_> = written.collect();
        if let Some(first) = written.first() {
            let languages = written.iter().map(|heading| heading.language.clone()).collect();
            self.texts.push((table.label(row, first.column), languages));
        }
    }

    /// The languages in order of appearance; texts without a language are in
    /// the default language, which then comes first.
    pub(crate) fn languages(&self, default: &str) -> Vec<String> {
        let mut languages = self.languages.clone();
        if !default.is_empty()
            && self.has_unnamed()
            && !languages.iter().any(|name| name == default)
        {
            languages.insert(0, default.to_string());
        }
        languages
    }

    /// Whether a text stands in a column without a language.
    pub(crate) fn has_unnamed(&self) -> bool {
        self.texts.iter().any(|(_, languages)| languages.iter().any(String::is_empty))
    }

    /// One warning for each language in which texts are missing, at the first of them.
    pub(crate) fn report(&self, default: &str, found: &mut Vec<Diagnostic>) {
        for language in self.languages(default) {
            let covers =
                |name: &String| *name == language || (name.is_empty() && language == default);
            let mut missing =
                self.texts.iter().filter(|(_, languages)| !languages.iter().any(covers));
            let Some((label, _)) = missing.next() else { continue };
            let message = message!(
                "form-no-translation",
                "{count} texts have no {language} translation; this is the first",
                count = missing.count() + 1,
                language = language
            );
            found.push(NO_TRANSLATION.at(label.clone(), message));
        }
    }
}
