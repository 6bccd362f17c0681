//! `audit`: the log of times, places and changes that a device keeps of an interview.

use super::columns::Record;
use super::element::{Element, Kind};
use super::parameters::Parameters;
use super::rule::{BAD_NAME, PARAMETERS};
use super::types::{Control, meaning};
use super::{Place, Reader};
use crate::message;

const LOCATION: [&str; 3] = ["location-max-age", "location-min-interval", "location-priority"];

impl Reader<'_> {
    /// Reads an audit row; its name is always `audit`.
    pub(super) fn audit(&mut self, record: &Record, parameters: &Parameters) -> Element {
        let row = record.row;
        if record.text("name").is_some_and(|name| name != "audit") {
            let message = message!("xform-audit-name", "an audit has no name of its own");
            let help = message!("xform-audit-name-help", "leave the column name empty");
            self.fault_with_help(BAD_NAME, Place(row, &["name"]), message, Some(help));
        }
        let mut element = match meaning("audit") {
            Some(meaning) => self.asked(record, meaning, "audit", "audit"),
            None => Element::new(Kind::Question(Control::None), "audit", row),
        };
        let own = ["identify-user", "track-changes", "track-changes-reasons"];
        let accepted: Vec<&str> = own.into_iter().chain(LOCATION).collect();
        self.accepts(parameters, &accepted, row);
        self.one_of(parameters, "identify-user", &["true", "false"], row);
        self.one_of(parameters, "track-changes", &["true", "false"], row);
        self.one_of(parameters, "track-changes-reasons", &["on-form-edit"], row);
        self.check_location(parameters, row);
        for (key, value) in parameters {
            element.set_bind(&format!("odk:{key}"), value);
        }
        element
    }

    /// Positions are logged when all three parameters say how.
    fn check_location(&mut self, parameters: &Parameters, row: u32) {
        let given = LOCATION.iter().filter(|key| parameters.contains_key(**key)).count();
        if given == 0 {
            return;
        }
        let place = Place(row, &["parameters"]);
        if given < LOCATION.len() {
            let message = message!(
                "xform-audit-location",
                "to log positions an audit needs all of: {parameters}",
                parameters = LOCATION.join(", ")
            );
            return self.fault(PARAMETERS, place, message);
        }
        let priorities = ["no-power", "low-power", "balanced", "high-accuracy"];
        self.one_of(parameters, "location-priority", &priorities, row);
        let interval = self.whole(parameters, "location-min-interval", row);
        let age = self.whole(parameters, "location-max-age", row);
        let (Some(interval), Some(age)) = (interval, age) else { return };
        if interval < 0 || age < interval {
            let message = message!(
                "xform-audit-age",
                "location-max-age must be at least location-min-interval, and that at least 0"
            );
            self.fault(PARAMETERS, place, message);
        }
    }
}
