//! Planning and proving where pools bind: 100,000 people, of whom one in ten leaves badge and seat to a new one; of
//! 40 pools 10 bind, and so does a floor for each room.
//!
//! `cargo bench --bench proved_plan` prints a table with the growth.

#![allow(dead_code, reason = "the made-up vendor of the tests has parts that are not needed here")]

#[path = "../tests/engine/office.rs"]
mod office;
#[path = "../tests/engine/told.rs"]
mod told;

use std::fmt::Write;
use std::time::Instant;

use office::OFFICE;
use rosterctl::engine;
use rosterctl::model::{Document, Held};
use told::{live, plan_by, wanted};

const SIZES: [usize; 3] = [10_000, 30_000, 100_000];

fn main() {
    println!("| people | changes | steps | plan | prove | invariants |");
    println!("|---|---|---|---|---|---|");
    let mut whole = Vec::new();
    for people in SIZES {
        let (seen, wish) = office(people);
        let (seen, desired) = (live(&seen), wanted(&wish));
        let begun = Instant::now();
        let plan = plan_by(&OFFICE, &seen, &desired, &Held::new());
        let planned = begun.elapsed();
        let begun = Instant::now();
        let proof = engine::prove(&OFFICE, &Document::of(&plan));
        let proved = begun.elapsed();
        assert!(proof.is_proved() && plan.withheld.is_empty(), "the plan is proved whole");
        println!(
            "| {people} | {} | {} | {:.2} s | {:.2} s | {} |",
            plan.changes.len(),
            plan.steps.len(),
            planned.as_secs_f64(),
            proved.as_secs_f64(),
            proof.safety().invariants.len()
        );
        whole.push((people as f64, (planned + proved).as_secs_f64()));
    }
    for pair in whole.windows(2) {
        let growth = (pair[1].1 / pair[0].1).ln() / (pair[1].0 / pair[0].0).ln();
        println!("\ngrowth of both from {} to {} people: exponent {growth:.3}", pair[0].0, pair[1].0);
    }
}

/// So many people of whom every tenth leaves badge and seat to the next one; of 40 pools 10 bind, and so does
/// the floor of every hundredth person's room.
fn office(people: usize) -> (String, String) {
    let (mut seen, mut wish) = (String::new(), String::new());
    let mut taken = [0; 40];
    for n in 0..people {
        let (pool, room) = (n % 40, n / 100);
        if n % 100 == 0 {
            let _ = writeln!(seen, "room r{room}");
            let _ = writeln!(wish, "floor sitters of r{room} 90");
        }
        let _ = writeln!(seen, "person p{n:06}\ntitle p{n:06} title=staff");
        let has = format!("p{n:06}/pool{pool} doors=ROOMS");
        match n / 40 % 10 {
            0 => {
                taken[pool] += 1;
                let _ = writeln!(seen, "badge {has}\nseat r{room}/p{n:06}/agent");
                let _ = writeln!(wish, "person p{n:06}; only seat person p{n:06}; only badge person p{n:06}");
            }
            1 => {
                let _ = writeln!(wish, "person p{n:06}; badge {has}; badge p{n:06}/temp doors=ROOMS");
                let _ = writeln!(wish, "seat r{room}/p{n:06}/agent");
            }
            _ => {
                taken[pool] += 1;
                let _ = writeln!(seen, "badge {has}\nseat r{room}/p{n:06}/agent");
            }
        }
    }
    for (pool, taken) in taken.iter().enumerate() {
        let capacity = if pool < 10 { *taken } else { taken * 2 };
        let _ = writeln!(seen, "pool pool{pool} {capacity} {taken}");
    }
    (seen, wish)
}
