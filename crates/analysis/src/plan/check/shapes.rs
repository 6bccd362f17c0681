//! Shapes: each type needs its own fields, and numbers must be possible.

use survey_schema::message;

use super::{Context, Faults};
use crate::plan::{DesignSpec, Indicator, Type, Written};

pub(super) fn check(context: &Context<'_>, faults: &mut Faults<'_>) {
    let confidence = &context.plan.confidence;
    if !(confidence.value > 0.5 && confidence.value < 1.0) {
        let message = message!(
            "plan-confidence",
            "the coverage of intervals must be between 0.5 and 1, such as 0.95; it is {confidence}",
            confidence = confidence.value
        );
        faults.error("P014", &confidence.span, message);
    }
    for (form, design) in &context.plan.designs {
        check_design(form, design, faults);
    }
    context.plan.indicators.iter().for_each(|indicator| check_fields(indicator, faults));
    for chart in &context.plan.charts {
        if chart.shows().next().is_none() {
            let message = message!(
                "plan-chart-empty",
                "the chart \"{chart}\" shows no indicator",
                chart = chart.id.value
            );
            faults.error("P015", &chart.id.span, message);
        }
    }
}

fn check_design(form: &Written<String>, design: &DesignSpec, faults: &mut Faults<'_>) {
    for (stratum, size) in &design.frame {
        if !(*size >= 1.0 && size.is_finite()) {
            let message = message!(
                "plan-frame-size",
                "the frame of the stratum \"{stratum}\" must have at least one PSU",
                stratum = stratum.value
            );
            faults.error("P016", &stratum.span, message);
        }
    }
    if design.fpc && design.frame.is_empty() {
        let message = message!(
            "plan-fpc-without-frame",
            "the finite population correction of \"{form}\" needs the number of PSUs in the frame",
            form = form.value
        );
        faults.error("P017", &form.span, message);
    }
}

fn check_fields(indicator: &Indicator, faults: &mut Faults<'_>) {
    let kind = indicator.kind.value;
    if indicator.value.is_none() && kind != Type::Count {
        let message = message!(
            "plan-value-missing",
            "the indicator \"{indicator}\" has no value",
            indicator = indicator.id.value
        );
        faults.error("P018", &indicator.kind.span, message);
    }
    match (&indicator.denominator, kind) {
        (None, Type::Ratio) => {
            let message = message!(
                "plan-denominator-missing",
                "the ratio \"{indicator}\" has no denominator",
                indicator = indicator.id.value
            );
            faults.error("P019", &indicator.kind.span, message);
        }
        (Some(denominator), other) if other != Type::Ratio => {
            let message = message!(
                "plan-denominator-unused",
                "only a ratio has a denominator; the base of \"{indicator}\" is said by \"when\"",
                indicator = indicator.id.value
            );
            faults.error("P020", &denominator.span, message);
        }
        _ => {}
    }
}
