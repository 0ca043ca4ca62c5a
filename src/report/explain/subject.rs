//! From what somebody typed to what it means.

use std::collections::BTreeSet;

use super::{Matter, Subject, Unknown};
use crate::model::{Addr, ChangeId, KindSpec, Name, Of, StepId, nearest};

/// What `words` mean: `step s7`, `ana@x` (everything about her), `ana@x license/NAME queue/NAME`, or an address
/// such as `queue_member support-calls/ana@x/agent`.
///
/// # Errors
/// Where nothing of that name is known, with what was probably meant.
pub fn subject(matter: &Matter<'_>, words: &[String]) -> Result<Subject, Unknown> {
    let words: Vec<&str> = words.iter().flat_map(|word| word.split_whitespace()).collect();
    let Some((first, rest)) = words.split_first() else {
        return Err(unknown("nothing is asked about", Some("name a person, an address, or a step".into())));
    };
    match rest {
        [number] if *first == "step" => return step(matter, number),
        [] if numbered(first, 's').is_some() => return step(matter, first),
        [] if numbered(first, 'c').is_some() => return change(matter, first),
        [number] if *first == "change" => return change(matter, number),
        _ => {}
    }
    if first.contains('@') && !first.contains('/') {
        return of_person(matter, first, &selectors(matter, rest)?);
    }
    let (kind, key) = match first.split_once('/') {
        Some((kind, key)) => (kind, [&[key], rest].concat().join(" ")),
        None => (*first, rest.join(" ")),
    };
    address(matter, kind, &key)
}

fn unknown(text: impl Into<String>, hint: Option<String>) -> Unknown {
    Unknown { text: text.into(), hint }
}

fn meant(near: Option<&str>) -> Option<String> {
    near.map(|name| format!("did you mean `{name}`?"))
}

/// The number in `s7` or `7`.
fn numbered(text: &str, letter: char) -> Option<u32> {
    text.strip_prefix(letter)?.parse().ok()
}

fn step(matter: &Matter<'_>, text: &str) -> Result<Subject, Unknown> {
    let number = numbered(text, 's').or_else(|| text.parse().ok());
    let found = number.map(StepId).filter(|id| matter.plan.steps.iter().any(|step| step.id == *id));
    found.map(Subject::Step).ok_or_else(|| {
        let hint = match (matter.plan.steps.first(), matter.plan.steps.last()) {
            (Some(first), Some(last)) => format!("the plan has the steps {} to {}", first.id, last.id),
            _ => "the plan has no steps: nothing is to be done".to_owned(),
        };
        unknown(format!("no step is called `{text}`"), Some(hint))
    })
}

fn change(matter: &Matter<'_>, text: &str) -> Result<Subject, Unknown> {
    let id = numbered(text, 'c').or_else(|| text.parse().ok()).map(ChangeId);
    let withheld = matter.plan.withheld.iter().map(|one| &one.change);
    let mut all = matter.plan.changes.iter().chain(withheld);
    match all.find(|change| Some(change.id) == id) {
        Some(change) => Ok(Subject::Resources(vec![change.addr.clone()])),
        None => Err(unknown(format!("no change is called `{text}`"), None)),
    }
}

/// The key part by which everything belongs to somebody.
fn owner(matter: &Matter<'_>) -> Name {
    matter.catalogue.subject
}

fn has_part(spec: &KindSpec, name: &str) -> bool {
    spec.key.iter().any(|part| part.name == name)
}

/// Words that belong together: a selector begins with the name of a kind, the rest of a name may have spaces.
fn selectors(matter: &Matter<'_>, words: &[&str]) -> Result<Vec<String>, Unknown> {
    let mut found: Vec<String> = Vec::new();
    for word in words {
        let kind = word.split('/').next().unwrap_or_default();
        match found.last_mut() {
            _ if kind_of(matter, kind).is_some() => found.push((*word).to_owned()),
            Some(last) => *last = format!("{last} {word}"),
            None => {
                let names = selectable(matter);
                let hint = meant(nearest(kind, names.iter().copied()));
                let hint = hint.or_else(|| Some(format!("kinds: {}", names.join(", "))));
                return Err(unknown(format!("no kind is called `{kind}`"), hint));
            }
        }
    }
    Ok(found)
}

/// The names that [`kind_of`] knows.
fn selectable(matter: &Matter<'_>) -> Vec<&'static str> {
    let by = owner(matter);
    let names = matter.catalogue.kinds.iter().map(|spec| spec.kind.0);
    names.filter(|name| kind_of(matter, name).is_some_and(|spec| has_part(spec, by))).collect()
}

/// The kind of resources of a person that `word` means: `license`, `licenses`, or `queue` for what puts
/// somebody into a queue.
fn kind_of(matter: &Matter<'_>, word: &str) -> Option<&'static KindSpec> {
    let by = owner(matter);
    let named = matter.catalogue.named(word).filter(|spec| has_part(spec, by));
    named.or_else(|| {
        let mut own = matter.catalogue.kinds.iter().filter(|spec| has_part(spec, by));
        own.find(|spec| {
            let names = |kind: &str| {
                let needs = spec.needs.iter().filter(|need| need.kind.0 == kind);
                needs.into_iter().any(|need| matches!(need.of, Of::Key(parts) if !parts.contains(&by)))
            };
            names(word)
        })
    })
}

/// The person as the resources spell them.
fn person(matter: &Matter<'_>, name: &str) -> Result<String, Unknown> {
    let by = owner(matter);
    let mut people: BTreeSet<&str> = BTreeSet::new();
    for spec in matter.catalogue.kinds.iter().filter(|spec| has_part(spec, by)) {
        people.extend(matter.known(spec.kind).into_iter().filter_map(|addr| spec.part(&addr.key, by)));
    }
    let own = name.to_lowercase();
    match people.iter().find(|known| known.to_lowercase() == own) {
        Some(found) => Ok((*found).to_owned()),
        None => {
            let text = format!("nobody called `{name}` is live or declared");
            Err(unknown(text, meant(nearest(name, people.iter().copied()))))
        }
    }
}

fn of_person(matter: &Matter<'_>, name: &str, selectors: &[String]) -> Result<Subject, Unknown> {
    let (who, by) = (person(matter, name)?, owner(matter));
    let mut found = Vec::new();
    if selectors.is_empty() {
        for spec in matter.catalogue.kinds.iter().filter(|spec| has_part(spec, by)) {
            found.extend(held(matter, spec, &who, ""));
        }
        return Ok(Subject::Resources(found));
    }
    for selector in selectors {
        let (word, rest) = selector.split_once('/').unwrap_or((selector, ""));
        let Some(spec) = kind_of(matter, word) else { continue };
        let mut own = held(matter, spec, &who, rest);
        if own.is_empty() {
            own = possible(matter, spec, &who, rest)?;
        }
        if own.is_empty() && found.is_empty() && selectors.len() == 1 {
            let plural = spec.plural;
            return Ok(Subject::Nothing(format!("`{who}` has no {plural}, and the roster declares none")));
        }
        found.extend(own);
    }
    Ok(Subject::Resources(found))
}

/// The key of a resource without the part that says whose it is.
fn remainder(spec: &KindSpec, key: &str, by: Name) -> String {
    let parts = spec.key.iter().filter(|part| part.name != by);
    let values: Vec<&str> = parts.filter_map(|part| spec.part(key, part.name)).collect();
    values.join("/")
}

/// What is known of a person's resources of a kind, all or those that `rest` names or begins.
fn held(matter: &Matter<'_>, spec: &'static KindSpec, who: &str, rest: &str) -> Vec<Addr> {
    let by = owner(matter);
    let own = matter.known(spec.kind).into_iter().filter(|addr| spec.part(&addr.key, by) == Some(who));
    let own: Vec<(&Addr, String)> = own.map(|addr| (addr, remainder(spec, &addr.key, by))).collect();
    let exactly = |name: &String| rest.is_empty() || name == rest || name.starts_with(&format!("{rest}/"));
    let begins = |name: &String| name.starts_with(rest.trim_end_matches('…'));
    let mut found: Vec<&Addr> = own.iter().filter(|(_, name)| exactly(name)).map(|(addr, _)| *addr).collect();
    if found.is_empty() {
        found = own.iter().filter(|(_, name)| begins(name)).map(|(addr, _)| *addr).collect();
    }
    found.into_iter().cloned().collect()
}

/// The addresses that `rest` would have, where nobody knows of them: why somebody lacks something.
fn possible(
    matter: &Matter<'_>,
    spec: &'static KindSpec,
    who: &str,
    rest: &str,
) -> Result<Vec<Addr>, Unknown> {
    let by = owner(matter);
    let others: Vec<Name> = spec.key.iter().map(|part| part.name).filter(|name| *name != by).collect();
    let values: Vec<Vec<String>> = match (others.as_slice(), rest) {
        ([], _) => vec![Vec::new()],
        (_, "") => Vec::new(),
        ([_], _) => vec![vec![rest.to_owned()]],
        ([_, last], _) => two_parts(matter, spec, last, rest),
        _ => Vec::new(),
    };
    let key = |values: &Vec<String>| {
        let mut values = values.iter().map(String::as_str);
        let parts = spec.key.iter().map(|part| if part.name == by { Some(who) } else { values.next() });
        parts.map(Option::unwrap_or_default).collect::<Vec<_>>().join("/")
    };
    let found: Vec<Addr> = values.iter().map(|values| Addr::new(spec.kind, key(values))).collect();
    found.iter().try_for_each(|addr| needed_things(matter, spec, addr))?;
    Ok(found)
}

/// `support-calls/agent`, or `support-calls` with every value that the last part has anywhere.
fn two_parts(matter: &Matter<'_>, spec: &'static KindSpec, last: Name, rest: &str) -> Vec<Vec<String>> {
    let known = matter.known(spec.kind);
    let ends: BTreeSet<&str> = known.iter().filter_map(|addr| spec.part(&addr.key, last)).collect();
    match rest.rsplit_once('/') {
        Some((first, end)) if ends.contains(end) => vec![vec![first.to_owned(), end.to_owned()]],
        _ => ends.into_iter().map(|end| vec![rest.to_owned(), end.to_owned()]).collect(),
    }
}

/// Whether what an address names besides a person is there at all: a queue, a license.
fn needed_things(matter: &Matter<'_>, spec: &KindSpec, addr: &Addr) -> Result<(), Unknown> {
    let by = owner(matter);
    for need in spec.needs {
        let Of::Key(parts) = need.of else { continue };
        let Some(key) = spec.parts(&addr.key, parts).filter(|_| !parts.contains(&by)) else { continue };
        let known = matter.known(need.kind);
        let there = known.iter().any(|own| *own.key == *key);
        if !there && !matter.observed.incomplete.contains_key(&need.kind) {
            let hint = meant(nearest(&key, known.iter().map(|own| &*own.key)));
            return Err(unknown(format!("no {} is called `{key}`", need.kind), hint));
        }
    }
    Ok(())
}

/// A full address.
fn address(matter: &Matter<'_>, word: &str, key: &str) -> Result<Subject, Unknown> {
    let Some(spec) = matter.catalogue.named(word) else {
        let kinds = matter.catalogue.kinds.iter();
        let near = nearest(word, kinds.map(|spec| spec.kind.0));
        let hint = meant(near).or_else(|| Some("give an e-mail, `KIND KEY`, or `step s7`".into()));
        return Err(unknown(format!("no kind is called `{word}`"), hint));
    };
    let addr = Addr::new(spec.kind, key);
    let known = matter.known(spec.kind);
    if known.binary_search(&&addr).is_ok() {
        return Ok(Subject::Resources(vec![addr]));
    }
    let by = owner(matter);
    let whole = spec.key.iter().all(|part| spec.part(key, part.name).is_some_and(|text| !text.is_empty()));
    if let Some(who) = spec.part(key, by).filter(|_| whole) {
        let who = person(matter, who)?;
        return possible(matter, spec, &who, &remainder(spec, key, by)).map(Subject::Resources);
    }
    let near = nearest(key, known.iter().map(|own| &*own.key));
    Err(unknown(format!("no {} is called `{key}`", spec.kind), meant(near)))
}
