//! Selected choices and their names.

use super::{Call, Family, Stop};
use crate::expression::ast::NodeKind;
use crate::expression::scalar::Operand;

impl<'a> Call<'_, 'a> {
    pub(super) fn choices(&self) -> Family<'a> {
        Ok(Some(match self.name {
            // Several codes in a row count as selected when they stand so in the answer.
            "selected" | "is-selected" => {
                let (codes, code) = (self.text(0)?, self.text(1)?);
                Operand::truth(format!(" {codes} ").contains(&format!(" {} ", code.trim())))
            }
            "selected-at" => {
                let (codes, index) = (self.text(0)?, self.number(1)?.trunc());
                let code = match index >= 0.0 {
                    true => separated(&codes).nth(index as usize).unwrap_or_default(),
                    false => "",
                };
                Operand::text(code.to_string())
            }
            "count-selected" => Operand::number(separated(&self.text(0)?).count() as f64),
            "jr:choice-name" => self.choice_name()?,
            "checklist" => self.checklist()?,
            "weighted-checklist" => self.weighted_checklist()?,
            _ => return Ok(None),
        }))
    }

    /// The label of a code in the list of the question that the second argument names.
    fn choice_name(&self) -> Result<Operand<'a>, Stop> {
        let environment = self.here.environment;
        let form = environment.form.ok_or_else(|| self.unsupported())?;
        let code = self.text(0)?;
        // The path is a text, or, as people write it, the question itself.
        let path = match &self.arguments[1].kind {
            NodeKind::Reference { name, .. } => name.clone(),
            _ => self.text(1)?.into_owned(),
        };
        let question = path.trim().trim_start_matches("${").trim_end_matches('}');
        let question = question.rsplit('/').next().unwrap_or_default().trim();
        let placed = form.question(question);
        let list = placed.as_ref().and_then(|placed| form.list_of(placed.question));
        let choice = list.and_then(|list| list.choice(&code));
        let label = choice.and_then(|choice| choice.label.get(environment.label_language()));
        Ok(Operand::text(label.unwrap_or_default()))
    }
}

/// The codes of an answer, which spaces separate.
fn separated(codes: &str) -> impl Iterator<Item = &str> {
    codes.split(' ').filter(|code| !code.is_empty())
}
