//! Everybody in the account, in pages, with the proof that nobody is missing.

use std::sync::Arc;

use super::super::admin::catalogue::{
    CONNECT, EXTENSION, GROUP, GROUP_MEMBER, LICENSE, LICENSE_PRODUCT, ROLE, ROLE_SET, USER,
};
use super::super::api::{Line, User};
use super::super::convert::{self, MANAGE_ACCOUNT, SUPER_USER};
use super::super::directory::Known;
use super::super::session::{Account, Session};
use crate::model::{Addr, ErrorKind, Kind, Observation, VendorError};
use crate::port::of_kind;
use crate::providers::kit::directory::Names;
use crate::providers::kit::reader::{Read, doubt, each};

/// What the user objects tell of.
pub const TOLD_BY_USERS: &[Kind] = &[USER, LICENSE, ROLE, GROUP_MEMBER, EXTENSION];

/// The people, and what was learned by the way.
#[derive(Default)]
pub struct People {
    /// What was seen.
    pub part: Observation,
    /// Whether the caller's own entry proves the rights for the lists of GoTo Connect.
    pub caller_sees_all: bool,
    names: Names,
    devices: Vec<Arc<str>>,
    /// Whether any entry had settings, which hold the extensions.
    settings: bool,
    /// Whether anybody holds a license that brings an extension.
    phones: bool,
    flaw: Option<String>,
}

/// Reads everybody, a hundred at a time.
pub async fn everybody(session: &Session, account: &Account) -> Result<People, VendorError> {
    let mut people = listed(session, account).await?;
    if people.phones && !people.settings {
        read_lines(session, account, &mut people).await?;
    }
    people.remember(session);
    Ok(people)
}

/// The same without asking the phone system for lines: in a portal that has none.
pub async fn everybody_without_lines(session: &Session, account: &Account) -> Result<People, VendorError> {
    let mut people = listed(session, account).await?;
    people.remember(session);
    Ok(people)
}

/// Reads these people alone, one by one, and whoever asks where only their own entry proves their rights. Who is not found
/// may be there all the same.
pub async fn these(session: &Session, account: &Account, emails: &[Arc<str>]) -> Result<People, VendorError> {
    let reads = emails.iter().map(|email| -> Read<'_, _, _> { Box::pin(session.user(account, email)) });
    let mut found: Vec<User> = each(reads).await?.into_iter().flatten().collect();
    let asks = |user: &User| user.key.as_str() == &*account.caller;
    if !account.sees_all && !found.iter().any(asks) {
        found.extend(session.api.user(&account.key, &account.caller).await?);
    }
    let mut people = People::default();
    session.directory.with(|known| found.iter().for_each(|user| people.align(user, account, known)));
    if let Some(flaw) = &people.flaw {
        doubt(&mut people.part, TOLD_BY_USERS, flaw);
    }
    if people.phones && !people.settings {
        for user in &found {
            let Some(lines) = shown(session.lines(account, user.key.as_str()).await, &mut people.part)?
            else {
                continue;
            };
            let number = lines.as_deref().and_then(primary);
            if let (Some(email), Some(number)) = (people.names.name(user.key.as_str()), number) {
                people.part.resources.insert(Addr::new(EXTENSION, email), convert::extension(number));
            }
        }
    }
    session.directory.with(|known| {
        people.hold(known);
        known.users.take_in(std::mem::take(&mut people.names));
        known.caller_sees_all |= people.caller_sees_all;
    });
    Ok(people)
}

/// Lines that were asked for; where they are hidden from the caller, who has which extension is not known.
pub fn shown(
    lines: Result<Option<Vec<Line>>, VendorError>,
    part: &mut Observation,
) -> Result<Option<Option<Vec<Line>>>, VendorError> {
    match lines {
        Err(error) if error.kind == ErrorKind::Forbidden => {
            doubt(part, &[EXTENSION], &error.detail);
            Ok(None)
        }
        lines => lines.map(Some),
    }
}

async fn listed(session: &Session, account: &Account) -> Result<People, VendorError> {
    let mut people = People::default();
    let mut pages = session.api.users(&account.key);
    while let Some(page) = pages.next().await? {
        session.directory.with(|known| {
            for user in page {
                people.align(&user, account, known);
            }
        });
    }
    people.flaw = pages.flaw().map(str::to_owned).or(people.flaw);
    // An empty or cut list would leave out the caller as well.
    if people.names.name(&account.caller).is_none() {
        people.flaw.get_or_insert_with(|| "the caller's own entry is not among the users".into());
    }
    if let Some(flaw) = &people.flaw {
        doubt(&mut people.part, TOLD_BY_USERS, &format!("the list of users is not whole: {flaw}"));
    }
    Ok(people)
}

impl People {
    fn remember(&mut self, session: &Session) {
        session.directory.with(|known| {
            known.held.clear();
            self.hold(known);
            // What was written down before stays: this list may lag behind people just made.
            known.users.take_in(std::mem::take(&mut self.names));
            known.devices.clear();
            known.devices.extend(self.devices.drain(..));
            known.caller_sees_all |= self.caller_sees_all;
            known.listed.insert(USER);
        });
    }

    /// Writes down which extensions are somebody's.
    fn hold(&self, known: &mut Known) {
        let own = of_kind(&self.part.resources, EXTENSION).filter_map(|(_, own)| own.text("number"));
        known.held.extend(own.map(Arc::from));
    }

    fn align(&mut self, user: &User, account: &Account, known: &Known) {
        let Some(email) = convert::email(user) else {
            self.flaw = Some(format!("user {} has no e-mail", user.key));
            return;
        };
        if convert::is_service(&email) {
            self.devices.push(user.key.shared());
            return;
        }
        if !self.names.put(Arc::clone(&email), user.key.shared()) {
            self.flaw = Some(format!("user {} comes twice", user.key));
        }
        if user.key.as_str() == &*account.caller {
            self.caller_sees_all =
                user.admin_roles.iter().any(|role| role == SUPER_USER || role == MANAGE_ACCOUNT);
        }
        self.settings |= user.settings.is_some();
        self.phones |= user.license_keys.iter().any(|key| {
            let products = known.products.get(key.as_str());
            products.is_some_and(|products| products.iter().any(|product| &**product == CONNECT))
        });
        self.doubt_unnamed(user, known);
        convert::resources(user, &email, known, &mut self.part.resources);
    }

    /// What a user holds and no listing names was hidden from the listing: the two counts disagree.
    fn doubt_unnamed(&mut self, user: &User, known: &Known) {
        let license = user.license_keys.iter().find(|key| known.licenses.name(key.as_str()).is_none());
        if let Some(key) = license {
            let reason = format!("user {} holds license {key}, which is not listed", user.key);
            doubt(&mut self.part, &[LICENSE, LICENSE_PRODUCT], &reason);
        }
        let group = user.group_key.as_ref().filter(|key| known.groups.name(key.as_str()).is_none());
        if let Some(key) = group {
            let reason = format!("user {} is in group {key}, which is not listed", user.key);
            doubt(&mut self.part, &[GROUP, GROUP_MEMBER], &reason);
        }
        let custom = user.role_sets.iter().find(|id| known.role_sets.name(id.as_str()).is_none());
        if let Some(id) = custom {
            let reason = format!("user {} holds custom role {id}, which is not listed", user.key);
            doubt(&mut self.part, &[ROLE, ROLE_SET], &reason);
        }
    }
}

/// The primary extensions from the phone system, where the user objects hold no settings.
async fn read_lines(session: &Session, account: &Account, people: &mut People) -> Result<(), VendorError> {
    let mut pages = session.api.phone_users(&account.key);
    let mut nobody = true;
    while let Some(page) = pages.next().await? {
        for user in page {
            nobody = false;
            let email = user.user_key.as_ref().and_then(|key| people.names.name(key.as_str()));
            if let (Some(email), Some(number)) = (email, primary(&user.lines)) {
                people.part.resources.insert(Addr::new(EXTENSION, email), convert::extension(number));
            }
        }
    }
    if nobody {
        let reason = "neither the users nor the phone system tell any extension";
        doubt(&mut people.part, &[EXTENSION], reason);
    }
    Ok(())
}

/// The number of the primary line.
pub fn primary(lines: &[Line]) -> Option<&str> {
    let line = lines.iter().find(|line| line.primary == Some(true))?;
    line.number.as_ref().map(|number| number.as_str())
}
