//! What only people do: settings templates, features of products, further invitations, passwords, seats.

use super::super::calls::carrier;
use super::super::catalogue::{CATALOGUE, LICENSE, PRODUCT_FEATURE, USER};
use super::{USERS, in_form, text};
use crate::model::{Action, Addr, Attributes, Carrier, Change, Changes, Runbook, Tenant, Value};
use crate::providers::goto::labels::{ACTIVE, INVITED};
use crate::providers::kit::labels::Language;
use crate::providers::kit::runbook::{part, runbook};

/// Whether somebody is added by hand in the same plan, on the form that has templates and arrows.
fn added_by_hand(tenant: &Tenant, who: &str, all: &Changes) -> bool {
    let user = all.get(&Addr::new(USER, who));
    user.is_some_and(|user| user.action == Action::Create) && carrier(tenant, USER) == Carrier::Manual
}

/// The settings of a template. It acts when somebody is added (G-501); that one can be given to somebody who is there is on
/// no public page, so its settings are made one by one.
pub fn template(tenant: &Tenant, change: &Change, all: &Changes) -> Runbook {
    let who = &*change.addr.key;
    let name = text(change.after.as_ref().or(change.before.as_ref()), "template").unwrap_or_default();
    let place = format!("{USERS} > {who} > Settings");
    let check = format!("the settings of `{who}` are those of the settings template `{name}`");
    if added_by_hand(tenant, who, all) {
        let look = format!("Look that `{who}` was added with the settings template `{name}`");
        return runbook(place, [look], [check]);
    }
    runbook(
        place,
        [
            format!("Open the settings template `{name}` in a second window, to read its settings"),
            format!(
                "Make the same settings for `{who}`, product by product: as far as is public a template acts \
                     only when somebody is added"
            ),
            "Select Save".to_owned(),
        ],
        [check],
    )
}

/// The features that the plan sets of a product, as `Recording off`.
pub fn toggles(who: &str, product: &str, all: &Changes) -> Vec<String> {
    let prefix = [who, "/", product, "/"].concat();
    let own = all.starting(PRODUCT_FEATURE, &prefix);
    let own = own.filter(|own| CATALOGUE.part(&own.addr, "product") == Some(product));
    own.map(|own| {
        let state = text(own.after.as_ref().or(own.before.as_ref()), "state").unwrap_or_default();
        format!("`{}` {state}", part(&CATALOGUE, own, "feature"))
    })
    .collect()
}

/// The click at the arrow beside a product (G-202).
pub fn arrow(product: &str, features: &[String]) -> String {
    format!("Select the arrow beside `{product}` and set {}", features.join(", "))
}

/// The features of one product: all of them are set on one screen.
pub fn features(tenant: &Tenant, change: &Change, all: &Changes) -> Runbook {
    let [who, product] = ["user", "product"].map(|name| part(&CATALOGUE, change, name));
    let features = toggles(who, product, all);
    let check = format!("`{product}` of `{who}` shows {}", features.join(", "));
    let license = all.get(&Addr::new(LICENSE, [who, "/", product].concat()));
    if license.is_some_and(|license| in_form(tenant, license, all)) && added_by_hand(tenant, who, all) {
        let look = format!("Look that these were set on the form: {}", features.join(", "));
        return runbook(format!("{USERS} > {who} > Settings > {product}"), [look], [check]);
    }
    runbook(
        format!("{USERS} > {who} > Settings > {product}"),
        [
            format!(
                "Select `{who}` and open the settings of `{product}`; where products are assigned, they are at the \
                     arrow beside it"
            ),
            format!("Set {}", features.join(", ")),
            "Leave every other feature as it is, and save".to_owned(),
        ],
        [check],
    )
}

/// Another invitation (G-021, G-124). The row of somebody who is Inactive does not offer it, the bulk action does
/// (transition 9).
pub fn invitation(language: Language, change: &Change) -> Runbook {
    let who = &*change.addr.key;
    let sent = |side| Attributes::get(side, "sent").and_then(Value::as_number);
    let sent = [&change.before, &change.after].map(|side| side.as_ref().and_then(sent).unwrap_or(1));
    let [before, wanted] = sent;
    let status = text(change.before.as_ref().or(change.after.as_ref()), "status");
    let again = match status {
        Some("INACTIVE") => format!(
            "Tick the box of `{who}` and nobody else, and select Resend invitation above the list: the row of \
             somebody who is inactive does not offer it"
        ),
        _ => format!("Hover over `{who}`, select the three dots at the far right, then Resend invitation"),
    };
    let times = if wanted - before > 1 { format!(", {} times", wanted - before) } else { String::new() };
    runbook(
        USERS,
        [
            format!(
                "Ask `{who}` first to look into the spam folder, and read the address letter by letter: a wrong one \
                     cannot be corrected"
            ),
            format!("{again}{times}"),
        ],
        [format!(
            "the list of users shows `{who}` as {} (sent {wanted} times), or as {}",
            language.say(INVITED),
            language.say(ACTIVE)
        )],
    )
}

/// A forgotten password. Nobody but the person ever sees the new one.
pub fn password(change: &Change) -> Runbook {
    let who = &*change.addr.key;
    let asked = text(change.after.as_ref().or(change.before.as_ref()), "asked").unwrap_or_default();
    runbook(
        format!("{USERS} > {who}"),
        [
            format!("See that it was `{who}` who asked on {asked}, over another way than this mailbox"),
            format!(
                "Select `{who}` and then Reset password: the vendor mails a link; write no password down"
            ),
        ],
        [format!("`{who}` has signed in with the new password")],
    )
}

/// Seats are bought in the portal (G-209). Who may, and whether the button is there, differs among accounts (C-07).
pub fn seats(change: &Change) -> Runbook {
    let product = &*change.addr.key;
    let number = |side: Option<&Attributes>| {
        side.and_then(|own| own.get("seats")).map_or_else(|| "0".to_owned(), ToString::to_string)
    };
    let (before, wanted) = (number(change.before.as_ref()), number(change.after.as_ref()));
    runbook(
        "GoTo Admin > Products",
        [
            "Sign in as a Super admin with a card on file; an Admin may or may not see the button".to_owned(),
            format!(
                "Select Add at `{product}` and buy from {before} to {wanted} seats: this costs money from now on"
            ),
            "Where the button is missing, call the vendor's sales".to_owned(),
            "Wait: it takes up to 48 hours until new seats show, and the next run looks for them".to_owned(),
        ],
        [format!("the page of products shows {wanted} seats or more of `{product}`")],
    )
}
