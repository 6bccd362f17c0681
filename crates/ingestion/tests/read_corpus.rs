//! Files of others, when their collections lie beside the checkout: nothing may
//! panic, and every file gives sheets or one clear error. Without the collections
//! these tests say so and pass.

// In the helpers; clippy.toml allows both in the tests themselves.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use ingestion::read::{Format, read_file};

/// A folder named by an environment variable, or beside the checkout.
fn collection(variable: &str, beside: &str) -> Option<PathBuf> {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let found = std::env::var_os(variable)
        .map(PathBuf::from)
        .into_iter()
        .chain([checkout.join("../shared").join(beside)])
        .find(|folder| folder.is_dir());
    if found.is_none() {
        eprintln!("skipped: no folder {beside} beside the checkout, and {variable} is not set");
    }
    found
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

#[test]
fn hostile_workbooks_give_sheets_or_one_error() {
    let Some(folder) = collection("CARAT_CALAMINE_TESTS", "corpus/calamine/tests") else {
        return;
    };
    let mut panics = Vec::new();
    for name in names(&folder) {
        match catch_unwind(|| read_file(&folder, &name)) {
            Err(_) => panics.push(name),
            Ok(Ok(sheets)) => {
                assert!(!sheets.is_empty(), "{name}");
                let rows: usize = sheets.iter().map(|s| s.rows.len()).sum();
                println!("{name}: {} sheets, {rows} rows", sheets.len());
            }
            Ok(Err(error)) => println!("{}: {}", name, error.message().english),
        }
    }
    assert!(panics.is_empty(), "panics: {panics:?}");
}

#[test]
fn typed_sheets_of_the_bench_have_the_right_encodings() {
    let Some(folder) = collection("CARAT_NASTY_CSV", "bench/ingestion/nasty") else {
        return;
    };
    let expected = [
        ("clean1252.csv", "Windows-1252", 200),
        ("cleanutf8.csv", "UTF-8", 200),
        ("fr1252.csv", "Windows-1252", 9),
        ("frutf16.csv", "UTF-16LE", 9),
        ("frutf8bom.csv", "UTF-8", 9),
    ];
    for (name, expected_encoding, rows) in expected {
        let sheets = read_file(&folder, name).unwrap();
        let sheet = &sheets[0];
        let Format::Csv { separator, encoding, .. } = sheet.format else { panic!("{name}") };
        assert_eq!(
            (separator, encoding, sheet.rows.len()),
            (';', expected_encoding, rows),
            "{name}"
        );
        assert!(sheet.rows.iter().all(|r| r.cells.len() == 7), "{name}");
        let text: String =
            sheet.rows.iter().flat_map(|r| &r.cells).map(|c| c.text().into_owned()).collect();
        assert!(text.contains("Béloko") && !text.contains('\u{FFFD}'), "{name}");
    }
}
