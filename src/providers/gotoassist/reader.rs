//! Reads a tenant. Of the vendor only companies and the number of their machines can be read; of a server that
//! keeps the assumed contract everything. What cannot be proven to be whole is said to be incomplete.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::api::CompanyRow;
use super::catalogue::{
    ACCOUNT_SETTING, COMPANY, COMPANY_ACCESS, COMPANY_SETTING, CONTACT, CONTACT_METHOD, MODULE, PORTAL,
    REMOTE_SUPPORT, ROLE, SEAT, SERVICE_DESK, USER, USER_CONTACT, person, seat_of,
};
use super::convert;
use super::probes;
use super::session::Session;
use crate::model::{
    Addr, Around, Attributes, Kind, Observation, Pool, Survey, Value, VendorError, folded, told_name,
};
use crate::port::{BoxFuture, ReadScope, Reader};
use crate::providers::kit::naming::{Case, Keys};
use crate::providers::kit::reader::{Read, absorb, doubt, each};

/// From so many people on all are read rather than each.
const MANY: usize = 20;
/// What is told with a user.
const OF_USERS: [Kind; 4] = [USER, ROLE, SEAT, COMPANY_ACCESS];
/// What is told of companies by the assumed contract.
const OF_COMPANIES: [Kind; 2] = [PORTAL, COMPANY_SETTING];
/// What is told with a contact.
const OF_CONTACTS: [Kind; 3] = [CONTACT, CONTACT_METHOD, USER_CONTACT];

impl Reader for Session {
    fn observe<'a>(&'a self, scope: &'a ReadScope) -> BoxFuture<'a, Result<Observation, VendorError>> {
        Box::pin(async move {
            let caller = self.caller().await?;
            let mut seen = match (self.is_vendor(), scope) {
                (true, _) => documented(self, scope).await?,
                (false, ReadScope::All) => whole(self).await?,
                (false, ReadScope::Only(addrs)) => some(self, addrs).await?,
                (false, ReadScope::Around(places)) => around(self, places).await?,
            };
            seen.caller.clone_from(&caller.email);
            Ok(seen)
        })
    }

    fn survey<'a>(&'a self, _: &'a BTreeSet<Kind>) -> BoxFuture<'a, Result<Survey, VendorError>> {
        Box::pin(probes::survey(self))
    }
}

/// All that the vendor documents.
async fn documented(session: &Session, scope: &ReadScope) -> Result<Observation, VendorError> {
    let mut seen = companies(session, !matches!(scope, ReadScope::Only(_))).await?;
    for kind in [USER_CONTACT, MODULE] {
        doubt(&mut seen, &[kind], "no public interface shows it (A-604)");
    }
    Ok(seen)
}

/// Everything, of a server that keeps the assumed contract.
async fn whole(session: &Session) -> Result<Observation, VendorError> {
    let (companies, records, users, contacts, account, modules) = tokio::try_join!(
        companies(session, true),
        company_records(session),
        everybody(session),
        contacts(session),
        account(session),
        modules(session),
    )?;
    let mut seen = Observation::default();
    for part in [companies, records, users, contacts, account, modules] {
        absorb(&mut seen, part);
    }
    seen.pools = pools(&seen);
    Ok(seen)
}

/// At least what is asked for.
async fn some(session: &Session, addrs: &[Addr]) -> Result<Observation, VendorError> {
    let wants = |kinds: &[Kind]| addrs.iter().any(|addr| kinds.contains(&addr.kind));
    let of_users = addrs.iter().filter(|addr| OF_USERS.contains(&addr.kind));
    let people: BTreeSet<&str> = of_users.filter_map(person).collect();
    let mut seen = match people.len() {
        0 => Observation::default(),
        MANY.. => everybody(session).await?,
        _ => one_by_one(session, &people).await?,
    };
    if wants(&[COMPANY]) {
        absorb(&mut seen, companies(session, false).await?);
    }
    if wants(&OF_COMPANIES) {
        absorb(&mut seen, company_records(session).await?);
    }
    if wants(&OF_CONTACTS) {
        absorb(&mut seen, contacts(session).await?);
    }
    if wants(&[ACCOUNT_SETTING]) {
        absorb(&mut seen, account(session).await?);
    }
    Ok(seen)
}

/// Everything around `places`: the whole lists of their kinds.
async fn around(session: &Session, places: &[Around]) -> Result<Observation, VendorError> {
    let asks = |kinds: &[Kind]| places.iter().any(|place| kinds.contains(&place.kind));
    let mut seen = Observation::default();
    if asks(&OF_USERS) {
        absorb(&mut seen, everybody(session).await?);
    }
    if asks(&[COMPANY]) {
        absorb(&mut seen, companies(session, true).await?);
    }
    if asks(&OF_COMPANIES) {
        absorb(&mut seen, company_records(session).await?);
    }
    if asks(&OF_CONTACTS) {
        absorb(&mut seen, contacts(session).await?);
    }
    Ok(seen)
}

/// The companies by the documented interface, with the number of their machines where `machines` is set. The list
/// counts as whole only where the caller is known to see all (A-602, AT-12).
async fn companies(session: &Session, machines: bool) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    let Some((rows, flaw)) = session.api.companies().await? else {
        let why =
            "the vendor answers 404, which means that there is none or that the right is missing (A-602)";
        doubt(&mut seen, &[COMPANY], why);
        return Ok(seen);
    };
    let names = Keys::of(rows.iter().map(|row| (row.name.as_str(), row.id.as_str())), Case::Folds);
    names.mark(COMPANY, &mut seen);
    for (row, name) in rows.iter().zip(&names.all) {
        convert::company(row, name, &mut seen.resources);
    }
    if let Some(flaw) = flaw {
        doubt(&mut seen, &[COMPANY], &flaw);
    }
    control(session, &rows, &mut seen).await?;
    if machines {
        let trusted = !seen.incomplete.contains_key(&COMPANY);
        count_machines(session, (&rows, &names.all), trusted, &mut seen).await?;
    }
    Ok(seen)
}

/// The positive control: an administrator sees all companies, and one that only administrators see is there.
async fn control(session: &Session, rows: &[CompanyRow], seen: &mut Observation) -> Result<(), VendorError> {
    let known = session.settings.known_company.as_ref();
    if let Some(known) =
        known.filter(|known| !rows.iter().any(|row| told_name(&row.name) == told_name(&known.value)))
    {
        let why = format!("`{}` (settings.known_company) is not in the list (A-602)", known.value);
        doubt(seen, &[COMPANY], &why);
    } else if known.is_none() && !session.caller().await?.is_administrator {
        let why = "nothing shows that the caller is an administrator, and not somebody with a few companies: name a \
                   company that only administrators see under `settings.known_company` (A-602)";
        doubt(seen, &[COMPANY], why);
    }
    Ok(())
}

/// How many machines each company holds. 404 is none where the caller is known to see all, else it is not known.
async fn count_machines(
    session: &Session,
    (rows, names): (&[CompanyRow], &[Arc<str>]),
    trusted: bool,
    seen: &mut Observation,
) -> Result<(), VendorError> {
    let counts = rows.iter().map(|row| -> Read<'_, _, _> { Box::pin(session.api.machines(&row.id)) });
    for (name, count) in names.iter().zip(each(counts).await?) {
        let count = count.or(trusted.then_some(0)).and_then(|count| i64::try_from(count).ok());
        if let (Some(count), Some(own)) =
            (count, seen.resources.get_mut(&Addr::new(COMPANY, Arc::clone(name))))
        {
            own.set("devices", Value::Number(count));
        }
    }
    Ok(())
}

async fn everybody(session: &Session) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    let (users, flaw) = session.api.users().await?;
    let mut people: BTreeSet<String> = BTreeSet::new();
    for user in &users {
        convert::user(user, &mut seen.resources);
        people.insert(folded(&user.email).into_owned());
    }
    let caller = session.caller().await?.email.clone();
    let flaw = match (flaw, caller) {
        (Some(flaw), _) => Some(flaw),
        (None, _) if people.len() != users.len() => Some("somebody came twice".into()),
        (None, Some(caller)) if !people.contains(&caller) => {
            Some(format!("`{caller}`, whose credentials are in use, is not in the list"))
        }
        _ => None,
    };
    if let Some(flaw) = flaw {
        doubt(&mut seen, &OF_USERS, &flaw);
    }
    Ok(seen)
}

async fn one_by_one(session: &Session, people: &BTreeSet<&str>) -> Result<Observation, VendorError> {
    let reads = people.iter().map(|email| -> Read<'_, _, _> { Box::pin(session.api.user(email)) });
    let mut seen = Observation::default();
    for user in each(reads).await?.iter().flatten() {
        convert::user(user, &mut seen.resources);
    }
    Ok(seen)
}

async fn company_records(session: &Session) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    for record in session.api.company_records().await? {
        if record.portal {
            seen.resources.insert(Addr::new(PORTAL, record.name.trim()), Attributes::new());
        }
        for (setting, value) in convert::settings(&record.settings) {
            let addr = Addr::new(COMPANY_SETTING, format!("{}/{setting}", record.name.trim()));
            seen.resources.insert(addr, Attributes::new().with("value", value));
        }
    }
    Ok(seen)
}

async fn contacts(session: &Session) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    let mut names = BTreeSet::new();
    for contact in session.api.contacts().await? {
        convert::contact(&contact, &mut seen.resources);
        if contact.user.is_none() && !names.insert(told_name(&contact.name).into_owned()) {
            // Nothing tells them apart: contacts have no id.
            seen.ambiguous.insert(Addr::new(CONTACT, contact.name.trim()), Vec::new());
        }
    }
    Ok(seen)
}

async fn account(session: &Session) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    let record = session.api.account_settings().await?;
    for (setting, value) in convert::settings(&record) {
        seen.resources.insert(Addr::new(ACCOUNT_SETTING, setting), Attributes::new().with("value", value));
    }
    Ok(seen)
}

async fn modules(session: &Session) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    let told = session.api.seats().await?;
    for (module, share) in [(REMOTE_SUPPORT, told.remote_support), (SERVICE_DESK, told.service_desk)] {
        convert::module(module, share, &mut seen.resources);
    }
    Ok(seen)
}

/// The named seats of each module; how a shared pool is occupied at the moment decides nothing.
fn pools(seen: &Observation) -> Vec<Pool> {
    let of = |kind: Kind| seen.resources.iter().filter(move |(addr, _)| addr.kind == kind);
    let pool = |(addr, own): (&Addr, &Attributes)| {
        let Some(Value::Number(named)) = own.get("named") else { return None };
        let held = of(SEAT).filter(|(seat, _)| seat_of(&seat.key) == Some((&addr.key, false))).count();
        Some(Pool { name: addr.key.to_string(), capacity: u64::try_from(*named).ok()?, taken: held as u64 })
    };
    of(MODULE).filter_map(pool).collect()
}

#[cfg(test)]
mod tests;
