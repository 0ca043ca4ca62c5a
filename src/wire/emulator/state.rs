//! From a state file to what it describes, with a clear word about what is wrong.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The content of a state file. Its lists are read entry by entry, so that a mistake is reported with its place.
pub struct State(Map<String, Value>);

impl State {
    /// The content of `value`, which is a state of the emulator of `provider`. A key without a value counts as not
    /// written.
    /// Fails where it is no map, or another emulator's.
    pub fn read(value: Value, provider: &str) -> Result<Self, String> {
        let Value::Object(mut map) = value else {
            return Err("a state is a map with `users` and so on".into());
        };
        map.retain(|_, value| !value.is_null());
        match map.get("provider").and_then(Value::as_str) {
            Some(other) if other != provider => {
                Err(format!("provider: this is the emulator of `{provider}`, not of `{other}`"))
            }
            _ => Ok(Self(map)),
        }
    }

    /// Takes a list out.
    /// Fails where it is no list, or an entry is not right.
    pub fn list<T: DeserializeOwned>(&mut self, name: &str) -> Result<Vec<T>, String> {
        let list = match self.0.shift_remove(name) {
            None => return Ok(Vec::new()),
            Some(Value::Array(list)) => list,
            Some(_) => return Err(format!("{name}: a list is expected")),
        };
        let entry = |(at, value): (usize, Value)| {
            serde_json::from_value(value).map_err(|error| format!("{name}[{at}]: {error}"))
        };
        list.into_iter().enumerate().map(entry).collect()
    }

    /// All that was not taken out.
    /// `Err` says what is wrong with it.
    pub fn rest<T: DeserializeOwned>(self) -> Result<T, String> {
        serde_json::from_value(Value::Object(self.0)).map_err(|error| error.to_string())
    }
}

/// The entries of a list by their keys.
/// Fails where two have the same key.
pub fn unique<K: Ord + Display + Clone, T>(
    name: &str,
    entries: Vec<T>,
    key: impl Fn(&T) -> K,
) -> Result<BTreeMap<K, T>, String> {
    let mut map = BTreeMap::new();
    for entry in entries {
        let key = key(&entry);
        if map.insert(key.clone(), entry).is_some() {
            return Err(format!("{name}: `{key}` is listed twice"));
        }
    }
    Ok(map)
}

/// Whether `value` is what a field has where nothing is written, so that a state file leaves it out.
pub fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The time in the field `name`.
/// Fails where it is none.
pub fn time(name: &str, text: &str) -> Result<Timestamp, String> {
    text.parse().map_err(|_| format!("{name}: `{text}` is no RFC 3339 time"))
}

/// The moment `now` on the clock of an emulator that began at `began`.
pub fn moment(began: Timestamp, now: Duration) -> Timestamp {
    let passed = SignedDuration::try_from(now).unwrap_or(SignedDuration::ZERO);
    began.checked_add(passed).unwrap_or(began)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_wrong_with_a_state_is_said_with_its_place() {
        let read = |value: Value| State::read(value, "acme");
        let list = |value: Value| read(json!({ "users": value })).and_then(|mut own| own.list::<u8>("users"));
        let none = "provider: this is the emulator of `acme`, not of `other`";
        assert_eq!(read(json!({ "provider": "other" })).err().as_deref(), Some(none));
        assert_eq!(list(json!([1, 2])), Ok(vec![1, 2]));
        assert_eq!(list(json!(null)), Ok(vec![]));
        assert_eq!(list(json!(7)), Err("users: a list is expected".into()));
        assert!(list(json!([1, "x"])).is_err_and(|text| text.starts_with("users[1]: ")));
        let twice = unique("users", vec!["a", "b", "a"], |own| (*own).to_owned());
        assert_eq!(twice, Err("users: `a` is listed twice".into()));
    }
}
