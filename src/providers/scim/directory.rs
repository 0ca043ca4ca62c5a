//! Which id the service knows a name by. Filled by what is read, kept up by what is written, so that a step needs no
//! listing to find its ids. Ids are never reused (S-01), so what is known stays true until it is gone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// The names and ids of one service, shared by reader and writer.
#[derive(Default)]
pub struct Directory(Mutex<Known>);

impl Directory {
    /// Looks something up or writes something down; `look` must not wait.
    pub fn with<R>(&self, look: impl FnOnce(&mut Known) -> R) -> R {
        // Every entry stands for itself, so nothing is torn where a holder panicked.
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What is known so far.
#[derive(Default)]
pub struct Known {
    /// User names in lower case and ids.
    pub users: Names,
    /// Group names in lower case that several groups have: nothing about these is written.
    pub doubled: BTreeSet<String>,
    /// Group names in lower case and ids.
    pub groups: Names,
}

/// Names and ids, both ways, one to one.
#[derive(Default)]
pub struct Names {
    ids: BTreeMap<Arc<str>, Arc<str>>,
    names: BTreeMap<Arc<str>, Arc<str>>,
}

impl Names {
    /// Writes a pair down in place of what either of the two stood for.
    pub fn put(&mut self, name: &str, id: &str) {
        self.forget_id(id);
        let (name, id): (Arc<str>, Arc<str>) = (name.to_lowercase().into(), id.into());
        if let Some(old) = self.ids.insert(Arc::clone(&name), Arc::clone(&id)) {
            self.names.remove(&old);
        }
        self.names.insert(id, name);
    }

    /// The id behind a name, whatever its case.
    pub fn id(&self, name: &str) -> Option<Arc<str>> {
        self.ids.get(&*name.to_lowercase()).cloned()
    }

    /// The name behind an id, in lower case.
    pub fn name(&self, id: &str) -> Option<Arc<str>> {
        self.names.get(id).cloned()
    }

    /// Forgets whoever has this id.
    pub fn forget_id(&mut self, id: &str) {
        if let Some(name) = self.names.remove(id) {
            self.ids.remove(&name);
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }
}
