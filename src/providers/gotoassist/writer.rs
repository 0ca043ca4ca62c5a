//! Writes a tenant that keeps the assumed contract, one step at a time. What is written as a whole is read fresh
//! first, and where everything is as wanted already, nothing is sent.

use std::collections::BTreeMap;

use super::api::{AccessBody, ContactRecord, MethodRecord, SeatWord};
use super::calls::{
    CREATE_COMPANY, DELETE_COMPANY, DELETE_CONTACT, SET_ACCESS, SET_ACCOUNT, SET_CONTACT, SET_OVERRIDES,
    SET_PORTAL,
};
use super::catalogue::{
    ALL, CATALOGUE, COMPANY_ACCESS, COMPANY_SETTING, CONTACT, CONTACT_METHOD, ROLE, SEAT, STANDARD, USER,
    seat_of,
};
use super::convert;
use super::session::Session;
use crate::model::{Action, Addr, Change, ErrorKind, Performed, VendorError};
use crate::port::Work;
use crate::providers::kit::calls::{CREATE_USER, DELETE_USER};
use crate::providers::kit::writer::{self as kit, Steps, missing};

impl Steps for Session {
    async fn step(&self, work: &Work) -> Result<Performed, VendorError> {
        if self.is_vendor() {
            let text = "no public interface of the vendor writes anything (A-604)";
            return Err(VendorError::new(ErrorKind::Forbidden, text));
        }
        self.caller().await?;
        let context = StepContext { session: self, facts: &(), work, catalogue: &CATALOGUE };
        match work.shape {
            CREATE_USER => context.create_user().await,
            SET_ACCESS => context.set_access().await,
            DELETE_USER => context.delete_user().await,
            CREATE_COMPANY => context.create_company().await,
            DELETE_COMPANY => self.api.delete_company(context.part("company")?).await,
            SET_PORTAL => self.api.set_portal(context.part("company")?, !context.only_removes()).await,
            SET_OVERRIDES => context.set_overrides().await,
            SET_CONTACT => context.set_contact().await,
            DELETE_CONTACT => self.api.delete_contact(context.part("contact")?).await,
            SET_ACCOUNT => context.set_account().await,
            _ => Err(context.no_such_call()),
        }?;
        Ok(Performed::Done)
    }
}

/// One step and where it is done.
type StepContext<'a> = kit::StepContext<'a, Session>;

impl StepContext<'_> {
    /// Invites somebody with everything at once. Who is there already, after a lost answer or by other hands, is
    /// brought to what is wanted instead of being invited twice.
    async fn create_user(&self) -> Result<(), VendorError> {
        let email = self.part("user")?;
        if self.work.tries > 0 && self.session.api.user(email).await?.is_some() {
            return self.set_access().await;
        }
        let mut access = convert::no_access(STANDARD);
        self.lay_over(&mut access);
        let user = self.changes().find(|change| change.addr.kind == USER);
        let name = |name: &str| {
            user.and_then(|user| user.after.as_ref()).and_then(|after| after.text(name)).unwrap_or_default()
        };
        let made =
            self.session.api.create_user((email, name("first_name"), name("last_name")), &access).await;
        match made {
            Err(error)
                if error.kind == ErrorKind::Conflict && self.session.api.user(email).await?.is_some() =>
            {
                self.set_access().await
            }
            made => made,
        }
    }

    async fn set_access(&self) -> Result<(), VendorError> {
        let email = self.part("user")?;
        let Some(user) = self.session.api.user(email).await? else {
            return if self.only_removes() { Ok(()) } else { Err(missing("user", email)) };
        };
        let mut shown = BTreeMap::new();
        convert::user(&user, &mut shown);
        convert::companies(&user, &mut shown);
        self.work
            .agree(|addr| [SEAT, COMPANY_ACCESS].contains(&addr.kind), |addr| shown.contains_key(addr))?;
        let mut access = user.access.clone();
        self.lay_over(&mut access);
        if access == user.access {
            return Ok(());
        }
        let is_caller = self.session.caller().await?.email.as_deref() == Some(email);
        if is_caller && access.role != user.access.role {
            let text = "changing the role of the credential's own user is refused: let somebody else do it";
            return Err(VendorError::new(ErrorKind::Forbidden, text));
        }
        self.session.api.put_access(email, &access).await
    }

    /// Brings `access` to what the changes want; what they do not speak of stays.
    fn lay_over(&self, access: &mut AccessBody) {
        for change in self.changes() {
            let there = change.action != Action::Delete;
            match change.addr.kind {
                ROLE => {
                    let role = change.after.as_ref().and_then(|after| after.text("role"));
                    role.into_iter().for_each(|role| role.clone_into(&mut access.role));
                }
                SEAT => set_seat(access, &change.addr.key, there),
                COMPANY_ACCESS => {
                    let name = convert::wire_company(part(change, "company").unwrap_or(ALL));
                    access.companies.retain(|own| *own != name);
                    access.companies.extend(there.then_some(name));
                }
                _ => {}
            }
        }
        access.companies.sort();
    }

    async fn delete_user(&self) -> Result<(), VendorError> {
        let email = self.part("user")?;
        if self.session.caller().await?.email.as_deref() == Some(email) {
            let text = "deleting the credential's own user is refused: let somebody else do it";
            return Err(VendorError::new(ErrorKind::Forbidden, text));
        }
        self.session.api.delete_user(email).await
    }

    /// Makes a company; a name that is taken is this very company.
    async fn create_company(&self) -> Result<(), VendorError> {
        let name = self.part("company")?;
        match self.session.api.create_company(name).await {
            Err(error) if error.kind == ErrorKind::Conflict => {
                let all = self.session.api.company_records().await?;
                if all.iter().any(|own| own.name == name) { Ok(()) } else { Err(error) }
            }
            made => made,
        }
    }

    async fn set_overrides(&self) -> Result<(), VendorError> {
        let name = self.part("company")?;
        let all = self.session.api.company_records().await?;
        let Some(record) = all.into_iter().find(|own| own.name == name) else {
            return if self.only_removes() { Ok(()) } else { Err(missing("company", name)) };
        };
        let shown: Vec<&str> = convert::settings(&record.settings).map(|(setting, _)| setting).collect();
        let shows = |addr: &Addr| CATALOGUE.part(addr, "setting").is_some_and(|own| shown.contains(&own));
        self.work.agree(|addr| addr.kind == COMPANY_SETTING, shows)?;
        let mut own = record.settings.clone();
        for change in self.changes() {
            let Some(setting) = part(change, "setting").and_then(convert::spelled) else { continue };
            match change.after.as_ref().and_then(|after| after.get("value")) {
                Some(value) => drop(own.insert(setting.into(), convert::json(value))),
                None => drop(own.shift_remove(setting)),
            }
        }
        if own == record.settings { Ok(()) } else { self.session.api.put_overrides(name, own).await }
    }

    async fn set_contact(&self) -> Result<(), VendorError> {
        let name = self.part("contact")?;
        let all = self.session.api.contacts().await?;
        if all.iter().any(|own| own.name == name && own.user.is_some()) {
            let text = format!("`{name}` is the contact that a user is by itself, and is left alone (A-302)");
            return Err(VendorError::new(ErrorKind::Conflict, text));
        }
        let live = all.into_iter().find(|own| own.name == name);
        if live.is_none() && self.only_removes() {
            return Ok(());
        }
        let fresh = || ContactRecord {
            name: name.to_owned(),
            companies: convert::wire_company(ALL),
            user: None,
            methods: Vec::new(),
        };
        let mut contact = live.unwrap_or_else(fresh);
        let mut shown = BTreeMap::new();
        convert::contact(&contact, &mut shown);
        self.work.agree(|addr| addr.kind == CONTACT_METHOD, |addr| shown.contains_key(addr))?;
        for change in self.changes() {
            self.lay_contact(change, &mut contact);
        }
        self.session.api.put_contact(&contact).await
    }

    fn lay_contact(&self, change: &Change, contact: &mut ContactRecord) {
        match change.addr.kind {
            CONTACT => {
                let companies = change.after.as_ref().and_then(|after| after.text("companies"));
                companies.into_iter().for_each(|own| contact.companies = convert::wire_company(own));
            }
            CONTACT_METHOD => {
                let (kind, value) = (part(change, "kind"), part(change, "value"));
                let (kind, value) = (kind.unwrap_or_default(), value.unwrap_or_default());
                contact.methods.retain(|own| own.kind != kind || own.value != value);
                if change.action != Action::Delete {
                    let (kind, value) = (kind.to_owned(), value.to_owned());
                    contact.methods.push(MethodRecord { kind, value, used_by: Vec::new() });
                }
            }
            _ => {}
        }
    }

    async fn set_account(&self) -> Result<(), VendorError> {
        for change in self.changes() {
            let value = change.after.as_ref().and_then(|after| after.get("value"));
            if let (Some(setting), Some(value)) = (convert::spelled(&change.addr.key), value) {
                self.session.api.put_account_setting(setting, &convert::json(value)).await?;
            }
        }
        Ok(())
    }
}

/// Sets or takes one sort of seat. One that goes leaves the other sort alone, in whichever order they come.
fn set_seat(access: &mut AccessBody, key: &str, there: bool) {
    let Some((module, shared)) = seat_of(key) else { return };
    let own = if shared { SeatWord::Shared } else { SeatWord::Named };
    let Some(seat) = convert::seat_mut(access, module) else { return };
    if there {
        *seat = own;
    } else if *seat == own {
        *seat = SeatWord::None;
    }
}

/// A part of the key of what a change is about.
fn part<'c>(change: &'c Change, name: &str) -> Option<&'c str> {
    CATALOGUE.part(&change.addr, name)
}

#[cfg(test)]
mod tests;
