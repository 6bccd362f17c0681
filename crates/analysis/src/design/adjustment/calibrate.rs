//! Calibration to totals of auxiliary variables.

use nalgebra::{DMatrix, DVector};

use super::{Adjusted, AdjustmentError, Step};

/// Auxiliary variables and their totals in the population.
#[derive(Clone, Copy, Debug)]
pub struct Auxiliaries<'a> {
    /// The value of each row, one slice a variable. A column of ones calibrates the
    /// number of units.
    pub columns: &'a [Vec<f64>],
    /// The total of each variable.
    pub totals: &'a [f64],
}

/// How far from their old values weights are said to be (Deville and Särndal 1992).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distance {
    /// Squares: weights can become negative. It has an exact solution.
    Linear,
    /// Squares, with the ratio of new to old weight held between the bounds.
    Truncated {
        /// Least ratio.
        low: f64,
        /// Greatest ratio.
        high: f64,
    },
    /// Entropy: weights stay positive.
    Raking,
    /// A curve between the bounds, which the ratio never reaches.
    Logit {
        /// Least ratio, below 1.
        low: f64,
        /// Greatest ratio, above 1.
        high: f64,
    },
}

impl Distance {
    /// The ratio of new to old weight at u, and its slope.
    fn ratio(self, u: f64) -> (f64, f64) {
        match self {
            Distance::Linear => (1.0 + u, 1.0),
            Distance::Truncated { low, high } => {
                let free = 1.0 + u > low && 1.0 + u < high;
                ((1.0 + u).clamp(low, high), f64::from(free))
            }
            Distance::Raking => (u.exp(), u.exp()),
            Distance::Logit { low, high } => {
                let steepness = (high - low) / ((high - 1.0) * (1.0 - low));
                // The share of the way from the lower to the upper bound.
                let odds = (1.0 - low) / (high - 1.0) * (steepness * u).exp();
                let share = if odds.is_finite() { odds / (1.0 + odds) } else { 1.0 };
                let width = high - low;
                (low + width * share, width * steepness * share * (1.0 - share))
            }
        }
    }
}

/// What a calibration made known: the space of the auxiliary variables.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Model {
    /// Orthonormal columns that span the auxiliary variables times √(old weight).
    basis: Vec<Vec<f64>>,
    /// New weight over √(old weight).
    scale: Vec<f64>,
}

impl Model {
    /// Residuals of the weighted regression of scores on the auxiliary variables,
    /// with the old weights.
    pub(super) fn residuals(&self, scores: &mut [f64]) {
        let known = |(score, scale): (&f64, &f64)| if *scale == 0.0 { 0.0 } else { score / scale };
        let mut rest: Vec<f64> = scores.iter().zip(&self.scale).map(known).collect();
        for column in &self.basis {
            take_out(column, &mut rest);
        }
        for ((score, rest), scale) in scores.iter_mut().zip(&rest).zip(&self.scale) {
            *score = rest * scale;
        }
    }
}

impl Adjusted {
    /// Brings the totals of auxiliary variables to those of the population with
    /// weights as near to the old ones as the distance allows.
    ///
    /// # Errors
    /// [`AdjustmentError::NotConverged`] when the totals cannot be reached,
    /// [`AdjustmentError::BadTotal`], [`AdjustmentError::Unbounded`].
    pub fn calibrate(
        mut self,
        auxiliaries: Auxiliaries<'_>,
        distance: Distance,
    ) -> Result<Self, AdjustmentError> {
        if let Some(number) = auxiliaries.totals.iter().position(|total| !total.is_finite()) {
            return Err(AdjustmentError::BadTotal { number });
        }
        if let Distance::Logit { low, high } = distance
            && !(low.is_finite() && high.is_finite() && low < 1.0 && high > 1.0)
        {
            return Err(AdjustmentError::Unbounded);
        }
        let ratios = ratios(&self.weights, auxiliaries, distance)?;
        let halves: Vec<f64> = self.weights.iter().map(|weight| weight.sqrt()).collect();
        let basis = orthonormal(auxiliaries.columns, &halves);
        self.weights.iter_mut().zip(&ratios).for_each(|(weight, ratio)| *weight *= ratio);
        let scale = ratios.iter().zip(&halves).map(|(ratio, half)| ratio * half).collect();
        self.steps.push(Step::Model(Model { basis, scale }));
        Ok(self)
    }
}

const ROUNDS: usize = 500;
/// Weights that are this much too small everywhere are multiplied first: the curve
/// of the entropy is made for ratios near 1.
const FAR: f64 = 20.0;

/// The ratio of new to old weight of each row, by Newton's method on the multipliers
/// of the totals, with steps halved until the misfit shrinks.
fn ratios(
    weights: &[f64],
    auxiliaries: Auxiliaries<'_>,
    distance: Distance,
) -> Result<Vec<f64>, AdjustmentError> {
    let columns = auxiliaries.columns;
    let total = |column: &Vec<f64>, weights: &[f64]| -> f64 {
        column.iter().zip(weights).map(|(x, weight)| x * weight).sum()
    };
    let least = columns
        .iter()
        .zip(auxiliaries.totals)
        .map(|(column, wanted)| wanted / total(column, weights))
        .fold(f64::INFINITY, f64::min);
    let far = if least.is_finite() && least > FAR && distance == Distance::Raking {
        let all = columns.iter().zip(auxiliaries.totals);
        all.map(|(column, wanted)| wanted / total(column, weights)).sum::<f64>()
            / columns.len() as f64
    } else {
        1.0
    };
    let weights: Vec<f64> = weights.iter().map(|weight| weight * far).collect();
    let mut multipliers = DVector::zeros(columns.len());
    let mut state = State::at(&multipliers, &weights, auxiliaries, distance);
    for _ in 0..ROUNDS {
        if state.misfit < 1e-14 {
            break;
        }
        let mut step = &state.inverse(columns, &weights) * &state.missing;
        let mut next = None;
        for _ in 0..30 {
            let tried = &multipliers + &step;
            let there = State::at(&tried, &weights, auxiliaries, distance);
            let finite = there.ratios.iter().all(|ratio| ratio.is_finite());
            if finite && there.misfit.is_finite() && there.misfit < state.misfit {
                next = Some((tried, there));
                break;
            }
            step /= 2.0;
        }
        let Some((tried, there)) = next else { break };
        (multipliers, state) = (tried, there);
    }
    if state.misfit > 1e-7 {
        return Err(AdjustmentError::NotConverged { rounds: ROUNDS, misfit: state.misfit });
    }
    Ok(state.ratios.into_iter().map(|ratio| ratio * far).collect())
}

/// Where given multipliers lead.
struct State {
    ratios: Vec<f64>,
    slopes: Vec<f64>,
    /// What each total still lacks.
    missing: DVector<f64>,
    /// The largest of these relative to 1 plus the total.
    misfit: f64,
}

impl State {
    fn at(
        multipliers: &DVector<f64>,
        weights: &[f64],
        auxiliaries: Auxiliaries<'_>,
        distance: Distance,
    ) -> Self {
        let columns = auxiliaries.columns;
        let linear = |row: usize| -> f64 {
            columns.iter().zip(multipliers.iter()).map(|(column, of)| column[row] * of).sum()
        };
        let (ratios, slopes): (Vec<f64>, Vec<f64>) =
            (0..weights.len()).map(|row| distance.ratio(linear(row))).unzip();
        let missing = DVector::from_iterator(
            columns.len(),
            columns.iter().zip(auxiliaries.totals).map(|(column, wanted)| {
                let rows = column.iter().zip(weights).zip(&ratios);
                wanted - rows.map(|((x, weight), ratio)| x * weight * ratio).sum::<f64>()
            }),
        );
        let relative = missing.iter().zip(auxiliaries.totals);
        let misfit = relative
            .map(|(missing, wanted)| missing.abs() / (1.0 + wanted.abs()))
            .fold(0.0, f64::max);
        State { ratios, slopes, missing, misfit }
    }

    fn inverse(&self, columns: &[Vec<f64>], weights: &[f64]) -> DMatrix<f64> {
        let width = columns.len();
        let products = DMatrix::from_fn(width, width, |i, j| {
            let rows = columns[i].iter().zip(&columns[j]).zip(weights).zip(&self.slopes);
            rows.map(|(((a, b), weight), slope)| a * b * weight * slope).sum()
        });
        pseudo_inverse(products)
    }
}

/// The inverse of a symmetric matrix; what has no inverse counts as nothing. Rows and
/// columns are scaled first, so that variables in large units do not hide others.
fn pseudo_inverse(matrix: DMatrix<f64>) -> DMatrix<f64> {
    let scale: Vec<f64> = (0..matrix.nrows())
        .map(|i| if matrix[(i, i)] > 0.0 { matrix[(i, i)].sqrt().recip() } else { 1.0 })
        .collect();
    let scaled = DMatrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| {
        matrix[(i, j)] * scale[i] * scale[j]
    });
    let eigen = scaled.symmetric_eigen();
    let largest = eigen.eigenvalues.iter().fold(0.0f64, |largest, value| largest.max(value.abs()));
    let mut inverse = DMatrix::zeros(matrix.nrows(), matrix.ncols());
    for (value, vector) in eigen.eigenvalues.iter().zip(eigen.eigenvectors.column_iter()) {
        if value.abs() > largest * 1e-13 {
            inverse += vector * vector.transpose() / *value;
        }
    }
    DMatrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| inverse[(i, j)] * scale[i] * scale[j])
}

/// An orthonormal basis of columns times `halves`, by Gram and Schmidt, twice;
/// columns that others explain are left out.
fn orthonormal(columns: &[Vec<f64>], halves: &[f64]) -> Vec<Vec<f64>> {
    let mut basis: Vec<Vec<f64>> = Vec::new();
    for column in columns {
        let mut rest: Vec<f64> = column.iter().zip(halves).map(|(x, half)| x * half).collect();
        let before = norm(&rest);
        for _ in 0..2 {
            basis.iter().for_each(|known| take_out(known, &mut rest));
        }
        let length = norm(&rest);
        if length > before * 1e-7 {
            rest.iter_mut().for_each(|x| *x /= length);
            basis.push(rest);
        }
    }
    basis
}

fn norm(values: &[f64]) -> f64 {
    values.iter().map(|x| x * x).sum::<f64>().sqrt()
}

/// Takes out of `values` their part along a column of length 1.
fn take_out(column: &[f64], values: &mut [f64]) {
    let along: f64 = column.iter().zip(values.iter()).map(|(a, b)| a * b).sum();
    values.iter_mut().zip(column).for_each(|(value, of)| *value -= along * of);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(distance: Distance) -> Vec<f64> {
        let columns = [vec![1.0; 4], vec![1.0, 2.0, 3.0, 5.0]];
        let auxiliaries = Auxiliaries { columns: &columns, totals: &[40.0, 120.0] };
        let adjusted = Adjusted::new(vec![9.0, 10.0, 11.0, 8.0]).calibrate(auxiliaries, distance);
        adjusted.unwrap().weights().to_vec()
    }

    #[test]
    fn each_distance_reaches_the_totals() {
        let bounds = (0.5, 1.8);
        for distance in [
            Distance::Linear,
            Distance::Raking,
            Distance::Truncated { low: bounds.0, high: bounds.1 },
            Distance::Logit { low: bounds.0, high: bounds.1 },
        ] {
            let weights = reached(distance);
            let sum: f64 = weights.iter().sum();
            let x = weights[0] + 2.0 * weights[1] + 3.0 * weights[2] + 5.0 * weights[3];
            assert!((sum - 40.0).abs() < 1e-8 && (x - 120.0).abs() < 1e-8, "{distance:?}");
        }
    }

    #[test]
    fn totals_beyond_the_bounds_are_refused() {
        let columns = [vec![1.0; 2]];
        let auxiliaries = Auxiliaries { columns: &columns, totals: &[100.0] };
        let distance = Distance::Truncated { low: 0.9, high: 1.1 };
        let refused = Adjusted::new(vec![1.0, 1.0]).calibrate(auxiliaries, distance);
        assert!(matches!(refused, Err(AdjustmentError::NotConverged { .. })), "{refused:?}");
    }

    #[test]
    fn what_was_calibrated_has_no_spread_left() {
        let columns = [vec![1.0; 4], vec![1.0, 2.0, 3.0, 5.0]];
        let auxiliaries = Auxiliaries { columns: &columns, totals: &[40.0, 120.0] };
        let adjusted =
            Adjusted::new(vec![9.0; 4]).calibrate(auxiliaries, Distance::Raking).unwrap();
        let weighted = adjusted.weights().iter().zip(&columns[1]);
        let mut scores: Vec<f64> = weighted.map(|(weight, x)| weight * x).collect();
        adjusted.residuals(&mut scores);
        assert!(scores.iter().all(|score| score.abs() < 1e-10), "{scores:?}");
    }
}
