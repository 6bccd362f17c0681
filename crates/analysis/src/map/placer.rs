//! Names that do not collide: inside their country where they fit, else at the end of
//! a leader line, on the freest spot nearby.
//!
//! Greedy: largest country first. What is placed is never moved. A place must be inside
//! the frame and free of names, circles and leaders; among free places the nearest that
//! covers least surveyed land wins.

use super::boundaries::Ring;
use super::projection::{bounds, inside};
use crate::chart::Area;

/// A country that wants its name.
pub(crate) struct Wish<'a> {
    /// Its land on the page.
    pub(crate) rings: &'a [Ring],
    /// Sizes of its texts, the best first.
    pub(crate) sizes: Vec<(f64, f64)>,
}

/// Where a name goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    /// Which of the texts.
    pub(crate) text: usize,
    /// Its box.
    pub(crate) area: Area,
    /// From a point of the country to the box.
    pub(crate) leader: Option<[(f64, f64); 2]>,
}

const GRID: usize = 28;
const DIRECTIONS: usize = 24;
const DISTANCES: [f64; 14] =
    [14.0, 20.0, 28.0, 38.0, 50.0, 65.0, 82.0, 100.0, 125.0, 150.0, 180.0, 220.0, 270.0, 330.0];

/// Places names in the order of the wishes' land; the answers are in the order of the
/// wishes. `None` where no place is free.
pub(crate) fn place(wishes: &[Wish<'_>], circles: &[Area], frame: &Area) -> Vec<Option<Place>> {
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    let size = |index: usize| wishes[index].rings.iter().map(surface).fold(0.0, f64::max);
    order.sort_by(|&a, &b| size(b).total_cmp(&size(a)).then(a.cmp(&b)));
    let mut placer = Placer { wishes, circles, frame, taken: Vec::new(), leaders: Vec::new() };
    let mut places = vec![None; wishes.len()];
    // Inside first, for all: a name at a leader can go elsewhere, one inside cannot.
    for &index in &order {
        places[index] = placer.within(index);
    }
    for &index in &order {
        if places[index].is_none() {
            places[index] = placer.beside(index);
        }
    }
    places
}

struct Placer<'a> {
    wishes: &'a [Wish<'a>],
    circles: &'a [Area],
    frame: &'a Area,
    taken: Vec<Area>,
    leaders: Vec<[(f64, f64); 2]>,
}

impl Placer<'_> {
    fn within(&mut self, index: usize) -> Option<Place> {
        let wish = &self.wishes[index];
        let largest = largest(wish.rings)?;
        let around = bounds(largest.iter().copied());
        let centre = middle_of(largest);
        // Nearest to the centre first, so that the first that fits is the best.
        let mut points: Vec<(f64, f64)> = grid(&around).collect();
        points.sort_by(|a, b| distance(*a, centre).total_cmp(&distance(*b, centre)));
        let room = (around.right - around.left, around.bottom - around.top);
        for (text, &size) in wish.sizes.iter().enumerate() {
            if size.0 > room.0 || size.1 > room.1 {
                continue;
            }
            let fits = |point: &&(f64, f64)| {
                let area = centred(**point, size);
                let holds = |corner: &(f64, f64)| inside(wish.rings, *corner);
                self.free(&area) && outline(&area.grown(1.5)).iter().all(holds)
            };
            if let Some(point) = points.iter().find(fits) {
                return Some(self.take(Place { text, area: centred(*point, size), leader: None }));
            }
        }
        None
    }

    fn beside(&mut self, index: usize) -> Option<Place> {
        let anchor = self.anchor(self.wishes[index].rings)?;
        // In a crowd a leader may pass under a name rather than leave one out.
        let place = self
            .best_beside(index, anchor, true)
            .or_else(|| self.best_beside(index, anchor, false))?;
        Some(self.take(place))
    }

    fn best_beside(&self, index: usize, anchor: (f64, f64), strict: bool) -> Option<Place> {
        let mut best: Option<(f64, Place)> = None;
        for (text, &size) in self.wishes[index].sizes.iter().enumerate() {
            for reach in DISTANCES {
                for direction in 0..DIRECTIONS {
                    // No cost is below the distance: what is dearer already need not be tried.
                    if best.as_ref().is_some_and(|(least, _)| *least <= reach) {
                        continue;
                    }
                    let angle = direction as f64 / DIRECTIONS as f64 * std::f64::consts::TAU;
                    let end = (anchor.0 + reach * angle.cos(), anchor.1 + reach * angle.sin());
                    let area = attached(end, angle, size);
                    let leader = [anchor, end];
                    let barred =
                        strict && (self.under_leader(&area) || self.leader_is_barred(&leader));
                    if !self.free(&area) || barred || inside_area(&area, anchor) {
                        continue;
                    }
                    let cost = reach + self.land_under(&area) * 120.0 + text as f64 * 15.0;
                    if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                        best = Some((cost, Place { text, area, leader: Some(leader) }));
                    }
                }
            }
        }
        best.map(|(_, place)| place)
    }

    fn take(&mut self, place: Place) -> Place {
        self.taken.push(place.area);
        self.leaders.extend(place.leader);
        place
    }

    fn free(&self, area: &Area) -> bool {
        let roomy = area.grown(3.0);
        self.frame.contains(&roomy)
            && !self.taken.iter().any(|other| other.overlaps(&roomy))
            && !self.circles.iter().any(|circle| circle.overlaps(area))
    }

    fn under_leader(&self, area: &Area) -> bool {
        self.leaders.iter().any(|leader| crosses(leader, &area.grown(3.0)))
    }

    fn leader_is_barred(&self, leader: &[(f64, f64); 2]) -> bool {
        self.taken.iter().any(|area| crosses(leader, &area.grown(2.0)))
            || self.leaders.iter().any(|other| meet(leader, other))
    }

    /// The share of a box that lies on surveyed land.
    fn land_under(&self, area: &Area) -> f64 {
        let points = outline(area);
        let covered =
            |point: &&(f64, f64)| self.wishes.iter().any(|wish| inside(wish.rings, **point));
        points.iter().filter(covered).count() as f64 / points.len() as f64
    }

    /// The point of a country farthest from its outline, outside circles if there is one.
    fn anchor(&self, rings: &[Ring]) -> Option<(f64, f64)> {
        let ring = largest(rings)?;
        let around = bounds(ring.iter().copied());
        let in_circle =
            |point: (f64, f64)| self.circles.iter().any(|circle| inside_area(circle, point));
        let depth = |point: (f64, f64)| {
            let edge =
                ring.iter().map(|&corner| distance(corner, point)).fold(f64::INFINITY, f64::min);
            if in_circle(point) { edge - 1000.0 } else { edge }
        };
        let best = grid(&around)
            .filter(|&point| inside(rings, point))
            .max_by(|a, b| depth(*a).total_cmp(&depth(*b)));
        Some(best.unwrap_or_else(|| middle_of(ring)))
    }
}

fn largest(rings: &[Ring]) -> Option<&Ring> {
    rings.iter().max_by(|a, b| surface(a).total_cmp(&surface(b)))
}

fn surface(ring: &Ring) -> f64 {
    let next = |index: usize| ring[(index + 1) % ring.len()];
    let twice: f64 = (0..ring.len()).map(|i| ring[i].0 * next(i).1 - next(i).0 * ring[i].1).sum();
    twice.abs() / 2.0
}

/// Centre of gravity of a ring; of its box when it has no surface.
fn middle_of(ring: &Ring) -> (f64, f64) {
    let (mut x, mut y, mut twice) = (0.0, 0.0, 0.0);
    for (index, &(x1, y1)) in ring.iter().enumerate() {
        let (x2, y2) = ring[(index + 1) % ring.len()];
        let cross = x1 * y2 - x2 * y1;
        x += (x1 + x2) * cross;
        y += (y1 + y2) * cross;
        twice += cross;
    }
    if twice.abs() > 1e-6 {
        return (x / (3.0 * twice), y / (3.0 * twice));
    }
    let around = bounds(ring.iter().copied());
    ((around.left + around.right) / 2.0, (around.top + around.bottom) / 2.0)
}

fn grid(area: &Area) -> impl Iterator<Item = (f64, f64)> {
    let (left, top) = (area.left, area.top);
    let (wide, high) = (area.right - area.left, area.bottom - area.top);
    let share = |step: usize| (step as f64 + 0.5) / GRID as f64;
    (0..GRID * GRID)
        .map(move |cell| (left + wide * share(cell % GRID), top + high * share(cell / GRID)))
}

fn centred(point: (f64, f64), size: (f64, f64)) -> Area {
    Area {
        left: point.0 - size.0 / 2.0,
        right: point.0 + size.0 / 2.0,
        top: point.1 - size.1 / 2.0,
        bottom: point.1 + size.1 / 2.0,
    }
}

/// The box whose edge is at the end of a leader that arrives at an angle.
fn attached(end: (f64, f64), angle: f64, size: (f64, f64)) -> Area {
    let shift = (angle.cos() * (size.0 / 2.0 + 2.0), angle.sin() * (size.1 / 2.0 + 2.0));
    // A leader from the side meets the middle of the edge, one from below the middle of
    // the line: between them the box slides.
    centred((end.0 + shift.0, end.1 + shift.1), size)
}

fn outline(area: &Area) -> Vec<(f64, f64)> {
    let across =
        [0.0, 0.2, 0.4, 0.6, 0.8, 1.0].map(|share| area.left + share * (area.right - area.left));
    [area.top, (area.top + area.bottom) / 2.0, area.bottom]
        .iter()
        .flat_map(|&y| across.iter().map(move |&x| (x, y)))
        .collect()
}

fn inside_area(area: &Area, point: (f64, f64)) -> bool {
    (area.left..=area.right).contains(&point.0) && (area.top..=area.bottom).contains(&point.1)
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// Whether a line passes through an area.
fn crosses(line: &[(f64, f64); 2], area: &Area) -> bool {
    (0..=20).any(|step| {
        let share = f64::from(step) / 20.0;
        let x = line[0].0 + (line[1].0 - line[0].0) * share;
        let y = line[0].1 + (line[1].1 - line[0].1) * share;
        inside_area(area, (x, y))
    })
}

/// Whether two lines meet.
fn meet(a: &[(f64, f64); 2], b: &[(f64, f64); 2]) -> bool {
    let side = |line: &[(f64, f64); 2], p: (f64, f64)| {
        (line[1].0 - line[0].0) * (p.1 - line[0].1) - (line[1].1 - line[0].1) * (p.0 - line[0].0)
    };
    side(a, b[0]) * side(a, b[1]) < 0.0 && side(b, a[0]) * side(b, a[1]) < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Area = Area { left: 0.0, top: 0.0, right: 400.0, bottom: 400.0 };

    fn square(x: f64, y: f64, side: f64) -> Vec<Ring> {
        vec![vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side)]]
    }

    #[test]
    fn a_name_goes_inside_where_it_fits_and_beside_where_it_does_not() {
        let (large, small) = (square(100.0, 100.0, 150.0), square(300.0, 120.0, 20.0));
        let wishes = [
            Wish { rings: &small, sizes: vec![(60.0, 12.0)] },
            Wish { rings: &large, sizes: vec![(60.0, 12.0)] },
        ];
        let places = place(&wishes, &[], &FRAME);
        let (outside, within) = (places[0].unwrap(), places[1].unwrap());
        assert!(within.leader.is_none() && outside.leader.is_some());
        assert!(!outside.area.overlaps(&within.area) && FRAME.contains(&outside.area));
        assert!((within.area.left - 145.0).abs() < 4.0, "{within:?}");
    }

    #[test]
    fn many_small_neighbours_all_find_a_place_without_overlap() {
        let lands: Vec<Vec<Ring>> = (0..12)
            .map(|i| square(150.0 + 14.0 * f64::from(i % 4), 150.0 + 14.0 * f64::from(i / 4), 13.0))
            .collect();
        let wishes: Vec<Wish<'_>> =
            lands.iter().map(|rings| Wish { rings, sizes: vec![(70.0, 12.0)] }).collect();
        let places: Vec<Place> =
            place(&wishes, &[], &FRAME).into_iter().map(Option::unwrap).collect();
        for (index, one) in places.iter().enumerate() {
            assert!(places[index + 1..].iter().all(|other| !one.area.overlaps(&other.area)));
        }
    }

    #[test]
    fn circles_are_kept_free() {
        let land = square(100.0, 100.0, 100.0);
        let circle = Area { left: 120.0, top: 130.0, right: 180.0, bottom: 170.0 };
        let places = place(&[Wish { rings: &land, sizes: vec![(60.0, 12.0)] }], &[circle], &FRAME);
        assert!(!places[0].unwrap().area.overlaps(&circle));
    }
}
