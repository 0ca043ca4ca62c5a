//! An adversary's view of the program: random tenants, rosters and rosters' mistakes, answers that are lost, late or
//! false. The harness has a model of each vendor of its own and judges every state that a tenant goes through.
//!
//! `ROSTERCTL_ADVERSARY=20000 cargo test --release --test adversary` runs so many tenants, from `ROSTERCTL_ADVERSARY_FROM`
//! on; `ROSTERCTL_ADVERSARY_SEED=goto:17` runs one, and shows the smallest situation that breaks as it does.

#[path = "adversary/binary.rs"]
mod binary;
#[path = "adversary/by_hand.rs"]
mod by_hand;
#[path = "adversary/chance.rs"]
mod chance;
#[path = "common/clock.rs"]
mod clock;
#[path = "adversary/engage.rs"]
mod engage;
#[path = "adversary/facts.rs"]
mod facts;
#[path = "adversary/goto.rs"]
mod goto;
#[path = "adversary/gotoassist.rs"]
mod gotoassist;
#[path = "adversary/judge.rs"]
mod judge;
#[path = "adversary/known.rs"]
mod known;
#[path = "adversary/lies.rs"]
mod lies;
#[path = "adversary/long.rs"]
mod long;
#[path = "adversary/meant.rs"]
mod meant;
#[path = "adversary/only.rs"]
mod only;
#[path = "adversary/plans.rs"]
mod plans;
#[path = "adversary/program.rs"]
mod program;
#[path = "adversary/scim.rs"]
mod scim;
#[path = "adversary/teeth.rs"]
mod teeth;
#[path = "adversary/teeth_vendors.rs"]
mod teeth_vendors;
#[path = "adversary/trial.rs"]
mod trial;
#[path = "adversary/world.rs"]
mod world;

use world::Vendor;

static VENDORS: [&Vendor; 4] = [&goto::GOTO, &scim::SCIM, &engage::ENGAGE, &gotoassist::GOTOASSIST];

/// How many tenants every run of the suite goes through.
const USUAL: usize = 300;

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is a number, not {text:?}")))
}

#[test]
fn no_tenant_goes_through_what_its_model_forbids() {
    if let Ok(seed) = std::env::var("ROSTERCTL_ADVERSARY_SEED") {
        let (name, seed) = seed.split_once(':').expect("a vendor and a number, such as goto:17");
        let vendor = VENDORS.into_iter().find(|own| own.name == name).expect("a vendor of the harness");
        println!("{}", long::one((vendor, seed.parse().expect("a number"))));
        return;
    }
    let count = number("ROSTERCTL_ADVERSARY").map_or(USUAL, |own| usize::try_from(own).expect("a count"));
    let from = number("ROSTERCTL_ADVERSARY_FROM").unwrap_or(1);
    let told = long::run(&long::jobs(&VENDORS, from, count));
    println!("{}", told.figures());
    if count > USUAL {
        println!("complaints of first runs by code: {:?}", told.words);
    }
    assert!(told.new.is_empty(), "{}", told.complaint());
    // A harness whose rosters are all refused would find nothing.
    let done =
        told.exits.iter().filter(|(exit, _)| exit.ends_with("Done")).map(|(_, count)| count).sum::<usize>();
    assert!(count < USUAL || (done * 4 > count && told.states > count * 3), "{}", told.figures());
}
