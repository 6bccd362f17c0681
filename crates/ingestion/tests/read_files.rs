//! Field files as senders make them, written by the test and read back.

// In the helpers; clippy.toml allows it in the tests themselves.
#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::path::Path;

use ingestion::read::{Cell, Format, Found, Limits, ReadError, Sheet, read_file, read_file_within};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format as Style, Formula, Workbook};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn read_bytes(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let folder = folder();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    read_file(folder.path(), name)
}

fn one(name: &str, bytes: &[u8]) -> Sheet {
    let mut sheets = read_bytes(name, bytes).unwrap();
    assert_eq!(sheets.len(), 1);
    sheets.remove(0)
}

/// A sheet as text: number, then cells between bars. Hidden rows end in `(hidden)`.
fn shown(sheet: &Sheet) -> String {
    let line = |row: &ingestion::read::Row| {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|c| match c {
                Cell::Number(_) => format!("#{}", c.text()),
                Cell::Date(_) => format!("@{}", c.text()),
                Cell::Boolean(_) => format!("?{}", c.text()),
                Cell::Error(_) => format!("!{}", c.text()),
                _ => c.text().replace('\n', "\\n").replace('\r', "\\r"),
            })
            .collect();
        let hidden = if row.hidden { " (hidden)" } else { "" };
        format!("{}: {}{hidden}", row.number, cells.join(" | ")).trim_end().to_string()
    };
    sheet.rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn note_ids(sheet: &Sheet) -> Vec<&'static str> {
    sheet.notes.iter().map(|n| n.message.id).collect()
}

// Text files.

#[test]
fn every_line_is_accounted_for() {
    let text = "Enquête;;\n\nN;note;n\n1;\"deux\nlignes\";x\n\r\n2;\"dit \"\"oui\"\"\"\n;;\n3;;z;de trop\n\n";
    assert_eq!(
        shown(&one("a.csv", text.as_bytes())),
        "1: Enquête |  |\n2:\n3: N | note | n\n4: 1 | deux\\nlignes | x\n6:\n7: 2 | dit \"oui\"\n8:  |  |\n9: 3 |  | z | de trop\n10:"
    );
}

#[test]
fn line_ends_of_every_system_give_the_same_rows() {
    let unix = "a;b\n\n1;2\n\n\n3;\"x\"\n";
    let expected = "1: a | b\n2:\n3: 1 | 2\n4:\n5:\n6: 3 | x";
    for end in ["\n", "\r\n", "\r"] {
        assert_eq!(shown(&one("a.csv", unix.replace('\n', end).as_bytes())), expected, "{end:?}");
        let without_last = unix.trim_end().replace('\n', end);
        assert_eq!(shown(&one("a.csv", without_last.as_bytes())), expected, "{end:?}");
    }
}

#[test]
fn codes_and_numbers_stay_text() {
    let sheet = one("a.csv", b"code,n\n007,1E5\nNA,\"12,5\"\n");
    assert_eq!(sheet.rows[1].cells, [Cell::Text("007".into()), Cell::Text("1E5".into())]);
    assert_eq!(sheet.rows[2].cells, [Cell::Text("NA".into()), Cell::Text("12,5".into())]);
}

#[test]
fn the_announced_separator_is_a_row_and_is_honoured() {
    let sheet = one("a.csv", b"sep=,\r\na;b,c\r\n1;2,3\r\n");
    assert_eq!(shown(&sheet), "1: sep=,\n2: a;b | c\n3: 1;2 | 3");
    assert!(matches!(sheet.format, Format::Csv { separator: ',', .. }));
}

#[test]
fn a_stray_quotation_mark_is_an_error_or_text() {
    let swallowed = b"a;b\n1;\"x\n2;y\n3\n";
    assert_eq!(
        read_bytes("a.csv", swallowed),
        Err(ReadError::UnclosedQuote { file: "a.csv".into(), line: 2 })
    );
    let sheet = one("a.csv", b"a;b\n1;\"x\n2;y\n");
    assert_eq!(shown(&sheet), "1: a | b\n2: 1 | \"x\n3: 2 | y");
    assert!(matches!(sheet.format, Format::Csv { quote: None, .. }));
    assert_eq!(note_ids(&sheet), ["read-quotes-are-text"]);
    let joined = one("a.csv", b"a;b\n1;\"x\n2;y\n3;z\" s\n4;w\n");
    assert_eq!(note_ids(&joined), ["read-quotes-odd"]);
    assert_eq!(joined.notes[0].row, 2);
}

#[test]
fn a_nul_byte_is_named_with_its_line() {
    assert_eq!(
        read_bytes("a.csv", b"a;b\n1;2\n3;\0\n"),
        Err(ReadError::NulByte { file: "a.csv".into(), line: 3 })
    );
}

#[test]
fn broken_letters_are_reported_and_not_repaired() {
    let sheet = one("a.csv", "site;n\nBÃ©loko;1\n".as_bytes());
    assert_eq!(note_ids(&sheet), ["read-broken-letters"]);
    assert_eq!(sheet.rows[1].cells[0].text(), "BÃ©loko");
}

#[test]
fn encodings_of_the_field() {
    let text = "Localité;Préfecture\nBéloko;Nana-Mambéré\n";
    let cp850 = b"Localit\x82;Pr\x82fecture\nB\x82loko;Nana-Mamb\x82r\x82\n";
    let macintosh = b"Localit\x8E;Pr\x8Efecture\nB\x8Eloko;Nana-Mamb\x8Er\x8E\n";
    let windows = encoding_rs::WINDOWS_1252.encode(text).0;
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&[u8], &str); 4] = [
        (&windows, "Windows-1252"),
        (cp850, "CP850"),
        (macintosh, "Mac Roman"),
        (&utf_16, "UTF-16LE"),
    ];
    for (bytes, name) in cases {
        let sheet = one("a.csv", bytes);
        assert!(
            matches!(sheet.format, Format::Csv { encoding, .. } if encoding == name),
            "{:?}",
            sheet.format
        );
        assert_eq!(shown(&sheet), "1: Localité | Préfecture\n2: Béloko | Nana-Mambéré");
        assert_eq!(sheet.notes.len(), 1, "{name}");
    }
}

proptest! {
    /// Whatever stands in cells, it comes back, and every line is in one row.
    #[test]
    fn nothing_is_lost_between_cells_and_lines(
        rows in vec(vec("[a-zé;,|\\t\"\n\r 0-9]{0,6}", 3..6), 1..8),
        end in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(";");
        let text: String = rows.iter().map(|row| line(row) + end + end).collect();
        let sheet = one("a.csv", text.as_bytes());
        prop_assert_eq!(sheet.rows.len(), 2 * rows.len());
        let mut number = 1;
        for (pair, row) in sheet.rows.chunks(2).zip(&rows) {
            let cells: Vec<String> = pair[0].cells.iter().map(|c| c.text().into_owned()).collect();
            prop_assert_eq!(&cells, row);
            prop_assert_eq!(pair[0].number, number);
            let inside = line(row).replace("\r\n", "\n").matches(['\r', '\n']).count() as u32;
            number += inside + 1;
            prop_assert_eq!(pair[1].number, number);
            prop_assert!(pair[1].cells.is_empty());
            number += 1;
        }
    }

    /// No bytes can make the reader panic.
    #[test]
    fn any_bytes_give_a_sheet_or_an_error(bytes in vec(any::<u8>(), 0..200)) {
        let _ = read_bytes("a.csv", &bytes);
        let _ = read_bytes("a.csv", &[b"PK\x03\x04", &bytes[..]].concat());
        let _ = read_bytes("a.xls", &[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", &bytes[..]].concat());
    }
}

// Workbooks.

fn workbook(write: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    write(&mut workbook);
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_keeps_its_types_and_its_row_numbers() {
    let bytes = workbook(|w| {
        let date = Style::new().set_num_format("dd/mm/yyyy");
        let moment = Style::new().set_num_format("dd/mm/yyyy hh:mm");
        let time = Style::new().set_num_format("hh:mm");
        let span = Style::new().set_num_format("[h]:mm:ss");
        let percent = Style::new().set_num_format("0%");
        let sheet = w.add_worksheet().set_name("Données").unwrap();
        sheet.write(2, 1, "Titre").unwrap();
        sheet.write(4, 0, "007").unwrap();
        sheet.write(4, 1, 7).unwrap();
        sheet.write(4, 2, 2.5).unwrap();
        sheet.write(4, 3, true).unwrap();
        sheet
            .write_with_format(5, 0, ExcelDateTime::from_ymd(2026, 5, 31).unwrap(), &date)
            .unwrap();
        let at_ten = ExcelDateTime::from_ymd(2026, 5, 31).unwrap().and_hms(10, 0, 0).unwrap();
        sheet.write_with_format(5, 1, at_ten, &moment).unwrap();
        sheet.write_with_format(5, 2, ExcelDateTime::from_hms(10, 30, 0).unwrap(), &time).unwrap();
        sheet.write_with_format(5, 3, 1.5, &span).unwrap();
        sheet.write_with_format(5, 4, 0.12, &percent).unwrap();
        sheet.write(6, 0, Formula::new("=NA()").set_result("#N/A")).unwrap();
        sheet.write_blank(400, 30, &date).unwrap();
    });
    let sheet = one("a.xlsx", &bytes);
    assert_eq!(sheet.name, "Données");
    assert_eq!(
        shown(&sheet),
        "1:\n2:\n3:  | Titre\n4:\n5: 007 | #7 | #2.5 | ?TRUE\n6: @2026-05-31 | @2026-05-31T10:00:00 | @10:30:00 | 36:00:00 | #0.12\n7: !#N/A"
    );
}

#[test]
fn hidden_sheets_hidden_rows_and_merged_headers() {
    let bytes = workbook(|w| {
        let sheet = w.add_worksheet();
        sheet.merge_range(0, 0, 0, 2, "Bloc", &Style::new()).unwrap();
        sheet.write(1, 0, "a").unwrap();
        sheet.write(2, 0, 1).unwrap();
        sheet.set_row_hidden(2).unwrap();
        w.add_worksheet().set_name("Choix").unwrap().set_hidden(true).write(0, 0, "x").unwrap();
    });
    let sheets = read_bytes("a.xlsx", &bytes).unwrap();
    assert_eq!(sheets[0].merged, [(1, 1, 1, 3)]);
    assert_eq!(shown(&sheets[0]), "1: Bloc\n2: a\n3: #1 (hidden)");
    assert_eq!(note_ids(&sheets[0]), ["read-hidden-rows"]);
    assert!(!sheets[0].hidden && sheets[1].hidden);
    assert_eq!(note_ids(&sheets[1]), ["read-hidden-sheet"]);
}

#[test]
fn a_renamed_file_is_read_as_what_it_is() {
    let bytes = workbook(|w| {
        w.add_worksheet().write(0, 0, "a").unwrap();
    });
    let sheet = one("a.csv", &bytes);
    assert_eq!(
        (sheet.format.clone(), note_ids(&sheet)),
        (Format::Xlsx, vec!["read-other-content"])
    );
    let text = one("a.xls", b"a\tb\n1\t2\n");
    assert!(matches!(text.format, Format::Csv { separator: '\t', .. }));
    assert_eq!(note_ids(&text), ["read-other-content"]);
    assert_eq!(
        read_bytes("a.xls", b"<html><table><tr><td>a"),
        Err(ReadError::WrongKind { file: "a.xls".into(), found: Found::Html })
    );
    let picture = read_bytes("photo.xlsx", b"\xFF\xD8\xFF\xE0\0\x10JFIF").unwrap_err();
    assert_eq!(
        picture.message().english,
        "photo.xlsx: this is a JPEG picture, whatever its name says; no rows can be read from it. Ask the sender for the table"
    );
}

#[test]
fn what_holds_no_table_says_so() {
    assert_eq!(read_bytes("a.csv", b""), Err(ReadError::Empty { file: "a.csv".into() }));
    assert_eq!(read_bytes("~$a.xlsx", b"x"), Err(ReadError::LockFile { file: "~$a.xlsx".into() }));
    assert_eq!(
        read_bytes(".~lock.a.ods#", b"x"),
        Err(ReadError::LockFile { file: ".~lock.a.ods#".into() })
    );
    assert!(matches!(read_file(Path::new("."), "../a.csv"), Err(ReadError::Outside { .. })));
    assert!(matches!(read_file(Path::new("."), "absent.csv"), Err(ReadError::Unreadable { .. })));
}

// Archives and guards.

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn an_archive_gives_its_tables_in_order_of_name() {
    let bytes = archive(&[
        ("repeat.csv", b"k,v\n1,2\n"),
        ("__MACOSX/._main.csv", b"\0\x05"),
        ("media/a.jpg", b"\xFF\xD8\xFF\xE0"),
        ("main.csv", b"k,w\n1,2\n"),
    ]);
    let sheets = read_bytes("mai.zip", &bytes).unwrap();
    let files: Vec<&str> = sheets.iter().map(|s| s.file.as_str()).collect();
    assert_eq!(files, ["mai.zip!main.csv", "mai.zip!repeat.csv"]);
    assert_eq!(note_ids(&sheets[0]), ["read-skipped-member", "read-skipped-member"]);
    let nested = archive(&[("in.zip", &bytes)]);
    assert_eq!(
        read_bytes("a.zip", &nested),
        Err(ReadError::NestedArchive { file: "a.zip!in.zip".into() })
    );
    let pictures = archive(&[("a.jpg", b"\xFF\xD8\xFF\xE0")]);
    assert_eq!(read_bytes("a.zip", &pictures), Err(ReadError::NoTable { file: "a.zip".into() }));
}

#[test]
fn an_archive_is_read_whole_or_not_at_all() {
    let mut locked = archive(&[("a.csv", b"a;b\n"), ("b.csv", b"c;d\n")]);
    // Bit 0 of the flags, at 6 in a member's header and at 8 in the directory: encrypted.
    let directory = locked.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    locked[6] |= 1;
    locked[directory + 8] |= 1;
    assert_eq!(
        read_bytes("a.zip", &locked),
        Err(ReadError::Password { file: "a.zip!a.csv".into() })
    );
    let page = archive(&[("a.csv", b"a;b\n"), ("b.xls", b"<table><tr><td>1")]);
    assert_eq!(
        read_bytes("a.zip", &page),
        Err(ReadError::WrongKind { file: "a.zip!b.xls".into(), found: Found::Html })
    );
    let whole = archive(&[("a.csv", b"a;b\n1;2\n"), ("b.csv", b"c;d\n3;4\n")]);
    let folder = folder();
    std::fs::write(folder.path().join("a.zip"), whole).unwrap();
    let shared = Limits { cells: 8, ..Limits::default() };
    assert_eq!(
        read_file_within(folder.path(), "a.zip", &shared),
        Err(ReadError::TooManyCells { file: "a.zip!b.csv".into(), sheet: "".into(), limit: 8 })
    );
}

#[test]
fn limits_hold() {
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    let within = |name: &str, limits: &Limits| read_file_within(folder.path(), name, limits);
    write("a.csv", b"a;b\n1;2\n3;4\n");
    let few_cells = Limits { cells: 6, ..Limits::default() };
    assert!(matches!(within("a.csv", &few_cells), Err(ReadError::TooManyCells { limit: 6, .. })));
    let few_bytes = Limits { file_bytes: 6, ..Limits::default() };
    assert!(matches!(within("a.csv", &few_bytes), Err(ReadError::TooLarge { .. })));

    // One cell in the last corner must not cost a sheet full of empty ones.
    let corner = workbook(|w| {
        let sheet = w.add_worksheet();
        for row in (0..1_048_576).step_by(200_000) {
            sheet.write(row, 16_383, 1).unwrap();
        }
    });
    write("corner.xlsx", &corner);
    let some_cells = Limits { cells: 20_000, ..Limits::default() };
    assert!(matches!(within("corner.xlsx", &some_cells), Err(ReadError::TooManyCells { .. })));

    let dense = archive(&[("a.csv", &vec![b' '; 2_000_000])]);
    write("dense.zip", &dense);
    let suspicious = Limits { ratio_from_bytes: 1_000_000, ..Limits::default() };
    assert!(matches!(within("dense.zip", &suspicious), Err(ReadError::Bomb { .. })));
    write("two.zip", &archive(&[("a.csv", b"a"), ("b.csv", b"b")]));
    let one_member = Limits { members: 1, ..Limits::default() };
    assert!(matches!(
        within("two.zip", &one_member),
        Err(ReadError::TooManyMembers { members: 2, .. })
    ));
}

#[test]
fn the_same_bytes_give_the_same_sheets() {
    let bytes = archive(&[("b.csv", b"a;b\n1;\xE9t\xE9\n"), ("a.csv", b"a|b\n1|2\n")]);
    assert_eq!(read_bytes("a.zip", &bytes), read_bytes("a.zip", &bytes));
}

/// A workbook of which one part is replaced.
fn with_part(bytes: &[u8], part: &str, content: &str) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = old.file_names().map(|n| n.unwrap().into_owned()).collect();
    let mut parts = Vec::new();
    for name in names {
        let mut kept = Vec::new();
        std::io::copy(&mut old.by_name(&name).unwrap(), &mut kept).unwrap();
        parts.push((name.clone(), if name == part { content.as_bytes().to_vec() } else { kept }));
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, c)| (n.as_str(), c.as_slice())).collect();
    archive(&parts)
}

#[test]
fn entities_are_not_expanded() {
    let whole = workbook(|w| {
        w.add_worksheet().write(0, 0, 1).unwrap();
    });
    let mut entities = "<!ENTITY a \"aaaaaaaaaa\">".to_string();
    for (name, of) in ["ba", "cb", "dc", "ed", "fe"].iter().map(|p| p.split_at(1)) {
        entities += &format!("<!ENTITY {name} \"{}\">", format!("&{of};").repeat(10));
    }
    let sheet = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE worksheet [{entities}]><worksheet \
         xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">\
         <c r=\"A1\" t=\"inlineStr\"><is><t>&f;</t></is></c></row></sheetData></worksheet>"
    );
    let bytes = with_part(&whole, "xl/worksheets/sheet1.xml", &sheet);
    assert!(matches!(read_bytes("a.xlsx", &bytes), Err(ReadError::Damaged { .. })));
}

#[test]
fn a_sheet_of_formatted_rows_saved_by_libreoffice_is_read() {
    let whole = workbook(|w| {
        w.add_worksheet().write(0, 0, 1).unwrap();
        w.add_worksheet().write(0, 0, "second").unwrap();
    });
    let sheet = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
        <dimension ref=\"1:63\"/><sheetData><row r=\"2\"><c r=\"B2\"><v>7</v></c></row></sheetData></worksheet>";
    let bytes = with_part(&whole, "xl/worksheets/sheet1.xml", sheet);
    let sheets = read_bytes("a.xlsx", &bytes).unwrap();
    assert_eq!((shown(&sheets[0]), shown(&sheets[1])), ("1:\n2:  | #7".into(), "1: second".into()));
}

#[test]
fn a_formula_without_its_result_is_reported() {
    let whole = workbook(|w| {
        w.add_worksheet().write(0, 0, 1).unwrap();
    });
    let sheet = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
        <sheetData><row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"B3\"><f>A3*2</f></c></row></sheetData></worksheet>";
    let bytes = with_part(&whole, "xl/worksheets/sheet1.xml", sheet);
    let sheet = one("a.xlsx", &bytes);
    assert_eq!(note_ids(&sheet), ["read-uncalculated"]);
    assert_eq!((sheet.notes[0].row, sheet.notes[0].column), (3, 2));
}

#[test]
fn a_claim_that_lies_does_not_fill_the_memory() {
    let mut lying = archive(&[("a.csv", &vec![b'a'; 500_000])]);
    // The size a member unpacks to stands at 22 in its header and at 24 in the directory.
    let directory = lying.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    for place in [22, directory + 24] {
        lying[place..place + 4].copy_from_slice(&10u32.to_le_bytes());
    }
    assert!(read_bytes("a.zip", &lying).is_err());
}
