//! What keeps a form from being converted, and what is odd about it.
//!
//! These rules decide whether an XForm can be written at all; whether the form is a good
//! one is for [`crate::check`]. Codes are stable.

use crate::Severity;
use crate::check::Rule;

macro_rules! rules {
    ($($name:ident = $code:literal $severity:ident $title:literal;)*) => {
        $(pub(crate) const $name: Rule = Rule { code: $code, severity: Severity::$severity, title: $title };)*
        /// Every kind of fault that conversion reports, by code.
        pub const CONVERSION_RULES: &[Rule] = &[$($name),*];
    };
}

rules! {
    MISSING_SHEET = "C001" Error "a sheet that the form needs is missing";
    MISSING_COLUMN = "C002" Error "a sheet lacks a column it needs";
    SAME_COLUMN = "C003" Error "two columns of a sheet mean the same";
    BAD_COLUMN = "C004" Warning "a column of choices whose name no filter can use";
    UNKNOWN_COLUMN = "C005" Error "a column that the entities sheet does not have";
    SHEET_NAME = "C006" Warning "a sheet's name looks misspelt";
    TWO_IDS = "C007" Warning "the settings name the form twice";
    NO_TYPE = "C010" Error "a row has a name or a label but no type";
    SKIPPED_ROW = "C011" Warning "a row that says nothing is left out";
    DISABLED_COLUMN = "C012" Warning "rows are switched off by the column disabled";
    UNKNOWN_TYPE = "C013" Error "a type that does not exist";
    OLD_TYPE = "C014" Warning "a type that few devices still fill in";
    NO_NAME = "C020" Error "a row without a name";
    BAD_NAME = "C021" Error "a name with characters that names cannot have";
    SAME_NAME = "C022" Error "a name that is taken";
    SIMILAR_NAME = "C023" Warning "names that differ in capitals only";
    NOT_PAIRED = "C024" Error "a begin without end, or an end without begin";
    NO_LABEL = "C030" Error "a question that shows nothing";
    UNLABELLED = "C031" Warning "a repeat or choice without a label";
    TRANSLATION_COLUMNS = "C032" Warning "a language lacks columns that another has";
    LANGUAGE_CODE = "C033" Warning "a language without a valid code";
    OTHER_UNTRANSLATED = "C034" Warning "or_other in a form with several languages";
    BAD_MEDIA = "C035" Error "media of an unknown kind, or a big image without an image";
    NO_CHOICES = "C040" Error "a list of choices that does not exist";
    BAD_CHOICE = "C041" Error "a choice without a code, or with a code that cannot be used";
    BAD_SELECT = "C042" Error "a select that cannot work";
    UNFILTERED_EXTERNAL = "C043" Warning "an external select without a choice filter";
    PARAMETERS = "C050" Error "parameters that the type does not take, or with bad values";
    LARGE_IMAGES = "C051" Warning "images without a limit of their size";
    REFERENCE = "C060" Error "a reference that leads nowhere, or to several questions";
    NO_CALCULATION = "C061" Error "a calculation that computes nothing";
    TRIGGER = "C062" Error "a trigger that cannot work";
    SETTING = "C070" Error "settings that contradict each other or name nothing";
    NAMESPACE = "C071" Error "a prefix without a namespace";
    ENTITY = "C080" Error "entities that cannot be saved as declared";
    INSTANCE = "C090" Error "two sources of data with one name";
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_are_unique_and_in_order() {
        let codes: Vec<_> = super::CONVERSION_RULES.iter().map(|rule| rule.code).collect();
        assert!(codes.is_sorted() && codes.windows(2).all(|pair| pair[0] != pair[1]), "{codes:?}");
    }
}
