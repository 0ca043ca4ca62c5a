//! Licenses, custom roles and groups: short lists that name what users only hold the keys of.

use std::sync::Arc;

use super::super::admin::catalogue::{GROUP, GROUP_MEMBER, LICENSE, LICENSE_PRODUCT, ROLE, ROLE_SET};
use super::super::api::{Key, License, RoleSet};
use super::super::convert;
use super::super::session::{Account, Session};
use super::visible;
use crate::model::{Addr, Attributes, Kind, Observation, Pool, Value, VendorError};
use crate::providers::kit::naming::{Case, Keys};
use crate::providers::kit::reader::doubt;

/// The licenses, each with its pool of seats.
///
/// # Errors
/// The vendor's refusal, unless it merely does not show them.
pub async fn licenses(session: &Session, account: &Account) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    let answer = session.api.licenses(&account.key).await;
    let Some(list) = trusted(answer, &[LICENSE, LICENSE_PRODUCT], &mut seen)? else { return Ok(seen) };
    let names = convert::license_names(&list);
    names.mark(LICENSE_PRODUCT, &mut seen);
    session.directory.with(|known| {
        for (license, name) in list.iter().zip(&names.all) {
            known.licenses.put(Arc::clone(name), license.key.shared());
            let products = license.products.iter().map(|product| product.as_str().into());
            let Value::Set(products) = Value::set::<Box<str>>(products) else { continue };
            known.products.insert(license.key.shared(), products);
        }
        known.listed.insert(LICENSE_PRODUCT);
        for (license, name) in list.iter().zip(names.all) {
            seen.pools.extend(pool(license, &name));
            let mut attributes = convert::license(&license.key, known);
            if let Some(seats) = license.seats.and_then(|seats| i64::try_from(seats).ok()) {
                attributes.set("seats", Value::Number(seats));
            }
            if let Some(why) = closed(license) {
                attributes.set("closed", Value::text(why));
            }
            seen.resources.insert(Addr::new(LICENSE_PRODUCT, name), attributes);
        }
    });
    Ok(seen)
}

/// Why nobody can be given a license, where that is so (section 4.5).
fn closed(license: &License) -> Option<&'static str> {
    match (license.enabled, license.externally_managed) {
        (_, Some(true)) => Some("it is managed elsewhere"),
        (Some(false), _) => Some("it is not enabled"),
        _ => None,
    }
}

/// The seats of a license; none where the vendor does not say how many there are.
fn pool(license: &License, name: &str) -> Option<Pool> {
    let taken = license.user_count.unwrap_or(license.holders as u64);
    Some(Pool { name: name.to_owned(), capacity: license.seats?, taken })
}

/// The custom roles.
///
/// # Errors
/// The vendor's refusal, unless it merely does not show them.
pub async fn role_sets(session: &Session, account: &Account) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    let answer = session.api.role_sets(&account.key).await;
    let Some(list) = trusted(answer, &[ROLE, ROLE_SET], &mut seen)? else { return Ok(seen) };
    let rows =
        list.iter().map(|RoleSet { id, name, .. }| (name.as_deref().unwrap_or(id.as_str()), id.as_str()));
    let names = Keys::of(rows, Case::Counts);
    names.mark(ROLE_SET, &mut seen);
    session.directory.with(|known| {
        for (RoleSet { id, permissions, .. }, name) in list.iter().zip(names.all) {
            known.role_sets.put(Arc::clone(&name), id.shared());
            let words = permissions.as_array().map(|each| each.iter().filter_map(serde_json::Value::as_str));
            let mut attributes = with_id(id);
            if let Some(words) = words {
                attributes.set("permissions", Value::set(words));
            }
            seen.resources.insert(Addr::new(ROLE_SET, name), attributes);
        }
        known.listed.insert(ROLE_SET);
    });
    Ok(seen)
}

/// The groups by path.
///
/// # Errors
/// The vendor's refusal, unless it merely does not show them.
pub async fn groups(session: &Session, account: &Account) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    let answer = session.api.groups(&account.key).await;
    let Some(list) = trusted(answer, &[GROUP, GROUP_MEMBER], &mut seen)? else { return Ok(seen) };
    let paths = convert::group_paths(&list);
    paths.mark(GROUP, &mut seen);
    session.directory.with(|known| {
        for (group, path) in list.iter().zip(paths.all) {
            // What was written down before stays: this list may lag behind a group just made.
            known.groups.put(Arc::clone(&path), group.key.shared());
            seen.resources.insert(Addr::new(GROUP, path), with_id(&group.key));
        }
        known.listed.insert(GROUP);
    });
    Ok(seen)
}

/// A listing, or `None` where the vendor does not show it; one that does not add up is a doubt about `kinds`.
fn trusted<T>(
    answer: Result<(Vec<T>, Option<String>), VendorError>,
    kinds: &[Kind],
    seen: &mut Observation,
) -> Result<Option<Vec<T>>, VendorError> {
    let Some((list, flaw)) = visible(answer, kinds, seen)? else { return Ok(None) };
    if let Some(flaw) = flaw {
        doubt(seen, kinds, &flaw);
    }
    Ok(Some(list))
}

fn with_id(id: &Key) -> Attributes {
    Attributes::new().with("id", Value::text(id.as_str()))
}
