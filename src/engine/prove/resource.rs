//! The changes of a document: what each is about and what it makes of it.

use std::collections::BTreeMap;

use crate::engine::relations::number::{Table, number};
use crate::model::{
    Action, Catalogue, ChangeId, ChangeLine, Fields, FloorRule, KindSpec, Name, Need, Of, Ownership, Value,
};

number! {
    /// The number of a change within a document, in its order.
    ChangeLineNo
}

/// One resource that differs.
pub struct Change<'d> {
    /// Its number.
    pub id: ChangeId,
    /// What the catalogue says of its kind.
    pub spec: &'static KindSpec,
    /// Its key.
    pub key: &'d str,
    /// What happens to it.
    pub action: Action,
    /// What was seen; of an update, what changes.
    pub before: Option<&'d Fields<'d>>,
    /// What is wanted; of an update, what changes.
    pub after: Option<&'d Fields<'d>>,
    /// Whether it takes away what somebody has who leaves.
    pub leaves: bool,
}

/// The changes of a document, each with its row of the rule book.
pub fn read<'d>(
    lines: &'d [ChangeLine<'d>],
    catalogue: &'static Catalogue,
    wrong: &mut Vec<String>,
) -> Table<ChangeLineNo, Change<'d>> {
    let read = lines.iter().filter_map(|line| match change(line, catalogue) {
        Ok(change) => Some(change),
        Err(text) => {
            wrong.push(format!("the change {}: {text}", line.id));
            None
        }
    });
    let changes: Table<_, _> = read.collect();
    twins(changes.rows(), wrong);
    changes
}

fn change<'d>(line: &'d ChangeLine<'d>, catalogue: &'static Catalogue) -> Result<Change<'d>, String> {
    let ChangeLine { id, kind, key, action, before, after, leaves } = line;
    let spec = catalogue.kinds.iter().find(|spec| spec.kind.0 == *kind);
    let spec = spec.ok_or_else(|| format!("the provider has no kind `{kind}`"))?;
    if spec.ownership == Ownership::Referred {
        return Err(format!("`{kind}` is only referred to and never changed"));
    }
    if let Some(part) = spec.key.iter().find(|part| spec.part(key, part.name).is_none()) {
        return Err(format!("its key `{key}` has no part `{}`", part.name));
    }
    let before = side("before", before.as_ref(), *action != Action::Create)?;
    let after = side("after", after.as_ref(), *action != Action::Delete)?;
    let leaves = *leaves && *action == Action::Delete && spec.part(key, catalogue.subject).is_some();
    Ok(Change { id: *id, spec, key, action: *action, before, after, leaves })
}

fn side<'d>(name: &str, own: Option<&'d Fields<'d>>, needed: bool) -> Result<Option<&'d Fields<'d>>, String> {
    match (own, needed) {
        (None, true) => Err(format!("`{name}` must say what it holds, `{{}}` at least")),
        (Some(_), false) => Err(format!("`{name}` must be null where there is nothing")),
        _ => Ok(own),
    }
}

fn twins(changes: &[Change<'_>], wrong: &mut Vec<String>) {
    let mut ids = BTreeMap::new();
    let mut about = BTreeMap::new();
    for change in changes {
        if ids.insert(change.id, ()).is_some() {
            wrong.push(format!("two changes are called {}", change.id));
        }
        if let Some(first) = about.insert((change.spec.kind, change.key), change.id) {
            wrong
                .push(format!("{first} and {} both change `{} {}`", change.id, change.spec.kind, change.key));
        }
    }
}

impl<'d> Change<'d> {
    /// A part of its key.
    pub fn part(&self, name: &str) -> Option<&'d str> {
        self.spec.part(self.key, name)
    }

    /// What it has of `name`: the key part, or where there is none the texts of the attribute before and after.
    pub fn having(&self, name: &str) -> Vec<&'d str> {
        if let Some(part) = self.part(name) {
            return vec![part];
        }
        let sides = [self.before, self.after].into_iter().flatten();
        let mut texts: Vec<&str> = sides.filter_map(|own| own.get(name)?.as_text()).collect();
        texts.dedup();
        texts
    }

    /// Whether it stays what it was in all respects but its attributes.
    pub fn is_update(&self) -> bool {
        self.action == Action::Update
    }

    /// What it is about, in words.
    pub fn name(&self) -> String {
        format!("{} {}", self.spec.kind, self.key)
    }

    /// Whether it brings something that holds `having`.
    pub fn brings(&self, having: Option<(Name, &str)>) -> bool {
        self.action == Action::Create && self.after.is_some_and(|own| has(own, having))
    }

    /// Whether it takes away something that holds `having`.
    pub fn takes_away(&self, having: Option<(Name, &str)>) -> bool {
        self.action == Action::Delete && self.before.is_some_and(|own| has(own, having))
    }

    /// The keys of what is needed after (or, by `before`, of what was needed), by needs that name just one.
    /// Of an update only what hangs on an attribute.
    pub fn needed(&self, side: Option<&'d Fields<'d>>) -> Vec<(&'static Need, String)> {
        let Some(own) = side else { return Vec::new() };
        let needs = self.spec.needs.iter();
        let found = needs.filter_map(|need| {
            let key = match need.of {
                Of::Attribute(name) => own.get(name)?.as_text()?.to_owned(),
                Of::Any { .. } => return None,
                _ if self.is_update() => return None,
                Of::Key(parts) => self.spec.parts(self.key, parts)?,
                Of::Parent => self.key.rsplit_once('/')?.0.to_owned(),
            };
            Some((need, key))
        });
        found.collect()
    }

    /// What the change does to the floor that `keep` speaks of: the floor's name, and one more or one less.
    /// Where the document leaves out what decides, a loss counts and a gain does not.
    pub fn keeps(&self, keep: &FloorRule) -> Option<(String, i64)> {
        let name = match keep.by {
            Some(part) => format!("{} {}", keep.floor, self.part(part)?),
            None => keep.floor.to_owned(),
        };
        let counts = |side: Option<&Fields<'_>>, unsure: bool| {
            let Some(own) = side else { return false };
            keep.when.iter().all(|(name, text)| match self.value(own, name) {
                Some(value) => value.holds(text),
                None => unsure && self.is_update(),
            })
        };
        let touched = |(name, _): &(Name, &str)| {
            let at = |side: Option<&'d Fields<'d>>| side.and_then(|own| own.get(name));
            at(self.before) != at(self.after)
        };
        if self.is_update() && !keep.when.iter().any(touched) {
            return None;
        }
        match (counts(self.before, true), counts(self.after, false)) {
            (true, false) => Some((name, -1)),
            (false, true) => Some((name, 1)),
            _ => None,
        }
    }

    /// A key part, or what an attribute is on one side.
    fn value(&self, own: &Fields<'_>, name: &str) -> Option<Value> {
        match self.spec.key.iter().any(|part| part.name == name) {
            true => self.part(name).map(Value::text),
            false => own.get(name).cloned(),
        }
    }
}

/// Whether a resource holds `having`, where anything is asked for.
pub fn has(own: &Fields<'_>, having: Option<(Name, &str)>) -> bool {
    having.is_none_or(|(name, text)| own.get(name).is_some_and(|value| value.holds(text)))
}
