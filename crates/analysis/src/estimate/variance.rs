//! The variance of a total of scores, PSU by PSU: where every standard error comes from.

use crate::design::{Design, LonelyPsu};
use crate::results::Reason;

/// The variance of the sum of `scores`, given as PSU and its total, at most one
/// entry for each PSU; PSUs of the same strata that are not named have the score 0.
/// Strata without any entry are not part of the domain and contribute nothing.
///
/// For each stratum of n PSUs, n/(n-1) times the sum of squared deviations from the
/// stratum's mean, times the part of the frame that was not drawn.
pub(super) fn of_total(
    design: &Design,
    scores: impl Iterator<Item = (u32, f64)> + Clone,
) -> Result<f64, Reason> {
    let mut strata = vec![InDomain::default(); design.strata().len()];
    for (psu, score) in scores.clone() {
        let stratum = &mut strata[design.stratum_of(psu) as usize];
        stratum.named += 1;
        stratum.sum += score;
    }
    for (psu, score) in scores {
        let number = design.stratum_of(psu) as usize;
        let mean = strata[number].sum / f64::from(design.strata()[number].psus);
        strata[number].squares += (score - mean) * (score - mean);
    }
    add_strata(design, &strata)
}

/// What a domain has in a stratum.
#[derive(Clone, Copy, Default)]
struct InDomain {
    /// PSUs with a score.
    named: u32,
    sum: f64,
    /// Squared deviations from the stratum's mean.
    squares: f64,
}

fn add_strata(design: &Design, strata: &[InDomain]) -> Result<f64, Reason> {
    let present = || strata.iter().zip(design.strata()).filter(|(inside, _)| inside.named > 0);
    let all_psus: f64 = present().map(|(_, stratum)| f64::from(stratum.psus)).sum();
    let centre = present().map(|(inside, _)| inside.sum).sum::<f64>() / all_psus;
    let (mut variance, mut lonely) = (0.0, 0.0);
    for (inside, stratum) in present() {
        let n = f64::from(stratum.psus);
        if stratum.psus > 1 {
            let mean = inside.sum / n;
            let squares = inside.squares + (n - f64::from(inside.named)) * mean * mean;
            variance += stratum.correction() * n / (n - 1.0) * squares;
            continue;
        }
        if stratum.correction() == 0.0 {
            continue;
        }
        match design.lonely() {
            LonelyPsu::Adjust => {
                variance += stratum.correction() * (inside.sum - centre) * (inside.sum - centre);
            }
            LonelyPsu::Certainty => {}
            LonelyPsu::Average => lonely += 1.0,
            LonelyPsu::Fail => return Err(Reason::LonelyPsu),
        }
    }
    let count = present().count() as f64;
    if lonely == count && lonely > 0.0 {
        return Err(Reason::LonelyPsu);
    }
    Ok(variance * count / (count - lonely))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(variance(LonelyPsu::Average, &scores), Ok(8.0));
        assert_eq!(variance(LonelyPsu::Fail, &scores), Err(Reason::LonelyPsu));
    }

    #[test]
    fn a_psu_outside_the_domain_counts_with_zero() {
        // PSU 2 of stratum a has no score: mean 1.5, squares 2.25 + 2.25, times 2.
        assert_eq!(variance(LonelyPsu::Fail, &[(0, 3.0)]), Ok(9.0));
    }
}
