//! What is wanted meets what was seen: people are recognized first. In this portal an address can be changed (C-08),
//! so `was` and `id` name a person who is renamed, not one who is replaced.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::align::{of_kind, without_queues};
use super::super::catalogue::{USER, person};
use super::catalogue::CATALOGUE;
use crate::model::{
    Addr, Desired, Finding, Findings, Held, Hold, Observation, Place, Reason, Severity, Tenant, Value,
};
use crate::port::Holds;

/// Lets `desired` meet `observed`.
pub fn align(
    tenant: &Tenant,
    desired: &mut Desired,
    observed: &mut Observation,
    findings: &mut Findings,
) -> Holds {
    let mut held = recognize(desired, observed, findings);
    let mut holds = without_queues(tenant, desired, observed, findings);
    held.append(&mut holds.held);
    Holds { held }
}

/// What a roster says about who somebody is.
struct Claim {
    email: Arc<str>,
    id: Option<String>,
    was: Option<String>,
    place: Place,
}

/// Recognizes everybody of whom the roster says `id` or `was`; what was seen of who is to be renamed is spelled as
/// the roster does, but for the address itself.
fn recognize(desired: &mut Desired, observed: &mut Observation, findings: &mut Findings) -> Held {
    let mut held = Held::new();
    let mut renames = BTreeMap::new();
    for claim in claims(desired) {
        match find(&claim, desired, observed) {
            Ok(None) => {}
            Ok(Some(old)) => {
                wish(&claim, &old, desired, observed, findings, &mut held);
                renames.insert(old, claim.email);
            }
            Err(text) => {
                let hint = "correct `id`, `was` or the address";
                let finding = Finding::new("R-034", Severity::Refuse, text).at(claim.place).hint(hint);
                held.insert(Addr::new(USER, claim.email), Hold::briefly(&finding));
                findings.push(finding);
            }
        }
    }
    respell(observed, &renames);
    held
}

/// Takes what is said about identity out of what is wanted: nothing of it is ever written.
fn claims(desired: &mut Desired) -> Vec<Claim> {
    let users = desired.resources.range_mut(Addr::new(USER, "")..);
    let mut claims = Vec::new();
    for (addr, declared) in users.take_while(|(addr, _)| addr.kind == USER) {
        let text = |name| declared.attributes.text(name).map(str::to_owned);
        let (id, was) = (text("id"), text("was"));
        if declared.reason == Reason::Declared {
            // Who takes over is nothing to say of somebody who stays.
            declared.attributes.remove("reassign_to");
            declared.attributes.remove("co_organizer");
        }
        if id.is_some() || was.is_some() {
            declared.attributes.remove("id");
            declared.attributes.remove("was");
            claims.push(Claim { email: addr.key.clone(), id, was, place: declared.place });
        }
    }
    claims
}

/// The address under which the person is live, where it is another one; or why it is somebody else.
fn find(claim: &Claim, desired: &Desired, observed: &Observation) -> Result<Option<Arc<str>>, String> {
    let live = |email: &str| observed.resources.get(&Addr::new(USER, email));
    let id_of = |email: &str| live(email).and_then(|own| own.text("id")).unwrap_or("unknown").to_owned();
    let by_id = claim.id.as_ref().and_then(|id| {
        let found = of_kind(&observed.resources, USER).find(|(_, own)| own.text("id") == Some(id));
        found.map(|(addr, _)| addr.key.clone())
    });
    let by_was = claim.was.as_ref().filter(|was| live(was).is_some()).map(|was| Arc::from(was.as_str()));
    let here = live(&claim.email).is_some();
    let Some(old) = by_id.or(by_was) else {
        return match &claim.id {
            Some(id) if here => {
                let own = id_of(&claim.email);
                Err(format!("`{}` has id {own} at the vendor, the roster says {id}", claim.email))
            }
            _ => Ok(None),
        };
    };
    if old == claim.email {
        return Ok(None);
    }
    if here {
        return Err(format!("both `{}` and `{old}` are live: they are two people", claim.email));
    }
    if let Some(id) = claim.id.as_ref().filter(|id| **id != id_of(&old)) {
        return Err(format!("`{old}` has id {} at the vendor, the roster says {id}", id_of(&old)));
    }
    let declared = Addr::new(USER, old.clone());
    if desired.resources.contains_key(&declared) || desired.gone.contains_key(&declared) {
        return Err(format!("`{old}` is live and declared as well: `{}` is another person", claim.email));
    }
    Ok(Some(old))
}

/// The address is wanted to be the roster's; whose directory owns it keeps it (G-615).
fn wish(
    claim: &Claim,
    old: &Arc<str>,
    desired: &mut Desired,
    observed: &Observation,
    findings: &mut Findings,
    held: &mut Held,
) {
    let addr = Addr::new(USER, claim.email.clone());
    let live = observed.resources.get(&Addr::new(USER, old.clone()));
    if live.and_then(|own| own.get("locked")).is_some_and(|locked| locked.holds("email")) {
        let text = format!("the directory owns the address of `{old}`, so it is left as it is");
        let hint = format!("change it in the directory, or write the entry under `{old}`");
        let finding = Finding::new("goto:G-615", Severity::Warn, text).at(claim.place).hint(hint);
        held.insert(addr, Hold::briefly(&finding));
        findings.push(finding);
        return;
    }
    if let Some(declared) = desired.resources.get_mut(&addr) {
        declared.attributes.set("email", Value::text(&*claim.email));
    }
    let text = format!(
        "`{old}` is renamed to `{}`: what was done under the old address belongs to the new one then",
        claim.email
    );
    let hint = "for a successor drop `was` and `id`: a new person is added, and the old one suspended";
    findings.warn("goto:C-08", claim.place, text, Some(hint.into()));
}

/// Spells what was seen of renamed people as the roster does.
fn respell(observed: &mut Observation, renames: &BTreeMap<Arc<str>, Arc<str>>) {
    if renames.is_empty() {
        return;
    }
    let renamed = |addr: &Addr| Some(respelled(addr, renames.get(person(addr)?)?));
    let moved: Vec<(Addr, Addr)> =
        observed.resources.keys().filter_map(|addr| Some((addr.clone(), renamed(addr)?))).collect();
    for (old, new) in moved {
        if let Some(live) = observed.resources.remove(&old) {
            observed.resources.insert(new, live);
        }
    }
    if let Some(new) = observed.caller.as_ref().and_then(|caller| renames.get(caller.as_str())) {
        observed.caller = Some(new.to_string());
    }
}

fn respelled(addr: &Addr, email: &str) -> Addr {
    let spec = CATALOGUE.spec(addr.kind);
    let part = |name| if name == "user" { email } else { spec.part(&addr.key, name).unwrap_or_default() };
    let parts: Vec<&str> = spec.key.iter().map(|each| part(each.name)).collect();
    Addr::new(addr.kind, parts.join("/"))
}
