//! What is wanted meets what was seen and confirmed: people who come and go as everywhere, then what everybody may do,
//! before and after. A right that came through a group is easily lost as a "cleanup" (T-30).

use std::collections::{BTreeMap, BTreeSet};

use super::super::admin::align::without_queues;
use super::super::admin::catalogue::guards::FEWEST_SUPER_ADMINS;
use super::super::admin::catalogue::{GROUP, GROUP_MEMBER, USER};
use super::catalogue::{
    CATALOGUE, CONFIGURE, DEPENDENT, GROUP_PERMISSION, PERMISSION, SUPER_ADMINISTRATOR, SUPER_ADMINISTRATORS,
    base,
};
use super::rights::{Rights, above, stays};
use crate::model::{Addr, Finding, Observation, Place, Reason, Severity, Value, code};
use crate::port::{Alignment, GuardCase, Side, of_kind};
use crate::providers::kit::checks::shortened;

/// Aligns the two sides.
pub fn align(alignment: &mut Alignment<'_>) {
    without_queues(&CATALOGUE, alignment);
    name_bases(alignment.observed);
    let (desired, observed) = (&*alignment.desired, &*alignment.observed);
    let rights = (Rights::before(observed), Rights::after(desired, observed));
    let Alignment { tenant, changes, acks, .. } = *alignment;
    let (findings, held) = (&mut *alignment.findings, &mut *alignment.held);
    let side = Side { tenant, desired, observed, changes, acks, findings, held };
    let mut powers = Powers { side, rights };
    let granted = powers.super_administrators();
    powers.lost();
    powers.useless();
    alignment.desired.floors.insert(SUPER_ADMINISTRATORS.to_owned(), granted);
}

/// What was confirmed of a permission may not tell which other one it needs: the holder's own, or of a group one that
/// a group above passes on.
fn name_bases(observed: &mut Observation) {
    for kind in [PERMISSION, GROUP_PERMISSION] {
        let spec = CATALOGUE.spec(kind);
        let giver = |addr: &Addr| {
            let base = base(spec.part(&addr.key, "permission")?)?;
            let holder = spec.part(&addr.key, spec.key.first()?.name)?;
            let mut keys = above(holder).map(|holder| format!("{holder}/{base}"));
            keys.find(|key| observed.resources.contains_key(&Addr::new(kind, key.as_str())))
        };
        let bases: Vec<(Addr, String)> = of_kind(&observed.resources, kind)
            .filter_map(|(addr, _)| Some((addr.clone(), giver(addr)?)))
            .collect();
        for (addr, base) in bases {
            if let Some(own) = observed.resources.get_mut(&addr) {
                own.set("base", Value::text(base));
            }
        }
    }
}

/// Who may do what, before and after.
struct Powers<'a> {
    side: GuardCase<'a>,
    /// Before and after.
    rights: (Rights<'a>, Rights<'a>),
}

impl<'a> Powers<'a> {
    fn leaves(&self, email: &str) -> bool {
        let user = Addr::new(USER, email);
        let declared = self.side.desired.resources.get(&user);
        self.side.desired.gone.contains_key(&user)
            || declared.is_some_and(|own| own.reason != Reason::Declared)
    }

    /// Those of `rights` that a person has through the groups of `held`: what else is lost is a grant of their own
    /// that the roster drops.
    fn through<'r>(&self, email: &str, rights: &BTreeSet<&'r str>, held: &[Addr]) -> BTreeSet<&'r str> {
        let before = &self.rights.0;
        let left = |path: &&str| {
            let keys = [Addr::new(GROUP_MEMBER, format!("{path}/{email}")), Addr::new(GROUP, *path)];
            keys.iter().any(|addr| held.contains(addr))
        };
        let groups: Vec<&str> = before.groups_of(email).filter(left).collect();
        let given = |right: &&&str| groups.iter().any(|path| before.through(path).any(|own| own == **right));
        rights.iter().filter(given).copied().collect()
    }

    /// What a person has before and not after.
    fn loses(&self, email: &str) -> BTreeSet<&'a str> {
        let after = self.rights.1.effective(email);
        self.rights.0.effective(email).into_iter().filter(|right| !after.contains(right)).collect()
    }

    /// The removals by which `email` loses `rights`: memberships, own grants, and groups that go.
    fn by(&self, email: &str, rights: &BTreeSet<&str>) -> Vec<Addr> {
        let before = &self.rights.0;
        let gives = |path: &&str| before.through(path).any(|right| rights.contains(right));
        let left = before
            .groups_of(email)
            .filter(gives)
            .flat_map(|path| [Addr::new(GROUP_MEMBER, format!("{path}/{email}")), Addr::new(GROUP, path)]);
        let own = rights.iter().map(|right| Addr::new(PERMISSION, format!("{email}/{right}")));
        let goes =
            |addr: &Addr| self.side.observed.resources.contains_key(addr) && !stays(addr, self.side.desired);
        left.chain(own).filter(goes).collect()
    }

    fn place(&self, addr: &Addr) -> Option<Place> {
        let gone = self.side.desired.gone.get(addr).map(|own| own.place);
        let spec = CATALOGUE.spec(addr.kind);
        gone.or_else(|| {
            let list = spec.closed_by.iter().find_map(|by| {
                let value = spec.parts(&addr.key, by)?.into();
                self.side.desired.closed.get(&crate::model::Closed { kind: addr.kind, by, value })
            });
            list.map(|(place, _)| *place)
        })
    }

    fn hold(&mut self, addrs: &[Addr], finding: Finding) {
        let place = addrs.iter().find_map(|addr| self.place(addr));
        self.side.hold(addrs.iter().cloned(), Finding { place, ..finding });
    }

    /// Nobody loses it over their own credentials (G-311), and there are never fewer of them than the floor, or than
    /// before where that is less (G-313, T-15). Returns how many of them have to hold it by a grant of their own at
    /// every moment of the plan: whoever has it through a group afterwards is counted off.
    fn super_administrators(&mut self) -> u64 {
        let mighty = |rights: &Rights<'a>| -> BTreeSet<&'a str> {
            let has = |email: &&str| rights.effective(email).contains(SUPER_ADMINISTRATOR);
            rights.people().into_iter().filter(has).collect()
        };
        let (before, after) = (mighty(&self.rights.0), mighty(&self.rights.1));
        let own = BTreeSet::from([SUPER_ADMINISTRATOR, CONFIGURE]);
        if let Some(caller) = self.side.observed.caller.clone() {
            let lost: BTreeSet<&str> = self.loses(&caller).intersection(&own).copied().collect();
            let held = self.by(&caller, &lost);
            if !held.is_empty() {
                let text = format!(
                    "`{caller}` is the person whose credentials are in use: they keep {}",
                    named(&lost)
                );
                let finding =
                    Finding::new("goto:G-311", Severity::Refuse, text).about(format!("user {caller}"));
                self.hold(
                    &held,
                    finding.hint("only another Super administrator or the vendor could give it back"),
                );
            }
        }
        let floor = FEWEST_SUPER_ADMINS.least(self.side.tenant);
        let floor = usize::try_from(floor).unwrap_or(usize::MAX).min(before.len());
        let through_groups =
            after.iter().filter(|email| !self.rights.1.grants(email, SUPER_ADMINISTRATOR)).count();
        for email in before.difference(&after).take(floor.saturating_sub(after.len())) {
            let held = self.by(email, &BTreeSet::from([SUPER_ADMINISTRATOR]));
            let text = format!(
                "of {} Super administrators {floor} stay at least: `{email}` keeps the right",
                before.len()
            );
            let finding = Finding::new("goto:T-15", Severity::Refuse, text).about(format!("user {email}"));
            self.hold(&held, finding.hint("grant it to another person first"));
        }
        floor.saturating_sub(through_groups) as u64
    }

    /// A right that was given by a group and by nothing else goes with the membership, or with the group (T-30,
    /// G-315). Somebody who leaves is meant to lose it.
    fn lost(&mut self) {
        let mut fewer: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for email in self.rights.0.people() {
            let lost = if self.leaves(email) { BTreeSet::new() } else { self.loses(email) };
            if lost.is_empty() {
                continue;
            }
            let of_groups = |addr: &Addr| addr.kind != PERMISSION;
            let held: Vec<Addr> = self.by(email, &lost).into_iter().filter(of_groups).collect();
            let held: Vec<Addr> =
                held.into_iter().filter(|addr| !self.side.held.contains_key(addr)).collect();
            if held.is_empty() {
                let own: BTreeSet<Addr> = self.by(email, &lost).into_iter().collect();
                if own.is_empty() {
                    fewer.insert(email, lost);
                }
                continue;
            }
            self.guard(email, &self.through(email, &lost, &held), &held);
        }
        self.narrowed(&fewer);
    }

    fn guard(&mut self, email: &str, lost: &BTreeSet<&str>, held: &[Addr]) {
        let group = |addr: &Addr| match addr.kind {
            GROUP => addr.key.to_string(),
            kind => CATALOGUE.spec(kind).part(&addr.key, "path").unwrap_or_default().to_owned(),
        };
        let groups: BTreeSet<String> = held.iter().map(group).collect();
        let groups = groups.into_iter().collect::<Vec<_>>().join(", ");
        let rights: Vec<&str> = lost.iter().copied().collect();
        let ack = code("RGT", 3, &[&self.side.tenant.name, email, &rights.join("\n"), &groups]);
        if self.side.acks.contains(&ack) {
            return;
        }
        let text = format!("`{email}` would lose {} with {groups}: nothing else grants it", named(lost));
        let mut finding = Finding::new("goto:T-30", Severity::Refuse, text).about(format!("user {email}"));
        finding = finding
            .hint(format!("grant it to the person first (`permissions`), or go on with `--ack {ack}`"));
        finding.ack = Some(ack);
        self.hold(held, finding);
    }

    /// What is taken from a group is taken from its members, which the list of the group does not show.
    fn narrowed(&mut self, fewer: &BTreeMap<&str, BTreeSet<&str>>) {
        if fewer.is_empty() {
            return;
        }
        let shown = shortened(fewer.iter().map(|(email, lost)| format!("`{email}` {}", named(lost))));
        let text = format!("what groups lose, their members lose: {shown}");
        self.side.findings.push(Finding::new("goto:T-30", Severity::Warn, text).about("groups"));
    }

    /// A base right that goes while the one that needs it stays: it looks granted and does nothing (T-31, G-316).
    fn useless(&mut self) {
        for email in self.rights.1.people() {
            let after = self.rights.1.effective(email);
            for (dependent, base) in DEPENDENT {
                if !after.contains(dependent) || after.contains(base) {
                    continue;
                }
                let held = self.by(email, &BTreeSet::from([base]));
                if held.is_empty() {
                    continue;
                }
                let text = format!("`{email}` would keep `{dependent}`, which does nothing without `{base}`");
                let finding =
                    Finding::new("goto:T-31", Severity::Refuse, text).about(format!("user {email}"));
                self.hold(&held, finding.hint(format!("revoke `{dependent}` as well, or keep `{base}`")));
            }
        }
    }
}

fn named(rights: &BTreeSet<&str>) -> String {
    rights.iter().map(|right| format!("`{right}`")).collect::<Vec<_>>().join(", ")
}
