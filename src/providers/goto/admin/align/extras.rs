//! What only people do meets what was seen: what somebody was told of a license that went, or of a person who was
//! deleted, is told no more; invitations and seats are read beside people and licenses.

use super::super::catalogue::{
    INVITATION, LICENSE, LICENSE_PRODUCT, LICENSE_SEATS, PASSWORD_RESET, PRODUCT_FEATURE, SETTINGS_TEMPLATE,
    USER,
};
use crate::model::{Addr, Attributes, Declared, Finding, Kind, Name, Observation, Place, Severity, Value};
use crate::port::{Alignment, of_kind};

/// Aligns all of them.
pub fn extras(alignment: &mut Alignment<'_>) {
    outdated(alignment);
    invitations(alignment);
    resets(alignment);
    seats(alignment);
}

/// Adds what is read as a part of something else, where these addresses ask for it.
pub fn read_beside<'a>(addrs: impl IntoIterator<Item = &'a Addr>, observed: &mut Observation) {
    for addr in addrs {
        let (of, name, to) = match addr.kind {
            INVITATION => (USER, "invites", "sent"),
            LICENSE_SEATS => (LICENSE_PRODUCT, "seats", "seats"),
            _ => continue,
        };
        let Some(live) = observed.resources.get(&Addr::new(of, addr.key.clone())) else { continue };
        // The creation sends the first invitation; where nothing is said of more, there was no other.
        let count = live.get(name).cloned().or((addr.kind == INVITATION).then_some(Value::Number(1)));
        let Some(count) = count else { continue };
        let mut own = Attributes::new().with(to, count);
        if let Some(status) = live.get("status").filter(|_| addr.kind == INVITATION) {
            own.set("status", status.clone());
        }
        observed.resources.insert(addr.clone(), own);
    }
}

/// A deletion and the loss of a license end what is known of settings: the next holder of the seat, be it the same person,
/// gets others (G-132, G-214). What the roster does not speak of is nobody's question.
fn outdated(alignment: &mut Alignment<'_>) {
    let live = |kind: Kind, key: &str, observed: &Observation| {
        observed.resources.contains_key(&Addr::new(kind, key))
    };
    let desired = &alignment.desired.resources;
    let gone = |addr: &Addr| {
        let held = match addr.kind {
            SETTINGS_TEMPLATE | PASSWORD_RESET => live(USER, &addr.key, alignment.observed),
            PRODUCT_FEATURE => {
                let license = addr.key.rsplit_once('/').map_or(&*addr.key, |(license, _)| license);
                live(LICENSE, license, alignment.observed)
            }
            _ => return false,
        };
        !held || !desired.contains_key(addr)
    };
    let gone: Vec<Addr> = alignment.observed.resources.keys().filter(|addr| gone(addr)).cloned().collect();
    for addr in gone {
        alignment.observed.resources.remove(&addr);
    }
}

fn declared(kind: Kind, alignment: &Alignment<'_>) -> Vec<(Addr, Declared)> {
    of_kind(&alignment.desired.resources, kind).map(|(addr, own)| (addr.clone(), own.clone())).collect()
}

fn status<'a>(observed: &'a Observation, email: &str) -> Option<&'a str> {
    observed.resources.get(&Addr::new(USER, email))?.text("status")
}

/// At least so many invitations: who was sent more is not sent another one. Whoever is created gets the first by it.
fn invitations(alignment: &mut Alignment<'_>) {
    let wanted = declared(INVITATION, alignment);
    read_beside(wanted.iter().map(|(addr, _)| addr), alignment.observed);
    for (addr, Declared { attributes, place, .. }) in wanted {
        let sent = |own: &Attributes| own.get("sent").and_then(Value::as_number);
        let Some(live) = alignment.observed.resources.get(&addr).cloned() else {
            alignment.desired.resources.remove(&addr);
            continue;
        };
        if sent(&live) >= sent(&attributes) {
            keep(&addr, "sent", &live, alignment);
            continue;
        }
        if let Some(status) = live.get("status") {
            let own = alignment.desired.resources.get_mut(&addr);
            own.into_iter().for_each(|own| own.attributes.set("status", status.clone()));
        }
        if let Some((why, hint)) = not_invited(status(alignment.observed, &addr.key)) {
            let text = format!("`{}` {why}, so no invitation is sent again", addr.key);
            alignment.refuse("goto:G-124", addr, place, text, hint);
        }
    }
}

/// Why somebody of this status is sent no invitation (transitions 4, 6 and 9).
fn not_invited(status: Option<&str>) -> Option<(&'static str, &'static str)> {
    match status? {
        "ACTIVE" => Some(("has accepted and signed in", "drop `invitations`")),
        "SUSPENDED" => Some(("is suspended", "give a license or a role first, or drop `invitations`")),
        _ => None,
    }
}

/// A password is reset of somebody who has one, and may sign in.
fn resets(alignment: &mut Alignment<'_>) {
    for (addr, Declared { attributes, place, .. }) in declared(PASSWORD_RESET, alignment) {
        if alignment
            .observed
            .resources
            .get(&addr)
            .is_some_and(|own| own.get("asked") == attributes.get("asked"))
        {
            continue;
        }
        let user = Addr::new(USER, addr.key.clone());
        let (why, hint) = match status(alignment.observed, &addr.key) {
            _ if !alignment.observed.resources.contains_key(&user) => {
                ("is not there yet", "drop `password_reset`: the invitation asks for a first password")
            }
            Some("INVITED") => {
                ("has no password yet", "raise `invitations`: accepting one asks for a first password")
            }
            Some("SUSPENDED") => ("may not sign in anywhere", "give a license or a role, or drop the key"),
            _ => continue,
        };
        let text = format!("`{}` {why}, so there is nothing to reset", addr.key);
        alignment.refuse("goto:G-105", addr, place, text, hint);
    }
}

/// So many seats at least. Fewer are nothing that the portal's page for products does (G-208).
fn seats(alignment: &mut Alignment<'_>) {
    let wanted = declared(LICENSE_SEATS, alignment);
    read_beside(wanted.iter().map(|(addr, _)| addr), alignment.observed);
    for (addr, Declared { attributes, place, .. }) in wanted {
        let number = |own: &Attributes| own.get("seats").and_then(Value::as_number);
        let product = Addr::new(LICENSE_PRODUCT, addr.key.clone());
        let live = alignment.observed.resources.get(&addr).cloned();
        match live.as_ref().map(|live| (number(live), number(&attributes))) {
            Some((Some(live_seats), Some(least))) if live_seats >= least => {
                keep(&addr, "seats", live.as_ref().unwrap_or(&attributes), alignment);
                fewer(&addr, (live_seats, least), place, alignment);
            }
            None if alignment.observed.resources.contains_key(&product) => {
                let text = format!("the vendor does not say how many seats `{}` has", addr.key);
                alignment.refuse("goto:G-209", addr, place, text, "drop `seats`: nothing could be verified");
            }
            _ => {}
        }
    }
}

fn fewer(addr: &Addr, (live, least): (i64, i64), place: Place, alignment: &mut Alignment<'_>) {
    if live > least {
        let text = format!("`{}` has {live} seats, and the roster asks for {least}", addr.key);
        let finding = Finding::new("goto:G-208", Severity::Note, text).at(place).about(addr.to_string());
        alignment.findings.push(finding.hint("the billing contact lowers the plan; contracts have floors"));
    }
}

/// What is there is as good as what is wanted.
fn keep(addr: &Addr, name: Name, live: &Attributes, alignment: &mut Alignment<'_>) {
    if let (Some(own), Some(value)) = (alignment.desired.resources.get_mut(addr), live.get(name)) {
        own.attributes.set(name, value.clone());
    }
}
