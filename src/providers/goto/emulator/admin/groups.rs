//! User groups (section 4.7, rows 22 and 23).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::errors::{admin, admin_body};
use super::super::paging;
use super::super::state::answers::{FullGroup, GroupNames, ParentKey, SecondGroup};
use super::super::state::file::GroupEntry;
use super::super::state::key::Key;
use super::super::state::people::User;
use super::super::state::{Handler, Tenant};
use super::edit::text;
use super::filter::{Field, Filter};
use super::spelling::Spelling;
use super::{done, write};
use crate::wire::emulator::Answer;
use crate::wire::{Response, encode};

/// `GET A/groups`.
pub fn list(handler: Handler<'_>) -> Answer {
    let tenant = &*handler.tenant;
    let filter = handler.call.query("filter").map(|text| {
        Filter::parse(text, tenant.switches.filter_grammar, &[Field::Key, Field::Name])
            .ok_or_else(|| admin(400, "filter.invalid", text))
    });
    let filter = filter.transpose()?;
    let fits = |group: &&GroupEntry| {
        filter.as_ref().is_none_or(|filter| {
            filter.matches(|field| if field == Field::Key { group.key.as_str() } else { &group.name })
        })
    };
    let (offset, size) = paging::window(handler.call, &tenant.switches)?;
    let totals = totals(tenant);
    let found: Vec<&GroupEntry> = tenant.groups.values().filter(fits).collect();
    // Only the groups of the page are shown: their lists of members are the size of the account.
    let page = found.iter().skip(offset).take(size).map(|group| to_json(tenant, group, &totals)).collect();
    Ok(paging::envelope(page, offset, found.len(), &tenant.switches))
}

/// `GET A/groups/{groupKey}`.
pub fn one(handler: Handler<'_>, group: &Key) -> Answer {
    let group = find(&handler, group)?;
    Ok(Response::json(200, &to_json(handler.tenant, group, &totals(handler.tenant))))
}

/// `POST A/groups`: answers with the new key alone.
pub fn create(handler: Handler<'_>) -> Answer {
    let body = admin_body(handler.call)?;
    let parent = body.get("parentKey").and_then(Key::of);
    if let Some(parent) = &parent {
        find(&handler, parent)?;
    }
    let parent = parent.filter(|_| handler.tenant.switches.parent_key == ParentKey::Read);
    let name = free_name(&handler, &body, parent.as_ref(), None)?;
    let highest = handler.tenant.groups.keys().rev().find(|key| key.is_number());
    let next = highest.and_then(|key| key.as_str().parse::<u128>().ok()).unwrap_or(500).saturating_add(1);
    let group = GroupEntry { key: next.to_string().into(), name, parent };
    let answer = Spelling::of(handler.tenant).key(&group.key);
    handler.tenant.groups.insert(group.key.clone(), group);
    Ok(Response::json(201, &answer))
}

/// `PUT A/groups/{groupKey}`: only the name can be changed.
pub fn rename(handler: Handler<'_>, group: &Key) -> Answer {
    let parent = find(&handler, group)?.parent.clone();
    let body = admin_body(handler.call)?;
    let name = free_name(&handler, &body, parent.as_ref(), Some(group))?;
    if let Some(own) = handler.tenant.groups.get_mut(group) {
        own.name = name;
    }
    Ok(done(&handler, json!({ "key": Spelling::of(handler.tenant).key(group) })))
}

/// `DELETE A/groups/{groupKey}`. A group with groups below it stays: their place would be lost (U-07).
pub fn delete(handler: Handler<'_>, group: &Key) -> Answer {
    find(&handler, group)?;
    let members: Vec<User> = handler.tenant.people.members(group).cloned().collect();
    let parent = handler.tenant.groups.values().any(|other| other.parent.as_ref() == Some(group));
    let refused = handler.tenant.switches.full_group == FullGroup::Refused && !members.is_empty();
    if parent || refused {
        return Err(admin(409, "group.not.empty", group.as_str()));
    }
    let forget = |user: &mut User| {
        user.managed_groups.remove(group);
        user.group.take_if(|own| own == group);
    };
    let managers = handler.tenant.people.iter().filter(|user| user.managed_groups.contains(group)).cloned();
    for mut user in managers.chain(members).collect::<Vec<_>>() {
        forget(&mut user);
        handler.tenant.people.set(user);
    }
    // Nobody who was deleted comes back into a group that is gone.
    handler.tenant.deleted.values_mut().for_each(forget);
    handler.tenant.groups.remove(group);
    Ok(done(&handler, json!({})))
}

/// `PUT A/groups/{groupKey}/users/{userKey}`.
pub fn join(handler: Handler<'_>, group: &Key, user: &Key) -> Answer {
    find(&handler, group)?;
    let mut person = write::find(&handler, user)?.clone();
    let other = person.group.as_ref().is_some_and(|own| own != group);
    if other && handler.tenant.switches.second_group == SecondGroup::Conflict {
        return Err(admin(409, "user.group.conflict", user.as_str()));
    }
    person.group = Some(group.clone());
    handler.tenant.people.set(person);
    Ok(done(&handler, json!({})))
}

/// `DELETE A/users/{userKey}/groups`: leaves all groups, of which there is at most one.
pub fn leave(handler: Handler<'_>, user: &Key) -> Answer {
    let mut person = write::find(&handler, user)?.clone();
    person.group = None;
    handler.tenant.people.set(person);
    Ok(done(&handler, json!({})))
}

fn find<'a>(handler: &'a Handler<'_>, group: &Key) -> Result<&'a GroupEntry, Response> {
    handler.tenant.groups.get(group).ok_or_else(|| admin(404, "group.not.found", group.as_str()))
}

/// The name in `body`, where no other group has it.
fn free_name(
    handler: &Handler<'_>,
    body: &Value,
    parent: Option<&Key>,
    own: Option<&Key>,
) -> Result<String, Response> {
    let name = text(body, "name")?.filter(|name| !name.trim().is_empty());
    let name = name.ok_or_else(|| admin(400, "group.name.required", ""))?;
    let everywhere = handler.tenant.switches.group_names == GroupNames::InAccount;
    let taken = handler.tenant.groups.values().any(|group| {
        Some(&group.key) != own && group.name == name && (everywhere || group.parent.as_ref() == parent)
    });
    if taken { Err(admin(409, "group.name.conflict", name)) } else { Ok(name) }
}

/// How many people are in each group and below it.
fn totals(tenant: &Tenant) -> BTreeMap<Key, usize> {
    let mut totals: BTreeMap<Key, usize> = BTreeMap::new();
    for group in tenant.groups.keys() {
        let count = tenant.people.member_count(group);
        for above in tenant.group_path(group).0 {
            *totals.entry(above).or_default() += count;
        }
    }
    totals
}

fn to_json(tenant: &Tenant, group: &GroupEntry, totals: &BTreeMap<Key, usize>) -> Value {
    let spelling = Spelling::of(tenant);
    let (keys, names) = tenant.group_path(&group.key);
    let members: Vec<Value> = tenant.people.members(&group.key).map(|user| spelling.key(&user.key)).collect();
    let mut body = json!({ "key": spelling.key(&group.key), "name": group.name });
    spelling.list(&mut body, "keyPath", keys.iter().map(|key| spelling.key(key)));
    encode::put(&mut body, "namePath", json!(names));
    encode::put(&mut body, "memberCount", json!(members.len()));
    encode::put(&mut body, "totalMemberCount", json!(totals.get(&group.key).copied().unwrap_or(0)));
    spelling.list(&mut body, "userKeys", members.into_iter());
    body
}
