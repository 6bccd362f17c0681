//! Means, totals and ratios: statistics that are linear, or made linear, in sums.

use crate::estimate::cells::{Domain, Sums};
use crate::estimate::variance;
use crate::results::Reason;

/// An estimate with what its interval needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimated {
    /// The number.
    pub value: f64,
    /// Its standard error, or why there is none.
    pub standard_error: Result<f64, Reason>,
    /// Variance over that of a simple random sample without replacement of as
    /// many rows from a population as large as the sum of weights.
    pub design_effect: Option<f64>,
    /// Rows with a value.
    pub n: u64,
    /// Sum of their weights.
    pub weighted_n: f64,
    /// Kish's effective number of rows: (Σw)²/Σw².
    pub kish_n: f64,
    /// PSUs with such a row.
    pub psus: u64,
    /// PSUs with a row of the base minus strata with one.
    pub degrees_of_freedom: f64,
}

/// First-order sums of a domain, without pivots.
struct Totals {
    n: u64,
    psus: u64,
    w: f64,
    y: f64,
    x: f64,
}

impl<'a> Domain<'a> {
    /// The weighted mean: Σwy/Σw. Of zeros and ones it is a proportion.
    ///
    /// # Errors
    /// [`Reason::EmptyDomain`] without rows, [`Reason::AllMissing`] without values.
    pub fn mean(self) -> Result<Estimated, Reason> {
        let totals = self.totals()?;
        let from_pivot = self.answered().map(|(_, sums)| sums.wy).sum::<f64>() / totals.w;
        let score = move |sums: &Sums| (sums.wy - from_pivot * sums.w) / totals.w;
        let spread = self.squares.wyy - from_pivot * from_pivot * totals.w;
        Ok(self.estimated(&totals, self.pivot_y + from_pivot, score, spread / totals.w.powi(2)))
    }

    /// The weighted total: Σwy.
    ///
    /// # Errors
    /// As [`Domain::mean`].
    pub fn total(self) -> Result<Estimated, Reason> {
        let totals = self.totals()?;
        let pivot = self.pivot_y;
        let score = move |sums: &Sums| sums.wy + pivot * sums.w;
        let from_pivot = totals.y / totals.w - pivot;
        let spread = self.squares.wyy - from_pivot * from_pivot * totals.w;
        Ok(self.estimated(&totals, totals.y, score, spread))
    }

    /// The ratio of two totals: Σwy/Σwx.
    ///
    /// # Errors
    /// As [`Domain::mean`]; [`Reason::EmptyDomain`] also when the denominator is 0.
    pub fn ratio(self) -> Result<Estimated, Reason> {
        let totals = self.totals()?;
        if totals.x == 0.0 {
            return Err(Reason::EmptyDomain);
        }
        let ratio = totals.y / totals.x;
        let pivot = self.pivot_y - ratio * self.pivot_x;
        let score = move |sums: &Sums| (sums.wy - ratio * sums.wx + pivot * sums.w) / totals.x;
        let squares = self.squares;
        // Residuals y - Rx have the mean 0, that is -pivot from the pivots.
        let spread = squares.wyy - 2.0 * ratio * squares.wxy + ratio * ratio * squares.wxx
            - pivot * pivot * totals.w;
        Ok(self.estimated(&totals, ratio, score, spread / totals.x.powi(2)))
    }

    fn totals(self) -> Result<Totals, Reason> {
        let mut totals = Totals { n: 0, psus: 0, w: 0.0, y: 0.0, x: 0.0 };
        for (_, sums) in self.answered() {
            totals.n += sums.answered;
            totals.psus += 1;
            totals.w += sums.w;
            totals.y += sums.wy + self.pivot_y * sums.w;
            totals.x += sums.wx + self.pivot_x * sums.w;
        }
        match totals.n {
            0 if self.rows() == 0 => Err(Reason::EmptyDomain),
            0 => Err(Reason::AllMissing),
            _ => Ok(totals),
        }
    }

    /// `score` is what a cell adds to the linearised statistic; `spread` is Σw(z - z̄)²
    /// of the linearised rows z, scaled so that the statistic is Σwz.
    fn estimated(
        self,
        totals: &Totals,
        value: f64,
        score: impl Fn(&Sums) -> f64 + Copy,
        spread: f64,
    ) -> Estimated {
        let scores = self.answered().map(move |(psu, sums)| (psu, score(sums)));
        let degrees_of_freedom = self.degrees_of_freedom() as f64;
        let variance = match (totals.psus, degrees_of_freedom) {
            (1, 0.0) => Err(Reason::OnePsu),
            (_, 0.0) => Err(Reason::LonelyPsu),
            _ => variance::of_total(self.design, scores),
        };
        let simple = simple_random(totals.n as f64, totals.w, spread);
        Estimated {
            value,
            standard_error: variance.map(f64::sqrt),
            design_effect: variance.ok().zip(simple).map(|(variance, simple)| variance / simple),
            n: totals.n,
            weighted_n: totals.w,
            kish_n: totals.w * totals.w / self.squares.ww,
            psus: totals.psus,
            degrees_of_freedom,
        }
    }
}

/// The variance of Σwz under simple random sampling without replacement of n rows
/// from w; `None` when it is 0 or the weights do not add up to the rows.
fn simple_random(n: f64, w: f64, spread: f64) -> Option<f64> {
    let variance = spread / w * n / (n - 1.0) * w * (w - n) / n;
    (n > 1.0 && w > n && variance > 0.0).then_some(variance)
}
