//! People: address, names, role and companies.

use email_address::{EmailAddress, Options};

use super::super::catalogue::guards::FEWEST_ADMINISTRATORS;
use super::super::catalogue::{ADMINISTRATOR, ALL, ROLE};
use super::super::compile::{Context, Draft};
use super::super::shapes::{Profile, Role, User, UserState};
use crate::model::{At, Findings, OneOrMany, Place};

/// The longest e-mail and the longest name, in characters: the vendor's limits are not public, these are those of
/// its sister products.
const LONGEST: usize = 128;

/// Whether `text` can be somebody's address; tells why not. A wrong one could be put right by nobody but the
/// person, who could never log in (A-107, AT-07).
pub fn email(text: &str, place: Place, findings: &mut Findings) -> bool {
    let options = Options::default().without_display_text().without_domain_literal();
    let length = text.chars().count();
    let wrong = if length > LONGEST {
        format!("an e-mail has at most {LONGEST} characters, this one has {length}")
    } else if let Err(error) = EmailAddress::parse_with_options(text, options) {
        format!("`{text}` is no e-mail: {}", error.to_string().trim_end_matches('.'))
    } else if text.contains('/') {
        format!("`{text}` cannot be part of a key: it has a `/`")
    } else {
        return true;
    };
    let hint = "an administrator cannot correct it later, so it has to be right at once";
    findings.refuse("gotoassist:AT-07", place, wrong, Some(hint.into()));
    false
}

/// Judges one person.
pub fn person(cx: &Context<'_>, email: &str, user: &User, findings: &mut Findings) {
    for (what, name) in [("a first name", &user.first_name), ("a last name", &user.last_name)] {
        let Some(name) = name else { continue };
        let length = name.0.trim().chars().count();
        if length == 0 || length > LONGEST {
            let text = format!("{what} has 1 to {LONGEST} characters, this one has {length}");
            let hint = "only the person can change it later";
            findings.refuse("gotoassist:A-107", name.place, text, Some(hint.into()));
        }
    }
    one_seat(user, findings);
    let leaves = user.state.is_some_and(|state| state.value != UserState::Present);
    let role = user.role.map(|role| role.value).filter(|_| !leaves);
    let Some(companies) = &user.companies else { return };
    match companies.0.iter().find(|name| leaves && name.value == ALL) {
        Some(every) => {
            let text = format!("`{email}` leaves, so only one company stays, not `all`");
            let hint = "name the company that stays";
            findings.refuse("gotoassist:A-002", every.place, text, Some(hint.into()));
        }
        None => scope(cx, (&format!("`{email}`"), role), companies, findings),
    }
}

/// A person holds one sort of seat in a module.
fn one_seat(user: &User, findings: &mut Findings) {
    for seat in [&user.remote_support, &user.service_desk].into_iter().flatten() {
        if let [_, second, ..] = seat.0.as_slice() {
            let text = "a person holds one seat of a module, named or shared";
            findings.refuse("gotoassist:A-204", second.place, text, Some("keep one".into()));
        }
    }
}

/// Judges a profile, whether or not somebody has it.
pub fn profile(cx: &Context<'_>, profile: &Profile, findings: &mut Findings) {
    if let Some(companies) = &profile.companies {
        let role = profile.role.map(|role| role.value);
        scope(cx, ("whoever has this profile", role), companies, findings);
    }
}

/// The companies of somebody: never none, never a list for an administrator, better a list than
/// all (AT-13).
fn scope(
    cx: &Context<'_>,
    (who, role): (&str, Option<Role>),
    companies: &At<OneOrMany<At<String>>>,
    findings: &mut Findings,
) {
    if role == Some(Role::Administrator) {
        let text = format!("{who} is administrator and sees all companies, always");
        let hint = "drop `companies`, or make it `role: standard`";
        return findings.refuse("gotoassist:A-008", companies.place, text, Some(hint.into()));
    }
    let every = companies.0.iter().find(|name| name.value == ALL);
    match (companies.0.len(), every) {
        (0, _) => {
            let text = format!("{who} would belong to no company");
            let hint = "everybody belongs to at least one: name it, or leave the key out";
            findings.refuse("gotoassist:A-002", companies.place, text, Some(hint.into()));
        }
        (1, Some(every)) => {
            let text = format!("{who} would see all companies, also every one that comes later");
            let hint = "a list of companies grants no more than what is named";
            findings.warn("gotoassist:AT-13", every.place, text, Some(hint.into()));
        }
        (_, Some(every)) => {
            let hint = "name the companies, or say `companies: all`";
            let text = "`all` stands alone: it is no company's name";
            findings.refuse("gotoassist:A-005", every.place, text, Some(hint.into()));
        }
        (_, None) => companies.0.iter().for_each(|name| cx.names.company(name, findings)),
    }
}

/// Tells where a roster that names administrators names too few (AT-02). It warns only: others of whom it says
/// nothing may be administrators as well. The plan counts the live ones and refuses.
pub fn whole(cx: &Context<'_>, draft: &Draft, findings: &mut Findings) {
    let wanted = FEWEST_ADMINISTRATORS.least(cx.tenant);
    let mut named =
        draft.of_kind(ROLE).filter(|(_, declared)| declared.attributes.text("role") == Some(ADMINISTRATOR));
    let Some((_, first)) = named.next() else { return };
    let number = 1 + named.count() as u64;
    if number < wanted && !cx.roster.partial {
        let text = format!("{wanted} administrators are wanted, and the roster names {number}");
        findings.warn("gotoassist:AT-02", first.place, text, Some("name another one".into()));
    }
}
