//! `${name}`: where one question's text names another.

use std::ops::Range;

use super::name;

/// A reference found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference<'a> {
    /// The bytes of the text, `${` and `}` included.
    pub(crate) span: Range<usize>,
    /// The name referred to.
    pub(crate) name: &'a str,
    /// Whether it is the answer of the record saved last, `${last-saved#name}`.
    pub(crate) last_saved: bool,
}

/// A `${` that begins no reference, with the bytes up to where it could end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Malformed(pub(crate) Range<usize>);

/// The references of a text in order; what is not well formed is skipped.
pub(crate) fn references(text: &str) -> impl Iterator<Item = Reference<'_>> {
    candidates(text).filter_map(Result::ok)
}

/// Everything in a text that begins as a reference.
pub(crate) fn candidates(text: &str) -> impl Iterator<Item = Result<Reference<'_>, Malformed>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text.get(from..)?.find("${")?;
            let inside = &text[start + 2..];
            let Some(length) = inside.find('}') else {
                from = text.len();
                return Some(Err(Malformed(start..text.len())));
            };
            let span = start..start + 2 + length + 1;
            from = span.end;
            if length > 0 {
                return Some(parse(&inside[..length], span));
            }
        }
    })
}

fn parse(inside: &str, span: Range<usize>) -> Result<Reference<'_>, Malformed> {
    let (name, last_saved) = match inside.strip_prefix("last-saved#") {
        Some(name) => (name, true),
        None => (inside, false),
    };
    match name::is_simple(name) {
        true => Ok(Reference { span, name, last_saved }),
        false => Err(Malformed(span)),
    }
}

/// Whether a text holds a reference before anything malformed.
pub(crate) fn has_reference(text: &str) -> bool {
    matches!(candidates(text).next(), Some(Ok(_)))
}

/// The reference that a text is, and nothing else.
pub(crate) fn only_reference(text: &str) -> Option<Reference<'_>> {
    let first = candidates(text).next()?.ok()?;
    (first.span == (0..text.len())).then_some(first)
}

/// Whether a text refers to the record saved last.
pub(crate) fn has_last_saved(text: &str) -> bool {
    let mut all = candidates(text).map_while(Result::ok);
    all.any(|reference| reference.last_saved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_what_only_looks_like_one() {
        let found: Vec<_> = candidates("${a} + ${last-saved#b} ${} ${c d} ${").collect();
        let reference = |span, name, last_saved| Ok(Reference { span, name, last_saved });
        assert_eq!(
            found,
            [
                reference(0..4, "a", false),
                reference(7..22, "b", true),
                Err(Malformed(27..33)),
                Err(Malformed(34..36)),
            ]
        );
        assert!(only_reference("${a}").is_some());
        assert!(only_reference("${a} ").is_none());
        assert!(has_last_saved("1 + ${last-saved#b}"));
    }
}
