//! Reads a service: what it announces first, then users and groups. Whatever cannot be proven to be whole is said to
//! be incomplete.

mod groups;
mod people;
mod some;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::api::{Features, text};
use super::catalogue::{ATTRIBUTE, ENTITLEMENT_VALUE, FEATURES, GROUP, GROUP_MEMBER, ROLE_VALUE, SERVICE};
use super::probes;
use super::session::Session;
use crate::model::{Addr, Attributes, ErrorKind, Kind, Observation, Survey, Value, VendorError};
use crate::port::{BoxFuture, ReadScope, Reader};
use crate::providers::kit::reader::{absorb, doubt};

pub use groups::one as group;
pub use people::{one as person, search};

impl Reader for Session {
    fn observe<'a>(&'a self, scope: &'a ReadScope) -> BoxFuture<'a, Result<Observation, VendorError>> {
        Box::pin(async move {
            let features = self.features().await?;
            let mut seen = match scope {
                ReadScope::All => whole(self, features, None).await?,
                ReadScope::Only(addrs) => some::some(self, features, addrs).await?,
                ReadScope::Around(places) => some::around(self, features, places).await?,
            };
            seen.caller = self.settings.caller.clone();
            Ok(seen)
        })
    }

    fn observe_people<'a>(
        &'a self,
        people: &'a [Arc<str>],
    ) -> BoxFuture<'a, Result<Observation, VendorError>> {
        Box::pin(async move {
            let features = self.features().await?;
            let mut seen = whole(self, features, Some(people)).await?;
            seen.caller = self.settings.caller.clone();
            Ok(seen)
        })
    }

    fn survey<'a>(&'a self, _: &'a BTreeSet<Kind>) -> BoxFuture<'a, Result<Survey, VendorError>> {
        Box::pin(probes::survey(self))
    }
}

/// Everything, or of people these alone. Members are known by id, so people are read first.
async fn whole(
    session: &Session,
    features: &Features,
    only: Option<&[Arc<str>]>,
) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    service(features, &mut seen);
    let people = async {
        match only {
            Some(only) => some::these(session, features, only).await,
            None => people::everybody(session, features).await,
        }
    };
    let (people, roles, entitlements) = tokio::try_join!(
        people,
        values(session, features, ROLE_VALUE, features.roles_at.as_deref()),
        values(session, features, ENTITLEMENT_VALUE, features.entitlements_at.as_deref()),
    )?;
    for part in [people, roles, entitlements] {
        absorb(&mut seen, part);
    }
    let groups = match groups::all(session, features).await {
        // A token may be good for users alone.
        Err(error) if matches!(error.kind, ErrorKind::Forbidden | ErrorKind::NotFound) => {
            let mut part = Observation::default();
            doubt(&mut part, &[GROUP, GROUP_MEMBER], &format!("the service does not show it: {error}"));
            part
        }
        groups => groups?,
    };
    absorb(&mut seen, groups);
    Ok(seen)
}

/// What the service announces, as far as plans depend on it.
fn service(features: &Features, seen: &mut Observation) {
    let lists = [("roles", &features.roles_at), ("entitlements", &features.entitlements_at)];
    let lists = lists.into_iter().filter(|(_, at)| at.is_some()).map(|(name, _)| name);
    let told = Attributes::new()
        .with("patch", Value::Flag(features.patch))
        .with("etag", Value::Flag(features.etag))
        .with("filter", Value::Flag(features.filter))
        .with("groups", Value::Flag(features.groups))
        .with("lists", Value::set(lists));
    seen.resources.insert(Addr::new(SERVICE, FEATURES), told);
    for (name, rule, why) in &features.limits {
        let told = Attributes::new().with("rule", Value::text(*rule)).with("why", Value::text(*why));
        seen.resources.insert(Addr::new(ATTRIBUTE, format!("user/{name}")), told);
    }
}

/// The values that roles or entitlements may have, where the service lists them (S-07), with the seats that it tells.
async fn values(
    session: &Session,
    features: &Features,
    kind: Kind,
    at: Option<&str>,
) -> Result<Observation, VendorError> {
    let mut seen = Observation::default();
    let Some(endpoint) = at else { return Ok(seen) };
    let listing = match session.api.list(endpoint, &[], features).await {
        Err(error)
            if matches!(error.kind, ErrorKind::Forbidden | ErrorKind::NotFound | ErrorKind::Invalid) =>
        {
            forget_list(&mut seen, kind, &error);
            return Ok(seen);
        }
        listing => listing?,
    };
    for item in &listing.items {
        let Some(value) = text(item, "value") else { continue };
        if kind == ENTITLEMENT_VALUE {
            seen.pools.extend(groups::pool(item, &value));
        }
        let told = text(item, "type")
            .map_or_else(Attributes::new, |own| Attributes::new().with("type", Value::text(own)));
        seen.resources.insert(Addr::new(kind, value), told);
    }
    if let Some(flaw) = &listing.flaw {
        doubt(&mut seen, &[kind], flaw);
    }
    Ok(seen)
}

/// A list that is announced and not shown proves nothing: declared values are then trusted.
fn forget_list(seen: &mut Observation, kind: Kind, error: &VendorError) {
    doubt(seen, &[kind], &format!("the service does not show it: {error}"));
}

#[cfg(test)]
mod tests;
