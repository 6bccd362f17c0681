//! Answers on a scale, stacked: those against to the left, those in favour to the
//! right, the ones who are neither apart. Or plainly stacked from 0 to 100 %.

use super::bars::{colon, sentence, small_notes};
use super::canvas::Area;
use super::colour::{DEEP_BLUE, DEEP_ORANGE, GREY_TEXT, GRID, INK, against, in_favour, neutral};
use super::data::{Absence, HIDDEN_BELOW, Unit, WEAK_BELOW};
use super::font::Face;
use super::frame::{Frame, LEFT, RIGHT, Sheet, drop, indicative_note, style};
use super::language::Language;
use super::layout::{Block, Label, fit};
use super::svg::{Align, Paint};
use super::table::{Table, harmless, plain};
use super::{ChartError, Figure, FigureError};

/// Answers on a scale, one stack a row.
#[derive(Clone, Debug)]
pub struct LikertData {
    /// What stands around the plot.
    pub frame: Frame,
    /// The answers, from the most against to the most in favour. Those on neither
    /// side may stand anywhere; they are drawn last.
    pub categories: Vec<LikertCategory>,
    /// How the stacks lie.
    pub arrangement: Arrangement,
    /// The stacks, from top to bottom.
    pub rows: Vec<LikertRow>,
    /// Words above the two sides, such as "disagree" and "agree"; diverging stacks only.
    pub poles: Option<(String, String)>,
}

/// One answer of the scale.
#[derive(Clone, Debug)]
pub struct LikertCategory {
    /// What it says.
    pub label: Label,
    /// Which side it is on.
    pub side: Side,
}

/// Which side of a scale an answer is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Against, or unfavourable.
    Against,
    /// Neither, or "don't know".
    Neither,
    /// In favour, or favourable.
    InFavour,
}

/// How the stacks lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// On both sides of a common line, neither apart.
    Diverging,
    /// From 0 to 100 %.
    Stacked,
}

/// One stack.
#[derive(Clone, Debug)]
pub struct LikertRow {
    /// What it is about.
    pub label: Label,
    /// A share between 0 and 1 for each category, or why there are none.
    pub shares: Result<Vec<f64>, Absence>,
    /// Rows that they are made from.
    pub n: Option<u64>,
    /// Whether the sample allows no inference to the population.
    pub indicative: bool,
    /// Whether it is everyone together, drawn apart.
    pub overall: bool,
}

const LABEL: f64 = 14.0;
const VALUE: f64 = 13.0;
const SMALL: f64 = 12.5;
const BAR: f64 = 26.0;
const WIDEST_LABEL: f64 = 250.0;
/// Space between the plot and the answers that are neither.
const APART: f64 = 22.0;

/// Draws stacks.
///
/// # Errors
/// [`ChartError::NoRows`], [`ChartError::Columns`], [`ChartError::TooLong`],
/// [`ChartError::MissingGlyph`].
pub fn likert(data: &LikertData) -> Result<Figure, FigureError> {
    draw(data).map_err(|error| error.of(&data.frame))
}

fn draw(data: &LikertData) -> Result<Figure, ChartError> {
    check(data)?;
    let plan = Plan::measure(data)?;
    let mut sheet = Sheet::open(&data.frame, plan.all_indicative)?;
    sheet.legend(&plan.legend())?;
    let top = plan.header(&mut sheet)?;
    let mut y = top;
    let mut lines = vec![plan.origin];
    lines.extend(plan.apart);
    for row in &plan.rows {
        if row.source.overall {
            y += 6.0;
            sheet.canvas.line(&[(LEFT, y), (RIGHT, y)], GRID, 1.0)?;
            y += 6.0;
        }
        plan.row(&mut sheet, row, y)?;
        y += row.height;
    }
    for x in lines {
        sheet.canvas.line(&[(x, top - 2.0), (x, y)], INK, 1.2)?;
    }
    let notes = plan.notes();
    sheet.close(y, &notes, alternative(data), csv(data)?)
}

fn check(data: &LikertData) -> Result<(), ChartError> {
    if data.rows.is_empty() || data.categories.is_empty() {
        return Err(ChartError::NoRows);
    }
    let expected = data.categories.len();
    for row in &data.rows {
        if let Ok(shares) = &row.shares
            && shares.len() != expected
        {
            let found = shares.len();
            return Err(ChartError::Columns { row: row.label.text.clone(), found, expected });
        }
    }
    Ok(())
}

/// The shares that may be shown.
fn shown(row: &LikertRow) -> Result<&[f64], Absence> {
    match &row.shares {
        Ok(_) if row.n.is_some_and(|n| n < HIDDEN_BELOW) => Err(Absence::TooFew),
        Ok(shares) if shares.iter().any(|share| !share.is_finite()) => Err(Absence::NoAnswer),
        Ok(shares) => Ok(shares),
        Err(absence) => Err(*absence),
    }
}

/// Everything measured, nothing drawn.
struct Plan<'a> {
    data: &'a LikertData,
    language: Language,
    rows: Vec<Row<'a>>,
    colours: Vec<Paint>,
    /// Right edge of the labels.
    label_right: f64,
    /// The line that stacks begin at.
    origin: f64,
    /// The line that "neither" begins at.
    apart: Option<f64>,
    /// Pixels of 100 %.
    scale: f64,
    all_indicative: bool,
}

struct Row<'a> {
    source: &'a LikertRow,
    label: Block,
    height: f64,
}

impl<'a> Plan<'a> {
    fn measure(data: &'a LikertData) -> Result<Self, ChartError> {
        let language = data.frame.language;
        let mut rows = Vec::new();
        for source in &data.rows {
            rows.push(Row::measure(source, language)?);
        }
        let label_width = rows.iter().map(|row| row.label.width).fold(0.0, f64::max);
        let mut n_width = Face::Regular.width("n", SMALL)?;
        for row in &data.rows {
            n_width = n_width.max(Face::Regular.width(&n_text(language, row), SMALL)?);
        }
        let label_right = LEFT + label_width;
        let shown_rows: Vec<&LikertRow> =
            data.rows.iter().filter(|row| shown(row).is_ok()).collect();
        let all_indicative = !shown_rows.is_empty() && shown_rows.iter().all(|row| row.indicative);
        let mut plan = Plan {
            data,
            language,
            rows,
            colours: colours(&data.categories),
            label_right,
            origin: label_right + 12.0,
            apart: None,
            scale: 0.0,
            all_indicative,
        };
        plan.place(RIGHT - n_width - 16.0)?;
        Ok(plan)
    }

    /// Shares the width among the two sides and "neither", all to one scale.
    fn place(&mut self, limit: f64) -> Result<(), ChartError> {
        let left = self.label_right + 12.0;
        if self.data.arrangement == Arrangement::Stacked {
            self.origin = left;
            self.scale = limit - left;
            return Ok(());
        }
        let most = |side| self.data.rows.iter().map(|row| self.sum(row, side)).fold(0.02, f64::max);
        let has_neither =
            self.data.categories.iter().any(|category| category.side == Side::Neither);
        let (against, favour) = (most(Side::Against), most(Side::InFavour));
        let neither = if has_neither { most(Side::Neither) } else { 0.0 };
        let room = limit - left - if has_neither { APART } else { 0.0 };
        self.scale = room / (against + favour + neither);
        self.origin = left + against * self.scale;
        self.apart = has_neither.then_some(limit - neither * self.scale);
        Ok(())
    }

    fn sum(&self, row: &LikertRow, side: Side) -> f64 {
        let shares = shown(row).unwrap_or(&[]);
        let pairs = self.data.categories.iter().zip(shares);
        pairs.filter(|(category, _)| category.side == side).map(|(_, share)| share.max(0.0)).sum()
    }

    /// Categories in the order in which they are drawn: neither last.
    fn order(&self) -> Vec<usize> {
        let categories = &self.data.categories;
        let mut order: Vec<usize> = (0..categories.len()).collect();
        order.sort_by_key(|&index| categories[index].side == Side::Neither);
        order
    }

    fn legend(&self) -> Vec<(Label, Paint)> {
        self.order()
            .into_iter()
            .map(|index| (self.data.categories[index].label.clone(), self.colours[index]))
            .collect()
    }

    /// Draws the words above the sides; returns where the first row begins.
    fn header(&self, sheet: &mut Sheet<'_>) -> Result<f64, ChartError> {
        let baseline = sheet.top + SMALL;
        if self.data.arrangement == Arrangement::Diverging
            && let Some((against, favour)) = &self.data.poles
        {
            self.pole(sheet, against, baseline, false)?;
            self.pole(sheet, favour, baseline, true)?;
        }
        sheet.canvas.text(
            "n",
            (RIGHT, baseline),
            style(Face::Regular, SMALL, GREY_TEXT, Align::Right),
        )?;
        Ok(baseline + 9.0)
    }

    /// A word with an arrowhead, which the typeface does not have. A side too narrow
    /// for its word goes without: the legend says the same.
    fn pole(
        &self,
        sheet: &mut Sheet<'_>,
        word: &str,
        baseline: f64,
        right: bool,
    ) -> Result<(), ChartError> {
        let word = self.language.polish(word);
        let width = Face::Bold.width(&word, SMALL)?;
        let (colour, sign, align) =
            if right { (DEEP_BLUE, 1.0, Align::Left) } else { (DEEP_ORANGE, -1.0, Align::Right) };
        let end = self.origin + sign * (9.0 + width + 16.0);
        let limit = self.apart.unwrap_or(RIGHT - 40.0);
        if end > limit || end < LEFT {
            return Ok(());
        }
        sheet.canvas.text(
            &word,
            (self.origin + sign * 9.0, baseline),
            style(Face::Bold, SMALL, colour, align),
        )?;
        let (tip, base, middle) = (end, end - sign * 8.0, baseline - drop(SMALL));
        sheet.canvas.polygon(&[(tip, middle), (base, middle - 4.5), (base, middle + 4.5)], colour)
    }

    fn row(&self, sheet: &mut Sheet<'_>, row: &Row<'_>, top: f64) -> Result<(), ChartError> {
        let middle = top + row.height / 2.0;
        sheet.canvas.open_group(&told(self.data, row.source));
        let at = (self.label_right, middle - row.label.height() / 2.0);
        sheet.canvas.block(&row.label, at, style(row.label.face, LABEL, INK, Align::Right))?;
        match shown(row.source) {
            Ok(shares) => self.stack(sheet, row, shares, middle)?,
            Err(absence) => self.absent(sheet, absence, middle)?,
        }
        sheet.canvas.close_group();
        Ok(())
    }

    fn absent(
        &self,
        sheet: &mut Sheet<'_>,
        absence: Absence,
        middle: f64,
    ) -> Result<(), ChartError> {
        let text = format!("{}{}", absence.dash(), absence.word(self.language));
        let width = Face::Italic.width(&text, 13.0)?;
        // Right of the common line where there is room for the word, else left of it.
        let limit = self.apart.unwrap_or(RIGHT - 40.0);
        let (x, align) = if self.origin + 9.0 + width < limit {
            (self.origin + 9.0, Align::Left)
        } else {
            (self.origin - 9.0, Align::Right)
        };
        sheet.canvas.text(
            &text,
            (x, middle + drop(13.0)),
            style(Face::Italic, 13.0, GREY_TEXT, align),
        )
    }

    fn stack(
        &self,
        sheet: &mut Sheet<'_>,
        row: &Row<'_>,
        shares: &[f64],
        middle: f64,
    ) -> Result<(), ChartError> {
        let diverging = self.data.arrangement == Arrangement::Diverging;
        let mut right = self.origin;
        let mut left = self.origin
            - if diverging { self.sum(row.source, Side::Against) * self.scale } else { 0.0 };
        let mut apart = self.apart.unwrap_or(self.origin);
        for index in self.order() {
            let width = shares[index].max(0.0) * self.scale;
            let side = self.data.categories[index].side;
            let cursor = match side {
                Side::Against if diverging => &mut left,
                Side::Neither if diverging => &mut apart,
                _ => &mut right,
            };
            let area = Area {
                left: *cursor,
                top: middle - BAR / 2.0,
                right: *cursor + width,
                bottom: middle + BAR / 2.0,
            };
            *cursor += width;
            self.segment(sheet, area, self.colours[index], shares[index])?;
        }
        let set = style(Face::Regular, SMALL, GREY_TEXT, Align::Right);
        sheet.canvas.text(&n_text(self.language, row.source), (RIGHT, middle + drop(SMALL)), set)
    }

    /// One answer; its number only where it fits.
    fn segment(
        &self,
        sheet: &mut Sheet<'_>,
        area: Area,
        paint: Paint,
        share: f64,
    ) -> Result<(), ChartError> {
        if area.right - area.left < 0.05 {
            return Ok(());
        }
        sheet.canvas.rectangle(area, paint)?;
        let text = self.language.percent_number(share, 0);
        if Face::Bold.width(&text, VALUE)? + 5.0 > area.right - area.left {
            return Ok(());
        }
        let Paint::Solid(ground) = paint else {
            return Ok(());
        };
        let at = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0 + drop(VALUE));
        sheet.canvas.text(&text, at, style(Face::Bold, VALUE, ground.text_on(), Align::Centre))
    }

    fn notes(&self) -> Vec<String> {
        let language = self.language;
        let shown_rows: Vec<&LikertRow> =
            self.data.rows.iter().filter(|row| shown(row).is_ok()).collect();
        let mut notes = Vec::new();
        if !shown_rows.is_empty() {
            notes.push(
                language
                    .pick(
                        "En % ; la somme peut différer de 100 en raison des arrondis.",
                        "In %; totals may differ from 100 because of rounding.",
                        "Em %; os totais podem diferir de 100 devido a arredondamentos.",
                    )
                    .into(),
            );
        }
        if shown_rows.iter().any(|row| row.indicative) && !self.all_indicative {
            notes.push(format!("* {}", indicative_note(language)));
        }
        if shown_rows.iter().any(|row| weak(row)) {
            let text = language.pick(
                "(n) : moins de {} réponses, à lire avec prudence.",
                "(n): fewer than {} answers, read with care.",
                "(n): menos de {} respostas, ler com cautela.",
            );
            notes.push(text.replace("{}", &WEAK_BELOW.to_string()));
        }
        notes.extend(small_notes(
            language,
            false,
            self.data.rows.iter().filter_map(|row| shown(row).err()),
        ));
        notes
    }
}

impl<'a> Row<'a> {
    fn measure(source: &'a LikertRow, language: Language) -> Result<Self, ChartError> {
        let label = Label {
            text: language.polish(&source.label.text),
            short: source.label.short.as_deref().map(|short| language.polish(short)),
        };
        let face = if source.overall { Face::Bold } else { Face::Regular };
        let label = fit(&label, face, LABEL, WIDEST_LABEL, 8)?;
        let height = 40f64.max(label.height() + 10.0);
        Ok(Row { source, label, height })
    }
}

/// Weakest nearest to the common line.
fn colours(categories: &[LikertCategory]) -> Vec<Paint> {
    let count = |side| categories.iter().filter(|category| category.side == side).count();
    let mut left = against(count(Side::Against)).into_iter().rev();
    let mut right = in_favour(count(Side::InFavour)).into_iter();
    let mut middle = neutral(count(Side::Neither)).into_iter();
    categories
        .iter()
        .map(|category| match category.side {
            Side::Against => left.next(),
            Side::InFavour => right.next(),
            Side::Neither => middle.next(),
        })
        .map(|colour| Paint::Solid(colour.unwrap_or(GRID)))
        .collect()
}

fn weak(row: &LikertRow) -> bool {
    row.n.is_some_and(|n| n < WEAK_BELOW)
}

/// n, in brackets when it is small, with a star when the sample allows no inference.
fn n_text(language: Language, row: &LikertRow) -> String {
    let Some(n) = row.n else { return String::new() };
    let star = if row.indicative { "*" } else { "" };
    let n = language.count(n);
    if weak(row) { format!("({n}){star}") } else { format!("{n}{star}") }
}

fn told(data: &LikertData, row: &LikertRow) -> String {
    let language = data.frame.language;
    let what = match shown(row) {
        Err(absence) => absence.word(language).into(),
        Ok(shares) => {
            let parts: Vec<String> = data
                .categories
                .iter()
                .zip(shares)
                .map(|(category, share)| {
                    format!("{} {}", category.label.text, Unit::PERCENT.full(language, *share))
                })
                .collect();
            let n =
                row.n.map_or(String::new(), |n| format!(" (n\u{a0}=\u{a0}{})", language.count(n)));
            format!("{}{n}", parts.join(", "))
        }
    };
    language.polish(&format!("{}{}{what}", row.label.text, colon(language)))
}

fn alternative(data: &LikertData) -> String {
    let language = data.frame.language;
    let kind = language.pick("Barres empilées", "Stacked bars", "Barras empilhadas");
    let rows: Vec<String> = data.rows.iter().map(|row| told(data, row)).collect();
    format!(
        "{kind}. {} {}. {}.",
        sentence(&data.frame.title),
        data.frame.subtitle.trim_end_matches('.'),
        rows.join("; ")
    )
}

fn csv(data: &LikertData) -> Result<String, ChartError> {
    let mut table = Table::new(&["label", "category", "value", "n", "indicative", "reason"]);
    for row in &data.rows {
        for (index, category) in data.categories.iter().enumerate() {
            let (label, category) = (harmless(&row.label.text), harmless(&category.label.text));
            let rest = match shown(row) {
                Ok(shares) => [
                    plain(shares[index]),
                    row.n.map_or(String::new(), |n| n.to_string()),
                    if row.indicative { "yes".into() } else { "no".into() },
                    String::new(),
                ],
                Err(absence) => {
                    [String::new(), String::new(), String::new(), absence.code().into()]
                }
            };
            table.cells([label, category].into_iter().chain(rest).collect());
        }
    }
    table.finish()
}
