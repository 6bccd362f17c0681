//! Figures of every kind from numbers that are made up, for tests and for the eye.

use analysis::chart::{Absence, BarRow, BarsData, Datum, Frame, Label, Language, Unit, Value};

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
        Datum::Value(Value {
            indicative: true,
            ..Value::new(0.32, 198)
        }),
        Datum::Absent(Absence::NotReported),
        share(0.171, 0.048, 1389),
        share(0.09, 0.07, 44),
        Datum::Value(Value::new(0.2, 12)),
    ];
    let rows = data
        .into_iter()
        .enumerate()
        .map(|(index, datum)| BarRow {
            label: country(language, index),
            datum,
        })
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
        overall: Some(BarRow {
            label: all.into(),
            datum: share(0.41, 0.02, 2862),
        }),
        confidence: Some(0.95),
    }
}

/// One figure of each kind.
pub fn all(language: Language) -> Vec<analysis::chart::Figure> {
    vec![analysis::chart::bars(&sample_bars(language)).unwrap()]
}
