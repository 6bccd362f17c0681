//! Brent's method for a root.

/// A root of `f` in a bracket, to a tolerance, by Brent (1973): inverse quadratic
/// steps where they help, halving where they do not. `None` when `f` has the same sign
/// at both ends or no value somewhere.
pub(super) fn root(
    f: impl Fn(f64) -> Option<f64>,
    bracket: (f64, f64),
    tolerance: f64,
) -> Option<f64> {
    let value = |x: f64| f(x).map(|value| value.clamp(f64::MIN, f64::MAX)).filter(|v| !v.is_nan());
    let (mut a, mut b) = bracket;
    if a.partial_cmp(&b) != Some(std::cmp::Ordering::Less) {
        return None;
    }
    let (mut at_a, mut at_b) = (value(a)?, value(b)?);
    if at_a == 0.0 {
        return Some(a);
    }
    if at_b == 0.0 {
        return Some(b);
    }
    if (at_a > 0.0) == (at_b > 0.0) {
        return None;
    }
    // The root lies between b, the best so far, and c; a is the one before b.
    let (mut c, mut at_c) = (a, at_a);
    for _ in 0..1000 {
        let before = b - a;
        if at_c.abs() < at_b.abs() {
            (a, b, c) = (b, c, b);
            (at_a, at_b, at_c) = (at_b, at_c, at_b);
        }
        let least = 2.0 * f64::EPSILON * b.abs() + tolerance / 2.0;
        let mut step = (c - b) / 2.0;
        if step.abs() <= least || at_b == 0.0 {
            return Some(b);
        }
        if before.abs() >= least && at_a.abs() > at_b.abs() {
            let (top, bottom) = interpolated((a, b, c), (at_a, at_b, at_c));
            let inside = top < 0.75 * (c - b) * bottom - (least * bottom).abs() / 2.0;
            if inside && top < (before * bottom / 2.0).abs() {
                step = top / bottom;
            }
        }
        if step.abs() < least {
            step = least.copysign(step);
        }
        (a, at_a) = (b, at_b);
        b += step;
        at_b = value(b)?;
        if (at_b > 0.0) == (at_c > 0.0) && at_b != 0.0 {
            (c, at_c) = (a, at_a);
        }
    }
    Some(b)
}

/// The step to where a line through two points or a parabola through three meets 0,
/// as a fraction whose upper part is not negative.
fn interpolated((a, b, c): (f64, f64, f64), (at_a, at_b, at_c): (f64, f64, f64)) -> (f64, f64) {
    let (top, bottom) = if a == c {
        let ratio = at_b / at_a;
        ((c - b) * ratio, 1.0 - ratio)
    } else {
        let (q, r, s) = (at_a / at_c, at_b / at_c, at_b / at_a);
        (s * ((c - b) * q * (q - r) - (b - a) * (r - 1.0)), (q - 1.0) * (r - 1.0) * (s - 1.0))
    };
    if top > 0.0 { (top, -bottom) } else { (-top, bottom) }
}

#[cfg(test)]
mod tests {
    use super::root;

    #[test]
    fn a_known_root() {
        let found = root(|x| Some(x * x * x - 2.0), (0.0, 2.0), 1e-12).unwrap();
        assert!((found - 2.0f64.cbrt()).abs() < 1e-10);
        assert_eq!(root(|x| Some(x + 5.0), (0.0, 2.0), 1e-12), None);
        assert_eq!(root(|_| None, (0.0, 2.0), 1e-12), None);
    }
}
