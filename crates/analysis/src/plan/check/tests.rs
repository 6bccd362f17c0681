//! Each fault of a plan, with the text it points at.

use survey_schema::Location;

use crate::fixture;
use crate::plan::Plan;

const GOOD: &str = r#"
[design.household]
kind = "probability"
strata = ["country"]
psu = "village"
frame = { NA = 10, BB = 20 }

[[indicator]]
id = "piped"
label = { en = "Piped water" }
form = "household"
type = "proportion"
value = "${water} = 'tap'"
by = ["country"]

[[chart]]
id = "c1"
kind = "bars"
indicator = "piped"
by = ["country"]
title = { en = "Most have taps" }
"#;

/// The faults of a plan as `code: text pointed at [help]`.
fn faults(plan: &str) -> Vec<String> {
    let found = match Plan::from_toml(plan, "plan.toml") {
        Ok(plan) => plan.check(&fixture::survey(), &[fixture::form()]),
        Err(found) => found,
    };
    let line = |diagnostic: &survey_schema::Diagnostic| {
        let Location::Text { span, .. } = &diagnostic.labels[0].location else {
            return "no text".into();
        };
        let help = diagnostic.help.as_ref().map(|help| format!(" {}", help.english));
        format!("{}: {}{}", diagnostic.code, &plan[span.clone()], help.unwrap_or_default())
    };
    found.iter().map(line).collect()
}

fn changed(from: &str, to: &str) -> Vec<String> {
    assert!(GOOD.contains(from), "{from}");
    faults(&GOOD.replacen(from, to, 1))
}

#[test]
fn a_good_plan_has_no_faults() {
    assert_eq!(faults(GOOD), Vec::<String>::new());
}

#[test]
fn names_that_do_not_exist_are_shown_with_the_nearest() {
    let cases = [
        (
            "form = \"household\"",
            "form = \"houshold\"",
            "P003: \"houshold\" did you mean \"household\"?",
        ),
        ("NA = 10", "NB = 10", "P004: NB did you mean \"NA\"?"),
        ("type =", "level = \"membre\"\ntype =", "P005: \"membre\" did you mean \"member\"?"),
        ("\"village\"", "\"vilage\"", "P007: \"vilage\" did you mean \"village\"?"),
        (
            "{ en = \"Piped water\" }",
            "{ en = \"Piped water\", fr = \"Eau\" }",
            "P010: { en = \"Piped water\", fr = \"Eau\" }",
        ),
        (
            "indicator = \"piped\"",
            "indicator = \"pipes\"",
            "P012: \"pipes\" did you mean \"piped\"?",
        ),
        ("${water}", "${watter}", "P022: ${watter} did you mean \"water\"?"),
        ("'tap'", "'taps'", "P025: 'taps' did you mean \"tap\"?"),
    ];
    for (from, to, expected) in cases {
        assert_eq!(changed(from, to), [expected], "{to}");
    }
}

#[test]
fn shapes_that_do_not_fit() {
    let cases = [
        ("[\"country\"]\n\n[[chart]]", "[]\n\n[[chart]]", "P013: \"piped\""),
        ("kind = \"bars\"\nindicator = \"piped\"", "kind = \"bars\"", "P015: \"c1\""),
        ("NA = 10", "NA = 0", "P016: NA"),
        ("frame = { NA = 10, BB = 20 }", "fpc = true", "P017: household"),
        ("value = \"${water} = 'tap'\"", "", "P018: \"proportion\""),
        ("type = \"proportion\"", "type = \"ratio\"", "P019: \"ratio\""),
        ("by = [", "denominator = \"${size}\"\nby = [", "P020: \"${size}\""),
        ("= 'tap'", "= ", "P021: "),
        ("${water} = 'tap'", "${phone} = '1'", "P023: ${phone}"),
        ("${water} = 'tap'", "${income} > 9", "P027: ${income}"),
        ("'tap'", "'dk'", "P024: 'dk'"),
        ("\"village\"", "\"phone\"", "P008: \"phone\""),
        ("\"village\"", "\"work\"", "P009: \"work\""),
        ("\"proportion\"", "\"categories\"", "P026: \"${water} = 'tap'\""),
    ];
    for (from, to, expected) in cases {
        assert_eq!(changed(from, to), [expected], "{to}");
    }
}

#[test]
fn an_unknown_field_or_word_is_refused_where_it_stands() {
    assert_eq!(changed("kind = \"bars\"", "kind = \"pie\""), ["P001: \"pie\""]);
    assert_eq!(changed("strata =", "stratum ="), ["P001: stratum"]);
}

#[test]
fn the_same_id_twice() {
    let twice = GOOD.to_string()
        + "\n[[chart]]\nid = \"c1\"\nkind = \"map\"\nindicator = \"piped\"\ntitle = { en = \"x\" }\n";
    assert_eq!(faults(&twice), ["P002: \"c1\""]);
}
