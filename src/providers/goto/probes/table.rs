//! The assumptions that a GET can settle, in the order of the switches. What is seen is told in shapes and counts.

use serde_json::Value;

use super::answers::{Answers, key, text};
use crate::model::Evidence::{self, Assumed, ThirdParty};
use crate::providers::kit::json::Look;
use crate::providers::kit::probes::{Finding, Probe, fails, holds, open};

const fn probe(
    id: &'static str,
    rule: &'static str,
    mark: Evidence,
    assumes: &'static str,
    settle: fn(&Answers) -> Finding,
) -> Probe<Answers> {
    Probe { id, rule, mark, assumes, settle }
}

/// Rows are those of section 11 of the fact sheet.
pub const PROBES: &[Probe<Answers>] = &[
    probe(
        "queue_user_items",
        "row 2",
        Assumed,
        "a queue's users come with userKey and extensionId",
        queue_users,
    ),
    probe("queue_number_field", "row 3", Assumed, "a queue's number is called extensionNumber", queue_number),
    probe(
        "default_page_size",
        "row 9",
        Assumed,
        "a page of users has 25 where none is asked for",
        usual_page,
    ),
    probe("max_page_size", "row 9", Assumed, "a page of 100 users comes whole", page_of_100),
    probe("to_index", "row 10", Assumed, "toIndex is the index after the last", to_index),
    probe("keys_as", "row 11", Assumed, "the Admin API spells keys as texts", keys),
    probe("filter_grammar", "row 12", Assumed, "filters are read in both grammars", filters),
    probe("plus_sign", "row 12", Assumed, "a plus in a query is a plus", plus),
    probe("list_order", "row 13", Assumed, "users are listed by key", order),
    probe("role_set_permissions", "row 21", Assumed, "a custom role tells its permissions", permissions),
    probe("odd_key", "row 29", ThirdParty, "a user key that is no number gets 502", odd_key),
    probe("invited_hold_seats", "row 31", Assumed, "invited people hold a seat", invited),
    probe("last_sign_in", "row 32", Assumed, "no user tells the date of the last sign-in", last_sign_in),
    probe("empty_lists", "section 4.1", ThirdParty, "empty lists in objects are left out", empty_lists),
    probe(
        "user_settings",
        "section 4.4",
        ThirdParty,
        "a user tells the primary extension in settings",
        settings,
    ),
    probe("short_lists", "section 4.5", Assumed, "licenses and custom roles come page by page", short_lists),
    probe(
        "users_need_account",
        "section 6.2",
        ThirdParty,
        "users/v1/users is refused without accountKey",
        bare,
    ),
    probe("users_page_size", "section 6.2", ThirdParty, "users/v1/users has no pageSize", page_size),
    probe("foreign_lines", "section 6.2", ThirdParty, "lines of others are hidden behind 404", foreign),
    probe("line_ids", "section 6.2", Assumed, "a line has the id of its extension", line_ids),
    probe(
        "extension_types",
        "section 6.3",
        ThirdParty,
        "the list of extensions keeps to the type that is asked for",
        types,
    ),
    probe(
        "violation_code",
        "section 6.1",
        ThirdParty,
        "the errorCode about a field is BAD_REQUEST",
        violation,
    ),
    probe("unknown_fields", "section 4.4", ThirdParty, "a user has the fields that the sheet names", unknown),
];

/// What a call that did not succeed settles.
fn refused(look: &Look) -> Option<Finding> {
    let why = || open(format!("it was answered with {}", look.status));
    match look.status {
        200 => None,
        0 => Some(open("there was nothing to ask about")),
        _ => Some(why()),
    }
}

fn users(answers: &Answers) -> &[Value] {
    answers.users_100.list("results")
}

fn queue_users(answers: &Answers) -> Finding {
    let lists: Vec<&Look> = answers.queue_users.iter().filter(|look| look.status == 200).collect();
    let items: Vec<&Value> = lists.iter().flat_map(|look| look.list("items")).collect();
    let with = |name: &str| items.iter().filter(|item| item.get(name).is_some()).count();
    match (lists.len(), items.len(), with("extensionId"), with("userKey")) {
        (0, ..) => open("no call queue is shown"),
        (queues, 0, ..) => {
            open(format!("{queues} queues list nobody: they are empty, or tell only who is logged in (U-03)"))
        }
        (_, all, with_extension @ 1.., keys) if keys == all => {
            holds(format!("{with_extension} of {all} come with extensionId, all with userKey"))
        }
        (_, all, 0, keys) if keys == all => fails(format!("all {all} come with userKey alone")),
        (_, all, ..) => fails(format!("some of {all} come without userKey")),
    }
}

fn queue_number(answers: &Answers) -> Finding {
    let queues = answers.queues.list("items");
    let with = |name: &str| queues.iter().any(|queue| queue.get(name).is_some());
    match (with("extensionNumber"), with("number")) {
        (true, _) => holds("extensionNumber is there"),
        (false, true) => fails("it is called number"),
        (false, false) => open("no queue tells a number"),
    }
}

fn usual_page(answers: &Answers) -> Finding {
    let (came, total) = (answers.users.list("results").len() as u64, answers.users.number("total"));
    match total {
        None => refused(&answers.users).unwrap_or_else(|| open("no total is told")),
        Some(total) if total <= came => open(format!("all {total} fit on the page")),
        Some(total) if came == 25 => holds(format!("25 of {total} came")),
        Some(total) => fails(format!("{came} of {total} came")),
    }
}

fn page_of_100(answers: &Answers) -> Finding {
    let (came, total) = (users(answers).len() as u64, answers.users_100.number("total"));
    match total {
        None => refused(&answers.users_100).unwrap_or_else(|| open("no total is told")),
        Some(total) if came < total.min(100) => fails(format!("{came} of {total} came")),
        Some(total) if total < 100 => open(format!("all {total} fit on the page")),
        Some(total) => holds(format!("100 of {total} came; a larger page was not asked for")),
    }
}

fn to_index(answers: &Answers) -> Finding {
    let look = &answers.users_1;
    match (look.list("results").len(), look.number("fromIndex"), look.number("toIndex")) {
        (1, Some(0), Some(1)) => holds("a page of one says 0 to 1"),
        (1, Some(0), Some(0)) => fails("a page of one says 0 to 0"),
        _ => refused(look).unwrap_or_else(|| open("the page says neither")),
    }
}

fn keys(answers: &Answers) -> Finding {
    let keys = users(answers).iter().chain([&answers.me.body]).filter_map(|user| user.get("key"));
    let (texts, others): (Vec<&Value>, Vec<&Value>) = keys.partition(|key| key.is_string());
    match (texts.len(), others.len()) {
        (0, 0) => open("no key is told"),
        (texts, 0) => holds(format!("{texts} keys are texts")),
        (_, others) => fails(format!("{others} keys are numbers")),
    }
}

fn filters(answers: &Answers) -> Finding {
    match (answers.by_scim.status, answers.by_classic.status) {
        (200, 200) => holds("both are answered"),
        (200, other) => fails(format!("the older form is answered with {other}")),
        (other, 200) => fails(format!("the newer form is answered with {other}")),
        (one, other) => open(format!("they are answered with {one} and {other}")),
    }
}

fn plus(answers: &Answers) -> Finding {
    let found = answers.by_plus.list("results").len();
    match (answers.by_scim.status, answers.by_plus.status) {
        (200, 400) => holds("a plus in a filter is refused"),
        (200, 200) if found > 0 => fails("a plus in a filter is read as a space"),
        (200, other) => open(format!("it was answered with {other} and nobody")),
        _ => open("the newer form of filters is not read"),
    }
}

fn order(answers: &Answers) -> Finding {
    let by_key: Vec<u128> = users(answers).iter().filter_map(|user| key(user, "key")?.parse().ok()).collect();
    let by_mail: Vec<String> = users(answers).iter().map(|user| text(user, "email").to_lowercase()).collect();
    match (by_key.len() > 2, by_key.is_sorted(), by_mail.is_sorted()) {
        (false, ..) => open("too few users are there"),
        (_, true, false) => holds("they come by key"),
        (_, false, true) => fails("they come by e-mail"),
        (_, true, true) => open("their order by key and by e-mail is the same"),
        (_, false, false) => fails("they come neither by key nor by e-mail"),
    }
}

fn permissions(answers: &Answers) -> Finding {
    let sets = answers.role_sets.list("results");
    match sets.iter().filter(|set| set.get("permissions").is_some()).count() {
        _ if sets.is_empty() => {
            refused(&answers.role_sets).unwrap_or_else(|| open("there is no custom role"))
        }
        0 => fails(format!("none of {} does", sets.len())),
        some => holds(format!("{some} of {} do", sets.len())),
    }
}

fn odd_key(answers: &Answers) -> Finding {
    match answers.odd_key.status {
        502 => holds("it gets 502"),
        other => fails(format!("it gets {other}")),
    }
}

fn invited(answers: &Answers) -> Finding {
    let mut counted = 0;
    for license in answers.licenses.list("results") {
        let many = |name: &str| license.get(name).and_then(Value::as_array).map_or(0, Vec::len) as u64;
        let (active, invited) = (many("userKeys"), many("invitedUserKeys"));
        match license.get("userCount").and_then(Value::as_u64) {
            Some(count) if invited > 0 && count == active => {
                return fails("userCount leaves invited people out");
            }
            Some(count) if invited > 0 && count == active + invited => counted += invited,
            _ => {}
        }
    }
    match counted {
        0 => open("no license is told to be held by somebody invited"),
        counted => holds(format!("{counted} invited are in userCount")),
    }
}

fn last_sign_in(answers: &Answers) -> Finding {
    let dated = users(answers).iter().filter(|user| user.get("lastSignInDate").is_some()).count();
    let active = users(answers).iter().filter(|user| text(user, "status") == "ACTIVE").count();
    match (dated, active) {
        (0, 0) => open("no user is active"),
        (0, active) => holds(format!("none of {active} active users does")),
        (dated, _) => fails(format!("{dated} do")),
    }
}

fn empty_lists(answers: &Answers) -> Finding {
    let lists = ["licenseKeys", "adminRoles", "roleSets", "managedGroupKeys"];
    let told = |user: &&Value| {
        lists.iter().any(|name| user.get(name).and_then(Value::as_array).is_some_and(Vec::is_empty))
    };
    let absent = |user: &&Value| lists.iter().any(|name| user.get(name).is_none());
    match (users(answers).iter().filter(told).count(), users(answers).iter().filter(absent).count()) {
        (0, 0) => open("no user is shown with nothing in a list"),
        (0, absent) => holds(format!("{absent} users lack one")),
        (told, _) => fails(format!("{told} users have an empty one")),
    }
}

fn settings(answers: &Answers) -> Finding {
    let with = users(answers).iter().filter(|user| user.get("settings").is_some()).count();
    match (with, answers.phone_users.list("items").len()) {
        (0, 0) => open("nobody is shown in the phone system"),
        (0, known) => fails(format!("none does, and the phone system knows {known}")),
        (with, _) => holds(format!("{with} users do")),
    }
}

fn short_lists(answers: &Answers) -> Finding {
    let looks = [&answers.licenses_1, &answers.role_sets_1];
    let came = |look: &Look| look.list("results").len();
    if looks.iter().any(|look| look.body.is_array()) {
        return fails("one comes as a bare list");
    }
    if looks.iter().any(|look| came(look) > 1) {
        return fails("more than one came where one was asked for");
    }
    let paged = looks.iter().any(|look| came(look) == 1 && look.number("total") > Some(1));
    if paged { holds("one came where one was asked for") } else { open("there are too few of both") }
}

fn bare(answers: &Answers) -> Finding {
    match answers.phone_users_bare.status {
        400 => holds("it gets 400"),
        200 => fails("it is answered"),
        other => open(format!("it was answered with {other}")),
    }
}

fn page_size(answers: &Answers) -> Finding {
    let look = &answers.phone_users_1;
    match (look.status, look.list("items").len()) {
        (400, _) => fails("pageSize is refused"),
        (200, 2..) => holds("pageSize changes nothing"),
        (200, 1) if answers.phone_users.list("items").len() > 1 => fails("pageSize is read"),
        _ => refused(look).unwrap_or_else(|| open("too few are in the phone system")),
    }
}

fn foreign(answers: &Answers) -> Finding {
    match answers.foreign_lines.status {
        _ if answers.is_super => open("the caller is a Super admin, who is shown all lines"),
        0 => open("nobody else has a license"),
        404 => holds("they get 404"),
        200 => fails("they are shown"),
        other => fails(format!("they get {other}")),
    }
}

fn line_ids(answers: &Answers) -> Finding {
    match answers.line_extension.status {
        200 => holds("an extension is there under the id of a line"),
        404 => fails("no extension is there under the id of a line"),
        0 => open("no line is shown"),
        other => open(format!("it was answered with {other}")),
    }
}

fn types(answers: &Answers) -> Finding {
    let listed = answers.extensions.list("items");
    let direct = listed.iter().filter(|own| text(own, "type") == "DIRECT_EXTENSION").count();
    match (listed.len(), direct, answers.queues.list("items").len()) {
        (0, ..) => refused(&answers.extensions).unwrap_or_else(|| open("no extension is shown")),
        (all, direct, _) if direct < all => fails(format!("{} of {all} are of another one", all - direct)),
        (_, _, 0) => open("no extension of another type is known"),
        (all, _, queues) => holds(format!("all {all} are of it, and {queues} queues are not among them")),
    }
}

fn violation(answers: &Answers) -> Finding {
    match (answers.extensions_bare.status, text(&answers.extensions_bare.body, "errorCode")) {
        (400, "BAD_REQUEST") => holds("it is"),
        (400, "CONSTRAINT_VIOLATION") => fails("it is CONSTRAINT_VIOLATION"),
        (400, _) => fails("it is another one"),
        (other, _) => open(format!("extensions without accountKey were answered with {other}")),
    }
}

/// The fields of a user (section 4.4).
const FIELDS: &[&str] = &[
    "key",
    "email",
    "firstName",
    "lastName",
    "locale",
    "timeZone",
    "status",
    "licenseKeys",
    "products",
    "adminRoles",
    "roleSets",
    "managedGroupKeys",
    "groupKey",
    "groupName",
    "groupKeyPath",
    "groupNamePath",
    "passwordCreated",
    "canAuthenticate",
    "nameLocked",
    "emailLocked",
    "identityReadOnly",
    "inviteCount",
    "invitedDate",
    "lastSignInDate",
    "settings",
];

fn unknown(answers: &Answers) -> Finding {
    let names = users(answers).iter().filter_map(Value::as_object).flat_map(|user| user.keys());
    let mut others: Vec<&String> = names.filter(|name| !FIELDS.contains(&name.as_str())).collect();
    others.sort();
    others.dedup();
    match (users(answers).len(), others.len()) {
        (0, _) => open("no user is shown"),
        (_, 0) => holds("there are no others"),
        (_, others) => fails(format!("{others} more are there")),
    }
}
