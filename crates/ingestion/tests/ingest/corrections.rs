//! Cleaning logs: what is applied, what is refused and why, and what follows from a change.

use dataset::{CorrectionOutcome, Dataset};
use ingestion::{differences, log_of};

use crate::trial::{Trial, column, fates, finding, findings};

const FORM: &str = "
| type                 | name    | label   | relevant              | constraint | calculation        |
| text                 | code    | Code    |                       |            |                    |
| integer              | age     | Age     |                       | . < 120    |                    |
| integer              | visits  | Visits  |                       |            |                    |
| calculate            | double  |         |                       |            | ${visits} * 2      |
| select_multiple uses | water   | Water   |                       |            |                    |
| select_one work      | job     | Job     |                       |            |                    |
| text                 | job_oth | Which?  | ${job} = 'other'      |            |                    |
| integer              | wage    | Wage    | ${job} != 'none'      |            |                    |
| date                 | born    | Born    |                       |            |                    |
| begin_repeat         | child   | Child   |                       |            |                    |
| integer              | years   | Years   |                       |            |                    |
| end_repeat           |         |         |                       |            |                    |

| list_name | name  | label        |
| uses      | drink | To drink     |
| uses      | wash  | To wash      |
| uses      | other | Other        |
| work      | mine  | Mining       |
| work      | farm  | Farming      |
| work      | none  | No work      |
| work      | other | Other        |
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
id = "hh"
file = "f"
unit = "household"
sensitive = ["wage"]
[form.roles]
key = "code"
"#;

const DATA: &str = "\
code,age,visits,double,water,water/drink,water/wash,water/other,job,job_oth,wage,born,_uuid,_index
a,20,2,4,drink wash,1,1,0,mine,,50,2001-02-03,u-a,1
b,30,3,6,wash,0,1,0,other,fermier,60,1991-02-03,u-b,2
c,40,4,8,,,,,none,,,1981-02-03,u-c,3
d,50,5,10,drink,1,0,0,farm,,70,1971-02-03,u-d,4
";

fn trial(log: &str) -> Dataset {
    let trial = Trial::new(SURVEY, &[("hh", FORM)]).file("hh.csv", DATA);
    trial.log("corrections/log.csv", log).run(&["hh.csv"]).dataset
}

/// `outcome why` of every line.
fn outcomes(data: &Dataset) -> Vec<String> {
    let said = |line: &dataset::Correction| {
        let why = line.why.as_ref().map_or("", |why| why.id);
        format!("{} {why}", line.outcome.as_str()).trim().to_string()
    };
    data.corrections.iter().map(said).collect()
}

#[test]
fn a_change_is_applied_where_the_old_value_stands() {
    let data = trial(
        "key,question,action,old_value,new_value,reason,by,when\n\
         u-a,age,change,20,21,asked again,AD,2026-06-01\n\
         u-b,age,change,31,32,,,\n\
         d,age,change,,51,,,\n\
         u-x,age,change,1,2,,,\n\
         u-a,agee,change,1,2,,,\n\
         u-a,age,perhaps,20,22,,,\n",
    );
    assert_eq!(
        outcomes(&data),
        [
            "applied",
            "refused correction-stale",
            "applied correction-no-old-value",
            "refused correction-unknown-key",
            "refused correction-unknown-question",
            "refused correction-unknown-action",
        ]
    );
    assert_eq!(column(&data, "hh", "main", "age"), ["21", "30", "40", "51"]);
    let first = &data.corrections[0];
    assert_eq!((first.before.as_deref(), first.after.as_deref()), (Some("20"), Some("21")));
    assert_eq!((first.reason.as_str(), first.by.as_str()), ("asked again", "AD"));
    let refused = finding(&data, "correction-stale");
    assert_eq!((refused.place.file.as_str(), refused.place.row), ("corrections/log.csv", 3));
}

/// Answers stand where questions, keys and actions should: neither the trail nor the findings
/// repeat them, and both still tell the line.
#[test]
fn a_log_with_shifted_columns_tells_no_answer() {
    let data = trial(
        "key,question,action,old_value,new_value,reason,by\n\
         Awa,u-a,age,change,20,21,AD\n\
         u-a,Awa,change,20,21,said so,Awa\n\
         u-a,age,Awa,20,21,said so,Awa\n\
         u-a,water/Awa,change,20,21,Awa,Awa\n",
    );
    let told = format!("{:?} {:?}", data.corrections, data.findings);
    assert!(!told.contains("Awa"), "{told}");
    assert_eq!(data.corrections.len(), 4);
    let unknown = finding(&data, "correction-unknown-question");
    assert_eq!((unknown.place.row, unknown.message.english.contains("***")), (3, true));
}

#[test]
fn old_values_are_compared_as_the_form_reads_them() {
    let data = trial(
        "key,question,action,old_value,new_value\n\
         u-a,age,change,20.0,21\n\
         u-a,born,change,03/02/2001,13/02/2001\n\
         u-a,job,change,Mining,farm\n\
         u-a,water,change,To wash To drink,drink\n",
    );
    assert_eq!(outcomes(&data), ["applied"; 4]);
    assert_eq!(column(&data, "hh", "main", "born")[0], "2001-02-13");
    assert_eq!(column(&data, "hh", "main", "job")[0], "farm");
    assert_eq!(column(&data, "hh", "main", "water")[0], "drink");
}

#[test]
fn conflicting_lines_are_refused_and_repeated_ones_count_once() {
    let data = trial(
        "key,question,action,old_value,new_value\n\
         u-a,age,change,20,21\n\
         u-a,age,change,20,22\n\
         u-b,age,change,30,31\n\
         u-b,age,change,30,31\n\
         u-d,age,change,50,51\n\
         u-d,age,change,51,52\n",
    );
    assert_eq!(
        outcomes(&data),
        [
            "refused correction-conflict",
            "refused correction-conflict",
            "applied",
            "repeated",
            "applied",
            "applied",
        ]
    );
    assert_eq!(column(&data, "hh", "main", "age"), ["20", "31", "40", "52"]);
}

#[test]
fn new_values_are_judged_like_any_other() {
    let data = trial(
        "key,question,action,old_value,new_value\n\
         u-a,age,change,20,200\n\
         u-b,age,change,30,many\n\
         u-d,job,change,farm,fishing\n\
         u-c,wage,change,,10\n",
    );
    let ids: Vec<&str> =
        data.corrections.iter().map(|line| line.why.as_ref().map_or("", |why| why.id)).collect();
    assert_eq!(
        ids,
        [
            "finding-constraint",
            "finding-not-a-number",
            "finding-unlisted-choice",
            "finding-not-relevant"
        ]
    );
    assert!(data.corrections.iter().all(|line| line.outcome == CorrectionOutcome::Refused));
    assert_eq!(column(&data, "hh", "main", "age"), ["20", "30", "40", "50"]);
    assert_eq!(column(&data, "hh", "main", "wage"), ["50", "60", "<skipped>", "70"]);
}

#[test]
fn a_select_multiple_and_its_choices_stay_one_answer() {
    let data = trial(
        "uuid,question,old_value,new_value,change_type\n\
         u-a,water.wash,1,0,change_response\n\
         u-b,water/drink,FALSE,TRUE,change_response\n\
         u-d,water/drink,0,1,change_response\n\
         u-c,water/drink,0,1,change_response\n",
    );
    assert_eq!(outcomes(&data), ["applied", "applied", "already", "applied"]);
    assert_eq!(column(&data, "hh", "main", "water"), ["drink", "drink wash", "drink", "drink"]);
}

#[test]
fn what_rests_on_a_changed_answer_follows_it() {
    let data = trial(
        "key,question,action,old_value,new_value\n\
         u-a,visits,change,2,7\n\
         u-d,job,change,farm,none\n",
    );
    assert_eq!(column(&data, "hh", "main", "double"), ["14", "6", "8", "10"]);
    // The wage is not asked of someone without work: the form's logic is applied to the new answer.
    assert_eq!(column(&data, "hh", "main", "wage")[3], "<skipped>");
    let wage = finding(&data, "not-relevant");
    assert_eq!((wage.key.as_str(), wage.masked, wage.value.as_deref()), ("u-d", true, None));
}

#[test]
fn a_removed_submission_is_in_the_account() {
    let data = trial(
        "uuid,question,old_value,new_value,change_type\n\
         u-b,NA,NA,NA,remove_survey\n\
         u-b,age,30,31,change_response\n\
         u-b,NA,NA,NA,remove_survey\n",
    );
    assert_eq!(outcomes(&data), ["applied", "moot", "repeated"]);
    assert_eq!(
        fates(&data),
        ["header", "accepted", "removed (correction)", "accepted", "accepted"]
    );
}

#[test]
fn other_is_recoded_with_its_text() {
    let data = trial(
        "key,question,action,old_value,new_value\n\
         u-b,job_oth,recode_other,Fermier,farm\n",
    );
    assert_eq!(outcomes(&data), ["applied"]);
    assert_eq!(column(&data, "hh", "main", "job")[1], "farm");
    assert_eq!(column(&data, "hh", "main", "job_oth")[1], "<skipped>");

    let rules = trial(
        "parent,child,match_type,match_text,recode_from,recode_to\n\
         job,job_oth,begins with,FERM,other,farm\n\
         job,job_oth,exact,pêcheur,other,mine\n",
    );
    assert_eq!(outcomes(&rules), ["applied correction-recoded", "already"]);
    assert_eq!(column(&rules, "hh", "main", "job"), ["mine", "farm", "none", "farm"]);
}

#[test]
fn an_accepted_answer_is_kept_and_no_longer_needs_anyone() {
    let data = "code,age,_uuid,_index\na,130,u-a,1\n";
    let log = "hhid,variable,value,newvalue,action\n";
    let plain = Trial::new(SURVEY, &[("hh", FORM)]).file("hh.csv", data);
    let before = plain.run(&["hh.csv"]).dataset;
    assert_eq!(findings(&before), ["2 constraint age"]);
    let log = format!("{}a,age,130,,okay\n", log.replace("hhid", "code"));
    let after = plain.log("corrections/okay.csv", &log).run(&["hh.csv"]).dataset;
    assert_eq!(findings(&after), [""; 0]);
    assert_eq!(column(&after, "hh", "main", "age"), ["130"]);
}

#[test]
fn the_log_of_iefieldkit_has_the_new_value_in_value() {
    let data =
        trial("idvalue,varname,value,valuecurrent,initials\na,age,25,20,AD\nb,age,35,31,AD\n");
    assert_eq!(outcomes(&data), ["applied", "refused correction-stale"]);
    assert_eq!(column(&data, "hh", "main", "age")[0], "25");
}

#[test]
fn rows_of_one_key_are_told_apart_by_their_place() {
    let data = "code,age,_uuid,_index\na,20,u-a,1\na,30,u-a,2\n";
    let trial = Trial::new(SURVEY, &[("hh", FORM)]).file("hh.csv", data);
    let trial = trial.log(
        "corrections/log.csv",
        "key,file,row,question,action,old_value,new_value\n\
         u-a,,,age,change,20,21\n\
         u-a,hh.csv,3,,remove,,\n",
    );
    let data = trial.run(&["hh.csv"]).dataset;
    assert_eq!(outcomes(&data), ["refused correction-ambiguous-key", "applied"]);
    // With the other row gone, the first is no duplicate any more.
    assert_eq!(fates(&data), ["header", "accepted", "removed (correction)"]);
}

#[test]
fn a_corrected_code_is_the_new_key() {
    let data = "code,age\na,20\na,30\n";
    let trial = Trial::new(SURVEY, &[("hh", FORM)]).file("hh.csv", data);
    let trial = trial.log(
        "corrections/log.csv",
        "key,file,row,question,action,old_value,new_value\nCIV-a,hh.csv,3,code,change,a,b\n",
    );
    let data = trial.run(&["hh.csv"]).dataset;
    assert_eq!(fates(&data), ["header", "accepted", "accepted"]);
    assert_eq!(data.level("hh", "main").expect("rows").rows[1].key, "CIV-b");
}

#[test]
fn a_sheet_that_is_no_log_is_named() {
    let data = trial("a,b\n1,2\n");
    assert_eq!(finding(&data, "no-log").place.file, "corrections/log.csv");
    assert!(data.corrections.is_empty());
}

#[test]
fn the_difference_between_two_datasets_is_a_log_that_makes_one_of_the_other() {
    let clean = DATA
        .replace("a,20,", "a,22,")
        .replace("drink wash,1,1,0,mine", "wash,0,1,0,mine")
        .replace("1981-02-03", "")
        .replace("d,50,5,10,drink,1,0,0,farm,,70,1971-02-03,u-d,4\n", "");
    let raw = Trial::new(SURVEY, &[("hh", FORM)]).file("hh.csv", DATA).file("clean.csv", &clean);
    let (before, after) = (raw.run(&["hh.csv"]).dataset, raw.run(&["clean.csv"]).dataset);
    let log = log_of(&differences(&before.levels, &after.levels));
    let log = String::from_utf8(log).expect("text");
    let expected = "form,key,question,action,old_value,new_value,reason,by,when\n\
        hh,u-a,age,change,20,22,,,\n\
        hh,u-a,water,change,drink wash,wash,,,\n\
        hh,u-c,born,blank,1981-02-03,,,,\n\
        hh,u-d,,remove,,,,,\n";
    assert_eq!(log, expected);
    let again = raw.log("corrections/log.csv", &log).run(&["hh.csv"]).dataset;
    assert_eq!(outcomes(&again), ["applied"; 4]);
    assert!(differences(&again.levels, &after.levels).is_empty());
}
