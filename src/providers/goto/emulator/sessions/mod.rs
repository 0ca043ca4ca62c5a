//! GoTo Meeting, GoTo Webinar and GoTo Training on `api.getgo.com`, as far as the vendor's descriptions of 2018 and client
//! code tell: what an organizer has to come, and who else can hold it. Whose key an organizer's is, and what an
//! administrator may do with what is another's, are switches.

pub mod losses;
mod trainings;
mod webinars;

use serde_json::{Value, json};

use super::state::answers::OrganizerKey;
use super::state::key::Key;
use super::state::people::User;
use super::state::{Handler, Tenant};
use crate::wire::emulator::{Answer, Call, uuid};
use crate::wire::{Method, Response};

/// Answers a request to one of the three.
pub fn route(handler: Handler<'_>) -> Answer {
    let call = handler.call;
    match (call.method, call.route().as_slice()) {
        (Method::Get, ["G2M", "rest", "organizers", organizer, "upcomingMeetings"]) => {
            meetings(&handler, organizer)
        }
        (_, ["G2W", "rest", "v2", rest @ ..]) => webinars::route(handler, rest),
        (_, ["G2T", "rest", "organizers", organizer, "trainings", rest @ ..]) => {
            trainings::route(handler, organizer, rest)
        }
        _ => Err(not_found("path")),
    }
}

/// Whether a list is asked for, and not a single thing.
pub fn is_list(call: &Call<'_>) -> bool {
    const LISTS: [&str; 4] = ["upcomingMeetings", "webinars", "trainings", "coorganizers"];
    let last = call.segments.last().map_or("", String::as_str);
    call.method == Method::Get && LISTS.contains(&last)
}

/// The answer to `call` with nothing in it, where `body` is that of one of these lists.
pub fn emptied(call: &Call<'_>, body: &Value) -> Option<Response> {
    if !is_list(call) {
        return None;
    }
    Some(match body {
        Value::Array(_) => Response::json(200, &json!([])),
        _ => webinars::page(Vec::new(), (0, 20), 0),
    })
}

/// A refusal: a code, and a word for people.
pub fn refused(status: u16, code: &str, description: &str) -> Response {
    let incident = uuid(&["session", code, description]);
    let body = json!({ "errorCode": code, "description": description, "incident": incident });
    Response::json(status, &body)
}

fn not_found(what: &str) -> Response {
    refused(404, "NotFound", &format!("The {what} does not exist."))
}

fn denied() -> Response {
    refused(403, "AccessDenied", "The caller may not do this for another organizer.")
}

/// The key by which a person is known as an organizer.
fn organizer_key(tenant: &Tenant, user: &User) -> Key {
    match tenant.switches.organizer_key {
        OrganizerKey::UserKey => user.key.clone(),
        OrganizerKey::Own => format!("77{}", user.key).into(),
    }
}

/// The person behind an organizer's key, where the caller may do this: to read or to write.
fn organizer(handler: &Handler<'_>, key: &str, writes: bool) -> Result<User, Response> {
    let tenant = &*handler.tenant;
    let mut people = tenant.people.iter();
    let user = people.find(|user| organizer_key(tenant, user).as_str() == key);
    let user = user.ok_or_else(|| not_found("organizer"))?;
    let own = tenant.caller().is_some_and(|caller| caller.key == user.key);
    let may = if writes { tenant.switches.organizer_writes } else { tenant.switches.organizer_reads };
    match own || (may && tenant.caller_may(&["MANAGE_ACCOUNT"])) {
        true => Ok(user.clone()),
        false => Err(denied()),
    }
}

/// `GET /G2M/rest/organizers/{organizerKey}/upcomingMeetings`: all at once.
fn meetings(handler: &Handler<'_>, key: &str) -> Answer {
    let user = organizer(handler, key, false)?;
    let now = handler.tenant.date(handler.call.now);
    let meetings = user.meetings.iter().filter(|own| own.is_to_come(now)).map(|own| {
        let (starts, ends) = own.times();
        json!({
            "meetingId": own.key,
            "subject": own.name,
            "startTime": starts.to_string(),
            "endTime": ends.to_string(),
            "meetingType": "scheduled",
            "status": "INACTIVE",
            "organizerKey": key,
            "email": user.email,
            "firstName": user.first_name,
            "lastName": user.last_name,
        })
    });
    Ok(Response::json(200, &meetings.collect()))
}

/// The mail to somebody who can hold a session from now on.
fn invitation(handler: &mut Handler<'_>, to: &str) {
    let at = handler.tenant.date(handler.call.now).to_string();
    handler.outbox.push(json!({ "to": to, "kind": "co_organizer", "at": at }));
}
