//! What would happen if steps ran against an edge of this portal, for `explain`.

use super::super::consequences as goto;

/// What would happen against an edge of `rule`; `None` where no edge has that rule.
pub fn of(rule: &str) -> Option<&'static str> {
    match rule {
        "goto:G-308" => Some("for a while the new Manager would govern ALL USERS of the account"),
        "goto:C-08" => Some("the person is not found under the name that the step gives them"),
        "goto:E-22" => Some(
            "nothing breaks: if the second edit were never made, the seat would stay taken by somebody without rights",
        ),
        other => goto::of(other),
    }
}
