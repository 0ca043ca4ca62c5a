//! What a roster file may say about a GoTo tenant. `None` is a key that is not there and so is not
//! managed; an empty list is *none*.

use schemars::JsonSchema;

use super::super::sections::{
    DEVICES, GROUPS, PHONE_NUMBERS, PRODUCTS, QUEUES, ROLE_SETS, USERS, WELCOME_MAILS,
};
use crate::model::{At, OneOrMany};
use crate::port::{RosterFile, Section};
use crate::providers::kit::schema::{self, Pairs, droppable, texts};
pub use crate::providers::kit::schema::{Presence, UserState};

/// A roster file.
pub const ROSTER: RosterFile = RosterFile::new(
    "goto",
    &[
        Section::profiles::<Profile>(),
        Section::of::<User>(USERS, "People, by e-mail.").with_profiles().with_keys(|| schema::email(128)),
        Section::of::<Queue>(
            QUEUES,
            "The queues of the Contact Center, by name. They are referred to, never created.",
        ),
        Section::of::<Group>(GROUPS, "User groups, by path: `EMEA/Support` is `Support` within `EMEA`."),
        Section::of::<RoleSet>(ROLE_SETS, "Custom roles, by name. They are referred to, never created."),
        Section::of::<Product>(
            PRODUCTS,
            "Licenses, by description, where the roster says how many seats there shall be (G-209).",
        ),
        Section::of::<WelcomeMail>(
            WELCOME_MAILS,
            "Welcome mails, by a name of your own, for `welcome_mail` of a user (G-002).",
        ),
        Section::of::<PhoneNumber>(
            PHONE_NUMBERS,
            "Phone numbers of the account, in E.164 and in quotes. They are routed, never ordered or given back.",
        ),
        Section::of::<Device>(
            DEVICES,
            "Desk phones, by hardware address in quotes. A new one is added and billed; none is ever removed.",
        ),
    ],
);

/// What several people have in common. A user's own keys go over it: maps merge by key, lists replace, and
/// `key: none` drops what the profile says.
#[derive(Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "some keys are read for their mistakes only: users have them merged into their own"
)]
pub struct Profile {
    /// See the same key of a user.
    pub locale: Option<At<Locale>>,
    /// See the same key of a user.
    pub time_zone: Option<At<TimeZone>>,
    /// See the same key of a user.
    pub role: Option<At<String>>,
    /// See the same key of a user.
    #[schemars(extend("maxItems" = 1))]
    pub group: Option<At<OneOrMany<At<String>>>>,
    /// See the same key of a user.
    pub licenses: Option<At<Vec<At<String>>>>,
    /// See the same key of a user.
    pub queues: Option<At<Pairs<OneOrMany<At<QueueRole>>>>>,
    /// See the same key of a user.
    pub contact_center_admin: Option<At<bool>>,
    /// See the same key of a user.
    pub priority: Option<u32>,
    /// See the same key of a user.
    pub notify: Option<bool>,
    /// See the same key of a user.
    pub welcome_mail: Option<At<String>>,
    /// See the same key of a user.
    pub template: Option<At<String>>,
    /// See the same key of a user.
    pub features: Option<Features>,
}

/// Features by product, each on or off.
pub type Features = At<Pairs<Pairs<At<Toggle>>>>;

/// One person.
#[derive(Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = droppable::<Profile>)]
pub struct User {
    /// The profile whose keys this user has, where the user's own keys say nothing else.
    pub profile: Option<At<String>>,
    /// The first name, at most 32 characters (G-013). Needed to create the person.
    pub first_name: Option<At<PersonName>>,
    /// The last name, at most 32 characters (G-013). Needed to create the person.
    pub last_name: Option<At<PersonName>>,
    /// The language, and the country where that matters: `en`, `en_US` (G-014).
    pub locale: Option<At<Locale>>,
    /// The time zone, by its IANA name: `Europe/Lisbon` (G-014).
    pub time_zone: Option<At<TimeZone>>,
    /// The one role: `Super admin`, `Admin`, `Member`, or the name of a custom role (G-302).
    pub role: Option<At<String>>,
    /// The user group, by path; `[]` for none. A person is in one group at most.
    #[schemars(extend("maxItems" = 1))]
    pub group: Option<At<OneOrMany<At<String>>>>,
    /// The licenses, by description; exactly these, `[]` for none.
    pub licenses: Option<At<Vec<At<String>>>>,
    /// The queues and the person's role or roles in each; exactly these, `{}` for none.
    pub queues: Option<At<Pairs<OneOrMany<At<QueueRole>>>>>,
    /// The number of the primary extension, 3 to 6 digits in quotes; `[]` for none (G-803).
    #[schemars(extend("maxItems" = 1))]
    pub extension: Option<At<OneOrMany<At<Extension>>>>,
    /// Whether the person carries the Contact Center admin flag (G-703).
    pub contact_center_admin: Option<At<bool>>,
    /// Who gets a scarce seat first: lower goes first; 100 where nothing is written.
    pub priority: Option<u32>,
    /// `suspended`: no license, no queue, the role `Member`. `absent`: off-boarded as `offboarding` in
    /// `tenant.yaml` says.
    pub state: Option<At<UserState>>,
    /// Who takes over the meetings of a leaver (G-130).
    pub reassign_to: Option<At<String>>,
    /// Who is co-organizer of a leaver's webinars and trainings, which cannot be reassigned (G-130).
    pub co_organizer: Option<At<String>>,
    /// The e-mail that this person had before. GoTo cannot change an e-mail: it is a replacement, unless the
    /// vendor already knows the new one (G-005).
    pub was: Option<At<String>>,
    /// The vendor's key of the person, in quotes.
    pub id: Option<At<String>>,
    /// Whether the vendor may mail this person about what is done to them (G-506, G-508).
    pub notify: Option<bool>,
    /// Which of `welcome_mails` greets the person when they are created, in place of the vendor's own (G-002). It acts at the
    /// creation only.
    pub welcome_mail: Option<At<String>>,
    /// The settings template by which the person is set up, by its name in the portal (G-002, G-501). No interface takes
    /// it: it is chosen or followed by hand, and somebody's word stands for it.
    pub template: Option<At<String>>,
    /// Features of products, by the description of the license and the name at the arrow beside it: `on` or `off`. The ones
    /// that are named, and no others; set by hand, and somebody's word stands for it (G-202).
    pub features: Option<Features>,
    /// How many invitations are sent at least; the creation sends the first. The next ones are sent by hand, three at most
    /// (G-124).
    #[schemars(range(min = 1, max = 3))]
    pub invitations: Option<At<u32>>,
    /// The day on which a reset of the password was asked for; a new day is a new request.
    pub password_reset: Option<At<Day>>,
}

/// Whether a feature of a product is on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Toggle {
    /// The box is ticked.
    On,
    /// The box is clear.
    Off,
}

/// One license of the account, as far as seats are bought.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// How many seats there are at least. More are bought by hand (G-209); fewer are an act of the billing contact (G-208).
    pub seats: Option<At<u32>>,
}

/// A welcome mail of your own. Whether the vendor adds the link to accept, or a word that stands for it, is not public.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WelcomeMail {
    /// The subject line.
    pub subject: At<String>,
    /// The words, as they are sent.
    pub text: At<String>,
}

/// A person's role in a queue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QueueRole {
    /// Takes calls or chats.
    Agent,
    /// Watches over the queue.
    Supervisor,
}

/// One queue of the Contact Center.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Queue {
    /// Which kind of queue it is.
    pub kind: Option<At<QueueKind>>,
    /// How many agents there are at least.
    pub min_agents: Option<At<u32>>,
    /// Whether fewer agents than `min_agents`, or none, are accepted.
    pub allow_gap: Option<bool>,
    /// The queue that takes over when nobody answers here: a queue with one may be without agents (T-40).
    pub overflow: Option<At<String>>,
    /// All agents, by e-mail; exactly these, `[]` for none.
    #[schemars(extend("items" = schema::email(128)))]
    pub agents: Option<At<Vec<At<String>>>>,
    /// All supervisors, by e-mail; exactly these, `[]` for none.
    #[schemars(extend("items" = schema::email(128)))]
    pub supervisors: Option<At<Vec<At<String>>>>,
}

/// The kinds of queues; a seat is taken by membership in any of them (G-701).
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QueueKind {
    /// Telephone calls.
    Call,
    /// Chats, texts and social media.
    Inbox,
    /// Campaigns.
    Outbound,
}

impl QueueKind {
    /// As it stands in the roster and in the `kind` of a live queue.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Inbox => "inbox",
            Self::Outbound => "outbound",
        }
    }
}

/// One user group. `{}` is a bare declaration.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// `absent`: the group is removed, once it is empty.
    pub state: Option<At<Presence>>,
}

/// One custom role: a bare declaration, so that a misspelled one is found.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleSet {}

/// One phone number. `{}` is a bare declaration.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhoneNumber {
    /// Where its calls go: `extension/1010`, an extension of whatever type by its number; `[]` for nowhere (G-809).
    #[schemars(extend("maxItems" = 1))]
    pub to: Option<At<OneOrMany<At<RouteTo>>>>,
}

/// One desk phone. `{}` is a bare declaration.
#[derive(serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Device {
    /// The model, as the vendor's list calls it. Needed to add the phone; it is not changed afterwards.
    pub model: Option<At<String>>,
    /// What the phone is called where it is added; model and hardware address where nothing is written.
    pub name: Option<At<String>>,
    /// The one person whose phone it is, by e-mail; `[]` for nobody (G-802).
    #[schemars(extend("maxItems" = 1))]
    pub user: Option<At<OneOrMany<At<String>>>>,
}

texts! {
    /// A first or a last name.
    PersonName { "type": "string", "minLength": 1, "maxLength": 32 };
    /// One or two parts: `en`, `en_US`, `en-US`.
    Locale { "type": "string", "pattern": "^[a-z]{2,3}([_-][A-Z]{2})?$" };
    /// A name of the IANA time zone database.
    TimeZone { "type": "string", "pattern": "^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$" };
    /// A day: year, month, day.
    Day { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };
    /// Where the calls of a number go.
    RouteTo { "type": "string", "pattern": "^extension/[0-9]{3,6}$" };
    /// The number of an extension.
    Extension { "type": "string", "pattern": "^[0-9]{3,6}$" };
}

#[cfg(test)]
mod tests;
