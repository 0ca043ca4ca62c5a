//! GoTo Webinar, version 2: webinars of a range of time, page by page, and their co-organizers.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::state::key::Key;
use super::super::state::people::User;
use super::super::state::sessions::SessionEntry;
use super::super::state::{Handler, Tenant};
use super::{denied, invitation, not_found, organizer, organizer_key, refused};
use crate::wire::emulator::{Answer, Call, uuid};
use crate::wire::{Method, Response, encode};

/// Answers what is below `/G2W/rest/v2`.
pub fn route(handler: Handler<'_>, path: &[&str]) -> Answer {
    match (handler.call.method, path) {
        (Method::Get, ["accounts", account, "webinars"]) => of_account(&handler, account),
        (Method::Get, ["organizers", key, "webinars"]) => of_organizer(&handler, key),
        (Method::Get, ["organizers", key, "webinars", webinar, "coorganizers"]) => {
            let user = organizer(&handler, key, false)?;
            Ok(Response::json(200, &others(handler.tenant, find(&user, webinar)?)))
        }
        (Method::Post, ["organizers", key, "webinars", webinar, "coorganizers"]) => {
            add(handler, key, webinar)
        }
        (Method::Delete, ["organizers", key, "webinars", webinar, "coorganizers", member]) => {
            take(handler, (key, webinar), member)
        }
        _ => Err(not_found("path")),
    }
}

fn of_account(handler: &Handler<'_>, account: &str) -> Answer {
    let tenant = &*handler.tenant;
    if tenant.account.key.as_str() != account {
        return Err(not_found("account"));
    }
    if !tenant.switches.organizer_reads || !tenant.caller_may(&["MANAGE_ACCOUNT"]) {
        return Err(denied());
    }
    let all = tenant.people.iter().flat_map(|user| user.webinars.iter().map(move |own| (user, own)));
    listed(handler, all.collect())
}

/// Whether those of others that the organizer may hold are among them is a switch.
fn of_organizer(handler: &Handler<'_>, key: &str) -> Answer {
    let user = organizer(handler, key, false)?;
    let tenant = &*handler.tenant;
    let mine = user.webinars.iter().map(|own| (&user, own));
    let held = tenant.people.iter().filter(|other| other.key != user.key).flat_map(|other| {
        let may = |own: &&SessionEntry| own.co_organizers.contains(&user.email);
        other.webinars.iter().filter(may).map(move |own| (other, own))
    });
    let held = held.filter(|_| tenant.switches.webinars_of_others);
    listed(handler, mine.chain(held).collect())
}

/// One page of those that are held within the range of time.
fn listed(handler: &Handler<'_>, all: Vec<(&User, &SessionEntry)>) -> Answer {
    let (tenant, call) = (&*handler.tenant, handler.call);
    let (from, to) = (moment(call, "fromTime")?, moment(call, "toTime")?);
    let number = |name: &str| {
        call.number_of(name).map_err(|_| refused(400, "InvalidRequest", &format!("{name} is no number.")))
    };
    let (page_number, size) = (number("page")?.unwrap_or(0), number("size")?.unwrap_or(20));
    let size = size.clamp(1, tenant.switches.webinar_page);
    let within = all.into_iter().filter(|(_, own)| {
        let (starts, ends) = own.times();
        ends >= from && starts <= to
    });
    let all: Vec<Value> = within.map(|(user, own)| shown(tenant, user, own)).collect();
    let total = all.len();
    let some = all.into_iter().skip(page_number.saturating_mul(size)).take(size).collect();
    Ok(page(some, (page_number, size), total))
}

/// A page; without webinars it has no `_embedded`.
pub fn page(webinars: Vec<Value>, (number, size): (usize, usize), total: usize) -> Response {
    let pages = total.div_ceil(size);
    let page = json!({ "size": size, "totalElements": total, "totalPages": pages, "number": number });
    let mut body = json!({ "page": page });
    if !webinars.is_empty() {
        encode::put(&mut body, "_embedded", json!({ "webinars": webinars }));
    }
    Response::json(200, &body)
}

fn moment(call: &Call<'_>, name: &str) -> Result<Timestamp, Response> {
    let text = call.query(name).unwrap_or_default();
    text.parse().map_err(|_| refused(400, "InvalidRequest", &format!("{name} is required, in ISO 8601.")))
}

fn shown(tenant: &Tenant, user: &User, own: &SessionEntry) -> Value {
    let (starts, ends) = own.times();
    json!({
        "webinarKey": own.key,
        "organizerKey": organizer_key(tenant, user),
        "accountKey": tenant.account.key,
        "subject": own.name,
        "times": [{ "startTime": starts.to_string(), "endTime": ends.to_string() }],
        "timeZone": user.time_zone,
    })
}

fn find<'u>(user: &'u User, webinar: &str) -> Result<&'u SessionEntry, Response> {
    let found = user.webinars.iter().find(|own| own.key.as_str() == webinar);
    found.ok_or_else(|| not_found("webinar"))
}

/// The co-organizers, without the organizer.
fn others(tenant: &Tenant, own: &SessionEntry) -> Value {
    own.co_organizers.iter().map(|email| other(tenant, email)).collect()
}

fn other(tenant: &Tenant, email: &str) -> Value {
    let user = tenant.people.by_email(email).filter(|user| tenant.has_product(user, "G2W"));
    match user {
        Some(user) => json!({
            "memberKey": user.key, "email": user.email, "external": false,
            "givenName": user.first_name, "surname": user.last_name,
        }),
        None => json!({ "memberKey": stranger(email), "email": email, "external": true, "givenName": email }),
    }
}

/// A number for somebody who has no webinars of their own.
fn stranger(email: &str) -> Key {
    let digits: String = uuid(&["co-organizer", email]).chars().filter(char::is_ascii_digit).collect();
    format!("9{digits}").into()
}

/// `POST .../coorganizers`: a list of those who come. Where it wants an administrator is from the description of 2018.
fn add(mut handler: Handler<'_>, key: &str, webinar: &str) -> Answer {
    let mut user = organizer(&handler, key, true)?;
    find(&user, webinar)?;
    let list: Vec<Value> = serde_json::from_slice(&handler.call.request.body)
        .map_err(|_| refused(400, "InvalidRequest", "The body is no list."))?;
    let emails: Vec<String> = list.iter().map(|new| who(handler.tenant, new)).collect::<Result<_, _>>()?;
    let own = user.webinars.iter_mut().find(|own| own.key.as_str() == webinar);
    let own = own.ok_or_else(|| not_found("webinar"))?;
    for email in &emails {
        if !own.co_organizers.contains(email) {
            own.co_organizers.push(email.clone());
        }
    }
    handler.tenant.people.set(user);
    emails.iter().for_each(|email| invitation(&mut handler, email));
    let answer: Value = emails.iter().map(|email| other(handler.tenant, email)).collect();
    Ok(Response::json(201, &answer))
}

/// The e-mail of somebody who comes: by key with GoTo Webinar, else by name and address.
fn who(tenant: &Tenant, new: &Value) -> Result<String, Response> {
    if new["external"] == true {
        let named = new["givenName"].as_str().filter(|name| !name.is_empty());
        let email = new["email"].as_str().filter(|_| named.is_some());
        return email
            .map(str::to_owned)
            .ok_or_else(|| refused(400, "InvalidRequest", "givenName and email are required."));
    }
    let wanted = Key::of(&new["organizerKey"]).unwrap_or_default();
    let mut people = tenant.people.iter();
    let user = people.find(|user| organizer_key(tenant, user) == wanted && tenant.has_product(user, "G2W"));
    user.map(|user| user.email.clone())
        .ok_or_else(|| refused(400, "InvalidRequest", "The organizerKey is nobody's with GoTo Webinar."))
}

fn take(handler: Handler<'_>, (key, webinar): (&str, &str), member: &str) -> Answer {
    let mut user = organizer(&handler, key, true)?;
    let tenant = &mut *handler.tenant;
    let own = user.webinars.iter_mut().find(|own| own.key.as_str() == webinar);
    let own = own.ok_or_else(|| not_found("webinar"))?;
    let before = own.co_organizers.len();
    own.co_organizers.retain(|email| other(tenant, email).get("memberKey").is_none_or(|own| *own != *member));
    if own.co_organizers.len() == before {
        return Err(not_found("co-organizer"));
    }
    tenant.people.set(user);
    Ok(Response::empty(204))
}
