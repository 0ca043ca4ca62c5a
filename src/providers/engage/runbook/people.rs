//! People: the form that adds somebody, the toggle of the list, the form behind the three dots of a row, the deletion. What is
//! saved by one form is told as a whole, and the same of each of its changes.

use super::super::calls;
use super::super::catalogue::{CATALOGUE, USER, USER_PROJECT, USER_SKILL};
use super::super::labels::{self, *};
use super::SITE;
use crate::model::{Action, Addr, Attributes, Change, Changes, Kind, Runbook, Value};
use crate::providers::kit::calls::{CREATE_USER, DELETE_USER};
use crate::providers::kit::labels::Language;
use crate::providers::kit::runbook::{part, runbook, text};

/// How `change` is made, with everything that is saved together with it.
pub fn of(language: Language, change: &Change, all: &Changes) -> Runbook {
    let who = calls::person(&change.addr);
    let shape = calls::call(change, all).shape;
    let form = Form { language, who, all, shape };
    let (clicks, checks) = match shape {
        CREATE_USER => form.added(),
        DELETE_USER => form.deleted(),
        _ => form.edited(),
    };
    runbook(language.path(SITE, &[TEAM]), clicks, checks)
}

type Told = (Vec<String>, Vec<String>);

/// All that is done to one person in one form.
struct Form<'a> {
    language: Language,
    who: &'a str,
    all: &'a Changes,
    shape: &'static str,
}

impl<'a> Form<'a> {
    fn user(&self) -> Option<&'a Change> {
        let user = self.all.get(&Addr::new(USER, self.who));
        user.filter(|user| calls::call(user, self.all).shape == self.shape)
    }

    /// The names of skills or projects that come or go.
    fn names(&self, kind: Kind, what: &str, action: Action) -> Vec<String> {
        let theirs = |change: &&Change| {
            change.action == action
                && calls::person(&change.addr) == self.who
                && calls::call(change, self.all).shape == self.shape
        };
        let own = self.all.starting(kind, "").filter(theirs);
        own.map(|change| format!("`{}`", part(&CATALOGUE, change, what))).collect()
    }

    /// E-002, E-012, E-020, E-022, E-037, E-041, E-045.
    fn added(&self) -> Told {
        let (who, say) = (self.who, |label| self.language.say(label));
        let own = self.user().and_then(|user| user.after.as_ref());
        let mut clicks = vec![format!(
            "Search for `{who}` in the list; where they are there, add nobody: open the three dots of the row, choose {} \
             and bring the form to what stands below",
            say(EDIT)
        )];
        clicks.push(self.entered(own));
        let webchat = text(own, "webchat_name");
        if !webchat.is_empty() {
            clicks.push(format!("Fill in {} `{webchat}`: customers see it (E-020)", say(WEBCHAT_NAME)));
        }
        clicks.push(format!("Set the toggle to {}", say(ACTIVE)));
        clicks.push(format!(
            "Leave {} as it is: it has a step of its own once the invitation was accepted (E-045)",
            say(TWO_STEPS)
        ));
        clicks.push(format!(
            "Under {} choose {}: one has to be chosen (E-022)",
            say(ROLES),
            self.role(text(own, "role"))
        ));
        clicks.extend(self.sets());
        clicks.push(format!("Select {}; this mails an invitation (E-012)", say(SAVE)));
        let mut checks = vec![
            format!(
                "The list shows `{who}` once, as {}; if they were added, one more user licence is taken (E-002)",
                say(ACTIVE)
            ),
            "Who was added has got one invitation mail and sets the password; it is not asked for here"
                .to_owned(),
        ];
        checks.extend(self.set_checks());
        (clicks, checks)
    }

    /// The way to the form, and who is entered: both names are needed, and none of it can be corrected (E-015 to E-019).
    fn entered(&self, own: Option<&Attributes>) -> String {
        let say = |label| self.language.say(label);
        let spelled = own.and_then(|own| own.text("spelled")).unwrap_or(self.who);
        match (text(own, "first_name"), text(own, "last_name")) {
            ("", _) | (_, "") => {
                "Where they are not there, stop: the roster needs both names to add them (E-016)".to_owned()
            }
            (first, last) => format!(
                "Otherwise select {} at the top right and fill in {} `{first}`, {} `{last}`, {} `{spelled}`: names cannot \
                 be changed later (E-018), and no page offers a change of the address (E-019)",
                say(ADD_USER),
                say(FIRST_NAME),
                say(LAST_NAME),
                say(E_MAIL)
            ),
        }
    }

    /// Access is a toggle in the list; everything else is behind the three dots (E-003, E-004, E-020, E-021, E-044).
    fn edited(&self) -> Told {
        let (who, say) = (self.who, |label| self.language.say(label));
        let mut told = (vec![format!("Search for `{who}` in the list")], Vec::new());
        let fields = self.fields();
        for (_, value) in fields.iter().filter(|(name, _)| *name == "active") {
            let (click, check) = self.toggle(value);
            told.0.push(click);
            told.1.push(check);
        }
        let rest: Vec<_> = fields.iter().filter(|(name, _)| *name != "active").collect();
        let sets = self.sets();
        if rest.is_empty() && sets.is_empty() {
            return told;
        }
        told.0.push(format!("Open the three dots of their row and choose {}", say(EDIT)));
        for (name, value) in rest {
            let (click, check) = self.field(name, value);
            told.0.push(click);
            told.1.push(check);
        }
        told.0.extend(sets);
        told.0.push(format!("Select {}", say(SAVE)));
        told.1.extend(self.set_checks());
        told
    }

    /// What differs of the person's own record.
    fn fields(&self) -> Vec<(&'a str, &'a Value)> {
        let Some(user) = self.user() else { return Vec::new() };
        let before = user.before.as_ref();
        let after = user.after.iter().flat_map(|after| after.iter());
        after.filter(|(name, value)| before.and_then(|before| before.get(name)) != Some(*value)).collect()
    }

    fn toggle(&self, value: &Value) -> (String, String) {
        let (who, say) = (self.who, |label| self.language.say(label));
        match value {
            Value::Flag(false) => (
                format!("Set the toggle of the row to {}, and remove nobody", say(INACTIVE)),
                format!("The list shows `{who}` as {}; the user licence stays taken (E-003)", say(INACTIVE)),
            ),
            _ => (
                format!("Set the toggle of the row to {}", say(ACTIVE)),
                format!("The list shows `{who}` as {}", say(ACTIVE)),
            ),
        }
    }

    fn field(&self, name: &str, value: &Value) -> (String, String) {
        let (who, say) = (self.who, |label| self.language.say(label));
        match (name, value) {
            ("role", value) => {
                let role = self.role(&value.to_string());
                (
                    format!("Under {} choose {role}", say(ROLES)),
                    format!("The list shows `{who}` with the role {role}"),
                )
            }
            ("two_factor", Value::Flag(true)) => (
                format!("Switch {} on, once the person has accepted the invitation (E-045)", say(TWO_STEPS)),
                "The person can still sign in, with the second step".to_owned(),
            ),
            ("two_factor", _) => (
                format!("Switch {} off", say(TWO_STEPS)),
                "The person signs in without the second step".to_owned(),
            ),
            (_, value) if value.to_string().is_empty() => {
                (format!("Clear {}", say(WEBCHAT_NAME)), format!("{} of `{who}` is empty", say(WEBCHAT_NAME)))
            }
            (_, value) => (
                format!("Fill in {} `{value}`", say(WEBCHAT_NAME)),
                format!("{} of `{who}` is `{value}`; customers see it (E-020)", say(WEBCHAT_NAME)),
            ),
        }
    }

    fn role(&self, role: &str) -> String {
        labels::role(role).map_or_else(|| format!("`{role}`"), |label| self.language.say(label))
    }

    /// Projects after the role, then what people are asked for by name (E-037, E-038, E-041).
    fn sets(&self) -> Vec<String> {
        let say = |label| self.language.say(label);
        let mut clicks = Vec::new();
        for (action, verb) in [(Action::Create, "Select"), (Action::Delete, "Take away")] {
            let projects = self.names(USER_PROJECT, "project", action);
            if !projects.is_empty() {
                clicks.push(format!("{verb} the project {}", projects.join(", ")));
            }
        }
        let (given, taken) = (
            self.names(USER_SKILL, "skill", Action::Create),
            self.names(USER_SKILL, "skill", Action::Delete),
        );
        if !given.is_empty() {
            clicks.push(format!("Under {} select {} and choose {}", say(SKILLS), say(ADD), given.join(", ")));
        }
        if !taken.is_empty() {
            clicks.push(format!("Under {} take {} away", say(SKILLS), taken.join(", ")));
        }
        clicks
    }

    fn set_checks(&self) -> Vec<String> {
        let who = self.who;
        let mut checks = Vec::new();
        for (kind, what) in [(USER_PROJECT, "project"), (USER_SKILL, "skill")] {
            for (action, word) in [(Action::Create, "with"), (Action::Delete, "without")] {
                let names = self.names(kind, what, action).into_iter();
                checks.extend(names.map(|name| format!("`{who}` is shown {word} the {what} {name}")));
            }
        }
        checks
    }

    /// E-005, E-009, E-010, E-030.
    fn deleted(&self) -> Told {
        let (who, say) = (self.who, |label| self.language.say(label));
        let clicks = vec![
            format!(
                "Search for `{who}` in the list and make sure that they are {}, and were for long enough that no \
                 conversation comes back (E-030)",
                say(INACTIVE)
            ),
            "Make sure that the person has no open conversation (E-027)".to_owned(),
            format!(
                "Tick the box of their row and of nobody else, and select {} at the top right; it cannot be taken back \
                 (E-005)",
                say(DELETE)
            ),
        ];
        let check = format!(
            "The list does not show `{who}` any more; one user licence should be free, which no page says outright (E-006)"
        );
        (clicks, vec![check])
    }
}
