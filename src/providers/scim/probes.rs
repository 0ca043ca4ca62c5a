//! What a check reads of a service: what it announces (S-21), and in which of the ways that the field notes know it differs
//! from RFC 7644, as far as a GET shows it.

use serde_json::Value;

use super::api::{GROUPS, USERS, field, id, is_true, items, text};
use super::session::Session;
use crate::model::Evidence::Doc;
use crate::model::{Beyond, Listing, Survey, VendorError};
use crate::providers::kit::json::Look;
use crate::providers::kit::probes::{Finding, Probe, fails, holds, open, settle};
use crate::wire::encode::{percent, query};

/// A name that nobody has.
const NOBODY: &str = "nobody-has-this-name";

/// What the service answered.
#[derive(Default)]
struct Answers {
    config: Look,
    types: Look,
    users: Look,
    /// Two pages of two users.
    first: Look,
    second: Look,
    one: Look,
    groups: Look,
    /// A list without a match, and a resource that is not there.
    empty: Look,
    missing: Look,
    roles: bool,
}

/// All that a check reads of the service beyond its resources. Whose token it is, no SCIM service tells (S-11).
///
/// # Errors
/// Refused credentials, a service that does not answer.
pub async fn survey(session: &Session) -> Result<Survey, VendorError> {
    let features = session.features().await?;
    let mut answers = ask(session).await?;
    answers.roles = features.roles_at.is_some();
    let page = |list, asked, look: &Look| {
        let came = look.list("Resources").len() as u64;
        (look.status == 200).then(|| Listing { list, asked, came, total: look.number("totalResults") })
    };
    let listings = [page("users", None, &answers.users), page("users", Some(2), &answers.first)];
    Ok(Survey {
        caller: session.settings.caller.clone(),
        listings: listings.into_iter().flatten().collect(),
        assumptions: settle(PROBES, &answers),
        beyond: BEYOND,
        ..Survey::default()
    })
}

async fn ask(session: &Session) -> Result<Answers, VendorError> {
    let get = async |path: &str| session.api.look(path).await;
    let config = get("/ServiceProviderConfig").await?;
    let users = get(USERS).await?;
    let none = format!("userName eq \"{NOBODY}\"");
    let one = match users.list("Resources").iter().find_map(id) {
        Some(id) => get(&format!("{USERS}/{}", percent(&id))).await?,
        None => Look::default(),
    };
    Ok(Answers {
        types: get("/ResourceTypes").await?,
        first: get(&format!("{USERS}?startIndex=1&count=2")).await?,
        second: get(&format!("{USERS}?startIndex=3&count=2")).await?,
        groups: get(&format!("{GROUPS}?count=20")).await?,
        empty: get(&query(USERS, &[("filter", &none)])).await?,
        missing: get(&format!("{USERS}/{NOBODY}")).await?,
        one,
        config,
        users,
        roles: false,
    })
}

const fn probe(
    id: &'static str,
    rule: &'static str,
    assumes: &'static str,
    settle: fn(&Answers) -> Finding,
) -> Probe<Answers> {
    Probe { id, rule, mark: Doc, assumes, settle }
}

const PROBES: &[Probe<Answers>] = &[
    probe("patch", "S-28", "PATCH is announced", |answers| announced(answers, "patch")),
    probe("filter", "S-24", "filters are announced", |answers| announced(answers, "filter")),
    probe("etag", "S-34", "versions (ETag) are announced", |answers| announced(answers, "etag")),
    probe("groups", "S-05", "groups are a resource type", groups),
    probe("roles", "S-07", "the values of roles are listed", |answers| {
        if answers.roles { holds("there is such a resource type") } else { fails("there is none") }
    }),
    probe("fill_groups", "S-05", "a user tells the groups that the person is in", fill_groups),
    probe("location", "S-22", "meta.location is a whole URL", location),
    probe("fill_display", "RFC 7643 section 4.2", "members come without their names", fill_display),
    probe("resources_missing_when_empty", "S-23", "a list without a match has Resources", empty),
    probe("overlapping_pages", "S-25", "pages do not overlap", pages),
    probe("etag_header_without_support", "S-34", "no ETag comes where none is announced", etag),
    probe("one_fake_sample", "section 4", "a list without a filter shows what is there", sample),
    probe("status_as_number", "S-35", "the status in an error body is a text", status),
    probe("empty_errors", "S-35", "errors have a body", errors),
];

const WRITE: &str = "only a write shows it, and a check writes nothing";

const fn no(id: &'static str, why: &'static str) -> Beyond {
    Beyond { id, why }
}

const BEYOND: &[Beyond] = &[
    no("patch_answer", WRITE),
    no("entra", WRITE),
    no("remove_with_value", WRITE),
    no("missing_target", WRITE),
    no("deactivate_deletes", WRITE),
    no("most_member_changes", WRITE),
    no("replace_members_adds", WRITE),
    no("normalizes", WRITE),
    no("soft_delete", WRITE),
    no("discovery_needs_token", "every call of this program carries the token"),
    no("retry_after_as_date", "only calls past the limit are answered so, and no limit is tried out"),
];

fn announced(answers: &Answers, name: &str) -> Finding {
    let told = field(&answers.config.body, name).and_then(|own| field(own, "supported"));
    match (answers.config.status, told.map(is_true)) {
        (200, Some(true)) => holds("it is"),
        (200, _) => fails("it is not: it is never used"),
        (other, _) => open(format!("/ServiceProviderConfig was answered with {other}")),
    }
}

fn groups(answers: &Answers) -> Finding {
    let types = answers.types.list("Resources");
    let has = types.iter().any(|own| text(own, "endpoint").is_some_and(|path| path.ends_with(GROUPS)));
    match (types.len(), has) {
        (0, _) => open("no resource types are told"),
        (_, true) => holds("they are"),
        (_, false) => fails("they are not"),
    }
}

fn members(answers: &Answers) -> impl Iterator<Item = &Value> {
    answers.groups.list("Resources").iter().flat_map(|group| items(group, "members"))
}

fn fill_groups(answers: &Answers) -> Finding {
    let told =
        answers.users.list("Resources").iter().filter(|user| !items(user, "groups").is_empty()).count();
    match (members(answers).count(), told) {
        (_, 1..) => holds(format!("{told} users do")),
        (0, 0) => open("no member of a group is shown"),
        (some, 0) => fails(format!("none does, and {some} are in groups")),
    }
}

fn location(answers: &Answers) -> Finding {
    let told = field(&answers.one.body, "meta").and_then(|meta| text(meta, "location"));
    match (answers.one.status, told) {
        (0, _) => open("no user is shown"),
        (_, Some(url)) if url.starts_with("http") => holds("it is"),
        (_, Some(_)) => fails("it has no host"),
        (_, None) => fails("there is none"),
    }
}

fn fill_display(answers: &Answers) -> Finding {
    let named = members(answers).filter(|member| field(member, "display").is_some()).count();
    match (members(answers).count(), named) {
        (0, _) => open("no member of a group is shown"),
        (all, 0) => holds(format!("{all} do")),
        (all, named) => fails(format!("{named} of {all} come with one")),
    }
}

fn empty(answers: &Answers) -> Finding {
    match (answers.empty.status, field(&answers.empty.body, "Resources").is_some()) {
        (200, true) => holds("it has"),
        (200, false) => fails("it has not"),
        (other, _) => open(format!("it was answered with {other}")),
    }
}

fn pages(answers: &Answers) -> Finding {
    let ids = |look: &Look| look.list("Resources").iter().filter_map(id).collect::<Vec<_>>();
    let (first, second) = (ids(&answers.first), ids(&answers.second));
    match second.iter().any(|own| first.contains(own)) {
        _ if first.len() < 2 || second.is_empty() => open("too few users are shown"),
        true => fails("a user of the first page comes on the second"),
        false => holds("two pages of two have nobody in common"),
    }
}

fn etag(answers: &Answers) -> Finding {
    let supported = field(&answers.config.body, "etag").and_then(|own| field(own, "supported"));
    let sent = answers.one.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("etag"));
    match (answers.one.status, supported.is_some_and(is_true), sent) {
        (0, ..) => open("no user is shown"),
        (_, true, _) => open("versions are announced"),
        (_, false, true) => fails("one comes"),
        (_, false, false) => holds("none comes"),
    }
}

fn sample(answers: &Answers) -> Finding {
    let listed = answers.users.list("Resources").len();
    match (listed, answers.one.status) {
        (0, _) => open("no user is shown"),
        (1, 404) => fails("the only user of the list is not there when asked for alone"),
        (_, 200) => holds("one of the list is there when asked for alone"),
        (_, other) => open(format!("one of the list was answered with {other}")),
    }
}

fn status(answers: &Answers) -> Finding {
    match field(&answers.missing.body, "status") {
        Some(told) if told.is_string() => holds("it is"),
        Some(_) => fails("it is a number"),
        None => open("no error body with one came"),
    }
}

fn errors(answers: &Answers) -> Finding {
    match (answers.missing.status, answers.missing.body.is_null()) {
        (400.., true) => fails("one came without"),
        (400.., false) => holds("one came with one"),
        (other, _) => open(format!("a user that is not there was answered with {other}")),
    }
}
