//! Where charts draw: pixels as numbers, text measured and remembered.
//!
//! Shapes go through plotters' drawing area and elements; text, groups, hatching and
//! paths with holes go to the back end's own methods. Every line of text leaves its
//! ink box behind, so that [`Figure::faults`](super::Figure::faults) can tell what an
//! editor would reject.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::{Color, RGBColor, ShapeStyle};

use super::ChartError;
use super::colour::{Colour, WHITE};
use super::language::Language;
use super::layout::Block;
use super::svg::{Align, Paint, SUBPIXELS, SvgBackend, TextStyle};

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Area {
    /// Whether two areas share more than an edge.
    pub fn overlaps(&self, other: &Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// The area with a margin around it.
    pub fn grown(&self, margin: f64) -> Area {
        Area {
            left: self.left - margin,
            top: self.top - margin,
            right: self.right + margin,
            bottom: self.bottom + margin,
        }
    }

    /// Whether the other lies inside.
    pub fn contains(&self, other: &Area) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && self.right >= other.right
            && self.bottom >= other.bottom
    }
}

/// A line of text where it was placed.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedText {
    /// The text.
    pub text: String,
    /// The extent of its ink.
    pub area: Area,
    /// The lowest contrast with what is behind it.
    pub contrast: f64,
}

/// A figure being drawn.
pub(crate) struct Canvas {
    backend: SvgBackend,
    area: DrawingArea<SvgBackend, Shift>,
    painted: Vec<(Area, Colour)>,
    texts: Vec<PlacedText>,
}

impl Canvas {
    pub(crate) fn new(id: &str, width: f64) -> Self {
        let backend = SvgBackend::new(id, width);
        Canvas {
            area: backend.clone().into_drawing_area(),
            backend,
            painted: Vec::new(),
            texts: Vec::new(),
        }
    }

    /// Begins a group that readers of the page may hear as one thing.
    pub(crate) fn open_group(&self, label: &str) {
        self.backend.open_group(label);
    }

    /// Ends the group begun last.
    pub(crate) fn close_group(&self) {
        self.backend.close_group();
    }

    pub(crate) fn rectangle(&mut self, area: Area, paint: Paint) -> Result<(), ChartError> {
        self.painted.push((area, ground_of(paint)));
        match paint {
            Paint::Solid(colour) => self.draw(&Rectangle::new(
                [point(area.left, area.top), point(area.right, area.bottom)],
                filled(colour),
            )),
            _ => {
                let size = (area.right - area.left, area.bottom - area.top);
                self.backend.box_of((area.left, area.top), size, paint);
                Ok(())
            }
        }
    }

    pub(crate) fn line(
        &self,
        points: &[(f64, f64)],
        colour: Colour,
        width: f64,
    ) -> Result<(), ChartError> {
        let path: Vec<(i32, i32)> = points.iter().map(|&(x, y)| point(x, y)).collect();
        self.draw(&PathElement::new(path, stroked(colour, width)))
    }

    pub(crate) fn polygon(&self, points: &[(f64, f64)], colour: Colour) -> Result<(), ChartError> {
        let path: Vec<(i32, i32)> = points.iter().map(|&(x, y)| point(x, y)).collect();
        self.draw(&Polygon::new(path, filled(colour)))
    }

    pub(crate) fn circle(
        &self,
        centre: (f64, f64),
        radius: f64,
        style: ShapeStyle,
    ) -> Result<(), ChartError> {
        self.draw(&Circle::new(
            point(centre.0, centre.1),
            (radius * SUBPIXELS).round() as i32,
            style,
        ))
    }

    pub(crate) fn rings(
        &self,
        rings: &[Vec<(f64, f64)>],
        paint: Paint,
        outline: Option<(Colour, f64)>,
    ) {
        self.backend.rings(rings, paint, outline);
    }

    /// Says what colour is behind text, where a path and not a rectangle was painted.
    pub(crate) fn ground(&mut self, area: Area, colour: Colour) {
        self.painted.push((area, colour));
    }

    /// Sets one line of text with its baseline at `at`.
    pub(crate) fn text(
        &mut self,
        text: &str,
        at: (f64, f64),
        style: TextStyle,
    ) -> Result<(), ChartError> {
        if text.is_empty() {
            return Ok(());
        }
        let area = extent_of(text, at, style)?;
        let contrast = self.contrast(&area, &style);
        self.texts.push(PlacedText { text: text.into(), area, contrast });
        self.backend.text(text, at, &style);
        Ok(())
    }

    /// Sets lines of text from the top of the first line downwards.
    pub(crate) fn block(
        &mut self,
        block: &Block,
        at: (f64, f64),
        style: TextStyle,
    ) -> Result<(), ChartError> {
        let style = TextStyle { face: block.face, size: block.size, ..style };
        for (index, line) in block.lines.iter().enumerate() {
            self.text(line, (at.0, at.1 + block.baseline(index)), style)?;
        }
        Ok(())
    }

    /// The file and the texts in it.
    pub(crate) fn finish(
        self,
        height: f64,
        language: Language,
        title: &str,
        description: &str,
    ) -> (String, Vec<PlacedText>) {
        (self.backend.finish(height, language, title, description), self.texts)
    }

    fn contrast(&self, area: &Area, style: &TextStyle) -> f64 {
        if style.halo {
            return style.colour.contrast(WHITE);
        }
        // What was painted last hides what was painted before, where it covers the text.
        let mut lowest = f64::INFINITY;
        for (behind, colour) in
            self.painted.iter().rev().filter(|(behind, _)| behind.overlaps(area))
        {
            lowest = lowest.min(style.colour.contrast(*colour));
            if behind.contains(area) {
                return lowest;
            }
        }
        lowest.min(style.colour.contrast(WHITE))
    }

    fn draw<E>(&self, element: &E) -> Result<(), ChartError>
    where
        for<'a> &'a E: plotters::element::PointCollection<'a, (i32, i32)>,
        E: plotters::element::Drawable<SvgBackend>,
    {
        self.area.draw(element).map_err(|error| ChartError::Drawing { reason: error.to_string() })
    }
}

/// Where the ink of a line of text lies.
pub(crate) fn extent_of(text: &str, at: (f64, f64), style: TextStyle) -> Result<Area, ChartError> {
    let extent = style.face.measure(text, style.size)?;
    let start = match style.align {
        Align::Left => 0.0,
        Align::Centre => -extent.width / 2.0,
        Align::Right => -extent.width,
    };
    Ok(if style.upward {
        Area {
            left: at.0 - extent.above,
            right: at.0 + extent.below,
            top: at.1 - start - extent.width,
            bottom: at.1 - start,
        }
    } else {
        Area {
            left: at.0 + start,
            right: at.0 + start + extent.width,
            top: at.1 - extent.above,
            bottom: at.1 + extent.below,
        }
    })
}

/// A filled shape.
pub(crate) fn filled(colour: Colour) -> ShapeStyle {
    RGBColor(colour.0, colour.1, colour.2).filled()
}

/// An outline of a width in pixels.
pub(crate) fn stroked(colour: Colour, width: f64) -> ShapeStyle {
    RGBColor(colour.0, colour.1, colour.2).stroke_width((width * SUBPIXELS).round() as u32)
}

fn point(x: f64, y: f64) -> (i32, i32) {
    ((x * SUBPIXELS).round() as i32, (y * SUBPIXELS).round() as i32)
}

fn ground_of(paint: Paint) -> Colour {
    match paint {
        Paint::Solid(colour) | Paint::Hatched(_, colour) => colour,
    }
}
