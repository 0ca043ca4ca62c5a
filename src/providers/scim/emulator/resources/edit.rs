//! One operation on one attribute (RFC 7644 sections 3.5.2.1 to 3.5.2.3).

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::errors::{Refusal, ScimType, bad};
use super::super::query::filter::{Filter, Op, Term};
use super::super::query::matching::element_matches;
use super::super::query::target::Target;
use super::super::schema::Doc;
use super::super::schema::accept::{Reading, one_primary};
use super::super::schema::attr::{Attr, Mutability, Type};
use super::super::state::switches::Switches;

use ScimType::{InvalidValue, NoTarget};

/// What an operation does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Appends, or sets what is not there.
    Add,
    /// Takes away.
    Remove,
    /// Sets.
    Replace,
}

/// An operation's place, and how values are read.
#[derive(Clone, Copy, Debug)]
pub struct Edit<'a> {
    /// The attribute.
    pub target: Target,
    /// Which elements of it.
    pub filter: Option<&'a Filter>,
    /// How values are read.
    pub reading: Reading,
    /// How the server differs from the RFC.
    pub switches: &'a Switches,
}

impl Edit<'_> {
    /// Applies it to what holds the attribute.
    /// Refuses with 400 and the word that RFC 7644 table 9 has for it.
    pub fn apply(&self, act: Act, value: Option<&Value>, holder: &mut Doc) -> Result<(), Refusal> {
        let attr = self.target.attr;
        match (attr.many, self.filter, self.target.sub) {
            (false, _, None) => self.single(act, value, holder),
            (false, _, Some(sub)) => self.part(act, sub, value, holder),
            (true, None, None) => self.list(act, value, holder),
            (true, ..) => self.chosen(act, value, holder),
        }
    }

    fn read(&self, attr: &'static Attr, value: Option<&Value>) -> Result<Option<Value>, Refusal> {
        Ok(value.map(|value| self.reading.value(attr, value)).transpose()?.flatten())
    }

    fn single(&self, act: Act, value: Option<&Value>, holder: &mut Doc) -> Result<(), Refusal> {
        let attr = self.target.attr;
        let Some(mut value) = self.read(attr, value)? else { return remove(attr, holder) };
        // The parts of a reference belong together: half a new one is no mixture with the old one.
        if let (Type::Complex, Some(Value::Object(old))) = (attr.kind, holder.get(attr.name))
            && act != Act::Remove
            && attr.sub("$ref").is_none()
        {
            // Parts that are not named stay as they are.
            value = Value::Object(merged(old, &value));
        }
        set(attr, value, holder)
    }

    fn part(
        &self,
        act: Act,
        sub: &'static Attr,
        value: Option<&Value>,
        holder: &mut Doc,
    ) -> Result<(), Refusal> {
        let attr = self.target.attr;
        let mut whole = holder.get(attr.name).and_then(Value::as_object).cloned().unwrap_or_default();
        self.set_part(act, sub, value, &mut whole)?;
        match whole.is_empty() {
            true => remove(attr, holder),
            false => set(attr, Value::Object(whole), holder),
        }
    }

    fn set_part(
        &self,
        act: Act,
        sub: &'static Attr,
        value: Option<&Value>,
        whole: &mut Doc,
    ) -> Result<(), Refusal> {
        match self.read(sub, value.filter(|_| act != Act::Remove))? {
            Some(value) => set(sub, value, whole),
            None => remove(sub, whole),
        }
    }

    /// A list as a whole: add appends, replace sets, remove empties.
    fn list(&self, act: Act, value: Option<&Value>, holder: &mut Doc) -> Result<(), Refusal> {
        let attr = self.target.attr;
        let adds = attr.name == "members" && self.switches.replace_members_adds;
        let given: Vec<Value> = match value {
            None | Some(Value::Null) if !(adds && act == Act::Replace) => return remove(attr, holder),
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(list)) => self.reading.elements(attr, list)?,
            Some(one) => self.reading.element(attr, one)?.into_iter().collect(),
        };
        one_primary(attr, &given)?;
        let mut list = match act {
            Act::Replace if !adds => Vec::new(),
            _ => holder.get(attr.name).and_then(Value::as_array).cloned().unwrap_or_default(),
        };
        append(&mut list, given);
        keep(attr, list, holder)
    }

    /// Elements that a filter chooses, or a part of all of them.
    fn chosen(&self, act: Act, value: Option<&Value>, holder: &mut Doc) -> Result<(), Refusal> {
        let attr = self.target.attr;
        let mut list = holder.get(attr.name).and_then(Value::as_array).cloned().unwrap_or_default();
        let meant = |own: &Value| self.filter.is_none_or(|filter| element_matches(filter, attr, own));
        let chosen = list.iter().enumerate().filter(|(_, own)| meant(own));
        let chosen: Vec<usize> = chosen.map(|(at, _)| at).collect();
        if chosen.is_empty() {
            return self.nobody(act, value, list, holder);
        }
        if act == Act::Remove && self.target.sub.is_none() {
            let mut at = 0..;
            list.retain(|_| at.next().is_none_or(|at| !chosen.contains(&at)));
            return keep(attr, list, holder);
        }
        for (_, element) in list.iter_mut().enumerate().filter(|(at, _)| chosen.contains(at)) {
            self.change(act, value, element)?;
        }
        self.settle_primary(&chosen, &mut list)?;
        list.retain(|element| element != &json!({}));
        keep(attr, list, holder)
    }

    fn change(&self, act: Act, value: Option<&Value>, element: &mut Value) -> Result<(), Refusal> {
        let attr = self.target.attr;
        let mut own = element.as_object().cloned().unwrap_or_default();
        match self.target.sub {
            Some(sub) => self.set_part(act, sub, value, &mut own)?,
            None => {
                let given = value.map(|value| self.reading.element(attr, value)).transpose()?.flatten();
                let given = given.ok_or_else(|| bad(InvalidValue, "the value is empty"))?;
                check_immutable(attr, &own, &given)?;
                own = match (act, given) {
                    (Act::Replace, Value::Object(given)) => given,
                    (_, given) => merged(&own, &given),
                };
            }
        }
        *element = Value::Object(own);
        Ok(())
    }

    /// A filter that chooses nobody: 400 `noTarget` (S-31). Entra expects that an element is made.
    fn nobody(
        &self,
        act: Act,
        value: Option<&Value>,
        mut list: Vec<Value>,
        holder: &mut Doc,
    ) -> Result<(), Refusal> {
        let attr = self.target.attr;
        let removing = act == Act::Remove;
        if removing && (self.filter.is_none() || !self.switches.missing_target) {
            return Ok(());
        }
        if self.switches.entra && !removing {
            let mut element = Value::Object(self.filter.map(equalities).unwrap_or_default());
            self.change(Act::Add, value, &mut element)?;
            list.push(element);
            return keep(attr, list, holder);
        }
        Err(bad(NoTarget, format!("no element of {} is meant", attr.name)))
    }

    /// A new preferred element takes the place of the old one (S-11).
    fn settle_primary(&self, chosen: &[usize], list: &mut [Value]) -> Result<(), Refusal> {
        let written: Vec<Value> = chosen.iter().filter_map(|at| list.get(*at)).cloned().collect();
        one_primary(self.target.attr, &written)?;
        if written.iter().any(|element| element["primary"] == true) {
            let others = list.iter_mut().enumerate().filter(|(at, _)| !chosen.contains(at));
            others.for_each(|(_, element)| demote(element));
        }
        Ok(())
    }
}

/// What a filter of equalities says about an element that it would match.
fn equalities(filter: &Filter) -> Map<String, Value> {
    match filter {
        Filter::And(left, right) => {
            let mut both = equalities(left);
            both.extend(equalities(right));
            both
        }
        Filter::Term(Term::Compare(path, Op::Eq, value)) => {
            Map::from_iter([(path.name.clone(), value.clone())])
        }
        _ => Map::new(),
    }
}

fn demote(element: &mut Value) {
    if element["primary"] == true {
        element["primary"] = json!(false);
    }
}

/// Adds what is not there yet (S-29).
fn append(list: &mut Vec<Value>, given: Vec<Value>) {
    for element in given {
        if list.iter().any(|own| covers(own, &element)) {
            continue;
        }
        if element.get("primary") == Some(&Value::Bool(true)) {
            list.iter_mut().for_each(demote);
        }
        list.push(element);
    }
}

/// Whether `own` says all that `element` says. Members are the same where their identifiers are.
fn covers(own: &Value, element: &Value) -> bool {
    match (own.as_object(), element.as_object()) {
        (Some(own), Some(element)) => element.iter().all(|(name, value)| own.get(name) == Some(value)),
        _ => own == element,
    }
}

fn merged(old: &Doc, new: &Value) -> Doc {
    let mut merged = old.clone();
    merged.extend(new.as_object().cloned().unwrap_or_default());
    merged
}

fn keep(attr: &Attr, list: Vec<Value>, holder: &mut Doc) -> Result<(), Refusal> {
    if list.is_empty() {
        return remove(attr, holder);
    }
    holder.insert(attr.name.into(), Value::Array(list));
    Ok(())
}

fn set(attr: &Attr, value: Value, holder: &mut Doc) -> Result<(), Refusal> {
    let old = holder.get(attr.name);
    if attr.mutability == Mutability::Immutable && old.is_some_and(|old| *old != value) {
        return Err(bad(ScimType::Mutability, format!("{} cannot be changed", attr.name)));
    }
    holder.insert(attr.name.into(), value);
    Ok(())
}

fn remove(attr: &Attr, holder: &mut Doc) -> Result<(), Refusal> {
    let there = holder.contains_key(attr.name);
    if attr.required || (attr.mutability == Mutability::Immutable && there) {
        return Err(bad(ScimType::Mutability, format!("{} cannot be taken away", attr.name)));
    }
    holder.shift_remove(attr.name);
    Ok(())
}

/// A member is added or removed, never edited (S-08).
fn check_immutable(attr: &Attr, own: &Doc, given: &Value) -> Result<(), Refusal> {
    let edited = attr.subs.iter().filter(|sub| sub.mutability == Mutability::Immutable).find(|sub| {
        given.get(sub.name).is_some_and(|value| own.get(sub.name).is_some_and(|own| own != value))
    });
    match edited {
        Some(sub) => Err(bad(ScimType::Mutability, format!("{}.{} cannot be changed", attr.name, sub.name))),
        None => Ok(()),
    }
}
