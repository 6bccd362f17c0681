//! A value axis with few, round ticks.

/// A range of values with its ticks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Axis {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) ticks: Vec<f64>,
    step: f64,
}

impl Axis {
    /// The smallest axis of at most `most` round steps that covers zero and the values.
    pub(crate) fn covering(values: impl IntoIterator<Item = f64>, most: usize) -> Axis {
        let (mut low, mut high) = (0.0f64, 0.0f64);
        for value in values.into_iter().filter(|value| value.is_finite()) {
            low = low.min(value);
            high = high.max(value);
        }
        if low == high {
            high = 1.0;
        }
        let mut step = round_step((high - low) / most as f64);
        loop {
            let (first, last) = ((low / step).floor(), (high / step - 1e-9).ceil());
            if last - first <= most as f64 {
                let ticks = (0..=(last - first) as usize)
                    .map(|index| (first + index as f64) * step)
                    .collect();
                return Axis { low: first * step, high: last * step, ticks, step };
            }
            step = round_step(step * 1.01);
        }
    }

    /// Where a value lies, 0 being the low end and 1 the high one; never outside.
    pub(crate) fn place(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// Decimals that the ticks need, when values are multiplied by `factor`.
    pub(crate) fn decimals(&self, factor: f64) -> u8 {
        let step = self.step * factor;
        (0..6u8)
            .find(|&d| ((step * 10f64.powi(i32::from(d))).fract() + 1e-6).fract() < 2e-6)
            .unwrap_or(6)
    }
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten that is not less.
fn round_step(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    let factors = [1.0, 2.0, 2.5, 5.0, 10.0];
    factors
        .iter()
        .map(|factor| factor * power)
        .find(|step| *step >= least * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_round_ticks() {
        let cases: [(&[f64], &[f64]); 6] = [
            (&[0.71, 0.98], &[0.0, 0.25, 0.5, 0.75, 1.0]),
            (&[0.17], &[0.0, 0.05, 0.1, 0.15, 0.2]),
            (&[], &[0.0, 0.25, 0.5, 0.75, 1.0]),
            (&[-3.0, 9.0], &[-5.0, 0.0, 5.0, 10.0]),
            (&[1.0], &[0.0, 0.25, 0.5, 0.75, 1.0]),
            (&[3e9], &[0.0, 1e9, 2e9, 3e9]),
        ];
        for (values, ticks) in cases {
            let axis = Axis::covering(values.iter().copied(), 4);
            assert_eq!(axis.ticks.len(), ticks.len(), "{values:?}: {axis:?}");
            assert!(axis.ticks.iter().zip(ticks).all(|(a, b)| (a - b).abs() < 1e-9), "{axis:?}");
        }
    }

    #[test]
    fn decimals_of_ticks() {
        assert_eq!(Axis::covering([0.98], 4).decimals(100.0), 0);
        assert_eq!(Axis::covering([0.98], 4).decimals(1.0), 2);
        assert_eq!(Axis::covering([0.004], 4).decimals(100.0), 1);
    }
}
