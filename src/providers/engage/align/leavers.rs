//! People who are inactivated or deleted: reassign, inactivate, wait, delete (E-010).

use std::collections::BTreeSet;

use super::super::catalogue::{CONVERSATIONS, UNASSIGNED, USER, USER_PROJECT};
use super::super::guard::{names, price, seats};
use super::super::roles;
use super::{Alignment, of_kind};
use crate::model::{Addr, Attributes, Declared, Finding, Hold, Place, Reason, Severity, Value, code};

/// Who is to be deleted and is still active is only inactivated by this run. Who is inactive goes once somebody
/// acknowledges it: it cannot be taken back (E-005), and since when they are inactive no reading tells (E-030).
pub fn deletions(alignment: &mut Alignment<'_>, acks: &[String]) {
    let gone: Vec<(Addr, Declared)> =
        of_kind(&alignment.desired.gone, USER).map(|(addr, gone)| (addr.clone(), gone.clone())).collect();
    let mut goes = Vec::new();
    for (addr, gone) in gone {
        let Some(live) = alignment.observed.resources.get(&addr) else { continue };
        if alignment.is_active(&addr.key) {
            inactivate(alignment, addr, gone);
            continue;
        }
        let id = live.text("id").unwrap_or("unknown").to_owned();
        let ack = code("DEL", 4, &[&alignment.tenant.name, &addr.key, &id]);
        match acks.contains(&ack) {
            true => goes.push(addr),
            false => withhold(alignment, &addr, gone.place, ack),
        }
    }
    what_goes(alignment, &goes);
}

/// A deletion frees the licence and nothing else (E-006, E-007, E-008).
fn what_goes(alignment: &mut Alignment<'_>, goes: &[Addr]) {
    let Some(first) = goes.first() else { return };
    let people: Vec<&str> = goes.iter().map(|addr| &*addr.key).collect();
    let (who, count) = (names(&people), seats(people.len()));
    let price = price(alignment.tenant, people.len());
    let text = format!(
        "{count} freed{price} by deleting {who} for good: it shows on the next invoice at the earliest"
    );
    alignment.findings.push(Finding::new("engage:E-006", Severity::Warn, text).about(first.to_string()));
    let text = format!(
        "the conversations of {who} are kept for the account's retention period: this erases no personal data"
    );
    alignment.findings.push(Finding::new("engage:E-008", Severity::Note, text).about(first.to_string()));
}

fn inactivate(alignment: &mut Alignment<'_>, addr: Addr, mut gone: Declared) {
    alignment.desired.gone.remove(&addr);
    let minutes = alignment.settings.reopens_for();
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

fn withhold(alignment: &mut Alignment<'_>, addr: &Addr, place: Place, ack: String) {
    let minutes = alignment.settings.reopens_for();
    let text = format!("deleting `{}` cannot be taken back, and waits for an acknowledgement", addr.key);
    let hint = format!(
        "go on with `--ack {ack}` once they have been inactive for {minutes} minutes: until then a closed \
         conversation may come back to them (E-030), and no reading tells since when they are inactive"
    );
    let mut finding = Finding::new("engage:E-005", Severity::Refuse, text).at(place);
    finding = finding.about(addr.to_string()).hint(hint);
    finding.ack = Some(ack);
    alignment.hold(addr.clone(), Hold::briefly(&finding));
    alignment.findings.push(finding);
}

/// Where nobody can be asked, a leaver of whom nobody said anything is taken to be there, with conversations: one
/// needless look is better than one who keeps access.
pub fn presume(alignment: &mut Alignment<'_>) {
    if !alignment.is_vendor() {
        return;
    }
    for addr in leaving(alignment) {
        let live = alignment.observed.resources.entry(addr.clone()).or_default();
        if live.get("active").is_none() {
            live.set("active", Value::Flag(true));
        }
        let conversations = Addr::new(CONVERSATIONS, addr.key.clone());
        if alignment.is_active(&addr.key) && alignment.desired.resources.contains_key(&conversations) {
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
    let inactivated = leaving(alignment).into_iter().filter(|addr| alignment.is_active(&addr.key));
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
            None if live.is_some() || alignment.is_vendor() => {
                "may have open conversations, nobody counted".to_owned()
            }
            None => return,
        };
        let text = format!("`{}` {open}, and nobody is named to take over", addr.key);
        let hint = "add `reassign_to: E-MAIL`, or `reassign_to: unassigned` for the assignment view";
        alignment.refuse("engage:E-027", addr, place, text, hint);
        return;
    };
    // At the vendor nobody can tell who is active: the person who clicks will see.
    if to == UNASSIGNED || live.is_none() || alignment.is_vendor() {
        return;
    }
    let Some(text) = cannot_take_over(alignment, &addr.key, &to) else { return };
    let hold = alignment.refuse("engage:E-027", addr, place, text, "name somebody who is there and active");
    alignment.hold(own, hold);
}

/// Why `to` cannot take over from `leaver`, during this plan and after it.
fn cannot_take_over(alignment: &Alignment<'_>, leaver: &str, to: &str) -> Option<String> {
    if !alignment.is_active(to) {
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
