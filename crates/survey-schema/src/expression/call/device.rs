//! Chance, tables, and what the device and the form know of themselves.

use super::{Call, Family, Outcome};
use crate::expression::environment::EvaluationError;
use crate::expression::scalar::Operand;

impl<'a> Call<'_, 'a> {
    pub(super) fn device(&self) -> Family<'a> {
        let environment = self.here.environment;
        Ok(match self.name {
            "random" => environment.chance.map(|chance| Operand::number(chance.fraction())),
            "uuid" => match (environment.chance, self.count()) {
                (Some(chance), 0) => Some(Operand::text(chance.uuid())),
                (Some(chance), _) => {
                    let length = self.number(0)?.clamp(0.0, 1000.0) as usize;
                    Some(Operand::text(chance.code(length)))
                }
                (None, _) => None,
            },
            "version" => environment.form.map(|form| Operand::text(form.version.as_str())),
            "property" => {
                let name = self.text(0)?;
                let known = environment.properties.and_then(|known| known.get(&*name));
                known.map(|value| Operand::text(value.as_str()))
            }
            "pulldata" => Some(self.pulldata()?),
            _ => None,
        })
    }

    /// `pulldata(table, column, key column, key)`: the text of a column in the first row
    /// with that key; empty when there is none.
    fn pulldata(&self) -> Outcome<Operand<'a>> {
        if self.count() != 4 {
            return Err(self.unsupported().into());
        }
        let name = self.text(0)?;
        let name = name.strip_suffix(".csv").unwrap_or(&name);
        let Some(table) = self.here.environment.tables.and_then(|tables| tables.get(name)) else {
            let name = name.to_string();
            return Err(EvaluationError::NoTable { name, span: self.span.clone() }.into());
        };
        let (column, key_column, key) = (self.text(1)?, self.text(2)?, self.text(3)?);
        let row = table.find(&key_column, &key);
        match row.and_then(|row| table.cell(row, &column)) {
            Some(text) => Ok(Operand::text(text)),
            None => Ok(self.empty()),
        }
    }
}
