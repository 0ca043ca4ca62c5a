//! What would happen if steps ran against an edge of this portal, for `explain`.

use super::super::consequences as goto;

/// What would happen against an edge of `rule`; `None` where no edge has that rule.
pub fn of(rule: &str) -> Option<&'static str> {
    match rule {
        "goto:E-08" => Some("there is no line yet that the device could have"),
        "goto:E-13" => {
            Some("for a while fewer Super administrators than the floor could give the right back")
        }
        "goto:E-14" => Some("the permission looks granted and does nothing until its base is there"),
        "goto:E-16" => Some("the permission that is left looks granted and does nothing"),
        "goto:E-30" => Some("the device stays behind, belongs to nobody, and is billed on"),
        "goto:G-802" => Some("the device is refused, or it or its line is taken from whoever has it"),
        "goto:G-807" => Some("nothing breaks: the steps only refer to something that is not there yet"),
        "goto:T-29" => Some("one device more is billed"),
        "goto:T-30" => Some("for a while the person lacks a right that came through the group"),
        other => goto::of(other),
    }
}
