//! All numbers of a plan: every indicator in every domain.

mod number;
mod partition;

use std::borrow::Cow;
use std::collections::BTreeMap;

use dataset::Dataset;
use survey_schema::{Form, MAIN, Survey};

use crate::design::{Sample, variable};
use crate::disclosure::{self, Contributed};
use crate::estimate::Grid;
use crate::indicator::{Observed, Observer, Records, chosen};
use crate::plan::{Indicator, Plan, Type};
use crate::results::{CountryRecords, Results};
use number::Cut;
use partition::Partition;

/// Computes all indicators of a plan in all their domains, everyone first.
///
/// Countries that sent nothing for a form have a row that says so. Numbers made from
/// too few contributors are hidden, and with them those that would give them away.
/// The plan should be free of errors ([`Plan::check`]): indicators whose form is
/// unknown or whose expressions cannot be parsed give no rows.
pub fn analyse(survey: &Survey, plan: &Plan, forms: &[Form], dataset: &Dataset) -> Results {
    let mut results = Results::default();
    let mut data = BTreeMap::new();
    for form in forms {
        let records = Records::new(form, dataset);
        results.reporting.insert(form.id.clone(), reporting(survey, &records));
        let sample = Sample::new(plan.designs.get(form.id.as_str()), survey, &records);
        data.insert(
            form.id.as_str(),
            FormData { survey, plan, records, sample, cuts: BTreeMap::new() },
        );
    }
    for indicator in &plan.indicators {
        let Some(of_form) = data.get_mut(indicator.form.as_str()) else { continue };
        let reporting = results.reporting.get(indicator.form.as_str());
        let mut rows = of_form.indicator(indicator, reporting.map_or(&[], Vec::as_slice));
        let privacy = &survey.privacy;
        let minimum = if indicator.sensitive {
            privacy.minimum_contributors_sensitive
        } else {
            privacy.minimum_contributors
        };
        disclosure::hide(&mut rows, minimum);
        results.rows.extend(rows.into_iter().map(|row| row.estimate));
    }
    results
}

/// How many records each country of the survey sent for a form.
fn reporting(survey: &Survey, records: &Records<'_>) -> Vec<CountryRecords> {
    let question = variable::question_of(survey, records.form, variable::COUNTRY);
    let rows = records.rows(MAIN).iter();
    let codes: Vec<_> = rows.filter_map(|row| records.text(question, MAIN, *row).ok()).collect();
    let of_country = |country: &survey_schema::survey::Country| CountryRecords {
        country: country.code.clone(),
        records: codes.iter().filter(|code| **code == country.code).count() as u64,
        expected: country.expected.get(&records.form.id).copied(),
    };
    survey.countries.iter().map(of_country).collect()
}

/// The rows of a form and how they are divided.
struct FormData<'a> {
    survey: &'a Survey,
    plan: &'a Plan,
    records: Records<'a>,
    sample: Sample,
    /// Domains and cells by level and variables: they serve all indicators.
    cuts: BTreeMap<(String, Vec<String>), (Partition, Grid)>,
}

impl FormData<'_> {
    fn indicator(
        &mut self,
        indicator: &Indicator,
        reporting: &[CountryRecords],
    ) -> Vec<Contributed> {
        let Some(observer) = Observer::new(indicator) else { return Vec::new() };
        let level = indicator.level.as_str();
        let rows = self.records.rows(level).iter();
        let observed: Vec<Observed> = rows
            .map(|row| match self.not_applicable(indicator, *row) {
                true => Observed::Outside,
                false => observer.observe(&self.records, *row),
            })
            .collect();
        let sets: Vec<Vec<String>> =
            [Vec::new()].into_iter().chain(indicator.by.value.iter().cloned()).collect();
        for set in &sets {
            self.cut(level, set);
        }
        let mut rows = Vec::new();
        for category in self.categories(indicator, &observer) {
            let of_category: Cow<'_, [Observed]> = match &category {
                Some(code) => observed.iter().map(|row| chosen(row, code)).collect(),
                None => Cow::Borrowed(observed.as_slice()),
            };
            for set in &sets {
                let Some((partition, grid)) = self.cuts.get(&(level.to_string(), set.clone()))
                else {
                    continue;
                };
                let cut = Cut {
                    survey: self.survey,
                    confidence: self.plan.confidence.value,
                    indicator,
                    category: category.as_deref(),
                    records: &self.records,
                    sample: &self.sample,
                    reporting,
                    partition,
                    grid,
                    observed: &of_category,
                };
                rows.extend(cut.numbers());
            }
        }
        rows
    }

    /// Whether the plan says that the number has no meaning for a row.
    fn not_applicable(&self, indicator: &Indicator, row: crate::indicator::RowOf) -> bool {
        indicator.not_applicable.iter().any(|(name, values)| {
            let question = variable::question_of(self.survey, self.records.form, name);
            let text = self.records.text(question, &indicator.level, row);
            text.is_ok_and(|text| values.iter().any(|value| *value == text))
        })
    }

    /// The choices of `categories` and `multiple` that are answers; else one `None`.
    fn categories(&self, indicator: &Indicator, observer: &Observer<'_>) -> Vec<Option<String>> {
        if !matches!(indicator.kind.value, Type::Categories | Type::Multiple) {
            return vec![None];
        }
        let form = self.records.form;
        let placed = observer.question().and_then(|name| form.question(name));
        let Some(placed) = placed else { return Vec::new() };
        let missing = &self.survey.missing;
        let is_answer = |code: &&String| {
            ![&missing.dont_know, &missing.refused, &missing.not_applicable]
                .iter()
                .any(|codes| codes.contains(code))
        };
        let list = form.list_of(placed.question);
        let codes = list.iter().flat_map(|list| &list.choices).map(|choice| &choice.code);
        let mut found: Vec<Option<String>> = codes.filter(is_answer).cloned().map(Some).collect();
        let other = Some("other".to_string());
        let or_other = placed.question.kind.select().is_some_and(|select| select.or_other);
        if or_other && !found.contains(&other) {
            found.push(other);
        }
        found
    }

    fn cut(&mut self, level: &str, set: &[String]) {
        let key = (level.to_string(), set.to_vec());
        if self.cuts.contains_key(&key) {
            return;
        }
        let partition = Partition::new(self.survey, &self.records, level, set);
        let rows = self.records.rows(level).iter().zip(&partition.of_row);
        let psus = &self.sample.psus;
        let places = rows.map(|(row, domain)| domain.map(|domain| (domain, psus[row.record])));
        let grid = Grid::new(partition.domains.len() as u32, places);
        self.cuts.insert(key, (partition, grid));
    }
}

#[cfg(test)]
mod tests;
