//! Profiles: the export conventions of producers, scored from the headers of a sheet.

use crate::fold::one_separator;

/// The export convention of a producer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    /// KoboToolbox, with names or labels in the header.
    Kobo,
    /// Ona and the older Kobo, which write `n/a` for no answer.
    Ona,
    /// ODK Central and ODK Briefcase.
    Central,
    /// SurveyCTO, wide or long.
    SurveyCto,
    /// An export of Kobo saved again by R.
    Mangled,
    /// A sheet typed by people, or any other table.
    Plain,
}

/// A profile with what speaks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileScore {
    /// The profile.
    pub profile: Profile,
    /// Sum of the weights of the evidence.
    pub score: u32,
    /// The headers that speak for it.
    pub evidence: Vec<String>,
}

/// What speaks for a profile, and how loudly.
const EVIDENCE: &[(Profile, &str, u32)] = &[
    (Profile::Kobo, "_uuid", 3),
    (Profile::Kobo, "_submission_time", 3),
    (Profile::Kobo, "_index", 2),
    (Profile::Kobo, "_parent_index", 3),
    (Profile::Kobo, "_submission__uuid", 4),
    (Profile::Kobo, "_validation_status", 2),
    (Profile::Kobo, "__version__", 2),
    (Profile::Kobo, "_parent_table_name", 2),
    (Profile::Ona, "_uuid", 2),
    (Profile::Ona, "_submission_time", 2),
    (Profile::Ona, "_index", 2),
    (Profile::Ona, "_parent_index", 2),
    (Profile::Ona, "_parent_table_name", 2),
    (Profile::Ona, "_bamboo_dataset_id", 6),
    (Profile::Ona, "_xform_id", 4),
    (Profile::Ona, "_xform_id_string", 4),
    (Profile::Ona, "_duration", 4),
    (Profile::Ona, "_media_all_received", 4),
    (Profile::Central, "KEY", 3),
    (Profile::Central, "PARENT_KEY", 4),
    (Profile::Central, "SubmissionDate", 3),
    (Profile::Central, "SubmitterID", 4),
    (Profile::Central, "ReviewState", 4),
    (Profile::Central, "AttachmentsPresent", 3),
    (Profile::Central, "meta/instanceID", 2),
    (Profile::SurveyCto, "KEY", 3),
    (Profile::SurveyCto, "PARENT_KEY", 3),
    (Profile::SurveyCto, "SubmissionDate", 3),
    (Profile::SurveyCto, "formdef_version", 6),
    (Profile::SurveyCto, "CompletionDate", 3),
    (Profile::SurveyCto, "review_status", 3),
    (Profile::SurveyCto, "instanceID", 1),
    (Profile::Mangled, "X_uuid", 4),
    (Profile::Mangled, "X_index", 3),
    (Profile::Mangled, "X_parent_index", 3),
    (Profile::Mangled, "X_submission_time", 4),
    (Profile::Mangled, "X_id", 2),
    (Profile::Mangled, "X_submission__uuid", 4),
    (Profile::Mangled, "X__version__", 3),
];

/// The least score for a profile other than [`Profile::Plain`].
const ENOUGH: u32 = 3;

/// The profiles that anything speaks for, best first; `Plain` when nothing speaks loudly enough.
pub(crate) fn score<'a>(headers: impl Iterator<Item = &'a str> + Clone) -> Vec<ProfileScore> {
    let mut scores: Vec<ProfileScore> =
        [Profile::Kobo, Profile::Ona, Profile::Central, Profile::SurveyCto, Profile::Mangled]
            .into_iter()
            .map(|profile| of_profile(profile, headers.clone()))
            .filter(|score| score.score >= ENOUGH)
            .collect();
    // A stable sort: between equals, the order above decides.
    scores.sort_by_key(|score| std::cmp::Reverse(score.score));
    if scores.is_empty() {
        scores.push(ProfileScore { profile: Profile::Plain, score: 0, evidence: Vec::new() });
    }
    scores
}

fn of_profile<'a>(profile: Profile, headers: impl Iterator<Item = &'a str>) -> ProfileScore {
    let mut found = ProfileScore { profile, score: 0, evidence: Vec::new() };
    for header in headers {
        let path = one_separator(header);
        let weight = EVIDENCE
            .iter()
            .find(|(of, name, _)| {
                *of == profile && (*name == header || (name.contains('/') && *name == path))
            })
            .map(|(_, _, weight)| *weight)
            .or_else(|| {
                (profile == Profile::Mangled && header.starts_with("X.U.FEFF.")).then_some(6)
            });
        if let Some(weight) = weight {
            found.score += weight;
            found.evidence.push(header.to_string());
        }
    }
    found
}

impl Profile {
    /// The word used in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Profile::Kobo => "kobo",
            Profile::Ona => "ona",
            Profile::Central => "odk-central",
            Profile::SurveyCto => "surveycto",
            Profile::Mangled => "r-mangled",
            Profile::Plain => "plain",
        }
    }

    /// Texts in cells that stand for no answer.
    pub(crate) fn blanks(self) -> &'static [&'static str] {
        match self {
            Profile::Ona => &["n/a"],
            _ => &[],
        }
    }

    /// Whether a program wrote the cells: decimals have a point.
    pub(crate) fn is_machine(self) -> bool {
        self != Profile::Plain
    }

    /// Whether a submission can be edited and sent again under its key.
    pub(crate) fn has_edits(self) -> bool {
        matches!(self, Profile::Kobo | Profile::Ona | Profile::Central | Profile::SurveyCto)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(headers: &[&str]) -> Profile {
        score(headers.iter().copied())[0].profile
    }

    #[test]
    fn headers_speak_for_their_producer() {
        assert_eq!(best(&["start", "age", "_uuid", "_index", "_submission_time"]), Profile::Kobo);
        assert_eq!(best(&["age", "_uuid", "_submission_time", "_bamboo_dataset_id"]), Profile::Ona);
        assert_eq!(best(&["SubmissionDate", "age", "KEY", "SubmitterID"]), Profile::Central);
        assert_eq!(best(&["SubmissionDate", "formdef_version", "age", "KEY"]), Profile::SurveyCto);
        assert_eq!(best(&["X.U.FEFF.start", "age", "X_uuid"]), Profile::Mangled);
        assert_eq!(best(&["Nom", "Âge"]), Profile::Plain);
    }
}
