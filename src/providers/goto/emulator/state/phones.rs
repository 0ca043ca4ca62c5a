//! Extensions: one number space for people, queues and everything else (G-803, G-804).

use std::collections::{BTreeMap, BTreeSet};

use super::file::ExtensionKind;
use super::key::Key;
use crate::wire::emulator::uuid;

/// The first number that is handed out.
const FIRST: u32 = 1000;
/// The last one: six digits.
const LAST: u32 = 999_999;

/// An extension.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Extension {
    pub id: String,
    pub number: String,
    pub name: String,
    pub kind: ExtensionKind,
    pub primary: Option<Key>,
    pub secondary: BTreeSet<Key>,
    pub omit_from_directories: bool,
    pub omit_from_auto_attendants: bool,
    pub shared_appearance: bool,
}

/// The id of the extension that is made with `number`.
pub fn usual_id(account: &Key, number: &str) -> String {
    uuid(&["extension", account.as_str(), number])
}

/// Whether `number` can be an extension's (G-803).
pub fn is_number(number: &str) -> bool {
    (3..=6).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// All extensions, with what is looked up about them.
#[derive(Clone, Default)]
pub struct Phones {
    by_id: BTreeMap<String, Extension>,
    by_number: BTreeMap<String, String>,
    primary: BTreeMap<Key, String>,
    secondary: BTreeMap<Key, BTreeSet<String>>,
    /// Below this number none is free.
    next: u32,
}

impl Phones {
    /// The extension with this id.
    pub fn get(&self, id: &str) -> Option<&Extension> {
        self.by_id.get(id)
    }

    /// The extension with this number.
    pub fn by_number(&self, number: &str) -> Option<&Extension> {
        self.by_id.get(self.by_number.get(number)?)
    }

    /// The primary extension of a person.
    pub fn primary_of(&self, user: &Key) -> Option<&Extension> {
        self.by_id.get(self.primary.get(user)?)
    }

    /// The further extensions of a person.
    pub fn secondary_of(&self, user: &Key) -> impl Iterator<Item = &Extension> {
        self.secondary.get(user).into_iter().flatten().filter_map(|id| self.by_id.get(id))
    }

    /// All with an id greater than `after`, by id.
    pub fn after(&self, after: Option<&str>) -> impl Iterator<Item = &Extension> {
        use std::ops::Bound::{Excluded, Unbounded};
        let from = after.map_or(Unbounded, Excluded);
        self.by_id.range::<str, _>((from, Unbounded)).map(|(_, extension)| extension)
    }

    /// The smallest number that is free; `None` where all six digits are used up.
    pub fn free_number(&mut self) -> Option<String> {
        let from = self.next.max(FIRST);
        let free = (from..=LAST).find(|number| !self.by_number.contains_key(&number.to_string()))?;
        self.next = free;
        Some(free.to_string())
    }

    /// Puts `extension` in, in the place of the one with the same id.
    pub fn set(&mut self, extension: Extension) {
        self.remove(&extension.id.clone());
        let id = extension.id.clone();
        self.by_number.insert(extension.number.clone(), id.clone());
        if let Some(user) = &extension.primary {
            self.primary.insert(user.clone(), id.clone());
        }
        for user in &extension.secondary {
            self.secondary.entry(user.clone()).or_default().insert(id.clone());
        }
        self.by_id.insert(id, extension);
    }

    /// Takes the extension out.
    pub fn remove(&mut self, id: &str) -> Option<Extension> {
        let extension = self.by_id.remove(id)?;
        self.by_number.remove(&extension.number);
        if let Ok(number) = extension.number.parse() {
            self.next = self.next.min(number);
        }
        if let Some(user) = &extension.primary {
            self.primary.remove(user);
        }
        for user in &extension.secondary {
            self.secondary.get_mut(user).map(|ids| ids.remove(id));
        }
        Some(extension)
    }

    /// Takes a person off all extensions; the extensions stay (row 19).
    pub fn release(&mut self, user: &Key) {
        let own = self.primary.get(user).into_iter().cloned();
        let further = self.secondary.get(user).into_iter().flatten().cloned();
        let ids: Vec<String> = own.chain(further).collect();
        for id in ids {
            let Some(mut extension) = self.by_id.get(&id).cloned() else { continue };
            extension.secondary.remove(user);
            extension.primary = extension.primary.filter(|primary| primary != user);
            self.set(extension);
        }
    }
}
