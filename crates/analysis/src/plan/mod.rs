//! The analysis plan: how the sample was drawn, which numbers are wanted, and which
//! tables and charts show them. `plan.toml` says it all before any data is read.
//!
//! ```
//! use analysis::plan::Plan;
//! let plan = Plan::from_toml(
//!     r#"
//!     [design.household]
//!     kind = "probability"
//!     strata = ["country"]
//!     psu = "cluster_id"
//!     weight = "${hh_listed} div ${hh_selected}"
//!
//!     [[indicator]]
//!     id = "fcs"
//!     label = { fr = "Score moyen", en = "Mean score", pt = "Pontuação média" }
//!     form = "household"
//!     type = "mean"
//!     value = "2 * ${fcs_staple} + 3 * ${fcs_pulse}"
//!     by = ["country", ["country", "head_sex"]]
//!     "#,
//!     "plan.toml",
//! )
//! .expect("a plan");
//! assert_eq!(plan.indicators[0].by[1], ["country", "head_sex"]);
//! ```

mod check;
pub(crate) mod expressions;
mod model;
mod written;

pub use model::{
    ChartKind, ChartSpec, DesignSpec, Direction, Indicator, MissingRule, Plan, TableSpec, Type,
};
pub use written::Written;
