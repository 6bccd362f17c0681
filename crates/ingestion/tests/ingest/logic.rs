//! The form's own logic, and the survey's checks.

use crate::trial::{Trial, column, finding, findings};

const FORM: &str = "
| type               | name     | label    | relevant      | required | constraint            | constraint_message | choice_filter | calculation | repeat_count |
| today              | day      |          |               |          |                       |                    |               |             |              |
| text               | code     | Code     |               | yes      |                       |                    |               |             |              |
| select_one yesno   | works    | Works    |               | yes      |                       |                    |               |             |              |
| integer            | hours    | Hours    | ${works}='yes' | yes     | . >= 0 and . <= 16    | Between 0 and 16   |               |             |              |
| begin_group        | pay      | Pay      | ${works}='yes' |         |                       |                    |               |             |              |
| decimal            | wage     | Wage     |               |          |                       |                    |               |             |              |
| end_group          |          |          |               |          |                       |                    |               |             |              |
| calculate          | hourly   |          |               |          |                       |                    |               | ${wage} div ${hours} | |
| date               | born     | Born     |               |          | . <= today()          |                    |               |             |              |
| select_one region  | region   | Region   |               |          |                       |                    |               |             |              |
| select_one town    | town     | Town     |               |          |                       |                    | region=${region} |          |              |
| integer            | size     | Size     |               |          |                       |                    |               |             |              |
| begin_repeat       | person   | Person   |               |          |                       |                    |               |             | ${size}      |
| integer            | age      | Age      |               | yes      | . < 120               |                    |               |             |              |
| text               | school   | School   | ${age} < 18   |          |                       |                    |               |             |              |
| end_repeat         |          |          |               |          |                       |                    |               |             |              |

| list_name | name  | label | region |
| yesno     | yes   | Yes   |        |
| yesno     | no    | No    |        |
| region    | north | North |        |
| region    | south | South |        |
| town      | a     | A     | north  |
| town      | b     | B     | south  |
| town      | nc    | Centre | north |
| town      | sc    | Centre | south |
";

const SURVEY: &str = r#"
id = "t"
title = {}
languages = ["en"]
[[country]]
code = "CIV"
name = {}
currency = "XOF"
[[form]]
id = "f"
file = "f"
unit = "household"
roles = { key = "code" }
[[check]]
id = "wage-high"
form = "f"
expect = "not(${wage} > 1000)"
question = "wage"
message = { en = "A very high wage", fr = "Un salaire très élevé" }
"#;

fn run(columns: &str, rows: &[&str]) -> ingestion::Outcome {
    let rows: String = rows.iter().enumerate().map(|(n, row)| format!("{n},{row}\n")).collect();
    Trial::new(SURVEY, &[("f", FORM)])
        .file("f.csv", &format!("code,{columns}\n{rows}"))
        .run(&["f.csv"])
}

#[test]
fn relevance_required_and_constraint() {
    let data =
        run("works,hours,wage", &["yes,8,10", "no,8,10", "yes,,", "yes,20,10", ",,", "no,,"])
            .dataset;
    assert_eq!(
        findings(&data),
        [
            "3 not-relevant hours",
            "3 not-relevant wage",
            "4 required-missing hours",
            "5 constraint hours",
            "6 required-missing works"
        ]
    );
    assert_eq!(
        column(&data, "f", "main", "hours"),
        ["8", "<skipped>", "<unanswered>", "<lost>", "<skipped>", "<skipped>"]
    );
    assert_eq!(column(&data, "f", "main", "wage")[2], "<unanswered>");
    let told = &finding(&data, "constraint").message.english;
    assert!(told.contains("Between 0 and 16") && told.contains(". >= 0 and . <= 16"), "{told}");
    assert_eq!(finding(&data, "constraint").value.as_deref(), Some("20"));
    assert_eq!(finding(&data, "constraint").place.column, 3);
}

#[test]
fn what_refers_to_a_missing_column_is_not_judged() {
    let outcome = run("hours,wage", &["8,10", ",5"]);
    assert_eq!(findings(&outcome.dataset), Vec::<String>::new());
    assert_eq!(column(&outcome.dataset, "f", "main", "works"), ["<not_asked>", "<not_asked>"]);
    assert_eq!(column(&outcome.dataset, "f", "main", "hours"), ["8", "<unanswered>"]);
    let unjudged: Vec<_> =
        outcome.files[0].unjudged.iter().map(|u| (u.question.as_str(), u.rule, u.rows)).collect();
    assert!(unjudged.contains(&("hours", "relevant", 2)), "{unjudged:?}");
}

#[test]
fn what_refers_to_a_lost_answer_is_not_judged() {
    let data = run("works,hours,wage", &["perhaps,8,10"]).dataset;
    assert_eq!(findings(&data), ["2 unlisted-choice works"]);
    assert_eq!(column(&data, "f", "main", "hours"), ["8"]);
}

#[test]
fn calculations_are_computed_where_they_are_absent() {
    let data = run("works,hours,wage,hourly", &["yes,8,10,", "yes,8,10,7"]).dataset;
    assert_eq!(column(&data, "f", "main", "hourly"), ["1.25", "7"]);
    let data = run("works,hours,wage", &["yes,8,10"]).dataset;
    assert_eq!(column(&data, "f", "main", "hourly"), ["1.25"]);
}

#[test]
fn today_is_the_day_of_the_interview() {
    let data =
        run("works,day,born", &["no,2025-05-01,2025-05-02", "no,2025-05-01,2025-04-30"]).dataset;
    assert_eq!(findings(&data), ["2 constraint born"]);
}

#[test]
fn choices_must_be_offered() {
    let data = run("works,region,town", &["no,north,a", "no,south,a", "no,,a"]).dataset;
    assert_eq!(findings(&data), ["3 choice-filtered town", "4 choice-filtered town"]);
    assert_eq!(column(&data, "f", "main", "town"), ["a", "<lost>", "<lost>"]);
}

#[test]
fn rows_of_repeats_are_judged_and_counted() {
    let data = run(
        "works,size,age_1,school_1,age_2,school_2",
        &["no,2,40,x,9,x", "no,2,130,,,", "no,1,,x,,"],
    )
    .dataset;
    assert_eq!(
        findings(&data),
        [
            "2 not-relevant school",
            "3 repeat-count person",
            "3 constraint age",
            "4 required-missing age",
            "4 not-relevant school"
        ]
    );
    assert_eq!(
        column(&data, "f", "person", "school"),
        ["<skipped>", "x", "<skipped>", "<skipped>"]
    );
    let no_rows = run("works,size", &["no,2"]).dataset;
    assert_eq!(findings(&no_rows), Vec::<String>::new(), "the rows may be in another file");
}

#[test]
fn checks_of_the_survey() {
    let data = run("works,hours,wage", &["yes,8,2000", "yes,8,"]).dataset;
    assert_eq!(findings(&data), ["2 check:wage-high wage"]);
    let told = &finding(&data, "check:wage-high").message;
    assert_eq!(told.english, "A very high wage");
    assert!(told.arguments.contains(&("fr", "Un salaire très élevé".into())));
    assert_eq!(column(&data, "f", "main", "wage"), ["2000", "<unanswered>"]);
}

#[test]
fn a_label_that_choices_share_is_settled_by_the_filter() {
    let data = run("works,region,town", &["no,North,Centre", "no,,Centre"]).dataset;
    assert_eq!(findings(&data), ["3 ambiguous-choice town"]);
    assert_eq!(column(&data, "f", "main", "town"), ["nc", "<lost>"]);
}
