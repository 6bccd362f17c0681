//! How the numbers were made, in words, from the plan and the results.

use std::collections::BTreeSet;

use analysis::chart::data::{HIDDEN_BELOW, WEAK_BELOW};
use analysis::plan::DesignSpec;
use analysis::results::DesignKind;

use crate::edition::{COUNTRY, Edition, bare};

/// Paragraphs: the sample of each form, then what holds for all numbers.
pub(crate) fn paragraphs(edition: &Edition<'_>) -> Vec<String> {
    let survey = edition.material.survey;
    let mut paragraphs: Vec<String> =
        survey.forms.iter().map(|form| design(edition, &form.id)).collect();
    let kinds: Vec<DesignKind> = edition.material.results.rows.iter().map(|r| r.design).collect();
    if kinds.iter().any(|kind| kind.allows_inference()) {
        paragraphs.push(intervals(edition));
    }
    if kinds.iter().any(|kind| !kind.allows_inference() && *kind != DesignKind::Census) {
        paragraphs.push(edition.say("method", "indicative"));
    }
    let privacy = &survey.privacy;
    paragraphs.push(edition.fill(
        "method",
        "suppression",
        &[
            ("minimum", &edition.count(privacy.minimum_contributors)),
            ("sensitive", &edition.count(privacy.minimum_contributors_sensitive)),
        ],
    ));
    paragraphs.push(edition.fill("method", "few", &thresholds(edition).each()));
    paragraphs.extend(["missing", "units", "overall"].map(|key| edition.say("method", key)));
    paragraphs
}

/// The numbers of answers below which a number is not shown, and up to which it is weak.
pub(crate) struct Thresholds {
    hidden: String,
    weak: String,
}

pub(crate) fn thresholds(edition: &Edition<'_>) -> Thresholds {
    Thresholds { hidden: edition.count(HIDDEN_BELOW), weak: edition.count(WEAK_BELOW - 1) }
}

impl Thresholds {
    pub(crate) fn each(&self) -> [(&'static str, &str); 2] {
        [("hidden", &self.hidden), ("weak", &self.weak)]
    }
}

fn design(edition: &Edition<'_>, form: &str) -> String {
    let spec = edition.material.plan.designs.get(form);
    let kind = spec.map_or(DesignKind::Unknown, |spec| spec.kind);
    let unit = edition.title_of_form(form);
    let mut sentences = vec![edition.fill("method", key(kind), &[("unit", &unit)])];
    if let Some(spec) = spec {
        sentences.extend(details(edition, spec));
    }
    sentences.join(" ")
}

fn key(kind: DesignKind) -> &'static str {
    match kind {
        DesignKind::Probability => "probability",
        DesignKind::Census => "census",
        DesignKind::Purposive => "purposive",
        DesignKind::Convenience => "convenience",
        DesignKind::Unknown => "unknown",
    }
}

fn details(edition: &Edition<'_>, spec: &DesignSpec) -> Vec<String> {
    let mut sentences = Vec::new();
    if !spec.strata.is_empty() {
        let names: Vec<String> =
            spec.strata.iter().map(|variable| edition.variable(variable)).collect();
        let names = edition.language.list(&names);
        sentences.push(edition.fill("method", "strata", &[("strata", &names)]));
    }
    if let Some(psu) = &spec.psu {
        sentences.push(edition.fill("method", "psu", &[("psu", bare(psu))]));
    }
    if let Some(weight) = &spec.weight {
        sentences.push(edition.fill("method", "weight", &[("weight", weight)]));
    }
    if !spec.frame.is_empty() {
        let frame = frame(edition, spec);
        sentences.push(edition.fill("method", "frame", &[("frame", &frame)]));
        sentences.push(edition.say("method", if spec.fpc { "fpc" } else { "no_fpc" }));
    }
    sentences
}

/// "Cameroon 25, Guinea 38", in the order of the survey's countries where these are the strata.
fn frame(edition: &Edition<'_>, spec: &DesignSpec) -> String {
    let by_country = spec.strata.len() == 1 && spec.strata.iter().all(|name| bare(name) == COUNTRY);
    let order = edition.country_codes();
    let rank = |code: &str| order.iter().position(|known| known == code);
    let mut strata: Vec<(&str, f64)> =
        spec.frame.iter().map(|(stratum, psus)| (stratum.as_str(), *psus)).collect();
    if by_country {
        strata.sort_by_key(|(code, _)| rank(code).unwrap_or(usize::MAX));
    }
    let told = strata.iter().map(|(stratum, psus)| {
        let name = if by_country { edition.country_name(stratum) } else { (*stratum).into() };
        format!("{name} {}", edition.language.number(*psus, 0))
    });
    told.collect::<Vec<_>>().join(", ")
}

/// The kinds of interval that the results hold, each told once.
fn intervals(edition: &Edition<'_>) -> String {
    let rows = edition.material.results.rows.iter().filter(|row| row.low.is_some());
    let used: BTreeSet<&str> = rows.flat_map(|row| row.method.split('/')).collect();
    let told = used
        .iter()
        .filter_map(|word| edition.texts.find("method", &format!("interval_{word}")))
        .collect::<Vec<_>>()
        .join(" ");
    let confidence = edition.language.percent(edition.material.plan.confidence.value, 0);
    let text = edition.fill("method", "interval", &[("confidence", &confidence), ("kinds", &told)]);
    text.trim_end().into()
}
