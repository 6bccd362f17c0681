//! Statistics of rows with their linearised scores: means, totals, ratios, variances.
//! Each is a function of weights, so that replicates can ask again.

use crate::estimate::sampled::Linearised;
use crate::results::Reason;

/// Weighted means of columns: Σwy/Σw.
///
/// # Errors
/// [`Reason::EmptyDomain`] when the weights add up to nothing.
pub fn means(weights: &[f64], columns: &[Vec<f64>]) -> Result<Linearised, Reason> {
    let sum = sum_of(weights)?;
    let mut found = Linearised { values: Vec::new(), scores: Vec::new() };
    for column in columns {
        let mean = pivoted_mean(weights, column, sum);
        found.values.push(mean);
        found.scores.push(column.iter().map(|y| (y - mean) / sum).collect());
    }
    Ok(found)
}

/// Weighted totals of columns: Σwy.
///
/// # Errors
/// None: it has the form of the others.
pub fn totals(weights: &[f64], columns: &[Vec<f64>]) -> Result<Linearised, Reason> {
    let values = columns.iter().map(|column| weighted(weights, column)).collect();
    Ok(Linearised { values, scores: columns.to_vec() })
}

/// The ratio of two totals: Σwy/Σwx.
///
/// # Errors
/// [`Reason::EmptyDomain`] when the denominator is 0.
pub fn ratio(weights: &[f64], y: &[f64], x: &[f64]) -> Result<Linearised, Reason> {
    let denominator = weighted(weights, x);
    if denominator == 0.0 {
        return Err(Reason::EmptyDomain);
    }
    let ratio = weighted(weights, y) / denominator;
    let score = y.iter().zip(x).map(|(y, x)| (y - ratio * x) / denominator);
    Ok(Linearised { values: vec![ratio], scores: vec![score.collect()] })
}

/// The mean of a column on the scale of logits, log(p/(1-p)).
///
/// # Errors
/// [`Reason::Degenerate`] unless the mean lies inside 0 to 1.
pub fn logit(weights: &[f64], column: &[f64]) -> Result<Linearised, Reason> {
    let sum = sum_of(weights)?;
    let p = pivoted_mean(weights, column, sum);
    if p <= 0.0 || p >= 1.0 {
        return Err(Reason::Degenerate);
    }
    let score = column.iter().map(|y| (y - p) / (sum * p * (1.0 - p)));
    Ok(Linearised { values: vec![(p / (1.0 - p)).ln()], scores: vec![score.collect()] })
}

/// The variance of a column in the population, with n/(n-1) for the mean that is not
/// known (R's `svyvar`). `n` is the number of rows with a weight.
///
/// # Errors
/// [`Reason::OneRow`] unless there are two.
pub fn variance(weights: &[f64], column: &[f64], n: f64) -> Result<Linearised, Reason> {
    let sum = sum_of(weights)?;
    if n < 2.0 {
        return Err(Reason::OneRow);
    }
    let mean = pivoted_mean(weights, column, sum);
    let squares: Vec<f64> = column.iter().map(|y| (y - mean).powi(2) * n / (n - 1.0)).collect();
    means(weights, &[squares])
}

/// What a simple random sample of as many rows would have for the variance of Σwz.
/// It is the reference of design effects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// Drawn without replacement from a population as large as the sum of weights.
    WithoutReplacement,
    /// Drawn with replacement.
    WithReplacement,
}

/// The variance that Σwz would have under simple random sampling; `None` when there
/// is no spread or the weights do not add up to the rows.
pub fn simple_random(weights: &[f64], scores: &[f64], reference: Reference) -> Option<f64> {
    let n = weights.iter().filter(|weight| **weight != 0.0).count() as f64;
    let sum = sum_of(weights).ok()?;
    let spread = variance(weights, scores, n).ok()?.values[0] * sum * sum / n;
    let spread = match reference {
        Reference::WithReplacement => spread,
        Reference::WithoutReplacement if sum > n => spread * (sum - n) / sum,
        Reference::WithoutReplacement => return None,
    };
    (spread > 0.0).then_some(spread)
}

pub(super) fn sum_of(weights: &[f64]) -> Result<f64, Reason> {
    let sum: f64 = weights.iter().sum();
    if sum == 0.0 { Err(Reason::EmptyDomain) } else { Ok(sum) }
}

fn weighted(weights: &[f64], column: &[f64]) -> f64 {
    let rows = weights.iter().zip(column).filter(|(weight, _)| **weight != 0.0);
    rows.map(|(weight, y)| weight * y).sum()
}

/// The mean, by differences from the first value, so that large values do not cancel.
pub(super) fn pivoted_mean(weights: &[f64], column: &[f64], sum: f64) -> f64 {
    let rows = || weights.iter().zip(column).filter(|(weight, _)| **weight != 0.0);
    let pivot = rows().next().map_or(0.0, |(_, y)| *y);
    pivot + rows().map(|(weight, y)| weight * (y - pivot)).sum::<f64>() / sum
}
