//! The type column: every spelling of every type.

use crate::form::ChoiceSource;
use crate::{Metadata, QuestionType, Select};

/// What a row of the survey sheet is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RowType {
    Begin(Container),
    End(Container),
    Question {
        kind: QuestionType,
        /// A constraint that the type brings along.
        constraint: Option<&'static str>,
        /// Whether only another tool than ODK and Kobo knows the type.
        foreign: bool,
    },
}

/// What can begin and end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    Group,
    Repeat,
    /// A group for each choice of a list; the list is named where it begins.
    Loop(String),
}

impl Container {
    /// The word for it in the type column.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Container::Group => "group",
            Container::Repeat => "repeat",
            Container::Loop(_) => "loop",
        }
    }

    pub(crate) fn same_kind(&self, other: &Container) -> bool {
        self.word() == other.word()
    }
}

/// Why a type cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BadType {
    Unknown,
    /// A select that names no list, or more than one word after its type.
    NoList,
    /// A select from a file that is neither `.csv`, `.xml` nor `.geojson`.
    BadFile(String),
}

/// Reads a type; spaces are single already.
pub(crate) fn row_type(text: &str) -> Result<RowType, BadType> {
    if let Some(control) = control(text) {
        return Ok(control);
    }
    if let Some(select) = select(text) {
        return select.map(plain);
    }
    let (kind, constraint) = match simple(text) {
        Some(found) => found,
        None => return foreign(text).ok_or(BadType::Unknown),
    };
    Ok(RowType::Question { kind, constraint, foreign: false })
}

fn plain(kind: QuestionType) -> RowType {
    RowType::Question { kind, constraint: None, foreign: false }
}

fn control(text: &str) -> Option<RowType> {
    let (begins, rest) = match text.strip_prefix("begin") {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix("end")?),
    };
    let rest = rest.strip_prefix([' ', '_'])?;
    let words = ["looped group", "lgroup", "group", "repeat", "loop"];
    let word = words.into_iter().find(|word| {
        rest.strip_prefix(word).is_some_and(|after| after.is_empty() || after.starts_with(' '))
    })?;
    let after = rest[word.len()..].trim();
    let list = after.strip_prefix("over ").unwrap_or(after);
    if list.contains(' ') || (!begins && !list.is_empty()) {
        return None;
    }
    let container = match word {
        "group" => Container::Group,
        "loop" => Container::Loop(list.to_string()),
        _ => Container::Repeat,
    };
    Some(if begins { RowType::Begin(container) } else { RowType::End(container) })
}

#[derive(Clone, Copy, PartialEq)]
enum Command {
    One,
    Multiple,
    Rank,
    External,
    OneFromFile,
    MultipleFromFile,
}

/// The spellings of select types; a longer one stands before its beginning.
const SELECTS: &[(&str, Command)] = &[
    ("add select one prompt using", Command::One),
    ("add select multiple prompt using", Command::Multiple),
    ("select all that apply from", Command::Multiple),
    ("select all that apply", Command::Multiple),
    ("select_one_from_file", Command::OneFromFile),
    ("select_multiple_from_file", Command::MultipleFromFile),
    ("select one from file", Command::OneFromFile),
    ("select multiple from file", Command::MultipleFromFile),
    ("select_one_external", Command::External),
    ("select one external", Command::External),
    ("select one from", Command::One),
    ("select_one", Command::One),
    ("select one", Command::One),
    ("select1", Command::One),
    ("select_multiple", Command::Multiple),
    ("select multiple", Command::Multiple),
    ("rank", Command::Rank),
];

/// The words that stand for a select question in messages about an unknown type.
pub(crate) const SELECT_NAMES: &[&str] =
    &["select_one", "select_multiple", "rank", "select_one_from_file", "select_multiple_from_file"];

fn select(text: &str) -> Option<Result<QuestionType, BadType>> {
    let (command, rest) = SELECTS.iter().find_map(|(spelling, command)| {
        let rest = text.strip_prefix(spelling)?;
        (rest.is_empty() || rest.starts_with(' ')).then_some((*command, rest.trim()))
    })?;
    let other = ["or specify other", "or_other", "or other"];
    let (list, or_other) = match other.iter().find_map(|words| rest.strip_suffix(words)) {
        Some(list) if list.ends_with(' ') => (list.trim(), true),
        _ => (rest, false),
    };
    if list.is_empty() || list.contains(' ') {
        return Some(Err(BadType::NoList));
    }
    Some(with_list(command, list, or_other))
}

fn with_list(command: Command, list: &str, or_other: bool) -> Result<QuestionType, BadType> {
    let is_file =
        [".csv", ".xml", ".geojson"].iter().any(|ending| list.to_lowercase().ends_with(ending));
    let from_file = matches!(command, Command::OneFromFile | Command::MultipleFromFile);
    if from_file && !is_file {
        return Err(BadType::BadFile(list.to_string()));
    }
    let source = if command == Command::External {
        ChoiceSource::ExternalSheet(list.to_string())
    } else if is_file {
        ChoiceSource::File(list.to_string())
    } else if let Some(name) = list.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
        ChoiceSource::Repeat(name.trim().to_string())
    } else {
        let select = Select { list: list.to_string(), or_other };
        return Ok(match command {
            Command::Multiple | Command::MultipleFromFile => QuestionType::SelectMultiple(select),
            Command::Rank => QuestionType::Rank(select),
            _ => QuestionType::SelectOne(select),
        });
    };
    Ok(match command {
        Command::Multiple | Command::MultipleFromFile => QuestionType::SelectMultipleFrom(source),
        Command::Rank => QuestionType::RankFrom(source),
        _ => QuestionType::SelectOneFrom(source),
    })
}

/// The types that are a word by themselves, for messages about an unknown type.
pub(crate) const SIMPLE_NAMES: &[&str] = &[
    "text",
    "integer",
    "decimal",
    "range",
    "note",
    "calculate",
    "hidden",
    "date",
    "time",
    "datetime",
    "geopoint",
    "geotrace",
    "geoshape",
    "image",
    "audio",
    "background-audio",
    "video",
    "file",
    "barcode",
    "acknowledge",
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "email",
    "phonenumber",
    "subscriberid",
    "simserial",
    "start-geopoint",
    "background-geopoint",
    "audit",
    "csv-external",
    "xml-external",
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
];

fn simple(text: &str) -> Option<(QuestionType, Option<&'static str>)> {
    use QuestionType as Q;
    let counted = match text {
        "percentage" => Some((Q::Integer, "0 <= . and . <= 100")),
        "number of days in last month" => Some((Q::Integer, "0 <= . and . <= 31")),
        "number of days in last six months" => Some((Q::Integer, "0 <= . and . <= 183")),
        "number of days in last year" => Some((Q::Integer, "0 <= . and . <= 365")),
        "phone number" => Some((Q::Text, "regex(., '^\\d*$')")),
        _ => None,
    };
    if let Some((kind, constraint)) = counted {
        return Some((kind, Some(constraint)));
    }
    // The prefixes of the first forms: `q int`, `add text prompt`, `get start time`.
    let prompt = text.strip_prefix("add ").and_then(|rest| rest.strip_suffix(" prompt"));
    let word = prompt.or_else(|| text.strip_prefix("q ")).unwrap_or(text);
    let kind = match word {
        "text" | "string" => Q::Text,
        "integer" | "int" => Q::Integer,
        "decimal" => Q::Decimal,
        "range" => Q::Range,
        "note" => Q::Note,
        "calculate" => Q::Calculate,
        "hidden" => Q::Hidden,
        "date" => Q::Date,
        "time" => Q::Time,
        "datetime" | "dateTime" | "date time" => Q::DateTime,
        "geopoint" | "gps" | "location" => Q::Geopoint,
        "geotrace" => Q::Geotrace,
        "geoshape" => Q::Geoshape,
        "image" | "photo" | "picture" => Q::Image,
        "audio" => Q::Audio,
        "background-audio" => Q::BackgroundAudio,
        "video" => Q::Video,
        "file" => Q::File,
        "barcode" => Q::Barcode,
        "acknowledge" | "trigger" => Q::Acknowledge,
        "csv-external" => Q::CsvExternal,
        "xml-external" => Q::XmlExternal,
        "background-geopoint" => Q::BackgroundGeopoint,
        osm if osm == "osm" || osm.starts_with("osm ") => Q::Osm,
        _ => Q::Metadata(metadata(text)?),
    };
    Some((kind, None))
}

fn metadata(text: &str) -> Option<Metadata> {
    Some(match text {
        "start" | "start time" | "get start time" => Metadata::Start,
        "end" | "end time" | "get end time" => Metadata::End,
        "today" | "get today" => Metadata::Today,
        "deviceid" | "device id" | "get device id" | "imei" | "uri:deviceid" => Metadata::DeviceId,
        "username" | "uri:username" => Metadata::Username,
        "email" | "uri:email" => Metadata::Email,
        "phonenumber" | "get phone number" | "uri:phonenumber" => Metadata::PhoneNumber,
        "simserial" | "sim id" | "get sim id" | "uri:simserial" => Metadata::SimSerial,
        "subscriberid" | "subscriber id" | "get subscriber id" | "uri:subscriberid" => {
            Metadata::SimSerial
        }
        "start-geopoint" => Metadata::StartGeopoint,
        "audit" => Metadata::Audit,
        _ => return None,
    })
}

/// Types that SurveyCTO adds: its forms and exports have them, so they are read.
fn foreign(text: &str) -> Option<RowType> {
    let first = text.split(' ').next().unwrap_or(text);
    let kind = match (first, text) {
        (_, "text audit" | "audio audit") => QuestionType::File,
        (_, "comments") => QuestionType::File,
        (_, "caseid") => QuestionType::Hidden,
        (_, "calculate_here") => QuestionType::Calculate,
        ("sensor_statistic" | "sensor_stream", _) => QuestionType::Hidden,
        _ if text.starts_with("speed violations ") => QuestionType::Hidden,
        _ => return None,
    };
    Some(RowType::Question { kind, constraint: None, foreign: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn question(text: &str) -> QuestionType {
        match row_type(text) {
            Ok(RowType::Question { kind, foreign: false, .. }) => kind,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn select(list: &str, or_other: bool) -> Select {
        Select { list: list.into(), or_other }
    }

    #[test]
    fn spellings_of_selects() {
        for text in [
            "select_one yn",
            "select one yn",
            "select one from yn",
            "select1 yn",
            "add select one prompt using yn",
        ] {
            assert_eq!(question(text), QuestionType::SelectOne(select("yn", false)), "{text}");
        }
        for text in [
            "select_multiple w or_other",
            "select all that apply from w or specify other",
            "select_multiple w or other",
        ] {
            assert_eq!(question(text), QuestionType::SelectMultiple(select("w", true)), "{text}");
        }
        assert_eq!(question("rank w"), QuestionType::Rank(select("w", false)));
        assert_eq!(
            question("select_one or_other"),
            QuestionType::SelectOne(select("or_other", false))
        );
        assert_eq!(
            question("select_one_from_file sites.csv"),
            QuestionType::SelectOneFrom(ChoiceSource::File("sites.csv".into()))
        );
        assert_eq!(
            question("select_one_external town"),
            QuestionType::SelectOneFrom(ChoiceSource::ExternalSheet("town".into()))
        );
        assert_eq!(
            question("select_one ${member_name}"),
            QuestionType::SelectOneFrom(ChoiceSource::Repeat("member_name".into()))
        );
        assert_eq!(row_type("select_one"), Err(BadType::NoList));
        assert_eq!(row_type("select_one two words"), Err(BadType::NoList));
        assert_eq!(
            row_type("select_one_from_file sites.xlsx"),
            Err(BadType::BadFile("sites.xlsx".into()))
        );
    }

    #[test]
    fn spellings_of_groups_and_repeats() {
        for text in ["begin group", "begin_group"] {
            assert_eq!(row_type(text), Ok(RowType::Begin(Container::Group)));
        }
        for text in ["end repeat", "end_repeat", "end lgroup", "end looped group"] {
            assert_eq!(row_type(text), Ok(RowType::End(Container::Repeat)), "{text}");
        }
        assert_eq!(
            row_type("begin loop over crops"),
            Ok(RowType::Begin(Container::Loop("crops".into())))
        );
        assert_eq!(row_type("begin groups"), Err(BadType::Unknown));
    }

    #[test]
    fn spellings_of_plain_types() {
        assert_eq!(question("q int"), QuestionType::Integer);
        assert_eq!(question("add text prompt"), QuestionType::Text);
        assert_eq!(question("dateTime"), QuestionType::DateTime);
        assert_eq!(question("imei"), QuestionType::Metadata(Metadata::DeviceId));
        assert_eq!(question("end"), QuestionType::Metadata(Metadata::End));
        assert_eq!(question("percentage"), QuestionType::Integer);
        assert_eq!(question("osm building"), QuestionType::Osm);
        assert_eq!(row_type("Text"), Err(BadType::Unknown));
        assert_eq!(row_type("q start"), Err(BadType::Unknown));
        assert!(matches!(row_type("text audit"), Ok(RowType::Question { foreign: true, .. })));
    }

    #[test]
    fn every_name_that_is_suggested_exists() {
        for name in SIMPLE_NAMES {
            assert!(row_type(name).is_ok(), "{name}");
        }
    }
}
