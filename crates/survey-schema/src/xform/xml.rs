//! XML as a tree, and its text.

use std::borrow::Cow;

/// An element with its attributes and what stands inside, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Xml {
    name: Cow<'static, str>,
    attributes: Vec<(Cow<'static, str>, String)>,
    children: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Element(Xml),
    Text(String),
}

impl Xml {
    pub(super) fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Xml { name: name.into(), attributes: Vec::new(), children: Vec::new() }
    }

    /// With an attribute; a value given before is replaced.
    pub(super) fn with(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<String>,
    ) -> Self {
        self.set(name, value);
        self
    }

    /// Sets an attribute; a value given before is replaced.
    pub(super) fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) {
        let (name, value) = (name.into(), value.into());
        match self.attributes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name, value)),
        }
    }

    pub(super) fn has_attributes(&self) -> bool {
        !self.attributes.is_empty()
    }

    /// With another element inside, behind what is there.
    pub(super) fn and(mut self, child: Xml) -> Self {
        self.push(child);
        self
    }

    pub(super) fn push(&mut self, child: Xml) {
        self.children.push(Node::Element(child));
    }

    /// With a text inside; an empty text is none.
    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.children.push(Node::Text(text));
        }
        self
    }

    /// The document, on one line or with a line for each element. An element with text
    /// inside stays on one line, since spaces in it would be shown.
    pub(super) fn document(&self, pretty: bool) -> String {
        let mut out = String::from("<?xml version=\"1.0\"?>");
        if pretty {
            out.push('\n');
        }
        self.write(&mut out, pretty.then_some(0));
        out
    }

    /// Writes the element; `depth` is none inside a line.
    fn write(&self, out: &mut String, depth: Option<usize>) {
        indent(out, depth);
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(out, value, true);
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
        } else {
            out.push('>');
            self.write_children(out, depth);
            out.push_str("</");
            out.push_str(&self.name);
            out.push('>');
        }
        if depth.is_some() {
            out.push('\n');
        }
    }

    fn write_children(&self, out: &mut String, depth: Option<usize>) {
        let is_mixed = self.children.iter().any(|child| matches!(child, Node::Text(_)));
        // A space on either side keeps the words of a text apart from a value inside it.
        let is_padded = is_mixed && self.children.len() > 1;
        if is_padded && matches!(self.children.first(), Some(Node::Text(_))) {
            out.push(' ');
        }
        let inner = depth.filter(|_| !is_mixed).map(|depth| depth + 1);
        if inner.is_some() {
            out.push('\n');
        }
        for child in &self.children {
            match child {
                Node::Text(text) => escape(out, text, false),
                Node::Element(element) => element.write(out, inner),
            }
        }
        if inner.is_some() {
            indent(out, depth);
        }
        if is_padded {
            out.push(' ');
        }
    }
}

fn indent(out: &mut String, depth: Option<usize>) {
    (0..depth.unwrap_or(0)).for_each(|_| out.push_str("  "));
}

/// Writes a text so that it is read back as it was. Characters that XML cannot hold, which
/// are none that a person typed on purpose, are left out.
fn escape(out: &mut String, text: &str, in_attribute: bool) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if in_attribute => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(letter),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_on_lines_and_texts_inside_a_line() {
        let label = Xml::new("label").text("a < b ").and(Xml::new("output").with("value", "\"x\""));
        let document =
            Xml::new("a").and(Xml::new("b").and(label)).and(Xml::new("c").text("\u{1}d"));
        assert_eq!(
            document.document(true),
            "<?xml version=\"1.0\"?>\n<a>\n  <b>\n    <label> a &lt; b <output value=\"&quot;x&quot;\"/> </label>\n  </b>\n  <c>d</c>\n</a>\n"
        );
        assert_eq!(
            Xml::new("a").and(Xml::new("b")).document(false),
            "<?xml version=\"1.0\"?><a><b/></a>"
        );
    }

    #[test]
    fn an_attribute_is_set_once() {
        assert_eq!(
            Xml::new("a").with("b", "1").with("b", "2").document(false),
            "<?xml version=\"1.0\"?><a b=\"2\"/>"
        );
    }
}
