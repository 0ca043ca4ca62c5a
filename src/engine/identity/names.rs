//! What a roster calls things, in the spelling in which they were seen: `NAME #ID` where one thing alone bears the name is
//! the same as the name, if the id is right, and so is a name in another case where case does not count.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Recognition;
use crate::engine::relations::references::{named_by, spoken_of, values};
use crate::model::{
    Addr, Attributes, Declared, Finding, Hold, Kind, KindSpec, Name, Named, Of, Place, Severity, Value,
    folded,
};

/// What a roster calls things of one kind, by the name that is meant.
type Renames = BTreeMap<String, String>;
/// What was seen, by its name in lower case.
type Spellings = BTreeMap<String, Arc<str>>;

impl Recognition<'_> {
    /// Spells each name of the roster as what was seen; a `NAME #ID` whose id is another's is refused.
    pub(super) fn names(&mut self) {
        for spec in self.catalogue.kinds {
            let Some(named) = spec.named else { continue };
            let mut renames = Renames::new();
            let spellings = if named.folds { self.spellings(spec.kind) } else { Spellings::new() };
            for (name, place) in self.named(spec, named) {
                match self.meant(spec, named, &name, &spellings) {
                    Ok(meant) if meant == name => {}
                    Ok(meant) => drop(renames.insert(name, meant)),
                    Err(text) => self.refuse_name(spec, &name, place, text),
                }
            }
            if !renames.is_empty() {
                self.respell(spec.kind, &renames);
            }
        }
    }

    /// How names were seen of a kind in which case does not count.
    fn spellings(&self, kind: Kind) -> Spellings {
        let live = self.observed.resources.keys().chain(self.observed.ambiguous.keys());
        let live = live.filter(|addr| addr.kind == kind);
        live.map(|addr| (folded(&addr.key).into_owned(), addr.key.clone())).collect()
    }

    /// All names of a kind that the roster says and that may be another name than what was seen.
    fn named(&self, spec: &KindSpec, named: Named) -> BTreeMap<String, Place> {
        let mut found = BTreeMap::new();
        let open = |name: &str| named.folds || name.contains(Named::MARK);
        let sides = self.desired.resources.iter().chain(&self.desired.gone);
        for (addr, declared) in sides.filter(|(addr, own)| named.folds || says_mark(addr, own)) {
            for (kind, name) in spoken_of(self.catalogue.spec(addr.kind), &addr.key, &declared.attributes) {
                if kind == spec.kind && open(&name) {
                    found.entry(name.into_owned()).or_insert(declared.place);
                }
            }
        }
        for (list, (place, _)) in &self.desired.closed {
            let own = self.catalogue.spec(list.kind);
            for (part, value) in list.by.iter().zip(values(own, list)) {
                if open(value) && named_by(own, part) == Some(spec.kind) {
                    found.entry(value.to_owned()).or_insert(*place);
                }
            }
        }
        found
    }

    /// What was seen under a name that may be `NAME #ID`; each part of a path alike.
    ///
    /// # Errors
    /// In words, where the name is another's.
    fn meant(
        &self,
        spec: &KindSpec,
        named: Named,
        name: &str,
        spellings: &Spellings,
    ) -> Result<String, String> {
        if let Some(seen) = spellings.get(&*folded(name)) {
            return Ok(seen.to_string());
        }
        if !spec.needs.iter().any(|need| need.of == Of::Parent) {
            return self.one_meant(spec, named, name);
        }
        let mut path = String::new();
        for part in name.split('/') {
            let own = if path.is_empty() { part.to_owned() } else { format!("{path}/{part}") };
            path = self.one_meant(spec, named, &own)?;
        }
        Ok(path)
    }

    fn one_meant(&self, spec: &KindSpec, named: Named, name: &str) -> Result<String, String> {
        let addr = |name: &str| Addr::new(spec.kind, name);
        let live = |name: &str| self.observed.resources.get(&addr(name));
        // A name that has the mark in it is a name like any other.
        let (Some((plain, id)), None, Some(attribute)) = (Named::apart(name), live(name), named.id) else {
            return Ok(name.to_owned());
        };
        let word = spec.kind.0.replace('_', " ");
        match live(plain).and_then(|own| own.text(attribute)) {
            Some(own) if own == id => Ok(plain.to_owned()),
            Some(own) => Err(format!("the {word} `{plain}` has the id {own}, and not {id}")),
            None if self.observed.ambiguous.contains_key(&addr(plain)) => {
                Err(format!("no {word} that is called `{plain}` has the id {id}"))
            }
            None => Ok(name.to_owned()),
        }
    }

    /// Refuses a name, and holds all that speaks of it.
    fn refuse_name(&mut self, spec: &KindSpec, name: &str, place: Place, text: String) {
        let hint = "write the id that the vendor shows, or the name alone where one thing bears it";
        let finding = Finding::new("R-030", Severity::Refuse, text).at(place).hint(hint);
        let finding = finding.about(Addr::new(spec.kind, name).to_string());
        let hold = Hold::of(&finding);
        let sides = self.desired.resources.iter().chain(&self.desired.gone);
        let speaks = |(addr, own): &(&Addr, &Declared)| {
            let mut all = spoken_of(self.catalogue.spec(addr.kind), &addr.key, &own.attributes);
            all.any(|(kind, said)| kind == spec.kind && said == name)
        };
        let held: BTreeSet<Addr> = sides.filter(speaks).map(|(addr, _)| addr.clone()).collect();
        for addr in held {
            self.held.entry(addr).or_insert_with(|| hold.clone());
        }
        self.findings.push(finding);
    }

    /// Says what is wanted by the names on the right.
    fn respell(&mut self, kind: Kind, renames: &Renames) {
        for side in [&mut self.desired.resources, &mut self.desired.gone] {
            for (addr, mut declared) in std::mem::take(side) {
                let spec = self.catalogue.spec(addr.kind);
                respell_attributes(spec, kind, &mut declared.attributes, renames);
                side.entry(respelled(spec, kind, addr, renames)).or_insert(declared);
            }
        }
        for (mut list, why) in std::mem::take(&mut self.desired.closed) {
            let spec = self.catalogue.spec(list.kind);
            list.value = joined(spec, kind, list.by.iter().copied().zip(values(spec, &list)), renames).into();
            self.desired.closed.entry(list).or_insert(why);
        }
        let rules =
            self.catalogue.kinds.iter().flat_map(|spec| spec.counts_for.iter().map(move |rule| (spec, rule)));
        for (_, rule) in
            rules.filter(|(spec, rule)| rule.by.and_then(|part| named_by(spec, part)) == Some(kind))
        {
            for (name, meant) in renames {
                if let Some(least) = self.desired.floors.remove(&rule.name(name)) {
                    self.desired.floors.entry(rule.name(meant)).or_insert(least);
                    if self.desired.usual.remove(&rule.name(name)) {
                        self.desired.usual.insert(rule.name(meant));
                    }
                }
            }
        }
    }
}

fn respelled(spec: &KindSpec, kind: Kind, addr: Addr, renames: &Renames) -> Addr {
    let parts = spec.key.iter().map(|part| (part.name, spec.part(&addr.key, part.name).unwrap_or_default()));
    Addr::new(addr.kind, joined(spec, kind, parts, renames))
}

/// A key of these parts, with those that name things of `kind` respelled.
fn joined<'p>(
    spec: &KindSpec,
    kind: Kind,
    parts: impl Iterator<Item = (Name, &'p str)>,
    renames: &'p Renames,
) -> String {
    let own = |(part, value)| match renames.get(value) {
        Some(meant) if named_by(spec, part) == Some(kind) => meant.as_str(),
        _ => value,
    };
    parts.map(own).collect::<Vec<&str>>().join("/")
}

/// Respells the attribute that names something of `kind`, and whatever repeats it.
fn respell_attributes(spec: &KindSpec, kind: Kind, own: &mut Attributes, renames: &Renames) {
    let names = spec.needs.iter().filter(|need| need.kind == kind);
    let names = names.filter_map(|need| if let Of::Attribute(name) = need.of { Some(name) } else { None });
    for name in names {
        let Some((said, meant)) = own.text(name).and_then(|said| renames.get_key_value(said)) else {
            continue;
        };
        let same = own.iter().filter(|(_, value)| value.as_text() == Some(said.as_str()));
        let same: Vec<Name> = same.map(|(name, _)| name).collect();
        same.into_iter().for_each(|name| own.set(name, Value::text(meant.as_str())));
    }
}

/// Whether anything of a declaration may be `NAME #ID`; most have none.
fn says_mark(addr: &Addr, declared: &Declared) -> bool {
    let marked = |value: &Value| value.as_text().is_some_and(|text| text.contains(Named::MARK));
    addr.key.contains(Named::MARK) || declared.attributes.iter().any(|(_, value)| marked(value))
}
