//! Weighted quantiles with their intervals.

mod root;
mod rule;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(crate) use rule::Distribution;
pub use rule::Rule;

use crate::design::Design;
use crate::estimate::distribution::student_quantile;
use crate::estimate::interval::{self, ProportionInterval};
use crate::estimate::linear::Estimated;
use crate::estimate::sampled::{Linearised, Sampled};
use crate::estimate::statistics;
use crate::estimate::variance;
use crate::results::Reason;

/// A row with a value, for quantiles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuantileRow {
    /// Number of its PSU.
    pub psu: u32,
    /// Weight.
    pub weight: f64,
    /// Value.
    pub y: f64,
}

/// A quantile with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// The value.
    pub value: f64,
    /// Half the interval's width over t; `None` when an end of it is beyond the data.
    pub standard_error: Option<f64>,
    /// Lower end; `None` when it is beyond the data.
    pub low: Option<f64>,
    /// Upper end; `None` when it is beyond the data.
    pub high: Option<f64>,
    /// Why there is no interval at all.
    pub reason: Option<Reason>,
}

/// How the interval of a quantile is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuantileInterval {
    /// Woodruff (1952): Student's interval of the share of rows up to the quantile,
    /// read back through the distribution.
    #[default]
    Mean,
    /// The same with the exact interval of the share, see [`ProportionInterval::Beta`].
    Beta,
    /// The same on the logit scale.
    Xlogit,
    /// The same on the arcsine scale.
    Asin,
    /// Francisco and Fuller (1991): the values at which the share of rows above them
    /// is not rejected.
    Score,
    /// Student's interval of the quantile itself; for replicates only.
    Quantile,
}

/// The p-quantile of rows in a domain, with Woodruff's interval. It is
/// R's `svyquantile(interval.type = "mean", qrule = "math")`. `None` without rows.
pub fn quantile(
    design: &Design,
    rows: &[QuantileRow],
    p: f64,
    degrees_of_freedom: f64,
    confidence: f64,
) -> Option<Quantile> {
    let distribution = Distribution::new(rows.iter().map(|row| (row.y, row.weight)))?;
    let value = distribution.quantile(Rule::Math, p);
    let ends = share_up_to(design, rows, value).and_then(|(share, error)| {
        let critical = student_quantile((1.0 + confidence) / 2.0, degrees_of_freedom);
        let half = critical.ok_or(Reason::OnePsu)? * error;
        Ok((share - half, share + half))
    });
    Some(read_back(&distribution, Rule::Math, value, ends, degrees_of_freedom, confidence))
}

/// The share of rows with values up to `limit`, and its standard error.
fn share_up_to(design: &Design, rows: &[QuantileRow], limit: f64) -> Result<(f64, f64), Reason> {
    let mut psus: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for row in rows {
        let (all, below) = psus.entry(row.psu).or_default();
        *all += row.weight;
        *below += if row.y <= limit { row.weight } else { 0.0 };
    }
    let all: f64 = psus.values().map(|sums| sums.0).sum();
    let share = psus.values().map(|sums| sums.1).sum::<f64>() / all;
    let scores = psus.iter().map(|(&psu, sums)| (psu, (sums.1 - share * sums.0) / all));
    Ok((share, variance::of_total(design, scores)?.sqrt()))
}

/// The ends of the interval of a share, read back through the distribution.
fn read_back(
    distribution: &Distribution,
    rule: Rule,
    value: f64,
    ends: Result<(f64, f64), Reason>,
    degrees_of_freedom: f64,
    confidence: f64,
) -> Quantile {
    let mut found = Quantile { value, standard_error: None, low: None, high: None, reason: None };
    match ends {
        Err(reason) => found.reason = Some(reason),
        Ok((low, high)) => {
            found.low = (low >= 0.0).then(|| distribution.quantile(rule, low));
            found.high = (high <= 1.0).then(|| distribution.quantile(rule, high));
            found.standard_error = found.low.zip(found.high).and_then(|(low, high)| {
                let critical = student_quantile((1.0 + confidence) / 2.0, degrees_of_freedom)?;
                Some((high - low) / (2.0 * critical))
            });
        }
    }
    found
}

/// What is asked of a quantile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    /// The share, between 0 and 1.
    pub p: f64,
    /// How it is read from the values.
    pub rule: Rule,
    /// How its interval is made.
    pub interval: QuantileInterval,
    /// Degrees of freedom of the interval.
    pub degrees_of_freedom: f64,
    /// Coverage of the interval.
    pub confidence: f64,
}

impl Sampled<'_> {
    /// A quantile of a column with its interval.
    ///
    /// # Errors
    /// [`Reason::EmptyDomain`] without rows.
    pub fn quantile(&self, column: &[f64], asked: Asked) -> Result<Quantile, Reason> {
        let weights = self.weights();
        let rows = column.iter().copied().zip(weights.iter().copied());
        let distribution = Distribution::new(rows).ok_or(Reason::EmptyDomain)?;
        let value = distribution.quantile(asked.rule, asked.p);
        let (df, confidence) = (asked.degrees_of_freedom, asked.confidence);
        match asked.interval {
            QuantileInterval::Score => Ok(self.by_scores(column, &distribution, value, asked)),
            QuantileInterval::Quantile => self.by_replicates(column, value, asked),
            _ => {
                let ends = self.share_interval(column, value, asked);
                Ok(read_back(&distribution, asked.rule, value, ends, df, confidence))
            }
        }
    }

    fn share_interval(
        &self,
        column: &[f64],
        value: f64,
        asked: Asked,
    ) -> Result<(f64, f64), Reason> {
        let below: Vec<f64> = column.iter().map(|y| f64::from(*y <= value)).collect();
        let share = self.proportion(&below, asked.degrees_of_freedom)?;
        let method = match asked.interval {
            QuantileInterval::Beta => ProportionInterval::Beta,
            QuantileInterval::Xlogit => ProportionInterval::Logit,
            QuantileInterval::Asin => ProportionInterval::Asin,
            _ => return interval::student(&share, asked.confidence),
        };
        interval::proportion(method, &share, asked.confidence)
    }

    /// A mean of zeros and ones in the form that intervals take.
    ///
    /// # Errors
    /// [`Reason::EmptyDomain`] without rows.
    pub fn proportion(&self, column: &[f64], df: f64) -> Result<Estimated, Reason> {
        let columns = [column.to_vec()];
        let mean = self.estimate(|weights| statistics::means(weights, &columns))?;
        let weights = self.weights();
        let weighted_n: f64 = weights.iter().sum();
        Ok(Estimated {
            value: mean.values[0],
            standard_error: mean.standard_error(0),
            design_effect: None,
            n: self.n(),
            weighted_n,
            kish_n: weighted_n.powi(2) / weights.iter().map(|weight| weight * weight).sum::<f64>(),
            psus: 0,
            degrees_of_freedom: df,
        })
    }

    /// The values at which the score of the share above them is ±t standard errors.
    fn by_scores(
        &self,
        column: &[f64],
        distribution: &Distribution,
        value: f64,
        asked: Asked,
    ) -> Quantile {
        let mut found =
            Quantile { value, standard_error: None, low: None, high: None, reason: None };
        let (df, confidence) = (asked.degrees_of_freedom, asked.confidence);
        let Some(critical) = student_quantile((1.0 + confidence) / 2.0, df) else {
            found.reason = Some(Reason::OnePsu);
            return found;
        };
        let score = |limit: f64, wanted: f64| -> Option<f64> {
            let above = column.iter().map(|y| f64::from(*y > limit) - (1.0 - asked.p));
            let columns = [above.collect()];
            let mean = self.estimate(|weights| statistics::means(weights, &columns)).ok()?;
            Some(mean.values[0] / mean.standard_error(0).ok()? - wanted)
        };
        let (least, greatest) = distribution.range();
        let values = distribution.values();
        let margin = (ordinary(values, 0.75) - ordinary(values, 0.25)) / 100.0;
        let bracket = (least + margin, greatest - margin);
        let tolerance = 1.0 / (100.0 * (self.n() as f64).sqrt());
        let end = |wanted: f64| {
            let limit = root::root(|x| score(x, wanted), bracket, tolerance)?;
            let below = values.iter().filter(|y| **y <= limit).count();
            let share = below as f64 / values.len() as f64;
            Some(distribution.quantile(asked.rule, share))
        };
        (found.low, found.high) = (end(critical), end(-critical));
        if found.low.is_none() && found.high.is_none() {
            found.reason = Some(Reason::OnePsu);
        }
        let ends = found.low.zip(found.high);
        found.standard_error = ends.map(|(low, high)| (high - low) / (2.0 * critical));
        found
    }

    fn by_replicates(&self, column: &[f64], value: f64, asked: Asked) -> Result<Quantile, Reason> {
        let mut found =
            Quantile { value, standard_error: None, low: None, high: None, reason: None };
        let of = |weights: &[f64]| {
            let rows = column.iter().copied().zip(weights.iter().copied());
            let there = Distribution::new(rows).ok_or(Reason::EmptyDomain)?;
            Ok(Linearised { values: vec![there.quantile(asked.rule, asked.p)], scores: Vec::new() })
        };
        let error = match self.is_replicated() {
            true => self.estimate(of)?.standard_error(0),
            false => Err(Reason::NoInference),
        };
        let critical = student_quantile((1.0 + asked.confidence) / 2.0, asked.degrees_of_freedom);
        match error.and_then(|error| Ok((error, critical.ok_or(Reason::OnePsu)?))) {
            Err(reason) => found.reason = Some(reason),
            Ok((error, critical)) => {
                found.standard_error = Some(error);
                found.low = Some(value - critical * error);
                found.high = Some(value + critical * error);
            }
        }
        Ok(found)
    }
}

/// An unweighted quantile of sorted values, linear from the first to the last.
fn ordinary(sorted: &[f64], p: f64) -> f64 {
    let place = p * (sorted.len() - 1) as f64;
    let low = place.floor() as usize;
    let high = (low + 1).min(sorted.len() - 1);
    sorted[low] + (place - low as f64) * (sorted[high] - sorted[low])
}
