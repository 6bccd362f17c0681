//! From the results table to what charts are given.
//!
//! A [`Selection`] says which part of the table, by which variable, under which names.
//! A value of that variable without a row is told as a country that sent nothing, or
//! as one without an answer when it sent something else: never left out, never zero.

use std::collections::BTreeMap;

use super::bars::{BarRow, BarsData};
use super::data::{Absence, Datum, Unit, Value};
use super::dumbbell::{DumbbellData, DumbbellRow};
use super::frame::Frame;
use super::heat::{Direction, HeatData, HeatRow};
use super::layout::Label;
use super::likert::{Arrangement, LikertCategory, LikertData, LikertRow, Side};
use crate::map::{MapCountry, MapData, SiteCell};
use crate::results::{DesignKind, Estimate, Reason, Statistic};

/// Names of what the results call by codes. What has no name here keeps its code.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// By indicator id.
    pub indicators: BTreeMap<String, Label>,
    /// By indicator id and category code.
    pub categories: BTreeMap<(String, String), Label>,
    /// By domain variable and value; the names of countries are here.
    pub values: BTreeMap<(String, String), Label>,
    /// By indicator id; shares are whole percentages and other numbers have one decimal
    /// where there is none.
    pub units: BTreeMap<String, Unit>,
    /// Name of everyone together, such as "All (7 of 8 countries)".
    pub overall: String,
}

/// Which part of the results a figure shows.
#[derive(Clone, Debug)]
pub struct Selection<'a> {
    /// The results table.
    pub results: &'a [Estimate],
    /// Names.
    pub labels: &'a Labels,
    /// The variable whose values are rows, such as `country`.
    pub by: &'a str,
    /// Its values in the order of the figure, all that were to report. When it is empty,
    /// those of the results in their order.
    pub order: &'a [String],
}

/// An indicator, or one category of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure<'a> {
    /// Indicator id.
    pub indicator: &'a str,
    /// Category code, for indicators that have categories.
    pub category: Option<&'a str>,
}

impl BarsData {
    /// A bar for each value, everyone together apart when the results have them.
    pub fn from_results(selection: &Selection<'_>, measure: Measure<'_>, frame: Frame) -> Self {
        let rows = selection.values(&[measure]).into_iter().map(|value| BarRow {
            label: selection.name(&value),
            datum: selection.datum(measure, &[(selection.by, &value)]),
        });
        let rows = rows.collect();
        let overall = selection.find(measure, &[]).map(|estimate| BarRow {
            label: selection.labels.overall.as_str().into(),
            datum: datum(estimate),
        });
        BarsData {
            frame,
            unit: selection.unit(measure),
            rows,
            overall,
            confidence: selection.confidence(measure),
        }
    }
}

impl LikertData {
    /// A stack for each value. `categories` are codes in the order of the scale.
    pub fn from_results(
        selection: &Selection<'_>,
        indicator: &str,
        categories: &[(String, Side)],
        arrangement: Arrangement,
        poles: Option<(String, String)>,
        frame: Frame,
    ) -> Self {
        let measures: Vec<Measure<'_>> = categories
            .iter()
            .map(|(code, _)| Measure { indicator, category: Some(code) })
            .collect();
        let mut rows: Vec<LikertRow> = selection
            .values(&measures)
            .into_iter()
            .map(|value| {
                stack(
                    selection,
                    &measures,
                    &[(selection.by, &value)],
                    selection.name(&value),
                    false,
                )
            })
            .collect();
        if measures.iter().any(|measure| selection.find(*measure, &[]).is_some()) {
            rows.push(stack(
                selection,
                &measures,
                &[],
                selection.labels.overall.as_str().into(),
                true,
            ));
        }
        let categories = categories
            .iter()
            .map(|(code, side)| LikertCategory {
                label: selection.category(indicator, code),
                side: *side,
            })
            .collect();
        LikertData { frame, categories, arrangement, rows, poles }
    }
}

impl HeatData {
    /// A row for each indicator, a column for each value.
    pub fn from_results(
        selection: &Selection<'_>,
        rows: &[(Measure<'_>, Direction)],
        frame: Frame,
    ) -> Self {
        let measures: Vec<Measure<'_>> = rows.iter().map(|(measure, _)| *measure).collect();
        let values = selection.values(&measures);
        let rows = rows
            .iter()
            .map(|(measure, direction)| HeatRow {
                label: selection.measure(*measure),
                unit: selection.unit(*measure),
                direction: *direction,
                cells: values
                    .iter()
                    .map(|value| selection.datum(*measure, &[(selection.by, value)]))
                    .collect(),
            })
            .collect();
        HeatData {
            frame,
            columns: values.iter().map(|value| selection.name(value)).collect(),
            rows,
        }
    }
}

impl DumbbellData {
    /// A pair for each value: the two values of a second variable, such as `sex`.
    pub fn from_results(
        selection: &Selection<'_>,
        measure: Measure<'_>,
        across: &str,
        pair: [&str; 2],
        frame: Frame,
    ) -> Self {
        let rows = selection.values(&[measure]).into_iter().map(|value| DumbbellRow {
            label: selection.name(&value),
            values: pair
                .map(|side| selection.datum(measure, &[(selection.by, &value), (across, side)])),
        });
        let rows = rows.collect();
        let overall = pair.iter().any(|side| selection.find(measure, &[(across, side)]).is_some());
        let overall = overall.then(|| DumbbellRow {
            label: selection.labels.overall.as_str().into(),
            values: pair.map(|side| selection.datum(measure, &[(across, side)])),
        });
        DumbbellData {
            frame,
            unit: selection.unit(measure),
            series: pair.map(|side| selection.named(across, side)),
            rows,
            overall,
            confidence: selection.confidence(measure),
        }
    }
}

impl MapData {
    /// A class for each country, or one colour for all without a measure. The values of
    /// the selection's variable are codes of the boundaries.
    pub fn from_results(
        selection: &Selection<'_>,
        measure: Option<Measure<'_>>,
        breaks: Vec<f64>,
        sites: Vec<SiteCell>,
        sites_title: String,
        frame: Frame,
    ) -> Self {
        let codes = match measure {
            Some(measure) => selection.values(&[measure]),
            None => selection.order.to_vec(),
        };
        let countries = codes
            .into_iter()
            .map(|code| MapCountry {
                label: selection.name(&code),
                datum: measure.map(|measure| selection.datum(measure, &[(selection.by, &code)])),
                code,
            })
            .collect();
        let unit = measure.map_or(Unit::PERCENT, |measure| selection.unit(measure));
        MapData { frame, unit, countries, breaks, sites, sites_title }
    }
}

/// What an estimate shows.
pub fn datum(estimate: &Estimate) -> Datum {
    let hidden = match estimate.reason {
        Some(Reason::NotReported) => Some(Absence::NotReported),
        Some(Reason::NotApplicable) => Some(Absence::NotApplicable),
        Some(Reason::Suppressed | Reason::SuppressedComplement) => Some(Absence::Suppressed),
        _ => None,
    };
    match (hidden, estimate.value) {
        (Some(absence), _) => Datum::Absent(absence),
        (None, None) => Datum::Absent(Absence::NoAnswer),
        (None, Some(value)) => Datum::Value(Value {
            value,
            low: estimate.low,
            high: estimate.high,
            // A count is what it is, however small: it is not estimated from n rows.
            n: (estimate.statistic != Statistic::Count).then_some(estimate.n),
            indicative: matches!(
                estimate.design,
                DesignKind::Purposive | DesignKind::Convenience | DesignKind::Unknown
            ),
        }),
    }
}

impl<'a> Selection<'a> {
    /// The values of the variable, in the order of the figure.
    fn values(&self, measures: &[Measure<'_>]) -> Vec<String> {
        if !self.order.is_empty() {
            return self.order.to_vec();
        }
        let mut values: Vec<String> = Vec::new();
        for estimate in self.results {
            let wanted = measures.iter().any(|measure| measure.is(estimate));
            for (variable, value) in &estimate.domain {
                if wanted && variable == self.by && !values.contains(value) {
                    values.push(value.clone());
                }
            }
        }
        values
    }

    /// The estimate of exactly that domain, in any order of its variables.
    fn find(&self, measure: Measure<'_>, domain: &[(&str, &str)]) -> Option<&'a Estimate> {
        self.results.iter().find(|estimate| {
            measure.is(estimate)
                && estimate.domain.len() == domain.len()
                && domain.iter().all(|(variable, value)| {
                    estimate.domain.iter().any(|(v, x)| v == variable && x == value)
                })
        })
    }

    fn datum(&self, measure: Measure<'_>, domain: &[(&str, &str)]) -> Datum {
        match self.find(measure, domain) {
            Some(estimate) => datum(estimate),
            None => Datum::Absent(self.silence(measure, domain)),
        }
    }

    /// Why there is no row: nothing at all was sent, or nobody is in the group.
    fn silence(&self, measure: Measure<'_>, domain: &[(&str, &str)]) -> Absence {
        let level_of = |row: &'a Estimate| (row.form.as_str(), row.level.as_str());
        let level = self.results.iter().find(|row| measure.is(row)).map(level_of);
        let heard = self.results.iter().any(|row| {
            Some(level_of(row)) == level
                && row.n > 0
                && domain.iter().any(|(variable, value)| {
                    *variable == self.by
                        && row.domain.iter().any(|(v, x)| v == variable && x == value)
                })
        });
        if heard { Absence::NoAnswer } else { Absence::NotReported }
    }

    fn name(&self, value: &str) -> Label {
        self.named(self.by, value)
    }

    fn named(&self, variable: &str, value: &str) -> Label {
        let key = (variable.to_string(), value.to_string());
        self.labels.values.get(&key).cloned().unwrap_or_else(|| value.into())
    }

    fn category(&self, indicator: &str, code: &str) -> Label {
        let key = (indicator.to_string(), code.to_string());
        self.labels.categories.get(&key).cloned().unwrap_or_else(|| code.into())
    }

    /// The name of an indicator, with its category where it has one.
    fn measure(&self, measure: Measure<'_>) -> Label {
        let id = measure.indicator;
        let name = self.labels.indicators.get(id).cloned().unwrap_or_else(|| id.into());
        match measure.category {
            None => name,
            Some(code) => {
                let category = self.category(id, code);
                let short = category.short.clone().unwrap_or_else(|| category.text.clone());
                Label::with_short(format!("{}, {}", name.text, category.text), short)
            }
        }
    }

    fn unit(&self, measure: Measure<'_>) -> Unit {
        if let Some(unit) = self.labels.units.get(measure.indicator) {
            return unit.clone();
        }
        let statistic = self.results.iter().find(|row| measure.is(row)).map(|row| row.statistic);
        let decimals = match statistic {
            None | Some(Statistic::Proportion) => return Unit::PERCENT,
            Some(Statistic::Count | Statistic::Total) => 0,
            Some(Statistic::Mean | Statistic::Ratio | Statistic::Median) => 1,
        };
        Unit::Number { decimals, word: String::new() }
    }

    fn confidence(&self, measure: Measure<'_>) -> Option<f64> {
        self.results.iter().filter(|row| measure.is(row)).find_map(|row| row.confidence)
    }
}

impl Measure<'_> {
    fn is(&self, estimate: &Estimate) -> bool {
        estimate.indicator == self.indicator && estimate.category.as_deref() == self.category
    }
}

/// The shares of all categories in a domain: all, or none.
fn stack(
    selection: &Selection<'_>,
    measures: &[Measure<'_>],
    domain: &[(&str, &str)],
    label: Label,
    overall: bool,
) -> LikertRow {
    let found: Vec<Option<&Estimate>> =
        measures.iter().map(|m| selection.find(*m, domain)).collect();
    let mut shares: Vec<Option<f64>> = Vec::new();
    let mut absence = None;
    for estimate in &found {
        match estimate.map(datum) {
            Some(Datum::Value(value)) => shares.push(Some(value.value)),
            Some(Datum::Absent(why)) => absence = absence.or(Some(why)),
            None => shares.push(None),
        }
    }
    let known: f64 = shares.iter().flatten().sum();
    let gaps = shares.iter().any(Option::is_none);
    let shares = match absence {
        Some(why) => Err(why),
        None if found.iter().all(Option::is_none) => Err(measures
            .first()
            .map_or(Absence::NoAnswer, |measure| selection.silence(*measure, domain))),
        // A category without a row is nobody's answer only when the others are all answers.
        None if gaps && (known - 1.0).abs() > 1e-6 => Err(Absence::NoAnswer),
        None => Ok(shares.into_iter().map(|share| share.unwrap_or(0.0)).collect()),
    };
    let first = found.iter().flatten().next();
    LikertRow {
        label,
        n: if shares.is_ok() { first.map(|estimate| estimate.n) } else { None },
        shares,
        indicative: first.is_some_and(|estimate| {
            matches!(datum(estimate), Datum::Value(Value { indicative: true, .. }))
        }),
        overall,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::*;

    fn estimate(category: Option<&str>, domain: &[(&str, &str)], value: Option<f64>) -> Estimate {
        Estimate {
            indicator: "water".into(),
            category: category.map(String::from),
            domain: domain.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect(),
            form: "household".into(),
            level: "main".into(),
            unit: "household".into(),
            statistic: Statistic::Proportion,
            design: DesignKind::Probability,
            value,
            standard_error: None,
            low: value.map(|v| v - 0.1),
            high: value.map(|v| v + 0.1),
            confidence: Some(0.95),
            degrees_of_freedom: None,
            design_effect: None,
            n: 100,
            weighted_n: 100.0,
            psus: 10,
            missing: BTreeMap::new(),
            method: "taylor".into(),
            reason: None,
        }
    }

    fn frame() -> Frame {
        Frame {
            id: "x".into(),
            language: Language::En,
            title: String::new(),
            subtitle: String::new(),
            source: String::new(),
            note: String::new(),
            synthetic: true,
        }
    }

    const WATER: Measure<'static> = Measure { indicator: "water", category: None };

    #[test]
    fn a_country_without_a_row_did_not_report() {
        let results = [
            estimate(None, &[("country", "XAA")], Some(0.5)),
            estimate(None, &[], Some(0.4)),
            estimate(None, &[("country", "XAA"), ("sex", "f")], Some(0.3)),
        ];
        let order = ["XBB".to_string(), "XAA".to_string()];
        let labels = Labels { overall: "All".into(), ..Labels::default() };
        let selection =
            Selection { results: &results, labels: &labels, by: "country", order: &order };
        let data = BarsData::from_results(&selection, WATER, frame());
        assert_eq!(data.rows[0].datum, Datum::Absent(Absence::NotReported));
        assert_eq!(data.rows[1].datum.shown().unwrap().value, 0.5);
        assert_eq!(data.overall.unwrap().datum.shown().unwrap().value, 0.4);
        assert_eq!(data.confidence, Some(0.95));
        let pairs = DumbbellData::from_results(&selection, WATER, "sex", ["f", "m"], frame());
        assert_eq!(pairs.rows[1].values[0].shown().unwrap().value, 0.3);
        assert_eq!(pairs.rows[1].values[1], Datum::Absent(Absence::NoAnswer));
        assert_eq!(pairs.rows[0].values, [Datum::Absent(Absence::NotReported); 2]);
    }

    #[test]
    fn hidden_numbers_stay_hidden_and_weak_designs_are_indicative() {
        let mut hidden = estimate(None, &[], Some(0.5));
        hidden.reason = Some(Reason::SuppressedComplement);
        assert_eq!(datum(&hidden), Datum::Absent(Absence::Suppressed));
        let mut purposive = estimate(None, &[], Some(0.5));
        purposive.design = DesignKind::Purposive;
        assert!(datum(&purposive).shown().unwrap().indicative);
        let mut census = estimate(None, &[], Some(0.5));
        census.design = DesignKind::Census;
        assert!(!datum(&census).shown().unwrap().indicative);
        let mut count = estimate(None, &[], Some(7.0));
        (count.statistic, count.n) = (Statistic::Count, 7);
        assert_eq!(datum(&count).shown().unwrap().value, 7.0);
    }

    #[test]
    fn a_stack_is_whole_or_absent() {
        let by = |country| [("country", country)];
        let mut hidden = estimate(Some("no"), &by("XCC"), None);
        hidden.reason = Some(Reason::Suppressed);
        let results = [
            estimate(Some("yes"), &by("XAA"), Some(1.0)),
            estimate(Some("yes"), &by("XBB"), Some(0.6)),
            estimate(Some("yes"), &by("XCC"), Some(0.9)),
            hidden,
        ];
        let labels = Labels::default();
        let selection = Selection { results: &results, labels: &labels, by: "country", order: &[] };
        let categories = [("no".to_string(), Side::Against), ("yes".to_string(), Side::InFavour)];
        let data = LikertData::from_results(
            &selection,
            "water",
            &categories,
            Arrangement::Stacked,
            None,
            frame(),
        );
        let shares: Vec<_> = data.rows.iter().map(|row| row.shares.clone()).collect();
        assert_eq!(shares, [Ok(vec![0.0, 1.0]), Err(Absence::NoAnswer), Err(Absence::Suppressed)]);
    }
}
