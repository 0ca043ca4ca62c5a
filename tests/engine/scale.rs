//! What a large plan costs: `cargo nextest run --release --run-ignored all large --no-capture`.

use std::fmt::Write;
use std::time::Instant;

use rosterctl::engine::Held;

use crate::office::OFFICE;
use crate::told::{live, plan_by, wanted};

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

#[test]
#[ignore = "a measurement"]
fn a_large_plan_takes_time_in_proportion() {
    for people in [5_000, 20_000, 80_000] {
        let (seen, wish) = office(people);
        let (seen, desired) = (live(&seen), wanted(&wish));
        let start = Instant::now();
        let plan = plan_by(&OFFICE, &seen, &desired, &Held::new());
        let time = start.elapsed();
        let edges: usize = plan.steps.iter().map(|step| step.needs.len()).sum();
        println!(
            "{people} people, {} changes, {} steps, {edges} edges, {} withheld, {} findings: {time:?}",
            plan.changes.len(),
            plan.steps.len(),
            plan.withheld.len(),
            plan.findings.len(),
        );
    }
}
