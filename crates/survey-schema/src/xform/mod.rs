//! XForms: what devices read, written from a form's sheets.
//!
//! [`convert`] reads the sheets into a [definition](crate::xlsform) and writes it down as
//! the ODK XForms specification says.
//!
//! | module | what it writes |
//! |---|---|
//! | `model` | head and model: submission, data, binds, actions |
//! | `itext` | labels, hints, messages and media in every language |
//! | `instances` | lists of choices and files beside the form |
//! | `body` | controls: groups, repeats, questions |
//! | `itemset` | the choices that a select offers |
//! | `paths` | where elements are, and how one names another |
//! | `label` | texts with values inside |
//! | `language` | whether languages have codes that devices know |
//! | `itemsets` | the file of external choices |
//! | `xml` | elements to text |

mod body;
mod instances;
mod itemset;
mod itemsets;
mod itext;
mod label;
mod language;
mod model;
mod paths;
mod xml;

use crate::xlsform::Sheets;
pub use crate::xlsform::definition::rule::CONVERSION_RULES;
use crate::xlsform::definition::{Definition, Names, has_error};
use crate::{Diagnostic, Warned};

/// How a form is converted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The name of the element that holds the answers, when the settings give none;
    /// `data` when `None`.
    pub form_name: Option<String>,
    /// The form's id when the settings give none, such as the stem of its file; `data`
    /// when `None`.
    pub fallback_id: Option<String>,
    /// The language of texts in columns without one, when the settings name none.
    pub default_language: Option<String>,
    /// Whether each element stands on a line of its own.
    pub pretty: bool,
}

/// A form as devices read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XForm {
    /// The XForm.
    pub xml: String,
    /// `itemsets.csv`, which goes beside the XForm when questions search the sheet of
    /// external choices.
    pub itemsets: Option<String>,
}

/// Converts a form to an XForm. Expressions are repeated as written: whether they mean
/// something is for [`crate::check`].
///
/// ```
/// use survey_schema::xform::{Options, convert};
/// use survey_schema::xlsform::Sheets;
/// let sheets = Sheets::from_markdown("village.md", "
/// | survey |         |       |                 |
/// |        | type    | name  | label           |
/// |        | integer | wells | How many wells? |
/// ");
/// let xform = convert(&sheets, &Options::default()).unwrap().output;
/// assert!(xform.xml.contains(r#"<bind nodeset="/data/wells" type="int"/>"#));
/// ```
///
/// # Errors
/// Everything that keeps the form from being converted, with warnings among it.
pub fn convert(sheets: &Sheets, options: &Options) -> Result<Warned<XForm>, Vec<Diagnostic>> {
    let names = Names {
        form_name: options.form_name.as_deref(),
        fallback_id: options.fallback_id.as_deref(),
        default_language: options.default_language.as_deref(),
    };
    let (definition, mut found) = Definition::read(sheets, &names);
    let Some(mut definition) = definition.filter(|_| !has_error(&found)) else {
        return Err(found);
    };
    let document = match model::write(&mut definition) {
        Ok(document) => document,
        Err(faults) => {
            found.extend(faults);
            return Err(found);
        }
    };
    found.extend(document.warnings);
    let xml = document.output.document(options.pretty);
    let itemsets = definition.external.map(itemsets::write);
    Ok(Warned { output: XForm { xml, itemsets }, warnings: found })
}
