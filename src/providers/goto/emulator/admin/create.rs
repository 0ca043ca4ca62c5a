//! Making users (section 4.4): new ones, revived ones, and those of another account.

use serde_json::Value;

use super::super::errors::{admin, admin_body};
use super::super::state::Handler;
use super::super::state::answers::{ExistingUser, ForeignEmail, Revival};
use super::super::state::key::Key;
use super::super::state::people::User;
use super::edit::{Edit, text};
use super::effects::{Change, follow_up};
use super::licenses;
use super::spelling::Spelling;
use super::users::short;
use super::write::{check_change, each};
use crate::wire::Response;
use crate::wire::emulator::Answer;

/// `POST A/users`: one or many people with the same licenses, roles and group.
pub fn create(mut handler: Handler<'_>) -> Answer {
    let body = admin_body(handler.call)?;
    let people = body.get("users").and_then(Value::as_array).filter(|list| !list.is_empty());
    let people = people.ok_or_else(|| admin(400, "users.required", ""))?;
    let most = handler.tenant.switches.bulk_create;
    if people.len() > most {
        return Err(admin(400, "too.many.users", most.to_string()));
    }
    let edit = Edit::read(handler.tenant, &body)?;
    let group = group_of(&handler, &body)?;
    let changes =
        each(&mut handler, people, |handler, person| create_one(handler, person, &edit, group.as_ref()))?;
    follow_up(&mut handler, &changes, Some(&body));
    let spelling = Spelling::of(handler.tenant);
    let made = changes.iter().filter_map(|change| handler.tenant.people.get(&change.key));
    Ok(Response::json(201, &made.map(|user| short(&spelling, user)).collect()))
}

/// Makes one person, or finds that they are there already, were deleted, or are in another account.
fn create_one(
    handler: &mut Handler<'_>,
    person: &Value,
    edit: &Edit,
    group: Option<&Key>,
) -> Result<Change, Response> {
    let email = text(person, "email")?.unwrap_or_default();
    if !email.contains('@') || email.len() > 128 || email.contains(char::is_whitespace) {
        return Err(admin(400, "user.email.invalid", email));
    }
    if let Some(own) = handler.tenant.people.by_email(&email).cloned() {
        return match handler.tenant.switches.existing_user {
            // Listed as if just made (G-015), with nothing about them changed.
            ExistingUser::Listed => Ok(Change { key: own.key.clone(), before: Some(own), made: false }),
            ExistingUser::Conflict => Err(admin(409, "user.name.conflict", email)),
        };
    }
    let mut user = identified(handler, new_user(handler, person, email)?)?;
    user.group = group.cloned().or(user.group);
    let user = edit.clone().added_to(&user).applied(user);
    let key = user.key.clone();
    check_change(handler, None, &user)?;
    handler.tenant.people.set(user);
    Ok(Change { key, before: None, made: true })
}

/// The person with the key that is theirs: of a deletion, of another account, or a new one.
fn identified(handler: &mut Handler<'_>, mut user: User) -> Result<User, Response> {
    let revived = handler.tenant.deleted.get(&user.email.to_lowercase()).cloned();
    let elsewhere = handler.tenant.elsewhere.get(&user.email.to_lowercase()).cloned();
    if let (Some(old), false) = (revived, handler.tenant.switches.revival == Revival::Nothing) {
        revive(handler, &mut user, old);
    } else if let Some(profile) = elsewhere {
        if handler.tenant.switches.foreign_email == ForeignEmail::Conflict {
            return Err(admin(409, "user.name.conflict", user.email));
        }
        // The name is the one that the person already has (section 4.4).
        (user.key, user.first_name, user.last_name) = (profile.key, profile.first_name, profile.last_name);
        user.transfer_pending = true;
    } else {
        user.key = handler.tenant.next_user_key();
    }
    Ok(user)
}

fn new_user(handler: &Handler<'_>, person: &Value, email: String) -> Result<User, Response> {
    let or = |name: &str, usual: &str| -> Result<String, Response> {
        Ok(text(person, name)?.unwrap_or_else(|| usual.to_owned()))
    };
    Ok(User {
        email,
        first_name: or("firstName", "")?,
        last_name: or("lastName", "")?,
        locale: or("locale", "en_US")?,
        time_zone: or("timeZone", "America/Los_Angeles")?,
        invites: 1,
        invited_at: Some(handler.tenant.day(handler.call.now)),
        ..User::default()
    })
}

/// What comes back with a deleted e-mail (row 18): the key and the name, and all else only by the switch.
fn revive(handler: &Handler<'_>, user: &mut User, old: User) {
    // What a deletion left in place (U-02) is the same person's again.
    (user.queues, user.contact_center_admin) = (old.queues, old.contact_center_admin);
    (user.key, user.first_name, user.last_name) = (old.key, old.first_name, old.last_name);
    (user.signed_in, user.last_sign_in_days) = (old.signed_in, old.last_sign_in_days);
    if handler.tenant.switches.revival == Revival::Everything {
        let free = |key: &Key| licenses::check_seat(handler.tenant, key).is_ok();
        user.licenses = old.licenses.into_iter().filter(free).collect();
        user.roles = old.roles;
        user.role_set = old.role_set.filter(|id| handler.tenant.role_sets.contains_key(id));
        user.group = old.group.filter(|key| handler.tenant.groups.contains_key(key));
    }
}

fn group_of(handler: &Handler<'_>, body: &Value) -> Result<Option<Key>, Response> {
    let Some(key) = Key::of(&body["groupKey"]) else { return Ok(None) };
    if !handler.tenant.switches.create_takes_group {
        return Ok(None);
    }
    match handler.tenant.groups.contains_key(&key) {
        true => Ok(Some(key)),
        false => Err(admin(404, "group.not.found", key.as_str())),
    }
}
