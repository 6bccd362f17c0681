//! How the numbers and dates of a log are written, decided over the whole log.

use std::collections::BTreeMap;

use jiff::civil::Date;
use survey_schema::survey::SourceFile;
use survey_schema::{QuestionType, Survey};

use super::line::Line;
use crate::header::hint;
use crate::parse::{Style, Written, decide, written};
use crate::profile::Profile;
use crate::read::{Cell, Row};

/// Styles by log.
pub(crate) struct Styles {
    by_file: BTreeMap<String, [Style; 2]>,
    none: Style,
}

impl Styles {
    pub(crate) fn of(lines: &[Line], survey: &Survey, today: Date) -> Self {
        let mut rows: BTreeMap<&str, Vec<(Row, Cell)>> = BTreeMap::new();
        for line in lines {
            let row = Row { number: line.place.row, hidden: false, cells: Vec::new() };
            let values = [&line.old, &line.new].into_iter().filter(|value| !value.is_empty());
            rows.entry(&line.place.file)
                .or_default()
                .extend(values.map(|value| (row.clone(), Cell::Text(value.as_str().into()))));
        }
        let by_file = rows.into_iter().map(|(file, cells)| {
            let hint = hint(&survey.source_files, file);
            (
                file.to_string(),
                [QuestionType::Decimal, QuestionType::Date]
                    .map(|kind| style(&cells, &kind, hint, today)),
            )
        });
        Styles { by_file: by_file.collect(), none: Style::default() }
    }

    /// How a log writes the answers to a question.
    pub(crate) fn of_question(&self, file: &str, kind: &QuestionType) -> &Style {
        let Some([numbers, dates]) = self.by_file.get(file) else { return &self.none };
        match written(kind) {
            Written::Numbers | Written::WholeNumbers => numbers,
            Written::Dates => dates,
            Written::Other => &self.none,
        }
    }
}

fn style(
    cells: &[(Row, Cell)],
    kind: &QuestionType,
    hint: Option<&SourceFile>,
    today: Date,
) -> Style {
    let cells = cells.iter().map(|(row, cell)| (row, cell));
    decide(cells, kind, Profile::Plain, hint, today).0
}
