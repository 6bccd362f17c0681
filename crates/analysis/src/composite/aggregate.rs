//! Indicators brought together.

use serde::{Deserialize, Serialize};

/// How values are brought together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mean {
    /// A good value makes up for a bad one.
    Arithmetic,
    /// It makes up for less of it.
    Geometric,
    /// For less still.
    Harmonic,
}

/// The weighted mean of the values that are known, and the share of the weights that
/// they carry. `None` without any, and for a geometric or harmonic mean of values that
/// are not above 0.
pub fn aggregate(values: &[Option<f64>], weights: &[f64], how: Mean) -> Option<(f64, f64)> {
    let known: Vec<(f64, f64)> = values
        .iter()
        .zip(weights)
        .filter_map(|(value, weight)| value.map(|value| (value, *weight)))
        .collect();
    let sum: f64 = known.iter().map(|(_, weight)| weight).sum();
    if sum <= 0.0 || (how != Mean::Arithmetic && known.iter().any(|(value, _)| *value <= 0.0)) {
        return None;
    }
    let mean_of = |f: fn(f64) -> f64| {
        known.iter().map(|(value, weight)| weight * f(*value)).sum::<f64>() / sum
    };
    let mean = match how {
        Mean::Arithmetic => mean_of(|value| value),
        Mean::Geometric => mean_of(f64::ln).exp(),
        Mean::Harmonic => 1.0 / mean_of(f64::recip),
    };
    Some((mean, sum / weights.iter().sum::<f64>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_value_takes_its_weight_away() {
        let found = aggregate(&[Some(1.0), None, Some(4.0)], &[1.0, 2.0, 1.0], Mean::Geometric);
        assert_eq!(found, Some((2.0, 0.5)));
        assert_eq!(aggregate(&[Some(0.0)], &[1.0], Mean::Harmonic), None);
        assert_eq!(aggregate(&[None], &[1.0], Mean::Arithmetic), None);
    }
}
