//! One named switch for every assumption of the fact sheet's section 11, and for a few more where the
//! sheets disagree or are silent. Rows are those of that section; 0 marks a switch of our own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answers::*;

/// A switch as tests and pages list it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Switch {
    /// Its key under `switches:`.
    pub name: &'static str,
    /// The row of section 11, or 0.
    pub row: u8,
    /// What it decides.
    pub about: &'static str,
    /// The other answers, each as JSON.
    pub alternatives: &'static [&'static str],
    /// Those of them that take a way of writing away, so that no client can reach every state.
    pub narrowing: &'static [&'static str],
}

macro_rules! switches {
    ($($row:literal $name:ident : $type:ty = $default:expr,
        [$($other:literal),+] $(but not [$($narrow:literal),+])?, $about:literal;)+) => {
        /// What the emulator answers where GoTo's public pages are silent, contradict each other or allow
        /// several things. Every default is the fact sheet's assumption.
        #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        pub struct Switches {
            $(#[doc = $about] #[doc = concat!(" (row ", stringify!($row), ")")] pub $name: $type,)+
        }

        impl Default for Switches {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }

        /// Every switch, in the order of the rows.
        pub const SWITCHES: &[Switch] = &[
            $(Switch {
                name: stringify!($name),
                row: $row,
                about: $about,
                alternatives: &[$($other),+],
                narrowing: &[$($($narrow),+)?],
            },)+
        ];
    };
}

switches! {
    1 queue_api: bool = true, ["false"] but not ["false"],
        "Whether the invented prefix for queues is served";
    2 queue_user_items: QueueUsers = QueueUsers::Agents, [r#""keys_only""#, r#""everyone""#, r#""logged_in""#],
        "What the public listing of a call queue's users tells";
    3 queue_number_field: QueueNumber = QueueNumber::ExtensionNumber, [r#""number""#],
        "The name of a call queue's number field";
    4 membership_needs_license: bool = true, ["false"],
        "Whether a queue takes only people with a Connect license";
    5 license_paths: bool = false, ["true"],
        "Whether PUT and DELETE of users/{userKey}/licenses/{licenseKey} are served";
    6 put_licenses: PutLicenses = PutLicenses::Replace, [r#""absent_clears""#, r#""add""#] but not [r#""add""#],
        "What a PUT with licenseKeys does";
    7 no_seat: NoSeat = NoSeat::Conflict, [r#""bad_request""#, r#""bought""#],
        "What happens when a license has no free seat";
    8 unknown_license: UnknownLicense = UnknownLicense::BadRequest, [r#""not_found""#, r#""ignored""#],
        "What happens with a license key that is not there";
    9 default_page_size: usize = 25, ["7"],
        "How many entries an Admin page has when none are asked for";
    9 max_page_size: usize = 1000, ["10"],
        "How many entries an Admin page has at most; more is cut to this";
    10 to_index: ToIndex = ToIndex::Exclusive, [r#""inclusive""#],
        "What toIndex counts";
    11 keys_as: KeysAs = KeysAs::Strings, [r#""numbers""#],
        "How the Admin API spells keys";
    12 filter_grammar: FilterGrammar = FilterGrammar::Both, [r#""scim""#, r#""classic""#],
        "Which filter grammar is read";
    12 plus_sign: PlusSign = PlusSign::Plus, [r#""space""#],
        "What a plus in a query stands for";
    13 list_order: ListOrder = ListOrder::Key, [r#""email""#],
        "In which order users are listed";
    14 bulk_create: usize = 100, ["25"],
        "How many users one POST may carry";
    14 bulk_keys: usize = 100, ["1"],
        "How many keys one PUT or DELETE may name";
    15 all_or_nothing: bool = true, ["false"],
        "Whether one bad element fails all where the query does not say";
    16 write_status: WriteStatus = WriteStatus::NoContent, [r#""ok""#],
        "With which status PUT and DELETE succeed";
    17 foreign_email: ForeignEmail = ForeignEmail::Joins, [r#""conflict""#],
        "What adding a person of another account does";
    18 revival: Revival = Revival::KeyAndName, [r#""everything""#, r#""nothing""#],
        "What adding a deleted person's e-mail brings back";
    19 delete_clears_queues: bool = true, ["false"],
        "Whether a deleted person leaves the queues (if not, the Contact Center seat stays taken, U-02)";
    20 last_admin: LastAdmin = LastAdmin::Refused, [r#""allowed""#],
        "What removing the last Super admin or oneself does";
    21 role_kinds: RoleKinds = RoleKinds::Exclusive, [r#""replaced""#],
        "What giving one kind of role to the holder of the other does";
    21 no_match: NoMatch = NoMatch::NotFound, [r#""succeeds""#],
        "What a write by filter does when nobody matches";
    21 role_set_permissions: bool = true, ["false"],
        "Whether a role set tells its permissions";
    22 full_group: FullGroup = FullGroup::Ungroups, [r#""refused""#],
        "What deleting a group with members does";
    23 second_group: SecondGroup = SecondGroup::Moves, [r#""conflict""#],
        "What putting a member of one group into another does";
    24 unknown_role: UnknownRole = UnknownRole::BadRequest, [r#""ignored""#],
        "What an adminRoles value that is not known does";
    25 connect_lag_seconds: u64 = 0, ["2"],
        "How many seconds Connect lags behind the Admin API";
    25 connect_lag_requests: u64 = 0, ["3"],
        "How many requests Connect lags behind the Admin API";
    26 retry_after: Option<u64> = None, ["1"],
        "The seconds in Retry-After of a 429; null sends none";
    27 rotation: Rotation = Rotation::Late, [r#""always""#, r#""never""#],
        "When a refresh hands out a new refresh token";
    27 old_refresh_token_stays: bool = true, ["false"],
        "Whether the old refresh token stays good after a rotation";
    28 expired_token: ExpiredToken = ExpiredToken::Forbidden, [r#""unauthorized""#],
        "What an expired token gets from the Admin API";
    29 odd_key: OddKey = OddKey::BadGateway, [r#""not_found""#],
        "What a key that is no number gets";
    30 stale_lists: u64 = 0, ["3"],
        "For how many requests lists do not show a write";
    31 invited_hold_seats: bool = true, ["false"],
        "Whether invited people hold a seat";
    32 last_sign_in: bool = false, ["true"],
        "Whether a user tells the date of the last sign-in";
    0 connect_makes_extension: bool = true, ["false"],
        "Whether a new Connect license brings a direct extension (G-003)";
    0 license_loss_clears_queues: bool = false, ["true"],
        "Whether losing the Connect license takes a person out of the queues (G-203 says no)";
    0 contact_center_overage: bool = true, ["false"],
        "Whether more Contact Center people than contracted are taken (G-704)";
    0 product_change_mails: bool = false, ["true"],
        "Whether a change of licenses or role mails the person (G-506)";
    0 getting_started_mails: bool = false, ["true"],
        "Whether Meeting, Webinar, Training and OpenVoice send a mail of their own, even when mails are suppressed (G-507)";
    0 existing_user: ExistingUser = ExistingUser::Listed, [r#""conflict""#],
        "What adding somebody who is there already does (G-015)";
    0 email_change: bool = false, ["true"],
        "Whether an e-mail can be changed (G-005 says no)";
    0 empty_lists: EmptyLists = EmptyLists::Absent, [r#""sent""#],
        "How empty lists in objects are told";
    0 group_names: GroupNames = GroupNames::PerParent, [r#""in_account""#],
        "Where a group's name must be the only one of its kind";
    0 unknown_fields: bool = false, ["true"],
        "Whether answers carry fields and values that no page names (G-903)";
}
