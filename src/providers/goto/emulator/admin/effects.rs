//! What follows from a change of people by itself: extensions, the lag of Connect, mails, what a deletion
//! leaves behind.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::connect::extensions::promote;
use super::super::sessions::losses::drop_lost;
use super::super::state::key::Key;
use super::super::state::people::User;
use super::super::state::phones::{Extension, usual_id};
use super::super::state::{Handler, Tenant};
use crate::wire::emulator::uuid;
use crate::wire::encode;

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
pub fn follow_up(handler: &mut Handler<'_>, changes: &[Change], request: Option<&Value>) {
    for change in changes {
        match handler.tenant.people.get(&change.key).cloned() {
            None => on_deletion(handler, change),
            Some(after) => {
                let after = with_phone(handler, change.before.as_ref(), after);
                let after = with_sessions(handler, change.before.as_ref(), after);
                send_mails(handler, change, &after, request);
            }
        }
    }
}

/// Row 19, and U-02 by its switch: what stays of a deleted person.
fn on_deletion(handler: &mut Handler<'_>, change: &Change) {
    let Some(mut user) = change.before.clone() else { return };
    let line = handler.tenant.phones.primary_of(&change.key).map(|own| own.id.clone());
    handler.tenant.phones.release(&change.key);
    handler.tenant.desk.release(&change.key);
    if let Some(mut line) = line.and_then(|id| handler.tenant.phones.get(&id).cloned()) {
        promote(handler.tenant, &mut line);
        handler.tenant.phones.set(line);
    }
    if handler.tenant.switches.delete_clears_queues {
        user.queues.clear();
        user.contact_center_admin = false;
    }
    user.lag = None;
    drop_lost(handler, &mut user, true);
    handler.tenant.deleted.insert(user.email.to_lowercase(), user);
}

/// The person after extension and lag have followed.
fn with_phone(handler: &mut Handler<'_>, before: Option<&User>, mut after: User) -> User {
    let (now, number) = (handler.call.now, handler.call.number);
    let had = before.is_some_and(|user| handler.tenant.has_connect(user));
    let has = handler.tenant.has_connect(&after);
    if before.is_none() {
        handler.tenant.deleted.remove(&after.email.to_lowercase());
    }
    if had == has {
        return after;
    }
    let was = before.is_some_and(|user| handler.tenant.is_in_connect(user, now, number));
    after.lag = handler.tenant.lag(was, now, number);
    if has {
        add_extension(handler, &after);
    } else if handler.tenant.switches.license_loss_clears_queues {
        after.queues.clear();
        after.contact_center_admin = false;
    }
    handler.tenant.people.set(after.clone());
    after
}

/// The person without what ended with a license.
fn with_sessions(handler: &mut Handler<'_>, before: Option<&User>, mut after: User) -> User {
    if before.is_some_and(|before| before.licenses != after.licenses) {
        drop_lost(handler, &mut after, false);
        handler.tenant.people.set(after.clone());
    }
    after
}

/// A new Connect user gets the next free direct extension (G-003). Who had one before keeps it (G-205).
fn add_extension(handler: &mut Handler<'_>, user: &User) {
    let tenant = &mut *handler.tenant;
    if !tenant.switches.connect_makes_extension || tenant.phones.primary_of(&user.key).is_some() {
        return;
    }
    let Some(number) = tenant.phones.free_number() else { return };
    let mut id = usual_id(&tenant.account.key, &number);
    if tenant.phones.get(&id).is_some() {
        // The usual id lives on under another number.
        id = uuid(&[&id, user.key.as_str()]);
    }
    let (name, primary) = (user.full_name(), Some(user.key.clone()));
    tenant.phones.set(Extension { id, number, name, primary, ..Extension::default() });
}

fn send_mails(handler: &mut Handler<'_>, change: &Change, after: &User, request: Option<&Value>) {
    let now = handler.call.now;
    let suppressed = request.is_some_and(|body| body["suppressEmail"] == true);
    if change.made && after.is_entitled() && !suppressed {
        let content = request.and_then(|body| body.get("emailContent"));
        let content = content.filter(|_| handler.tenant.switches.create_takes_mail);
        mail_invite(handler.outbox, handler.tenant, after, content, now);
    }
    if let Some(before) = &change.before {
        mail_changed(handler.outbox, handler.tenant, before, after, now);
    }
    if change.made || change.before.as_ref().is_some_and(|before| before.licenses != after.licenses) {
        mail_getting_started(handler.outbox, handler.tenant, change.before.as_ref(), after, now);
    }
}

/// The mail about being added: `welcome`, or `transfer` for who has a profile elsewhere (G-011).
/// `content` is the request's own `emailContent`.
fn mail_invite(
    outbox: &mut Vec<Value>,
    tenant: &Tenant,
    user: &User,
    content: Option<&Value>,
    now: Duration,
) {
    let kind = if user.transfer_pending { "transfer" } else { "welcome" };
    let mut mail = mail(tenant, user, kind, now);
    if let Some(content) = content {
        encode::put(&mut mail, "content", content.clone());
    }
    outbox.push(mail);
}

/// The mails about a change from `before` to `after`, as the switches allow (G-506, G-507).
fn mail_changed(outbox: &mut Vec<Value>, tenant: &Tenant, before: &User, after: &User, now: Duration) {
    let entitled = |user: &User| (user.licenses.clone(), user.roles.clone(), user.role_set.clone());
    if tenant.switches.product_change_mails && entitled(before) != entitled(after) {
        outbox.push(mail(tenant, after, "product_change", now));
    }
}

/// The mails of products that say hello themselves, whatever was suppressed (G-507).
fn mail_getting_started(
    outbox: &mut Vec<Value>,
    tenant: &Tenant,
    before: Option<&User>,
    after: &User,
    now: Duration,
) {
    if !tenant.switches.getting_started_mails {
        return;
    }
    let gained = after.licenses.iter().filter(|key| !before.is_some_and(|own| own.licenses.contains(*key)));
    let products = gained.filter_map(|key| tenant.licenses.get(key)).flat_map(|own| &own.products);
    let loud = |product: &&String| ["G2M", "G2W", "G2T", "OPENVOICE"].contains(&product.as_str());
    for product in products.filter(loud) {
        let mut mail = mail(tenant, after, "getting_started", now);
        encode::put(&mut mail, "product", json!(product));
        outbox.push(mail);
    }
}

fn mail(tenant: &Tenant, user: &User, kind: &str, now: Duration) -> Value {
    json!({ "to": user.email, "kind": kind, "at": tenant.date(now).to_string() })
}
