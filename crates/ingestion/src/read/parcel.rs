//! What a ZIP container claims to hold: measured before anything is built from it.
//!
//! A claim can lie, but not for long: the zip crate stops a part that grows beyond it.

use std::io::Cursor;

use zip::ZipArchive;

use super::Source;
use super::error::ReadError;

/// A ZIP container in memory.
pub(super) type Parcel<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens a container and refuses one with too many members or an unbelievable claim.
pub(super) fn open<'a>(source: &Source<'_>, bytes: &'a [u8]) -> Result<Parcel<'a>, ReadError> {
    let mut parcel =
        ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(source, e.to_string()))?;
    let limit = source.limits.members;
    if parcel.len() > limit {
        return Err(ReadError::TooManyMembers {
            file: source.name(),
            members: parcel.len(),
            limit,
        });
    }
    let mut total = 0u64;
    for index in 0..parcel.len() {
        let Ok(member) = parcel.by_index_raw(index) else {
            continue;
        };
        let name = member.name().map(|n| n.into_owned()).unwrap_or_default();
        total = total.saturating_add(member.size());
        let dense = member.size() > source.limits.ratio_from_bytes
            && member.size() / member.compressed_size().max(1) > source.limits.ratio;
        if dense || total > source.limits.unpacked_bytes {
            return Err(ReadError::Bomb { file: source.name(), part: name });
        }
    }
    Ok(parcel)
}

pub(super) fn damaged(source: &Source<'_>, reason: String) -> ReadError {
    ReadError::Damaged { file: source.name(), sheet: String::new(), reason }
}
