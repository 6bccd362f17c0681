//! Weights made to agree with what is known of the population, and what the
//! variance must know of it.
//!
//! Each step changes the weights and, except for trimming, leaves a trace: scores of
//! later statistics are replaced by their residuals from what the step made known
//! (Deville and Särndal 1992), so that a total that was calibrated has no variance.
//!
//! ```
//! use analysis::design::adjustment::Adjusted;
//! // Two strata after the fact: 30 women and 20 men are known to live there.
//! let adjusted = Adjusted::new(vec![10.0; 4]).post_stratify(&[0, 0, 0, 1], &[30.0, 20.0]);
//! assert_eq!(adjusted.expect("no empty group").weights(), [10.0, 10.0, 10.0, 20.0]);
//! ```

mod calibrate;
mod diagnose;
mod groups;
mod trim;

pub use calibrate::{Auxiliaries, Distance};
pub use diagnose::Diagnosis;
pub use groups::Margin;

use calibrate::Model;
use groups::{PostStrata, Raked};

/// Why weights cannot be adjusted as asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AdjustmentError {
    /// A group of the population has no row in the sample.
    EmptyGroup {
        /// Its number.
        group: usize,
    },
    /// A row is in no group, or in one without a total.
    NoTotal {
        /// Its number.
        row: usize,
    },
    /// A total that is not a number, or is negative.
    BadTotal {
        /// Its number.
        number: usize,
    },
    /// The totals were not reached.
    NotConverged {
        /// Rounds that were tried.
        rounds: usize,
        /// The largest distance from a total, relative to 1 plus the total.
        misfit: f64,
    },
    /// Logit calibration needs bounds on both sides of 1.
    Unbounded,
    /// No weight lies between the bounds.
    NothingToTrim,
}

/// Weights with the steps that led to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjusted {
    weights: Vec<f64>,
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq)]
enum Step {
    PostStrata(PostStrata),
    Raked(Raked),
    Model(Model),
}

impl Adjusted {
    /// The weights as the design gives them.
    pub fn new(weights: Vec<f64>) -> Self {
        Adjusted { weights, steps: Vec::new() }
    }

    /// The weights.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Whether the variance knows of an adjustment.
    pub(crate) fn is_calibrated(&self) -> bool {
        !self.steps.is_empty()
    }

    /// Replaces weighted scores of one statistic, one a row, by what the steps leave
    /// unexplained.
    pub(crate) fn residuals(&self, scores: &mut [f64]) {
        for step in &self.steps {
            match step {
                Step::PostStrata(step) => step.residuals(scores),
                Step::Raked(step) => step.residuals(scores),
                Step::Model(step) => step.residuals(scores),
            }
        }
    }

    /// What is known of rows that did not answer is carried by those of their class
    /// that did: within each class, weights of respondents are multiplied by the
    /// weight of all rows over that of respondents, those of others become 0.
    ///
    /// # Errors
    /// [`AdjustmentError::EmptyGroup`] for a class in which nobody answered.
    pub fn non_response(
        mut self,
        classes: &[u32],
        responded: &[bool],
    ) -> Result<Self, AdjustmentError> {
        let count = classes.iter().max().map_or(0, |class| *class as usize + 1);
        let (mut all, mut answered) = (vec![0.0; count], vec![0.0; count]);
        for ((class, responded), weight) in classes.iter().zip(responded).zip(&self.weights) {
            all[*class as usize] += weight;
            answered[*class as usize] += if *responded { *weight } else { 0.0 };
        }
        if let Some(group) = (0..count).find(|&class| all[class] > 0.0 && answered[class] == 0.0) {
            return Err(AdjustmentError::EmptyGroup { group });
        }
        let rows = classes.iter().zip(responded);
        for (weight, (class, responded)) in self.weights.iter_mut().zip(rows) {
            let class = *class as usize;
            *weight *= if *responded { all[class] / answered[class] } else { 0.0 };
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn respondents_carry_those_of_their_class_who_did_not_answer() {
        let adjusted = Adjusted::new(vec![1.0, 2.0, 3.0, 4.0])
            .non_response(&[0, 0, 1, 1], &[true, false, true, true])
            .unwrap();
        assert_eq!(adjusted.weights(), [3.0, 0.0, 3.0, 4.0]);
        let nobody = Adjusted::new(vec![1.0]).non_response(&[0], &[false]);
        assert_eq!(nobody, Err(AdjustmentError::EmptyGroup { group: 0 }));
    }
}
