//! Companies that a reading may have missed, and contacts that are users.

use super::super::catalogue::{COMPANY, CONTACT, USER_CONTACT};
use super::super::sections::CONTACTS;
use super::{Alignment, of_kind};
use crate::model::{Addr, Finding, Hold, Place, Severity};

/// A company that was not seen may be there all the same where the caller may see a part only: it is not made, or
/// its name would clash (A-602, AT-12).
pub fn unseen(alignment: &mut Alignment<'_>) {
    let Some(why) = alignment.observed.incomplete.get(&COMPANY).cloned() else { return };
    let seen = &alignment.observed.resources;
    let unseen: Vec<Addr> = of_kind(&alignment.desired.resources, COMPANY)
        .map(|(addr, _)| addr.clone())
        .filter(|addr| !seen.contains_key(addr))
        .collect();
    if unseen.is_empty() {
        return;
    }
    let names: Vec<String> = unseen.iter().take(5).map(|addr| format!("`{}`", addr.key)).collect();
    let text = format!("{} not seen, and may be there all the same: {why}", names.join(", "));
    let finding = Finding::new("gotoassist:AT-12", Severity::Refuse, text);
    let hint = "read with an administrator's credentials, and name a company that only administrators see under \
                `settings.known_company`";
    let finding = finding.about(format!("{} companies", unseen.len())).hint(hint);
    for addr in unseen {
        alignment.hold(addr, Hold::briefly(&finding));
    }
    alignment.findings.push(finding);
}

/// Every user is a contact by itself and is never written or removed as one (A-302, AT-05).
pub fn contacts_of_users(alignment: &mut Alignment<'_>) {
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
