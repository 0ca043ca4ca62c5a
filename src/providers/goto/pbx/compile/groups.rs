//! Groups and what they are granted.

use super::super::super::admin::catalogue::GROUP;
use super::super::super::admin::compile::{Context, check_parent, check_path};
use super::super::super::sections::GROUPS;
use super::super::catalogue::{ADMINISTRATORS, CONFIGURE, GROUP_PERMISSION, base};
use super::super::shapes::{PbxGroup, Presence};
use super::permissions::{self, Granted};
use crate::model::{Addr, At, Attributes, Findings, Place, Reason, Value, read};
use crate::providers::kit::draft::Draft;
use crate::providers::kit::names::entries;

/// What the section `groups` wants, and what each group is granted as far as the roster says.
pub fn compile(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) -> Granted {
    let mut granted = Granted::default();
    for entry in entries(cx.roster, GROUPS) {
        let Some(PbxGroup { permissions, state }) = read(&entry.node, findings) else { continue };
        let path = entry.key.as_str();
        let addr = Addr::new(GROUP, path);
        if let Some(state) = state.filter(|state| state.value == Presence::Absent) {
            check_removal(path, state.place, findings);
            draft.gone(addr, Attributes::new(), state.place, Reason::Absent);
            continue;
        }
        let within = path.rsplit_once('/').map(|(parent, _)| parent);
        if check_path(path, entry.place, findings) && within != Some(ADMINISTRATORS) {
            check_parent(cx, path, entry.place, findings);
        }
        // The built-in group is always there.
        if path == ADMINISTRATORS {
            draft.declare_kind(GROUP);
        } else {
            draft.add(addr, Attributes::new(), entry.place, Reason::Declared);
        }
        let Some(list) = permissions else { continue };
        permissions::check_names(&list, findings);
        draft.close(GROUP_PERMISSION, &["path"], path, list.place, Reason::NotDeclared);
        granted.add(path, list);
    }
    grant(&granted, draft, findings);
    granted
}

fn grant(granted: &Granted, draft: &mut Draft, findings: &mut Findings) {
    for (path, list) in granted.iter() {
        permissions::check_bases(list, |base| granted.lacks(path, base), findings);
        for name in &list.value {
            // The base may be the group's own, or one that a group above passes on.
            let base = base(&name.value).and_then(|base| granted.giver(path, base));
            let attributes = base.into_iter().map(|base| ("base", Value::text(base))).collect();
            let addr = Addr::new(GROUP_PERMISSION, format!("{path}/{}", name.value));
            draft.add(addr, attributes, name.place, Reason::Declared);
        }
    }
}

/// A group that somebody is in is declared, where any is; the built-in one always is.
pub fn check_reference(cx: &Context<'_>, path: &At<String>, findings: &mut Findings) {
    if path.value != ADMINISTRATORS {
        cx.groups.check(path, findings);
    }
}

/// The built-in group stays (G-315).
fn check_removal(path: &str, place: Place, findings: &mut Findings) {
    if path == ADMINISTRATORS {
        let text = format!("`{ADMINISTRATORS}` is built in and carries `{CONFIGURE}`: it cannot be removed");
        findings.refuse("goto:G-315", place, text, Some("drop `state: absent`".into()));
    }
}
