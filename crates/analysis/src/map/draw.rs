//! The map: surveyed countries by class, neighbours grey, silence hatched, sites as
//! circles on generalised places.

use plotters::style::{Color, RGBColor, ShapeStyle};

use super::boundaries::{Boundaries, Ring};
use super::placer::{Wish, place};
use super::projection::{Projection, bounds};
use crate::chart::bars::{colon, sentence, told};
use crate::chart::canvas::stroked;
use crate::chart::colour::{BLUE, CIRCLE, Colour, GREY_TEXT, INK, LAND, WHITE, classes};
use crate::chart::font::Face;
use crate::chart::frame::{LEFT, RIGHT, Sheet, drop, style};
use crate::chart::svg::{Align, Paint, TextStyle};
use crate::chart::table::Table;
use crate::chart::{
    Absence, Area, ChartError, Datum, Figure, FigureError, Frame, Label, Language, Unit, Value,
};

/// Countries of a survey, and where its sites are.
#[derive(Clone, Debug)]
pub struct MapData {
    /// What stands around the map.
    pub frame: Frame,
    /// How numbers are written.
    pub unit: Unit,
    /// The countries that were to report. All others are neighbours.
    pub countries: Vec<MapCountry>,
    /// Inner bounds of the classes, ascending, such as 0.2, 0.35, 0.5 for four classes.
    /// Round ones are chosen when there are none.
    pub breaks: Vec<f64>,
    /// Sites, already generalised to cells: the map shows what it is given.
    pub sites: Vec<SiteCell>,
    /// What the circles count, such as "Sites visited".
    pub sites_title: String,
}

/// A country that was to report.
#[derive(Clone, Debug)]
pub struct MapCountry {
    /// ISO 3166-1 alpha-3 code.
    pub code: String,
    /// Its name.
    pub label: Label,
    /// Its number; `None` on a map without an indicator.
    pub datum: Option<Datum>,
}

/// Sites around a generalised place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SiteCell {
    /// Longitude of the cell's centre in degrees.
    pub longitude: f64,
    /// Latitude of the cell's centre in degrees.
    pub latitude: f64,
    /// How many.
    pub count: u64,
}

const NAME: f64 = 12.5;
const LARGEST: f64 = 17.0;
/// A surveyed country is drawn at least this far around its centre.
const SMALLEST: f64 = 4.0;
const HEIGHTS: (f64, f64) = (340.0, 640.0);
const SILENT: Paint = Paint::Hatched(Colour(0x9a, 0x9a, 0x9a), Colour(0xf7, 0xf7, 0xf5));
const HIDDEN: Paint = Paint::Solid(Colour(0xc8, 0xcb, 0xcf));

/// Draws a map.
///
/// # Errors
/// [`ChartError::NoRows`], [`ChartError::UnknownCountry`], [`ChartError::TooLong`] for a
/// name without a free place, [`ChartError::MissingGlyph`].
pub fn map(data: &MapData, boundaries: &Boundaries) -> Result<Figure, FigureError> {
    draw(data, boundaries).map_err(|cause| FigureError { figure: data.frame.id.clone(), cause })
}

fn draw(data: &MapData, boundaries: &Boundaries) -> Result<Figure, ChartError> {
    if data.countries.is_empty() {
        return Err(ChartError::NoRows);
    }
    let shown = |country: &MapCountry| country.datum.and_then(|datum| datum.shown().ok());
    let values: Vec<Value> = data.countries.iter().filter_map(shown).collect();
    let all_indicative = !values.is_empty() && values.iter().all(|value| value.indicative);
    let mut sheet = Sheet::open(&data.frame, all_indicative)?;
    let scale = Classes::of(data, &values);
    scale.legend(&mut sheet, data)?;
    let page = Page::lay(data, boundaries, sheet.top)?;
    page.land(&mut sheet, data, boundaries, &scale)?;
    page.circles(&mut sheet)?;
    page.names(&mut sheet, data, &scale)?;
    let mut bottom = page.frame.bottom;
    if !page.circles.is_empty() {
        bottom = page.circle_key(&mut sheet, data, bottom + 10.0)?;
    }
    let mut notes = notes(data, boundaries, all_indicative);
    if page.beyond > 0 {
        let language = data.frame.language;
        let beyond = language.pick("hors du cadre", "outside the frame", "fora do quadro");
        notes.push(format!(
            "{} ({beyond}){}{}.",
            data.sites_title,
            colon(language),
            language.count(page.beyond)
        ));
    }
    sheet.close(bottom, &notes, alternative(data), csv(data)?)
}

/// Classes of numbers and their colours.
struct Classes {
    breaks: Vec<f64>,
    colours: Vec<Colour>,
}

impl Classes {
    fn of(data: &MapData, values: &[Value]) -> Self {
        let mut breaks: Vec<f64> =
            data.breaks.iter().copied().filter(|bound| bound.is_finite()).collect();
        breaks.sort_by(f64::total_cmp);
        breaks.dedup();
        if breaks.is_empty() {
            breaks = round_breaks(values);
        }
        let colours = classes(breaks.len() + 1);
        Classes { breaks, colours }
    }

    fn colour(&self, value: f64) -> Colour {
        let class = self.breaks.iter().filter(|bound| value >= **bound).count();
        self.colours.get(class).copied().unwrap_or(BLUE)
    }

    fn paint(&self, country: &MapCountry) -> Paint {
        match country.datum.map(|datum| datum.shown()) {
            None => Paint::Solid(BLUE),
            Some(Ok(value)) => Paint::Solid(self.colour(value.value)),
            Some(Err(Absence::NotReported)) => SILENT,
            Some(Err(_)) => HIDDEN,
        }
    }

    /// Classes that occur or lie between, then what has no number.
    fn legend(&self, sheet: &mut Sheet<'_>, data: &MapData) -> Result<(), ChartError> {
        let language = sheet.language;
        let mut entries: Vec<(Label, Paint)> = Vec::new();
        let data_of = |country: &MapCountry| country.datum.map(|datum| datum.shown());
        if data.countries.iter().any(|country| matches!(data_of(country), Some(Ok(_)))) {
            for (index, colour) in self.colours.iter().enumerate() {
                entries
                    .push((self.name(index, &data.unit, language).into(), Paint::Solid(*colour)));
            }
        }
        if data.countries.iter().any(|country| country.datum.is_none()) {
            let text = language.pick("pays enquêté", "surveyed country", "país inquirido");
            entries.push((text.into(), Paint::Solid(BLUE)));
        }
        let mut absences: Vec<Absence> =
            data.countries.iter().filter_map(|country| data_of(country)?.err()).collect();
        absences.sort();
        absences.dedup();
        let words: Vec<&str> = absences
            .iter()
            .filter(|a| **a != Absence::NotReported)
            .map(|a| a.word(language))
            .collect();
        if absences.contains(&Absence::NotReported) {
            entries.push((Absence::NotReported.word(language).into(), SILENT));
        }
        if !words.is_empty() {
            entries.push((words.join(", ").into(), HIDDEN));
        }
        let text = language.pick("hors enquête", "not in the survey", "fora do inquérito");
        entries.push((text.into(), Paint::Solid(LAND)));
        sheet.legend(&entries)
    }

    fn name(&self, index: usize, unit: &Unit, language: Language) -> String {
        let (first, last) = (index == 0, index == self.breaks.len());
        match (first, last) {
            (true, true) => language.pick("avec valeur", "with a value", "com valor").into(),
            (true, false) => {
                let under = language.pick("moins de", "under", "menos de");
                format!("{under} {}", unit.full(language, self.breaks[0]))
            }
            (false, true) => {
                let over = language.pick("et plus", "and over", "ou mais");
                format!("{} {over}", unit.full(language, self.breaks[index - 1]))
            }
            (false, false) => {
                let (low, high) = (self.breaks[index - 1], self.breaks[index]);
                format!("{}–{}", unit.bare(language, low), unit.full(language, high))
            }
        }
    }
}

/// Up to three round bounds that separate the values.
fn round_breaks(values: &[Value]) -> Vec<f64> {
    let axis = crate::chart::axis::Axis::covering(values.iter().map(|value| value.value), 5);
    let low = values.iter().map(|value| value.value).fold(f64::INFINITY, f64::min);
    let high = values.iter().map(|value| value.value).fold(f64::NEG_INFINITY, f64::max);
    axis.ticks.into_iter().filter(|tick| *tick > low && *tick <= high).collect()
}

/// Everything projected.
struct Page {
    projection: Projection,
    frame: Area,
    /// Land of the surveyed countries, in their order.
    surveyed: Vec<Vec<Ring>>,
    circles: Vec<Circle>,
    most: u64,
    /// Sites too far from the surveyed countries to be on the page.
    beyond: u64,
}

struct Circle {
    centre: (f64, f64),
    radius: f64,
}

impl Circle {
    fn around(&self) -> Area {
        let (x, y) = self.centre;
        Area { left: x, top: y, right: x, bottom: y }.grown(self.radius)
    }
}

impl Page {
    fn lay(data: &MapData, boundaries: &Boundaries, top: f64) -> Result<Self, ChartError> {
        let mut lands: Vec<&[Ring]> = Vec::new();
        for country in &data.countries {
            lands.push(boundaries.rings(&country.code)?);
        }
        let rings = lands.iter().flat_map(|rings| rings.iter());
        let (projection, frame) = Projection::fitting(rings, (LEFT, top), RIGHT - LEFT, HEIGHTS);
        let surveyed = lands.iter().map(|rings| visible(&projection, rings, &frame)).collect();
        let most = data.sites.iter().map(|site| site.count).max().unwrap_or(0);
        let mut page = Page { projection, frame, surveyed, circles: Vec::new(), most, beyond: 0 };
        let mut sites: Vec<&SiteCell> = data.sites.iter().filter(|site| site.count > 0).collect();
        // Small circles lie on large ones.
        sites.sort_by_key(|site| std::cmp::Reverse(site.count));
        for site in sites {
            let centre = page.projection.place(site.longitude, site.latitude);
            let circle = Circle { centre, radius: page.radius(site.count) };
            if frame.contains(&circle.around()) {
                page.circles.push(circle);
            } else {
                page.beyond += site.count;
            }
        }
        Ok(page)
    }

    /// Surfaces are proportional to counts.
    fn radius(&self, count: u64) -> f64 {
        (count as f64 / self.most.max(1) as f64).sqrt() * LARGEST
    }

    fn land(
        &self,
        sheet: &mut Sheet<'_>,
        data: &MapData,
        boundaries: &Boundaries,
        scale: &Classes,
    ) -> Result<(), ChartError> {
        let rim = Some((WHITE, 0.9));
        for (code, rings) in boundaries.all() {
            if data.countries.iter().all(|country| country.code != code) {
                let rings = on_page(&self.projection, rings, &self.frame);
                if !rings.is_empty() {
                    sheet.canvas.rings(&rings, Paint::Solid(LAND), rim);
                }
            }
        }
        for (country, rings) in data.countries.iter().zip(&self.surveyed) {
            sheet.canvas.open_group(&country_told(data, country));
            let paint = scale.paint(country);
            let rim = if paint == SILENT { Some((GREY_TEXT, 0.9)) } else { rim };
            sheet.canvas.rings(rings, paint, rim);
            sheet.canvas.close_group();
        }
        Ok(())
    }

    fn circles(&self, sheet: &mut Sheet<'_>) -> Result<(), ChartError> {
        for circle in &self.circles {
            disc(sheet, circle.centre, circle.radius)?;
        }
        Ok(())
    }

    fn names(
        &self,
        sheet: &mut Sheet<'_>,
        data: &MapData,
        scale: &Classes,
    ) -> Result<(), ChartError> {
        let language = data.frame.language;
        let mut texts: Vec<Vec<String>> = Vec::new();
        let mut wishes: Vec<Wish<'_>> = Vec::new();
        for (country, rings) in data.countries.iter().zip(&self.surveyed) {
            let names = std::iter::once(&country.label.text).chain(&country.label.short);
            let names: Vec<String> = names
                .map(|name| name_text(&language.polish(name), country, &data.unit, language))
                .collect();
            let mut sizes = Vec::new();
            for name in &names {
                sizes.push((Face::Bold.width(name, NAME)?, NAME * 1.05));
            }
            texts.push(names);
            wishes.push(Wish { rings, sizes });
        }
        let circles: Vec<Area> =
            self.circles.iter().map(|circle| circle.around().grown(4.0)).collect();
        let places = place(&wishes, &circles, &self.frame);
        // Leaders first: a name may lie on one, never under one.
        for [from, to] in places.iter().flatten().filter_map(|place| place.leader) {
            sheet.canvas.line(&[from, to], WHITE, 2.6)?;
            sheet.canvas.line(&[from, to], INK, 1.0)?;
            sheet.canvas.circle(from, 2.0, ShapeStyle { filled: true, ..stroked(INK, 1.0) })?;
        }
        for ((country, texts), found) in data.countries.iter().zip(&texts).zip(&places) {
            let text = |index: usize| texts.get(index).cloned().unwrap_or_default();
            let Some(found) = found else {
                return Err(ChartError::TooLong { text: text(0), width: (RIGHT - LEFT) as u32 });
            };
            let area = found.area;
            let at = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0 + drop(NAME));
            let mut set = TextStyle { halo: true, ..style(Face::Bold, NAME, INK, Align::Centre) };
            // On dark land that holds the whole name, white reads better than a rim.
            if let (Paint::Solid(land), None) = (scale.paint(country), found.leader)
                && land.text_on() == WHITE
            {
                sheet.canvas.ground(area.grown(2.0), land);
                set = TextStyle { halo: false, colour: WHITE, ..set };
            }
            sheet.canvas.text(&text(found.text), at, set)?;
        }
        Ok(())
    }

    /// What a circle's size means; returns where it ends.
    fn circle_key(
        &self,
        sheet: &mut Sheet<'_>,
        data: &MapData,
        top: f64,
    ) -> Result<f64, ChartError> {
        let language = data.frame.language;
        let middle = top + LARGEST;
        let title = language.polish(&data.sites_title);
        let set = style(Face::Bold, 13.0, INK, Align::Left);
        sheet.canvas.text(&title, (LEFT, middle + drop(13.0)), set)?;
        let mut x = LEFT + Face::Bold.width(&title, 13.0)? + 18.0;
        for count in key_counts(self.most) {
            let radius = self.radius(count);
            let text = language.count(count);
            let width = Face::Regular.width(&text, 13.0)?;
            if x + 2.0 * radius + 6.0 + width > RIGHT {
                return Err(ChartError::TooLong { text: title, width: (RIGHT - LEFT) as u32 });
            }
            disc(sheet, (x + radius, middle), radius)?;
            x += 2.0 * radius + 6.0;
            sheet.canvas.text(
                &text,
                (x, middle + drop(13.0)),
                style(Face::Regular, 13.0, INK, Align::Left),
            )?;
            x += width + 18.0;
        }
        Ok(middle + LARGEST)
    }
}

/// Three counts, the largest being the largest circle on the map.
fn key_counts(most: u64) -> Vec<u64> {
    let mut counts = vec![most.div_ceil(10), most.div_ceil(3), most];
    counts.dedup();
    counts
}

fn disc(sheet: &Sheet<'_>, centre: (f64, f64), radius: f64) -> Result<(), ChartError> {
    let fill = RGBColor(CIRCLE.0, CIRCLE.1, CIRCLE.2).mix(0.75).filled();
    sheet.canvas.circle(centre, radius, fill)?;
    sheet.canvas.circle(centre, radius, stroked(Colour(0x4a, 0x2c, 0x00), 0.9))
}

/// The land of a surveyed country; a small disc in its place where it would not be seen.
fn visible(projection: &Projection, rings: &[Ring], frame: &Area) -> Vec<Ring> {
    let land = on_page(projection, rings, frame);
    let whole = bounds(rings.iter().flatten().map(|&(lon, lat)| projection.place(lon, lat)));
    let seen = (whole.right - whole.left).max(whole.bottom - whole.top) >= 2.0 * SMALLEST;
    if seen && !land.is_empty() {
        return land;
    }
    let centre = ((whole.left + whole.right) / 2.0, (whole.top + whole.bottom) / 2.0);
    let corner = |step: u32| {
        let angle = f64::from(step) / 12.0 * std::f64::consts::TAU;
        (centre.0 + SMALLEST * angle.cos(), centre.1 + SMALLEST * angle.sin())
    };
    vec![(0..12).map(corner).collect()]
}

fn on_page(projection: &Projection, rings: &[Ring], frame: &Area) -> Vec<Ring> {
    rings.iter().map(|ring| projection.ring(ring, frame)).filter(|ring| !ring.is_empty()).collect()
}

/// Name and number; a dash where a number may not be shown.
fn name_text(name: &str, country: &MapCountry, unit: &Unit, language: Language) -> String {
    match country.datum.map(|datum| datum.shown()) {
        Some(Ok(value)) => format!("{name} {}", unit.full(language, value.value)),
        Some(Err(Absence::TooFew | Absence::Suppressed)) => format!("{name} –"),
        Some(Err(_)) | None => name.into(),
    }
}

fn notes(data: &MapData, boundaries: &Boundaries, all_indicative: bool) -> Vec<String> {
    let language = data.frame.language;
    let mut notes = Vec::new();
    let indicative: Vec<&str> = data
        .countries
        .iter()
        .filter(|country| {
            country.datum.is_some_and(|datum| datum.shown().is_ok_and(|value| value.indicative))
        })
        .map(|country| country.label.text.as_str())
        .collect();
    if !indicative.is_empty() && !all_indicative {
        let note = crate::chart::frame::indicative_note(language);
        notes.push(format!("{note} ({})", language.list(&indicative)));
    }
    let map = language.pick("Fond de carte", "Base map", "Mapa de base");
    let opinion = language.pick(
        "Les frontières et les noms n’impliquent aucune prise de position.",
        "Boundaries and names imply no opinion.",
        "As fronteiras e os nomes não implicam qualquer tomada de posição.",
    );
    notes.push(format!(
        "{map}{}{}. {opinion}",
        colon(language),
        boundaries.credit.trim_end_matches('.')
    ));
    notes
}

fn country_told(data: &MapData, country: &MapCountry) -> String {
    match &country.datum {
        Some(datum) => told(&country.label.text, datum, &data.unit, data.frame.language),
        None => data.frame.language.polish(&country.label.text),
    }
}

fn alternative(data: &MapData) -> String {
    let language = data.frame.language;
    let kind = language.pick("Carte", "Map", "Mapa");
    let countries: Vec<String> =
        data.countries.iter().map(|country| country_told(data, country)).collect();
    let sites: u64 = data.sites.iter().map(|site| site.count).sum();
    let circles = if data.sites.is_empty() {
        String::new()
    } else {
        format!(" {}{}{}.", data.sites_title, colon(language), language.count(sites))
    };
    format!(
        "{kind}. {} {}. {}.{circles}",
        sentence(&data.frame.title),
        data.frame.subtitle.trim_end_matches('.'),
        countries.join("; ")
    )
}

fn csv(data: &MapData) -> Result<String, ChartError> {
    let mut table = Table::of_data(&["kind", "code", "label", "longitude", "latitude"]);
    for country in &data.countries {
        let name = &country.label.text;
        match &country.datum {
            Some(datum) => table.row(&["country", &country.code, name, "", ""], datum),
            None => {
                let mut cells = vec![
                    "country".into(),
                    country.code.clone(),
                    crate::chart::table::harmless(name),
                ];
                cells.resize(11, String::new());
                table.cells(cells);
            }
        }
    }
    for site in &data.sites {
        let mut cells = vec!["sites".into(), String::new(), String::new()];
        cells.extend(
            [site.longitude, site.latitude, site.count as f64].map(crate::chart::table::plain),
        );
        cells.resize(11, String::new());
        table.cells(cells);
    }
    table.finish()
}
