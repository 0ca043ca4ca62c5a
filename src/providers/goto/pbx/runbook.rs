//! How a person makes a change in the classic PBX Administration, in the words of the domain sheet.

use super::super::admin::catalogue::{GROUP, GROUP_MEMBER, USER};
use super::catalogue::{ADMINISTRATORS, CATALOGUE, DEVICE, GROUP_PERMISSION, LINE, LOGIN, PERMISSION, base};
use crate::model::{Action, Change, Reason, Runbook, Tenant};
use crate::providers::goto::labels::{PBX_CLASSIC, USER_AND_DEVICE};
use crate::providers::goto::settings::Settings;
use crate::providers::kit::labels::Language;
use crate::providers::kit::runbook::{part, runbook, text};

/// How `change` is made. Places are told below the portal, as its own bar calls it.
pub fn of(tenant: &Tenant, change: &Change) -> Runbook {
    let language = Settings::of(tenant).labels.unwrap_or_default();
    let book = below(language, change);
    Runbook { place: format!("{} (my.jive.com/pbx) > {}", language.say(PBX_CLASSIC), book.place), ..book }
}

fn below(language: Language, change: &Change) -> Runbook {
    let who = CATALOGUE.subject_of(&change.addr).unwrap_or(&change.addr.key);
    let gone = change.action == Action::Delete;
    match change.addr.kind {
        USER if change.action == Action::Create => add(language, who, change),
        USER if gone => delete(who),
        USER => edit(language, who, change),
        LINE if gone => unline(who, change),
        LINE => line(who, change),
        DEVICE if gone => undevice(who, change),
        DEVICE => device(who, change),
        LOGIN => login(who, change),
        GROUP_MEMBER => member(who, change),
        PERMISSION => permission(users(who), who, change),
        GROUP_PERMISSION => {
            permission(groups(part(&CATALOGUE, change, "path")), part(&CATALOGUE, change, "path"), change)
        }
        GROUP if gone => ungroup(&change.addr.key),
        _ => group(&change.addr.key),
    }
}

fn users(email: &str) -> String {
    format!("users > {email}")
}

fn groups(path: &str) -> String {
    format!("user groups > {path}")
}

/// A stand-alone user: the wizard makes more (G-018).
fn add(language: Language, who: &str, change: &Change) -> Runbook {
    let name =
        format!("{} {}", text(change.after.as_ref(), "first_name"), text(change.after.as_ref(), "last_name"));
    let enter = format!("enter {} as name and {who} as e-mail", name.trim());
    let clicks = [
        "choose to add a user, not the wizard: the wizard makes a line and a billable device as well (G-018)",
        enter.as_str(),
        "set a numeric password of at least 4 digits that is not 0000 (G-020)",
        "save",
    ];
    let checks =
        ["the user has no line and no device yet", "no GoTo Meeting license came with it that nobody wanted"];
    runbook(format!("users > add user > {}", language.say(USER_AND_DEVICE)), clicks, checks)
}

fn edit(language: Language, who: &str, change: &Change) -> Runbook {
    let words = [("first_name", "first name"), ("last_name", "last name")];
    let words = words.into_iter().filter(|(name, _)| !text(change.after.as_ref(), name).is_empty());
    let mut clicks: Vec<String> = words
        .map(|(name, what)| format!("change the {what} to `{}`", text(change.after.as_ref(), name)))
        .collect();
    clicks.push("save".to_owned());
    runbook(format!("{} > {}", users(who), language.say(USER_AND_DEVICE)), clicks, [""; 0])
}

/// The user last: neither line nor device goes along (G-215).
fn delete(who: &str) -> Runbook {
    let clicks = [
        "look at devices and lines first: of this user none is left, or delete the device, then the line (G-215)",
        "choose to delete the user",
        "confirm",
    ];
    let checks = [
        "the user is not in the list any more",
        "no device and no line of theirs is left: a device is billed on (G-215)",
        "voicemail and texts were not erased by this: that is another act, and permanent (G-136)",
    ];
    runbook(users(who), clicks, checks)
}

fn line(who: &str, change: &Change) -> Runbook {
    let (old, number) = (text(change.before.as_ref(), "number"), text(change.after.as_ref(), "number"));
    let (first, check) = if change.action == Action::Update {
        (
            format!("change the line's extension from {old} to {number}"),
            "callers of the old number are routed somewhere (G-806)",
        )
    } else {
        (
            format!("add a line with the extension {number} for {who}"),
            "the line is the user's primary one (G-801)",
        )
    };
    let clicks =
        [first.as_str(), "save", "route the number to the line, and add the line to the dial plan (G-807)"];
    let place = match old {
        "" => "lines".to_owned(),
        old => format!("lines > {old}"),
    };
    runbook(place, clicks, [check])
}

/// References first: what becomes of them is not documented (G-809, G-810).
fn unline(who: &str, change: &Change) -> Runbook {
    let number = text(change.before.as_ref(), "number");
    let clicks = [
        "re-route its numbers, and take it out of ring groups and dial plans first (G-809, G-810)",
        "choose to delete the line",
        "confirm",
    ];
    let check =
        format!("no device of {who} is left on it, and no mapping pattern catches its number (G-806)");
    let line = if number.is_empty() { format!("of {who}, where there is one") } else { number.to_owned() };
    runbook(format!("lines > {line}"), clicks, [check])
}

fn device(who: &str, change: &Change) -> Runbook {
    let mac = part(&CATALOGUE, change, "mac");
    let add = format!(
        "add the device with the hardware address {mac} on the line of {who}: it is billed from now on"
    );
    let clicks = [add.as_str(), "save", "have the phone switched off and on again (G-808)"];
    let checks =
        ["the device is assigned to the line", "the person is the primary user of no other device (G-802)"];
    runbook("devices", clicks, checks)
}

/// The device goes first: it is what is billed (E-30, G-215).
fn undevice(who: &str, change: &Change) -> Runbook {
    let mac = part(&CATALOGUE, change, "mac");
    let write = format!("write down {mac} and the line that it is on (G-135)");
    let clicks = [
        write.as_str(),
        "choose to delete the device, before the line and before the user (E-30)",
        "confirm",
    ];
    let check = format!(
        "user, line and hardware profile of {who} are still there: each is removed by itself (G-215)"
    );
    runbook(format!("devices > {mac}"), clicks, [check])
}

/// The switch, before the person is told to register (G-019).
fn login(who: &str, change: &Change) -> Runbook {
    if text(change.after.as_ref(), "login") == "disabled" || change.action == Action::Delete {
        let clicks = ["switch the web login off", "save"];
        let left = [
            "the person is in no PBX user group, above all not in Administrators (G-315)",
            "no permission is left on the user",
        ];
        // Who stays keeps groups and permissions.
        let stays = matches!(change.reason, Reason::Declared | Reason::NotDeclared);
        let checks = if stays { vec!["the web login of the user is off"] } else { left.to_vec() };
        return runbook(format!("{} > login", users(who)), clicks, checks);
    }
    let stored = format!(
        "see that the stored e-mail is {who}, letter by letter: who registers with another cannot get in (G-019)"
    );
    let tell = format!("only now tell the person to register, with {who}");
    let clicks = ["switch the web login on", stored.as_str(), "save", tell.as_str()];
    runbook(format!("{} > login", users(who)), clicks, ["the person has signed in"])
}

fn member(who: &str, change: &Change) -> Runbook {
    let path = part(&CATALOGUE, change, "path");
    let mighty = path == ADMINISTRATORS;
    let leaves = change.action == Action::Delete;
    let click = match leaves {
        true => format!("remove {who} from the group"),
        false => format!("add {who} to the group"),
    };
    let mut checks = vec![match leaves {
        true => "what the person may do now is what they are granted directly and by other groups (G-315)",
        false => "the person may now do what this group and those above it are granted (G-315, G-409)",
    }];
    if mighty {
        checks.push("the list of Administrators holds only those who are meant to be (G-318)");
    }
    runbook(groups(path), [click.as_str(), "save"], checks)
}

/// Permissions of a user or of a group, the base first and the dependent last (G-316).
fn permission(place: String, holder: &str, change: &Change) -> Runbook {
    let name = part(&CATALOGUE, change, "permission");
    let leaves = change.action == Action::Delete;
    let click = match leaves {
        true => format!("take the permission `{name}` from {holder}"),
        false => format!("give the permission `{name}` to {holder}"),
    };
    let check = match base(name) {
        Some(base) if !leaves => format!("`{base}` is granted as well: without it this does nothing (G-316)"),
        _ if leaves => "nothing that needs it is left (G-316)".to_owned(),
        _ => format!("`{name}` is in the list"),
    };
    runbook(format!("{place} > permissions"), [click.as_str(), "save"], [check])
}

fn group(path: &str) -> Runbook {
    let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
    let add = format!("add a user group called `{name}`");
    let nest = format!(
        "make it a member of `{parent}`, and of no other: it has that group's permissions then (G-409)"
    );
    let mut clicks = vec![add.as_str()];
    if !parent.is_empty() {
        clicks.push(&nest);
    }
    clicks.push("save");
    runbook("user groups", clicks, ["the group has no member yet"])
}

fn ungroup(path: &str) -> Runbook {
    let clicks =
        ["see that it has no member and no group within it (G-410)", "choose to delete the group", "confirm"];
    runbook(groups(path), clicks, ["former members may still do what they are meant to (G-315)"])
}
