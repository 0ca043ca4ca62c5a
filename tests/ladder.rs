//! The conformance ladder: states that every provider reaches one after another, from the first person to the
//! odd corners. After each, everything done is read back, a second plan is empty, and nothing was written by
//! planning. Each provider's rungs are files in `tests/ladder/<provider>/`; a rung of the common ladder that a
//! provider leaves out stands in its `skipped.yaml` with the reason.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{World, complaints, in_virtual_time, lines, yaml};
use rosterctl::providers::{self, goto, scim};
use serde_json::{Value, json};

struct Rung {
    name: String,
    tenant: String,
    people: String,
}

fn folder(provider: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ladder").join(provider)
}

fn rungs(provider: &str) -> Vec<Rung> {
    let folder = folder(provider);
    let read =
        |path: &Path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("every provider has a ladder")
        .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
        .filter(|name| {
            name.starts_with(|first: char| first.is_ascii_digit()) && !name.ends_with(".tenant.yaml")
        })
        .collect();
    names.sort();
    let mut tenant = read(&folder.join("tenant.yaml"));
    let rung = |name: String| {
        let own = folder.join(name.replace(".yaml", ".tenant.yaml"));
        if own.exists() {
            tenant = read(&own);
        }
        Rung { people: read(&folder.join(&name)), tenant: tenant.clone(), name }
    };
    names.into_iter().map(rung).collect()
}

fn live(provider: &str, switch: Option<(&str, &str)>) -> Value {
    let mut state = yaml(&fs::read_to_string(folder(provider).join("live.yaml")).expect("a live state"));
    if let Some((name, value)) = switch {
        let value: Value = serde_json::from_str(value).expect("an alternative is JSON");
        // `service.patch` is what the service announces, all else is how it differs from others.
        let (part, name) = name.split_once('.').unwrap_or(("switches", name));
        if state[part].is_null() {
            state[part] = json!({});
        }
        state[part][name] = value;
    }
    state
}

/// A rung that begins with `# acknowledged` goes on with all that its plan asks to be acknowledged.
async fn acknowledged(world: &World, rung: &Rung) -> Vec<String> {
    if !rung.people.starts_with("# acknowledged") {
        return Vec::new();
    }
    let plan = world.plan(&rung.tenant, &rung.people).await.plan;
    let acks: Vec<String> = plan.withheld.into_iter().filter_map(|withheld| withheld.hold.ack).collect();
    assert!(!acks.is_empty(), "{}: nothing asks for an acknowledgement", rung.name);
    acks
}

async fn climb(provider: &str, switch: Option<(&str, &str)>) {
    let world = World::from_state(live(provider, switch));
    for rung in rungs(provider) {
        let what = format!("{provider} {} with {switch:?}", rung.name);
        let acks = acknowledged(&world, &rung).await;
        let applied = world.apply_with(&rung.tenant, &rung.people, 4, &acks).await;
        let refused: Vec<_> =
            complaints(&applied.plan).into_iter().filter(|line| line.contains("withheld")).collect();
        assert!(refused.is_empty(), "{what}: {refused:#?}");
        applied.all_verified(&what);
        let before = world.writes();
        let second = world.apply(&rung.tenant, &rung.people, 4).await;
        assert!(second.plan.is_empty(), "{what}: a second plan is not empty: {:#?}", lines(&second.plan));
        assert_eq!(world.writes(), before, "{what}: nothing to do and yet it wrote");
    }
}

/// The rungs that are told of every provider; its own may stand between and after them.
const COMMON: &[&str] = &[
    "a-first-person",
    "another-name-and-place",
    "a-group-with-a-member",
    "a-move-into-a-new-branch",
    "a-second-license",
    "a-product-swap",
    "a-role",
    "a-custom-role",
    "another-custom-role",
    "a-system-role-again",
    "a-plain-member-again",
    "a-first-queue",
    "every-kind-of-queue-in-both-roles",
    "fewer-queues",
    "a-contact-center-admin",
    "an-extension",
    "another-extension",
    "an-extension-moves-on",
    "a-queue-closes-its-list",
    "nobody-declared-is-nobody-touched",
    "thirty-at-once",
    "somebody-pauses",
    "and-comes-back",
    "somebody-leaves",
    "somebody-is-deleted",
    "a-deleted-person-returns",
    "a-group-goes-with-its-branch",
];

/// The name of a rung without its number and ending.
fn title(rung: &str) -> &str {
    let title = rung.trim_end_matches(".yaml");
    title.split_once('-').map_or(title, |(_, title)| title)
}

#[test]
fn a_rung_that_a_provider_leaves_out_says_why() {
    for provider in providers::ALL {
        let name = provider.name();
        let own = rungs(name);
        let own: Vec<&str> = own.iter().map(|rung| title(&rung.name)).collect();
        let skipped =
            fs::read_to_string(folder(name).join("skipped.yaml")).map_or(json!({}), |text| yaml(&text));
        let skipped = skipped.as_object().expect("rungs and reasons");
        for rung in COMMON {
            let why = skipped.get(*rung).and_then(Value::as_str).unwrap_or_default();
            let there = own.contains(rung);
            assert!(there || why.len() > 20, "{name} leaves out `{rung}` and does not say why");
            assert!(!there || why.is_empty(), "{name} has `{rung}` and says why it has not");
        }
        let unknown: Vec<&String> = skipped.keys().filter(|rung| !COMMON.contains(&rung.as_str())).collect();
        assert!(unknown.is_empty(), "{name} skips what is no rung: {unknown:?}");
    }
}

#[test]
fn every_provider_climbs_its_ladder() {
    for provider in providers::ALL {
        let name = provider.name();
        assert!(rungs(name).len() >= 10, "{name} has a ladder worth the name");
        in_virtual_time(climb(name, None));
    }
}

/// Answers that take a way of writing away (`narrowing`) are left out: with them no client reaches every rung.
#[test]
fn goto_climbs_its_ladder_whatever_the_vendor_turns_out_to_do() {
    let switches = goto::emulator::SWITCHES.iter().flat_map(|own| {
        let usable = own.alternatives.iter().filter(|other| !own.narrowing.contains(other));
        usable.map(|other| (own.name, *other))
    });
    let switches: Vec<(&str, &str)> = switches.collect();
    assert_eq!(fallen("goto", &switches), [("", ""); 0]);
    assert!(switches.len() >= 30, "only {} switches were flipped", switches.len());
}

/// Those of some switches with which a ladder is not climbed; all cores climb.
fn fallen<'s>(provider: &'static str, switches: &[(&'s str, &'s str)]) -> Vec<(&'s str, &'s str)> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut fallen = Vec::new();
        while let Some(flipped) = switches.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
            let climb = std::panic::catch_unwind(|| in_virtual_time(climb(provider, Some(*flipped))));
            fallen.extend(climb.is_err().then_some(*flipped));
        }
        fallen
    };
    std::thread::scope(|scope| {
        let climbers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        climbers.into_iter().flat_map(|climber| climber.join().expect("no climber panics")).collect()
    })
}

/// What a service of no vendor in particular may announce or leave out; each is one more service to run against.
const SERVICES: &[(&str, &str)] = &[
    ("service.patch", "false"),
    ("service.filter", "false"),
    ("service.etag", "true"),
    ("service.cursor", "true"),
    ("service.page_size", "1"),
    ("service.max_results", "3"),
];

/// Answers with which no client reaches every rung: a deactivation that deletes, names that stay taken, a list that
/// lies, values that are made into others. What the program does about each is told in `tests/scim_service.rs`.
const NARROWING: &[&str] = &["deactivate_deletes", "soft_delete", "one_fake_sample", "normalizes"];

#[test]
fn scim_climbs_its_ladder_whatever_the_service_does() {
    let switches = scim::emulator::SWITCHES.iter().filter(|own| !NARROWING.contains(&own.name));
    let switches = switches.flat_map(|own| own.alternatives.iter().map(|value| (own.name, *value)));
    let services: Vec<(&str, &str)> = switches.chain(SERVICES.iter().copied()).collect();
    assert_eq!(fallen("scim", &services), [("", ""); 0]);
    assert!(services.len() >= 20, "only {} services were met", services.len());
}
