//! Texts cut into tokens without regard to grammar.
//!
//! A default may be a plain text or an expression, and a label may hold an expression
//! among its words: here is what tells the two apart. Proper parsing of expressions is
//! [`crate::expression`]'s.

use std::ops::Range;

use super::name;
use super::reference::only_reference;

/// What a token is; only the kinds that matter here have a name of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// `+`, `-`, `*`, ` mod `, ` div `.
    Arithmetic,
    /// `|`.
    Union,
    /// `)`.
    Close,
    /// `/`.
    Slash,
    /// A text in quotes.
    Quoted,
    Space,
    /// `${name}`.
    Reference,
    /// `name(`.
    Call,
    /// `name[`.
    PredicateStart,
    /// `]`.
    PredicateEnd,
    /// Names, numbers, dates and all else.
    Other,
}

/// A token with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) span: Range<usize>,
}

/// Cuts a text into tokens; together they are the whole text.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (kind, length) = next(&text[at..]);
        all.push(Token { kind, span: at..at + length });
        at += length;
    }
    all
}

fn next(rest: &str) -> (TokenKind, usize) {
    use TokenKind::*;
    if let Some(length) = date_or_number(rest) {
        return (Other, length);
    }
    for word in [" mod ", " div "] {
        if rest.starts_with(word) {
            return (Arithmetic, word.len());
        }
    }
    for word in [" and ", " or "] {
        if rest.starts_with(word) {
            return (Other, word.len());
        }
    }
    let first = rest.chars().next().unwrap_or(' ');
    let kind = match first {
        '+' | '-' | '*' => Arithmetic,
        '|' => Union,
        ')' => Close,
        '/' => Slash,
        '"' | '\'' => return quoted(rest, first),
        ']' => PredicateEnd,
        '$' => return reference(rest),
        space if space.is_whitespace() => {
            return (Space, rest.len() - rest.trim_start().len());
        }
        _ => return word(rest, first),
    };
    (kind, first.len_utf8())
}

fn quoted(rest: &str, quote: char) -> (TokenKind, usize) {
    match rest[1..].find(quote) {
        Some(end) => (TokenKind::Quoted, end + 2),
        None => (TokenKind::Other, 1),
    }
}

fn reference(rest: &str) -> (TokenKind, usize) {
    let end = rest.find('}').map_or(1, |end| end + 1);
    match only_reference(&rest[..end]) {
        Some(_) => (TokenKind::Reference, end),
        None if rest.starts_with("${") => (TokenKind::Other, 2),
        None => (TokenKind::Other, 1),
    }
}

fn word(rest: &str, first: char) -> (TokenKind, usize) {
    let length = name::length(rest);
    if length == 0 {
        return (TokenKind::Other, first.len_utf8());
    }
    let after = &rest[length..];
    if after.starts_with('(') {
        return (TokenKind::Call, length + 1);
    }
    if after.starts_with('[') {
        return (TokenKind::PredicateStart, length + 1);
    }
    let scheme = name::simple_length(rest);
    if rest[scheme..].starts_with("://") {
        return (TokenKind::Other, scheme + 3);
    }
    (TokenKind::Other, length)
}

/// The length of a date, time, date and time, or number: `-` before digits is a sign.
fn date_or_number(rest: &str) -> Option<usize> {
    if let Some(date) = date(rest) {
        let time = rest[date..].strip_prefix('T').and_then(time);
        return Some(time.map_or(date, |time| date + 1 + time));
    }
    time(rest).or_else(|| number(rest))
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The length of a text made as the pattern says: `0` stands for a digit.
fn like(text: &str, pattern: &str) -> Option<usize> {
    let bytes = text.as_bytes().get(..pattern.len())?;
    let fits = bytes.iter().zip(pattern.bytes()).all(|(byte, wanted)| match wanted {
        b'0' => byte.is_ascii_digit(),
        other => *byte == other,
    });
    fits.then_some(pattern.len())
}

fn date(text: &str) -> Option<usize> {
    like(text, "0000-00-00").or_else(|| like(text, "-0000-00-00"))
}

fn time(text: &str) -> Option<usize> {
    let length = like(text, "00:00:00")?;
    let zone = &text[length..];
    let zone = like(zone, "+00:00").or_else(|| like(zone, "-00:00")).or_else(|| like(zone, "Z"));
    Some(length + zone.unwrap_or(0))
}

fn number(text: &str) -> Option<usize> {
    let sign = usize::from(text.starts_with('-'));
    let whole = digits(&text[sign..]);
    let after = &text[sign + whole..];
    let fraction = after.strip_prefix('.').map(|fraction| 1 + digits(fraction));
    match (whole, fraction) {
        (0, None | Some(1)) => None,
        (0, Some(fraction)) => Some(sign + fraction),
        (whole, fraction) => Some(sign + whole + fraction.unwrap_or(0)),
    }
}

/// Whether a default is computed on the device rather than written into the form: it
/// holds arithmetic, a union, a predicate, a reference or a call. In a date or position
/// a `-` that comes first is part of the value.
pub(crate) fn is_dynamic(default: &str, kind: &str) -> bool {
    let has_hyphens = matches!(kind, "date" | "dateTime" | "geopoint" | "geotrace" | "geoshape");
    for token in tokens(default) {
        use TokenKind::*;
        if has_hyphens && token.kind == Arithmetic && &default[token.span] == "-" {
            return false;
        }
        if matches!(token.kind, Arithmetic | Union | PredicateStart | Reference | Call) {
            return true;
        }
    }
    false
}

/// The bytes of the expressions in a text that begin with `instance(`. Such an
/// expression ends at the first space outside a predicate.
pub(crate) fn instance_expressions(text: &str) -> Vec<Range<usize>> {
    if !text.contains("instance(") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut scan = Scan { text, in_path: false, in_predicate: false, last: None };
    let mut start = None;
    for token in tokens(text) {
        let belongs = match start {
            None => scan.is_instance(&token),
            Some(_) => scan.goes_on(&token),
        };
        if belongs {
            start = start.or(Some(token.span.start));
            scan.last = Some(token);
        } else if let (Some(from), Some(last)) = (start.take(), &scan.last) {
            found.push(from..last.span.end);
        }
    }
    if let (Some(from), Some(last)) = (start, &scan.last) {
        found.push(from..last.span.end);
    }
    found
}

/// Follows an expression that begins with `instance(`.
struct Scan<'a> {
    text: &'a str,
    in_path: bool,
    in_predicate: bool,
    last: Option<Token>,
}

impl Scan<'_> {
    fn is_instance(&self, token: &Token) -> bool {
        token.kind == TokenKind::Call && &self.text[token.span.clone()] == "instance("
    }

    /// Whether a token still belongs to the expression.
    fn goes_on(&mut self, token: &Token) -> bool {
        use TokenKind::*;
        let last = self.last.as_ref();
        let after_instance = last.is_some_and(|last| self.is_instance(last));
        match (last.map(|last| last.kind), token.kind) {
            (Some(Call), Quoted) if after_instance => true,
            (Some(Quoted), Close) => true,
            (Some(Close | PredicateEnd), Slash) => {
                self.in_path = true;
                true
            }
            (_, kind) if self.in_path => {
                self.in_path = kind != Space && kind != PredicateStart;
                self.in_predicate |= kind == PredicateStart;
                kind != Space
            }
            (_, kind) if self.in_predicate => {
                self.in_predicate = kind != PredicateEnd;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_that_are_computed_and_defaults_that_are_texts() {
        for dynamic in
            ["${a}", "1 + 1", "today()", "a | b", "x[1]", "-", "+33 6", "2 * 3", "5 mod 2"]
        {
            assert!(is_dynamic(dynamic, "text"), "{dynamic}");
        }
        for fixed in
            ["", "12", "-5", "2020-01-31", "a-b", "don't (know)", "jr://images/a.png", "N/A"]
        {
            assert!(!is_dynamic(fixed, "text"), "{fixed}");
        }
        assert!(!is_dynamic("2020 - 01", "date"));
        assert!(is_dynamic("today() - 1", "date"));
    }

    #[test]
    fn expressions_in_labels() {
        let found = |text: &str| {
            instance_expressions(text)
                .into_iter()
                .map(|span| text[span].to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found("You chose instance('towns')/root/item[name = ${town}]/label today"),
            ["instance('towns')/root/item[name = ${town}]/label"]
        );
        assert_eq!(found("an instance (of)").len(), 0);
        assert_eq!(
            found("instance('a')/root/item[b and c]/x, instance('d')/root"),
            ["instance('a')/root/item[b and c]/x,", "instance('d')/root"]
        );
    }
}
