//! What each type is in an XForm: its control, the attributes of its bind, its hint.

/// What a type stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TypeMeaning {
    /// The control that asks it; none for what is not asked.
    pub(crate) control: Control,
    /// The attributes of its bind.
    pub(crate) bind: &'static [(&'static str, &'static str)],
    /// A hint that it brings along.
    pub(crate) hint: Option<&'static str>,
}

/// How a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Control {
    /// Not at all.
    None,
    Input,
    /// An input of positions, which may show places to choose from.
    Geo,
    Trigger,
    /// A file of a media type.
    Upload(&'static str),
    Osm,
    Range,
    /// `select1`, `select` or `odk:rank`.
    Select(&'static str),
}

impl Control {
    /// The element's name; `None` for what is not asked.
    pub(crate) fn tag(self) -> Option<&'static str> {
        Some(match self {
            Control::None => return None,
            Control::Input | Control::Geo => "input",
            Control::Trigger => "trigger",
            Control::Upload(_) | Control::Osm => "upload",
            Control::Range => "range",
            Control::Select(tag) => tag,
        })
    }

    /// The media type of an upload.
    pub(crate) fn media_type(self) -> Option<&'static str> {
        match self {
            Control::Upload(media) => Some(media),
            Control::Osm => Some("osm/*"),
            _ => None,
        }
    }
}

/// Other words for types, replaced before anything else is looked at.
pub(crate) fn resolve_alias(word: &str) -> &str {
    match word {
        "imei" => "deviceid",
        "image" | "add image prompt" | "add photo prompt" => "photo",
        "add audio prompt" => "audio",
        "add video prompt" => "video",
        "add file prompt" => "file",
        other => other,
    }
}

/// The meaning of a type that stands by itself; selects with a list are read elsewhere.
pub(crate) fn meaning(word: &str) -> Option<TypeMeaning> {
    counted(word).or_else(|| filled_in(word)).or_else(|| asked(word))
}

const fn plain(control: Control, bind: &'static [(&'static str, &'static str)]) -> TypeMeaning {
    TypeMeaning { control, bind, hint: None }
}

/// What the device fills in.
fn filled_in(word: &str) -> Option<TypeMeaning> {
    macro_rules! property {
        ($name:literal) => {
            &[("jr:preload", "property"), ("type", "string"), ("jr:preloadParams", $name)]
        };
    }
    let bind: &[(&str, &str)] = match word {
        "start" | "start time" | "get start time" => {
            &[("jr:preload", "timestamp"), ("type", "dateTime"), ("jr:preloadParams", "start")]
        }
        "end" | "end time" | "get end time" => {
            &[("jr:preload", "timestamp"), ("type", "dateTime"), ("jr:preloadParams", "end")]
        }
        "today" | "get today" => {
            &[("jr:preload", "date"), ("type", "date"), ("jr:preloadParams", "today")]
        }
        "deviceid" | "device id" | "get device id" => property!("deviceid"),
        "subscriberid" | "subscriber id" | "get subscriber id" => property!("subscriberid"),
        "simserial" | "sim id" | "get sim id" => property!("simserial"),
        "phonenumber" | "get phone number" => property!("phonenumber"),
        "username" => property!("username"),
        "email" => property!("email"),
        "uri:deviceid" => property!("uri:deviceid"),
        "uri:subscriberid" => property!("uri:subscriberid"),
        "uri:simserial" => property!("uri:simserial"),
        "uri:phonenumber" => property!("uri:phonenumber"),
        "uri:username" => property!("uri:username"),
        "uri:email" => property!("uri:email"),
        "calculate" | "q calculate" | "add calculate prompt" | "hidden" => &[("type", "string")],
        "start-geopoint" => &[("type", "geopoint")],
        "background-audio" | "audit" => &[("type", "binary")],
        _ => return None,
    };
    Some(plain(Control::None, bind))
}

/// Questions that bring a constraint along.
fn counted(word: &str) -> Option<TypeMeaning> {
    macro_rules! number {
        ($constraint:literal, $hint:expr) => {
            TypeMeaning {
                control: Control::Input,
                bind: &[("type", "int"), ("constraint", $constraint)],
                hint: $hint,
            }
        };
    }
    Some(match word {
        "percentage" => number!("0 <= . and . <= 100", None),
        "number of days in last month" => {
            number!("0 <= . and . <= 31", Some("Enter a number 0-31."))
        }
        "number of days in last six months" => {
            number!("0 <= . and . <= 183", Some("Enter a number 0-183."))
        }
        "number of days in last year" => {
            number!("0 <= . and . <= 365", Some("Enter a number 0-365."))
        }
        "phone number" => TypeMeaning {
            control: Control::Input,
            bind: &[("type", "string"), ("constraint", r"regex(., '^\d*$')")],
            hint: Some("Enter numbers only."),
        },
        _ => return None,
    })
}

/// What is asked or shown.
fn asked(word: &str) -> Option<TypeMeaning> {
    use Control::{Geo, Input, Osm, Range, Select, Trigger, Upload};
    // The first forms wrote `q int` and `add text prompt`; each for some types only.
    Some(match word {
        "text" | "string" | "q string" | "add text prompt" => plain(Input, &[("type", "string")]),
        "select one external" => plain(Input, &[("type", "string")]),
        "note" | "q note" | "add note prompt" => {
            plain(Input, &[("readonly", "true()"), ("type", "string")])
        }
        "integer" | "int" | "q int" | "add integer prompt" => plain(Input, &[("type", "int")]),
        "decimal" | "q decimal" | "add decimal prompt" => plain(Input, &[("type", "decimal")]),
        "date" | "q date" | "add date prompt" => plain(Input, &[("type", "date")]),
        "time" => plain(Input, &[("type", "time")]),
        "dateTime"
        | "datetime"
        | "date time"
        | "q dateTime"
        | "q date time"
        | "add dateTime prompt"
        | "add date time prompt" => plain(Input, &[("type", "dateTime")]),
        "barcode" | "q barcode" | "add barcode prompt" => plain(Input, &[("type", "barcode")]),
        "geopoint" => plain(Geo, &[("type", "geopoint")]),
        "geotrace" => plain(Geo, &[("type", "geotrace")]),
        "geoshape" => plain(Geo, &[("type", "geoshape")]),
        "gps" | "location" | "q geopoint" | "q location" | "add location prompt" => {
            plain(Input, &[("type", "geopoint")])
        }
        "q geotrace" => plain(Input, &[("type", "geotrace")]),
        "q geoshape" => plain(Input, &[("type", "geoshape")]),
        "photo" | "q picture" | "q image" => plain(Upload("image/*"), &[("type", "binary")]),
        "audio" | "q audio" => plain(Upload("audio/*"), &[("type", "binary")]),
        "video" | "q video" => plain(Upload("video/*"), &[("type", "binary")]),
        "file" => plain(Upload("application/*"), &[("type", "binary")]),
        "osm" => plain(Osm, &[("type", "binary")]),
        "acknowledge" | "q acknowledge" | "add acknowledge prompt" => {
            plain(Trigger, &[("type", "string")])
        }
        "trigger" => plain(Trigger, &[]),
        "background-geopoint" => plain(Trigger, &[("type", "geopoint")]),
        "range" => plain(Range, &[("type", "int")]),
        "select one" => plain(Select("select1"), &[("type", "string")]),
        "select all that apply" => plain(Select("select"), &[("type", "string")]),
        "rank" => plain(Select("odk:rank"), &[("type", "odk:rank")]),
        _ => return None,
    })
}

/// What a row begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    Group,
    Repeat,
    /// A group for each choice of a list.
    Loop,
}

impl Container {
    /// The word for it in the type column.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Container::Group => "group",
            Container::Repeat => "repeat",
            Container::Loop => "loop",
        }
    }

    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "group" => Container::Group,
            "repeat" | "lgroup" | "looped group" => Container::Repeat,
            "loop" => Container::Loop,
            _ => return None,
        })
    }
}

/// `begin group`, `begin_repeat`, `begin loop over crops`: what begins, and the list.
pub(crate) fn begins(text: &str) -> Option<(Container, Option<&str>)> {
    let rest = text.strip_prefix("begin")?.strip_prefix([' ', '_'])?;
    if let Some(container) = Container::named(rest) {
        return Some((container, None));
    }
    let (before, list) = rest.rsplit_once(' ')?;
    let container = before.strip_suffix(" over").unwrap_or(before);
    Container::named(container)
        .or_else(|| Container::named(before))
        .map(|found| (found, Some(list)))
}

/// `end group`, `end_repeat`: what ends.
pub(crate) fn ends(text: &str) -> Option<Container> {
    Container::named(text.strip_prefix("end")?.strip_prefix([' ', '_'])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers() {
        assert_eq!(begins("begin group"), Some((Container::Group, None)));
        assert_eq!(begins("begin_lgroup"), Some((Container::Repeat, None)));
        assert_eq!(begins("begin looped group"), Some((Container::Repeat, None)));
        assert_eq!(begins("begin loop over crops"), Some((Container::Loop, Some("crops"))));
        assert_eq!(begins("begin loop crops"), Some((Container::Loop, Some("crops"))));
        assert_eq!(begins("begin groups"), None);
        assert_eq!(ends("end_loop"), Some(Container::Loop));
        assert_eq!(ends("end group x"), None);
    }
}
