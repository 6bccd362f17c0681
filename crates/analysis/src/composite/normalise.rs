//! Indicators brought to a common scale.

use serde::{Deserialize, Serialize};

/// How an indicator is brought to a common scale.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Normalisation {
    /// The least value becomes `low`, the greatest `high`.
    MinMax {
        /// Lower end.
        low: f64,
        /// Upper end.
        high: f64,
    },
    /// Mean and standard deviation become these.
    ZScore {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        deviation: f64,
    },
    /// `low` becomes 0 and `high` 100, whatever the values are.
    Scaled {
        /// What becomes 0.
        low: f64,
        /// What becomes 100.
        high: f64,
    },
    /// 1 for the least; ties share the lower rank.
    Rank,
    /// The share of the other units that are below.
    PercentRank,
    /// 1 less the distance to the greatest value over the range.
    DistanceToBest,
}

/// The values of one indicator on a common scale. `higher_is_better` false turns them
/// round first. A missing value stays missing, and so does every value of an indicator
/// without the spread that the scale needs.
pub fn normalise(
    values: &[Option<f64>],
    higher_is_better: bool,
    how: Normalisation,
) -> Vec<Option<f64>> {
    let turned: Vec<Option<f64>> =
        values.iter().map(|value| value.map(|v| if higher_is_better { v } else { -v })).collect();
    let known: Vec<f64> = turned.iter().flatten().copied().collect();
    let n = known.len() as f64;
    let least = known.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = known.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let range = greatest - least;
    let below = |value: f64| known.iter().filter(|other| **other < value).count() as f64;
    let of = |value: f64| match how {
        Normalisation::MinMax { low, high } => (value - least) / range * (high - low) + low,
        Normalisation::ZScore { mean, deviation } => {
            let centre = known.iter().sum::<f64>() / n;
            let squares = known.iter().map(|v| (v - centre).powi(2)).sum::<f64>();
            (value - centre) / (squares / (n - 1.0)).sqrt() * deviation + mean
        }
        Normalisation::Scaled { low, high } => (value - low) / (high - low) * 100.0,
        Normalisation::Rank => below(value) + 1.0,
        Normalisation::PercentRank => below(value) / (n - 1.0),
        Normalisation::DistanceToBest => 1.0 - (greatest - value) / range,
    };
    turned.iter().map(|value| value.map(of).filter(|value| value.is_finite())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_can_be_better() {
        let minmax = Normalisation::MinMax { low: 0.0, high: 100.0 };
        let found = normalise(&[Some(1.0), None, Some(3.0), Some(2.0)], false, minmax);
        assert_eq!(found, [Some(100.0), None, Some(0.0), Some(50.0)]);
    }

    #[test]
    fn an_indicator_without_spread_has_no_place_on_a_scale() {
        let minmax = Normalisation::MinMax { low: 0.0, high: 1.0 };
        assert_eq!(normalise(&[Some(2.0), Some(2.0)], true, minmax), [None, None]);
        assert_eq!(normalise(&[Some(2.0)], true, Normalisation::PercentRank), [None]);
    }
}
