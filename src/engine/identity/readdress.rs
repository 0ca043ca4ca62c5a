//! What is done about somebody whose address at the vendor is not the roster's.

use super::find::id_of;
use super::{Claim, Recognition};
use crate::model::{
    Addr, Attributes, Declared, Finding, Hold, Name, Readdressed, Reason, Severity, Value, code,
};

impl Recognition<'_> {
    /// Says whether what was seen of the person is to be spelled as the roster does.
    pub(super) fn readdress(&mut self, claim: &Claim, live: &Addr, how: Readdressed) -> bool {
        match how {
            Readdressed::Replaced(_) if claim.was.as_deref() == Some(&*live.key) => {
                self.replace(claim, live);
                false
            }
            Readdressed::Replaced(code) => {
                self.known_as(claim, live, code);
                true
            }
            Readdressed::Changed { attribute, code, owned } => {
                self.change(claim, live, attribute, (code, owned));
                true
            }
        }
    }

    /// The person was renamed at the vendor to an address that the roster does not have. Calls name people by
    /// address, so nothing about them is written meanwhile.
    fn known_as(&mut self, claim: &Claim, live: &Addr, code: &'static str) {
        let text = format!("the vendor knows `{}` as `{}`", claim.addr.key, live.key);
        let finding = Finding::new(code, Severity::Warn, text).at(claim.place);
        let finding = finding.hint(format!("write the entry under `{}`", live.key));
        self.hold(claim.addr.clone(), &finding);
        self.findings.push(finding);
    }

    /// The address is wanted to be the roster's; whose directory owns it keeps it.
    fn change(
        &mut self,
        claim: &Claim,
        live: &Addr,
        attribute: Name,
        (code, owned): (&'static str, &'static str),
    ) {
        let (old, new) = (&live.key, &claim.addr.key);
        let locked = self.observed.resources.get(live).and_then(|own| own.get("locked"));
        if locked.is_some_and(|locked| locked.holds(attribute)) {
            let text = format!("the directory owns the address of `{old}`, so it is left as it is");
            let finding = Finding::new(owned, Severity::Warn, text).at(claim.place);
            let finding =
                finding.hint(format!("change it in the directory, or write the entry under `{old}`"));
            self.hold(claim.addr.clone(), &finding);
            self.findings.push(finding);
            return;
        }
        if let Some(declared) = self.desired.resources.get_mut(&claim.addr) {
            declared.attributes.set(attribute, Value::text(&**new));
        }
        let text = format!(
            "`{old}` is renamed to `{new}`: what was done under the old address belongs to the new one then"
        );
        let finding = Finding::new(code, Severity::Warn, text).at(claim.place);
        let hint = "for a successor drop `was` and `id`: a new person is added, and the old one suspended";
        self.findings.push(finding.hint(hint));
    }

    /// The old goes and a new one comes; both wait until somebody acknowledges what is lost with it.
    fn replace(&mut self, claim: &Claim, old: &Addr) {
        let mut priority = 0;
        if let Some(new) = self.desired.resources.get_mut(&claim.addr) {
            new.reason = Reason::Replaced;
            priority = new.priority;
        }
        let gone = Declared {
            attributes: Attributes::new(),
            place: claim.place,
            reason: Reason::Replaced,
            priority,
        };
        self.desired.gone.insert(old.clone(), gone);
        let live = self.observed.resources.get(old).map(id_of).unwrap_or_default();
        let ack = code("REP", 3, &[&self.tenant.name, &old.key, &claim.addr.key, &live]);
        if self.acks.contains(&ack) {
            return;
        }
        let text =
            format!("an e-mail cannot be changed: `{}` is deleted and `{}` created", old.key, claim.addr.key);
        let mut finding = Finding::new("R-035", Severity::Refuse, text).at(claim.place);
        finding =
            finding.hint(format!("go on with `--ack {ack}`, or have the address changed by the vendor"));
        finding.ack = Some(ack);
        for addr in [old, &claim.addr] {
            self.held.entry(addr.clone()).or_insert_with(|| Hold::briefly(&finding));
        }
        self.findings.push(finding);
    }
}
