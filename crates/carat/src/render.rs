//! Diagnostics for a terminal: where, what, and what to do, with a caret under the place.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use std::io::IsTerminal;
use survey_schema::{Diagnostic, Label, Location, Severity};

use crate::language::Speaker;

/// How many diagnostics are shown in full; the rest are counted.
const SHOWN: usize = 12;

/// All diagnostics, the worst first, each with its place.
pub(crate) fn diagnostics(all: &[Diagnostic], speaker: &Speaker) -> String {
    let mut order: Vec<&Diagnostic> = all.iter().collect();
    order.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    let mut text: Vec<String> =
        order.iter().take(SHOWN).map(|diagnostic| one(diagnostic, speaker)).collect();
    if order.len() > SHOWN {
        let more = (order.len() - SHOWN) as u64;
        text.push(
            speaker
                .text_with("diagnostics-more", &[("count", crate::language::Value::Count(more))]),
        );
    }
    text.join("\n\n")
}

fn one(diagnostic: &Diagnostic, speaker: &Speaker) -> String {
    let title = speaker.message(&diagnostic.message);
    let word = speaker.text(match diagnostic.severity {
        Severity::Error => "word-error",
        Severity::Warning => "word-warning",
        Severity::Info => "word-info",
    });
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let mut group =
        Group::with_title(level.with_name(word).primary_title(title).id(diagnostic.code));
    for label in &diagnostic.labels {
        group = group.elements(place(label, speaker));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(
            Level::HELP.with_name(speaker.text("word-help")).message(speaker.message(help)),
        );
    }
    let renderer = match std::io::stderr().is_terminal() {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    // A cell's text stands under its place: the mark that elsewhere says "and in another
    // file" would only be noise.
    let lines = renderer.render(&[group]);
    lines.lines().filter(|line| line.trim() != ":::").collect::<Vec<_>>().join("\n")
}

/// The place of a label: its file or cell, and its text with a mark under the span.
fn place<'a>(label: &Label, speaker: &Speaker) -> Vec<Element<'a>> {
    match &label.location {
        Location::File { file } => vec![Origin::path(file.clone()).into()],
        Location::Text { file, span } => {
            let span = clamp(span, &label.source);
            let snippet = Snippet::source(label.source.clone()).path(file.clone());
            vec![
                snippet
                    .annotation(AnnotationKind::Primary.span(span).label(label.note.clone()))
                    .into(),
            ]
        }
        Location::Cell { workbook, sheet, row, column, span } => {
            let cell = format!("{}{row}", survey_schema::column_letters(*column));
            let values = [("file", workbook), ("sheet", sheet), ("cell", &cell)];
            let values = values.map(|(name, value)| (name, crate::language::Value::Text(value)));
            let origin = Origin::path(speaker.text_with("place-cell", &values));
            if label.source.is_empty() {
                return vec![origin.into()];
            }
            let span =
                span.as_ref().map_or(0..label.source.len(), |span| clamp(span, &label.source));
            let snippet = Snippet::source(label.source.clone()).line_start(*row as usize);
            let mark = AnnotationKind::Primary.span(span).label(label.note.clone());
            vec![origin.into(), snippet.annotation(mark).into()]
        }
    }
}

/// A span inside the text and on its character boundaries, whatever was given.
fn clamp(span: &std::ops::Range<usize>, text: &str) -> std::ops::Range<usize> {
    let boundary = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = boundary(span.start);
    start..boundary(span.end).max(start)
}
