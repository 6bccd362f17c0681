//! Digests, encodings and signatures.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use sha2::Digest;

use super::{Call, Family, Outcome};
use crate::expression::scalar::Operand;

/// Bytes of an Ed25519 signature, which stand before what is signed.
const SIGNATURE: usize = 64;

impl<'a> Call<'_, 'a> {
    pub(super) fn codes(&self) -> Family<'a> {
        Ok(Some(match self.name {
            "digest" => self.digest()?,
            "base64-decode" => {
                let bytes = decoded(&self.text(0)?).unwrap_or_default();
                Operand::text(String::from_utf8_lossy(&bytes).into_owned())
            }
            "extract-signed" => {
                let signed = extracted(&self.text(0)?, &self.text(1)?);
                Operand::text(signed.unwrap_or_default())
            }
            _ => return Ok(None),
        }))
    }

    fn digest(&self) -> Outcome<Operand<'a>> {
        let (text, algorithm) = (self.text(0)?, self.text(1)?);
        let bytes = text.as_bytes();
        let digest = match &*algorithm {
            "MD5" => md5::Md5::digest(bytes).to_vec(),
            "SHA-1" => sha1::Sha1::digest(bytes).to_vec(),
            "SHA-256" => sha2::Sha256::digest(bytes).to_vec(),
            "SHA-384" => sha2::Sha384::digest(bytes).to_vec(),
            "SHA-512" => sha2::Sha512::digest(bytes).to_vec(),
            _ => return Err(self.unsupported().into()),
        };
        let encoding = if self.count() > 2 { self.text(2)? } else { "base64".into() };
        match encoding.to_ascii_lowercase().as_str() {
            "base64" => Ok(Operand::text(STANDARD.encode(digest))),
            "hex" => Ok(Operand::text(
                digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>(),
            )),
            _ => Err(self.unsupported().into()),
        }
    }
}

/// Decodes with or without padding.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let lenient =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(&base64::alphabet::STANDARD, lenient).decode(text).ok()
}

/// What is signed, when the signature is of the key (Ed25519, RFC 8032).
fn extracted(contents: &str, key: &str) -> Option<String> {
    let contents = decoded(contents)?;
    let key = ed25519_compact::PublicKey::from_slice(&decoded(key)?).ok()?;
    let (signature, message) = contents.split_at_checked(SIGNATURE)?;
    let signature = ed25519_compact::Signature::from_slice(signature).ok()?;
    key.verify(message, &signature).ok()?;
    String::from_utf8(message.to_vec()).ok()
}
