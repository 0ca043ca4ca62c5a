//! Lists, page by page under a cursor that dies (section 5.1).

use std::time::Duration;

use serde_json::{Value, json};

use super::Handler;
use super::account::status;
use super::answers::error;
use super::file::{NamedEntry, UserEntry};
use crate::wire::Response;
use crate::wire::emulator::{Answer, open, seal};

/// For how long a cursor is good.
const CURSOR_LIFE: Duration = Duration::from_secs(10 * 60);
/// How long a page is where nobody says, and at most.
const PAGE: usize = 50;
const LONGEST_PAGE: usize = 100;

/// `GET /projects`.
pub fn projects(handler: &Handler<'_>) -> Answer {
    page(
        handler,
        handler.tenant.projects.iter().map(|own| json!({ "id": own.id, "name": own.name })).collect(),
    )
}

/// `GET /skills`.
pub fn skills(handler: &Handler<'_>) -> Answer {
    page(handler, handler.tenant.skills.iter().map(skill).collect())
}

/// A skill in the contract's form.
pub fn skill(own: &NamedEntry) -> Value {
    json!({ "id": own.id, "name": own.name, "version": own.version })
}

/// `GET /users`, by e-mail whatever its case, by status, by skill, by project.
pub fn users(handler: &Handler<'_>) -> Answer {
    let active = match handler.call.query("active") {
        None => None,
        Some("true") => Some(true),
        Some("false") => Some(false),
        Some(_) => return Err(error(400, "invalid_value", "true or false", Some("active"))),
    };
    let fits = |user: &&UserEntry| {
        let by = |name: &str, test: &dyn Fn(&str) -> bool| handler.call.query(name).is_none_or(test);
        by("email", &|email| user.email.to_lowercase() == email.to_lowercase())
            && active.is_none_or(|active| user.active == active)
            && by("skill_id", &|id| user.skills.iter().any(|own| own == id))
            && by("project_id", &|id| user.projects.iter().any(|own| own == id))
            && by("status", &|own| status(user) == own)
    };
    page(handler, handler.tenant.users.iter().filter(fits).map(|user| handler.tenant.to_json(user)).collect())
}

/// The page of `all` that is asked for. A cursor holds the moment at which it was handed out and the id after
/// which the next page begins.
fn page(handler: &Handler<'_>, all: Vec<Value>) -> Answer {
    let limit = limit(handler)?;
    let begin = match handler.call.query("cursor") {
        None => 0,
        Some(cursor) => {
            let after = opened(cursor, handler.call.now)?;
            // What was deleted since is no place to begin at: the page then begins at the front.
            all.iter().position(|own| own["id"] == after.as_str()).map_or(0, |at| at + 1)
        }
    };
    let end = (begin + limit).min(all.len());
    let last = all.get(end.wrapping_sub(1)).and_then(|own| own["id"].as_str()).unwrap_or_default();
    let next = (end < all.len()).then(|| seal(&format!("{}/{last}", handler.call.now.as_secs())));
    Ok(Response::json(200, &json!({ "items": all.get(begin..end), "next_cursor": next })))
}

fn limit(handler: &Handler<'_>) -> Result<usize, Response> {
    let Some(text) = handler.call.query("limit") else { return Ok(PAGE) };
    let limit = text.parse().ok().filter(|limit| (1..=LONGEST_PAGE).contains(limit));
    limit.ok_or_else(|| error(400, "invalid_value", "a number from 1 to 100", Some("limit")))
}

fn opened(cursor: &str, now: Duration) -> Result<String, Response> {
    let bad = || error(400, "invalid_cursor", "nobody handed this cursor out", Some("cursor"));
    let text = open(cursor).ok_or_else(bad)?;
    let (since, id) = text.split_once('/').ok_or_else(bad)?;
    let since = Duration::from_secs(since.parse().map_err(|_| bad())?);
    if now.saturating_sub(since) >= CURSOR_LIFE {
        return Err(error(400, "cursor_expired", "begin the list anew", Some("cursor")));
    }
    Ok(id.to_owned())
}
