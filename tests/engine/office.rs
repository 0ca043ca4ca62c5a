//! A made-up vendor: an office with people, badges, teams, seats in rooms and phone lines.

use rosterctl::engine::Hooks;
use rosterctl::model::{
    AckGuard, Action, Admins, Along, AtomicCall, Call, CallerGuard, Carried, Carrier, Catalogue, Change,
    Changes, Edge, Findings, FloorGuard, FloorRule, Force, KeyPart, Kind, KindSpec, Least, Loss, Name, Named,
    Need, NeverEmpty, Of, Ownership, Pattern, PoolRule, Reversibility, Rule, Runbook, Take, Unique,
};

pub const PERSON: Kind = Kind("person");
pub const BADGE: Kind = Kind("badge");
pub const TITLE: Kind = Kind("title");
pub const SCHEME: Kind = Kind("scheme");
pub const TEAM: Kind = Kind("team");
pub const TEAM_MEMBER: Kind = Kind("team_member");
pub const ROOM: Kind = Kind("room");
pub const SEAT: Kind = Kind("seat");
pub const LINE: Kind = Kind("line");

const fn part(name: Name) -> KeyPart {
    KeyPart { name, open: false }
}

const fn open(name: Name) -> KeyPart {
    KeyPart { name, open: true }
}

const fn rule(number: &'static str, text: &'static str) -> Rule {
    Rule { number, text, otherwise: "the office complains" }
}

const fn need(kind: Kind, of: Of) -> Need {
    Need {
        kind,
        of,
        making: rule("office:N-1", "what is needed is made first"),
        removing: rule("office:N-2", "what needs it goes first"),
        read_back: false,
        goes_along: false,
    }
}

const OF_PERSON: Need = need(PERSON, Of::Key(&["person"]));

const BARE: KindSpec = KindSpec::new(PERSON, "people", &[part("person")]);

const KINDS: &[KindSpec] = &[
    KindSpec {
        mutable: &["name"],
        fixed: &[("born", "office:F-1")],
        read_only: &["id"],
        on_create: &["greet"],
        requires_one_of: &[BADGE],
        removal: Reversibility::Irreversible,
        ..BARE
    },
    KindSpec {
        kind: BADGE,
        plural: "badges",
        key: &[part("person"), open("product")],
        read_only: &["doors"],
        needs: &[OF_PERSON],
        closed_by: &[&["person"]],
        takes: &[Take::OneOf("product")],
        removal: Reversibility::Lossy,
        ..BARE
    },
    KindSpec {
        kind: TITLE,
        plural: "titles",
        mutable: &["title"],
        read_only: &["scheme"],
        needs: &[OF_PERSON, need(SCHEME, Of::Attribute("scheme"))],
        counts_for: &[BOSSES],
        ..BARE
    },
    KindSpec {
        kind: SCHEME,
        plural: "schemes",
        key: &[part("name")],
        ownership: Ownership::Referred,
        read_only: &["id"],
        named: Some(Named::by("id").written_by_name().code("office:D-1")),
        ..BARE
    },
    KindSpec {
        kind: TEAM,
        plural: "teams",
        key: &[open("path")],
        needs: &[need(TEAM, Of::Parent)],
        read_only: &["id"],
        named: Some(Named::by("id")),
        ..BARE
    },
    KindSpec {
        kind: TEAM_MEMBER,
        plural: "team_members",
        key: &[open("path"), part("person")],
        needs: &[OF_PERSON, need(TEAM, Of::Key(&["path"]))],
        closed_by: &[&["person"], &["path"]],
        ..BARE
    },
    KindSpec {
        kind: ROOM,
        plural: "rooms",
        key: &[part("room")],
        ownership: Ownership::Referred,
        fixed: &[("sort", "office:F-2")],
        read_only: &["id"],
        named: Some(Named::by("id")),
        ..BARE
    },
    KindSpec {
        kind: SEAT,
        plural: "seats",
        key: &[open("room"), part("person"), part("side")],
        needs: &[
            OF_PERSON,
            need(ROOM, Of::Key(&["room"])),
            Need {
                kind: BADGE,
                of: Of::Any { mine: "person", theirs: "person", having: Some(("doors", "ROOMS")) },
                making: rule("office:N-3", "a badge opens the room first"),
                removing: rule("office:N-4", "rooms are left before the badge goes"),
                read_back: true,
                goes_along: false,
            },
        ],
        closed_by: &[&["person"], &["room", "side"]],
        takes: &[Take::Distinct { pool: "desks", by: "person" }],
        counts_for: &[FloorRule {
            floor: "sitters of",
            by: Some("room"),
            when: &[("side", "agent")],
            rule: rule("office:K-2", "a sitter comes before the last one goes"),
            another: "another sitter for",
            gap: Some("`empty: true` on"),
            least: Least::Roster,
        }],
        ..BARE
    },
    KindSpec {
        kind: LINE,
        plural: "lines",
        mutable: &["number"],
        needs: &[OF_PERSON],
        unique: Some(Unique { attribute: "number", rule: rule("office:U-1", Rule::VALUE_FREED) }),
        ..BARE
    },
];

/// Privileges go before seats are left, as far as that is possible.
const PRIVILEGES_FIRST: Edge = Edge {
    rule: rule("office:E-1", "privileges go first"),
    first: Pattern::any(TITLE, &[Action::Update]).becoming("title", "staff"),
    then: Pattern::any(SEAT, &[Action::Delete]),
    same: "person",
    force: Force::Preference,
};

/// A line is given before the first seat: there is something to ring.
const LINE_FIRST: Edge = Edge {
    rule: rule("office:E-2", "lines are given before seats"),
    first: Pattern::any(LINE, &[Action::Create, Action::Update]),
    then: Pattern::any(SEAT, &[Action::Create]),
    same: "person",
    force: Force::Strict,
};

/// Nobody is without a badge while one is exchanged for another.
const BADGE_FIRST: Edge = Edge {
    rule: rule("office:E-3", "the new badge comes before the old one goes"),
    first: Pattern::any(BADGE, &[Action::Create]),
    then: Pattern::any(BADGE, &[Action::Delete]),
    same: "person",
    force: Force::Exchange,
};

pub static OFFICE: Catalogue = Catalogue {
    kinds: KINDS,
    subject: "person",
    rests_on: &[],
    edges: &[PRIVILEGES_FIRST, LINE_FIRST, BADGE_FIRST],
    pools: &[
        PoolRule { kind: BADGE, rule: rule("office:P-1", Rule::SEAT_FREED) },
        PoolRule { kind: SEAT, rule: rule("office:P-2", Rule::SEAT_FREED) },
    ],
    never_empty: &[NeverEmpty {
        kind: BADGE,
        by: "person",
        unless: None,
        losing: rule("office:S-1", "something comes first"),
        apart: None,
    }],
    calls: &[
        AtomicCall::of(&["person"], &[Carried::created(&[PERSON, BADGE, TITLE])])
            .with(Carried::created(&[PERSON])),
        AtomicCall::of(&["person"], &[Carried::deleted(&[PERSON, BADGE, TITLE])])
            .with(Carried::deleted(&[PERSON])),
        AtomicCall::of(&["person"], &[Carried::updated(&[PERSON]), Carried::whatever(&[BADGE, TITLE])]),
        AtomicCall::of(&["room", "person"], &[Carried::whatever(&[SEAT])]),
    ],
    caller: CallerGuard {
        code: "office:C-1",
        loses: &[Loss {
            kind: PERSON,
            actions: &[Action::Delete],
            holding: &[],
            text: "they are not sent home",
        }],
        hint: "ask somebody else",
        along: Along::Everything,
        unknown: None,
    },
    admins: Admins::Floor(TITLE, &BOSSES),
    ack: AckGuard { code: "office:A-1", letters: 3, hint: |_| String::new(), unasked: &[] },
};

/// The floor of those who can let others in.
pub const BOSSES: FloorRule = FloorRule {
    floor: "bosses",
    by: None,
    when: &[("title", "boss")],
    rule: rule("office:K-1", "a boss comes before the last one goes"),
    another: "another boss",
    gap: None,
    least: Least::Guarded(&FloorGuard {
        few: "office:G-2",
        code: "office:K-2",
        setting: "bosses",
        usual: 1,
        counted: "bosses",
        stays: "stays boss",
        appoint: "name another boss first",
        once: "they are named",
        along: Along::Everything,
    }),
};

pub fn person(change: &Change) -> &str {
    OFFICE.spec(change.addr.kind).part(&change.addr.key, "person").unwrap_or("")
}

pub fn call(change: &Change, all: &Changes) -> Call {
    let who = person(change);
    let (shape, batch, target, most) = match change.addr.kind {
        PERSON | BADGE | TITLE => of_person(change, all),
        TEAM_MEMBER => ("set team", who.to_owned(), format!("teams of {who}"), 1),
        SEAT => {
            let room = OFFICE.spec(SEAT).parts(&change.addr.key, &["room", "person"]).unwrap_or_default();
            ("set seat", room.clone(), format!("seat {room}"), 1)
        }
        kind => ("set other", change.addr.to_string(), format!("{kind} {}", change.addr.key), 1),
    };
    Call { shape, batch, target, most }
}

/// Who is made is made together with badges and title; others of equal badges share the call.
fn of_person(change: &Change, all: &Changes) -> (&'static str, String, String, usize) {
    let who = person(change).to_owned();
    let own = all.get(&rosterctl::model::Addr::new(PERSON, who.as_str())).map(|own| own.action);
    let target = format!("person {who}");
    match own {
        Some(Action::Create) => {
            let prefix = format!("{who}/");
            let badges: Vec<String> =
                all.starting(BADGE, &prefix).map(|badge| badge.addr.key[prefix.len()..].to_owned()).collect();
            ("create people", badges.join("+"), target, 3)
        }
        Some(Action::Delete) => ("delete person", who, target, 1),
        _ => ("put person", who, target, 1),
    }
}

pub fn cost(_: &str, _: &[&Change]) -> u32 {
    1
}

/// Lines are set by hand.
pub fn carrier(kind: Kind) -> Carrier {
    if kind == LINE { Carrier::Manual } else { Carrier::Api }
}

pub fn hooks(catalogue: &'static Catalogue) -> Hooks<'static> {
    Hooks {
        catalogue,
        tenant: "acme",
        call: &call,
        cost: &cost,
        carrier: &carrier,
        notes: &|_| Findings::default(),
        runbook: &|_, _| Runbook::default(),
    }
}
