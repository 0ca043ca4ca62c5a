//! Phone numbers and where they lead; desk phones and whose they are.

use std::collections::BTreeMap;

use super::super::super::convert::TO_EXTENSION;
use super::super::super::hardware::{is_mac, spelled};
use super::super::super::sections::{DEVICES, PHONE_NUMBERS};
use super::super::catalogue::{DEVICE, PHONE_NUMBER};
use super::super::shapes::{Device, PhoneNumber, RouteTo, UserState};
use super::context::Context;
use super::extensions::is_extension;
use crate::model::{Addr, At, Attributes, Findings, Offboarding, OneOrMany, Place, Reason, Value, read};
use crate::port::Entry;
use crate::providers::kit::checks::refusal;
use crate::providers::kit::draft::{Draft, texts};
use crate::providers::kit::names::entries;

/// What the sections `phone_numbers` and `devices` want.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, PHONE_NUMBERS) {
        let whole = is_number(entry, findings);
        let Some(number) = read::<PhoneNumber>(&entry.node, findings) else { continue };
        let to = number.to.as_ref().and_then(|to| route(to, findings));
        if whole {
            let attributes = to.into_iter().map(|to| ("to", to)).collect();
            draft.add(Addr::new(PHONE_NUMBER, entry.key.as_str()), attributes, entry.place, Reason::Declared);
        }
    }
    for entry in entries(cx.roster, DEVICES) {
        let whole = is_address(entry, findings);
        let Some(device) = read::<Device>(&entry.node, findings) else { continue };
        let attributes = attributes(cx, &device, findings);
        if whole {
            let addr = Addr::new(DEVICE, spelled(&entry.key));
            if let Some((_, other)) = draft.of_kind(DEVICE).find(|(own, _)| *own == addr) {
                let text = format!("the phone {} is declared twice", addr.key);
                findings
                    .push(refusal("goto:G-802", entry.place, text).also(other.place, "first declared here"));
            }
            draft.add(addr, attributes, entry.place, Reason::Declared);
        }
    }
    check_users(draft, findings);
}

/// A person is the primary user of one phone (G-802).
fn check_users(draft: &Draft, findings: &mut Findings) {
    let mut phones: BTreeMap<&str, (&Addr, Place)> = BTreeMap::new();
    for (addr, own) in draft.of_kind(DEVICE) {
        let Some(user) = own.attributes.text("user") else { continue };
        if let Some((other, place)) = phones.insert(user, (addr, own.place)) {
            let text = format!("`{user}` is the primary user of {} and of {}", other.key, addr.key);
            let finding = refusal("goto:G-802", own.place, text).also(place, "the other phone is here");
            findings.push(finding.hint("a person has one: give the other to nobody, `user: []`"));
        }
    }
}

/// Whether the key of an entry is a phone number as the vendor spells it (G-809).
fn is_number(entry: &Entry, findings: &mut Findings) -> bool {
    let digits = entry.key.strip_prefix('+').unwrap_or_default();
    let fits = (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !fits {
        let text = format!("`{}` is no phone number in E.164", entry.key);
        let hint = "a plus, the country and the number, without blanks: \"+493012345678\"";
        findings.refuse("goto:G-809", entry.place, text, Some(hint.into()));
    }
    fits
}

/// Whether the key of an entry is a hardware address (G-802).
fn is_address(entry: &Entry, findings: &mut Findings) -> bool {
    let fits = is_mac(&entry.key);
    if !fits {
        let text = format!("`{}` is no hardware address: expected twelve digits 0 to F", entry.key);
        findings.refuse("goto:G-802", entry.place, text, Some("such as \"00:04:F2:00:00:01\"".into()));
    }
    fits
}

/// Where the calls go: nothing public routes a number to anything but an extension.
fn route(to: &At<OneOrMany<At<RouteTo>>>, findings: &mut Findings) -> Option<Value> {
    if let [_, second, ..] = to.0.as_slice() {
        one("goto:G-809", second.place, "a number leads to one extension", to.0.len(), findings);
    }
    let Some(first) = to.0.first() else { return Some(Value::Set(Box::default())) };
    let text = first.0.as_str();
    if text.strip_prefix(TO_EXTENSION).is_some_and(is_extension) {
        return Some(Value::text(text));
    }
    let text = format!("`{text}` is nothing that a number can be routed to here");
    let hint = "write `extension/1010`, with the number of the extension, or `[]` for nowhere";
    findings.refuse("goto:G-809", first.place, text, Some(hint.into()));
    None
}

fn one(code: &'static str, place: Place, text: &str, count: usize, findings: &mut Findings) {
    findings.refuse(code, place, format!("{text}, here are {count}"), Some("keep one".into()));
}

/// What is declared of a desk phone. Whoever is deleted has no phone afterwards (G-135).
fn attributes(cx: &Context<'_>, device: &Device, findings: &mut Findings) -> Attributes {
    let text = |own: &Option<At<String>>| own.as_ref().map(|own| own.value.clone());
    let (model, name) = (text(&device.model), text(&device.name));
    let mut attributes = texts([("model", model.as_deref()), ("name", name.as_deref())]);
    let Some(user) = &device.user else { return attributes };
    if let [_, second, ..] = user.0.as_slice() {
        one("goto:G-802", second.place, "a phone has one primary user", user.0.len(), findings);
    }
    let Some(first) = user.0.first() else {
        return attributes.with("user", Value::Set(Box::default()));
    };
    let Some(email) = cx.user(first, findings) else { return attributes };
    let deleted = cx
        .users
        .leaver(&email)
        .filter(|(_, state)| *state == UserState::Absent && cx.tenant.offboarding == Offboarding::Delete);
    if let Some((place, _)) = deleted {
        let text = format!("`{}` is deleted, and a phone is declared to be theirs", first.value);
        let finding = refusal("R-020", first.place, text).also(place, "the state is written here");
        findings.push(finding.hint("name somebody who stays, or say `user: []`"));
        return attributes;
    }
    attributes.set("user", Value::text(&*email));
    attributes
}
