//! The rule book as the house asks for it.

use super::catalogue::CATALOGUE;
use super::{align, calls, compile, guard, runbook, settings, shapes, vet};
use crate::model::{
    Call, Carrier, Catalogue, Change, Changes, Desired, Findings, Kind, Observation, Runbook, Tenant,
};
use crate::port::{Holds, Roster, Rules, Section};

/// GoToAssist's rule book. Pure: it reads nothing but what it is given.
pub struct GotoassistRules;

impl Rules for GotoassistRules {
    fn name(&self) -> &'static str {
        "gotoassist"
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
        _acks: &[String],
        findings: &mut Findings,
    ) -> Holds {
        align::align(tenant, desired, observed, findings)
    }

    fn guard(
        &self,
        tenant: &Tenant,
        _desired: &Desired,
        observed: &Observation,
        changes: &Changes,
        findings: &mut Findings,
    ) -> Holds {
        guard::guard(tenant, observed, changes, findings)
    }

    fn carrier(&self, tenant: &Tenant, kind: Kind) -> Carrier {
        calls::carrier(tenant, kind)
    }

    fn readable(&self, tenant: &Tenant, kind: Kind) -> bool {
        calls::readable(tenant, kind)
    }

    fn runbook(&self, _tenant: &Tenant, change: &Change, all: &Changes) -> Runbook {
        runbook::of(change, all)
    }

    fn call(&self, change: &Change, all: &Changes) -> Call {
        calls::call(change, all)
    }

    fn cost(&self, _shape: &str, _changes: &[&Change]) -> u32 {
        // Every shape is one request: whatever is written as a whole is written as a whole.
        1
    }
}
