//! What is wanted meets what was seen: what only the live tenant knows is told, and what must not be touched now is
//! held.

mod people;

use std::collections::BTreeMap;

use super::catalogue::{
    ADMINISTRATOR, COMPANIES_OF, COMPANY_ACCESS, CONTACT, MODULE, ROLE, SEAT, USER_CONTACT, person, seat_of,
};
use super::sections::CONTACTS;
use super::settings;
use crate::model::{Addr, Attributes, Place, Pool};
use crate::port::{Alignment, of_kind};

/// Aligns the two sides.
pub fn align(alignment: &mut Alignment<'_>) {
    people::former_administrators(alignment);
    people::leavers(alignment);
    people::last_companies(alignment);
    people::other_seats(alignment);
    people::newcomers(alignment);
    people::active(alignment);
    people::administrators(alignment);
    contacts_of_users(alignment);
    pools(alignment);
    floors(alignment);
}

/// The role that somebody shall have, or has where the roster says nothing.
fn role_after<'s>(alignment: &'s Alignment<'_>, email: &str) -> Option<&'s str> {
    let addr = Addr::new(ROLE, email);
    let wanted = alignment.desired.resources.get(&addr).and_then(|own| own.attributes.text("role"));
    wanted.or_else(|| alignment.observed.resources.get(&addr).and_then(|own| own.text("role")))
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
        if role_after(alignment, &email) != Some(ADMINISTRATOR) {
            alignment.desired.floors.insert(format!("{COMPANIES_OF} {email}"), 1);
        }
    }
}

/// The shared seats that the server tells of a module.
pub fn shared_told(resources: &BTreeMap<Addr, Attributes>, module: &str) -> Option<i64> {
    match resources.get(&Addr::new(MODULE, module))?.get("shared")? {
        crate::model::Value::Number(shared) => Some(*shared),
        _ => None,
    }
}

/// Every user is a contact by itself and is never written or removed as one (A-302, AT-05).
fn contacts_of_users(alignment: &mut Alignment<'_>) {
    let wanted =
        of_kind(&alignment.desired.resources, CONTACT).chain(of_kind(&alignment.desired.gone, CONTACT));
    let mut users: Vec<(Addr, Place, String)> = Vec::new();
    for (addr, declared) in wanted {
        let twin = alignment.observed.resources.get(&Addr::new(USER_CONTACT, addr.key.clone()));
        if let Some(user) = twin.and_then(|own| own.text("user")) {
            let text = format!("the contact `{}` is the user `{user}`", addr.key);
            users.push((addr.clone(), declared.place, text));
        }
    }
    for (addr, place, text) in users {
        let hint = format!("drop it from `{CONTACTS}`: a user's own contact is the user's");
        alignment.refuse("gotoassist:A-302", addr, place, text, &hint);
    }
}
