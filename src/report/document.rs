//! A plan document that was saved, read back as far as its proof goes, with a clear word about everything that
//! is not as the format says. Fields that nobody here knows are passed over.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::model::{
    self, Action, BecauseLine, Carrier, ChangeId, ChangeLine, Count, Document, Fields, FloorBound, PoolBound,
    Reason, StepId, StepLine,
};

/// Reads a document.
///
/// # Errors
/// What is wrong with its shape, each in a line.
pub fn document(document: &Value) -> Result<Document<'_>, Vec<String>> {
    let mut wrong = Vec::new();
    if let Some(version) = document.get("format_version").and_then(Value::as_str)
        && version.split('.').next() != Some("1")
    {
        wrong.push(format!("format_version {version} is not known here: this program reads 1.x"));
    }
    let changes = changes(document, &mut wrong);
    let steps = steps(document, &mut wrong);
    let pools: Vec<RawPool<'_>> = list(document, "pools", false, &mut wrong);
    let floors: Vec<RawFloor<'_>> = list(document, "floors", false, &mut wrong);
    let read = Document {
        changes,
        steps,
        pools: pools.into_iter().map(RawPool::line).collect(),
        floors: floors.into_iter().map(RawFloor::line).collect(),
        held: counts(document, "held", &mut wrong),
        untouched: counts(document, "untouched", &mut wrong),
        plan: None,
    };
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

#[derive(Deserialize)]
struct RawChange<'d> {
    id: &'d str,
    kind: &'d str,
    key: &'d str,
    action: &'d str,
}

fn changes<'d>(document: &'d Value, wrong: &mut Vec<String>) -> Vec<ChangeLine<'d>> {
    let before = wrong.len();
    let raw: Vec<RawChange<'_>> = list(document, "changes", true, wrong);
    if wrong.len() > before {
        return Vec::new();
    }
    let entries = document.get("changes").and_then(Value::as_array).into_iter().flatten();
    let read = raw.iter().zip(entries).filter_map(|(raw, entry)| match change(raw, entry) {
        Ok(change) => Some(change),
        Err(text) => {
            wrong.push(format!("the change {}: {text}", raw.id));
            None
        }
    });
    read.collect()
}

fn change<'d>(raw: &RawChange<'d>, entry: &'d Value) -> Result<ChangeLine<'d>, String> {
    let RawChange { id, kind, key, action } = *raw;
    let number = number('c', id).ok_or_else(|| format!("`{id}` is no number of a change, as `c1` is"))?;
    let action = match action {
        "create" => Action::Create,
        "update" => Action::Update,
        "delete" => Action::Delete,
        other => return Err(format!("`{other}` is no action: create, update or delete")),
    };
    let before = side(entry, "before")?;
    let after = side(entry, "after")?;
    // Of a change that does not say why, nobody is said to leave.
    let reason = entry.get("reason").and_then(|reason| Reason::deserialize(reason).ok());
    let leaves = action == Action::Delete && reason.is_some_and(Reason::is_leaving);
    Ok(ChangeLine { id: ChangeId(number), kind, key, action, before, after, leaves })
}

fn side<'d>(entry: &'d Value, name: &str) -> Result<Option<Fields<'d>>, String> {
    match entry.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(own)) => fields(own).map(Some),
        Some(_) => Err(format!("`{name}` is neither null nor what a resource holds")),
    }
}

fn fields(own: &Map<String, Value>) -> Result<Fields<'_>, String> {
    let read = own.iter().map(|(name, value)| match attribute(value) {
        Some(value) => Ok((name.as_str(), Cow::Owned(value))),
        None => Err(format!("`{name}` is neither a text, a flag, a whole number nor a list of texts")),
    });
    read.collect()
}

fn attribute(value: &Value) -> Option<model::Value> {
    match value {
        Value::String(text) => Some(model::Value::text(text.as_str())),
        Value::Bool(flag) => Some(model::Value::Flag(*flag)),
        Value::Number(number) => number.as_i64().map(model::Value::Number),
        Value::Array(texts) => {
            let texts: Option<Vec<&str>> = texts.iter().map(Value::as_str).collect();
            texts.map(model::Value::set)
        }
        Value::Null | Value::Object(_) => None,
    }
}

/// The number behind a letter: `s12`.
fn number(letter: char, id: &str) -> Option<u32> {
    id.strip_prefix(letter)?.parse().ok()
}

#[derive(Deserialize)]
struct RawStep<'d> {
    id: &'d str,
    #[serde(borrow)]
    changes: Vec<&'d str>,
    #[serde(borrow)]
    needs: Vec<&'d str>,
    #[serde(borrow)]
    parts: Option<Vec<Vec<&'d str>>>,
    executor: Option<&'d str>,
    #[serde(default, borrow)]
    because: Vec<RawBecause<'d>>,
}

#[derive(Deserialize)]
struct RawBecause<'d> {
    before: &'d str,
    #[serde(default)]
    read_back: bool,
    #[serde(borrow)]
    between: Option<(&'d str, &'d str)>,
    #[serde(default)]
    yields: bool,
}

fn steps(document: &Value, wrong: &mut Vec<String>) -> Vec<StepLine> {
    let raw: Vec<RawStep<'_>> = list(document, "steps", true, wrong);
    let mut steps = Vec::with_capacity(raw.len());
    for own in &raw {
        match step(own) {
            Ok(step) => steps.push(step),
            Err(text) => wrong.push(text),
        }
    }
    steps
}

fn step(raw: &RawStep<'_>) -> Result<StepLine, String> {
    let step_id = |id: &str| {
        let known = number('s', id).map(StepId);
        known.ok_or_else(|| format!("`{id}` is no number of a step, as `s1` is"))
    };
    let change_id = |id: &str| {
        let known = number('c', id).map(ChangeId);
        known.ok_or_else(|| format!("`{id}` is no number of a change, as `c1` is"))
    };
    let because = raw.because.iter().map(|own| {
        let first = own.between.map(|(first, _)| change_id(first)).transpose()?;
        Ok(BecauseLine { before: step_id(own.before)?, read_back: own.read_back, first, yields: own.yields })
    });
    let ids = |ids: &[&str]| ids.iter().map(|id| change_id(id)).collect::<Result<Vec<_>, String>>();
    let parts =
        raw.parts.as_ref().map(|parts| parts.iter().map(|part| ids(part)).collect::<Result<_, String>>());
    Ok(StepLine {
        id: step_id(raw.id)?,
        changes: ids(&raw.changes)?,
        needs: raw.needs.iter().map(|id| step_id(id)).collect::<Result<_, String>>()?,
        parts: parts.transpose()?,
        carrier: carrier(raw)?,
        because: because.collect::<Result<_, String>>()?,
    })
}

/// Who carries a step out. Of a step that does not say so the least is believed: a person may stop after any change.
fn carrier(raw: &RawStep<'_>) -> Result<Carrier, String> {
    match raw.executor {
        Some("api") => Ok(Carrier::Api),
        Some("exec") => Ok(Carrier::Exec),
        Some("manual") | None => Ok(Carrier::Manual),
        Some(other) => Err(format!("{}: `{other}` is no executor: api, manual or exec", raw.id)),
    }
}

#[derive(Deserialize)]
struct RawPool<'d> {
    pool: &'d str,
    capacity: u64,
    before: u64,
}

impl<'d> RawPool<'d> {
    fn line(self) -> PoolBound<'d> {
        let Self { pool, capacity, before } = self;
        PoolBound { pool, capacity, before }
    }
}

#[derive(Deserialize)]
struct RawFloor<'d> {
    floor: &'d str,
    least: u64,
    before: u64,
    after: u64,
    #[serde(default)]
    usual: bool,
}

impl<'d> RawFloor<'d> {
    fn line(self) -> FloorBound<'d> {
        let Self { floor, least, before, after, usual } = self;
        FloorBound { floor, least, before, after, usual }
    }
}

#[derive(Deserialize)]
struct RawCount<'d> {
    #[serde(alias = "pool")]
    what: &'d str,
    who: &'d str,
    #[serde(alias = "before")]
    count: u64,
}

fn counts<'d>(document: &'d Value, name: &str, wrong: &mut Vec<String>) -> Vec<Count<'d>> {
    let raw: Vec<RawCount<'_>> = list(document, name, false, wrong);
    raw.into_iter().map(|RawCount { what, who, count }| Count { what, who, count }).collect()
}

/// The entries of one list of the document; what cannot be read is reported by its place.
fn list<'d, T: Deserialize<'d>>(
    document: &'d Value,
    name: &str,
    needed: bool,
    wrong: &mut Vec<String>,
) -> Vec<T> {
    let entries = match document.get(name) {
        Some(Value::Array(entries)) => entries,
        None | Some(Value::Null) if !needed => return Vec::new(),
        None => {
            wrong.push(format!("there is no list `{name}`: this is no plan document"));
            return Vec::new();
        }
        Some(_) => {
            wrong.push(format!("`{name}` is not a list"));
            return Vec::new();
        }
    };
    let mut read = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        match T::deserialize(entry) {
            Ok(entry) => read.push(entry),
            Err(error) => wrong.push(format!("{name}[{at}]: {error}")),
        }
    }
    read
}
