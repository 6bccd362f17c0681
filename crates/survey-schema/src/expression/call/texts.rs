//! Texts.

use super::{Call, Family, Outcome, Stop};
use crate::expression::environment::EvaluationError;
use crate::expression::pattern;
use crate::expression::scalar::Operand;

impl<'a> Call<'_, 'a> {
    pub(super) fn texts(&self) -> Family<'a> {
        Ok(Some(match self.name {
            "string" => Operand::text(self.text(0)?),
            "concat" => self.joined(0, "")?,
            "join" => self.joined(1, &self.text(0)?)?,
            "string-length" => Operand::number(self.text(0)?.chars().count() as f64),
            "normalize-space" => {
                let text = self.text(0)?;
                let words = text.split(is_space).filter(|word| !word.is_empty());
                Operand::text(words.collect::<Vec<_>>().join(" "))
            }
            "contains" => Operand::truth(self.text(0)?.contains(&*self.text(1)?)),
            "starts-with" => Operand::truth(self.text(0)?.starts_with(&*self.text(1)?)),
            "ends-with" => Operand::truth(self.text(0)?.ends_with(&*self.text(1)?)),
            "substring-before" => {
                let (text, other) = (self.text(0)?, self.text(1)?);
                Operand::text(text.split_once(&*other).map_or("", |parts| parts.0).to_string())
            }
            "substring-after" => {
                let (text, other) = (self.text(0)?, self.text(1)?);
                Operand::text(text.split_once(&*other).map_or("", |parts| parts.1).to_string())
            }
            "substr" => self.substr()?,
            "substring" => self.substring()?,
            "translate" => {
                let (text, from, to) = (self.text(0)?, self.text(1)?, self.text(2)?);
                Operand::text(translated(&text, &from, &to))
            }
            "regex" => {
                let (text, pattern) = (self.text(0)?, self.text(1)?);
                match pattern::matches(&text, &pattern) {
                    Some(verdict) => Operand::truth(verdict),
                    None => {
                        return Err(Stop::Error(EvaluationError::BadPattern {
                            pattern: pattern.into_owned(),
                            span: self.span.clone(),
                        }));
                    }
                }
            }
            _ => return Ok(None),
        }))
    }

    fn joined(&self, first: usize, separator: &str) -> Outcome<Operand<'a>> {
        let mut parts = Vec::new();
        for scalar in self.all(first)? {
            parts.push(self.here.reader.text(scalar.ok_or(Stop::Missing)?));
        }
        Ok(Operand::text(parts.join(separator)))
    }

    /// `substr(text, start, end)` counts from 0 and stops before `end`; negative numbers
    /// count from the end.
    fn substr(&self) -> Outcome<Operand<'a>> {
        let text = self.text(0)?;
        let length = text.chars().count() as f64;
        let bound = |at: f64| {
            let at = if at.is_nan() { 0.0 } else { at.trunc() };
            (if at < 0.0 { length + at } else { at }).clamp(0.0, length)
        };
        let start = bound(self.number(1)?);
        let end = if self.count() > 2 { bound(self.number(2)?) } else { length };
        Ok(Operand::text(part(&text, start, end)))
    }

    /// `substring(text, start, length)` counts from 1 and rounds (XPath 1.0, section 4.2).
    fn substring(&self) -> Outcome<Operand<'a>> {
        let text = self.text(0)?;
        let rounded = |x: f64| (x + 0.5).floor();
        let start = rounded(self.number(1)?);
        let end = match self.count() > 2 {
            true => start + rounded(self.number(2)?),
            false => f64::INFINITY,
        };
        let characters = text.chars().zip(1..).filter(|(_, at)| {
            let at = f64::from(*at);
            at >= start && at < end
        });
        Ok(Operand::text(characters.map(|(character, _)| character).collect::<String>()))
    }
}

/// What Java and XML call white space; a no-break space is none.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\x0B' | '\x0C' | '\r')
}

fn part(text: &str, start: f64, end: f64) -> String {
    let (start, end) = (start as usize, end as usize);
    text.chars().skip(start).take(end.saturating_sub(start)).collect()
}

/// Each character of `from` becomes the one at its place in `to`, or goes.
fn translated(text: &str, from: &str, to: &str) -> String {
    let to: Vec<char> = to.chars().collect();
    let replaced = |c: char| match from.chars().position(|other| other == c) {
        None => Some(c),
        Some(index) => to.get(index).copied(),
    };
    text.chars().filter_map(replaced).collect()
}
