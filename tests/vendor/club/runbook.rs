//! How a person makes each change in the club's own pages.

use rosterctl::model::{Action, Change, Changes, Runbook, Tenant};
use rosterctl::providers::kit::runbook::{part, runbook, text};

use super::catalogue::{CATALOGUE, MEMBER};

/// How a person makes `change` by hand.
pub fn of(_: &Tenant, change: &Change, _: &Changes) -> Runbook {
    let who = part(&CATALOGUE, change, "user");
    let badge = part(&CATALOGUE, change, "badge");
    let (click, check) = match (change.addr.kind == MEMBER, change.action) {
        (true, Action::Create) => {
            let name = text(change.after.as_ref(), "name");
            (format!("Add `{who}` with the name `{name}`"), format!("`{who}` is listed once"))
        }
        (true, Action::Update) => {
            let fields = change.after.iter().flat_map(|after| after.iter());
            let fields: Vec<String> = fields.map(|(name, value)| format!("{name} to `{value}`")).collect();
            (format!("Open `{who}` and set {}", fields.join(", ")), format!("`{who}` shows it"))
        }
        (true, Action::Delete) => {
            (format!("Delete `{who}`; this cannot be undone"), format!("`{who}` is not listed"))
        }
        (false, Action::Delete) => {
            (format!("Open `{who}` and take back `{badge}`"), format!("`{who}` does not hold `{badge}`"))
        }
        (false, _) => (format!("Open `{who}` and give `{badge}`"), format!("`{who}` holds `{badge}`")),
    };
    runbook("Club > Members", [click], [check])
}
