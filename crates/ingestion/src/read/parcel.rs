//! What a ZIP container claims to hold, and what it really unpacks to: measured
//! before anything is built from it.

use std::io::{Cursor, Read};

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
            return Err(ReadError::Bomb {
                file: source.name(),
                part: name,
            });
        }
    }
    Ok(parcel)
}

/// [`open`], and unpacks every part once without keeping it, since a claim can lie:
/// the workbook reader does not count.
pub(super) fn check(source: &Source<'_>, bytes: &[u8]) -> Result<(), ReadError> {
    let mut parcel = open(source, bytes)?;
    for index in 0..parcel.len() {
        let Ok(mut member) = parcel.by_index(index) else {
            continue;
        };
        let claimed = member.size();
        let part = member.name().map(|n| n.into_owned()).unwrap_or_default();
        let unpacked = std::io::copy(&mut (&mut member).take(claimed + 1), &mut std::io::sink());
        // A part that cannot be unpacked may be one that nobody needs: the reader decides.
        if unpacked.is_ok_and(|size| size > claimed) {
            return Err(ReadError::Bomb {
                file: source.name(),
                part,
            });
        }
    }
    Ok(())
}

pub(super) fn damaged(source: &Source<'_>, reason: String) -> ReadError {
    ReadError::Damaged {
        file: source.name(),
        sheet: String::new(),
        reason,
    }
}
