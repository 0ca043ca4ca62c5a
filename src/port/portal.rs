//! What the program asks of a vendor's rule book, which needs no network: values, and functions of what they are given.

use std::collections::BTreeMap;
use std::time::Duration;

use schemars::Schema;

use super::ReadScope;
use crate::model::{
    Addr, Attributes, Call, Carrier, Catalogue, Change, Changes, Desired, Findings, Kind, Mutability, Node,
    Observation, Place, Runbook, Tenant,
};

use super::roster_file::RosterFile;
use super::side::{Alignment, GuardCase};

/// One entry of a section, its profile already laid under its own keys.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its key.
    pub key: String,
    /// Where the key stands.
    pub place: Place,
    /// What is written under it: always a map.
    pub node: Node,
}

/// All sections of a tenant, merged over its files; entries by key.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// The entries of each section, by section name, then by key.
    pub sections: BTreeMap<&'static str, BTreeMap<String, Entry>>,
    /// Whether something could not be read, so that what is not here may still be declared: a reference
    /// to what is not here is then no finding.
    pub partial: bool,
}

/// A key at the top of `tenant.yaml` that only one provider has.
#[derive(Clone, Copy, Debug)]
pub struct TenantKey {
    /// The key.
    pub name: &'static str,
    /// What may stand under it.
    pub schema: fn() -> Schema,
}

/// How long a reading is taken to lag at most where the vendor says nothing of it: our own assumption, of no document.
pub const USUAL_LAG: Duration = Duration::from_secs(60);

/// [`Portal::align`].
pub type Align = fn(&mut Alignment<'_>);

/// [`Portal::guard`].
pub type Guard = fn(&mut GuardCase<'_>);

/// The rule book of one portal of a vendor. Its functions are pure: the same input gives the same answer.
///
/// [`Portal::new`] takes what every rule book has; the rest are defaults that a vendor replaces by struct update.
pub struct Portal {
    /// The provider's name: in `provider:` and in rule codes.
    pub name: &'static str,
    /// What `portal:` calls it, where the vendor has several.
    pub portal: Option<&'static str>,
    /// The rule book as data.
    pub catalogue: &'static Catalogue,
    /// What a roster file may hold.
    pub roster: RosterFile,
    /// The JSON Schema of what may stand under `settings` in `tenant.yaml`; `None` where nothing may.
    pub settings_schema: Option<fn() -> Schema>,
    /// The keys at the top of `tenant.yaml` that are the provider's own. What stands under them it reads itself, from
    /// [`Tenant::own`].
    pub tenant_keys: &'static [TenantKey],
    /// Checks what only the provider can check in `tenant.yaml`: portals, names of credentials, who may
    /// write what.
    pub check_tenant: fn(&Tenant, &mut Findings),
    /// From a roster to what it wants: reads each entry's shape, spells things as the vendor does, and
    /// makes every check that needs no live state, telling all findings.
    pub compile: fn(&Tenant, &Roster, &mut Findings) -> Desired,
    /// What has to be read besides for this roster, once it is known what is wanted and what was seen: what costs calls of
    /// its own and few plans are about. It is asked for before anything is compared.
    pub also_reads: fn(&Tenant, &Desired, &Observation) -> Vec<ReadScope>,
    /// Aligns what is wanted with what was seen: matches renamed people by the vendor's key, fills in what only
    /// the vendor knows (`products` of a license), names what must be held, and warns. Takes the acknowledged
    /// codes. Addresses in the observation may be respelled, nothing else of it is changed.
    pub align: Align,
    /// Looks at the differences as a whole: guards that no single resource can see (the last administrator, the
    /// credential's own user), predictions and costs as notes. Returns what must be held.
    pub guard: Guard,
    /// Who writes a kind in a tenant that does not say so itself (`writes:`); see [`Portal::carrier`].
    pub usual_carrier: fn(&Tenant, Kind) -> Carrier,
    /// Whether reading can show resources of a kind in this tenant. Of one that it cannot, what people confirmed
    /// is taken for what is there, and nothing of it is ever called verified.
    pub readable: fn(&Tenant, Kind) -> bool,
    /// For how many days a confirmation about a kind is believed; `None` where it stands until the roster wants
    /// something else.
    pub believed_for: fn(Kind) -> Option<u32>,
    /// The confirmations that were true before a change and prove nothing after it: somebody who was in no queue
    /// may be in one now.
    pub outdates: fn(&Change) -> Vec<Addr>,
    /// How a person makes a change, one of all, by hand: where, click by click, and what to look at afterwards.
    pub runbook: fn(&Tenant, &Change, &Changes) -> Runbook,
    /// Which vendor call carries a change, one of all: a license of a person who is created rides in the
    /// create call, so a change is not looked at alone.
    pub call: fn(&Change, &Changes) -> Call,
    /// How many writing calls a step of this shape with these changes costs at most.
    pub cost: fn(&str, &[&Change]) -> u32,
    /// How long a reading may lag behind a write: so long a create whose answer was lost is looked for before its not being
    /// there proves anything, and a change that was made before it counts as not confirmed. [`USUAL_LAG`] where the vendor
    /// says nothing of it.
    pub lag: Duration,
    /// Whether a resource is seen as a change wanted it, when it is read back.
    pub settled: fn(&Catalogue, &Change, Option<&Attributes>) -> bool,
}

impl Portal {
    /// A rule book with what every vendor must say. Everything goes over the vendor's interface, one call a step;
    /// reading shows everything.
    pub const fn new(
        name: &'static str,
        catalogue: &'static Catalogue,
        roster: RosterFile,
        compile: fn(&Tenant, &Roster, &mut Findings) -> Desired,
        align: Align,
        guard: Guard,
        call: fn(&Change, &Changes) -> Call,
    ) -> Self {
        Self {
            name,
            portal: None,
            catalogue,
            roster,
            settings_schema: None,
            tenant_keys: &[],
            check_tenant: |_, _| {},
            compile,
            also_reads: |_, _, _| Vec::new(),
            align,
            guard,
            usual_carrier: |_, _| Carrier::Api,
            readable: |_, _| true,
            believed_for: |_| None,
            outdates: |_| Vec::new(),
            runbook: |_, _, _| Runbook::default(),
            call,
            cost: |_, _| 1,
            lag: USUAL_LAG,
            settled,
        }
    }

    /// Who writes `kind` in `tenant`.
    pub fn carrier(&self, tenant: &Tenant, kind: Kind) -> Carrier {
        let stated = tenant.writes_by(self.catalogue.spec(kind).plural);
        stated.unwrap_or_else(|| (self.usual_carrier)(tenant, kind))
    }

    /// Whether a resource seen as `observed` is as `change` wanted it.
    pub fn is_settled(&self, change: &Change, observed: Option<&Attributes>) -> bool {
        (self.settled)(self.catalogue, change, observed)
    }
}

/// Whether a resource is as a change wanted it: gone, or there with every attribute that can be changed afterwards.
pub fn settled(catalogue: &Catalogue, change: &Change, observed: Option<&Attributes>) -> bool {
    match (&change.after, observed) {
        (None, seen) => seen.is_none(),
        (Some(_), None) => false,
        (Some(after), Some(seen)) => {
            let spec = catalogue.spec(change.addr.kind);
            after.iter().all(|(name, value)| {
                let compared = spec.mutability(name) == Some(Mutability::Mutable);
                !compared || seen.get(name) == Some(value)
            })
        }
    }
}
