//! One indicator in the domains of one set of variables.

use std::collections::{BTreeMap, BTreeSet};

use dataset::Missing;
use survey_schema::{MAIN, Survey};

use crate::design::{Sample, variable};
use crate::disclosure::Contributed;
use crate::estimate::{Cells, Domain, Estimated, Grid, QuantileRow, Row, interval, quantile};
use crate::indicator::{Observed, Records};
use crate::plan::{Indicator, MissingRule, Type};
use crate::results::{CountryRecords, Estimate, Reason, Statistic};

use super::Partition;

/// One indicator, or one of its categories, in one set of domains.
pub(super) struct Cut<'a> {
    pub(super) survey: &'a Survey,
    pub(super) confidence: f64,
    pub(super) indicator: &'a Indicator,
    pub(super) category: Option<&'a str>,
    pub(super) records: &'a Records<'a>,
    pub(super) sample: &'a Sample,
    pub(super) reporting: &'a [CountryRecords],
    pub(super) partition: &'a Partition,
    pub(super) grid: &'a Grid,
    /// What the indicator says of each row of its level.
    pub(super) observed: &'a [Observed],
}

/// What is counted in a domain beside the cells.
#[derive(Clone, Default)]
struct Counts {
    missing: BTreeMap<Missing, u64>,
    /// Main records with a row that has a value.
    contributors: u64,
    last: Option<usize>,
    /// Rows with a value for medians and counts.
    rows: Vec<QuantileRow>,
}

impl Cut<'_> {
    /// The numbers, in the order of domains.
    pub(super) fn numbers(&self) -> Vec<Contributed> {
        let level = self.records.rows(&self.indicator.level);
        let rows = level.iter().zip(self.observed).map(|(row, observed)| {
            match (observed, self.sample.weights[row.record]) {
                (Observed::Number(y, x), Ok(weight)) => Row::Answered { weight, y: *y, x: *x },
                (Observed::Outside, _) => Row::Outside,
                _ => Row::Missing,
            }
        });
        let cells = Cells::collect(&self.sample.design, self.grid, rows);
        let counts = self.counts();
        let arrived = self.arrived();
        let domains = self.partition.domains.iter().zip(counts).enumerate();
        domains
            .map(|(number, (domain, counts))| {
                let mut estimate = self.blank(domain);
                match self.beforehand(domain, &arrived) {
                    Some(reason) => estimate.reason = Some(reason),
                    None => self.fill(&mut estimate, cells.domain(number as u32), &counts),
                }
                Contributed { estimate, contributors: counts.contributors }
            })
            .collect()
    }

    fn counts(&self) -> Vec<Counts> {
        let mut counts = vec![Counts::default(); self.partition.domains.len()];
        let level = self.records.rows(&self.indicator.level);
        let keep = matches!(self.indicator.kind.value, Type::Median | Type::Count);
        for ((row, observed), domain) in level.iter().zip(self.observed).zip(&self.partition.of_row)
        {
            let Some(domain) = domain else { continue };
            let counts = &mut counts[*domain as usize];
            let (y, weight) = match (observed, &self.sample.weights[row.record]) {
                (Observed::Number(y, _), Ok(weight)) => (*y, *weight),
                (Observed::Missing(reason), _) | (Observed::Number(..), Err(reason)) => {
                    *counts.missing.entry(*reason).or_default() += 1;
                    continue;
                }
                _ => continue,
            };
            if self.indicator.kind.value == Type::Count && y == 0.0 {
                continue;
            }
            if counts.last.replace(row.record) != Some(row.record) {
                counts.contributors += 1;
            }
            if keep {
                counts.rows.push(QuantileRow { psu: self.sample.psus[row.record], weight, y });
            }
        }
        counts
    }

    /// The countries with a row of the indicator's level, whatever it answers.
    fn arrived(&self) -> BTreeSet<&str> {
        let occupied: BTreeSet<u32> = self.partition.of_row.iter().flatten().copied().collect();
        let domains = occupied.iter().map(|domain| &self.partition.domains[*domain as usize]);
        let pairs = domains.flatten().filter(|(name, _)| self.is_country(name));
        pairs.map(|(_, country)| country.as_str()).collect()
    }

    /// What is known of a domain before any answer is looked at.
    fn beforehand(&self, domain: &[(String, String)], arrived: &BTreeSet<&str>) -> Option<Reason> {
        for (name, value) in domain {
            let not_applicable = self.indicator.not_applicable.iter();
            let mut same = not_applicable.filter(|(other, _)| variable::bare(other) == name);
            if same.any(|(_, values)| values.contains(value)) {
                return Some(Reason::NotApplicable);
            }
        }
        let (_, country) = domain.iter().find(|(name, _)| self.is_country(name))?;
        let reported = self.reporting.iter().find(|of| of.country == *country)?;
        match reported.records {
            0 if !self.is_planned_in(country) => Some(Reason::NotApplicable),
            0 => Some(Reason::NotReported),
            // Records without a single row of the level: the files that came do not hold it.
            _ if !arrived.contains(country.as_str()) => Some(Reason::NotReported),
            _ => None,
        }
    }

    /// Whether the form is to be filled in there: a country that says how many records it
    /// expects of some forms expects none of the others.
    fn is_planned_in(&self, country: &str) -> bool {
        let of = self.survey.countries.iter().find(|of| of.code == country);
        of.is_none_or(|of| {
            of.expected.is_empty() || of.expected.contains_key(&self.indicator.form.value)
        })
    }

    fn is_country(&self, name: &str) -> bool {
        let form = self.records.form;
        let used = self.survey.form(&form.id);
        let country = used.and_then(|used| used.roles.country.as_deref());
        country == Some(variable::question_of(self.survey, form, name))
    }

    fn blank(&self, domain: &[(String, String)]) -> Estimate {
        let (form, level) = (&self.indicator.form.value, &self.indicator.level.value);
        let used = self.survey.form(form);
        let unit = match level.as_str() {
            MAIN => used.map(|used| used.unit.clone()),
            _ => used.and_then(|used| used.level_units.get(level).cloned()),
        };
        Estimate {
            indicator: self.indicator.id.value.clone(),
            category: self.category.map(String::from),
            domain: domain.to_vec(),
            form: form.clone(),
            level: level.clone(),
            unit: unit.unwrap_or_else(|| level.clone()),
            statistic: match self.indicator.kind.value {
                Type::Proportion | Type::Categories | Type::Multiple => Statistic::Proportion,
                Type::Mean => Statistic::Mean,
                Type::Ratio => Statistic::Ratio,
                Type::Total => Statistic::Total,
                Type::Median => Statistic::Median,
                Type::Count => Statistic::Count,
            },
            design: self.sample.kind,
            value: None,
            standard_error: None,
            low: None,
            high: None,
            confidence: None,
            degrees_of_freedom: None,
            design_effect: None,
            n: 0,
            weighted_n: 0.0,
            psus: 0,
            missing: BTreeMap::new(),
            method: String::new(),
            reason: None,
        }
    }

    fn fill(&self, estimate: &mut Estimate, domain: Domain<'_>, counts: &Counts) {
        estimate.missing = counts.missing.clone();
        if self.indicator.kind.value == Type::Count {
            return self.fill_count(estimate, domain, counts);
        }
        let found = if self.indicator.kind.value == Type::Total {
            domain.total()
        } else if self.indicator.kind.value == Type::Ratio {
            domain.ratio()
        } else {
            domain.mean()
        };
        let found = match found {
            Ok(found) => found,
            Err(reason) => {
                estimate.reason = Some(reason);
                return;
            }
        };
        estimate.value = Some(found.value);
        (estimate.n, estimate.weighted_n, estimate.psus) = (found.n, found.weighted_n, found.psus);
        estimate.method = self.method(estimate);
        let median = (self.indicator.kind.value == Type::Median)
            .then(|| self.median(&found, counts))
            .flatten();
        if let Some(median) = &median {
            estimate.value = Some(median.value);
        }
        if !self.sample.kind.allows_inference() {
            estimate.reason = Some(Reason::NoInference);
            return;
        }
        estimate.degrees_of_freedom = Some(found.degrees_of_freedom);
        let (error, interval) = match median {
            Some(median) => {
                estimate.reason = median.reason;
                (median.standard_error, (median.low, median.high))
            }
            None => self.linear(estimate, &found),
        };
        estimate.standard_error = error;
        (estimate.low, estimate.high) = interval;
        estimate.confidence =
            (estimate.low.is_some() || estimate.high.is_some()).then_some(self.confidence);
    }

    /// Standard error, interval, design effect and reason of all but medians and counts.
    fn linear(
        &self,
        estimate: &mut Estimate,
        found: &Estimated,
    ) -> (Option<f64>, (Option<f64>, Option<f64>)) {
        let is_proportion = estimate.statistic == Statistic::Proportion;
        let interval = if is_proportion {
            interval::proportion(self.indicator.interval, found, self.confidence)
        } else {
            interval::student(found, self.confidence)
        };
        let alike = if is_proportion {
            interval::is_degenerate(found)
        } else {
            found.standard_error == Ok(0.0)
        };
        if let Err(reason) = interval {
            estimate.reason = Some(reason);
            return (found.standard_error.ok(), (None, None));
        }
        if alike {
            // No spread was seen: a standard error of 0 would claim certainty.
            estimate.reason = Some(Reason::Degenerate);
            let one_sided = interval.ok().filter(|_| is_proportion);
            return (None, (one_sided.map(|ends| ends.0), one_sided.map(|ends| ends.1)));
        }
        estimate.design_effect = found.design_effect;
        let ends = interval.ok();
        (found.standard_error.ok(), (ends.map(|ends| ends.0), ends.map(|ends| ends.1)))
    }

    fn median(&self, found: &Estimated, counts: &Counts) -> Option<crate::estimate::Quantile> {
        let df = found.degrees_of_freedom;
        quantile(&self.sample.design, &counts.rows, 0.5, df, self.confidence)
    }

    /// A count is of the rows at hand, not an estimate.
    fn fill_count(&self, estimate: &mut Estimate, domain: Domain<'_>, counts: &Counts) {
        let n = counts.rows.len() as u64;
        let all_missing = n == 0 && domain.rows() > 0 && domain.mean().is_err();
        estimate.reason = Some(if all_missing { Reason::AllMissing } else { Reason::NoInference });
        if all_missing {
            return;
        }
        estimate.value = Some(n as f64);
        estimate.n = n;
        estimate.weighted_n = counts.rows.iter().map(|row| row.weight).sum();
        let mut psus: Vec<u32> = counts.rows.iter().map(|row| row.psu).collect();
        psus.sort_unstable();
        psus.dedup();
        estimate.psus = psus.len() as u64;
        estimate.method = "count".into();
    }

    /// How value and interval are computed, in words of files separated by `/`.
    fn method(&self, estimate: &Estimate) -> String {
        let mut words = Vec::new();
        if self.sample.kind.allows_inference() {
            match estimate.statistic {
                Statistic::Median => words.push("woodruff"),
                Statistic::Proportion => words.extend(["taylor", self.indicator.interval.as_str()]),
                _ => words.extend(["taylor", "student"]),
            }
        } else {
            words.push(if self.sample.weighted { "weighted" } else { "unweighted" });
        }
        if self.indicator.missing == MissingRule::Zero {
            words.push("missing-as-zero");
        }
        if estimate.domain.is_empty() {
            words.push("pooled");
        }
        words.join("/")
    }
}
