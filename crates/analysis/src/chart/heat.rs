//! A heat map: indicators down, countries across, darker where things are worse.

use super::bars::{colon, sentence, told};
use super::canvas::Area;
use super::colour::{Colour, EMPTY_CELL, GREY_TEXT, INK, ramp};
use super::data::{Absence, Datum, HIDDEN_BELOW, Unit, WEAK_BELOW};
use super::font::Face;
use super::frame::{Frame, LEFT, RIGHT, Sheet, drop, indicative_note, style};
use super::language::Language;
use super::layout::{Block, Label, SMALLEST, fit, fit_exactly};
use super::svg::{Align, Paint, TextStyle};
use super::table::Table;
use super::{ChartError, Figure, FigureError};

/// Indicators by country.
#[derive(Clone, Debug)]
pub struct HeatData {
    /// What stands around the plot.
    pub frame: Frame,
    /// Countries, from left to right.
    pub columns: Vec<Label>,
    /// Indicators, from top to bottom.
    pub rows: Vec<HeatRow>,
}

/// One indicator.
#[derive(Clone, Debug)]
pub struct HeatRow {
    /// What it is about.
    pub label: Label,
    /// How its numbers are written.
    pub unit: Unit,
    /// Which end is the worse one.
    pub direction: Direction,
    /// A number for each column, or why there is none.
    pub cells: Vec<Datum>,
}

/// Which end of a scale is the worse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is worse.
    HigherIsWorse,
    /// More is better.
    HigherIsBetter,
    /// Neither: cells are not shaded.
    Neither,
}

const LABEL: f64 = 14.0;
const VALUE: f64 = 14.0;
/// The same in narrow cells.
const NARROW_VALUE: f64 = 12.5;
const HEADER: f64 = 12.5;
const WIDEST_LABEL: f64 = 260.0;
const NARROWEST_LABEL: f64 = 150.0;
const WIDEST_CELL: f64 = 110.0;
const LEAST_ROW: f64 = 42.0;
const SPACE: f64 = 2.0;
const HATCH: Paint = Paint::Hatched(Colour(0xc4, 0xc4, 0xc4), Colour(0xfa, 0xfa, 0xfa));
const NOT_REPORTED: Colour = Colour(0xe4, 0xe4, 0xe2);

/// Draws a heat map.
///
/// # Errors
/// [`ChartError::NoRows`], [`ChartError::Columns`], [`ChartError::TooLong`],
/// [`ChartError::MissingGlyph`].
pub fn heat(data: &HeatData) -> Result<Figure, FigureError> {
    draw(data).map_err(|error| error.of(&data.frame))
}

fn draw(data: &HeatData) -> Result<Figure, ChartError> {
    if data.rows.is_empty() || data.columns.is_empty() {
        return Err(ChartError::NoRows);
    }
    for row in &data.rows {
        if row.cells.len() != data.columns.len() {
            let (found, expected) = (row.cells.len(), data.columns.len());
            return Err(ChartError::Columns { row: row.label.text.clone(), found, expected });
        }
    }
    let plan = Plan::measure(data)?;
    let mut sheet = Sheet::open(&data.frame, plan.all_indicative)?;
    let mut y = plan.header(&mut sheet)?;
    for row in &plan.rows {
        plan.row(&mut sheet, row, y)?;
        y += row.height;
    }
    sheet.top = y + 10.0;
    plan.key(&mut sheet)?;
    let bottom = sheet.top - 12.0;
    sheet.close(bottom, &plan.notes(), alternative(data), csv(data)?)
}

/// Everything measured, nothing drawn.
struct Plan<'a> {
    data: &'a HeatData,
    language: Language,
    rows: Vec<Row<'a>>,
    headers: Headers,
    left: f64,
    cell: f64,
    /// Size of the numbers, the same in every cell.
    value_size: f64,
    all_indicative: bool,
}

struct Row<'a> {
    source: &'a HeatRow,
    label: Block,
    texts: Vec<String>,
    height: f64,
}

/// Names of the columns: level where they fit, else turned, all alike.
enum Headers {
    Level(Vec<Block>),
    Upward(Vec<(String, f64)>),
}

impl<'a> Plan<'a> {
    fn measure(data: &'a HeatData) -> Result<Self, ChartError> {
        let language = data.frame.language;
        let columns = data.columns.len() as f64;
        // Columns want room for a name; labels give way down to a point.
        let wanted = (columns * 66.0).min(RIGHT - LEFT - NARROWEST_LABEL);
        let label_room = (RIGHT - LEFT - wanted - 12.0).clamp(NARROWEST_LABEL, WIDEST_LABEL);
        let mut labels = Vec::new();
        for row in &data.rows {
            labels.push(fit(&polished(&row.label, language), Face::Regular, LABEL, label_room, 8)?);
        }
        let label_width = labels.iter().map(|label| label.width).fold(0.0, f64::max);
        let left = LEFT + label_width + 12.0;
        let cell = ((RIGHT - left) / columns).min(WIDEST_CELL);
        let (value_size, texts) = values(data, cell - SPACE - 6.0)?;
        let rows = data.rows.iter().zip(labels).zip(texts).map(|((source, label), texts)| {
            let height = LEAST_ROW.max(label.height() + 8.0);
            Row { source, label, texts, height }
        });
        let shown: Vec<bool> = data
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .filter_map(|cell| cell.shown().ok())
            .map(|value| value.indicative)
            .collect();
        let all_indicative = !shown.is_empty() && shown.iter().all(|indicative| *indicative);
        let headers = Headers::measure(data, cell - 6.0)?;
        Ok(Plan {
            data,
            language,
            rows: rows.collect(),
            headers,
            left,
            cell,
            value_size,
            all_indicative,
        })
    }

    fn header(&self, sheet: &mut Sheet<'_>) -> Result<f64, ChartError> {
        let top = sheet.top;
        let bold = style(Face::Bold, HEADER, INK, Align::Centre);
        match &self.headers {
            Headers::Level(blocks) => {
                let height = blocks.iter().map(Block::height).fold(0.0, f64::max);
                for (index, block) in blocks.iter().enumerate() {
                    let at = (self.middle(index), top + height - block.height());
                    sheet.canvas.block(block, at, bold)?;
                }
                Ok(top + height + 5.0)
            }
            Headers::Upward(names) => {
                let height = names.iter().map(|(_, width)| *width).fold(0.0, f64::max);
                for (index, (name, _)) in names.iter().enumerate() {
                    let at = (self.middle(index) + drop(HEADER), top + height);
                    let set = TextStyle { upward: true, align: Align::Left, ..bold };
                    sheet.canvas.text(name, at, set)?;
                }
                Ok(top + height + 7.0)
            }
        }
    }

    fn row(&self, sheet: &mut Sheet<'_>, row: &Row<'_>, top: f64) -> Result<(), ChartError> {
        let at = (self.left - 12.0, top + row.height / 2.0 - row.label.height() / 2.0);
        sheet.canvas.block(&row.label, at, style(Face::Regular, LABEL, INK, Align::Right))?;
        let scale = Scale::of(row.source);
        for (index, datum) in row.source.cells.iter().enumerate() {
            let left = self.left + index as f64 * self.cell;
            let area = Area {
                left,
                top,
                right: left + self.cell - SPACE,
                bottom: top + row.height - SPACE,
            };
            let name = format!("{}, {}", row.source.label.text, self.data.columns[index].text);
            sheet.canvas.open_group(&told(&name, datum, &row.source.unit, self.language));
            self.cell(sheet, area, datum, &row.texts[index], &scale)?;
            sheet.canvas.close_group();
        }
        Ok(())
    }

    fn cell(
        &self,
        sheet: &mut Sheet<'_>,
        area: Area,
        datum: &Datum,
        text: &str,
        scale: &Scale,
    ) -> Result<(), ChartError> {
        let (paint, face, colour) = match datum.shown() {
            Ok(value) => {
                let ground = scale.colour(value.value);
                let face =
                    if value.weak() || value.indicative { Face::Italic } else { Face::Regular };
                (Paint::Solid(ground), face, ground.text_on())
            }
            Err(Absence::NotApplicable) => (HATCH, Face::Regular, INK),
            Err(Absence::NotReported) => (Paint::Solid(NOT_REPORTED), Face::Regular, INK),
            Err(_) => (Paint::Solid(EMPTY_CELL), Face::Regular, GREY_TEXT),
        };
        sheet.canvas.rectangle(area, paint)?;
        let at = (
            (area.left + area.right) / 2.0,
            (area.top + area.bottom) / 2.0 + drop(self.value_size),
        );
        sheet.canvas.text(text, at, style(face, self.value_size, colour, Align::Centre))
    }

    /// Says what the shades and the cells without a number mean.
    fn key(&self, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        let language = self.language;
        let mut entries: Vec<(Label, Paint)> = Vec::new();
        if self.rows.iter().any(|row| row.source.direction != Direction::Neither) {
            let better = language.pick("plus favorable", "more favourable", "mais favorável");
            let worse = language.pick("moins favorable", "less favourable", "menos favorável");
            entries.push((better.into(), Paint::Solid(ramp(0.08))));
            entries.push((worse.into(), Paint::Solid(ramp(0.95))));
        }
        if self.absent(Absence::NotApplicable) {
            entries.push((Absence::NotApplicable.word(language).into(), HATCH));
        }
        if self.absent(Absence::NotReported) {
            let text = language.pick(
                "n. t. : n’a rien transmis",
                "n.r.: not reported",
                "s. d.: não enviou dados",
            );
            entries.push((text.into(), Paint::Solid(NOT_REPORTED)));
        }
        if entries.is_empty() { Ok(()) } else { sheet.legend(&entries) }
    }

    fn absent(&self, absence: Absence) -> bool {
        self.cells().any(|cell| cell.shown() == Err(absence))
    }

    fn cells(&self) -> impl Iterator<Item = &Datum> {
        self.data.rows.iter().flat_map(|row| &row.cells)
    }

    fn middle(&self, column: usize) -> f64 {
        self.left + column as f64 * self.cell + (self.cell - SPACE) / 2.0
    }

    fn notes(&self) -> Vec<String> {
        let language = self.language;
        let mut notes: Vec<String> = Vec::new();
        let dashes = [
            (
                Absence::TooFew,
                language.pick(
                    "moins de {} réponses",
                    "fewer than {} answers",
                    "menos de {} respostas",
                ),
            ),
            (Absence::Suppressed, Absence::Suppressed.word(language)),
            (Absence::NoAnswer, Absence::NoAnswer.word(language)),
        ];
        let dashes: Vec<String> = dashes
            .iter()
            .filter(|(absence, _)| self.absent(*absence))
            .map(|(_, text)| text.replace("{}", &HIDDEN_BELOW.to_string()))
            .collect();
        if !dashes.is_empty() {
            let or = language.pick(" ou ", " or ", " ou ");
            let dash = language.pick("« – »", "“–”", "«–»");
            notes.push(format!("{dash}{}{}.", colon(language), dashes.join(or)));
        }
        let shown = || self.cells().filter_map(|cell| cell.shown().ok());
        let counts: Vec<u64> = shown().filter_map(|value| value.n).collect();
        if let (Some(least), Some(most)) = (counts.iter().min(), counts.iter().max()) {
            let (of, to) = language.pick(
                ("Réponses par case\u{a0}: ", " à "),
                ("Answers per cell: ", " to "),
                ("Respostas por célula: ", " a "),
            );
            let range = if least == most {
                language.count(*least)
            } else {
                format!("{}{to}{}", language.count(*least), language.count(*most))
            };
            notes.push(format!("{of}{range}."));
        }
        if shown().any(|value| value.weak()) {
            let text = language.pick(
                "Italique : moins de {} réponses.",
                "Italics: fewer than {} answers.",
                "Itálico: menos de {} respostas.",
            );
            notes.push(text.replace("{}", &WEAK_BELOW.to_string()));
        }
        if shown().any(|value| value.indicative) && !self.all_indicative {
            let italics = language.pick("Italique aussi", "Italics also", "Itálico também");
            notes.push(format!("{italics}{}{}", colon(language), indicative_note(language)));
        }
        if self.rows.iter().any(|row| row.source.direction == Direction::Neither) {
            notes.push(
                language
                    .pick(
                        "Sans teinte : indicateur ni favorable ni défavorable.",
                        "Not shaded: neither end is the better one.",
                        "Sem cor: indicador nem favorável nem desfavorável.",
                    )
                    .into(),
            );
        }
        notes
    }
}

impl Headers {
    /// Level in three lines or fewer, all of one size; else upward.
    fn measure(data: &HeatData, width: f64) -> Result<Self, ChartError> {
        let language = data.frame.language;
        let labels: Vec<Label> =
            data.columns.iter().map(|label| polished(label, language)).collect();
        let sizes = [1.0, 0.95, 0.9, SMALLEST].map(|share| (HEADER * share * 10.0).round() / 10.0);
        // A name is cut short only when it needs the smallest size or none would do.
        let mut wanted = Vec::new();
        for label in &labels {
            let whole = Label::from(label.text.as_str());
            let fits = fit_exactly(&whole, Face::Bold, sizes[2], width, 3)?.is_some();
            wanted.push(if fits { whole } else { label.clone() });
        }
        for size in sizes {
            let mut blocks = Vec::new();
            for label in &wanted {
                blocks.extend(fit_exactly(label, Face::Bold, size, width, 3)?);
            }
            if blocks.len() == labels.len() {
                return Ok(Headers::Level(blocks));
            }
        }
        let mut names = Vec::new();
        for label in &labels {
            let name = label.short.clone().unwrap_or_else(|| label.text.clone());
            let width = Face::Bold.width(&name, HEADER)?;
            if width > 260.0 {
                return Err(ChartError::TooLong { text: name, width: 260 });
            }
            names.push((name, width));
        }
        Ok(Headers::Upward(names))
    }
}

/// The texts of all cells and the one size in which the longest fits: first as they
/// are, then in thousands and millions.
fn values(data: &HeatData, width: f64) -> Result<(f64, Vec<Vec<String>>), ChartError> {
    let language = data.frame.language;
    let mut longest = String::new();
    for compact in [false, true] {
        let texts: Vec<Vec<String>> = data
            .rows
            .iter()
            .map(|row| {
                row.cells.iter().map(|cell| cell_text(row, cell, language, compact)).collect()
            })
            .collect();
        let normal = if width < 50.0 { NARROW_VALUE } else { VALUE };
        for size in [normal, normal * 0.93, normal * SMALLEST] {
            let size = (size * 10.0).round() / 10.0;
            let mut fits = true;
            for text in texts.iter().flatten() {
                if Face::Regular.width(text, size)? > width {
                    fits = false;
                    longest.clone_from(text);
                }
            }
            if fits {
                return Ok((size, texts));
            }
        }
    }
    Err(ChartError::TooLong { text: longest, width: width as u32 })
}

fn cell_text(row: &HeatRow, cell: &Datum, language: Language, compact: bool) -> String {
    match cell.shown() {
        Ok(value) => match &row.unit {
            Unit::Number { .. } if compact && value.value.abs() >= 10_000.0 => {
                language.compact(value.value)
            }
            Unit::Number { .. } if compact && value.value.abs() >= 100.0 => {
                language.number(value.value, 0)
            }
            unit => unit.bare(language, value.value),
        },
        Err(Absence::NotApplicable) => String::new(),
        Err(Absence::NotReported) => language.pick("n.\u{a0}t.", "n.r.", "s.\u{a0}d.").into(),
        Err(_) => "–".into(),
    }
}

/// From numbers to shades: shares by themselves, other numbers within their row.
struct Scale {
    low: f64,
    high: f64,
    direction: Direction,
}

impl Scale {
    fn of(row: &HeatRow) -> Self {
        let (mut low, mut high) = (0.0, 1.0);
        if matches!(row.unit, Unit::Number { .. }) {
            (low, high) = (f64::INFINITY, f64::NEG_INFINITY);
            for value in row.cells.iter().filter_map(|cell| cell.shown().ok()) {
                low = value.value.min(low);
                high = value.value.max(high);
            }
        }
        Scale { low, high, direction: row.direction }
    }

    fn colour(&self, value: f64) -> Colour {
        let place =
            if self.high > self.low { (value - self.low) / (self.high - self.low) } else { 0.3 };
        match self.direction {
            Direction::HigherIsWorse => ramp(place),
            Direction::HigherIsBetter => ramp(1.0 - place),
            Direction::Neither => EMPTY_CELL,
        }
    }
}

fn polished(label: &Label, language: Language) -> Label {
    Label {
        text: language.polish(&label.text),
        short: label.short.as_deref().map(|short| language.polish(short)),
    }
}

/// For each indicator the lowest and the highest, and who has no number.
fn alternative(data: &HeatData) -> String {
    let language = data.frame.language;
    let kind = language.pick("Carte de chaleur", "Heat map", "Mapa de calor");
    let rows: Vec<String> = data.rows.iter().map(|row| row_told(data, row)).collect();
    format!(
        "{kind}. {} {}. {}.",
        sentence(&data.frame.title),
        data.frame.subtitle.trim_end_matches('.'),
        rows.join("; ")
    )
}

fn row_told(data: &HeatData, row: &HeatRow) -> String {
    let language = data.frame.language;
    let mut values: Vec<(f64, &str)> = Vec::new();
    let mut absent: Vec<(Absence, &str)> = Vec::new();
    for (cell, column) in row.cells.iter().zip(&data.columns) {
        match cell.shown() {
            Ok(value) => values.push((value.value, &column.text)),
            Err(absence) => absent.push((absence, &column.text)),
        }
    }
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    absent.sort();
    let mut parts = Vec::new();
    if let (Some(low), Some(high)) = (values.first(), values.last()) {
        let one =
            |(value, name): &(f64, &str)| format!("{} ({name})", row.unit.full(language, *value));
        if values.len() == 1 {
            parts.push(one(low));
        } else {
            let (from, to) = language.pick(("de ", " à "), ("from ", " to "), ("de ", " a "));
            parts.push(format!("{from}{}{to}{}", one(low), one(high)));
        }
    }
    parts.extend(absent.iter().map(|(absence, name)| format!("{name} {}", absence.word(language))));
    format!("{}{}{}", row.label.text, colon(language), parts.join(", "))
}

fn csv(data: &HeatData) -> Result<String, ChartError> {
    let mut table = Table::of_data(&["indicator", "country"]);
    for row in &data.rows {
        for (cell, column) in row.cells.iter().zip(&data.columns) {
            table.row(&[&row.label.text, &column.text], cell);
        }
    }
    table.finish()
}
