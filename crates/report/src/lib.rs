//! Documents around the numbers: one self-contained HTML page a language, every figure
//! as SVG, PNG and CSV, and the tables as a workbook and as CSV.
//!
//! Everything is made in memory by [`build`] from what the analysis found, and written
//! at once by [`Documents::write`]: a run that fails leaves the previous report whole.
//! Nothing here computes a number; what has none is told in words, never left blank.
//!
//! ```
//! use analysis::{plan::Plan, results::Results};
//! use survey_schema::Survey;
//!
//! let survey = Survey::from_toml(
//!     r#"
//!     id = "tiny"
//!     title = { en = "A tiny survey" }
//!     languages = ["en"]
//!     synthetic = true
//!     country = []
//!     form = []
//!     "#,
//!     "survey.toml",
//! )
//! .map_err(|fault| fault.message.english)?;
//! let plan = Plan::from_toml("", "plan.toml").map_err(|_| "no plan")?;
//! let documents = report::build(&report::Material {
//!     survey: &survey,
//!     forms: &[],
//!     plan: &plan,
//!     results: &Results::default(),
//!     summary: &dataset::Summary::default(),
//! })
//! .map_err(|error| error.message().english)?;
//! assert_eq!(documents.pages(), ["report.en.html"]);
//! # Ok::<(), String>(())
//! ```
//!
//! | module | is about |
//! |---|---|
//! | `edition` | one language: its words, and the names of what codes stand for |
//! | `texts` | the words, from `texts/*.toml` |
//! | `figures` | a chart of the plan and the figure drawn from it |
//! | `tables` | a table of the plan, filled |
//! | `coverage`, `method`, `account` | who reported, how numbers were made, what became of the rows |
//! | `page` | all of it as HTML, by the templates |
//! | `workbook`, `sheet` | tables as XLSX and as CSV |
//! | `documents` | the files |

mod account;
mod coverage;
mod documents;
mod edition;
mod error;
mod figures;
mod method;
mod page;
mod sheet;
mod tables;
#[cfg(test)]
mod tests;
mod texts;
mod workbook;

use analysis::chart::Language;
use analysis::plan::Plan;
use analysis::results::Results;
use dataset::Summary;
use survey_schema::{Form, Survey};

pub use documents::Documents;
pub use error::ReportError;

use edition::Edition;
use figures::Drawn;
use tables::Table;

/// What a report is made from.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// The survey: title, languages, countries.
    pub survey: &'a Survey,
    /// Its forms, for the labels of choices.
    pub forms: &'a [Form],
    /// The plan: what is shown.
    pub plan: &'a Plan,
    /// The numbers.
    pub results: &'a Results,
    /// The account of the rows behind them.
    pub summary: &'a Summary,
}

/// Makes the report in every language of the survey. The same material gives the same bytes.
///
/// # Errors
/// A language that Carat does not write, a figure that cannot be drawn, a workbook that
/// cannot be made.
pub fn build(material: &Material<'_>) -> Result<Documents, ReportError> {
    let editions: Vec<Edition<'_>> = languages(material.survey)?
        .into_iter()
        .map(|language| Edition::new(*material, language))
        .collect::<Result<_, _>>()?;
    let drawn = draw_all(&editions)?;
    let filled: Vec<Vec<Table>> = editions.iter().map(tables::fill).collect();
    let mut documents = Documents::default();
    for ((edition, figures), tables) in editions.iter().zip(&drawn).zip(&filled) {
        let code = edition.language.code();
        documents.add_page(&format!("report.{code}.html"), page::render(edition, figures, tables)?);
        for figure in figures {
            let stem = format!("figures/{}.{code}", figure.id);
            documents.add(format!("{stem}.svg"), figure.figure.svg.clone().into_bytes());
            documents.add(format!("{stem}.png"), figure.png.clone());
            documents.add(format!("{stem}.csv"), figure.figure.csv.clone().into_bytes());
        }
        for table in tables {
            documents.add(format!("tables/{}.{code}.csv", table.id), sheet::csv(edition, table)?);
        }
    }
    let sheets: Vec<(&Edition<'_>, &Table)> = editions
        .iter()
        .zip(&filled)
        .flat_map(|(edition, tables)| tables.iter().map(move |table| (edition, table)))
        .collect();
    documents.add("tables.xlsx".into(), workbook::write(&sheets)?);
    Ok(documents)
}

fn languages(survey: &Survey) -> Result<Vec<Language>, ReportError> {
    let mut languages = Vec::new();
    for code in &survey.languages {
        let language = Language::from_code(code)
            .ok_or_else(|| ReportError::Language { code: code.clone() })?;
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    match languages.is_empty() {
        true => Err(ReportError::Language { code: String::new() }),
        false => Ok(languages),
    }
}

/// Draws the figures of every edition, one thread a language: pictures are the slow part.
fn draw_all(editions: &[Edition<'_>]) -> Result<Vec<Vec<Drawn>>, ReportError> {
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            editions.iter().map(|edition| scope.spawn(|| figures::draw(edition))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or(Err(ReportError::Interrupted)))
            .collect()
    })
}
