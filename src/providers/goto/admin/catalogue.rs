//! GoTo's rule book as data: kinds, needs, pools and the numbered edges of the domain sheet.

mod atomic;
pub mod edges;
pub mod extras;
pub mod guards;
pub mod kinds;
pub mod rules;

use crate::model::{Admins, Catalogue, Kind, Name, NeverEmpty, PoolRule};
use rules::{T_04, T_05, T_17, T_18};

/// A person in the account; the key is the e-mail in lower case.
pub const USER: Kind = Kind("user");
/// One seat of one license held by a person.
pub const LICENSE: Kind = Kind("license");
/// The one role of a person (G-302); every live person has one, `Member` where nothing is set.
pub const ROLE: Kind = Kind("role");
/// A user group; the key is the path of names from the root.
pub const GROUP: Kind = Kind("group");
/// A person in a group: at most one group at a time.
pub const GROUP_MEMBER: Kind = Kind("group_member");
/// A call, inbox or outbound queue; only referred to.
pub const QUEUE: Kind = Kind("queue");
/// A person in a queue, as agent or as supervisor.
pub const QUEUE_MEMBER: Kind = Kind("queue_member");
/// The Contact Center admin flag of a person (G-703).
pub const CONTACT_CENTER_ADMIN: Kind = Kind("contact_center_admin");
/// A person's word that somebody is in none of the seven places that hold a Contact Center seat (T-03). It
/// stands for a reading where the vendor offers none; the key is the e-mail of who leaves.
pub const QUEUE_CLEARANCE: Kind = Kind("queue_clearance");
/// The primary extension of a person (G-801).
pub const EXTENSION: Kind = Kind("extension");
/// The settings template by which a person is set up (G-501): somebody's word, for nothing reads or writes it.
pub const SETTINGS_TEMPLATE: Kind = Kind("settings_template");
/// A feature of a license that a person holds (G-202): somebody's word.
pub const PRODUCT_FEATURE: Kind = Kind("product_feature");
/// How often a person was invited (G-105); sent by hand, and read.
pub const INVITATION: Kind = Kind("invitation");
/// A reset of a person's password, by the day on which it was asked for: somebody's word.
pub const PASSWORD_RESET: Kind = Kind("password_reset");
/// How many seats of a license are bought (G-209): bought by hand, and read.
pub const LICENSE_SEATS: Kind = Kind("license_seats");
/// A phone number of the account, in E.164: where its calls go (G-809). Never made, never removed.
pub const PHONE_NUMBER: Kind = Kind("phone_number");
/// A desk phone, by its hardware address: whose it is (G-802). Never removed.
pub const DEVICE: Kind = Kind("device");
/// An extension of whatever type, by its number (G-804): who has it, read where a plan is about it; only referred to.
pub const EXTENSION_NUMBER: Kind = Kind("extension_number");
/// What somebody organizes, as far as it was read: how many meetings, webinars and trainings are to come. Only referred to,
/// and read of people alone who lose it.
pub const ORGANIZER: Kind = Kind("organizer");
/// A meeting, webinar or training that is to come; only referred to. The key is the organizer's e-mail, the sort and the
/// vendor's key.
pub const SESSION: Kind = Kind("session");
/// Somebody else who can hold a webinar or training of its organizer, who leaves (E-21).
pub const CO_ORGANIZER: Kind = Kind("co_organizer");
/// That no meeting of an organizer who leaves is to come any more: somebody reassigned them (E-20). It is there where reading
/// shows none.
pub const MEETING_HANDOVER: Kind = Kind("meeting_handover");
/// A license that the account owns; only referred to.
pub const LICENSE_PRODUCT: Kind = Kind("license_product");
/// A custom role; only referred to.
pub const ROLE_SET: Kind = Kind("role_set");

/// The system roles (G-301), as they are spelled everywhere; the mightiest first.
pub const SYSTEM_ROLES: [&str; 3] = [SUPER_ADMIN, ADMIN, MEMBER];
/// May do everything, and alone may appoint admins (G-303).
pub const SUPER_ADMIN: &str = "Super admin";
/// Manages people that are not admins.
pub const ADMIN: &str = "Admin";
/// No rights in the portal.
pub const MEMBER: &str = "Member";
/// How the role of someone with bare permissions that make up no known role begins: `permissions A+B`.
pub const BARE_PERMISSIONS: &str = "permissions ";
/// The role of those who take calls or chats, in keys of queue members.
pub const AGENT: &str = "agent";
/// The role of those who watch over a queue, in keys of queue members.
pub const SUPERVISOR: &str = "supervisor";
/// The product code of GoTo Connect, without which nobody can be in a queue (G-705).
pub const CONNECT: &str = "JIVE";
/// The sorts of what somebody organizes, each with the product code of the license that carries it.
pub const SORTS: [(Name, &str); 3] = [(MEETINGS, "G2M"), (WEBINARS, "G2W"), (TRAININGS, "G2T")];
/// Meetings, which can be reassigned (E-20).
pub const MEETINGS: Name = "meetings";
/// Webinars, which cannot (E-21).
pub const WEBINARS: Name = "webinars";
/// Trainings, which cannot either.
pub const TRAININGS: Name = "trainings";
/// How many webinars, and trainings, have nobody but their organizer; by sort.
pub const ALONE: [(Name, Name); 2] = [(WEBINARS, "webinars_alone"), (TRAININGS, "trainings_alone")];
/// What ends for somebody with a license or with the account: the sorts that no license of theirs carries afterwards. Told by
/// `align` where meetings are read.
pub const ENDS: Name = "ends";
/// The pool of Contact Center people: anyone in any queue in any role, and the admins (G-701, G-703).
pub const CONTACT_CENTER: &str = "contact_center";
/// The floor of agents of a queue; the queue's name follows (T-40).
pub const AGENTS_OF: &str = "agents of";
/// The floor of Super admins who have signed in (G-313).
pub const SUPER_ADMINS: &str = "Super admins";

/// Who holds a license is not Suspended.
pub const STANDS_BY_LICENSE: NeverEmpty = NeverEmpty {
    kind: LICENSE,
    by: "user",
    unless: None,
    losing: T_17
        .saying("a role is there before the last license goes, so that nobody passes through Suspended"),
    apart: None,
};
/// Nor is who has a role above Member. From a built-in role to a custom one it takes two calls, and back (G-302).
pub const STANDS_BY_ROLE: NeverEmpty = NeverEmpty {
    kind: ROLE,
    by: "user",
    unless: Some(("role", MEMBER)),
    losing: T_18,
    apart: Some((atomic::BUILT_IN, T_18.saying("a product is there before a role changes by two calls"))),
};

/// GoTo's rule book.
pub const CATALOGUE: Catalogue = Catalogue {
    kinds: kinds::KINDS,
    subject: "user",
    edges: edges::EDGES,
    rests_on: edges::RESTS_ON,
    pools: &[
        PoolRule { kind: LICENSE, rule: T_05 },
        PoolRule { kind: QUEUE_MEMBER, rule: T_04 },
        PoolRule { kind: CONTACT_CENTER_ADMIN, rule: T_04 },
    ],
    // A Member without a product is Suspended at once, and mailed (G-103, T-17, T-18).
    never_empty: &[STANDS_BY_LICENSE, STANDS_BY_ROLE],
    calls: atomic::CALLS,
    caller: guards::CALLER,
    admins: Admins::Floor(ROLE, &guards::SUPER_ADMIN_FLOOR),
    ack: guards::ACK,
};

#[cfg(test)]
mod tests;
