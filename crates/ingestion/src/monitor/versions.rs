//! Versions of the form in use.

use std::collections::BTreeMap;

use survey_schema::{Severity, message};

use super::Watch;
use crate::system::System;

pub(super) fn find(watch: &mut Watch<'_, '_>) {
    let mut versions: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for record in watch.rows(0) {
        if let Some(version) = watch.assembly.records[record].id(System::Version) {
            versions.entry(version.to_string()).or_default().push(record);
        }
    }
    let own = &watch.assembly.index.form.version;
    if own.is_empty() || versions.keys().all(|version| version == own) {
        return;
    }
    for (version, records) in versions.into_iter().filter(|(version, _)| version != own) {
        let text = message!(
            "finding-other-version",
            "{count} records, of which this is the first, were filled in with version {version} of the form; the survey's form is version {own}",
            count = records.len(),
            version = version,
            own = own
        );
        watch.note(records[0], "other-version", Severity::Info, text);
    }
}
