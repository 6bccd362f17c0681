//! From field files to a dataset in which every row is accounted for.
//!
//! Field files come as exports of servers, sheets typed by people, or both saved again by
//! something else. [`ingest`] takes them through seven steps, each a module or a few:
//!
//! 1. **Read** ([`read`]): bytes to sheets of cells, each with its place.
//! 2. **Match** (`profile`, `header`, `columns`, `system`): which producer wrote a sheet, where
//!    its header is, which form and level its rows belong to, and which question each column
//!    holds. By name, path, label or `survey.toml`, never by position.
//! 3. **Parse** (`parse`): decimal marks and the order of dates are decided for a column over
//!    all its rows; then every answer is read under the type that the form gives it.
//! 4. **Assemble** (`assemble`, `settle`, `shared_labels`): rows of repeats find their parents,
//!    every row gets its key; consent, country and duplicates decide which records are accepted.
//! 5. **Correct** (`correct`): the lines of cleaning logs, each with its old value compared and
//!    its new value judged like any other.
//! 6. **Judge** (`rules`, `tree`, `judge`, `checks`, `monitor`): the form's own logic, as the phone
//!    would have applied it, the survey's checks, and what only many records show together.
//! 7. **Account** (`run`, `rows`, `output`, `report`): one line of the ledger for each physical
//!    row, findings with their places, and tables without personal answers.
//!
//! What is ambiguous is never decided in silence: it is a [finding](dataset::Finding), and the
//! [`FileReport`] of each sheet says what was decided, and why. Values of personal and
//! sensitive questions stand in neither.
//!
//! ```
//! use ingestion::{Job, ingest};
//! use survey_schema::Survey;
//!
//! let folder = std::env::temp_dir().join(format!("carat-ingest-{}", std::process::id()));
//! std::fs::create_dir_all(&folder)?;
//! std::fs::write(folder.join("notes.csv"), "remark\nthe bridge is down\n")?;
//! let survey = Survey::from_toml(
//!     "id = \"demo\"\ntitle = { en = \"Demo\" }\nlanguages = [\"en\"]\ncountry = []\nform = []",
//!     "survey.toml",
//! )
//! .map_err(|diagnostic| diagnostic.message.english)?;
//!
//! let files = ["notes.csv".to_string()];
//! let today = jiff::civil::date(2026, 6, 1);
//! let job = Job { root: &folder, survey: &survey, forms: &[], files: &files, corrections: &[], today };
//! let outcome = ingest(&job, &mut |_| {})?;
//!
//! // No form asks for a remark: the rows are not taken, and the account says so.
//! assert_eq!(outcome.dataset.findings[0].rule, "no-form");
//! assert_eq!(outcome.dataset.ledger.entries.len(), 2);
//! assert!(outcome.dataset.ledger.imbalances().is_empty());
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assemble;
mod catalogue;
mod checks;
mod columns;
mod correct;
mod fold;
mod header;
mod judge;
mod logic;
mod monitor;
mod output;
mod parse;
mod profile;
pub mod read;
mod record;
mod report;
mod rows;
mod rules;
mod run;
mod settle;
mod shared_labels;
mod strays;
mod system;
mod tree;

pub use catalogue::Matched;
pub use correct::{Difference, DifferenceKind, differences, log_of};
pub use header::Candidate;
pub use parse::Decision;
pub use profile::{Profile, ProfileScore};
pub use report::{ColumnReport, FileReport, IngestError, Outcome, Unjudged};
pub use run::{Job, Progress, ingest};
