//! What is wanted meets what was seen: people are recognized, what only the vendor knows is told, and what
//! must not be touched now is held.

mod by_hand;
mod desk;
mod extras;
mod losing;
mod mails;
mod people;
pub mod sessions;

use super::super::contract;
use super::calls::{carrier, has_center, readable};
use super::catalogue::{
    CATALOGUE, CONTACT_CENTER, CONTACT_CENTER_ADMIN, LICENSE, LICENSE_PRODUCT, QUEUE, QUEUE_MEMBER, ROLE,
    USER,
};
use super::compile::{USUAL_AGENTS, agents_of};
use crate::model::{
    Addr, Attributes, Carrier, Catalogue, Declared, Desired, Observation, Pool, Tenant, Value,
};
use crate::port::{Alignment, of_kind};
use crate::providers::kit::align as kit;

pub use extras::read_beside;

/// Aligns the two sides. Afterwards `desired` holds nothing that was meant for this stage only.
pub fn align(alignment: &mut Alignment<'_>) {
    let named = sessions::Successors::of(alignment.desired);
    people::successors(alignment);
    kit::leavers(&CATALOGUE, USER, "goto:G-103", alignment);
    people::newcomers(alignment);
    people::owned(alignment);
    queue_kinds(alignment);
    by_hand::unlisted_queues(alignment);
    by_hand::sorts_of_queues(alignment);
    if readable(alignment.tenant, QUEUE_MEMBER) {
        no_queues(alignment.desired, alignment.observed);
    }
    products(alignment.desired, alignment.observed);
    desk::numbers(alignment);
    desk::new_phones(alignment);
    desk::left_behind(alignment);
    by_hand::clearances(alignment);
    sessions::handovers(alignment, &named);
    center_pool(alignment.tenant, alignment.observed);
    queue_floors(alignment.tenant, alignment.desired, alignment.observed);
    signed_in(alignment.desired, alignment.observed);
    extras::extras(alignment);
    let tenant = alignment.tenant;
    mails::boxes(&CATALOGUE, |kind| carrier(tenant, kind) == Carrier::Manual, alignment);
}

/// The same in a portal without queues and extensions: who leaves and is not there, who comes, whose names the
/// directory owns, what licenses carry, who has signed in.
pub fn without_queues(catalogue: &Catalogue, alignment: &mut Alignment<'_>) {
    people::successors(alignment);
    kit::leavers(catalogue, USER, "goto:G-103", alignment);
    people::newcomers(alignment);
    people::owned(alignment);
    products(alignment.desired, alignment.observed);
    signed_in(alignment.desired, alignment.observed);
    let knows = |kind| catalogue.kinds.iter().any(|spec| spec.kind == kind);
    mails::boxes(catalogue, knows, alignment);
}

/// A queue of another kind under the same name is another queue (G-701): its members are left alone.
fn queue_kinds(alignment: &mut Alignment<'_>) {
    let mut wrong = Vec::new();
    for (addr, Declared { attributes, place, .. }) in of_kind(&alignment.desired.resources, QUEUE) {
        let live = alignment.observed.resources.get(addr).and_then(|live| live.text("kind"));
        if let (Some(live), Some(wanted)) = (live, attributes.text("kind"))
            && live != wanted
        {
            let text = format!("`{}` is of kind {live} at the vendor, the roster says {wanted}", addr.key);
            wrong.push((addr.clone(), *place, text));
        }
    }
    for (addr, place, text) in wrong {
        alignment.refuse("goto:G-701", addr, place, text, "correct the kind, or the name");
    }
}

/// Where the roster names queues and the vendor lists none at all, the list proves nothing about who is in
/// them, and no Connect license goes by it (T-01).
fn no_queues(desired: &Desired, observed: &mut Observation) {
    let named = [QUEUE, QUEUE_MEMBER].iter().any(|kind| of_kind(&desired.resources, *kind).next().is_some());
    if named && of_kind(&observed.resources, QUEUE).next().is_none() {
        let why = "the roster names queues, and the vendor lists none at all";
        observed.incomplete.entry(QUEUE_MEMBER).or_insert_with(|| why.to_owned());
    }
}

/// Tells each wanted license what it carries and by which key the vendor knows it.
fn products(desired: &mut Desired, observed: &Observation) {
    let told = |live: &Attributes| -> Vec<(&'static str, Value)> {
        ["products", "license_key"]
            .into_iter()
            .filter_map(|name| Some((name, live.get(name)?.clone())))
            .collect()
    };
    let known: std::collections::BTreeMap<&str, Vec<(&'static str, Value)>> =
        of_kind(&observed.resources, LICENSE_PRODUCT).map(|(addr, live)| (&*addr.key, told(live))).collect();
    let from = Addr::new(LICENSE, "");
    let licenses = desired.resources.range_mut(from..).take_while(|(addr, _)| addr.kind == LICENSE);
    for (addr, declared) in licenses {
        let product = addr.key.split_once('/').map_or("", |(_, product)| product);
        for (name, value) in known.get(product).into_iter().flatten() {
            declared.attributes.set(name, value.clone());
        }
    }
}

/// The Contact Center's seats: the vendor sells them by contract and publishes no number (G-704).
fn center_pool(tenant: &Tenant, observed: &mut Observation) {
    let Some(center) = contract::center(tenant) else { return };
    let members = [QUEUE_MEMBER, CONTACT_CENTER_ADMIN].map(|kind| of_kind(&observed.resources, kind));
    let mut people: Vec<&str> =
        members.into_iter().flatten().filter_map(|(addr, _)| CATALOGUE.subject_of(addr)).collect();
    people.sort_unstable();
    people.dedup();
    let (capacity, taken) = (center.seats + center.allow_overage, people.len() as u64);
    observed.pools.retain(|pool| pool.name != CONTACT_CENTER);
    observed.pools.push(Pool { name: CONTACT_CENTER.to_owned(), capacity, taken });
    observed.pools.sort_by(|a, b| a.name.cmp(&b.name));
}

/// Queues that the roster does not declare keep an agent, too: callers wait in them all the same (T-40).
fn queue_floors(tenant: &Tenant, desired: &mut Desired, observed: &Observation) {
    if !has_center(tenant) {
        return;
    }
    for (addr, _) in of_kind(&observed.resources, QUEUE) {
        desired.keep_usual(agents_of(&addr.key), USUAL_AGENTS);
    }
}

/// Tells each wanted role whether the person signs in: who never did cannot let others in (G-313, E-13). Who
/// is not there yet never did.
fn signed_in(desired: &mut Desired, observed: &Observation) {
    kit::take_over(ROLE, "signed_in", desired, observed);
}

#[cfg(test)]
mod tests;
