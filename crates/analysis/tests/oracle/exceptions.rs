//! Rows of R that we do not follow, each kind with its reason.

use analysis::results::Reason;

use crate::folder::Record;

/// Why a row may have no number of ours where R has one.
pub(crate) fn withheld(row: &Record, reason: Reason) -> Option<&'static str> {
    let zero = |name: &str| row[name].parse::<f64>().is_ok_and(|value| value == 0.0);
    match reason {
        Reason::EmptyDomain | Reason::AllMissing if zero("estimate") => {
            Some("R answers an empty domain with 0 and a standard error of 0")
        }
        Reason::OnePsu | Reason::LonelyPsu if zero("df") => {
            Some("no degrees of freedom: R gives a standard error that means nothing")
        }
        _ => None,
    }
}

/// Why bounds of R may differ from ours.
pub(crate) fn bounds(row: &Record, at_top: bool) -> Option<&'static str> {
    let bound = |name: &str| row[name].parse::<f64>().ok();
    let estimate = bound("estimate")?;
    let other_end = if at_top { bound("ci_high")? } else { bound("ci_low")? };
    // sin(x)² turns round where the angle leaves 0 to 90 degrees.
    let turned = row["stat"] == "ciprop" && row["method"] == "asin";
    let near =
        if at_top { estimate > 0.5 && other_end < 1.0 } else { estimate < 0.5 && other_end > 0.0 };
    (turned && near).then_some("R's arcsine interval turns round beyond 0 or 1, ours stops there")
}

/// Why numbers of R that come from an iteration are compared with a wider tolerance, and
/// that tolerance.
pub(crate) fn early_stop(row: &Record) -> Option<(&'static str, f64)> {
    match (row["stat"].as_str(), row["method"].as_str()) {
        ("glm", "quasibinomial" | "binomial" | "quasipoisson" | "poisson") => Some((
            "R's fit stops when the deviance has settled to 1e-8 and takes its weights from the \
             step before: compared to 1e-5",
            1e-5,
        )),
        ("ciprop", "likelihood") => {
            Some(("R's likelihood interval starts from such a fit: compared to 2e-5", 2e-5))
        }
        _ => None,
    }
}

/// Why a whole row is not followed.
pub(crate) fn whole(row: &Record) -> Option<&'static str> {
    let rule = row["stat"] == "quantile" && row["method"].ends_with("qrule=shahvaish");
    rule.then_some(
        "R's shahvaish subtracts half the weight before it is scaled: its answer changes with \
         the unit of the weights",
    )
}
