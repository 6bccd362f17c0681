//! The SVG back end of plotters: tenths of pixels, and what a figure for people needs
//! beside shapes: a name and a description, groups with labels, hatching, paths with
//! holes, text with a halo, identifiers that do not clash on one page.
//!
//! plotters' coordinates are whole numbers, so that the canvas it sees is ten times
//! as large as the figure; numbers are printed with one decimal.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fmt::Write;
use std::rc::Rc;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};

use super::colour::{Colour, WHITE};
use super::font::{FAMILY, Face};
use super::language::Language;

/// Points of a pixel.
pub(crate) const SUBPIXELS: f64 = 10.0;

/// Height of a page before its figure is finished: plotters cuts shapes off at the edge.
const TALLEST: f64 = 20_000.0;

/// A figure as it is written, shared by plotters' drawing area and the canvas.
#[derive(Clone, Debug)]
pub(crate) struct SvgBackend {
    page: Rc<RefCell<Page>>,
}

/// What has been drawn so far.
#[derive(Debug)]
pub(crate) struct Page {
    prefix: String,
    width: f64,
    height: f64,
    body: String,
    hatchings: BTreeSet<(Colour, Colour)>,
    open_groups: usize,
}

/// How a line of text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TextStyle {
    /// Style of the typeface.
    pub face: Face,
    /// Size in pixels.
    pub size: f64,
    /// Colour.
    pub colour: Colour,
    /// Which end of the line the position is.
    pub align: Align,
    /// Whether a white rim keeps it apart from what is behind.
    pub halo: bool,
    /// Whether it is turned to be read from below.
    pub upward: bool,
}

/// Which end of a line of text its position is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    /// It begins there.
    Left,
    /// It is centred there.
    Centre,
    /// It ends there.
    Right,
}

/// How a path is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Paint {
    Solid(Colour),
    /// Diagonal lines of the first colour on the second.
    Hatched(Colour, Colour),
}

impl SvgBackend {
    pub(crate) fn new(prefix: &str, width: f64) -> Self {
        let page = Page {
            prefix: identifier(prefix),
            width,
            height: TALLEST,
            body: String::new(),
            hatchings: BTreeSet::new(),
            open_groups: 0,
        };
        SvgBackend { page: Rc::new(RefCell::new(page)) }
    }

    pub(crate) fn open_group(&self, label: &str) {
        let mut page = self.page.borrow_mut();
        page.open_groups += 1;
        let _ = writeln!(page.body, "<g role=\"group\" aria-label=\"{}\">", escape(label));
    }

    pub(crate) fn close_group(&self) {
        let mut page = self.page.borrow_mut();
        if page.open_groups > 0 {
            page.open_groups -= 1;
            page.body.push_str("</g>\n");
        }
    }

    /// Closed rings, the odd ones being holes of the even ones, with an outline.
    pub(crate) fn rings(
        &self,
        rings: &[Vec<(f64, f64)>],
        paint: Paint,
        outline: Option<(Colour, f64)>,
    ) {
        let mut data = String::new();
        for ring in rings {
            for (index, point) in ring.iter().enumerate() {
                let command = if index == 0 { 'M' } else { 'L' };
                let _ = write!(data, "{command}{} {}", tenth(point.0), tenth(point.1));
            }
            data.push('Z');
        }
        let fill = self.fill(paint);
        let stroke = outline.map_or(String::new(), |(colour, width)| {
            format!(
                " stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"",
                colour.hex(),
                tenth(width)
            )
        });
        self.write(&format!("<path d=\"{data}\" fill-rule=\"evenodd\"{fill}{stroke}/>"));
    }

    pub(crate) fn box_of(&self, corner: (f64, f64), size: (f64, f64), paint: Paint) {
        let fill = self.fill(paint);
        self.write(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{fill}/>",
            tenth(corner.0),
            tenth(corner.1),
            tenth(size.0),
            tenth(size.1)
        ));
    }

    pub(crate) fn text(&self, text: &str, at: (f64, f64), style: &TextStyle) {
        let mut element = format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"",
            tenth(at.0),
            tenth(at.1),
            tenth(style.size)
        );
        match style.face {
            Face::Regular => {}
            Face::Bold => element.push_str(" font-weight=\"700\""),
            Face::Italic => element.push_str(" font-style=\"italic\""),
        }
        match style.align {
            Align::Left => {}
            Align::Centre => element.push_str(" text-anchor=\"middle\""),
            Align::Right => element.push_str(" text-anchor=\"end\""),
        }
        if style.upward {
            let _ = write!(element, " transform=\"rotate(-90 {} {})\"", tenth(at.0), tenth(at.1));
        }
        let _ = write!(element, " fill=\"{}\"", style.colour.hex());
        if style.halo {
            let _ = write!(
                element,
                " stroke=\"{}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
                WHITE.hex()
            );
        }
        self.write(&format!("{element}>{}</text>", escape(text)));
    }

    /// The whole file.
    pub(crate) fn finish(
        &self,
        height: f64,
        language: Language,
        title: &str,
        description: &str,
    ) -> String {
        let mut page = self.page.borrow_mut();
        page.height = height;
        while page.open_groups > 0 {
            page.open_groups -= 1;
            page.body.push_str("</g>\n");
        }
        let (id, width, height) = (&page.prefix, tenth(page.width), tenth(page.height));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" xml:lang=\"{code}\" \
             lang=\"{code}\" font-family=\"'{FAMILY}', 'DejaVu Sans', Arial, sans-serif\">\n\
             <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
            escape(title),
            escape(description),
            code = language.code(),
        );
        if !page.hatchings.is_empty() {
            out.push_str("<defs>\n");
            for (line, ground) in &page.hatchings {
                let _ = writeln!(
                    out,
                    "<pattern id=\"{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
                     patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"{}\"/>\
                     <rect width=\"2\" height=\"6\" fill=\"{}\"/></pattern>",
                    page.hatching_id(*line, *ground),
                    ground.hex(),
                    line.hex()
                );
            }
            out.push_str("</defs>\n");
        }
        let _ = write!(
            out,
            "<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n{}</svg>\n",
            WHITE.hex(),
            page.body
        );
        out
    }

    fn fill(&self, paint: Paint) -> String {
        match paint {
            Paint::Solid(colour) => format!(" fill=\"{}\"", colour.hex()),
            Paint::Hatched(line, ground) => {
                let mut page = self.page.borrow_mut();
                page.hatchings.insert((line, ground));
                format!(" fill=\"url(#{})\"", page.hatching_id(line, ground))
            }
        }
    }

    fn write(&self, element: &str) {
        let mut page = self.page.borrow_mut();
        page.body.push_str(element);
        page.body.push('\n');
    }
}

impl Page {
    fn hatching_id(&self, line: Colour, ground: Colour) -> String {
        format!("{}-hatch-{}-{}", self.prefix, &line.hex()[1..], &ground.hex()[1..])
    }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Nothing can go wrong while text is appended to a string.
impl DrawingBackend for SvgBackend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let page = self.page.borrow();
        ((page.width * SUBPIXELS) as u32, (page.height * SUBPIXELS) as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.write(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}/>",
            part(a.0.min(b.0)),
            part(a.1.min(b.1)),
            part((b.0 - a.0).abs()),
            part((b.1 - a.1).abs()),
            ink(style, fill)
        ));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.write(&format!("<path d=\"{}\"{}/>", path_data(path), ink(style, false)));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.write(&format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>",
            part(centre.0),
            part(centre.1),
            tenth(f64::from(radius) / SUBPIXELS),
            ink(style, fill)
        ));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        self.write(&format!("<path d=\"{}Z\"{}/>", path_data(vert), ink(style, true)));
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        let (red, green, blue) = style.color().rgb;
        let set = TextStyle {
            face: face_of(style),
            size: style.size() / SUBPIXELS,
            colour: Colour(red, green, blue),
            align: match style.anchor().h_pos {
                HPos::Left => Align::Left,
                HPos::Center => Align::Centre,
                HPos::Right => Align::Right,
            },
            halo: false,
            upward: false,
        };
        SvgBackend::text(
            self,
            text,
            (f64::from(at.0) / SUBPIXELS, f64::from(at.1) / SUBPIXELS),
            &set,
        );
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let extent = face_of(style)
            .measure(text, style.size())
            .map_err(|error| DrawingErrorKind::FontError(Box::new(error)))?;
        Ok((extent.width.ceil() as u32, (extent.above + extent.below).ceil() as u32))
    }
}

fn face_of<T: BackendTextStyle>(style: &T) -> Face {
    match style.style() {
        FontStyle::Bold => Face::Bold,
        FontStyle::Italic | FontStyle::Oblique => Face::Italic,
        FontStyle::Normal => Face::Regular,
    }
}

fn ink<S: BackendStyle>(style: &S, fill: bool) -> String {
    let (red, green, blue) = style.color().rgb;
    let colour = Colour(red, green, blue).hex();
    let alpha = style.color().alpha;
    let role = if fill { "fill" } else { "stroke" };
    let opacity =
        if alpha < 1.0 { format!(" {role}-opacity=\"{alpha:.2}\"") } else { String::new() };
    if fill {
        format!(" fill=\"{colour}\"{opacity}")
    } else {
        let width = tenth(f64::from(style.stroke_width()) / SUBPIXELS);
        format!(" fill=\"none\" stroke=\"{colour}\"{opacity} stroke-width=\"{width}\"")
    }
}

fn path_data<I: IntoIterator<Item = BackendCoord>>(points: I) -> String {
    let mut data = String::new();
    for (index, (x, y)) in points.into_iter().enumerate() {
        let command = if index == 0 { 'M' } else { 'L' };
        let _ = write!(data, "{command}{} {}", part(x), part(y));
    }
    data
}

/// A number of tenths with at most one decimal.
fn part(tenths: i32) -> String {
    if tenths % 10 == 0 {
        format!("{}", tenths / 10)
    } else {
        format!("{:.1}", f64::from(tenths) / SUBPIXELS)
    }
}

/// A number of pixels with at most one decimal.
pub(crate) fn tenth(pixels: f64) -> String {
    part((pixels * SUBPIXELS).round() as i32)
}

/// Text between tags or in an attribute. Control characters are not allowed in XML.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// An XML identifier made of a figure's id.
fn identifier(id: &str) -> String {
    let safe: String = id
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' })
        .collect();
    format!("f-{safe}")
}

#[cfg(test)]
mod tests {
    use plotters::drawing::IntoDrawingArea;
    use plotters::element::{PathElement, Rectangle};
    use plotters::style::{Color, RGBColor, ShapeStyle};

    use super::*;

    #[test]
    fn plotters_elements_come_out_in_tenths_of_pixels() {
        let backend = SvgBackend::new("a b", 100.0);
        let area = backend.clone().into_drawing_area();
        area.draw(&Rectangle::new([(10, 15), (505, 100)], RGBColor(1, 2, 3).filled())).unwrap();
        area.draw(&PathElement::new(
            [(0, 0), (7, 20)],
            ShapeStyle { color: RGBColor(255, 0, 0).to_rgba(), filled: false, stroke_width: 15 },
        ))
        .unwrap();
        let svg = backend.finish(20.0, Language::Pt, "T", "D & E");
        assert!(
            svg.contains(
                "<rect x=\"1\" y=\"1.5\" width=\"49.5\" height=\"8.5\" fill=\"#010203\"/>"
            ),
            "{svg}"
        );
        assert!(
            svg.contains(
                "<path d=\"M0 0L0.7 2\" fill=\"none\" stroke=\"#ff0000\" stroke-width=\"1.5\"/>"
            ),
            "{svg}"
        );
        assert!(
            svg.contains("id=\"f-a-b-title\"")
                && svg.contains("xml:lang=\"pt\"")
                && svg.contains("D &amp; E")
        );
    }

    #[test]
    fn a_hatching_is_defined_once_and_under_the_figures_own_id() {
        let backend = SvgBackend::new("water", 10.0);
        for _ in 0..2 {
            backend.box_of((0.0, 0.0), (5.0, 5.0), Paint::Hatched(Colour(1, 1, 1), WHITE));
        }
        let svg = backend.finish(10.0, Language::En, "", "");
        assert_eq!(svg.matches("<pattern id=\"f-water-hatch-010101-ffffff\"").count(), 1);
        assert_eq!(svg.matches("url(#f-water-hatch-010101-ffffff)").count(), 2);
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [tenth(1.0), tenth(-0.04), tenth(-0.5), tenth(12.34)],
            ["1", "0", "-0.5", "12.3"]
        );
    }
}
