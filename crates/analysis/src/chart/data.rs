//! What charts are given: numbers, and words where there is no number.

use std::fmt;

use super::language::Language;

/// Fewer answers than this make a weak number: shown in grey.
pub const WEAK_BELOW: u64 = 50;
/// Fewer answers than this make no number: a dash and a word.
pub const HIDDEN_BELOW: u64 = 30;

/// A number or the reason why there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Datum {
    /// A number.
    Value(Value),
    /// None, and why.
    Absent(Absence),
}

/// A number with what qualifies it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Value {
    /// The number; shares are between 0 and 1.
    pub value: f64,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// Rows that it is made from.
    pub n: Option<u64>,
    /// Whether the sample allows no inference to the population.
    pub indicative: bool,
}

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// The country sent nothing.
    NotReported,
    /// The question has no meaning there.
    NotApplicable,
    /// Hidden because it could point at someone.
    Suppressed,
    /// Fewer answers than [`HIDDEN_BELOW`].
    TooFew,
    /// Nobody is in the group, or nobody answered.
    NoAnswer,
}

impl Datum {
    /// What may be shown: an estimate from fewer than [`HIDDEN_BELOW`] answers may not. A
    /// number of a sample that allows no inference only describes those who were asked
    /// (3 of the 17 sites visited), so few answers do not make it wrong.
    pub fn shown(&self) -> Result<Value, Absence> {
        match *self {
            Datum::Value(value)
                if !value.indicative && value.n.is_some_and(|n| n < HIDDEN_BELOW) =>
            {
                Err(Absence::TooFew)
            }
            Datum::Value(value) if !value.value.is_finite() => Err(Absence::NoAnswer),
            Datum::Value(value) => Ok(value),
            Datum::Absent(absence) => Err(absence),
        }
    }
}

impl Value {
    /// A number without interval.
    pub fn new(value: f64, n: u64) -> Self {
        Value { value, n: Some(n), ..Value::default() }
    }

    /// The same with an interval.
    pub fn between(self, low: f64, high: f64) -> Self {
        Value { low: Some(low), high: Some(high), ..self }
    }

    /// Both ends of the interval, when both are there, finite and due.
    pub fn interval(&self) -> Option<(f64, f64)> {
        match (self.low, self.high) {
            (Some(low), Some(high)) if !self.indicative && low.is_finite() && high.is_finite() => {
                Some((low, high))
            }
            _ => None,
        }
    }

    /// Whether it is made from few answers.
    pub fn weak(&self) -> bool {
        self.n.is_some_and(|n| n < WEAK_BELOW)
    }
}

impl Absence {
    /// In words, in a language.
    pub fn word(self, language: Language) -> &'static str {
        match self {
            Absence::NotReported => {
                language.pick("n’a rien transmis", "not reported", "não enviou dados")
            }
            Absence::NotApplicable => {
                language.pick("sans objet", "not applicable", "não se aplica")
            }
            Absence::Suppressed => {
                language.pick("masqué (confidentialité)", "hidden (privacy)", "ocultado (sigilo)")
            }
            Absence::TooFew => {
                language.pick("trop peu de réponses", "too few answers", "poucas respostas")
            }
            Absence::NoAnswer => language.pick("aucune réponse", "no answer", "sem resposta"),
        }
    }

    /// What stands before the word: a dash where a number exists and is not shown.
    pub fn dash(self) -> &'static str {
        match self {
            Absence::Suppressed | Absence::TooFew => "– ",
            Absence::NotReported | Absence::NotApplicable | Absence::NoAnswer => "",
        }
    }

    /// The word in the data behind a figure, in every language.
    pub fn code(self) -> &'static str {
        match self {
            Absence::NotReported => "not_reported",
            Absence::NotApplicable => "not_applicable",
            Absence::Suppressed => "suppressed",
            Absence::TooFew => "too_few",
            Absence::NoAnswer => "no_answer",
        }
    }
}

impl fmt::Display for Absence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// How numbers are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Shares between 0 and 1, as percentages.
    Percent {
        /// Decimals.
        decimals: u8,
    },
    /// Plain numbers with a word or sign after them, which may be empty.
    Number {
        /// Decimals.
        decimals: u8,
        /// The word, such as `USD`; it stands on the axis and in texts.
        word: String,
    },
}

impl Unit {
    /// Whole percentages.
    pub const PERCENT: Unit = Unit::Percent { decimals: 0 };

    /// The number as it stands beside a bar, without unit.
    pub fn bare(&self, language: Language, value: f64) -> String {
        match self {
            Unit::Percent { decimals } => language.percent_number(value, *decimals),
            Unit::Number { .. } if value.abs() >= 1e7 => language.compact(value),
            Unit::Number { decimals, .. } => language.number(value, *decimals),
        }
    }

    /// The number with its unit, as it stands in running text.
    pub fn full(&self, language: Language, value: f64) -> String {
        match self {
            Unit::Percent { decimals } => language.percent(value, *decimals),
            Unit::Number { word, .. } if word.is_empty() => self.bare(language, value),
            Unit::Number { word, .. } => format!("{}\u{a0}{word}", self.bare(language, value)),
        }
    }

    /// What the last tick of the axis carries.
    pub fn suffix(&self, language: Language) -> String {
        match self {
            Unit::Percent { .. } => language.percent_sign().into(),
            Unit::Number { word, .. } if word.is_empty() => String::new(),
            Unit::Number { word, .. } => format!("\u{a0}{word}"),
        }
    }

    /// The number with interval and n in running text: `38 % (33–44 %, n = 412)`.
    pub fn sentence(&self, language: Language, value: &Value) -> String {
        let mut inside = Vec::new();
        if let Some((low, high)) = value.interval() {
            inside.push(format!("{}–{}", self.bare(language, low), self.full(language, high)));
        }
        if let Some(n) = value.n {
            inside.push(format!("n\u{a0}=\u{a0}{}", language.count(n)));
        }
        if value.indicative {
            inside.push(language.pick("indicatif", "indicative", "indicativo").into());
        }
        let number = self.full(language, value.value);
        if inside.is_empty() { number } else { format!("{number} ({})", inside.join(", ")) }
    }

    /// A number or the reason why there is none, in running text.
    pub fn tell(&self, language: Language, datum: &Datum) -> String {
        match datum.shown() {
            Ok(value) => self.sentence(language, &value),
            Err(absence) => absence.word(language).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_answers_are_not_a_number() {
        assert_eq!(Datum::Value(Value::new(0.5, 29)).shown(), Err(Absence::TooFew));
        assert!(Datum::Value(Value::new(0.5, 30)).shown().unwrap().weak());
        assert!(!Datum::Value(Value::new(0.5, 50)).shown().unwrap().weak());
        assert_eq!(Datum::Value(Value::new(f64::NAN, 80)).shown(), Err(Absence::NoAnswer));
    }

    #[test]
    fn a_number_in_running_text() {
        let value = Value::new(0.384, 412).between(0.33, 0.44);
        let text = Unit::PERCENT.sentence(Language::Fr, &value).replace('\u{a0}', "~");
        assert_eq!(text, "38~% (33–44~%, n~=~412)");
        let indicative = Value { indicative: true, ..value };
        assert_eq!(
            Unit::PERCENT.sentence(Language::En, &indicative),
            "38% (n\u{a0}=\u{a0}412, indicative)"
        );
    }
}
