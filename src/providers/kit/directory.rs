//! Which key a vendor knows a name by. Filled by what is read, kept up by what is written, so that a step needs no
//! listing to find its keys.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::composed;

/// What is known of one account, shared by reader and writer.
#[derive(Default)]
pub struct Directory<K>(Mutex<K>);

impl<K> Directory<K> {
    /// Looks something up or writes something down; `look` must not wait.
    pub fn with<R>(&self, look: impl FnOnce(&mut K) -> R) -> R {
        // Every entry stands for itself, so nothing is torn where a holder panicked.
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Names and keys, both ways, one to one. Names are found in whatever way their accents are composed.
#[derive(Default)]
pub struct Names {
    keys: BTreeMap<Arc<str>, Arc<str>>,
    names: BTreeMap<Arc<str>, Arc<str>>,
}

impl Names {
    /// Writes a pair down in place of what either of the two stood for; whether both were new.
    pub fn put(&mut self, name: impl Into<Arc<str>>, key: impl Into<Arc<str>>) -> bool {
        let (name, key) = (one_spelling(name.into()), key.into());
        let new = !self.keys.contains_key(&name) && !self.names.contains_key(&key);
        self.forget_name(&name);
        self.forget_key(&key);
        self.names.insert(Arc::clone(&key), Arc::clone(&name));
        self.keys.insert(name, key);
        new
    }

    /// Writes many pairs down, the same way.
    pub fn take_in(&mut self, others: Self) {
        if self.keys.is_empty() {
            *self = others;
            return;
        }
        for (name, key) in others.keys {
            self.put(name, key);
        }
    }

    /// The key behind a name.
    pub fn key(&self, name: &str) -> Option<Arc<str>> {
        self.keys.get(&*composed(name)).cloned()
    }

    /// The name of a key.
    pub fn name(&self, key: &str) -> Option<Arc<str>> {
        self.names.get(key).cloned()
    }

    /// The pairs, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.keys.iter()
    }

    /// Forgets a name and its key.
    pub fn forget_name(&mut self, name: &str) {
        if let Some(key) = self.keys.remove(&*composed(name)) {
            self.names.remove(&key);
        }
    }

    /// Forgets a key and its name.
    pub fn forget_key(&mut self, key: &str) {
        if let Some(name) = self.names.remove(key) {
            self.keys.remove(&name);
        }
    }

    /// How many pairs there are.
    pub fn pairs(&self) -> usize {
        self.keys.len()
    }
}

fn one_spelling(name: Arc<str>) -> Arc<str> {
    let other = if let Cow::Owned(other) = composed(&name) { Some(other) } else { None };
    other.map_or(name, Arc::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_keys_stay_one_to_one() {
        let mut names = Names::default();
        assert!(names.put("ana@x", "1"));
        assert!(!names.put("ana@y", "1"), "a renamed person is no new one");
        assert_eq!((names.key("ana@x"), names.key("ana@y").as_deref()), (None, Some("1")));
        assert!(!names.put("ana@y", "2"));
        assert_eq!((names.name("1"), names.name("2").as_deref(), names.pairs()), (None, Some("ana@y"), 1));
        names.forget_key("2");
        assert_eq!((names.key("ana@y"), names.pairs()), (None, 0));
    }
}
