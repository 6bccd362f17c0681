//! The columns that producers add beside the questions, and what they are for.

use crate::fold::{mangle, one_separator};
use crate::profile::Profile;

/// What a producer's own column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum System {
    /// The key of the first version of an edited submission.
    Root,
    /// The key of the row.
    Key,
    /// The instance ID, where the key has another name.
    Instance,
    /// The key of the parent row.
    ParentKey,
    /// The key of the submission around a row of a repeat.
    Submission,
    /// Number of the row in its sheet.
    Index,
    /// Number of the parent row in the parent's sheet.
    ParentIndex,
    /// Name of the parent's sheet.
    ParentTable,
    /// When the submission was received.
    Time,
    /// How often the submission was edited.
    Edits,
    /// Whether the submission could be decrypted and was approved.
    Review,
    /// The version of the form that was filled in.
    Version,
    /// Anything else: known, and not used.
    Other,
}

const KOBO: &[(&str, System)] = &[
    ("_uuid", System::Key),
    ("meta/rootUuid", System::Root),
    ("rootUuid", System::Root),
    ("meta/instanceID", System::Instance),
    ("instanceID", System::Instance),
    ("_index", System::Index),
    ("_parent_index", System::ParentIndex),
    ("_parent_table_name", System::ParentTable),
    ("_submission__uuid", System::Submission),
    ("_submission_time", System::Time),
    ("_validation_status", System::Review),
    ("_id", System::Other),
    ("_notes", System::Other),
    ("_status", System::Other),
    ("_submitted_by", System::Other),
    ("__version__", System::Version),
    ("_version_", System::Version),
    ("_version", System::Version),
    ("_tags", System::Other),
    ("_geolocation", System::Other),
    ("_attachments", System::Other),
    ("_xform_id_string", System::Other),
    ("_xform_id", System::Other),
    ("_bamboo_dataset_id", System::Other),
    ("_duration", System::Other),
    ("_edited", System::Other),
    ("_last_edited", System::Other),
    ("_date_modified", System::Other),
    ("_total_media", System::Other),
    ("_media_count", System::Other),
    ("_media_all_received", System::Other),
    ("_review_status", System::Other),
    ("_review_comment", System::Other),
    ("_deleted_at", System::Other),
    ("meta/deprecatedID", System::Other),
    ("meta/instanceName", System::Other),
    ("meta/audit", System::Other),
    ("formhub/uuid", System::Other),
];

const CENTRAL: &[(&str, System)] = &[
    ("KEY", System::Key),
    ("PARENT_KEY", System::ParentKey),
    ("meta/instanceID", System::Instance),
    ("instanceID", System::Instance),
    ("SubmissionDate", System::Time),
    ("Edits", System::Edits),
    ("ReviewState", System::Review),
    ("Status", System::Other),
    ("meta/instanceName", System::Other),
    ("instanceName", System::Other),
    ("meta/audit", System::Other),
    ("SubmitterID", System::Other),
    ("SubmitterName", System::Other),
    ("AttachmentsPresent", System::Other),
    ("AttachmentsExpected", System::Other),
    ("DeviceID", System::Other),
    ("FormVersion", System::Version),
    ("isValidated", System::Other),
];

const SURVEY_CTO: &[(&str, System)] = &[
    ("CompletionDate", System::Other),
    ("formdef_version", System::Version),
    ("formdef_id", System::Other),
    ("review_status", System::Review),
    ("review_quality", System::Other),
    ("review_comments", System::Other),
    ("review_corrections", System::Other),
    ("deviceid", System::Other),
    ("subscriberid", System::Other),
    ("simid", System::Other),
    ("devicephonenum", System::Other),
    ("username", System::Other),
    ("duration", System::Other),
    ("caseid", System::Other),
    ("starttime", System::Other),
    ("endtime", System::Other),
];

/// What a column is for, when it is one that the producer adds.
pub(crate) fn system(profile: Profile, header: &str) -> Option<System> {
    let path = one_separator(header);
    let in_table = |table: &[(&str, System)]| {
        table
            .iter()
            .find(|(name, _)| *name == header || one_separator(name) == path)
            .map(|(_, system)| *system)
    };
    match profile {
        Profile::Kobo | Profile::Ona => in_table(KOBO).or_else(|| copied(header)),
        Profile::Mangled => KOBO
            .iter()
            .find(|(name, _)| *name == header || mangle(name) == header)
            .map(|(_, system)| *system)
            .or_else(|| copied(header.strip_prefix('X').unwrap_or(header))),
        Profile::Central => in_table(CENTRAL).or_else(|| set_of(header)),
        Profile::SurveyCto => {
            in_table(CENTRAL).or_else(|| in_table(SURVEY_CTO)).or_else(|| set_of(header))
        }
        Profile::Plain => None,
    }
}

/// Kobo copies fields of the submission into the sheets of repeats.
fn copied(header: &str) -> Option<System> {
    header.starts_with("_submission__").then_some(System::Other)
}

/// Briefcase and SurveyCTO name the set of a repeat's rows.
fn set_of(header: &str) -> Option<System> {
    (header.starts_with("SET-OF-") || one_separator(header).contains("/SET/OF/"))
        .then_some(System::Other)
}
