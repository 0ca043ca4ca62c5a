//! The documents that pass between us and a program of the user's own: one on its stdin, one on its stdout.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};

use crate::model::{Action, Attributes, Change, ChangeId, Tenant};

/// The version of the documents; the first number moves when an old program could misread a new request.
const FORMAT: &str = "1.0";

/// What a program is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Make the change; making it twice leaves the tenant as making it once does.
    Apply,
    /// Change nothing, and say whether the change is made.
    Probe,
}

/// What an attribute looks like as JSON: a text, a flag, a whole number, or a sorted set of texts.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "stands for model::Value in the schema only")]
enum ValueShape {
    Text(String),
    Flag(bool),
    Number(i64),
    Set(Vec<String>),
}

type AttributesShape = Option<BTreeMap<String, ValueShape>>;

/// What a program reads on its stdin: one JSON document, then the end of the stream.
#[derive(Serialize, JsonSchema)]
pub struct Request<'a> {
    /// `1.0`. A program refuses what begins with another number than `1.`.
    format_version: &'static str,
    /// What it is asked.
    mode: Mode,
    /// Where.
    tenant: TenantEntry<'a>,
    /// What about.
    change: ChangeEntry<'a>,
    /// What was seen; of an update, only what changes. Null where there was nothing.
    #[schemars(with = "AttributesShape")]
    before: Option<&'a Attributes>,
    /// What is wanted; of an update, only what changes. Null where there shall be nothing.
    #[schemars(with = "AttributesShape")]
    after: Option<&'a Attributes>,
    /// Which try this is, from 1: above 1 after an answer of `not_yet`, or where it is known that an earlier try
    /// did not make the change.
    #[serde(rename = "try")]
    #[schemars(range(min = 1))]
    attempt: u32,
}

/// The tenant that a change is in.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RequestTenant")]
struct TenantEntry<'a> {
    /// Its name in plans.
    name: &'a str,
    /// The provider.
    provider: &'a str,
    /// The vendor's key of the account; null where `tenant.yaml` does not say.
    account: Option<&'a str>,
    /// Which of the vendor's portals rules it, where `tenant.yaml` says.
    #[serde(skip_serializing_if = "Option::is_none")]
    portal: Option<&'a str>,
    /// What stands for the vendor's hosts (a sandbox, a base URL); not there on the vendor's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    base_url: Option<&'a str>,
}

/// The change.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RequestChange")]
struct ChangeEntry<'a> {
    /// Its number in the plan.
    #[schemars(with = "String")]
    id: ChangeId,
    /// The kind of the resource.
    kind: &'a str,
    /// Its key.
    key: &'a str,
    /// What happens to it.
    action: Action,
}

impl<'a> Request<'a> {
    /// The request about `change` of `tenant`, whose API is at `base`; it was asked so many `tries` before.
    pub(super) fn new(
        mode: Mode,
        tenant: &'a Tenant,
        base: Option<&'a str>,
        change: &'a Change,
        tries: u32,
    ) -> Self {
        let entry = TenantEntry {
            name: &tenant.name,
            provider: &tenant.provider,
            account: tenant.account.as_deref(),
            portal: tenant.portal.as_ref().map(|(portal, _)| portal.as_str()),
            base_url: base,
        };
        let addr = &change.addr;
        Self {
            format_version: FORMAT,
            mode,
            tenant: entry,
            change: ChangeEntry { id: change.id, kind: addr.kind.0, key: &addr.key, action: change.action },
            before: change.before.as_ref(),
            after: change.after.as_ref(),
            attempt: tries.saturating_add(1),
        }
    }

    /// The document, on one line.
    pub(super) fn text(&self) -> serde_json::Result<String> {
        Ok(serde_json::to_string(self)? + "\n")
    }
}

/// What a program says on its stdout after `apply`: one JSON document and nothing else. Keys that are not known are
/// left alone.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Applied {
    /// The change is made, or was made already. It is read back all the same where it can be.
    Done,
    /// Nothing was changed and trying again would not help.
    Failed {
        /// Why, for people.
        #[serde(default)]
        detail: String,
    },
    /// It may or may not be made.
    Unknown {
        /// Why, for people.
        #[serde(default)]
        detail: String,
    },
    /// Nothing was changed; to be asked again after a pause.
    NotYet {
        /// Why, for people.
        #[serde(default)]
        detail: String,
    },
}

/// What a program says on its stdout after `probe`.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Probed {
    /// The change is made.
    Done,
    /// It is not made, and no try that is still under way will make it.
    NotDone,
    /// It cannot be told.
    Unknown {
        /// Why, for people.
        #[serde(default)]
        detail: String,
    },
}

/// What passes between `rosterctl` and a program under `writes: { KIND: { exec: [...] } }`.
#[derive(JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Document", title = "rosterctl exec")]
#[expect(dead_code, reason = "stands for the three in the schema only")]
enum Document<'a> {
    Request(Request<'a>),
    Applied(Applied),
    Probed(Probed),
}

/// The JSON Schema of the documents: any of them at the root, each by its name under `$defs`.
pub fn exec_schema() -> Schema {
    let mut schema = schemars::schema_for!(Document<'_>);
    // What is null where there is nothing is there all the same, and what may be missing is never null.
    require(&mut schema, "Request", &["before", "after"]);
    require(&mut schema, "RequestTenant", &["account"]);
    for name in ["portal", "base_url"] {
        if let Some(kind) = schema.pointer_mut(&format!("/$defs/RequestTenant/properties/{name}/type")) {
            *kind = "string".into();
        }
    }
    if let Some(version) = schema.pointer_mut("/$defs/Request/properties/format_version") {
        version["pattern"] = "^1\\.".into();
    }
    schema
}

fn require(schema: &mut Schema, name: &str, keys: &[&str]) {
    let required = schema.pointer_mut(&format!("/$defs/{name}/required"));
    if let Some(required) = required.and_then(serde_json::Value::as_array_mut) {
        required.extend(keys.iter().map(|key| (*key).into()));
    }
}
