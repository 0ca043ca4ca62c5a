//! What is wanted meets what was seen: what only the live tenant knows is told, and what must not be touched now is
//! held.

mod companies;
mod people;

use std::collections::BTreeMap;

use super::catalogue::{ADMINISTRATOR, COMPANIES_OF, COMPANY_ACCESS, MODULE, ROLE, SEAT, person, seat_of};
use super::settings;
use crate::model::{Addr, Attributes, Desired, Findings, Kind, Observation, Place, Pool, Tenant};
use crate::port::Adjusted;

/// Lets `desired` meet `observed`.
pub fn meet(
    tenant: &Tenant,
    desired: &mut Desired,
    observed: &mut Observation,
    findings: &mut Findings,
) -> Adjusted {
    let mut meeting = Meeting { tenant, desired, observed, findings, adjusted: Adjusted::default() };
    people::leavers(&mut meeting);
    people::last_companies(&mut meeting);
    people::other_seats(&mut meeting);
    people::newcomers(&mut meeting);
    people::active(&mut meeting);
    people::administrators(&mut meeting);
    companies::unseen(&mut meeting);
    companies::contacts_of_users(&mut meeting);
    pools(&mut meeting);
    floors(&mut meeting);
    meeting.adjusted
}

/// Everything at hand.
struct Meeting<'a> {
    tenant: &'a Tenant,
    desired: &'a mut Desired,
    observed: &'a mut Observation,
    findings: &'a mut Findings,
    adjusted: Adjusted,
}

impl Meeting<'_> {
    /// Refuses at a place and holds `addr` for the same reason.
    fn refuse(&mut self, code: &'static str, addr: Addr, place: Place, text: String, hint: &str) {
        self.findings.refuse(code, place, text.clone(), Some(hint.to_owned()));
        self.hold(addr, text, code);
    }

    fn hold(&mut self, addr: Addr, reason: String, code: &str) {
        self.adjusted.held.insert(addr, (reason, code.to_owned(), None));
    }

    /// The role that somebody shall have, or has where the roster says nothing.
    fn role_after(&self, email: &str) -> Option<&str> {
        let addr = Addr::new(ROLE, email);
        let wanted = self.desired.resources.get(&addr).and_then(|own| own.attributes.text("role"));
        wanted.or_else(|| self.observed.resources.get(&addr).and_then(|own| own.text("role")))
    }
}

/// The seats of the plan where the server does not tell them: what `settings.seats` says.
fn pools(meeting: &mut Meeting<'_>) {
    let seats = settings::of(meeting.tenant).seats.unwrap_or_default();
    for (module, count) in seats.by_module() {
        let told = meeting.observed.pools.iter().any(|pool| pool.name == module);
        let Some(named) = count.named.filter(|_| !told) else { continue };
        let holds = |addr: &Addr| seat_of(&addr.key) == Some((module, false));
        let taken = of_kind(&meeting.observed.resources, SEAT).filter(|(addr, _)| holds(addr)).count();
        let pool = Pool { name: module.to_owned(), capacity: named.into(), taken: taken as u64 };
        meeting.observed.pools.push(pool);
    }
    meeting.observed.pools.sort_by(|a, b| a.name.cmp(&b.name));
}

/// Nobody but an administrator is ever without a company. Whose last one goes without another is told by
/// `judge`; this keeps the order right for everybody else.
fn floors(meeting: &mut Meeting<'_>) {
    let both = of_kind(&meeting.observed.resources, COMPANY_ACCESS).map(|(addr, _)| addr);
    let both = both.chain(of_kind(&meeting.desired.resources, COMPANY_ACCESS).map(|(addr, _)| addr));
    let people: Vec<String> = both.filter_map(person).map(str::to_owned).collect();
    for email in people {
        if meeting.role_after(&email) != Some(ADMINISTRATOR) {
            meeting.desired.floors.insert(format!("{COMPANIES_OF} {email}"), 1);
        }
    }
}

/// The resources of one kind, by key.
pub fn of_kind<T>(resources: &BTreeMap<Addr, T>, kind: Kind) -> impl Iterator<Item = (&Addr, &T)> {
    resources.range(Addr::new(kind, "")..).take_while(move |(addr, _)| addr.kind == kind)
}

/// The shared seats that the server tells of a module.
pub fn shared_told(resources: &BTreeMap<Addr, Attributes>, module: &str) -> Option<i64> {
    match resources.get(&Addr::new(MODULE, module))?.get("shared")? {
        crate::model::Value::Number(shared) => Some(*shared),
        _ => None,
    }
}
