//! The offline plan: load, resolve and validate, diff, order, and the whole of it, for 1,000, 10,000 and 100,000
//! users with 2 licenses, 1 role, 1 group and 3 queue memberships each; with peak memory.
//!
//! `cargo bench --bench offline_plan` prints a table. Each size runs in a process of its own, so that its peak is
//! its own; each figure is the median of the runs. Times are compared within one run only: machines differ.

mod generate;

use std::time::{Duration, Instant};

use camino::{Utf8Path, Utf8PathBuf};
use rosterctl::model::{FileId, Findings, Observation};
use rosterctl::{engine, model, providers, report, roster, run};

const SIZES: [(usize, usize); 3] = [(1_000, 9), (10_000, 5), (100_000, 3)];
const STAGES: [&str; 6] = ["parse", "load", "diff", "order", "propose", "whole plan"];

fn main() {
    let size = std::env::var("ROSTERCTL_BENCH_USERS").ok().and_then(|text| text.parse().ok());
    match size {
        Some(users) => measure(users),
        None => table(),
    }
}

/// Runs each size in a process of its own and prints the table.
fn table() {
    let folders = SIZES.map(|(users, _)| write(users));
    println!("| users | {} | peak memory |", STAGES.join(" | "));
    println!("|---|{}---|", "---|".repeat(STAGES.len()));
    let mut whole = Vec::new();
    for ((users, runs), folder) in SIZES.into_iter().zip(&folders) {
        let mut rows: Vec<Vec<f64>> = (0..runs).map(|_| child(users, folder)).collect();
        let columns = rows[0].len();
        let mut median = |column: usize| {
            rows.sort_by(|a, b| a[column].total_cmp(&b[column]));
            rows[rows.len() / 2][column]
        };
        let times: Vec<String> = (0..columns - 1).map(|column| format!("{:.1} ms", median(column))).collect();
        whole.push((users as f64, median(columns - 2)));
        println!("| {users} | {} | {:.0} MiB |", times.join(" | "), median(columns - 1));
    }
    for folder in folders {
        std::fs::remove_dir_all(&folder).ok();
    }
    for pair in whole.windows(2) {
        let growth = (pair[1].1 / pair[0].1).ln() / (pair[1].0 / pair[0].0).ln();
        println!(
            "\ngrowth of the whole plan from {} to {} users: exponent {growth:.3}",
            pair[0].0, pair[1].0
        );
    }
}

fn child(users: usize, folder: &Utf8Path) -> Vec<f64> {
    let binary = std::env::current_exe().expect("this program has a path");
    let output = std::process::Command::new(binary)
        .env("ROSTERCTL_BENCH_USERS", users.to_string())
        .env("ROSTERCTL_BENCH_FOLDER", folder)
        .output()
        .expect("this program runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let notes = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(numbers.len(), STAGES.len() + 1, "{text}{notes}");
    eprint!("{notes}");
    numbers
}

/// One size: the milliseconds of each stage, and the peak of the memory after the whole plan, in MiB.
fn measure(users: usize) {
    let folder =
        Utf8PathBuf::from(std::env::var("ROSTERCTL_BENCH_FOLDER").expect("the folder with the roster"));
    let observed = generate::observation(users);
    let before = resident();
    // What is live was made here and not read; its share of the memory is part of the figure.
    let (whole, steps) = timed(|| whole_plan(&folder, observed));
    let peak = peak();
    let observed = generate::observation(users);
    eprintln!("{steps} steps; {before} MiB held by the observation");
    let parse = timed(|| parse(users)).0;
    let (load, loaded) = timed(|| load(&folder));
    let (tenant, desired) =
        (loaded.tenant.expect("a tenant"), loaded.desired.expect("a roster that is right"));
    let rules = providers::find(providers::ALL, &tenant.provider).expect("a provider").main;
    let confirmed = model::Confirmed::new();
    let word = run::Statements { acks: &[], confirmed: &confirmed, only: None };
    let (propose, _) = timed(|| run::propose(rules, &tenant, desired.clone(), observed.clone(), word));
    let (diff, changes) =
        timed(|| engine::diff(rules.catalogue, &desired, &observed, &mut Findings::default()));
    let (order, _) = timed(|| order(rules, &tenant, &desired, &observed, changes));
    for time in [parse, load, diff, order, propose, whole] {
        print!("{:.3} ", time.as_secs_f64() * 1e3);
    }
    println!("{peak}");
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

fn write(users: usize) -> Utf8PathBuf {
    let folder = std::env::temp_dir().join(format!("rosterctl-bench-{}-{users}", std::process::id()));
    let folder = Utf8PathBuf::from_path_buf(folder).expect("a path that is text");
    std::fs::create_dir_all(folder.join("people")).expect("a folder");
    std::fs::write(folder.join("tenant.yaml"), generate::tenant()).expect("a file");
    for (path, text) in generate::roster(users) {
        std::fs::write(folder.join(path), text).expect("a file");
    }
    folder
}

fn load(folder: &Utf8PathBuf) -> roster::Loaded {
    let known: Vec<_> = providers::find(providers::ALL, "goto").expect("a provider").portals().collect();
    let opened = roster::open(folder, &known);
    let loaded = roster::load(opened);
    let refused: Vec<_> = loaded.findings.iter().take(3).collect();
    assert!(!loaded.findings.refused(), "{refused:#?}");
    loaded
}

/// The stock part: text to tree, one file after the other on as many threads as the program uses.
fn parse(users: usize) -> usize {
    let files = generate::roster(users);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = files.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let workers: Vec<_> = files
            .chunks(share)
            .map(|files| {
                scope.spawn(move || {
                    let parsed = |(_, text): &(String, String)| {
                        roster::yaml::parse(FileId(0), text, &mut Findings::default()).is_some()
                    };
                    files.iter().filter(|file| parsed(file)).count()
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().expect("a parser ends")).sum()
    })
}

fn order(
    rules: &rosterctl::port::Portal,
    tenant: &model::Tenant,
    desired: &model::Desired,
    observed: &Observation,
    changes: model::Changes,
) -> usize {
    let hooks = engine::Hooks {
        catalogue: rules.catalogue,
        tenant: &tenant.name,
        call: &|change, all| (rules.call)(change, all),
        cost: &|shape, changes| (rules.cost)(shape, changes),
        carrier: &|kind| rules.carrier(tenant, kind),
        notes: &|_| Findings::default(),
        runbook: &|change, all| (rules.runbook)(tenant, change, all),
    };
    engine::plan(&hooks, changes, engine::Guarded::default(), engine::Sides { desired, observed }).steps.len()
}

/// From files to the bytes of the plan document; how many steps it has.
fn whole_plan(folder: &Utf8PathBuf, observed: Observation) -> usize {
    let loaded = load(folder);
    eprintln!("{} MiB after loading, {} at most", resident(), peak());
    let (tenant, desired) =
        (loaded.tenant.expect("a tenant"), loaded.desired.expect("a roster that is right"));
    let rules = providers::find(providers::ALL, &tenant.provider).expect("a provider").main;
    let confirmed = model::Confirmed::new();
    let word = run::Statements { acks: &[], confirmed: &confirmed, only: None };
    let proposal = run::propose(rules, &tenant, desired, observed, word);
    eprintln!("{} MiB after proposing, {} at most", resident(), peak());
    let view = report::PlanView {
        tenant: &tenant.name,
        provider: &tenant.provider,
        portal: None,
        catalogue: rules.catalogue,
        kinds: &proposal.desired.kinds,
        desired_digest: report::digest_of_desired(&proposal.desired),
        commit: None,
        live_digest: report::digest_of_live(&proposal.observed),
        read_at: None,
        only: None,
        plan: &proposal.plan,
        files: &loaded.files,
        prices: None,
    };
    assert!(report::plan_json(&view).len() > 1_000, "the plan is written as a document");
    proposal.plan.steps.len()
}

fn status(name: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or_default() / 1024
}

/// The most memory this process ever held, in MiB; 0 where the system does not tell.
fn peak() -> u64 {
    status("VmHWM")
}

/// The memory it holds now, in MiB.
fn resident() -> u64 {
    status("VmRSS")
}
