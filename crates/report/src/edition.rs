//! A report in one language: its words, and the names of what codes stand for.

use std::collections::BTreeMap;

use analysis::chart::{Label, Labels, Language, Unit};
use analysis::plan::{Indicator, Type};
use analysis::results::{Estimate, Reason, Statistic};
use survey_schema::survey::{Country, FormUse, Labels as ByLanguage};
use survey_schema::{ChoiceList, Form, MAIN};

use crate::texts::Texts;
use crate::{Material, ReportError};

/// The variable that stands for the question with the role of the country.
pub(crate) const COUNTRY: &str = "country";

/// A report in one language.
pub(crate) struct Edition<'a> {
    pub(crate) material: Material<'a>,
    pub(crate) language: Language,
    pub(crate) texts: Texts,
}

impl<'a> Edition<'a> {
    pub(crate) fn new(material: Material<'a>, language: Language) -> Result<Self, ReportError> {
        Ok(Edition { material, language, texts: Texts::read(language)? })
    }

    pub(crate) fn say(&self, table: &str, key: &str) -> String {
        self.texts.say(table, key)
    }

    pub(crate) fn fill(&self, table: &str, key: &str, values: &[(&str, &str)]) -> String {
        self.texts.fill(table, key, values)
    }

    /// A whole number as the language writes it.
    pub(crate) fn count(&self, number: u64) -> String {
        self.language.count(number)
    }

    /// The text of the language, else the English one, else any.
    pub(crate) fn pick(&self, labels: &ByLanguage) -> String {
        let found = labels.get(self.language.code()).or_else(|| labels.get("en"));
        found.or_else(|| labels.values().next()).map_or_else(String::new, |text| self.polish(text))
    }

    pub(crate) fn polish(&self, text: &str) -> String {
        self.language.polish(text)
    }

    /// Codes of the countries that were to report, in the order of the survey.
    pub(crate) fn country_codes(&self) -> Vec<String> {
        self.material.survey.countries.iter().map(|country| country.code.clone()).collect()
    }

    /// The full name of a country, else its code.
    pub(crate) fn country_name(&self, code: &str) -> String {
        self.material.survey.country(code).map_or_else(|| code.into(), |c| self.named(c).text)
    }

    fn named(&self, country: &Country) -> Label {
        let name = match self.pick(&country.name) {
            name if name.is_empty() => country.code.clone(),
            name => name,
        };
        match self.pick(&country.short) {
            short if short.is_empty() => name.into(),
            short => Label::with_short(name, short),
        }
    }

    pub(crate) fn form_use(&self, form: &str) -> Option<&'a FormUse> {
        self.material.survey.form(form)
    }

    /// What the rows of a form are called, such as "households"; else the form's id.
    pub(crate) fn unit_of_form(&self, form: &str) -> String {
        let label = self.form_use(form).map(|form| self.pick(&form.unit_label));
        label.filter(|label| !label.is_empty()).unwrap_or_else(|| form.into())
    }

    /// The same at the beginning of a sentence.
    pub(crate) fn title_of_form(&self, form: &str) -> String {
        capitalised(&self.unit_of_form(form))
    }

    /// The name of a variable: in the texts where it is one of ours, else as written.
    pub(crate) fn variable(&self, name: &str) -> String {
        self.texts.find("variable", bare(name)).map_or_else(|| bare(name).into(), String::from)
    }

    /// The name of an indicator, else its id.
    pub(crate) fn indicator_name(&self, indicator: &Indicator) -> String {
        match self.pick(&indicator.label) {
            name if name.is_empty() => indicator.id.value.clone(),
            name => name,
        }
    }

    /// How the numbers of an indicator are written in figures.
    pub(crate) fn unit(&self, indicator: &Indicator) -> Unit {
        if is_share(indicator) {
            return Unit::PERCENT;
        }
        let decimals = match indicator.kind.value {
            Type::Count | Type::Total => 0,
            _ => 1,
        };
        // A unit of several words is told in the subtitle; it has no room on an axis.
        let word = self.pick(&indicator.unit_label);
        let word = if word.chars().count() <= 8 { word } else { String::new() };
        Unit::Number { decimals, word }
    }

    /// The unit in words: `%`, "number" or what the plan says.
    pub(crate) fn unit_in_words(&self, indicator: &Indicator) -> String {
        let label = self.pick(&indicator.unit_label);
        match indicator.kind.value {
            _ if !label.is_empty() => label,
            _ if is_share(indicator) => self.say("mark", "percent"),
            Type::Count => self.say("mark", "count"),
            _ if indicator.unit.is_empty() => self.say("mark", "count"),
            _ => indicator.unit.clone(),
        }
    }

    /// The list behind a variable or question of an indicator's form.
    pub(crate) fn choices(&self, form: &str, name: &str) -> Option<&'a ChoiceList> {
        let form: &'a Form = self.material.forms.iter().find(|known| known.id == form)?;
        form.list_of(form.question(bare(name))?.question)
    }

    /// The label of a choice, else its code.
    pub(crate) fn choice(&self, form: &str, name: &str, code: &str) -> String {
        let choice = self.choices(form, name).and_then(|list| list.choice(code));
        let label = choice.and_then(|choice| choice.label.get(self.language.code()));
        label.map_or_else(|| code.into(), |label| self.polish(label))
    }

    /// The codes of a list that are answers: "don't know" and its like are not.
    pub(crate) fn answers(&self, form: &str, name: &str) -> Vec<String> {
        let missing = &self.material.survey.missing;
        let kinds = [&missing.dont_know, &missing.refused, &missing.not_applicable];
        let choices = self.choices(form, name).map_or(&[][..], |list| &list.choices);
        let codes = choices.iter().map(|choice| choice.code.clone());
        codes.filter(|code| !kinds.iter().any(|codes| codes.contains(code))).collect()
    }

    /// The values of a domain variable in the order in which they are shown: countries
    /// as in the survey, choices as in the form when the results have them.
    pub(crate) fn values(&self, indicators: &[&Indicator], variable: &str) -> Vec<String> {
        if variable == COUNTRY {
            return self.country_codes();
        }
        let mut found: Vec<String> = Vec::new();
        for row in self.rows_of(indicators) {
            for (name, value) in &row.domain {
                if bare(name) == bare(variable) && !found.contains(value) {
                    found.push(value.clone());
                }
            }
        }
        let Some(first) = indicators.first() else { return found };
        let listed = self.answers(&first.form, variable);
        if listed.is_empty() {
            return found;
        }
        listed.into_iter().filter(|code| found.contains(code)).collect()
    }

    fn rows_of<'b>(&'b self, indicators: &'b [&Indicator]) -> impl Iterator<Item = &'a Estimate> {
        let rows = self.material.results.rows.iter();
        rows.filter(|row| indicators.iter().any(|indicator| indicator.id == row.indicator.as_str()))
    }

    /// The name of a value of a domain variable.
    pub(crate) fn value_name(&self, form: &str, variable: &str, value: &str) -> Label {
        match variable == COUNTRY {
            true => match self.material.survey.country(value) {
                Some(country) => self.named(country),
                None => value.into(),
            },
            false => self.choice(form, variable, value).into(),
        }
    }

    /// "All (7 of 8 countries)": the countries that have rows of the indicator. A country
    /// may have sent a form without its roster, so the records of a form do not say it.
    pub(crate) fn overall(&self, indicator: &Indicator) -> String {
        let Some(countries) = self.material.results.reporting.get(indicator.form.as_str()) else {
            return self.say("mark", "overall_plain");
        };
        let of_country = |estimate: &&Estimate| {
            estimate.indicator == indicator.id.value
                && matches!(&estimate.domain[..], [(variable, _)] if variable == COUNTRY)
        };
        let estimates = self.material.results.rows.iter().filter(of_country);
        let mut with_rows: Vec<&str> = estimates
            .filter(|estimate| estimate.n > 0 || estimate.reason == Some(Reason::Suppressed))
            .map(|estimate| estimate.domain[0].1.as_str())
            .collect();
        with_rows.sort_unstable();
        with_rows.dedup();
        let reported = match with_rows.is_empty() {
            true => countries.iter().filter(|country| country.records > 0).count(),
            false => with_rows.len(),
        } as u64;
        let total = countries.len() as u64;
        self.fill(
            "mark",
            "overall",
            &[("reported", &self.count(reported)), ("total", &self.count(total))],
        )
    }

    /// The names that a figure needs of indicators and of the variables it is divided by.
    pub(crate) fn labels(&self, indicators: &[&Indicator], by: &[&str]) -> Labels {
        let mut labels = Labels::default();
        for indicator in indicators {
            let id = indicator.id.value.clone();
            let form = indicator.form.value.as_str();
            labels.indicators.insert(id.clone(), self.indicator_name(indicator).into());
            labels.units.insert(id.clone(), self.unit(indicator));
            for code in self.categories(indicator) {
                let name = self.choice(form, question(indicator), &code);
                labels.categories.insert((id.clone(), code), name.into());
            }
            for variable in by {
                for value in self.values(indicators, variable) {
                    let name = self.value_name(form, variable, &value);
                    labels.values.insert((variable.to_string(), value), name);
                }
            }
        }
        labels.overall = indicators.first().map_or_else(String::new, |one| self.overall(one));
        labels
    }

    /// The categories of an indicator that has some, in the order of the form.
    pub(crate) fn categories(&self, indicator: &Indicator) -> Vec<String> {
        if !matches!(indicator.kind.value, Type::Categories | Type::Multiple) {
            return Vec::new();
        }
        let mut codes: Vec<String> = Vec::new();
        for row in self.rows_of(&[indicator]) {
            match &row.category {
                Some(code) if !codes.contains(code) => codes.push(code.clone()),
                _ => {}
            }
        }
        codes
    }

    /// The number of an indicator in a domain.
    pub(crate) fn estimate(
        &self,
        indicator: &str,
        category: Option<&str>,
        domain: &[(&str, &str)],
    ) -> Option<&'a Estimate> {
        self.material.results.rows.iter().find(|row| {
            row.indicator == indicator
                && row.category.as_deref() == category
                && row.domain.len() == domain.len()
                && domain.iter().all(|(variable, value)| {
                    row.domain.iter().any(|(v, x)| bare(v) == bare(variable) && x == value)
                })
        })
    }

    /// Names of families and indicators by their order in the plan.
    pub(crate) fn family_name(&self, family: &str) -> String {
        match self.texts.find("family", family) {
            Some(name) => name.into(),
            None if family.is_empty() => self.say("page", "other"),
            None => capitalised(&family.replace(['_', '-'], " ")),
        }
    }

    /// Units of figures by the indicator's name, for the data behind them.
    pub(crate) fn units_by_name(&self, indicators: &[&Indicator]) -> BTreeMap<String, Unit> {
        let unit = |one: &&Indicator| (self.indicator_name(one), self.unit(one));
        indicators.iter().map(unit).collect()
    }
}

/// Whether its numbers are between 0 and 1 and read as percentages.
pub(crate) fn is_share(indicator: &Indicator) -> bool {
    matches!(indicator.kind.value, Type::Proportion | Type::Categories | Type::Multiple)
        || (indicator.kind.value == Type::Ratio && indicator.unit == "percent")
}

/// Whether rows are those of the form itself, none left out: its unit is then the base.
pub(crate) fn is_about_all(indicator: &Indicator) -> bool {
    indicator.level == MAIN && indicator.when.is_none() && indicator.kind.value != Type::Ratio
}

/// The question of an indicator with categories.
pub(crate) fn question(indicator: &Indicator) -> &str {
    indicator.value.as_ref().map_or("", |value| bare(value))
}

/// Whether a number counts rows instead of estimating something from them.
pub(crate) fn is_count(estimate: &Estimate) -> bool {
    estimate.statistic == Statistic::Count
}

/// `${name}` without its braces, or the name as it is.
pub(crate) fn bare(variable: &str) -> &str {
    let inner = variable.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    inner.map_or(variable, str::trim)
}

pub(crate) fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}
