//! Phone numbers and desk phones: where numbers lead after the plan, and what a leaver leaves behind (E-10).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::super::convert::{TO_EXTENSION, lead_to};
use super::super::catalogue::{DEVICE, EXTENSION, EXTENSION_NUMBER, PHONE_NUMBER, USER};
use crate::model::{Addr, Attributes, Closed, Declared, Desired, Finding, Observation, Severity, Value};
use crate::port::{Alignment, of_kind, of_kind_mut};

/// Says of each number who has the extension that it leads to, before and after, and refuses what leads nowhere.
pub fn numbers(alignment: &mut Alignment<'_>) {
    let live = holders(alignment.observed);
    lead_to(&mut alignment.observed.resources, |number| live.get(number).map(|who| &**who));
    unknown(alignment);
    let after = holders_after(alignment.desired, &live);
    let mut astray = Vec::new();
    for (addr, declared) in of_kind_mut(&mut alignment.desired.resources, PHONE_NUMBER) {
        let to = declared.attributes.text("to").and_then(|to| to.strip_prefix(TO_EXTENSION));
        let Some(number) = to.map(str::to_owned) else { continue };
        if let Some(who) = after.get(&number) {
            declared.attributes.set("user", Value::text(&**who));
        } else if !alignment.observed.resources.contains_key(&Addr::new(EXTENSION_NUMBER, number.as_str())) {
            astray.push((addr.clone(), declared.place, number));
        }
    }
    for (addr, place, number) in astray {
        if alignment.observed.incomplete.contains_key(&EXTENSION_NUMBER) {
            continue;
        }
        let text = format!("`{}` would lead to extension {number}, which nobody and nothing has", addr.key);
        alignment.refuse(
            "goto:G-809",
            addr,
            place,
            text,
            "name an extension that is there, or give it to somebody",
        );
    }
}

/// Who has which extension: as people show it, and as the extension itself does where nobody shows it.
fn holders(observed: &Observation) -> BTreeMap<String, Arc<str>> {
    let lines = of_kind(&observed.resources, EXTENSION_NUMBER)
        .filter_map(|(addr, own)| Some((addr.key.to_string(), own.text("primary")?.into())));
    let led = of_kind(&observed.resources, PHONE_NUMBER).filter_map(|(_, own)| {
        Some((own.text("to")?.strip_prefix(TO_EXTENSION)?.to_owned(), own.text("user")?.into()))
    });
    let people = of_kind(&observed.resources, EXTENSION)
        .filter_map(|(addr, own)| Some((own.text("number")?.to_owned(), Arc::clone(&addr.key))));
    lines.chain(led).chain(people).collect()
}

/// A number that the account does not have is nothing that could be made here.
fn unknown(alignment: &mut Alignment<'_>) {
    if alignment.observed.incomplete.contains_key(&PHONE_NUMBER) {
        return;
    }
    let live = &alignment.observed.resources;
    let declared = of_kind(&alignment.desired.resources, PHONE_NUMBER);
    let missing = declared.filter(|(addr, _)| !live.contains_key(*addr));
    let missing: Vec<(Addr, Declared)> = missing.map(|(addr, own)| (addr.clone(), own.clone())).collect();
    for (addr, declared) in missing {
        let text = format!("`{addr}` does not exist at the vendor");
        let finding =
            Finding::new("R-030", Severity::Refuse, text).at(declared.place).about(addr.to_string());
        alignment.findings.push(finding.hint("check the spelling, or order the number at the vendor first"));
        alignment.desired.resources.remove(&addr);
    }
}

/// Who has which number after the plan: as declared, or as before where nothing is said and nobody is deleted.
fn holders_after(desired: &Desired, live: &BTreeMap<String, Arc<str>>) -> BTreeMap<String, Arc<str>> {
    let stays = |who: &Arc<str>| {
        let list = Closed { kind: EXTENSION, by: &["user"], value: who.clone() };
        let addr = Addr::new(EXTENSION, who.clone());
        !desired.gone.contains_key(&Addr::new(USER, who.clone()))
            && !desired.closed.contains_key(&list)
            && !desired.resources.contains_key(&addr)
    };
    let before = live.iter().filter(|(_, who)| stays(who));
    let mut after: BTreeMap<String, Arc<str>> =
        before.map(|(number, who)| (number.clone(), who.clone())).collect();
    let wanted = of_kind(&desired.resources, EXTENSION);
    let wanted = wanted
        .filter_map(|(addr, own)| Some((own.attributes.text("number")?.to_owned(), Arc::clone(&addr.key))));
    after.extend(wanted);
    after
}

/// A desk phone that is new needs its model.
pub fn new_phones(alignment: &mut Alignment<'_>) {
    if alignment.observed.incomplete.contains_key(&DEVICE) {
        return;
    }
    let declared = of_kind(&alignment.desired.resources, DEVICE);
    let unknown = |(addr, own): &(&Addr, &Declared)| {
        !alignment.observed.resources.contains_key(*addr) && own.attributes.get("model").is_none()
    };
    let lacking: Vec<_> = declared.filter(unknown).map(|(addr, own)| (addr.clone(), own.place)).collect();
    for (addr, place) in lacking {
        let text = format!("the phone `{}` is not live, and cannot be added without its model", addr.key);
        alignment.refuse("goto:G-802", addr, place, text, "write `model`, or correct the hardware address");
    }
}

/// Whoever is deleted, with what was said of it.
fn deleted(alignment: &Alignment<'_>) -> Vec<(Arc<str>, Declared)> {
    let gone = of_kind(&alignment.desired.gone, USER);
    let there = gone.filter(|(addr, _)| {
        alignment.observed.resources.contains_key(*addr) && !alignment.held.contains_key(*addr)
    });
    there.map(|(addr, own)| (Arc::clone(&addr.key), own.clone())).collect()
}

/// What is written down of a leaver, and taken back from them, before they are deleted (E-10, G-135). An extension that
/// somebody else gets does not wait for the deletion.
pub fn left_behind(alignment: &mut Alignment<'_>) {
    for (who, gone) in deleted(alignment) {
        let extension = Addr::new(EXTENSION, who.clone());
        let number = alignment.observed.resources.get(&extension).and_then(|own| own.text("number"));
        if number.is_some_and(|number| taker(alignment.desired, &who, number)) {
            alignment.desired.gone.insert(extension, gone.clone());
        }
        let theirs = |own: &Attributes| own.text("user") == Some(&*who);
        let phones = of_kind(&alignment.observed.resources, DEVICE).filter(|(_, own)| theirs(own));
        let phones: Vec<(Addr, String)> = phones
            .map(|(addr, own)| (addr.clone(), own.text("model").unwrap_or_default().to_owned()))
            .collect();
        let numbers = of_kind(&alignment.observed.resources, PHONE_NUMBER).filter(|(_, own)| theirs(own));
        let numbers: Vec<String> = numbers.map(|(addr, _)| addr.key.to_string()).collect();
        if let Some(user) = alignment.observed.resources.get_mut(&Addr::new(USER, who.clone())) {
            let told = phones.iter().map(|(addr, model)| format!("{} {model}", addr.key).trim().to_owned());
            let told: Vec<String> = told.collect();
            for (name, all) in [("devices", told), ("phone_numbers", numbers)] {
                if !all.is_empty() {
                    user.set(name, Value::set(all));
                }
            }
        }
        for (addr, _) in phones {
            let declared = alignment.desired.resources.entry(addr).or_insert_with(|| Declared {
                attributes: Attributes::new(),
                place: gone.place,
                reason: gone.reason,
                priority: gone.priority,
            });
            if declared.attributes.get("user").is_none() {
                declared.attributes.set("user", Value::Set(Box::default()));
            }
        }
    }
}

/// Whether somebody else gets the number.
fn taker(desired: &Desired, who: &str, number: &str) -> bool {
    let mut wanted = of_kind(&desired.resources, EXTENSION);
    wanted.any(|(addr, own)| &*addr.key != who && own.attributes.text("number") == Some(number))
}
