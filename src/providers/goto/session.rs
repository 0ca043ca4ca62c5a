//! One session with one account: what reader and writer share, and how both are begun.

use std::sync::Arc;
use std::sync::atomic::AtomicU32;

use jiff::Timestamp;
use tokio::sync::{Mutex, OnceCell};

use super::admin::calls;
use super::api::{ADMIN, Api, CONNECT, EMULATED, MEETINGS, Me, OAUTH, check_account};
use super::contract;
use super::convert::{MANAGE_ACCOUNT, SUPER_USER};
use super::directory::Known;
use super::login::ENDPOINT;
use crate::model::{Endpoint, ErrorKind, Kind, Tenant, VendorError, folded};
use crate::port::Plane;
use crate::providers::kit::directory::Directory;
use crate::providers::kit::login::{EXCHANGED, TokenExchange};
use crate::providers::provider::{self, Opening};

/// What reader and writer share.
pub struct Session {
    /// The vendor.
    pub api: Api,
    /// Names and keys.
    pub directory: Directory<Known>,
    /// Held while the extensions are listed.
    pub extensions: Mutex<()>,
    /// How often they were.
    pub extensions_read: AtomicU32,
    tenant: Tenant,
    account: OnceCell<Account>,
}

impl provider::Session for Session {
    const CREDENTIALS: &[(&str, bool)] = EXCHANGED;
    /// A tenant with one base URL has all of them there, under the same paths (section 3).
    const PLANES: &[(Plane, &str, u32)] = &[
        (OAUTH, "https://authentication.logmeininc.com", 10),
        (ADMIN, "https://api.getgo.com", 10),
        (MEETINGS, "https://api.getgo.com", 10),
        (CONNECT, "https://api.goto.com", 10),
        // Reserved by RFC 2606: nothing on this plane may ever reach the vendor.
        (EMULATED, "https://emulator.invalid", 10),
    ];

    fn open(opening: Opening) -> Self {
        Self {
            api: Api::new(TokenExchange::client(&opening, ENDPOINT)),
            directory: Directory::default(),
            extensions: Mutex::default(),
            extensions_read: AtomicU32::new(0),
            tenant: opening.tenant,
            account: OnceCell::new(),
        }
    }
}

/// The account of the tenant and who acts in it.
pub struct Account {
    pub key: Arc<str>,
    /// The caller's user key.
    pub caller: Arc<str>,
    /// The caller's e-mail in lower case, where the vendor tells it.
    pub caller_email: Option<Arc<str>>,
    /// Whether the caller's role proves that an empty list on GoTo Connect is empty, and not hidden
    /// (section 6.1).
    pub sees_all: bool,
    /// Whether the caller is known to be a Super admin, who is shown everybody's lines.
    pub is_super: bool,
    /// What time it was by the vendor's clock when the session began, where the vendor tells it.
    pub clock: Option<Timestamp>,
}

impl Session {
    /// The account, asked for once.
    ///
    /// # Errors
    /// Refused credentials, an account that the caller does not belong to, or several and none chosen.
    pub async fn account(&self) -> Result<&Account, VendorError> {
        let find = || async { choose(self.api.me().await?, self.tenant.account.as_deref()) };
        self.account.get_or_try_init(find).await
    }

    /// The e-mail of whoever `account` is asked as, where it is known.
    pub fn caller(&self, account: &Account) -> Option<String> {
        let listed = self.directory.with(|known| known.users.name(&account.caller));
        listed.as_ref().or(account.caller_email.as_ref()).map(ToString::to_string)
    }

    /// The portal that the tenant names.
    pub fn portal(&self) -> Option<&str> {
        self.tenant.portal.as_ref().map(|(portal, _)| portal.as_str())
    }

    /// Whether the other side is the vendor itself, who publishes no write of queue membership.
    pub fn is_vendor(&self) -> bool {
        self.tenant.endpoint == Endpoint::Vendor
    }

    /// Whether the vendor may mail people about what is done to them.
    pub fn notifies(&self) -> bool {
        self.tenant.notify
    }

    /// Whether reading shows resources of `kind` here.
    pub fn is_readable(&self, kind: Kind) -> bool {
        calls::readable(&self.tenant, kind)
    }

    /// The contracted seats of the Contact Center, where declared.
    pub fn contact_center_seats(&self) -> Option<u64> {
        contract::of(&self.tenant).map(|contract| contract.seats)
    }
}

fn choose(me: Me, declared: Option<&str>) -> Result<Account, VendorError> {
    let Me { key, account_key, email, admin_roles, accounts, date } = me;
    let date = date.and_then(|date| jiff::fmt::rfc2822::parse(date.trim()).ok());
    let clock = date.map(|date| date.timestamp());
    let mine: Vec<&str> = accounts.iter().map(|account| account.key.as_str()).collect();
    let account = match (declared, account_key.as_ref(), mine.as_slice()) {
        (Some(declared), own, _) => {
            let listed = mine.contains(&declared) || own.is_some_and(|own| own.as_str() == declared);
            if !listed && (own.is_some() || !mine.is_empty()) {
                return Err(not_mine(declared, &mine));
            }
            declared.to_owned()
        }
        (None, Some(own), [] | [_]) => own.to_string(),
        (None, None, [only]) => (*only).to_owned(),
        (None, ..) => return Err(which(&mine)),
    };
    check_account(&account)?;
    // The roles of `/me` are those of the default account.
    let here = account_key.is_none_or(|own| own.as_str() == account);
    let sees_all = here && admin_roles.iter().any(|role| role == SUPER_USER || role == MANAGE_ACCOUNT);
    let is_super = here && admin_roles.iter().any(|role| role == SUPER_USER);
    let caller_email = email.map(|email| folded(&email).into());
    Ok(Account { key: account.into(), caller: key.shared(), caller_email, sees_all, is_super, clock })
}

fn not_mine(declared: &str, mine: &[&str]) -> VendorError {
    let text = format!(
        "account {declared} is not among the caller's ({}): check `account` in tenant.yaml",
        mine.join(", ")
    );
    VendorError::new(ErrorKind::NotFound, text)
}

fn which(mine: &[&str]) -> VendorError {
    let text = match mine {
        [] => "the caller belongs to no account".to_owned(),
        _ => format!(
            "the caller belongs to several accounts ({}): name one as `account` in tenant.yaml",
            mine.join(", ")
        ),
    };
    VendorError::new(ErrorKind::Invalid, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(me: &str, declared: Option<&str>) -> Result<(String, bool), ErrorKind> {
        let me = serde_json::from_str(me).expect("a caller");
        choose(me, declared)
            .map(|account| (account.key.to_string(), account.sees_all))
            .map_err(|error| error.kind)
    }

    #[test]
    fn the_account_is_the_declared_one_or_the_only_one() {
        let one = r#"{"key":"1","accountKey":"5","adminRoles":["SUPER_USER"],"accounts":[{"key":"5"}]}"#;
        let two =
            r#"{"key":"1","accountKey":5,"adminRoles":["MANAGE_ACCOUNT"],"accounts":[{"key":5},{"key":6}]}"#;
        assert_eq!(chosen(one, None), Ok(("5".into(), true)));
        assert_eq!(chosen(one, Some("5")), Ok(("5".into(), true)));
        assert_eq!(chosen(one, Some("6")), Err(ErrorKind::NotFound));
        assert_eq!(chosen(two, None), Err(ErrorKind::Invalid));
        assert_eq!(chosen(two, Some("6")), Ok(("6".into(), false)), "roles are told of the default account");
        assert_eq!(chosen(r#"{"key":"1"}"#, Some("5")), Ok(("5".into(), false)));
        assert_eq!(chosen(r#"{"key":"1"}"#, None), Err(ErrorKind::Invalid));
        assert_eq!(chosen(r#"{"key":"1"}"#, Some("../5")), Err(ErrorKind::Invalid));
    }
}
