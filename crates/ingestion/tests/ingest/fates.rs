//! Where rows go, and that the accounts add up.

use crate::trial::{FORM, SURVEY, Trial, column, fates, finding, findings};

const HEAD: &str = "country,code,consent,rooms,_uuid,_submission_time,_index";

fn kobo(rows: &[&str]) -> Trial {
    Trial::household().file("a.csv", &format!("{HEAD}\n{}\n", rows.join("\n")))
}

#[test]
fn rows_that_are_the_same_are_one_record() {
    let data = kobo(&[
        "CIV,1,yes,x,u1,2025-03-04T08:00:00,1",
        "CIV,1,yes,x,u1,2025-03-04T08:00:00,1",
        "CIV,2,yes,3,u2,2025-03-04T08:00:00,2",
    ])
    .run(&["a.csv"])
    .dataset;
    assert_eq!(fates(&data), ["header", "accepted", "duplicate (identical)", "accepted"]);
    assert_eq!(
        findings(&data),
        ["2 not-a-number rooms"],
        "what stands for another is not found twice"
    );
}

#[test]
fn different_answers_under_one_key_are_all_kept_apart() {
    let data = kobo(&[
        "CIV,1,yes,3,u1,2025-03-04T08:00:00,1",
        "CIV,1,yes,4,u1,2025-03-04T08:00:00,2",
        "CIV,2,yes,3,u2,2025-03-04T08:00:00,3",
    ])
    .run(&["a.csv"])
    .dataset;
    assert_eq!(
        fates(&data),
        ["header", "quarantined (duplicate-key)", "quarantined (duplicate-key)", "accepted"]
    );
    let found = finding(&data, "duplicate-key");
    assert!(found.message.english.contains("these differ: rooms"), "{}", found.message.english);
    assert_eq!((found.key.as_str(), found.value.as_deref()), ("u1", None));
}

#[test]
fn the_last_version_of_an_edited_submission_counts() {
    let head = "SubmissionDate,country,code,consent,house-rooms,KEY,Edits,ReviewState";
    let roster = "age,PARENT_KEY,KEY";
    let data = Trial::household()
        .file("may/hh.csv", &format!("{head}\n2025-03-04T09:00:00Z,CIV,1,yes,3,uuid:1,0,\n"))
        .file("may/hh-member.csv", &format!("{roster}\n40,uuid:1,uuid:1/member[1]\n"))
        .file("june/hh.csv", &format!("{head}\n2025-03-04T09:00:00Z,CIV,1,yes,4,uuid:1,2,\n"))
        .file("june/hh-member.csv", &format!("{roster}\n41,uuid:1,uuid:1/member[1]\n"))
        .run(&["may/hh.csv", "may/hh-member.csv", "june/hh.csv", "june/hh-member.csv"])
        .dataset;
    assert_eq!(
        fates(&data),
        [
            "header",
            "accepted",
            "header",
            "accepted",
            "header",
            "duplicate (parent)",
            "header",
            "duplicate (superseded)"
        ]
    );
    assert_eq!(column(&data, "hh", "main", "rooms"), ["4"]);
    assert_eq!(column(&data, "hh", "member", "age"), ["41"]);
    assert!(finding(&data, "superseded").message.english.contains("rooms, member"));
}

#[test]
fn consent_decides_before_anything_else() {
    let data = kobo(&["CIV,1,no,x,u1,2025,1", "CIV,2,,3,u2,2025,2", "CIV,3,dk,3,u3,2025,3"])
        .run(&["a.csv"])
        .dataset;
    assert_eq!(
        fates(&data),
        ["header", "consent_refused", "quarantined (consent-missing)", "consent_refused"]
    );
    assert_eq!(findings(&data), ["3 consent-missing consent"]);
    let level = data.level("hh", "main").expect("a level");
    assert!(level.rows.is_empty());
}

#[test]
fn countries_must_be_of_the_survey() {
    let form = FORM.replace("| country   | NA ", "| country   | GHA |  |  |\n| country   | NA ");
    let data = Trial::new(SURVEY, &[("hh", &form)])
        .file(
            "a.csv",
            &format!("{HEAD}\nGHA,1,yes,1,u1,2025,1\n,2,yes,1,u2,2025,2\nXX,3,yes,1,u3,2025,3\n"),
        )
        .run(&["a.csv"])
        .dataset;
    assert_eq!(
        fates(&data),
        [
            "header",
            "quarantined (unlisted-country)",
            "quarantined (unknown-country)",
            "quarantined (unknown-country)"
        ]
    );
}

#[test]
fn a_sheet_without_a_key_is_kept_apart_with_one_finding() {
    let text = "country,consent,rooms,safe\nCIV,yes,3,no\nCIV,yes,4,yes\n";
    let data = Trial::household().file("a.csv", text).run(&["a.csv"]).dataset;
    assert_eq!(
        fates(&data),
        ["header", "quarantined (no-key-column)", "quarantined (no-key-column)"]
    );
    assert_eq!(findings(&data), ["2 no-key-column code"]);
}

#[test]
fn sheets_of_no_form_and_files_that_cannot_be_read_are_findings() {
    let cover: &[&[&str]] =
        &[&["How to fill in this workbook"], &[], &["Write one row for each household"]];
    let rows: &[&[&str]] = &[&["country", "code", "consent", "rooms"], &["CIV", "1", "yes", "#3"]];
    let outcome = Trial::household()
        .workbook("a.xlsx", &[("Read me", cover), ("Sheet2", rows)])
        .bytes("b.csv", b"")
        .run(&["a.xlsx", "b.csv", "c.csv"]);
    let data = &outcome.dataset;
    assert_eq!(fates(data), ["note (no-form)", "blank", "note (no-form)", "header", "accepted"]);
    assert_eq!(findings(data), ["0 no-form", "0 unreadable-file", "0 unreadable-file"]);
    assert_eq!(outcome.files[1].sheet, "Sheet2");
}

#[test]
fn a_sheet_of_two_forms_is_not_guessed() {
    let survey = format!("{SURVEY}[[form]]\nid = \"other\"\nfile = \"o\"\nunit = \"site\"\n");
    let text = format!("{HEAD}\nCIV,1,yes,3,u1,2025-03-04,1\n");
    let trial = Trial::new(&survey, &[("hh", FORM), ("other", FORM)])
        .file("a.csv", &text)
        .file("other.csv", &text);
    let data = trial.run(&["a.csv", "other.csv"]).dataset;
    assert_eq!(fates(&data), ["note (no-form)", "note (no-form)", "header", "accepted"]);
    assert_eq!(data.ledger.entries[3].form, "other", "the name of the file says it");
    assert!(finding(&data, "no-form").message.english.contains("hh/main"));
}

#[test]
fn the_same_files_give_the_same_outcome() {
    let trial = kobo(&["CIV,1,yes,x,u1,2025,1", "CIV,2,yes,3,u2,2025,2", "CIV,2,yes,4,u2,2025,2"])
        .file("b.csv", &format!("{HEAD}\nCIV,9,yes,1,u9,2025,1\n"));
    assert_eq!(trial.run(&["a.csv", "b.csv"]), trial.run(&["b.csv", "a.csv", "b.csv"]));
}

#[test]
fn one_code_under_two_keys_is_a_finding() {
    let data = kobo(&["CIV,1,yes,1,u1,2025,1", "CIV,1,yes,2,u2,2025,2", "NA,1,yes,2,u3,2025,3"])
        .run(&["a.csv"])
        .dataset;
    assert_eq!(findings(&data), ["2 duplicate-code code", "3 duplicate-code code"]);
    assert_eq!(fates(&data), ["header", "accepted", "accepted", "accepted"]);
}

#[test]
fn two_exports_in_one_folder_do_not_disagree_about_rows() {
    let head = "SubmissionDate,country,code,consent,KEY,Edits,ReviewState\n2025-03-04T09:00:00Z,CIV,1,yes,uuid:1,0,\n";
    let rows = "age,PARENT_KEY,KEY\n40,uuid:1,uuid:1/member[1]\n";
    let data = Trial::household()
        .file("in/hh.csv", head)
        .file("in/hh-member.csv", rows)
        .file("in/hh_june.csv", head)
        .file("in/hh_june-member.csv", rows)
        .run(&["in/hh.csv", "in/hh-member.csv", "in/hh_june.csv", "in/hh_june-member.csv"])
        .dataset;
    assert_eq!(findings(&data), Vec::<String>::new());
    let count = |fate| data.ledger.count(|_| true)[&fate];
    assert_eq!((count(dataset::Fate::Accepted), count(dataset::Fate::Duplicate)), (2, 2));
}
