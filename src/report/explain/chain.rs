//! One resource: from the line that asks for it to the live state, or to the first link that is broken.

use std::fmt::Write;

use serde::Serialize;

use super::{Matter, page};
use crate::model::{
    Action, Addr, Attributes, Carrier, Change, Closed, Hold, KindSpec, Of, Ownership, Place, Reason, Step,
    Take, Withheld, lines,
};
use crate::report::line::harmless;
use crate::report::paint::Paint;

/// The chain of one resource, link by link.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Chain {
    /// The kind.
    pub kind: &'static str,
    /// The key.
    pub key: String,
    /// Whether it is there, and what becomes of it.
    pub state: String,
    /// The links in order.
    pub links: Vec<ChainLink>,
}

/// One link of a chain.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ChainLink {
    /// What it is: `declared`, `through`, `needs`, `seats`, `live`, `plan`, `broken`, and what belongs to those.
    pub what: &'static str,
    /// The link in words.
    pub text: String,
}

impl Chain {
    /// The chain for people.
    pub fn human(&self, paint: Paint) -> String {
        let address = format!("{} {}", self.kind, self.key);
        let mut out = format!("{}: {}\n", paint.bold(&harmless(&address)), harmless(&self.state));
        for ChainLink { what, text } in &self.links {
            let label = format!("{what:<8}");
            let label = if *what == "broken" { paint.bad(&label) } else { paint.dim(&label) };
            let _ = writeln!(out, "  {label} {}", harmless(text));
        }
        out
    }
}

/// The chain of the resource at `addr`.
pub fn chain(matter: &Matter<'_>, addr: &Addr) -> Chain {
    let link = Link::of(matter, addr);
    let mut links = Vec::new();
    link.declared(&mut links);
    link.needs(&mut links);
    link.pools(&mut links);
    link.live(&mut links);
    link.plan(&mut links);
    link.findings(&mut links);
    let links = links.into_iter().map(|(what, text)| ChainLink { what, text }).collect();
    Chain { kind: addr.kind.0, key: addr.key.to_string(), state: link.state(), links }
}

/// Everything that is known of one resource.
struct Link<'m> {
    matter: &'m Matter<'m>,
    spec: &'static KindSpec,
    addr: &'m Addr,
    live: Option<&'m Attributes>,
    change: Option<(&'m Change, &'m Step)>,
    withheld: Option<&'m Withheld>,
    closed: Option<(Place, Reason)>,
}

impl<'m> Link<'m> {
    fn of(matter: &'m Matter<'m>, addr: &'m Addr) -> Self {
        let spec = matter.catalogue.spec(addr.kind);
        let change = matter.plan.changes.iter().find(|change| change.addr == *addr);
        let step = |change: &'m Change| {
            let mut steps = matter.plan.steps.iter();
            Some((change, steps.find(|step| step.changes.contains(&change.id))?))
        };
        let list = spec.closed_by.iter().find_map(|by| {
            let value = spec.parts(&addr.key, by)?;
            matter.desired.closed.get(&Closed { kind: addr.kind, by, value: value.into() })
        });
        Self {
            matter,
            spec,
            addr,
            live: matter.observed.resources.get(addr),
            change: change.and_then(step),
            withheld: matter.plan.withheld.iter().find(|one| one.change.addr == *addr),
            closed: list.copied(),
        }
    }

    /// In half a line: is it there, and what becomes of it?
    fn state(&self) -> String {
        let there = self.live.is_some();
        let is = match (self.is_held(), there) {
            (true, true) => "has it",
            (true, false) => "lacks it",
            (false, true) => "is there",
            (false, false) => "is not there",
        };
        if let Some((change, step)) = self.change {
            let does = match change.action {
                Action::Create => "makes it",
                Action::Update => "changes it",
                Action::Delete => "takes it away",
            };
            return format!("{is}; {} {does}", step.id);
        }
        if let Some(withheld) = self.withheld {
            return format!("{is}; withheld ({})", withheld.hold.code);
        }
        let wanted = self.matter.desired.resources.contains_key(self.addr);
        let unwanted = self.matter.desired.gone.contains_key(self.addr) || self.closed.is_some();
        let unseen = !there && self.matter.observed.incomplete.contains_key(&self.addr.kind);
        match (there, wanted) {
            _ if unseen => "not seen, and the listing is not proven complete".to_owned(),
            _ if self.spec.ownership == Ownership::Referred => {
                format!("{is}; it is referred to and never written")
            }
            (true, true) => format!("{is}, as declared"),
            (false, false) if unwanted => format!("{is}, as declared"),
            (true, false) => format!("{is}; not managed"),
            (false, _) => format!("{is}; nothing declares it"),
        }
    }

    /// Whether it is something that a person has, rather than a person or a thing by itself.
    fn is_held(&self) -> bool {
        let catalogue = self.matter.catalogue;
        let is_person = catalogue.people() == Some(self.addr.kind);
        !is_person && self.spec.key.iter().any(|part| part.name == catalogue.subject)
    }

    /// Where the roster speaks of it, and through which profile.
    fn declared(&self, links: &mut Vec<(&'static str, String)>) {
        let desired = self.matter.desired;
        if let Some(declared) = desired.resources.get(self.addr) {
            let why = match declared.reason {
                Reason::Suspended | Reason::Absent => ", because the person leaves",
                Reason::Replaced => ", in place of another address",
                _ => "",
            };
            self.place(declared.place, why, links);
        } else if let Some(gone) = desired.gone.get(self.addr) {
            self.place(gone.place, ": it must not be there", links);
        } else if let Some((place, reason)) = self.closed {
            let why = match reason {
                Reason::Suspended | Reason::Absent => ": the person leaves, so there must be none",
                _ => ": this list is complete, and it is not in it",
            };
            self.place(place, why, links);
        } else if let Some(source) = self.change.and_then(|(change, _)| change.source) {
            self.place(source, ": it goes with what is declared there", links);
        } else {
            let text = "nowhere: what no file speaks of is left as it is";
            links.push(("declared", text.to_owned()));
        }
    }

    /// `people/support.yaml:6:16 in profile `support-agent`: `licenses: [GoTo Connect Standard]``, and who names
    /// the profile.
    fn place(&self, place: Place, why: &str, links: &mut Vec<(&'static str, String)>) {
        let Place { file, line, column, .. } = place;
        let source = self.matter.files.get(file);
        let origin = self.matter.origins.at(&source.path, line, column);
        let within = match origin {
            Some(origin) if origin.is_profile => format!(" in profile `{}`", origin.key),
            Some(origin) => format!(" in {} `{}`", origin.section, origin.key),
            None => String::new(),
        };
        links.push(("declared", format!("{}:{line}:{column}{within}{why}", source.path)));
        if let Some(text) = lines(&source.text).nth(line.saturating_sub(1) as usize) {
            links.push(("line", shortened(text.trim())));
        }
        let who = self.matter.catalogue.subject;
        let who = self.spec.part(&self.addr.key, who).unwrap_or_default();
        let Some(profile) = origin.filter(|origin| origin.is_profile) else { return };
        for entry in self.matter.origins.naming(who, &profile.key) {
            let Some((_, line, column)) = entry.profile else { continue };
            let text = format!("{}:{line}:{column} {} `{}`", entry.file, entry.section, entry.key);
            links.push(("through", format!("{text} names the profile")));
        }
    }

    /// What it cannot be without.
    fn needs(&self, links: &mut Vec<(&'static str, String)>) {
        let wanted = self.matter.desired.resources.get(self.addr).map(|declared| &declared.attributes);
        let attributes = wanted.or(self.live).cloned().unwrap_or_default();
        for need in self.spec.needs {
            match self.matter.catalogue.needed(need, self.addr, &attributes) {
                Some(needed) => links.push(("needs", format!("{needed}: {}", self.standing(&needed)))),
                None => links.extend(self.any_of(need).map(|text| ("needs", text))),
            }
        }
    }

    /// Which of several satisfy a need.
    fn any_of(&self, need: &crate::model::Need) -> Option<String> {
        let Of::Any { mine, theirs, having } = need.of else { return None };
        let value = self.spec.part(&self.addr.key, mine)?;
        let spec = self.matter.catalogue.spec(need.kind);
        let serves = |addr: &&Addr| {
            let wanted = self.matter.desired.resources.get(*addr).map(|declared| &declared.attributes);
            let attributes = self.matter.observed.resources.get(*addr).or(wanted);
            let has = |(name, text): (&str, &str)| {
                attributes.and_then(|own| own.get(name)).is_some_and(|own| own.holds(text))
            };
            spec.part(&addr.key, theirs) == Some(value) && having.is_none_or(has)
        };
        let known = self.matter.known(need.kind);
        let found: Vec<String> =
            known.into_iter().filter(serves).map(|addr| format!("{addr}: {}", self.standing(addr))).collect();
        let what = having.map_or_else(String::new, |(name, text)| format!(" whose {name} hold {text}"));
        Some(match found.is_empty() {
            true => format!("a {}{what}: there is none", need.kind),
            false => format!("a {}{what}: {}", need.kind, found.join("; ")),
        })
    }

    /// Whether another resource is there, and what becomes of it.
    fn standing(&self, addr: &Addr) -> String {
        let other = Link::of(self.matter, addr);
        match (other.live.is_some(), other.change, other.withheld) {
            (true, Some((change, step)), _) if change.action == Action::Delete => {
                format!("there, goes in {}", step.id)
            }
            (true, ..) => "there".to_owned(),
            (false, Some((_, step)), _) => format!("comes in {}", step.id),
            (false, None, Some(withheld)) => format!("not there, and withheld ({})", withheld.hold.code),
            (false, None, None) => "not there".to_owned(),
        }
    }

    /// The seats that it takes.
    fn pools(&self, links: &mut Vec<(&'static str, String)>) {
        for take in self.spec.takes {
            let name = match take {
                Take::OneOf(part) => self.spec.part(&self.addr.key, part),
                Take::Distinct { pool, .. } => Some(*pool),
            };
            let Some(line) = self.matter.plan.pools.iter().find(|line| Some(&*line.pool) == name) else {
                continue;
            };
            let text = format!("{}: {} -> {} of {} taken", line.pool, line.before, line.after, line.capacity);
            links.push(("seats", text));
        }
    }

    fn live(&self, links: &mut Vec<(&'static str, String)>) {
        let text = match (self.live, self.matter.observed.incomplete.get(&self.addr.kind)) {
            (Some(live), _) if live.is_empty() => "there".to_owned(),
            (Some(live), _) => {
                let values = live.iter().map(|(name, value)| format!("{name}: {value}"));
                values.collect::<Vec<_>>().join(", ")
            }
            (None, Some(why)) => format!("not seen, which proves nothing: {why}"),
            (None, None) => "not there".to_owned(),
        };
        // A person's word is never shown as something that was seen.
        let word = self.matter.plan.unreadable.contains(&self.addr.kind);
        let word = if word { ", by what people confirmed: no reading shows it" } else { "" };
        links.push(("live", text + word));
    }

    /// What would be done, or which link is broken.
    fn plan(&self, links: &mut Vec<(&'static str, String)>) {
        if let Some((change, step)) = self.change {
            let hand = if step.carrier == Carrier::Manual { " by hand" } else { "" };
            let after: Vec<String> = step.needs.iter().map(ToString::to_string).collect();
            let after =
                if after.is_empty() { String::new() } else { format!(", after {}", after.join(", ")) };
            let what = match change.action {
                Action::Create => "makes it".to_owned(),
                Action::Delete => "takes it away".to_owned(),
                Action::Update => format!("changes {}", difference(change)),
            };
            links.push(("plan", format!("{} {what}{hand}{after}", step.id)));
        } else if let Some(withheld) = self.withheld {
            let Hold { reason, code, ack, finding } = &withheld.hold;
            links.push(("broken", format!("{code}: {reason}")));
            let hints = self.matter.plan.findings.iter().filter(|one| *finding == Some(one.id()));
            let hints = hints.filter(|one| one.text == *reason);
            links.extend(hints.filter_map(|one| one.hint.clone()).take(1).map(|hint| ("way out", hint)));
            links.extend(ack.as_ref().map(|ack| ("way out", format!("acknowledge with --ack {ack}"))));
            links.push(("page", page(code)));
        } else {
            links.push(("plan", "nothing is to be done".to_owned()));
        }
    }

    /// What else a plan says of it.
    fn findings(&self, links: &mut Vec<(&'static str, String)>) {
        let subject = self.addr.to_string();
        let broken = self.withheld.map(|withheld| &*withheld.hold.code);
        let own = self.matter.plan.findings.iter().filter(|one| one.subject.as_ref() == Some(&subject));
        for finding in own.filter(|one| Some(&*one.code) != broken) {
            links.push((
                "finding",
                format!("{}: {} (see {})", finding.code, finding.text, page(&finding.code)),
            ));
        }
    }
}

fn difference(change: &Change) -> String {
    let text = |side: &Option<Attributes>, name: &str| {
        let value = side.as_ref().and_then(|own| own.get(name));
        value.map_or_else(|| "(none)".to_owned(), ToString::to_string)
    };
    let names: Vec<&str> = change.after.iter().flat_map(|after| after.iter()).map(|(name, _)| name).collect();
    let values = names
        .into_iter()
        .map(|name| format!("{name}: {} -> {}", text(&change.before, name), text(&change.after, name)));
    values.collect::<Vec<_>>().join(", ")
}

/// A line of a file, cut where it is long.
fn shortened(text: &str) -> String {
    const WIDEST: usize = 90;
    let mut letters = text.chars();
    let mut shown: String = letters.by_ref().take(WIDEST).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}
