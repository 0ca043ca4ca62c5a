//! The codes that people give on the command line, held against what waits for one: a code that nothing waits for is an
//! error before anything is written, in any of the tenants.

use std::collections::BTreeSet;

use camino::Utf8PathBuf;

use super::context::Context;
use super::exit::Exit;
use super::gather::{Live, Side, gather_all};
use super::plan::propose;
use super::print;
use super::together::Start;
use crate::model::Plan;

/// The codes that people give.
#[derive(Clone, Default)]
pub struct Given {
    /// What they acknowledge.
    pub acks: Vec<String>,
    /// What they say is done.
    pub confirms: Vec<String>,
}

impl Given {
    /// The codes as they were typed: small letters are as good, and twice is once.
    pub fn new(acks: &[String], confirms: &[String]) -> Self {
        let read = |typed: &[String]| {
            let codes: BTreeSet<String> = typed.iter().map(|code| code.trim().to_ascii_uppercase()).collect();
            codes.into_iter().collect()
        };
        Self { acks: read(acks), confirms: read(confirms) }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.acks.is_empty() && self.confirms.is_empty()
    }

    /// All tenants, read, where each code has something that waits for it in one of them.
    ///
    /// # Errors
    /// The exit, after saying why: a tenant that could not be read may be the one that a code is for, so nothing is said
    /// of codes then.
    pub async fn gather(
        &self,
        context: Context,
        tenants: Vec<(Utf8PathBuf, Start)>,
        side: Side,
    ) -> Result<Vec<Live>, Exit> {
        let (mut all, unread) = gather_all(context, tenants, side).await;
        let exit = if unread == Exit::Done { self.check(&mut all) } else { unread };
        if exit == Exit::Done { Ok(all) } else { Err(exit) }
    }

    /// Whether each code has something that waits for it, in one of the tenants; says of each that has not what waits.
    fn check(&self, all: &mut [Live]) -> Exit {
        let mut waiting = Waiting::default();
        all.iter_mut().for_each(|live| waiting.add(live));
        let words =
            ["nothing is withheld under the code", "acknowledged", "nothing waits for an acknowledgement"];
        let unknown = self.acks.iter().filter(|code| !waiting.acks.contains(*code));
        let acks = complain(unknown, &waiting.acks, words);
        let words = ["no step by hand has the code", "confirmed", "no step waits for a confirmation"];
        let unknown = self.confirms.iter().filter(|code| !waiting.by_hand.contains(*code));
        acks.and(complain(unknown, &waiting.confirms, words))
    }
}

/// Says of each code that nothing waits for it, and what waits.
fn complain<'a>(
    unknown: impl Iterator<Item = &'a String>,
    waiting: &BTreeSet<String>,
    [words, done, none]: [&str; 3],
) -> Exit {
    let list: Vec<&str> = waiting.iter().map(String::as_str).collect();
    let open = if list.is_empty() { none.to_owned() } else { format!("these wait: {}", list.join(", ")) };
    let mut exit = Exit::Done;
    for code in unknown {
        exit = print::error(&format!("{words} {code}: it is {done} already, or the plan has moved ({open})"));
    }
    exit
}

/// The codes that something waits for.
#[derive(Default)]
struct Waiting {
    /// What is withheld until somebody acknowledges it.
    acks: BTreeSet<String>,
    /// Steps by hand that nothing but somebody's word can settle.
    confirms: BTreeSet<String>,
    /// All steps by hand, also those that reading settles.
    by_hand: BTreeSet<String>,
}

impl Waiting {
    /// Adds what waits in a tenant, also behind acknowledgements that nobody gave yet.
    fn add(&mut self, live: &mut Live) {
        let mut acks: Vec<String> = Vec::new();
        loop {
            let plan = peek(live, &acks);
            for own in plan.by_hand.values() {
                self.by_hand.insert(own.code.clone());
                if !own.readable {
                    self.confirms.insert(own.code.clone());
                }
            }
            let more: BTreeSet<String> = asked(&plan).filter(|ack| !acks.contains(ack)).collect();
            if more.is_empty() {
                break;
            }
            acks.extend(more);
        }
        self.acks.extend(acks);
    }
}

/// The acknowledgements that a plan asks for.
pub fn asked(plan: &Plan) -> impl Iterator<Item = String> + '_ {
    let withheld = plan.withheld.iter().filter_map(|held| held.hold.ack.clone());
    withheld.chain(plan.findings.iter().filter_map(|finding| finding.ack.clone()))
}

/// The plan, with the tenant left as it was gathered.
pub fn peek(live: &mut Live, acks: &[String]) -> Plan {
    let (desired, observed) = (live.ready.desired.clone(), live.observed.clone());
    let plan = propose(live, acks).plan;
    (live.ready.desired, live.observed) = (desired, observed);
    plan
}
