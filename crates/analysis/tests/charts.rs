//! What must hold of every figure: no text leaves it, no two texts overlap, every glyph
//! exists, text can be read, the bytes are the same each time. All numbers are made up.
//!
//! `UPDATE_GOLDEN=1 cargo test -p analysis --test charts` rewrites `tests/golden`.

mod gallery;

use std::path::Path;

use analysis::chart::{
    Absence, Arrangement, BarRow, BarsData, ChartError, Datum, Direction, DumbbellData,
    DumbbellRow, Figure, FigureError, HeatData, HeatRow, Label, Language, LikertCategory,
    LikertData, LikertRow, Side, Unit, Value, bars, dumbbell, heat, likert,
};
use analysis::map::{Boundaries, MapCountry, MapData, SiteCell, map};
use gallery::{CODES, country, frame, share};

const SHORT: &str = "A";
/// Longer than any name of a country or indicator that we know.
const LONGEST: &str = "Ménages dont au moins un membre de moins de dix-huit ans a travaillé \
    dans une mine artisanale au cours des douze derniers mois (République démocratique du Congo)";

/// What the numbers of a row are like.
#[derive(Clone, Copy, Debug)]
enum Numbers {
    Usual,
    Tiny,
    Huge,
    Negative,
    Full,
    Few,
    Indicative,
    Missing(Absence),
}

const NUMBERS: [Numbers; 12] = [
    Numbers::Usual,
    Numbers::Tiny,
    Numbers::Huge,
    Numbers::Negative,
    Numbers::Full,
    Numbers::Few,
    Numbers::Indicative,
    Numbers::Missing(Absence::NotReported),
    Numbers::Missing(Absence::NotApplicable),
    Numbers::Missing(Absence::Suppressed),
    Numbers::Missing(Absence::TooFew),
    Numbers::Missing(Absence::NoAnswer),
];

impl Numbers {
    fn unit(self) -> Unit {
        match self {
            Numbers::Huge | Numbers::Negative => Unit::Number { decimals: 1, word: "USD".into() },
            _ => Unit::PERCENT,
        }
    }

    fn datum(self, index: usize) -> Datum {
        let spread = (index * 29 % 83) as f64 / 100.0;
        match self {
            Numbers::Usual => share(0.1 + spread, 0.08, 40 + 100 * index as u64),
            Numbers::Tiny => share(1e-6 * (1.0 + spread), 1e-7, 12_345),
            Numbers::Huge => {
                Datum::Value(Value::new(3.4e12 * (0.1 + spread), 9_876_543).between(0.0, 5e12))
            }
            Numbers::Negative => {
                Datum::Value(Value::new(-4.0e4 + 9e4 * spread, 512).between(-8e4, 6e4))
            }
            Numbers::Full => share(1.0, 0.02, 1_000_000),
            Numbers::Few => Datum::Value(Value::new(0.5, 7 + 6 * index as u64)),
            Numbers::Indicative => Datum::Value(Value {
                indicative: index.is_multiple_of(2),
                ..Value::new(0.3 + spread / 2.0, 210)
            }),
            Numbers::Missing(absence) if index % 3 != 1 => Datum::Absent(absence),
            Numbers::Missing(_) => share(0.97, 0.02, 410),
        }
    }
}

fn label(language: Language, longest: bool, index: usize) -> Label {
    match (longest, index % 4) {
        (true, 0) => LONGEST.into(),
        (true, _) => country(language, index),
        (false, _) => format!("{SHORT}{index}").into(),
    }
}

/// Every chart of one combination.
fn figures(
    language: Language,
    longest: bool,
    count: usize,
    numbers: Numbers,
) -> Vec<(&'static str, Result<Figure, FigureError>)> {
    let title = if longest { LONGEST } else { "Titre" };
    let around = |id| frame(id, language, title, title);
    let name = |index| label(language, longest, index);
    let overall = name(0);
    let bar = |index| BarRow { label: name(index), datum: numbers.datum(index) };
    let bars_data = BarsData {
        frame: around("bars"),
        unit: numbers.unit(),
        rows: (0..count).map(bar).collect(),
        overall: Some(BarRow { label: overall.clone(), datum: numbers.datum(3) }),
        confidence: Some(0.95),
    };
    let pair = |index| DumbbellRow {
        label: name(index),
        values: [numbers.datum(index), numbers.datum(index + 1)],
    };
    let dumbbell_data = DumbbellData {
        frame: around("dumbbell"),
        unit: numbers.unit(),
        series: [
            language.pick("Femmes", "Women", "Mulheres").into(),
            language.pick("Hommes", "Men", "Homens").into(),
        ],
        rows: (0..count).map(pair).collect(),
        overall: Some(pair(2)),
        confidence: Some(0.95),
    };
    let heat_row = |row: usize| HeatRow {
        label: name(row),
        unit: numbers.unit(),
        direction: [Direction::HigherIsWorse, Direction::HigherIsBetter, Direction::Neither]
            [row % 3],
        cells: (0..count).map(|column| numbers.datum(row + column)).collect(),
    };
    let heat_data = HeatData {
        frame: around("heat"),
        columns: (0..count)
            .map(|index| if longest { country(language, index) } else { name(index) })
            .collect(),
        rows: (0..4).map(heat_row).collect(),
    };
    let stack = |arrangement| LikertData {
        frame: around("likert"),
        categories: categories(language, count),
        arrangement,
        rows: (0..count)
            .map(|index| stack_row(name(index), count, numbers.datum(index), false))
            .collect(),
        poles: Some(("en désaccord".into(), "d'accord".into())),
    };
    vec![
        ("bars", bars(&bars_data)),
        ("dumbbell", dumbbell(&dumbbell_data)),
        ("heat", heat(&heat_data)),
        ("diverging", likert(&stack(Arrangement::Diverging))),
        ("stacked", likert(&stack(Arrangement::Stacked))),
    ]
}

/// One to seven categories, all sides in turn.
fn categories(language: Language, count: usize) -> Vec<LikertCategory> {
    let word = language.pick(
        "Plutôt d'accord, sans réserve",
        "Rather agree, without reserve",
        "Concorda sem reserva",
    );
    let sides = [Side::InFavour, Side::Against, Side::Neither];
    let mut categories: Vec<LikertCategory> = (0..1 + count % 7)
        .map(|index| LikertCategory {
            label: format!("{word} {index}").into(),
            side: sides[index % 3],
        })
        .collect();
    categories.sort_by_key(|category| match category.side {
        Side::Against => 0,
        Side::InFavour => 1,
        Side::Neither => 2,
    });
    categories
}

fn stack_row(label: Label, count: usize, datum: Datum, overall: bool) -> LikertRow {
    let number = 1 + count % 7;
    let shares = datum.shown().map(|value| {
        let first = value.value.clamp(0.0, 1.0);
        let rest = if number > 1 { (1.0 - first) / (number - 1) as f64 } else { 0.0 };
        (0..number).map(|index| if index == 0 { first } else { rest }).collect()
    });
    let shown = datum.shown();
    LikertRow {
        label,
        shares,
        n: shown.ok().and_then(|value| value.n),
        indicative: shown.is_ok_and(|value| value.indicative),
        overall,
    }
}

fn assert_sound(figure: &Figure, what: &str) {
    assert_eq!(figure.faults(), [], "{what}");
    assert!(figure.texts.len() > 4 && figure.height > 100, "{what}");
    for needle in ["role=\"img\"", "<title ", "<desc ", "xml:lang=", "aria-label="] {
        assert!(figure.svg.contains(needle), "{what}: {needle}");
    }
    assert!(!figure.svg.contains("NaN") && !figure.svg.contains("=\"inf"), "{what}");
    assert!(figure.alt.len() > 30 && figure.csv.lines().count() > 1, "{what}");
}

#[test]
fn every_chart_is_sound_in_every_language_with_any_labels_counts_and_numbers() {
    let mut drawn = 0;
    for language in Language::ALL {
        for longest in [false, true] {
            for count in 1..=12 {
                for numbers in NUMBERS {
                    for (kind, figure) in figures(language, longest, count, numbers) {
                        let what =
                            format!("{kind} {language:?} longest={longest} {count} {numbers:?}");
                        assert_sound(
                            &figure.unwrap_or_else(|error| panic!("{what}: {error}")),
                            &what,
                        );
                        drawn += 1;
                    }
                }
            }
        }
    }
    assert!(drawn > 4000, "{drawn}");
}

#[test]
fn every_map_is_sound() {
    let africa = Boundaries::africa().unwrap();
    let codes =
        ["SLE", "LBR", "GIN", "CIV", "GHA", "CAF", "COD", "AGO", "ZWE", "LSO", "ZAF", "TZA"];
    for language in Language::ALL {
        for count in 1..=codes.len() {
            for (round, numbers) in
                [Numbers::Usual, Numbers::Missing(Absence::NotReported), Numbers::Few]
                    .into_iter()
                    .enumerate()
            {
                let countries = (0..count).map(|index| MapCountry {
                    code: codes[(index + round) % codes.len()].into(),
                    label: Label::with_short(country(language, index).text, codes[index]),
                    datum: (round != 2).then(|| numbers.datum(index)),
                });
                let site = |index: usize| SiteCell {
                    longitude: -12.0 + 4.0 * index as f64,
                    latitude: 8.0 - 3.0 * index as f64,
                    count: 1 + (index as u64 * 7) % 40,
                };
                let data = MapData {
                    frame: frame("map", language, "Carte d'essai", "Chiffres inventés"),
                    unit: Unit::PERCENT,
                    countries: countries.collect(),
                    breaks: if round == 0 { vec![0.2, 0.4] } else { vec![] },
                    sites: if count % 2 == 0 { (0..9).map(site).collect() } else { vec![] },
                    sites_title: "Sites".into(),
                };
                let what = format!("map {language:?} {count} {numbers:?}");
                let figure = map(&data, &africa).unwrap_or_else(|error| panic!("{what}: {error}"));
                assert_sound(&figure, &what);
            }
        }
    }
}

#[test]
fn a_country_too_small_to_be_seen_has_a_mark_and_a_far_site_is_told() {
    let mut data = gallery::sample_map(Language::Fr);
    data.countries.push(MapCountry {
        code: "STP".into(),
        label: "São Tomé-et-Príncipe".into(),
        datum: Some(share(0.3, 0.1, 200)),
    });
    data.sites.push(SiteCell { longitude: 100.0, latitude: 40.0, count: 2 });
    let figure = map(&data, &Boundaries::africa().unwrap()).unwrap();
    assert_sound(&figure, "São Tomé");
    let told = |text: &str| figure.texts.iter().any(|placed| placed.text.contains(text));
    assert!(told("São Tomé") && told("Sites visités (hors du cadre)\u{a0}: 2."));
}

#[test]
fn figures_are_the_golden_ones() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    for language in Language::ALL {
        for figure in gallery::all(language).unwrap() {
            assert_sound(&figure, &figure.id);
            for (suffix, text) in
                [("svg", &figure.svg), ("txt", &format!("{}\n\n{}", figure.alt, figure.csv))]
            {
                let path = folder.join(format!("{}.{suffix}", figure.id));
                if update {
                    std::fs::create_dir_all(&folder).unwrap();
                    std::fs::write(&path, text).unwrap();
                }
                let golden = std::fs::read_to_string(&path).unwrap_or_default();
                assert!(golden == *text, "{} differs; UPDATE_GOLDEN=1 rewrites it", path.display());
            }
        }
    }
}

#[test]
fn the_same_data_give_the_same_bytes() {
    let (first, second) =
        (gallery::all(Language::Fr).unwrap(), gallery::all(Language::Fr).unwrap());
    assert_eq!(first, second);
    assert_eq!(first[0].png(1.0).unwrap(), second[0].png(1.0).unwrap());
}

#[test]
fn a_picture_has_the_size_asked_for_and_uses_our_typeface() {
    let figure = bars(&gallery::sample_bars(Language::En)).unwrap();
    let png = figure.png(2.0).unwrap();
    let size = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    assert_eq!((size(16), size(20)), (figure.width * 2, figure.height * 2));
    assert!(matches!(figure.png(0.0), Err(ChartError::Raster { .. })));
    let without_text: String =
        figure.svg.lines().filter(|line| !line.starts_with("<text")).collect();
    assert_ne!(analysis::chart::png(&without_text, 2.0).unwrap(), png);
}

#[test]
fn identifiers_differ_between_figures_of_one_page() {
    let ids: Vec<String> = gallery::all(Language::Fr)
        .unwrap()
        .iter()
        .flat_map(|figure| {
            let parts = figure.svg.split(" id=\"").skip(1);
            parts.map(|rest| rest.split('"').next().unwrap().to_string()).collect::<Vec<_>>()
        })
        .collect();
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(ids.len(), unique.len());
}

#[test]
fn what_cannot_be_drawn_is_an_error_that_names_figure_and_text() {
    let mut data = gallery::sample_bars(Language::En);
    data.rows[0].label = "Unbreakable".repeat(20).into();
    let error = bars(&data).unwrap_err();
    assert_eq!(error.figure, "bars-en");
    assert!(
        matches!(error.cause, ChartError::TooLong { ref text, .. } if text.starts_with("Unbreakable"))
    );
    data.rows[0].label = "Diamant \u{2666}".into();
    let missing =
        ChartError::MissingGlyph { text: "Diamant \u{2666}".into(), character: '\u{2666}' };
    assert_eq!(bars(&data).unwrap_err().cause, missing);
    data.rows.clear();
    assert_eq!(bars(&data).unwrap_err().cause, ChartError::NoRows);

    let mut data = gallery::sample_map(Language::En);
    data.countries[0].code = "XXX".into();
    let unknown = ChartError::UnknownCountry { code: "XXX".into() };
    assert_eq!(map(&data, &Boundaries::africa().unwrap()).unwrap_err().cause, unknown);
    let mut data = gallery::sample_heat(Language::En);
    data.rows[1].cells.pop();
    assert!(matches!(
        heat(&data).unwrap_err().cause,
        ChartError::Columns { found: 7, expected: 8, .. }
    ));
    assert_eq!(CODES.len(), 8);
}

#[test]
fn made_up_data_are_marked_in_every_figure_and_real_data_are_not() {
    for language in Language::ALL {
        let word = language.pick("Données synthétiques", "Synthetic data", "Dados sintéticos");
        for figure in gallery::all(language).unwrap() {
            assert!(figure.texts.iter().any(|placed| placed.text == word), "{}", figure.id);
            assert!(figure.alt.starts_with(word), "{}", figure.id);
        }
        let mut data = gallery::sample_bars(language);
        data.frame.synthetic = false;
        assert!(!bars(&data).unwrap().svg.contains(word));
    }
}

#[test]
fn a_hidden_number_is_nowhere_in_the_figure() {
    let mut data = gallery::sample_bars(Language::En);
    data.rows[7].datum = Datum::Value(Value::new(0.8765, 12).between(0.7654, 0.9876));
    let figure = bars(&data).unwrap();
    for text in [&figure.svg, &figure.alt, &figure.csv] {
        assert!(
            !["88", "8765", "0.77", "0.99"]
                .iter()
                .any(|number| text.contains(&format!(">{number}<"))
                    || text.contains(&format!(",{number}")))
        );
        assert!(!text.contains("0.8765") && !text.contains("n\u{a0}=\u{a0}12)"));
    }
}
