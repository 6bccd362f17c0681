//! What hides a number because it could point at someone.
//!
//! A number made from fewer contributors than the survey allows is hidden. A total
//! and its parts are one equation: when exactly one of them is hidden, anyone can
//! compute it, so the smallest other part is hidden too. The equations are those
//! between the domains of one indicator (everyone and the countries, a country and
//! its sexes …), and hiding goes on until none of them has one unknown. It does not
//! look across indicators, nor at what other publications say.

use std::collections::{BTreeMap, BTreeSet};

use crate::results::{Estimate, Reason};

/// A number with the main records that it is made from.
pub(crate) struct Contributed {
    pub(crate) estimate: Estimate,
    pub(crate) contributors: u64,
}

/// Hides, among the numbers of one indicator, those from fewer than `minimum`
/// contributors and those that would give them away.
pub(crate) fn hide(rows: &mut [Contributed], minimum: u64) {
    for row in rows.iter_mut() {
        let few = row.contributors > 0 && row.contributors < minimum;
        if row.estimate.value.is_some() && few {
            blank(&mut row.estimate, Reason::Suppressed);
        }
    }
    let equations = equations(rows);
    while equations.iter().any(|equation| equation.protect(rows)) {}
}

/// A number that is the sum of others, as far as its counts go.
struct Equation {
    total: usize,
    parts: Vec<usize>,
}

impl Equation {
    /// Hides one more part when exactly one number of the equation is hidden.
    /// Whether it did.
    fn protect(&self, rows: &mut [Contributed]) -> bool {
        let all = self.parts.iter().chain([&self.total]);
        if all.filter(|&&row| is_hidden(&rows[row].estimate)).count() != 1 {
            return false;
        }
        let visible = self.parts.iter().filter(|&&row| rows[row].estimate.value.is_some());
        let Some(&smallest) = visible.min_by_key(|&&row| (rows[row].contributors, row)) else {
            return false;
        };
        blank(&mut rows[smallest].estimate, Reason::SuppressedComplement);
        true
    }
}

/// For each number and each variable by which it is divided further, one equation.
fn equations(rows: &[Contributed]) -> Vec<Equation> {
    let key = |row: &'_ Contributed| -> (Option<String>, BTreeSet<(String, String)>) {
        (row.estimate.category.clone(), row.estimate.domain.iter().cloned().collect())
    };
    let numbers: BTreeMap<_, usize> =
        rows.iter().enumerate().map(|(number, row)| (key(row), number)).collect();
    let mut parts: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        for pair in &row.estimate.domain {
            let (category, mut domain) = key(row);
            domain.remove(pair);
            if let Some(&total) = numbers.get(&(category, domain)) {
                parts.entry((total, pair.0.as_str())).or_default().push(number);
            }
        }
    }
    parts.into_iter().map(|((total, _), parts)| Equation { total, parts }).collect()
}

fn is_hidden(estimate: &Estimate) -> bool {
    matches!(estimate.reason, Some(Reason::Suppressed | Reason::SuppressedComplement))
}

/// Takes out everything that a number and its counts would say.
fn blank(estimate: &mut Estimate, reason: Reason) {
    estimate.value = None;
    estimate.standard_error = None;
    estimate.low = None;
    estimate.high = None;
    estimate.confidence = None;
    estimate.degrees_of_freedom = None;
    estimate.design_effect = None;
    estimate.n = 0;
    estimate.weighted_n = 0.0;
    estimate.psus = 0;
    estimate.missing.clear();
    estimate.reason = Some(reason);
}
