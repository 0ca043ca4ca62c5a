//! Who is who: `id` is the vendor's key of a person, `was` the e-mail that the person had before. An e-mail
//! cannot be changed (G-005), so a new one is a replacement unless the vendor already knows it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::catalogue::{CATALOGUE, USER, person};
use super::{Alignment, of_kind};
use crate::model::{Addr, Declared, Finding, Hold, Observation, Place, Reason, Severity, code};

/// What a roster says about who somebody is.
struct Claim {
    email: Arc<str>,
    id: Option<String>,
    was: Option<String>,
    place: Place,
}

impl Claim {
    fn addr(&self) -> Addr {
        Addr::new(USER, self.email.clone())
    }
}

/// Recognizes everybody of whom the roster says `id` or `was`.
pub fn recognize(alignment: &mut Alignment<'_>, acks: &[String]) {
    let claims = claims(alignment);
    if claims.is_empty() {
        return;
    }
    let by_id: BTreeMap<String, Arc<str>> = of_kind(&alignment.observed.resources, USER)
        .filter_map(|(addr, live)| Some((live.text("id")?.to_owned(), addr.key.clone())))
        .collect();
    let mut renames = BTreeMap::new();
    for claim in claims {
        if !by_key(alignment, &claim, &by_id, &mut renames) {
            by_old_address(alignment, &claim, acks);
        }
    }
    respell(alignment.observed, &renames);
}

/// Takes what is said about identity out of what is wanted: nothing of it is ever written.
fn claims(alignment: &mut Alignment<'_>) -> Vec<Claim> {
    let users = alignment.desired.resources.range_mut(Addr::new(USER, "")..);
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

/// Judges by the vendor's key; says whether that settles who it is.
fn by_key(
    alignment: &mut Alignment<'_>,
    claim: &Claim,
    by_id: &BTreeMap<String, Arc<str>>,
    renames: &mut BTreeMap<Arc<str>, Arc<str>>,
) -> bool {
    let Some(id) = &claim.id else { return false };
    let here = live_id(alignment.observed, &claim.email);
    match by_id.get(id) {
        Some(other) if *other == claim.email => true,
        Some(other) if claim.was.as_deref() == Some(&**other) => false,
        Some(other) if here.is_none() && !is_declared(alignment, other) => {
            renamed(alignment, claim, other);
            renames.insert(other.clone(), claim.email.clone());
            true
        }
        Some(other) => {
            let text = format!("`{}` and the person with id {id}, `{other}`, are two people", claim.email);
            another_person(alignment, claim, text);
            true
        }
        None => match here {
            Some(own) => {
                let text = format!("`{}` has id {own} at the vendor, the roster says {id}", claim.email);
                another_person(alignment, claim, text);
                true
            }
            None => false,
        },
    }
}

/// Judges by the address that the person had before.
fn by_old_address(alignment: &mut Alignment<'_>, claim: &Claim, acks: &[String]) {
    let Some(was) = &claim.was else { return };
    let lives = |email: &str| alignment.observed.resources.contains_key(&Addr::new(USER, email));
    match (lives(was), lives(&claim.email)) {
        (true, true) => {
            let text = format!("both `{}` and `{was}` are live: they are two people", claim.email);
            another_person(alignment, claim, text);
        }
        (true, false) => {
            let live = live_id(alignment.observed, was).unwrap_or_default();
            match &claim.id {
                Some(id) if *id != live => {
                    let text = format!("`{was}` has id {live} at the vendor, the roster says {id}");
                    another_person(alignment, claim, text);
                }
                _ => replace(alignment, claim, was, &live, acks),
            }
        }
        (false, _) => {}
    }
}

/// The person was renamed at the vendor to an address that the roster does not have. It is the same person:
/// nobody is created or removed. Calls name people by address, so nothing about them is written meanwhile.
fn renamed(alignment: &mut Alignment<'_>, claim: &Claim, live: &str) {
    let text = format!("the vendor knows `{}` as `{live}`", claim.email);
    let hint = format!("write the entry under `{live}`");
    let finding = Finding::new("goto:G-005", Severity::Warn, text).at(claim.place).hint(hint);
    alignment.hold(claim.addr(), Hold::briefly(&finding));
    alignment.findings.push(finding);
}

fn another_person(alignment: &mut Alignment<'_>, claim: &Claim, text: String) {
    alignment.refuse("R-034", claim.addr(), claim.place, text, "correct `id`, `was` or the address");
}

/// The old goes and a new one comes; both wait until somebody acknowledges what is lost with it.
fn replace(alignment: &mut Alignment<'_>, claim: &Claim, was: &str, live: &str, acks: &[String]) {
    let old = Addr::new(USER, was);
    let mut priority = 0;
    if let Some(new) = alignment.desired.resources.get_mut(&claim.addr()) {
        new.reason = Reason::Replaced;
        priority = new.priority;
    }
    let gone = Declared {
        attributes: crate::model::Attributes::new(),
        place: claim.place,
        reason: Reason::Replaced,
        priority,
    };
    alignment.desired.gone.insert(old.clone(), gone);
    let ack = code("REP", 3, &[&alignment.tenant.name, was, &claim.email, live]);
    if acks.contains(&ack) {
        return;
    }
    let text = format!("an e-mail cannot be changed: `{was}` is deleted and `{}` created", claim.email);
    let mut finding = Finding::new("R-035", Severity::Refuse, text).at(claim.place);
    finding = finding.hint(format!("go on with `--ack {ack}`, or have the address changed by the vendor"));
    finding.ack = Some(ack);
    alignment.hold(old, Hold::briefly(&finding));
    alignment.hold(claim.addr(), Hold::briefly(&finding));
    alignment.findings.push(finding);
}

fn live_id(observed: &Observation, email: &str) -> Option<String> {
    let live = observed.resources.get(&Addr::new(USER, email))?;
    Some(live.text("id").unwrap_or("unknown").to_owned())
}

fn is_declared(alignment: &Alignment<'_>, email: &str) -> bool {
    let addr = Addr::new(USER, email);
    alignment.desired.resources.contains_key(&addr) || alignment.desired.gone.contains_key(&addr)
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
