//! One line of a cleaning log, whichever tool wrote the log.

use dataset::Place;

use crate::fold::fold_name;

/// What a line wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Action {
    /// Another answer.
    Change,
    /// No answer.
    Blank,
    /// No record.
    Remove,
    /// The answer as it is: checks that flag it are settled.
    Accept,
    /// A listed choice in place of "other" and its text.
    RecodeOther,
}

impl Action {
    /// The word used in files.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Action::Change => "change",
            Action::Blank => "blank",
            Action::Remove => "remove",
            Action::Accept => "accept",
            Action::RecodeOther => "recode_other",
        }
    }

    /// The action that a word of a log means, in the words of the tools and of three languages.
    pub(crate) fn of_word(word: &str) -> Option<Action> {
        const WORDS: &[(Action, &[&str])] = &[
            (
                Action::Change,
                &[
                    "change response",
                    "change",
                    "replace",
                    "modifier",
                    "corriger",
                    "alterar",
                    "corrigir",
                ],
            ),
            (
                Action::Blank,
                &["blank response", "blank", "vider", "effacer", "limpar", "em branco"],
            ),
            (
                Action::Remove,
                &[
                    "remove survey",
                    "remove",
                    "drop",
                    "delete",
                    "retirer",
                    "supprimer",
                    "remover",
                    "apagar",
                ],
            ),
            (
                Action::Accept,
                &[
                    "no action",
                    "accept",
                    "okay",
                    "ok",
                    "keep",
                    "accepter",
                    "garder",
                    "aceitar",
                    "manter",
                ],
            ),
            (Action::RecodeOther, &["recode other", "recode", "recoder", "recodificar"]),
        ];
        let word = fold_name(word);
        WORDS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(action, _)| *action)
    }
}

/// Which texts a rule for recoding means. All are compared without case and accents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Match {
    /// The whole text.
    Exact,
    /// A part of it.
    Contains,
    /// Its beginning.
    Begins,
    /// Its end.
    Ends,
}

impl Match {
    pub(crate) fn of_word(word: &str) -> Option<Match> {
        match fold_name(word).as_str() {
            "" | "exact" => Some(Match::Exact),
            "contains" | "contient" | "contem" => Some(Match::Contains),
            "begins with" | "begins" | "commence" | "comeca" => Some(Match::Begins),
            "ends with" | "ends" | "finit" | "termina" => Some(Match::Ends),
            _ => None,
        }
    }

    /// Whether a folded text fits a folded pattern.
    pub(crate) fn fits(self, pattern: &str, text: &str) -> bool {
        match self {
            Match::Exact => text == pattern,
            Match::Contains => text.contains(pattern),
            Match::Begins => text.starts_with(pattern),
            Match::Ends => text.ends_with(pattern),
        }
    }
}

/// A rule for recoding the texts of "other" in every record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RecodeRule {
    /// The question that holds the text.
    pub(crate) text_question: String,
    /// How its text is compared; `None` when the log's word for it is not known.
    pub(crate) how: Option<Match>,
    /// The text.
    pub(crate) pattern: String,
    /// The code that stands for "other"; empty when the form says it.
    pub(crate) from: String,
}

/// One line of a cleaning log.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    /// Where it stands.
    pub(crate) place: Place,
    /// Form id, when the log says it.
    pub(crate) form: String,
    /// Key or code of the record.
    pub(crate) key: String,
    /// The file and row of the record, to tell rows of one key apart.
    pub(crate) row: Option<(String, u32)>,
    /// Question as the log names it.
    pub(crate) question: String,
    /// What the log's word means; `None` when it is not known.
    pub(crate) action: Option<Action>,
    /// The log's word.
    pub(crate) action_word: String,
    /// The value that should stand there; empty for none or when the log does not say it.
    pub(crate) old: String,
    /// The value that should come there.
    pub(crate) new: String,
    /// For rules that recode every record.
    pub(crate) rule: Option<RecodeRule>,
    /// In this log `NA` is R's word for nothing.
    pub(crate) na_is_blank: bool,
    pub(crate) reason: String,
    pub(crate) by: String,
    pub(crate) when: String,
}

impl Line {
    /// The action's word in files.
    pub(crate) fn action_text(&self) -> String {
        self.action.map_or_else(|| self.action_word.clone(), |action| action.as_str().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_known_by_the_words_of_every_tool() {
        assert_eq!(Action::of_word("change_response"), Some(Action::Change));
        assert_eq!(Action::of_word("Okay"), Some(Action::Accept));
        assert_eq!(Action::of_word("Supprimer"), Some(Action::Remove));
        assert_eq!(Action::of_word("perhaps"), None);
    }

    #[test]
    fn texts_fit_their_patterns() {
        assert!(Match::Contains.fits("farm", "on a farm"));
        assert!(!Match::Begins.fits("farm", "on a farm"));
        assert_eq!(Match::of_word("ends with"), Some(Match::Ends));
        assert_eq!(Match::of_word("sounds like"), None);
    }
}
