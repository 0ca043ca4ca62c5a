//! Reading a tenant from the emulated vendor: how many requests, beside the fewest that its pages allow, how long
//! the vendor's call limit makes it, and how much of that is our own work.
//!
//! `cargo bench --bench reading` prints a table. The wait is virtual time: nobody sits through it.

mod generate;
#[path = "../tests/common/mod.rs"]
mod world;

use std::time::Instant;

use world::{World, in_virtual_time};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// Users and members come in pages of so many.
const PAGE: usize = 100;

fn main() {
    println!("| users | requests | fewest possible | at the vendor's pace | own work |");
    println!("|---|---|---|---|---|");
    for users in SIZES {
        let (requests, wait, work) = in_virtual_time(async {
            let world = World::from_state(generate::live(users));
            let (tenant, people) =
                (generate::sandbox_tenant(), "users: { u000000@large.example: { locale: en_US } }\n");
            let (before, begun) = (tokio::time::Instant::now(), Instant::now());
            let proposal = world.plan(&tenant, people).await;
            assert!(proposal.observed.incomplete.is_empty(), "{:?}", proposal.observed.incomplete);
            (world.requests().len(), before.elapsed(), begun.elapsed())
        });
        let fewest = fewest(users);
        println!(
            "| {users} | {requests} | {fewest} | {:.0} s | {:.1} s |",
            wait.as_secs_f64(),
            work.as_secs_f64()
        );
    }
}

/// A token, who we are, licenses and custom roles once each, groups, queues and admins in pages, users in
/// pages, and each queue's members in pages.
fn fewest(users: usize) -> usize {
    let members: usize = generate::members(users).values().map(|count| count.div_ceil(PAGE).max(1)).sum();
    let people = (users + 1).div_ceil(PAGE);
    let groups = generate::groups().div_ceil(PAGE);
    let queues = generate::QUEUES.div_ceil(PAGE);
    1 + 1 + 1 + 1 + groups + queues + 1 + people + members
}
