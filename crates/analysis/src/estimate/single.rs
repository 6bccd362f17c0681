//! Means, totals and ratios of rows, with everything that is told of an estimate.

use crate::estimate::linear::Estimated;
use crate::estimate::sampled::{Linearised, Sampled};
use crate::estimate::statistics::{self, Reference};
use crate::results::Reason;

impl Sampled<'_> {
    /// The weighted mean of a column; of zeros and ones it is a proportion.
    ///
    /// # Errors
    /// [`Reason::EmptyDomain`] without rows.
    pub fn mean(&self, y: &[f64], reference: Reference) -> Result<Estimated, Reason> {
        let columns = [y.to_vec()];
        self.single(|weights| statistics::means(weights, &columns), reference)
    }

    /// The weighted total of a column.
    ///
    /// # Errors
    /// As [`Sampled::mean`].
    pub fn total(&self, y: &[f64], reference: Reference) -> Result<Estimated, Reason> {
        let columns = [y.to_vec()];
        self.single(|weights| statistics::totals(weights, &columns), reference)
    }

    /// The ratio of the totals of two columns.
    ///
    /// # Errors
    /// As [`Sampled::mean`], also when the denominator is 0.
    pub fn ratio(&self, y: &[f64], x: &[f64], reference: Reference) -> Result<Estimated, Reason> {
        self.single(|weights| statistics::ratio(weights, y, x), reference)
    }

    /// The variance of a column in the population.
    ///
    /// # Errors
    /// As [`Sampled::mean`]; [`Reason::OneRow`] unless there are two.
    pub fn variance(&self, y: &[f64]) -> Result<Estimated, Reason> {
        let n = self.n() as f64;
        self.single(|weights| statistics::variance(weights, y, n), Reference::WithReplacement)
    }

    /// A statistic of one value. Its standard error is withheld when the domain has one
    /// PSU, or none of its strata has two.
    ///
    /// # Errors
    /// What the statistic says.
    pub fn single(
        &self,
        statistic: impl Fn(&[f64]) -> Result<Linearised, Reason>,
        reference: Reference,
    ) -> Result<Estimated, Reason> {
        let found = self.estimate(&statistic)?;
        let weights = self.weights();
        let (psus, degrees_of_freedom) = (self.psus(), self.degrees_of_freedom());
        let standard_error = match (psus, degrees_of_freedom) {
            (1, 0.0) => Err(Reason::OnePsu),
            (_, 0.0) => Err(Reason::LonelyPsu),
            _ => found.standard_error(0),
        };
        let full = statistic(&weights)?;
        let simple = full
            .scores
            .first()
            .and_then(|scores| statistics::simple_random(&weights, scores, reference));
        let weighted_n: f64 = weights.iter().sum();
        let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
        Ok(Estimated {
            value: found.values[0],
            standard_error,
            design_effect: standard_error
                .ok()
                .zip(simple)
                .map(|(error, simple)| error * error / simple),
            n: self.n(),
            weighted_n,
            kish_n: weighted_n * weighted_n / squares,
            psus,
            degrees_of_freedom,
        })
    }
}
