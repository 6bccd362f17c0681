//! The strata and sampling units that variances are computed over, stage by stage.

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
    /// It contributes nothing: R's other name for `certainty`.
    Remove,
    /// It contributes what the other strata contribute on average.
    Average,
    /// No standard error at all.
    Fail,
}

/// How much of a stratum the frame holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Frame {
    /// Number of units in the frame.
    Size(f64),
    /// Share of the frame's units that is in the sample, above 0 and at most 1.
    Fraction(f64),
}

/// A stratum of one stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Stratum {
    /// Units in the sample, with or without rows in a domain.
    pub psus: u32,
    /// What the frame holds; `None` when the sample is a negligible part of it. It
    /// gives the finite population correction of the stage.
    pub frame: Option<Frame>,
}

impl Stratum {
    /// Units in the frame.
    pub fn size(&self) -> Option<f64> {
        self.frame.map(|frame| match frame {
            Frame::Size(size) => size,
            Frame::Fraction(fraction) => f64::from(self.psus) / fraction,
        })
    }

    /// The share of the frame's units that is in the sample; 0 without a frame.
    pub fn fraction(&self) -> f64 {
        self.size().map_or(0.0, |size| (f64::from(self.psus) / size).min(1.0))
    }

    /// The share of the frame's units that is not in the sample: the factor of
    /// the variance. 1 without a frame.
    pub fn correction(&self) -> f64 {
        1.0 - self.fraction()
    }
}

/// The units of one stage.
#[derive(Clone, Debug, Default, PartialEq)]
struct Stage {
    strata: Vec<Stratum>,
    /// Stratum of each unit.
    stratum_of: Vec<u32>,
    /// Unit of the stage before that each unit lies in; 0 at the first stage.
    parent_of: Vec<u32>,
    stratum_names: HashMap<(u32, Box<str>), u32>,
    unit_names: HashMap<(u32, Box<str>), u32>,
}

impl Stage {
    fn stratum(&mut self, parent: u32, name: &str) -> u32 {
        let next = self.strata.len() as u32;
        let number = *self.stratum_names.entry((parent, name.into())).or_insert(next);
        if number == next {
            self.strata.push(Stratum { psus: 0, frame: None });
        }
        number
    }

    fn unit(&mut self, parent: u32, stratum: &str, name: &str) -> u32 {
        let stratum = self.stratum(parent, stratum);
        let next = self.stratum_of.len() as u32;
        let number = *self.unit_names.entry((stratum, name.into())).or_insert(next);
        if number == next {
            self.stratum_of.push(stratum);
            self.parent_of.push(parent);
            self.strata[stratum as usize].psus += 1;
        }
        number
    }
}

/// The strata and sampling units of a sample, at the first stage and at those below
/// it. Names are nested: the same PSU name in two strata is two PSUs, the same name
/// of a household in two PSUs is two households.
///
/// Stages below the first matter only when the frame of the stages above is known:
/// without a finite population correction the first stage carries the whole variance.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    lonely: LonelyPsu,
    lonely_in_domains: bool,
    stages: Vec<Stage>,
}

impl Design {
    /// A design without PSUs.
    pub fn new(lonely: LonelyPsu) -> Self {
        Design { lonely, lonely_in_domains: false, stages: vec![Stage::default()] }
    }

    /// Applies the rule for lonely PSUs also to strata of which a domain has one PSU
    /// only, as R does with `survey.adjust.domain.lonely`.
    pub fn lonely_in_domains(mut self, also: bool) -> Self {
        self.lonely_in_domains = also;
        self
    }

    /// The number of a PSU, which is added when it is new. Numbers are given in
    /// the order of first mention.
    pub fn psu(&mut self, stratum: &str, psu: &str) -> u32 {
        self.stages[0].unit(0, stratum, psu)
    }

    /// The number of a unit of a later stage (1 is the second), drawn inside `parent`,
    /// a unit of the stage before; it is added when it is new.
    pub fn unit(&mut self, stage: usize, parent: u32, stratum: &str, name: &str) -> u32 {
        while self.stages.len() <= stage {
            self.stages.push(Stage::default());
        }
        self.stages[stage].unit(parent, stratum, name)
    }

    /// Says how many PSUs the frame has in a stratum.
    pub fn set_frame(&mut self, stratum: &str, psus: f64) {
        let number = self.stages[0].stratum(0, stratum);
        self.stages[0].strata[number as usize].frame = Some(Frame::Size(psus));
    }

    /// Says what the frame holds in the stratum of a unit of a stage (0 is the first).
    pub fn set_frame_of(&mut self, stage: usize, unit: u32, frame: Frame) {
        let number = self.stratum_at(stage, unit);
        self.stages[stage].strata[number as usize].frame = Some(frame);
    }

    /// The stratum of a PSU.
    pub fn stratum_of(&self, psu: u32) -> u32 {
        self.stratum_at(0, psu)
    }

    /// The stratum of a unit of a stage (0 is the first).
    pub fn stratum_at(&self, stage: usize, unit: u32) -> u32 {
        self.stages[stage].stratum_of[unit as usize]
    }

    /// The unit of the stage before in which a unit lies.
    pub(crate) fn parent_of(&self, stage: usize, unit: u32) -> u32 {
        self.stages[stage].parent_of[unit as usize]
    }

    /// The PSU in which a unit of the last stage lies.
    pub fn psu_of(&self, unit: u32) -> u32 {
        (1..self.stages.len()).rev().fold(unit, |unit, stage| self.parent_of(stage, unit))
    }

    /// Number of stages.
    pub fn stages(&self) -> usize {
        self.stages.len()
    }

    /// Number of PSUs.
    pub fn psus(&self) -> usize {
        self.stages[0].stratum_of.len()
    }

    /// Number of units of a stage (0 is the first).
    pub(crate) fn units(&self, stage: usize) -> usize {
        self.stages[stage].stratum_of.len()
    }

    /// The strata of the first stage, in the order of first mention.
    pub fn strata(&self) -> &[Stratum] {
        &self.stages[0].strata
    }

    /// The strata of a stage (0 is the first).
    pub(crate) fn strata_at(&self, stage: usize) -> &[Stratum] {
        &self.stages[stage].strata
    }

    /// The stratum of a name.
    pub fn stratum_named(&self, name: &str) -> Option<&Stratum> {
        let stage = &self.stages[0];
        stage.stratum_names.get(&(0, name.into())).map(|&number| &stage.strata[number as usize])
    }

    /// The name of each stratum of the first stage, in their order.
    pub fn stratum_names(&self) -> Vec<&str> {
        let mut names = vec![""; self.strata().len()];
        for ((_, name), &number) in &self.stages[0].stratum_names {
            names[number as usize] = name;
        }
        names
    }

    /// The rule for strata with one PSU.
    pub fn lonely(&self) -> LonelyPsu {
        self.lonely
    }

    /// Whether the rule is for strata of which a domain has one PSU, too.
    pub(crate) fn is_lonely_in_domains(&self) -> bool {
        self.lonely_in_domains
    }

    /// How many times a unit of the last stage stands for itself when only the frame
    /// says so: the product over stages of frame over sample. `None` when a stage
    /// has no frame.
    pub fn expansion(&self, unit: u32) -> Option<f64> {
        let mut unit = unit;
        let mut product = 1.0;
        for stage in (0..self.stages.len()).rev() {
            let stratum = &self.stages[stage].strata[self.stratum_at(stage, unit) as usize];
            product *= stratum.size()? / f64::from(stratum.psus);
            unit = self.parent_of(stage, unit);
        }
        Some(product)
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
        assert_eq!(design.stratum_names(), ["CMR", "NA"]);
    }

    #[test]
    fn a_frame_taken_whole_leaves_no_variance() {
        let mut design = Design::new(LonelyPsu::Adjust);
        design.psu("s", "1");
        design.set_frame("s", 1.0);
        assert_eq!(design.strata()[0].correction(), 0.0);
    }

    #[test]
    fn two_stages_expand_by_their_frames() {
        // 2 of 10 villages, 1 of 4 households in the first.
        let mut design = Design::new(LonelyPsu::Fail);
        let village = design.psu("", "a");
        design.psu("", "b");
        let household = design.unit(1, village, "", "1");
        design.set_frame_of(0, village, Frame::Fraction(0.2));
        design.set_frame_of(1, household, Frame::Size(4.0));
        assert_eq!(design.expansion(household), Some(20.0));
        assert_eq!(design.psu_of(household), village);
    }
}
