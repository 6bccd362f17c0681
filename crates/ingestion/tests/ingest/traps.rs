//! Traps of headers and cells.

use crate::trial::{Trial, column, fates, finding, findings};

const HEAD: &str = "country,code,consent,_uuid,_submission_time,_index";

/// A Kobo export with some more columns and one row a value.
fn kobo(columns: &str, rows: &[&str]) -> String {
    let lines = rows
        .iter()
        .enumerate()
        .map(|(n, row)| format!("CIV,{n},yes,u{n},2025-03-04T08:10:00,{n},{row}\n"));
    format!("{HEAD},{columns}\n{}", lines.collect::<String>())
}

/// A sheet typed by people, one row a value.
fn plain(columns: &str, rows: &[&str]) -> String {
    let lines = rows.iter().enumerate().map(|(n, row)| format!("CIV;{n};yes;{row}\n"));
    format!("country;code;consent;{columns}\n{}", lines.collect::<String>())
}

#[test]
fn dates_that_nothing_decides_are_lost_and_named() {
    let text = plain("visit", &["03/04/2025", "05/05/2025", "12/01/2025"]);
    let data = Trial::household().file("a.csv", &text).run(&["a.csv"]).dataset;
    assert_eq!(findings(&data), ["2 ambiguous-dates visit", "4 ambiguous-dates visit"]);
    assert_eq!(column(&data, "hh", "main", "visit"), ["<lost>", "2025-05-05", "<lost>"]);
    assert_eq!(finding(&data, "ambiguous-dates").value.as_deref(), Some("03/04/2025"));
    let hint = "[[source_file]]\npath = \"*.csv\"\ndates = \"mdy\"\n";
    let data = Trial::household_with(hint).file("a.csv", &text).run(&["a.csv"]).dataset;
    assert_eq!(column(&data, "hh", "main", "visit"), ["2025-03-04", "2025-05-05", "2025-12-01"]);
}

#[test]
fn one_date_decides_for_its_column_and_impossible_days_are_named() {
    let text = plain("visit", &["03/04/2025", "31/03/2025", "31/02/2025", "4 mars 2025"]);
    let data = Trial::household().file("a.csv", &text).run(&["a.csv"]).dataset;
    assert_eq!(findings(&data), ["4 not-a-date visit"]);
    assert_eq!(
        column(&data, "hh", "main", "visit"),
        ["2025-04-03", "2025-03-31", "<lost>", "2025-03-04"]
    );
}

#[test]
fn dates_of_both_orders_in_one_column_decide_nothing() {
    let text = plain("visit", &["03/04/2025", "31/03/2025", "03/31/2025"]);
    let data = Trial::household().file("a.csv", &text).run(&["a.csv"]).dataset;
    assert_eq!(findings(&data), ["2 ambiguous-dates visit"]);
    assert_eq!(column(&data, "hh", "main", "visit"), ["<lost>", "2025-03-31", "2025-03-31"]);
}

#[test]
fn numbers_that_nothing_decides_are_lost_and_named() {
    let text = plain("income;rooms", &["1.250;1.250", "3;12 pièces", "x;2,5"]);
    let data = Trial::household().file("a.csv", &text).run(&["a.csv"]).dataset;
    assert_eq!(
        findings(&data),
        [
            "2 ambiguous-number income",
            "3 not-a-number rooms",
            "4 not-a-number income",
            "4 not-an-integer rooms"
        ]
    );
    assert_eq!(column(&data, "hh", "main", "income"), ["<lost>", "3", "<lost>"]);
    assert_eq!(
        column(&data, "hh", "main", "rooms"),
        ["1250", "<lost>", "<lost>"],
        "whole numbers have no decimals"
    );
    let suggestion = finding(&data, "not-a-number").suggestion.as_ref().expect("a suggestion");
    assert_eq!(suggestion.english, "write only the number: 12");
    let hint = "[[source_file]]\npath = \"a.csv\"\ndecimal = \",\"\n";
    let data = Trial::household_with(hint).file("a.csv", &text).run(&["a.csv"]).dataset;
    assert_eq!(column(&data, "hh", "main", "income")[0], "1250");
}

#[test]
fn personal_and_sensitive_values_are_not_shown() {
    let text = kobo("income,gps,rooms", &["secret,here,three"]);
    let data = Trial::household().file("a.csv", &text).run(&["a.csv"]).dataset;
    let shown: Vec<_> =
        data.findings.iter().map(|f| (f.question.as_str(), f.value.as_deref(), f.masked)).collect();
    assert_eq!(
        shown,
        [("income", None, true), ("gps", None, true), ("rooms", Some("three"), false)]
    );
    let all = format!("{data:?}");
    assert!(!all.contains("secret") && !all.contains("here\""), "{all}");
}

#[test]
fn exact_positions_are_nowhere() {
    let text = kobo(
        "gps,device,member_note",
        &["7.23456 -5.65432 0 0,imei-1,x", "0 0 0 0,imei-2,x", "-5.65 7.23,,x", "48.85 2.35,,x"],
    );
    let outcome = Trial::household().file("a.csv", &text).run(&["a.csv"]);
    let data = &outcome.dataset;
    assert_eq!(
        column(data, "hh", "main", "gps_cell"),
        ["7.125,-5.625", "<lost>", "<lost>", "<lost>"]
    );
    assert_eq!(
        findings(data),
        [
            "1 unmatched-column member_note",
            "3 position-zero gps",
            "4 position-swapped gps",
            "5 outside-country gps"
        ]
    );
    let all = format!("{outcome:?}");
    assert!(!all.contains("7.23") && !all.contains("48.85") && !all.contains("imei"), "{all}");
}

#[test]
fn unlisted_choices_are_lost_and_named() {
    let text =
        kobo("safe,water", &["maybe,drink fly", "Ne sait pas,Boisson;Autre", "TRUE,wash drink"]);
    let data = Trial::household().file("a.csv", &text).run(&["a.csv"]).dataset;
    assert_eq!(findings(&data), ["2 unlisted-choice safe", "2 unlisted-choice water"]);
    assert_eq!(column(&data, "hh", "main", "safe"), ["<lost>", "<dont_know>", "yes"]);
    assert_eq!(column(&data, "hh", "main", "water"), ["<lost>", "drink other", "drink wash"]);
}

#[test]
fn a_summary_and_its_columns_must_agree() {
    let text = kobo(
        "water,water/drink,water/wash",
        &["drink,1,0", "drink,0,1", "drink wash,,", "drink other,1,0"],
    );
    let data = Trial::household().file("a.csv", &text).run(&["a.csv"]).dataset;
    assert_eq!(findings(&data), ["3 select-disagreement water"]);
    assert_eq!(
        column(&data, "hh", "main", "water"),
        ["drink", "<lost>", "drink wash", "drink other"]
    );
}

#[test]
fn na_is_namibia() {
    let text =
        "country,code,consent,safe,rooms,_uuid,_submission_time\nNA,1,yes,NA,NA,u1,2025-03-04\n";
    let data = Trial::household().file("a.csv", text).run(&["a.csv"]).dataset;
    assert_eq!(column(&data, "hh", "main", "country"), ["NA"]);
    assert_eq!(findings(&data), ["2 unlisted-choice safe", "2 not-a-number rooms"]);
    let mut trial = Trial::household();
    trial.survey.missing.blank = vec!["na".into()];
    let data = trial.file("a.csv", text).run(&["a.csv"]).dataset;
    assert_eq!(
        column(&data, "hh", "main", "country"),
        ["NA"],
        "a code of the list is an answer all the same"
    );
    assert_eq!(column(&data, "hh", "main", "rooms"), ["<unanswered>"]);
}

#[test]
fn codes_stay_text() {
    let data = Trial::household()
        .file("a.csv", "country,code,consent,_uuid,_submission_time\nCIV,007,yes,1E5,2025-03-04\n")
        .run(&["a.csv"])
        .dataset;
    assert_eq!(column(&data, "hh", "main", "code"), ["007"]);
    assert_eq!(data.ledger.entries[1].key, "1E5");
}

#[test]
fn columns_that_may_mean_two_things_are_not_used() {
    let form = "
| type    | name | label |
| text    | code | Code  |
| integer | men  | Number |
| integer | women | Number |
";
    let survey = "id = \"t\"\ntitle = {}\nlanguages = [\"en\"]\n[[country]]\ncode = \"CIV\"\nname = {}\ncurrency = \"XOF\"\n[[form]]\nid = \"f\"\nfile = \"f\"\nunit = \"site\"\nroles = { key = \"code\" }\n";
    let text = "code,Number,men,extra\na,1,2,3\n";
    let outcome = Trial::new(survey, &[("f", form)]).file("a.csv", text).run(&["a.csv"]);
    assert_eq!(
        findings(&outcome.dataset),
        ["1 ambiguous-column Number", "1 unmatched-column extra"]
    );
    assert_eq!(outcome.files[0].unmatched, [(2, "Number".into()), (4, "extra".into())]);
    assert_eq!(column(&outcome.dataset, "f", "main", "men"), ["2"]);
    let mapped =
        format!("{survey}[[source_file]]\npath = \"a.csv\"\ncolumns = {{ Number = \"women\" }}\n");
    let outcome = Trial::new(&mapped, &[("f", form)]).file("a.csv", text).run(&["a.csv"]);
    assert_eq!(column(&outcome.dataset, "f", "main", "women"), ["1"]);
    let twice =
        Trial::new(survey, &[("f", form)]).file("a.csv", "code,men,men\na,1,2\n").run(&["a.csv"]);
    assert_eq!(findings(&twice.dataset), ["1 ambiguous-column men", "1 ambiguous-column men"]);
    assert_eq!(column(&twice.dataset, "f", "main", "men"), ["<not_asked>"]);
}

#[test]
fn header_blocks_are_headers() {
    let text = "Survey of 2025;;;;\n;;;Logement;\ncountry;code;consent;rooms;safe\nPays;Code du ménage;Êtes-vous d'accord;Nombre de pièces;Sûr ?\n#country;#code;;#rooms;\nCIV;1;yes;3;no\ncountry;code;consent;rooms;safe\nCIV;2;yes;4;yes\n";
    let outcome = Trial::household().file("a.csv", text).run(&["a.csv"]);
    assert_eq!(
        fates(&outcome.dataset),
        [
            "note (title)",
            "header",
            "header",
            "header",
            "header",
            "accepted",
            "header (repeated-header)",
            "accepted"
        ]
    );
    assert_eq!(outcome.files[0].header_row, 3);
    assert_eq!(column(&outcome.dataset, "hh", "main", "rooms"), ["3", "4"]);
}

#[test]
fn labels_may_hold_the_marks_between_labels() {
    let form = "
| type               | name | label |
| text               | code | Code  |
| select_multiple l  | q    | Which |
| select_one n       | n    | N     |

| list_name | name | label |
| l | a | Soap, ash |
| l | b | Water |
| n | 1 | One |
";
    let survey = "id = \"t\"\ntitle = {}\nlanguages = [\"en\"]\n[[country]]\ncode = \"CIV\"\nname = {}\ncurrency = \"XOF\"\n[[form]]\nid = \"f\"\nfile = \"f\"\nunit = \"site\"\nroles = { key = \"code\" }\n";
    let text = "Code;Which;N\n1;Soap, ash, Water;1.0\n2;Water, Soap, ash;1\n";
    let data = Trial::new(survey, &[("f", form)]).file("a.csv", text).run(&["a.csv"]).dataset;
    assert_eq!(findings(&data), Vec::<String>::new());
    assert_eq!(column(&data, "f", "main", "q"), ["a b", "a b"]);
    assert_eq!(column(&data, "f", "main", "n"), ["1", "1"]);
}

#[test]
fn a_bare_latitude_belongs_to_the_only_position() {
    let data = Trial::household()
        .file("a.csv", "country;code;consent;Latitude;Longitude\nCIV;1;yes;7,2;-5,6\n")
        .run(&["a.csv"])
        .dataset;
    assert_eq!(findings(&data), Vec::<String>::new());
    assert_eq!(column(&data, "hh", "main", "gps_cell"), ["7.125,-5.625"]);
}
