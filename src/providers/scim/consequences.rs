//! What would happen if steps ran against an edge, in our own words, for `explain`. Nothing is decided by them.

/// What would happen against an edge of `rule` (`scim:S-05`); `None` where no edge has that rule.
pub fn of(rule: &str) -> Option<&'static str> {
    let found = ALL.iter().find(|(own, _)| *own == rule);
    found.map(|(_, text)| *text)
}

/// The consequences by rule.
const ALL: &[(&str, &str)] = &[
    ("scim:S-01", "there is no id yet by which the other could be named, or one that names nobody any more"),
    ("scim:S-04", "the entitlement stays with somebody who is not active, and may be billed on"),
    ("scim:S-05", "the group names an id that is not there, or keeps one that is gone"),
    ("scim:S-06", "there is nobody to give it to, or it goes with the user without a step of its own"),
    ("scim:S-07", "the service has no seat left, and refuses or bills one that nobody approved"),
    ("scim:S-08", "there is no group to join, or its members go with it unseen"),
    ("scim:S-12", "there is nobody whose manager could be named"),
];
