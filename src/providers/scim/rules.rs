//! The rule book as the house asks for it.

use super::catalogue::{CATALOGUE, USER};
use super::{align, calls, compile, guard, runbook, settings, shapes, vet};
use crate::model::{
    Attributes, Call, Carrier, Catalogue, Change, Changes, Desired, Findings, Kind, Mutability, Observation,
    Runbook, Tenant, Value,
};
use crate::port::{Holds, Roster, Rules, Section};

/// SCIM's rule book. Pure: it reads nothing but what it is given.
pub struct ScimRules;

impl Rules for ScimRules {
    fn name(&self) -> &'static str {
        "scim"
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

    fn runbook(&self, _: &Tenant, change: &Change, _: &Changes) -> Runbook {
        runbook::of(change)
    }

    fn call(&self, change: &Change, all: &Changes) -> Call {
        calls::call(change, all)
    }

    fn cost(&self, shape: &str, changes: &[&Change]) -> u32 {
        calls::cost(shape, changes)
    }

    /// As everywhere, but that a `userName` is the same in any case (S-03).
    fn settled(&self, change: &Change, observed: Option<&Attributes>) -> bool {
        let (Some(after), Some(seen)) = (&change.after, observed) else {
            return change.after.is_none() == observed.is_none();
        };
        let spec = CATALOGUE.spec(change.addr.kind);
        after.iter().filter(|(name, _)| spec.mutability(name) == Some(Mutability::Mutable)).all(
            |(name, value)| match (name, value, seen.get(name)) {
                ("user_name", Value::Text(wanted), Some(Value::Text(live))) if spec.kind == USER => {
                    wanted.to_lowercase() == live.to_lowercase()
                }
                (_, _, live) => live == Some(value),
            },
        )
    }
}
