//! A value of the plan that remembers where it was written.

use std::borrow::Borrow;
use std::ops::{Deref, Range};

use serde::{Deserialize, Deserializer, Serialize};

/// A value and its bytes in the plan's file.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Written<T> {
    /// The value.
    pub value: T,
    /// Bytes from the start of the file.
    #[serde(skip)]
    pub span: Range<usize>,
}

impl<T> Deref for Written<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Written<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Written<T> {}

impl<T: PartialOrd> PartialOrd for Written<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

impl<T: Ord> Ord for Written<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.value.cmp(&other.value)
    }
}

impl Borrow<str> for Written<String> {
    fn borrow(&self) -> &str {
        &self.value
    }
}

impl PartialEq<str> for Written<String> {
    fn eq(&self, other: &str) -> bool {
        self.value == other
    }
}

impl PartialEq<&str> for Written<String> {
    fn eq(&self, other: &&str) -> bool {
        self.value == *other
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Written<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<T>::deserialize(deserializer)?;
        let span = spanned.span();
        Ok(Written { value: spanned.into_inner(), span })
    }
}
