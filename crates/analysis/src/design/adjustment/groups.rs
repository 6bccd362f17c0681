//! Post-stratification and raking: groups whose totals are known.

use super::{Adjusted, AdjustmentError, Step};

/// A division of all rows into groups, and what each group weighs in the population.
#[derive(Clone, Copy, Debug)]
pub struct Margin<'a> {
    /// Group of each row.
    pub groups: &'a [u32],
    /// Total of each group.
    pub totals: &'a [f64],
}

/// Groups brought to their totals, with the weights before and after.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PostStrata {
    groups: Vec<u32>,
    before: Vec<f64>,
    after: Vec<f64>,
}

impl PostStrata {
    /// Each score less its group's mean, which is taken with the weights before.
    pub(super) fn residuals(&self, scores: &mut [f64]) {
        let count = self.groups.iter().max().map_or(0, |group| *group as usize + 1);
        let (mut sums, mut weights) = (vec![0.0; count], vec![0.0; count]);
        for (row, group) in self.groups.iter().enumerate() {
            if self.after[row] > 0.0 {
                sums[*group as usize] += scores[row] * self.before[row] / self.after[row];
                weights[*group as usize] += self.before[row];
            }
        }
        for (row, group) in self.groups.iter().enumerate() {
            let group = *group as usize;
            if weights[group] > 0.0 {
                scores[row] -= self.after[row] * sums[group] / weights[group];
            }
        }
    }
}

/// Margins brought to their totals in turn, with the weights after each in the last round.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Raked {
    margins: Vec<(Vec<u32>, Vec<f64>)>,
}

/// How often scores are swept by all margins in turn: as R does.
const SWEEPS: usize = 10;

impl Raked {
    /// Each score less its mean in each margin, in turn, until little is left.
    pub(super) fn residuals(&self, scores: &mut [f64]) {
        for (groups, weights) in std::iter::repeat_n(&self.margins, SWEEPS).flatten() {
            let count = groups.iter().max().map_or(0, |group| *group as usize + 1);
            let (mut sums, mut rows) = (vec![0.0; count], vec![0.0; count]);
            for (row, group) in groups.iter().enumerate() {
                if weights[row] > 0.0 {
                    sums[*group as usize] += scores[row] / weights[row];
                    rows[*group as usize] += 1.0;
                }
            }
            for (row, group) in groups.iter().enumerate() {
                let group = *group as usize;
                if rows[group] > 0.0 {
                    scores[row] -= weights[row] * sums[group] / rows[group];
                }
            }
        }
    }
}

impl Adjusted {
    /// Brings the weight of each group to its total in the population.
    ///
    /// # Errors
    /// [`AdjustmentError::EmptyGroup`], [`AdjustmentError::NoTotal`] and
    /// [`AdjustmentError::BadTotal`].
    pub fn post_stratify(
        mut self,
        groups: &[u32],
        totals: &[f64],
    ) -> Result<Self, AdjustmentError> {
        check(groups, totals, &self.weights)?;
        let before = self.weights.clone();
        scale(&mut self.weights, groups, totals);
        self.steps.push(Step::PostStrata(PostStrata {
            groups: groups.to_vec(),
            before,
            after: self.weights.clone(),
        }));
        Ok(self)
    }

    /// Brings several margins to their totals in turn until all agree (Deming and
    /// Stephan 1940).
    ///
    /// # Errors
    /// As [`Adjusted::post_stratify`]; [`AdjustmentError::NotConverged`] when the
    /// margins still differ from their totals after `rounds`, as contradictory ones do.
    pub fn rake(mut self, margins: &[Margin<'_>], rounds: usize) -> Result<Self, AdjustmentError> {
        for margin in margins {
            check(margin.groups, margin.totals, &self.weights)?;
        }
        let mut misfit = f64::INFINITY;
        let mut after = Vec::new();
        for _ in 0..rounds {
            after.clear();
            for margin in margins {
                scale(&mut self.weights, margin.groups, margin.totals);
                after.push((margin.groups.to_vec(), self.weights.clone()));
            }
            misfit = margins.iter().map(|of| distance(&self.weights, of)).fold(0.0, f64::max);
            if misfit < 1e-12 {
                break;
            }
        }
        if misfit > 1e-9 {
            return Err(AdjustmentError::NotConverged { rounds, misfit });
        }
        self.steps.push(Step::Raked(Raked { margins: after }));
        Ok(self)
    }
}

fn check(groups: &[u32], totals: &[f64], weights: &[f64]) -> Result<(), AdjustmentError> {
    if let Some(number) = totals.iter().position(|total| !total.is_finite() || *total < 0.0) {
        return Err(AdjustmentError::BadTotal { number });
    }
    if let Some(row) = groups.iter().position(|group| *group as usize >= totals.len()) {
        return Err(AdjustmentError::NoTotal { row });
    }
    let sums = sums(weights, groups, totals.len());
    let empty = sums.iter().zip(totals).position(|(sum, total)| *sum <= 0.0 && *total > 0.0);
    empty.map_or(Ok(()), |group| Err(AdjustmentError::EmptyGroup { group }))
}

fn sums(weights: &[f64], groups: &[u32], count: usize) -> Vec<f64> {
    let mut sums = vec![0.0; count];
    weights.iter().zip(groups).for_each(|(weight, group)| sums[*group as usize] += weight);
    sums
}

fn scale(weights: &mut [f64], groups: &[u32], totals: &[f64]) {
    let sums = sums(weights, groups, totals.len());
    for (weight, group) in weights.iter_mut().zip(groups) {
        let group = *group as usize;
        if sums[group] > 0.0 {
            *weight *= totals[group] / sums[group];
        }
    }
}

fn distance(weights: &[f64], margin: &Margin<'_>) -> f64 {
    let sums = sums(weights, margin.groups, margin.totals.len());
    let apart = |(sum, total): (&f64, &f64)| (sum - total).abs() / (1.0 + total);
    sums.iter().zip(margin.totals).map(apart).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn margins_are_reached_together() {
        let sex = Margin { groups: &[0, 0, 1, 1], totals: &[60.0, 40.0] };
        let place = Margin { groups: &[0, 1, 0, 1], totals: &[30.0, 70.0] };
        let raked = Adjusted::new(vec![1.0, 2.0, 3.0, 4.0]).rake(&[sex, place], 100).unwrap();
        let weights = raked.weights();
        assert!((weights[0] + weights[1] - 60.0).abs() < 1e-8);
        assert!((weights[0] + weights[2] - 30.0).abs() < 1e-8);
        let contradictory = Margin { groups: &[0, 1, 0, 1], totals: &[30.0, 30.0] };
        let failed = Adjusted::new(vec![1.0; 4]).rake(&[sex, contradictory], 20);
        assert!(matches!(failed, Err(AdjustmentError::NotConverged { rounds: 20, .. })));
    }

    #[test]
    fn a_known_group_has_no_spread_left() {
        let adjusted =
            Adjusted::new(vec![1.0; 4]).post_stratify(&[0, 0, 1, 1], &[6.0, 2.0]).unwrap();
        // Scores of the total of being in the first group.
        let mut scores = [3.0, 3.0, 0.0, 0.0];
        adjusted.residuals(&mut scores);
        assert_eq!(scores, [0.0; 4]);
        assert_eq!(
            Adjusted::new(vec![1.0]).post_stratify(&[0], &[1.0, 5.0]),
            Err(AdjustmentError::EmptyGroup { group: 1 })
        );
    }
}
