//! Intervals around estimates.

use serde::{Deserialize, Serialize};

use crate::estimate::Estimated;
use crate::estimate::distribution::{beta_quantile, student_quantile};
use crate::results::Reason;

/// How the interval of a proportion is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProportionInterval {
    /// Korn and Graubard (1998): Clopper-Pearson with the effective number of rows,
    /// corrected for degrees of freedom and never above the number of rows, as the
    /// presentation standards of the US National Center for Health Statistics ask.
    #[default]
    KornGraubard,
    /// The same without the cap: R's `svyciprop(method = "beta")`.
    Beta,
    /// Student's interval on the logit scale.
    Logit,
    /// Student's interval on the scale of arcsin √p, where the variance is steady.
    Asin,
    /// Wilson's score interval with the effective number of rows and Student's quantile.
    Wilson,
    /// Where the likelihood of a simple random sample, slowed by the design effect,
    /// falls as far as Student's quantile allows (Rao and Scott 1984).
    Likelihood,
    /// Student's interval of a mean; it can leave 0 to 1.
    Mean,
}

impl ProportionInterval {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            ProportionInterval::KornGraubard => "korn-graubard",
            ProportionInterval::Beta => "beta",
            ProportionInterval::Logit => "logit",
            ProportionInterval::Asin => "asin",
            ProportionInterval::Wilson => "wilson",
            ProportionInterval::Likelihood => "likelihood",
            ProportionInterval::Mean => "mean",
        }
    }
}

/// Student's interval: value ± t·SE with the degrees of freedom of the domain.
///
/// # Errors
/// Why there is no standard error, or [`Reason::OnePsu`] without degrees of freedom.
pub fn student(estimated: &Estimated, confidence: f64) -> Result<(f64, f64), Reason> {
    let half = critical(estimated.degrees_of_freedom, confidence)? * estimated.standard_error?;
    Ok((estimated.value - half, estimated.value + half))
}

/// The interval of a proportion. Without any spread (all 0 or all 1) it is one-sided
/// and exact, see [`degenerate`], whatever the method.
///
/// # Errors
/// As [`student`].
pub fn proportion(
    method: ProportionInterval,
    estimated: &Estimated,
    confidence: f64,
) -> Result<(f64, f64), Reason> {
    if is_degenerate(estimated) {
        return degenerate(estimated, confidence);
    }
    let p = estimated.value;
    match method {
        ProportionInterval::KornGraubard => {
            exact(p, effective_n(estimated, confidence)?.min(estimated.n as f64), confidence)
        }
        ProportionInterval::Beta => exact(p, effective_n(estimated, confidence)?, confidence),
        ProportionInterval::Logit => {
            let half = critical(estimated.degrees_of_freedom, confidence)?
                * estimated.standard_error?
                / (p * (1.0 - p));
            let logit = (p / (1.0 - p)).ln();
            Ok((from_logit(logit - half), from_logit(logit + half)))
        }
        ProportionInterval::Asin => {
            let angle = p.sqrt().asin();
            let half = critical(estimated.degrees_of_freedom, confidence)?
                * estimated.standard_error?
                / (2.0 * (p * (1.0 - p)).sqrt());
            let quarter = std::f64::consts::FRAC_PI_2;
            let back = |angle: f64| angle.clamp(0.0, quarter).sin().powi(2);
            Ok((back(angle - half), back(angle + half)))
        }
        ProportionInterval::Wilson => {
            let squared = critical(estimated.degrees_of_freedom, confidence)?.powi(2);
            let n = p * (1.0 - p) / estimated.standard_error?.powi(2);
            let middle = (p + squared / (2.0 * n)) / (1.0 + squared / n);
            let half =
                (squared * (p * (1.0 - p) + squared / (4.0 * n)) / n).sqrt() / (1.0 + squared / n);
            Ok((middle - half, middle + half))
        }
        ProportionInterval::Likelihood => {
            let reach = likelihood_reach(estimated, confidence)?;
            let logit = (p / (1.0 - p)).ln();
            let end = |direction: f64| {
                let far = |x: f64| likelihood_fall(estimated, logit + direction * x);
                from_logit(logit + direction * crossing(far, reach))
            };
            Ok((end(-1.0), end(1.0)))
        }
        ProportionInterval::Mean => student(estimated, confidence),
    }
}

fn from_logit(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// How far the likelihood of a proportion falls from its top to a given logit: the
/// root of twice the logarithm of the ratio, of a simple random sample of `n` rows
/// with the dispersion n/(n-1), as R computes it.
pub fn likelihood_fall(estimated: &Estimated, logit: f64) -> f64 {
    let (n, p) = (estimated.n as f64, estimated.value);
    let there = from_logit(logit);
    let log = p * (p / there).ln() + (1.0 - p) * ((1.0 - p) / (1.0 - there)).ln();
    (2.0 * (n - 1.0) * log.max(0.0)).sqrt()
}

/// How far the likelihood may fall inside the interval: Student's quantile times the
/// root of the design effect against drawing with replacement.
///
/// # Errors
/// As [`student`].
pub fn likelihood_reach(estimated: &Estimated, confidence: f64) -> Result<f64, Reason> {
    let (n, p) = (estimated.n as f64, estimated.value);
    let effect = estimated.standard_error?.powi(2) * n / (p * (1.0 - p));
    Ok(critical(estimated.degrees_of_freedom, confidence)? * effect.sqrt())
}

/// Where a rising function that is 0 at 0 reaches a value, by halving.
fn crossing(f: impl Fn(f64) -> f64, value: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    while f(high) < value && high < 700.0 {
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if middle == low || middle == high {
            break;
        }
        if f(middle) < value { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

/// Whether a proportion is 0 or 1.
pub fn is_degenerate(estimated: &Estimated) -> bool {
    estimated.value <= 0.0 || estimated.value >= 1.0
}

/// The one-sided interval of a proportion of 0 or 1: Clopper-Pearson with Kish's
/// effective number of rows, corrected for degrees of freedom. The spread inside
/// clusters cannot be known when all rows agree, so it is not corrected for.
///
/// # Errors
/// [`Reason::OnePsu`] without degrees of freedom.
pub fn degenerate(estimated: &Estimated, confidence: f64) -> Result<(f64, f64), Reason> {
    let n = estimated.kish_n.min(estimated.n as f64) * correction(estimated, confidence)?.min(1.0);
    let bound = (1.0 - confidence).powf(1.0 / n);
    Ok(if estimated.value <= 0.0 { (0.0, 1.0 - bound) } else { (bound, 1.0) })
}

/// Clopper and Pearson's interval for np of n, where neither need be whole.
fn exact(p: f64, n: f64, confidence: f64) -> Result<(f64, f64), Reason> {
    let tail = (1.0 - confidence) / 2.0;
    let low = beta_quantile(tail, n * p, n * (1.0 - p) + 1.0);
    let high = beta_quantile(1.0 - tail, n * p + 1.0, n * (1.0 - p));
    low.zip(high).ok_or(Reason::Degenerate)
}

/// The number of rows of a simple random sample as precise as this one, corrected
/// for degrees of freedom.
fn effective_n(estimated: &Estimated, confidence: f64) -> Result<f64, Reason> {
    let p = estimated.value;
    let variance = estimated.standard_error?.powi(2);
    Ok(p * (1.0 - p) / variance * correction(estimated, confidence)?)
}

/// (t with n-1 over t with the design's degrees of freedom)².
fn correction(estimated: &Estimated, confidence: f64) -> Result<f64, Reason> {
    let rows = critical(estimated.n as f64 - 1.0, confidence)?;
    Ok((rows / critical(estimated.degrees_of_freedom, confidence)?).powi(2))
}

fn critical(degrees_of_freedom: f64, confidence: f64) -> Result<f64, Reason> {
    student_quantile((1.0 + confidence) / 2.0, degrees_of_freedom).ok_or(Reason::OnePsu)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimated(value: f64, standard_error: f64, n: u64) -> Estimated {
        Estimated {
            value,
            standard_error: Ok(standard_error),
            design_effect: None,
            n,
            weighted_n: n as f64,
            kish_n: n as f64,
            psus: n,
            degrees_of_freedom: n as f64 - 1.0,
        }
    }

    #[test]
    fn none_of_sixty_is_at_most_five_in_a_hundred() {
        // The "rule of three": about 3/n.
        let (low, high) =
            proportion(ProportionInterval::Logit, &estimated(0.0, 0.0, 60), 0.95).unwrap();
        assert_eq!(low, 0.0);
        assert!((high - 0.0487).abs() < 1e-3, "{high}");
        let (low, high) = degenerate(&estimated(1.0, 0.0, 60), 0.95).unwrap();
        assert!((low - 0.9513).abs() < 1e-3 && high == 1.0, "{low}");
    }

    #[test]
    fn the_cap_widens_an_interval_that_is_more_precise_than_its_rows() {
        // 10 of 40 with half the standard error of a simple random sample.
        let precise = estimated(0.25, 0.034, 40);
        let capped = proportion(ProportionInterval::KornGraubard, &precise, 0.95).unwrap();
        let uncapped = proportion(ProportionInterval::Beta, &precise, 0.95).unwrap();
        assert!(capped.0 < uncapped.0 && capped.1 > uncapped.1);
        // Clopper-Pearson for 10 of 40, as in any table.
        assert!((capped.0 - 0.1269).abs() < 1e-4 && (capped.1 - 0.4120).abs() < 1e-4, "{capped:?}");
    }

    #[test]
    fn one_psu_has_no_interval() {
        let mut lone = estimated(0.3, 0.1, 20);
        lone.degrees_of_freedom = 0.0;
        assert_eq!(student(&lone, 0.95), Err(Reason::OnePsu));
        lone.standard_error = Err(Reason::LonelyPsu);
        lone.degrees_of_freedom = 4.0;
        assert_eq!(proportion(ProportionInterval::Beta, &lone, 0.95), Err(Reason::LonelyPsu));
    }
}
