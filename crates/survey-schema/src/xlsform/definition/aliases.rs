//! The headings of each sheet, and every other spelling of them.

/// Which sheet the headings are of: the same name can mean different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SheetKind {
    Survey,
    /// `choices`, `external_choices` and `osm`.
    Choices,
    Settings,
    Entities,
}

/// What a heading means. Headings that are not known keep their letters, since choice
/// filters name columns as they are written.
pub(crate) fn path(kind: SheetKind, written: &str, double_colon: bool) -> Vec<String> {
    for name in [written, &snake(written)] {
        if kind.knows(name) && kind.alias(name).is_none() {
            return vec![name.to_string()];
        }
    }
    let parts = split(written, double_colon);
    let first = snake(&parts[0]);
    let meaning: Vec<String> = match kind.alias(&first) {
        Some(alias) => alias.iter().map(|part| part.to_string()).collect(),
        None if kind.knows(&first) => vec![first],
        None => return parts,
    };
    meaning.into_iter().chain(parts.into_iter().skip(1)).collect()
}

/// The parts of a heading: at `::`, or at `:` in sheets that have no `::`; the `:`
/// behind `jr` belongs to a name.
fn split(written: &str, double_colon: bool) -> Vec<String> {
    if double_colon || written.contains("::") {
        return written.split("::").map(|part| part.trim().to_string()).collect();
    }
    let mut parts: Vec<String> = Vec::new();
    for part in written.split(':').map(str::trim) {
        match parts.last_mut() {
            Some(last) if last == "jr" => *last = format!("jr:{part}"),
            _ => parts.push(part.to_string()),
        }
    }
    parts
}

fn snake(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("_").to_lowercase()
}

impl SheetKind {
    fn knows(self, name: &str) -> bool {
        let names: &[&str] = match self {
            SheetKind::Survey => &SURVEY,
            SheetKind::Choices => &["name", "label", "media", "sms_option"],
            SheetKind::Settings => &SETTINGS,
            SheetKind::Entities => {
                &["dataset", "entity_id", "create_if", "update_if", "repeat", "label"]
            }
        };
        names.contains(&name)
    }

    fn alias(self, name: &str) -> Option<&'static [&'static str]> {
        match self {
            SheetKind::Survey => survey_alias(name),
            SheetKind::Choices => choices_alias(name),
            SheetKind::Settings => settings_alias(name),
            SheetKind::Entities => (name == "list_name").then_some(&["dataset"]),
        }
    }
}

const SURVEY: [&str; 16] = [
    "type",
    "name",
    "label",
    "hint",
    "guidance_hint",
    "default",
    "trigger",
    "choice_filter",
    "parameters",
    "bind",
    "control",
    "instance",
    "media",
    "sms_field",
    "query",
    "actions",
];

const SETTINGS: [&str; 33] = [
    "name",
    "title",
    "id_string",
    "version",
    "style",
    "default_language",
    "instance_name",
    "public_key",
    "submission_url",
    "auto_send",
    "auto_delete",
    "client_editable",
    "allow_choice_duplicates",
    "clean_text_values",
    "add_none_option",
    "omit_instanceID",
    "instance_xmlns",
    "instance_id",
    "namespaces",
    "attribute",
    "prefix",
    "delimiter",
    "flat",
    "file_name",
    "label",
    "hint",
    "sms_keyword",
    "sms_separator",
    "sms_allow_media",
    "sms_date_format",
    "sms_datetime_format",
    "sms_response",
    "entity_version",
];

/// The setting that a word means in a heading of the settings sheet, or as the type of a
/// row of the survey sheet, in the old way of writing forms.
pub(crate) fn settings_alias(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "form_title" | "set_form_title" => &["title"],
        "form_id" | "set_form_id" => &["id_string"],
        "prefix" => &["prefix"],
        _ => return None,
    })
}

fn choices_alias(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "caption" => &["label"],
        "list_name" => &["list name"],
        "value" => &["name"],
        "image" => &["media", "image"],
        "big-image" => &["media", "big-image"],
        "audio" => &["media", "audio"],
        "video" => &["media", "video"],
        _ => return None,
    })
}

fn survey_alias(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "command" => &["type"],
        "tag" | "value" => &["name"],
        "caption" => &["label"],
        "read_only" | "readonly" => &["bind", "readonly"],
        "relevant" | "relevance" => &["bind", "relevant"],
        "required" => &["bind", "required"],
        "constraint" => &["bind", "constraint"],
        "calculation" | "calculate" => &["bind", "calculate"],
        "constraint_message" | "constraining_message" => &["bind", "jr:constraintMsg"],
        "required_message" | "requiredmsg" => &["bind", "jr:requiredMsg"],
        "noapperrorstring" | "no_app_error_string" => &["bind", "jr:noAppErrorString"],
        "save_to" => &["bind", "entities:saveto"],
        "appearance" => &["control", "appearance"],
        "count" | "repeat_count" | "jr:count" => &["control", "jr:count"],
        "autoplay" => &["control", "autoplay"],
        "rows" => &["control", "rows"],
        "body" => &["control"],
        "compact_tag" => &["instance", "odk:tag"],
        _ => return media_alias(name),
    })
}

fn media_alias(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "image" => &["media", "image"],
        "big-image" => &["media", "big-image"],
        "audio" => &["media", "audio"],
        "video" => &["media", "video"],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn survey(written: &str, double_colon: bool, expected: &[&str]) {
        assert_eq!(path(SheetKind::Survey, written, double_colon), expected, "{written}");
    }

    #[test]
    fn spellings_of_survey_headings() {
        survey("Type", false, &["type"]);
        survey("Guidance Hint", false, &["guidance_hint"]);
        survey("label::Français (fr)", true, &["label", "Français (fr)"]);
        survey("label :: Français (fr)", true, &["label", "Français (fr)"]);
        survey("label:English", false, &["label", "English"]);
        survey("Relevance", true, &["bind", "relevant"]);
        survey("bind::jr:constraintMsg::fr", true, &["bind", "jr:constraintMsg", "fr"]);
        survey("bind:jr:constraintMsg", false, &["bind", "jr:constraintMsg"]);
        survey("constraint_message::fr", true, &["bind", "jr:constraintMsg", "fr"]);
        survey("media::image::fr", true, &["media", "image", "fr"]);
        survey("body::accuracyThreshold", true, &["control", "accuracyThreshold"]);
        survey("jr:count", false, &["control", "jr:count"]);
        survey("My Notes", true, &["My Notes"]);
    }

    #[test]
    fn columns_for_choice_filters_keep_their_letters() {
        assert_eq!(path(SheetKind::Choices, "Region", true), ["Region"]);
        assert_eq!(path(SheetKind::Choices, "List Name", true), ["list name"]);
        assert_eq!(path(SheetKind::Choices, "Value", true), ["name"]);
    }
}
