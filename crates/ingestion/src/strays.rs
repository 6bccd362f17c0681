//! Columns that hold no answers: none goes unnamed.

use dataset::Place;
use survey_schema::expression::nearest;
use survey_schema::{Severity, message};

use crate::catalogue::FormIndex;
use crate::columns::{Piece, Target};
use crate::header::SheetMatch;
use crate::read::Sheet;
use crate::record::Findings;
use crate::run::place_of;

/// Notes a finding for each column that holds no answers, by its name.
pub(crate) fn note(
    sheet: &Sheet,
    found: &SheetMatch,
    index: &FormIndex<'_>,
    findings: &mut Findings,
) {
    let name = |question: &usize| index.questions[*question].question.name.as_str();
    for (number, column) in found.columns.iter().enumerate() {
        let Some(column) = column else { continue };
        let place = Place {
            row: sheet.rows[found.header].number,
            column: number as u32 + 1,
            ..place_of(sheet)
        };
        let header = column.header.as_str();
        let (rule, severity, text, suggestion) = match &column.target {
            Target::Unmatched => {
                let near = nearest(header, index.levels[found.level].questions.iter().map(name));
                (
                        "unmatched-column",
                        Severity::Warning,
                        message!("finding-unmatched-column", "the column \"{column}\" is no question of the form", column = header),
                        near.map(|near| message!("suggest-column", "did you mean \"{question}\"? If so, say it in survey.toml under \"columns\"", question = near)),
                    )
            }
            Target::Elsewhere(question) => (
                "unmatched-column",
                Severity::Warning,
                message!(
                    "finding-column-elsewhere",
                    "the column \"{column}\" is the question \"{question}\" of another table ({level})",
                    column = header,
                    level = index.levels[index.questions[*question].level].name,
                    question = name(question)
                ),
                None,
            ),
            Target::Ambiguous(questions) => (
                "ambiguous-column",
                Severity::Error,
                message!(
                    "finding-ambiguous-header",
                    "the column \"{column}\" may be any of these questions: {questions}; it is not used",
                    column = header,
                    questions = questions.iter().map(name).collect::<Vec<_>>().join(", ")
                ),
                Some(message!("suggest-mapping", "say which in survey.toml under \"columns\"")),
            ),
            Target::Repeated(question) => (
                "ambiguous-column",
                Severity::Error,
                message!(
                    "finding-repeated-column",
                    "several columns may hold the question \"{question}\": {columns}; this one is not used",
                    columns = rivals(found, *question).join(", "),
                    question = name(question)
                ),
                Some(message!("suggest-mapping", "say which in survey.toml under \"columns\"")),
            ),
            _ => continue,
        };
        findings.about_file(place, rule, severity, header, text, suggestion);
        if let Some(noted) = findings.0.last_mut() {
            noted.finding.form = index.form.id.clone();
            noted.finding.level = index.levels[found.level].name.to_string();
        }
    }
}

/// The headers that may hold the whole or the same part of a question.
fn rivals(found: &SheetMatch, question: usize) -> Vec<&str> {
    let may_hold = |target: &Target| match target {
        Target::Answer { question: of, piece: Piece::Whole, .. } => *of == question,
        Target::Repeated(of) => *of == question,
        _ => false,
    };
    found
        .columns
        .iter()
        .flatten()
        .filter(|c| may_hold(&c.target))
        .map(|c| c.header.as_str())
        .collect()
}
