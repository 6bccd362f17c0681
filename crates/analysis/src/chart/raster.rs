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
    let options = Options { font_family: FAMILY.into(), fontdb: fonts(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(raster_error)?;
    let size = tree.size();
    let pixels = |length: f32| (length * scale).ceil() as u32;
    let mut pixmap = tiny_skia::Pixmap::new(pixels(size.width()), pixels(size.height()))
        .ok_or_else(|| ChartError::Raster { reason: format!("scale {scale}") })?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(raster_error)
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
