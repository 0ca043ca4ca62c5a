//! What is wanted meets what was seen: what only the live tenant knows is told, and what must not be touched now is
//! held.

mod companies;
mod people;

use std::collections::BTreeMap;

use super::catalogue::{ADMINISTRATOR, COMPANIES_OF, COMPANY_ACCESS, MODULE, ROLE, SEAT, person, seat_of};
use super::settings;
use crate::model::{
    Addr, Attributes, Desired, Finding, Findings, Hold, Kind, Observation, Place, Pool, Severity, Tenant,
};
use crate::port::Holds;

/// Lets `desired` meet `observed`.
pub fn align(
    tenant: &Tenant,
    desired: &mut Desired,
    observed: &mut Observation,
    findings: &mut Findings,
) -> Holds {
    let mut alignment = Alignment { tenant, desired, observed, findings, holds: Holds::default() };
    people::leavers(&mut alignment);
    people::last_companies(&mut alignment);
    people::other_seats(&mut alignment);
    people::newcomers(&mut alignment);
    people::active(&mut alignment);
    people::administrators(&mut alignment);
    companies::unseen(&mut alignment);
    companies::contacts_of_users(&mut alignment);
    pools(&mut alignment);
    floors(&mut alignment);
    alignment.holds
}

/// Everything at hand.
struct Alignment<'a> {
    tenant: &'a Tenant,
    desired: &'a mut Desired,
    observed: &'a mut Observation,
    findings: &'a mut Findings,
    holds: Holds,
}

impl Alignment<'_> {
    /// Refuses at a place and holds `addr` for the same reason.
    fn refuse(&mut self, code: &'static str, addr: Addr, place: Place, text: String, hint: &str) {
        let finding = Finding::new(code, Severity::Refuse, text).at(place).hint(hint);
        self.hold(addr, Hold::briefly(&finding));
        self.findings.push(finding);
    }

    fn hold(&mut self, addr: Addr, hold: Hold) {
        self.holds.held.insert(addr, hold);
    }

    /// The role that somebody shall have, or has where the roster says nothing.
    fn role_after(&self, email: &str) -> Option<&str> {
        let addr = Addr::new(ROLE, email);
        let wanted = self.desired.resources.get(&addr).and_then(|own| own.attributes.text("role"));
        wanted.or_else(|| self.observed.resources.get(&addr).and_then(|own| own.text("role")))
    }
}

/// The seats of the plan where the server does not tell them: what `settings.seats` says.
fn pools(alignment: &mut Alignment<'_>) {
    let seats = settings::of(alignment.tenant).seats.unwrap_or_default();
    for (module, count) in seats.by_module() {
        let told = alignment.observed.pools.iter().any(|pool| pool.name == module);
        let Some(named) = count.named.filter(|_| !told) else { continue };
        let holds = |addr: &Addr| seat_of(&addr.key) == Some((module, false));
        let taken = of_kind(&alignment.observed.resources, SEAT).filter(|(addr, _)| holds(addr)).count();
        let pool = Pool { name: module.to_owned(), capacity: named.into(), taken: taken as u64 };
        alignment.observed.pools.push(pool);
    }
    alignment.observed.pools.sort_by(|a, b| a.name.cmp(&b.name));
}

/// Nobody but an administrator is ever without a company. Whose last one goes without another is told by
/// `guard`; this keeps the order right for everybody else.
fn floors(alignment: &mut Alignment<'_>) {
    let both = of_kind(&alignment.observed.resources, COMPANY_ACCESS).map(|(addr, _)| addr);
    let both = both.chain(of_kind(&alignment.desired.resources, COMPANY_ACCESS).map(|(addr, _)| addr));
    let people: Vec<String> = both.filter_map(person).map(str::to_owned).collect();
    for email in people {
        if alignment.role_after(&email) != Some(ADMINISTRATOR) {
            alignment.desired.floors.insert(format!("{COMPANIES_OF} {email}"), 1);
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
