//! R's way to the ends of a likelihood interval, which ours does not share: it follows
//! the fall of the likelihood over at most ten steps on each side, lays a cubic spline
//! through them, and reads the ends off straight lines between points of the spline. It
//! is off the true ends by about one part in a million. We hold the fall itself to R's numbers
//! by doing the same with it.

use analysis::estimate::Estimated;
use analysis::estimate::distribution::{f_quantile, normal_upper};
use analysis::estimate::interval::{likelihood_fall, likelihood_reach};

/// The ends of R's interval, from our likelihood.
pub(crate) fn as_r_reads_it(estimated: &Estimated, confidence: f64) -> Option<(f64, f64)> {
    let (n, p) = (estimated.n as f64, estimated.value);
    let reach = likelihood_reach(estimated, confidence).ok()?;
    // R takes the normal tail beyond the reach for that of F, which sets its step.
    let farthest = f_quantile(1.0 - normal_upper(reach) / 2.0, 1.0, n - 1.0)?.sqrt();
    let step = farthest / 5.0 * estimated.standard_error.ok()? / (p * (1.0 - p));
    let top = (p / (1.0 - p)).ln();
    let mut points = vec![(top, 0.0)];
    for sign in [-1.0, 1.0] {
        let (mut count, mut fall) = (0.0, 0.0);
        while count + 1.0 < 10.0 && fall < farthest {
            count += 1.0;
            let at = top + sign * count * step;
            fall = likelihood_fall(estimated, at);
            points.push((at, sign * fall));
        }
    }
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let spline = Spline::new(&points);
    let (low, high) = (points.first()?.0, points.last()?.0);
    let count = 3 * points.len();
    let drawn: Vec<(f64, f64)> = (0..count)
        .map(|number| {
            let x = low + (high - low) * number as f64 / (count - 1) as f64;
            (x, spline.at(x))
        })
        .collect();
    let read = |wanted: f64| {
        let (a, b) = drawn
            .windows(2)
            .map(|pair| (pair[0], pair[1]))
            .find(|(a, b)| a.1 <= wanted && wanted <= b.1)?;
        let x = a.0 + (wanted - a.1) / (b.1 - a.1) * (b.0 - a.0);
        Some(1.0 / (1.0 + (-x).exp()))
    };
    Some((read(-reach)?, read(reach)?))
}

/// The cubic spline whose ends bend as the cubics through the four outermost points do
/// (Forsythe, Malcolm and Moler 1977).
struct Spline {
    points: Vec<(f64, f64)>,
    /// A sixth of the second derivative at each point.
    bends: Vec<f64>,
}

impl Spline {
    fn new(points: &[(f64, f64)]) -> Self {
        let n = points.len();
        let width: Vec<f64> = points.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
        let slope: Vec<f64> = points
            .windows(2)
            .map(|pair| (pair[1].1 - pair[0].1) / (pair[1].0 - pair[0].0))
            .collect();
        let mut diagonal = vec![0.0; n];
        let mut right = vec![0.0; n];
        for i in 1..n - 1 {
            diagonal[i] = 2.0 * (width[i - 1] + width[i]);
            right[i] = slope[i] - slope[i - 1];
        }
        let second = |i: usize| right[i] / (points[i + 1].0 - points[i - 1].0);
        diagonal[0] = -width[0];
        diagonal[n - 1] = -width[n - 2];
        if n > 3 {
            let first = (second(2) - second(1)) * width[0].powi(2) / (points[3].0 - points[0].0);
            let last = (second(n - 2) - second(n - 3)) * width[n - 2].powi(2)
                / (points[n - 1].0 - points[n - 4].0);
            (right[0], right[n - 1]) = (first, -last);
        }
        for i in 1..n {
            let factor = width[i - 1] / diagonal[i - 1];
            diagonal[i] -= factor * width[i - 1];
            right[i] -= factor * right[i - 1];
        }
        let mut bends = vec![0.0; n];
        bends[n - 1] = right[n - 1] / diagonal[n - 1];
        for i in (0..n - 1).rev() {
            bends[i] = (right[i] - width[i] * bends[i + 1]) / diagonal[i];
        }
        Spline { points: points.to_vec(), bends }
    }

    fn at(&self, x: f64) -> f64 {
        let i =
            self.points.partition_point(|point| point.0 <= x).clamp(1, self.points.len() - 1) - 1;
        let ((x0, y0), (x1, y1)) = (self.points[i], self.points[i + 1]);
        let (width, t) = (x1 - x0, x - x0);
        let (here, there) = (self.bends[i], self.bends[i + 1]);
        let slope = (y1 - y0) / width - width * (there + 2.0 * here);
        y0 + t * (slope + t * (3.0 * here + t * (there - here) / width))
    }
}
