//! The client against the emulated vendor, in memory: two readings of one document meet. Every shape of call
//! is performed in a tenant of 250 people, and everything is read back; and in a smaller one under every
//! switch flipped once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rosterctl::model::{
    Action, Addr, Attributes, Change, ChangeId, Endpoint, ErrorKind, Files, Kind, Observation, Offboarding,
    Performed, Place, Reason, Reversibility, Tenant, Value as Attribute,
};
use rosterctl::port::{BoxFuture, Clock, ReadScope, Reader, Work, Writer};
use rosterctl::providers::Opening;
use rosterctl::providers::goto::catalogue::{
    CONTACT_CENTER_ADMIN, EXTENSION, GROUP, GROUP_MEMBER, LICENSE, QUEUE_MEMBER, ROLE, USER,
};
use rosterctl::providers::goto::emulator::{GotoEmulator, SWITCHES};
use rosterctl::providers::goto::{GOTO, PORTAL};
use rosterctl::run::{Pacer, Rate};
use rosterctl::wire::{Emulator, Link, LinkError, Memory, Request, Response};
use serde_json::{Value, json};

/// A clock that goes on only while somebody sleeps.
#[derive(Default)]
struct Virtual(Mutex<Duration>);

impl Clock for Virtual {
    fn now(&self) -> Duration {
        *self.0.lock().expect("nobody panicked")
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        *self.0.lock().expect("nobody panicked") += time;
        Box::pin(std::future::ready(()))
    }

    fn chance(&self) -> f64 {
        0.5
    }
}

/// A link that writes down what passes.
struct Watched {
    memory: Memory,
    log: Mutex<Vec<(String, u16)>>,
}

impl Link for Watched {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, LinkError>> {
        Box::pin(async move {
            let answer = self.memory.send(request).await?;
            let line = format!("{} {}", request.method.name(), request.path);
            self.log.lock().expect("nobody panicked").push((line, answer.status));
            Ok(answer)
        })
    }
}

struct World {
    clock: Arc<Virtual>,
    emulator: Arc<Mutex<GotoEmulator>>,
    link: Arc<Watched>,
    reader: Box<dyn Reader>,
    writer: Box<dyn Writer>,
}

impl World {
    fn new(people: usize, switches: &Value) -> Self {
        let clock = Arc::new(Virtual::default());
        let emulator =
            Arc::new(Mutex::new(GotoEmulator::new(state(people, switches)).expect("a good state")));
        let memory = Memory::new(emulator.clone(), clock.clone());
        let link = Arc::new(Watched { memory, log: Mutex::default() });
        let planes = GOTO.planes.iter().map(|(plane, _, allowed)| (*plane, Rate::Shared(*allowed)));
        let session = Opening {
            tenant: tenant(),
            secrets: BTreeMap::new(),
            renewal: None,
            link: link.clone(),
            pace: Arc::new(Pacer::new(clock.clone(), planes)),
        };
        let (reader, writer) = GOTO.both(session);
        Self { clock, emulator, link, reader, writer }
    }

    async fn all(&self) -> Observation {
        self.reader.observe(&ReadScope::All).await.expect("the tenant is readable")
    }

    /// Performs a step as an executor would: again while it is not yet time, then read back until it shows.
    async fn step(&self, shape: &'static str, changes: Vec<Change>) {
        let changes: Vec<Arc<Change>> = changes
            .into_iter()
            .zip(1..)
            .map(|(change, number)| Arc::new(Change { id: ChangeId(number), ..change }))
            .collect();
        for tries in 0..20 {
            let work = Work { shape, changes: changes.clone(), tries, stays: Vec::new() };
            match self.writer.perform(&work).await {
                Performed::Done => break,
                Performed::Failed(error) if error.kind == ErrorKind::NotYet && tries < 19 => {
                    self.clock.sleep(Duration::from_secs(1)).await;
                }
                other => panic!("{shape}: {other:?}"),
            }
        }
        self.read_back(shape, &changes).await;
    }

    async fn read_back(&self, shape: &str, changes: &[Arc<Change>]) {
        let view = ReadScope::Only(changes.iter().map(|change| change.addr.clone()).collect());
        for tries in 0..20 {
            let seen = self.reader.observe(&view).await.expect("the tenant is readable");
            let open: Vec<_> = changes
                .iter()
                .filter(|change| !PORTAL.is_settled(change, seen.resources.get(&change.addr)))
                .collect();
            if open.is_empty() {
                return;
            }
            assert!(tries < 19, "{shape}: not as wanted: {open:?}, seen {:?}", seen.resources);
            self.clock.sleep(Duration::from_secs(1)).await;
        }
    }

    fn sent(&self) -> Vec<(String, u16)> {
        std::mem::take(&mut *self.link.log.lock().expect("nobody panicked"))
    }
}

fn contract() -> rosterctl::model::Node {
    let text = "{ seats: 100, allow_overage: 0 }";
    rosterctl::roster::yaml::parse(
        rosterctl::model::FileId(0),
        text,
        &mut rosterctl::model::Findings::default(),
    )
    .unwrap()
}

fn tenant() -> Tenant {
    let mut files = Files::default();
    let file = files.add("tenant.yaml", "");
    Tenant {
        name: "acme".into(),
        provider: "goto".into(),
        portal: None,
        account: None,
        endpoint: Endpoint::Sandbox { state: "live.yaml".into() },
        credentials: BTreeMap::new(),
        offboarding: Offboarding::Suspend,
        notify: false,
        floors: BTreeMap::new(),
        own: [("contact_center".to_owned(), contract())].into(),
        prices: None,
        writes: BTreeMap::new(),
        calls_per_second: None,
        refresh_token_store: None,
        settings: None,
        place: Place { file, line: 1, column: 1, length: 1 },
    }
}

fn state(people: usize, switches: &Value) -> Value {
    let mut users = vec![
        json!({ "key": "1001", "email": "it@acme.example", "first_name": "I", "last_name": "T",
            "roles": ["SUPER_USER"], "signed_in": true }),
        json!({ "key": "1002", "email": "two@acme.example", "first_name": "T", "last_name": "W",
            "roles": ["SUPER_USER"], "signed_in": true }),
    ];
    for number in 3..=people as u64 {
        users.push(json!({
            "key": (9_007_199_254_740_993_u64 + number).to_string(), "email": format!("U{number}@acme.example"),
            "first_name": "U", "last_name": number.to_string(), "licenses": ["101", "102"], "group": "502",
            "signed_in": true, "extension": (1000 + number).to_string(),
            "contact_center_admin": number == 7,
            "queues": [{ "queue": "calls", "role": "agent" }, { "queue": "mail", "role": "supervisor" }],
        }));
    }
    json!({
        "provider": "goto",
        "account": { "key": "8887380153236031176", "name": "Acme" },
        "caller": "it@acme.example",
        "contact_center": { "seats": 300 },
        "licenses": [
            { "key": "101", "description": "GoTo Connect Standard", "products": ["JIVE"], "seats": 400 },
            { "key": "102", "description": "GoTo Meeting", "products": ["G2M"], "seats": 400 },
        ],
        "role_sets": [{ "id": "rs1", "name": "Auditor", "permissions": ["RUN_REPORTS"] }],
        "groups": [{ "key": "501", "name": "EMEA" }, { "key": "502", "name": "Support", "parent": "501" }],
        "queues": [
            { "name": "calls", "kind": "call", "extension": "6001" },
            { "name": "mail", "kind": "inbox" },
            { "name": "sales", "kind": "outbound" },
        ],
        "extensions": [{ "number": "4444" }],
        "users": users,
        "switches": switches,
    })
}

fn change(kind: Kind, key: &str, action: Action, attributes: Attributes) -> Change {
    let gone = action == Action::Delete;
    Change {
        id: ChangeId(0),
        addr: Addr::new(kind, key),
        action,
        before: gone.then(|| attributes.clone()),
        after: (!gone).then_some(attributes),
        reversibility: Reversibility::Reversible,
        source: None,
        reason: Reason::Declared,
        priority: 100,
    }
}

fn make(kind: Kind, key: &str) -> Change {
    change(kind, key, Action::Create, Attributes::new())
}

fn drop(kind: Kind, key: &str) -> Change {
    change(kind, key, Action::Delete, Attributes::new())
}

fn text(kind: Kind, key: &str, action: Action, name: &'static str, value: &str) -> Change {
    change(kind, key, action, Attributes::new().with(name, Attribute::text(value)))
}

fn joiner(email: &str) -> Vec<Change> {
    vec![
        make(LICENSE, &format!("{email}/GoTo Connect Standard")),
        text(ROLE, email, Action::Create, "role", "Admin"),
        change(
            USER,
            email,
            Action::Create,
            Attributes::new()
                .with("first_name", Attribute::text("New"))
                .with("last_name", Attribute::text("Person"))
                .with("notify", Attribute::Flag(false)),
        ),
    ]
}

/// A shape and the changes of one step.
type Step = (&'static str, Vec<Change>);

/// People come and change groups.
fn morning() -> Vec<Step> {
    vec![
        ("create group", vec![make(GROUP, "EMEA/New")]),
        ("create group", vec![make(GROUP, "EMEA/New/Night")]),
        ("create users", [joiner("ana@acme.example"), joiner("dora@acme.example")].concat()),
        (
            "set group",
            vec![
                make(GROUP_MEMBER, "EMEA/New/Night/u4@acme.example"),
                drop(GROUP_MEMBER, "EMEA/Support/u4@acme.example"),
            ],
        ),
        ("set group", vec![make(GROUP_MEMBER, "EMEA/New/ana@acme.example")]),
        ("set group", vec![drop(GROUP_MEMBER, "EMEA/Support/u5@acme.example")]),
    ]
}

/// Queues are joined and left.
fn noon() -> Vec<Step> {
    vec![
        (
            "set queue",
            vec![
                make(QUEUE_MEMBER, "calls/ana@acme.example/agent"),
                make(QUEUE_MEMBER, "calls/ana@acme.example/supervisor"),
            ],
        ),
        ("set queue", vec![make(QUEUE_MEMBER, "sales/ana@acme.example/agent")]),
        (
            "set queue",
            vec![
                drop(QUEUE_MEMBER, "calls/u6@acme.example/agent"),
                make(QUEUE_MEMBER, "calls/u6@acme.example/supervisor"),
            ],
        ),
        ("set queue", vec![drop(QUEUE_MEMBER, "calls/u5@acme.example/agent")]),
        ("set queue", vec![drop(QUEUE_MEMBER, "mail/u5@acme.example/supervisor")]),
        ("set queue", vec![drop(QUEUE_MEMBER, "calls/u10@acme.example/agent")]),
        ("set queue", vec![drop(QUEUE_MEMBER, "mail/u10@acme.example/supervisor")]),
        ("set admin", vec![make(CONTACT_CENTER_ADMIN, "ana@acme.example")]),
        ("set admin", vec![drop(CONTACT_CENTER_ADMIN, "u7@acme.example")]),
    ]
}

/// Licenses, roles and numbers change, and somebody goes.
fn evening() -> Vec<Step> {
    use Action::{Create, Update};
    let role = |role| vec![text(ROLE, "u5@acme.example", Update, "role", role)];
    vec![
        (
            "put user",
            vec![
                drop(LICENSE, "u5@acme.example/GoTo Connect Standard"),
                text(ROLE, "u5@acme.example", Update, "role", "Admin"),
                text(USER, "u5@acme.example", Update, "first_name", "Ulla"),
            ],
        ),
        ("set role", role("Auditor")),
        ("set role", role("Admin")),
        ("put user", role("permissions MANAGE_USERS+RUN_REPORTS")),
        ("set extension", vec![text(EXTENSION, "ana@acme.example", Create, "number", "4001")]),
        ("set extension", vec![text(EXTENSION, "u8@acme.example", Update, "number", "4444")]),
        ("set extension", vec![drop(EXTENSION, "u9@acme.example")]),
        ("set extension", vec![text(EXTENSION, "u9@acme.example", Create, "number", "4009")]),
        (
            "delete user",
            vec![
                drop(USER, "u10@acme.example"),
                drop(ROLE, "u10@acme.example"),
                drop(LICENSE, "u10@acme.example/GoTo Meeting"),
            ],
        ),
        ("set group", vec![drop(GROUP_MEMBER, "EMEA/New/Night/u4@acme.example")]),
        ("delete group", vec![drop(GROUP, "EMEA/New/Night")]),
    ]
}

/// What a day leaves behind, as a few lines to compare.
fn summary(seen: &Observation) -> Vec<String> {
    let of_interest = ["ana@", "dora@", "u4@", "u5@", "u6@", "u8@", "u9@", "u10@"];
    let mut lines: Vec<String> = Vec::new();
    for (addr, attributes) in &seen.resources {
        let names = |part: &&str| addr.key.starts_with(*part) || addr.key.contains(&format!("/{part}"));
        if addr.kind != GROUP && !of_interest.iter().any(names) {
            continue;
        }
        let shown = ["role", "number", "first_name"].iter().find_map(|name| attributes.text(name));
        lines.push(format!("{addr} {}", shown.unwrap_or_default()).trim_end().to_owned());
    }
    lines
}

const AFTER: &str = "\
contact_center_admin ana@acme.example
extension ana@acme.example 4001
extension u4@acme.example 1004
extension u6@acme.example 1006
extension u8@acme.example 4444
extension u9@acme.example 4009
group EMEA
group EMEA/New
group EMEA/Support
group_member EMEA/New/ana@acme.example
group_member EMEA/Support/u6@acme.example
group_member EMEA/Support/u8@acme.example
group_member EMEA/Support/u9@acme.example
license ana@acme.example/GoTo Connect Standard
license dora@acme.example/GoTo Connect Standard
license u4@acme.example/GoTo Connect Standard
license u4@acme.example/GoTo Meeting
license u5@acme.example/GoTo Meeting
license u6@acme.example/GoTo Connect Standard
license u6@acme.example/GoTo Meeting
license u8@acme.example/GoTo Connect Standard
license u8@acme.example/GoTo Meeting
license u9@acme.example/GoTo Connect Standard
license u9@acme.example/GoTo Meeting
queue_member calls/ana@acme.example/agent
queue_member calls/ana@acme.example/supervisor
queue_member calls/u4@acme.example/agent
queue_member calls/u6@acme.example/supervisor
queue_member calls/u8@acme.example/agent
queue_member calls/u9@acme.example/agent
queue_member mail/u4@acme.example/supervisor
queue_member mail/u6@acme.example/supervisor
queue_member mail/u8@acme.example/supervisor
queue_member mail/u9@acme.example/supervisor
queue_member sales/ana@acme.example/agent
role ana@acme.example Admin
role dora@acme.example Admin
role u4@acme.example Member
role u5@acme.example permissions MANAGE_USERS+RUN_REPORTS
role u6@acme.example Member
role u8@acme.example Member
role u9@acme.example Member
user ana@acme.example New
user dora@acme.example New
user u4@acme.example U
user u5@acme.example Ulla
user u6@acme.example U
user u8@acme.example U
user u9@acme.example U";

/// A day under these switches ends as it does under the usual ones.
async fn check(size: usize, switches: Value) {
    let world = World::new(size, &switches);
    let before = world.all().await;
    assert!(before.incomplete.is_empty(), "{switches}: {:?}", before.incomplete);
    let people = |seen: &Observation| seen.resources.keys().filter(|addr| addr.kind == USER).count();
    assert_eq!(people(&before), size, "{switches}");
    for (shape, changes) in [morning(), noon(), evening()].concat() {
        world.step(shape, changes).await;
    }
    world.clock.sleep(Duration::from_secs(5)).await;
    // Lists that lag have caught up after a few more calls.
    for _ in 0..4 {
        world.all().await;
    }
    let after = world.all().await;
    assert!(after.incomplete.is_empty(), "{switches}: {:?}", after.incomplete);
    assert_eq!(people(&after), size + 1, "{switches}");
    let seen = summary(&after);
    // The extension of a new person whom nobody gave a number is the vendor's choice.
    let seen: Vec<&str> = seen
        .iter()
        .map(String::as_str)
        .filter(|line| !line.starts_with("extension dora@") && !line.starts_with("extension u5@"))
        .collect();
    let expected: Vec<&str> = AFTER.lines().collect();
    let extra: Vec<_> = seen.iter().filter(|line| !expected.contains(line)).collect();
    let missing: Vec<_> = expected.iter().filter(|line| !seen.contains(line)).collect();
    assert!(extra.is_empty() && missing.is_empty(), "{switches}: extra {extra:?}, missing {missing:?}");
    let too_many = world.sent().iter().filter(|(_, status)| *status == 429).count();
    assert_eq!(too_many, 0, "{switches}: the pace keeps to the vendor's limit");
    assert!(
        world.emulator.lock().expect("nobody panicked").outbox().iter().all(|mail| mail["kind"] != "welcome"),
        "{switches}"
    );
}

#[tokio::test]
async fn a_day_in_a_tenant_of_250() {
    check(250, json!({})).await;
}

/// What is sent a second time finds everything as wanted: nothing is written but what is not a list.
#[tokio::test]
async fn a_step_done_twice_leaves_the_tenant_as_doing_it_once_does() {
    let world = World::new(40, &json!({}));
    world.all().await;
    for (shape, changes) in [morning(), noon()].concat() {
        world.step(shape, changes.clone()).await;
        world.sent();
        let changes: Vec<Arc<Change>> = changes.into_iter().map(Arc::new).collect();
        let done = world.writer.perform(&Work { shape, changes, tries: 1, stays: Vec::new() }).await;
        assert_eq!(done, Performed::Done, "{shape}");
        let written: Vec<_> = world.sent().into_iter().filter(|(line, _)| !line.starts_with("GET")).collect();
        assert!(written.is_empty() || shape == "set admin", "{shape}: {written:?}");
    }
}

#[tokio::test]
async fn a_day_is_the_same_under_every_switch() {
    for switch in SWITCHES {
        // The first alternative of a switch that narrows leaves states that no client can reach.
        for alternative in switch.alternatives.iter().filter(|own| !switch.narrowing.contains(own)) {
            let value: Value = serde_json::from_str(alternative).expect("alternatives are JSON");
            check(40, json!({ switch.name: value })).await;
        }
    }
}

#[tokio::test]
async fn reading_costs_pages_and_one_listing_per_queue() {
    let world = World::new(250, &json!({}));
    world.all().await;
    let sent = world.sent();
    // Token and caller; licenses, role sets, groups; three pages of users; queues and admins; the members
    // of three queues, of which two have three pages.
    assert_eq!(sent.len(), 2 + 3 + 3 + 2 + 3 + 3 + 1, "{sent:#?}");
    assert!(sent.iter().all(|(_, status)| *status == 200));
}

#[tokio::test]
async fn tokens_that_expire_at_any_moment_change_nothing() {
    let world = World::new(250, &json!({}));
    let before = world.all().await;
    for _ in 0..3 {
        world.emulator.lock().expect("nobody panicked").expire_tokens();
        let again = world.all().await;
        assert_eq!(again.resources, before.resources);
    }
    world.emulator.lock().expect("nobody panicked").expire_tokens();
    world.step("create users", joiner("ana@acme.example")).await;
    let posts = world
        .sent()
        .iter()
        .filter(|(line, status)| line.starts_with("POST /admin") && *status == 201)
        .count();
    assert_eq!(posts, 1);
}
