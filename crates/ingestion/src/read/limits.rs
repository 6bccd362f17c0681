//! How much is too much: a laptop must survive any file.

/// Bounds of what is read. The defaults hold every field file we know of several
/// times over, and keep a laptop with 8 GB alive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest file, in bytes.
    pub file_bytes: u64,
    /// Most cells in one file, empty ones between others included.
    pub cells: u64,
    /// Most members of an archive, or parts of a workbook.
    pub members: usize,
    /// Most bytes an archive or a workbook may unpack to.
    pub unpacked_bytes: u64,
    /// From this unpacked size on, a part must not be packed tighter than [`Limits::ratio`].
    pub ratio_from_bytes: u64,
    /// Tightest packing believed: unpacked bytes for one packed byte. Sheets of real
    /// surveys stay below 100; DEFLATE itself ends near 1,032.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            file_bytes: 2_000_000_000,
            cells: 60_000_000,
            members: 20_000,
            unpacked_bytes: 4_000_000_000,
            ratio_from_bytes: 100_000_000,
            ratio: 300,
        }
    }
}
