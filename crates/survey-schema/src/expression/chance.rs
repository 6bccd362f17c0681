//! Chance that can be repeated: the same seed gives the same numbers.

use std::cell::Cell;

/// A source of numbers that look drawn by lot. The caller gives the seed: there is no
/// hidden one.
#[derive(Debug)]
pub struct Chance(Cell<u64>);

impl Chance {
    /// A source that starts from a seed.
    pub fn new(seed: u64) -> Self {
        Chance(Cell::new(seed))
    }

    /// The next 64 bits (SplitMix64; Steele, Lea and Flood, OOPSLA 2014).
    fn bits(&self) -> u64 {
        let state = self.0.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.0.set(state);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to but not including 1.
    pub fn fraction(&self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A random identifier (RFC 9562, version 4).
    pub fn uuid(&self) -> String {
        let (high, low) = (self.bits(), self.bits());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:x}{:03x}-{:012x}",
            high >> 32,
            (high >> 16) & 0xffff,
            high & 0xfff,
            8 | ((low >> 60) & 3),
            (low >> 48) & 0xfff,
            low & 0xffff_ffff_ffff
        )
    }

    /// Letters and digits drawn at random.
    pub fn code(&self, length: usize) -> String {
        const SIGNS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        (0..length).map(|_| char::from(SIGNS[(self.fraction() * 36.0) as usize])).collect()
    }
}

/// The order of `randomize()` with a seed, the same on every device: Fisher and Yates's
/// shuffle, from the first item on, drawing from the "minimal standard" generator (Park
/// and Miller, CACM 1988), as the ODK XForms specification has it.
pub(super) fn shuffle<T: Clone>(items: &mut [T], seed: i64) {
    const MODULUS: i64 = 2_147_483_647;
    let mut state = seed % MODULUS;
    if state <= 0 {
        state += MODULUS - 1;
    }
    shuffle_with(items, || {
        state = state * 16_807 % MODULUS;
        (state - 1) as f64 / (MODULUS - 1) as f64
    });
}

/// The same with chance instead of a seed.
pub(super) fn shuffle_by_chance<T: Clone>(items: &mut [T], chance: &Chance) {
    shuffle_with(items, || chance.fraction());
}

/// The seed that a text stands for which is no number: the first 64 bits of its SHA-256.
pub(super) fn text_seed(text: &str) -> i64 {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(text.as_bytes());
    digest.iter().take(8).fold(0, |seed, byte| seed << 8 | i64::from(*byte))
}

fn shuffle_with<T: Clone>(items: &mut [T], mut fraction: impl FnMut() -> f64) {
    for last in 0..items.len() {
        items.swap(last, (fraction() * (last + 1) as f64) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let (a, b) = (Chance::new(7), Chance::new(7));
        assert_eq!(a.uuid(), b.uuid());
        assert_ne!(a.uuid(), b.code(5));
        assert!((0..1000).all(|_| (0.0..1.0).contains(&a.fraction())));
        assert_eq!(a.uuid().len(), 36);
    }

    #[test]
    fn a_seeded_order_is_that_of_the_phone() {
        let mut items = ["a1", "b2", "c3", "d4"];
        shuffle(&mut items, 5);
        assert_eq!(items, ["a1", "d4", "c3", "b2"]);
    }
}
