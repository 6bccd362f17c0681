//! One export of each producer.

use ingestion::{Matched, Profile};

use crate::trial::{Trial, accepted, column, fates, findings};

#[test]
fn kobo_csv_with_names_and_groups() {
    let trial = Trial::household().file(
        "in/kobo.csv",
        r#""start";"device";"country";"code";"consent";"visit";"gps";"_gps_latitude";"_gps_longitude";"house/rooms";"house/income";"house/water";"house/water/drink";"house/water/wash";"house/water/other";"_uuid";"_submission_time";"_index"
"2025-03-04T08:00:00.000+00:00";"abc";"CIV";"001";"yes";"2025-03-04";"7.2 -5.6 0 0";"7.2";"-5.6";"3";"1.250";"drink wash";"1";"1";"0";"u1";"2025-03-04T09:00:00";"1"
"2025-03-05T08:00:00.000+00:00";"abc";"NA";"002";"yes";"2025-03-05";"";"";"";"";"";"";"";"";"";"u2";"2025-03-05T09:00:00";"2"
"2025-03-05T08:00:00.000+00:00";"abc";"CIV";"003";"no";"";"";"";"";"x";"";"";"";"";"";"u3";"2025-03-05T09:00:00";"3"
"#,
    );
    let outcome = trial.run(&["in/kobo.csv"]);
    let data = &outcome.dataset;
    assert_eq!(outcome.files[0].profiles[0].profile, Profile::Kobo);
    assert_eq!(fates(data), ["header", "accepted", "accepted", "consent_refused"]);
    assert_eq!(column(data, "hh", "main", "country"), ["CIV", "NA"]);
    assert_eq!(column(data, "hh", "main", "code"), ["001", "002"]);
    assert_eq!(column(data, "hh", "main", "rooms"), ["3", "<unanswered>"]);
    assert_eq!(column(data, "hh", "main", "income"), ["1.25", "<unanswered>"]);
    assert_eq!(column(data, "hh", "main", "water"), ["drink wash", "<unanswered>"]);
    assert_eq!(column(data, "hh", "main", "safe"), ["<not_asked>", "<not_asked>"]);
    assert_eq!(column(data, "hh", "main", "gps"), ["<withheld>", "<unanswered>"]);
    assert_eq!(column(data, "hh", "main", "gps_cell"), ["7.125,-5.625", "<unanswered>"]);
    assert_eq!(column(data, "hh", "main", "device"), ["<withheld>", "<withheld>"]);
    assert_eq!(data.ledger.entries[1].key, "u1");
    assert_eq!(data.ledger.entries[2].country, "NA");
    assert_eq!(data.ledger.entries[3].key, "", "the key of a refusal is not kept");
    assert_eq!(findings(data), Vec::<String>::new(), "nothing about a refusal is kept");
    assert_eq!(accepted(data), 2);
}

#[test]
fn kobo_workbook_with_labels_and_repeats() {
    let main: &[&[&str]] = &[
        &[
            "Pays",
            "Code du ménage",
            "Êtes-vous d'accord ?",
            "Logement/Nombre de pièces",
            "Logement/Usages de l'eau",
            "Logement/Usages de l'eau/Boisson",
            "Logement/Usages de l'eau/Laver le linge",
            "_Position GPS_latitude",
            "_Position GPS_longitude",
            "_uuid",
            "_submission_time",
            "_index",
        ],
        &[
            "Namibie",
            "#7",
            "Oui",
            "#4",
            "Boisson Laver le linge",
            "#1",
            "#1",
            "#-22.1",
            "#17.2",
            "a",
            "2025-05-01T00:00:00",
            "#1",
        ],
        &["Côte d'Ivoire", "8", "Oui", "#2", "", "", "", "", "", "b", "2025-05-02T00:00:00", "#2"],
    ];
    let member: &[&[&str]] = &[
        &[
            "Nom",
            "Âge",
            "Travail",
            "_index",
            "_parent_table_name",
            "_parent_index",
            "_submission__uuid",
        ],
        &["X", "#40", "Mine Agriculture", "#1", "hh", "#2", "b"],
        &["Y", "#12", "", "#2", "hh", "#1", "a"],
        &["Z", "#1", "", "#3", "hh", "#2", "b"],
    ];
    let trial = Trial::household().workbook("in/kobo.xlsx", &[("hh", main), ("member", member)]);
    let outcome = trial.run(&["in/kobo.xlsx"]);
    let data = &outcome.dataset;
    assert_eq!(findings(data), Vec::<String>::new());
    assert_eq!(outcome.files[0].columns[0].matched, Matched::Label);
    assert_eq!(column(data, "hh", "main", "country"), ["NA", "CIV"]);
    assert_eq!(column(data, "hh", "main", "code"), ["7", "8"]);
    assert_eq!(column(data, "hh", "main", "water"), ["drink wash", "<unanswered>"]);
    assert_eq!(column(data, "hh", "main", "gps_cell"), ["-22.125,17.125", "<unanswered>"]);
    assert_eq!(column(data, "hh", "member", "age"), ["12", "40", "1"]);
    assert_eq!(column(data, "hh", "member", "job"), ["<unanswered>", "farm mine", "<unanswered>"]);
    assert_eq!(column(data, "hh", "member", "name"), ["<withheld>", "<withheld>", "<withheld>"]);
    let rows = &data.level("hh", "member").expect("a level").rows;
    let keys: Vec<(&str, &str)> =
        rows.iter().map(|row| (row.key.as_str(), row.parent.as_str())).collect();
    assert_eq!(keys, [("a/member[1]", "a"), ("b/member[1]", "b"), ("b/member[2]", "b")]);
    assert_eq!(data.level("hh", "member").expect("a level").unit, "person");
}

#[test]
fn central_with_a_repeat_in_its_own_file() {
    let trial = Trial::household()
        .file(
            "in/hh.csv",
            "SubmissionDate,country,code,consent,gps-Latitude,gps-Longitude,house-rooms,house-water,house-water/drink,house-water/wash,KEY,SubmitterID,ReviewState\n\
             2025-03-04T09:00:00.000Z,CIV,001,yes,7.2,-5.6,3,wash,0,1,uuid:1,5,\n\
             2025-03-05T09:00:00.000Z,CIV,002,yes,,,2,,0,0,uuid:2,5,\n",
        )
        .file(
            "in/hh-member.csv",
            "name,age,job,job/farm,PARENT_KEY,KEY\n\
             X,40,farm,1,uuid:1,uuid:1/member[1]\n\
             Y,41,,0,uuid:1,uuid:1/member[2]\n\
             Z,42,,0,uuid:9,uuid:9/member[1]\n",
        );
    let outcome = trial.run(&["in/hh-member.csv", "in/hh.csv"]);
    let data = &outcome.dataset;
    assert_eq!(outcome.files[0].profiles[0].profile, Profile::Central);
    assert_eq!(findings(data), ["4 orphan"]);
    assert_eq!(
        fates(data),
        [
            "header",
            "accepted",
            "accepted",
            "quarantined (orphan)",
            "header",
            "accepted",
            "accepted"
        ]
    );
    assert_eq!(column(data, "hh", "main", "water"), ["wash", "<unanswered>"]);
    assert_eq!(column(data, "hh", "main", "gps_cell"), ["7.125,-5.625", "<unanswered>"]);
    let rows = &data.level("hh", "member").expect("a level").rows;
    assert_eq!(rows[1].key, "uuid:1/member[2]");
}

#[test]
fn surveycto_with_repeats_in_columns() {
    let trial = Trial::household().file(
        "in/wide.csv",
        "CompletionDate,SubmissionDate,country,code,consent,rooms,water,water_drink,name_1,age_1,job_1,job_farm_1,job_mine_1,name_2,age_2,job_2,job_farm_2,job_mine_2,instanceID,formdef_version,KEY\n\
         \"Mar 4, 2025 9:00:00 AM\",\"Mar 4, 2025 9:00:00 AM\",CIV,1,yes,3,drink,1,X,40,farm,1,0,Y,12,,0,0,uuid:1,1,uuid:1\n\
         \"Mar 4, 2025 9:00:00 AM\",\"Mar 4, 2025 9:00:00 AM\",CIV,2,yes,1,,0,Z,9,mine,0,1,,,,0,0,uuid:2,1,uuid:2\n",
    );
    let outcome = trial.run(&["in/wide.csv"]);
    let data = &outcome.dataset;
    assert_eq!(outcome.files[0].profiles[0].profile, Profile::SurveyCto);
    assert_eq!(findings(data), Vec::<String>::new());
    assert_eq!(column(data, "hh", "member", "age"), ["40", "12", "9"]);
    assert_eq!(column(data, "hh", "member", "job"), ["farm", "<unanswered>", "mine"]);
    let rows = &data.level("hh", "member").expect("a level").rows;
    assert_eq!((rows[1].key.as_str(), rows[1].place.row), ("uuid:1/member[2]", 2));
    assert_eq!(data.ledger.entries.len(), 3, "one entry for each physical row");
}

#[test]
fn kobo_saved_again_by_r() {
    let trial = Trial::household().file(
        "in/r.csv",
        "X.U.FEFF.start,country,code,consent,house.rooms,house.water,house.water.drink,house.water.wash,X_uuid,X_submission_time,X_index\n\
         2025-03-04T08:00:00,NA,1,yes,3,wash,FALSE,TRUE,u1,2025-03-04T08:10:00,1\n",
    );
    let outcome = trial.run(&["in/r.csv"]);
    let data = &outcome.dataset;
    assert_eq!(outcome.files[0].profiles[0].profile, Profile::Mangled);
    assert_eq!(findings(data), Vec::<String>::new());
    assert_eq!(column(data, "hh", "main", "start"), ["2025-03-04T08:00:00"]);
    assert_eq!(column(data, "hh", "main", "country"), ["NA"]);
    assert_eq!(column(data, "hh", "main", "water"), ["wash"]);
    assert_eq!(data.ledger.entries[1].key, "u1");
}

#[test]
fn ona_writes_n_a_for_no_answer() {
    let trial = Trial::household().file(
        "in/ona.csv",
        "country,code,consent,house/rooms,house/water/drink,house/water/wash,_uuid,_submission_time,_xform_id,_duration\n\
         CIV,1,yes,n/a,n/a,n/a,u1,2025-03-04T08:10:00,4,5\n\
         CIV,2,yes,3,True,False,u2,2025-03-04T08:10:00,4,5\n",
    );
    let outcome = trial.run(&["in/ona.csv"]);
    let data = &outcome.dataset;
    assert_eq!(outcome.files[0].profiles[0].profile, Profile::Ona);
    assert_eq!(findings(data), Vec::<String>::new());
    assert_eq!(column(data, "hh", "main", "rooms"), ["<unanswered>", "3"]);
    assert_eq!(column(data, "hh", "main", "water"), ["<unanswered>", "drink"]);
}

#[test]
fn a_sheet_typed_by_people() {
    // Windows-1252, title lines, header in line 4, totals, decimal comma, day first.
    let text = "Enquête ménages 2025;;;;;;\n\
                Équipe de Séguéla;;;;;;\n\
                ;;;;;;\n\
                Code du menage ;Etes-vous d'accord;Date de la visite;Nombre de pièces;Revenu mensuel;Usages de l'eau;Sûr\n\
                HH1;OUI ;31/03/2025;3;12,5;Boisson, Laver le linge;non\n\
                HH2;oui;03/04/2025;12 ;1\u{a0}250\u{a0}000;Boisson;ne sait pas\n\
                ;;;;;;\n\
                TOTAL;;;15;1 250 012,5;;\n";
    let bytes: Vec<u8> = text.chars().map(|c| c as u8).collect();
    let roster = "Code du ménage;Nom;Âge\nHH1;X;40\nHH2;Y;9\nHH3;Z;1\n";
    let trial = Trial::household_with("[[source_file]]\npath = \"in/civ/*\"\ncountry = \"CIV\"\n")
        .bytes("in/civ/menages.csv", &bytes)
        .file("in/civ/membres.csv", roster);
    let outcome = trial.run(&["in/civ/membres.csv", "in/civ/menages.csv"]);
    let data = &outcome.dataset;
    assert_eq!(
        fates(data),
        [
            "header",
            "accepted",
            "accepted",
            "quarantined (orphan)",
            "note (title)",
            "note (title)",
            "blank",
            "header",
            "accepted",
            "accepted",
            "blank",
            "note (totals-row)"
        ]
    );
    assert_eq!(findings(data), ["4 orphan"]);
    assert_eq!(column(data, "hh", "main", "visit"), ["2025-03-31", "2025-04-03"]);
    assert_eq!(column(data, "hh", "main", "income"), ["12.5", "1250000"]);
    assert_eq!(column(data, "hh", "main", "water"), ["drink wash", "drink"]);
    assert_eq!(column(data, "hh", "main", "safe"), ["no", "<dont_know>"]);
    assert_eq!(column(data, "hh", "main", "country"), ["CIV", "CIV"], "from survey.toml");
    let rows = &data.level("hh", "member").expect("a level").rows;
    assert_eq!((rows[0].key.as_str(), rows[0].parent.as_str()), ("CIV-HH1/member[1]", "CIV-HH1"));
    let decisions: Vec<_> =
        outcome.files[1].decisions.iter().map(|d| (d.question.as_str(), d.choice)).collect();
    assert_eq!(decisions, [("visit", "day-first"), ("income", "decimal-comma")]);
}
