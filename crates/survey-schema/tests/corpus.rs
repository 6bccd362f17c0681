//! Real forms that nobody here wrote, when they lie beside the checkout (`CARAT_CORPUS`
//! or `../shared/corpus`): each is read, or is rejected with a place for every fault.

#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::path::{Path, PathBuf};

use survey_schema::xlsform::{FormError, read_form};
use survey_schema::{Location, Severity};

fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = std::env::var_os("CARAT_CORPUS").map_or(beside, PathBuf::from).join("forms");
    folder.is_dir().then_some(folder)
}

#[test]
fn every_real_form_is_read_or_rejected_with_a_place() {
    let Some(folder) = corpus() else {
        println!("skipped: no corpus beside the checkout");
        return;
    };
    let mut forms: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    forms.sort();
    forms.retain(|path| path.extension().is_some_and(|extension| extension != "tsv"));
    let (mut read, mut rejected, mut unreadable) = (0, 0, 0);
    for path in &forms {
        let name = path.file_name().unwrap().to_string_lossy();
        match read_form(path, &name) {
            Ok(_) => {
                read += 1;
                println!("read\t{name}");
            }
            Err(FormError::Rejected(found)) => {
                rejected += 1;
                let errors: Vec<_> =
                    found.iter().filter(|fault| fault.severity == Severity::Error).collect();
                assert!(!errors.is_empty(), "{name} is rejected without an error");
                for error in &errors {
                    let located = matches!(error.labels[0].location, Location::Cell { .. });
                    assert!(located || error.code == "F001", "{name}: {error:?}");
                }
                println!("rejected\t{name}\t{}\t{}", errors[0].code, errors[0].message.english);
            }
            Err(error) => {
                unreadable += 1;
                println!("unreadable\t{name}\t{}", error.message().english);
            }
        }
    }
    println!("{read} read, {rejected} rejected, {unreadable} unreadable");
    assert!(read > 100, "only {read} of {} are read", forms.len());
}
