//! Colours that colour-blind readers and photocopiers can tell apart, and contrast.
//!
//! Okabe-Ito for series, orange to blue for opinions, one blue ramp for amounts. The
//! opinion colours stay at least 23 units (CIE76) apart under simulated protanopia
//! and 33 under tritanopia.

/// A colour, red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Colour(pub u8, pub u8, pub u8);

/// Paper.
pub const WHITE: Colour = Colour(255, 255, 255);
/// Text.
pub const INK: Colour = Colour(0x1a, 0x1a, 0x1a);
/// Text of lesser weight: 7 to 1 on white.
pub const GREY_TEXT: Colour = Colour(0x59, 0x59, 0x59);
/// Grid lines.
pub const GRID: Colour = Colour(0xd9, 0xd9, 0xd9);
/// The accent of the frame, and what is strong or agreed.
pub const DEEP_BLUE: Colour = Colour(0x0b, 0x5c, 0x8e);
/// Bars.
pub const BLUE: Colour = Colour(0x2f, 0x7f, 0xb6);
/// The second side of a comparison, and what is refused.
pub const DEEP_ORANGE: Colour = Colour(0xb3, 0x5a, 0x06);
/// Bars of numbers made from few answers.
pub const GREY_BAR: Colour = Colour(0x9a, 0xa3, 0xab);
/// Bars of everyone together.
pub const DARK_BAR: Colour = Colour(0x3d, 0x45, 0x4d);
/// Cells without a value.
pub const EMPTY_CELL: Colour = Colour(0xf4, 0xf4, 0xf2);
/// Land that is not surveyed.
pub const LAND: Colour = Colour(0xec, 0xec, 0xe8);
/// Circles on a map.
pub const CIRCLE: Colour = Colour(0xe6, 0x8a, 0x00);
/// The mark on made-up data.
pub const WARNING: Colour = Colour(0xff, 0xd9, 0x66);

const ORANGES: [Colour; 2] = [Colour(0xf7, 0xc9, 0x8b), DEEP_ORANGE];
const BLUES: [Colour; 2] = [Colour(0x9c, 0xc8, 0xe3), DEEP_BLUE];
const GREYS: [Colour; 2] = [Colour(0xd9, 0xd9, 0xd9), Colour(0xb4, 0xb4, 0xb4)];
const RAMP: [Colour; 5] = [
    Colour(0xf0, 0xf5, 0xfa),
    Colour(0xbf, 0xdb, 0xec),
    Colour(0x6b, 0xae, 0xd6),
    Colour(0x21, 0x71, 0xb5),
    Colour(0x08, 0x30, 0x6b),
];

impl Colour {
    /// `#rrggbb`.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// Contrast with another colour as WCAG 2.2 defines it: 1 to 21.
    ///
    /// ```
    /// use analysis::chart::colour::{INK, WHITE};
    /// assert!(INK.contrast(WHITE) > 15.0);
    /// ```
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Black or white, whichever reads better on this colour: always at least 4.5 to 1.
    pub fn text_on(self) -> Colour {
        let black = Colour(0, 0, 0);
        if self.contrast(black) >= self.contrast(WHITE) { black } else { WHITE }
    }

    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

/// The blue ramp: 0 is lightest, 1 darkest. Values outside are drawn to the ends.
pub fn ramp(position: f64) -> Colour {
    let position = if position.is_nan() { 0.0 } else { position.clamp(0.0, 1.0) };
    let place = position * (RAMP.len() - 1) as f64;
    let index = (place.floor() as usize).min(RAMP.len() - 2);
    mix(RAMP[index], RAMP[index + 1], place - index as f64)
}

/// `count` colours of opinions against, weakest first.
pub fn against(count: usize) -> Vec<Colour> {
    steps(ORANGES, count)
}

/// `count` colours of opinions for, weakest first.
pub fn in_favour(count: usize) -> Vec<Colour> {
    steps(BLUES, count)
}

/// `count` greys of answers that are neither.
pub fn neutral(count: usize) -> Vec<Colour> {
    if count <= 1 { vec![GREYS[0]; count] } else { steps(GREYS, count) }
}

/// Class colours of a map, lightest first; the lightest differs from unsurveyed land.
pub fn classes(count: usize) -> Vec<Colour> {
    (0..count)
        .map(|index| if count == 1 { 0.6 } else { 0.22 + 0.73 * index as f64 / (count - 1) as f64 })
        .map(ramp)
        .collect()
}

fn steps(ends: [Colour; 2], count: usize) -> Vec<Colour> {
    if count == 1 {
        return vec![ends[1]];
    }
    (0..count).map(|index| mix(ends[0], ends[1], index as f64 / (count - 1) as f64)).collect()
}

fn mix(a: Colour, b: Colour, share: f64) -> Colour {
    let channel =
        |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
    Colour(channel(a.0, b.0), channel(a.1, b.1), channel(a.2, b.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_of_black_and_white_is_21() {
        assert!((Colour(0, 0, 0).contrast(WHITE) - 21.0).abs() < 1e-9);
        assert!(GREY_TEXT.contrast(WHITE) > 6.9);
    }

    #[test]
    fn text_reads_on_every_colour_of_the_ramps() {
        let mut colours: Vec<Colour> = (0..=100).map(|i| ramp(f64::from(i) / 100.0)).collect();
        for count in 1..=5 {
            colours.extend(
                [against(count), in_favour(count), neutral(count), classes(count)].concat(),
            );
        }
        for colour in colours {
            assert!(colour.contrast(colour.text_on()) >= 4.5, "{}", colour.hex());
        }
    }

    #[test]
    fn the_ramp_darkens_all_the_way() {
        let light: Vec<f64> = (0..=20).map(|i| ramp(f64::from(i) / 20.0).luminance()).collect();
        assert!(light.windows(2).all(|pair| pair[1] < pair[0]));
        assert_eq!(ramp(f64::NAN), RAMP[0]);
    }
}
