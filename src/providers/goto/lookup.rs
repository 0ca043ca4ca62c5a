//! From the name in an address to the vendor's key: from the directory, and by asking where it is not there.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::admin::catalogue::{DEVICE, EXTENSION_NUMBER, PHONE_NUMBER};
use super::api::{Extension, Key, Line, User};
use super::convert;
use super::directory::{Known, KnownQueue};
use super::reader;
use super::session::{Account, Session};
use crate::model::{Addr, ErrorKind, VendorError};

impl Session {
    /// The user as it is now; `None` where nobody in the account has this e-mail.
    pub async fn user(&self, account: &Account, email: &str) -> Result<Option<User>, VendorError> {
        let found = match self.directory.with(|known| known.users.key(email)) {
            Some(key) => self.api.user(&account.key, &key).await?,
            None => self.api.user_by_email(&account.key, email).await?,
        };
        self.directory.with(|known| match found.as_ref().map(|user| (convert::email(user), &user.key)) {
            Some((Some(own), key)) => {
                known.users.put(own, key.shared());
            }
            _ => known.users.forget_name(email),
        });
        // Under the key that was known for the address there may be somebody who was renamed meanwhile.
        Ok(found.filter(|user| convert::email(user).as_deref() == Some(email)))
    }

    /// The key of a user.
    pub async fn user_key(&self, account: &Account, email: &str) -> Result<Option<Arc<str>>, VendorError> {
        if let Some(key) = self.directory.with(|known| known.users.key(email)) {
            return Ok(Some(key));
        }
        Ok(self.user(account, email).await?.map(|user| user.key.shared()))
    }

    /// The key of a group by path; `fresh` does not trust what is known.
    pub async fn group_key(
        &self,
        account: &Account,
        path: &str,
        fresh: bool,
    ) -> Result<Option<Arc<str>>, VendorError> {
        let known = || self.directory.with(|known| known.groups.key(path));
        if fresh || known().is_none() {
            reader::groups(self, account).await?;
        }
        Ok(known())
    }

    /// The key of a license by description.
    pub async fn license_key(&self, account: &Account, name: &str) -> Result<Option<Arc<str>>, VendorError> {
        self.known(|known| known.licenses.key(name), reader::licenses(self, account)).await
    }

    /// The id of a custom role by name.
    pub async fn role_set_id(&self, account: &Account, name: &str) -> Result<Option<Arc<str>>, VendorError> {
        self.known(|known| known.role_sets.key(name), reader::role_sets(self, account)).await
    }

    /// A queue by name.
    pub async fn queue(&self, account: &Account, name: &str) -> Result<Option<KnownQueue>, VendorError> {
        self.known(|known| known.queues.get(name).cloned(), reader::queues(self, account)).await
    }

    /// What is known, after `read` where nothing is known yet.
    async fn known<T, R>(
        &self,
        look: impl Fn(&mut Known) -> Option<T>,
        read: impl Future<Output = Result<R, VendorError>>,
    ) -> Result<Option<T>, VendorError> {
        if let Some(known) = self.directory.with(&look) {
            return Ok(Some(known));
        }
        read.await?;
        Ok(self.directory.with(look))
    }
}

impl Session {
    /// The lines of a user; `None` where the phone system does not know the user yet. To whoever is no Super admin it
    /// hides another person's lines behind 404 or 403 (section 6.2), which says nothing of what it knows: the list of
    /// everybody's lines does.
    ///
    /// # Errors
    /// [`ErrorKind::Forbidden`] where the caller may see neither.
    pub async fn lines(&self, account: &Account, user: &str) -> Result<Option<Vec<Line>>, VendorError> {
        let told = self.api.lines(user).await;
        let hidden = match &told {
            Ok(Some(_)) => false,
            Ok(None) => !account.is_super && user != &*account.caller,
            Err(error) => error.kind == ErrorKind::Forbidden,
        };
        if !hidden {
            return told;
        }
        if !account.sees_all && !self.directory.with(|known| known.caller_sees_all) {
            let text =
                format!("the lines of user {user} are hidden from the caller: a Super admin is shown them");
            return Err(VendorError::new(ErrorKind::Forbidden, text));
        }
        let mut pages = self.api.phone_users(&account.key);
        while let Some(page) = pages.next().await? {
            let is_meant = |own: &Key| own.as_str() == user;
            let found = page.into_iter().find(|one| one.user_key.as_ref().is_some_and(is_meant));
            if let Some(found) = found {
                return Ok(Some(found.lines));
            }
        }
        Ok(None)
    }

    /// The id of the direct extension with this number; `fresh` does not trust what is known.
    pub async fn extension_id(
        &self,
        account: &Account,
        number: &str,
        fresh: bool,
    ) -> Result<Option<Arc<str>>, VendorError> {
        let known = || self.directory.with(|known| known.extensions.get(number).cloned());
        if !fresh && let Some(id) = known() {
            return Ok(Some(id));
        }
        // One at a time: who waited finds the listing that the one before has made.
        let before = self.extensions_read.load(Ordering::Relaxed);
        let _one = self.extensions.lock().await;
        let read = self.extensions_read.load(Ordering::Relaxed);
        if read == 0 || (fresh && read == before) {
            self.list_extensions(account).await?;
        }
        Ok(known())
    }

    async fn list_extensions(&self, account: &Account) -> Result<(), VendorError> {
        let mut list = self.api.extensions(&account.key).all().await?;
        list.retain(Extension::is_direct);
        let listed = list.into_iter().filter_map(|one| Some((one.number?.shared(), one.id.into()))).collect();
        self.directory.with(|known| known.extensions = listed);
        self.extensions_read.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

impl Session {
    /// The id of a phone number.
    pub async fn number_id(&self, account: &Account, number: &str) -> Result<Option<Arc<str>>, VendorError> {
        let all = [Addr::new(PHONE_NUMBER, number)];
        self.known(|known| known.numbers.get(number).cloned(), reader::desk(self, account, &all)).await
    }

    /// The id of a desk phone by its hardware address; `fresh` does not trust what is known.
    pub async fn phone_id(
        &self,
        account: &Account,
        mac: &str,
        fresh: bool,
    ) -> Result<Option<Arc<str>>, VendorError> {
        if fresh {
            self.directory.with(|known| known.phones.remove(mac));
        }
        let all = [Addr::new(DEVICE, mac)];
        self.known(|known| known.phones.get(mac).cloned(), reader::desk(self, account, &all)).await
    }

    /// The id of the extension that has this number now, whatever it is: numbers move, so what is known is looked at once
    /// more.
    pub async fn target_id(&self, account: &Account, number: &str) -> Result<Option<Arc<str>>, VendorError> {
        let known =
            |known: &mut Known| known.extensions.get(number).or_else(|| known.targets.get(number)).cloned();
        if let Some(id) = self.directory.with(known) {
            let own = self.api.extension(&id).await?.and_then(|own| own.number);
            if own.is_some_and(|own| own.as_str() == number) {
                return Ok(Some(id));
            }
        }
        reader::desk(self, account, &[Addr::new(EXTENSION_NUMBER, "")]).await?;
        Ok(self.directory.with(|known| known.targets.get(number).cloned()))
    }
}
