//! How long interviews took, and whether one phone was in two at once.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use survey_schema::{Metadata, QuestionType, Severity, message};

use super::Watch;

/// An interview with its beginning and end, in seconds of some clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Interview {
    start: i64,
    end: i64,
    record: usize,
}

pub(super) fn find(watch: &mut Watch<'_, '_>) {
    let (Some(start), Some(end)) =
        (metadata(watch, Metadata::Start), metadata(watch, Metadata::End))
    else {
        return;
    };
    let device = metadata(watch, Metadata::DeviceId);
    let mut by_device: BTreeMap<String, Vec<Interview>> = BTreeMap::new();
    for record in watch.rows(0) {
        let times = [start, end].map(|question| watch.answer(record, question).and_then(seconds));
        let [Some(from), Some(to)] = times else { continue };
        length(watch, record, end, (to - from) as f64 / 60.0);
        let phone = device.and_then(|device| watch.answer(record, device));
        if let Some(phone) = phone.filter(|_| from <= to) {
            by_device.entry(phone.to_string()).or_default().push(Interview {
                start: from,
                end: to,
                record,
            });
        }
    }
    for interviews in by_device.into_values() {
        overlaps(watch, interviews);
    }
}

fn metadata(watch: &Watch<'_, '_>, kind: Metadata) -> Option<usize> {
    let questions = &watch.assembly.index.questions;
    questions
        .iter()
        .position(|entry| entry.level == 0 && entry.question.kind == QuestionType::Metadata(kind))
}

/// Seconds of a date and time. Times with a zone are compared with each other, and times
/// without one are: both ends of an interview come from one phone.
fn seconds(text: &str) -> Option<i64> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment.as_second());
    }
    let local: DateTime = text.parse().ok()?;
    TimeZone::UTC.to_timestamp(local).ok().map(|moment| moment.as_second())
}

fn length(watch: &mut Watch<'_, '_>, record: usize, question: usize, minutes: f64) {
    let shown = format!("{minutes:.0}");
    if minutes < 0.0 {
        let text = message!("finding-ends-before-it-begins", "the interview ends before it begins");
        watch.note_answer(record, question, "duration-negative", Severity::Warning, text);
        return;
    }
    let Some([least, most]) = watch.assembly.survey.monitoring.minutes else { return };
    if minutes < least {
        let text = message!(
            "finding-duration-short",
            "the interview took {minutes} minutes, less than {least}",
            minutes = shown,
            least = least
        );
        watch.note_answer(record, question, "duration-short", Severity::Warning, text);
    } else if minutes > most {
        let text = message!(
            "finding-duration-long",
            "the interview took {minutes} minutes, more than {most}",
            minutes = shown,
            most = most
        );
        watch.note_answer(record, question, "duration-long", Severity::Info, text);
    }
}

/// Interviews of one phone that begin before the one before them ended.
fn overlaps(watch: &mut Watch<'_, '_>, mut interviews: Vec<Interview>) {
    interviews.sort_unstable();
    let mut open: Option<Interview> = None;
    for interview in interviews {
        if let Some(before) = open.filter(|before| interview.start < before.end) {
            let (row, file) = watch.place(before.record);
            let text = message!(
                "finding-overlapping-interviews",
                "this interview began before the one of row {row} of {file} on the same phone ended",
                row = row,
                file = file
            );
            watch.note(interview.record, "overlapping-interviews", Severity::Info, text);
        }
        if open.is_none_or(|before| interview.end > before.end) {
            open = Some(interview);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_and_without_a_zone_are_read() {
        let with = seconds("2026-06-01T10:00:00+02:00");
        assert_eq!(with, seconds("2026-06-01T08:00:00Z"));
        assert_eq!(seconds("2026-06-01T08:00:00"), with);
        assert_eq!(seconds("yesterday"), None);
    }
}
