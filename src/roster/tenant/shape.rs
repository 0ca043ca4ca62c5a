//! What may be written in `tenant.yaml`.

use std::fmt;
use std::marker::PhantomData;

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

use crate::model::{At, Offboarding};

/// One configured account of one vendor: the unit of plan and apply.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Tenant")]
pub(super) struct TenantShape {
    /// Its name in plans.
    #[schemars(required, regex(pattern = r"^[^/\\\s]([^/\\]*[^/\\\s])?$"))]
    pub tenant: Option<At<String>>,
    /// The vendor.
    #[schemars(required)]
    pub provider: Option<At<String>>,
    /// Which of the vendor's portals rules the account, where the vendor has several.
    pub portal: Option<At<String>>,
    /// The vendor's key of the account, in quotes.
    #[schemars(length(min = 1))]
    pub account: Option<At<String>>,
    /// `sandbox` (an emulator inside the program), `vendor` (default), or one base URL that stands for all of
    /// the vendor's hosts.
    #[schemars(regex(pattern = r"^(sandbox|vendor|https?://[^\s/?#]+[^\s?#]*)$"))]
    pub endpoint: Option<At<String>>,
    /// The emulator's beginning, with `endpoint: sandbox`.
    pub sandbox: Option<SandboxShape>,
    /// References to secrets, by the provider's names for them. The secrets themselves stand in no file.
    pub credentials: Option<Named<CredentialShape>>,
    /// Where a refresh token is kept that the vendor renewed: `{ file: PATH }` or `{ exec: [PROGRAM] }`. Without it
    /// the new token is kept for one run, and a job ends when the token that it begins with does.
    // Read apart (`store`): what is wrong with it may be a secret.
    #[schemars(with = "Option<StoreShape>")]
    #[expect(dead_code, reason = "stands for the schema; the key is read apart")]
    pub refresh_token_store: Option<serde::de::IgnoredAny>,
    /// What `state: absent` compiles to; `suspend` by default.
    pub offboarding: Option<Offboarding>,
    /// Whether the vendor may mail people about what is done to them, where the roster does not say; `true`
    /// by default.
    pub notify: Option<bool>,
    /// What seats cost, for the figures in a plan.
    pub prices: Option<PricesShape>,
    /// Who writes which kind, by the plural of the kind, where it is not the provider's default.
    // The programs among them are read apart (`aside`): what is wrong with one is told in its own words.
    #[schemars(with = "Option<Named<WritesShape>>")]
    pub writes: Option<Named<WriteShape>>,
}

/// Who writes a kind.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "WritePath")]
pub(super) enum WriteShape {
    /// The program, over the vendor's interface.
    Api,
    /// A person, by hand.
    Manual,
}

/// Who writes a kind: `api`, `manual`, or a program of your own.
#[derive(JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Writes")]
#[expect(dead_code, reason = "stands for both in the schema only")]
enum WritesShape {
    Path(WriteShape),
    Program(ProgramShape),
}

/// A program of your own that carries changes out, one a run: JSON on its stdin, its outcome as JSON on stdout.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Program")]
pub(super) struct ProgramShape {
    /// The program and its arguments, passed as they are: there is no shell. A path with a slash begins at the
    /// tenant's folder; a name without one is looked for in PATH.
    #[schemars(length(min = 1), inner(regex(pattern = r"^[^\x00]*$")))]
    pub exec: At<Vec<At<String>>>,
    /// The names of the environment variables that it gets; it gets no others. Secrets reach it by these only.
    #[schemars(with = "Option<Vec<String>>", inner(regex(pattern = r"^[A-Za-z_][A-Za-z0-9_]*$")))]
    pub env: Option<Vec<At<String>>>,
    /// How many seconds one run of it may take, 60 by default; it is killed then.
    #[schemars(range(min = 1, max = 3600))]
    pub time_limit: Option<At<u64>>,
    /// Whether it can be asked what came of a change whose outcome is unknown; `false` by default.
    pub probe: Option<bool>,
}

/// Where a renewed refresh token is kept: a file or a program.
#[derive(JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "TokenStore")]
#[expect(dead_code, reason = "stands for both in the schema only")]
enum StoreShape {
    File(StoreFileShape),
    Program(StoreProgramShape),
}

/// A file that only its owner reads (mode 0600), written as a whole. A run that finds it begins with the token in it.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TokenFile")]
pub(super) struct StoreFileShape {
    /// The file; a relative path begins at the tenant's folder, and is not for git.
    #[schemars(length(min = 1), regex(pattern = r"^(?!.*\.ya?ml$).+$"))]
    pub file: At<String>,
}

/// A program of your own that keeps the token: it reads it on its stdin, to the end, and ends with 0 when it is kept.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TokenProgram")]
pub(super) struct StoreProgramShape {
    /// The program and its arguments, passed as they are: there is no shell. A path with a slash begins at the
    /// tenant's folder; a name without one is looked for in PATH.
    #[schemars(length(min = 1), inner(regex(pattern = r"^[^\x00]*$")))]
    pub exec: At<Vec<At<String>>>,
    /// The names of the environment variables that it gets; it gets no others.
    #[schemars(with = "Option<Vec<String>>", inner(regex(pattern = r"^[A-Za-z_][A-Za-z0-9_]*$")))]
    pub env: Option<Vec<At<String>>>,
    /// How many seconds one run of it may take, 60 by default; it is killed then.
    #[schemars(range(min = 1, max = 3600))]
    pub time_limit: Option<At<u64>>,
}

/// The emulator's beginning.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Sandbox")]
pub(super) struct SandboxShape {
    /// The state file, a path below the tenant's folder. The program never writes it.
    #[schemars(required, regex(pattern = r"^(?!/|\.\.(/|$)).+$"))]
    pub state: Option<At<String>>,
}

/// A reference to a secret: one of the two.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Credential", extend("minProperties" = 1, "maxProperties" = 1))]
pub(super) struct CredentialShape {
    /// The name of an environment variable.
    #[schemars(regex(pattern = r"^[A-Za-z_][A-Za-z0-9_]*$"))]
    pub env: Option<At<String>>,
    /// A file that holds the secret; a relative path begins at the tenant's folder.
    #[schemars(length(min = 1))]
    pub file: Option<At<String>>,
}

/// What seats cost.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Prices")]
pub(super) struct PricesShape {
    /// Three letters, such as `EUR`.
    #[schemars(regex(pattern = "^[A-Z]{3}$"))]
    pub currency: At<String>,
    /// The price of one seat a month, by the name of what it is a seat of.
    pub monthly: Option<Named<Amount>>,
}

/// An amount of money as it is written: `26.00` stays `26.00`.
#[derive(serde::Deserialize)]
#[serde(transparent)]
pub(super) struct Amount(pub At<String>);

impl JsonSchema for Amount {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Amount".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A decimal number, not negative.",
            "anyOf": [
                { "type": "number", "minimum": 0 },
                { "type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?$" }
            ]
        })
    }
}

/// A map from names to values, in the order written, each name with its place.
pub(super) struct Named<T>(pub Vec<(At<String>, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Named<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Named<T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Named(entries))
            }
        }
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Named<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Named_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let value = generator.subschema_for::<T>();
        schemars::json_schema!({ "type": "object", "additionalProperties": value })
    }
    fn inline_schema() -> bool {
        true
    }
}
