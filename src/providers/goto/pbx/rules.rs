//! The rule book of the classic PBX Administration as the house asks for it.

use super::super::catalogue::USER;
use super::super::vet as goto;
use super::catalogue::CATALOGUE;
use super::{calls, compile, consequences, judge, meet, runbook, shapes};
use crate::model::{
    Call, Catalogue, Change, Changes, Desired, Executor, Findings, Kind, Observation, Runbook, Tenant,
};
use crate::port::{Adjusted, Roster, Rules, Section};

/// The rule book of the classic PBX Administration. Pure: it reads nothing but what it is given.
pub struct PbxRules;

impl Rules for PbxRules {
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
    fn readable(&self, _: &Tenant, kind: Kind) -> bool {
        kind == USER
    }
    fn runbook(&self, _: &Tenant, change: &Change, _: &Changes) -> Runbook {
        runbook::runbook(change)
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
