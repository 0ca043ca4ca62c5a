//! Which names a resource speaks of: its own, and those of all that it needs.

use std::borrow::Cow;

use super::world::needed;
use crate::model::{Attributes, Closed, Kind, KindSpec, Name, Of};

/// The kinds and names that a resource with this key and these attributes speaks of.
pub fn spoken_of<'k>(
    spec: &'static KindSpec,
    key: &'k str,
    own: &'k Attributes,
) -> impl Iterator<Item = (Kind, Cow<'k, str>)> {
    let itself = [(spec.kind, Cow::Borrowed(key))];
    let others = spec.needs.iter().filter_map(move |need| Some((need.kind, needed(spec, need, key, own)?)));
    itself.into_iter().chain(others)
}

/// The kind of what a key part names, where it names one thing.
pub fn named_by(spec: &KindSpec, part: Name) -> Option<Kind> {
    let need = spec.needs.iter().find(|need| matches!(need.of, Of::Key([own]) if *own == part));
    let itself = || spec.key.iter().all(|own| own.name == part).then_some(spec.kind);
    need.map(|need| need.kind).or_else(itself)
}

/// The values of the key parts of a closed list, in their order.
pub fn values<'c>(spec: &KindSpec, list: &'c Closed) -> Vec<&'c str> {
    let is_open = |part: &Name| spec.key.iter().any(|own| own.open && own.name == *part);
    let open = list.by.iter().position(is_open).unwrap_or(list.by.len());
    let (mut rest, mut after) = (&*list.value, Vec::new());
    for _ in open + 1..list.by.len() {
        let Some((head, last)) = rest.rsplit_once('/') else { break };
        rest = head;
        after.push(last);
    }
    let mut values: Vec<&str> = rest.splitn(open + 1, '/').collect();
    values.extend(after.into_iter().rev());
    values
}
