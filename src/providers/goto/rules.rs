//! The rule book as the house asks for it.

use super::catalogue::CATALOGUE;
use super::{align, calls, classic, compile, guard, pbx, runbook, shapes, vet};
use crate::model::{
    Addr, Call, Carrier, Catalogue, Change, Changes, Desired, Findings, Kind, Observation, Runbook, Tenant,
};
use crate::port::{Holds, Roster, Rules, Section};

/// GoTo's rule book. Pure: it reads nothing but what it is given.
pub struct GotoRules;

impl Rules for GotoRules {
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
        &vet::PORTALS
    }

    fn portal(&self, name: &str) -> Option<&'static dyn Rules> {
        match name {
            vet::CLASSIC => Some(&classic::ClassicRules),
            vet::PBX_CLASSIC => Some(&pbx::PbxRules),
            _ => None,
        }
    }

    fn check_tenant(&self, tenant: &Tenant, findings: &mut Findings) {
        vet::tenant(tenant, findings);
    }

    fn compile(&self, tenant: &Tenant, roster: &Roster, findings: &mut Findings) -> Desired {
        compile::compile(tenant, roster, findings)
    }

    fn check_across(&self, tenants: &[(&Tenant, &Desired)]) -> Vec<Findings> {
        vet::check_across(tenants)
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

    fn readable(&self, tenant: &Tenant, kind: Kind) -> bool {
        calls::readable(tenant, kind)
    }

    fn believed_for(&self, kind: Kind) -> Option<u32> {
        calls::believed_for(kind)
    }

    fn outdates(&self, change: &Change) -> Vec<Addr> {
        calls::outdates(change)
    }

    fn runbook(&self, _: &Tenant, change: &Change, all: &Changes) -> Runbook {
        runbook::of(change, all)
    }

    fn call(&self, change: &Change, all: &Changes) -> Call {
        calls::call(change, all)
    }

    fn cost(&self, shape: &str, changes: &[&Change]) -> u32 {
        calls::cost(shape, changes)
    }
}
