//! Choices: codes, or labels in any language, or the words for yes and no.

use std::collections::HashMap;

use survey_schema::expression::nearest;

use crate::catalogue::Entry;
use crate::fold::fold;

const YES: &[&str] = &["yes", "y", "oui", "o", "sim", "true", "vrai", "verdadeiro", "1"];
const NO: &[&str] = &["no", "n", "non", "nao", "false", "faux", "falso", "0"];

/// The codes of a question by everything that may stand for them.
pub(crate) struct Choices {
    /// Codes in the order of the list; `None` when the list is not in the form.
    codes: Option<Vec<String>>,
    by_label: HashMap<String, Vec<usize>>,
    /// The codes for yes and no, when the list has one of each.
    yes_no: Option<(usize, usize)>,
    longest_label: usize,
}

/// What a text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meant {
    /// One code.
    Code(String),
    /// Several codes have this label.
    Several(Vec<String>),
    /// No choice; the nearest one, when one is near.
    Unlisted(Option<String>),
}

impl Choices {
    pub(crate) fn new(entry: &Entry<'_>) -> Self {
        let Some(list) = entry.list else {
            return Choices {
                codes: None,
                by_label: HashMap::new(),
                yes_no: None,
                longest_label: 0,
            };
        };
        let mut codes: Vec<String> = Vec::new();
        let mut by_label: HashMap<String, Vec<usize>> = HashMap::new();
        for choice in &list.choices {
            // A list may offer a code several times under different filters.
            let position =
                codes.iter().position(|code| *code == choice.code).unwrap_or_else(|| {
                    codes.push(choice.code.clone());
                    codes.len() - 1
                });
            for (_, label) in choice.label.iter() {
                let named = by_label.entry(fold(label)).or_default();
                if !named.contains(&position) {
                    named.push(position);
                }
            }
        }
        if entry.or_other() && !codes.iter().any(|code| code == "other") {
            codes.push("other".into());
            by_label.entry("other".into()).or_default().push(codes.len() - 1);
        }
        let longest_label =
            by_label.keys().map(|label| label.split(' ').count()).max().unwrap_or(1);
        let yes_no = yes_no(&codes, &by_label);
        Choices { codes: Some(codes), by_label, yes_no, longest_label }
    }

    /// Whether a text is a code of the list as it stands.
    pub(crate) fn has_code(&self, text: &str) -> bool {
        self.codes.as_ref().is_some_and(|codes| codes.iter().any(|code| code == text))
    }

    /// What a text means as one choice.
    pub(crate) fn meant(&self, text: &str) -> Meant {
        let Some(codes) = &self.codes else { return Meant::Code(text.to_string()) };
        if self.has_code(text) {
            return Meant::Code(text.to_string());
        }
        // Programs that take codes for numbers write 1 as 1.0.
        if let Some(whole) = text.strip_suffix(".0").filter(|whole| self.has_code(whole)) {
            return Meant::Code(whole.to_string());
        }
        let folded = fold(text);
        let one = |position: usize| Meant::Code(codes[position].clone());
        match self.by_label.get(&folded).map(Vec::as_slice) {
            Some([position]) => return one(*position),
            Some(several) => {
                return Meant::Several(several.iter().map(|at| codes[*at].clone()).collect());
            }
            None => {}
        }
        let same: Vec<usize> = (0..codes.len()).filter(|at| fold(&codes[*at]) == folded).collect();
        match same.as_slice() {
            [position] => return one(*position),
            [] => {}
            several => {
                return Meant::Several(several.iter().map(|at| codes[*at].clone()).collect());
            }
        }
        match self.yes_no {
            Some((yes, _)) if YES.contains(&folded.as_str()) => one(yes),
            Some((_, no)) if NO.contains(&folded.as_str()) => one(no),
            _ => Meant::Unlisted(self.nearest(text)),
        }
    }

    /// The code or label that is nearest to a text, as a code. Codes that spreadsheets
    /// shorten (`007` becomes `7`) are nearest of all.
    fn nearest(&self, text: &str) -> Option<String> {
        let codes = self.codes.as_ref()?;
        let zeros = |code: &str| code.trim_start_matches('0').to_string();
        if let Some(code) = codes.iter().find(|code| !text.is_empty() && zeros(code) == zeros(text))
        {
            return Some(code.clone());
        }
        if let Some(code) = nearest(text, codes.iter().map(String::as_str)) {
            return Some(code.to_string());
        }
        let mut labels: Vec<&str> = self.by_label.keys().map(String::as_str).collect();
        labels.sort_unstable();
        let label = nearest(&fold(text), labels)?;
        self.by_label.get(label)?.first().map(|at| codes[*at].clone())
    }

    /// The codes of a text that answers a select-multiple: codes joined by spaces, codes
    /// or labels joined by `,`, `;` or `|`, or labels joined by spaces, where the longest
    /// label that fits is taken. The first part that is no choice is the error.
    pub(crate) fn several(&self, text: &str) -> Result<Vec<String>, (String, Meant)> {
        let words: Vec<&str> = text.split_whitespace().collect();
        if self.codes.is_none() || words.iter().all(|word| self.has_code(word)) {
            return Ok(words.into_iter().map(str::to_string).collect());
        }
        if let Meant::Code(code) = self.meant(text) {
            return Ok(vec![code]);
        }
        let parts: Vec<&str> =
            text.split([',', ';', '|', '\n']).map(str::trim).filter(|p| !p.is_empty()).collect();
        if parts.len() > 1 {
            let each: Result<Vec<String>, _> =
                parts.iter().map(|part| self.one_of_several(part)).collect();
            return each.or_else(|problem| self.labels(&words).ok_or(problem));
        }
        match self.labels(&words) {
            Some(codes) => Ok(codes),
            None => {
                let unlisted =
                    words.iter().find(|word| !matches!(self.meant(word), Meant::Code(_)));
                let part = unlisted
                    .copied()
                    .filter(|_| words.iter().any(|w| self.has_code(w)))
                    .unwrap_or(text);
                Err((part.to_string(), self.meant(part)))
            }
        }
    }

    fn one_of_several(&self, part: &str) -> Result<String, (String, Meant)> {
        match self.meant(part) {
            Meant::Code(code) => Ok(code),
            other => Err((part.to_string(), other)),
        }
    }

    /// Splits words into labels, the longest first, going back where that leads nowhere.
    fn labels(&self, words: &[&str]) -> Option<Vec<String>> {
        if words.is_empty() {
            return Some(Vec::new());
        }
        for length in (1..=words.len().min(self.longest_label)).rev() {
            let label = words[..length].join(" ");
            // Marks between labels stay on the last word, since labels may hold such marks too.
            for label in [label.as_str(), label.trim_end_matches([',', ';', '|'])] {
                if let Meant::Code(code) = self.meant(label)
                    && let Some(rest) = self.labels(&words[length..])
                {
                    return Some(std::iter::once(code).chain(rest).collect());
                }
            }
        }
        None
    }

    /// Codes in the order of the list, each once.
    pub(crate) fn in_order(&self, mut codes: Vec<String>) -> Vec<String> {
        if let Some(order) = &self.codes {
            codes.sort_by_key(|code| order.iter().position(|other| other == code));
        }
        codes.dedup();
        codes
    }
}

/// The answer that a cell of a split select-multiple gives for its choice.
pub(crate) fn ticked(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "x" | "✓" => Some(true),
        "1.0" => Some(true),
        "0.0" => Some(false),
        folded if YES.contains(&folded) => Some(true),
        folded if NO.contains(&folded) => Some(false),
        _ => None,
    }
}

/// The choice for yes and the one for no, when a list has exactly one of each.
fn yes_no(codes: &[String], by_label: &HashMap<String, Vec<usize>>) -> Option<(usize, usize)> {
    let one = |words: &[&str]| {
        let mut found: Vec<usize> =
            (0..codes.len()).filter(|at| words.contains(&fold(&codes[*at]).as_str())).collect();
        found.extend(words.iter().filter_map(|word| by_label.get(*word)).flatten());
        found.sort_unstable();
        found.dedup();
        if let [position] = found.as_slice() { Some(*position) } else { None }
    };
    let (yes, no) = (one(YES)?, one(NO)?);
    (yes != no).then_some((yes, no))
}
