//! SCIM 2.0: a place holder for the provider, so that its emulator can be built and run.

pub mod emulator;

use serde_json::Value;

use super::{Opened, Provider, Session};
use crate::model::*;
use crate::port::{Adjusted, BoxFuture, Plane, Reader, Roster, Rules, Section, View, Work, Writer};
use crate::wire::Emulator;

/// The vendor-neutral provider.
pub struct Scim;

impl Provider for Scim {
    fn rules(&self) -> &'static dyn Rules {
        &Scim
    }

    fn credentials(&self) -> &'static [(&'static str, bool)] {
        &[("token", true)]
    }

    fn planes(&self) -> &'static [(Plane, &'static str, u32)] {
        &[(Plane("scim"), "https://scim.invalid", 10)]
    }

    fn open(&self, _: Session) -> Opened {
        Opened::new(Box::new(Nobody), Box::new(Nobody))
    }

    fn emulator(&self, state: Value) -> Result<Box<dyn Emulator>, String> {
        Ok(Box::new(emulator::ScimEmulator::new(state)?))
    }

    fn state_schema(&self) -> schemars::Schema {
        emulator::state_schema()
    }
}

static EMPTY: Catalogue = Catalogue { kinds: &[], edges: &[], pools: &[], standing: &[] };

impl Rules for Scim {
    fn name(&self) -> &'static str {
        "scim"
    }

    fn catalogue(&self) -> &'static Catalogue {
        &EMPTY
    }

    fn sections(&self) -> &'static [Section] {
        &[]
    }

    fn roster_schema(&self) -> schemars::Schema {
        schemars::schema_for!(bool)
    }

    fn compile(&self, _: &Tenant, _: &Roster, _: &mut Findings) -> Desired {
        Desired::default()
    }

    fn meet(
        &self,
        _: &Tenant,
        _: &mut Desired,
        _: &mut Observation,
        _: &[String],
        _: &mut Findings,
    ) -> Adjusted {
        Adjusted::default()
    }

    fn judge(&self, _: &Tenant, _: &Desired, _: &Observation, _: &Changes, _: &mut Findings) -> Adjusted {
        Adjusted::default()
    }

    fn executor(&self, _: &Tenant, _: Kind) -> Executor {
        Executor::Api
    }

    fn call(&self, change: &Change, _: &Changes) -> Call {
        Call { shape: "none", batch: change.addr.to_string(), target: String::new(), most: 1 }
    }

    fn cost(&self, _: &str, _: &[&Change]) -> u32 {
        1
    }
}

struct Nobody;

impl Reader for Nobody {
    fn observe<'a>(&'a self, _: &'a View) -> BoxFuture<'a, Result<Observation, VendorError>> {
        Box::pin(async { Ok(Observation::default()) })
    }
}

impl Writer for Nobody {
    fn perform<'a>(&'a self, _: &'a Work) -> BoxFuture<'a, Performed> {
        Box::pin(async { Performed::Done })
    }
}
