//! Changing and deleting users (section 4.4): every request checks each person on their own, and is undone
//! as a whole where it is all or nothing (row 15).

use serde_json::{Value, json};

use super::Handler;
use super::admin::done;
use super::answers::LastAdmin;
use super::edit::Edit;
use super::errors::{self, Answer, admin};
use super::key::Key;
use super::licenses;
use super::settle::{Change, settle};
use super::user::User;
use super::user_json::Words;
use crate::wire::Response;

/// `PUT A/users/{keys}`: the same partial body for every key.
pub fn update(mut desk: Handler<'_>, keys: &[Key]) -> Answer {
    let body = desk.call.admin_body()?;
    if body.get("key").is_some() {
        return Err(admin(400, "key.not.allowed", ""));
    }
    let edit = Edit::read(desk.tenant, &body)?.for_put(desk.tenant);
    let changes = each(&mut desk, keys, |desk, key| edit_one(desk, key, &edit))?;
    settle(&mut desk, &changes, None);
    Ok(told(&desk, &changes))
}

/// `DELETE A/users/{keys}`.
pub fn delete(mut desk: Handler<'_>, keys: &[Key]) -> Answer {
    let changes = each(&mut desk, keys, delete_one)?;
    settle(&mut desk, &changes, None);
    Ok(told(&desk, &changes))
}

/// `PUT` and `DELETE A/users/{key}/licenses/{license}`: paths that are not known to exist (row 5).
pub fn one_license(mut desk: Handler<'_>, key: &Key, license: &Key) -> Answer {
    licenses::known(desk.tenant, vec![license.clone()])?;
    let mut held = find(&desk, key)?.licenses.clone();
    match desk.call.method {
        crate::wire::Method::Delete => held.remove(license),
        _ => held.insert(license.clone()),
    };
    let edit = Edit::to_licenses(held);
    let changes = vec![edit_one(&mut desk, key, &edit)?];
    settle(&mut desk, &changes, None);
    Ok(told(&desk, &changes))
}

/// The answer to a PUT or DELETE: an empty one, or which of several keys it was done to (row 15).
fn told(desk: &Handler<'_>, changes: &[Change]) -> Response {
    let words = Words::of(desk.tenant);
    let list: Value = changes.iter().map(|change| json!({ "key": words.key(&change.key) })).collect();
    if desk.call.query("allOrNothing") == Some("false") && desk.call.path.contains(',') {
        return Response::json(200, &list);
    }
    done(desk, list)
}

/// Does `act` to every item. Where all or nothing is asked for, the first refusal undoes the rest; else the
/// good ones stand, and the refusal is told only where there is no good one.
pub fn each<T>(
    desk: &mut Handler<'_>,
    items: &[T],
    act: impl Fn(&mut Handler<'_>, &T) -> Result<Change, Response>,
) -> Result<Vec<Change>, Response> {
    let whole = match desk.call.query("allOrNothing") {
        Some(text) => text != "false",
        None => desk.tenant.switches.all_or_nothing,
    };
    let highest = desk.tenant.highest.clone();
    let mut changes = Vec::new();
    let mut refused = None;
    for item in items {
        match act(desk, item) {
            Ok(change) => changes.push(change),
            Err(refusal) if whole => {
                undo(desk, changes);
                desk.tenant.highest = highest;
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

fn undo(desk: &mut Handler<'_>, changes: Vec<Change>) {
    for change in changes.into_iter().rev() {
        match change.before {
            Some(before) => desk.tenant.people.set(before),
            None => drop(desk.tenant.people.remove(&change.key)),
        }
    }
}

fn find<'a>(desk: &'a Handler<'_>, key: &Key) -> Result<&'a User, Response> {
    desk.tenant.people.get(key).ok_or_else(|| admin(404, "user.not.found", key.as_str()))
}

fn edit_one(desk: &mut Handler<'_>, key: &Key, edit: &Edit) -> Result<Change, Response> {
    let before = find(desk, key)?.clone();
    edit.check_identity(desk.tenant, &before)?;
    let after = edit.clone().applied(before.clone());
    edit.check_role_kind(desk.tenant, &before)?;
    check_change(desk, Some(&before), &after)?;
    desk.tenant.people.set(after);
    Ok(Change { key: key.clone(), before: Some(before), made: false })
}

/// Whether the caller may turn `before` into `after`, and whether seats are free for it.
pub fn check_change(desk: &Handler<'_>, before: Option<&User>, after: &User) -> Result<(), Response> {
    let tenant = &*desk.tenant;
    let guarded = after.is_administrator() || before.is_some_and(User::is_administrator);
    let unchanged = before.is_some_and(|own| own.roles == after.roles && own.licenses == after.licenses);
    // Only a Super admin makes or manages administrators (G-001, G-304); one may edit one's own name.
    if guarded && !tenant.caller_is_super() && !(unchanged && is_caller(desk, &after.key)) {
        return Err(errors::not_authorized(desk.call.path));
    }
    if before.is_some_and(User::is_super) && !after.is_super() {
        keep_one_super(desk)?;
    }
    let gained = after.licenses.iter().filter(|key| !before.is_some_and(|own| own.licenses.contains(*key)));
    gained.into_iter().try_for_each(|key| licenses::check_seat(tenant, key))
}

fn is_caller(desk: &Handler<'_>, key: &Key) -> bool {
    desk.tenant.caller().is_some_and(|own| own.key == *key)
}

/// Row 20: the last Super admin stays one.
fn keep_one_super(desk: &Handler<'_>) -> Result<(), Response> {
    let last = desk.tenant.people.super_count() <= 1;
    if last && desk.tenant.switches.last_admin == LastAdmin::Refused {
        return Err(errors::not_authorized(desk.call.path));
    }
    Ok(())
}

fn delete_one(desk: &mut Handler<'_>, key: &Key) -> Result<Change, Response> {
    let user = find(desk, key)?.clone();
    if user.is_administrator() && !desk.tenant.caller_is_super() {
        return Err(errors::not_authorized(desk.call.path));
    }
    if is_caller(desk, key) && desk.tenant.switches.last_admin == LastAdmin::Refused {
        return Err(errors::not_authorized(desk.call.path));
    }
    if user.is_super() {
        keep_one_super(desk)?;
    }
    desk.tenant.people.remove(key);
    Ok(Change { key: key.clone(), before: Some(user), made: false })
}
