//! What only many records show together.

use crate::trial::{Trial, findings};

const FORM: &str = "
| type            | name   | label  |
| start           | start  |        |
| end             | end    |        |
| deviceid        | phone  |        |
| text            | code   | Code   |
| text            | who    | Who    |
| geopoint        | gps    | GPS    |
| integer         | a      | A      |
| integer         | b      | B      |
| integer         | c      | C      |
| integer         | d      | D      |
| integer         | e      | E      |
| integer         | f      | F      |
| integer         | g      | G      |
| integer         | wage   | Wage   |
";

fn survey(monitoring: &str) -> String {
    format!(
        "id = \"t\"\ntitle = {{}}\nlanguages = [\"en\"]\n[[country]]\ncode = \"CIV\"\nname = {{}}\n\
         currency = \"XOF\"\n[[form]]\nid = \"hh\"\nfile = \"f\"\nunit = \"household\"\n\
         [form.roles]\nkey = \"code\"\nenumerator = \"who\"\nlocation = \"gps\"\n{monitoring}"
    )
}

fn found(monitoring: &str, rows: &[String]) -> Vec<String> {
    let header = "code,start,end,phone,who,gps,a,b,c,d,e,f,g,wage";
    let data = format!("{header}\n{}\n", rows.join("\n"));
    let trial = Trial::new(&survey(monitoring), &[("hh", FORM)]).file("hh.csv", &data);
    findings(&trial.run(&["hh.csv"]).dataset)
}

fn row(code: &str, answers: &str) -> String {
    format!("{code},,,,,,{answers}")
}

#[test]
fn the_same_answers_under_another_key_are_found() {
    let rows = [
        row("x1", "1,2,3,4,5,6,7,8"),
        row("x2", "1,2,3,4,5,6,7,9"),
        row("x3", "1,2,3,4,5,6,7,8"),
        row("x4", "9,8,7,6,5,4,3,2"),
    ];
    assert_eq!(found("", &rows), ["2 same-answers", "4 same-answers"]);
    let near = found("[monitoring]\nnear_duplicates = 1\n", &rows);
    assert_eq!(near, ["2 same-answers", "3 near-duplicate", "4 same-answers"]);
}

#[test]
fn near_duplicates_are_those_that_comparing_all_pairs_finds() {
    // A generator of its own: the same rows each time.
    let mut state = 12345u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) % below
    };
    let answers: Vec<Vec<u64>> =
        (0..120).map(|_| (0..8).map(|_| next(3)).collect::<Vec<u64>>()).collect();
    let rows: Vec<String> = answers
        .iter()
        .enumerate()
        .map(|(n, a)| {
            row(&format!("k{n}"), &a.iter().map(u64::to_string).collect::<Vec<_>>().join(","))
        })
        .collect();
    let twin = |n: usize| {
        (0..answers.len()).any(|other| {
            other != n
                && answers[n].iter().zip(&answers[other]).filter(|(a, b)| a != b).count() <= 2
        })
    };
    let expected: Vec<usize> = (0..answers.len()).filter(|n| twin(*n)).map(|n| n + 2).collect();
    let said = found("[monitoring]\nnear_duplicates = 2\n", &rows);
    let said: Vec<usize> =
        said.iter().filter_map(|line| line.split(' ').next()?.parse().ok()).collect();
    assert_eq!(said, expected);
}

#[test]
fn interviews_have_a_length_and_a_phone_is_in_one_at_a_time() {
    let at = |code: &str, start: &str, end: &str| {
        format!("{code},2026-06-01T{start}:00Z,2026-06-01T{end}:00Z,p1,,,1,,,,,,,")
    };
    let rows = [
        at("x1", "08:00", "08:40"),
        at("x2", "08:30", "09:00"),
        at("x3", "10:00", "10:03"),
        at("x4", "12:00", "11:00"),
    ];
    let said = found("[monitoring]\nminutes = [10, 120]\n", &rows);
    assert_eq!(said, ["4 duration-short end", "5 duration-negative end"]);
}

#[test]
fn points_repeat_only_when_they_were_copied() {
    let at = |code: &str, gps: &str| format!("{code},,,,,{gps},1,,,,,,,");
    let rows = [
        at("x1", "5.1 -3.2 0 4"),
        at("x2", "5.1 -3.2 0 4"),
        at("x3", "5.1 -3.2 0 4"),
        at("x4", "5.2 -3.2 0 900"),
    ];
    let said = found("", &rows);
    assert_eq!(said, ["2 same-position gps", "3 same-position gps", "4 same-position gps"]);
}

#[test]
fn numbers_far_from_the_others_are_found_within_their_group() {
    let mut rows: Vec<String> = (0..12)
        .map(|n| format!("k{n},,,,p,,,,,,,,,{}", 100 + n))
        .chain((0..12).map(|n| format!("l{n},,,,q,,,,,,,,,{}", 1000 + n)))
        .collect();
    rows.push("m,,,,p,,,,,,,,,1005".into());
    let all = "[[monitoring.outlier]]\nform = \"hh\"\nquestion = \"wage\"\n";
    // Two groups in one are no outliers of each other by standard deviations.
    assert_eq!(found(&format!("{all}method = \"sd\"\n"), &rows), [""; 0]);
    assert_eq!(found(&format!("{all}by = \"who\"\nlog = true\n"), &rows), ["26 outlier wage"]);
    assert_eq!(
        found(&format!("{all}by = \"who\"\nmethod = \"iqr\"\n"), &rows),
        ["26 outlier wage"]
    );
}

#[test]
fn an_enumerator_with_few_answers_is_named_by_a_row() {
    let full = |n: usize| format!("k{n},,,,p,,1,2,3,4,5,6,{n},8");
    let empty = |n: usize| format!("l{n},,,,q,,1,2,,,,,{n},8");
    let rows: Vec<String> = (0..40).map(full).chain((0..12).map(empty)).collect();
    assert_eq!(found("", &rows), ["42 enumerator-missing who"]);
}
