//! People who are not live, names that drifted, the second factor.

use super::super::catalogue::USER;
use super::super::settings::Settings;
use super::{is_vendor, refuse};
use crate::model::{Addr, Declared, Finding, Place, Severity, Value};
use crate::port::{Alignment, of_kind};

/// Somebody who is created needs a name and a role (E-016, E-022).
pub fn newcomers(alignment: &mut Alignment<'_>) {
    if is_vendor(alignment) {
        return roleless(alignment);
    }
    if alignment.observed.incomplete.contains_key(&USER) {
        return;
    }
    let mut incomplete: Vec<(Addr, Place, &'static str, String)> = Vec::new();
    let mut alike: Vec<(Addr, Place, String)> = Vec::new();
    for (addr, own) in of_kind(&alignment.desired.resources, USER) {
        if alignment.observed.resources.contains_key(addr) {
            continue;
        }
        if let Some((code, missing)) = missing(own) {
            let text = format!("`{}` is not live and cannot be created without {missing}", addr.key);
            incomplete.push((addr.clone(), own.place, code, text));
        } else if let Some(other) = namesake(alignment, own) {
            alike.push((addr.clone(), own.place, other));
        }
    }
    for (addr, place, code, text) in incomplete {
        let hint = "write what is missing, or correct the address";
        refuse(alignment, code, &addr, place, (text, hint));
    }
    for (addr, place, other) in alike {
        // Drift of an address cannot be seen otherwise: nothing but the name stays the same.
        let text = format!(
            "`{}` is a new user, though `{other}` is live under the same name: no page offers a change of an address",
            addr.key
        );
        let finding = Finding::new("engage:E-019", Severity::Warn, text).at(place).about(addr.to_string());
        let hint =
            "if they are one person, write the address that is live; the new user costs a seat and is mailed";
        alignment.findings.push(finding.hint(hint));
    }
}

/// Where nobody can be asked, whoever nobody confirmed may have to be added, and the form asks for a role (E-022). Names are
/// not asked for: of somebody who is there already nobody needs them, and the check-list stops where they lack.
fn roleless(alignment: &mut Alignment<'_>) {
    let unknown = |addr: &Addr| !alignment.observed.resources.contains_key(addr);
    let lacks = |own: &Declared| own.attributes.get("role").is_none();
    let people = of_kind(&alignment.desired.resources, USER);
    let people: Vec<(Addr, Place)> = people
        .filter(|(addr, own)| unknown(addr) && lacks(own))
        .map(|(addr, own)| (addr.clone(), own.place))
        .collect();
    for (addr, place) in people {
        let text =
            format!("nobody confirmed that `{}` is there, and nobody is added without `role`", addr.key);
        let hint = "write the role, also of somebody who is there already: no reading shows it";
        refuse(alignment, "engage:E-022", &addr, place, (text, hint));
    }
}

fn missing(own: &Declared) -> Option<(&'static str, String)> {
    let lacks = |name: &&str| own.attributes.get(name).is_none();
    let names: Vec<String> = ["first_name", "last_name"]
        .iter()
        .filter(|name| lacks(name))
        .map(|name| format!("`{name}`"))
        .collect();
    match names.is_empty() {
        false => Some(("engage:E-016", names.join(" and "))),
        true => lacks(&"role").then(|| ("engage:E-022", "`role`".to_owned())),
    }
}

/// Somebody live of the same names whom the roster does not declare.
fn namesake(alignment: &Alignment<'_>, own: &Declared) -> Option<String> {
    let same = |live: &crate::model::Attributes| {
        ["first_name", "last_name"].iter().all(|name| live.get(name) == own.attributes.get(name))
    };
    let declared = |addr: &Addr| {
        alignment.desired.resources.contains_key(addr) || alignment.desired.gone.contains_key(addr)
    };
    let mut live = of_kind(&alignment.observed.resources, USER);
    live.find(|(addr, live)| same(live) && !declared(addr)).map(|(addr, _)| addr.key.to_string())
}

/// Nobody can be renamed: a name that differs is told, and left as it is (E-018).
pub fn names(alignment: &mut Alignment<'_>) {
    let mut drifts = Vec::new();
    let live = &alignment.observed.resources;
    for (addr, own) in of_kind(&alignment.desired.resources, USER) {
        let Some(seen) = live.get(addr) else { continue };
        let differs = |name: &str| {
            let (wanted, now) = (own.attributes.text(name)?, seen.text(name)?);
            (wanted != now).then(|| format!("`{name}` is `{now}` and not `{wanted}`"))
        };
        let texts: Vec<String> = ["first_name", "last_name"].into_iter().filter_map(differs).collect();
        if !texts.is_empty() {
            drifts.push((addr.clone(), own.place, texts.join(", ")));
        }
    }
    for (addr, place, differs) in drifts {
        if let Some(own) = alignment.desired.resources.get_mut(&addr) {
            own.attributes.remove("first_name");
            own.attributes.remove("last_name");
        }
        let text = format!("drift, cannot apply: of `{}` {differs}, and nobody can be renamed", addr.key);
        let hint = "write the name that is live; deleting and creating them anew cannot be taken back, costs a \
                    seat, loses assignments and mails an invitation";
        let finding = Finding::new("engage:E-018", Severity::Refuse, text).at(place);
        alignment.findings.push(finding.about(addr.to_string()).hint(hint));
    }
}

/// The second factor is switched on once the invitation was accepted: a code that reaches nobody locks the person out
/// (E-045, of the vendor's legacy REST interface). It is never switched off unless the tenant allows it (E-044).
pub fn second_factor(alignment: &mut Alignment<'_>) {
    let allowed = Settings::of(alignment.tenant).allow_two_factor_off == Some(true);
    let mut told = Vec::new();
    for (addr, own) in of_kind(&alignment.desired.resources, USER) {
        let Some(Value::Flag(wanted)) = own.attributes.get("two_factor") else { continue };
        let live = alignment.observed.resources.get(addr);
        let holds = |name: &str, text: &str| {
            live.and_then(|live| live.get(name)).is_some_and(|value| value.holds(text))
        };
        let early = live.is_none() || holds("accepted", "false");
        match wanted {
            true if early && !holds("two_factor", "true") => {
                told.push((addr.clone(), own.place, Factor::Early))
            }
            false if holds("two_factor", "true") && !allowed => {
                told.push((addr.clone(), own.place, Factor::Off))
            }
            _ => {}
        }
    }
    for (addr, place, factor) in told {
        if let Some(own) = alignment.desired.resources.get_mut(&addr) {
            own.attributes.remove("two_factor");
        }
        alignment.findings.push(factor.finding(&addr).at(place).about(addr.to_string()));
    }
}

/// Why the second factor is left as it is.
enum Factor {
    Early,
    Off,
}

impl Factor {
    fn finding(&self, addr: &Addr) -> Finding {
        match self {
            Self::Early => {
                let text = format!(
                    "the second factor of `{}` waits until the invitation is accepted: the code is sent to an address that \
                     is fixed beforehand (as the vendor's legacy interface has it), and whom it does not reach is locked out",
                    addr.key
                );
                Finding::new("engage:E-045", Severity::Warn, text).hint("plan again then")
            }
            Self::Off => {
                let text = format!("the second factor of `{}` is on and stays on", addr.key);
                let hint = "say `allow_two_factor_off: true` under `settings`, or `two_factor: true` here";
                Finding::new("engage:E-044", Severity::Refuse, text).hint(hint)
            }
        }
    }
}
