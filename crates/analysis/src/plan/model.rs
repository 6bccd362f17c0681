//! What a plan says, as read from its file.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use survey_schema::survey::Labels;
use survey_schema::{Diagnostic, Form, Label, Location, Severity, Survey, message};

use crate::design::LonelyPsu;
use crate::estimate::interval::ProportionInterval;
use crate::plan::{Written, check};
use crate::results::DesignKind;

/// An analysis plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// How the sample of each form was drawn.
    #[serde(default, rename = "design")]
    pub designs: BTreeMap<Written<String>, DesignSpec>,
    /// The numbers that are wanted, in order.
    #[serde(default, rename = "indicator")]
    pub indicators: Vec<Indicator>,
    /// The tables, in order.
    #[serde(default, rename = "table")]
    pub tables: Vec<TableSpec>,
    /// The charts, in order.
    #[serde(default, rename = "chart")]
    pub charts: Vec<ChartSpec>,
    /// Coverage of intervals.
    #[serde(default = "ninety_five")]
    pub confidence: Written<f64>,
    /// The file as the user named it.
    #[serde(skip)]
    pub file: String,
    /// Its text, to show the place of a fault.
    #[serde(skip)]
    pub text: String,
}

fn ninety_five() -> Written<f64> {
    Written { value: 0.95, span: 0..0 }
}

/// How the sample of a form was drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignSpec {
    /// Whether numbers speak for a population.
    pub kind: DesignKind,
    /// Questions of the main level whose values are the strata, `country` standing
    /// for the question with that role.
    #[serde(default)]
    pub strata: Vec<Written<String>>,
    /// The question that names the PSU (cluster); each record is one without it.
    pub psu: Option<Written<String>>,
    /// The weight of a record, an expression at the main level; 1 without it.
    pub weight: Option<Written<String>>,
    /// Number of PSUs in the frame by stratum, several strata questions joined by
    /// `/`. Weights are multiplied by PSUs in the frame over PSUs in the sample.
    #[serde(default)]
    pub frame: BTreeMap<Written<String>, f64>,
    /// Whether the frame also gives the finite population correction.
    #[serde(default)]
    pub fpc: bool,
    /// What to do with strata that have one PSU.
    #[serde(default)]
    pub lonely_psu: LonelyPsu,
}

/// A named number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Short name, unique in the plan.
    pub id: Written<String>,
    /// Its name in print, by language code.
    pub label: Written<Labels>,
    /// Its unit in print, by language code, such as `USD per day`.
    #[serde(default)]
    pub unit_label: Written<Labels>,
    /// What it counts in: `percent`, `count`, `USD`, `index` …
    #[serde(default)]
    pub unit: String,
    /// Group of indicators it is shown with.
    #[serde(default)]
    pub family: String,
    /// Form of its rows.
    pub form: Written<String>,
    /// Level of its rows: `main` or a repeat.
    #[serde(default = "main")]
    pub level: Written<String>,
    /// What is computed.
    #[serde(rename = "type")]
    pub kind: Written<Type>,
    /// The base population: rows for which this is true; all rows without it.
    pub when: Option<Written<String>>,
    /// The value of a row. A condition for proportions and counts, the question for
    /// `categories` and `multiple`, a number for everything else.
    pub value: Option<Written<String>>,
    /// Denominator of a ratio.
    pub denominator: Option<Written<String>>,
    /// What a row of the base without a value is.
    #[serde(default)]
    pub missing: MissingRule,
    /// Which way is better.
    #[serde(default)]
    pub direction: Direction,
    /// Whether the number could endanger someone: more contributors are then asked for.
    #[serde(default)]
    pub sensitive: bool,
    /// The domains: each a variable or a list of variables that are crossed.
    #[serde(default, deserialize_with = "sets")]
    pub by: Written<Vec<Vec<String>>>,
    /// Values of variables for which the number has no meaning, such as a country
    /// without artisanal mines.
    #[serde(default)]
    pub not_applicable: BTreeMap<Written<String>, Vec<String>>,
    /// How the interval of a proportion is made.
    #[serde(default)]
    pub interval: ProportionInterval,
    /// The framework that asks for it, such as `SDG 6.1`.
    #[serde(default)]
    pub framework: String,
}

fn main() -> Written<String> {
    Written { value: survey_schema::MAIN.into(), span: 0..0 }
}

impl Default for Written<Labels> {
    fn default() -> Self {
        Written { value: Labels::new(), span: 0..0 }
    }
}

impl Default for Written<Vec<Vec<String>>> {
    fn default() -> Self {
        Written { value: Vec::new(), span: 0..0 }
    }
}

/// A variable, or several that are crossed.
#[derive(Deserialize)]
#[serde(untagged)]
enum Set {
    One(String),
    Several(Vec<String>),
}

fn sets<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Written<Vec<Vec<String>>>, D::Error> {
    let written = Written::<Vec<Set>>::deserialize(deserializer)?;
    let several = |set| match set {
        Set::One(variable) => vec![variable],
        Set::Several(variables) => variables,
    };
    let value = written.value.into_iter().map(several).collect();
    Ok(Written { value, span: written.span })
}

/// What an indicator computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Type {
    /// The share of rows for which `value` is true.
    Proportion,
    /// The mean of `value`.
    Mean,
    /// The total of `value` over the total of `denominator`.
    Ratio,
    /// The total of `value`.
    Total,
    /// The median of `value`.
    Median,
    /// The number of rows for which `value` is true, unweighted.
    Count,
    /// The share of each choice of a select_one.
    Categories,
    /// The share of rows that chose each choice of a select_multiple.
    Multiple,
}

/// What a row of the base without a value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingRule {
    /// Left out, and counted by reason.
    #[default]
    Exclude,
    /// A zero or a "no".
    Zero,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    HigherBetter,
    /// More is worse.
    HigherWorse,
    /// Neither.
    #[default]
    Context,
}

/// A table of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSpec {
    /// Short name, unique in the plan.
    pub id: Written<String>,
    /// Title by language code.
    pub title: Written<Labels>,
    /// Indicators, in order: its rows.
    pub indicators: Vec<Written<String>>,
    /// The variables whose values are its columns.
    #[serde(default)]
    pub by: Vec<Written<String>>,
    /// Note below it, by language code.
    #[serde(default)]
    pub note: Written<Labels>,
}

/// A chart of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartSpec {
    /// Short name, unique in the plan.
    pub id: Written<String>,
    /// What is drawn.
    pub kind: ChartKind,
    /// The indicator of a chart that shows one.
    pub indicator: Option<Written<String>>,
    /// The indicators of a chart that shows several.
    #[serde(default)]
    pub indicators: Vec<Written<String>>,
    /// The variables of the domains it shows.
    #[serde(default)]
    pub by: Vec<Written<String>>,
    /// Title by language code: what the reader should see.
    pub title: Written<Labels>,
    /// Subtitle by language code: what is shown.
    #[serde(default)]
    pub subtitle: Written<Labels>,
    /// Note below it, by language code.
    #[serde(default)]
    pub note: Written<Labels>,
}

impl ChartSpec {
    /// The indicators it shows, in order.
    pub fn shows(&self) -> impl Iterator<Item = &Written<String>> {
        self.indicator.iter().chain(&self.indicators)
    }
}

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// A bar and an interval for each domain.
    Bars,
    /// Shares of ordered categories, left and right of the middle.
    Likert,
    /// A coloured cell for each indicator and domain.
    Heat,
    /// Two dots for each domain, and the distance between them.
    Dumbbell,
    /// Areas by their value.
    Map,
}

impl Plan {
    /// Reads `plan.toml`. `file` is how the user named it.
    ///
    /// # Errors
    /// One diagnostic with its place: not TOML, an unknown or missing field, a word
    /// that is none of those allowed. What needs the forms is found by [`Plan::check`].
    pub fn from_toml(text: &str, file: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut plan: Plan = toml::from_str(text).map_err(|error| {
            let location = Location::Text { file: file.into(), span: error.span().unwrap_or(0..0) };
            vec![Diagnostic {
                code: "P001",
                severity: Severity::Error,
                message: message!(
                    "plan-toml-invalid",
                    "this plan cannot be read: {reason}",
                    reason = error.message()
                ),
                labels: vec![Label { location, source: text.into(), note: String::new() }],
                help: None,
            }]
        })?;
        plan.file = file.into();
        plan.text = text.into();
        Ok(plan)
    }

    /// What is wrong with the plan, in the order of its text; empty when all is well.
    /// No data is needed. A plan with errors should not be analysed.
    pub fn check(&self, survey: &Survey, forms: &[Form]) -> Vec<Diagnostic> {
        check::check(self, survey, forms)
    }

    /// The indicator of an id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }
}
