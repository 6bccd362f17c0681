//! Lambert azimuthal equal-area on a sphere, then onto the page.
//!
//! Areas keep their proportions, so that a country's shade weighs what its land weighs.
//! Formulae: Snyder, *Map Projections: A Working Manual* (USGS 1395, 1987), p. 185.

use super::boundaries::Ring;
use crate::chart::Area;

/// From degrees to pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Projection {
    centre: (f64, f64),
    scale: f64,
    offset: (f64, f64),
}

impl Projection {
    /// Shows the rings in a frame that is `width` wide and between two heights high,
    /// its top left corner at `corner`. Returns the frame too.
    pub(crate) fn fitting<'a>(
        rings: impl Iterator<Item = &'a Ring> + Clone,
        corner: (f64, f64),
        width: f64,
        heights: (f64, f64),
    ) -> (Projection, Area) {
        let degrees = bounds(rings.clone().flatten().copied());
        let centre = ((degrees.left + degrees.right) / 2.0, (degrees.top + degrees.bottom) / 2.0);
        let plane = Projection { centre, scale: 1.0, offset: (0.0, 0.0) };
        let flat = bounds(rings.flatten().map(|&(lon, lat)| plane.place(lon, lat)));
        // Room around the countries, for their names and their neighbours.
        let (wide, high) =
            ((flat.right - flat.left).max(1e-6) * 1.18, (flat.bottom - flat.top).max(1e-6) * 1.14);
        let height = (width / wide * high).clamp(heights.0, heights.1);
        let scale = (width / wide).min(height / high);
        let frame = Area {
            left: corner.0,
            top: corner.1,
            right: corner.0 + width,
            bottom: corner.1 + height,
        };
        let offset = (
            (frame.left + frame.right) / 2.0 - (flat.left + flat.right) / 2.0 * scale,
            (frame.top + frame.bottom) / 2.0 - (flat.top + flat.bottom) / 2.0 * scale,
        );
        (Projection { centre, scale, offset }, frame)
    }

    /// The pixel of a place.
    pub(crate) fn place(&self, longitude: f64, latitude: f64) -> (f64, f64) {
        let (lambda, phi) = ((longitude - self.centre.0).to_radians(), latitude.to_radians());
        let phi0 = self.centre.1.to_radians();
        let cosine = phi0.sin() * phi.sin() + phi0.cos() * phi.cos() * lambda.cos();
        // The point opposite the centre has no place; nothing comes near it.
        let k = (2.0 / (1.0 + cosine).max(1e-9)).sqrt();
        let x = k * phi.cos() * lambda.sin();
        let y = k * (phi0.cos() * phi.sin() - phi0.sin() * phi.cos() * lambda.cos());
        (self.offset.0 + x * self.scale, self.offset.1 - y * self.scale)
    }

    /// A ring on the page, without points that are too close to be seen apart, cut off
    /// at the frame. Empty when nothing is left.
    pub(crate) fn ring(&self, ring: &Ring, frame: &Area) -> Ring {
        let mut points: Ring = Vec::with_capacity(ring.len());
        for &(lon, lat) in ring {
            let point = self.place(lon, lat);
            let far = |last: &(f64, f64)| (last.0 - point.0).hypot(last.1 - point.1) >= 0.7;
            if points.last().is_none_or(far) {
                points.push(point);
            }
        }
        let cut = clip(points, frame);
        if cut.len() < 3 { Vec::new() } else { cut }
    }
}

/// The smallest area around points, upside up: `top` is the least y.
pub(crate) fn bounds(points: impl Iterator<Item = (f64, f64)>) -> Area {
    let empty = Area {
        left: f64::INFINITY,
        top: f64::INFINITY,
        right: f64::NEG_INFINITY,
        bottom: f64::NEG_INFINITY,
    };
    points.fold(empty, |area, (x, y)| Area {
        left: area.left.min(x),
        top: area.top.min(y),
        right: area.right.max(x),
        bottom: area.bottom.max(y),
    })
}

/// Whether a point is inside rings by the even-odd rule.
pub(crate) fn inside(rings: &[Ring], point: (f64, f64)) -> bool {
    let mut odd = false;
    for ring in rings {
        for (index, &(x1, y1)) in ring.iter().enumerate() {
            let (x2, y2) = ring[(index + 1) % ring.len()];
            let crosses = (y1 > point.1) != (y2 > point.1);
            if crosses && point.0 < (x2 - x1) * (point.1 - y1) / (y2 - y1) + x1 {
                odd = !odd;
            }
        }
    }
    odd
}

/// Sutherland and Hodgman's clipping (1974) at the four edges of an area.
fn clip(mut points: Ring, area: &Area) -> Ring {
    type Keep = fn((f64, f64), &Area) -> f64;
    let edges: [Keep; 4] =
        [|p, a| p.0 - a.left, |p, a| a.right - p.0, |p, a| p.1 - a.top, |p, a| a.bottom - p.1];
    for depth in edges {
        let mut kept: Ring = Vec::with_capacity(points.len());
        for (index, &point) in points.iter().enumerate() {
            let before = points[(index + points.len() - 1) % points.len()];
            let (here, there) = (depth(point, area), depth(before, area));
            if (here >= 0.0) != (there >= 0.0) {
                let share = there / (there - here);
                kept.push((
                    before.0 + (point.0 - before.0) * share,
                    before.1 + (point.1 - before.1) * share,
                ));
            }
            if here >= 0.0 {
                kept.push(point);
            }
        }
        points = kept;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_keep_their_proportions() {
        let cell = |lon: f64, lat: f64| -> Ring {
            vec![(lon, lat), (lon + 1.0, lat), (lon + 1.0, lat + 1.0), (lon, lat + 1.0)]
        };
        let rings = [cell(-10.0, 0.0), cell(30.0, -31.0)];
        let (projection, _) = Projection::fitting(rings.iter(), (0.0, 0.0), 760.0, (300.0, 900.0));
        let area = |ring: &Ring| {
            let p: Ring = ring.iter().map(|&(lon, lat)| projection.place(lon, lat)).collect();
            let next = |i: usize| p[(i + 1) % p.len()];
            (0..p.len()).map(|i| p[i].0 * next(i).1 - next(i).0 * p[i].1).sum::<f64>().abs() / 2.0
        };
        let ratio = area(&rings[1]) / area(&rings[0]);
        let sphere = |from: f64, to: f64| to.to_radians().sin() - from.to_radians().sin();
        let expected = sphere(-31.0, -30.0) / sphere(0.0, 1.0);
        assert!((ratio - expected).abs() < 1e-3, "{ratio} {expected}");
    }

    #[test]
    fn the_centre_is_the_middle_of_the_frame_and_north_is_up() {
        let rings = [vec![(10.0, -5.0), (20.0, -5.0), (20.0, 5.0), (10.0, 5.0)]];
        let (projection, frame) =
            Projection::fitting(rings.iter(), (20.0, 50.0), 760.0, (300.0, 600.0));
        let (x, y) = projection.place(15.0, 0.0);
        assert!((x - 400.0).abs() < 0.1 && (y - (frame.top + frame.bottom) / 2.0).abs() < 0.1);
        assert!(projection.place(15.0, 3.0).1 < y && projection.place(16.0, 0.0).0 > x);
    }

    #[test]
    fn clipping_and_insides() {
        let frame = Area { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };
        let cut = clip(vec![(-5.0, 5.0), (5.0, -5.0), (15.0, 5.0), (5.0, 15.0)], &frame);
        assert!(cut.iter().all(|&(x, y)| (0.0..=10.0).contains(&x) && (0.0..=10.0).contains(&y)));
        assert!(clip(vec![(20.0, 20.0), (30.0, 20.0), (30.0, 30.0)], &frame).is_empty());
        let square = |a: f64, b: f64| vec![(a, a), (b, a), (b, b), (a, b)];
        let holed = [square(0.0, 10.0), square(4.0, 6.0)];
        assert!(
            inside(&holed, (2.0, 2.0))
                && !inside(&holed, (5.0, 5.0))
                && !inside(&holed, (11.0, 2.0))
        );
    }
}
