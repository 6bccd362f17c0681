//! Outliers: a few values so far out that they would rule an index.

/// What was done to the values of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// Nothing: they are not far out.
    None,
    /// So many of the outermost values were brought to the next one.
    Winsorised(usize),
    /// Logarithms were taken, since winsorising was not enough.
    Logarithm,
}

/// Brings the outermost values to the next, up to `most` of them, while skewness
/// exceeds 2 and kurtosis 3.5; when that is not enough, takes the logarithm of the
/// values as they were, moved so that all are above 0.
pub fn treat(values: &[Option<f64>], most: usize) -> (Vec<Option<f64>>, Treatment) {
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    let mut treated = known.clone();
    let mut count = 0;
    while is_far_out(&treated) && count < most {
        let high = skewness(&treated).is_some_and(|skewness| skewness > 0.0);
        let sign = if high { 1.0 } else { -1.0 };
        let outermost = |values: &mut dyn Iterator<Item = f64>| {
            values.map(|value| sign * value).fold(f64::NEG_INFINITY, f64::max)
        };
        let end = outermost(&mut treated.iter().copied());
        let next = outermost(&mut treated.iter().copied().filter(|value| sign * value < end));
        treated.iter_mut().filter(|value| sign * **value == end).for_each(|v| *v = sign * next);
        count += 1;
    }
    let done = if count == 0 {
        Treatment::None
    } else if !is_far_out(&treated) {
        Treatment::Winsorised(count)
    } else {
        treated = logarithm(&known);
        Treatment::Logarithm
    };
    let mut treated = treated.into_iter();
    (values.iter().map(|value| value.and_then(|_| treated.next())).collect(), done)
}

fn is_far_out(values: &[f64]) -> bool {
    skewness(values).is_some_and(|skewness| skewness.abs() > 2.0)
        && kurtosis(values).is_some_and(|kurtosis| kurtosis > 3.5)
}

fn logarithm(values: &[f64]) -> Vec<f64> {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let margin = 0.01 * (greatest - least);
    if skewness(values).is_some_and(|skewness| skewness < 0.0) {
        return values.iter().map(|value| -(greatest - value + margin).ln()).collect();
    }
    values.iter().map(|value| (value - least + margin).ln()).collect()
}

/// Central moments of the second, third and fourth order.
fn moments(values: &[f64]) -> (f64, f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let moment =
        |order: i32| values.iter().map(|value| (value - mean).powi(order)).sum::<f64>() / n;
    (moment(2), moment(3), moment(4))
}

/// Skewness, corrected for small samples; `None` for fewer than three values or no spread.
pub fn skewness(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let (second, third, _) = moments(values);
    (n > 2.0 && second > 0.0).then(|| third / second.powf(1.5) * (n * (n - 1.0)).sqrt() / (n - 2.0))
}

/// Kurtosis beyond that of the normal distribution, corrected for small samples;
/// `None` for fewer than four values or no spread.
pub fn kurtosis(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let (second, _, fourth) = moments(values);
    (n > 3.0 && second > 0.0).then(|| {
        let excess = fourth / (second * second) - 3.0;
        (n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1.0) * excess + 6.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_far_out_is_brought_in() {
        let mut values: Vec<Option<f64>> = (1..10).map(|value| Some(f64::from(value))).collect();
        values.push(None);
        assert_eq!(treat(&values, 5).1, Treatment::None);
        values.push(Some(90.0));
        let (treated, done) = treat(&values, 5);
        assert_eq!(done, Treatment::Winsorised(1));
        assert_eq!((treated[9], treated[10]), (None, Some(9.0)));
    }

    #[test]
    fn few_or_equal_values_have_no_shape() {
        assert_eq!(skewness(&[1.0, 2.0]), None);
        assert_eq!(kurtosis(&[2.0; 5]), None);
        assert_eq!(treat(&[Some(1.0); 5], 5).1, Treatment::None);
    }
}
