//! What would happen if steps ran against an edge: the reasons of the sheet (section 9) in our own words, for
//! `explain`. Nothing is decided by them.

/// What would happen against an edge of `rule`; `None` where no edge has that rule.
pub fn of(rule: &str) -> Option<&'static str> {
    let found = ALL.iter().find(|(own, _)| *own == rule);
    found.map(|(_, text)| *text)
}

/// The consequences by rule.
const ALL: &[(&str, &str)] = &[
    ("gotoassist:A-106", "the user takes with them what should go in a step of its own"),
    ("gotoassist:A-303", "there is no contact that the method could be one of"),
    ("gotoassist:AE-01", "there is no company that it could be in"),
    (
        "gotoassist:AE-02",
        "for a while the person belongs to no company, which the vendor does not allow: it refuses, or picks one",
    ),
    ("gotoassist:AE-03", "the module stays invisible to the technician, whatever else is given"),
    (
        "gotoassist:AE-04",
        "a wrong name or e-mail cannot be put right by anybody but the person, who may never be able to log in",
    ),
    (
        "gotoassist:AE-06",
        "what becomes of devices, users and a portal in a company that is deleted is not documented: they may go with it",
    ),
    ("gotoassist:AE-07", "for a while fewer administrators than the floor could change anything"),
    (
        "gotoassist:AE-10",
        "for a while the company has a value of its own beside an account value that nobody wants",
    ),
];

#[cfg(test)]
mod tests {
    use super::super::catalogue::CATALOGUE;
    use super::*;

    #[test]
    fn every_rule_that_orders_steps_says_what_it_spares() {
        let needs = CATALOGUE.kinds.iter().flat_map(|spec| spec.needs);
        let mut rules: Vec<&str> = needs.flat_map(|need| [need.making.0, need.removing.0]).collect();
        rules.extend(CATALOGUE.edges.iter().map(|edge| edge.rule));
        rules.extend(CATALOGUE.pools.iter().map(|pool| pool.rule));
        rules.extend(CATALOGUE.kinds.iter().flat_map(|spec| spec.keeps).map(|keep| keep.rule));
        for rule in rules {
            assert!(of(rule).is_some(), "{rule}");
        }
    }
}
