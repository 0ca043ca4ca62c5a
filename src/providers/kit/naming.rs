//! The one way from what a vendor calls things to what they are called here. A name is a key only where one thing bears
//! it; each of several is `NAME #ID`, so that nothing that is known of one is taken for the other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Addr, Kind, Named, Observation, folded, told_name};

/// Whether the vendor tells two names apart that differ in case only.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Case {
    /// They are two names.
    Counts,
    /// They are one name.
    Folds,
}

impl Case {
    /// A name as it is compared.
    pub fn spell(self, name: &str) -> String {
        match self {
            Self::Counts => told_name(name).into_owned(),
            Self::Folds => folded(name).into_owned(),
        }
    }
}

/// What each of several things is called.
#[derive(Debug, Default)]
pub struct Keys {
    /// In the order of the rows.
    pub all: Vec<Arc<str>>,
    /// The names that several bear, and what these are called.
    pub twins: BTreeMap<Arc<str>, Vec<Arc<str>>>,
}

impl Keys {
    /// Calls each row (name and id) by its name, and by `NAME #ID` where others bear the name as well.
    pub fn of<'r>(rows: impl IntoIterator<Item = (&'r str, &'r str)>, case: Case) -> Self {
        let rows: Vec<(String, &str)> =
            rows.into_iter().map(|(name, id)| (told_name(name).into_owned(), id)).collect();
        let mut keys =
            Self { all: rows.iter().map(|(name, _)| name.as_str().into()).collect(), ..Self::default() };
        // What is called `NAME #ID` may meet a name that reads the same: that one is told apart then, too.
        while keys.tell_apart(&rows, case) {}
        keys
    }

    /// Gives those a longer name that share one; whether there were any.
    fn tell_apart(&mut self, rows: &[(String, &str)], case: Case) -> bool {
        let mut bearers: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (key, (_, id)) in self.all.iter().zip(rows) {
            bearers.entry(case.spell(key)).or_default().insert(id);
        }
        let mut found = false;
        let mut twins: BTreeMap<String, (Arc<str>, Vec<Arc<str>>)> = BTreeMap::new();
        for (key, (name, id)) in self.all.iter_mut().zip(rows) {
            let spelled = case.spell(key);
            let shared = bearers.get(&spelled).is_some_and(|ids| ids.len() > 1);
            if !shared && !key.is_empty() {
                continue;
            }
            let plain = Arc::clone(key);
            if **key == **name {
                *key = Named::one_of(name, id).trim().into();
                found = true;
            }
            if shared {
                twins.entry(spelled).or_insert_with(|| (plain, Vec::new())).1.push(Arc::clone(key));
            }
        }
        self.twins.extend(twins.into_values());
        found
    }

    /// Says of a reading which names of a kind stand for none of several.
    pub fn mark(&self, kind: Kind, seen: &mut Observation) {
        for (name, keys) in &self.twins {
            seen.ambiguous.insert(Addr::new(kind, Arc::clone(name)), keys.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(case: Case, rows: &[(&str, &str)], all: &[&str], twins: &[(&str, &[&str])]) {
        let keys = Keys::of(rows.iter().copied(), case);
        assert_eq!(keys.all.iter().map(|key| &**key).collect::<Vec<_>>(), all);
        let found: Vec<(&str, Vec<&str>)> = keys
            .twins
            .iter()
            .map(|(name, keys)| (&**name, keys.iter().map(|key| &**key).collect()))
            .collect();
        let wanted: Vec<(&str, Vec<&str>)> =
            twins.iter().map(|(name, keys)| (*name, keys.to_vec())).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_name_is_a_key_only_where_one_thing_bears_it() {
        use Case::{Counts, Folds};
        check(Counts, &[("a", "1"), ("b", "2")], &["a", "b"], &[]);
        check(
            Counts,
            &[("a", "1"), ("a ", "2"), ("b", "3")],
            &["a #1", "a #2", "b"],
            &[("a", &["a #1", "a #2"])],
        );
        check(Counts, &[("a", "1"), ("A", "2")], &["a", "A"], &[]);
        check(Folds, &[("a", "1"), ("A", "2")], &["a #1", "A #2"], &[("a", &["a #1", "A #2"])]);
        check(
            Counts,
            &[("B\u{fc}", "1"), ("Bu\u{308}", "2")],
            &["B\u{fc} #1", "B\u{fc} #2"],
            &[("B\u{fc}", &["B\u{fc} #1", "B\u{fc} #2"])],
        );
        check(Counts, &[("a", "1"), ("a", "1")], &["a", "a"], &[]);
        check(Counts, &[("", "5")], &["#5"], &[]);
    }

    #[test]
    fn a_name_that_has_the_mark_in_it_is_a_name() {
        check(Case::Counts, &[("Team #5", "1"), ("Team", "5")], &["Team #5", "Team"], &[]);
        check(
            Case::Counts,
            &[("a", "1"), ("a", "2"), ("a #1", "3")],
            &["a #1", "a #2", "a #1 #3"],
            &[("a", &["a #1", "a #2"]), ("a #1", &["a #1", "a #1 #3"])],
        );
    }
}
