//! Where the header of a sheet is, and which form and level its rows belong to.

use std::collections::BTreeSet;

use survey_schema::MAIN;
use survey_schema::survey::SourceFile;

use crate::catalogue::FormIndex;
use crate::columns::{Resolved, Resolver, Target};
use crate::fold::{fold, fold_name, trim, without_mangled_mark};
use crate::profile::{self, Profile, ProfileScore};
use crate::read::{Cell, Row, Sheet};
use crate::system::System;

/// Rows in which a header is looked for.
const SEARCHED: usize = 30;
/// The least share of a sheet's own columns that must be questions of the form.
const ENOUGH: f64 = 0.25;
/// A second candidate this near to the best makes a sheet undecidable.
const NEAR: f64 = 0.9;

/// What a sheet was found to be.
pub(crate) struct SheetMatch {
    /// Index of the form in the catalogue.
    pub(crate) form: usize,
    pub(crate) level: usize,
    pub(crate) profiles: Vec<ProfileScore>,
    /// Index of the header among the sheet's rows.
    pub(crate) header: usize,
    /// Indices of further rows of the header block.
    pub(crate) header_block: BTreeSet<usize>,
    pub(crate) columns: Vec<Option<Resolved>>,
    pub(crate) candidates: Vec<Candidate>,
}

/// A form and level that a sheet may belong to.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Form id.
    pub form: String,
    /// `main` or a repeat.
    pub level: String,
    /// Row of the header, counted from 1.
    pub header_row: u32,
    /// Number of questions of the level that have a column.
    pub matched: usize,
    /// Share of the sheet's own columns that are questions of the level.
    pub share: f64,
    /// Likeness of the columns and the questions of the level: twice what they
    /// have in common over the sum of both (Dice's coefficient).
    pub likeness: f64,
}

fn texts(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| trim(&cell.text()).to_string()).collect()
}

/// One way to read a sheet.
struct Reading {
    candidate: Candidate,
    form: usize,
    level: usize,
    header: usize,
    name_evidence: u32,
    columns: Vec<Option<Resolved>>,
}

/// Finds the header, the form and the level of a sheet.
///
/// # Errors
/// The candidates, best first, when none is good enough or two are equally good.
pub(crate) fn find(
    sheet: &Sheet,
    forms: &[FormIndex<'_>],
    hint: Option<&SourceFile>,
) -> Result<SheetMatch, Vec<Candidate>> {
    let mut readings: Vec<Reading> = Vec::new();
    for (header, form) in promising(sheet, forms, hint) {
        readings.extend(read_row(sheet, header, form, &forms[form], hint));
    }
    // Best likeness first; between equals the earlier row, form and level.
    readings.sort_by(|a, b| b.candidate.likeness.total_cmp(&a.candidate.likeness));
    let mut candidates: Vec<Candidate> = Vec::new();
    for reading in &readings {
        let new = &reading.candidate;
        if new.matched > 0
            && !candidates.iter().any(|old| old.form == new.form && old.level == new.level)
        {
            candidates.push(new.clone());
        }
    }
    let Some(best) = choose(&readings).or_else(|| choose_bare(&readings, forms)) else {
        return Err(candidates);
    };
    let reading = &readings[best];
    let headers = texts(&sheet.rows[reading.header]);
    Ok(SheetMatch {
        form: reading.form,
        level: reading.level,
        profiles: profile::score(headers.iter().map(String::as_str)),
        header: reading.header,
        header_block: header_block(sheet, reading, forms),
        columns: reading.columns.clone(),
        candidates,
    })
}

/// The rows and forms worth a closer look: those with at least half as many cells that
/// name a question as the best row of any form.
fn promising(
    sheet: &Sheet,
    forms: &[FormIndex<'_>],
    hint: Option<&SourceFile>,
) -> Vec<(usize, usize)> {
    let is_hinted = |form: &usize| {
        hint.and_then(|hint| hint.form.as_ref()).is_none_or(|id| *id == forms[*form].form.id)
    };
    let mut named: Vec<(usize, usize, usize)> = Vec::new();
    for (header, row) in sheet.rows.iter().enumerate().take(SEARCHED) {
        let cells: Vec<String> = texts(row).into_iter().filter(|text| !text.is_empty()).collect();
        for form in (0..forms.len()).filter(is_hinted) {
            let names = |text: &&String| {
                forms[form].find(without_mangled_mark(text), |_| true).is_some()
                    || hint.is_some_and(|hint| hint.columns.contains_key(*text))
            };
            let count = cells.iter().filter(names).count();
            if count > 0 {
                named.push((count, header, form));
            }
        }
    }
    if named.is_empty() {
        named = bare_exports(sheet, forms.len());
    }
    let best = named.iter().map(|(count, ..)| *count).max().unwrap_or(0);
    named.retain(|(count, ..)| 2 * count >= best);
    named.into_iter().map(|(_, header, form)| (header, form)).collect()
}

/// Rows in which no form's question is named, but a producer's own columns are.
fn bare_exports(sheet: &Sheet, forms: usize) -> Vec<(usize, usize, usize)> {
    let is_export = |row: &Row| {
        let headers = texts(row);
        profile::score(headers.iter().map(String::as_str))[0].profile != Profile::Plain
    };
    let rows = sheet.rows.iter().enumerate().take(SEARCHED).filter(|(_, row)| is_export(row));
    rows.flat_map(|(header, _)| (0..forms).map(move |form| (1, header, form))).collect()
}

/// Every way to take a row as the header of a form's sheet.
fn read_row(
    sheet: &Sheet,
    header: usize,
    form: usize,
    index: &FormIndex<'_>,
    hint: Option<&SourceFile>,
) -> Vec<Reading> {
    let headers = texts(&sheet.rows[header]);
    let profile = profile::score(headers.iter().map(String::as_str))[0].profile;
    let named = hint.and_then(|hint| hint.sheets.get(&sheet.name));
    let groups = group_titles(sheet, header, index);
    let mut readings = Vec::new();
    for (level, entry) in index.levels.iter().enumerate() {
        if named.is_some_and(|named| named != entry.name) {
            continue;
        }
        let resolver = Resolver { index, level, profile, mapping: hint.map(|hint| &hint.columns) };
        let columns = resolver.headers(&headers, &groups);
        if !may_be(level, profile, &columns) {
            continue;
        }
        let candidate = measure(index, level, &columns, sheet.rows[header].number);
        let name_evidence = name_evidence(sheet, index, level);
        readings.push(Reading { candidate, form, level, header, name_evidence, columns });
    }
    readings
}

/// Whether the producer's own columns are those of a level: rows of repeats name their parents.
fn may_be(level: usize, profile: Profile, columns: &[Option<Resolved>]) -> bool {
    let has = |system: System| {
        columns.iter().flatten().any(|column| column.target == Target::System(system))
    };
    let names_parent =
        [System::ParentKey, System::ParentIndex, System::Submission].into_iter().any(has);
    match profile {
        Profile::Central | Profile::SurveyCto if has(System::Key) => names_parent == (level > 0),
        Profile::Kobo | Profile::Mangled if has(System::Key) => level == 0,
        Profile::Kobo | Profile::Mangled if names_parent => level > 0,
        _ => true,
    }
}

/// How well a header agrees with a level.
fn measure(
    index: &FormIndex<'_>,
    level: usize,
    columns: &[Option<Resolved>],
    row: u32,
) -> Candidate {
    let mut questions = BTreeSet::new();
    let (mut foreign, mut system) = (0, 0);
    for column in columns.iter().flatten() {
        match &column.target {
            Target::Answer { question, instances, .. } if instances.is_empty() => {
                questions.insert(*question);
            }
            Target::Repeated(question) => {
                questions.insert(*question);
            }
            Target::Ambiguous(several) => questions.extend(several.iter().take(1)),
            Target::System(_) | Target::RecordCode | Target::RecordCountry => system += 1,
            Target::Elsewhere(_) | Target::Unmatched => foreign += 1,
            Target::Answer { .. } | Target::Companion => {}
        }
    }
    let entry = &index.levels[level];
    let asked =
        entry.questions.iter().filter(|q| index.questions[**q].question.kind.has_value()).count();
    let matched = questions.len();
    let alone = matched == 1 && asked > 2 && system < 2;
    let matched = if alone { 0 } else { matched };
    let ratio =
        |top: usize, bottom: usize| if bottom == 0 { 0.0 } else { top as f64 / bottom as f64 };
    Candidate {
        form: index.form.id.clone(),
        level: entry.name.to_string(),
        header_row: row,
        matched,
        share: ratio(matched, matched + foreign),
        likeness: ratio(2 * matched, matched + foreign + asked),
    }
}

/// What the names of file and sheet say for a form and level.
fn name_evidence(sheet: &Sheet, index: &FormIndex<'_>, level: usize) -> u32 {
    let stem = sheet.file.rsplit(['/', '!']).next().unwrap_or(&sheet.file);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let names = [fold_name(stem), fold_name(&sheet.name)];
    let says = |text: &str| {
        let text = fold_name(text);
        !text.is_empty() && names.iter().any(|name| name.contains(&text))
    };
    let level_name = index.levels[level].name;
    let ends = names.iter().any(|name| name.ends_with(&fold_name(level_name)));
    u32::from(says(&index.form.id) || says(&index.form.title))
        + u32::from(level_name != MAIN && says(level_name))
        + u32::from(level_name != MAIN && ends)
}

/// The best reading, when it is good enough and no other is as good.
fn choose(readings: &[Reading]) -> Option<usize> {
    let best = readings.first()?;
    let good =
        |reading: &Reading| reading.candidate.likeness > 0.0 && reading.candidate.share >= ENOUGH;
    if !good(best) {
        return None;
    }
    let near = |reading: &Reading| {
        good(reading) && reading.candidate.likeness >= NEAR * best.candidate.likeness
    };
    let close: Vec<usize> = (0..readings.len()).filter(|index| near(&readings[*index])).collect();
    let first_of = |form: usize, level: usize| {
        close
            .iter()
            .copied()
            .find(|index| (readings[*index].form, readings[*index].level) == (form, level))
    };
    let places: BTreeSet<(usize, usize)> =
        close.iter().map(|index| (readings[*index].form, readings[*index].level)).collect();
    if places.len() == 1 {
        return Some(0);
    }
    let evidence = |(form, level): (usize, usize)| {
        first_of(form, level).map_or(0, |index| readings[index].name_evidence)
    };
    let most = places.iter().map(|place| evidence(*place)).max()?;
    let mut named = places.iter().filter(|place| evidence(**place) == most);
    match (named.next(), named.next()) {
        (Some((form, level)), None) => first_of(*form, *level),
        _ => None,
    }
}

/// The main rows of a form that asks everything in repeats: a sheet of nothing but the
/// producer's own columns, when one form only can be meant.
fn choose_bare(readings: &[Reading], forms: &[FormIndex<'_>]) -> Option<usize> {
    let asks_nothing = |form: usize| {
        let questions = &forms[form].levels[0].questions;
        !questions.iter().any(|q| forms[form].questions[*q].question.kind.has_value())
    };
    let is_bare = |reading: &Reading| {
        let mut targets = reading.columns.iter().flatten().map(|column| &column.target);
        reading.level == 0
            && asks_nothing(reading.form)
            && targets.clone().any(|target| *target == Target::System(System::Key))
            && targets.all(|target| matches!(target, Target::System(_)))
    };
    let bare: Vec<usize> = (0..readings.len()).filter(|at| is_bare(&readings[*at])).collect();
    let forms: BTreeSet<usize> = bare.iter().map(|at| readings[*at].form).collect();
    (forms.len() == 1).then(|| bare[0])
}

/// The titles of groups in the row above a header, each spread to the next one.
fn group_titles(sheet: &Sheet, header: usize, index: &FormIndex<'_>) -> Vec<String> {
    let Some(above) = header.checked_sub(1).map(|above| texts(&sheet.rows[above])) else {
        return Vec::new();
    };
    let is_group = |text: &String| !text.is_empty() && index.is_group(text);
    if !above.iter().any(is_group) {
        return Vec::new();
    }
    let mut titles = Vec::with_capacity(sheet.rows[header].cells.len());
    let mut title = String::new();
    for column in 0..sheet.rows[header].cells.len() {
        if let Some(text) = above.get(column).filter(|text| !text.is_empty()) {
            title.clone_from(text);
        }
        titles.push(title.clone());
    }
    titles
}

/// Rows beside the header that belong to it: group titles, the same questions in
/// other words, HXL tags.
fn header_block(sheet: &Sheet, reading: &Reading, forms: &[FormIndex<'_>]) -> BTreeSet<usize> {
    let index = &forms[reading.form];
    let mut block = BTreeSet::from([reading.header]);
    if !group_titles(sheet, reading.header, index).is_empty() {
        block.insert(reading.header - 1);
    }
    for row in (0..reading.header)
        .rev()
        .take(1)
        .filter(|row| says_the_same(&sheet.rows[*row], reading, index))
    {
        block.insert(row);
    }
    for (row, content) in sheet.rows.iter().enumerate().skip(reading.header + 1).take(2) {
        if is_hxl(content) || says_the_same(content, reading, index) {
            block.insert(row);
        } else {
            break;
        }
    }
    block
}

/// Whether a row consists of HXL tags.
fn is_hxl(row: &Row) -> bool {
    let mut tags = 0;
    for cell in &row.cells {
        let text = cell.text();
        let text = trim(&text);
        if text.starts_with('#') && text[1..].starts_with(char::is_alphabetic) {
            tags += 1;
        } else if !text.is_empty() {
            return false;
        }
    }
    tags > 0
}

/// Whether most cells of a row are other names of the questions of the header.
fn says_the_same(row: &Row, reading: &Reading, index: &FormIndex<'_>) -> bool {
    let (mut same, mut other) = (0, 0);
    for (column, cell) in row.cells.iter().enumerate() {
        let text = cell.text();
        let text = trim(&text);
        if text.is_empty() {
            continue;
        }
        let question = match reading.columns.get(column) {
            Some(Some(Resolved { target: Target::Answer { question, .. }, .. })) => Some(*question),
            _ => None,
        };
        let means = index.find(text, |level| level == reading.level);
        match (question, means) {
            (Some(question), Some((_, questions))) if questions.contains(&question) => same += 1,
            _ => other += 1,
        }
    }
    same >= 2 && same > other
}

/// Whether a row repeats the header, as happens when exports are pasted together.
pub(crate) fn repeats_header(row: &Row, header: &Row) -> bool {
    let mut texts = 0;
    for (cell, head) in row.cells.iter().zip(&header.cells) {
        if fold(&cell.text()) != fold(&head.text()) {
            return false;
        }
        texts += usize::from(matches!(cell, Cell::Text(_)));
    }
    texts >= 2 && row.cells.len() >= header.cells.len()
}

/// What `survey.toml` says of a file: the first entry whose path fits.
pub(crate) fn hint<'a>(entries: &'a [SourceFile], file: &str) -> Option<&'a SourceFile> {
    entries.iter().find(|entry| fits(&entry.path, file))
}

/// Whether a name fits a pattern in which `*` stands for any part.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(tail) = name.strip_prefix(first) else { return false };
    (0..=tail.len()).filter(|at| tail.is_char_boundary(*at)).any(|at| fits(rest, &tail[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_part_of_a_name() {
        assert!(fits("incoming/*/hh*.csv", "incoming/civ/hh-2.csv"));
        assert!(fits("incoming/a.csv", "incoming/a.csv"));
        assert!(!fits("incoming/*.csv", "incoming/a.xlsx"));
    }
}
