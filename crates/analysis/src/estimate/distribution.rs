//! Student, beta, F, chi-square and normal distributions. Probabilities come from `statrs`; its
//! quantiles have open faults, so ours are found by Newton's method inside a
//! bracket that only ever shrinks.

use statrs::function::beta::{beta_reg, ln_beta};
use statrs::function::gamma::{self, ln_gamma};

/// The share of the gamma distribution up to x.
fn gamma_lr(shape: f64, x: f64) -> f64 {
    if x.is_nan() {
        return f64::NAN;
    }
    let inside = x > 0.0 && x.is_finite();
    if inside { gamma::gamma_lr(shape, x) } else { f64::from(x > 0.0) }
}

/// The share of the gamma distribution above x.
fn gamma_ur(shape: f64, x: f64) -> f64 {
    if x.is_nan() {
        return f64::NAN;
    }
    let inside = x > 0.0 && x.is_finite();
    if inside { gamma::gamma_ur(shape, x) } else { f64::from(x <= 0.0) }
}

/// P(T > x) of Student's t. Infinite degrees of freedom are the normal distribution.
pub fn student_upper(x: f64, degrees_of_freedom: f64) -> f64 {
    if degrees_of_freedom.is_infinite() {
        return normal_upper(x);
    }
    let squared = x * x;
    // Both forms are the same number; each keeps its digits where the other loses them.
    let half = if squared < degrees_of_freedom.min(1.0) {
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
pub fn normal_upper(x: f64) -> f64 {
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
    beta_quantile_and_rest(p, a, b).map(|(x, _)| x)
}

/// A beta quantile and its distance from 1, each with all its digits.
fn beta_quantile_and_rest(p: f64, a: f64, b: f64) -> Option<(f64, f64)> {
    if !(p > 0.0 && p < 1.0 && a > 0.0 && b > 0.0 && (a + b).is_finite()) {
        return None;
    }
    let density = |x: f64, a: f64, b: f64| {
        ((a - 1.0) * x.ln() + (b - 1.0) * (-x).ln_1p() - ln_beta(a, b)).exp()
    };
    // Above one half the distance from 1 is found, where it keeps its digits.
    let below_half = beta_reg(a, b, 0.5);
    Some(if p <= below_half {
        let x = solve(|x| beta_reg(a, b, x) - p, |x| density(x, a, b), 0.0, 0.5);
        (x, 1.0 - x)
    } else {
        let tail = 1.0 - p;
        let rest = solve(|x| beta_reg(b, a, x) - tail, |x| density(x, b, a), 0.0, 0.5);
        (1.0 - rest, rest)
    })
}

/// P(F > x) of the F distribution with `a` and `b` degrees of freedom.
pub fn f_upper(x: f64, a: f64, b: f64) -> f64 {
    if x.is_nan() || !(a > 0.0 && b > 0.0) {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 1.0;
    }
    if b.is_infinite() {
        return chi_square_upper(x * a, a);
    }
    beta_reg(b / 2.0, a / 2.0, b / (b + a * x))
}

/// The quantile of the F distribution. `None` unless p is inside (0, 1) and both
/// degrees of freedom are above 0.
pub fn f_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    let (x, rest) = beta_quantile_and_rest(p, a / 2.0, b / 2.0)?;
    Some(b * x / (a * rest))
}

/// P(X > x) of the chi-square distribution.
pub fn chi_square_upper(x: f64, degrees_of_freedom: f64) -> f64 {
    if x.is_nan() || degrees_of_freedom.is_nan() || degrees_of_freedom <= 0.0 {
        return f64::NAN;
    }
    if x <= 0.0 { 1.0 } else { gamma_ur(degrees_of_freedom / 2.0, x / 2.0) }
}

/// The quantile of the chi-square distribution. `None` unless p is inside (0, 1) and
/// the degrees of freedom are above 0.
pub fn chi_square_quantile(p: f64, degrees_of_freedom: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0 && degrees_of_freedom > 0.0 && degrees_of_freedom.is_finite()) {
        return None;
    }
    let shape = degrees_of_freedom / 2.0;
    let mut high = 1.0;
    while gamma_lr(shape, high) < p {
        high *= 2.0;
    }
    let density = |x: f64| ((shape - 1.0) * x.ln() - x - ln_gamma(shape)).exp();
    let x = if gamma_lr(shape, high / 2.0) > 0.5 || p > 0.5 {
        solve(|x| (1.0 - p) - gamma_ur(shape, x), density, 0.0, high)
    } else {
        solve(|x| gamma_lr(shape, x) - p, density, 0.0, high)
    };
    Some(2.0 * x)
}

/// P(X > x) of the beta distribution.
pub fn beta_upper(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        1.0
    } else if x >= 1.0 {
        0.0
    } else {
        beta_reg(b, a, 1.0 - x)
    }
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
    fn f_and_chi_square() {
        // F with 2 and 2 degrees of freedom: P(F > x) = 1/(1 + x).
        assert!((f_upper(3.0, 2.0, 2.0) - 0.25).abs() < 1e-14);
        assert!((f_quantile(0.75, 2.0, 2.0).unwrap() - 3.0).abs() < 1e-12);
        // Chi-square with 2: exp(-x/2).
        assert!((chi_square_upper(60.0, 2.0) / (-30.0f64).exp() - 1.0).abs() < 1e-12);
        for p in [0.01, 0.5, 0.975] {
            let x = chi_square_quantile(p, 2.0).unwrap();
            assert!((x + 2.0 * (1.0 - p).ln()).abs() < 1e-12, "{x}");
        }
        assert!((beta_upper(0.3, 1.0, 4.0) - 0.7f64.powi(4)).abs() < 1e-14);
        assert!(f_upper(1.0, 0.0, 2.0).is_nan());
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
