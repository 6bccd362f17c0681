//! PNG from the SVG, so that web, Word and print show one picture.

use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};
use resvg::{tiny_skia, usvg};

use super::font::{FAMILY, Face};
use super::{ChartError, Figure};

impl Figure {
    /// The figure as a PNG file, `scale` times its size: 2 for screens, 3 for print.
    ///
    /// Only the embedded fonts are used, so that the bytes are the same everywhere.
    ///
    /// # Errors
    /// [`ChartError::Raster`] when the scale is not positive or the picture too large.
    pub fn png(&self, scale: f32) -> Result<Vec<u8>, ChartError> {
        png(&self.svg, scale)
    }
}

/// An SVG made by this crate as a PNG file.
///
/// # Errors
/// As [`Figure::png`].
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, ChartError> {
    let tree = tree(svg)?;
    let size = tree.size();
    let pixels = |length: f32| (length * scale).ceil() as u32;
    let mut pixmap = tiny_skia::Pixmap::new(pixels(size.width()), pixels(size.height()))
        .ok_or_else(|| ChartError::Raster { reason: format!("scale {scale}") })?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(raster_error)
}

fn tree(svg: &str) -> Result<Tree, ChartError> {
    let options = Options { font_family: FAMILY.into(), fontdb: fonts(), ..Options::default() };
    Tree::from_str(svg, &options).map_err(raster_error)
}

fn fonts() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    Arc::clone(FONTS.get_or_init(|| {
        let mut database = usvg::fontdb::Database::new();
        for face in Face::ALL {
            database.load_font_data(face.bytes().to_vec());
        }
        database.set_sans_serif_family(FAMILY);
        Arc::new(database)
    }))
}

fn raster_error(error: impl std::fmt::Display) -> ChartError {
    ChartError::Raster { reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use resvg::usvg::{Group, Node, Rect};

    use super::super::{BarRow, BarsData, Datum, Frame, Language, Unit, Value, bars};
    use super::*;

    fn boxes(group: &Group, out: &mut Vec<Rect>) {
        for node in group.children() {
            match node {
                Node::Group(group) => boxes(group, out),
                Node::Text(text) => out.push(text.abs_bounding_box()),
                _ => {}
            }
        }
    }

    /// What is measured before drawing is what the renderer draws: never more.
    #[test]
    fn rendered_text_stays_in_its_measured_box() {
        let row = |label: &str, value| BarRow {
            label: label.into(),
            datum: Datum::Value(Value::new(value, 400)),
        };
        let data = BarsData {
            frame: Frame {
                id: "t".into(),
                language: Language::Fr,
                title: "AVATAR : l'Évêque « fjord » a-t-il 12 450 œufs ?".into(),
                subtitle: "Ţĩþœ ɓɗɛɔ".into(),
                source: "Source : inventée.".into(),
                note: "Note 38 % ; Çà et là".into(),
                synthetic: true,
            },
            unit: Unit::PERCENT,
            rows: vec![row("To Wave, AVOWAL", 0.5), row("Yves Ȟ", 0.123)],
            overall: Some(row("Tout Va", 0.2)),
            confidence: None,
        };
        let figure = bars(&data).unwrap();
        let mut drawn = Vec::new();
        boxes(tree(&figure.svg).unwrap().root(), &mut drawn);
        assert_eq!(drawn.len(), figure.texts.len());
        for (placed, drawn) in figure.texts.iter().zip(&drawn) {
            let measured = placed.area.right - placed.area.left;
            let width = f64::from(drawn.width());
            assert!(width <= measured + 1.0, "{}: {width} > {measured}", placed.text);
            assert!(width >= measured * 0.9 - 2.0, "{}: {width} < {measured}", placed.text);
            assert!((f64::from(drawn.x()) - placed.area.left).abs() < 6.0, "{}", placed.text);
        }
    }
}
