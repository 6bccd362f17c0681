//! What a row says under one heading: a text, or texts by a further part of the heading.

use indexmap::IndexMap;

/// The texts of a row under the headings that begin alike, in the order of columns:
/// `label` gives a text; `label::French` and `label::English`, texts by language;
/// `bind::jr:constraintMsg::French`, texts by attribute and language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    Parts(Parts),
}

/// Values by the next part of the heading.
pub(crate) type Parts = IndexMap<String, Value>;

impl Value {
    /// The text, when there is one text.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            Value::Parts(_) => None,
        }
    }

    /// The texts by language; the language of a single text is `default`.
    pub(crate) fn languages<'a>(&'a self, default: &'a str) -> Vec<(&'a str, &'a str)> {
        match self {
            Value::Text(text) => vec![(default, text)],
            Value::Parts(parts) => parts
                .iter()
                .filter_map(|(language, value)| Some((language.as_str(), value.text()?)))
                .collect(),
        }
    }

    pub(crate) fn is_translated(&self) -> bool {
        matches!(self, Value::Parts(_))
    }

    /// Every text in it.
    pub(crate) fn texts(&self) -> Vec<&str> {
        match self {
            Value::Text(text) => vec![text],
            Value::Parts(parts) => parts.values().flat_map(Value::texts).collect(),
        }
    }
}

/// Puts a text at the end of a path of heading parts. A text that stands without a
/// language beside texts with languages is in the default language, unless that
/// language has a column of its own.
pub(crate) fn put(parts: &mut Parts, path: &[String], text: String, default_language: &str) {
    let Some((first, rest)) = path.split_first() else { return };
    match (parts.get_mut(first), rest) {
        (None, []) => {
            parts.insert(first.clone(), Value::Text(text));
        }
        (None, rest) => {
            let mut inner = Parts::new();
            put(&mut inner, rest, text, default_language);
            parts.insert(first.clone(), Value::Parts(inner));
        }
        (Some(Value::Text(old)), []) => *old = text,
        (Some(Value::Parts(inner)), []) => {
            inner.entry(default_language.to_string()).or_insert(Value::Text(text));
        }
        (Some(Value::Parts(inner)), rest) => put(inner, rest, text, default_language),
        (Some(value), rest) => {
            let mut inner = Parts::new();
            let alone = std::mem::replace(value, Value::Text(String::new()));
            if rest[0] != default_language {
                inner.insert(default_language.to_string(), alone);
            }
            put(&mut inner, rest, text, default_language);
            *value = Value::Parts(inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cells: &[(&[&str], &str)]) -> Value {
        let mut parts = Parts::new();
        for (path, text) in cells {
            let path: Vec<String> = path.iter().map(|part| part.to_string()).collect();
            put(&mut parts, &path, text.to_string(), "English");
        }
        parts.swap_remove("label").unwrap_or(Value::Text(String::new()))
    }

    #[test]
    fn a_text_without_language_is_in_the_default_language() {
        let value = read(&[(&["label"], "Water"), (&["label", "French"], "Eau")]);
        assert_eq!(value.languages("x"), [("English", "Water"), ("French", "Eau")]);
        let value = read(&[(&["label", "French"], "Eau"), (&["label"], "Water")]);
        assert_eq!(value.languages("x"), [("French", "Eau"), ("English", "Water")]);
    }

    #[test]
    fn the_column_of_the_default_language_wins_over_the_one_without() {
        for cells in [
            [(&["label"][..], "Water"), (&["label", "English"], "Clean water")],
            [(&["label", "English"][..], "Clean water"), (&["label"], "Water")],
        ] {
            assert_eq!(read(&cells).languages("x"), [("English", "Clean water")]);
        }
    }

    #[test]
    fn one_text_is_no_translation() {
        assert_eq!(read(&[(&["label"], "Water")]), Value::Text("Water".into()));
    }
}
