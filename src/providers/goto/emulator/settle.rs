//! What follows from a change of people by itself: extensions, the lag of Connect, mails, what a deletion
//! leaves behind.

use serde_json::Value;

use super::Handler;
use super::file::ExtensionKind;
use super::key::Key;
use super::phones::{Extension, usual_id};
use super::user::User;

/// A person who was made, changed or deleted: as they were before. Now they are what the account says.
pub struct Change {
    /// The key.
    pub key: Key,
    /// As they were; `None` where they were not there.
    pub before: Option<User>,
    /// Whether they were made by this request, or revived.
    pub made: bool,
}

/// Lets everything follow from `changes`. `request` is the body of a create: it says whether mails go out.
pub fn settle(desk: &mut Handler<'_>, changes: &[Change], request: Option<&Value>) {
    for change in changes {
        match desk.tenant.people.get(&change.key).cloned() {
            None => buried(desk, change),
            Some(after) => {
                let after = followed(desk, change.before.as_ref(), after);
                mailed(desk, change, &after, request);
            }
        }
    }
}

/// Row 19, and U-02 by its switch: what stays of a deleted person.
fn buried(desk: &mut Handler<'_>, change: &Change) {
    let Some(mut user) = change.before.clone() else { return };
    desk.tenant.phones.release(&change.key);
    if desk.tenant.switches.delete_clears_queues {
        user.queues.clear();
        user.contact_center_admin = false;
    }
    user.lag = None;
    desk.tenant.deleted.insert(user.email.to_lowercase(), user);
}

/// The person after extension and lag have followed.
fn followed(desk: &mut Handler<'_>, before: Option<&User>, mut after: User) -> User {
    let (now, number) = (desk.call.now, desk.call.number);
    let had = before.is_some_and(|user| desk.tenant.has_connect(user));
    let has = desk.tenant.has_connect(&after);
    if before.is_none() {
        desk.tenant.deleted.remove(&after.email.to_lowercase());
    }
    if had == has {
        return after;
    }
    let was = before.is_some_and(|user| desk.tenant.is_in_connect(user, now, number));
    after.lag = desk.tenant.lag(was, now, number);
    if has {
        add_extension(desk, &after);
    } else if desk.tenant.switches.license_loss_clears_queues {
        after.queues.clear();
        after.contact_center_admin = false;
    }
    desk.tenant.people.set(after.clone());
    after
}

/// A new Connect user gets the next free direct extension (G-003). Who had one before keeps it (G-205).
fn add_extension(desk: &mut Handler<'_>, user: &User) {
    let tenant = &mut *desk.tenant;
    if !tenant.switches.connect_makes_extension || tenant.phones.primary_of(&user.key).is_some() {
        return;
    }
    let Some(number) = tenant.phones.free_number() else { return };
    let mut id = usual_id(&tenant.account.key, &number);
    if tenant.phones.get(&id).is_some() {
        // The usual id lives on under another number.
        id = super::errors::uuid(&[&id, user.key.as_str()]);
    }
    let mut extension = Extension::new(id, number, user.full_name(), ExtensionKind::DirectExtension);
    extension.primary = Some(user.key.clone());
    tenant.phones.set(extension);
}

fn mailed(desk: &mut Handler<'_>, change: &Change, after: &User, request: Option<&Value>) {
    let now = desk.call.now;
    let suppressed = request.is_some_and(|body| body["suppressEmail"] == true);
    let entitled = !after.licenses.is_empty() || !after.is_member();
    if change.made && entitled && !suppressed {
        let content = request.and_then(|body| body.get("emailContent"));
        desk.outbox.invite(desk.tenant, after, content, now);
    }
    if let Some(before) = &change.before {
        desk.outbox.changed(desk.tenant, before, after, now);
    }
    if change.made || change.before.as_ref().is_some_and(|before| before.licenses != after.licenses) {
        desk.outbox.getting_started(desk.tenant, change.before.as_ref(), after, now);
    }
}
