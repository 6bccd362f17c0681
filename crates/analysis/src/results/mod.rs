//! The results table: one row a number. Charts, maps and documents read it and nothing else.

mod reason;
mod write;

use std::collections::BTreeMap;

use dataset::Missing;
use serde::Serialize;

pub use reason::Reason;
pub use write::{SCHEMA, write_csv, write_json};

/// The estimates of a plan, in the order of the plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Results {
    /// One row a number.
    pub rows: Vec<Estimate>,
    /// Countries that were to report and whether they did, by form: code → number of records.
    pub reporting: BTreeMap<String, Vec<CountryRecords>>,
}

/// How many records of a form a country sent. 0 is "not reported", never a zero count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountryRecords {
    /// ISO 3166-1 alpha-3 code.
    pub country: String,
    /// Accepted main rows.
    pub records: u64,
    /// What the survey expected, where it says so.
    pub expected: Option<u64>,
}

/// One number: an indicator in one domain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// Indicator id of the plan.
    pub indicator: String,
    /// Category of a select question, for indicators of type `categories` and `multiple`.
    pub category: Option<String>,
    /// The domain: variable → value, in the order of the plan; empty is everyone.
    pub domain: Vec<(String, String)>,
    /// Form and level of the rows.
    pub form: String,
    /// `main` or a repeat.
    pub level: String,
    /// Unit of analysis.
    pub unit: String,
    /// What kind of number it is.
    pub statistic: Statistic,
    /// How the sample was drawn.
    pub design: DesignKind,
    /// The number. Proportions are between 0 and 1.
    pub value: Option<f64>,
    /// Standard error; `None` for samples that allow none.
    pub standard_error: Option<f64>,
    /// Lower end of the interval.
    pub low: Option<f64>,
    /// Upper end of the interval.
    pub high: Option<f64>,
    /// Coverage of the interval, such as 0.95.
    pub confidence: Option<f64>,
    /// Degrees of freedom of the interval.
    pub degrees_of_freedom: Option<f64>,
    /// Design effect against simple random sampling without replacement.
    pub design_effect: Option<f64>,
    /// Rows that the number is made from.
    pub n: u64,
    /// Sum of their weights.
    pub weighted_n: f64,
    /// PSUs with such a row.
    pub psus: u64,
    /// Rows of the base without a value, by reason.
    pub missing: BTreeMap<Missing, u64>,
    /// How value and interval were computed, such as `taylor/korn-graubard`.
    pub method: String,
    /// Why there is no value, no interval, or a weak one.
    pub reason: Option<Reason>,
}

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statistic {
    /// A share of rows, between 0 and 1.
    Proportion,
    /// A weighted mean.
    Mean,
    /// A ratio of two weighted totals.
    Ratio,
    /// A weighted total.
    Total,
    /// A weighted median.
    Median,
    /// A number of rows, unweighted.
    Count,
}

/// How the sample was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DesignKind {
    /// Every unit had a known chance.
    Probability,
    /// All units were meant to be reached.
    Census,
    /// Chosen by judgement.
    Purposive,
    /// Whoever was at hand.
    Convenience,
    /// Nobody wrote it down.
    Unknown,
}

impl DesignKind {
    /// Whether standard errors and intervals mean something.
    pub fn allows_inference(self) -> bool {
        matches!(self, DesignKind::Probability)
    }
}
