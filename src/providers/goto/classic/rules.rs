//! The classic portal's rule book as the house asks for it.

use super::super::vet as goto;
use super::catalogue::{CATALOGUE, MANAGER_PERMISSION};
use super::{calls, compile, consequences, judge, meet, runbook, shapes};
use crate::model::{
    Call, Catalogue, Change, Changes, Desired, Executor, Findings, Kind, Observation, Runbook, Tenant,
};
use crate::port::{Adjusted, Roster, Rules, Section};

/// The classic portal's rule book. Pure: it reads nothing but what it is given.
pub struct ClassicRules;

impl Rules for ClassicRules {
    fn name(&self) -> &'static str {
        "goto"
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
    fn portals(&self) -> &'static [&'static str] {
        &goto::PORTALS
    }
    fn vet_tenant(&self, tenant: &Tenant, findings: &mut Findings) {
        goto::by_hand(tenant, &CATALOGUE, findings);
    }
    fn compile(&self, tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
        compile::compile(tenant, roster, findings)
    }
    fn vet_together(&self, tenants: &[(&Tenant, &Desired)]) -> Vec<Findings> {
        goto::vet_together(tenants)
    }
    fn meet(
        &self,
        tenant: &Tenant,
        desired: &mut Desired,
        observed: &mut Observation,
        _: &[String],
        findings: &mut Findings,
    ) -> Adjusted {
        meet::meet(tenant, desired, observed, findings)
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
    fn readable(&self, _: &Tenant, kind: Kind) -> bool {
        kind != MANAGER_PERMISSION
    }
    fn runbook(&self, tenant: &Tenant, change: &Change, all: &Changes) -> Runbook {
        runbook::runbook(tenant, change, all)
    }
    fn call(&self, change: &Change, all: &Changes) -> Call {
        calls::call(change, all)
    }
    fn cost(&self, _: &str, _: &[&Change]) -> u32 {
        // One screen each, whoever goes through it.
        1
    }
    fn consequence(&self, rule: &str) -> Option<&'static str> {
        consequences::of(rule)
    }
}
