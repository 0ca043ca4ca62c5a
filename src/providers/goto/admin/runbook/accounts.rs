//! People, licenses, roles and groups, as GoTo Admin has them under People.

use super::super::catalogue::{
    CATALOGUE, EXTENSION, GROUP_MEMBER, LICENSE, MEMBER, ROLE, SETTINGS_TEMPLATE, USER,
};
use super::{USERS, extras, in_form, mail, seven, text};
use crate::model::{Action, Addr, Attributes, Change, Changes, Runbook, Tenant};
use crate::providers::goto::labels::{ADD_PRODUCTS, PRODUCT_MAIL, PRODUCTS, REMOVE_PRODUCTS};
use crate::providers::kit::labels::Language;
use crate::providers::kit::runbook::{part, runbook};

/// Somebody is added, changed or deleted.
pub fn user(change: &Change, all: &Changes) -> Runbook {
    match change.action {
        Action::Create | Action::Update => renamed(change),
        Action::Delete => deleted(change, all),
    }
}

/// Template, group and mail are there before somebody is added: what is not there is replaced by the default, and
/// no error says so (G-002). The address can never be corrected (G-005).
pub fn added(tenant: &Tenant, language: Language, who: &str, all: &Changes) -> Runbook {
    let form = Form::of(tenant, who, all);
    let user = form.user;
    let name = ["first_name", "last_name"].map(|part| text(user, part).unwrap_or_default()).join(" ");
    let mut clicks = form.first();
    clicks.push("Select Add user".to_owned());
    clicks.extend(form.products());
    clicks.push(format!("Enter {} and `{who}`: the address cannot be corrected later", name.trim()));
    clicks.push(match form.group {
        Some(group) => format!("Choose the role {} and the user group `{group}`", form.role),
        None => format!("Choose the role {} and leave the user group to its own step", form.role),
    });
    clicks.extend(form.template.map(|template| format!("Choose the settings template `{template}`")));
    clicks.push(form.mail());
    let mut checks = vec![format!("the list of users shows `{who}` once, spelled like this")];
    checks.push(form.shown(&language.say(PRODUCTS), who));
    checks.extend(form.group.map(|group| format!("the Members tab of `{group}` lists `{who}`")));
    runbook(USERS, clicks, checks)
}

/// What is filled in on the form that adds a person.
struct Form<'c> {
    user: Option<&'c Attributes>,
    /// The products that are ticked, each with the features that are set at its arrow.
    ticked: Vec<(&'c str, Vec<String>)>,
    role: &'c str,
    group: Option<&'c str>,
    template: Option<&'c str>,
}

impl<'c> Form<'c> {
    fn of(tenant: &Tenant, who: &str, all: &'c Changes) -> Self {
        let after = |kind| all.get(&Addr::new(kind, who)).and_then(|own| own.after.as_ref());
        let own = |change: &&Change| {
            CATALOGUE.subject_of(&change.addr) == Some(who) && in_form(tenant, change, all)
        };
        let of_kind = |kind| all.starting(kind, "").find(own);
        let prefix = [who, "/"].concat();
        let ticked = all.starting(LICENSE, &prefix).filter(own);
        let ticked = ticked.filter_map(|own| CATALOGUE.part(&own.addr, "product"));
        let role = of_kind(ROLE).and_then(|role| text(role.after.as_ref(), "role"));
        Self {
            user: after(USER),
            ticked: ticked.map(|product| (product, extras::toggles(who, product, all))).collect(),
            role: role.unwrap_or(MEMBER),
            group: of_kind(GROUP_MEMBER).and_then(|own| CATALOGUE.part(&own.addr, "path")),
            template: text(after(SETTINGS_TEMPLATE), "template"),
        }
    }

    /// What has to be there before the form is opened.
    fn first(&self) -> Vec<String> {
        let mail = text(self.user, "welcome_mail").map(|name| {
            let subject = text(self.user, "mail_subject").unwrap_or_default();
            format!("the email template `{name}` (subject `{subject}`, the words as the roster has them)")
        });
        let template = self.template.map(|name| format!("the settings template `{name}`"));
        let group = self.group.map(|path| format!("the user group `{path}`"));
        let needed: Vec<String> = [group, template, mail].into_iter().flatten().collect();
        if needed.is_empty() {
            return Vec::new();
        }
        let needed = needed.join(", ");
        vec![format!(
            "See that these are there: {needed}; what is not is replaced by the default without a word"
        )]
    }

    fn products(&self) -> Vec<String> {
        let names: Vec<&str> = self.ticked.iter().map(|(product, _)| *product).collect();
        if names.is_empty() {
            return vec!["Tick no product and select Next".to_owned()];
        }
        let arrows = self.ticked.iter().filter(|(_, features)| !features.is_empty());
        let arrows = arrows.map(|(product, features)| extras::arrow(product, features));
        let tick = format!("Tick {} and nothing else", names.join(", "));
        [tick].into_iter().chain(arrows).chain(["Select Next".to_owned()]).collect()
    }

    /// What the person's products look like afterwards.
    fn shown(&self, tab: &str, who: &str) -> String {
        let names: Vec<&str> = self.ticked.iter().map(|(product, _)| *product).collect();
        match names.as_slice() {
            [] => format!("the tab {tab} of `{who}` shows no product"),
            some => format!("the tab {tab} of `{who}` shows {} and nothing else", some.join(", ")),
        }
    }

    /// The mail as the roster says it (G-506, G-508).
    fn mail(&self) -> String {
        let notify = self.user.and_then(|own| own.get("notify")).is_some_and(|notify| notify.holds("true"));
        match (notify, text(self.user, "welcome_mail")) {
            (true, Some(name)) => format!("Choose the welcome email `{name}` and select Send Invitation"),
            (true, None) => "Choose the welcome email and select Send Invitation".to_owned(),
            (false, _) => "Tick the box that declines the welcome email, then finish".to_owned(),
        }
    }
}

fn renamed(change: &Change) -> Runbook {
    let who = &*change.addr.key;
    let after = change.after.iter().flat_map(|after| after.iter());
    let fields: Vec<String> = after
        .filter(|(name, _)| *name != "notify")
        .map(|(name, value)| format!("Set {} to `{value}`", name.replace('_', " ")))
        .collect();
    let clicks = [format!("Select `{who}` and then Edit details")].into_iter().chain(fields);
    let clicks = clicks.chain(["Select Save".to_owned()]);
    runbook(USERS, clicks, [format!("the details of `{who}` show the new values")])
}

/// The vendor's own procedure begins with writing down number and hardware address (G-135, E-10); meetings are
/// reassigned at this moment or never (G-130).
fn deleted(change: &Change, all: &Changes) -> Runbook {
    let who = &*change.addr.key;
    let before = |kind| all.get(&Addr::new(kind, who)).and_then(|own| own.before.as_ref());
    let number = text(before(EXTENSION), "number");
    let number = number.map_or_else(String::new, |number| format!(" ({number})"));
    let mut checks = vec![
        format!("the list of users no longer shows `{who}`"),
        "nothing routes to the number that was freed".to_owned(),
    ];
    checks.extend(seven::checks(who, all));
    runbook(
        USERS,
        [
            format!("Write down the primary extension of `{who}`{number} and the MAC address of their phone"),
            "Be sure that it is a deletion that you want: suspending keeps the history in the reports"
                .to_owned(),
            format!(
                "Hover over `{who}`, select the three dots and Reassign meetings, and choose a successor"
            ),
            "Add a co-organizer to each webinar and training: those cannot be reassigned".to_owned(),
            format!("Delete `{who}` from the list of users, here and never in the Organization Center"),
        ],
        checks,
    )
}

/// A license comes or goes. What is not removed product by product replaces the whole set (G-204).
pub fn license(language: Language, change: &Change) -> Runbook {
    let part = |name| part(&CATALOGUE, change, name);
    let (who, product) = (part("user"), part("product"));
    let (menu, box_, check) = match change.action {
        Action::Delete => (language.say(REMOVE_PRODUCTS), "Tick only", "no longer shows"),
        _ => (language.say(ADD_PRODUCTS), "Tick only", "shows"),
    };
    let tab = language.say(PRODUCTS);
    let mut checks = vec![
        format!("the tab {tab} of `{who}` {check} `{product}`"),
        format!("the other products of `{who}` are as they were"),
    ];
    if change.action == Action::Delete {
        checks
            .push("with GoTo Connect the set-up of the phone is kept for 7 days, then it is lost".to_owned());
    }
    runbook(
        USERS,
        [
            format!("Hover over `{who}`, select the three dots at the far right, then {menu}"),
            format!("{box_} the box of `{product}`"),
            mail(change, &language.say(PRODUCT_MAIL)),
            format!("Select {menu}"),
        ],
        checks,
    )
}

/// One role for another: there is always one (G-302).
pub fn role(change: &Change) -> Runbook {
    let who = &*change.addr.key;
    let role = text(change.after.as_ref(), "role").unwrap_or(MEMBER);
    runbook(
        USERS,
        [
            format!("Select `{who}` and then Edit details"),
            format!("Under Admin role choose {role}"),
            mail(change, "Send notification email"),
            "Select Save".to_owned(),
        ],
        [format!("the details of `{who}` show the role {role}")],
    )
}

/// A user group comes or goes; one that goes is empty before (G-410).
pub fn group(change: &Change) -> Runbook {
    let path = &*change.addr.key;
    let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
    if change.action == Action::Delete {
        return runbook(
            "GoTo Admin > People > User groups",
            [
                format!("Look into `{path}`: no members, no child groups, nobody manages only this group"),
                format!("Hover over `{path}` and select the trash can"),
            ],
            [format!("the list of user groups no longer shows `{path}`")],
        );
    }
    let make = match parent {
        "" => "Select + Add user group".to_owned(),
        parent => {
            format!(
                "Select `{parent}` and on its Overview tab + Add child group from the card Child user groups"
            )
        }
    };
    runbook(
        "GoTo Admin > People > User groups",
        [make, format!("Call it `{name}` and save")],
        [format!("the list of user groups shows `{path}`")],
    )
}

/// Somebody joins or leaves a group. Next to the button that takes people out of the group is the one that
/// deletes them from the whole account (G-406, T-23).
pub fn group_member(change: &Change) -> Runbook {
    let part = |name| part(&CATALOGUE, change, name);
    let (path, who) = (part("path"), part("user"));
    if change.action == Action::Delete {
        return runbook(
            format!("GoTo Admin > People > User groups > {path} > Members"),
            [
                format!("Tick the box next to `{who}` and nobody else"),
                "Select the button that removes the user from this user group; not the one beside it, which \
                 deletes the user from the entire account"
                    .to_owned(),
            ],
            [
                format!("the Members tab of `{path}` no longer lists `{who}`"),
                format!("the list of users still shows `{who}`"),
            ],
        );
    }
    runbook(
        "GoTo Admin > People > User groups",
        [
            format!("Hover over `{path}` and select Add users"),
            format!("Choose `{who}` and select Add users to user group"),
        ],
        [
            format!("the Members tab of `{path}` lists `{who}`"),
            format!("child groups of `{path}` list `{who}` as well: the vendor adds them there, too"),
        ],
    )
}
