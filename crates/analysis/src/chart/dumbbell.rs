//! Two numbers a row, such as women and men, and the gap between them.

use super::axis::Axis;
use super::bars::{colon, interval_note, sentence, small_notes, tick_texts};
use super::canvas::filled;
use super::colour::{Colour, DEEP_BLUE, DEEP_ORANGE, GREY_TEXT, GRID, INK};
use super::data::{Absence, Datum, Unit, Value, WEAK_BELOW};
use super::font::Face;
use super::frame::{Frame, LEFT, RIGHT, Sheet, drop, indicative_note, style};
use super::language::Language;
use super::layout::{Block, Label, fit};
use super::svg::{Align, TextStyle};
use super::table::Table;
use super::{ChartError, Figure, FigureError};

/// Two numbers a row.
#[derive(Clone, Debug)]
pub struct DumbbellData {
    /// What stands around the plot.
    pub frame: Frame,
    /// How numbers are written.
    pub unit: Unit,
    /// What the two numbers are, such as "Women" and "Men". The gap is the second
    /// less the first.
    pub series: [Label; 2],
    /// The pairs, from top to bottom.
    pub rows: Vec<DumbbellRow>,
    /// Everyone together, drawn apart.
    pub overall: Option<DumbbellRow>,
    /// Coverage of the intervals, such as 0.95, for the note.
    pub confidence: Option<f64>,
}

/// One pair.
#[derive(Clone, Debug)]
pub struct DumbbellRow {
    /// What it is about.
    pub label: Label,
    /// Its two numbers.
    pub values: [Datum; 2],
}

const LABEL: f64 = 14.0;
const VALUE: f64 = 13.0;
const SMALL: f64 = 12.5;
const LEAST_ROW: f64 = 36.0;
const WIDEST_LABEL: f64 = 270.0;
const DOT: f64 = 7.0;
/// Distance from a dot or interval to its number.
const ASIDE: f64 = 6.0;
const BAR: Colour = Colour(0xc3, 0xc9, 0xce);
const COLOURS: [Colour; 2] = [DEEP_ORANGE, DEEP_BLUE];

/// Draws pairs.
///
/// # Errors
/// [`ChartError::NoRows`], [`ChartError::TooLong`], [`ChartError::MissingGlyph`].
pub fn dumbbell(data: &DumbbellData) -> Result<Figure, FigureError> {
    draw(data).map_err(|error| error.of(&data.frame))
}

fn draw(data: &DumbbellData) -> Result<Figure, ChartError> {
    if data.rows.is_empty() {
        return Err(ChartError::NoRows);
    }
    let plan = Plan::measure(data)?;
    let mut sheet = Sheet::open(&data.frame, plan.all_indicative)?;
    let top = plan.header(&mut sheet)?;
    let bottom = top + plan.rows.iter().map(Row::room).sum::<f64>();
    for (value, text) in &plan.ticks {
        let x = plan.x(*value);
        sheet.canvas.line(&[(x, top - 2.0), (x, bottom)], GRID, 1.0)?;
        let at = (x, bottom + 5.0 + SMALL);
        sheet.canvas.text(text, at, style(Face::Regular, SMALL, GREY_TEXT, Align::Centre))?;
    }
    let mut y = top;
    for row in &plan.rows {
        if row.overall {
            sheet.canvas.line(&[(LEFT, y + 6.0), (RIGHT, y + 6.0)], GRID, 1.0)?;
        }
        plan.row(&mut sheet, row, y + row.room() - row.height)?;
        y += row.room();
    }
    sheet.close(bottom + 22.0, &plan.notes(), alternative(data), csv(data)?)
}

/// Everything measured, nothing drawn.
struct Plan<'a> {
    data: &'a DumbbellData,
    language: Language,
    rows: Vec<Row<'a>>,
    axis: Axis,
    ticks: Vec<(f64, String)>,
    left: f64,
    right: f64,
    /// Left edge of the gap column.
    gap_left: f64,
    gap_right: f64,
    gap_header: Block,
    all_indicative: bool,
}

struct Row<'a> {
    source: &'a DumbbellRow,
    label: Block,
    overall: bool,
    height: f64,
    gap: String,
    n: String,
}

impl Row<'_> {
    /// Height with the space that sets everyone together apart.
    fn room(&self) -> f64 {
        self.height + if self.overall { 12.0 } else { 0.0 }
    }
}

impl<'a> Plan<'a> {
    fn measure(data: &'a DumbbellData) -> Result<Self, ChartError> {
        let language = data.frame.language;
        let all = || {
            data.rows
                .iter()
                .map(|row| (row, false))
                .chain(data.overall.iter().map(|row| (row, true)))
        };
        let mut rows = Vec::new();
        for (source, overall) in all() {
            rows.push(Row::measure(source, overall, data)?);
        }
        let values: Vec<Value> = all()
            .flat_map(|(row, _)| row.values.iter())
            .filter_map(|datum| datum.shown().ok())
            .collect();
        let all_indicative = !values.is_empty() && values.iter().all(|value| value.indicative);
        let label_width = rows.iter().map(|row| row.label.width).fold(0.0, f64::max);
        let gap_header = fit(&gap_header(data), Face::Regular, SMALL, 84.0, 3)?;
        let mut gap_width = gap_header.width;
        for row in &rows {
            gap_width = gap_width.max(Face::Bold.width(&row.gap, LABEL)?);
        }
        let mut n_width = Face::Regular.width("n", SMALL)?;
        for row in &rows {
            n_width = n_width.max(Face::Regular.width(&row.n, SMALL)?);
        }
        let left = LEFT + label_width + 14.0;
        let n_left = RIGHT - n_width;
        let gap_right = n_left - 18.0;
        let gap_left = gap_right - gap_width;
        let axis = Axis::covering([], 4);
        let mut plan = Plan {
            data,
            language,
            rows,
            axis,
            ticks: vec![],
            left,
            right: gap_left,
            gap_left,
            gap_right,
            gap_header,
            all_indicative,
        };
        plan.fit_axis()?;
        Ok(plan)
    }

    fn fit_axis(&mut self) -> Result<(), ChartError> {
        let language = self.language;
        let limit = self.gap_left - 14.0;
        let numbers: Vec<f64> = self.shown().map(|(_, value)| value.value).collect();
        // A number stands outside its dot on both sides of a pair.
        let mut side = 0.0f64;
        for number in &numbers {
            side = side.max(Face::Regular.width(&self.data.unit.bare(language, *number), VALUE)?);
        }
        let start = self.left;
        let side = side + DOT + ASIDE + 2.0;
        let extremes: Vec<f64> = self
            .shown()
            .flat_map(|(_, value)| {
                let (low, high) = value.interval().unwrap_or((value.value, value.value));
                [low, value.value, high]
            })
            .collect();
        for (most, with_unit) in [(4, true), (4, false), (3, false), (2, false), (1, false)] {
            self.axis = Axis::covering(extremes.iter().copied(), most);
            self.ticks = tick_texts(&self.axis, &self.data.unit, language, with_unit);
            let half = |text: &str| Face::Regular.width(text, SMALL).map(|width| width / 2.0);
            let first = self.ticks.first().map_or(Ok(0.0), |tick| half(&tick.1))?;
            let last = self.ticks.last().map_or(Ok(0.0), |tick| half(&tick.1))?;
            self.left = start + side.max(first);
            // The number of the farthest end still finds room; the last tick too.
            let far = extremes.iter().map(|&value| self.axis.place(value)).fold(0.0, f64::max);
            let room = limit - side - self.left;
            self.right = (self.left + room / far.max(1e-6)).min(limit - last);
            let (mut end, mut apart) = (f64::NEG_INFINITY, true);
            for (value, text) in &self.ticks {
                apart &= self.x(*value) - half(text)? > end + 10.0;
                end = self.x(*value) + half(text)?;
            }
            if apart && self.right - self.left >= 100.0 {
                return Ok(());
            }
        }
        let text = self.ticks.last().map_or(String::new(), |tick| tick.1.clone());
        Err(ChartError::TooLong { text, width: (self.right - self.left).max(0.0) as u32 })
    }

    fn shown(&self) -> impl Iterator<Item = (usize, Value)> {
        self.rows.iter().flat_map(|row| {
            row.source
                .values
                .iter()
                .enumerate()
                .filter_map(|(index, datum)| Some((index, datum.shown().ok()?)))
        })
    }

    /// From the low to the high end of the interval, or of the dot.
    fn reach(&self, value: &Value) -> (f64, f64) {
        let x = self.x(value.value);
        let (low, high) = value.interval().unwrap_or((value.value, value.value));
        (self.x(low).min(x - DOT), self.x(high).max(x + DOT))
    }

    fn x(&self, value: f64) -> f64 {
        self.left + self.axis.place(value) * (self.right - self.left)
    }

    /// Names the two series above the dots of the first pair, kept apart, and the gap.
    fn header(&self, sheet: &mut Sheet<'_>) -> Result<f64, ChartError> {
        let language = self.language;
        let block = &self.gap_header;
        let height = block.height().max(SMALL * 1.3);
        let grey = style(Face::Regular, SMALL, GREY_TEXT, Align::Right);
        sheet.canvas.block(block, (self.gap_right, sheet.top + height - block.height()), grey)?;
        sheet.canvas.text("n", (RIGHT, sheet.top + height - SMALL * 0.3), grey)?;
        let names = self.data.series.each_ref().map(|label| language.polish(&label.text));
        let widths = [Face::Bold.width(&names[0], SMALL)?, Face::Bold.width(&names[1], SMALL)?];
        let mut places = self
            .first_pair()
            .unwrap_or([0.35, 0.65])
            .map(|share| self.left + share * (self.right - self.left));
        let order = if places[0] <= places[1] { [0, 1] } else { [1, 0] };
        let [a, b] = order;
        let room = (widths[0] + widths[1]) / 2.0 + 18.0;
        let lack = room - (places[b] - places[a]);
        if lack > 0.0 {
            places[a] -= lack / 2.0;
            places[b] += lack / 2.0;
        }
        let shift = (LEFT + widths[a] / 2.0 - places[a]).max(0.0)
            - (places[b] + widths[b] / 2.0 - self.gap_left + 14.0).max(0.0);
        if room + (widths[0] + widths[1]) / 2.0 > self.gap_left - 14.0 - LEFT {
            return Err(ChartError::TooLong { text: names[b].clone(), width: widths[b] as u32 });
        }
        for index in order {
            let at = (places[index] + shift, sheet.top + height - SMALL * 0.3);
            sheet.canvas.text(
                &names[index],
                at,
                style(Face::Bold, SMALL, COLOURS[index], Align::Centre),
            )?;
        }
        Ok(sheet.top + height + 2.0)
    }

    fn first_pair(&self) -> Option<[f64; 2]> {
        self.rows.iter().find_map(|row| {
            let [first, second] = row.source.values;
            Some([
                self.axis.place(first.shown().ok()?.value),
                self.axis.place(second.shown().ok()?.value),
            ])
        })
    }

    fn row(&self, sheet: &mut Sheet<'_>, row: &Row<'_>, top: f64) -> Result<(), ChartError> {
        let middle = top + row.height / 2.0;
        sheet.canvas.open_group(&told(self.data, row.source));
        let label_at = (self.label_right(), middle - row.label.height() / 2.0);
        sheet.canvas.block(
            &row.label,
            label_at,
            style(row.label.face, LABEL, INK, Align::Right),
        )?;
        match row.source.values.map(|datum| datum.shown()) {
            [Ok(first), Ok(second)] => self.pair(sheet, [first, second], middle)?,
            [Ok(one), Err(absence)] => self.single(sheet, 0, one, absence, middle)?,
            [Err(absence), Ok(one)] => self.single(sheet, 1, one, absence, middle)?,
            [Err(first), Err(second)] => {
                let text = if first == second {
                    words(self.language, first)
                } else {
                    self.both(first, second)
                };
                self.word(sheet, &text, self.left + ASIDE, middle)?;
            }
        }
        let n_at = (RIGHT, middle + drop(SMALL));
        let grey = style(Face::Regular, SMALL, GREY_TEXT, Align::Right);
        sheet.canvas.text(&row.n, n_at, grey)?;
        let at = (self.gap_right, middle + drop(LABEL));
        sheet.canvas.text(&row.gap, at, style(Face::Bold, LABEL, INK, Align::Right))?;
        sheet.canvas.close_group();
        Ok(())
    }

    fn pair(&self, sheet: &mut Sheet<'_>, pair: [Value; 2], y: f64) -> Result<(), ChartError> {
        let places = pair.map(|value| self.x(value.value));
        sheet.canvas.line(&[(places[0], y), (places[1], y)], BAR, 4.0)?;
        let reaches = pair.map(|value| self.reach(&value));
        let ends = (reaches[0].0.min(reaches[1].0), reaches[0].1.max(reaches[1].1));
        let left = usize::from(places[0] > places[1]);
        for (index, value) in pair.iter().enumerate() {
            self.interval(sheet, index, value, y)?;
        }
        for (index, value) in pair.iter().enumerate() {
            self.dot(sheet, index, value, y)?;
        }
        self.number(sheet, &pair[left], (ends.0 - ASIDE, y), Align::Right)?;
        self.number(sheet, &pair[1 - left], (ends.1 + ASIDE, y), Align::Left)
    }

    fn single(
        &self,
        sheet: &mut Sheet<'_>,
        index: usize,
        one: Value,
        absence: Absence,
        y: f64,
    ) -> Result<(), ChartError> {
        self.interval(sheet, index, &one, y)?;
        self.dot(sheet, index, &one, y)?;
        let (low, high) = self.reach(&one);
        let other = self.language.polish(&self.data.series[1 - index].text);
        let colon = colon(self.language);
        // The whole word where there is room for it, else a dash; the column of n has
        // one in any case.
        for text in [words(self.language, absence), "–".into()] {
            let text = format!("{other}{colon}{text}");
            let width = Face::Italic.width(&text, VALUE)?;
            if high + 2.0 * ASIDE + width < self.gap_left - 10.0 {
                self.number(sheet, &one, (low - ASIDE, y), Align::Right)?;
                return self.word(sheet, &text, high + 2.0 * ASIDE, y);
            }
            if low - 2.0 * ASIDE - width > self.label_right() + 10.0 {
                self.number(sheet, &one, (high + ASIDE, y), Align::Left)?;
                return self.word(sheet, &text, low - 2.0 * ASIDE - width, y);
            }
        }
        self.number(sheet, &one, (high + ASIDE, y), Align::Left)
    }

    fn interval(
        &self,
        sheet: &mut Sheet<'_>,
        index: usize,
        value: &Value,
        y: f64,
    ) -> Result<(), ChartError> {
        let Some((low, high)) = value.interval() else { return Ok(()) };
        let (low, high) = (self.x(low), self.x(high));
        sheet.canvas.line(&[(low, y), (high, y)], COLOURS[index], 1.6)?;
        for x in [low, high] {
            sheet.canvas.line(&[(x, y - 4.0), (x, y + 4.0)], COLOURS[index], 1.6)?;
        }
        Ok(())
    }

    fn both(&self, first: Absence, second: Absence) -> String {
        let [a, b] = self.data.series.each_ref().map(|label| self.language.polish(&label.text));
        let colon = colon(self.language);
        format!(
            "{a}{colon}{}; {b}{colon}{}",
            words(self.language, first),
            words(self.language, second)
        )
    }

    fn word(&self, sheet: &mut Sheet<'_>, text: &str, x: f64, y: f64) -> Result<(), ChartError> {
        let set = TextStyle { halo: true, ..style(Face::Italic, VALUE, GREY_TEXT, Align::Left) };
        let width = Face::Italic.width(text, VALUE)?;
        if x < self.label_right() + 6.0 || x + width > self.gap_left - 6.0 {
            return Err(ChartError::TooLong {
                text: text.into(),
                width: (self.right - self.left) as u32,
            });
        }
        sheet.canvas.text(text, (x, y + drop(VALUE)), set)
    }

    fn number(
        &self,
        sheet: &mut Sheet<'_>,
        value: &Value,
        at: (f64, f64),
        align: Align,
    ) -> Result<(), ChartError> {
        let face = if value.weak() { Face::Italic } else { Face::Regular };
        let colour = if value.weak() { GREY_TEXT } else { INK };
        let set = TextStyle { halo: true, ..style(face, VALUE, colour, align) };
        let text = self.data.unit.bare(self.language, value.value);
        sheet.canvas.text(&text, (at.0, at.1 + drop(VALUE)), set)
    }

    /// A disc for the first series and a lozenge for the second, so that they differ
    /// without colour too.
    fn dot(
        &self,
        sheet: &mut Sheet<'_>,
        index: usize,
        value: &Value,
        y: f64,
    ) -> Result<(), ChartError> {
        let x = self.x(value.value);
        if index == 0 {
            return sheet.canvas.circle((x, y), DOT, filled(COLOURS[0]));
        }
        let half = DOT + 1.0;
        sheet
            .canvas
            .polygon(&[(x, y - half), (x + half, y), (x, y + half), (x - half, y)], COLOURS[1])
    }

    fn label_right(&self) -> f64 {
        LEFT + self.rows.iter().map(|row| row.label.width).fold(0.0, f64::max)
    }

    fn notes(&self) -> Vec<String> {
        let language = self.language;
        let mut notes = Vec::new();
        if self.shown().any(|(_, value)| value.interval().is_some()) {
            notes.push(interval_note(language, self.data.confidence));
        }
        if self.shown().any(|(_, value)| value.weak()) {
            let text = language.pick(
                "Italique gris : moins de {} réponses.",
                "Grey italics: fewer than {} answers.",
                "Itálico cinzento: menos de {} respostas.",
            );
            notes.push(text.replace("{}", &WEAK_BELOW.to_string()));
        }
        if self.shown().any(|(_, value)| value.indicative) && !self.all_indicative {
            let rows: Vec<&str> = self
                .rows
                .iter()
                .filter(|row| {
                    row.source
                        .values
                        .iter()
                        .any(|datum| datum.shown().is_ok_and(|value| value.indicative))
                })
                .map(|row| row.source.label.text.as_str())
                .collect();
            notes.push(format!("{} ({})", indicative_note(language), language.list(&rows)));
        }
        let absences = self
            .rows
            .iter()
            .flat_map(|row| row.source.values.iter())
            .filter_map(|datum| datum.shown().err());
        notes.extend(small_notes(language, false, absences));
        notes
    }
}

impl<'a> Row<'a> {
    fn measure(
        source: &'a DumbbellRow,
        overall: bool,
        data: &DumbbellData,
    ) -> Result<Self, ChartError> {
        let language = data.frame.language;
        let label = Label {
            text: language.polish(&source.label.text),
            short: source.label.short.as_deref().map(|short| language.polish(short)),
        };
        let face = if overall { Face::Bold } else { Face::Regular };
        let label = fit(&label, face, LABEL, WIDEST_LABEL, 8)?;
        let height = LEAST_ROW.max(label.height() + 10.0);
        let gap = gap_text(source, &data.unit, language);
        let n = n_text(source, language);
        Ok(Row { source, label, overall, height, gap, n })
    }
}

/// `210 / 190`, a dash for a number that may not be shown.
fn n_text(row: &DumbbellRow, language: Language) -> String {
    let [first, second] = row.values.map(|datum| datum.shown().ok().and_then(|value| value.n));
    if first.is_none() && second.is_none() {
        return String::new();
    }
    let text = |n: Option<u64>| n.map_or("–".into(), |n| language.count(n));
    format!("{} / {}", text(first), text(second))
}

/// The difference of the numbers as printed, so that it can be checked by eye.
fn gap_text(row: &DumbbellRow, unit: &Unit, language: Language) -> String {
    let [Ok(first), Ok(second)] = row.values.map(|datum| datum.shown()) else {
        return String::new();
    };
    let gap = |factor: f64, decimals: u8| {
        let shift = 10f64.powi(i32::from(decimals));
        let rounded = |value: f64| (value * factor * shift).round() / shift;
        language_signed(language, rounded(second.value) - rounded(first.value), decimals)
    };
    match unit {
        Unit::Percent { decimals } => gap(100.0, *decimals),
        Unit::Number { .. } if (second.value - first.value).abs() >= 1e6 => {
            let sign = if second.value > first.value { "+" } else { "" };
            format!("{sign}{}", language.compact(second.value - first.value))
        }
        Unit::Number { decimals, .. } => gap(1.0, *decimals),
    }
}

fn language_signed(language: Language, value: f64, decimals: u8) -> String {
    let text = language.number(value, decimals);
    let zero = !text.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
    if value > 0.0 && !zero { format!("+{text}") } else { text }
}

fn gap_header(data: &DumbbellData) -> Label {
    let language = data.frame.language;
    let word = language.pick("écart", "gap", "diferença");
    match &data.unit {
        Unit::Percent { .. } => {
            language.pick("écart, en points", "gap, points", "diferença, em pontos").into()
        }
        Unit::Number { word: unit, .. } if unit.is_empty() => word.into(),
        Unit::Number { word: unit, .. } => Label::with_short(format!("{word}, {unit}"), word),
    }
}

fn words(language: Language, absence: Absence) -> String {
    format!("{}{}", absence.dash(), absence.word(language))
}

fn told(data: &DumbbellData, row: &DumbbellRow) -> String {
    let language = data.frame.language;
    let parts: Vec<String> = data
        .series
        .iter()
        .zip(&row.values)
        .map(|(series, datum)| format!("{} {}", series.text, data.unit.tell(language, datum)))
        .collect();
    language.polish(&format!("{}{}{}", row.label.text, colon(language), parts.join(", ")))
}

fn alternative(data: &DumbbellData) -> String {
    let language = data.frame.language;
    let kind = language.pick("Deux points par ligne", "Two points a row", "Dois pontos por linha");
    let rows: Vec<String> =
        data.rows.iter().chain(&data.overall).map(|row| told(data, row)).collect();
    format!(
        "{kind}. {} {}. {}.",
        sentence(&data.frame.title),
        data.frame.subtitle.trim_end_matches('.'),
        rows.join("; ")
    )
}

fn csv(data: &DumbbellData) -> Result<String, ChartError> {
    let mut table = Table::of_data(&["label", "series"]);
    for row in data.rows.iter().chain(&data.overall) {
        for (series, datum) in data.series.iter().zip(&row.values) {
            table.row(&[&row.label.text, &series.text], datum);
        }
    }
    table.finish()
}
