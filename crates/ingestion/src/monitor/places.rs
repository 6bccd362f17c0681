//! Many records at one point, and positions that the phone hardly knew.

use std::collections::BTreeMap;

use survey_schema::{Severity, message};

use super::Watch;

pub(super) fn find(watch: &mut Watch<'_, '_>) {
    let index = watch.assembly.index;
    let Some(question) = index.role(&index.usage.roles.location) else { return };
    let monitoring = &watch.assembly.survey.monitoring;
    let (limit, same) = (monitoring.accuracy, monitoring.same_position.max(2));
    let mut by_point: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for record in watch.rows(index.questions[question].level) {
        let Some(answer) = watch.answer(record, question) else { continue };
        let parts: Vec<&str> = answer.split(' ').collect();
        let accuracy = parts.get(3).and_then(|text| text.parse::<f64>().ok());
        if let [latitude, longitude, ..] = parts.as_slice() {
            let point = (latitude.to_string(), longitude.to_string());
            by_point.entry(point).or_default().push(record);
        }
        if let Some(accuracy) = accuracy.filter(|accuracy| *accuracy > limit) {
            let text = message!(
                "finding-poor-accuracy",
                "the phone knew this position to {accuracy} metres only",
                accuracy = accuracy.round()
            );
            watch.note_answer(record, question, "poor-accuracy", Severity::Info, text);
        }
    }
    // Two phones never agree to the last digit: a point that repeats was typed or copied.
    for records in by_point.into_values().filter(|records| records.len() >= same) {
        for record in &records {
            let text = message!(
                "finding-same-position",
                "{count} records have exactly this position",
                count = records.len()
            );
            watch.note_answer(*record, question, "same-position", Severity::Warning, text);
        }
    }
}
