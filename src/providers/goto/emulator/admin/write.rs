//! Changing and deleting users (section 4.4): every request checks each person on their own, and is undone
//! as a whole where it is all or nothing (row 15).

use serde_json::{Value, json};

use super::super::errors::{self, admin, admin_body};
use super::super::state::Handler;
use super::super::state::answers::LastAdmin;
use super::super::state::key::Key;
use super::super::state::people::User;
use super::edit::Edit;
use super::effects::{Change, follow_up};
use super::spelling::Spelling;
use super::{done, licenses};
use crate::wire::Response;
use crate::wire::emulator::Answer;

/// `PUT A/users/{keys}`: the same partial body for every key.
pub fn update(mut handler: Handler<'_>, keys: &[Key]) -> Answer {
    let body = admin_body(handler.call)?;
    if body.get("key").is_some() {
        return Err(admin(400, "key.not.allowed", ""));
    }
    let edit = Edit::read(handler.tenant, &body)?.for_put(handler.tenant);
    let changes = each(&mut handler, keys, |handler, key| edit_one(handler, key, &edit))?;
    follow_up(&mut handler, &changes, None);
    Ok(written(&handler, &changes))
}

/// `DELETE A/users/{keys}`.
pub fn delete(mut handler: Handler<'_>, keys: &[Key]) -> Answer {
    let changes = each(&mut handler, keys, delete_one)?;
    follow_up(&mut handler, &changes, None);
    Ok(written(&handler, &changes))
}

/// `PUT` and `DELETE A/users/{key}/licenses/{license}`: paths that are not known to exist (row 5).
pub fn one_license(mut handler: Handler<'_>, key: &Key, license: &Key) -> Answer {
    licenses::known(handler.tenant, vec![license.clone()])?;
    let mut held = find(&handler, key)?.licenses.clone();
    match handler.call.method {
        crate::wire::Method::Delete => held.remove(license),
        _ => held.insert(license.clone()),
    };
    let edit = Edit::to_licenses(held);
    let changes = vec![edit_one(&mut handler, key, &edit)?];
    follow_up(&mut handler, &changes, None);
    Ok(written(&handler, &changes))
}

/// The answer to a PUT or DELETE: an empty one, or which of several keys it was done to (row 15).
fn written(handler: &Handler<'_>, changes: &[Change]) -> Response {
    let spelling = Spelling::of(handler.tenant);
    let list: Value = changes.iter().map(|change| json!({ "key": spelling.key(&change.key) })).collect();
    if handler.call.query("allOrNothing") == Some("false") && handler.call.path.contains(',') {
        return Response::json(200, &list);
    }
    done(handler, list)
}

/// Does `act` to every item. Where all or nothing is asked for, the first refusal undoes the rest; else the
/// good ones stand, and the refusal is the answer only where there is no good one.
pub fn each<T>(
    handler: &mut Handler<'_>,
    items: &[T],
    act: impl Fn(&mut Handler<'_>, &T) -> Result<Change, Response>,
) -> Result<Vec<Change>, Response> {
    let whole = match handler.call.query("allOrNothing") {
        Some(text) => text != "false",
        None => handler.tenant.switches.all_or_nothing,
    };
    let highest = handler.tenant.highest.clone();
    let mut changes = Vec::new();
    let mut refused = None;
    for item in items {
        match act(handler, item) {
            Ok(change) => changes.push(change),
            Err(refusal) if whole => {
                undo(handler, changes);
                handler.tenant.highest = highest;
                return Err(refusal);
            }
            Err(refusal) => refused = refused.or(Some(refusal)),
        }
    }
    match refused {
        Some(refusal) if changes.is_empty() => Err(refusal),
        _ => Ok(changes),
    }
}

fn undo(handler: &mut Handler<'_>, changes: Vec<Change>) {
    for change in changes.into_iter().rev() {
        match change.before {
            Some(before) => handler.tenant.people.set(before),
            None => drop(handler.tenant.people.remove(&change.key)),
        }
    }
}

/// The person with this key.
pub fn find<'a>(handler: &'a Handler<'_>, key: &Key) -> Result<&'a User, Response> {
    handler.tenant.people.get(key).ok_or_else(|| admin(404, "user.not.found", key.as_str()))
}

fn edit_one(handler: &mut Handler<'_>, key: &Key, edit: &Edit) -> Result<Change, Response> {
    let before = find(handler, key)?.clone();
    edit.check_identity(handler.tenant, &before)?;
    let after = edit.clone().applied(before.clone());
    edit.check_role_kind(handler.tenant, &before)?;
    check_change(handler, Some(&before), &after)?;
    handler.tenant.people.set(after);
    Ok(Change { key: key.clone(), before: Some(before), made: false })
}

/// Whether the caller may turn `before` into `after`, and whether seats are free for it.
pub fn check_change(handler: &Handler<'_>, before: Option<&User>, after: &User) -> Result<(), Response> {
    let tenant = &*handler.tenant;
    let guarded = after.is_administrator() || before.is_some_and(User::is_administrator);
    let unchanged = before.is_some_and(|own| own.roles == after.roles && own.licenses == after.licenses);
    // Only a Super admin makes or manages administrators (G-001, G-304); one may edit one's own name.
    if guarded && !tenant.caller_is_super() && !(unchanged && is_caller(handler, &after.key)) {
        return Err(errors::not_authorized(handler.call.path));
    }
    if before.is_some_and(User::is_super) && !after.is_super() {
        keep_one_super(handler)?;
    }
    let gained = after.licenses.iter().filter(|key| !before.is_some_and(|own| own.licenses.contains(*key)));
    gained.into_iter().try_for_each(|key| licenses::check_seat(tenant, key))
}

fn is_caller(handler: &Handler<'_>, key: &Key) -> bool {
    handler.tenant.caller().is_some_and(|own| own.key == *key)
}

/// Row 20: the last Super admin stays one.
fn keep_one_super(handler: &Handler<'_>) -> Result<(), Response> {
    let last = handler.tenant.people.super_count() <= 1;
    if last && handler.tenant.switches.last_admin == LastAdmin::Refused {
        return Err(errors::not_authorized(handler.call.path));
    }
    Ok(())
}

fn delete_one(handler: &mut Handler<'_>, key: &Key) -> Result<Change, Response> {
    let user = find(handler, key)?.clone();
    if user.is_administrator() && !handler.tenant.caller_is_super() {
        return Err(errors::not_authorized(handler.call.path));
    }
    if is_caller(handler, key) && handler.tenant.switches.last_admin == LastAdmin::Refused {
        return Err(errors::not_authorized(handler.call.path));
    }
    if user.is_super() {
        keep_one_super(handler)?;
    }
    handler.tenant.people.remove(key);
    Ok(Change { key: key.clone(), before: Some(user), made: false })
}
