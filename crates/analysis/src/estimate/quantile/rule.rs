//! Where between two values a quantile lies: the rules of Hyndman and Fan (1996),
//! carried over to weights as R's `svyquantile` does.

use serde::{Deserialize, Serialize};

/// How a quantile is read from weighted values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The smallest value at which the weighted share reaches p; type 1.
    #[default]
    Math,
    /// As taught in school: the mean of two values when p falls between them; type 2.
    School,
    /// Shah and Vaish (2006): weights scaled to the number of rows. R 4.5 scales only
    /// one of the two terms, so that its answer depends on the unit of the weights.
    Shahvaish,
    /// Type 3: the nearest even order statistic.
    Hf3,
    /// Type 4: linear in the weighted share.
    Hf4,
    /// Type 5: linear, each value at the middle of its weight.
    Hf5,
    /// Type 6: linear, with one more weight beyond the last.
    Hf6,
    /// Type 7: linear from the first value to the last.
    Hf7,
    /// Type 8: nearly unbiased for the median.
    Hf8,
    /// Type 9: nearly unbiased for normal values.
    Hf9,
}

/// Values in order with their weights; those without weight are left out.
#[derive(Clone, Debug)]
pub(crate) struct Distribution {
    values: Vec<f64>,
    weights: Vec<f64>,
    cumulated: Vec<f64>,
}

impl Distribution {
    /// `None` without weight.
    pub(crate) fn new(rows: impl Iterator<Item = (f64, f64)>) -> Option<Self> {
        let mut sorted: Vec<(f64, f64)> = rows.filter(|(_, weight)| *weight > 0.0).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (values, weights): (Vec<f64>, Vec<f64>) = sorted.into_iter().unzip();
        let mut sum = 0.0;
        let add = |weight: &f64| {
            sum += weight;
            sum
        };
        let cumulated = weights.iter().map(add).collect();
        (!values.is_empty()).then_some(Distribution { values, weights, cumulated })
    }

    /// The smallest and the greatest value.
    pub(crate) fn range(&self) -> (f64, f64) {
        (self.values[0], self.values[self.values.len() - 1])
    }

    /// The values in order.
    pub(crate) fn values(&self) -> &[f64] {
        &self.values
    }

    /// The p-quantile.
    pub(crate) fn quantile(&self, rule: Rule, p: f64) -> f64 {
        let last = self.values.len() - 1;
        if last == 0 {
            return self.values[0];
        }
        let all = self.cumulated[last];
        let before = |row: usize| self.cumulated[row] - self.weights[row];
        match rule {
            Rule::Math | Rule::School | Rule::Hf4 => self.between(rule, p),
            Rule::Hf3 => self.even(p),
            Rule::Hf5 => {
                self.linear(p, |row| (self.cumulated[row] - self.weights[row] / 2.0) / all)
            }
            Rule::Hf6 => self.linear(p, |row| self.cumulated[row] / (all + self.weights[last])),
            Rule::Hf7 => self.linear(p, |row| before(row) / self.cumulated[last - 1]),
            Rule::Hf8 => self.linear(p, |row| {
                (before(row) / 3.0 + self.cumulated[row] * 2.0 / 3.0)
                    / (all + self.weights[last] / 3.0)
            }),
            Rule::Hf9 => self.linear(p, |row| {
                (before(row) * 3.0 / 8.0 + self.cumulated[row] * 5.0 / 8.0)
                    / (all + self.weights[last] / 4.0)
            }),
            Rule::Shahvaish => {
                let n = self.values.len() as f64;
                let mean = all / n;
                let place = |row: usize| {
                    ((self.cumulated[row] - self.weights[row] / 2.0) / mean + 0.5) / (n + 1.0)
                };
                let after = (0..=last).take_while(|row| place(*row) <= p).count();
                self.values[after.saturating_sub(1)]
            }
        }
    }

    /// The rules that look at the last value whose cumulated share is at most p, and
    /// the one after it.
    fn between(&self, rule: Rule, p: f64) -> f64 {
        let last = self.values.len() - 1;
        let all = self.cumulated[last];
        let after = self.cumulated.partition_point(|sum| *sum <= p * all);
        if after == 0 {
            return self.values[0];
        }
        let (low, high) = (after - 1, after.min(last));
        let beyond = p - self.cumulated[low] / all;
        let (here, next) = (self.values[low], self.values[high]);
        match rule {
            Rule::Math if beyond == 0.0 => here,
            Rule::School if beyond == 0.0 => (here + next) / 2.0,
            Rule::Hf4 => {
                let up_to = self.cumulated[high] / all - p;
                let share = if beyond + up_to == 0.0 { 0.0 } else { beyond / (beyond + up_to) };
                here * (1.0 - share) + next * share
            }
            _ => next,
        }
    }

    fn even(&self, p: f64) -> f64 {
        let mut distinct: Vec<(f64, f64)> = Vec::new();
        for (value, weight) in self.values.iter().zip(&self.weights) {
            match distinct.last_mut() {
                Some((last, sum)) if last == value => *sum += weight,
                _ => distinct.push((*value, *weight)),
            }
        }
        let all = self.cumulated[self.cumulated.len() - 1];
        let (mut sum, mut low, mut cumulated) = (0.0, 0, 0.0);
        for (number, (_, weight)) in distinct.iter().enumerate() {
            sum += weight;
            if sum <= p * all {
                (low, cumulated) = (number + 1, sum);
            }
        }
        if low == 0 {
            return distinct[0].0;
        }
        let stays = p - cumulated / all == 0.0 && low % 2 == 0;
        distinct[if stays { low - 1 } else { low.min(distinct.len() - 1) }].0
    }

    /// Linear between the places of values; beyond them the first and the last value.
    fn linear(&self, p: f64, place: impl Fn(usize) -> f64) -> f64 {
        let last = self.values.len() - 1;
        if p <= place(0) {
            return self.values[0];
        }
        if p >= place(last) {
            return self.values[last];
        }
        let (mut low, mut high) = (0, last);
        while high - low > 1 {
            let middle = (low + high) / 2;
            if place(middle) <= p { low = middle } else { high = middle }
        }
        let (here, there) = (place(low), place(high));
        let share = if there > here { (p - here) / (there - here) } else { 0.0 };
        self.values[low] + share * (self.values[high] - self.values[low])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_weights_give_the_types_of_hyndman_and_fan() {
        let distribution = Distribution::new([4.0, 1.0, 3.0, 2.0].map(|y| (y, 1.0)).into_iter());
        let distribution = distribution.unwrap();
        let expected = [
            (Rule::Math, 1.0),
            (Rule::School, 1.5),
            (Rule::Hf4, 1.0),
            (Rule::Hf5, 1.5),
            (Rule::Hf6, 1.25),
            (Rule::Hf7, 1.75),
            (Rule::Hf8, 1.0 + 5.0 / 12.0),
            (Rule::Hf9, 1.4375),
        ];
        for (rule, quantile) in expected {
            let found = distribution.quantile(rule, 0.25);
            assert!((found - quantile).abs() < 1e-12, "{rule:?}: {found}");
        }
    }

    #[test]
    fn the_ends_are_the_first_and_last_value() {
        let distribution = Distribution::new([(1.0, 2.0), (5.0, 1.0)].into_iter()).unwrap();
        for rule in [Rule::Math, Rule::School, Rule::Hf3, Rule::Hf4, Rule::Hf6, Rule::Shahvaish] {
            assert_eq!(distribution.quantile(rule, 0.0), 1.0, "{rule:?}");
            assert_eq!(distribution.quantile(rule, 1.0), 5.0, "{rule:?}");
        }
    }
}
