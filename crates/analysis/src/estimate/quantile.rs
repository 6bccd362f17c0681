//! Weighted quantiles with Woodruff's interval.

use std::collections::BTreeMap;

use crate::design::Design;
use crate::estimate::distribution::student_quantile;
use crate::estimate::variance;
use crate::results::Reason;

/// A row with a value, for quantiles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuantileRow {
    /// Number of its PSU.
    pub psu: u32,
    /// Weight.
    pub weight: f64,
    /// Value.
    pub y: f64,
}

/// A quantile with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// The smallest value at which the weighted share of rows reaches p.
    pub value: f64,
    /// Half the interval's width over t; `None` when an end of it is beyond the data.
    pub standard_error: Option<f64>,
    /// Lower end; `None` when it is beyond the data.
    pub low: Option<f64>,
    /// Upper end; `None` when it is beyond the data.
    pub high: Option<f64>,
    /// Why there is no interval at all.
    pub reason: Option<Reason>,
}

/// The p-quantile of rows in a domain, with the interval of Woodruff (1952): that of
/// the share of rows up to the quantile, read back through the distribution. It is
/// R's `svyquantile(interval.type = "mean", qrule = "math")`. `None` without rows.
pub fn quantile(
    design: &Design,
    rows: &[QuantileRow],
    p: f64,
    degrees_of_freedom: f64,
    confidence: f64,
) -> Option<Quantile> {
    let distribution = Distribution::new(rows)?;
    let value = distribution.quantile(p);
    let mut found = Quantile { value, standard_error: None, low: None, high: None, reason: None };
    let critical = student_quantile((1.0 + confidence) / 2.0, degrees_of_freedom);
    match share_up_to(design, rows, value)
        .and_then(|share| Ok((share, critical.ok_or(Reason::OnePsu)?)))
    {
        Err(reason) => found.reason = Some(reason),
        Ok(((share, error), critical)) => {
            let ends = [share - critical * error, share + critical * error];
            let [low, high] =
                ends.map(|end| (0.0..=1.0).contains(&end).then(|| distribution.quantile(end)));
            (found.low, found.high) = (low, high);
            found.standard_error = low.zip(high).map(|(low, high)| (high - low) / (2.0 * critical));
        }
    }
    Some(found)
}

/// The share of rows with values up to `limit`, and its standard error.
fn share_up_to(design: &Design, rows: &[QuantileRow], limit: f64) -> Result<(f64, f64), Reason> {
    let mut psus: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for row in rows {
        let (all, below) = psus.entry(row.psu).or_default();
        *all += row.weight;
        *below += if row.y <= limit { row.weight } else { 0.0 };
    }
    let all: f64 = psus.values().map(|sums| sums.0).sum();
    let share = psus.values().map(|sums| sums.1).sum::<f64>() / all;
    let scores = psus.iter().map(|(&psu, sums)| (psu, (sums.1 - share * sums.0) / all));
    Ok((share, variance::of_total(design, scores)?.sqrt()))
}

/// Values in order with the weight up to each.
struct Distribution {
    values: Vec<f64>,
    cumulated: Vec<f64>,
}

impl Distribution {
    fn new(rows: &[QuantileRow]) -> Option<Self> {
        let mut sorted: Vec<(f64, f64)> =
            rows.iter().filter(|row| row.weight > 0.0).map(|row| (row.y, row.weight)).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut sum = 0.0;
        let cumulated: Vec<f64> = sorted
            .iter()
            .map(|(_, weight)| {
                sum += weight;
                sum
            })
            .collect();
        (sum > 0.0)
            .then(|| Distribution { values: sorted.iter().map(|row| row.0).collect(), cumulated })
    }

    fn quantile(&self, p: f64) -> f64 {
        let last = self.values.len() - 1;
        let target = p * self.cumulated[last];
        self.values[self.cumulated.partition_point(|&sum| sum < target).min(last)]
    }
}
