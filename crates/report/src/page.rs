//! The page of one language: what the templates are given, and their rendering.

use std::collections::BTreeMap;

use analysis::chart::font::Face;
use analysis::chart::{Absence, Unit, synthetic_word};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

use crate::ReportError;
use crate::account::{Account, account};
use crate::coverage::{Coverage, coverage};
use crate::edition::Edition;
use crate::figures::{Drawn, indicators};
use crate::method::{paragraphs, thresholds};
use crate::tables::{Cell, Table, marks};

#[derive(Serialize)]
struct Page<'a> {
    language: &'static str,
    /// Every text by table and key.
    t: &'a BTreeMap<String, BTreeMap<String, String>>,
    title: String,
    synthetic: Option<&'static str>,
    fieldwork: Option<String>,
    source: Option<String>,
    style: String,
    coverage: Coverage,
    families: Vec<Family>,
    tables: Vec<TableView>,
    method: Vec<String>,
    account: Account,
    credits: Vec<String>,
    files: Vec<String>,
}

#[derive(Serialize)]
struct Family {
    id: String,
    name: String,
    figures: Vec<FigureView>,
}

#[derive(Serialize)]
struct FigureView {
    id: String,
    name: String,
    title: String,
    svg: String,
    /// Path of its files without the end.
    stem: String,
    caption: String,
    behind: Behind,
}

/// The data behind a figure.
#[derive(Default, Serialize)]
struct Behind {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
    /// How many of the columns are names, not numbers.
    names: usize,
    after: Option<String>,
}

#[derive(Serialize)]
struct TableView {
    id: String,
    title: String,
    stem: String,
    columns: Vec<String>,
    groups: Vec<GroupView>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct GroupView {
    head: Option<String>,
    unit: Option<String>,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct RowView {
    label: String,
    /// Its unit, where the group does not tell it.
    unit: Option<String>,
    cells: Vec<CellView>,
}

#[derive(Serialize)]
struct CellView {
    value: Option<String>,
    interval: Option<String>,
    n: Option<String>,
    /// Indicative, weak, or why there is no number.
    words: String,
}

/// The page.
pub(crate) fn render(
    edition: &Edition<'_>,
    figures: &[Drawn],
    tables: &[Table],
) -> Result<String, ReportError> {
    let survey = edition.material.survey;
    let source = edition.pick(&survey.source);
    let page = Page {
        language: edition.language.code(),
        t: &edition.texts.tables,
        title: edition.pick(&survey.title),
        synthetic: survey.synthetic.then(|| synthetic_word(edition.language)),
        fieldwork: fieldwork(edition),
        source: (!source.is_empty())
            .then(|| edition.fill("page", "source", &[("source", &source)])),
        style: style(),
        coverage: coverage(edition),
        families: families(edition, figures),
        tables: tables.iter().map(|table| table_view(edition, table)).collect(),
        method: paragraphs(edition),
        account: account(edition),
        credits: ["boundaries", "admin", "font"].map(|key| edition.say("credits", key)).to_vec(),
        files: edition.material.summary.files.clone(),
    };
    let refused = |error: minijinja::Error| ReportError::Template { reason: format!("{error:#}") };
    let environment = environment().map_err(refused)?;
    let template = environment.get_template("page.html").map_err(refused)?;
    template.render(Serde(&page)).map_err(refused)
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_template("page.html", include_str!("../templates/page.html"))?;
    environment.add_template("figure.html", include_str!("../templates/figure.html"))?;
    environment.add_template("table.html", include_str!("../templates/table.html"))?;
    environment.add_template("data.html", include_str!("../templates/data.html"))?;
    Ok(environment)
}

/// The style sheet with the typeface by which texts in figures were measured.
fn style() -> String {
    let faces = [
        (Face::Regular, "font-weight:400;font-style:normal"),
        (Face::Bold, "font-weight:700;font-style:normal"),
        (Face::Italic, "font-weight:400;font-style:italic"),
    ];
    let mut style = String::new();
    for (face, kind) in faces {
        let data = BASE64_STANDARD.encode(face.bytes());
        style += &format!(
            "@font-face{{font-family:\"Noto Sans\";{kind};\
             src:url(data:font/ttf;base64,{data}) format(\"truetype\")}}\n"
        );
    }
    style + include_str!("../templates/style.css")
}

fn fieldwork(edition: &Edition<'_>) -> Option<String> {
    let days = edition.material.survey.fieldwork.as_ref()?;
    let day = |iso: &str| edition.language.date(iso).unwrap_or_else(|| iso.into());
    let (from, to) = (day(&days.from), day(&days.to));
    Some(edition.fill("page", "fieldwork", &[("from", &from), ("to", &to)]))
}

/// Families in the order of the plan's indicators, those with figures.
fn families(edition: &Edition<'_>, figures: &[Drawn]) -> Vec<Family> {
    let mut order: Vec<&str> = Vec::new();
    for indicator in &edition.material.plan.indicators {
        if !order.contains(&indicator.family.as_str()) {
            order.push(&indicator.family);
        }
    }
    let mut number = 0;
    let mut families = Vec::new();
    for family in order {
        let mut views = Vec::new();
        for drawn in figures.iter().filter(|drawn| drawn.family == family) {
            number += 1;
            views.push(figure_view(edition, drawn, number));
        }
        if !views.is_empty() {
            families.push(Family {
                id: anchor(family),
                name: edition.family_name(family),
                figures: views,
            });
        }
    }
    families
}

fn anchor(text: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    format!("family-{}", text.chars().map(letter).collect::<String>())
}

fn figure_view(edition: &Edition<'_>, drawn: &Drawn, number: u64) -> FigureView {
    let told = edition.count(number);
    FigureView {
        id: format!("figure-{}", drawn.id),
        name: edition.fill("page", "figure", &[("number", &told)]),
        title: drawn.title.clone(),
        svg: drawn.figure.svg.clone(),
        stem: format!("figures/{}.{}", drawn.id, edition.language.code()),
        caption: edition.fill("page", "data_of_figure", &[("number", &told)]),
        behind: behind(edition, drawn),
    }
}

/// The data behind a figure for people: from the same CSV that stands beside it.
fn behind(edition: &Edition<'_>, drawn: &Drawn) -> Behind {
    let spec = edition.material.plan.charts.iter().find(|spec| spec.id == drawn.id.as_str());
    let shown = spec.map(|spec| indicators(edition, spec)).unwrap_or_default();
    let units = edition.units_by_name(&shown);
    let first = shown.first().map_or(Unit::PERCENT, |indicator| edition.unit(indicator));
    let mut reader = csv::Reader::from_reader(drawn.figure.csv.as_bytes());
    let Ok(header) = reader.headers().cloned() else { return Behind::default() };
    let records: Vec<csv::StringRecord> = reader.records().flatten().collect();
    let lines = records.iter().map(|record| {
        let fields: BTreeMap<&str, &str> = header.iter().zip(record.iter()).collect();
        let name = fields.get("indicator").copied().unwrap_or_default();
        Line { edition, unit: exact(units.get(name).unwrap_or(&first)), fields }
    });
    // On a map, lines that are no country are its circles.
    let (lines, circles): (Vec<Line<'_>>, Vec<Line<'_>>) =
        lines.partition(|line| ["", "country"].contains(&line.field("kind")));
    let has = |name: &str| header.iter().any(|field| field == name);
    let mut columns: Vec<&str> = NAMES.into_iter().filter(|name| has(name)).collect();
    let names = columns.len();
    columns.push("value");
    columns.extend(has("low").then_some("interval"));
    columns.push("n");
    let indicative = lines.iter().any(|line| line.field("indicative") == "yes");
    columns.extend(indicative.then_some("remark"));
    let circles = edition.count(circles.len() as u64);
    Behind {
        heads: columns.iter().map(|column| edition.say("column", column)).collect(),
        rows: lines
            .iter()
            .map(|line| columns.iter().map(|column| line.cell(column)).collect())
            .collect(),
        names,
        after: (circles != "0").then(|| edition.fill("page", "circles", &[("count", &circles)])),
    }
}

/// Columns of a figure's CSV that are names.
const NAMES: [&str; 5] = ["label", "indicator", "country", "series", "category"];

/// One line of the data behind a figure.
struct Line<'a> {
    edition: &'a Edition<'a>,
    fields: BTreeMap<&'a str, &'a str>,
    unit: Unit,
}

impl Line<'_> {
    fn field(&self, name: &str) -> &str {
        self.fields.get(name).copied().unwrap_or_default()
    }

    fn number(&self, name: &str) -> Option<f64> {
        self.field(name).parse().ok()
    }

    fn cell(&self, column: &str) -> String {
        let edition = self.edition;
        let told = match column {
            "value" => self
                .number("value")
                .map(|value| self.unit.full(edition.language, value))
                .or_else(|| self.absence()),
            "interval" => self
                .number("low")
                .zip(self.number("high"))
                .map(|(low, high)| interval(edition, &self.unit, low, high)),
            "n" => self.number("n").map(|n| edition.count(n as u64)),
            "remark" => {
                (self.field("indicative") == "yes").then(|| edition.say("mark", "indicative"))
            }
            name => Some(edition.polish(self.field(name))),
        };
        told.unwrap_or_else(|| edition.say("mark", "none"))
    }

    fn absence(&self) -> Option<String> {
        let found = ABSENCES.iter().find(|absence| absence.code() == self.field("reason"));
        found.map(|absence| absence.word(self.edition.language).into())
    }
}

const ABSENCES: [Absence; 5] = [
    Absence::NotReported,
    Absence::NotApplicable,
    Absence::Suppressed,
    Absence::TooFew,
    Absence::NoAnswer,
];

/// A unit with one more decimal for percentages: tables have room for it.
fn exact(unit: &Unit) -> Unit {
    match unit {
        Unit::Percent { .. } => Unit::Percent { decimals: 1 },
        other => other.clone(),
    }
}

fn interval(edition: &Edition<'_>, unit: &Unit, low: f64, high: f64) -> String {
    format!("{}–{}", unit.bare(edition.language, low), unit.bare(edition.language, high))
}

fn table_view(edition: &Edition<'_>, table: &Table) -> TableView {
    let groups = table.groups.iter().map(|group| GroupView {
        head: group.head.clone(),
        unit: group.rows.first().and_then(|row| told_unit(edition, &row.unit)),
        rows: group
            .rows
            .iter()
            .map(|row| RowView {
                label: row.label.clone(),
                unit: group.head.is_none().then(|| told_unit(edition, &row.unit)).flatten(),
                cells: row.cells.iter().map(|cell| cell_view(edition, cell)).collect(),
            })
            .collect(),
    });
    TableView {
        id: format!("table-{}", table.id),
        title: table.title.clone(),
        stem: format!("tables/{}.{}", table.id, edition.language.code()),
        columns: table.columns.clone(),
        groups: groups.collect(),
        notes: notes(edition, table),
    }
}

/// The unit under a name; percentages carry their sign already.
fn told_unit(edition: &Edition<'_>, unit: &str) -> Option<String> {
    (unit != edition.say("mark", "percent")).then(|| unit.into())
}

fn cell_view(edition: &Edition<'_>, cell: &Cell) -> CellView {
    let n = cell.n.map(|n| format!("n\u{a0}=\u{a0}{}", edition.count(n)));
    match cell.shown() {
        Err(absence) => {
            let words = format!("{}{}", absence.dash(), absence.word(edition.language));
            let n = n.filter(|_| absence == Absence::TooFew);
            CellView { value: None, interval: None, n, words }
        }
        Ok(value) => CellView {
            value: Some(cell.unit.full(edition.language, value.value)),
            interval: value
                .interval()
                .map(|(low, high)| format!("({})", interval(edition, &cell.unit, low, high))),
            n,
            words: marks(edition, &value).join(", "),
        },
    }
}

/// What the words in a table mean, as far as it has them.
fn notes(edition: &Edition<'_>, table: &Table) -> Vec<String> {
    let cells = || table.groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.cells);
    let absent = |absence: Absence| cells().any(|cell| cell.shown() == Err(absence));
    let shown = |is: fn(&analysis::chart::Value) -> bool| {
        cells().any(|cell| cell.shown().is_ok_and(|value| is(&value)))
    };
    let mut notes: Vec<String> =
        Some(table.note.clone()).into_iter().filter(|note| !note.is_empty()).collect();
    if shown(|value| value.indicative) {
        notes.push(edition.say("note", "indicative"));
    }
    if absent(Absence::TooFew) || shown(analysis::chart::Value::weak) {
        notes.push(edition.fill("note", "few", &thresholds(edition).each()));
    }
    let told = [
        (Absence::Suppressed, "suppressed"),
        (Absence::NotReported, "not_reported"),
        (Absence::NotApplicable, "not_applicable"),
        (Absence::NoAnswer, "no_answer"),
    ];
    notes.extend(
        told.iter()
            .filter(|(absence, _)| absent(*absence))
            .map(|(_, key)| edition.say("note", key)),
    );
    notes.extend(table.unplanned.clone());
    notes
}
