//! What stands under `settings:` in `tenant.yaml`: what no reading tells about the account.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use super::catalogue::{REMOTE_SUPPORT, SERVICE_DESK};
use crate::model::{At, Findings, Tenant};
use crate::providers::kit;
use crate::providers::kit::labels::Language;

/// What no reading tells about the account.
#[derive(Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Which of the products that share the name this is; only `suite` can be managed here.
    pub generation: Option<At<Generation>>,
    /// The e-mail of the person whose credentials are in use. On the sandbox it is told by the server.
    pub caller: Option<At<String>>,
    /// A company that only administrators have access to. Where it is seen, the list of companies is taken
    /// for the whole.
    pub known_company: Option<At<String>>,
    /// The seats of the plan, by module, where the server does not tell them.
    pub seats: Option<Seats>,
    /// The language in which check-lists call places and buttons; `en` where nothing is written.
    pub labels: Option<Language>,
}

/// The products that share the name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Generation {
    /// Generation I: the suite, organized by companies.
    Suite,
    /// Generation II: Remote Support v4 and v5, managed in the classic Admin Center.
    AdminCenter,
    /// Service Desk that stands alone, organized by services.
    ServiceDesk,
    /// Corporate, organized by teams and portals.
    Corporate,
}

/// The seats of the plan.
#[derive(Clone, Copy, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seats {
    /// Remote Support.
    pub remote_support: Option<At<SeatCount>>,
    /// Service Desk.
    pub service_desk: Option<At<SeatCount>>,
}

impl Seats {
    /// The seats by module, where any are written.
    pub fn by_module(&self) -> impl Iterator<Item = (&'static str, At<SeatCount>)> {
        let both = [(REMOTE_SUPPORT, self.remote_support), (SERVICE_DESK, self.service_desk)];
        both.into_iter().filter_map(|(module, count)| Some((module, count?)))
    }
}

/// How many seats of each sort: a bare number is that many named ones.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SeatCount {
    /// Seats of one person each.
    pub named: Option<u32>,
    /// Seats of a pool that is smaller than the people who use it.
    pub shared: Option<u32>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Sorts {
    named: Option<u32>,
    shared: Option<u32>,
}

impl<'de> Deserialize<'de> for SeatCount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = SeatCount;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number, or `{ named: N, shared: M }`")
            }
            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<SeatCount, E> {
                let named =
                    u32::try_from(number).map_err(|_| E::custom("a number of seats is not negative"))?;
                Ok(SeatCount { named: Some(named), shared: None })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<SeatCount, A::Error> {
                let Sorts { named, shared } = Sorts::deserialize(MapAccessDeserializer::new(map))?;
                Ok(SeatCount { named, shared })
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for SeatCount {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SeatCount".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let number = serde_json::json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX });
        schemars::json_schema!({
            "description": "Seats of the plan: a bare number is that many named ones.",
            "anyOf": [
                number,
                {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": { "named": number, "shared": number },
                },
            ]
        })
    }
    fn inline_schema() -> bool {
        true
    }
}

/// The settings of `tenant`, which were checked before.
pub fn of(tenant: &Tenant) -> Settings {
    kit::tenant::settings(tenant, &mut Findings::default())
}
