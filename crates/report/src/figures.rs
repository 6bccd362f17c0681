//! From a chart of the plan to the figure.

use analysis::chart::{
    Arrangement, BarRow, BarsData, Direction as Worse, DumbbellData, Figure, FigureError, Frame,
    HeatData, Labels, LikertData, Measure, Selection, Side, bars, datum, dumbbell, heat, likert,
};
use analysis::map::{Boundaries, MapData, SiteCell, map};
use analysis::plan::{ChartKind, ChartSpec, Direction, Indicator, Type};
use analysis::results::{Estimate, Reason};

use crate::ReportError;
use crate::coverage::unplanned;
use crate::edition::{COUNTRY, Edition, bare, is_about_all, is_share, question};

/// A figure with its picture.
pub(crate) struct Drawn {
    /// Id of the chart.
    pub(crate) id: String,
    /// Family of its first indicator.
    pub(crate) family: String,
    /// Its title.
    pub(crate) title: String,
    pub(crate) figure: Figure,
    pub(crate) png: Vec<u8>,
}

/// Pixels of a picture for one of the figure.
const SCALE: f32 = 2.0;

/// Draws the charts of the plan in its order.
pub(crate) fn draw(edition: &Edition<'_>) -> Result<Vec<Drawn>, ReportError> {
    let charts = &edition.material.plan.charts;
    let shown = charts.iter().filter_map(|spec| Some((spec, Sketch::new(edition, spec)?)));
    shown
        .map(|(spec, sketch)| {
            let figure = sketch.figure(spec.kind).map_err(ReportError::Figure)?;
            let png = figure.png(SCALE).map_err(|error| ReportError::Picture {
                figure: spec.id.value.clone(),
                reason: error.to_string(),
            })?;
            Ok(Drawn {
                id: spec.id.value.clone(),
                family: sketch.first.family.clone(),
                title: edition.pick(&spec.title),
                figure,
                png,
            })
        })
        .collect()
}

/// The indicators that a chart shows.
pub(crate) fn indicators<'a>(edition: &Edition<'a>, spec: &ChartSpec) -> Vec<&'a Indicator> {
    spec.shows().filter_map(|id| edition.material.plan.indicator(id)).collect()
}

/// A chart with the names of what it shows.
struct Sketch<'a> {
    edition: &'a Edition<'a>,
    spec: &'a ChartSpec,
    first: &'a Indicator,
    indicators: Vec<&'a Indicator>,
    by: &'a str,
    order: Vec<String>,
    labels: Labels,
}

impl<'a> Sketch<'a> {
    fn new(edition: &'a Edition<'a>, spec: &'a ChartSpec) -> Option<Self> {
        let indicators = indicators(edition, spec);
        let first = *indicators.first()?;
        let variables: Vec<&str> = spec.by.iter().map(|variable| variable.as_str()).collect();
        let labels = edition.labels(&indicators, &variables);
        let by = variables.first().copied().unwrap_or_default();
        let order = edition.values(&indicators, by);
        Some(Sketch { edition, spec, first, indicators, by, order, labels })
    }

    fn figure(&self, kind: ChartKind) -> Result<Figure, FigureError> {
        let selection = Selection {
            results: &self.edition.material.results.rows,
            labels: &self.labels,
            by: self.by,
            order: &self.order,
        };
        match kind {
            ChartKind::Bars if self.has_categories() => bars(&self.bars_of_categories()),
            ChartKind::Bars => {
                bars(&BarsData::from_results(&selection, self.measure(), self.frame()))
            }
            ChartKind::Likert => self.likert(&selection),
            ChartKind::Heat => {
                heat(&HeatData::from_results(&selection, &self.rows(), self.frame()))
            }
            ChartKind::Dumbbell => self.dumbbell(&selection),
            ChartKind::Map => self.map(&selection),
        }
    }

    fn has_categories(&self) -> bool {
        matches!(self.first.kind.value, Type::Categories | Type::Multiple)
    }

    fn measure(&self) -> Measure<'a> {
        measure(self.first)
    }

    /// A bar for each category, everyone together.
    fn bars_of_categories(&self) -> BarsData {
        let id = self.first.id.as_str();
        let rows = self.edition.categories(self.first).into_iter().filter_map(|code| {
            let estimate = self.edition.estimate(id, Some(&code), &[])?;
            let name = self.edition.choice(&self.first.form, question(self.first), &code);
            Some(BarRow { label: name.into(), datum: datum(estimate) })
        });
        BarsData {
            frame: self.frame(),
            unit: self.edition.unit(self.first),
            rows: rows.collect(),
            overall: None,
            confidence: Some(self.edition.material.plan.confidence.value),
        }
    }

    /// The scale in the order of the form, its middle on neither side.
    fn likert(&self, selection: &Selection<'_>) -> Result<Figure, FigureError> {
        let codes = self.edition.categories(self.first);
        let last = codes.len().saturating_sub(1);
        let sides = codes.iter().enumerate().map(|(index, code)| {
            let side = match (2 * index).cmp(&last) {
                std::cmp::Ordering::Less => Side::Against,
                std::cmp::Ordering::Equal => Side::Neither,
                std::cmp::Ordering::Greater => Side::InFavour,
            };
            (code.clone(), side)
        });
        let scale: Vec<(String, Side)> = sides.collect();
        let id = self.first.id.as_str();
        let shape = Arrangement::Diverging;
        likert(&LikertData::from_results(selection, id, &scale, shape, None, self.frame()))
    }

    /// The rows of a heat map.
    fn rows(&self) -> Vec<(Measure<'a>, Worse)> {
        let worse = |indicator: &Indicator| match indicator.direction {
            Direction::HigherWorse => Worse::HigherIsWorse,
            Direction::HigherBetter => Worse::HigherIsBetter,
            Direction::Context => Worse::Neither,
        };
        self.indicators.iter().map(|&indicator| (measure(indicator), worse(indicator))).collect()
    }

    /// The first two values of the second variable, in the order of its list.
    fn dumbbell(&self, selection: &Selection<'_>) -> Result<Figure, FigureError> {
        let across = self.spec.by.get(1).map_or("", |variable| variable.as_str());
        let values = self.edition.values(&[self.first], across);
        let value = |index: usize| values.get(index).map_or("", String::as_str);
        let pair = [value(0), value(1)];
        let data =
            DumbbellData::from_results(selection, self.measure(), across, pair, self.frame());
        dumbbell(&data)
    }

    /// Countries by the first indicator that is no count, circles by the first that is one.
    fn map(&self, selection: &Selection<'_>) -> Result<Figure, FigureError> {
        let is_count = |indicator: &&&Indicator| indicator.kind.value == Type::Count;
        let coloured = self.indicators.iter().find(|one| !is_count(one));
        let counted = self.indicators.iter().find(is_count);
        let sites = counted.map(|one| self.sites(one)).unwrap_or_default();
        let title = counted.map(|one| self.edition.indicator_name(one)).unwrap_or_default();
        let measure = coloured.map(|one| measure(one));
        let data =
            MapData::from_results(selection, measure, Vec::new(), sites, title, self.frame());
        let boundaries = Boundaries::africa()
            .map_err(|cause| FigureError { figure: self.spec.id.value.clone(), cause })?;
        map(&data, &boundaries)
    }

    /// The numbers of an indicator by country and cell of position, each with its cell.
    fn cells(&self, indicator: &'a Indicator) -> impl Iterator<Item = (&'a Estimate, &'a str)> {
        let rows = self.edition.material.results.rows.iter();
        rows.filter_map(move |row| {
            let of_country = row.domain.iter().any(|(variable, _)| variable == COUNTRY);
            let cell = row.domain.iter().find(|(variable, _)| bare(variable) == "gps_cell");
            let (_, cell) =
                cell.filter(|_| of_country && indicator.id == row.indicator.as_str())?;
            Some((row, cell.as_str()))
        })
    }

    fn sites(&self, indicator: &'a Indicator) -> Vec<SiteCell> {
        let site = |(row, cell): (&Estimate, &str)| {
            let (latitude, longitude) = cell.split_once(',')?;
            Some(SiteCell {
                longitude: longitude.trim().parse().ok()?,
                latitude: latitude.trim().parse().ok()?,
                count: row.value.filter(|count| *count >= 1.0)? as u64,
            })
        };
        self.cells(indicator).filter_map(site).collect()
    }

    /// How many cells of a map are hidden: its circles are then not all the sites.
    fn hidden_cells(&self) -> Option<String> {
        let is_map = self.spec.kind == ChartKind::Map;
        let counted = self.indicators.iter().find(|one| one.kind.value == Type::Count && is_map)?;
        let is_hidden = |row: &Estimate| {
            matches!(row.reason, Some(Reason::Suppressed | Reason::SuppressedComplement))
        };
        let count = self.cells(counted).filter(|(row, _)| is_hidden(row)).count() as u64;
        let told = self.edition.count(count);
        (count > 0).then(|| self.edition.fill("page", "hidden_cells", &[("count", &told)]))
    }

    fn frame(&self) -> Frame {
        let edition = self.edition;
        let source = edition.pick(&edition.material.survey.source);
        let source = match source.is_empty() {
            true => source,
            false => edition.fill("page", "source", &[("source", &source)]),
        };
        Frame {
            id: format!("{}-{}", self.spec.id.value, edition.language.code()),
            language: edition.language,
            title: edition.pick(&self.spec.title),
            subtitle: self.subtitle(),
            source,
            note: self.note(),
            synthetic: edition.material.survey.synthetic,
        }
    }

    /// As the plan says, and where nothing was planned: these countries are no gaps.
    fn note(&self) -> String {
        let mut notes = vec![self.edition.pick(&self.spec.note)];
        notes.extend(self.hidden_cells());
        let not_applicable = !self.first.not_applicable.is_empty();
        if self.by == COUNTRY && !not_applicable {
            notes.extend(unplanned(self.edition, &self.first.form));
        }
        notes.retain(|note| !note.is_empty());
        notes.join(" ")
    }

    /// As the plan says, else the indicator's name, its unit and whose share it is.
    fn subtitle(&self) -> String {
        let edition = self.edition;
        let written = edition.pick(&self.spec.subtitle);
        if !written.is_empty() {
            return written;
        }
        if self.indicators.len() > 1 {
            return edition.say("subtitle", "several");
        }
        let label = edition.indicator_name(self.first);
        let label = ("label", label.as_str());
        if self.first.kind.value == Type::Count {
            return edition.fill("subtitle", "number", &[label]);
        }
        if !is_share(self.first) {
            let unit = edition.unit_in_words(self.first);
            return edition.fill("subtitle", "unit", &[label, ("unit", &unit)]);
        }
        match is_about_all(self.first) {
            true => {
                let unit = edition.unit_of_form(&self.first.form);
                edition.fill("subtitle", "percent_of", &[label, ("unit", &unit)])
            }
            false => edition.fill("subtitle", "percent", &[label]),
        }
    }
}

fn measure(indicator: &Indicator) -> Measure<'_> {
    Measure { indicator: indicator.id.as_str(), category: None }
}
