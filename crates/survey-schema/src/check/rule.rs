//! The catalogue of what can be wrong with a form.
//!
//! Codes are stable: a code is never given to another fault.

use crate::{Diagnostic, Label, Message, Severity};

/// One kind of fault: its code, how much it matters, and a line for the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable code, such as `F012`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it is about, in a few English words.
    pub title: &'static str,
}

impl Rule {
    /// A diagnostic of this kind at a place.
    pub(crate) fn at(self, label: Label, message: Message) -> Diagnostic {
        Diagnostic {
            code: self.code,
            severity: self.severity,
            message,
            labels: vec![label],
            help: None,
        }
    }
}

impl Diagnostic {
    /// Points at a second place.
    pub(crate) fn also(mut self, label: Label) -> Self {
        self.labels.push(label);
        self
    }

    /// Says what to do.
    pub(crate) fn help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    /// Says what to do, when that is known.
    pub(crate) fn maybe_help(mut self, help: Option<Message>) -> Self {
        self.help = help;
        self
    }
}

macro_rules! rules {
    ($($name:ident = $code:literal $severity:ident $title:literal;)*) => {
        $(pub(crate) const $name: Rule = Rule { code: $code, severity: Severity::$severity, title: $title };)*
        /// Every kind of fault that the reader and the checks of forms report, by code.
        pub const RULES: &[Rule] = &[$($name),*];
    };
}

rules! {
    NO_SURVEY = "F001" Error "the workbook has no survey sheet";
    NO_COLUMN = "F002" Error "a sheet lacks a column it needs";
    TWO_COLUMNS = "F003" Error "two columns of a sheet mean the same";
    ODD_COLUMN = "F004" Warning "a column's name looks misspelt";
    NO_TYPE = "F006" Error "a row has a name or a label but no type";
    UNKNOWN_TYPE = "F007" Error "a type that does not exist";
    OTHER_DIALECT = "F008" Warning "a type that only another tool knows";
    NO_LIST_NAME = "F009" Error "a select does not name one list";
    NO_NAME = "F010" Error "a row needs a name";
    BAD_NAME = "F011" Error "a name with characters that names cannot have";
    SAME_NAME = "F012" Error "two items in the same group have one name";
    SAME_REPEAT_NAME = "F013" Error "two repeats have one name";
    LONG_NAME = "F016" Info "a name longer than statistics packages keep";
    END_WITHOUT_BEGIN = "F017" Error "an end without a begin";
    BEGIN_WITHOUT_END = "F018" Error "a begin without an end";
    WRONG_END = "F019" Error "an end of the wrong kind";
    UNKNOWN_LIST = "F020" Error "a list that is not in the choices sheet";
    SAME_CODE = "F021" Error "two choices of a list have one code";
    NO_CODE = "F022" Error "a choice without a code";
    CODE_WITH_SPACE = "F023" Error "a code with a space in a list for select_multiple";
    UNUSED_LIST = "F024" Info "a list that no question uses";
    NO_LIST = "F025" Warning "a choice that belongs to no list";
    SYNTAX = "F030" Error "an expression that cannot be read";
    UNKNOWN_REFERENCE = "F031" Error "a reference to a question that does not exist";
    AMBIGUOUS_REFERENCE = "F032" Error "a reference to a name that several questions have";
    FUNCTION = "F033" Error "a function that does not exist, or with the wrong arguments";
    UNKNOWN_CODE = "F034" Warning "a comparison with a code that is not in the list";
    CYCLE = "F036" Error "calculations or conditions that wait for each other";
    NO_CALCULATION = "F037" Error "a calculate row without a calculation";
    NO_LABEL = "F040" Warning "a question or choice without a label";
    NO_TRANSLATION = "F041" Warning "texts without a translation";
    BAD_PARAMETERS = "F043" Error "parameters that are not written key=value";
    BAD_FILE_NAME = "F045" Error "a file of choices of an unknown kind";
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_are_unique_and_in_order() {
        let codes: Vec<_> = super::RULES.iter().map(|rule| rule.code).collect();
        assert!(codes.is_sorted() && codes.windows(2).all(|pair| pair[0] != pair[1]), "{codes:?}");
    }
}
