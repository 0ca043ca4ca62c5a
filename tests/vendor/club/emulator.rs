//! The club's server, from `facts.md` alone: it keeps state, pages and refuses as the club does. Shares no type with
//! the client, so that two readings of one page check each other.

use std::collections::BTreeMap;
use std::time::Duration;

use rosterctl::wire::emulator::{Answer, Call, Emulated, Handler, Lane, State, Tokens, Vendor, unique};
use rosterctl::wire::{Method, Request, Response};
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The emulated club.
pub type ClubEmulator = Emulated<Club>;

rosterctl::switches! {
    /// How the server answers where the pages are silent.
    "C-11" lists_suspended: bool = true, ["false"] but not ["false"], "Whether suspended members are listed";
    "C-03" page: usize = 50, ["1", "7"], "How many members a page has";
}

/// The state of a club, and the shape of the state file.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Club {
    /// Whose emulator this is: `club`.
    provider: String,
    /// The e-mail of the token's owner.
    caller: String,
    /// How many there are of each badge.
    #[serde(default)]
    stock: BTreeMap<String, u64>,
    /// The members.
    #[serde(default)]
    members: Vec<Member>,
    /// The answers where the pages are silent.
    #[serde(default)]
    switches: Switches,
    /// How many members were made so far: no id is used twice.
    #[serde(default)]
    made: u64,
}

/// A member.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Member {
    id: String,
    email: String,
    name: String,
    #[serde(default)]
    steward: bool,
    #[serde(default)]
    suspended: bool,
    #[serde(default)]
    badges: Vec<String>,
}

/// The JSON Schema of the state file.
pub fn state_schema() -> Schema {
    schemars::schema_for!(Club)
}

fn refused(status: u16, error: &str) -> Response {
    Response::json(status, &json!({ "error": error }))
}

impl Vendor for Club {
    type Callers = Tokens;

    fn load(state: Value, _: Duration) -> Result<Self, String> {
        let mut state = State::read(state, "club")?;
        let members: Vec<Member> = state.list("members")?;
        unique("members", members.iter().collect(), |own| own.email.to_lowercase())?;
        Ok(Self { members, ..state.rest()? })
    }

    fn save(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn lane(&self, call: &Call<'_>) -> Option<Lane> {
        Some(Lane::even(call.token(), 20))
    }

    fn admit(&self, callers: &mut Tokens, call: &Call<'_>) -> Result<(), Response> {
        if !callers.is_good(call.token(), call.now, || true) {
            return Err(refused(401, "unauthorized"));
        }
        let own = self.members.iter().find(|own| own.email.eq_ignore_ascii_case(&self.caller));
        if own.is_some_and(Member::is_steward) { Ok(()) } else { Err(refused(403, "no_steward")) }
    }

    fn route(Handler { tenant, outbox, call, .. }: Handler<'_, Self>) -> Answer {
        let body = || call.object().ok_or_else(|| refused(400, "no_object"));
        match (call.method, call.below("/v1").unwrap_or_default().as_slice()) {
            (Method::Get, ["account"]) => {
                Ok(Response::json(200, &json!({ "caller": tenant.caller, "members": tenant.members.len() })))
            }
            (Method::Get, ["badges"]) => Ok(tenant.badges()),
            (Method::Get, ["members"]) => Ok(tenant.list(call)),
            (Method::Post, ["members"]) => tenant.create(&body()?, outbox),
            (Method::Patch, ["members", id]) => tenant.patch(id, &body()?),
            (Method::Delete, ["members", id]) => tenant.delete(id),
            (Method::Put, ["members", id, "badges", name]) => tenant.give(id, name),
            (Method::Delete, ["members", id, "badges", name]) => {
                let at = tenant.at(id)?;
                tenant.members[at].badges.retain(|own| own != name);
                Ok(Response::empty(204))
            }
            _ => Err(refused(404, "not_found")),
        }
    }

    fn expire(callers: &mut Tokens) {
        callers.expire();
    }

    fn too_many(&self, _: &Request) -> Response {
        let mut answer = refused(429, "too_many");
        answer.headers.push(("retry-after".into(), "1".into()));
        answer
    }

    fn failing(&self, _: &Request, status: u16) -> Response {
        refused(status, "injected")
    }

    fn is_list(&self, call: &Call<'_>) -> bool {
        call.method == Method::Get && call.below("/v1").is_some_and(|route| route == ["members"])
    }

    fn emptied(&self, call: &Call<'_>, _: &Value) -> Option<Response> {
        self.is_list(call).then(|| Response::json(200, &json!({ "members": [], "next": null })))
    }
}

impl Member {
    fn is_steward(&self) -> bool {
        self.steward && !self.suspended
    }
}

impl Club {
    fn at(&self, id: &str) -> Result<usize, Response> {
        self.members.iter().position(|own| own.id == id).ok_or_else(|| refused(404, "not_found"))
    }

    fn lent(&self, badge: &str) -> u64 {
        self.members.iter().flat_map(|own| &own.badges).filter(|own| *own == badge).count() as u64
    }

    fn badges(&self) -> Response {
        let badge =
            |(name, stock): (&String, &u64)| json!({ "name": name, "stock": stock, "lent": self.lent(name) });
        Response::json(200, &self.stock.iter().map(badge).collect())
    }

    /// By id, a page at a time (C-03); an e-mail is found whatever its case, and also where a listing hides it.
    fn list(&self, call: &Call<'_>) -> Response {
        let (email, after) = (call.query("email"), call.query("after").unwrap_or_default());
        let fits = |own: &&Member| match email {
            Some(email) => own.email.eq_ignore_ascii_case(email),
            None => !own.suspended || self.switches.lists_suspended,
        };
        let mut all: Vec<&Member> = self.members.iter().filter(fits).collect();
        all.sort_by_key(|own| &own.id);
        all.retain(|own| own.id.as_str() > after);
        let page: Vec<&Member> = all.iter().copied().take(self.switches.page).collect();
        let next = page.last().filter(|_| all.len() > page.len()).map(|last| &last.id);
        Response::json(200, &json!({ "members": page, "next": next }))
    }

    /// `POST /members` (C-05).
    fn create(&mut self, body: &Map<String, Value>, outbox: &mut Vec<Value>) -> Answer {
        let mut fresh = body.clone();
        self.made += 1;
        fresh.insert("id".into(), format!("m{:04}", self.made).into());
        let member: Member =
            serde_json::from_value(fresh.into()).map_err(|_| refused(422, "invalid_member"))?;
        self.check_email(&member.email, &member.id)?;
        outbox.push(json!({ "to": member.email, "kind": "welcome", "at": self.made }));
        self.members.push(member);
        Ok(Response::empty(201))
    }

    fn check_email(&self, email: &str, id: &str) -> Result<(), Response> {
        let taken = self.members.iter().any(|own| own.id != id && own.email.eq_ignore_ascii_case(email));
        if taken { Err(refused(409, "email_taken")) } else { Ok(()) }
    }

    /// `PATCH /members/{id}` (C-06).
    fn patch(&mut self, id: &str, body: &Map<String, Value>) -> Answer {
        let at = self.at(id)?;
        let mut fields = json!(self.members[at]);
        for (name, value) in body.iter().filter(|(name, _)| !["id", "badges"].contains(&name.as_str())) {
            fields[name] = value.clone();
        }
        let member: Member = serde_json::from_value(fields).map_err(|_| refused(422, "invalid_member"))?;
        self.check_email(&member.email, id)?;
        if !member.is_steward() {
            self.spare_last_steward(at)?;
        }
        self.members[at] = member;
        Ok(Response::empty(204))
    }

    /// The last active steward stays one (C-10).
    fn spare_last_steward(&self, at: usize) -> Result<(), Response> {
        let others = self.members.iter().enumerate().filter(|(other, own)| *other != at && own.is_steward());
        let is_last = self.members[at].is_steward() && others.count() == 0;
        if is_last { Err(refused(409, "last_steward")) } else { Ok(()) }
    }

    /// `DELETE /members/{id}` (C-09).
    fn delete(&mut self, id: &str) -> Answer {
        let at = self.at(id)?;
        if !self.members[at].badges.is_empty() {
            return Err(refused(409, "holds_badges"));
        }
        self.spare_last_steward(at)?;
        self.members.remove(at);
        Ok(Response::empty(204))
    }

    /// `PUT /members/{id}/badges/{name}` (C-07, C-08).
    fn give(&mut self, id: &str, name: &str) -> Answer {
        let at = self.at(id)?;
        let stock = *self.stock.get(name).ok_or_else(|| refused(404, "no_badge"))?;
        if self.members[at].badges.iter().any(|own| own == name) {
            return Ok(Response::empty(204));
        }
        if self.lent(name) >= stock {
            return Err(refused(409, "none_left"));
        }
        self.members[at].badges.push(name.to_owned());
        Ok(Response::empty(204))
    }
}
