//! A plan document as the prover reads it: by its own types, and with a clear word about everything that
//! is not as the format says. Fields that nobody here knows are passed over.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::resource::{self, Change};
use super::steps::{self, Step};
use crate::model::Catalogue;

/// What of a document bears on its safety.
pub struct Document<'d> {
    /// The changes, in the order of the document.
    pub changes: Vec<Change<'d>>,
    /// The steps, in the order of the document, which respects what they wait for.
    pub steps: Vec<Step<'d>>,
    /// The pools, by name.
    pub pools: BTreeMap<&'d str, Level>,
    /// The floors, by name.
    pub floors: BTreeMap<&'d str, Level>,
    /// How much each person held before, by pool and person.
    pub held: BTreeMap<(&'d str, &'d str), i64>,
    /// How much no change touches, by what is counted and by person.
    pub stays: BTreeMap<(&'d str, &'d str), i64>,
}

/// A bound, and how much there was before.
#[derive(Clone, Copy, Debug)]
pub struct Level {
    /// What must not be passed.
    pub bound: i64,
    /// What there was before.
    pub before: i64,
}

/// Reads a document.
///
/// # Errors
/// All that is wrong with it, each in a line.
pub fn read<'d>(document: &'d Value, catalogue: &'static Catalogue) -> Result<Document<'d>, Vec<String>> {
    let mut wrong = Vec::new();
    if let Some(version) = document.get("format_version").and_then(Value::as_str)
        && version.split('.').next() != Some("1")
    {
        wrong.push(format!("format_version {version} is not known here: this program reads 1.x"));
    }
    let changes = resource::read(document, catalogue, &mut wrong);
    let steps = steps::read(document, &changes, &mut wrong);
    let read = Document {
        changes,
        steps,
        pools: pools(list(document, "pools", false, &mut wrong), &mut wrong),
        floors: floors(list(document, "floors", false, &mut wrong), &mut wrong),
        held: counts(document, "held", &mut wrong),
        stays: counts(document, "stays", &mut wrong),
    };
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

/// A number of things, small enough to be added up.
#[derive(Deserialize, Clone, Copy)]
#[serde(try_from = "u64")]
struct Count(i64);

impl TryFrom<u64> for Count {
    type Error = &'static str;

    fn try_from(number: u64) -> Result<Self, Self::Error> {
        const MOST: i64 = 1_000_000_000_000;
        let number = i64::try_from(number).ok().filter(|number| *number <= MOST);
        number.map(Self).ok_or("a count beyond 10^12")
    }
}

#[derive(Deserialize)]
struct RawPool<'d> {
    pool: &'d str,
    capacity: Count,
    before: Count,
}

#[derive(Deserialize)]
struct RawFloor<'d> {
    floor: &'d str,
    least: Count,
    before: Count,
    after: Count,
}

#[derive(Deserialize)]
struct RawCount<'d> {
    #[serde(alias = "what")]
    pool: &'d str,
    who: &'d str,
    #[serde(alias = "count")]
    before: Count,
}

/// The entries of one list of the document; what cannot be read is told by its place.
pub fn list<'d, T: Deserialize<'d>>(
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

fn pools<'d>(raw: Vec<RawPool<'d>>, wrong: &mut Vec<String>) -> BTreeMap<&'d str, Level> {
    let mut found = BTreeMap::new();
    for RawPool { pool, capacity, before } in raw {
        // A bad start is not made worse, and need not be better.
        let level = Level { bound: capacity.0.max(before.0), before: before.0 };
        if found.insert(pool, level).is_some() {
            wrong.push(format!("the pool `{pool}` stands there twice"));
        }
    }
    found
}

fn floors<'d>(raw: Vec<RawFloor<'d>>, wrong: &mut Vec<String>) -> BTreeMap<&'d str, Level> {
    let mut found = BTreeMap::new();
    for RawFloor { floor, least, before, after } in raw {
        let level = Level { bound: least.0.min(before.0).min(after.0), before: before.0 };
        if found.insert(floor, level).is_some() {
            wrong.push(format!("the floor `{floor}` stands there twice"));
        }
    }
    found
}

fn counts<'d>(document: &'d Value, name: &str, wrong: &mut Vec<String>) -> BTreeMap<(&'d str, &'d str), i64> {
    let raw: Vec<RawCount<'_>> = list(document, name, false, wrong);
    let mut found = BTreeMap::new();
    for RawCount { pool, who, before } in raw {
        if found.insert((pool, who), before.0).is_some() {
            wrong.push(format!("`{name}` counts `{pool}` of `{who}` twice"));
        }
    }
    found
}
