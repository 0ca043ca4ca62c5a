//! Reading users (section 4.2).

use serde_json::{Value, json};

use super::super::errors;
use super::super::paging::{envelope, window};
use super::super::state::answers::ListOrder;
use super::super::state::key::Key;
use super::super::state::people::User;
use super::super::state::{Handler, Tenant};
use super::filter::{Field, Filter};
use super::spelling::Spelling;
use super::write::find;
use crate::wire::Response;
use crate::wire::emulator::{Answer, Call};

/// `GET A/users`: a page, filtered where asked, with the attributes that were asked for.
pub fn list(handler: Handler<'_>) -> Answer {
    let Handler { tenant, call, .. } = handler;
    let (offset, size) = window(call, &tenant.switches)?;
    let keys = match call.query("filter") {
        Some(text) => matching(tenant, text)?,
        None => {
            let by_email = tenant.switches.list_order == ListOrder::Email;
            let order = tenant.people.order(by_email);
            let total = order.len();
            let page: Vec<Key> = order.iter().skip(offset).take(size).cloned().collect();
            return Ok(page_of(tenant, call, &page, offset, total));
        }
    };
    let page: Vec<Key> = keys.iter().skip(offset).take(size).cloned().collect();
    Ok(page_of(tenant, call, &page, offset, keys.len()))
}

/// `GET A/users/{userKey}`.
pub fn one(handler: Handler<'_>, key: &Key) -> Answer {
    let user = find(&handler, key)?;
    Ok(Response::json(200, &Spelling::of(handler.tenant).user(user, handler.call)))
}

fn page_of(tenant: &Tenant, call: &Call<'_>, page: &[Key], offset: usize, total: usize) -> Response {
    let spelling = Spelling::of(tenant);
    let attributes: Option<Vec<&str>> = call.query("attributes").map(|list| list.split(',').collect());
    let shown = |user: &User| sparse(spelling.user(user, call), attributes.as_deref());
    let results = page.iter().filter_map(|key| tenant.people.get(key)).map(shown).collect();
    envelope(results, offset, total, &tenant.switches)
}

/// The object with only the attributes that were asked for.
fn sparse(mut user: Value, attributes: Option<&[&str]>) -> Value {
    if let (Some(attributes), Some(map)) = (attributes, user.as_object_mut()) {
        map.retain(|name, _| attributes.iter().any(|own| own.trim() == name));
    }
    user
}

/// The keys of the users that match a filter, in the order of keys.
pub fn matching(tenant: &Tenant, text: &str) -> Result<Vec<Key>, Response> {
    let grammar = tenant.switches.filter_grammar;
    let filter = Filter::parse(text, grammar, &[Field::Email, Field::Key])
        .ok_or_else(|| errors::admin(400, "filter.invalid", text))?;
    let fits = |user: &&User| {
        filter.matches(|field| match field {
            Field::Email => &user.email,
            Field::Key => user.key.as_str(),
            Field::Name => "",
        })
    };
    // A filter by e-mail or key is answered from the index: a scan for each would make a plan quadratic.
    let known = match (filter.email(), filter.key()) {
        (Some(email), _) => tenant.people.by_email(email),
        (None, Some(key)) => tenant.people.get(&Key::from(key)),
        (None, None) => None,
    };
    Ok(known.into_iter().filter(fits).map(|user| user.key.clone()).collect())
}

/// A user in the short form that a create answers with.
pub fn short(spelling: &Spelling<'_>, user: &User) -> Value {
    json!({ "key": spelling.key(&user.key), "email": user.email })
}
