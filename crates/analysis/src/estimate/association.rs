//! Whether two divisions of a population have to do with each other: tests of
//! two-way tables that know of the design.

use nalgebra::{DMatrix, DVector};
use serde::{Deserialize, Serialize};

use crate::estimate::distribution::{chi_square_upper, f_upper};
use crate::estimate::mixture;
use crate::estimate::sampled::{Estimates, Sampled};
use crate::estimate::statistics;
use crate::results::Reason;

/// A test of independence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssociationTest {
    /// Rao and Scott (1984), second order: Pearson's statistic over the mean of its
    /// eigenvalues, against F with Satterthwaite's degrees of freedom.
    #[default]
    RaoScottF,
    /// Rao and Scott, first order: against chi-square.
    RaoScottChiSquare,
    /// Koch, Freeman and Freeman (1975).
    Wald,
    /// Wald's statistic made smaller for the degrees of freedom of the design.
    AdjustedWald,
    /// Pearson's statistic against the mixture of chi-squares that it follows.
    Mixture,
    /// The same by the saddlepoint approximation.
    Saddlepoint,
}

/// The outcome of a test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TestResult {
    /// The statistic.
    pub statistic: f64,
    /// Degrees of freedom of the numerator, or the only ones.
    pub numerator: Option<f64>,
    /// Degrees of freedom of the denominator.
    pub denominator: Option<f64>,
    /// The probability of a statistic as large or larger when nothing is associated.
    pub p_value: f64,
}

/// Two divisions of rows; rows without a part are outside the table.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// Part of the first division of each row, from 0.
    pub first: &'a [Option<u32>],
    /// Number of its parts.
    pub first_parts: usize,
    /// Part of the second division of each row, from 0.
    pub second: &'a [Option<u32>],
    /// Number of its parts.
    pub second_parts: usize,
}

impl Table<'_> {
    fn cells(&self) -> usize {
        self.first_parts * self.second_parts
    }

    /// Cell of each row: the first division varies fastest.
    fn cell(&self, row: usize) -> Option<usize> {
        let (first, second) = self.first[row].zip(self.second[row])?;
        Some(first as usize + self.first_parts * second as usize)
    }

    fn parts(&self, cell: usize) -> (usize, usize) {
        (cell % self.first_parts, cell / self.first_parts)
    }

    fn indicators(&self, count: usize, of: impl Fn(usize) -> Option<usize>) -> Vec<Vec<f64>> {
        let mut columns = vec![vec![0.0; self.first.len()]; count];
        (0..self.first.len()).for_each(|row| {
            if let Some(part) = of(row) {
                columns[part][row] = 1.0;
            }
        });
        columns
    }
}

impl Sampled<'_> {
    /// Tests whether two divisions are independent in the domain.
    ///
    /// # Errors
    /// [`Reason::EmptyDomain`], [`Reason::Degenerate`] for a table with one row or
    /// column, [`Reason::Collinear`] when the covariance cannot be inverted, and why
    /// there is no covariance.
    pub fn association(
        &self,
        table: &Table<'_>,
        test: AssociationTest,
    ) -> Result<TestResult, Reason> {
        if table.first_parts < 2 || table.second_parts < 2 {
            return Err(Reason::Degenerate);
        }
        let degrees = self.degrees_of_freedom();
        if degrees <= 0.0 {
            return Err(Reason::OnePsu);
        }
        let complete = self.within(|row| table.cell(row).is_some());
        match test {
            AssociationTest::Wald | AssociationTest::AdjustedWald => {
                complete.wald(table, degrees, test == AssociationTest::AdjustedWald)
            }
            _ => complete.rao_scott(table, degrees, self.n() as f64, test),
        }
    }

    fn wald(&self, table: &Table<'_>, degrees: f64, adjusted: bool) -> Result<TestResult, Reason> {
        let mut columns = table.indicators(table.cells(), |row| table.cell(row));
        let first = |row: usize| table.first[row].map(|part| part as usize);
        let second = |row: usize| table.second[row].map(|part| part as usize);
        columns.extend(table.indicators(table.first_parts, first));
        columns.extend(table.indicators(table.second_parts, second));
        columns.push(vec![1.0; table.first.len()]);
        let totals = self.estimate(|weights| statistics::totals(weights, &columns))?;
        let (distance, gradient) = from_independence(table, &totals);
        let covariance = totals.covariance?;
        let covariance = &gradient * covariance * gradient.transpose();
        let inverted = covariance.lu().solve(&distance).ok_or(Reason::Collinear)?;
        let squared = distance.dot(&inverted);
        let free = distance.len() as f64;
        let (statistic, denominator) = if adjusted {
            let denominator = degrees - free + 1.0;
            (squared * denominator / (free * degrees), denominator)
        } else {
            (squared / free, degrees)
        };
        if denominator <= 0.0 || !statistic.is_finite() {
            return Err(Reason::Collinear);
        }
        let p_value = f_upper(statistic, free, denominator);
        Ok(TestResult { statistic, numerator: Some(free), denominator: Some(denominator), p_value })
    }

    fn rao_scott(
        &self,
        table: &Table<'_>,
        degrees: f64,
        rows: f64,
        test: AssociationTest,
    ) -> Result<TestResult, Reason> {
        let columns = table.indicators(table.cells(), |row| table.cell(row));
        let shares = self.estimate(|weights| statistics::means(weights, &columns))?;
        let pearson = pearson(table, &shares.values, rows)?;
        let eigenvalues = eigenvalues(table, &shares, rows)?;
        let count = eigenvalues.len() as f64;
        let sum: f64 = eigenvalues.iter().sum();
        let squares: f64 = eigenvalues.iter().map(|value| value * value).sum();
        let satterthwaite = sum * sum / squares;
        let denominator = satterthwaite * degrees;
        let mut found =
            TestResult { statistic: pearson, numerator: None, denominator: None, p_value: 0.0 };
        let replicated = self.is_replicated();
        found.p_value = match test {
            AssociationTest::RaoScottChiSquare => {
                found.numerator = Some(count);
                chi_square_upper(pearson / (sum / count), count)
            }
            AssociationTest::Mixture if replicated => {
                mixture::chi_squares_upper(pearson, &eigenvalues)
            }
            AssociationTest::Mixture => mixture::ratio_upper(pearson, &eigenvalues, denominator),
            AssociationTest::Saddlepoint if replicated => {
                mixture::chi_squares_saddlepoint(pearson, &eigenvalues)
            }
            AssociationTest::Saddlepoint => {
                mixture::ratio_saddlepoint(pearson, &eigenvalues, denominator)
            }
            _ => {
                found.statistic = pearson / sum;
                (found.numerator, found.denominator) = (Some(satterthwaite), Some(denominator));
                f_upper(found.statistic, satterthwaite, denominator)
            }
        };
        if found.p_value.is_nan() { Err(Reason::Degenerate) } else { Ok(found) }
    }
}

/// How far each cell total, but those of the first row and column, is from what its
/// margins say, and how that moves with the totals.
fn from_independence(table: &Table<'_>, totals: &Estimates) -> (DVector<f64>, DMatrix<f64>) {
    let (cells, firsts) = (table.cells(), table.first_parts);
    let values = &totals.values;
    let all = values[values.len() - 1];
    let free: Vec<usize> = (0..cells)
        .filter(|cell| {
            let (first, second) = table.parts(*cell);
            first > 0 && second > 0
        })
        .collect();
    let mut gradient = DMatrix::zeros(free.len(), values.len());
    let distance = free.iter().enumerate().map(|(number, cell)| {
        let (first, second) = table.parts(*cell);
        let (a, b) = (cells + first, cells + firsts + second);
        gradient[(number, *cell)] = 1.0;
        gradient[(number, a)] = -values[b] / all;
        gradient[(number, b)] = -values[a] / all;
        gradient[(number, values.len() - 1)] = values[a] * values[b] / (all * all);
        values[*cell] - values[a] * values[b] / all
    });
    let distance = DVector::from_iterator(free.len(), distance.collect::<Vec<_>>());
    (distance, gradient)
}

/// Pearson's statistic of shares, as if of `rows` rows.
fn pearson(table: &Table<'_>, shares: &[f64], rows: f64) -> Result<f64, Reason> {
    let (mut first, mut second) = (vec![0.0; table.first_parts], vec![0.0; table.second_parts]);
    for (cell, share) in shares.iter().enumerate() {
        let (a, b) = table.parts(cell);
        first[a] += share;
        second[b] += share;
    }
    if first.iter().chain(&second).any(|share| *share <= 0.0) {
        return Err(Reason::Degenerate);
    }
    let part = |(cell, share): (usize, &f64)| {
        let (a, b) = table.parts(cell);
        let expected = first[a] * second[b];
        (share - expected).powi(2) / expected
    };
    Ok(rows * shares.iter().enumerate().map(part).sum::<f64>())
}

/// The generalised design effects of the table: by how much the covariance of its
/// interactions exceeds that of a simple random sample.
fn eigenvalues(table: &Table<'_>, shares: &Estimates, rows: f64) -> Result<Vec<f64>, Reason> {
    let covariance = shares.covariance.as_ref().map_err(|reason| *reason)?;
    let cells = table.cells();
    let free = (table.first_parts - 1) * (table.second_parts - 1);
    // Interactions without main effects, each divided by the share of its cell.
    let contrast = |cell: usize, number: usize| {
        let (a, b) = table.parts(cell);
        let (i, j) = (number % (table.first_parts - 1) + 1, number / (table.first_parts - 1) + 1);
        let here = |part: usize, wanted: usize, parts: usize| {
            f64::from(part == wanted) - 1.0 / parts as f64
        };
        here(a, i, table.first_parts) * here(b, j, table.second_parts)
    };
    let inverse = |cell: usize| {
        let share = shares.values[cell];
        if share == 0.0 { 0.0 } else { 1.0 / share }
    };
    let scaled =
        DMatrix::from_fn(cells, free, |cell, number| contrast(cell, number) * inverse(cell));
    let simple = DMatrix::from_fn(free, free, |i, j| {
        (0..cells).map(|cell| contrast(cell, i) * inverse(cell) * contrast(cell, j)).sum::<f64>()
            / rows
    });
    let design = scaled.transpose() * covariance * &scaled;
    let factor = simple.cholesky().ok_or(Reason::Collinear)?.l();
    let half = factor.solve_lower_triangular(&design).ok_or(Reason::Collinear)?;
    let whole = factor.solve_lower_triangular(&half.transpose()).ok_or(Reason::Collinear)?;
    let symmetric = (&whole + whole.transpose()) / 2.0;
    let mut values: Vec<f64> = symmetric.symmetric_eigenvalues().iter().copied().collect();
    values.sort_by(f64::total_cmp);
    if values.iter().sum::<f64>() > 0.0 { Ok(values) } else { Err(Reason::Degenerate) }
}
