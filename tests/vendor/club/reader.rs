//! Reads a club. A listing that is not proven to be whole is said to be incomplete.

use std::collections::BTreeSet;

use rosterctl::model::{Addr, Observation, VendorError};
use rosterctl::port::{BoxFuture, ReadScope, Reader};
use rosterctl::providers::kit::reader::doubt;

use super::catalogue::{BADGE, CATALOGUE, MEMBER};
use super::{Session, convert};

impl Reader for Session {
    fn observe<'a>(&'a self, scope: &'a ReadScope) -> BoxFuture<'a, Result<Observation, VendorError>> {
        Box::pin(async move {
            match scope {
                ReadScope::All | ReadScope::Around(_) => whole(self).await,
                ReadScope::Only(addrs) => some(self, addrs).await,
            }
        })
    }
}

/// Everything. The listing is whole where it shows as many members as the account counts (C-02, C-11).
async fn whole(session: &Session) -> Result<Observation, VendorError> {
    let members = session.api.members().await?;
    let account = session.api.account().await?;
    let mut seen = Observation { caller: Some(account.caller.to_lowercase()), ..Observation::default() };
    let different: BTreeSet<String> = members.iter().map(|member| member.id.clone()).collect();
    if different.len() as u64 != account.members {
        let why = format!("the account counts {}, the listing shows {}", account.members, different.len());
        doubt(&mut seen, &[MEMBER, BADGE], &why);
    }
    members.into_iter().for_each(|member| convert::member(member, &mut seen));
    seen.pools = session.api.stock().await?.into_iter().map(convert::pool).collect();
    Ok(seen)
}

/// At least what is at `addrs`: each member once, with all badges.
async fn some(session: &Session, addrs: &[Addr]) -> Result<Observation, VendorError> {
    let emails: BTreeSet<&str> = addrs.iter().filter_map(|addr| CATALOGUE.subject_of(addr)).collect();
    let mut seen = Observation::default();
    for email in emails {
        if let Some(member) = session.api.member(email).await? {
            convert::member(member, &mut seen);
        }
    }
    Ok(seen)
}
