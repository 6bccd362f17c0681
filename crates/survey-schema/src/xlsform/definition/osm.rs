//! The osm sheet: which tags of a building or road a mapper is asked for.

use super::aliases::SheetKind;
use super::columns::{Columns, Reading};
use super::element::Element;
use super::rule::NO_CHOICES;
use super::{Faults, NO_LANGUAGE, Place, Reader};
use crate::message;

impl Reader<'_> {
    /// The tags of the list that an osm question names.
    pub(super) fn osm_tags(&mut self, element: &mut Element, list: Option<&str>) {
        let Some(list) = list else { return };
        let Some(sheet) = self.sheets.sheet("osm").filter(|sheet| sheet.rows.len() > 1) else {
            return;
        };
        let columns =
            Columns::read(SheetKind::Choices, sheet, &self.sheets.file, &mut Faults::new());
        let reading = Reading { single_spaces: false, default_language: NO_LANGUAGE };
        let records = columns.records(reading);
        let tags = records.iter().filter(|record| record.text("list name") == Some(list));
        element.tags = tags
            .filter_map(|tag| {
                Some((tag.text("name")?.to_string(), tag.parts.get("label").cloned()))
            })
            .collect();
        if element.tags.is_empty() {
            let message = message!(
                "xform-osm-list",
                "the list \"{list}\" is not in the sheet osm",
                list = list
            );
            self.fault(NO_CHOICES, Place(element.row, &["type"]), message);
        }
    }
}
