//! The states that the club reaches one after another.

use super::{TENANT, roster, withheld, world};
use crate::club::CLUB;
use crate::club::emulator::SWITCHES;
use crate::common::{World, in_virtual_time, lines, yaml};

/// One state: what the roster says, and the changes that lead there.
struct Rung {
    name: &'static str,
    tenant: String,
    people: String,
    changes: Vec<String>,
    /// What the plan withholds until somebody acknowledges it.
    waits: Vec<String>,
}

fn rung(name: &'static str, members: &[&str], changes: &[&str]) -> Rung {
    let changes = changes.iter().map(|line| (*line).to_owned()).collect();
    Rung { name, tenant: TENANT.into(), people: roster(members), changes, waits: Vec::new() }
}

fn deleting(rung: Rung, waits: &[&str]) -> Rung {
    let waits = waits.iter().map(|line| (*line).to_owned()).collect();
    Rung { tenant: format!("{TENANT}offboarding: delete\n"), waits, ..rung }
}

fn rungs() -> Vec<Rung> {
    vec![
        rung("a first member", &["Ana@club.example: { name: Ana }"], &["+ member ana@club.example"]),
        rung(
            "a badge and a role",
            &["ana@club.example: { name: Ana, steward: true, badges: [Silver] }"],
            &["+ badge ana@club.example/Silver", "~ member ana@club.example"],
        ),
        rung(
            "a closed list",
            &["old@club.example: { badges: [Silver] }", "ana@club.example: {}"],
            &["- badge old@club.example/Gold"],
        ),
        rung(
            "a pool with one left",
            &["ana@club.example: { badges: [Gold] }"],
            &["+ badge ana@club.example/Gold", "- badge ana@club.example/Silver"],
        ),
        rung("somebody pauses", &["ana@club.example: { state: suspended }"], &["~ member ana@club.example"]),
        rung("and comes back", &["ana@club.example: { state: present }"], &["~ member ana@club.example"]),
        rung(
            "a new e-mail, with a badge",
            &["anna@club.example: { was: ana@club.example, badges: [Gold, Silver] }"],
            &["+ badge anna@club.example/Silver", "~ member anna@club.example"],
        ),
        rung("nobody declared is nobody touched", &["it@club.example: {}"], &[]),
        more_than_a_page(),
        rung("somebody leaves", &["old@club.example: { state: absent }"], &["~ member old@club.example"]),
        deleting(
            rung(
                "somebody is deleted",
                &["old@club.example: { state: absent }"],
                &["- badge old@club.example/Silver", "- member old@club.example"],
            ),
            &["club:C-09 badge old@club.example/Silver", "club:C-09 member old@club.example"],
        ),
        rung(
            "a deleted member returns",
            &["old@club.example: { name: Olaf Old }"],
            &["+ member old@club.example"],
        ),
    ]
}

fn more_than_a_page() -> Rung {
    let emails: Vec<String> = (10..70).map(|number| format!("n{number}@club.example")).collect();
    let members: Vec<String> = emails.iter().map(|email| format!("{email}: {{ name: New }}")).collect();
    let changes: Vec<String> = emails.iter().map(|email| format!("+ member {email}")).collect();
    let texts = |list: &[String]| list.iter().map(|text| &*text.clone().leak()).collect::<Vec<&str>>();
    rung("more than a page", &texts(&members), &texts(&changes))
}

/// What people acknowledge, where the rung says that something waits for them.
async fn acknowledged(world: &World, rung: &Rung) -> Vec<String> {
    if rung.waits.is_empty() {
        return Vec::new();
    }
    let plan = world.plan(&rung.tenant, &rung.people).await.plan;
    assert_eq!(withheld(&plan), rung.waits, "{}", rung.name);
    plan.withheld.into_iter().filter_map(|own| own.hold.ack).collect()
}

async fn climb(world: World, switch: &str) {
    let schema = CLUB.main.roster.schema();
    let schema = jsonschema::draft202012::new(schema.as_value()).expect("a schema");
    for rung in rungs() {
        assert!(schema.is_valid(&yaml(&rung.people)), "{}: editors would refuse the roster", rung.name);
        let what = format!("{} with {switch}", rung.name);
        let acks = acknowledged(&world, &rung).await;
        let applied = world.apply_with(&rung.tenant, &rung.people, 4, &acks).await;
        assert_eq!(lines(&applied.plan), rung.changes, "{what}");
        assert_eq!(withheld(&applied.plan), [""; 0], "{what}");
        applied.all_verified(&what);
        let before = world.writes();
        let second = world.apply(&rung.tenant, &rung.people, 4).await;
        assert!(second.plan.is_empty(), "{what}: a second plan is not empty: {:#?}", lines(&second.plan));
        assert_eq!(world.writes(), before, "{what}: nothing to do and yet it wrote");
    }
}

#[test]
fn the_club_climbs_its_ladder() {
    in_virtual_time(climb(world(None), "the usual answers"));
}

/// Answers that hide what the ladder must see (`narrowing`) are left out.
#[test]
fn the_club_climbs_its_ladder_whatever_the_open_answers_are() {
    for switch in SWITCHES {
        for other in switch.alternatives.iter().filter(|own| !switch.narrowing.contains(own)) {
            let value = serde_json::from_str(other).expect("an alternative is JSON");
            in_virtual_time(climb(world(Some((switch.name, value))), switch.name));
        }
    }
}
