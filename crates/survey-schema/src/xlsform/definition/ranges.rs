//! Ranges: numbers between two ends, with labels at some of them.

use super::columns::Record;
use super::decimal::Decimal;
use super::element::Element;
use super::parameters::Parameters;
use super::rule::PARAMETERS;
use super::{Place, Reader};
use crate::{Message, message};

/// The numbers of a range.
struct Scale {
    start: Decimal,
    end: Decimal,
    step: Decimal,
    tick_interval: Option<Decimal>,
    placeholder: Option<Decimal>,
}

impl Scale {
    fn holds(&self, value: Decimal) -> bool {
        self.start.min(self.end) <= value && value <= self.start.max(self.end)
    }

    fn on_step(&self, value: Decimal, step: Decimal) -> bool {
        value.minus(self.start).is_multiple_of(step)
    }
}

impl Reader<'_> {
    /// Reads the parameters of a range into the attributes of its control.
    pub(super) fn range(
        &mut self,
        record: &Record,
        element: &mut Element,
        mut parameters: Parameters,
    ) {
        let accepted = ["end", "placeholder", "start", "step", "tick_interval", "tick_labelset"];
        self.accepts(&parameters, &accepted, record.row);
        for (key, value) in [("start", "1"), ("end", "10"), ("step", "1")] {
            parameters.entry(key.into()).or_insert_with(|| value.into());
        }
        let appearance = element.control.get("appearance").cloned().unwrap_or_default();
        let no_ticks = appearance.contains("no-ticks");
        let labels = parameters.get("tick_labelset").cloned();
        match self.scale(&parameters, record.row) {
            Some(scale) => {
                let mut faults: Vec<Message> = check_scale(&scale);
                let ticks = ["tick_interval", "placeholder", "tick_labelset"];
                let has_ticks = ticks.iter().any(|key| parameters.contains_key(*key));
                if has_ticks
                    && !appearance.is_empty()
                    && !appearance.contains("vertical")
                    && !no_ticks
                {
                    faults.push(message!(
                        "xform-range-appearance",
                        "ticks, labels and a placeholder are shown only with the appearances vertical and no-ticks, or without one"
                    ));
                }
                if let Some(list) = &labels {
                    faults.extend(self.check_tick_labels(&scale, list, no_ticks));
                }
                faults.into_iter().for_each(|message| {
                    self.fault(PARAMETERS, Place(record.row, &["parameters"]), message);
                });
                set_type(element, &scale);
            }
            None => return,
        }
        for (key, value) in parameters {
            let attribute = match key.as_str() {
                "tick_interval" => "odk:tick-interval",
                "placeholder" => "odk:placeholder",
                "tick_labelset" => continue,
                other => other,
            };
            element.control.insert(attribute.into(), value);
        }
        element.itemset = labels;
    }

    fn scale(&mut self, parameters: &Parameters, row: u32) -> Option<Scale> {
        let mut complete = true;
        let mut number = |key: &str| {
            let text = parameters.get(key)?;
            let value = Decimal::parse(text);
            if value.is_none() {
                complete = false;
                let message = message!(
                    "xform-parameter-number",
                    "the parameter {key} must be a number, not \"{value}\"",
                    key = key,
                    value = text
                );
                self.fault(PARAMETERS, Place(row, &["parameters"]), message);
            }
            value
        };
        let (start, end, step) = (number("start"), number("end"), number("step"));
        let (tick_interval, placeholder) = (number("tick_interval"), number("placeholder"));
        let scale = Scale { start: start?, end: end?, step: step?, tick_interval, placeholder };
        complete.then_some(scale)
    }

    fn check_tick_labels(&self, scale: &Scale, list: &str, no_ticks: bool) -> Option<Message> {
        let Some(list) = self.choices.get(list) else {
            return Some(message!(
                "xform-tick-list",
                "tick_labelset must name a list of the choices sheet; \"{list}\" is none",
                list = list
            ));
        };
        let mut values = Vec::new();
        for choice in &list.choices {
            let step = scale.tick_interval.unwrap_or(scale.step);
            let value = Decimal::parse(&choice.name).filter(|value| {
                scale.holds(*value)
                    && scale.on_step(*value, step)
                    && scale.on_step(*value, scale.step)
            });
            let Some(value) = value else {
                return Some(message!(
                    "xform-tick-code",
                    "the code \"{code}\" of the labels is no tick of the range",
                    code = choice.name
                ));
            };
            values.push(value);
        }
        values.sort();
        values.dedup();
        let ends = [scale.start.min(scale.end), scale.start.max(scale.end)];
        (no_ticks && values != ends).then(|| {
            message!(
                "xform-tick-ends",
                "with the appearance no-ticks only the two ends of the range can have labels"
            )
        })
    }
}

fn check_scale(scale: &Scale) -> Vec<Message> {
    let mut faults = Vec::new();
    let width = scale.end.minus(scale.start).abs();
    let steps = [("step", Some(scale.step)), ("tick_interval", scale.tick_interval)];
    for (key, value) in steps {
        let Some(value) = value else { continue };
        if value == Decimal::ZERO || value > width {
            faults.push(message!(
                "xform-range-step",
                "the parameter {key} must not be 0, nor larger than the range",
                key = key
            ));
        }
    }
    let off_step = |key: &str| {
        message!(
            "xform-range-multiple",
            "the parameter {key} must be a multiple of step",
            key = key
        )
    };
    if scale.tick_interval.is_some_and(|interval| !interval.is_multiple_of(scale.step)) {
        faults.push(off_step("tick_interval"));
    }
    if let Some(placeholder) = scale.placeholder {
        if !scale.on_step(placeholder, scale.step) {
            faults.push(off_step("placeholder"));
        }
        if !scale.holds(placeholder) {
            faults.push(message!(
                "xform-range-placeholder",
                "the placeholder must lie between start and end"
            ));
        }
    }
    faults
}

/// A range with a fraction anywhere takes decimals.
fn set_type(element: &mut Element, scale: &Scale) {
    let numbers = [
        Some(scale.start),
        Some(scale.end),
        Some(scale.step),
        scale.tick_interval,
        scale.placeholder,
    ];
    if numbers.into_iter().flatten().any(|number| !number.is_whole()) {
        element.set_bind("type", "decimal");
    }
}
