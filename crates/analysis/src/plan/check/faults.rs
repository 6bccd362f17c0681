//! The faults found so far, each with its place in the plan.

use std::ops::Range;

use survey_schema::{Diagnostic, Label, Location, Message, Severity, message};

use crate::plan::{Plan, Written};
use survey_schema::expression::nearest;

/// Collects diagnostics about one plan.
pub(super) struct Faults<'a> {
    plan: &'a Plan,
    found: Vec<(usize, Diagnostic)>,
}

impl<'a> Faults<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        Faults { plan, found: Vec::new() }
    }

    pub(super) fn error(&mut self, code: &'static str, span: &Range<usize>, message: Message) {
        self.add(code, Severity::Error, span, message, None);
    }

    pub(super) fn warning(&mut self, code: &'static str, span: &Range<usize>, message: Message) {
        self.add(code, Severity::Warning, span, message, None);
    }

    /// An error about a name that does not exist, with the name that was probably meant.
    pub(super) fn unknown<'n>(
        &mut self,
        code: &'static str,
        span: &Range<usize>,
        name: &str,
        known: impl Iterator<Item = &'n str>,
        message: Message,
    ) {
        let help = nearest(name, known)
            .map(|near| message!("plan-did-you-mean", "did you mean \"{name}\"?", name = near));
        self.add(code, Severity::Error, span, message, help);
    }

    /// The bytes of the file where a part of an expression stands. When the file
    /// writes the text with escapes, the whole text.
    pub(super) fn inside(&self, written: &Written<String>, part: &Range<usize>) -> Range<usize> {
        let raw = self.plan.text.get(written.span.clone()).unwrap_or_default();
        match raw.find(written.value.as_str()) {
            Some(offset) => {
                let start = written.span.start + offset;
                start + part.start..start + part.end
            }
            None => written.span.clone(),
        }
    }

    pub(super) fn in_order(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|(start, _)| *start);
        self.found.into_iter().map(|(_, diagnostic)| diagnostic).collect()
    }

    fn add(
        &mut self,
        code: &'static str,
        severity: Severity,
        span: &Range<usize>,
        message: Message,
        help: Option<Message>,
    ) {
        let location = Location::Text { file: self.plan.file.clone(), span: span.clone() };
        let label = Label { location, source: self.plan.text.clone(), note: String::new() };
        let diagnostic = Diagnostic { code, severity, message, labels: vec![label], help };
        self.found.push((span.start, diagnostic));
    }
}
