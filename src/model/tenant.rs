//! One configured account of one vendor: the unit of plan and apply.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use super::change::Carrier;
use super::node::Node;
use super::place::Place;

/// Where the vendor is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Endpoint {
    /// The vendor's own hosts.
    Vendor,
    /// An emulator inside this process, begun from this state file (below the tenant's folder).
    Sandbox {
        /// The state file.
        state: String,
    },
    /// One base URL that stands for all of the vendor's hosts, without a slash at the end.
    Base(String),
}

/// A reference to a secret. The secret itself stands in no file of a roster.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Credential {
    /// The environment variable of this name.
    Env(String),
    /// The file at this path (relative: below the tenant's folder), its last line end cut off.
    File(String),
}

/// What `state: absent` compiles to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Offboarding {
    /// Queues, licenses and role go; the person stays listed and keeps their history.
    #[default]
    Suspend,
    /// The person is deleted from the account.
    Delete,
}

/// Who writes a kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WritePath {
    /// The program, over the vendor's interface.
    Api,
    /// A person, by hand.
    Manual,
    /// A program of the user's own.
    Exec(Program),
}

/// A program of the user's own that carries steps out: one JSON document on stdin, its outcome on stdout.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Program {
    /// The program and its arguments; a relative path begins at the tenant's folder.
    pub command: Vec<String>,
    /// The names of the environment variables that it gets; it gets no others.
    pub env: Vec<String>,
    /// How many seconds one run of it may take.
    pub time_limit: u64,
    /// Whether it can be asked what came of a step whose outcome is unknown.
    pub probe: bool,
}

impl Tenant {
    /// Who writes the kind that is called `plural` in configuration, where `tenant.yaml` says so.
    pub fn writes_by(&self, plural: &str) -> Option<Carrier> {
        let (path, _) = self.writes.get(plural)?;
        Some(match path {
            WritePath::Api => Carrier::Api,
            WritePath::Manual => Carrier::Manual,
            WritePath::Exec(_) => Carrier::Exec,
        })
    }
}

/// Where a refresh token goes that the vendor renewed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TokenStore {
    /// The file at this path (relative: below the tenant's folder).
    File(String),
    /// A program that gets the token on its stdin.
    Exec(Program),
}

/// How many calls leave a second.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CallRate {
    /// The same number on every plane of the vendor.
    Every(u32),
    /// A number by the name of the plane, and where the name stands.
    Planes(BTreeMap<String, (u32, Place)>),
}

impl CallRate {
    /// The number on the plane of that name, where it has one.
    pub fn on(&self, plane: &str) -> Option<u32> {
        match self {
            Self::Every(number) => Some(*number),
            Self::Planes(planes) => planes.get(plane).map(|(number, _)| *number),
        }
    }
}

/// A tenant as `tenant.yaml` declares it.
#[derive(Clone, PartialEq, Debug)]
pub struct Tenant {
    /// Its name in plans.
    pub name: String,
    /// The provider.
    pub provider: String,
    /// Which of the vendor's portals rules it, where the provider has several, and where that is written.
    pub portal: Option<(String, Place)>,
    /// The vendor's key of the account.
    pub account: Option<String>,
    /// Where the vendor is.
    pub endpoint: Endpoint,
    /// References to secrets, by the provider's names for them, and where each name is written.
    pub credentials: BTreeMap<String, (Credential, Place)>,
    /// Where a renewed refresh token is kept, where declared, and where that is written.
    pub refresh_token_store: Option<(TokenStore, Place)>,
    /// What `state: absent` compiles to.
    pub offboarding: Offboarding,
    /// Whether the vendor may mail people about what is done to them, where the roster does not say (G-506).
    pub notify: bool,
    /// The least of each guarded floor, by the floor's name in configuration, where declared.
    pub floors: BTreeMap<String, u64>,
    /// Currency and monthly prices by pool name, as decimal texts.
    pub prices: Option<(String, BTreeMap<String, String>)>,
    /// Who writes which kind, where declared; by the plural of the kind.
    pub writes: BTreeMap<String, (WritePath, Place)>,
    /// How many calls leave a second, where declared; by default eight tenths of what the vendor allows.
    pub calls_per_second: Option<CallRate>,
    /// What else is written under `settings`: the provider's own, judged by its rules.
    pub settings: Option<Node>,
    /// What is written under the provider's own keys, by key; judged by its rules as well.
    pub own: BTreeMap<String, Node>,
    /// Where `tenant:` stands, for findings about the whole.
    pub place: Place,
}

/// `price` for `seats` of them; `None` where it is no price.
pub fn times(price: &str, seats: i64) -> Option<Decimal> {
    Some(price.parse::<Decimal>().ok()?.saturating_mul(Decimal::from(seats)))
}

/// Rounded to two places, as money is shown.
pub fn rounded(money: Decimal) -> Decimal {
    money.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// `26.00 EUR a month` for `seats` seats of a pool; `None` where no price is declared for it.
pub fn monthly(
    prices: Option<&(String, BTreeMap<String, String>)>,
    pool: &str,
    seats: u64,
) -> Option<String> {
    let (currency, prices) = prices?;
    let money = times(prices.get(pool)?, i64::try_from(seats).unwrap_or(i64::MAX))?;
    Some(format!("{:.2} {currency} a month", rounded(money)))
}
