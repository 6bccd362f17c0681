//! Maps of the countries of a survey.
//!
//! Like a chart, a map is a pure function from data to a [`Figure`](crate::chart::Figure).
//!
//! | module | is about |
//! |---|---|
//! | [`boundaries`] | outlines of countries, ours or the user's, by ISO 3166-1 alpha-3 code |
//! | `projection` | Lambert azimuthal equal-area, and the frame of the page |
//! | `placer` | names that do not collide |
//! | `draw` | the map itself |

pub mod boundaries;

mod draw;
mod placer;
mod projection;

pub use boundaries::Boundaries;
pub use draw::{MapCountry, MapData, SiteCell, map};
