//! Texts for people with values inside: `Your name is ${name}`.

use super::paths::{Paths, Way};
use super::xml::Xml;
use crate::Message;
use crate::xlsform::definition::element::Id;
use crate::xlsform::definition::{reference, token};

impl Paths<'_> {
    /// Puts a text into an element; references and expressions that begin with `instance(`
    /// become outputs. `context` is the element that the text belongs to.
    ///
    /// # Errors
    /// A reference names no element, or several.
    pub(super) fn fill(
        &self,
        mut xml: Xml,
        text: &str,
        context: Option<Id>,
    ) -> Result<Xml, Message> {
        if !text.contains("${") && !text.contains("instance(") {
            return Ok(xml.text(text));
        }
        let mut from = 0;
        for expression in token::instance_expressions(text) {
            xml = self.words(xml, text, from..expression.start, context)?;
            let value = self.expression_in_text(&text[expression.clone()], context)?;
            xml = xml.and(Xml::new("output").with("value", value));
            from = expression.end;
        }
        self.words(xml, text, from..text.len(), context)
    }

    /// The words of a text outside expressions, with references as outputs.
    fn words(
        &self,
        mut xml: Xml,
        text: &str,
        span: std::ops::Range<usize>,
        context: Option<Id>,
    ) -> Result<Xml, Message> {
        let mut from = span.start;
        for reference in reference::references(text) {
            if reference.span.start < span.start || reference.span.end > span.end {
                continue;
            }
            xml = xml.text(&text[from..reference.span.start]);
            let value = self.target(text, &reference, context, Way::default())?;
            xml = xml.and(Xml::new("output").with("value", value));
            from = reference.span.end;
        }
        Ok(xml.text(&text[from..span.end]))
    }

    fn expression_in_text(&self, text: &str, context: Option<Id>) -> Result<String, Message> {
        let mut value = String::new();
        let mut from = 0;
        for reference in reference::references(text) {
            value.push_str(&text[from..reference.span.start]);
            value.push_str(&self.target(text, &reference, context, Way::default())?);
            from = reference.span.end;
        }
        value.push_str(&text[from..]);
        Ok(value)
    }
}
