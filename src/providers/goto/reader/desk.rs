//! Phone numbers, desk phones and all extensions: read where a roster or somebody's leaving is about them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::super::admin::catalogue::{DEVICE, EXTENSION_NUMBER, PHONE_NUMBER};
use super::super::api::{Extension, Key, PhoneNumber};
use super::super::convert;
use super::super::directory::Known;
use super::super::session::{Account, Session};
use super::visible;
use crate::model::{Addr, Kind, Observation, VendorError};
use crate::providers::kit::reader::{Read, absorb, doubt, each};

/// The kinds that are read here.
pub const DESK: [Kind; 3] = [PHONE_NUMBER, DEVICE, EXTENSION_NUMBER];

/// The lists of the kinds that `addrs` name, and of each extension that is named who has it (G-806).
pub async fn desk(session: &Session, account: &Account, addrs: &[Addr]) -> Result<Observation, VendorError> {
    let asked = |kinds: &[Kind]| addrs.iter().any(|addr| kinds.contains(&addr.kind));
    let mut seen = Observation::default();
    if asked(&[PHONE_NUMBER, EXTENSION_NUMBER]) {
        let singles: BTreeSet<&str> =
            addrs.iter().filter(|addr| addr.kind == EXTENSION_NUMBER).map(|addr| &*addr.key).collect();
        absorb(&mut seen, extensions(session, account, &singles).await?);
    }
    if asked(&[PHONE_NUMBER]) {
        absorb(&mut seen, numbers(session, account).await?);
    }
    if asked(&[DEVICE]) {
        absorb(&mut seen, devices(session, account).await?);
    }
    doubt_hidden(session, account, &mut seen, addrs);
    Ok(seen)
}

/// All extensions by number; of those in `singles` the people as well.
async fn extensions(
    session: &Session,
    account: &Account,
    singles: &BTreeSet<&str>,
) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    let answer = session.api.all_extensions(&account.key).all().await;
    let Some(list) = visible(answer, &[EXTENSION_NUMBER, PHONE_NUMBER], &mut seen)? else { return Ok(seen) };
    let number = |own: &Extension| own.number.as_ref().map(Key::shared);
    let ids = list.iter().filter_map(|own| Some((number(own)?, Arc::from(own.id.as_str()))));
    let direct = || list.iter().filter(|own| own.is_direct());
    session.directory.with(|known| {
        known.targets = ids.collect();
        known.lines = direct().map(|own| Arc::from(own.id.as_str())).collect();
        known.extensions =
            direct().filter_map(|own| Some((number(own)?, Arc::from(own.id.as_str())))).collect();
    });
    // A step that looks for a direct extension has a list by now.
    session.extensions_read.fetch_add(1, Ordering::Relaxed);
    let named = list.iter().filter(|own| number(own).is_some_and(|own| singles.contains(&*own)));
    let reads = named.map(|own| -> Read<'_, _, _> { Box::pin(session.api.extension(&own.id)) });
    let with_people: Vec<Extension> = each(reads).await?.into_iter().flatten().collect();
    session.directory.with(|known| {
        // The single reading says more, and comes last.
        for own in list.iter().chain(&with_people) {
            let Some(number) = number(own) else { continue };
            seen.resources
                .insert(Addr::new(EXTENSION_NUMBER, Arc::clone(&number)), convert::line(own, known));
            if !own.assigned_secondary_user_keys.is_empty() {
                let keys = own.assigned_secondary_user_keys.iter().map(Key::shared).collect();
                known.secondary.insert(number, keys);
            }
        }
    });
    Ok(seen)
}

/// The phone numbers, each with the extension that it leads to, and with whom that is where only the extension itself tells
/// it: whoever has lost GoTo Connect shows no extension, and may be its primary user all the same.
async fn numbers(session: &Session, account: &Account) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    let answer = session.api.phone_numbers(&account.key).all().await;
    let Some(list) = visible(answer, &[PHONE_NUMBER], &mut seen)? else { return Ok(seen) };
    let unheld = session.directory.with(|known| {
        let numbers: BTreeMap<&str, &str> =
            known.targets.iter().map(|(number, id)| (&**id, &**number)).collect();
        for own in &list {
            let Some(number) = spelled(own) else { continue };
            let route = convert::route(own.route_to.as_ref(), &numbers);
            seen.resources.insert(Addr::new(PHONE_NUMBER, number), route);
        }
        known.numbers = list.iter().filter_map(|own| Some((spelled(own)?, own.id.as_str().into()))).collect();
        let ids = list.iter().filter_map(|own| own.route_to.as_ref()?.id.as_deref());
        let unheld = ids.filter(|id| {
            let number = numbers.get(id).filter(|_| known.lines.contains(*id));
            number.is_some_and(|number| !known.held.contains(*number))
        });
        unheld.map(str::to_owned).collect::<BTreeSet<String>>()
    });
    let reads = unheld.iter().map(|id| -> Read<'_, _, _> { Box::pin(session.api.extension(id)) });
    let found: Vec<Extension> = each(reads).await?.into_iter().flatten().collect();
    session.directory.with(|known| {
        let holder = |own: &Extension| known.users.name(own.assigned_primary_user_key.as_ref()?.as_str());
        let held = found.iter().filter_map(|own| Some((own.number.as_ref()?.to_string(), holder(own)?)));
        let held: BTreeMap<String, Arc<str>> = held.collect();
        convert::lead_to(&mut seen.resources, |number| held.get(number).map(|who| &**who));
    });
    Ok(seen)
}

/// A number as it is spelled everywhere: without what people write between the digits.
fn spelled(own: &PhoneNumber) -> Option<Arc<str>> {
    Some(convert::phone_number(own.number.as_ref()?.as_str()).into())
}

/// The desk phones, each with its model and its user. What has no hardware address is no desk phone.
async fn devices(session: &Session, account: &Account) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    let answer = session.api.devices(&account.key).all().await;
    let Some(list) = visible(answer, &[DEVICE], &mut seen)? else { return Ok(seen) };
    session.directory.with(|known: &mut Known| {
        for own in &list {
            let Some(mac) = convert::mac(own) else { continue };
            seen.resources.insert(Addr::new(DEVICE, Arc::clone(&mac)), convert::device(own, known));
            known.phones.insert(mac, own.id.as_str().into());
        }
    });
    Ok(seen)
}

/// An empty list is what a caller without the right sees as well (section 6.1).
fn doubt_hidden(session: &Session, account: &Account, seen: &mut Observation, addrs: &[Addr]) {
    if account.sees_all || session.directory.with(|known| known.caller_sees_all) {
        return;
    }
    let asked: BTreeSet<Kind> =
        addrs.iter().map(|addr| addr.kind).filter(|kind| DESK.contains(kind)).collect();
    for kind in asked {
        if !seen.resources.keys().any(|addr| addr.kind == kind) {
            let why = "the list is empty, and the caller's role does not prove that nothing is hidden";
            doubt(seen, &[kind], why);
        }
    }
}

/// The phone numbers that lead to somebody of `people`, each with whom it leads to: what has to be shown right before
/// somebody is deleted (E-12). Nothing is read in an account without GoTo Connect.
pub async fn numbers_of(
    session: &Session,
    account: &Account,
    people: &BTreeSet<&str>,
) -> Result<Observation, VendorError> {
    if !session.directory.with(|known| known.may_have_phones()) {
        return Ok(Observation::default());
    }
    let mut holders: BTreeMap<String, &str> = BTreeMap::new();
    for email in people {
        let Some(user) = session.user(account, email).await? else { continue };
        let number = match user.extension() {
            Some(number) => Some(number.to_owned()),
            None if user.settings.is_some() => None,
            None => {
                let lines = session.api.lines(user.key.as_str()).await?;
                lines.as_deref().and_then(super::people::primary).map(str::to_owned)
            }
        };
        holders.extend(number.map(|number| (number, *email)));
    }
    let mut seen = desk(session, account, &[Addr::new(PHONE_NUMBER, "")]).await?;
    convert::lead_to(&mut seen.resources, |number| holders.get(number).copied());
    Ok(seen)
}
