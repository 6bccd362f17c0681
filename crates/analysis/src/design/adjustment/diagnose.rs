//! What weights look like.

/// The sum, range and unevenness of weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Diagnosis {
    /// Rows with a weight above 0.
    pub n: u64,
    /// Sum.
    pub sum: f64,
    /// Smallest.
    pub least: f64,
    /// Greatest.
    pub greatest: f64,
    /// Kish's design effect of unequal weights: 1 plus their squared coefficient of
    /// variation.
    pub kish: f64,
}

impl Diagnosis {
    /// Looks at weights; `None` when there are none.
    pub fn of(weights: &[f64]) -> Option<Self> {
        let n = weights.len() as f64;
        let sum: f64 = weights.iter().sum();
        let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
        (sum > 0.0).then(|| Diagnosis {
            n: weights.iter().filter(|weight| **weight > 0.0).count() as u64,
            sum,
            least: weights.iter().copied().fold(f64::INFINITY, f64::min),
            greatest: weights.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            kish: n * squares / (sum * sum),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_weights_cost_nothing() {
        assert_eq!(Diagnosis::of(&[2.0, 2.0]).map(|found| found.kish), Some(1.0));
        assert_eq!(Diagnosis::of(&[1.0, 3.0]).map(|found| found.kish), Some(1.25));
        assert_eq!(Diagnosis::of(&[]), None);
    }
}
