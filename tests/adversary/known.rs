//! What is known to break today, and why. A row goes when its mend lands; the long run names those that no longer
//! come up.

use crate::facts::{entries, text};
use crate::world::{Broken, Scenario};

/// A way of breaking that is known.
pub struct Known {
    /// The vendor; empty for all.
    pub vendor: &'static str,
    /// The check that fails.
    pub check: &'static str,
    /// Something that is said of it.
    pub says: &'static str,
    /// What goes wrong beside it: one of these; nothing where the list is empty.
    pub beside: &'static [&'static str],
    /// Why it breaks.
    pub why: &'static str,
}

/// Lists that do not show what is there.
const UNSEEN: &[&str] = &["empty_list", "stale_list", "Short", "ShortAndSure"];

/// Two such lists or more.
const UNSEEN_TWICE: &[&str] = &["unseen twice"];

/// The rows.
pub const KNOWN: &[Known] = &[
    Known {
        vendor: "goto",
        check: "unlicensed",
        says: "is in a queue",
        beside: UNSEEN_TWICE,
        why: "one listing of a queue leaves somebody out twice, when the plan is made and right before the license goes",
    },
    Known {
        vendor: "goto",
        check: "deleted-seated",
        says: "is deleted while in a queue",
        beside: UNSEEN_TWICE,
        why: "the same for a person who is deleted",
    },
    Known {
        vendor: "goto",
        check: "untrue",
        says: "queue_member",
        beside: UNSEEN,
        why: "a membership that one listing did not show is not taken away, and the run ends with 0",
    },
    Known {
        vendor: "goto",
        check: "untrue",
        says: "contact_center_admin",
        beside: UNSEEN,
        why: "the same for the admin flag",
    },
    Known { vendor: "goto", check: "untrue", says: "group ", beside: UNSEEN, why: "the same for a group" },
    Known {
        vendor: "goto",
        check: "floor",
        says: "agents of",
        beside: UNSEEN,
        why: "the same takes the last agent",
    },
    Known {
        vendor: "goto",
        check: "pool",
        says: "Contact Center",
        beside: UNSEEN,
        why: "people whom one listing of a queue did not show are not counted, and the contract is overrun",
    },
    Known {
        vendor: "goto",
        check: "crowd",
        says: "Contact Center",
        beside: UNSEEN,
        why: "the same, seen as a pool that lets somebody in while it is over",
    },
    Known {
        vendor: "engage",
        check: "floor",
        says: "holders of",
        beside: &[],
        why: "the last holder of a required skill drops it while the one who was to have it is withheld",
    },
    Known {
        vendor: "scim",
        check: "untrue",
        says: "",
        beside: UNSEEN,
        why: "what one listing did not show counts as gone, and the run ends with 0",
    },
    Known {
        vendor: "scim",
        check: "undeclared",
        says: "external_id",
        beside: UNSEEN,
        why: "somebody whom one listing did not show, the caller too, is made, found to be there, and given an id",
    },
    Known {
        vendor: "scim",
        check: "unsettled",
        says: "is not whole",
        beside: &["switch overlapping_pages"],
        why: "pages that overlap leave somebody out in one run and not in the next, and a list that is not whole is refused",
    },
    Known {
        vendor: "scim",
        check: "twice",
        says: "group",
        beside: UNSEEN_TWICE,
        why: "a group that neither the plan's reading nor the look right before its create shows is made again",
    },
    Known {
        vendor: "gotoassist",
        check: "untrue",
        says: "",
        beside: UNSEEN,
        why: "what one listing did not show counts as gone, and the run ends with 0",
    },
    Known {
        vendor: "engage",
        check: "untrue",
        says: "skill",
        beside: &["Doubled", "empty_list", "stale_list", "Short", "ShortAndSure"],
        why: "a skill that a listing shows twice, or not at all, is passed over without a word",
    },
];

impl Known {
    /// Whether this is what broke in `scenario`.
    pub fn covers(&self, vendor: &str, scenario: &Scenario, broken: &Broken) -> bool {
        let words = troubles(scenario);
        let beside =
            self.beside.is_empty() || self.beside.iter().any(|own| words.iter().any(|word| word == own));
        (self.vendor.is_empty() || self.vendor == vendor)
            && self.check == broken.check
            && broken.text.contains(self.says)
            && beside
    }
}

/// What goes wrong in a scenario, in the words of the table.
pub fn troubles(scenario: &Scenario) -> Vec<String> {
    let mut words: Vec<String> = scenario.faults.iter().map(|fault| text(fault, "do").to_owned()).collect();
    if scenario.faults.iter().any(|fault| fault["after"] == true) {
        words.push("after".into());
    }
    words.extend(scenario.lies.iter().map(|lie| format!("{:?}", lie.how)));
    if unseen(scenario) > 1 {
        words.push("unseen twice".into());
    }
    words.extend(entries(&scenario.state["switches"]).map(|(name, _)| format!("switch {name}")));
    words.sort();
    words.dedup();
    words
}

/// How many lists do not show what is there.
fn unseen(scenario: &Scenario) -> usize {
    let hides = |word: &str| UNSEEN.contains(&word);
    let faults = scenario.faults.iter().filter(|fault| hides(text(fault, "do")));
    let faults = faults.map(|fault| usize::try_from(fault["times"].as_u64().unwrap_or(1)).expect("a few"));
    let lies = scenario.lies.iter().filter(|lie| hides(&format!("{:?}", lie.how))).map(|lie| lie.times);
    faults.chain(lies).sum()
}
