//! The club's rule book as data.

use rosterctl::model::{
    AckGuard, Action, Admins, Along, CallerGuard, Catalogue, FloorGuard, FloorRule, Identity, KeyPart, Kind,
    KindSpec, Least, Loss, Need, Of, Pattern, PoolRule, Readdressed, Reversibility, Rule, Take,
};
use rosterctl::providers::kit::rules::edge;

/// A person; the key is the e-mail in lower case (C-04).
pub const MEMBER: Kind = Kind("member");
/// A badge that a person holds; the key is `e-mail/badge` (C-07).
pub const BADGE: Kind = Kind("badge");

const C_06: Rule = Rule {
    number: "club:C-06",
    text: "a member is renamed before badges are given under the new e-mail",
    otherwise: "the call names somebody whom the club does not know yet",
};
const C_07: Rule = Rule {
    number: "club:C-07",
    text: "a member is there before a badge is given",
    otherwise: "the call names nobody and is refused",
};
const C_08: Rule =
    Rule { number: "club:C-08", text: Rule::SEAT_FREED, otherwise: "none is left, and the call is refused" };
const C_09: Rule = Rule {
    number: "club:C-09",
    text: "badges come back before a member goes",
    otherwise: "the deletion is refused, and the badges stay lent",
};
const C_10: Rule = Rule {
    number: "club:C-10",
    text: "a new steward is there before the old one goes",
    otherwise: "for a while nobody could let anybody in",
};

/// The floor of the people who can let others in, and how low it may fall (C-10).
const STEWARDS: FloorRule = FloorRule {
    floor: "stewards",
    by: None,
    when: &[("steward", "true"), ("suspended", "false")],
    rule: C_10,
    another: "another active steward",
    gap: None,
    least: Least::Guarded(&FEWEST_STEWARDS),
};

const FEWEST_STEWARDS: FloorGuard = FloorGuard {
    code: "club:C-10",
    few: "club:C-10",
    setting: "admins",
    usual: 1,
    counted: "active stewards",
    stays: "stays one",
    appoint: "make somebody else steward first",
    once: "they are not suspended",
    along: Along::Everything,
};

/// The token works with its owner's rights (C-10).
const CALLER: CallerGuard = CallerGuard {
    code: "club:C-10",
    loses: &[Loss {
        kind: MEMBER,
        actions: &[Action::Update, Action::Delete],
        holding: &[("steward", "true"), ("suspended", "false")],
        text: "they are not demoted, suspended or deleted",
    }],
    hint: "let another steward's token do this",
    along: Along::Everything,
    unknown: None,
};

/// A deletion cannot be taken back (C-09).
const ACK: AckGuard = AckGuard { code: "club:C-09", letters: 4, hint: |_| String::new(), unasked: &[] };

/// The id stays when the e-mail changes (C-06).
const IDENTITY: Identity =
    Identity::Keyed(Readdressed::Changed { attribute: "email", code: "club:C-06", owned: "club:C-06" });

const KINDS: &[KindSpec] = &[
    KindSpec::new(MEMBER, "members", &[KeyPart::named("user")])
        .mutable(&["email", "name", "steward", "suspended"])
        .read_only(&["id"])
        .on_create(&["was"])
        .counts_for(&[STEWARDS])
        .removal(Reversibility::Irreversible)
        .identity(IDENTITY),
    KindSpec::new(BADGE, "badges", &[KeyPart::named("user"), KeyPart::open("badge")])
        .needs(&[Need::new(MEMBER, Of::Key(&["user"]), C_07, C_09).goes_along()])
        .closed_by(&[&["user"]])
        .takes(&[Take::OneOf("badge")]),
];

/// The rule book.
pub const CATALOGUE: Catalogue = Catalogue {
    kinds: KINDS,
    subject: "user",
    rests_on: &[],
    edges: &[edge(
        C_06,
        Pattern::any(MEMBER, &[Action::Update]),
        Pattern::any(BADGE, &[Action::Create, Action::Delete]),
    )],
    pools: &[PoolRule { kind: BADGE, rule: C_08 }],
    never_empty: &[],
    // Each call makes one change.
    calls: &[],
    caller: CALLER,
    admins: Admins::Floor(MEMBER, &STEWARDS),
    ack: ACK,
};
