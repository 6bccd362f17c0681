//! Horizontal bars with their intervals: one number a country.

use super::axis::Axis;
use super::canvas::Area;
use super::colour::{BLUE, Colour, DARK_BAR, GREY_BAR, GREY_TEXT, GRID, INK, WHITE};
use super::data::{Absence, Datum, HIDDEN_BELOW, Unit, Value, WEAK_BELOW};
use super::font::Face;
use super::frame::{Frame, LEFT, RIGHT, Sheet, drop, indicative_note, style};
use super::language::Language;
use super::layout::{Block, Label, fit};
use super::svg::{Align, Paint};
use super::table::Table;
use super::{ChartError, Figure, FigureError};

/// Bars, one a row.
#[derive(Clone, Debug)]
pub struct BarsData {
    /// What stands around the plot.
    pub frame: Frame,
    /// How numbers are written.
    pub unit: Unit,
    /// The bars, from top to bottom.
    pub rows: Vec<BarRow>,
    /// Everyone together, drawn apart.
    pub overall: Option<BarRow>,
    /// Coverage of the intervals, such as 0.95, for the note.
    pub confidence: Option<f64>,
}

/// One bar.
#[derive(Clone, Debug)]
pub struct BarRow {
    /// What it is about.
    pub label: Label,
    /// Its number.
    pub datum: Datum,
}

const LABEL: f64 = 14.0;
const VALUE: f64 = 14.0;
const SMALL: f64 = 12.5;
const BAR: f64 = 20.0;
const LEAST_ROW: f64 = 34.0;
const WIDEST_LABEL: f64 = 280.0;
/// Distance from the end of a bar or interval to its number.
const GAP: f64 = 8.0;

/// Draws bars.
///
/// # Errors
/// [`ChartError::NoRows`], [`ChartError::TooLong`], [`ChartError::MissingGlyph`].
pub fn bars(data: &BarsData) -> Result<Figure, FigureError> {
    draw(data).map_err(|error| error.of(&data.frame))
}

fn draw(data: &BarsData) -> Result<Figure, ChartError> {
    if data.rows.is_empty() {
        return Err(ChartError::NoRows);
    }
    let plan = Plan::measure(data)?;
    let mut sheet = Sheet::open(&data.frame, plan.all_indicative)?;
    let top = plan.axis(&mut sheet)?;
    let mut y = top;
    for row in &plan.rows {
        if row.overall {
            y += 6.0;
            sheet.canvas.line(&[(LEFT, y), (RIGHT, y)], GRID, 1.0)?;
            y += 6.0;
        }
        plan.row(&mut sheet, row, y)?;
        y += row.height;
    }
    let zero = plan.x(0.0);
    sheet.canvas.line(&[(zero, top - 4.0), (zero, y)], INK, 1.4)?;
    let notes = plan.notes(data);
    sheet.close(y, &notes, alternative(data), csv(data)?)
}

/// Everything measured, nothing drawn.
struct Plan<'a> {
    unit: &'a Unit,
    language: Language,
    rows: Vec<Row<'a>>,
    axis: Axis,
    ticks: Vec<(f64, String)>,
    /// Edges of the plot.
    left: f64,
    right: f64,
    all_indicative: bool,
}

struct Row<'a> {
    source: &'a BarRow,
    label: Block,
    shown: Result<Value, Absence>,
    /// The number as printed, and the word behind it.
    number: (String, String),
    overall: bool,
    height: f64,
}

impl<'a> Plan<'a> {
    fn measure(data: &'a BarsData) -> Result<Self, ChartError> {
        let language = data.frame.language;
        let all = || {
            data.rows
                .iter()
                .map(|row| (row, false))
                .chain(data.overall.iter().map(|row| (row, true)))
        };
        let values: Vec<Value> = all().filter_map(|(row, _)| row.datum.shown().ok()).collect();
        let all_indicative = !values.is_empty() && values.iter().all(|value| value.indicative);
        let mut rows = Vec::new();
        for (row, overall) in all() {
            rows.push(Row::measure(row, overall, data, all_indicative)?);
        }
        let label_width = rows.iter().map(|row| row.label.width).fold(0.0, f64::max);
        let left = LEFT + label_width + 12.0;
        let mut n_width = Face::Regular.width("n", SMALL)?;
        for value in &values {
            n_width = n_width.max(Face::Regular.width(&n_text(language, value), SMALL)?);
        }
        let limit = RIGHT - n_width - 16.0;
        let extremes = values.iter().flat_map(|value| {
            let (low, high) = value.interval().unwrap_or((value.value, value.value));
            [value.value, low, high]
        });
        let extremes: Vec<f64> = extremes.collect();
        let mut plan = Plan {
            unit: &data.unit,
            language,
            rows,
            axis: Axis::covering([], 4),
            ticks: vec![],
            left,
            right: left,
            all_indicative,
        };
        plan.fit_axis(&extremes, limit)?;
        Ok(plan)
    }

    /// Finds the ticks whose words stand apart, and the widest plot beside whose bars
    /// the numbers find room.
    fn fit_axis(&mut self, values: &[f64], limit: f64) -> Result<(), ChartError> {
        let tries = [(4, true), (4, false), (3, false), (2, false), (1, false)];
        for (most, with_unit) in tries {
            self.axis = Axis::covering(values.iter().copied(), most);
            self.right = self.widest(limit)?;
            self.ticks = tick_texts(&self.axis, self.unit, self.language, with_unit);
            let last = self.ticks.last().map_or("", |tick| &tick.1);
            self.right = self.right.min(limit - Face::Regular.width(last, SMALL)? / 2.0);
            let mut end = f64::NEG_INFINITY;
            let mut apart = true;
            for (value, text) in &self.ticks {
                let half = Face::Regular.width(text, SMALL)? / 2.0;
                apart &= self.x(*value) - half > end + 10.0;
                end = self.x(*value) + half;
            }
            if apart && self.right - self.left >= 120.0 {
                return Ok(());
            }
        }
        let text = self.ticks.last().map_or(String::new(), |tick| tick.1.clone());
        Err(ChartError::TooLong { text, width: (self.right - self.left).max(0.0) as u32 })
    }

    fn widest(&self, limit: f64) -> Result<f64, ChartError> {
        let mut width = limit - self.left;
        for row in &self.rows {
            let Ok(value) = row.shown else { continue };
            let share = self.axis.place(
                value.interval().map_or(value.value, |ends| ends.1.max(value.value)).max(0.0),
            );
            let room = limit - self.left - GAP - row.number_width()?;
            if share > 0.0 {
                width = width.min(room / share);
            }
        }
        Ok(self.left + width)
    }

    fn x(&self, value: f64) -> f64 {
        self.left + self.axis.place(value) * (self.right - self.left)
    }

    /// Draws ticks and grid; returns where the first row begins.
    fn axis(&self, sheet: &mut Sheet<'_>) -> Result<f64, ChartError> {
        let baseline = sheet.top + SMALL;
        let top = baseline + 10.0;
        let bottom = top
            + self
                .rows
                .iter()
                .map(|row| row.height + if row.overall { 12.0 } else { 0.0 })
                .sum::<f64>();
        for (value, text) in &self.ticks {
            let x = self.x(*value);
            sheet.canvas.line(&[(x, top - 4.0), (x, bottom)], GRID, 1.0)?;
            sheet.canvas.text(
                text,
                (x, baseline),
                style(Face::Regular, SMALL, GREY_TEXT, Align::Centre),
            )?;
        }
        sheet.canvas.text(
            "n",
            (RIGHT, baseline),
            style(Face::Regular, SMALL, GREY_TEXT, Align::Right),
        )?;
        Ok(top)
    }

    fn row(&self, sheet: &mut Sheet<'_>, row: &Row<'_>, top: f64) -> Result<(), ChartError> {
        let middle = top + row.height / 2.0;
        sheet.canvas.open_group(&told(
            &row.source.label.text,
            &row.source.datum,
            self.unit,
            self.language,
        ));
        let at = (self.left - 12.0, middle - row.label.height() / 2.0);
        sheet.canvas.block(&row.label, at, style(row.label.face, LABEL, INK, Align::Right))?;
        match row.shown {
            Ok(value) => self.bar(sheet, row, &value, middle)?,
            Err(absence) => {
                let text = format!("{}{}", absence.dash(), absence.word(self.language));
                let set = style(Face::Italic, 13.0, GREY_TEXT, Align::Left);
                let set = super::svg::TextStyle { halo: true, ..set };
                sheet.canvas.text(&text, (self.x(0.0) + GAP, middle + drop(13.0)), set)?;
            }
        }
        sheet.canvas.close_group();
        Ok(())
    }

    fn bar(
        &self,
        sheet: &mut Sheet<'_>,
        row: &Row<'_>,
        value: &Value,
        middle: f64,
    ) -> Result<(), ChartError> {
        let (zero, end) = (self.x(0.0), self.x(value.value));
        let area = Area {
            left: zero.min(end),
            top: middle - BAR / 2.0,
            right: zero.max(end),
            bottom: middle + BAR / 2.0,
        };
        sheet.canvas.rectangle(area, self.paint(row, value))?;
        let mut from = zero.max(end);
        if let Some((low, high)) = value.interval() {
            let (low, high) = (self.x(low), self.x(high));
            from = from.max(high);
            interval(sheet, (low, high), middle)?;
        }
        let set =
            super::svg::TextStyle { halo: true, ..style(Face::Bold, VALUE, INK, Align::Left) };
        sheet.canvas.text(&row.number.0, (from + GAP, middle + drop(VALUE)), set)?;
        if !row.number.1.is_empty() {
            let x = from + GAP + Face::Bold.width(&row.number.0, VALUE)? + 6.0;
            let set = super::svg::TextStyle {
                halo: true,
                ..style(Face::Italic, 12.0, GREY_TEXT, Align::Left)
            };
            sheet.canvas.text(&row.number.1, (x, middle + drop(VALUE)), set)?;
        }
        let set = style(Face::Regular, SMALL, GREY_TEXT, Align::Right);
        sheet.canvas.text(&n_text(self.language, value), (RIGHT, middle + drop(SMALL)), set)
    }

    fn paint(&self, row: &Row<'_>, value: &Value) -> Paint {
        let colour = if value.weak() {
            GREY_BAR
        } else if row.overall {
            DARK_BAR
        } else {
            BLUE
        };
        if value.indicative && !self.all_indicative {
            Paint::Hatched(colour, Colour(0xe8, 0xef, 0xf5))
        } else {
            Paint::Solid(colour)
        }
    }

    fn notes(&self, data: &BarsData) -> Vec<String> {
        let shown: Vec<&Value> =
            self.rows.iter().filter_map(|row| row.shown.as_ref().ok()).collect();
        let mut notes = Vec::new();
        if shown.iter().any(|value| value.interval().is_some()) {
            notes.push(interval_note(self.language, data.confidence));
        }
        if shown.iter().any(|value| value.indicative) && !self.all_indicative {
            notes.push(indicative_note(self.language).into());
        }
        notes.extend(small_notes(
            self.language,
            shown.iter().any(|value| value.weak()),
            self.rows.iter().filter_map(|row| row.shown.err()),
        ));
        notes
    }
}

impl<'a> Row<'a> {
    fn measure(
        source: &'a BarRow,
        overall: bool,
        data: &BarsData,
        all_indicative: bool,
    ) -> Result<Self, ChartError> {
        let language = data.frame.language;
        let label = Label {
            text: language.polish(&source.label.text),
            short: source.label.short.as_deref().map(|short| language.polish(short)),
        };
        let face = if overall { Face::Bold } else { Face::Regular };
        let label = fit(&label, face, LABEL, WIDEST_LABEL, 8)?;
        let shown = source.datum.shown();
        let number = match &shown {
            Ok(value) => {
                let word = if value.indicative && !all_indicative {
                    language.pick("indicatif", "indicative", "indicativo")
                } else {
                    ""
                };
                (data.unit.bare(language, value.value), word.into())
            }
            Err(_) => (String::new(), String::new()),
        };
        let height = LEAST_ROW.max(label.height() + 10.0);
        Ok(Row { source, label, shown, number, overall, height })
    }

    fn number_width(&self) -> Result<f64, ChartError> {
        let word = if self.number.1.is_empty() {
            0.0
        } else {
            6.0 + Face::Italic.width(&self.number.1, 12.0)?
        };
        Ok(Face::Bold.width(&self.number.0, VALUE)? + word)
    }
}

/// A thin line with ends, rimmed in white so that it shows on any bar.
fn interval(sheet: &mut Sheet<'_>, ends: (f64, f64), y: f64) -> Result<(), ChartError> {
    let (low, high) = ends;
    for (colour, width) in [(WHITE, 2.8), (INK, 1.6)] {
        sheet.canvas.line(&[(low, y), (high, y)], colour, width)?;
        for x in [low, high] {
            sheet.canvas.line(&[(x, y - 5.0), (x, y + 5.0)], colour, width)?;
        }
    }
    Ok(())
}

/// The words under the ticks; the last carries the unit.
pub(crate) fn tick_texts(
    axis: &Axis,
    unit: &Unit,
    language: Language,
    with_unit: bool,
) -> Vec<(f64, String)> {
    let last = axis.ticks.len().saturating_sub(1);
    axis.ticks
        .iter()
        .enumerate()
        .map(|(index, &value)| {
            let mut text = match unit {
                Unit::Percent { .. } => language.number(value * 100.0, axis.decimals(100.0)),
                Unit::Number { .. } if axis.high.abs().max(axis.low.abs()) >= 1e6 => {
                    language.compact(value)
                }
                Unit::Number { .. } => language.number(value, axis.decimals(1.0)),
            };
            if index == last && with_unit {
                text.push_str(&unit.suffix(language));
            }
            (value, text)
        })
        .collect()
}

fn n_text(language: Language, value: &Value) -> String {
    value.n.map_or(String::new(), |n| language.count(n))
}

/// `label: number`, as read aloud.
pub(crate) fn told(label: &str, datum: &Datum, unit: &Unit, language: Language) -> String {
    format!("{}{}{}", language.polish(label), colon(language), unit.tell(language, datum))
}

/// A colon with its spaces.
pub(crate) fn colon(language: Language) -> &'static str {
    language.pick("\u{a0}: ", ": ", ": ")
}

pub(crate) fn interval_note(language: Language, confidence: Option<f64>) -> String {
    let line = language.pick(
        "Trait fin : intervalle de confiance",
        "Thin line: confidence interval",
        "Linha fina: intervalo de confiança",
    );
    match confidence {
        Some(level) => {
            let at = language.pick(" à ", " at ", " de ");
            format!("{line}{at}{}.", language.percent(level, 0))
        }
        None => format!("{line}."),
    }
}

/// What grey and a dash mean, when they occur.
pub(crate) fn small_notes(
    language: Language,
    weak: bool,
    absences: impl Iterator<Item = Absence>,
) -> Vec<String> {
    let mut notes = Vec::new();
    if weak {
        let text = language.pick(
            "Grisé : moins de {} réponses.",
            "Grey: fewer than {} answers.",
            "Cinzento: menos de {} respostas.",
        );
        notes.push(text.replace("{}", &WEAK_BELOW.to_string()));
    }
    let absences: Vec<Absence> = absences.collect();
    if absences.contains(&Absence::TooFew) {
        let text = language.pick(
            "« – » : moins de {} réponses, valeur non publiée.",
            "“–”: fewer than {} answers, value not published.",
            "«–»: menos de {} respostas, valor não publicado.",
        );
        notes.push(text.replace("{}", &HIDDEN_BELOW.to_string()));
    }
    notes
}

fn alternative(data: &BarsData) -> String {
    let language = data.frame.language;
    let kind = language.pick("Diagramme en barres", "Bar chart", "Gráfico de barras");
    let rows: Vec<String> = data
        .rows
        .iter()
        .chain(&data.overall)
        .map(|row| told(&row.label.text, &row.datum, &data.unit, language))
        .collect();
    format!(
        "{kind}. {} {}. {}.",
        sentence(&data.frame.title),
        data.frame.subtitle.trim_end_matches('.'),
        rows.join("; ")
    )
}

/// A text with the stop at its end.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', '…']) { text.into() } else { format!("{text}.") }
}

fn csv(data: &BarsData) -> Result<String, ChartError> {
    let mut table = Table::of_data(&["label"]);
    for row in data.rows.iter().chain(&data.overall) {
        table.row(&[&row.label.text], &row.datum);
    }
    table.finish()
}
