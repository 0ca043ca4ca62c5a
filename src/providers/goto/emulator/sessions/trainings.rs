//! GoTo Training: the trainings of an organizer, all at once, and everybody who can hold them.

use serde_json::{Value, json};

use super::super::state::key::Key;
use super::super::state::people::User;
use super::super::state::sessions::SessionEntry;
use super::super::state::{Handler, Tenant};
use super::{invitation, not_found, organizer, organizer_key, refused};
use crate::wire::emulator::Answer;
use crate::wire::{Method, Response};

/// Answers what is below `/G2T/rest/organizers/{organizerKey}/trainings`.
pub fn route(handler: Handler<'_>, key: &str, path: &[&str]) -> Answer {
    match (handler.call.method, path) {
        (Method::Get, []) => list(&handler, key),
        (Method::Get, [training, "organizers"]) => {
            let user = organizer(&handler, key, false)?;
            let own = user.trainings.iter().find(|own| own.key.as_str() == *training);
            let own = own.ok_or_else(|| not_found("training"))?;
            Ok(Response::json(200, &organizers(handler.tenant, &user, own)))
        }
        (Method::Put, [training, "organizers"]) => put(handler, key, training),
        _ => Err(not_found("path")),
    }
}

/// Those that are not completed.
fn list(handler: &Handler<'_>, key: &str) -> Answer {
    let user = organizer(handler, key, false)?;
    let now = handler.tenant.date(handler.call.now);
    let trainings = user.trainings.iter().filter(|own| own.is_to_come(now)).map(|own| {
        let (starts, ends) = own.times();
        json!({
            "trainingKey": own.key,
            "trainingId": own.key,
            "name": own.name,
            "description": "",
            "timeZone": user.time_zone,
            "times": [{ "startDate": starts.to_string(), "endDate": ends.to_string() }],
            "organizers": organizers(handler.tenant, &user, own),
            "registrationSettings": { "disableConfirmationEmail": false, "disableWebRegistration": false },
        })
    });
    Ok(Response::json(200, &trainings.collect()))
}

/// Everybody who can hold it, the organizer first.
fn organizers(tenant: &Tenant, user: &User, own: &SessionEntry) -> Value {
    let others = own.co_organizers.iter().filter_map(|email| tenant.people.by_email(email));
    let shown = |user: &User| {
        json!({
            "organizerKey": organizer_key(tenant, user),
            "email": user.email,
            "givenName": user.first_name,
            "surname": user.last_name,
        })
    };
    std::iter::once(user).chain(others).map(shown).collect()
}

/// Replaces the co-organizers; the one who scheduled it cannot be taken out.
fn put(mut handler: Handler<'_>, key: &str, training: &str) -> Answer {
    let mut user = organizer(&handler, key, true)?;
    let body =
        handler.call.object().ok_or_else(|| refused(400, "InvalidRequest", "The body is no object."))?;
    let keys = body.get("organizers").and_then(Value::as_array);
    let keys = keys.ok_or_else(|| refused(400, "InvalidRequest", "organizers is required."))?;
    let emails: Vec<String> = keys.iter().map(|key| holder(handler.tenant, key)).collect::<Result<_, _>>()?;
    let own = user.trainings.iter_mut().find(|own| own.key.as_str() == training);
    let own = own.ok_or_else(|| not_found("training"))?;
    let before = std::mem::take(&mut own.co_organizers);
    own.co_organizers = emails.into_iter().filter(|email| *email != user.email).collect();
    let new: Vec<String> =
        own.co_organizers.iter().filter(|email| !before.contains(email)).cloned().collect();
    handler.tenant.people.set(user);
    if body.get("notifyOrganizers") == Some(&json!(true)) {
        new.iter().for_each(|email| invitation(&mut handler, email));
    }
    Ok(Response::empty(204))
}

/// The e-mail of an organizer with GoTo Training.
fn holder(tenant: &Tenant, key: &Value) -> Result<String, Response> {
    let wanted = Key::of(key).unwrap_or_default();
    let mut people = tenant.people.iter();
    let user = people.find(|user| organizer_key(tenant, user) == wanted && tenant.has_product(user, "G2T"));
    let email = user.map(|user| user.email.clone());
    email.ok_or_else(|| refused(400, "InvalidRequest", "An organizer is nobody's with GoTo Training."))
}
