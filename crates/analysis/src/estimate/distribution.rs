//! Student, beta and normal distributions. Probabilities come from `statrs`; its
//! quantiles have open faults, so ours are found by Newton's method inside a
//! bracket that only ever shrinks.

use statrs::function::beta::{beta_reg, ln_beta};
use statrs::function::gamma::{gamma_lr, gamma_ur};

/// P(T > x) of Student's t. Infinite degrees of freedom are the normal distribution.
pub fn student_upper(x: f64, degrees_of_freedom: f64) -> f64 {
    if degrees_of_freedom.is_infinite() {
        return normal_upper(x);
    }
    let squared = x * x;
    // Both forms are the same number; each keeps its digits where the other loses them.
    let half = if squared < degrees_of_freedom {
        (1.0 - beta_reg(0.5, degrees_of_freedom / 2.0, squared / (degrees_of_freedom + squared)))
            / 2.0
    } else {
        beta_reg(degrees_of_freedom / 2.0, 0.5, degrees_of_freedom / (degrees_of_freedom + squared))
            / 2.0
    };
    if x < 0.0 { 1.0 - half } else { half }
}

/// P(Z > x) of the normal distribution, through the incomplete gamma function:
/// the error function of `statrs` has fewer digits.
fn normal_upper(x: f64) -> f64 {
    let half = x * x / 2.0;
    match x {
        0.0 => 0.5,
        _ if x < 0.0 => 0.5 + gamma_lr(0.5, half) / 2.0,
        _ => gamma_ur(0.5, half) / 2.0,
    }
}

/// The quantile of Student's t: the x with P(T ≤ x) = p. `None` unless p is inside
/// (0, 1) and the degrees of freedom are above 0.
pub fn student_quantile(p: f64, degrees_of_freedom: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0 && degrees_of_freedom > 0.0) {
        return None;
    }
    let tail = p.min(1.0 - p);
    if tail == 0.5 {
        return Some(0.0);
    }
    let mut high = 1.0;
    while student_upper(high, degrees_of_freedom) > tail {
        high *= 2.0;
    }
    let density = |x: f64| -student_density(x, degrees_of_freedom);
    let x = solve(|x| student_upper(x, degrees_of_freedom) - tail, density, 0.0, high);
    Some(if p < 0.5 { -x } else { x })
}

fn student_density(x: f64, degrees_of_freedom: f64) -> f64 {
    if degrees_of_freedom.is_infinite() {
        return (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    }
    let half = (degrees_of_freedom + 1.0) / 2.0;
    let log = -half * (x * x / degrees_of_freedom).ln_1p()
        - 0.5 * degrees_of_freedom.ln()
        - ln_beta(degrees_of_freedom / 2.0, 0.5);
    log.exp()
}

/// The quantile of the beta distribution. `None` unless p is inside (0, 1) and both
/// parameters are above 0.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0 && a > 0.0 && b > 0.0 && (a + b).is_finite()) {
        return None;
    }
    let density = |x: f64, a: f64, b: f64| {
        ((a - 1.0) * x.ln() + (b - 1.0) * (-x).ln_1p() - ln_beta(a, b)).exp()
    };
    // Above one half the distance from 1 is found, where it keeps its digits.
    let below_half = beta_reg(a, b, 0.5);
    Some(if p <= below_half {
        solve(|x| beta_reg(a, b, x) - p, |x| density(x, a, b), 0.0, 0.5)
    } else {
        let rest = 1.0 - p;
        1.0 - solve(|x| beta_reg(b, a, x) - rest, |x| density(x, b, a), 0.0, 0.5)
    })
}

/// The zero of a monotone function that has different signs at `low` and `high`.
/// Newton's steps are taken while they stay inside the bracket and halve it at
/// least every third time; otherwise the bracket is halved.
fn solve(f: impl Fn(f64) -> f64, slope: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let (mut low, mut high) = (low, high);
    let rising = f(low) < 0.0;
    let mut x = (low + high) / 2.0;
    let mut width = high - low;
    for step in 0..400 {
        let value = f(x);
        if value == 0.0 {
            return x;
        }
        if (value > 0.0) == rising {
            high = x
        } else {
            low = x
        }
        let newton = x - value / slope(x);
        let slow = step % 3 == 2 && high - low > width / 2.0;
        if step % 3 == 2 {
            width = high - low;
        }
        let next = if newton > low && newton < high && !slow { newton } else { (low + high) / 2.0 };
        if (next - x).abs() <= f64::EPSILON * x.abs() || next == low || next == high {
            return next;
        }
        x = next;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_quantiles() {
        // Student with 1 degree of freedom is Cauchy: tan(π(p - 1/2)).
        let x = student_quantile(0.975, 1.0).unwrap();
        assert!((x - (std::f64::consts::PI * 0.475).tan()).abs() < 1e-10);
        assert!(
            (student_quantile(0.025, f64::INFINITY).unwrap() + 1.959963984540054).abs() < 1e-12
        );
        // Beta(1, b) is 1 - (1 - x)^b.
        let x = beta_quantile(0.975, 1.0, 20.0).unwrap();
        assert!((x - (1.0 - 0.025f64.powf(0.05))).abs() < 1e-14);
    }

    #[test]
    fn a_quantile_at_the_end_of_its_bracket() {
        for parameter in [1.0, 300.0, 5000.0] {
            let median = beta_quantile(0.5, parameter, parameter).unwrap();
            assert!((median - 0.5).abs() < 1e-12, "{median}");
        }
    }

    #[test]
    fn impossible_parameters_have_no_quantile() {
        assert_eq!(student_quantile(0.5, 0.0), None);
        assert_eq!(student_quantile(1.0, 3.0), None);
        assert_eq!(beta_quantile(0.5, 0.0, 1.0), None);
        assert_eq!(beta_quantile(f64::NAN, 1.0, 1.0), None);
    }
}
