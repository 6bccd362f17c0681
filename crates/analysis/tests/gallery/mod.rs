//! Figures of every kind from numbers that are made up, for tests and for the eye.
#![allow(unreachable_pub, missing_docs, dead_code)]

use analysis::chart::{
    Absence, Arrangement, BarRow, BarsData, Datum, Direction, DumbbellData, DumbbellRow, Figure,
    Frame, HeatData, HeatRow, Label, Language, LikertCategory, LikertData, LikertRow, Side, Unit,
    Value, bars, dumbbell, heat, likert,
};
use analysis::map::{Boundaries, MapCountry, MapData, SiteCell, map};

/// Country names of the samples; the numbers beside them are invented.
pub const CODES: [&str; 8] = ["SLE", "LBR", "CIV", "CAF", "COD", "AGO", "ZWE", "LSO"];

pub fn country(language: Language, index: usize) -> Label {
    let (full, short) = language.pick(
        [
            ("Sierra Leone", "Sierra L."),
            ("Libéria", "Libéria"),
            ("Côte d'Ivoire", "Côte d'Iv."),
            ("République centrafricaine", "RCA"),
            ("République démocratique du Congo", "RD Congo"),
            ("Angola", "Angola"),
            ("Zimbabwe", "Zimbab."),
            ("Lesotho", "Lesotho"),
        ],
        [
            ("Sierra Leone", "Sierra L."),
            ("Liberia", "Liberia"),
            ("Côte d'Ivoire", "Côte d'Iv."),
            ("Central African Republic", "CAR"),
            ("Democratic Republic of the Congo", "DR Congo"),
            ("Angola", "Angola"),
            ("Zimbabwe", "Zimbab."),
            ("Lesotho", "Lesotho"),
        ],
        [
            ("Serra Leoa", "Serra L."),
            ("Libéria", "Libéria"),
            ("Costa do Marfim", "C. Marfim"),
            ("República Centro-Africana", "RCA"),
            ("República Democrática do Congo", "RD Congo"),
            ("Angola", "Angola"),
            ("Zimbábue", "Zimbáb."),
            ("Lesoto", "Lesoto"),
        ],
    )[index % 8];
    Label::with_short(full, short)
}

pub fn frame(id: &str, language: Language, title: &str, subtitle: &str) -> Frame {
    Frame {
        id: format!("{id}-{}", language.code()),
        language,
        title: title.into(),
        subtitle: subtitle.into(),
        source: language
            .pick(
                "Source : chiffres inventés pour les essais de mise en page.",
                "Source: numbers invented for layout tests.",
                "Fonte: números inventados para testes de composição.",
            )
            .into(),
        note: String::new(),
        synthetic: true,
    }
}

pub fn share(value: f64, half: f64, n: u64) -> Datum {
    Datum::Value(Value::new(value, n).between((value - half).max(0.0), (value + half).min(1.0)))
}

pub fn sample_bars(language: Language) -> BarsData {
    let title = language.pick(
        "Sept ménages sur dix ont accès à l'eau en Sierra Leone, mais moins d'un sur cinq en Angola",
        "Seven in ten households have safe water in Sierra Leone, but fewer than one in five in Angola",
        "Sete em cada dez agregados têm água segura na Serra Leoa, mas menos de um em cinco em Angola",
    );
    let subtitle = language.pick(
        "Part des ménages ayant une source d'eau améliorée à moins de 30 minutes, en %",
        "Share of households with an improved water source within 30 minutes, %",
        "Percentagem de agregados com fonte de água melhorada a menos de 30 minutos",
    );
    let data = [
        share(0.712, 0.05, 412),
        share(0.634, 0.046, 405),
        share(0.383, 0.055, 412),
        Datum::Value(Value { indicative: true, ..Value::new(0.32, 198) }),
        Datum::Absent(Absence::NotReported),
        share(0.171, 0.048, 1389),
        share(0.09, 0.07, 44),
        Datum::Value(Value::new(0.2, 12)),
    ];
    let rows = data
        .into_iter()
        .enumerate()
        .map(|(index, datum)| BarRow { label: country(language, index), datum })
        .collect();
    let all = language.pick(
        "Ensemble (7 pays sur 8)",
        "All (7 of 8 countries)",
        "Conjunto (7 de 8 países)",
    );
    BarsData {
        frame: frame("bars", language, title, subtitle),
        unit: Unit::PERCENT,
        rows,
        overall: Some(BarRow { label: all.into(), datum: share(0.41, 0.02, 2862) }),
        confidence: Some(0.95),
    }
}

pub fn sample_likert(language: Language, arrangement: Arrangement) -> LikertData {
    let title = language.pick(
        "Les communautés jugent l'entreprise sourde à leurs plaintes",
        "Communities find that the company does not hear their complaints",
        "As comunidades consideram que a empresa não ouve as suas queixas",
    );
    let subtitle = language.pick(
        "« L'entreprise répond à nos plaintes » : réponses, en % des adultes interrogés",
        "“The company answers our complaints”: answers, % of adults interviewed",
        "«A empresa responde às nossas queixas»: respostas, em % dos adultos entrevistados",
    );
    let labels = language.pick(
        [
            "Pas du tout d'accord",
            "Plutôt pas d'accord",
            "Plutôt d'accord",
            "Tout à fait d'accord",
            "Ne sait pas",
        ],
        ["Strongly disagree", "Rather disagree", "Rather agree", "Strongly agree", "Does not know"],
        [
            "Discorda totalmente",
            "Discorda em parte",
            "Concorda em parte",
            "Concorda totalmente",
            "Não sabe",
        ],
    );
    let sides = [Side::Against, Side::Against, Side::InFavour, Side::InFavour, Side::Neither];
    let shares: [Result<[f64; 5], Absence>; 8] = [
        Ok([0.41, 0.27, 0.1, 0.04, 0.18]),
        Ok([0.34, 0.29, 0.16, 0.07, 0.14]),
        Ok([0.14, 0.19, 0.3, 0.14, 0.23]),
        Ok([0.22, 0.24, 0.31, 0.17, 0.06]),
        Err(Absence::NotReported),
        Ok([0.12, 0.18, 0.38, 0.23, 0.09]),
        Ok([0.05, 0.08, 0.29, 0.51, 0.07]),
        Err(Absence::Suppressed),
    ];
    let counts = [412, 388, 405, 198, 0, 240, 44, 0];
    let mut rows: Vec<LikertRow> = shares
        .into_iter()
        .enumerate()
        .map(|(index, shares)| LikertRow {
            label: country(language, index),
            n: shares.is_ok().then_some(counts[index]),
            shares: shares.map(|shares| shares.to_vec()),
            indicative: index == 3,
            overall: false,
        })
        .collect();
    rows.push(LikertRow {
        label: language
            .pick("Ensemble (7 pays sur 8)", "All (7 of 8 countries)", "Conjunto (7 de 8 países)")
            .into(),
        shares: Ok(vec![0.24, 0.23, 0.26, 0.14, 0.13]),
        n: Some(1687),
        indicative: false,
        overall: true,
    });
    let id = if arrangement == Arrangement::Diverging { "likert" } else { "stacked" };
    LikertData {
        frame: frame(id, language, title, subtitle),
        categories: labels
            .into_iter()
            .zip(sides)
            .map(|(label, side)| LikertCategory { label: label.into(), side })
            .collect(),
        arrangement,
        rows,
        poles: Some((
            language.pick("en désaccord", "disagree", "discordam").into(),
            language.pick("d'accord", "agree", "concordam").into(),
        )),
    }
}

pub fn sample_heat(language: Language) -> HeatData {
    let title = language.pick(
        "La RD Congo et la Centrafrique cumulent les risques",
        "Risks pile up in DR Congo and the Central African Republic",
        "A RD Congo e a República Centro-Africana acumulam riscos",
    );
    let subtitle = language.pick(
        "Part des ménages concernés, en %, sauf revenu ; plus foncé = situation moins favorable",
        "Share of households concerned, %, except income; darker = less favourable",
        "Percentagem de agregados afetados, exceto rendimento; mais escuro = menos favorável",
    );
    let labels = language.pick(
        [
            "Enfants dans la mine (5–17 ans)",
            "Accident grave, 12 mois",
            "Eau améliorée",
            "Violences signalées par les femmes",
            "Revenu mensuel médian, USD",
            "Taille du ménage",
        ],
        [
            "Children in the mine (aged 5–17)",
            "Serious accident, 12 months",
            "Improved water",
            "Violence reported by women",
            "Median monthly income, USD",
            "Household size",
        ],
        [
            "Crianças na mina (5–17 anos)",
            "Acidente grave, 12 meses",
            "Água melhorada",
            "Violência relatada por mulheres",
            "Rendimento mensal mediano, USD",
            "Dimensão do agregado",
        ],
    );
    use Direction::{HigherIsBetter, HigherIsWorse, Neither};
    let directions =
        [HigherIsWorse, HigherIsWorse, HigherIsBetter, HigherIsWorse, HigherIsBetter, Neither];
    let rows = labels.into_iter().zip(directions).enumerate().map(|(index, (label, direction))| {
        let unit = match index {
            4 => Unit::Number { decimals: 0, word: "USD".into() },
            5 => Unit::Number { decimals: 1, word: String::new() },
            _ => Unit::PERCENT,
        };
        let cells = (0..8).map(|column| heat_cell(index, column)).collect();
        HeatRow { label: label.into(), unit, direction, cells }
    });
    HeatData {
        frame: frame("heat", language, title, subtitle),
        columns: (0..8).map(|index| country(language, index)).collect(),
        rows: rows.collect(),
    }
}

fn heat_cell(row: usize, column: usize) -> Datum {
    let made_up = ((row * 37 + column * 53 + row * column * 17) % 91) as f64 / 100.0;
    let n = if (row, column) == (1, 1) { 41 } else { 180 + 10 * column as u64 };
    match (row, column) {
        (_, 4) => Datum::Absent(Absence::NotReported),
        (0, 7) => Datum::Absent(Absence::NotApplicable),
        (3, 2) => Datum::Absent(Absence::Suppressed),
        (3, 6) => Datum::Value(Value::new(0.3, 17)),
        (4, _) => Datum::Value(Value::new(60.0 + 1900.0 * made_up, n)),
        (5, _) => Datum::Value(Value::new(4.0 + 5.0 * made_up, n)),
        _ => Datum::Value(Value::new(made_up, n)),
    }
}

pub fn sample_dumbbell(language: Language) -> DumbbellData {
    let title = language.pick(
        "Dans les zones minières, les femmes ont bien moins souvent que les hommes un revenu à elles",
        "Women in mining areas are far less likely than men to have their own income",
        "Nas zonas mineiras, as mulheres têm rendimento próprio muito menos vezes do que os homens",
    );
    let subtitle = language.pick(
        "Part des adultes ayant eu un revenu en espèces au cours des 30 derniers jours, en %",
        "Share of adults with any own cash income in the past 30 days, %",
        "Percentagem de adultos com rendimento próprio em dinheiro nos últimos 30 dias",
    );
    let pairs = [
        (0.34, 0.61),
        (0.29, 0.55),
        (0.41, 0.68),
        (0.22, 0.58),
        (0.18, 0.47),
        (0.37, 0.52),
        (0.44, 0.49),
        (0.51, 0.5),
    ];
    let mut rows: Vec<DumbbellRow> = pairs
        .into_iter()
        .enumerate()
        .map(|(index, (women, men))| DumbbellRow {
            label: country(language, index),
            values: [share(women, 0.05, 210), share(men, 0.05, if index == 6 { 42 } else { 190 })],
        })
        .collect();
    rows[4].values = [Datum::Absent(Absence::NotReported); 2];
    rows[5].values[0] = Datum::Value(Value::new(0.37, 11));
    DumbbellData {
        frame: frame("dumbbell", language, title, subtitle),
        unit: Unit::PERCENT,
        series: [
            language.pick("Femmes", "Women", "Mulheres").into(),
            language.pick("Hommes", "Men", "Homens").into(),
        ],
        rows,
        overall: Some(DumbbellRow {
            label: language
                .pick(
                    "Ensemble (7 pays sur 8)",
                    "All (7 of 8 countries)",
                    "Conjunto (7 de 8 países)",
                )
                .into(),
            values: [share(0.33, 0.02, 1400), share(0.56, 0.02, 1300)],
        }),
        confidence: Some(0.95),
    }
}

/// Places are invented too.
pub fn sample_map(language: Language) -> MapData {
    let title = language.pick(
        "Le travail des enfants est le plus signalé en Centrafrique et en RD Congo",
        "Child labour is reported most in the Central African Republic and DR Congo",
        "O trabalho infantil é mais referido na República Centro-Africana e na RD Congo",
    );
    let subtitle = language.pick(
        "Part des ménages déclarant un enfant actif dans la mine (couleur) et sites visités (cercles)",
        "Share of households with a child working in the mine (colour) and sites visited (circles)",
        "Percentagem de agregados com uma criança a trabalhar na mina (cor) e sítios visitados (círculos)",
    );
    let shares = [0.38, 0.29, 0.24, 0.61, 0.54, 0.33, 0.18, 0.09];
    let countries = shares.into_iter().enumerate().map(|(index, value)| MapCountry {
        code: CODES[index].into(),
        label: country(language, index),
        datum: Some(match index {
            5 => Datum::Absent(Absence::NotReported),
            7 => Datum::Value(Value::new(value, 12)),
            _ => share(value, 0.04, 300),
        }),
    });
    let sites = [
        (-11.0, 8.5, 30),
        (-11.5, 7.5, 12),
        (-10.0, 7.0, 9),
        (-6.5, 7.5, 6),
        (-6.0, 6.5, 3),
        (16.0, 4.5, 16),
        (23.0, 6.5, 5),
        (20.5, -6.0, 11),
        (23.5, -6.0, 28),
        (32.5, -19.0, 8),
        (28.5, -29.0, 3),
    ];
    let cell = |(longitude, latitude, count)| SiteCell { longitude, latitude, count };
    MapData {
        frame: frame("map", language, title, subtitle),
        unit: Unit::PERCENT,
        countries: countries.collect(),
        breaks: vec![0.2, 0.35, 0.5],
        sites: sites.map(cell).to_vec(),
        sites_title: language.pick("Sites visités", "Sites visited", "Sítios visitados").into(),
    }
}

/// One figure of each kind.
pub fn all(language: Language) -> Result<Vec<Figure>, Box<dyn std::error::Error>> {
    Ok(vec![
        bars(&sample_bars(language))?,
        likert(&sample_likert(language, Arrangement::Diverging))?,
        likert(&sample_likert(language, Arrangement::Stacked))?,
        heat(&sample_heat(language))?,
        dumbbell(&sample_dumbbell(language))?,
        map(&sample_map(language), &Boundaries::africa()?)?,
    ])
}
