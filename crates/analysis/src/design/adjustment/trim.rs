//! Weights held between bounds.

use super::{Adjusted, AdjustmentError};

impl Adjusted {
    /// Brings weights outside the bounds to them and shares what that takes away or
    /// adds equally among the others; those that leave the bounds by it are
    /// brought back in turn. The sum of weights stays.
    ///
    /// # Errors
    /// [`AdjustmentError::NothingToTrim`] when no weight is left between the bounds.
    pub fn trim(mut self, low: f64, high: f64) -> Result<Self, AdjustmentError> {
        let mut held = vec![false; self.weights.len()];
        loop {
            let mut surplus = 0.0;
            for (weight, held) in self.weights.iter_mut().zip(&mut held) {
                if *weight < low || *weight > high {
                    let bounded = weight.clamp(low, high);
                    surplus += *weight - bounded;
                    (*weight, *held) = (bounded, true);
                }
            }
            if surplus == 0.0 {
                return Ok(self);
            }
            let free = held.iter().filter(|held| !**held).count();
            if free == 0 {
                return Err(AdjustmentError::NothingToTrim);
            }
            let rows = self.weights.iter_mut().zip(&held).filter(|(_, held)| !**held);
            rows.for_each(|(weight, _)| *weight += surplus / free as f64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_stays_and_the_bounds_hold() {
        let trimmed = Adjusted::new(vec![1.0, 5.0, 6.0, 20.0]).trim(2.0, 10.0).unwrap();
        let weights = trimmed.weights();
        assert!((weights.iter().sum::<f64>() - 32.0).abs() < 1e-12, "{weights:?}");
        assert!(weights.iter().all(|weight| (2.0..=10.0).contains(weight)), "{weights:?}");
        let all = Adjusted::new(vec![1.0, 20.0]).trim(2.0, 10.0);
        assert_eq!(all, Err(AdjustmentError::NothingToTrim));
    }
}
