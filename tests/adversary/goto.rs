//! GoTo as the harness knows it: a tenant's facts, what a roster means, the invariants of people, licenses and queues.

#[path = "goto/make.rs"]
mod make;
#[path = "goto/meant.rs"]
mod meant;

use std::collections::{BTreeMap, BTreeSet};

use rosterctl::providers::goto::emulator::SWITCHES;
use serde_json::Value;

use crate::facts::{Facts, list, person, text, texts};
use crate::meant::{Meant, Wish};
use crate::world::{Broken, Counts, Vendor, answers};

/// The vendor.
pub static GOTO: Vendor = Vendor {
    name: "goto",
    make: make::scenario,
    read,
    meant: meant::meant,
    pools,
    floors,
    rules,
    passing: &["role", "in_group"],
    gives: &["license", "role", "queue_member", "contact_center_admin", "in_group"],
    // One does not tell agents, the other counts seats in a way of its own.
    narrow: &["queue_user_items", "invited_hold_seats"],
    switches: || answers(SWITCHES),
};

/// What every emulated tenant of the harness sells; those of GoTo Connect carry the telephone.
pub const LICENSES: [(&str, &str); 3] =
    [("101", "GoTo Connect Standard"), ("102", "GoTo Connect Premium"), ("103", "GoTo Meeting")];

fn is_connect(license: &str) -> bool {
    license.starts_with("GoTo Connect")
}

/// The path of a group, from its parents' names.
fn path(groups: &BTreeMap<&str, &Value>, key: &str) -> Option<String> {
    let group = groups.get(key)?;
    let name = text(group, "name");
    match text(group, "parent") {
        "" => Some(name.to_owned()),
        parent => Some(format!("{}/{name}", path(groups, parent)?)),
    }
}

/// The names behind the keys of a state.
struct Names<'s> {
    groups: BTreeMap<&'s str, &'s Value>,
    sold: BTreeMap<&'s str, &'s str>,
    sets: BTreeMap<&'s str, &'s str>,
}

impl Names<'_> {
    fn group(&self, key: &str) -> String {
        path(&self.groups, key).unwrap_or_else(|| format!("lost group {key}"))
    }
}

fn read(state: &Value) -> Facts {
    let mut facts = Facts::default();
    let names = Names {
        groups: list(state, "groups").iter().map(|own| (text(own, "key"), own)).collect(),
        sold: list(state, "licenses")
            .iter()
            .map(|own| (text(own, "key"), text(own, "description")))
            .collect(),
        sets: list(state, "role_sets").iter().map(|own| (text(own, "id"), text(own, "name"))).collect(),
    };
    names.groups.keys().for_each(|key| facts.put("group", names.group(key), ""));
    let mut numbers = BTreeSet::new();
    for user in list(state, "users") {
        let who = text(user, "email").to_lowercase();
        record(&mut facts, &names, user, &who);
        for seat in list(user, "queues") {
            facts.put("queue_member", format!("{}/{who}/{}", text(seat, "queue"), text(seat, "role")), "");
        }
        if let Some(number) = user["extension"].as_str() {
            facts.put("extension", who, number);
            if !numbers.insert(number) {
                facts.twice.insert(format!("extension {number}"));
            }
        }
    }
    facts
}

/// What the Admin API knows of a person, and the flag of the Contact Center.
fn record(facts: &mut Facts, names: &Names<'_>, user: &Value, who: &str) {
    facts.put("user", who, "");
    for kind in ["first_name", "last_name", "locale", "time_zone"] {
        facts.put(kind, who, text(user, kind));
    }
    for kind in ["signed_in", "contact_center_admin"] {
        facts.mark(kind, who, user[kind] == true);
    }
    for key in texts(&user["licenses"]) {
        facts.put("license", format!("{who}/{}", names.sold.get(key).copied().unwrap_or(key)), "");
    }
    facts.tell("role", who, role(user, &names.sets).as_deref());
    facts.tell("in_group", who, user["group"].as_str().map(|key| names.group(key)).as_deref());
    let managed: Vec<String> =
        texts(&user["managed_groups"]).into_iter().map(|key| names.group(key)).collect();
    facts.tell("managed_groups", who, Some(managed.join(", ").as_str()).filter(|own| !own.is_empty()));
}

/// The one role above Member.
fn role(user: &Value, sets: &BTreeMap<&str, &str>) -> Option<String> {
    let roles = texts(&user["roles"]);
    let known = [("SUPER_USER", "Super admin"), ("MANAGE_ACCOUNT", "Admin")];
    let system = known.iter().find(|(own, _)| roles.contains(own)).map(|(_, name)| (*name).to_owned());
    let set = sets.get(text(user, "role_set")).map(|name| (*name).to_owned());
    system.or(set).or_else(|| (!roles.is_empty()).then(|| roles.join("+")))
}

/// Licenses, and the Contact Center that counts people.
fn pools(facts: &Facts) -> Counts {
    let mut counts = Counts::new();
    for (key, _) in facts.of("license") {
        let (who, license) = key.split_once('/').expect("an address and a license");
        counts.entry(license.to_owned()).or_default().insert(who.to_owned());
    }
    let seated = facts.of("queue_member").chain(facts.of("contact_center_admin")).map(|(key, _)| person(key));
    counts.insert("Contact Center".into(), seated.map(str::to_owned).collect());
    counts
}

/// The agents of each queue, and the Super admins who have signed in.
fn floors(facts: &Facts) -> Counts {
    let mut counts = Counts::new();
    for (key, _) in facts.of("queue_member") {
        let (queue, rest) = key.split_once('/').expect("a queue, an address and a role");
        if let Some(who) = rest.strip_suffix("/agent") {
            counts.entry(format!("agents of {queue}")).or_default().insert(who.to_owned());
        }
    }
    let admins = facts.of("role").filter(|(who, role)| *role == "Super admin" && facts.has("signed_in", who));
    counts.insert("admins".into(), admins.map(|(who, _)| who.to_owned()).collect());
    counts
}

fn connects(facts: &Facts, who: &str) -> bool {
    facts
        .of("license")
        .any(|(key, _)| person(key) == who && key.split_once('/').is_some_and(|own| is_connect(own.1)))
}

fn seated(facts: &Facts, who: &str) -> bool {
    facts.of("queue_member").any(|(key, _)| person(key) == who) || facts.has("contact_center_admin", who)
}

/// Whether a person has a product or a role: without either they are Suspended.
fn somebody(facts: &Facts, who: &str) -> bool {
    facts.of("license").any(|(key, _)| person(key) == who) || facts.has("role", who)
}

fn rules(meant: &Meant, [first, last, now]: [&Facts; 3]) -> Vec<Broken> {
    let mut broken = Vec::new();
    let wanted = meant.wanted(first);
    for who in now.people() {
        let stranded = |facts: &Facts| seated(facts, who) && !connects(facts, who);
        if stranded(now) && !stranded(first) {
            broken.push(Broken::new("unlicensed", format!("{who} is in a queue and has no Connect license")));
        }
        if somebody(first, who) && somebody(&wanted, who) && !somebody(now, who) {
            broken.push(Broken::new("nobody", format!("{who} has neither product nor role")));
        }
        if first.has("managed_groups", who) && !now.has("managed_groups", who) {
            let check = if meant.leavers.contains(who) { "leaver-manages-all" } else { "manages-all" };
            broken.push(Broken::new(check, format!("{who} manages no group any more, and so everybody")));
        }
    }
    for who in last.people().filter(|who| !now.has("user", who) && seated(last, who)) {
        broken.push(Broken::new("deleted-seated", format!("{who} is deleted while in a queue")));
    }
    if first.get("role", &meant.caller) == Some("Super admin")
        && now.get("role", &meant.caller) != Some("Super admin")
    {
        broken.push(Broken::new("caller", "who runs the program is no Super admin any more"));
    }
    broken
}

/// Whether a wish takes a group away.
pub fn goes(meant: &Meant, path: &str) -> bool {
    meant.wishes.get(&("group", path.to_owned())) == Some(&Wish::Gone)
}
