//! Welcome mails of the roster's own (G-002): whom they greet, and what would keep them from being sent.

use std::collections::BTreeMap;

use super::super::super::sections::WELCOME_MAILS;
use super::super::shapes::WelcomeMail;
use crate::model::{At, Attributes, Findings, Value, read};
use crate::port::Roster;
use crate::providers::kit::checks::refusal;
use crate::providers::kit::names::{did_you_mean, entries};

/// The mails that the roster declares, by name.
pub struct Mails {
    known: BTreeMap<String, WelcomeMail>,
    /// Whether a file that could not be read may declare more.
    partial: bool,
}

impl Mails {
    /// The mails of `roster`. Reports one without words.
    pub fn of(roster: &Roster, findings: &mut Findings) -> Self {
        let mut known = BTreeMap::new();
        let mut partial = roster.partial;
        for entry in entries(roster, WELCOME_MAILS) {
            let Some(mail) = read::<WelcomeMail>(&entry.node, findings) else {
                partial = true;
                continue;
            };
            for (key, text) in [("subject", &mail.subject), ("text", &mail.text)] {
                if text.value.trim().is_empty() {
                    let hint = "drop the mail, and the vendor's own is sent";
                    let text = format!("`{key}` of `{}` is empty", entry.key);
                    findings.refuse("goto:G-002", entry.place, text, Some(hint.into()));
                }
            }
            known.insert(entry.key.clone(), mail);
        }
        Self { known, partial }
    }

    /// Reports a mail that is not declared: its name alone says nothing that could be sent (G-002).
    pub fn check(&self, name: &At<String>, findings: &mut Findings) {
        if self.partial || self.known.contains_key(&name.value) {
            return;
        }
        let near = did_you_mean(&name.value, self.known.keys().map(String::as_str));
        let declare =
            || format!("declare `{}: {{ subject: ..., text: ... }}` under `welcome_mails`", name.value);
        let text = format!("no welcome mail is called `{}`", name.value);
        findings.refuse("goto:G-002", name.place, text, Some(near.unwrap_or_else(declare)));
    }

    /// Tells the creation of a person which mail greets them. Reports one that nobody would be sent (G-508).
    pub fn choose(
        &self,
        name: &At<String>,
        notify: bool,
        attributes: &mut Attributes,
        findings: &mut Findings,
    ) {
        self.check(name, findings);
        if !notify {
            let text = format!("`welcome_mail: {}` is not sent: `notify` is false here", name.value);
            let finding = refusal("goto:G-508", name.place, text);
            findings.push(finding.hint("say `notify: true` for this person, or drop the mail"));
        }
        let Some(WelcomeMail { subject, text }) = self.known.get(&name.value) else { return };
        attributes.set("welcome_mail", Value::text(name.value.as_str()));
        attributes.set("mail_subject", Value::text(subject.value.as_str()));
        attributes.set("mail_text", Value::text(text.value.as_str()));
    }
}
