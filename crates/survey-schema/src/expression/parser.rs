//! Tokens to a tree: operator precedence as XPath 1.0 has it (section 3.5), and its
//! rule that `*`, `and`, `or`, `div`, `mod` are operators where an operand precedes
//! (section 3.7), which here follows from looking for operators only after an operand.

use std::ops::Range;

use super::ast::{Axis, BinaryOperator, Expression, Node, NodeKind, Step};
use super::error::{ParseError, ParseErrorKind};
use super::lexer::{Token, TokenKind, tokens};

/// Forms nest a few levels deep; a hundred keeps the stack small.
const MAXIMUM_DEPTH: usize = 100;

/// How tightly unary minus binds: tighter than `*`, looser than `|`.
const NEGATION: u8 = 7;

impl Expression {
    /// Parses an expression.
    ///
    /// ```
    /// use survey_schema::Expression;
    /// let expression = Expression::parse("${age} >= 18 and ${age} <= 99")?;
    /// assert_eq!(expression.references().map(|reference| reference.0).collect::<Vec<_>>(), ["age", "age"]);
    /// let error = Expression::parse("${age} >= 18 and").unwrap_err();
    /// assert_eq!(error.message().english, "a value is missing after \"and\"");
    /// # Ok::<(), survey_schema::expression::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// The first place at which the text is no expression.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0 };
        let root = parser.expression(0)?;
        match &parser.current().kind {
            TokenKind::End => Ok(Expression { text: text.to_string(), root }),
            _ => Err(parser.after_operand(text)),
        }
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

type Parsed<T> = Result<T, ParseError>;

impl Parser {
    /// An expression whose operators bind at least as tightly as `minimum`.
    fn expression(&mut self, minimum: u8) -> Parsed<Node> {
        self.depth += 1;
        if self.depth > MAXIMUM_DEPTH {
            return Err(ParseError {
                span: self.current().span.clone(),
                kind: ParseErrorKind::TooDeep,
            });
        }
        let mut left = self.unary()?;
        while let Some((operator, binding)) =
            self.operator().filter(|(_, binding)| *binding >= minimum)
        {
            self.advance();
            let right = self.expression(binding + 1)?;
            let span = left.span.start..right.span.end;
            left = Node {
                span,
                kind: NodeKind::Binary { operator, left: left.into(), right: right.into() },
            };
        }
        self.depth -= 1;
        Ok(left)
    }

    fn operator(&self) -> Option<(BinaryOperator, u8)> {
        use BinaryOperator::*;
        let word = match &self.current().kind {
            TokenKind::Symbol(symbol) => symbol,
            TokenKind::Name(name) => name.as_str(),
            _ => return None,
        };
        Some(match word {
            "or" => (Or, 1),
            "and" => (And, 2),
            "=" => (Equal, 3),
            "!=" => (NotEqual, 3),
            "<" => (Less, 4),
            "<=" => (LessOrEqual, 4),
            ">" => (Greater, 4),
            ">=" => (GreaterOrEqual, 4),
            "+" => (Add, 5),
            "-" => (Subtract, 5),
            "*" => (Multiply, 6),
            "div" => (Divide, 6),
            "mod" => (Modulo, 6),
            "|" => (Union, 8),
            _ => return None,
        })
    }

    fn unary(&mut self) -> Parsed<Node> {
        let start = self.current().span.start;
        if !self.take("-") {
            return self.path();
        }
        let operand = self.expression(NEGATION)?;
        Ok(Node { span: start..operand.span.end, kind: NodeKind::Negate(operand.into()) })
    }

    /// A value, the predicates behind it and the steps behind those.
    fn path(&mut self) -> Parsed<Node> {
        let start = self.current().span.start;
        if self.is("//") || self.is("@") {
            return Err(self.forbidden());
        }
        if self.take("/") {
            let steps = if self.starts_step() { self.steps()? } else { Vec::new() };
            let end = steps.last().map_or(start + 1, |step| step.span.end);
            return Ok(Node {
                span: start..end,
                kind: NodeKind::Path { start: None, absolute: true, steps },
            });
        }
        if self.starts_step() && !self.is_call() {
            let steps = self.steps()?;
            let end = steps.last().map_or(start, |step| step.span.end);
            return Ok(Node {
                span: start..end,
                kind: NodeKind::Path { start: None, absolute: false, steps },
            });
        }
        let mut base = self.primary()?;
        let predicates = self.predicates()?;
        if !predicates.is_empty() {
            let span = start..self.previous_end();
            base = Node { span, kind: NodeKind::Filter { base: base.into(), predicates } };
        }
        if self.is("//") {
            return Err(self.forbidden());
        }
        if !self.take("/") {
            return Ok(base);
        }
        let steps = self.steps()?;
        let span = start..self.previous_end();
        Ok(Node { span, kind: NodeKind::Path { start: Some(base.into()), absolute: false, steps } })
    }

    fn steps(&mut self) -> Parsed<Vec<Step>> {
        let mut steps = vec![self.step()?];
        loop {
            if self.is("//") {
                return Err(self.forbidden());
            }
            if !self.take("/") {
                return Ok(steps);
            }
            steps.push(self.step()?);
        }
    }

    fn step(&mut self) -> Parsed<Step> {
        let start = self.current().span.start;
        let (mut axis, mut name) = (Axis::Child, String::new());
        if self.take(".") {
            axis = Axis::Itself;
        } else if self.take("..") {
            axis = Axis::Parent;
        } else if self.take("*") {
            name = "*".into();
        } else {
            name = self.step_name()?;
            if self.take("::") {
                axis = match name.as_str() {
                    "child" => Axis::Child,
                    "self" => Axis::Itself,
                    "parent" => Axis::Parent,
                    _ => {
                        let kind = ParseErrorKind::Forbidden { found: format!("{name}::") };
                        return Err(ParseError { span: start..self.previous_end(), kind });
                    }
                };
                name = if self.take("*") { "*".into() } else { self.step_name()? };
            }
            if name == "node" && self.take("(") {
                self.expect(")", start)?;
                name = "*".into();
            }
        }
        let predicates = self.predicates()?;
        if axis != Axis::Child && name == "*" {
            name.clear();
        }
        Ok(Step { span: start..self.previous_end(), axis, name, predicates })
    }

    fn step_name(&mut self) -> Parsed<String> {
        match &self.current().kind {
            TokenKind::Name(name) => {
                let name = name.clone();
                self.advance();
                Ok(name)
            }
            _ => Err(self.no_value()),
        }
    }

    fn predicates(&mut self) -> Parsed<Vec<Node>> {
        let mut predicates = Vec::new();
        while self.is("[") {
            let open = self.current().span.start;
            self.advance();
            predicates.push(self.expression(0)?);
            self.expect("]", open)?;
        }
        Ok(predicates)
    }

    fn primary(&mut self) -> Parsed<Node> {
        let Token { kind, span } = self.current().clone();
        let kind = match kind {
            TokenKind::Number(number) => NodeKind::Number(number),
            TokenKind::Literal(text) => NodeKind::Literal(text),
            TokenKind::Reference(name) => match name.strip_prefix("last-saved#") {
                Some(saved) => NodeKind::Reference { name: saved.to_string(), last_saved: true },
                None => NodeKind::Reference { name, last_saved: false },
            },
            TokenKind::Name(name) => return self.call(name, span),
            TokenKind::Symbol("(") => {
                self.advance();
                let mut inner = self.expression(0)?;
                self.expect(")", span.start)?;
                inner.span = span.start..self.previous_end();
                return Ok(inner);
            }
            _ => return Err(self.no_value()),
        };
        self.advance();
        Ok(Node { span, kind })
    }

    fn call(&mut self, name: String, span: Range<usize>) -> Parsed<Node> {
        self.advance();
        self.advance();
        let mut arguments = Vec::new();
        if !self.take(")") {
            loop {
                arguments.push(self.expression(0)?);
                if !self.take(",") {
                    break;
                }
            }
            self.expect(")", span.end)?;
        }
        Ok(Node { span: span.start..self.previous_end(), kind: NodeKind::Call { name, arguments } })
    }

    /// Whether a path step begins here. `node()` is one; other names with `(` are calls.
    fn starts_step(&self) -> bool {
        matches!(&self.current().kind, TokenKind::Symbol("." | ".." | "*") | TokenKind::Name(_))
    }

    fn is_call(&self) -> bool {
        let TokenKind::Name(name) = &self.current().kind else { return false };
        let next = self.tokens.get(self.at + 1).map(|token| &token.kind);
        next == Some(&TokenKind::Symbol("(")) && name != "node"
    }

    fn current(&self) -> &Token {
        // The last token is `End`, and nothing advances past it.
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn previous_end(&self) -> usize {
        self.tokens[self.at.saturating_sub(1)].span.end
    }

    fn advance(&mut self) {
        self.at = (self.at + 1).min(self.tokens.len() - 1);
    }

    fn is(&self, symbol: &str) -> bool {
        matches!(&self.current().kind, TokenKind::Symbol(found) if *found == symbol)
    }

    fn take(&mut self, symbol: &str) -> bool {
        let found = self.is(symbol);
        if found {
            self.advance();
        }
        found
    }

    fn expect(&mut self, close: &'static str, open: usize) -> Parsed<()> {
        if self.take(close) {
            return Ok(());
        }
        match &self.current().kind {
            TokenKind::End => {
                Err(ParseError { span: open..open + 1, kind: ParseErrorKind::Unclosed { close } })
            }
            TokenKind::Symbol(found) => {
                let kind = ParseErrorKind::Unexpected { found: (*found).to_string() };
                Err(ParseError { span: self.current().span.clone(), kind })
            }
            _ => Err(self.operator_missing()),
        }
    }

    fn no_value(&self) -> ParseError {
        let Token { kind, span } = self.current();
        let kind = match kind {
            TokenKind::Symbol(found) if !matches!(*found, ")" | "]" | ",") => {
                ParseErrorKind::Unexpected { found: (*found).to_string() }
            }
            _ => ParseErrorKind::MissingValue { after: self.previous_word() },
        };
        ParseError { span: span.clone(), kind }
    }

    fn previous_word(&self) -> String {
        match self.at.checked_sub(1).map(|before| &self.tokens[before].kind) {
            Some(kind) => word(kind),
            None => String::new(),
        }
    }

    fn operator_missing(&self) -> ParseError {
        let Token { kind, span } = self.current();
        ParseError {
            span: span.clone(),
            kind: ParseErrorKind::MissingOperator { before: word(kind) },
        }
    }

    fn forbidden(&self) -> ParseError {
        let Token { kind, span } = self.current();
        ParseError { span: span.clone(), kind: ParseErrorKind::Forbidden { found: word(kind) } }
    }

    /// What follows a whole expression where nothing should.
    fn after_operand(&self, _text: &str) -> ParseError {
        let Token { kind, span } = self.current();
        match kind {
            TokenKind::Symbol(found) => ParseError {
                span: span.clone(),
                kind: ParseErrorKind::Unexpected { found: (*found).to_string() },
            },
            _ => self.operator_missing(),
        }
    }
}

fn word(kind: &TokenKind) -> String {
    match kind {
        TokenKind::Number(number) => number.to_string(),
        TokenKind::Literal(text) => format!("'{text}'"),
        TokenKind::Reference(name) => format!("${{{name}}}"),
        TokenKind::Name(name) => name.clone(),
        TokenKind::Symbol(symbol) => (*symbol).to_string(),
        TokenKind::End => String::new(),
    }
}
