//! What must hold of every resource before it is kept: nothing is missing, names are free, what it refers to
//! is there, what it holds can be given and has room.

use serde_json::{Value, json};

use super::super::errors::{Refusal, ScimType, bad, taken};
use super::super::schema::attr::{Attr, find};
use super::super::schema::{Doc, ENTERPRISE_URN, Kind};
use super::super::state::file::EntitlementOffer;
use super::super::state::{Tenant, same_name};
use super::quirks;
use crate::wire::encode;

use ScimType::InvalidValue;

/// The resource as the server would keep it.
/// Refuses with 400 `invalidValue` or 409 `uniqueness`.
pub fn checked(tenant: &Tenant, kind: Kind, id: Option<&str>, doc: Doc) -> Result<Doc, Refusal> {
    let mut doc = if tenant.switches.normalizes { quirks::normalized(doc) } else { doc };
    // A password is not kept, so that no state ever has one.
    doc.shift_remove("password");
    if kind == Kind::User && id.is_none() {
        doc.entry("active").or_insert(json!(true));
    }
    check_required(kind, &doc)?;
    check_unique(tenant, kind, id, &doc)?;
    tie(tenant, kind, &mut doc)?;
    check_offers(tenant, id, &doc, "roles", tenant.roles.as_deref())?;
    check_offers(tenant, id, &doc, "entitlements", tenant.entitlements.as_deref())?;
    Ok(doc)
}

fn check_required(kind: Kind, doc: &Doc) -> Result<(), Refusal> {
    let missing = kind.core().attributes.iter().filter(|attr| attr.required).find(|attr| {
        doc.get(attr.name).is_none_or(|value| value.as_str().is_some_and(|text| text.trim().is_empty()))
    });
    match missing {
        Some(attr) => Err(bad(InvalidValue, format!("{} is required", attr.name))),
        None => Ok(()),
    }
}

/// No two resources of a type share a unique value, without regard to case (S-03). A deleted one is only kept
/// where its name stays taken.
fn check_unique(tenant: &Tenant, kind: Kind, id: Option<&str>, doc: &Doc) -> Result<(), Refusal> {
    let naming = kind.naming();
    if !find(&kind.core().attributes, naming).is_some_and(Attr::is_unique) {
        return Ok(());
    }
    let name = doc.get(naming).and_then(Value::as_str).unwrap_or_default();
    let mut others = tenant.resources.values().filter(|own| own.kind == kind && Some(own.id.as_str()) != id);
    match others.any(|own| same_name(own.name(), name)) {
        true => Err(taken(format!("{naming} {} is taken", doc[naming]))),
        false => Ok(()),
    }
}

/// Keeps of a reference what the client decides, its identifier, and sees that it leads somewhere.
fn tie(tenant: &Tenant, kind: Kind, doc: &mut Doc) -> Result<(), Refusal> {
    if let Some(Value::Array(members)) = doc.get("members") {
        let mut kept: Vec<Value> = Vec::with_capacity(members.len());
        let mut seen = std::collections::BTreeSet::new();
        for member in members {
            let id = there(tenant, member, &Kind::ALL)?;
            if seen.insert(id.clone()) {
                kept.push(json!({ "value": id }));
            }
        }
        doc.insert("members".into(), Value::Array(kept));
    }
    let manager = (kind == Kind::User).then(|| doc.get(ENTERPRISE_URN)?.get("manager")).flatten();
    if let Some(manager) = manager {
        let id = there(tenant, manager, &[Kind::User])?;
        if let Some(own) = doc.get_mut(ENTERPRISE_URN) {
            encode::put(own, "manager", json!({ "value": id }));
        }
    }
    Ok(())
}

/// The identifier in a reference, which may be said by its address alone.
fn there(tenant: &Tenant, reference: &Value, kinds: &[Kind]) -> Result<String, Refusal> {
    let address = reference["$ref"].as_str().and_then(|text| text.rsplit('/').next());
    let id = reference["value"].as_str().or(address).unwrap_or_default();
    match tenant.get(id).filter(|own| kinds.contains(&own.kind)) {
        Some(own) => Ok(own.id.clone()),
        None => Err(bad(InvalidValue, format!("nothing has the id `{id}`"))),
    }
}

/// Where the values are listed, no other is taken (S-07), and no more than there are seats.
fn check_offers(
    tenant: &Tenant,
    id: Option<&str>,
    doc: &Doc,
    name: &str,
    offers: Option<&[EntitlementOffer]>,
) -> Result<(), Refusal> {
    let (Some(offers), Some(Value::Array(list))) = (offers, doc.get(name)) else { return Ok(()) };
    let before = id.and_then(|id| tenant.get(id)).map_or(&[][..], |before| before.list(name));
    for own in list {
        if before.contains(own) {
            continue;
        }
        let offer = offers.iter().find(|offer| offer.is(own));
        let offer =
            offer.ok_or_else(|| bad(InvalidValue, format!("{name} {} cannot be given", own["value"])))?;
        if before.iter().any(|own| offer.is(own)) {
            continue;
        }
        let taken = tenant
            .of(Kind::User)
            .iter()
            .filter(|user| user.list(name).iter().any(|own| offer.is(own)))
            .count();
        if offer.seats.is_some_and(|seats| taken >= seats) {
            return Err(bad(InvalidValue, format!("{name} {} has no free seat", own["value"])));
        }
    }
    Ok(())
}

impl EntitlementOffer {
    /// Whether `own` is one of these: by value and, where the offer has one, type (S-06).
    pub fn is(&self, own: &Value) -> bool {
        own["value"] == self.value && self.kind.as_ref().is_none_or(|kind| own["type"] == *kind)
    }
}
