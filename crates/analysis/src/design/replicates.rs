//! Replicate weights: the sample drawn again and again, so that how much an estimate
//! moves shows how uncertain it is.

use crate::design::Design;

/// The weights of a sample and of its replicates.
#[derive(Clone, Debug, PartialEq)]
pub struct Replicates {
    /// Full-sample weights, one a row.
    pub weights: Vec<f64>,
    /// The weights of each replicate, one a row.
    pub replicates: Vec<Vec<f64>>,
    /// What each replicate's squared deviation counts for.
    pub scales: Vec<f64>,
    /// Whether deviations are from the full-sample estimate instead of from the mean
    /// of the replicates.
    pub from_full_sample: bool,
}

/// How replicates are made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// Each PSU left out in turn; strata are not known.
    Jk1,
    /// Each PSU left out in turn, its stratum made up for.
    JkN,
    /// Balanced half-samples: two PSUs in every stratum.
    Brr,
    /// Half-samples in which the other half keeps the share `rho` of its weight.
    Fay {
        /// Between 0 and 1.
        rho: f64,
    },
    /// As many PSUs as the stratum has, drawn with replacement (Canty and Davison 1999).
    Bootstrap {
        /// Number of replicates.
        count: usize,
        /// The same seed gives the same replicates.
        seed: u64,
    },
    /// One PSU fewer than the stratum has, drawn with replacement (Rao and Wu 1988).
    Subbootstrap {
        /// Number of replicates.
        count: usize,
        /// The same seed gives the same replicates.
        seed: u64,
    },
}

/// Why replicates cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplicateError {
    /// A stratum has one PSU only.
    LonelyPsu {
        /// Its number.
        stratum: usize,
    },
    /// Half-samples need two PSUs in every stratum.
    NotTwoPsus {
        /// Its number.
        stratum: usize,
    },
    /// JK1 knows no strata.
    Stratified,
    /// Fay's share lies outside 0 to 1, or there are to be no replicates.
    BadParameter,
}

impl Replicates {
    /// Makes replicates of rows, given by PSU and weight.
    ///
    /// # Errors
    /// See [`ReplicateError`].
    pub fn new(
        design: &Design,
        psus: &[u32],
        weights: &[f64],
        method: Method,
    ) -> Result<Self, ReplicateError> {
        let plan = Plan::new(design);
        let (factors, scales) = match method {
            Method::Jk1 if plan.strata.len() > 1 => return Err(ReplicateError::Stratified),
            Method::Jk1 | Method::JkN => plan.jackknife()?,
            Method::Brr => plan.half_samples(0.0)?,
            Method::Fay { rho } if (0.0..1.0).contains(&rho) => plan.half_samples(rho)?,
            Method::Bootstrap { count, seed } if count > 1 => plan.bootstrap(count, seed, false)?,
            Method::Subbootstrap { count, seed } if count > 1 => {
                plan.bootstrap(count, seed, true)?
            }
            _ => return Err(ReplicateError::BadParameter),
        };
        let replicates = factors
            .iter()
            .map(|factors| {
                let rows = psus.iter().zip(weights);
                rows.map(|(psu, weight)| weight * factors[*psu as usize]).collect()
            })
            .collect();
        Ok(Replicates { weights: weights.to_vec(), replicates, scales, from_full_sample: false })
    }

    /// The rank of the replicates inside a domain, minus 1: their degrees of freedom.
    /// Columns that are nearly explained by those before them do not count.
    pub fn degrees_of_freedom(&self, inside: &[bool]) -> f64 {
        let mut basis: Vec<Vec<f64>> = Vec::new();
        for replicate in &self.replicates {
            let rows = replicate.iter().zip(inside).filter(|(_, inside)| **inside);
            let mut rest: Vec<f64> = rows.map(|(weight, _)| *weight).collect();
            let length = |values: &[f64]| values.iter().map(|x| x * x).sum::<f64>().sqrt();
            let before = length(&rest);
            for known in &basis {
                let along: f64 = known.iter().zip(&rest).map(|(a, b)| a * b).sum();
                rest.iter_mut().zip(known).for_each(|(value, of)| *value -= along * of);
            }
            let after = length(&rest);
            if after > before * 1e-5 && after > 0.0 {
                rest.iter_mut().for_each(|value| *value /= after);
                basis.push(rest);
            }
        }
        basis.len().saturating_sub(1) as f64
    }
}

/// Factors of each PSU by replicate, and what each replicate counts for.
type Factors = (Vec<Vec<f64>>, Vec<f64>);

/// The PSUs of each stratum, and the share of its frame that was not drawn.
struct Plan {
    psus: usize,
    strata: Vec<(Vec<usize>, f64)>,
}

impl Plan {
    fn new(design: &Design) -> Self {
        let correction = |stratum: &crate::design::Stratum| (Vec::new(), stratum.correction());
        let mut strata: Vec<_> = design.strata().iter().map(correction).collect();
        for psu in 0..design.psus() {
            strata[design.stratum_of(psu as u32) as usize].0.push(psu);
        }
        Plan { psus: design.psus(), strata }
    }

    fn lonely(&self) -> Result<(), ReplicateError> {
        let lonely = |(psus, correction): &(Vec<usize>, f64)| psus.len() == 1 && *correction > 0.0;
        let found = self.strata.iter().position(lonely);
        found.map_or(Ok(()), |stratum| Err(ReplicateError::LonelyPsu { stratum }))
    }

    fn jackknife(&self) -> Result<Factors, ReplicateError> {
        self.lonely()?;
        let (mut factors, mut scales) = (Vec::new(), Vec::new());
        for (psus, correction) in self.strata.iter().filter(|(psus, _)| psus.len() > 1) {
            let n = psus.len() as f64;
            for left_out in psus {
                let mut of = vec![1.0; self.psus];
                psus.iter().for_each(|&psu| of[psu] = n / (n - 1.0));
                of[*left_out] = 0.0;
                factors.push(of);
                scales.push(correction * (n - 1.0) / n);
            }
        }
        Ok((factors, scales))
    }

    /// Half-samples chosen by the columns of a Hadamard matrix, so that they balance.
    fn half_samples(&self, rho: f64) -> Result<Factors, ReplicateError> {
        if let Some(stratum) = self.strata.iter().position(|(psus, _)| psus.len() != 2) {
            return Err(ReplicateError::NotTwoPsus { stratum });
        }
        let count = (self.strata.len() + 1).next_power_of_two();
        let row = |replicate: usize| {
            let mut of = vec![1.0; self.psus];
            for (number, (psus, _)) in self.strata.iter().enumerate() {
                let first = ((number + 1) & replicate).count_ones().is_multiple_of(2);
                let (more, less) = if first { (psus[0], psus[1]) } else { (psus[1], psus[0]) };
                (of[more], of[less]) = (2.0 - rho, rho);
            }
            of
        };
        let factors = (0..count).map(row).collect();
        Ok((factors, vec![1.0 / (count as f64 * (1.0 - rho).powi(2)); count]))
    }

    fn bootstrap(&self, count: usize, seed: u64, fewer: bool) -> Result<Factors, ReplicateError> {
        self.lonely()?;
        let mut chance = Chance(seed);
        let mut draw = || {
            let mut of = vec![1.0; self.psus];
            for (psus, correction) in self.strata.iter().filter(|(psus, _)| psus.len() > 1) {
                let n = psus.len();
                let draws = if fewer { n - 1 } else { n };
                let mut times = vec![0.0; n];
                (0..draws).for_each(|_| times[chance.below(n)] += 1.0);
                // Shrunken so that the variance of a total is the unbiased one.
                let shrink = if fewer { 1.0 } else { (n as f64 / (n as f64 - 1.0)).sqrt() };
                let shrink = shrink * correction.sqrt();
                for (psu, times) in psus.iter().zip(times) {
                    of[*psu] = 1.0 + shrink * (times * n as f64 / draws as f64 - 1.0);
                }
            }
            of
        };
        let factors = (0..count).map(|_| draw()).collect();
        Ok((factors, vec![1.0 / (count as f64 - 1.0); count]))
    }
}

/// Numbers that look like chance and are the same every time (SplitMix64, Steele, Lea
/// and Flood 2014).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from 0 to below `limit`, each as likely as the other up to one
    /// part in 2^64 divided by `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::LonelyPsu;

    /// Three strata of two PSUs with one row each.
    fn design() -> (Design, Vec<u32>) {
        let mut design = Design::new(LonelyPsu::Fail);
        let names = [("a", "1"), ("a", "2"), ("b", "1"), ("b", "2"), ("c", "1"), ("c", "2")];
        let psus = names.iter().map(|(stratum, psu)| design.psu(stratum, psu)).collect();
        (design, psus)
    }

    /// The variance of a total of 1, 2, 4, 8, 16, 32 with weight 1.
    fn variance(method: Method) -> f64 {
        let (design, psus) = design();
        let made = Replicates::new(&design, &psus, &[1.0; 6], method).unwrap();
        let total = |weights: &Vec<f64>| -> f64 {
            weights.iter().zip([1.0, 2.0, 4.0, 8.0, 16.0, 32.0]).map(|(w, y)| w * y).sum()
        };
        let of_replicates = made.replicates.iter().zip(&made.scales);
        of_replicates.map(|(weights, scale)| scale * (total(weights) - 63.0).powi(2)).sum()
    }

    #[test]
    fn each_method_finds_the_variance_of_a_total() {
        // Squared differences of the pairs: 1 + 16 + 256.
        for method in [Method::JkN, Method::Brr, Method::Fay { rho: 0.3 }] {
            assert!((variance(method) - 273.0).abs() < 1e-9, "{method:?}");
        }
        let many = Method::Bootstrap { count: 4000, seed: 7 };
        assert!((variance(many) / 273.0 - 1.0).abs() < 0.1);
        let many = Method::Subbootstrap { count: 4000, seed: 7 };
        assert!((variance(many) / 273.0 - 1.0).abs() < 0.1);
    }

    #[test]
    fn what_cannot_be_made_is_refused() {
        let (mut design, psus) = design();
        let make = |design: &Design, method| Replicates::new(design, &psus, &[1.0; 6], method);
        assert_eq!(make(&design, Method::Jk1), Err(ReplicateError::Stratified));
        let fay = Method::Fay { rho: 1.0 };
        assert_eq!(make(&design, fay), Err(ReplicateError::BadParameter));
        design.psu("d", "1");
        assert_eq!(make(&design, Method::JkN), Err(ReplicateError::LonelyPsu { stratum: 3 }));
        assert_eq!(make(&design, Method::Brr), Err(ReplicateError::NotTwoPsus { stratum: 3 }));
    }

    #[test]
    fn degrees_of_freedom_are_the_rank_less_one() {
        let (design, psus) = design();
        let made = Replicates::new(&design, &psus, &[1.0; 6], Method::JkN).unwrap();
        assert_eq!(made.degrees_of_freedom(&[true; 6]), 3.0);
    }
}
