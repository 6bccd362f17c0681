//! Numbers.

use super::{Call, Family};
use crate::expression::scalar::Operand;

impl<'a> Call<'_, 'a> {
    pub(super) fn numbers(&self) -> Family<'a> {
        let one: fn(f64) -> f64 = match self.name {
            "pi" => return Ok(Some(Operand::number(std::f64::consts::PI))),
            "number" => return Ok(Some(self.computed(self.number(0)?))),
            "int" => return Ok(Some(self.computed(self.number(0)?.trunc()))),
            "floor" => return Ok(Some(self.computed(self.number(0)?.floor()))),
            "ceiling" => return Ok(Some(self.computed(self.number(0)?.ceil()))),
            "round" => {
                let places = if self.count() > 1 { self.number(1)? } else { 0.0 };
                let places = if places.is_nan() { 0 } else { places as i32 };
                return Ok(Some(self.computed(rounded(self.number(0)?, places))));
            }
            "pow" => {
                let (x, y) = (self.exact_number(0)?, self.exact_number(1)?);
                return Ok(Some(self.computed(power(x, y))));
            }
            "atan2" => {
                let (y, x) = (self.exact_number(0)?, self.exact_number(1)?);
                return Ok(Some(self.computed(y.atan2(x))));
            }
            "abs" => f64::abs,
            "sqrt" => f64::sqrt,
            "exp" => f64::exp,
            "exp10" => |x| power(10.0, x),
            "log" => f64::ln,
            "log10" => f64::log10,
            "sin" => f64::sin,
            "cos" => f64::cos,
            "tan" => f64::tan,
            "asin" => f64::asin,
            "acos" => f64::acos,
            "atan" => f64::atan,
            _ => return Ok(None),
        };
        Ok(Some(self.computed(one(self.exact_number(0)?))))
    }
}

/// Java's `Math.pow`, which unlike IEEE 754 knows no 1^NaN and no (±1)^∞.
fn power(x: f64, y: f64) -> f64 {
    match y {
        y if y.is_nan() => f64::NAN,
        y if y.is_infinite() && x.abs() == 1.0 => f64::NAN,
        y => x.powf(y),
    }
}

/// To a number of decimals, as the phone rounds: halves of what the number is written
/// as go up, those of negative numbers towards zero. Tens and more (negative places)
/// are rounded as JavaRosa does it, which truncates what lies below zero.
fn rounded(x: f64, places: i32) -> f64 {
    if !x.is_finite() {
        return x;
    }
    if places.abs() > 30 {
        return f64::NAN;
    }
    if places < 0 {
        let scale = 10_f64.powi(-places);
        return (x / scale + 0.5).trunc() * scale;
    }
    // The shortest decimal that is this number decides, not its binary fraction.
    let written = x.abs().to_string();
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let kept = places as usize;
    if fraction.len() <= kept {
        return x;
    }
    let (keep, rest) = fraction.split_at(kept);
    let half = format!("5{}", "0".repeat(rest.len() - 1));
    let up = if x < 0.0 { rest > half.as_str() } else { rest >= half.as_str() };
    let digits = format!("{whole}{keep}");
    let digits = if up { incremented(&digits) } else { digits };
    let (whole, keep) = digits.split_at(digits.len() - kept);
    let size: f64 = format!("{whole}.{keep}").parse().unwrap_or(f64::NAN);
    if x < 0.0 { -size } else { size }
}

/// A run of digits plus one.
fn incremented(digits: &str) -> String {
    let kept = digits.trim_end_matches('9');
    let zeros = "0".repeat(digits.len() - kept.len());
    match kept.chars().last().and_then(|last| last.to_digit(10)) {
        Some(last) => format!("{}{}{zeros}", &kept[..kept.len() - 1], last + 1),
        None => format!("1{zeros}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_as_written() {
        let cases = [
            (2.5, 0, 3.0),
            (-2.5, 0, -2.0),
            (-2.51, 0, -3.0),
            (1.005, 2, 1.01),
            (9.995, 2, 10.0),
            (99.5, 0, 100.0),
            (33.33, -1, 30.0),
            (-33.33, -1, -20.0),
            (0.1, 5, 0.1),
        ];
        for (x, places, expected) in cases {
            assert_eq!(rounded(x, places), expected, "round({x}, {places})");
        }
        assert!(rounded(1.0, 31).is_nan());
    }
}
