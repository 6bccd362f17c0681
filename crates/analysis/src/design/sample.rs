//! The sample of a form: the PSU and the weight of each record.

use dataset::Missing;
use survey_schema::{Expression, MAIN, Survey};

use crate::design::{Design, LonelyPsu, variable};
use crate::indicator::{Records, number};
use crate::plan::DesignSpec;
use crate::plan::expressions::references;
use crate::results::DesignKind;

/// The design of a form and where each of its records stands in it.
pub(crate) struct Sample {
    pub(crate) kind: DesignKind,
    pub(crate) design: Design,
    /// PSU of each record.
    pub(crate) psus: Vec<u32>,
    /// Weight of each record, or why it has none.
    pub(crate) weights: Vec<Result<f64, Missing>>,
    /// Whether a weight was asked for.
    pub(crate) weighted: bool,
}

impl Sample {
    /// The sample that a plan describes; without a description of unknown kind, each
    /// record its own PSU.
    ///
    /// Records whose stratum or PSU is not known share a stratum or a PSU without a
    /// name: fewer PSUs make wider intervals.
    pub(crate) fn new(spec: Option<&DesignSpec>, survey: &Survey, records: &Records<'_>) -> Self {
        let mut design = Design::new(spec.map_or(LonelyPsu::default(), |spec| spec.lonely_psu));
        let rows = records.rows(MAIN);
        let text = |name: &str, record: usize| {
            let question = variable::question_of(survey, records.form, name);
            let text = records.text(question, MAIN, rows[record]);
            text.map(|text| text.into_owned()).unwrap_or_default()
        };
        let stratum = |record: usize| {
            let names = spec.map_or(&[][..], |spec| &spec.strata);
            names.iter().map(|name| text(name, record)).collect::<Vec<_>>().join("/")
        };
        let psu = |record: usize| match spec.and_then(|spec| spec.psu.as_ref()) {
            Some(name) => text(name, record),
            None => record.to_string(),
        };
        let strata: Vec<String> = (0..records.len()).map(stratum).collect();
        let psus: Vec<u32> = strata
            .iter()
            .enumerate()
            .map(|(record, name)| design.psu(name, &psu(record)))
            .collect();
        let weights = weights(spec, records, &design, &strata);
        if let Some(spec) = spec.filter(|spec| spec.fpc) {
            spec.frame.iter().for_each(|(stratum, &size)| design.set_frame(stratum, size));
        }
        Sample {
            kind: spec.map_or(DesignKind::Unknown, |spec| spec.kind),
            design,
            psus,
            weights,
            weighted: spec.is_some_and(|spec| spec.weight.is_some() || !spec.frame.is_empty()),
        }
    }
}

/// The weight expression times PSUs in the frame over PSUs in the sample.
fn weights(
    spec: Option<&DesignSpec>,
    records: &Records<'_>,
    design: &Design,
    strata: &[String],
) -> Vec<Result<f64, Missing>> {
    let expression =
        spec.and_then(|spec| spec.weight.as_ref()).and_then(|text| Expression::parse(text).ok());
    let names = expression.as_ref().map(references).unwrap_or_default();
    let of_row = |(row, stratum): (&crate::indicator::RowOf, &String)| {
        let frame = spec.and_then(|spec| spec.frame.get(stratum.as_str()));
        let sampled = design.stratum_named(stratum).map_or(1.0, |stratum| f64::from(stratum.psus));
        let expansion = frame.map_or(1.0, |frame| frame / sampled);
        let Some(expression) = &expression else { return Ok(expansion) };
        number(expression, records.submission(*row), row.node)
            .filter(|weight| *weight > 0.0)
            .map(|weight| weight * expansion)
            .ok_or_else(|| {
                let reasons = names.iter().filter_map(|of| records.missing(&of.name, MAIN, *row));
                reasons.into_iter().next().unwrap_or(Missing::Lost)
            })
    };
    records.rows(MAIN).iter().zip(strata).map(of_row).collect()
}
