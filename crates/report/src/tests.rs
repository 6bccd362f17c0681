//! What holds for every report, over numbers that are made up.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use analysis::chart::Language;
use analysis::plan::Plan;
use analysis::results::{CountryRecords, DesignKind, Estimate, Reason, Results, Statistic};
use dataset::{FindingCount, RowCount, Summary};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use survey_schema::{
    Cell, Choice, ChoiceList, Form, Item, Question, QuestionType, Select, Survey, Text,
};

use crate::texts::{MISSING, Texts};
use crate::{Documents, Material, ReportError, build};

const SURVEY: &str = r#"
id = "tiny"
title = { fr = "Une <petite> enquête", en = "A <small> survey", pt = "Um <pequeno> inquérito" }
languages = ["fr", "en", "pt"]
synthetic = true
source = { fr = "données fictives", en = "made-up data", pt = "dados fictícios" }
fieldwork = { from = "2026-06-01", to = "2026-08-31" }
[missing]
dont_know = ["dk"]
[[country]]
code = "CMR"
name = { fr = "Cameroun", en = "Cameroon", pt = "Camarões" }
currency = "XAF"
expected = { household = 280 }
[[country]]
code = "NAM"
name = { fr = "Namibie", en = "Namibia", pt = "Namíbia" }
currency = "NAD"
expected = { household = 100 }
[[country]]
code = "LSO"
name = { fr = "Lesotho", en = "Lesotho", pt = "Lesoto" }
currency = "LSL"
[[form]]
id = "household"
file = "household.xlsx"
unit = "household"
unit_label = { fr = "ménages", en = "households", pt = "agregados familiares" }
"#;

const PLAN: &str = r#"
[design.household]
kind = "probability"
strata = ["country"]
psu = "cluster"
weight = "${listed} div ${selected}"
frame = { CMR = 25, NAM = 12 }
[[indicator]]
id = "WATER"
family = "water"
form = "household"
type = "proportion"
value = "${water} = 'yes'"
direction = "higher_better"
by = ["country", "sex", ["country", "sex"]]
label = { fr = "=Eau sûre", en = "=Safe water", pt = "=Água segura" }
[[indicator]]
id = "VIEW"
family = "opinions_of_people"
form = "household"
type = "categories"
value = "${view}"
by = ["country"]
label = { fr = "Avis", en = "Opinion", pt = "Opinião" }
[[indicator]]
id = "SITES"
family = "coverage"
form = "household"
type = "count"
by = ["country", ["country", "gps_cell"]]
label = { fr = "Sites visités", en = "Sites visited", pt = "Locais visitados" }
[[indicator]]
id = "TIME"
family = "water"
form = "household"
type = "median"
value = "${minutes}"
by = ["country"]
not_applicable = { country = ["LSO"] }
label = { fr = "Temps", en = "Time", pt = "Tempo" }
unit_label = { fr = "minutes", en = "minutes", pt = "minutos" }
[[table]]
id = "flat"
indicators = ["WATER", "TIME", "VIEW"]
by = ["country"]
title = { fr = "À plat", en = "Flat", pt = "Plano" }
[[table]]
id = "crossed"
indicators = ["WATER"]
by = ["country", "sex"]
title = { fr = "Croisé", en = "Crossed", pt = "Cruzado" }
[[chart]]
id = "map"
kind = "map"
indicators = ["WATER", "SITES"]
by = ["country"]
title = { fr = "Carte", en = "Map", pt = "Mapa" }
[[chart]]
id = "bars"
kind = "bars"
indicator = "WATER"
by = ["country"]
title = { fr = "Barres", en = "Bars", pt = "Barras" }
[[chart]]
id = "scale"
kind = "likert"
indicator = "VIEW"
by = ["country"]
title = { fr = "Échelle", en = "Scale", pt = "Escala" }
[[chart]]
id = "heat"
kind = "heat"
indicators = ["WATER", "TIME"]
by = ["country"]
title = { fr = "Chaleur", en = "Heat", pt = "Calor" }
[[chart]]
id = "pair"
kind = "dumbbell"
indicator = "WATER"
by = ["country", "sex"]
title = { fr = "Paires", en = "Pairs", pt = "Pares" }
"#;

fn cell() -> Cell {
    Cell { sheet: "survey".into(), row: 1, column: 1 }
}

fn select(name: &str, codes: &[&str]) -> (Item, (String, ChoiceList)) {
    let choice = |code: &&str| Choice {
        code: code.to_string(),
        label: Text(BTreeMap::from([(String::new(), format!("choice {code}"))])),
        columns: BTreeMap::new(),
        cell: cell(),
    };
    let question = Question {
        name: name.into(),
        kind: QuestionType::SelectOne(Select { list: name.into(), or_other: false }),
        label: Text::default(),
        hint: Text::default(),
        guidance: Text::default(),
        relevant: None,
        constraint: None,
        constraint_message: Text::default(),
        required: None,
        required_message: Text::default(),
        calculation: None,
        default: None,
        choice_filter: None,
        read_only: None,
        appearance: String::new(),
        parameters: BTreeMap::new(),
        other: BTreeMap::new(),
        cell: cell(),
    };
    let choices = codes.iter().map(choice).collect();
    (Item::Question(question), (name.into(), ChoiceList { name: name.into(), choices }))
}

fn form() -> Form {
    let (items, lists) =
        [select("sex", &["f", "m"]), select("view", &["1", "2", "3", "dk"])].into_iter().unzip();
    Form {
        id: "household".into(),
        title: "Household".into(),
        version: "1".into(),
        default_language: String::new(),
        languages: Vec::new(),
        file: "household.xlsx".into(),
        items,
        lists,
        settings: BTreeMap::new(),
    }
}

fn estimate(indicator: &str, domain: &[(&str, &str)], value: Option<f64>, n: u64) -> Estimate {
    let statistic = match indicator {
        "SITES" => Statistic::Count,
        "TIME" => Statistic::Median,
        _ => Statistic::Proportion,
    };
    let interval = value.filter(|_| statistic != Statistic::Count);
    Estimate {
        indicator: indicator.into(),
        category: None,
        domain: domain.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect(),
        form: "household".into(),
        level: "main".into(),
        unit: "household".into(),
        statistic,
        design: DesignKind::Probability,
        value,
        standard_error: None,
        low: interval.map(|value| value * 0.9),
        high: interval.map(|value| value * 1.1),
        confidence: Some(0.95),
        degrees_of_freedom: None,
        design_effect: None,
        n,
        weighted_n: n as f64,
        psus: 10,
        missing: BTreeMap::new(),
        method: "taylor/korn-graubard".into(),
        reason: None,
    }
}

/// Every kind of number and of silence: shown, weak, too few, hidden, not sent, not a number.
fn results() -> Results {
    let silent = |indicator: &str, country: &str, reason| Estimate {
        reason: Some(reason),
        ..estimate(indicator, &[("country", country)], None, 0)
    };
    let cmr = ("country", "CMR");
    let mut rows = vec![
        estimate("WATER", &[], Some(0.71), 320),
        estimate("WATER", &[cmr], Some(0.71), 320),
        silent("WATER", "NAM", Reason::NotReported),
        silent("WATER", "LSO", Reason::NotReported),
        estimate("WATER", &[("sex", "f")], Some(0.66), 40),
        estimate("WATER", &[("sex", "m")], Some(0.73), 280),
        estimate("WATER", &[cmr, ("sex", "f")], Some(0.66), 12),
        Estimate {
            reason: Some(Reason::Suppressed),
            ..estimate("WATER", &[cmr, ("sex", "m")], None, 0)
        },
        estimate("SITES", &[], Some(3.0), 3),
        estimate("SITES", &[cmr], Some(3.0), 3),
        estimate("SITES", &[cmr, ("gps_cell", "4.125,12.375")], Some(3.0), 3),
        estimate("TIME", &[], Some(f64::NAN), 300),
        Estimate { design: DesignKind::Purposive, ..estimate("TIME", &[cmr], Some(35.0), 300) },
        silent("TIME", "LSO", Reason::NotApplicable),
    ];
    for (code, share) in [("1", 0.2), ("2", 0.3), ("3", 0.5)] {
        for domain in [&[][..], &[cmr]] {
            let row = estimate("VIEW", domain, Some(share), 300);
            rows.push(Estimate { category: Some(code.into()), ..row });
        }
    }
    let country =
        |code: &str, records, expected| CountryRecords { country: code.into(), records, expected };
    let sent =
        vec![country("CMR", 320, Some(280)), country("NAM", 0, Some(100)), country("LSO", 0, None)];
    Results { rows, reporting: BTreeMap::from([("household".into(), sent)]) }
}

fn summary() -> Summary {
    let rows = |fate: &str, rows| RowCount {
        form: "household".into(),
        level: "main".into(),
        country: "CMR".into(),
        fate: fate.into(),
        rows,
    };
    let finding = |severity: &str, rule: &str| FindingCount {
        form: "household".into(),
        country: "CMR".into(),
        severity: severity.into(),
        rule: rule.into(),
        findings: 2,
    };
    Summary {
        rows: vec![
            rows("header", 1),
            rows("quarantined", 2),
            rows("removed", 3),
            rows("accepted", 320),
        ],
        findings: vec![finding("warning", "a-rule-of-tomorrow"), finding("error", "constraint")],
        files: vec!["incoming/a.csv".into()],
    }
}

fn documents() -> Documents {
    let survey = Survey::from_toml(SURVEY, "survey.toml").unwrap();
    let plan = Plan::from_toml(PLAN, "plan.toml").unwrap();
    let material = Material {
        survey: &survey,
        forms: &[form()],
        plan: &plan,
        results: &results(),
        summary: &summary(),
    };
    build(&material).unwrap()
}

fn text(documents: &Documents, path: &str) -> String {
    let bytes = documents.files().find(|(name, _)| *name == path).unwrap().1;
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The page without its style sheet, and the text of its elements.
fn body(page: &str) -> &str {
    page.split_once("</style>").unwrap().1
}

const VOID: [&str; 1] = ["meta"];

/// Opening tags in order, after checking that every element is closed where it should be.
fn elements(page: &str) -> Vec<BytesStart<'static>> {
    let page = page.strip_prefix("<!DOCTYPE html>").unwrap();
    let mut reader = Reader::from_str(page);
    reader.config_mut().check_end_names = true;
    let mut found = Vec::new();
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                assert!(!VOID.contains(&tag.name().as_ref()), "an open void element");
                depth += 1;
                found.push(tag.into_owned());
            }
            Event::Empty(tag) => found.push(tag.into_owned()),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    found
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().map(Result::unwrap).find(|a| a.key.as_ref() == name);
    found.map(|attribute| attribute.value.replace("&#x2f;", "/"))
}

fn named(tags: &[BytesStart<'_>], name: &str) -> usize {
    tags.iter().filter(|tag| tag.name().as_ref() == name).count()
}

#[test]
fn every_page_is_whole_and_in_its_language() {
    let documents = documents();
    assert_eq!(documents.pages(), ["report.fr.html", "report.en.html", "report.pt.html"]);
    for path in documents.pages() {
        let page = text(&documents, &path);
        let tags = elements(&page);
        let code = path.split('.').nth(1).unwrap();
        assert_eq!(attribute(&tags[0], "lang").as_deref(), Some(code));
        assert_eq!(named(&tags, "h1"), 1);
        assert_eq!(named(&tags, "figure"), 5);
        assert_eq!(named(&tags, "figcaption"), 5);
        assert_eq!(named(&tags, "table"), named(&tags, "caption"));
        for th in tags.iter().filter(|tag| tag.name().as_ref() == "th") {
            assert!(attribute(th, "scope").is_some());
        }
        assert!(!page.contains(MISSING), "{path} lacks a text");
        for word in ["NaN", "inf<", "undefined", "<td></td>", "<petite>", "http://127"] {
            assert!(!body(&page).contains(word), "{path} has {word}");
        }
    }
}

#[test]
fn identifiers_are_unique_and_links_lead_somewhere() {
    let documents = documents();
    let files: BTreeSet<&str> = documents.files().map(|(path, _)| path).collect();
    for path in documents.pages() {
        let tags = elements(&text(&documents, &path));
        let ids: Vec<String> = tags.iter().filter_map(|tag| attribute(tag, "id")).collect();
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len());
        for tag in &tags {
            for target in attribute(tag, "aria-labelledby").iter().flat_map(|ids| ids.split(' ')) {
                assert!(ids.iter().any(|id| id == target), "{target}");
            }
            if let Some(link) = attribute(tag, "href") {
                match link.strip_prefix('#') {
                    Some(target) => assert!(ids.iter().any(|id| id == target), "{link}"),
                    None => assert!(files.contains(link.as_str()), "{link}"),
                }
            }
            assert_eq!(attribute(tag, "src"), None, "nothing is loaded");
        }
        let pictures = tags.iter().filter(|tag| tag.name().as_ref() == "svg").count();
        assert!(pictures == 5 && named(&tags, "title") == pictures + 1);
    }
}

#[test]
fn silence_is_told_in_words() {
    let page = text(&documents(), "report.en.html").replace("&#x2f;", "/");
    for words in [
        "Households: 1 of 3 countries reported (320 records). Nothing received from: Namibia. None were planned in: Lesotho.",
        "nothing received / 100",
        "not planned",
        "hidden (privacy)",
        "too few answers",
        "not applicable",
        "not reported",
        "indicative",
        "All (1 of 3 countries)",
        "Cameroon 25, Namibia 12",
        "Answer outside the limits set by the form",
        "a-rule-of-tomorrow",
        "3 removed by cleaning logs; the rest are headers, blank rows and notes (1)",
        "Opinions of people",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let hidden = text(&documents(), "tables/crossed.en.csv");
    assert!(hidden.contains("'=Safe water,%,Cameroon,choice m,,,,,hidden (privacy)\n"), "{hidden}");
    assert!(
        hidden.contains("'=Safe water,%,Cameroon,choice f,,,,12,too few answers\n"),
        "{hidden}"
    );
}

#[test]
fn french_is_set_with_its_spaces() {
    let page = text(&documents(), "report.fr.html");
    assert!(page.contains("Collecte\u{a0}: du 1er\u{a0}juin 2026 au 31\u{a0}août 2026"));
    let words = body(&page).split(['<', '>']).filter(|text| !text.contains("aria-"));
    for text in words.filter(|text| !text.contains("function") && !text.contains("font-family")) {
        assert!(!text.contains(" :") && !text.contains(" ;"), "{text}");
    }
}

#[test]
fn the_same_material_gives_the_same_bytes() {
    assert!(documents() == documents());
}

#[test]
fn a_language_that_is_not_written_is_an_error() {
    let survey = Survey::from_toml(&SURVEY.replace("\"pt\"]", "\"sw\"]"), "survey.toml").unwrap();
    let material = Material {
        survey: &survey,
        forms: &[],
        plan: &Plan::from_toml("", "plan.toml").unwrap(),
        results: &Results::default(),
        summary: &Summary::default(),
    };
    assert_eq!(build(&material), Err(ReportError::Language { code: "sw".into() }));
}

/// A rule without a name would stand in the report as its code.
#[test]
fn monitoring_and_corrections_are_named_in_every_language() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ingestion/src");
    let mut rules = BTreeSet::new();
    for folder in ["monitor", "correct"] {
        for entry in std::fs::read_dir(source.join(folder)).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            let text = text.replace("\\\"", "'");
            let quoted: Vec<&str> = text.split('"').collect();
            for piece in quoted.windows(3).step_by(2) {
                let named = piece[0].trim_end().ends_with("Refusal::new(")
                    || piece[2].starts_with(", Severity::");
                if named {
                    rules.insert(piece[1].to_string());
                }
            }
        }
    }
    assert!(rules.len() >= 20, "{rules:?}");
    for language in [Language::Fr, Language::En, Language::Pt] {
        let texts = Texts::read(language).unwrap();
        for rule in &rules {
            assert!(texts.find("rule", rule).is_some(), "{}: {rule}", language.code());
        }
    }
}
