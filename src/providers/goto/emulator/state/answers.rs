//! The answers that can be chosen where GoTo's public pages are silent. The first of each is the fact
//! sheet's assumption, and the default.

use crate::wire::emulator::answers;
use crate::wire::encode;

answers! {
    /// What `GET /voice-admin/v1/call-queues/{id}/users` lists (row 2).
    QueueUsers {
        /// Assigned agents, with `userKey` and `extensionId`.
        Agents,
        /// Assigned agents, with `userKey` only.
        KeysOnly,
        /// Agents and supervisors, not told apart.
        Everyone,
        /// Who is logged in: nobody (U-03).
        LoggedIn,
    }
    /// How a call queue's number field is called (row 3).
    QueueNumber {
        /// `extensionNumber`.
        ExtensionNumber,
        /// `number`.
        Number,
    }
    /// What a PUT with `licenseKeys` does (row 6).
    PutLicenses {
        /// It replaces the list; without the field the licenses stay.
        Replace,
        /// It adds to the list; only an empty list takes away, and then everything.
        Add,
        /// It replaces the list; without the field all licenses go.
        AbsentClears,
    }
    /// What happens when a license has no free seat (row 7, T-05).
    NoSeat {
        /// 409 `license.seats.exceeded`.
        Conflict,
        /// 400 with the voice-admin code `LICENSE_FULL`.
        BadRequest,
        /// The seat is bought: it works, and the pool is over its capacity.
        Bought,
    }
    /// What happens with a license key that is not there (row 8).
    UnknownLicense {
        /// 400 `license.not.found`.
        BadRequest,
        /// 404 `license.not.found`.
        NotFound,
        /// The key is left out without a word.
        Ignored,
    }
    /// What `toIndex` counts (row 10).
    ToIndex {
        /// The index after the last.
        Exclusive,
        /// The index of the last.
        Inclusive,
    }
    /// How the Admin API spells keys (row 11).
    KeysAs {
        /// As JSON texts.
        Strings,
        /// As JSON numbers.
        Numbers,
    }
    /// Which filter grammar the Admin API reads (row 12).
    FilterGrammar {
        /// Both.
        Both,
        /// `email eq "a@example.com"` only.
        Scim,
        /// `(email="a@example.com")` only.
        Classic,
    }
    /// What a `+` in a query stands for (row 12).
    PlusSign {
        /// A plus.
        Plus,
        /// A space.
        Space,
    }
    /// In which order users are listed (row 13).
    ListOrder {
        /// By key.
        Key,
        /// By e-mail.
        Email,
    }
    /// With which status PUT and DELETE succeed (row 16).
    WriteStatus {
        /// 204 without a body.
        NoContent,
        /// 200 with a body.
        Ok,
    }
    /// What adding the e-mail of a person in another account does (row 17).
    ForeignEmail {
        /// 201 with that person's key; the person then is in both accounts, invited to transfer (G-011).
        Joins,
        /// 409 `user.name.conflict`.
        Conflict,
    }
    /// What adding the e-mail of a deleted person brings back (row 18).
    Revival {
        /// Key and name.
        KeyAndName,
        /// Also licenses, role and group, as far as seats are free.
        Everything,
        /// Nothing: a new person with a new key.
        Nothing,
    }
    /// What removing the last Super admin or oneself does (row 20, U-01).
    LastAdmin {
        /// 403 `not.authorized`.
        Refused,
        /// It happens.
        Allowed,
    }
    /// What giving one kind of role to the holder of the other kind does (row 21).
    RoleKinds {
        /// 409: one kind is taken away before the other is given.
        Exclusive,
        /// The new role replaces the old.
        Replaced,
    }
    /// What a write by filter does when nobody matches (row 21).
    NoMatch {
        /// 404 `user.not.found`.
        NotFound,
        /// It succeeds.
        Succeeds,
    }
    /// What deleting a group with members does (row 22, U-07).
    FullGroup {
        /// The members are in no group afterwards.
        Ungroups,
        /// 409 `group.not.empty`.
        Refused,
    }
    /// What putting a member of one group into another does (row 23).
    SecondGroup {
        /// The person moves.
        Moves,
        /// 409 `user.group.conflict`.
        Conflict,
    }
    /// What an `adminRoles` value that is not known does (row 24).
    UnknownRole {
        /// 400 `role.invalid`.
        BadRequest,
        /// It is left out without a word.
        Ignored,
    }
    /// When a refresh hands out a new refresh token (row 27).
    Rotation {
        /// After 60 % of the old one's life.
        Late,
        /// Every time.
        Always,
        /// Never.
        Never,
    }
    /// What an expired or unknown token gets from the Admin API (row 28).
    ExpiredToken {
        /// 403 `InvalidToken`.
        Forbidden,
        /// 401 `not.authenticated`.
        Unauthorized,
    }
    /// What a key that is no number in a path gets (row 29).
    OddKey {
        /// 502.
        BadGateway,
        /// 404.
        NotFound,
    }
    /// What adding somebody who is there already does (4.4).
    ExistingUser {
        /// The person is in the answer as if just made (G-015).
        Listed,
        /// 409 `user.name.conflict`.
        Conflict,
    }
    /// How empty lists in objects of the Admin API are told (4.1).
    EmptyLists {
        /// They are left out.
        Absent,
        /// They are sent.
        Sent,
    }
    /// By which key an organizer of meetings, webinars and trainings is known.
    OrganizerKey {
        /// By the key of the user.
        UserKey,
        /// By another one.
        Own,
    }
    /// Where a group's name must be the only one of its kind (G-408).
    GroupNames {
        /// Below its parent.
        PerParent,
        /// In the account.
        InAccount,
    }
    /// How licenses and custom roles are listed: no client seen asks for pages of them.
    ShortLists {
        /// Page by page, as users are.
        Paged,
        /// As one page, whatever was asked for.
        Whole,
        /// As a JSON list without an envelope.
        Bare,
    }
    /// Who may give and take custom roles (C-01).
    RoleSetRight {
        /// A Super admin.
        SuperAdmin,
        /// Whoever manages users.
        Admin,
    }
    /// What becomes of `parentKey` in the body that makes a group; section 4.7 does not know.
    ParentKey {
        /// The group is made below that one.
        Read,
        /// It is made at the top.
        Ignored,
    }
    /// What `pageSize` does on `users/v1/users`, whose reference does not have it.
    UsersPageSize {
        /// Nothing.
        Ignored,
        /// It sets the size of the page.
        Read,
        /// The request is refused.
        Refused,
    }
    /// What somebody who is no Super admin gets for another person's lines.
    ForeignLines {
        /// 404.
        NotFound,
        /// 403.
        Forbidden,
    }
    /// Which id a line has.
    LineIds {
        /// That of its extension.
        Extensions,
        /// One of its own.
        Own,
    }
    /// The `errorCode` of Connect's 400 about a field.
    ViolationCode {
        /// `BAD_REQUEST`.
        BadRequest,
        /// `CONSTRAINT_VIOLATION`.
        ConstraintViolation,
    }
    /// What has a limit on calls of its own.
    LimitsPer {
        /// Each interface.
        Api,
        /// Each host, with all interfaces on it.
        Host,
    }
}

impl From<PlusSign> for encode::PlusSign {
    fn from(sign: PlusSign) -> Self {
        match sign {
            PlusSign::Plus => Self::Plus,
            PlusSign::Space => Self::Space,
        }
    }
}
