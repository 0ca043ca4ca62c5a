//! What the house asks of a provider that needs no network: its rule book and its reading of a roster.

use std::collections::BTreeMap;

use crate::model::{
    Addr, Attributes, Call, Carrier, Catalogue, Change, Changes, Desired, Findings, Kind, Node, Observation,
    Place, Runbook, Tenant,
};

/// One section of a roster file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Section {
    /// Its key at the top of a file.
    pub name: &'static str,
    /// The section that holds the profiles for its entries (`profile: NAME`), where it has them.
    pub profiles: Option<&'static str>,
}

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

/// What became of the desired state when it met the live one.
#[derive(Clone, Debug, Default)]
pub struct Holds {
    /// Resources that must not be touched now: the address, why, the code that explains it, and the code
    /// that acknowledges it where one can. The engine withholds what differs about them and what hangs on
    /// that.
    pub held: BTreeMap<Addr, (String, String, Option<String>)>,
}

/// A provider's rule book. Pure: the same input gives the same answer.
pub trait Rules: Send + Sync {
    /// The name in `provider:` and in rule codes.
    fn name(&self) -> &'static str;

    /// The rule book as data.
    fn catalogue(&self) -> &'static Catalogue;

    /// The sections of a roster file.
    fn sections(&self) -> &'static [Section];

    /// The JSON Schema of a roster file, generated from the shapes.
    fn roster_schema(&self) -> schemars::Schema;

    /// The portals that `portal:` may name, where the vendor has several.
    fn portals(&self) -> &'static [&'static str] {
        &[]
    }

    /// The rule book of the portal `name`, where it has one of its own; everything about a tenant of that portal
    /// is then asked of it.
    fn portal(&self, name: &str) -> Option<&'static dyn Rules> {
        let _ = name;
        None
    }

    /// The JSON Schema of what may stand under `settings` in `tenant.yaml`; `None` where nothing may.
    fn settings_schema(&self) -> Option<schemars::Schema> {
        None
    }

    /// Judges what only the provider can judge in `tenant.yaml`: portals, names of credentials, who may
    /// write what.
    fn check_tenant(&self, tenant: &Tenant, findings: &mut Findings) {
        let _ = (tenant, findings);
    }

    /// From a roster to what it wants: reads each entry's shape, spells things as the vendor does, and
    /// makes every check that needs no live state, telling all findings.
    fn compile(&self, tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired;

    /// Judges several tenants of this provider side by side: one set of findings for each, in the order given.
    fn check_across(&self, tenants: &[(&Tenant, &Desired)]) -> Vec<Findings> {
        tenants.iter().map(|_| Findings::default()).collect()
    }

    /// Lets what is wanted meet what was seen: matches renamed people by the vendor's key, tells what only
    /// the vendor knows (`products` of a license), names what must be held, and warns. Addresses in
    /// `observed` may be respelled, nothing else of it is changed.
    fn align(
        &self,
        tenant: &Tenant,
        desired: &mut Desired,
        observed: &mut Observation,
        acks: &[String],
        findings: &mut Findings,
    ) -> Holds;

    /// Judges the differences as a whole: guards that no single resource can see (the last Super admin, the
    /// credential's own user), predictions and costs as notes. Returns what must be held.
    fn guard(
        &self,
        tenant: &Tenant,
        desired: &Desired,
        observed: &Observation,
        changes: &Changes,
        findings: &mut Findings,
    ) -> Holds;

    /// Who writes `kind` in this tenant.
    fn carrier(&self, tenant: &Tenant, kind: Kind) -> Carrier;

    /// Whether reading can show resources of `kind` in this tenant. Of one that it cannot, what people confirmed
    /// is taken for what is there, and nothing of it is ever called verified.
    fn readable(&self, tenant: &Tenant, kind: Kind) -> bool {
        let _ = (tenant, kind);
        true
    }

    /// For how many days a confirmation about `kind` is believed; `None` where it stands until the roster wants
    /// something else.
    fn believed_for(&self, kind: Kind) -> Option<u32> {
        let _ = kind;
        None
    }

    /// The confirmations that were true before `change` and prove nothing after it: somebody who was in no queue
    /// may be in one now.
    fn outdates(&self, change: &Change) -> Vec<Addr> {
        let _ = change;
        Vec::new()
    }

    /// How a person makes `change`, one of `all`, by hand: where, click by click, and what to look at afterwards.
    fn runbook(&self, tenant: &Tenant, change: &Change, all: &Changes) -> Runbook {
        let _ = (tenant, change, all);
        Runbook::default()
    }

    /// Which vendor call carries `change`, one of `all`: a license of a person who is created rides in the
    /// create call, so a change is not judged alone.
    fn call(&self, change: &Change, all: &Changes) -> Call;

    /// How many writing calls a step of this shape with these changes costs.
    fn cost(&self, shape: &str, changes: &[&Change]) -> u32;

    /// Whether a resource seen as `observed` is as a change wanted it: used when reading back.
    fn settled(&self, change: &Change, observed: Option<&Attributes>) -> bool {
        match (&change.after, observed) {
            (None, seen) => seen.is_none(),
            (Some(_), None) => false,
            (Some(after), Some(seen)) => {
                let spec = self.catalogue().spec(change.addr.kind);
                after.iter().all(|(name, value)| {
                    let compared = spec.mutability(name) == Some(crate::model::Mutability::Mutable);
                    !compared || seen.get(name) == Some(value)
                })
            }
        }
    }
}
