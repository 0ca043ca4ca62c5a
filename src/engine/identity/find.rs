//! Under which address somebody is live.

use super::{Claim, ID, Recognition};
use crate::model::{Addr, Attributes, Observation};

impl Recognition<'_> {
    /// The address under which the person is live, where it is another one; or why it is somebody else. With
    /// `replaces`, an old address that the roster names is another account than the new one, whatever it declares.
    pub(super) fn find(&self, claim: &Claim, replaces: bool) -> Result<Option<Addr>, String> {
        let email = &claim.addr.key;
        let here = self.observed.resources.get(&claim.addr);
        let by_id = claim.id.as_ref().and_then(|id| self.by_id(&claim.addr, id));
        if let (Some(id), Some(own), None) = (&claim.id, here, &by_id) {
            return Err(format!("`{email}` has id {} at the vendor, the roster says {id}", id_of(own)));
        }
        let by_was = claim.was.as_ref().map(|was| Addr::new(claim.addr.kind, was.as_str()));
        let by_was = by_was.filter(|was| self.observed.resources.contains_key(was));
        let Some(live) = by_id.or(by_was) else { return Ok(None) };
        if live == claim.addr {
            return Ok(None);
        }
        if here.is_some() {
            return Err(format!("both `{email}` and `{}` are live: they are two people", live.key));
        }
        let own = self.observed.resources.get(&live).map_or_else(|| "unknown".to_owned(), id_of);
        if let Some(id) = claim.id.as_ref().filter(|id| **id != own) {
            return Err(format!("`{}` has id {own} at the vendor, the roster says {id}", live.key));
        }
        let is_old = replaces && claim.was.as_deref() == Some(&*live.key);
        if !is_old && self.is_declared(&live) {
            return Err(format!("`{}` is live and declared as well: `{email}` is another person", live.key));
        }
        Ok(Some(live))
    }

    /// Who has the vendor's key `id`.
    fn by_id(&self, like: &Addr, id: &str) -> Option<Addr> {
        let all = of_kind(self.observed, like);
        all.filter(|(_, live)| live.text(ID) == Some(id)).map(|(addr, _)| addr.clone()).next()
    }

    fn is_declared(&self, addr: &Addr) -> bool {
        self.desired.resources.contains_key(addr) || self.desired.gone.contains_key(addr)
    }
}

fn of_kind<'o>(observed: &'o Observation, like: &Addr) -> impl Iterator<Item = (&'o Addr, &'o Attributes)> {
    let kind = like.kind;
    observed.resources.range(Addr::new(kind, "")..).take_while(move |(addr, _)| addr.kind == kind)
}

/// The vendor's key of somebody live, in words.
pub(super) fn id_of(live: &Attributes) -> String {
    live.text(ID).unwrap_or("unknown").to_owned()
}
