//! Who is who: the `externalId` is the roster's own key of a person, and counts before the `userName` (S-02). So a
//! person keeps their account when the login changes, on either side.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::catalogue::{CATALOGUE, GROUP, GROUP_MEMBER, MANAGER, USER};
use super::super::settings;
use super::refuse_person;
use crate::model::{Addr, Finding, Kind, Place, Severity, Value, folded};
use crate::port::{Alignment, of_kind, of_kind_mut};
use crate::providers::kit::checks::listed;

/// What a roster says about who somebody is.
struct Claim {
    key: Arc<str>,
    /// The declared `externalId`, or the key as it is written.
    external_id: String,
    /// Whether it is declared.
    explicit: bool,
    place: Place,
}

/// Recognizes everybody who is declared.
pub fn recognize(alignment: &mut Alignment<'_>) {
    let by_id: BTreeMap<String, Arc<str>> = of_kind(&alignment.observed.resources, USER)
        .filter_map(|(addr, live)| Some((live.text("external_id")?.to_owned(), addr.key.clone())))
        .collect();
    let (mut renames, mut strangers) = (BTreeMap::new(), Vec::new());
    for claim in claims(alignment) {
        match by_id.get(&claim.external_id) {
            Some(live) if *live == claim.key => {}
            Some(live) => renamed(alignment, &claim, live, &mut renames),
            None => by_name(alignment, &claim, &mut strangers),
        }
    }
    respell(alignment, &renames);
    spelled_as_live(alignment);
    tell_strangers(alignment, &strangers);
}

fn claims(alignment: &Alignment<'_>) -> Vec<Claim> {
    let wanted = of_kind(&alignment.desired.resources, USER);
    let claim = |(addr, declared): (&Addr, &crate::model::Declared)| {
        let own = declared.attributes.text("external_id");
        let written = declared.attributes.text("user_name").unwrap_or(&addr.key);
        Claim {
            key: addr.key.clone(),
            external_id: own.unwrap_or(written).to_owned(),
            explicit: own.is_some(),
            place: declared.place,
        }
    };
    wanted.map(claim).collect()
}

/// The service knows the person under another `userName` than the roster.
fn renamed(
    alignment: &mut Alignment<'_>,
    claim: &Claim,
    live: &Arc<str>,
    renames: &mut BTreeMap<Arc<str>, Arc<str>>,
) {
    let other = Addr::new(USER, live.clone());
    let taken = alignment.observed.resources.contains_key(&Addr::new(USER, claim.key.clone()));
    let declared =
        alignment.desired.resources.contains_key(&other) || alignment.desired.gone.contains_key(&other);
    if !taken && !declared {
        renames.insert(live.clone(), claim.key.clone());
        return;
    }
    let id = &claim.external_id;
    let text = format!("`{}` and the user with externalId `{id}`, `{live}`, are two people", claim.key);
    refuse_person(
        alignment,
        "scim:S-02",
        (&claim.key, claim.place),
        text,
        "correct `external_id`, or the key",
    );
}

/// Nobody has the `externalId`: whoever has the name is taken for the person, where the tenant allows it.
fn by_name(alignment: &mut Alignment<'_>, claim: &Claim, strangers: &mut Vec<Arc<str>>) {
    let addr = Addr::new(USER, claim.key.clone());
    let Some(live) = alignment.observed.resources.get(&addr) else { return };
    let own = live.text("external_id").map(str::to_owned);
    match own {
        Some(own) if claim.explicit => {
            let text =
                format!("`{}` has externalId `{own}`, the roster says `{}`", claim.key, claim.external_id);
            let hint = "correct `external_id`: the two may be two people";
            refuse_person(alignment, "scim:S-02", (&claim.key, claim.place), text, hint);
        }
        own if !settings::of(alignment.tenant).adopt => {
            let what = own.map_or_else(|| "no externalId".to_owned(), |own| format!("externalId `{own}`"));
            let text = format!("`{}` is live with {what}: not recognized as ours", claim.key);
            let hint = "write its `external_id`, or allow it by `settings: { adopt: true }`";
            refuse_person(alignment, "scim:S-22", (&claim.key, claim.place), text, hint);
        }
        Some(own) if folded(&own) != *claim.key => strangers.push(claim.key.clone()),
        _ => {}
    }
}

/// An `externalId` that is not the key is somebody's key: perhaps another client's, who manages the person as well.
fn tell_strangers(alignment: &mut Alignment<'_>, strangers: &[Arc<str>]) {
    if strangers.is_empty() {
        return;
    }
    let who = listed(strangers.iter().map(|key| &**key));
    let text = format!("{who}: recognized by `userName`, with an `externalId` of somebody else's making");
    let finding = Finding::new("scim:S-02", Severity::Warn, text).about(format!("{} users", strangers.len()));
    let hint = "write it as `external_id` if it is yours; two clients that manage one user undo each other";
    alignment.findings.push(finding.hint(hint));
}

/// The same name in another case is the same (S-03): what the service has stays.
fn spelled_as_live(alignment: &mut Alignment<'_>) {
    for (addr, declared) in of_kind_mut(&mut alignment.desired.resources, USER) {
        let live = alignment.observed.resources.get(addr).and_then(|live| live.text("user_name"));
        if let Some(live) = live.filter(|live| folded(live) == *addr.key) {
            declared.attributes.set("user_name", Value::text(live));
        }
    }
}

/// Spells what was seen of renamed people as the roster does; what is left to do is the new `userName`.
fn respell(alignment: &mut Alignment<'_>, renames: &BTreeMap<Arc<str>, Arc<str>>) {
    alignment.observed.respell(&CATALOGUE, "user", renames);
    // Who reports to a renamed person does so still.
    for (addr, live) in &mut alignment.observed.resources {
        if addr.kind == MANAGER
            && let Some(key) = live.text("manager").and_then(|name| renames.get(name)).cloned()
        {
            live.set("manager", Value::text(&*key));
        }
    }
}

/// Names of groups are the same in any case (RFC 7643, section 8.7.1): what was seen is spelled as the roster does.
pub fn groups_in_any_case(alignment: &mut Alignment<'_>) {
    let ambiguous = of_kind(&alignment.observed.ambiguous, GROUP).map(|(addr, _)| addr.key.clone());
    let live = of_kind(&alignment.observed.resources, GROUP).map(|(addr, _)| addr.key.clone());
    let live: BTreeSet<Arc<str>> = live.chain(ambiguous).collect();
    let mut by_case: BTreeMap<String, Arc<str>> = BTreeMap::new();
    for addr in alignment.desired.resources.keys().chain(alignment.desired.gone.keys()) {
        let Some(group) = group(addr).filter(|group| !live.contains(*group)) else { continue };
        by_case.entry(folded(group).into_owned()).or_insert_with(|| group.into());
    }
    for closed in
        alignment.desired.closed.keys().filter(|own| own.kind == GROUP_MEMBER && own.by == ["group"])
    {
        if !live.contains(&closed.value) {
            by_case.entry(folded(&closed.value).into_owned()).or_insert_with(|| closed.value.clone());
        }
    }
    let differs = |group: &Arc<str>| Some((group.clone(), by_case.get(&*folded(group))?.clone()));
    let renames = live.iter().filter_map(differs).collect();
    alignment.observed.respell(&CATALOGUE, "group", &renames);
}

/// The group that a resource is about.
pub fn group(addr: &Addr) -> Option<&str> {
    let kinds: [Kind; 2] = [GROUP, GROUP_MEMBER];
    kinds.contains(&addr.kind).then(|| CATALOGUE.part(addr, "group"))?
}
