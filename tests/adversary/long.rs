//! Many trials side by side, and what is told of them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::known::{KNOWN, troubles};
use crate::trial::{self, Came};
use crate::world::{Broken, Vendor};

/// A tenant by its vendor and its seed.
pub type Job = (&'static Vendor, u64);

/// So many tenants show every known row that is not mended.
const MANY: usize = 5_000;

/// What broke and is not known.
pub struct New {
    /// Where.
    pub job: Job,
    /// What.
    pub broken: Broken,
}

/// What came of many trials.
#[derive(Default)]
pub struct Told {
    /// How many tenants.
    pub tenants: usize,
    /// How many states were judged.
    pub states: usize,
    /// How the first runs ended.
    pub exits: BTreeMap<String, usize>,
    /// How often each row of the table came up.
    pub known: BTreeMap<usize, usize>,
    /// What is not in the table.
    pub new: Vec<New>,
    /// The complaints of first runs by their codes.
    pub words: BTreeMap<String, usize>,
}

/// `count` tenants from the seed `from` on: two of five of the first vendor, the rest of the others by turns.
pub fn jobs(vendors: &[&'static Vendor], from: u64, count: usize) -> Vec<Job> {
    let turns = vendors.len() + 1;
    let of = |number: usize| vendors[(number % turns) % vendors.len()];
    let mut next: BTreeMap<&str, u64> = BTreeMap::new();
    (0..count)
        .map(|number| {
            let vendor = of(number);
            let seed = next.entry(vendor.name).or_insert(from);
            *seed += 1;
            (vendor, *seed - 1)
        })
        .collect()
}

/// Runs all jobs on all cores.
pub fn run(jobs: &[Job]) -> Told {
    let (next, told) = (AtomicUsize::new(0), Mutex::new(Told::default()));
    let work = || {
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let scenario = trial::scenario(job.0, job.1);
            let came = trial::run(job.0, &scenario);
            let rows: Vec<Option<usize>> = came
                .broken
                .iter()
                .map(|broken| KNOWN.iter().position(|row| row.covers(job.0.name, &scenario, broken)))
                .collect();
            told.lock().expect("no trial panics").add(*job, came, &rows);
        }
    };
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    std::thread::scope(|scope| (0..cores).for_each(|_| drop(scope.spawn(work))));
    told.into_inner().expect("no trial panics")
}

impl Told {
    fn add(&mut self, job: Job, came: Came, rows: &[Option<usize>]) {
        self.tenants += 1;
        self.states += came.states;
        let first = came.exits.first().map_or("none".into(), |exit| format!("{exit:?}"));
        *self.exits.entry(format!("{} {first}", job.0.name)).or_default() += 1;
        for word in came.words {
            let code = word.split([' ', ':']).next().unwrap_or_default().to_owned();
            *self.words.entry(code).or_default() += 1;
        }
        for (broken, row) in came.broken.into_iter().zip(rows) {
            match row {
                Some(row) => *self.known.entry(*row).or_default() += 1,
                None => self.new.push(New { job, broken }),
            }
        }
    }

    /// The figures, and the rows of the table that did not come up.
    pub fn figures(&self) -> String {
        let mut out = format!("{} tenants, {} states judged\n", self.tenants, self.states);
        for (exit, count) in &self.exits {
            let _ = writeln!(out, "  {exit}: {count}");
        }
        for (number, row) in KNOWN.iter().enumerate() {
            let count = self.known.get(&number).copied().unwrap_or_default();
            let vendor = if row.vendor.is_empty() { "any vendor" } else { row.vendor };
            let word = match count {
                0 if self.tenants < MANY => "not among so few",
                0 => "no longer comes up",
                _ => "known",
            };
            let _ = writeln!(out, "  {word}: {vendor} {} {}x: {}", row.check, count, row.why);
        }
        out
    }

    /// What is new, a kind each with the first tenant in which it came up.
    pub fn complaint(&self) -> String {
        let mut kinds: BTreeMap<(&str, &str), Vec<&New>> = BTreeMap::new();
        for new in &self.new {
            kinds.entry((new.job.0.name, new.broken.check)).or_default().push(new);
        }
        let mut out = String::new();
        for ((vendor, check), all) in kinds {
            let first = all.iter().min_by_key(|new| new.job.1).expect("a kind has one");
            let beside = troubles(&trial::scenario(first.job.0, first.job.1));
            let _ = writeln!(
                out,
                "{vendor} {check} {}x, first {vendor}:{}: {}",
                all.len(),
                first.job.1,
                first.broken.text
            );
            let _ = writeln!(out, "  beside {beside:?}");
            let _ = writeln!(
                out,
                "  ROSTERCTL_ADVERSARY_SEED={vendor}:{} cargo test --test adversary -- --nocapture",
                first.job.1
            );
        }
        out
    }
}

/// One tenant: what broke, and for each check the smallest situation that breaks it.
pub fn one((vendor, seed): Job) -> String {
    let scenario = trial::scenario(vendor, seed);
    let came = trial::run(vendor, &scenario);
    let mut out =
        format!("{}:{seed} ended with {:?} after {} states\n", vendor.name, came.exits, came.states);
    let mut checks: Vec<&str> = came.broken.iter().map(|broken| broken.check).collect();
    checks.sort_unstable();
    checks.dedup();
    for check in checks {
        let small = trial::smaller(vendor, &scenario, check);
        let again = trial::run(vendor, &small);
        let seen = again.broken.iter().filter(|broken| broken.check == check);
        let _ = writeln!(out, "  {check}, ends with {:?}", again.exits);
        seen.for_each(|broken| out += &format!("    {}\n", broken.text));
        again.words.iter().for_each(|word| out += &format!("    said: {word}\n"));
        out += &trial::shown(&small);
    }
    out
}
