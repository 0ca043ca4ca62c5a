//! Groups: managed where they are declared; a list of members is the closed list of that group.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::catalogue::{GROUP, GROUP_MEMBER};
use super::super::sections::GROUPS;
use super::super::shapes::{Group, Presence, UserState};
use super::context::{Context, is_group_name};
use crate::model::{Addr, At, Attributes, Findings, Place, Reason, folded, read};
use crate::port::Entry;
use crate::providers::kit::checks::refusal;
use crate::providers::kit::draft::Draft;
use crate::providers::kit::names::{entries, twin};

/// The closed list of one group.
pub struct List {
    /// Where it is written.
    pub place: Place,
    /// The members, by key.
    pub people: BTreeSet<String>,
}

/// What the entries of people have to know of groups.
#[derive(Default)]
pub struct Groups {
    /// The closed lists.
    lists: BTreeMap<String, List>,
    /// How people's entries spell groups, by name in lower case: as they were first (S-08).
    spelled: BTreeMap<String, Arc<str>>,
}

impl Groups {
    /// The closed list of a group, where it has one.
    pub fn list(&self, name: &str) -> Option<&List> {
        self.lists.get(name)
    }

    /// The one spelling of a group's name, in which case does not count.
    pub fn spelling(&mut self, name: &str) -> Arc<str> {
        Arc::clone(self.spelled.entry(folded(name).into_owned()).or_insert_with(|| name.into()))
    }
}

/// What the section `groups` wants.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) -> Groups {
    let mut groups = Groups::default();
    let mut spelled: BTreeMap<String, &Entry> = BTreeMap::new();
    for entry in entries(cx.roster, GROUPS) {
        let named = is_group_name(&entry.key, entry.place, findings)
            && first_of_its_name(entry, &mut spelled, findings);
        let Some(Group { members, state }) = read(&entry.node, findings) else { continue };
        if !named {
            continue;
        }
        let addr = Addr::new(GROUP, entry.key.as_str());
        if let Some(state) = state.filter(|state| state.value == Presence::Absent) {
            check_members_of_absent(&entry.key, members.as_ref(), state.place, findings);
            draft.gone(addr, Attributes::new(), state.place, Reason::Absent);
            continue;
        }
        draft.add(addr, Attributes::new(), entry.place, Reason::Declared);
        if let Some(members) = members {
            groups.lists.insert(entry.key.clone(), list(cx, &entry.key, &members, draft, findings));
        }
    }
    groups
}

/// Case does not count in a group's name (RFC 7643, section 8.7.1): reports one that is declared twice.
fn first_of_its_name<'r>(
    entry: &'r Entry,
    spelled: &mut BTreeMap<String, &'r Entry>,
    findings: &mut Findings,
) -> bool {
    let Some(first) = spelled.insert(folded(&entry.key).into_owned(), entry) else { return true };
    let text = format!("`{}` is declared twice: case does not count in a group's name", entry.key);
    findings.push(twin("scim:S-08", text, entry, first).hint("write each group once"));
    false
}

/// A group that goes has no members to list.
fn check_members_of_absent(
    group: &str,
    members: Option<&At<Vec<At<String>>>>,
    state: Place,
    findings: &mut Findings,
) {
    let Some(members) = members.filter(|members| !members.value.is_empty()) else { return };
    let text = format!("the group `{group}` is to be removed and has members here");
    let finding = refusal("R-016", members.place, text).also(state, "removed here");
    findings.push(finding.hint("empty the list, or keep the group"));
}

fn list(
    cx: &Context<'_>,
    group: &str,
    members: &At<Vec<At<String>>>,
    draft: &mut Draft,
    findings: &mut Findings,
) -> List {
    draft.close(GROUP_MEMBER, &["group"], group, members.place, Reason::NotDeclared);
    let mut people = BTreeSet::new();
    for member in &members.value {
        let Some(key) = cx.user(member, findings) else { continue };
        // Nobody who is off-boarded stands in a list of members.
        if let Some((state, UserState::Absent)) = cx.users.leaver(&key) {
            let text = format!("`{key}` leaves and stands in this list");
            let finding = refusal("R-020", member.place, text).also(state, "leaves here");
            findings.push(finding.hint("take the person off the list"));
        }
        let addr = Addr::new(GROUP_MEMBER, [group, "/", &key].concat());
        draft.add(addr, Attributes::new(), member.place, Reason::Declared);
        people.insert(key.into_owned());
    }
    List { place: members.place, people }
}
