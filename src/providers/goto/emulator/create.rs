//! Making users (section 4.4): new ones, revived ones, and those of another account.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Handler;
use super::answers::{ExistingUser, ForeignEmail, Revival};
use super::edit::{Edit, key, text};
use super::errors::{Answer, admin};
use super::key::Key;
use super::licenses;
use super::settle::{Change, settle};
use super::user::User;
use super::user_json::Words;
use super::user_write::{check_change, each};
use super::users::short;
use crate::wire::Response;

/// `POST A/users`: one or many people with the same licenses, roles and group.
pub fn create(mut desk: Handler<'_>) -> Answer {
    let body = desk.call.admin_body()?;
    let people = body["users"].as_array().filter(|list| !list.is_empty());
    let people = people.ok_or_else(|| admin(400, "users.required", ""))?;
    let most = desk.tenant.switches.bulk_create;
    if people.len() > most {
        return Err(admin(400, "too.many.users", most.to_string()));
    }
    let edit = Edit::read(desk.tenant, &body)?;
    let group = group_of(&desk, &body)?;
    let changes = each(&mut desk, people, |desk, person| create_one(desk, person, &edit, group.as_ref()))?;
    settle(&mut desk, &changes, Some(&body));
    let words = Words::of(desk.tenant);
    let made = changes.iter().filter_map(|change| desk.tenant.people.get(&change.key));
    Ok(Response::json(201, &made.map(|user| short(&words, user)).collect()))
}

/// Makes one person, or finds that they are there already, were deleted, or are in another account.
fn create_one(
    desk: &mut Handler<'_>,
    person: &Value,
    edit: &Edit,
    group: Option<&Key>,
) -> Result<Change, Response> {
    let email = text(person, "email")?.unwrap_or_default();
    if !email.contains('@') || email.len() > 128 || email.contains(char::is_whitespace) {
        return Err(admin(400, "user.email.invalid", email));
    }
    if let Some(own) = desk.tenant.people.by_email(&email).cloned() {
        return match desk.tenant.switches.existing_user {
            // Listed as if just made (G-015), with nothing about them changed.
            ExistingUser::Listed => Ok(Change { key: own.key.clone(), before: Some(own), made: false }),
            ExistingUser::Conflict => Err(admin(409, "user.name.conflict", email)),
        };
    }
    let mut user = identified(desk, new_user(desk, person, email)?)?;
    user.group = group.cloned().or(user.group);
    let user = edit.clone().added_to(&user).applied(user);
    let key = user.key.clone();
    check_change(desk, None, &user)?;
    desk.tenant.people.set(user);
    Ok(Change { key, before: None, made: true })
}

/// The person with the key that is theirs: of a deletion, of another account, or a new one.
fn identified(desk: &mut Handler<'_>, mut user: User) -> Result<User, Response> {
    let revived = desk.tenant.deleted.get(&user.email.to_lowercase()).cloned();
    let elsewhere = desk.tenant.elsewhere.get(&user.email.to_lowercase()).cloned();
    if let (Some(old), false) = (revived, desk.tenant.switches.revival == Revival::Nothing) {
        revive(desk, &mut user, old);
    } else if let Some(profile) = elsewhere {
        if desk.tenant.switches.foreign_email == ForeignEmail::Conflict {
            return Err(admin(409, "user.name.conflict", user.email));
        }
        // The name is the one that the person already has (section 4.4).
        (user.key, user.first_name, user.last_name) = (profile.key, profile.first_name, profile.last_name);
        user.transfer_pending = true;
    } else {
        user.key = desk.tenant.next_user_key();
    }
    Ok(user)
}

fn new_user(desk: &Handler<'_>, person: &Value, email: String) -> Result<User, Response> {
    let or = |name: &str, usual: &str| -> Result<String, Response> {
        Ok(text(person, name)?.unwrap_or_else(|| usual.to_owned()))
    };
    Ok(User {
        key: Key::from(""),
        email,
        first_name: or("firstName", "")?,
        last_name: or("lastName", "")?,
        locale: or("locale", "en_US")?,
        time_zone: or("timeZone", "America/Los_Angeles")?,
        licenses: BTreeSet::new(),
        roles: BTreeSet::new(),
        role_set: None,
        group: None,
        managed_groups: BTreeSet::new(),
        signed_in: false,
        last_sign_in_days: None,
        invites: 1,
        invited_at: Some(desk.tenant.day(desk.call.now)),
        directory_managed: false,
        transfer_pending: false,
        declined_transfer: false,
        contact_center_admin: false,
        queues: Default::default(),
        lag: None,
    })
}

/// What comes back with a deleted e-mail (row 18): the key and the name, and all else only by the switch.
fn revive(desk: &Handler<'_>, user: &mut User, old: User) {
    // What a deletion left in place (U-02) is the same person's again.
    (user.queues, user.contact_center_admin) = (old.queues, old.contact_center_admin);
    (user.key, user.first_name, user.last_name) = (old.key, old.first_name, old.last_name);
    (user.signed_in, user.last_sign_in_days) = (old.signed_in, old.last_sign_in_days);
    if desk.tenant.switches.revival == Revival::Everything {
        let free = |key: &Key| licenses::check_seat(desk.tenant, key).is_ok();
        user.licenses = old.licenses.into_iter().filter(free).collect();
        user.roles = old.roles;
        user.role_set = old.role_set.filter(|id| desk.tenant.role_sets.contains_key(id));
        user.group = old.group.filter(|key| desk.tenant.groups.contains_key(key));
    }
}

fn group_of(desk: &Handler<'_>, body: &Value) -> Result<Option<Key>, Response> {
    let Some(key) = key(&body["groupKey"]) else { return Ok(None) };
    match desk.tenant.groups.contains_key(&key) {
        true => Ok(Some(key)),
        false => Err(admin(404, "group.not.found", key.as_str())),
    }
}
