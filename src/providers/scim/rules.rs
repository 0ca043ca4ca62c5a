//! The rule book as the house asks for it.

use super::catalogue::{CATALOGUE, USER};
use super::{calls, compile, consequences, judge, meet, runbook, settings, shapes, vet};
use crate::model::{
    Attributes, Call, Catalogue, Change, Changes, Desired, Executor, Findings, Kind, Mutability, Observation,
    Runbook, Tenant, Value,
};
use crate::port::{Adjusted, Roster, Rules, Section};

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

    fn vet_tenant(&self, tenant: &Tenant, findings: &mut Findings) {
        vet::tenant(tenant, findings);
    }

    fn compile(&self, tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
        compile::compile(tenant, roster, findings)
    }

    fn meet(
        &self,
        tenant: &Tenant,
        desired: &mut Desired,
        observed: &mut Observation,
        acks: &[String],
        findings: &mut Findings,
    ) -> Adjusted {
        meet::meet(tenant, desired, observed, acks, findings)
    }

    fn judge(
        &self,
        tenant: &Tenant,
        desired: &Desired,
        observed: &Observation,
        changes: &Changes,
        findings: &mut Findings,
    ) -> Adjusted {
        judge::judge(tenant, desired, observed, changes, findings)
    }

    fn executor(&self, tenant: &Tenant, kind: Kind) -> Executor {
        calls::executor(tenant, kind)
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

    fn consequence(&self, rule: &str) -> Option<&'static str> {
        consequences::of(rule)
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
