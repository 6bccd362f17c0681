//! Names: forms, levels, variables, indicators, languages, ids.

use std::collections::BTreeSet;

use survey_schema::survey::Labels;
use survey_schema::{Form, QuestionType, language_code, message};

use super::{Context, Faults};
use crate::design::variable;
use crate::plan::{DesignSpec, Indicator, Written};

pub(super) fn check(context: &Context<'_>, faults: &mut Faults<'_>) {
    let plan = context.plan;
    unique(plan.indicators.iter().map(|indicator| &indicator.id), faults);
    unique(plan.tables.iter().map(|table| &table.id), faults);
    unique(plan.charts.iter().map(|chart| &chart.id), faults);
    for (form, design) in &plan.designs {
        if let Some(form) = known_form(context, form, faults) {
            check_design(context, form, design, faults);
        }
    }
    for indicator in &plan.indicators {
        labels(context, &indicator.label, true, faults);
        labels(context, &indicator.unit_label, false, faults);
        if let Some(form) = known_form(context, &indicator.form, faults) {
            check_indicator(context, form, indicator, faults);
        }
    }
    for table in &plan.tables {
        labels(context, &table.title, true, faults);
        labels(context, &table.note, false, faults);
        shown(context, table.indicators.iter(), &table.by, faults);
    }
    for chart in &plan.charts {
        labels(context, &chart.title, true, faults);
        labels(context, &chart.subtitle, false, faults);
        labels(context, &chart.note, false, faults);
        shown(context, chart.shows(), &chart.by, faults);
    }
}

fn unique<'a>(ids: impl Iterator<Item = &'a Written<String>>, faults: &mut Faults<'_>) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id.as_str()) {
            let message =
                message!("plan-duplicate-id", "the id \"{id}\" is used twice", id = id.value);
            faults.error("P002", &id.span, message);
        }
    }
}

fn known_form<'a>(
    context: &Context<'a>,
    id: &Written<String>,
    faults: &mut Faults<'_>,
) -> Option<&'a Form> {
    let found = context.form(id);
    if found.is_none() {
        let message =
            message!("plan-unknown-form", "the survey has no form \"{form}\"", form = id.value);
        let known = context.forms.iter().map(|form| form.id.as_str());
        faults.unknown("P003", &id.span, id, known, message);
    }
    found
}

fn check_design(context: &Context<'_>, form: &Form, design: &DesignSpec, faults: &mut Faults<'_>) {
    for name in design.strata.iter().chain(&design.psu) {
        known_variable(context, form, survey_schema::MAIN, name, &name.span, faults);
    }
    let by_country = matches!(design.strata.as_slice(), [only] if only == "country");
    for stratum in design.frame.keys().filter(|_| by_country) {
        if context.survey.country(stratum).is_none() {
            let message = message!(
                "plan-unknown-stratum",
                "no country of the survey has the code \"{stratum}\"",
                stratum = stratum.value
            );
            let known = context.survey.countries.iter().map(|country| country.code.as_str());
            faults.unknown("P004", &stratum.span, stratum, known, message);
        }
    }
}

fn check_indicator(
    context: &Context<'_>,
    form: &Form,
    indicator: &Indicator,
    faults: &mut Faults<'_>,
) {
    let levels = form.levels();
    if !levels.iter().any(|level| level.name == indicator.level.value) {
        let message = message!(
            "plan-unknown-level",
            "the form \"{form}\" has no repeat \"{level}\"",
            form = form.id,
            level = indicator.level.value
        );
        let known = levels.iter().map(|level| level.name);
        faults.unknown("P005", &indicator.level.span, &indicator.level, known, message);
        return;
    }
    for name in indicator.by.iter().flatten() {
        known_variable(context, form, &indicator.level, name, &indicator.by.span, faults);
    }
    for name in indicator.not_applicable.keys() {
        known_variable(context, form, &indicator.level, name, &name.span, faults);
    }
    if !context.plan.designs.contains_key(form.id.as_str()) {
        let message = message!(
            "plan-no-design",
            "nothing says how the sample of the form \"{form}\" was drawn: write [design.{form}]",
            form = form.id
        );
        faults.error("P006", &indicator.form.span, message);
    }
}

/// A variable of domains or strata: a question of the level or of a level around it,
/// with one answer that the dataset keeps.
fn known_variable(
    context: &Context<'_>,
    form: &Form,
    level: &str,
    name: &str,
    span: &std::ops::Range<usize>,
    faults: &mut Faults<'_>,
) {
    let around = variable::levels_around(form, level);
    let question = variable::question_of(context.survey, form, name);
    let roles = context.survey.form(&form.id).map(|used| &used.roles);
    let location = roles.and_then(|roles| roles.location.as_deref());
    if location.is_some_and(|location| dataset::cell_column(location) == question) {
        return;
    }
    let placed = form
        .questions()
        .into_iter()
        .find(|placed| placed.question.name == question && around.contains(&placed.level));
    let Some(placed) = placed else {
        let message = message!(
            "plan-unknown-variable",
            "\"{name}\" is no question of the level \"{level}\" of the form \"{form}\", nor of a level around it",
            name = name,
            level = level,
            form = form.id
        );
        let questions = form.questions();
        let known = questions.iter().map(|placed| placed.question.name.as_str());
        faults.unknown("P007", span, name, known, message);
        return;
    };
    let personal = context
        .survey
        .form(&form.id)
        .is_some_and(|used| used.personal.contains(&placed.question.name));
    if personal || placed.question.kind.is_personal() {
        let message = message!(
            "plan-personal-variable",
            "\"{name}\" names or places a person: the dataset does not hold it",
            name = name
        );
        faults.error("P008", span, message);
    }
    if matches!(placed.question.kind, QuestionType::SelectMultiple(_) | QuestionType::Note) {
        let message = message!(
            "plan-variable-not-single",
            "\"{name}\" does not have one answer a row: it cannot divide rows into domains",
            name = name
        );
        faults.error("P009", span, message);
    }
}

fn labels(context: &Context<'_>, labels: &Written<Labels>, needed: bool, faults: &mut Faults<'_>) {
    let languages = &context.survey.languages;
    for language in labels.keys() {
        if !languages.iter().any(|known| language_code(known) == language) {
            let message = message!(
                "plan-unknown-language",
                "the survey has no language \"{language}\"",
                language = language
            );
            let known = languages.iter().map(String::as_str);
            faults.unknown("P010", &labels.span, language, known, message);
        }
    }
    let missing = languages.iter().filter(|language| !labels.contains_key(language_code(language)));
    for language in missing.filter(|_| needed || !labels.is_empty()) {
        let message = message!(
            "plan-text-missing",
            "this text is missing in \"{language}\"",
            language = language
        );
        faults.warning("P011", &labels.span, message);
    }
}

/// Indicators that a table or a chart shows, and whether they have such domains.
fn shown<'a>(
    context: &Context<'_>,
    indicators: impl Iterator<Item = &'a Written<String>>,
    by: &[Written<String>],
    faults: &mut Faults<'_>,
) {
    for id in indicators {
        let Some(indicator) = context.plan.indicator(id) else {
            let message = message!(
                "plan-unknown-indicator",
                "the plan has no indicator \"{indicator}\"",
                indicator = id.value
            );
            let known = context.plan.indicators.iter().map(|other| other.id.as_str());
            faults.unknown("P012", &id.span, id, known, message);
            continue;
        };
        let wanted: Vec<&str> = by.iter().map(|name| name.as_str()).collect();
        if !wanted.is_empty() && !indicator.by.iter().any(|set| *set == wanted) {
            let message = message!(
                "plan-domains-not-computed",
                "the indicator \"{indicator}\" is not computed by {by}: add it to its \"by\"",
                indicator = id.value,
                by = wanted.join(" × ")
            );
            faults.error("P013", &id.span, message);
        }
    }
}
