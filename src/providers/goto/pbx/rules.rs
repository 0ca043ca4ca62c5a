//! The rule book of the classic PBX Administration as the house asks for it.

use super::super::catalogue::USER;
use super::super::vet as goto;
use super::catalogue::CATALOGUE;
use super::{align, calls, compile, guard, runbook, shapes};
use crate::model::{
    Call, Carrier, Catalogue, Change, Changes, Desired, Findings, Kind, Observation, Runbook, Tenant,
};
use crate::port::{Holds, Roster, Rules, Section};

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
    fn check_tenant(&self, tenant: &Tenant, findings: &mut Findings) {
        goto::by_hand(tenant, &CATALOGUE, findings);
    }
    fn compile(&self, tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
        compile::compile(tenant, roster, findings)
    }
    fn check_across(&self, tenants: &[(&Tenant, &Desired)]) -> Vec<Findings> {
        goto::check_across(tenants)
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
}
