//! Regression with design-based covariance: linear, logistic and log-linear.

use nalgebra::{DMatrix, DVector};

use serde::{Deserialize, Serialize};

use crate::estimate::sampled::{Estimates, Linearised, Sampled};
use crate::results::Reason;

/// What is modelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// The mean itself.
    Linear,
    /// The logit of a proportion.
    Logistic,
    /// The logarithm of a count.
    Poisson,
}

/// Coefficients with their covariance.
#[derive(Clone, Debug, PartialEq)]
pub struct Regression {
    /// One value a column.
    pub coefficients: Estimates,
    /// Degrees of freedom of the domain plus 1 minus the number of columns.
    pub degrees_of_freedom: f64,
}

impl Family {
    /// Mean and slope of the mean at a linear predictor; the variance at that mean.
    fn at(self, predictor: f64) -> (f64, f64, f64) {
        match self {
            Family::Linear => (predictor, 1.0, 1.0),
            Family::Logistic => {
                let mean = 1.0 / (1.0 + (-predictor).exp());
                let variance = (mean * (1.0 - mean)).max(f64::EPSILON);
                (mean, variance, variance)
            }
            Family::Poisson => {
                let mean = predictor.exp().max(f64::EPSILON);
                (mean, mean, mean)
            }
        }
    }

    /// A linear predictor near an answer, to begin with.
    fn start(self, y: f64) -> f64 {
        match self {
            Family::Linear => y,
            Family::Logistic => {
                let mean = (y + 0.5) / 2.0;
                (mean / (1.0 - mean)).ln()
            }
            Family::Poisson => (y + 0.1).ln(),
        }
    }
}

impl Sampled<'_> {
    /// Regresses a column on others, of which one is usually all ones. Rows with a
    /// missing value must be outside the domain.
    ///
    /// The scores are those of the estimating equations (Binder 1983).
    ///
    /// # Errors
    /// [`Reason::EmptyDomain`], [`Reason::Collinear`], [`Reason::NotConverged`], and
    /// [`Reason::AllMissing`] for answers that the family cannot have.
    pub fn regression(
        &self,
        y: &[f64],
        columns: &[Vec<f64>],
        family: Family,
    ) -> Result<Regression, Reason> {
        let allowed = |row: usize| match family {
            Family::Linear => y[row].is_finite(),
            Family::Logistic => (0.0..=1.0).contains(&y[row]),
            Family::Poisson => y[row] >= 0.0 && y[row].is_finite(),
        };
        if (0..y.len()).any(|row| self.is_inside(row) && !allowed(row)) {
            return Err(Reason::AllMissing);
        }
        let coefficients = self.estimate(|weights| fit(weights, y, columns, family))?;
        let degrees_of_freedom = self.degrees_of_freedom() + 1.0 - columns.len() as f64;
        Ok(Regression { coefficients, degrees_of_freedom })
    }
}

const ROUNDS: usize = 100;

/// Coefficients by iteratively reweighted least squares, with their scores.
fn fit(
    weights: &[f64],
    y: &[f64],
    columns: &[Vec<f64>],
    family: Family,
) -> Result<Linearised, Reason> {
    let rows: Vec<usize> = (0..weights.len()).filter(|row| weights[*row] > 0.0).collect();
    if rows.is_empty() {
        return Err(Reason::EmptyDomain);
    }
    let scales = scales(&rows, columns);
    let x = |row: usize, column: usize| columns[column][row] / scales[column];
    let mut predictors: Vec<f64> = rows.iter().map(|row| family.start(y[*row])).collect();
    let mut coefficients: DVector<f64> = DVector::zeros(columns.len());
    let mut inverse = DMatrix::zeros(0, 0);
    let mut settled = false;
    for round in 0..ROUNDS {
        let (mut products, mut sums) =
            (DMatrix::zeros(columns.len(), columns.len()), DVector::zeros(columns.len()));
        for (row, predictor) in rows.iter().zip(&predictors) {
            let (mean, slope, variance) = family.at(*predictor);
            let weight = weights[*row] * slope * slope / variance;
            // The first round asks for the coefficients, later ones for what they lack.
            let working = (y[*row] - mean) / slope + if round == 0 { *predictor } else { 0.0 };
            for i in 0..columns.len() {
                let part = weight * x(*row, i);
                sums[i] += part * working;
                (0..=i).for_each(|j| products[(i, j)] += part * x(*row, j));
            }
        }
        products.fill_upper_triangle_with_lower_triangle();
        inverse = inverse_of(products)?;
        let step = &inverse * sums;
        coefficients += &step;
        predictors = rows
            .iter()
            .map(|row| (0..columns.len()).map(|j| x(*row, j) * coefficients[j]).sum())
            .collect();
        if coefficients.iter().any(|of| !of.is_finite()) {
            return Err(Reason::NotConverged);
        }
        let size = coefficients.amax().max(1e-8);
        settled = round > 0 && step.amax() <= 1e-12 * size;
        if settled {
            break;
        }
    }
    if !settled || predictors.iter().any(|of| family != Family::Linear && of.abs() > 30.0) {
        return Err(Reason::NotConverged);
    }
    let mut scores = vec![vec![0.0; weights.len()]; columns.len()];
    for (row, predictor) in rows.iter().zip(&predictors) {
        let (mean, slope, variance) = family.at(*predictor);
        let residual = (y[*row] - mean) * slope / variance;
        for (column, scores) in scores.iter_mut().enumerate() {
            let along: f64 = (0..columns.len()).map(|j| inverse[(column, j)] * x(*row, j)).sum();
            scores[*row] = along * residual / scales[column];
        }
    }
    let values = coefficients.iter().zip(&scales).map(|(of, scale)| of / scale).collect();
    Ok(Linearised { values, scores })
}

/// The largest value of each column, so that products are of one size.
fn scales(rows: &[usize], columns: &[Vec<f64>]) -> Vec<f64> {
    let largest = |column: &Vec<f64>| {
        rows.iter().fold(0.0f64, |largest, row| largest.max(column[*row].abs()))
    };
    columns.iter().map(largest).map(|scale| if scale > 0.0 { scale } else { 1.0 }).collect()
}

fn inverse_of(products: DMatrix<f64>) -> Result<DMatrix<f64>, Reason> {
    let diagonal = products.diagonal();
    let decomposed = products.cholesky().ok_or(Reason::Collinear)?;
    let factor = decomposed.l();
    let explained = |(i, whole): (usize, &f64)| factor[(i, i)].powi(2) < whole * 1e-11;
    if diagonal.iter().enumerate().any(explained) {
        return Err(Reason::Collinear);
    }
    Ok(decomposed.inverse())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::adjustment::Adjusted;
    use crate::design::{Design, LonelyPsu};

    fn with_rows<T>(count: usize, then: impl Fn(Sampled<'_>) -> T) -> T {
        let mut design = Design::new(LonelyPsu::Fail);
        let units: Vec<u32> = (0..count).map(|row| design.psu("", &row.to_string())).collect();
        let weights = Adjusted::new(vec![1.0; count]);
        then(Sampled::new(&design, &units, &weights))
    }

    #[test]
    fn a_line_through_points() {
        let x = vec![0.0, 1.0, 2.0, 3.0];
        let columns = [vec![1.0; 4], x];
        let found = with_rows(4, |rows| {
            rows.regression(&[1.0, 3.0, 5.0, 7.0], &columns, Family::Linear).unwrap()
        });
        assert!((found.coefficients.values[0] - 1.0).abs() < 1e-12);
        assert!((found.coefficients.values[1] - 2.0).abs() < 1e-12);
        assert_eq!(found.degrees_of_freedom, 2.0);
    }

    #[test]
    fn what_has_no_answer_is_refused() {
        let columns = [vec![1.0; 4], vec![2.0; 4]];
        let collinear = with_rows(4, |rows| {
            rows.regression(&[1.0, 3.0, 5.0, 7.0], &columns, Family::Linear).unwrap_err()
        });
        assert_eq!(collinear, Reason::Collinear);
        let columns = [vec![1.0; 4], vec![0.0, 0.0, 1.0, 1.0]];
        let separated = with_rows(4, |rows| {
            rows.regression(&[0.0, 0.0, 1.0, 1.0], &columns, Family::Logistic).unwrap_err()
        });
        assert_eq!(separated, Reason::NotConverged);
        let negative = with_rows(4, |rows| {
            rows.regression(&[-1.0, 0.0, 1.0, 1.0], &columns, Family::Poisson).unwrap_err()
        });
        assert_eq!(negative, Reason::AllMissing);
    }
}
