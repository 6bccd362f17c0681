//! The distribution of weighted sums of chi-squares, which statistics of tables follow
//! when the sample is not simple.

use crate::estimate::distribution::{chi_square_upper, f_upper, normal_upper};

/// P(Σ aχ²₁ > x) for positive weights, by Ruben's series (Farebrother 1984).
pub(super) fn chi_squares_upper(x: f64, weights: &[f64]) -> f64 {
    let weights: Vec<f64> = weights.iter().copied().filter(|weight| *weight > 1e-12).collect();
    if weights.is_empty() || x <= 0.0 {
        return if x < 0.0 { 1.0 } else { 0.0 };
    }
    let least = weights.iter().copied().fold(f64::INFINITY, f64::min);
    let rest: Vec<f64> = weights.iter().map(|weight| 1.0 - least / weight).collect();
    let mut powers = vec![1.0; weights.len()];
    let mut sums: Vec<f64> = Vec::new();
    let mut terms = vec![weights.iter().map(|weight| (least / weight).sqrt()).product::<f64>()];
    let tail =
        |number: usize| chi_square_upper(x / least, weights.len() as f64 + 2.0 * number as f64);
    let (mut upper, mut mass) = (terms[0] * tail(0), terms[0]);
    for number in 1..20_000 {
        powers.iter_mut().zip(&rest).for_each(|(power, rest)| *power *= rest);
        sums.push(powers.iter().sum());
        let term = (0..number).map(|r| sums[r] * terms[number - 1 - r]).sum::<f64>()
            / (2.0 * number as f64);
        terms.push(term);
        upper += term * tail(number);
        mass += term;
        if 1.0 - mass < 1e-14 || term == 0.0 {
            break;
        }
    }
    upper.clamp(0.0, 1.0)
}

/// P(Σ aχ²₁ / (χ²ₙ/n) > x), by numerical inversion (Imhof 1961).
pub(super) fn ratio_upper(x: f64, weights: &[f64], n: f64) -> f64 {
    let largest = weights.iter().copied().chain([x / n]).fold(0.0, f64::max);
    if largest <= 0.0 {
        return f64::NAN;
    }
    let mut terms: Vec<(f64, f64)> = weights.iter().map(|weight| (weight / largest, 1.0)).collect();
    terms.push((-x / n / largest, n));
    let at = |u: f64| {
        if u == 0.0 {
            return terms.iter().map(|(weight, count)| weight * count).sum::<f64>() / 2.0;
        }
        let angle: f64 =
            terms.iter().map(|(weight, count)| count * (weight * u).atan()).sum::<f64>() / 2.0;
        let size: f64 =
            terms.iter().map(|(weight, count)| count * (weight * u).powi(2).ln_1p()).sum::<f64>();
        angle.sin() / u * (-size / 4.0).exp()
    };
    // The whole half-line, brought to 0 to 1.
    let bent = |t: f64| {
        if t >= 1.0 { 0.0 } else { at(t / (1.0 - t)) / ((1.0 - t) * (1.0 - t)) }
    };
    let pieces = 64;
    let integral: f64 = (0..pieces)
        .map(|piece| {
            let (low, high) = (f64::from(piece), f64::from(piece + 1));
            integrate(&bent, low / f64::from(pieces), high / f64::from(pieces), 1e-13)
        })
        .sum();
    (0.5 + integral / std::f64::consts::PI).clamp(0.0, 1.0)
}

/// Simpson's rule, halved where it is not yet exact.
fn integrate(f: &impl Fn(f64) -> f64, low: f64, high: f64, tolerance: f64) -> f64 {
    fn halve(
        f: &impl Fn(f64) -> f64,
        ends: (f64, f64),
        at: (f64, f64, f64),
        whole: f64,
        tolerance: f64,
        depth: u32,
    ) -> f64 {
        let middle = (ends.0 + ends.1) / 2.0;
        let (left, right) = (f((ends.0 + middle) / 2.0), f((middle + ends.1) / 2.0));
        let sixth = (ends.1 - ends.0) / 12.0;
        let first = sixth * (at.0 + 4.0 * left + at.1);
        let second = sixth * (at.1 + 4.0 * right + at.2);
        let change = first + second - whole;
        if depth == 0 || change.abs() <= 15.0 * tolerance {
            return first + second + change / 15.0;
        }
        halve(f, (ends.0, middle), (at.0, left, at.1), first, tolerance / 2.0, depth - 1)
            + halve(f, (middle, ends.1), (at.1, right, at.2), second, tolerance / 2.0, depth - 1)
    }
    let at = (f(low), f((low + high) / 2.0), f(high));
    let whole = (high - low) / 6.0 * (at.0 + 4.0 * at.1 + at.2);
    halve(f, (low, high), at, whole, tolerance, 30)
}

/// [`chi_squares_upper`] by the saddlepoint approximation (Kuonen 1999), Satterthwaite's
/// where that has none.
pub(super) fn chi_squares_saddlepoint(x: f64, weights: &[f64]) -> f64 {
    saddlepoint(x, weights).unwrap_or_else(|| {
        let (scale, degrees) = satterthwaite(weights);
        chi_square_upper(x / scale, degrees)
    })
}

/// [`ratio_upper`] by the saddlepoint approximation: the sum with the denominator on
/// its other side exceeds 0. Degrees of freedom are cut to a whole number.
pub(super) fn ratio_saddlepoint(x: f64, weights: &[f64], n: f64) -> f64 {
    let mut both = weights.to_vec();
    both.extend(std::iter::repeat_n(-x / n, n.floor() as usize));
    saddlepoint(0.0, &both).unwrap_or_else(|| {
        let (scale, degrees) = satterthwaite(weights);
        f_upper(x / degrees / scale, degrees, n)
    })
}

/// Scale and degrees of freedom of the chi-square with the same first two moments.
fn satterthwaite(weights: &[f64]) -> (f64, f64) {
    let sum: f64 = weights.iter().sum();
    let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
    (squares / sum, sum * sum / squares)
}

fn saddlepoint(x: f64, weights: &[f64]) -> Option<f64> {
    let largest = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if largest <= 0.0 {
        return None;
    }
    let weights: Vec<f64> = weights.iter().map(|weight| weight / largest).collect();
    let x = x / largest;
    let sum = |f: &dyn Fn(f64) -> f64| weights.iter().map(|weight| f(*weight)).sum::<f64>();
    let slope = |at: f64| sum(&|weight| weight / (1.0 - 2.0 * at * weight)) - x;
    let negative = weights.iter().copied().filter(|weight| *weight < 0.0);
    let mut low = negative.map(|weight| 0.99999 / (2.0 * weight)).fold(f64::NEG_INFINITY, f64::max);
    if low.is_infinite() {
        low = if x > weights.iter().sum() { -0.01 } else { -(weights.len() as f64) / (2.0 * x) };
    }
    let mut high = 0.99999 / 2.0;
    if slope(low) > 0.0 || slope(high) < 0.0 {
        return None;
    }
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if slope(middle) < 0.0 { low = middle } else { high = middle }
    }
    let at = (low + high) / 2.0;
    if at.abs() < 1e-4 {
        return None;
    }
    let logs = -sum(&|weight| (1.0 - 2.0 * at * weight).ln()) / 2.0;
    let curve = 2.0 * sum(&|weight| (weight / (1.0 - 2.0 * at * weight)).powi(2));
    let w = (2.0 * (at * x - logs)).max(0.0).sqrt().copysign(at);
    let v = at * curve.sqrt();
    let p = normal_upper(w + (v / w).ln() / w);
    p.is_finite().then_some(p)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_weights_are_one_chi_square() {
        let expected = chi_square_upper(3.0, 4.0);
        assert!((chi_squares_upper(6.0, &[2.0; 4]) - expected).abs() < 1e-12);
        let expected = f_upper(3.0 / 4.0, 4.0, 20.0);
        assert!((ratio_upper(6.0, &[2.0; 4], 20.0) - expected).abs() < 1e-10);
        assert!((ratio_saddlepoint(6.0, &[2.0; 4], 20.0) / expected - 1.0).abs() < 0.01);
    }

    #[test]
    fn two_unequal_weights() {
        // With many degrees of freedom below, the ratio is the sum above.
        let sum = chi_squares_upper(5.0, &[1.0, 3.0]);
        assert!((ratio_upper(5.0, &[1.0, 3.0], 1e6) - sum).abs() < 1e-5);
        assert!((chi_squares_saddlepoint(5.0, &[1.0, 3.0]) / sum - 1.0).abs() < 0.05);
    }
}
