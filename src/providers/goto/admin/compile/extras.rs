//! What only people do for somebody: the settings template, features of products, further invitations, a reset of the
//! password.

use super::super::catalogue::{INVITATION, PASSWORD_RESET, PRODUCT_FEATURE, SETTINGS_TEMPLATE};
use super::super::shapes::{Day, Features, Profile, Toggle, User};
use super::person::Person;
use crate::model::{At, Attributes, Findings, Kind, Name, Place, Reason, Value};
use crate::providers::kit::checks::refusal;
use crate::providers::kit::draft::Draft;

/// How many invitations the vendor's pages let somebody be sent before they ask to look at spam folder and address (G-124).
pub const MOST_INVITATIONS: u32 = 3;

/// Checks what a profile says of them.
pub fn check_profile(profile: &Profile, findings: &mut Findings) {
    if let Some(template) = &profile.template {
        check_template(template, findings);
    }
    if let Some(features) = &profile.features {
        check_names(features, findings);
    }
}

/// Checks what one person says of them.
pub fn check(user: &User, findings: &mut Findings) {
    if let Some(template) = &user.template {
        check_template(template, findings);
    }
    if let Some(features) = &user.features {
        check_names(features, findings);
        check_held(features, user, findings);
    }
    if let Some(wanted) = &user.invitations {
        check_invitations(wanted, findings);
    }
    if let Some(day) = user.password_reset.as_ref().filter(|day| day.0.parse::<jiff::civil::Date>().is_err())
    {
        let text = format!("`{}` is no day: expected year, month and day such as `2026-11-27`", day.0);
        findings.refuse("R-006", day.place, text, None);
    }
}

fn check_template(name: &At<String>, findings: &mut Findings) {
    if name.trim().is_empty() {
        let hint = "leave the key out, and the default settings are taken";
        findings.refuse("goto:G-501", name.place, "an empty text is no settings template", Some(hint.into()));
    }
}

/// A slash would not be told from the one that ends the product's name.
fn check_names(features: &Features, findings: &mut Findings) {
    for (name, _) in features.0.iter().flat_map(|(_, each)| &each.0) {
        if name.trim().is_empty() || name.contains('/') {
            let text = format!("`{}` is no name of a feature here", name.value);
            let hint = "write it as the portal does, and a blank where the portal has a slash";
            findings.refuse("goto:G-202", name.place, text, Some(hint.into()));
        }
    }
}

/// Features are of products that the person holds.
fn check_held(features: &Features, user: &User, findings: &mut Findings) {
    let Some(licenses) = &user.licenses else { return };
    for (product, _) in &features.0 {
        if !licenses.iter().any(|own| own.value == product.value) {
            let text = format!("`features` speaks of `{}`, which is not among the licenses", product.value);
            let finding =
                refusal("goto:G-202", product.place, text).also(licenses.place, "the licenses are here");
            findings.push(finding.hint("add the license, or drop the features"));
        }
    }
}

fn check_invitations(wanted: &At<u32>, findings: &mut Findings) {
    let (text, hint) = match wanted.value {
        0 => ("0 invitations are none, and the creation sends one".to_owned(), "say `notify: false` instead"),
        1..=MOST_INVITATIONS => return,
        count => (
            format!(
                "{count} invitations are more than {MOST_INVITATIONS}: another one does not arrive either"
            ),
            "look into the spam folder and at the address, which cannot be corrected (G-005)",
        ),
    };
    findings.refuse("goto:G-124", wanted.place, text, Some(hint.into()));
}

impl Person<'_, '_> {
    /// What somebody who stays is set up with by hand.
    pub fn extras(&self, draft: &mut Draft) {
        let user = &self.user;
        if let Some(template) = &user.template {
            self.one(
                SETTINGS_TEMPLATE,
                ("template", Value::text(template.value.as_str())),
                template.place,
                draft,
            );
        }
        for (product, each) in user.features.iter().flat_map(|features| &features.0) {
            for (feature, state) in &each.0 {
                let key = format!("{}/{}", product.value, feature.value);
                let word = if state.value == Toggle::On { "on" } else { "off" };
                let attributes = Attributes::new().with("state", Value::text(word));
                let cause = self.subject.cause(Reason::Declared);
                draft.add(self.subject.has(PRODUCT_FEATURE, &key), attributes, feature.place, cause);
            }
        }
        if let Some(sent) = &user.invitations {
            self.one(INVITATION, ("sent", Value::Number(sent.value.into())), sent.place, draft);
        }
        if let Some(At { value: Day(day), place }) = &user.password_reset {
            self.one(PASSWORD_RESET, ("asked", Value::text(day.as_str())), *place, draft);
        }
    }

    fn one(&self, kind: Kind, (name, value): (Name, Value), place: Place, draft: &mut Draft) {
        let attributes = Attributes::new().with(name, value);
        draft.add(self.subject.addr(kind), attributes, place, self.subject.cause(Reason::Declared));
    }
}
