//! A tenant as this harness sees it: facts, each a kind and a key with a value. It knows no code of the program.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// What a fact is about: its kind and its key, such as `license` and `ana@x.example/Voice`.
pub type Fact = (&'static str, String);

/// All that a tenant holds.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Facts {
    /// The facts with their values.
    pub all: BTreeMap<Fact, String>,
    /// Natural keys that two live things have.
    pub twice: BTreeSet<String>,
}

impl Facts {
    /// Notes a fact; a second one of the same kind and key is noted as made twice.
    pub fn put(&mut self, kind: &'static str, key: impl Into<String>, value: impl Into<String>) {
        let key = key.into();
        if self.all.contains_key(&(kind, key.clone())) {
            self.twice.insert(format!("{kind} {key}"));
        }
        self.all.insert((kind, key), value.into());
    }

    /// Notes a fact without a value, where it is there.
    pub fn mark(&mut self, kind: &'static str, key: &str, there: bool) {
        self.tell(kind, key, there.then_some(""));
    }

    /// Notes a fact that has a value.
    pub fn tell(&mut self, kind: &'static str, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.put(kind, key, value);
        }
    }

    /// The value of a fact.
    pub fn get(&self, kind: &'static str, key: &str) -> Option<&str> {
        self.all.get(&(kind, key.to_owned())).map(String::as_str)
    }

    /// Whether there is such a fact.
    pub fn has(&self, kind: &'static str, key: &str) -> bool {
        self.get(kind, key).is_some()
    }

    /// The facts of a kind.
    pub fn of<'f>(&'f self, kind: &'static str) -> impl Iterator<Item = (&'f str, &'f str)> + use<'f> {
        let from = (kind, String::new());
        let own = self.all.range(from..).take_while(move |((own, _), _)| *own == kind);
        own.map(|((_, key), value)| (key.as_str(), value.as_str()))
    }

    /// The people whom a vendor's facts are about.
    pub fn people(&self) -> impl Iterator<Item = &str> {
        self.of("user").map(|(email, _)| email)
    }

    /// The facts that the two sides do not have alike.
    pub fn differing(&self, other: &Self) -> BTreeSet<Fact> {
        let keys = self.all.keys().chain(other.all.keys());
        keys.filter(|fact| self.all.get(*fact) != other.all.get(*fact)).cloned().collect()
    }
}

/// Whose fact it is: the part of the key that is an address.
pub fn person(key: &str) -> &str {
    key.split('/').find(|part| part.contains('@')).unwrap_or_default()
}

/// The part of a key before the address: a queue, a group, a skill.
pub fn held(key: &str) -> &str {
    let who = person(key);
    key.split_once(who).map_or(key, |(before, _)| before.trim_end_matches('/'))
}

/// The entries of a list in a state.
pub fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

/// The text of a field; empty where there is none.
pub fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

/// The texts of a list, or of the one text that stands in its place.
pub fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(one) => vec![one.as_str()],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The entries of a map.
pub fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}
