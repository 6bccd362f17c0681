//! The parameters column: `key=value` pairs, and which of them a type takes.

use indexmap::IndexMap;

use super::rule::PARAMETERS;
use super::{Place, Reader};
use crate::message;

/// The values of a row's parameters by key.
pub(crate) type Parameters = IndexMap<String, String>;

/// Reads `key=value` pairs, separated by spaces, commas or semicolons. Keys and values are
/// in small letters, but for `label` and `value`, which name columns of a file.
/// `None` when there is anything else.
pub(crate) fn parse(text: &str) -> Option<Parameters> {
    let mut words = Vec::new();
    for piece in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')) {
        for (index, word) in piece.split('=').enumerate() {
            if index > 0 {
                words.push("=");
            }
            if !word.is_empty() {
                words.push(word);
            }
        }
    }
    let mut found = Parameters::new();
    for pair in words.chunks(3) {
        let [key, "=", value] = pair else { return None };
        if *key == "=" || *value == "=" {
            return None;
        }
        let key = key.to_lowercase();
        let keeps_letters = key == "label" || key == "value";
        let value = if keeps_letters { value.to_string() } else { value.to_lowercase() };
        found.insert(key, value);
    }
    Some(found)
}

impl Reader<'_> {
    /// The parameters of a row.
    pub(super) fn parameters(&mut self, text: &str, row: u32) -> Parameters {
        parse(text).unwrap_or_else(|| {
            let message = message!(
                "form-bad-parameters",
                "parameters are written key=value, separated by spaces"
            );
            self.fault(PARAMETERS, Place(row, &["parameters"]), message);
            Parameters::new()
        })
    }

    /// Reports the parameters that a type does not take.
    pub(super) fn accepts(&mut self, parameters: &Parameters, accepted: &[&str], row: u32) {
        let others: Vec<&str> =
            parameters.keys().map(String::as_str).filter(|key| !accepted.contains(key)).collect();
        if !others.is_empty() {
            let message = message!(
                "xform-unknown-parameter",
                "this type does not take {parameters}; it takes {accepted}",
                parameters = others.join(", "),
                accepted = accepted.join(", ")
            );
            self.fault(PARAMETERS, Place(row, &["parameters"]), message);
        }
    }

    /// Reports a parameter whose value is not one of a few words.
    pub(super) fn one_of(&mut self, parameters: &Parameters, key: &str, words: &[&str], row: u32) {
        if let Some(value) = parameters.get(key).filter(|value| !words.contains(&value.as_str())) {
            let message = message!(
                "xform-parameter-choice",
                "the parameter {key} cannot be \"{value}\"; it is one of: {words}",
                key = key,
                value = value,
                words = words.join(", ")
            );
            self.fault(PARAMETERS, Place(row, &["parameters"]), message);
        }
    }

    /// A parameter that must be a whole number.
    pub(super) fn whole(&mut self, parameters: &Parameters, key: &str, row: u32) -> Option<i64> {
        let value = parameters.get(key)?;
        let number = value.parse().ok();
        if number.is_none() {
            let message = message!(
                "xform-parameter-whole",
                "the parameter {key} must be a whole number, not \"{value}\"",
                key = key,
                value = value
            );
            self.fault(PARAMETERS, Place(row, &["parameters"]), message);
        }
        number
    }

    /// Reports a parameter that is no number.
    pub(super) fn number(&mut self, parameters: &Parameters, key: &str, row: u32) {
        if let Some(value) = parameters.get(key).filter(|value| value.parse::<f64>().is_err()) {
            let message = message!(
                "xform-parameter-number",
                "the parameter {key} must be a number, not \"{value}\"",
                key = key,
                value = value
            );
            self.fault(PARAMETERS, Place(row, &["parameters"]), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_in_every_spelling() {
        let read = |text: &str| {
            let parameters = parse(text)?;
            Some(parameters.iter().map(|(key, value)| format!("{key}:{value}")).collect::<Vec<_>>())
        };
        assert_eq!(read("start=1 End = 10,step=1").unwrap(), ["start:1", "end:10", "step:1"]);
        assert_eq!(read("Value=ID; label=Name").unwrap(), ["value:ID", "label:Name"]);
        assert_eq!(read("").unwrap().len(), 0);
        for bad in ["start", "start=", "=1", "a==b", "a=b c"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
