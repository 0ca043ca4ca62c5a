//! Contacts that are users.

use super::super::catalogue::{CONTACT, USER_CONTACT};
use super::super::sections::CONTACTS;
use crate::model::{Addr, Place};
use crate::port::{Alignment, of_kind};

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
