//! People who are not live, and people whose identity the directory owns.

use std::sync::Arc;

use super::super::super::sections::PBX_CLASSIC;
use super::super::catalogue::{LICENSE, MEMBER, ROLE, USER};
use crate::model::{Addr, Declared, Reason};
use crate::port::{Alignment, of_kind_mut};
use crate::providers::kit::align::{missing, refuse_nameless};

/// A successor is named for people who leave only.
pub fn successors(alignment: &mut Alignment<'_>) {
    let users = of_kind_mut(&mut alignment.desired.resources, USER);
    for (_, declared) in users.filter(|(_, declared)| declared.reason == Reason::Declared) {
        declared.attributes.remove("reassign_to");
        declared.attributes.remove("co_organizer");
    }
}

/// Somebody who is created needs a name, and should be able to sign in.
pub fn newcomers(alignment: &mut Alignment<'_>) {
    for (addr, declared) in missing(USER, alignment) {
        if let Some(lacking) = missing_names(&declared) {
            refuse_nameless(alignment, addr, declared.place, lacking);
        } else if !is_entitled(alignment, &addr.key) {
            // G-008, G-103: neither license nor a role above Member.
            let text = format!("`{}` is created without license and rights, and so is suspended", addr.key);
            let hint = "give a license, or a role above Member";
            alignment.findings.warn("goto:G-008", declared.place, text, Some(hint.into()));
        }
    }
}

fn missing_names(declared: &Declared) -> Option<&'static str> {
    let has = |name| declared.attributes.get(name).is_some();
    match (has("first_name"), has("last_name")) {
        (true, true) => None,
        (false, true) => Some("`first_name`"),
        (true, false) => Some("`last_name`"),
        (false, false) => Some("`first_name` and `last_name`"),
    }
}

/// Whether the roster gives this person a license or a role above Member; nobody needs either in the classic PBX
/// Administration (G-018).
fn is_entitled(alignment: &Alignment<'_>, email: &Arc<str>) -> bool {
    if alignment.tenant.portal.as_ref().is_some_and(|(portal, _)| portal == PBX_CLASSIC) {
        return true;
    }
    let role = alignment.desired.resources.get(&Addr::new(ROLE, email.clone()));
    if role.and_then(|role| role.attributes.text("role")).is_some_and(|role| role != MEMBER) {
        return true;
    }
    let prefix = [email, "/"].concat();
    let mut licenses = alignment.desired.resources.range(Addr::new(LICENSE, prefix.as_str())..);
    licenses.next().is_some_and(|(addr, _)| addr.kind == LICENSE && addr.key.starts_with(&prefix))
}

/// Names that the directory owns are not written: it would write its own again (G-615, T-25).
pub fn owned(alignment: &mut Alignment<'_>) {
    for (addr, declared) in of_kind_mut(&mut alignment.desired.resources, USER) {
        let Some(live) = alignment.observed.resources.get(addr) else { continue };
        if !live.get("locked").is_some_and(|locked| locked.holds("name")) {
            continue;
        }
        let names = ["first_name", "last_name"];
        let differs = |name| {
            let wanted = declared.attributes.get(name);
            wanted.is_some() && wanted != live.get(name)
        };
        if names.into_iter().any(differs) {
            let text = format!("the directory owns the name of `{}`, so it is left as it is", addr.key);
            let hint = "change it in the directory, or drop it here";
            alignment.findings.warn("goto:G-615", declared.place, text, Some(hint.into()));
        }
        names.into_iter().for_each(|name| declared.attributes.remove(name));
    }
}
