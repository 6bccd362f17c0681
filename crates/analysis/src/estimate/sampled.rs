//! Rows of a sample as any statistic sees them, and its covariance.
//!
//! [`Cells`](crate::estimate::Cells) are for the numbers of a plan: many domains in one pass.
//! [`Sampled`] is for everything that needs the rows themselves: calibrated weights,
//! replicate weights, regression, tests of association, quantiles.

use nalgebra::DMatrix;

use crate::design::adjustment::Adjusted;
use crate::design::{Design, Replicates};
use crate::estimate::variance::{self, UnitScores};
use crate::results::Reason;

/// Rows of a sample, and those among them that a domain holds.
#[derive(Clone, Debug)]
pub struct Sampled<'a> {
    scheme: Scheme<'a>,
    inside: Vec<bool>,
}

#[derive(Clone, Copy, Debug)]
enum Scheme<'a> {
    /// Variances by Taylor linearisation: each row's unit of the last stage.
    Linearised { design: &'a Design, units: &'a [u32], weights: &'a Adjusted },
    /// Variances by replicates.
    Replicated(&'a Replicates),
}

/// What a statistic is under given weights, and how each row moves it.
#[derive(Clone, Debug, PartialEq)]
pub struct Linearised {
    /// The values.
    pub values: Vec<f64>,
    /// For each value the score of each row: what the value gains when the row's
    /// weight gains 1. Empty is allowed for replicates, which do not need it.
    pub scores: Vec<Vec<f64>>,
}

/// Values with their covariance.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimates {
    /// The values.
    pub values: Vec<f64>,
    /// Their covariance, or why there is none.
    pub covariance: Result<DMatrix<f64>, Reason>,
}

impl Estimates {
    /// The standard error of a value.
    ///
    /// # Errors
    /// Why there is none.
    pub fn standard_error(&self, number: usize) -> Result<f64, Reason> {
        let covariance = self.covariance.as_ref().map_err(|reason| *reason)?;
        Ok(covariance[(number, number)].max(0.0).sqrt())
    }

    /// A linear combination of the values, such as the difference of two domains, with
    /// its standard error, which knows how the values move together.
    pub fn contrast(&self, coefficients: &[f64]) -> (f64, Result<f64, Reason>) {
        let value = coefficients.iter().zip(&self.values).map(|(a, b)| a * b).sum();
        let error = self.covariance.as_ref().map_err(|reason| *reason).map(|covariance| {
            let mut variance = 0.0;
            for (i, a) in coefficients.iter().enumerate() {
                for (j, b) in coefficients.iter().enumerate() {
                    variance += a * b * covariance[(i, j)];
                }
            }
            variance.max(0.0).sqrt()
        });
        (value, error)
    }
}

impl<'a> Sampled<'a> {
    /// All rows of a sample, given by their unit of the design's last stage and weight.
    pub fn new(design: &'a Design, units: &'a [u32], weights: &'a Adjusted) -> Self {
        let inside = vec![true; units.len()];
        Sampled { scheme: Scheme::Linearised { design, units, weights }, inside }
    }

    /// All rows of a sample with replicate weights.
    pub fn replicated(replicates: &'a Replicates) -> Self {
        let inside = vec![true; replicates.weights.len()];
        Sampled { scheme: Scheme::Replicated(replicates), inside }
    }

    /// The rows for which `holds` is true, as a domain: the others stay in the sample.
    pub fn within(&self, holds: impl Fn(usize) -> bool) -> Self {
        let keep = |(row, inside): (usize, &bool)| *inside && holds(row);
        Sampled { scheme: self.scheme, inside: self.inside.iter().enumerate().map(keep).collect() }
    }

    /// Whether a row is in the domain.
    pub fn is_inside(&self, row: usize) -> bool {
        self.inside[row]
    }

    /// Number of rows of the sample.
    pub fn rows(&self) -> usize {
        self.inside.len()
    }

    /// Rows in the domain.
    pub fn n(&self) -> u64 {
        self.inside.iter().filter(|inside| **inside).count() as u64
    }

    /// Whether variances come from replicates.
    pub fn is_replicated(&self) -> bool {
        matches!(self.scheme, Scheme::Replicated(_))
    }

    /// The weight of each row; 0 outside the domain.
    pub fn weights(&self) -> Vec<f64> {
        let weights = match self.scheme {
            Scheme::Linearised { weights, .. } => weights.weights(),
            Scheme::Replicated(replicates) => &replicates.weights,
        };
        self.inside_only(weights)
    }

    fn inside_only(&self, weights: &[f64]) -> Vec<f64> {
        let rows = weights.iter().zip(&self.inside);
        rows.map(|(weight, inside)| if *inside { *weight } else { 0.0 }).collect()
    }

    /// PSUs with a row in the domain minus strata with one; for replicates the rank of
    /// their weights minus 1.
    pub fn degrees_of_freedom(&self) -> f64 {
        match self.scheme {
            Scheme::Replicated(replicates) => replicates.degrees_of_freedom(&self.inside),
            Scheme::Linearised { design, units, weights } => {
                let (psus, strata) = self.reached(design, units, weights);
                (psus - strata) as f64
            }
        }
    }

    /// PSUs with a row in the domain; 0 when only replicates are known.
    pub fn psus(&self) -> u64 {
        match self.scheme {
            Scheme::Replicated(_) => 0,
            Scheme::Linearised { design, units, weights } => {
                self.reached(design, units, weights).0 as u64
            }
        }
    }

    /// PSUs and strata with a row in the domain.
    fn reached(&self, design: &Design, units: &[u32], weights: &Adjusted) -> (usize, usize) {
        let (mut psus, mut strata) =
            (vec![false; design.psus()], vec![false; design.strata().len()]);
        for (row, unit) in units.iter().enumerate() {
            if self.inside[row] && weights.weights()[row] != 0.0 {
                let psu = design.psu_of(*unit);
                psus[psu as usize] = true;
                strata[design.stratum_of(psu) as usize] = true;
            }
        }
        let count = |seen: &[bool]| seen.iter().filter(|seen| **seen).count();
        (count(&psus), count(&strata))
    }

    /// A statistic with its covariance. It is given weights, which are 0 outside the
    /// domain.
    ///
    /// # Errors
    /// What the statistic says of the full-sample weights; [`Reason::EmptyDomain`]
    /// without rows.
    pub fn estimate(
        &self,
        statistic: impl Fn(&[f64]) -> Result<Linearised, Reason>,
    ) -> Result<Estimates, Reason> {
        let weights = self.weights();
        if weights.iter().all(|weight| *weight == 0.0) {
            return Err(Reason::EmptyDomain);
        }
        let full = statistic(&weights)?;
        let covariance = match self.scheme {
            Scheme::Replicated(replicates) => self.of_replicates(replicates, &full, statistic),
            Scheme::Linearised { design, units, weights: adjusted } => {
                self.of_scores(design, units, adjusted, &weights, &full.scores)
            }
        };
        Ok(Estimates { values: full.values, covariance })
    }

    fn of_scores(
        &self,
        design: &Design,
        units: &[u32],
        adjusted: &Adjusted,
        weights: &[f64],
        scores: &[Vec<f64>],
    ) -> Result<DMatrix<f64>, Reason> {
        let width = scores.len();
        // Calibration ties all rows together: its residuals reach beyond the domain.
        let everywhere = adjusted.is_calibrated();
        let last = design.stages() - 1;
        let mut place = vec![usize::MAX; design.units(last)];
        let mut sums = UnitScores { width, ..UnitScores::default() };
        for (row, unit) in units.iter().enumerate() {
            if (everywhere || self.inside[row]) && place[*unit as usize] == usize::MAX {
                place[*unit as usize] = sums.units.len();
                sums.units.push(*unit);
            }
        }
        sums.values = vec![0.0; width * sums.units.len()];
        let mut weighted = vec![0.0; weights.len()];
        for (column, scores) in scores.iter().enumerate() {
            for (row, weight) in weights.iter().enumerate() {
                weighted[row] = if *weight == 0.0 { 0.0 } else { weight * scores[row] };
            }
            adjusted.residuals(&mut weighted);
            for (score, unit) in weighted.iter().zip(units) {
                if let Some(sum) = sums
                    .values
                    .get_mut(place[*unit as usize].saturating_mul(width).saturating_add(column))
                {
                    *sum += score;
                }
            }
        }
        variance::covariance(design, sums)
    }

    fn of_replicates(
        &self,
        replicates: &Replicates,
        full: &Linearised,
        statistic: impl Fn(&[f64]) -> Result<Linearised, Reason>,
    ) -> Result<DMatrix<f64>, Reason> {
        // Replicates without the statistic, such as those without the domain, are left out.
        let found: Vec<(Vec<f64>, f64)> = replicates
            .replicates
            .iter()
            .zip(&replicates.scales)
            .filter_map(|(weights, scale)| {
                let there = statistic(&self.inside_only(weights)).ok()?;
                there.values.iter().all(|value| value.is_finite()).then_some((there.values, *scale))
            })
            .collect();
        let counted: Vec<_> = found.iter().filter(|(_, scale)| *scale > 0.0).collect();
        if counted.is_empty() {
            return Err(Reason::OnePsu);
        }
        let width = full.values.len();
        let centre: Vec<f64> = if replicates.from_full_sample {
            full.values.clone()
        } else {
            let mean = |column: usize| {
                counted.iter().map(|(values, _)| values[column]).sum::<f64>() / counted.len() as f64
            };
            (0..width).map(mean).collect()
        };
        let mut covariance = DMatrix::zeros(width, width);
        for (values, scale) in counted {
            for i in 0..width {
                for j in 0..width {
                    covariance[(i, j)] += scale * (values[i] - centre[i]) * (values[j] - centre[j]);
                }
            }
        }
        Ok(covariance)
    }
}
