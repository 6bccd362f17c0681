//! What each column of a sheet holds: resolved by name, path, label or mapping, never by position.

use std::collections::BTreeMap;

use survey_schema::QuestionType;

use crate::catalogue::{FormIndex, Matched};
use crate::fold::{SEPARATORS, fold, trim, without_mangled_mark};
use crate::profile::Profile;
use crate::system::{System, system};

/// What a column holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Target {
    /// Answers to a question of the sheet's level, or of a repeat folded into its columns.
    Answer {
        /// Index of the question.
        question: usize,
        /// The whole answer or a part of it.
        piece: Piece,
        /// Numbers of the repeats' rows, outermost first; empty for the sheet's own level.
        instances: Vec<u32>,
    },
    /// A column that the producer adds.
    System(System),
    /// In the sheet of a repeat: the code that people wrote for the record.
    RecordCode,
    /// In the sheet of a repeat: the record's country.
    RecordCountry,
    /// Belongs to a question and holds nothing of its own: a note, a link to a photograph.
    Companion,
    /// A question of another level.
    Elsewhere(usize),
    /// May mean several questions.
    Ambiguous(Vec<usize>),
    /// A second column for a question that has a better one, or as good a one.
    Repeated(usize),
    /// No question.
    Unmatched,
}

/// The whole of an answer, or the part of it that a column holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Piece {
    /// The answer.
    Whole,
    /// Whether a choice was answered.
    Choice(String),
    /// Latitude, longitude, altitude or accuracy of a position.
    Coordinate(usize),
}

/// A header with what it was resolved to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Resolved {
    pub(crate) header: String,
    pub(crate) target: Target,
    pub(crate) how: Option<Matched>,
}

/// The context in which the headers of a sheet are resolved.
pub(crate) struct Resolver<'a> {
    pub(crate) index: &'a FormIndex<'a>,
    pub(crate) level: usize,
    pub(crate) profile: Profile,
    /// Column header to question name, from `survey.toml`.
    pub(crate) mapping: Option<&'a BTreeMap<String, String>>,
}

impl Resolver<'_> {
    /// Resolves the headers of a sheet; `groups` are the titles above them, where there are any.
    pub(crate) fn headers(&self, headers: &[String], groups: &[String]) -> Vec<Option<Resolved>> {
        let mut resolved: Vec<Option<Resolved>> = headers
            .iter()
            .enumerate()
            .map(|(column, header)| {
                let header = trim(header);
                if header.is_empty() {
                    return None;
                }
                let group =
                    groups.get(column).map(|group| trim(group)).filter(|group| !group.is_empty());
                let (target, how) = self.header(header, group);
                Some(Resolved { header: header.to_string(), target, how })
            })
            .collect();
        settle_repeated(&mut resolved);
        resolved
    }

    fn header(&self, header: &str, group: Option<&str>) -> (Target, Option<Matched>) {
        let plain = without_mangled_mark(header);
        if let Some(found) = self.mapped(header) {
            return found;
        }
        let own = self.index.find(plain, |level| level == self.level);
        if let Some((Matched::Name, questions)) = &own {
            return (self.whole(questions), Some(Matched::Name));
        }
        if let Some(system) = system(self.profile, plain) {
            return (Target::System(system), Some(Matched::System));
        }
        if let Some((how, questions)) = own {
            if let [_, _, ..] = questions.as_slice() {
                let with_group = group.and_then(|group| self.unique(&format!("{group}/{plain}")));
                if let Some((question, how)) = with_group {
                    return (self.whole(&[question]), Some(how));
                }
            }
            return (self.whole(&questions), Some(how));
        }
        self.coordinate(plain, &[])
            .or_else(|| self.choice(plain, &[]))
            .or_else(|| self.numbered(plain))
            .or_else(|| self.companion(plain))
            .or_else(|| self.elsewhere(plain))
            .unwrap_or((Target::Unmatched, None))
    }

    fn mapped(&self, header: &str) -> Option<(Target, Option<Matched>)> {
        let name = self.mapping?.iter().find(|(from, _)| trim(from) == header)?.1;
        match self.index.find(name, |level| level == self.level) {
            Some((_, questions)) => Some((self.whole(&questions), Some(Matched::Mapping))),
            None => self.elsewhere(name).map(|(target, _)| (target, Some(Matched::Mapping))),
        }
    }

    fn whole(&self, questions: &[usize]) -> Target {
        match questions {
            [question] if !self.index.questions[*question].question.kind.has_value() => {
                Target::Companion
            }
            [question] => {
                Target::Answer { question: *question, piece: Piece::Whole, instances: Vec::new() }
            }
            several => Target::Ambiguous(several.to_vec()),
        }
    }

    /// The one question of the level that a text means.
    fn unique(&self, text: &str) -> Option<(usize, Matched)> {
        self.unique_in(text, &|level| level == self.level)
    }

    fn unique_in(&self, text: &str, level: &dyn Fn(usize) -> bool) -> Option<(usize, Matched)> {
        match self.index.find(text, level)? {
            (how, questions) if questions.len() == 1 => Some((questions[0], how)),
            _ => None,
        }
    }

    /// Questions that a numbered or unnumbered column of this sheet may hold.
    fn in_reach(&self, instances: &[u32]) -> impl Fn(usize) -> bool + '_ {
        let depth = instances.len();
        move |level| match depth {
            0 => level == self.level,
            _ => {
                self.index.is_below(level, self.level)
                    && self.index.depth_below(level, self.level) == depth
            }
        }
    }

    /// `_q_latitude`, `q-Latitude`, `group/_Label_latitude`: a part of a position.
    fn coordinate(&self, header: &str, instances: &[u32]) -> Option<(Target, Option<Matched>)> {
        const PARTS: [(&str, usize); 5] =
            [("latitude", 0), ("longitude", 1), ("altitude", 2), ("accuracy", 3), ("precision", 3)];
        if let Some(found) = self.bare_coordinate(header, instances) {
            return Some(found);
        }
        let lower = header.to_ascii_lowercase();
        let (part, number) = PARTS.into_iter().find(|(part, _)| lower.ends_with(part))?;
        let head = &header[..header.len() - part.len()];
        // A label may itself end with a mark that elsewhere separates names.
        let stems =
            [head.trim_end_matches(['_', '-', '.', ':', '/', ' ']), head.trim_end_matches('_')];
        let reach = self.in_reach(instances);
        let (question, how) =
            stems.into_iter().flat_map(spellings).find_map(|stem| self.unique_in(&stem, &reach))?;
        let is_position =
            matches!(self.index.questions[question].question.kind, QuestionType::Geopoint)
                || self.index.questions[question].question.kind
                    == QuestionType::Metadata(survey_schema::Metadata::StartGeopoint);
        is_position.then(|| answer(question, Piece::Coordinate(number), instances, how))
    }

    /// `Latitude` alone, where the level asks for one position only.
    fn bare_coordinate(
        &self,
        header: &str,
        instances: &[u32],
    ) -> Option<(Target, Option<Matched>)> {
        let number = match fold(header).as_str() {
            "latitude" | "lat" => 0,
            "longitude" | "lon" | "long" => 1,
            "altitude" => 2,
            "precision" | "accuracy" | "precisao" => 3,
            _ => return None,
        };
        let questions = &self.index.levels[self.level].questions;
        let is_position = |question: &&usize| {
            self.index.questions[**question].question.kind == QuestionType::Geopoint
        };
        let mut positions = questions.iter().filter(is_position);
        match (positions.next(), positions.next(), instances) {
            (Some(question), None, []) => {
                Some(answer(*question, Piece::Coordinate(number), instances, Matched::Label))
            }
            _ => None,
        }
    }

    /// `q/choice`, `q.choice`, `Label/Choice label`, `q_choice`: whether a choice was answered.
    fn choice(&self, header: &str, instances: &[u32]) -> Option<(Target, Option<Matched>)> {
        let reach = self.in_reach(instances);
        let ends = header
            .char_indices()
            .filter(|(_, mark)| SEPARATORS.contains(mark) || matches!(mark, '_' | '|'));
        for (at, mark) in ends {
            let (stem, choice) =
                (header[..at].trim_end(), header[at + mark.len_utf8()..].trim_start());
            let Some((question, how)) = self.unique_in(stem, &reach) else { continue };
            let entry = &self.index.questions[question];
            if !entry.is_multiple() || (mark == '_' && how > Matched::Path) {
                continue;
            }
            if let Some(code) = entry.choice_in_header(choice) {
                return Some(answer(question, Piece::Choice(code.to_string()), instances, how));
            }
        }
        None
    }

    /// `age_2`, `roster[2]/age`, `age_2_1`: the answer of a row of a repeat folded into columns.
    fn numbered(&self, header: &str) -> Option<(Target, Option<Matched>)> {
        let (stem, instances) = bracketed(header).or_else(|| suffixed(header))?;
        for skip in 0..instances.len() {
            // The last numbers may be part of the name; the first ones never are alone.
            let kept = &instances[skip..];
            let name: String = std::iter::once(stem.clone())
                .chain(instances[..skip].iter().map(|n| format!("_{n}")))
                .collect();
            let reach = self.in_reach(kept);
            match self.unique_in(&name, &reach) {
                Some((question, how)) if how <= Matched::Path => {
                    return Some(match self.whole(&[question]) {
                        Target::Answer { .. } => answer(question, Piece::Whole, kept, how),
                        other => (other, Some(how)),
                    });
                }
                _ => {}
            }
            if let Some(found) = self.choice(&name, kept).or_else(|| self.coordinate(&name, kept)) {
                return Some(found);
            }
        }
        None
    }

    /// A link to a photograph, or the text question that `or_other` adds.
    fn companion(&self, header: &str) -> Option<(Target, Option<Matched>)> {
        let stem = header.strip_suffix("_URL").or_else(|| header.strip_suffix("_url"));
        if let Some((_, how)) = stem.and_then(|stem| self.unique(stem)) {
            return Some((Target::Companion, Some(how)));
        }
        let (question, how) = self.unique(header.strip_suffix("_other")?)?;
        self.index.questions[question].or_other().then_some((Target::Companion, Some(how)))
    }

    /// A question of another level; in the sheet of a repeat the record's code and country are of use.
    fn elsewhere(&self, header: &str) -> Option<(Target, Option<Matched>)> {
        let (how, questions) = self.index.find(header, |level| level != self.level)?;
        let [question] = questions.as_slice() else { return None };
        let roles = &self.index.usage.roles;
        let target = if Some(*question) == self.index.role(&roles.key) {
            Target::RecordCode
        } else if Some(*question) == self.index.role(&roles.country) {
            Target::RecordCountry
        } else {
            Target::Elsewhere(*question)
        };
        Some((target, Some(how)))
    }
}

fn answer(
    question: usize,
    piece: Piece,
    instances: &[u32],
    how: Matched,
) -> (Target, Option<Matched>) {
    (Target::Answer { question, piece, instances: instances.to_vec() }, Some(how))
}

/// `roster[2]/age` is `roster/age` and 2.
fn bracketed(header: &str) -> Option<(String, Vec<u32>)> {
    let (mut stem, mut instances, mut rest) = (String::new(), Vec::new(), header);
    while let Some(open) = rest.find('[') {
        let close = open + rest[open..].find(']')?;
        stem.push_str(&rest[..open]);
        instances.push(rest[open + 1..close].parse().ok()?);
        rest = &rest[close + 1..];
    }
    stem.push_str(rest);
    (!instances.is_empty()).then_some((stem, instances))
}

/// `age_2_1` is `age`, 2 and 1.
fn suffixed(header: &str) -> Option<(String, Vec<u32>)> {
    let (mut stem, mut instances) = (header, Vec::new());
    while let Some((before, number)) = stem.rsplit_once('_') {
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        match number.parse() {
            Ok(number) if digits && number > 0 && !before.is_empty() => instances.insert(0, number),
            _ => break,
        }
        stem = before;
    }
    (!instances.is_empty()).then(|| (stem.to_string(), instances))
}

/// Two headers for one answer: the one that is the name itself wins, otherwise neither is used.
fn settle_repeated(resolved: &mut [Option<Resolved>]) {
    type Slot = (usize, Piece, Vec<u32>);
    let mut by_answer: BTreeMap<Slot, Vec<usize>> = BTreeMap::new();
    for (column, header) in resolved.iter().enumerate() {
        if let Some(Resolved { target: Target::Answer { question, piece, instances }, .. }) = header
        {
            by_answer
                .entry((*question, piece.clone(), instances.clone()))
                .or_default()
                .push(column);
        }
    }
    for ((question, ..), columns) in by_answer.into_iter().filter(|(_, columns)| columns.len() > 1)
    {
        let is_name = |column: &usize| {
            resolved[*column].as_ref().is_some_and(|header| header.how == Some(Matched::Name))
        };
        let names: Vec<usize> = columns.iter().copied().filter(is_name).collect();
        let keep = if let [name] = names.as_slice() { Some(*name) } else { None };
        for column in columns.into_iter().filter(|column| Some(*column) != keep) {
            if let Some(header) = &mut resolved[column] {
                header.target = Target::Repeated(question);
            }
        }
    }
}

/// A position's name in its ways: as it is, without the underscore in front, with
/// Kobo's underscore taken from behind the groups.
fn spellings(stem: &str) -> [String; 3] {
    let bare = stem.strip_prefix("X_").or_else(|| stem.strip_prefix('_')).unwrap_or(stem);
    let inner = match stem.rfind(['/', '.', ':']) {
        Some(at) => format!("{}{}", &stem[..=at], stem[at + 1..].trim_start_matches('_')),
        None => bare.to_string(),
    };
    [stem.to_string(), bare.to_string(), inner]
}
