//! From a roster to what it wants. Reads each entry's shape, spells things as keys are spelled, and makes every
//! check that needs no live state. Knows nothing of the live tenant.

mod names;
mod people;

use std::sync::Arc;

use super::catalogue::guards::FEWEST_ADMINISTRATORS;
use super::catalogue::{ADMINISTRATORS, HOLDERS_OF, PROJECT, SKILL};
use super::shapes::{Profile, Project, Skill, SkillState};
use super::vet;
use crate::model::{
    Addr, Attributes, Closed, Declared, Desired, Findings, Kind, Name, Place, Reason, Tenant, Value, read,
};
use crate::port::{Entry, Roster, Section};
pub use names::{Names, canonical};

/// What several people have in common.
pub const PROFILES: &str = "profiles";
/// People.
pub const USERS: &str = "users";
/// The list of skills.
pub const SKILLS: &str = "skills";
/// Projects.
pub const PROJECTS: &str = "projects";

/// The sections of a roster file.
pub const SECTIONS: &[Section] = &[
    Section { name: PROFILES, profiles: None },
    Section { name: USERS, profiles: Some(PROFILES) },
    Section { name: SKILLS, profiles: None },
    Section { name: PROJECTS, profiles: None },
];

/// The priority of those for whom none is written.
const USUAL_PRIORITY: u32 = 100;

/// What is known about the whole while one entry is read.
pub struct Context<'r> {
    /// The tenant.
    pub tenant: &'r Tenant,
    /// The roster.
    pub roster: &'r Roster,
    /// The names that the roster declares.
    pub names: Names<'r>,
}

/// What `roster` wants, and every finding that needs no live state.
pub fn compile(tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
    let cx = Context { tenant, roster, names: Names::of(roster, findings) };
    let mut draft = Draft::default();
    draft.desired.floors.insert(ADMINISTRATORS.to_owned(), FEWEST_ADMINISTRATORS.least(tenant));
    profiles(&cx, findings);
    skills(&cx, &mut draft, findings);
    projects(&cx, &mut draft, findings);
    people::compile(&cx, &mut draft, findings);
    draft.desired
}

/// Profiles want nothing by themselves; mistakes in one that nobody uses are told all the same.
fn profiles(cx: &Context<'_>, findings: &mut Findings) {
    for entry in entries(cx.roster, PROFILES) {
        let Some(profile) = read::<Profile>(&entry.node, findings) else { continue };
        if let Some(role) = &profile.role {
            vet::role(role, findings);
        }
        let skills = profile.skills.iter().flat_map(|list| &list.value);
        skills.for_each(|skill| cx.names.skill(skill, findings));
        let projects = profile.projects.iter().flat_map(|list| &list.value);
        projects.for_each(|project| cx.names.project(project, findings));
    }
}

fn skills(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, SKILLS) {
        vet::skill_name(&entry.key, entry.place, findings);
        let Some(Skill { state, required }) = read(&entry.node, findings) else { continue };
        let addr = Addr::new(SKILL, entry.key.as_str());
        match state.filter(|state| state.value == SkillState::Absent) {
            Some(state) => draft.gone(addr, Attributes::new(), state.place, Cause::of(Reason::Absent)),
            None => {
                let mut attributes = Attributes::new();
                if required == Some(true) {
                    attributes.set("required", Value::Flag(true));
                    draft.desired.floors.insert(format!("{HOLDERS_OF} {}", entry.key), 1);
                }
                draft.add(addr, attributes, entry.place, Cause::of(Reason::Declared));
            }
        }
    }
    vet::skill_twins(cx.roster.sections.get(SKILLS), findings);
}

fn projects(cx: &Context<'_>, draft: &mut Draft, findings: &mut Findings) {
    for entry in entries(cx.roster, PROJECTS) {
        read::<Project>(&entry.node, findings);
        let addr = Addr::new(PROJECT, entry.key.as_str());
        draft.add(addr, Attributes::new(), entry.place, Cause::of(Reason::Declared));
    }
}

/// The entries of a section, by key.
fn entries<'r>(roster: &'r Roster, section: &str) -> impl Iterator<Item = &'r Entry> {
    roster.sections.get(section).into_iter().flat_map(|entries| entries.values())
}

/// Who asks, and why: what all resources of one entry have in common.
#[derive(Clone, Copy)]
struct Cause {
    reason: Reason,
    priority: u32,
}

impl Cause {
    fn of(reason: Reason) -> Self {
        Self { reason, priority: USUAL_PRIORITY }
    }
}

/// What a roster wants, while it is gathered.
#[derive(Default)]
struct Draft {
    desired: Desired,
}

impl Draft {
    fn add(&mut self, addr: Addr, attributes: Attributes, place: Place, cause: Cause) {
        self.desired.kinds.insert(addr.kind);
        self.desired.resources.insert(addr, declared(attributes, place, cause));
    }

    fn gone(&mut self, addr: Addr, attributes: Attributes, place: Place, cause: Cause) {
        self.desired.kinds.insert(addr.kind);
        self.desired.gone.insert(addr, declared(attributes, place, cause));
    }

    /// Live resources of `kind` whose key part `user` is `email` go unless they are declared.
    fn close(&mut self, kind: Kind, email: Arc<str>, place: Place) {
        const BY_USER: &[Name] = &["user"];
        let closed = Closed { kind, by: BY_USER, value: email };
        self.desired.closed.insert(closed, (place, Reason::NotDeclared));
    }
}

fn declared(attributes: Attributes, place: Place, cause: Cause) -> Declared {
    Declared { attributes, place, reason: cause.reason, priority: cause.priority }
}
