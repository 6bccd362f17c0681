//! The strata and PSUs that variances are computed over.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// What to do with a stratum that has one PSU only, whose variance nobody can know.
/// The rules are those of R's `survey` 4.5 and carry its names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LonelyPsu {
    /// Centre it at the mean of all PSUs instead of that of its stratum: careful.
    #[default]
    Adjust,
    /// It contributes nothing, as if it had been chosen with certainty.
    Certainty,
    /// It contributes what the other strata contribute on average.
    Average,
    /// No standard error at all.
    Fail,
}

/// A stratum.
#[derive(Clone, Debug, PartialEq)]
pub struct Stratum {
    /// PSUs in the sample, with or without rows in a domain.
    pub psus: u32,
    /// PSUs in the frame; `None` when the sample is a negligible part of it. It
    /// gives the finite population correction of the first stage.
    pub frame: Option<f64>,
}

impl Stratum {
    /// The share of the frame's PSUs that is not in the sample: the factor of
    /// the variance. 1 without a frame.
    pub fn correction(&self) -> f64 {
        self.frame.map_or(1.0, |frame| (1.0 - f64::from(self.psus) / frame).max(0.0))
    }
}

/// The strata and PSUs of a sample. PSU names are nested in strata: the same
/// name in two strata is two PSUs.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    lonely: LonelyPsu,
    strata: Vec<Stratum>,
    stratum_of: Vec<u32>,
    stratum_names: HashMap<Box<str>, u32>,
    psu_names: HashMap<(u32, Box<str>), u32>,
}

impl Design {
    /// A design without PSUs.
    pub fn new(lonely: LonelyPsu) -> Self {
        Design {
            lonely,
            strata: Vec::new(),
            stratum_of: Vec::new(),
            stratum_names: HashMap::new(),
            psu_names: HashMap::new(),
        }
    }

    /// The number of a PSU, which is added when it is new. Numbers are given in
    /// the order of first mention.
    pub fn psu(&mut self, stratum: &str, psu: &str) -> u32 {
        let stratum = self.stratum(stratum);
        let next = self.stratum_of.len() as u32;
        let number = *self.psu_names.entry((stratum, psu.into())).or_insert(next);
        if number == next {
            self.stratum_of.push(stratum);
            self.strata[stratum as usize].psus += 1;
        }
        number
    }

    /// Says how many PSUs the frame has in a stratum.
    pub fn set_frame(&mut self, stratum: &str, psus: f64) {
        let number = self.stratum(stratum);
        self.strata[number as usize].frame = Some(psus);
    }

    /// The stratum of a PSU.
    pub fn stratum_of(&self, psu: u32) -> u32 {
        self.stratum_of[psu as usize]
    }

    /// The strata, in the order of first mention.
    pub fn strata(&self) -> &[Stratum] {
        &self.strata
    }

    /// The stratum of a name.
    pub fn stratum_named(&self, name: &str) -> Option<&Stratum> {
        self.stratum_names.get(name).map(|&number| &self.strata[number as usize])
    }

    /// The rule for strata with one PSU.
    pub fn lonely(&self) -> LonelyPsu {
        self.lonely
    }

    fn stratum(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.stratum_names.get(name) {
            return number;
        }
        let number = self.strata.len() as u32;
        self.stratum_names.insert(name.into(), number);
        self.strata.push(Stratum { psus: 0, frame: None });
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_in_two_strata_is_two_psus() {
        let mut design = Design::new(LonelyPsu::Adjust);
        let first = design.psu("CMR", "1");
        assert_eq!(design.psu("CMR", "1"), first);
        assert_ne!(design.psu("NA", "1"), first);
        assert_eq!(design.strata().len(), 2);
        assert_eq!(design.strata()[0].psus, 1);
    }

    #[test]
    fn a_frame_taken_whole_leaves_no_variance() {
        let mut design = Design::new(LonelyPsu::Adjust);
        design.psu("s", "1");
        design.set_frame("s", 1.0);
        assert_eq!(design.strata()[0].correction(), 0.0);
    }
}
