//! Keys and other texts that come as JSON strings or as JSON numbers.

use std::fmt;
use std::sync::Arc;

use serde::de::{Error, IgnoredAny};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// An opaque key: GoTo writes it as a string or as a number, which may be too large for 64 bits and is
/// never read as one (G-904). It is sent as a string.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Arc<str>);

impl Key {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key as shared text.
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }
}

impl From<Arc<str>> for Key {
    fn from(text: Arc<str>) -> Self {
        Self(text)
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The digits themselves are taken: a floating point number would lose some of them.
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        if raw.starts_with('"') {
            let text: String = serde_json::from_str(raw).map_err(D::Error::custom)?;
            return Ok(Self(text.into()));
        }
        if raw.starts_with(|first: char| first.is_ascii_digit()) {
            return Ok(Self(raw.into()));
        }
        Err(D::Error::custom("a key is a string or a number"))
    }
}

/// A list that may be left out, or be `null`, where it is empty (section 4.1).
pub fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(Option::<Vec<T>>::deserialize(deserializer)?.unwrap_or_default())
}

/// How many things a list holds, without keeping them.
pub fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
    Ok(list::<D, IgnoredAny>(deserializer)?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_same_as_a_string_and_as_a_number_of_any_size() {
        for digits in ["7", "9007199254740993", "8887380153236031176", "123456789012345678901234567890"] {
            let text: Key = serde_json::from_str(&format!("\"{digits}\"")).expect("a string is a key");
            let number: Key = serde_json::from_str(digits).expect("a number is a key");
            assert_eq!((text.as_str(), number.as_str()), (digits, digits));
        }
    }

    #[test]
    fn anything_else_is_no_key() {
        for text in ["true", "{}", "[1]", "-1"] {
            assert!(serde_json::from_str::<Key>(text).is_err(), "{text}");
        }
        assert_eq!(serde_json::from_str::<Option<Key>>("null").ok(), Some(None));
    }
}
