//! Points, lines and areas. A point is `latitude longitude [altitude [accuracy]]`, a
//! line or area a list of points with semicolons between them.
//!
//! Formulas as in JavaRosa, on a sphere with the earth's equatorial radius: distances by
//! the spherical law of cosines, areas by the shoelace formula on segments in metres.

use super::{Call, Family, Outcome, Stop};
use crate::expression::scalar::Operand;

/// Metres.
const EARTH_RADIUS: f64 = 6_378_100.0;

/// Degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Point {
    latitude: f64,
    longitude: f64,
}

impl<'a> Call<'_, 'a> {
    pub(super) fn places(&self) -> Family<'a> {
        Ok(Some(match self.name {
            "area" | "enclosed-area" => self.computed(area(&self.points()?)),
            "distance" => self.computed(length(&self.points()?)),
            "geofence" => {
                let inside = points(&self.text(0)?).zip(points(&self.text(1)?));
                let (point, shape) = inside.ok_or(Stop::Missing)?;
                let point = point.first().copied().unwrap_or_default();
                Operand::truth(is_inside(point, &shape))
            }
            "intersects" => {
                Operand::truth(crosses_itself(&points(&self.text(0)?).ok_or(Stop::Missing)?))
            }
            _ => return Ok(None),
        }))
    }

    /// The points of all arguments: of one text all its points; of several nodes or
    /// arguments the points of each. What is no place ends the matter: no value.
    fn points(&self) -> Outcome<Vec<Point>> {
        let values = self.all(0)?;
        let alone = values.len() == 1;
        let mut all = Vec::new();
        for value in values {
            let text = self.here.reader.text(value.ok_or(Stop::Missing)?);
            match points(&text) {
                // On the phone an empty point among others lies at 0, 0.
                Some(found) if found.is_empty() && !alone => all.push(Point::default()),
                Some(found) => all.extend(found),
                None => return Err(self.unsupported().into()),
            }
        }
        Ok(all)
    }
}

/// The points of a text; `None` when it is no place.
fn points(text: &str) -> Option<Vec<Point>> {
    let written = text.split(';').map(str::trim).filter(|point| !point.is_empty());
    written
        .map(|point| {
            let mut numbers = point.split_whitespace().map(str::parse);
            let latitude = numbers.next()?.ok()?;
            let longitude = numbers.next()?.ok()?;
            Some(Point { latitude, longitude })
        })
        .collect()
}

/// Square metres.
fn area(points: &[Point]) -> f64 {
    let Some((origin, rest)) = points.split_first().filter(|(_, rest)| rest.len() > 1) else {
        return 0.0;
    };
    let metres = 2.0 * EARTH_RADIUS * std::f64::consts::PI;
    let segment = |point: &Point| {
        let x = (point.longitude - origin.longitude) * metres * point.latitude.to_radians().cos()
            / 360.0;
        let y = (point.latitude - origin.latitude) * metres / 360.0;
        (x, y)
    };
    let segments: Vec<(f64, f64)> = rest.iter().map(segment).collect();
    let triangle = |pair: &[(f64, f64)]| (pair[0].1 * pair[1].0 - pair[0].0 * pair[1].1) / 2.0;
    segments.windows(2).map(triangle).sum::<f64>().abs()
}

/// Metres along the points.
fn length(points: &[Point]) -> f64 {
    let between = |pair: &[Point]| {
        let (a, b) = (pair[0].latitude.to_radians(), pair[1].latitude.to_radians());
        let turn = (pair[0].longitude - pair[1].longitude).to_radians();
        (a.sin() * b.sin() + a.cos() * b.cos() * turn.cos()).acos() * EARTH_RADIUS
    };
    // From plus zero: the sum of no floats is minus zero.
    points.windows(2).map(between).fold(0.0, |sum, metres| sum + metres)
}

/// Whether a ray from the point crosses the closed line of a shape an odd number of times.
fn is_inside(point: Point, shape: &[Point]) -> bool {
    let crosses = |pair: &&[Point]| {
        let (from, to) = (pair[0], pair[1]);
        (to.latitude > point.latitude) != (from.latitude > point.latitude)
            && point.longitude
                < (from.longitude - to.longitude) * (point.latitude - to.latitude)
                    / (from.latitude - to.latitude)
                    + to.longitude
    };
    shape.windows(2).filter(crosses).count() % 2 == 1
}

/// Whether two segments that are no neighbours meet.
fn crosses_itself(points: &[Point]) -> bool {
    let segments: Vec<&[Point]> = points.windows(2).filter(|pair| pair[0] != pair[1]).collect();
    let closed = points.first() == points.last();
    segments.iter().enumerate().any(|(i, a)| {
        segments.iter().enumerate().skip(i + 2).any(|(j, b)| {
            let neighbours = closed && i == 0 && j + 1 == segments.len();
            !neighbours && meet(a, b)
        })
    })
}

fn meet(a: &[Point], b: &[Point]) -> bool {
    let side = |from: Point, to: Point, point: Point| {
        let cross = (to.longitude - from.longitude) * (point.latitude - from.latitude)
            - (to.latitude - from.latitude) * (point.longitude - from.longitude);
        cross.partial_cmp(&0.0).map_or(0, |order| order as i8)
    };
    let on = |from: Point, to: Point, point: Point| {
        side(from, to, point) == 0
            && point.longitude >= from.longitude.min(to.longitude)
            && point.longitude <= from.longitude.max(to.longitude)
            && point.latitude >= from.latitude.min(to.latitude)
            && point.latitude <= from.latitude.max(to.latitude)
    };
    let (p, q, r, s) = (a[0], a[1], b[0], b[1]);
    (side(p, q, r) * side(p, q, s) < 0 && side(r, s, p) * side(r, s, q) < 0)
        || on(p, q, r)
        || on(p, q, s)
        || on(r, s, p)
        || on(r, s, q)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_crosses_itself_or_not() {
        let line = |text| crosses_itself(&points(text).unwrap());
        assert!(line("0 0; 1 1; 0 1; 1 0"));
        assert!(!line("0 0; 1 1; 0 1"));
        assert!(!line("0 0; 0 1; 1 1; 0 0"));
        assert!(line("0 0; 0 2; 1 1; 0 1"));
        assert_eq!(points("here"), None);
    }
}
