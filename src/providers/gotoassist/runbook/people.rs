//! People: the form that adds somebody, and the one editing sequence that sets role, modules and companies together
//!

use super::super::calls;
use super::super::catalogue::{
    ADMINISTRATOR, ALL, COMPANY_ACCESS, ROLE, SEAT, STANDARD, USER, company, module_name, person, seat_of,
};
use super::super::labels::{CONTACTS, USERS};
use super::{configure, wanted};
use crate::model::{Action, Addr, Change, Changes, Reason, Runbook};
use crate::providers::kit::calls::{CREATE_USER, DELETE_USER};
use crate::providers::kit::labels::Language;
use crate::providers::kit::runbook::{runbook, text};

/// What has to be true where an administrator goes or is demoted (AT-02).
const OTHERS_LEFT: &str = "Other administrators who log in are left, as many as `guards.min_admins` asks for (2 where nothing is written)";

/// How `change` is made, with everything that is saved together with it.
pub fn of(language: Language, change: &Change, all: &Changes) -> Runbook {
    let email = person(&change.addr).unwrap_or(&change.addr.key);
    let shape = calls::call(change, all).shape;
    let sequence = Sequence::of(language, email, shape, all);
    match shape {
        CREATE_USER => sequence.added(),
        DELETE_USER => deleted(language, email),
        _ => sequence.edited(),
    }
}

/// What is done to one person in one sequence.
struct Sequence<'a> {
    language: Language,
    email: &'a str,
    user: Option<&'a Change>,
    role: Option<&'a Change>,
    seats: Vec<&'a Change>,
    companies: Vec<&'a Change>,
}

impl<'a> Sequence<'a> {
    fn of(language: Language, email: &'a str, shape: &str, all: &'a Changes) -> Self {
        let same = |change: &&Change| calls::call(change, all).shape == shape;
        let one = |kind| all.get(&Addr::new(kind, email)).filter(same);
        let seats = all.starting(SEAT, &format!("{email}/")).filter(same).collect();
        let theirs = |change: &&Change| person(&change.addr) == Some(email);
        let companies = all.starting(COMPANY_ACCESS, "").filter(theirs).filter(same).collect();
        Self { language, email, user: one(USER), role: one(ROLE), seats, companies }
    }

    /// The role after the sequence, where it says one.
    fn role(&self) -> Option<&'a str> {
        self.role.map(|change| text(change.after.as_ref(), "role"))
    }

    /// What comes or goes of a list.
    fn some(list: &[&'a Change], action: Action) -> impl Iterator<Item = &'a Change> {
        list.iter().copied().filter(move |change| change.action == action)
    }

    fn companies(&self, action: Action) -> Vec<String> {
        let companies = Self::some(&self.companies, action).filter_map(|change| company(&change.addr));
        companies.map(named).collect()
    }

    /// Name and e-mail first, for nobody else can correct them (A-107, AE-04); role, modules and companies before the one
    /// save.
    fn added(&self) -> Runbook {
        let email = self.email;
        let name = |part| self.user.and_then(|user| wanted(user, part)).map(ToString::to_string);
        let (first, last) = (name("first_name").unwrap_or_default(), name("last_name").unwrap_or_default());
        let role = self.role().unwrap_or(STANDARD);
        let mut clicks = vec![
            format!(
                "Look for `{email}` in the list; where the person is there already, add nobody: open them and set what \
                 stands below on their page"
            ),
            format!(
                "Choose to add a user and enter `{first}`, `{last}` and `{email}`: compare each letter, for only the \
                 person can change them later (A-107)"
            ),
            format!("Choose the role {role}"),
        ];
        clicks.extend(self.seat_clicks());
        clicks.extend(self.company_clicks(role));
        clicks.push(
            "Save the whole sequence once and send the invitation from here, not from the form of a company (A-106, \
             A-012)"
                .to_owned(),
        );
        let mut checks = vec![format!("`{email}` is in the list once, as {first} {last}, {role}")];
        checks.extend(self.seat_checks());
        checks.extend(self.company_checks());
        runbook(configure(self.language, &[USERS], &[]), clicks, checks)
    }

    /// Role, modules, companies: the order in which a sequence asks for them, companies that come before those
    /// that go (AE-02).
    fn edited(&self) -> Runbook {
        let email = self.email;
        let role = self.role();
        let mut clicks = vec![format!("Open `{email}` in the list and begin to edit them")];
        clicks.extend(self.role_clicks());
        clicks.extend(self.seat_clicks());
        clicks.extend(self.company_clicks(role.unwrap_or_default()));
        clicks.push(
            "Leave everything else as it is and save once: the sequence is saved as a whole (A-106)"
                .to_owned(),
        );
        let mut checks = Vec::new();
        if let Some(role) = role {
            checks.push(format!("The list shows `{email}` as {role}"));
        }
        if self.may_demote() {
            checks.push(OTHERS_LEFT.to_owned());
        }
        checks.extend(self.seat_checks());
        checks.extend(self.company_checks());
        checks.push(format!("Nothing else of `{email}` has changed"));
        runbook(configure(self.language, &[USERS], &[email]), clicks, checks)
    }

    /// Whether an administrator may become standard: where nothing is known of the role before, too.
    fn may_demote(&self) -> bool {
        let was = self.role.map(|change| text(change.before.as_ref(), "role"));
        self.role() == Some(STANDARD) && was != Some(STANDARD)
    }

    fn role_clicks(&self) -> Vec<String> {
        let Some(role) = self.role() else { return Vec::new() };
        let mut clicks = Vec::new();
        if self.may_demote() {
            clicks.push(
                "Where the list shows an administrator, see first that others who log in are left (AT-02)"
                    .to_owned(),
            );
        }
        clicks.push(format!("Set the role to {role}"));
        clicks
    }

    /// A seat opens a module, and nothing else does, not even a role.
    fn seat_clicks(&self) -> Vec<String> {
        let mut clicks = Vec::new();
        let mut gone: Vec<(&str, &str)> = Vec::new();
        for (module, sort) in Self::some(&self.seats, Action::Delete).filter_map(seat) {
            match gone.iter_mut().find(|(own, _)| *own == module) {
                Some((_, sorts)) => *sorts = "seat, named or shared,",
                None => gone.push((module, if sort == "named" { "named seat" } else { "shared seat" })),
            }
        }
        if !gone.is_empty() {
            let email = self.email;
            clicks.push(format!(
                "See that `{email}` is in no session: taking the seat is expected to end it (AE-09)"
            ));
        }
        clicks.extend(gone.iter().map(|(module, seat)| format!("Take the {seat} of {module} away")));
        for (module, sort) in Self::some(&self.seats, Action::Create).filter_map(seat) {
            clicks.push(format!(
                "See on the page of seats and devices that a {sort} seat of {module} is free (A-201), and give {module} \
                 with it"
            ));
        }
        let given = Self::some(&self.seats, Action::Create).next();
        if self.role() == Some(ADMINISTRATOR) && given.is_none() {
            clicks.push(
                "An administrator who works in a module needs a technician seat as well; the roster gives none here \
                 (A-104)"
                    .to_owned(),
            );
        }
        clicks
    }

    fn seat_checks(&self) -> Vec<String> {
        let email = self.email;
        let mut checks = Vec::new();
        for (module, sort) in Self::some(&self.seats, Action::Create).filter_map(seat) {
            checks.push(format!("`{email}` sees {module} after logging in anew, by a {sort} seat (A-104)"));
        }
        let mut gone: Vec<&str> =
            Self::some(&self.seats, Action::Delete).filter_map(seat).map(|(module, _)| module).collect();
        gone.dedup();
        checks.extend(
            gone.iter().map(|module| {
                format!("The page of seats and devices shows no seat of {module} with `{email}`")
            }),
        );
        if !gone.is_empty() && self.companies.is_empty() {
            checks.push(format!(
                "The companies of `{email}` are as they were: that taking a seat takes nothing else is inferred, no page \
                 says it (A-211)"
            ));
        }
        checks
    }

    fn company_clicks(&self, role: &str) -> Vec<String> {
        let (given, taken) = (self.companies(Action::Create), self.companies(Action::Delete));
        let mut clicks = Vec::new();
        if !given.is_empty() {
            clicks.push(format!("Give {}", given.join(", ")));
        }
        if !taken.is_empty() {
            clicks.push(format!("Take {} away; one company at least stays (A-002)", taken.join(", ")));
        } else if self.leaves() {
            clicks.push("Take all companies away but one: nobody may be without (A-002)".to_owned());
        } else if role == ADMINISTRATOR && given.is_empty() {
            clicks.push("Choose no company: an administrator sees all of them, always (A-008)".to_owned());
        }
        clicks
    }

    fn leaves(&self) -> bool {
        self.role.is_some_and(|change| matches!(change.reason, Reason::Suspended | Reason::Absent))
    }

    fn company_checks(&self) -> Vec<String> {
        let email = self.email;
        let given = self.companies(Action::Create).into_iter();
        let given = given.map(|own| format!("`{email}` has {own}"));
        let taken = self.companies(Action::Delete).into_iter();
        let taken = taken.map(|own| format!("`{email}` no longer has {own}, and has another one (A-002)"));
        given.chain(taken).collect()
    }
}

/// The module of a seat and its sort, in words.
fn seat(change: &Change) -> Option<(&str, &'static str)> {
    let (module, shared) = seat_of(&change.addr.key)?;
    Some((module_name(module), if shared { "shared" } else { "named" }))
}

/// A company, or all of them, in words.
fn named(company: &str) -> String {
    if company == ALL { "all companies".to_owned() } else { format!("the company `{company}`") }
}

/// Past reports lose the sessions: of generation II a page says so, of generation I none says otherwise.
fn deleted(language: Language, email: &str) -> Runbook {
    let clicks = [
        "Export the reports that must keep this person's sessions: past ones may lose them as well (A-503, which is told \
         of generation II)"
            .to_owned(),
        format!("See that `{email}` is in no session"),
        "Point alerts and scheduled reports that reach only this person elsewhere (AU-07)".to_owned(),
        "Where the list shows an administrator, see first that others who log in are left (AT-02)".to_owned(),
        format!("Delete the user `{email}`"),
    ];
    let checks = [
        format!(
            "`{email}` is neither under {} nor under {} any more",
            language.say(USERS),
            language.say(CONTACTS)
        ),
        OTHERS_LEFT.to_owned(),
    ];
    runbook(configure(language, &[USERS], &[email]), clicks, checks)
}
