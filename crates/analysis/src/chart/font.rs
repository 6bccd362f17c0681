//! The embedded typeface: what a text measures, and whether every glyph exists.
//!
//! Three styles of Noto Sans (SIL Open Font License, see `fonts/NotoSans-LICENCE.txt`)
//! are part of the binary, so that a figure looks alike on every machine. Texts are
//! measured by the sum of their advances without kerning, which is never much less
//! than what a renderer needs.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::ChartError;

/// The family name that the SVG asks for.
pub const FAMILY: &str = "Noto Sans";

/// A style of the embedded typeface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Upright.
    Regular,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
}

/// The extent of a line of text in pixels, from its origin on the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Sum of the advances.
    pub width: f64,
    /// How far ink reaches above the baseline.
    pub above: f64,
    /// How far ink reaches below the baseline.
    pub below: f64,
}

impl Face {
    /// The font file, for documents that embed it.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Face::Regular => include_bytes!("../../fonts/NotoSans-Regular.sub.ttf"),
            Face::Bold => include_bytes!("../../fonts/NotoSans-Bold.sub.ttf"),
            Face::Italic => include_bytes!("../../fonts/NotoSans-Italic.sub.ttf"),
        }
    }

    /// All of them.
    pub const ALL: [Face; 3] = [Face::Regular, Face::Bold, Face::Italic];

    /// Measures one line of text set in `size` pixels.
    ///
    /// # Errors
    /// [`ChartError::MissingGlyph`] when the typeface lacks a character: a renderer
    /// would leave it out without a word.
    pub fn measure(self, text: &str, size: f64) -> Result<Extent, ChartError> {
        let metrics = self.metrics().ok_or(ChartError::Font)?;
        let scale = size / metrics.units_per_em;
        let mut extent = Extent { width: 0.0, above: 0.0, below: 0.0 };
        for character in text.chars() {
            let glyph = metrics.glyphs.get(&character);
            let glyph =
                glyph.ok_or_else(|| ChartError::MissingGlyph { text: text.into(), character })?;
            extent.width += glyph.advance * scale;
            extent.above = extent.above.max(glyph.above * scale);
            extent.below = extent.below.max(glyph.below * scale);
        }
        Ok(extent)
    }

    /// The width of one line of text set in `size` pixels.
    ///
    /// # Errors
    /// As [`Face::measure`].
    pub fn width(self, text: &str, size: f64) -> Result<f64, ChartError> {
        Ok(self.measure(text, size)?.width)
    }

    fn metrics(self) -> Option<&'static Metrics> {
        static READ: [OnceLock<Option<Metrics>>; 3] =
            [OnceLock::new(), OnceLock::new(), OnceLock::new()];
        READ[self as usize].get_or_init(|| Metrics::read(self.bytes())).as_ref()
    }
}

/// What measuring needs of a font file, read once.
struct Metrics {
    units_per_em: f64,
    glyphs: BTreeMap<char, Glyph>,
}

struct Glyph {
    advance: f64,
    above: f64,
    below: f64,
}

impl Metrics {
    fn read(bytes: &[u8]) -> Option<Self> {
        let face = ttf_parser::Face::parse(bytes, 0).ok()?;
        let mut glyphs = BTreeMap::new();
        for subtable in face.tables().cmap?.subtables.into_iter().filter(|table| table.is_unicode())
        {
            subtable.codepoints(|code| {
                let Some(character) = char::from_u32(code) else { return };
                let Some(id) = face.glyph_index(character) else { return };
                let ink = face.glyph_bounding_box(id);
                glyphs.insert(
                    character,
                    Glyph {
                        advance: f64::from(face.glyph_hor_advance(id).unwrap_or(0)),
                        above: ink.map_or(0.0, |ink| f64::from(ink.y_max)),
                        below: ink.map_or(0.0, |ink| -f64::from(ink.y_min)),
                    },
                );
            });
        }
        Some(Metrics { units_per_em: f64::from(face.units_per_em()), glyphs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_count_once_and_bold_is_wider() {
        let plain = Face::Regular.width("elite", 14.0).unwrap();
        let accented = Face::Regular.width("élite", 14.0).unwrap();
        assert!((plain - accented).abs() < 1e-9);
        assert!(Face::Bold.width("elite", 14.0).unwrap() > plain);
    }

    #[test]
    fn ink_reaches_above_capitals_with_accents_and_below_descenders() {
        let capital = Face::Regular.measure("E", 100.0).unwrap();
        let accented = Face::Regular.measure("É", 100.0).unwrap();
        assert!(accented.above > capital.above);
        assert_eq!(capital.below, 0.0);
        assert!(Face::Regular.measure("g", 100.0).unwrap().below > 10.0);
    }

    #[test]
    fn a_missing_glyph_is_an_error_that_names_it() {
        let error = Face::Regular.width("up \u{2192}", 14.0).unwrap_err();
        assert_eq!(
            error,
            ChartError::MissingGlyph { text: "up \u{2192}".into(), character: '\u{2192}' }
        );
    }
}
