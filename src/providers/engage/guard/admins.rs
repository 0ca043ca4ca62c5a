//! Guards of power: the credential's own user, and the last administrators.

use super::super::align::of_kind;
use super::super::catalogue::{ADMINISTRATOR, CONVERSATIONS, USER};
use super::super::compile::FEWEST_ADMINISTRATORS;
use super::{GuardCase, is_active, names};
use crate::model::{Addr, Attributes, Change, Finding, Reason, Severity};

/// The credential's own user is never demoted, inactivated or deleted: only an administrator does any of this, and
/// the plan would saw off the branch that it sits on (E-001).
pub fn caller(case: &mut GuardCase<'_>) {
    let Some(caller) = case.observed.caller.clone() else { return stranger(case) };
    let Some(change) = case.changes.get(&Addr::new(USER, caller.to_lowercase())) else { return };
    if !loses(case, change) {
        return;
    }
    let text = format!(
        "`{caller}` is the person whose credentials are in use: they are not demoted, inactivated or deleted"
    );
    let hold = case.hold(change, "engage:E-001", text, "let another administrator's credentials do this");
    case.hold_silently(&Addr::new(CONVERSATIONS, change.addr.key.clone()), &hold);
}

/// Nothing of the contract tells whose token it is: where an administrator loses power, somebody should say.
fn stranger(case: &mut GuardCase<'_>) {
    let losing: Vec<&str> =
        case.of_kind(USER).filter(|change| loses(case, change)).map(|change| &*change.addr.key).collect();
    let Some(first) = losing.first() else { return };
    let text = format!("nothing tells whose credentials are in use, and {} loses power", names(&losing));
    let finding = Finding::new("engage:E-001", Severity::Warn, text).about(format!("user {first}"));
    case.findings.push(finding.hint("name the person as `settings.caller` in tenant.yaml"));
}

/// Whether somebody who administers does so no longer.
fn loses(case: &GuardCase<'_>, change: &Change) -> bool {
    let (before, after) = case.sides(&change.addr.key);
    let power = |own: &Attributes| own.text("role") == Some(ADMINISTRATOR) && is_active(own);
    before.as_ref().is_some_and(power) && !after.as_ref().is_some_and(power)
}

/// There are never fewer active administrators than the floor, nor fewer than before where that is less (E-026).
/// Somebody who becomes one in the same plan counts once they have accepted the invitation, and then comes first:
/// the catalogue's floor sees to that.
pub fn last(case: &mut GuardCase<'_>) {
    let counts = |own: &Attributes| {
        let accepted = own.get("accepted").is_none_or(|accepted| accepted.holds("true"));
        own.text("role") == Some(ADMINISTRATOR) && is_active(own) && accepted
    };
    let (mut losing, mut coming) = (Vec::new(), 0);
    for change in case.of_kind(USER) {
        let (before, after) = case.sides(&change.addr.key);
        // Of who is new nothing says that they accepted.
        let after = after.filter(|_| before.is_some());
        match (before.as_ref().is_some_and(counts), after.as_ref().is_some_and(counts)) {
            (true, false) => losing.push(change),
            (false, true) => coming += 1,
            _ => {}
        }
    }
    let before = of_kind(&case.observed.resources, USER).filter(|(_, live)| counts(live)).count();
    let floor = case.tenant.min_admins.unwrap_or(FEWEST_ADMINISTRATORS);
    let floor = usize::try_from(floor).unwrap_or(usize::MAX).min(before);
    // Who leaves loses power first.
    losing.sort_by_key(|change| (change.reason == Reason::Declared, &change.addr));
    let stay = losing.split_off(losing.len().min((before + coming).saturating_sub(floor)));
    for change in stay {
        let who = &change.addr.key;
        let text = format!("of {before} active administrators {floor} stay at least: `{who}` stays one");
        let hint = "make somebody else administrator first; it counts once they have accepted the invitation";
        let hold = case.hold(change, "engage:E-026", text, hint);
        case.hold_silently(&Addr::new(CONVERSATIONS, who.clone()), &hold);
    }
}
