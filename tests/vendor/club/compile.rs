//! From a roster to what it wants. Reads each entry's shape and makes every check that needs no live state.

use rosterctl::model::{Attributes, Desired, Findings, Reason, Tenant, Value, read};
use rosterctl::port::{Entry, Roster};
use rosterctl::providers::Session as _;
use rosterctl::providers::kit::checks::wrong_email;
use rosterctl::providers::kit::draft::{Draft, Fate, Subject, texts};
use rosterctl::providers::kit::names::{People, canonical, entries};
use rosterctl::providers::kit::tenant;

use super::Session;
use super::catalogue::{BADGE, CATALOGUE, MEMBER};
use super::shapes::{MEMBERS, Member};

/// Checks what `tenant.yaml` says about a club.
pub fn check_tenant(own: &Tenant, findings: &mut Findings) {
    tenant::no_portal(own, findings);
    tenant::credentials(own, Session::CREDENTIALS, findings);
    tenant::writes(own, &CATALOGUE, findings, |_, _, _, _| {});
}

/// What `roster` wants, and every finding that needs no live state.
pub fn compile(tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
    let mut draft = Draft::default();
    People::of(roster, MEMBERS, ("club:C-04", "e-mail"), findings);
    for entry in entries(roster, MEMBERS) {
        if let Some(wrong) = wrong_email(&entry.key) {
            findings.refuse("club:C-04", entry.place, wrong, None);
            continue;
        }
        let Some(member) = read::<Member>(&entry.node, findings) else { continue };
        person(tenant, entry, &member, &mut draft);
    }
    draft.finish()
}

/// What one entry wants.
fn person(tenant: &Tenant, entry: &Entry, member: &Member, draft: &mut Draft) {
    let subject = Subject::of(entry, member.priority);
    let (suspended, place, reason) = match Fate::of(member.state, tenant.offboarding) {
        Fate::Stays => (false, entry.place, Reason::Declared),
        Fate::Suspended(place, reason) => (true, place, reason),
        Fate::Gone(place) => {
            let cause = subject.cause(Reason::Absent);
            return draft.gone(subject.addr(MEMBER), Attributes::new(), place, cause);
        }
    };
    let was = member.was.as_ref().map(|was| canonical(&was.value));
    let mut attributes = texts([
        ("id", member.id.as_ref().map(|id| id.value.as_str())),
        ("was", was.as_deref()),
        ("name", member.name.as_ref().map(|name| name.value.as_str())),
    ]);
    attributes.set("suspended", Value::Flag(suspended));
    if let Some(steward) = &member.steward {
        attributes.set("steward", Value::Flag(steward.value));
    }
    draft.add(subject.addr(MEMBER), attributes, place, subject.cause(reason));
    if let Some(list) = &member.badges {
        subject.exactly(BADGE, list.place, &list.value, Subject::has, draft);
    }
}
