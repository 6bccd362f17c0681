//! Text to tokens, each with its bytes.

use std::ops::Range;

use super::error::{ParseError, ParseErrorKind};

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Range<usize>,
}

/// The kinds of tokens. A name may hold `-`, `.` and one `:` (`jr:choice-name`).
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    Number(f64),
    Literal(String),
    Reference(String),
    Name(String),
    /// Punctuation and operators that are no words.
    Symbol(&'static str),
    End,
}

/// Longest first, so that `<=` is not read as `<`.
const SYMBOLS: [&str; 22] = [
    "!=", "<=", ">=", "//", "..", "::", "(", ")", "[", "]", ",", "=", "<", ">", "+", "-", "*", "/",
    "|", ".", "@", "&",
];

/// The tokens of a text, the last one being [`TokenKind::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, ParseError> {
    let mut lexer = Lexer { text, at: 0 };
    let mut all = Vec::new();
    loop {
        let token = lexer.next()?;
        let ended = token.kind == TokenKind::End;
        all.push(token);
        if ended {
            return Ok(all);
        }
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn next(&mut self) -> Result<Token, ParseError> {
        self.skip_space();
        let start = self.at;
        let rest = &self.text[start..];
        let kind = match rest.chars().next() {
            None => TokenKind::End,
            Some('"' | '\'') => self.literal()?,
            Some('$') if rest.starts_with("${") => self.reference()?,
            Some(first) if first.is_ascii_digit() => self.number(),
            Some('.') if rest[1..].starts_with(|next: char| next.is_ascii_digit()) => self.number(),
            Some(first) if is_name_start(first) => self.name(),
            Some(first) => self.symbol(first)?,
        };
        Ok(Token { kind, span: start..self.at })
    }

    fn skip_space(&mut self) {
        // No-break spaces come with text pasted from word processors.
        let rest = &self.text[self.at..];
        self.at += rest.len()
            - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
    }

    fn literal(&mut self) -> Result<TokenKind, ParseError> {
        let start = self.at;
        let quote = &self.text[start..start + 1];
        let Some(length) = self.text[start + 1..].find(quote) else {
            return Err(ParseError {
                span: start..self.text.len(),
                kind: ParseErrorKind::UnclosedQuote,
            });
        };
        self.at = start + length + 2;
        Ok(TokenKind::Literal(self.text[start + 1..start + 1 + length].to_string()))
    }

    fn reference(&mut self) -> Result<TokenKind, ParseError> {
        let start = self.at;
        let Some(length) = self.text[start..].find('}') else {
            return Err(ParseError {
                span: start..self.text.len(),
                kind: ParseErrorKind::UnclosedReference,
            });
        };
        self.at = start + length + 1;
        let name = self.text[start + 2..start + length].trim();
        let plain = name.strip_prefix("last-saved#").unwrap_or(name);
        match !plain.is_empty() && plain.chars().all(is_name_part) {
            true => Ok(TokenKind::Reference(name.to_string())),
            false => Err(ParseError {
                span: start..self.at,
                kind: ParseErrorKind::BadReference { name: name.to_string() },
            }),
        }
    }

    fn number(&mut self) -> TokenKind {
        let rest = &self.text[self.at..];
        let digits =
            |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let mut length = digits(rest);
        if rest[length..].starts_with('.') && !rest[length..].starts_with("..") {
            length += 1 + digits(&rest[length + 1..]);
        }
        self.at += length;
        TokenKind::Number(rest[..length].parse().unwrap_or(f64::NAN))
    }

    fn name(&mut self) -> TokenKind {
        let rest = &self.text[self.at..];
        let mut length = name_length(rest);
        // One prefix: `jr:choice-name`; but `child::x` is an axis.
        let after = &rest[length..];
        if after.starts_with(':')
            && !after.starts_with("::")
            && after[1..].starts_with(is_name_start)
        {
            length += 1 + name_length(&after[1..]);
        }
        self.at += length;
        TokenKind::Name(rest[..length].to_string())
    }

    fn symbol(&mut self, first: char) -> Result<TokenKind, ParseError> {
        let rest = &self.text[self.at..];
        if let Some(error) = mistaken(rest) {
            return Err(ParseError { span: self.at..self.at + error.1, kind: error.0 });
        }
        match SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            Some(symbol) => {
                self.at += symbol.len();
                Ok(TokenKind::Symbol(symbol))
            }
            None => Err(ParseError {
                span: self.at..self.at + first.len_utf8(),
                kind: ParseErrorKind::StrayCharacter { character: first },
            }),
        }
    }
}

/// What people write who know another notation, with its length.
fn mistaken(rest: &str) -> Option<(ParseErrorKind, usize)> {
    let other = |written: &'static str, meant: &'static str| {
        (ParseErrorKind::OtherNotation { written, meant }, written.len())
    };
    let pairs = [
        ("==", "="),
        ("&&", "and"),
        ("||", "or"),
        ("<>", "!="),
        ("≥", ">="),
        ("≤", "<="),
        ("≠", "!="),
        ("×", "*"),
        ("÷", "div"),
    ];
    if let Some((written, meant)) = pairs.iter().find(|(written, _)| rest.starts_with(written)) {
        return Some(other(written, meant));
    }
    let first = rest.chars().next()?;
    matches!(first, '‘' | '’' | '“' | '”' | '«' | '»' | '′' | '″')
        .then(|| (ParseErrorKind::CurlyQuote { character: first }, first.len_utf8()))
}

fn name_length(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_name_part).len()
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn is_name_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}
