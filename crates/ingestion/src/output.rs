//! From settled and judged records to the tables of the dataset.

use dataset::{Column, Fate, Level, Missing, Place, RowIdentity, Values, cell_column};
use survey_schema::{MAIN, QuestionType};

use crate::assemble::Assembly;
use crate::catalogue::Entry;
use crate::checks::latitude_longitude;
use crate::parse::Answer;

/// The tables of a form, each with its accepted rows in the order of their keys.
pub(crate) fn levels(assembly: &Assembly<'_>) -> Vec<Level> {
    (0..assembly.index.levels.len()).map(|level| table(assembly, level)).collect()
}

fn table(assembly: &Assembly<'_>, level: usize) -> Level {
    let entry = &assembly.index.levels[level];
    let records = &assembly.records;
    let accepted =
        |record: &usize| records[*record].level == level && records[*record].fate == Fate::Accepted;
    let mut rows: Vec<usize> = (0..records.len()).filter(accepted).collect();
    rows.sort_by(|a, b| records[*a].key.cmp(&records[*b].key));
    let mut columns = Vec::new();
    let location = assembly.index.role(&assembly.index.usage.roles.location);
    for question in &entry.questions {
        let asked = &assembly.index.questions[*question];
        if !asked.question.kind.has_value() {
            continue;
        }
        columns.push(column(assembly, asked, &rows));
        if Some(*question) == location {
            columns.push(cells(assembly, asked, &rows));
        }
    }
    let usage = assembly.index.usage;
    let unit =
        if entry.name == MAIN { Some(&usage.unit) } else { usage.level_units.get(entry.name) };
    Level {
        form: assembly.index.form.id.clone(),
        name: entry.name.to_string(),
        unit: unit.map_or(entry.name, String::as_str).to_string(),
        rows: rows.iter().map(|row| identity(assembly, *row)).collect(),
        columns,
    }
}

fn identity(assembly: &Assembly<'_>, record: usize) -> RowIdentity {
    let row = &assembly.records[record];
    let source = &assembly.sources[row.source];
    RowIdentity {
        key: row.key.clone(),
        parent: row.parent.map(|parent| assembly.records[parent].key.clone()).unwrap_or_default(),
        place: Place {
            file: source.file.clone(),
            sheet: source.sheet_name.clone(),
            row: row.number,
            column: 0,
        },
    }
}

fn column(assembly: &Assembly<'_>, entry: &Entry<'_>, rows: &[usize]) -> Column {
    let answers = rows.iter().map(|row| answer(assembly, entry, *row));
    let values = match entry.question.kind {
        // A text that is no number cannot come here: it was lost when it was read.
        QuestionType::Integer | QuestionType::Decimal | QuestionType::Range => Values::Number(
            answers
                .map(|answer| answer.and_then(|text| text.parse().map_err(|_| Missing::Lost)))
                .collect(),
        ),
        _ => Values::Text(answers.collect()),
    };
    Column { name: entry.question.name.clone(), values }
}

/// An answer as the dataset may hold it.
fn answer(assembly: &Assembly<'_>, entry: &Entry<'_>, record: usize) -> Answer {
    let row = &assembly.records[record];
    match row.answers[entry.slot].clone() {
        Ok(_) if entry.withheld => Err(Missing::Withheld),
        Ok(text) if entry.question.kind.select().is_some() => match missing_code(assembly, &text) {
            Some(reason) => Err(reason),
            None => Ok(text),
        },
        other => other,
    }
}

fn missing_code(assembly: &Assembly<'_>, code: &str) -> Option<Missing> {
    let codes = &assembly.survey.missing;
    let among = |codes: &[String]| codes.iter().any(|other| other == code);
    if among(&codes.dont_know) {
        Some(Missing::DontKnow)
    } else if among(&codes.refused) {
        Some(Missing::Refused)
    } else if among(&codes.not_applicable) {
        Some(Missing::NotApplicable)
    } else {
        None
    }
}

/// Beside a withheld position: the centre of the grid cell it lies in.
fn cells(assembly: &Assembly<'_>, entry: &Entry<'_>, rows: &[usize]) -> Column {
    let grid = assembly.survey.privacy.position_grid;
    let cell = |row: &usize| {
        let answer = &assembly.records[*row].answers[entry.slot];
        match (answer, latitude_longitude(answer).and_then(|(lat, lon)| grid_cell(lat, lon, grid)))
        {
            (Err(reason), _) => Err(*reason),
            (Ok(_), Some(cell)) => Ok(cell.into()),
            (Ok(_), None) => Err(Missing::Withheld),
        }
    };
    let name = cell_column(&entry.question.name);
    Column { name, values: Values::Text(rows.iter().map(cell).collect()) }
}

/// `latitude,longitude` of the centre of a grid cell; `None` when the grid is none.
fn grid_cell(latitude: f64, longitude: f64, grid: f64) -> Option<String> {
    (grid.is_finite() && grid > 0.0).then_some(())?;
    let centre = |degrees: f64| (degrees / grid).floor() * grid + grid / 2.0;
    let half = (grid / 2.0).to_string();
    let decimals = half.split_once('.').map_or(0, |(_, decimals)| decimals.len()).min(6);
    Some(format!("{:.decimals$},{:.decimals$}", centre(latitude), centre(longitude)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_become_the_centre_of_a_cell() {
        assert_eq!(grid_cell(7.2, 12.49, 0.25).as_deref(), Some("7.125,12.375"));
        assert_eq!(grid_cell(-0.1, -8.0, 0.25).as_deref(), Some("-0.125,-7.875"));
        assert_eq!(grid_cell(1.0, 1.0, 0.0), None);
    }
}
