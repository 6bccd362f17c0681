//! Charts: measure first, draw second.
//!
//! A chart is a pure function from data to a [`Figure`]: an SVG, a text that says what
//! it shows, and the numbers behind it as CSV. plotters supplies the drawing area, the
//! elements and the back-end trait; measuring, layout, the SVG itself and each chart
//! are ours. A text that cannot be made to fit is an error that names it, and
//! [`Figure::faults`] finds what an editor would reject.
//!
//! ```
//! use analysis::chart::{bars, BarRow, BarsData, Datum, Absence, Frame, Language, Unit, Value};
//!
//! let frame = Frame {
//!     id: "water".into(),
//!     language: Language::Fr,
//!     title: "Sept ménages sur dix ont de l'eau sûre".into(),
//!     subtitle: "Part des ménages, en %".into(),
//!     source: "Source : données fictives.".into(),
//!     note: String::new(),
//!     synthetic: true,
//! };
//! let rows = vec![
//!     BarRow { label: "Pays A".into(), datum: Datum::Value(Value::new(0.71, 412).between(0.66, 0.76)) },
//!     BarRow { label: "Pays B".into(), datum: Datum::Absent(Absence::NotReported) },
//! ];
//! let figure = bars(&BarsData { frame, unit: Unit::PERCENT, rows, overall: None, confidence: Some(0.95) })?;
//! assert!(figure.alt.contains("Pays B\u{a0}: n’a rien transmis"));
//! assert_eq!(figure.faults(), []);
//! let png = figure.png(2.0)?;
//! # assert!(png.len() > 1000);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | is about |
//! |---|---|
//! | [`language`] | numbers, dates and lists as French, English and Portuguese write them |
//! | [`data`] | numbers, and words where there is none |
//! | [`font`], [`layout`] | what a text measures, and how it is made to fit |
//! | [`colour`] | palettes and contrast |
//! | `svg`, `canvas` | plotters' back end, and text that leaves its box behind |
//! | `frame` | title, unit, marks, source, notes |
//! | `bars` and its siblings | one chart each |
//! | `from_results` | from the results table to what charts are given |
//! | `raster` | PNG |

pub mod colour;
pub mod data;
pub mod font;
pub mod language;
pub mod layout;

pub(crate) mod axis;
pub(crate) mod bars;
pub(crate) mod canvas;
mod dumbbell;
pub(crate) mod frame;
mod from_results;
mod heat;
mod likert;
mod raster;
pub(crate) mod svg;
pub(crate) mod table;

pub use bars::{BarRow, BarsData, bars};
pub use canvas::{Area, PlacedText};
pub use data::{Absence, Datum, Unit, Value};
pub use dumbbell::{DumbbellData, DumbbellRow, dumbbell};
pub use frame::{Fault, Frame, WIDTH, synthetic_word};
pub use from_results::{Labels, Measure, Selection, datum};
pub use heat::{Direction, HeatData, HeatRow, heat};
pub use language::Language;
pub use layout::Label;
pub use likert::{Arrangement, LikertCategory, LikertData, LikertRow, Side, likert};
pub use raster::png;

/// A drawn figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Id, as given.
    pub id: String,
    /// The picture.
    pub svg: String,
    /// What it shows, in words, made from the data.
    pub alt: String,
    /// The data behind it. Shares are between 0 and 1; decimals have a point.
    pub csv: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Every line of text and where its ink is.
    pub texts: Vec<PlacedText>,
}

/// Why a figure could not be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureError {
    /// Id of the figure.
    pub figure: String,
    /// What is wrong with it.
    pub cause: ChartError,
}

/// What can be wrong with a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartError {
    /// A text fits neither wrapped, nor smaller, nor in its short form.
    TooLong {
        /// The text.
        text: String,
        /// Pixels that it was given.
        width: u32,
    },
    /// The typeface lacks a character.
    MissingGlyph {
        /// The text.
        text: String,
        /// The character.
        character: char,
    },
    /// There is no row to draw.
    NoRows,
    /// A row has fewer or more numbers than the figure has columns.
    Columns {
        /// The row.
        row: String,
        /// Numbers that it has.
        found: usize,
        /// Numbers that it should have.
        expected: usize,
    },
    /// The boundaries have no such country.
    UnknownCountry {
        /// Its code.
        code: String,
    },
    /// A boundary file is not what it should be.
    Boundaries {
        /// What is wrong.
        reason: String,
    },
    /// The embedded typeface cannot be read.
    Font,
    /// The drawing area refused.
    Drawing {
        /// What it said.
        reason: String,
    },
    /// The PNG could not be made.
    Raster {
        /// Why.
        reason: String,
    },
}

impl ChartError {
    /// The same with the figure's id.
    pub(crate) fn of(self, frame: &Frame) -> FigureError {
        FigureError { figure: frame.id.clone(), cause: self }
    }
}

impl std::fmt::Display for ChartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ChartError::TooLong { text, width } => {
                write!(f, "\"{text}\" does not fit into {width} pixels; give it a short form")
            }
            ChartError::MissingGlyph { text, character } => {
                write!(f, "the typeface has no U+{:04X}, in \"{text}\"", u32::from(*character))
            }
            ChartError::NoRows => f.write_str("there is nothing to draw"),
            ChartError::Columns { row, found, expected } => {
                write!(f, "row \"{row}\" has {found} numbers, the figure has {expected} columns")
            }
            ChartError::UnknownCountry { code } => {
                write!(f, "the boundaries have no country \"{code}\"")
            }
            ChartError::Boundaries { reason } => {
                write!(f, "the boundaries cannot be used: {reason}")
            }
            ChartError::Font => f.write_str("the embedded typeface cannot be read"),
            ChartError::Drawing { reason } => write!(f, "drawing failed: {reason}"),
            ChartError::Raster { reason } => write!(f, "the picture could not be made: {reason}"),
        }
    }
}

impl std::error::Error for ChartError {}

impl std::fmt::Display for FigureError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "figure \"{}\": {}", self.figure, self.cause)
    }
}

impl std::error::Error for FigureError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}
