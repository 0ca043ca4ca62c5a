//! Reads what of the classic PBX Administration can be read: its users, which the Admin API mirrors (G-016). Lines,
//! devices, logins, groups and permissions are shown by no interface, so nothing is said of them.

use std::sync::Arc;

use super::super::catalogue::USER;
use super::super::classic::narrowed;
use super::super::reader::{everybody_without_lines, some};
use super::super::session::{Account, Session};
use super::catalogue::CATALOGUE;
use crate::model::{Addr, Kind, Observation, VendorError};
use crate::port::{BoxFuture, ReadScope, Reader};

/// The reader of the classic PBX Administration.
pub struct PbxReader {
    session: Arc<Session>,
}

impl PbxReader {
    /// A reader in this session.
    pub fn new(session: Arc<Session>) -> Self {
        Self { session }
    }
}

impl Reader for PbxReader {
    fn observe<'a>(&'a self, scope: &'a ReadScope) -> BoxFuture<'a, Result<Observation, VendorError>> {
        Box::pin(async move {
            let account = self.session.account().await?;
            let mut seen = users_of(people(&self.session, account, scope).await?);
            let caller = self.session.directory.with(|known| known.users.name(&account.caller));
            seen.caller = caller.as_ref().or(account.caller_email.as_ref()).map(ToString::to_string);
            Ok(seen)
        })
    }
}

async fn people(session: &Session, account: &Account, scope: &ReadScope) -> Result<Observation, VendorError> {
    match scope {
        ReadScope::All => Ok(everybody_without_lines(session, account).await?.part),
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
