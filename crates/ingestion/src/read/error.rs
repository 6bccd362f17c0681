//! Why a file could not be read, and what to do about it.

use std::fmt;

use survey_schema::{Message, message};

/// Why a field file gives no sheets at all.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // `file` is the file as in `Sheet::file`; the rest is said at each variant
pub enum ReadError {
    /// The system does not give the file out; `reason` is the system's word.
    Unreadable { file: String, reason: String },
    /// A name that leads out of the survey folder.
    Outside { file: String },
    /// What Excel or LibreOffice leaves beside a file that is open: nobody's data.
    LockFile { file: String },
    /// No byte, or nothing but white space.
    Empty { file: String },
    /// More bytes than [`Limits::file_bytes`](super::Limits::file_bytes).
    TooLarge { file: String, megabytes: u64, limit: u64 },
    /// More cells than [`Limits::cells`](super::Limits::cells).
    TooManyCells { file: String, sheet: String, limit: u64 },
    /// A part unpacks to more than [`Limits`](super::Limits) allows.
    Bomb { file: String, part: String },
    /// More members than [`Limits::members`](super::Limits::members).
    TooManyMembers { file: String, members: usize, limit: usize },
    /// Neither text nor a workbook nor an archive of them.
    WrongKind { file: String, found: Found },
    /// An archive inside an archive.
    NestedArchive { file: String },
    /// A workbook or an archive without any sheet of rows.
    NoTable { file: String },
    /// Protected by a password.
    Password { file: String },
    /// A workbook or an archive that cannot be decoded; `reason` is for whoever repairs it.
    Damaged { file: String, sheet: String, reason: String },
    /// Text with a NUL byte: binary content, or a file cut off by a failing disk.
    NulByte { file: String, line: u32 },
    /// A byte that does not exist in the encoding of the rest of the file.
    Undecodable { file: String, line: u32, encoding: &'static str, byte: u8 },
    /// A quotation mark opens a cell and is never closed.
    UnclosedQuote { file: String, line: u32 },
}

/// What a file turned out to be, when it is nothing that can be read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // named by themselves
pub enum Found {
    Jpeg,
    Png,
    Gif,
    OtherPicture,
    Sound,
    Film,
    Pdf,
    Html,
    ExcelXml,
    Xml,
    Json,
    Rtf,
    WordDocument,
    Presentation,
    OtherDocument,
    ExcelBefore5,
    OtherOffice,
    OtherCompression,
    Database,
    StataData,
    SpssData,
    Parquet,
    Program,
}

impl Found {
    /// Stable key for message files and JSON.
    pub fn as_str(self) -> &'static str {
        self.words().0
    }

    /// The key, and the thing in English with its article.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Found::Jpeg => ("jpeg", "a JPEG picture"),
            Found::Png => ("png", "a PNG picture"),
            Found::Gif => ("gif", "a GIF picture"),
            Found::OtherPicture => ("picture", "a picture"),
            Found::Sound => ("sound", "a sound recording"),
            Found::Film => ("film", "a film or sound recording"),
            Found::Pdf => ("pdf", "a PDF document"),
            Found::Html => ("html", "a web page (HTML)"),
            Found::ExcelXml => ("excel-xml", "an Excel 2003 XML spreadsheet"),
            Found::Xml => ("xml", "an XML file"),
            Found::Json => ("json", "a JSON file"),
            Found::Rtf => ("rtf", "an RTF text document"),
            Found::WordDocument => ("word", "a Word document"),
            Found::Presentation => ("presentation", "a presentation"),
            Found::OtherDocument => {
                ("open-document", "an OpenDocument file that is no spreadsheet")
            }
            Found::ExcelBefore5 => ("excel-before-5", "a workbook of Excel 4 or older"),
            Found::OtherOffice => ("office", "an Office file that is no workbook"),
            Found::OtherCompression => ("compressed", "an archive that is no ZIP (RAR, 7z, gzip)"),
            Found::Database => ("database", "a database"),
            Found::StataData => ("stata", "a Stata data file"),
            Found::SpssData => ("spss", "an SPSS data file"),
            Found::Parquet => ("parquet", "a Parquet file"),
            Found::Program => ("program", "a program"),
        }
    }

    /// It may hold rows that nobody sees unless it is opened by hand.
    pub(super) fn may_hold_rows(self) -> bool {
        self.is_spreadsheet_in_disguise() || self == Found::OtherCompression
    }

    /// Pictures, recordings and documents: what surveys have beside their tables.
    pub(super) fn is_attachment(self) -> bool {
        use Found::{Film, Gif, Jpeg, OtherPicture, Pdf, Png, Rtf, Sound, WordDocument};
        matches!(self, Jpeg | Png | Gif | OtherPicture | Sound | Film | Pdf | Rtf | WordDocument)
    }

    fn is_spreadsheet_in_disguise(self) -> bool {
        matches!(self, Found::Html | Found::ExcelXml | Found::ExcelBefore5)
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words().1)
    }
}

impl ReadError {
    /// The file it is about, as in [`Sheet::file`](super::Sheet::file).
    pub fn file(&self) -> &str {
        match self {
            ReadError::Unreadable { file, .. }
            | ReadError::Outside { file }
            | ReadError::LockFile { file }
            | ReadError::Empty { file }
            | ReadError::TooLarge { file, .. }
            | ReadError::TooManyCells { file, .. }
            | ReadError::Bomb { file, .. }
            | ReadError::TooManyMembers { file, .. }
            | ReadError::WrongKind { file, .. }
            | ReadError::NestedArchive { file }
            | ReadError::NoTable { file }
            | ReadError::Password { file }
            | ReadError::Damaged { file, .. }
            | ReadError::NulByte { file, .. }
            | ReadError::Undecodable { file, .. }
            | ReadError::UnclosedQuote { file, .. } => file,
        }
    }

    /// The error in words: where, what, and what to do.
    pub fn message(&self) -> Message {
        match self {
            ReadError::Unreadable { file, reason } => message!(
                "read-unreadable",
                "{file}: the file cannot be opened ({reason}). Close it in other programs, or copy it here again",
                file = file,
                reason = reason,
            ),
            ReadError::Outside { file } => message!(
                "read-outside",
                "{file}: the name leads out of the survey folder. Put the file inside it",
                file = file,
            ),
            ReadError::LockFile { file } => message!(
                "read-lock-file",
                "{file}: a trace of a file that is open, or was when it was copied; it holds no data and can be ignored",
                file = file,
            ),
            ReadError::Empty { file } => message!(
                "read-empty",
                "{file}: the file is empty. Ask the sender for it again",
                file = file,
            ),
            ReadError::WrongKind { file, found } => wrong_kind(file, *found),
            ReadError::NestedArchive { file } => message!(
                "read-nested-archive",
                "{file}: an archive inside an archive is not opened. Unpack it, and put its files into the survey folder",
                file = file,
            ),
            ReadError::NoTable { file } => message!(
                "read-no-table",
                "{file}: there is no sheet with rows in it. Ask the sender for the file with the data",
                file = file,
            ),
            ReadError::Password { file } => message!(
                "read-password",
                "{file}: it is protected by a password. Open it, take the password away (in Excel: File, Info, Protect Workbook), and save it again",
                file = file,
            ),
            ReadError::Damaged { file, sheet, reason } => damaged(file, sheet, reason),
            ReadError::NulByte { file, line } => message!(
                "read-nul-byte",
                "{file}, line {line}: a NUL byte stands in the text; the file is damaged, or it is no text. Ask the sender for it again",
                file = file,
                line = line,
            ),
            ReadError::Undecodable { file, line, encoding, byte } => {
                let byte = format!("{byte:02X}");
                message!(
                    "read-undecodable",
                    "{file}, line {line}: the byte {byte} does not exist in {encoding}, which fits the rest of the file best. Save the file again as \"CSV UTF-8\"",
                    file = file,
                    line = line,
                    encoding = encoding,
                    byte = byte,
                )
            }
            ReadError::UnclosedQuote { file, line } => message!(
                "read-unclosed-quote",
                "{file}, line {line}: a quotation mark opens a cell here and is never closed, so that the rest of the file would be one cell. Take it away or close it",
                file = file,
                line = line,
            ),
            ReadError::TooLarge { .. }
            | ReadError::TooManyCells { .. }
            | ReadError::Bomb { .. }
            | ReadError::TooManyMembers { .. } => self.too_much(),
        }
    }

    fn too_much(&self) -> Message {
        match self {
            ReadError::TooLarge { file, megabytes, limit } => message!(
                "read-too-large",
                "{file}: {megabytes} MB are more than the limit of {limit} MB. Split the file",
                file = file,
                megabytes = megabytes,
                limit = limit,
            ),
            ReadError::TooManyCells { file, sheet, limit } if sheet.is_empty() => message!(
                "read-too-many-cells-in-file",
                "{file}: more than {limit} cells. Split the file, or delete the empty columns and rows that only seem to be used",
                file = file,
                limit = limit,
            ),
            ReadError::TooManyCells { file, sheet, limit } => message!(
                "read-too-many-cells",
                "{file}, sheet \"{sheet}\": more than {limit} cells. Split the file, or delete the empty columns and rows that only seem to be used",
                file = file,
                sheet = sheet,
                limit = limit,
            ),
            ReadError::TooManyMembers { file, members, limit } => message!(
                "read-too-many-members",
                "{file}: the archive holds {members} files, more than the limit of {limit}. Unpack it, and put only the tables into the survey folder",
                file = file,
                members = members,
                limit = limit,
            ),
            other => message!(
                "read-bomb",
                "{file}: \"{part}\" would unpack to far more than any survey holds; it was not opened. Do not open it either, and ask the sender",
                file = other.file(),
                part = other.part(),
            ),
        }
    }

    fn part(&self) -> &str {
        match self {
            ReadError::Bomb { part, .. } => part,
            _ => "",
        }
    }
}

fn wrong_kind(file: &str, found: Found) -> Message {
    if found.is_spreadsheet_in_disguise() {
        return message!(
            "read-other-spreadsheet",
            "{file}: this is {found}, whatever its name says. Open it in Excel or LibreOffice and save it as .xlsx",
            file = file,
            found = found,
            kind = found.as_str(),
        );
    }
    message!(
        "read-wrong-kind",
        "{file}: this is {found}, whatever its name says; no rows can be read from it. Ask the sender for the table",
        file = file,
        found = found,
        kind = found.as_str(),
    )
}

fn damaged(file: &str, sheet: &str, reason: &str) -> Message {
    if sheet.is_empty() {
        return message!(
            "read-damaged",
            "{file}: the file is damaged ({reason}). Open it in Excel or LibreOffice, let it be repaired, and save it again; or ask the sender for it",
            file = file,
            reason = reason,
        );
    }
    message!(
        "read-damaged-sheet",
        "{file}, sheet \"{sheet}\": the sheet is damaged ({reason}). Open it in Excel or LibreOffice, let it be repaired, and save it again; or ask the sender for it",
        file = file,
        sheet = sheet,
        reason = reason,
    )
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message().english)
    }
}

impl std::error::Error for ReadError {}
