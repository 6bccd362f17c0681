//! The variance of a total of scores, unit by unit: where every standard error comes from.

use nalgebra::DMatrix;

use crate::design::{Design, LonelyPsu, Stratum};
use crate::results::Reason;

/// Scores of units: for each unit named, one number for each of `width` statistics.
#[derive(Clone, Debug, Default)]
pub(super) struct UnitScores {
    pub(super) width: usize,
    /// Units of the design's last stage, each at most once.
    pub(super) units: Vec<u32>,
    /// The scores of each unit, one unit after the other.
    pub(super) values: Vec<f64>,
}

impl UnitScores {
    fn rows(&self) -> impl Iterator<Item = (u32, &[f64])> {
        self.units.iter().copied().zip(self.values.chunks(self.width))
    }

    /// The scores summed by the units of the stage before.
    fn of_parents(&self, design: &Design, stage: usize) -> UnitScores {
        let mut place = vec![usize::MAX; design.units(stage - 1)];
        let mut parents = UnitScores { width: self.width, ..UnitScores::default() };
        for (unit, scores) in self.rows() {
            let parent = design.parent_of(stage, unit);
            let at = &mut place[parent as usize];
            if *at == usize::MAX {
                *at = parents.units.len();
                parents.units.push(parent);
                parents.values.extend(std::iter::repeat_n(0.0, self.width));
            }
            let sums = &mut parents.values[*at * self.width..(*at + 1) * self.width];
            sums.iter_mut().zip(scores).for_each(|(sum, score)| *sum += score);
        }
        parents
    }
}

/// The variance of the sum of `scores`, given as unit of the last stage and its
/// total; units of the same strata that are not named have the score 0.
/// Strata without any entry are not part of the domain and contribute nothing.
pub(super) fn of_total(
    design: &Design,
    scores: impl Iterator<Item = (u32, f64)>,
) -> Result<f64, Reason> {
    let (units, values) = scores.unzip();
    covariance(design, UnitScores { width: 1, units, values }).map(|matrix| matrix[(0, 0)])
}

/// The covariance of the sums of `scores`, see [`of_total`].
///
/// For each stratum of n units, n/(n-1) times the sum of squared deviations from the
/// stratum's mean, times the part of the frame that was not drawn. What is drawn
/// inside a unit of a stage counts by the share of the stage's frame that was drawn
/// (Särndal, Swensson and Wretman 1992, section 4.3).
pub(super) fn covariance(design: &Design, scores: UnitScores) -> Result<DMatrix<f64>, Reason> {
    let mut covariance = DMatrix::zeros(scores.width, scores.width);
    let mut scores = scores;
    for stage in (1..design.stages()).rev() {
        add_stage(design, stage, &scores, &mut covariance)?;
        scores = scores.of_parents(design, stage);
    }
    add_stage(design, 0, &scores, &mut covariance)?;
    Ok(covariance)
}

/// What a domain has in a stratum.
#[derive(Clone)]
struct InDomain {
    stratum: u32,
    parent: u32,
    /// Units with a score.
    named: u32,
    sum: Vec<f64>,
    /// Products of deviations from the stratum's mean.
    products: DMatrix<f64>,
}

/// Adds what the units of one stage contribute.
fn add_stage(
    design: &Design,
    stage: usize,
    scores: &UnitScores,
    covariance: &mut DMatrix<f64>,
) -> Result<(), Reason> {
    let strata = in_domain(design, stage, scores);
    let mut parents: Vec<u32> = strata.iter().map(|inside| inside.parent).collect();
    parents.sort_unstable();
    parents.dedup();
    let single = parents.len() == 1;
    let mut of_parent: Vec<Vec<&InDomain>> = vec![Vec::new(); parents.len()];
    for inside in &strata {
        let place =
            if single { 0 } else { parents.partition_point(|parent| *parent < inside.parent) };
        of_parent[place].push(inside);
    }
    for (parent, strata) in parents.into_iter().zip(of_parent) {
        let share = share_drawn(design, stage, parent);
        if share > 0.0 {
            *covariance += of_strata(design, stage, &strata, scores.width)? * share;
        }
    }
    Ok(())
}

/// The share of frames that lies in the sample at the stages above a unit's stage.
fn share_drawn(design: &Design, stage: usize, parent: u32) -> f64 {
    let (mut share, mut unit) = (1.0, parent);
    for above in (0..stage).rev() {
        let stratum = design.stratum_at(above, unit);
        share *= design.strata_at(above)[stratum as usize].fraction();
        unit = design.parent_of(above, unit);
    }
    share
}

fn in_domain(design: &Design, stage: usize, scores: &UnitScores) -> Vec<InDomain> {
    let width = scores.width;
    let mut place = vec![usize::MAX; design.strata_at(stage).len()];
    let mut strata: Vec<InDomain> = Vec::new();
    for (unit, values) in scores.rows() {
        let number = design.stratum_at(stage, unit);
        let at = &mut place[number as usize];
        if *at == usize::MAX {
            *at = strata.len();
            strata.push(InDomain {
                stratum: number,
                parent: design.parent_of(stage, unit),
                named: 0,
                sum: vec![0.0; width],
                products: DMatrix::zeros(width, width),
            });
        }
        let inside = &mut strata[*at];
        inside.named += 1;
        inside.sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
    }
    let means: Vec<Vec<f64>> = strata
        .iter()
        .map(|inside| {
            let n = f64::from(design.strata_at(stage)[inside.stratum as usize].psus);
            inside.sum.iter().map(|sum| sum / n).collect()
        })
        .collect();
    let mut deviations = vec![0.0; width];
    for (unit, values) in scores.rows() {
        let at = place[design.stratum_at(stage, unit) as usize];
        let mean = &means[at];
        (0..width).for_each(|column| deviations[column] = values[column] - mean[column]);
        add_products(&mut strata[at].products, &deviations, 1.0);
    }
    for (inside, mean) in strata.iter_mut().zip(&means) {
        let n = design.strata_at(stage)[inside.stratum as usize].psus;
        add_products(&mut inside.products, mean, f64::from(n - inside.named));
    }
    strata
}

fn add_products(products: &mut DMatrix<f64>, values: &[f64], factor: f64) {
    if let [value] = values {
        products[(0, 0)] += factor * value * value;
        return;
    }
    for (i, a) in values.iter().enumerate() {
        if *a != 0.0 {
            values.iter().enumerate().for_each(|(j, b)| products[(i, j)] += factor * a * b);
        }
    }
}

/// The strata of one parent: all of the first stage, or those inside one unit.
fn of_strata(
    design: &Design,
    stage: usize,
    strata: &[&InDomain],
    width: usize,
) -> Result<DMatrix<f64>, Reason> {
    let stratum = |inside: &InDomain| &design.strata_at(stage)[inside.stratum as usize];
    let all_units: f64 = strata.iter().map(|inside| f64::from(stratum(inside).psus)).sum();
    let centre: Vec<f64> = (0..width)
        .map(|column| strata.iter().map(|inside| inside.sum[column]).sum::<f64>() / all_units)
        .collect();
    let mut total = DMatrix::zeros(width, width);
    let mut unknown = 0.0;
    for inside in strata {
        let stratum = stratum(inside);
        if stratum.correction() < TAKEN_WHOLE {
            continue;
        }
        let n = f64::from(stratum.psus);
        let lonely_here = design.is_lonely_in_domains() && inside.named == 1 && stratum.psus > 1;
        match design.lonely() {
            LonelyPsu::Adjust if stratum.psus == 1 || lonely_here => {
                total += around(inside, stratum, &centre) * factor(stratum);
            }
            LonelyPsu::Average if stratum.psus == 1 || lonely_here => unknown += 1.0,
            LonelyPsu::Fail if stratum.psus == 1 => return Err(Reason::LonelyPsu),
            LonelyPsu::Certainty | LonelyPsu::Remove if stratum.psus == 1 => {}
            _ => total += &inside.products * (stratum.correction() * n / (n - 1.0)),
        }
    }
    let count = strata.len() as f64;
    if unknown == count && unknown > 0.0 {
        return Err(Reason::LonelyPsu);
    }
    Ok(total * (count / (count - unknown)))
}

/// A stratum of which so much is in the sample has no variance.
const TAKEN_WHOLE: f64 = 1e-7;

fn factor(stratum: &Stratum) -> f64 {
    let n = f64::from(stratum.psus);
    stratum.correction() * if n > 1.0 { n / (n - 1.0) } else { 1.0 }
}

/// Products of deviations from a centre that is not the stratum's mean.
fn around(inside: &InDomain, stratum: &Stratum, centre: &[f64]) -> DMatrix<f64> {
    let n = f64::from(stratum.psus);
    let shift: Vec<f64> =
        inside.sum.iter().zip(centre).map(|(sum, centre)| sum / n - centre).collect();
    let mut products = inside.products.clone();
    add_products(&mut products, &shift, n);
    products
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Frame;

    /// Two strata: `a` has PSUs 1 and 2, `b` has one.
    fn design(lonely: LonelyPsu) -> Design {
        let mut design = Design::new(lonely);
        design.psu("a", "1");
        design.psu("a", "2");
        design.psu("b", "1");
        design
    }

    fn variance(lonely: LonelyPsu, scores: &[(u32, f64)]) -> Result<f64, Reason> {
        of_total(&design(lonely), scores.iter().copied())
    }

    #[test]
    fn each_rule_for_a_lonely_psu() {
        // Stratum a: mean 4, squares 1 + 1, times 2/1 = 4. All PSUs: mean 14/3.
        let scores = [(0, 3.0), (1, 5.0), (2, 6.0)];
        let adjusted = variance(LonelyPsu::Adjust, &scores).unwrap();
        assert!((adjusted - (4.0 + (4.0 / 3.0f64).powi(2))).abs() < 1e-12);
        assert_eq!(variance(LonelyPsu::Certainty, &scores), Ok(4.0));
        assert_eq!(variance(LonelyPsu::Remove, &scores), Ok(4.0));
        assert_eq!(variance(LonelyPsu::Average, &scores), Ok(8.0));
        assert_eq!(variance(LonelyPsu::Fail, &scores), Err(Reason::LonelyPsu));
    }

    #[test]
    fn a_psu_outside_the_domain_counts_with_zero() {
        // PSU 2 of stratum a has no score: mean 1.5, squares 2.25 + 2.25, times 2.
        assert_eq!(variance(LonelyPsu::Fail, &[(0, 3.0)]), Ok(9.0));
    }

    #[test]
    fn the_second_stage_counts_by_the_share_of_the_first_that_was_drawn() {
        // 2 of 4 villages; 2 of 8 households in each. Scores 1 and 3, 2 and 6.
        let mut design = Design::new(LonelyPsu::Fail);
        let mut scores = Vec::new();
        for (village, values) in [("a", [1.0, 3.0]), ("b", [2.0, 6.0])] {
            let psu = design.psu("", village);
            design.set_frame_of(0, psu, Frame::Size(4.0));
            for (name, value) in values.into_iter().enumerate() {
                let unit = design.unit(1, psu, "", &name.to_string());
                design.set_frame_of(1, unit, Frame::Size(8.0));
                scores.push((unit, value));
            }
        }
        // First stage: totals 4 and 8, squares 4 + 4, times 2, times 1/2.
        // Second: (2·2 + 8·2) times 3/4, times 1/2.
        let expected = 8.0 + (4.0 + 16.0) * 0.75 * 0.5;
        assert!((of_total(&design, scores.into_iter()).unwrap() - expected).abs() < 1e-12);
    }
}
