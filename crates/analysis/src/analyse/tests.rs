//! Plans over the small survey of the fixture, from plan to numbers.

use dataset::{Dataset, Missing, Values};
use survey_schema::MAIN;

use super::analyse;
use crate::fixture;
use crate::plan::Plan;
use crate::results::{Estimate, Reason, Results, write_csv, write_json};

const DESIGN: &str =
    "[design.household]\nkind = \"probability\"\nstrata = [\"country\"]\npsu = \"village\"\n";

fn results(design: &str, indicator: &str, data: &Dataset) -> Results {
    let text = format!(
        "{design}\n[[indicator]]\nid = \"x\"\nlabel = {{ en = \"X\" }}\nform = \"household\"\n{indicator}"
    );
    let plan = Plan::from_toml(&text, "plan.toml").unwrap();
    let (survey, forms) = (fixture::survey(), [fixture::form()]);
    assert_eq!(plan.check(&survey, &forms), []);
    analyse(&survey, &plan, &forms, data)
}

/// One line a number: domain, value, n, reason.
fn lines(results: &Results) -> Vec<String> {
    let line = |row: &Estimate| {
        let domain: Vec<&str> = row.domain.iter().map(|(_, value)| value.as_str()).collect();
        let value = row.value.map_or("-".into(), |value| format!("{value:.4}"));
        let category = row.category.as_deref().map(|code| format!("{code} "));
        let reason = row.reason.map(|reason| format!(" {reason:?}"));
        format!(
            "{}{}: {value} of {}{}",
            category.unwrap_or_default(),
            domain.join("+"),
            row.n,
            reason.unwrap_or_default()
        )
    };
    results.rows.iter().map(line).collect()
}

#[test]
fn a_country_that_has_not_reported_is_said_and_is_no_zero() {
    let found = results(
        DESIGN,
        "type = \"proportion\"\nvalue = \"${water} = 'tap'\"\nby = [\"country\"]",
        &fixture::dataset(),
    );
    let expected =
        [": 0.7143 of 7", "NA: 0.6667 of 3", "BB: 0.7500 of 4", "CC: - of 0 NotReported"];
    assert_eq!(lines(&found), expected);
    let records: Vec<_> = found.reporting["household"]
        .iter()
        .map(|of| (of.country.as_str(), of.records, of.expected))
        .collect();
    assert_eq!(records, [("NA", 4, Some(6)), ("BB", 4, None), ("CC", 0, None)]);
    assert_eq!(found.rows[0].missing, [(Missing::DontKnow, 1)].into());
    assert_eq!(found.rows[0].method, "taylor/korn-graubard/pooled");
    assert_eq!(found.rows[0].degrees_of_freedom, Some(2.0));
}

#[test]
fn a_country_that_was_to_fill_in_other_forms_only_is_not_silent() {
    let mut survey = fixture::survey();
    survey.countries[2].expected = [("village".to_string(), 3)].into();
    let plan = "[[indicator]]\nid = \"x\"\nlabel = { en = \"X\" }\nform = \"household\"\n\
                type = \"mean\"\nvalue = \"${size}\"\nby = [\"country\"]";
    let plan = Plan::from_toml(&format!("{DESIGN}{plan}"), "plan.toml").unwrap();
    let found = analyse(&survey, &plan, &[fixture::form()], &fixture::dataset());
    assert_eq!(lines(&found)[3], "CC: - of 0 NotApplicable");
}

#[test]
fn a_country_whose_files_hold_no_roster_has_not_reported_it() {
    let mut data = fixture::dataset();
    let members = &mut data.levels[1];
    members.rows.truncate(5);
    for column in &mut members.columns {
        column.values = match &column.values {
            Values::Text(values) => Values::Text(values[..5].to_vec()),
            Values::Number(values) => Values::Number(values[..5].to_vec()),
        };
    }
    let found = results(
        DESIGN,
        "level = \"member\"\ntype = \"mean\"\nvalue = \"${age}\"\nby = [\"country\"]",
        &data,
    );
    let expected =
        [": 32.2000 of 5", "NA: 32.2000 of 5", "BB: - of 0 NotReported", "CC: - of 0 NotReported"];
    assert_eq!(lines(&found), expected);
}

#[test]
fn a_country_where_the_number_has_no_meaning_is_out_of_the_total_too() {
    let found = results(
        DESIGN,
        "type = \"mean\"\nvalue = \"${size}\"\nby = [\"country\"]\nnot_applicable = { country = [\"BB\"] }",
        &fixture::dataset(),
    );
    let expected =
        [": 3.0000 of 4", "NA: 3.0000 of 4", "BB: - of 0 NotApplicable", "CC: - of 0 NotReported"];
    assert_eq!(lines(&found), expected);
}

#[test]
fn the_frame_weighs_strata() {
    // 5 PSUs stand for 2 in NA: weight 2.5; 2 for 2 in BB: weight 1.
    let found = results(
        &format!("{DESIGN}frame = {{ NA = 5, BB = 2 }}\nfpc = true\nweight = \"1\""),
        "type = \"total\"\nvalue = \"${size}\"\nby = [\"country\"]",
        &fixture::dataset(),
    );
    assert_eq!(lines(&found)[..2], [": 42.0000 of 8", "NA: 30.0000 of 4"]);
    // NA: PSU totals 12.5 and 17.5; variance (1 - 2/5) · 2 · (2.5² + 2.5²) = 15.
    assert!((found.rows[1].standard_error.unwrap() - 15f64.sqrt()).abs() < 1e-12);
    // BB has all PSUs of its frame: no spread is seen, which is no certainty.
    assert_eq!(found.rows[2].reason, Some(Reason::Degenerate));
    assert_eq!(found.rows[2].standard_error, None);
}

#[test]
fn a_standard_error_by_hand() {
    // The mean of size is 3. PSU sums of (y - 3)/8: -1/8, 1/8 in NA, 1/8, -1/8 in BB;
    // each stratum adds 2 · 2 · (1/8)², together 1/8.
    let found = results(DESIGN, "type = \"mean\"\nvalue = \"${size}\"", &fixture::dataset());
    assert_eq!(found.rows[0].value, Some(3.0));
    assert!((found.rows[0].standard_error.unwrap() - 0.125f64.sqrt()).abs() < 1e-12);
}

#[test]
fn a_purposive_sample_has_no_interval() {
    let found = results(
        &DESIGN.replace("probability", "purposive"),
        "type = \"median\"\nvalue = \"${income}\"\nsensitive = true",
        &fixture::dataset(),
    );
    let row = &found.rows[0];
    assert_eq!((row.value, row.standard_error, row.low), (Some(30.0), None, None));
    assert_eq!((row.reason, row.method.as_str()), (Some(Reason::NoInference), "unweighted/pooled"));
    assert_eq!(row.missing, [(Missing::Refused, 1)].into());
}

#[test]
fn each_choice_of_a_question_among_those_who_were_asked() {
    let found = results(DESIGN, "type = \"multiple\"\nvalue = \"${work}\"", &fixture::dataset());
    assert_eq!(lines(&found), ["farm : 0.7143 of 7", "mine : 0.5714 of 7"]);
    let found = results(DESIGN, "type = \"categories\"\nvalue = \"${water}\"", &fixture::dataset());
    let expected = ["tap : 0.7143 of 7", "well : 0.1429 of 7", "river : 0.1429 of 7"];
    assert_eq!(lines(&found), expected);
}

#[test]
fn members_carry_weight_and_village_of_their_household() {
    let found = results(
        DESIGN,
        "level = \"member\"\ntype = \"proportion\"\nvalue = \"${age} >= 18\"\nby = [\"sex\"]",
        &fixture::dataset(),
    );
    assert_eq!(
        lines(&found),
        [": 0.5714 of 7", "female: 0.5000 of 4", "male: 0.6667 of 3 LonelyPsu"]
    );
    assert_eq!(found.rows[0].unit, "person");
    assert_eq!(found.rows[0].missing, [(Missing::Unanswered, 1)].into());
}

#[test]
fn a_hidden_number_cannot_be_computed_from_the_others() {
    // One household of NA and one of BB are alone in their cells; the cells beside
    // them would give them away.
    let data = fixture::dataset();
    let found = results(
        DESIGN,
        "type = \"mean\"\nvalue = \"${size}\"\nby = [\"country\", \"water\", [\"country\", \"water\"]]",
        &data,
    );
    let expected = [
        ": 3.0000 of 8",
        "NA: 3.0000 of 4",
        "BB: 3.0000 of 4",
        "CC: - of 0 NotReported",
        "tap: 3.0000 of 5",
        "well: - of 0 Suppressed",
        "river: - of 0 Suppressed",
        "NA+tap: - of 0 SuppressedComplement",
        "NA+well: - of 0 EmptyDomain",
        "NA+river: - of 0 Suppressed",
        "BB+tap: - of 0 SuppressedComplement",
        "BB+well: - of 0 Suppressed",
        "BB+river: - of 0 EmptyDomain",
    ];
    let not_reported = |line: &String| !line.starts_with("CC+");
    assert_eq!(lines(&found).into_iter().filter(not_reported).collect::<Vec<_>>(), expected);
}

#[test]
fn contributors_are_households_not_their_members() {
    // Three members, all of one household: fewer than two contributors.
    let main = fixture::level(MAIN, &["country", "village"], &["h1||NA|a", "h2||NA|b"]);
    let members = fixture::level(
        "member",
        &["age"],
        &["h1/member[1]|h1|3", "h1/member[2]|h1|5", "h1/member[3]|h1|9"],
    );
    let data = Dataset { levels: vec![main, members], ..Dataset::default() };
    let mean = "level = \"member\"\ntype = \"mean\"\nvalue = \"${age}\"";
    assert_eq!(lines(&results(DESIGN, mean, &data)), [": - of 0 Suppressed"]);
}

#[test]
fn counts_are_of_rows_at_hand() {
    let found = results(
        DESIGN,
        "type = \"count\"\nvalue = \"selected(${work}, 'mine')\"\nby = [\"country\"]",
        &fixture::dataset(),
    );
    let expected = [
        ": 4.0000 of 4 NoInference",
        "NA: 2.0000 of 2 NoInference",
        "BB: 2.0000 of 2 NoInference",
        "CC: - of 0 NotReported",
    ];
    assert_eq!(lines(&found), expected);
}

#[test]
fn files_are_the_same_each_time_and_none_is_empty() {
    let indicator = "type = \"proportion\"\nvalue = \"${water} = 'tap'\"\nby = [\"country\"]";
    let write = || {
        let found = results(DESIGN, indicator, &fixture::dataset());
        let (mut csv, mut json) = (Vec::new(), Vec::new());
        write_csv(&found, &mut csv).unwrap();
        write_json(&found, &mut json).unwrap();
        (String::from_utf8(csv).unwrap(), String::from_utf8(json).unwrap())
    };
    let (csv, json) = write();
    assert_eq!(write(), (csv.clone(), json.clone()));
    let lines: Vec<&str> = csv.lines().collect();
    assert!(
        lines[0].starts_with("indicator,category,domain,form,level,unit,statistic,design,value,")
    );
    assert!(
        lines[2]
            .starts_with("x,,country=NA,household,main,household,proportion,probability,0.6666")
    );
    assert_eq!(
        lines[4],
        "x,,country=CC,household,main,household,proportion,probability,,,,,,,,,,,,not_reported,,,,,,,,"
    );
    assert!(json.starts_with("{\n  \"schema\": \"carat-results/1\","));
}
