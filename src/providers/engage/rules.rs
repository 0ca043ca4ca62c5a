//! The rule book as the house asks for it.

use super::catalogue::{CATALOGUE, CONVERSATIONS, USER};
use super::{align, calls, compile, guard, runbook, settings, shapes, vet};
use crate::model::{
    Addr, Attributes, Call, Carrier, Catalogue, Change, Changes, Desired, Endpoint, Findings, Kind,
    Mutability, Observation, Ownership, Runbook, Tenant, Value,
};
use crate::port::{Holds, Roster, Rules, Section};

/// The rule book of Engage. Pure: it reads nothing but what it is given.
pub struct EngageRules;

impl Rules for EngageRules {
    fn name(&self) -> &'static str {
        "engage"
    }

    fn catalogue(&self) -> &'static Catalogue {
        &CATALOGUE
    }

    fn sections(&self) -> &'static [Section] {
        compile::SECTIONS
    }

    fn roster_schema(&self) -> schemars::Schema {
        shapes::roster_schema()
    }

    fn settings_schema(&self) -> Option<schemars::Schema> {
        Some(settings::schema())
    }

    fn check_tenant(&self, tenant: &Tenant, findings: &mut Findings) {
        vet::tenant(tenant, findings);
    }

    fn compile(&self, tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
        compile::compile(tenant, roster, findings)
    }

    fn align(
        &self,
        tenant: &Tenant,
        desired: &mut Desired,
        observed: &mut Observation,
        acks: &[String],
        findings: &mut Findings,
    ) -> Holds {
        align::align(tenant, desired, observed, acks, findings)
    }

    fn guard(
        &self,
        tenant: &Tenant,
        desired: &Desired,
        observed: &Observation,
        changes: &Changes,
        findings: &mut Findings,
    ) -> Holds {
        guard::guard(tenant, desired, observed, changes, findings)
    }

    fn carrier(&self, tenant: &Tenant, kind: Kind) -> Carrier {
        calls::carrier(tenant, kind)
    }

    /// Nothing at the vendor can be read (section 4.1); on the assumed contract everything can.
    fn readable(&self, tenant: &Tenant, kind: Kind) -> bool {
        let managed = CATALOGUE.spec(kind).ownership == Ownership::Managed;
        !(managed && tenant.endpoint == Endpoint::Vendor)
    }

    /// That nothing is open is true for a moment: customers write, and somebody may come back and leave again.
    fn believed_for(&self, kind: Kind) -> Option<u32> {
        (kind == CONVERSATIONS).then_some(1)
    }

    /// Whoever is made active may be written to again.
    fn outdates(&self, change: &Change) -> Vec<Addr> {
        let active = change.after.as_ref().and_then(|after| after.get("active"));
        match change.addr.kind == USER && active == Some(&Value::Flag(true)) {
            true => vec![Addr::new(CONVERSATIONS, change.addr.key.clone())],
            false => Vec::new(),
        }
    }

    fn runbook(&self, tenant: &Tenant, change: &Change, all: &Changes) -> Runbook {
        runbook::of(tenant, change, all)
    }

    fn call(&self, change: &Change, all: &Changes) -> Call {
        calls::call(change, all)
    }

    fn cost(&self, _shape: &str, _changes: &[&Change]) -> u32 {
        // Whatever a step carries, one call writes it: sets are written whole, conversations in one batch (E-034).
        1
    }

    fn settled(&self, change: &Change, observed: Option<&Attributes>) -> bool {
        match (&change.after, observed) {
            // Who has no open conversation any more is not listed with any.
            (Some(_), None) if change.addr.kind == CONVERSATIONS => true,
            (None, seen) => seen.is_none(),
            (Some(_), None) => false,
            (Some(after), Some(seen)) => {
                let spec = CATALOGUE.spec(change.addr.kind);
                after.iter().all(|(name, value)| {
                    let compared = spec.mutability(name) == Some(Mutability::Mutable);
                    !compared || seen.get(name) == Some(value)
                })
            }
        }
    }
}
