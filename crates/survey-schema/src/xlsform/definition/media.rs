//! Texts, pictures and sounds: what their parameters ask of the device.

use super::element::{Action, Element};
use super::parameters::Parameters;
use super::rule::{LARGE_IMAGES, PARAMETERS};
use super::{Place, Reader};
use crate::message;

impl Reader<'_> {
    /// `rows`: how many lines a text is shown with.
    pub(super) fn text_rows(&mut self, element: &mut Element, parameters: &Parameters) {
        self.accepts(parameters, &["rows"], element.row);
        if self.whole(parameters, "rows", element.row).is_some() {
            element.control.insert("rows".into(), parameters["rows"].clone());
        }
    }

    /// `max-pixels` and `app`: how large a picture is kept, and what takes it.
    pub(super) fn image(&mut self, element: &mut Element, parameters: &Parameters) {
        let row = element.row;
        self.accepts(parameters, &["app", "max-pixels"], row);
        if let Some(default) =
            element.default.as_mut().filter(|text| !text.contains("jr://images/"))
        {
            default.insert_str(0, "jr://images/");
        }
        match parameters.get("max-pixels") {
            Some(pixels) => {
                self.whole(parameters, "max-pixels", row);
                element.set_bind("orx:max-pixels", pixels);
            }
            None => {
                let message = message!(
                    "xform-max-pixels",
                    "the parameter max-pixels would make images faster to send and smaller to keep"
                );
                self.fault(LARGE_IMAGES, Place(row, &["type"]), message);
            }
        }
        let appearance = element.control.get("appearance").map(String::as_str);
        if let Some(app) =
            parameters.get("app").filter(|_| matches!(appearance, None | Some("annotate")))
        {
            if !is_package(app) {
                let message = message!(
                    "xform-app",
                    "\"{app}\" is not the name of an Android app, such as org.example.camera",
                    app = app
                );
                self.fault(PARAMETERS, Place(row, &["parameters"]), message);
            }
            element.control.insert("intent".into(), app.clone());
        }
    }

    /// `quality` of a recording.
    pub(super) fn audio(&mut self, element: &mut Element, parameters: &Parameters) {
        self.accepts(parameters, &["quality"], element.row);
        let words = ["voice-only", "low", "normal", "external"];
        self.one_of(parameters, "quality", &words, element.row);
        if let Some(quality) = parameters.get("quality") {
            element.set_bind("odk:quality", quality);
        }
    }

    /// A recording of the whole interview.
    pub(super) fn background_audio(&mut self, element: &mut Element, parameters: &Parameters) {
        self.accepts(parameters, &["quality"], element.row);
        self.one_of(parameters, "quality", &["voice-only", "low", "normal"], element.row);
        element.actions.push(Action::Record(parameters.get("quality").cloned()));
    }
}

/// Whether a text is the name of an Android package: two or more parts between dots, each
/// of letters, digits and `_`, beginning with a letter.
fn is_package(name: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    name.contains('.') && name.split('.').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages() {
        assert!(is_package("org.example.my_camera2"));
        for bad in ["", "camera", "org.", "org..x", "org._x", "org.1x", "org.x-y"] {
            assert!(!is_package(bad), "{bad}");
        }
    }
}
