//! The directory of an OLE compound document (MS-CFB), and the sizes an old
//! workbook claims: measured before the workbook reader allocates for them.

/// The first bytes of every compound document.
pub(super) const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// From this sector number on, numbers are marks, not sectors.
const MARKS: u32 = 0xFFFF_FFFA;

/// Names of all streams and storages; empty when the directory cannot be read.
pub(super) fn names(bytes: &[u8]) -> Vec<String> {
    Document::open(bytes)
        .map(|d| d.entries().into_iter().map(|e| e.name).collect())
        .unwrap_or_default()
}

/// What an old workbook holds that can be known without building it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Measure {
    /// The largest rectangle of cells that a sheet claims to use, or uses.
    pub(super) largest_sheet: u64,
    /// A sheet claims to end before it begins.
    pub(super) inverted: bool,
    /// A sheet claims to begin beyond the end of the file.
    pub(super) misplaced: bool,
    /// A record says that what follows is encrypted.
    pub(super) encrypted: bool,
}

/// Walks the records of the workbook stream; `None` when the stream cannot be
/// followed: a chain that runs in a circle or out of the file.
pub(super) fn measure(bytes: &[u8]) -> Option<Measure> {
    let document = Document::open(bytes)?;
    let entries = document.entries();
    let entry = entries
        .iter()
        .find(|e| e.name.eq_ignore_ascii_case("Workbook"))
        .or_else(|| entries.iter().find(|e| e.name.eq_ignore_ascii_case("Book")))?;
    let stream = document.stream(entry, entries.first()?)?;
    Some(walk(&stream))
}

/// Record types of MS-XLS that matter here.
const END: u16 = 0x000A;
const FILE_PASS: u16 = 0x002F;
const BOUND_SHEET: u16 = 0x0085;
const BEGIN: u16 = 0x0809;
/// Formula, several numbers, text, text by number, number, label, truth or error, short number.
const CELLS: [u16; 8] = [0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];
const DIMENSIONS: u16 = 0x0200;

/// The records of the workbook itself, then those of each sheet, which begin where
/// the workbook says.
fn walk(stream: &[u8]) -> Measure {
    let mut measure = Measure::default();
    let mut sheets = Vec::new();
    for (kind, data) in records(stream).take_while(|&(kind, _)| kind != END) {
        match kind {
            FILE_PASS => measure.encrypted = true,
            BOUND_SHEET => sheets.extend(u32_at(data, 0)),
            _ => {}
        }
    }
    sheets.sort_unstable();
    sheets.dedup();
    for start in sheets {
        match stream.get(start as usize..) {
            Some(sheet) => measure.sheet(sheet),
            None => measure.misplaced = true,
        }
    }
    measure
}

/// The records of a stream, to the end or to the first that is cut short.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (header, body) = rest.split_at_checked(4)?;
        let (data, next) = body.split_at_checked(usize::from(u16_at(header, 2)?))?;
        rest = next;
        Some((u16_at(header, 0)?, data))
    })
}

impl Measure {
    /// The records of one sheet, and of the charts nested in it, to its end.
    fn sheet(&mut self, stream: &[u8]) {
        let mut depth = 0u32;
        let mut used = Rectangle::default();
        for (kind, data) in records(stream) {
            match kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                DIMENSIONS => self.claim(data),
                _ if CELLS.contains(&kind) => used.include(u16_at(data, 0), u16_at(data, 2)),
                _ => {}
            }
        }
        self.largest_sheet = self.largest_sheet.max(used.cells());
    }

    fn claim(&mut self, data: &[u8]) {
        let (rows, columns) = if data.len() >= 14 {
            ((u32_at(data, 0), u32_at(data, 4)), (u16_at(data, 8), u16_at(data, 10)))
        } else {
            (
                (u16_at(data, 0).map(u32::from), u16_at(data, 2).map(u32::from)),
                (u16_at(data, 4), u16_at(data, 6)),
            )
        };
        let ((Some(first), Some(end)), (Some(left), Some(right))) = (rows, columns) else {
            return;
        };
        if end == 0 || right == 0 {
            return; // an empty sheet
        }
        self.inverted |= end <= first;
        let width = if right > left { right - left } else { right };
        let cells = u64::from(end.saturating_sub(first)) * u64::from(width.max(right.min(256)));
        self.largest_sheet = self.largest_sheet.max(cells);
    }
}

/// From the first to the last row and column that are used.
#[derive(Default)]
struct Rectangle {
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
}

impl Rectangle {
    fn include(&mut self, row: Option<u16>, column: Option<u16>) {
        let wider = |range: Option<(u16, u16)>, n: u16| {
            range.map_or((n, n), |(first, last)| (first.min(n), last.max(n)))
        };
        if let (Some(row), Some(column)) = (row, column) {
            self.rows = Some(wider(self.rows, row));
            self.columns = Some(wider(self.columns, column));
        }
    }

    fn cells(&self) -> u64 {
        let length = |range: Option<(u16, u16)>| range.map_or(0, |(a, b)| u64::from(b - a) + 1);
        length(self.rows) * length(self.columns)
    }
}

/// One stream or storage of the document.
struct Entry {
    name: String,
    start: u32,
    length: u64,
}

struct Document<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// For each sector, the sector that follows it in its chain.
    next: Vec<u32>,
}

impl<'a> Document<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        if !bytes.starts_with(SIGNATURE) {
            return None;
        }
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut document = Document { bytes, sector, next: Vec::new() };
        document.next = document.allocation_table()?;
        Some(document)
    }

    /// The table of chains (FAT); its own sectors are listed in the header and,
    /// beyond 109 of them, in a chain of further lists (DIFAT).
    fn allocation_table(&self) -> Option<Vec<u32>> {
        let mut sectors: Vec<u32> =
            (0..109).filter_map(|i| u32_at(self.bytes, 76 + 4 * i)).collect();
        let mut list = u32_at(self.bytes, 68)?;
        let mut lists = 0;
        while list < MARKS {
            lists += 1;
            if lists > self.sectors() {
                return None; // the lists run in a circle
            }
            let mut numbers = numbers(self.sector(list)?);
            list = numbers.pop()?;
            sectors.extend(numbers);
        }
        let mut table = Vec::new();
        for sector in sectors.into_iter().filter(|&s| s < MARKS).take(self.sectors()) {
            table.extend(numbers(self.sector(sector)?));
        }
        Some(table)
    }

    fn entries(&self) -> Vec<Entry> {
        let start = u32_at(self.bytes, 48).unwrap_or(MARKS);
        let directory = self.chain(start).unwrap_or_default();
        directory.chunks_exact(128).filter_map(|c| self.entry(c)).collect()
    }

    fn entry(&self, chunk: &[u8]) -> Option<Entry> {
        let units: Vec<u16> = chunk[..64]
            .chunks_exact(2)
            .filter_map(|unit| u16_at(unit, 0))
            .take_while(|&unit| unit != 0)
            .collect();
        let high = if self.sector == 4096 { u64::from(u32_at(chunk, 124)?) } else { 0 };
        Some(Entry {
            name: String::from_utf16(&units).ok().filter(|n| !n.is_empty())?,
            start: u32_at(chunk, 116)?,
            length: high << 32 | u64::from(u32_at(chunk, 120)?),
        })
    }

    /// The bytes of a stream. Short streams live in the root entry's own stream,
    /// cut into pieces of 64 bytes with a table of their own.
    fn stream(&self, entry: &Entry, root: &Entry) -> Option<Vec<u8>> {
        let length = usize::try_from(entry.length).ok()?.min(self.bytes.len());
        let mut stream = if entry.length >= 4096 {
            self.chain(entry.start)?
        } else {
            let pieces = self.chain(root.start)?;
            let table = numbers(&self.chain(u32_at(self.bytes, 60)?)?);
            follow(entry.start, &table, |piece| {
                pieces.get(piece * 64..).map(|rest| &rest[..rest.len().min(64)])
            })?
        };
        stream.truncate(length);
        Some(stream)
    }

    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        follow(start, &self.next, |sector| self.sector(u32::try_from(sector).ok()?))
    }

    /// One sector; the last one of a file may be cut short.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|s| !s.is_empty())
    }

    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector + 1
    }
}

/// Follows a chain to its end; `None` when it leaves the table or runs in a circle.
fn follow<'a>(
    start: u32,
    table: &[u32],
    piece: impl Fn(usize) -> Option<&'a [u8]>,
) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut current = start;
    let mut steps = 0;
    while current < MARKS {
        steps += 1;
        if steps > table.len() + 1 {
            return None;
        }
        bytes.extend_from_slice(piece(current as usize)?);
        current = *table.get(current as usize)?;
    }
    Some(bytes)
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).filter_map(|c| u32_at(c, 0)).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).and_then(|b| b.try_into().ok()).map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document with one stream: header, allocation table, directory, the stream.
    fn document(name: &str, stream: &[u8]) -> Vec<u8> {
        let stream = [stream, &vec![0; 4096usize.saturating_sub(stream.len())]].concat();
        let mut bytes = vec![0xFFu8; 512];
        bytes[..8].copy_from_slice(SIGNATURE);
        bytes[30..32].copy_from_slice(&9u16.to_le_bytes());
        bytes[48..52].copy_from_slice(&1u32.to_le_bytes());
        bytes[76..80].copy_from_slice(&0u32.to_le_bytes());
        let sectors = stream.len().div_ceil(512) as u32;
        let chain = (3..2 + sectors).chain([u32::MAX - 1]);
        let mut table: Vec<u32> = [u32::MAX - 2, u32::MAX - 1].into_iter().chain(chain).collect();
        table.resize(128, u32::MAX);
        bytes.extend(table.iter().flat_map(|n| n.to_le_bytes()));
        for (name, start, length) in
            [("Root Entry", u32::MAX - 1, 0), (name, 2, stream.len() as u32)]
        {
            let mut entry = [0u8; 128];
            for (place, unit) in entry.chunks_exact_mut(2).zip(name.encode_utf16()) {
                place.copy_from_slice(&unit.to_le_bytes());
            }
            entry[116..120].copy_from_slice(&start.to_le_bytes());
            entry[120..124].copy_from_slice(&length.to_le_bytes());
            bytes.extend(entry);
        }
        bytes.resize(512 * 3, 0);
        bytes.extend(stream);
        bytes
    }

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    /// A workbook with one sheet, whose records follow.
    fn workbook(global: &[u8], sheet: &[u8]) -> Vec<u8> {
        let start = (global.len() + 12 + 4) as u32;
        let bound = record(BOUND_SHEET, &[&start.to_le_bytes()[..], &[0; 4]].concat());
        document("Workbook", &[global, &bound, &record(END, &[]), sheet].concat())
    }

    #[test]
    fn names_of_streams() {
        assert_eq!(names(&document("EncryptedPackage", b"x")), ["Root Entry", "EncryptedPackage"]);
        assert!(names(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").is_empty());
    }

    #[test]
    fn sizes_are_known_before_they_are_believed() {
        let claim = record(
            DIMENSIONS,
            &[[0; 4], u32::MAX.to_le_bytes(), [0, 0, 0, 1], [0; 4]].concat()[..14],
        );
        assert_eq!(
            measure(&workbook(&[], &claim)).unwrap().largest_sheet,
            u64::from(u32::MAX) * 256
        );
        let cell = |row: u16, column: u16| {
            record(0x0203, &[row.to_le_bytes(), column.to_le_bytes()].concat())
        };
        let corners = [cell(1, 1), cell(60_000, 50_000), record(END, &[])].concat();
        assert_eq!(measure(&workbook(&[], &corners)).unwrap().largest_sheet, 60_000 * 50_000);
    }

    #[test]
    fn a_password_is_seen() {
        assert!(measure(&workbook(&record(FILE_PASS, &[0; 6]), &[])).unwrap().encrypted);
        assert!(!measure(&workbook(&[], &[])).unwrap().encrypted);
    }

    #[test]
    fn chains_that_run_in_a_circle_end() {
        let mut circle = document("Workbook", &[0; 4096]);
        circle[512 + 4 * 9..512 + 4 * 10].copy_from_slice(&2u32.to_le_bytes());
        assert_eq!(measure(&circle), None);
    }
}
