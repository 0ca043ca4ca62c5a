//! One named switch for each way in which real servers differ from RFC 7644 or from each other.

use crate::wire::emulator::{answers, switches};

answers! {
    /// What a PATCH that succeeds is answered with (S-28).
    PatchAnswer {
        /// 200 with the whole resource.
        Resource,
        /// 204, always.
        #[serde(rename = "204")]
        NoContent,
        /// 200 with the whole resource, 204 where nothing changed.
        #[serde(rename = "no_op_204")]
        NoOpNoContent,
    }
    /// Where a resource says that it is (S-22).
    Location {
        /// A `Location` header and `meta.location`, both whole.
        Full,
        /// Nowhere.
        None,
        /// No header, and a `meta.location` without a host.
        Relative,
    }
    /// What `remove` with a path to a whole list and a `value` does (S-30).
    RemoveWithValue {
        /// It is refused: the RFC knows no value there.
        Refused,
        /// Just the values that are named go.
        These,
        /// The value is not looked at: all go.
        All,
    }
}

switches! {
    /// How the server differs from RFC 7644 and from other servers. Every default is the RFC's own way.
    "S-28" patch_answer: PatchAnswer = PatchAnswer::Resource, [r#""204""#, r#""no_op_204""#],
        "What a PATCH that succeeds is answered with";
    "S-05" fill_groups: bool = true, ["false"],
        "Whether a User tells the groups that the person is in";
    "S-22" location: Location = Location::Full, [r#""none""#, r#""relative""#],
        "Where a resource says that it is";
    "RFC 7643 section 4.2" fill_display: bool = false, ["true"],
        "Whether members and managers are told with their names";
    "S-23" resources_missing_when_empty: bool = false, ["true"],
        "Whether a list without a match leaves Resources out";
    "S-25" overlapping_pages: bool = false, ["true"],
        "Whether a page after the first begins with the last resource of the page before";
    "S-34" etag_header_without_support: bool = false, ["true"],
        "Whether an ETag header is sent, and If-Match ignored, though ETags are announced as not supported";
    "S-55" entra: bool = false, ["true"],
        "Whether the spellings of Microsoft Entra are understood: capital operations, \"True\" for true, remove with a list of values";
    "S-30" remove_with_value: RemoveWithValue = RemoveWithValue::Refused, [r#""these""#, r#""all""#],
        "What a remove with a path to a whole list and a value does; with `entra` the values that are named go";
    "S-31" missing_target: bool = true, ["false"],
        "Whether removing by a filter that matches nothing is refused with noTarget";
    "section 4" deactivate_deletes: bool = false, ["true"],
        "Whether active: false deletes the user, as at PagerDuty";
    "section 4" most_member_changes: Option<u64> = None, ["100"],
        "How many members one PATCH may add or remove, and that it cannot replace them all, as at AWS";
    "section 4" replace_members_adds: bool = false, ["true"],
        "Whether replace of members only ever adds, as Keycloak had it";
    "section 4" one_fake_sample: bool = false, ["true"],
        "Whether a list without a filter tells one made-up resource and nothing else, as Snowflake had it";
    "S-35" status_as_number: bool = false, ["true"],
        "Whether the status in an error body is a number";
    "S-35" empty_errors: bool = false, ["true"],
        "Whether errors come without a body";
    "S-28" normalizes: bool = false, ["true"],
        "Whether the server keeps another value than was sent: login and e-mails in lower case, names to show without double blanks and with a capital first letter";
    "S-32" soft_delete: bool = false, ["true"],
        "Whether a deleted resource keeps its name taken";
    "S-21" discovery_needs_token: bool = false, ["true"],
        "Whether the three discovery paths need a token as well";
    "S-37" retry_after_as_date: bool = false, ["true"],
        "Whether Retry-After of a 429 is a date";
}
