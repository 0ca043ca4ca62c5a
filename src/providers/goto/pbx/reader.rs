//! Reads what of the classic PBX Administration can be read: its users, which the Admin API mirrors (G-016). Lines,
//! devices, logins, groups and permissions are not read, so nothing is said of them: no call is known to show those of
//! this portal. Whether voice-admin, which lists lines and devices of an account, lists these as well is open.

use super::super::admin::catalogue::USER;
use super::super::reader::{everybody_without_lines, narrowed, some};
use super::super::session::{Account, Session};
use super::catalogue::CATALOGUE;
use crate::model::{Addr, Kind, Observation, VendorError};
use crate::port::ReadScope;

/// At least what is asked for, and who asked.
pub async fn observe(session: &Session, scope: &ReadScope) -> Result<Observation, VendorError> {
    let account = session.account().await?;
    let mut seen = users_of(people(session, account, scope).await?);
    seen.caller = session.caller(account);
    Ok(seen)
}

async fn people(session: &Session, account: &Account, scope: &ReadScope) -> Result<Observation, VendorError> {
    match scope {
        ReadScope::All | ReadScope::Around(_) => Ok(everybody_without_lines(session, account).await?.part),
        ReadScope::Only(addrs) => {
            let users: Vec<Addr> = addrs.iter().filter(|addr| addr.kind == USER).cloned().collect();
            some(session, account, &users).await
        }
    }
}

/// The users, with what this portal knows of them.
fn users_of(seen: Observation) -> Observation {
    let mut seen = narrowed(seen, is_user);
    let spec = CATALOGUE.spec(USER);
    for own in seen.resources.values_mut() {
        let kept = own.iter().filter(|(name, _)| spec.mutability(name).is_some());
        *own = kept.map(|(name, value)| (name, value.clone())).collect();
    }
    seen.pools.clear();
    seen
}

fn is_user(kind: Kind) -> bool {
    kind == USER
}
