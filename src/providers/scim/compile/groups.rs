//! Groups: managed where they are declared; a list of members is the closed list of that group.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::catalogue::{GROUP, GROUP_MEMBER};
use super::super::shapes::{Group, GroupState};
use super::super::vet;
use super::draft::{Cause, Draft};
use super::{Context, GROUPS, entries};
use crate::model::{Addr, At, Attributes, Finding, Findings, Place, Reason, Severity, read};

/// The closed list of one group.
pub struct List {
    /// Where it is written.
    pub place: Place,
    /// The members, by key.
    pub people: BTreeSet<String>,
}

/// The closed lists, by group.
pub type Lists = BTreeMap<String, List>;

/// What the section `groups` wants.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) -> Lists {
    let mut lists = Lists::new();
    let mut spelled: BTreeMap<String, Place> = BTreeMap::new();
    for entry in entries(cx.roster, GROUPS) {
        let named = vet::group_name(&entry.key, entry.place, findings)
            && first_of_its_name(&entry.key, entry.place, &mut spelled, findings);
        let Some(Group { members, state }) = read(&entry.node, findings) else { continue };
        if !named {
            continue;
        }
        let addr = Addr::new(GROUP, entry.key.as_str());
        if let Some(state) = state.filter(|state| state.value == GroupState::Absent) {
            vet::members_of_absent(&entry.key, members.as_ref(), state.place, findings);
            draft.gone(addr, state.place, Cause { reason: Reason::Absent, ..Cause::default() });
            continue;
        }
        draft.add(addr, Attributes::new(), entry.place, Cause::default());
        if let Some(members) = members {
            lists.insert(entry.key.clone(), list(cx, &entry.key, &members, draft, findings));
        }
    }
    lists
}

/// Case does not count in a group's name (RFC 7643, section 8.7.1): tells of one that is declared twice.
fn first_of_its_name(
    name: &str,
    place: Place,
    spelled: &mut BTreeMap<String, Place>,
    findings: &mut Findings,
) -> bool {
    let Some(first) = spelled.insert(name.to_lowercase(), place) else { return true };
    let text = format!("`{name}` is declared twice: case does not count in a group's name");
    let finding = Finding::new("scim:S-08", Severity::Refuse, text).at(place);
    findings.push(finding.also(first, "first written here").hint("write each group once"));
    false
}

fn list(
    cx: &Context<'_>,
    group: &str,
    members: &At<Vec<At<String>>>,
    draft: &mut Draft,
    findings: &mut Findings,
) -> List {
    draft.close(GROUP_MEMBER, &["group"], Arc::from(group), members.place, Reason::NotDeclared);
    let mut people = BTreeSet::new();
    for member in &members.value {
        let Some(key) = cx.names.user(member, findings) else { continue };
        vet::member_stays(cx, &key, member.place, findings);
        let addr = Addr::new(GROUP_MEMBER, [group, "/", &key].concat());
        draft.add(addr, Attributes::new(), member.place, Cause::default());
        people.insert(key.into_owned());
    }
    List { place: members.place, people }
}
