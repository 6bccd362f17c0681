//! A choice "other" and the text beside it.

use survey_schema::expression::Compared;
use survey_schema::{QuestionType, message};

use super::line::{Line, Match};
use super::target::Refusal;
use crate::assemble::Assembly;
use crate::fold::fold;
use crate::rules::Rules;

/// A select question, the code that stands for "other", and the question that holds its text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pair {
    pub(crate) select: usize,
    pub(crate) text: usize,
    pub(crate) from: String,
}

/// The pair that a line means: by the questions it names, otherwise by the form's own logic,
/// which asks for the text where the code was chosen.
pub(crate) fn pair(
    assembly: &Assembly<'_>,
    rules: &Rules<'_>,
    line: &Line,
) -> Result<Pair, Refusal> {
    let index = assembly.index;
    let find = |name: &str| index.role(&Some(name.to_string()));
    let named = find(&line.question);
    let text_named = line.rule.as_ref().and_then(|rule| find(&rule.text_question));
    let all = (0..index.questions.len()).filter_map(|text| asked_for(assembly, rules, text));
    let fits = |pair: &Pair| {
        let is_named = |question| Some(pair.select) == question || Some(pair.text) == question;
        match text_named {
            Some(text) => pair.text == text && (named.is_none() || is_named(named)),
            None => named.is_some() && is_named(named),
        }
    };
    let mut found: Vec<Pair> = all.filter(fits).collect();
    if found.is_empty()
        && let (Some(select), Some(text), Some(rule)) = (named, text_named, &line.rule)
        && !rule.from.is_empty()
        && index.questions[select].level == index.questions[text].level
    {
        found.push(Pair { select, text, from: rule.from.clone() });
    }
    if let Some(rule) = line.rule.as_ref().filter(|rule| !rule.from.is_empty()) {
        found.iter_mut().for_each(|pair| pair.from.clone_from(&rule.from));
    }
    match found.len() {
        1 => Ok(found.remove(0)),
        _ => Err(Refusal::new(
            "correction-unknown-question",
            message!(
                "correction-no-other",
                "the form has no choice \"other\" with a text that \"{question}\" could mean",
                question = line.question
            ),
        )),
    }
}

/// The select question that a text is asked for, and the code that asks for it.
fn asked_for(assembly: &Assembly<'_>, rules: &Rules<'_>, text: usize) -> Option<Pair> {
    let index = assembly.index;
    let entry = &index.questions[text];
    if entry.question.kind != QuestionType::Text {
        return None;
    }
    let codes: Vec<_> = rules.questions[text]
        .relevance
        .iter()
        .filter(|condition| condition.up == 0)
        .flat_map(|condition| condition.rule.expression.compared_codes())
        .collect();
    let [code] = codes.as_slice() else { return None };
    let Compared::Question(name) = code.with else { return None };
    let select = index.role(&Some(name.to_string()))?;
    let other = &index.questions[select];
    (other.level == entry.level && other.question.kind.select().is_some()).then(|| Pair {
        select,
        text,
        from: code.code.to_string(),
    })
}

/// The accepted rows whose text a rule means, and where "other" was chosen.
pub(crate) fn rows(assembly: &Assembly<'_>, pair: &Pair, line: &Line) -> Vec<usize> {
    let index = assembly.index;
    let (select, text) = (&index.questions[pair.select], &index.questions[pair.text]);
    let Some(how) = line.rule.as_ref().map_or(Some(Match::Exact), |rule| rule.how) else {
        return Vec::new();
    };
    let pattern = fold(&line.old);
    let fits = |record: &usize| {
        let row = &assembly.records[*record];
        row.level == text.level
            && row.is_accepted()
            && row.answers[select.slot]
                .as_deref()
                .is_ok_and(|codes| codes.split(' ').any(|code| code == pair.from))
            && row.answers[text.slot].as_deref().is_ok_and(|said| how.fits(&pattern, &fold(said)))
    };
    (0..assembly.records.len()).filter(fits).collect()
}
