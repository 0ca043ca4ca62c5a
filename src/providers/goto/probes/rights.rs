//! What the roster needs of the caller's rights (section 5.2 of the fact sheet).

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::admin::catalogue::{
    DEVICE, EXTENSION, GROUP, GROUP_MEMBER, LICENSE, PHONE_NUMBER, QUEUE_MEMBER, ROLE, USER,
};
use super::super::convert::{MANAGE_ACCOUNT, SUPER_USER};
use crate::model::{Kind, Right};

/// What gives the right to something; a Super admin may do it all, an Admin all but what is a Super admin's own.
struct Rule {
    kinds: &'static [Kind],
    to: &'static str,
    needs: &'static str,
    permission: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        kinds: &[USER, LICENSE, GROUP_MEMBER],
        to: "write people, their licenses and their group",
        needs: "Manage users (G-201)",
        permission: "MANAGE_USERS",
    },
    Rule {
        kinds: &[ROLE],
        to: "write roles of administrators and custom roles",
        needs: "Super admin (G-304)",
        permission: SUPER_USER,
    },
    Rule { kinds: &[GROUP], to: "write groups", needs: "Manage groups", permission: "MANAGE_GROUPS" },
    Rule {
        kinds: &[EXTENSION, QUEUE_MEMBER, PHONE_NUMBER, DEVICE],
        to: "see the phone system whole, and write extensions, numbers and devices",
        needs: "Admin or Super admin (section 6.2)",
        permission: MANAGE_ACCOUNT,
    },
];

/// The caller's roles and permissions.
pub fn roles(me: &Value) -> Vec<String> {
    let list = me.get("adminRoles").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The rights that `kinds` need, and whether the caller has them. What a custom role gives is not told.
pub fn rights(me: &Value, kinds: &BTreeSet<Kind>) -> Vec<Right> {
    let own = roles(me);
    let has = |role: &str| own.iter().any(|mine| mine == role);
    let custom = me.get("roleSets").and_then(Value::as_array).is_some_and(|sets| !sets.is_empty());
    let rules = RULES.iter().filter(|rule| rule.kinds.iter().any(|kind| kinds.contains(kind)));
    let right = |rule: &Rule| {
        let all_but = rule.permission != SUPER_USER && has(MANAGE_ACCOUNT);
        let held = has(SUPER_USER) || all_but || has(rule.permission);
        Right {
            to: rule.to,
            needs: rule.needs,
            held: if held { Some(true) } else { (!custom).then_some(false) },
        }
    };
    rules.map(right).collect()
}
