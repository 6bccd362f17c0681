//! Numbers far from the others of their group.

use std::collections::BTreeMap;

use survey_schema::survey::{Outlier, OutlierMethod};
use survey_schema::{Severity, message};

use super::Watch;

/// Fewer numbers than this have no spread worth the name.
const FEWEST: usize = 10;
/// Makes the median absolute deviation of normal numbers their standard deviation.
const MAD_TO_SD: f64 = 1.4826;

pub(super) fn find(watch: &mut Watch<'_, '_>) {
    let survey = watch.assembly.survey;
    let of_form = &watch.assembly.index.form.id;
    for outlier in survey.monitoring.outliers.iter().filter(|outlier| outlier.form == *of_form) {
        of_question(watch, outlier);
    }
}

fn of_question(watch: &mut Watch<'_, '_>, outlier: &Outlier) {
    let index = watch.assembly.index;
    let Some(question) = index.role(&Some(outlier.question.clone())) else { return };
    let level = index.questions[question].level;
    let by = index.role(&outlier.by).filter(|by| index.questions[*by].level == level);
    let mut groups: BTreeMap<String, Vec<(usize, f64)>> = BTreeMap::new();
    for record in watch.rows(level) {
        let number = watch.answer(record, question).and_then(|text| text.parse::<f64>().ok());
        let Some(number) = number.and_then(|number| scaled(number, outlier.log)) else { continue };
        let group = by.and_then(|by| watch.answer(record, by)).unwrap_or_default();
        groups.entry(group.to_string()).or_default().push((record, number));
    }
    for group in groups.into_values().filter(|group| group.len() >= FEWEST) {
        let numbers: Vec<f64> = group.iter().map(|(_, number)| *number).collect();
        let Some((least, most)) = bounds(&numbers, outlier.method, outlier.times) else { continue };
        for (record, _) in group.iter().filter(|(_, number)| *number < least || *number > most) {
            let text = message!(
                "finding-outlier",
                "this number is far from the {count} others it is compared with",
                count = group.len() - 1
            );
            watch.note_answer(*record, question, "outlier", Severity::Warning, text);
        }
    }
}

/// A number as it is compared; `None` when it has no logarithm.
fn scaled(number: f64, log: bool) -> Option<f64> {
    match log {
        true => (number > 0.0).then(|| number.ln()),
        false => number.is_finite().then_some(number),
    }
}

/// The least and the most that is not far; `None` when half of the numbers are the same
/// (`mad`, `iqr`) or all are (`sd`): every other number would be far then.
fn bounds(numbers: &[f64], method: OutlierMethod, times: Option<f64>) -> Option<(f64, f64)> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high, spread, usual) = match method {
        OutlierMethod::Mad => {
            let median = quantile(&sorted, 0.5);
            let mut away: Vec<f64> = sorted.iter().map(|number| (number - median).abs()).collect();
            away.sort_by(f64::total_cmp);
            (median, median, MAD_TO_SD * quantile(&away, 0.5), 3.5)
        }
        OutlierMethod::Iqr => {
            let (low, high) = (quantile(&sorted, 0.25), quantile(&sorted, 0.75));
            (low, high, high - low, 1.5)
        }
        OutlierMethod::Sd => {
            let n = sorted.len() as f64;
            let mean = sorted.iter().sum::<f64>() / n;
            let squares: f64 = sorted.iter().map(|number| (number - mean).powi(2)).sum();
            (mean, mean, (squares / (n - 1.0)).sqrt(), 3.0)
        }
    };
    let reach = times.unwrap_or(usual) * spread;
    (spread > 0.0).then_some((low - reach, high + reach))
}

/// A quantile of sorted numbers, interpolated (type 7 of Hyndman and Fan 1996, R's default).
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = share * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    below + (above - below) * at.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_those_of_r() {
        // x <- c(1,2,3,4,5,6,7,8,9,100): median(x), mad(x), quantile(x), mean(x), sd(x).
        let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 100.0];
        let near = |found: Option<(f64, f64)>, expected: (f64, f64)| {
            let (low, high) = found.expect("bounds");
            assert!(
                (low - expected.0).abs() < 1e-6 && (high - expected.1).abs() < 1e-6,
                "{low} {high}"
            );
        };
        near(bounds(&x, OutlierMethod::Mad, Some(3.0)), (5.5 - 3.0 * 3.7065, 5.5 + 3.0 * 3.7065));
        near(bounds(&x, OutlierMethod::Iqr, None), (3.25 - 6.75, 7.75 + 6.75));
        let sd = 30.1523907288737;
        near(bounds(&x, OutlierMethod::Sd, Some(2.0)), (14.5 - 2.0 * sd, 14.5 + 2.0 * sd));
        assert_eq!(bounds(&[1.0; 12], OutlierMethod::Mad, None), None);
    }
}
