//! People who are inactivated or deleted: reassign, inactivate, wait, delete (E-010).

use std::collections::BTreeSet;

use super::super::catalogue::{CONVERSATIONS, UNASSIGNED, USER, USER_PROJECT};
use super::super::roles;
use super::super::settings::Settings;
use super::{is_active, is_vendor, refuse};
use crate::model::{Addr, Attributes, Declared, Finding, Place, Reason, Severity, Value};
use crate::port::{Alignment, of_kind};

/// Who is to be deleted and is still active is only inactivated by this run.
pub fn deletions(alignment: &mut Alignment<'_>) {
    let gone: Vec<(Addr, Declared)> =
        of_kind(&alignment.desired.gone, USER).map(|(addr, gone)| (addr.clone(), gone.clone())).collect();
    for (addr, gone) in gone {
        if is_active(alignment, &addr.key) {
            inactivate(alignment, addr, gone);
        }
    }
}

fn inactivate(alignment: &mut Alignment<'_>, addr: Addr, mut gone: Declared) {
    alignment.desired.gone.remove(&addr);
    let minutes = Settings::of(alignment.tenant).reopens_for();
    let text = format!(
        "`{}` is active: this run inactivates them, a later one deletes them, at least {minutes} minutes afterwards",
        addr.key
    );
    let finding = Finding::new("engage:E-010", Severity::Warn, text).at(gone.place).about(addr.to_string());
    alignment.findings.push(finding.hint("plan again then; deleting asks for an acknowledgement"));
    gone.attributes.set("active", Value::Flag(false));
    gone.reason = Reason::Absent;
    alignment.desired.resources.insert(addr, gone);
}

/// Where nobody can be asked, a leaver of whom nobody said anything is taken to be there, with conversations: one
/// needless look is better than one who keeps access.
pub fn presume(alignment: &mut Alignment<'_>) {
    if !is_vendor(alignment) {
        return;
    }
    for addr in leaving(alignment) {
        let live = alignment.observed.resources.entry(addr.clone()).or_default();
        if live.get("active").is_none() {
            live.set("active", Value::Flag(true));
        }
        let conversations = Addr::new(CONVERSATIONS, addr.key.clone());
        if is_active(alignment, &addr.key) && alignment.desired.resources.contains_key(&conversations) {
            let own = || Attributes::new().with("assigned_to", Value::text(&*addr.key));
            alignment.observed.resources.entry(conversations).or_insert_with(own);
        }
    }
}

/// The addresses of those who shall be inactive.
fn leaving(alignment: &Alignment<'_>) -> Vec<Addr> {
    let leaves = |own: &Declared| own.attributes.get("active").is_some_and(|active| active.holds("false"));
    let users = of_kind(&alignment.desired.resources, USER);
    users.filter(|(_, own)| leaves(own)).map(|(addr, _)| addr.clone()).collect()
}

/// Somebody who leaves and is not there is nothing to do: they are not invited to be inactivated.
pub fn nobody(alignment: &mut Alignment<'_>) {
    if alignment.observed.incomplete.contains_key(&USER) {
        return;
    }
    for addr in leaving(alignment) {
        if alignment.observed.resources.contains_key(&addr) {
            continue;
        }
        let Some(own) = alignment.desired.resources.remove(&addr) else { continue };
        let email = &*addr.key;
        alignment.desired.resources.retain(|other, _| super::super::calls::person(other) != email);
        if own.reason == Reason::Suspended {
            let text = format!("`{email}` is not live, so there is nobody to inactivate");
            let finding = Finding::new("engage:E-011", Severity::Note, text).at(own.place);
            alignment.findings.push(finding.hint("say `state: absent`, or drop the entry"));
        }
    }
}

/// Nobody loses access while customers wait for them: with open conversations, or where they are not counted,
/// somebody takes over (E-027).
pub fn conversations(alignment: &mut Alignment<'_>) {
    let mut leavers: Vec<(Addr, Place, Option<String>)> = Vec::new();
    let deleted = of_kind(&alignment.desired.gone, USER).map(|(addr, own)| (addr.clone(), own.clone()));
    let inactivated = leaving(alignment).into_iter().filter(|addr| is_active(alignment, &addr.key));
    let inactivated =
        inactivated.filter_map(|addr| Some((addr.clone(), alignment.desired.resources.get(&addr)?.clone())));
    for (addr, own) in deleted.chain(inactivated) {
        if alignment.observed.resources.contains_key(&addr) {
            leavers.push((addr, own.place, own.attributes.text("reassign_to").map(str::to_owned)));
        }
    }
    for (addr, place, to) in leavers {
        guard(alignment, &addr, place, to);
    }
    let live = &alignment.observed.resources;
    alignment.desired.resources.retain(|addr, _| addr.kind != CONVERSATIONS || live.contains_key(addr));
}

fn guard(alignment: &mut Alignment<'_>, addr: &Addr, place: Place, to: Option<String>) {
    let own = Addr::new(CONVERSATIONS, addr.key.clone());
    let live = alignment.observed.resources.get(&own);
    let Some(to) = to else {
        let open = match live.and_then(|live| live.get("open")) {
            Some(open) => format!("has {open} open conversations"),
            None if live.is_some() || is_vendor(alignment) => {
                "may have open conversations, nobody counted".to_owned()
            }
            None => return,
        };
        let text = format!("`{}` {open}, and nobody is named to take over", addr.key);
        let hint = "add `reassign_to: E-MAIL`, or `reassign_to: unassigned` for the assignment view";
        refuse(alignment, "engage:E-027", addr, place, (text, hint));
        return;
    };
    // At the vendor nobody can tell who is active: the person who clicks will see.
    if to == UNASSIGNED || live.is_none() || is_vendor(alignment) {
        return;
    }
    let Some(text) = cannot_take_over(alignment, &addr.key, &to) else { return };
    let hint = "name somebody who is there and active";
    let hold = refuse(alignment, "engage:E-027", addr, place, (text, hint));
    alignment.hold_silently(&own, &hold);
}

/// Why `to` cannot take over from `leaver`, during this plan and after it.
fn cannot_take_over(alignment: &Alignment<'_>, leaver: &str, to: &str) -> Option<String> {
    if !is_active(alignment, to) {
        return Some(format!("`{to}` is not active, so `{leaver}` cannot hand conversations over to them"));
    }
    let addr = Addr::new(USER, to);
    let wanted = alignment.desired.resources.get(&addr).and_then(|own| own.attributes.text("role"));
    let role = wanted.or_else(|| alignment.observed.resources.get(&addr)?.text("role"));
    // An editor sees no conversation, so customers would wait for nobody (E-024).
    if let Some(role) = role.filter(|role| !roles::converses(role)) {
        return Some(format!("`{to}` is {role} and sees no conversation, so cannot take over"));
    }
    match share_a_project(alignment, leaver, to) {
        true => None,
        false => Some(format!("`{to}` is in none of the projects of `{leaver}`, so cannot take over")),
    }
}

/// Whether somebody may take over by the projects that both are in; who is in none hands over to anybody. What the
/// plan takes from the new one does not count: nothing orders it after the handing over.
fn share_a_project(alignment: &Alignment<'_>, leaver: &str, to: &str) -> bool {
    let of = |who: &str| -> BTreeSet<&str> {
        let all = of_kind(&alignment.observed.resources, USER_PROJECT).map(|(addr, _)| &*addr.key);
        all.filter_map(|key| key.rsplit_once('/'))
            .filter(|(_, own)| *own == who)
            .map(|(name, _)| name)
            .collect()
    };
    let (own, mut theirs) = (of(leaver), of(to));
    let closed = alignment.desired.closed.keys().any(|set| set.kind == USER_PROJECT && *set.value == *to);
    let kept = |name: &str| {
        alignment.desired.resources.contains_key(&Addr::new(USER_PROJECT, format!("{name}/{to}")))
    };
    theirs.retain(|name| !closed || kept(name));
    own.is_empty() || !own.is_disjoint(&theirs)
}
