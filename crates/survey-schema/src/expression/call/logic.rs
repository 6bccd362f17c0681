//! Conditions.

use super::{Call, Family, Stop};
use crate::expression::scalar::{Operand, Scalar};

impl<'a> Call<'_, 'a> {
    pub(super) fn logic(&self) -> Family<'a> {
        Ok(Some(match self.name {
            "true" => Operand::truth(true),
            "false" => Operand::truth(false),
            "not" => Operand::truth(!self.truth(0)?),
            "boolean" => Operand::truth(self.truth(0)?),
            "boolean-from-string" => {
                let text = self.text(0)?;
                Operand::truth(text == "1" || text.eq_ignore_ascii_case("true"))
            }
            "if" => self.operand(if self.truth(0)? { 1 } else { 2 })?,
            "coalesce" => self.coalesce()?,
            // The answer that is already there stands.
            "once" => {
                let answer = self.here.reader.node(self.here.current);
                match answer.filter(|answer| !is_empty(answer)) {
                    Some(answer) => Operand::One(answer),
                    None => self.operand(0)?,
                }
            }
            // What an expression depends on besides what it says; worth its first argument.
            "depend" => self.operand(0)?,
            _ => return Ok(None),
        }))
    }

    /// The first argument that is neither empty nor NaN, else the last.
    fn coalesce(&self) -> Result<Operand<'a>, Stop> {
        for index in 0..self.count() {
            let scalar = self.here.reader.single(self.operand(index)?);
            match scalar.filter(|scalar| !is_empty(scalar)) {
                Some(scalar) => return Ok(Operand::One(scalar)),
                None if index + 1 == self.count() => return self.operand(index),
                None => {}
            }
        }
        Ok(self.empty())
    }

    /// `checklist(least, most, condition…)`: whether that many conditions hold; -1 is
    /// no bound.
    pub(super) fn checklist(&self) -> Result<Operand<'a>, Stop> {
        let (least, most) = (self.number(0)? as i32, self.number(1)? as i32);
        let conditions = self.all(2)?;
        let mut count = 0;
        for condition in conditions {
            let condition = condition.ok_or(Stop::Missing)?;
            count += i32::from(self.here.reader.truth(&condition));
        }
        Ok(Operand::truth((least < 0 || count >= least) && (most < 0 || count <= most)))
    }

    /// `weighted-checklist(least, most, condition, weight, …)`: whether the weights of
    /// the conditions that hold add up to a number within the bounds.
    pub(super) fn weighted_checklist(&self) -> Result<Operand<'a>, Stop> {
        let (least, most) = (self.number(0)?, self.number(1)?);
        let mut sum = 0.0;
        for pair in (2..self.count()).step_by(2) {
            let conditions = self.here.reader.each(self.operand(pair)?);
            let weights = self.here.reader.each(self.operand(pair + 1)?);
            for (condition, weight) in conditions.into_iter().zip(weights) {
                let (condition, weight) = condition.zip(weight).ok_or(Stop::Missing)?;
                let weight = self.here.reader.number(&weight);
                if self.here.reader.truth(&condition) {
                    sum += weight;
                }
            }
        }
        Ok(Operand::truth(sum >= least && sum <= most))
    }
}

/// Whether a value is an empty text or no number.
fn is_empty(scalar: &Scalar<'_>) -> bool {
    match scalar {
        Scalar::Text(text) | Scalar::Loose(text) => text.is_empty(),
        Scalar::Number(number) => number.is_nan(),
        Scalar::Boolean(_) | Scalar::Moment(_) => false,
    }
}
