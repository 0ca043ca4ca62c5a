//! What the prover says, for people and for programs.

use std::fmt::Write;

use serde_json::json;

use super::line::harmless;
use super::paint::Paint;
use crate::model::{Invariant, Safety, Witness};

/// The judgement on one plan: a line for each invariant, and under a broken one how it is broken.
pub fn proof_human(tenant: &str, safety: &Safety, broken: &[Witness], paint: Paint) -> String {
    let mut out = String::new();
    let tenant = harmless(tenant);
    let verdict = match safety.proved {
        true => format!("{}: safe at every step: proved {}", paint.bold(&tenant), count(safety)),
        false => format!("{}: {}", paint.bold(&tenant), paint.bad("not proved safe at every step")),
    };
    let _ = writeln!(out, "{verdict}");
    let width = safety.invariants.iter().map(|one| one.name.chars().count()).max().unwrap_or(0);
    for one in &safety.invariants {
        let Invariant { name, bound, worst, before, estimate } = one;
        let witness = broken.iter().find(|witness| witness.invariant == *name);
        let word = if witness.is_none() { "holds ".to_owned() } else { paint.bad("broken") };
        let mut more = if *estimate { "  (an upper bound)".to_owned() } else { String::new() };
        if let Some(before) = before {
            let _ = write!(more, "  ({before} before: over its capacity)");
        }
        let name = harmless(name);
        let _ = writeln!(out, "  {word}  {name:<width$}   worst {worst}, bound {bound}{more}");
        if let Some(witness) = witness {
            let _ = writeln!(out, "          {}", harmless(&witness.text));
            let _ = writeln!(out, "          {}", harmless(&witness.state()));
        }
    }
    out
}

/// The judgement as one line of JSON.
pub fn proof_json(tenant: &str, safety: &Safety, broken: &[Witness]) -> String {
    format!("{}\n", json!({ "tenant": tenant, "safety": safety, "broken": broken }))
}

/// The line of a plan about its safety; none where nothing was judged.
pub fn verdict(safety: &Safety, paint: Paint) -> Option<String> {
    let all = safety.invariants.len();
    match safety.proved {
        _ if all == 0 => None,
        true => Some(format!("safe at every step: proved {}", count(safety))),
        false => Some(paint.bad("not proved safe at every step: see R-040 below")),
    }
}

fn count(safety: &Safety) -> String {
    let all = safety.invariants.len();
    format!("({all} {})", if all == 1 { "invariant" } else { "invariants" })
}
