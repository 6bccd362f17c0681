//! Exact decimal numbers, for the ends and steps of ranges: 0.3 is three steps of 0.1.

/// A decimal number with at most 18 digits behind the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Decimal(i128);

/// The value of 1.
const ONE: i128 = 1_000_000_000_000_000_000;

impl Decimal {
    pub(super) const ZERO: Decimal = Decimal(0);

    /// Reads a number such as `-2.50` or `1e3`. `None` when it is none, or is too large or
    /// too fine to be held exactly.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, digits) = match mantissa.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let mut value: i128 = 0;
        for digit in whole.chars().chain(fraction.chars()) {
            value = value.checked_mul(10)?.checked_add(digit.to_digit(10)?.into())?;
        }
        let scale = 18 + exponent - i32::try_from(fraction.len()).ok()?;
        let power = 10_i128.checked_pow(scale.unsigned_abs())?;
        let value = match scale {
            0.. => value.checked_mul(power)?,
            _ if value % power == 0 => value / power,
            _ => return None,
        };
        // Room for differences of two numbers.
        (value <= i128::MAX / 4).then_some(Decimal(if negative { -value } else { value }))
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Decimal(self.0 - other.0)
    }

    pub(super) fn abs(self) -> Self {
        Decimal(self.0.abs())
    }

    pub(super) fn is_multiple_of(self, step: Self) -> bool {
        step.0 != 0 && self.0 % step.0 == 0
    }

    pub(super) fn is_whole(self) -> bool {
        self.0 % ONE == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap_or(Decimal::ZERO)
    }

    #[test]
    fn steps_are_exact() {
        assert!(decimal("0.3").is_multiple_of(decimal("0.1")));
        assert!(!decimal("0.35").is_multiple_of(decimal("0.1")));
        assert!(decimal("1e3").is_whole() && !decimal("1.5").is_whole());
        assert_eq!(decimal("-2.50"), decimal("-2.5"));
        assert_eq!(decimal("3").minus(decimal("5")).abs(), decimal("2"));
        for bad in ["", ".", "x", "1e", "inf", "nan", "1e99", "--1"] {
            assert_eq!(Decimal::parse(bad), None, "{bad}");
        }
    }
}
