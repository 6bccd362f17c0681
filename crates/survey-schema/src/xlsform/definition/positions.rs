//! Positions, lines and areas, and positions taken in the background.

use super::element::Element;
use super::parameters::Parameters;
use super::rule::{PARAMETERS, TRIGGER};
use super::{Place, Reader, reference};
use crate::message;
use crate::xlsform::clean;

impl Reader<'_> {
    /// The parameters of a point, line or area.
    pub(super) fn position(&mut self, element: &mut Element, parameters: &Parameters) {
        let row = element.row;
        if element.type_name == "geopoint" {
            let accepted = [
                "allow-mock-accuracy",
                "capture-accuracy",
                "reference-geometry",
                "warning-accuracy",
            ];
            self.accepts(parameters, &accepted, row);
            let accuracies = [
                ("capture-accuracy", "accuracyThreshold"),
                ("warning-accuracy", "unacceptableAccuracyThreshold"),
            ];
            for (key, attribute) in accuracies {
                self.number(parameters, key, row);
                if let Some(value) = parameters.get(key) {
                    element.control.insert(attribute.into(), value.clone());
                }
            }
        } else {
            self.accepts(
                parameters,
                &["allow-mock-accuracy", "incremental", "reference-geometry"],
                row,
            );
            self.incremental(element, parameters);
        }
        self.one_of(parameters, "allow-mock-accuracy", &["true", "false"], row);
        if let Some(value) = parameters.get("allow-mock-accuracy") {
            element.set_bind("odk:allow-mock-accuracy", value);
        }
        if let Some(value) = parameters.get("reference-geometry") {
            self.seen.geometries.push((value.clone(), row));
            element.itemset = Some(value.clone());
        }
    }

    fn incremental(&mut self, element: &mut Element, parameters: &Parameters) {
        let Some(value) = parameters.get("incremental") else { return };
        if clean::yes_or_no(value) != Some(true) {
            let message =
                message!("xform-incremental", "the parameter incremental is true, or left out");
            self.fault(PARAMETERS, Place(element.row, &["parameters"]), message);
        }
        element.control.insert("incremental".into(), "true".into());
    }

    /// A position in the background is taken when another question is answered.
    pub(super) fn background_position(&mut self, element: &Element) {
        if element.trigger.is_empty() {
            let message = message!(
                "xform-background-trigger",
                "a background-geopoint must name in the column trigger the question that sets it off"
            );
            self.fault(TRIGGER, Place(element.row, &["type"]), message);
        }
        if element.bind.as_ref().is_some_and(|bind| bind.contains_key("calculate")) {
            let message = message!(
                "xform-background-calculation",
                "a background-geopoint has no calculation"
            );
            self.fault(TRIGGER, Place(element.row, &["bind", "calculate"]), message);
        }
    }

    /// What `reference-geometry` names must be a source of places: a list, a file, an
    /// entity list or a repeat.
    pub(super) fn check_geometries(&mut self) {
        for (target, row) in std::mem::take(&mut self.seen.geometries) {
            let repeat = reference::only_reference(&target)
                .is_some_and(|found| self.seen.repeats.contains(found.name));
            let known = self.seen.instances.contains(&target)
                || self.choices.contains_key(&target)
                || self.entities.has(&target);
            if !known && !repeat {
                let message = message!(
                    "xform-reference-geometry",
                    "reference-geometry must name a list, a file of the form, an entity list or a repeat; \"{target}\" is none",
                    target = target
                );
                self.fault(PARAMETERS, Place(row, &["parameters"]), message);
            }
        }
    }
}
