//! One named switch for every assumption of the fact sheet's section 11, and for a few more where the
//! sheets disagree or are silent. Rows are those of that section; 0 marks a switch of our own.

use super::answers::*;
use crate::wire::emulator::switches;

switches! {
    /// What the emulator answers where GoTo's public pages are silent, contradict each other or allow several
    /// things. Every default is the fact sheet's assumption.
    "row 1" queue_api: bool = true, ["false"] but not ["false"],
        "Whether the invented prefix for queues is served";
    "row 2" queue_user_items: QueueUsers = QueueUsers::Agents, [r#""keys_only""#, r#""everyone""#, r#""logged_in""#],
        "What the public listing of a call queue's users tells";
    "row 3" queue_number_field: QueueNumber = QueueNumber::ExtensionNumber, [r#""number""#],
        "The name of a call queue's number field";
    "row 4" membership_needs_license: bool = true, ["false"],
        "Whether a queue takes only people with a Connect license";
    "row 5" license_paths: bool = false, ["true"],
        "Whether PUT and DELETE of users/{userKey}/licenses/{licenseKey} are served";
    "row 6" put_licenses: PutLicenses = PutLicenses::Replace, [r#""absent_clears""#, r#""add""#] but not [r#""add""#],
        "What a PUT with licenseKeys does";
    "row 7" no_seat: NoSeat = NoSeat::Conflict, [r#""bad_request""#, r#""bought""#],
        "What happens when a license has no free seat";
    "row 8" unknown_license: UnknownLicense = UnknownLicense::BadRequest, [r#""not_found""#, r#""ignored""#],
        "What happens with a license key that is not there";
    "row 9" default_page_size: usize = 25, ["7"],
        "How many entries an Admin page has when none are asked for";
    "row 9" max_page_size: usize = 1000, ["10"],
        "How many entries an Admin page has at most; more is cut to this";
    "row 10" to_index: ToIndex = ToIndex::Exclusive, [r#""inclusive""#],
        "What toIndex counts";
    "row 11" keys_as: KeysAs = KeysAs::Strings, [r#""numbers""#],
        "How the Admin API spells keys";
    "row 12" filter_grammar: FilterGrammar = FilterGrammar::Both, [r#""scim""#, r#""classic""#],
        "Which filter grammar is read";
    "row 12" plus_sign: PlusSign = PlusSign::Plus, [r#""space""#],
        "What a plus in a query stands for";
    "row 13" list_order: ListOrder = ListOrder::Key, [r#""email""#],
        "In which order users are listed";
    "row 14" bulk_create: usize = 100, ["25"],
        "How many users one POST may carry";
    "row 14" bulk_keys: usize = 100, ["1"],
        "How many keys one PUT or DELETE may name";
    "row 0" create_takes_group: bool = true, ["false"],
        "Whether POST users puts new people into groupKey, as its sample has it, or leaves it unread";
    "row 0" create_takes_mail: bool = true, ["false"],
        "Whether POST users sends emailContent, as its sample has it, or the usual welcome mail";
    "row 15" all_or_nothing: bool = true, ["false"],
        "Whether one bad element fails all where the query does not say";
    "row 16" write_status: WriteStatus = WriteStatus::NoContent, [r#""ok""#],
        "With which status PUT and DELETE succeed";
    "row 17" foreign_email: ForeignEmail = ForeignEmail::Joins, [r#""conflict""#],
        "What adding a person of another account does";
    "row 18" revival: Revival = Revival::KeyAndName, [r#""everything""#, r#""nothing""#],
        "What adding a deleted person's e-mail brings back";
    "row 19" delete_clears_queues: bool = true, ["false"],
        "Whether a deleted person leaves the queues (if not, the Contact Center seat stays taken, U-02)";
    "row 20" last_admin: LastAdmin = LastAdmin::Refused, [r#""allowed""#],
        "What removing the last Super admin or oneself does";
    "row 21" role_kinds: RoleKinds = RoleKinds::Exclusive, [r#""replaced""#],
        "What giving one kind of role to the holder of the other does";
    "row 21" no_match: NoMatch = NoMatch::NotFound, [r#""succeeds""#],
        "What a write by filter does when nobody matches";
    "row 21" role_set_permissions: bool = true, ["false"],
        "Whether a role set tells its permissions";
    "row 22" full_group: FullGroup = FullGroup::Ungroups, [r#""refused""#],
        "What deleting a group with members does";
    "row 23" second_group: SecondGroup = SecondGroup::Moves, [r#""conflict""#],
        "What putting a member of one group into another does";
    "row 24" unknown_role: UnknownRole = UnknownRole::BadRequest, [r#""ignored""#],
        "What an adminRoles value that is not known does";
    "row 25" connect_lag_seconds: u64 = 0, ["2"],
        "How many seconds Connect lags behind the Admin API";
    "row 25" connect_lag_requests: u64 = 0, ["3"],
        "How many requests Connect lags behind the Admin API";
    "row 26" retry_after: Option<u64> = None, ["1"],
        "The seconds in Retry-After of a 429; null sends none";
    "row 27" rotation: Rotation = Rotation::Late, [r#""always""#, r#""never""#],
        "When a refresh hands out a new refresh token";
    "row 27" old_refresh_token_stays: bool = true, ["false"],
        "Whether the old refresh token stays good after a rotation";
    "row 28" expired_token: ExpiredToken = ExpiredToken::Forbidden, [r#""unauthorized""#],
        "What an expired token gets from the Admin API";
    "row 29" odd_key: OddKey = OddKey::BadGateway, [r#""not_found""#],
        "What a key that is no number gets";
    "row 30" stale_lists: u64 = 0, ["3"],
        "For how many requests lists do not show a write";
    "row 31" invited_hold_seats: bool = true, ["false"],
        "Whether invited people hold a seat";
    "row 32" last_sign_in: bool = false, ["true"],
        "Whether a user tells the date of the last sign-in";
    "row 0" connect_makes_extension: bool = true, ["false"],
        "Whether a new Connect license brings a direct extension (G-003)";
    "row 0" license_loss_clears_queues: bool = false, ["true"],
        "Whether losing the Connect license takes a person out of the queues (G-203 says no)";
    "row 0" contact_center_overage: bool = true, ["false"],
        "Whether more Contact Center people than contracted are taken (G-704)";
    "row 0" product_change_mails: bool = false, ["true"],
        "Whether a change of licenses or role mails the person (G-506)";
    "row 0" getting_started_mails: bool = false, ["true"],
        "Whether Meeting, Webinar, Training and OpenVoice send a mail of their own, even when mails are suppressed (G-507)";
    "row 0" existing_user: ExistingUser = ExistingUser::Listed, [r#""conflict""#],
        "What adding somebody who is there already does (G-015)";
    "row 0" email_change: bool = false, ["true"],
        "Whether an e-mail can be changed (G-005 says no)";
    "row 0" empty_lists: EmptyLists = EmptyLists::Absent, [r#""sent""#],
        "How empty lists in objects are told";
    "row 0" group_names: GroupNames = GroupNames::PerParent, [r#""in_account""#],
        "Where a group's name must be the only one of its kind";
    "row 0" user_settings: bool = true, ["false"],
        "Whether a user tells the settings of products (where not, the lines tell the extension)";
    "row 0" short_lists: ShortLists = ShortLists::Paged, [r#""whole""#, r#""bare""#],
        "Whether licenses and custom roles come page by page, as one page, or as a bare list";
    "row 0" role_set_right: RoleSetRight = RoleSetRight::SuperAdmin, [r#""admin""#],
        "Who may give and take custom roles (C-01)";
    "row 0" parent_key: ParentKey = ParentKey::Read, [r#""ignored""#] but not [r#""ignored""#],
        "What becomes of parentKey when a group is made (if ignored, the group stands at the top)";
    "row 0" users_need_account: bool = true, ["false"],
        "Whether users/v1/users is refused without accountKey";
    "row 0" users_page_size: UsersPageSize = UsersPageSize::Ignored, [r#""read""#, r#""refused""#],
        "What pageSize does on users/v1/users";
    "row 0" foreign_lines: ForeignLines = ForeignLines::NotFound, [r#""forbidden""#],
        "What somebody who is no Super admin gets for another person's lines";
    "row 0" line_ids: LineIds = LineIds::Extensions, [r#""own""#],
        "Whether a line has the id of its extension";
    "row 0" violation_code: ViolationCode = ViolationCode::BadRequest, [r#""constraint_violation""#],
        "The errorCode of Connect's 400 about a field";
    "row 0" limits_per: LimitsPer = LimitsPer::Api, [r#""host""#],
        "Whether users/v1 and voice-admin/v1 have a limit on calls each, or one together";
    "row 0" extension_types: bool = true, ["false"],
        "Whether the list of extensions keeps to the `type` that is asked for (only a copy of the page says so)";
    "row 0" promotes_secondary: bool = false, ["true"],
        "Whether somebody with the extension as a secondary one takes the place of a primary user who is taken off it";
    "row 0" device_takes_null: bool = true, ["false"] but not ["false"],
        "Whether `null` takes a person off a desk phone, as it does off an extension";
    "row 0" organizer_key: OrganizerKey = OrganizerKey::UserKey, [r#""own""#] but not [r#""own""#],
        "By which key an organizer of meetings, webinars and trainings is known";
    "row 0" organizer_reads: bool = true, ["false"] but not ["false"],
        "Whether an administrator reads the meetings, webinars and trainings of somebody else";
    "row 0" organizer_writes: bool = true, ["false"] but not ["false"],
        "Whether an administrator writes the co-organizers of what is somebody else's";
    "row 0" webinars_of_others: bool = false, ["true"],
        "Whether the webinars of an organizer include those of others that they may hold";
    "row 0" webinar_page: usize = 100, ["1"],
        "How many webinars a page has at most";
    "row 0" unknown_fields: bool = false, ["true"],
        "Whether answers carry fields and values that no page names (G-903)";
}
