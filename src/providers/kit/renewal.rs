//! A refresh token that changes on the way: the one in use, the one that a tenant declared, and where a new one is kept.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use secrecy::{ExposeSecret, SecretString};

use crate::model::{ErrorKind, VendorError};
use crate::port::KeepToken;
use crate::providers::provider::Renewal;

/// The refresh token in use. Where it can be kept it is, before it is used; elsewhere it lives as long as the run.
pub struct Held {
    tokens: Mutex<Tokens>,
    store: Option<Arc<dyn KeepToken>>,
}

struct Tokens {
    current: SecretString,
    /// What the tenant declares, while a kept one is tried first: somebody may have replaced a token that ended.
    declared: Option<SecretString>,
    unkept: bool,
}

impl Held {
    /// Begins with the token that was kept, else with the one that is `declared`.
    pub fn new(declared: SecretString, renewal: Option<&Renewal>) -> Self {
        let kept = renewal.and_then(|renewal| renewal.kept.clone());
        let tokens = match kept {
            Some(kept) if kept.expose_secret() != declared.expose_secret() => {
                Tokens { current: kept, declared: Some(declared), unkept: false }
            }
            _ => Tokens { current: declared, declared: None, unkept: false },
        };
        Self { tokens: Mutex::new(tokens), store: renewal.map(|renewal| Arc::clone(&renewal.store)) }
    }

    fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The one in use.
    pub fn token(&self) -> SecretString {
        self.tokens().current.clone()
    }

    /// The vendor sent `new`: it takes the place of the one in use.
    pub fn renewed(&self, new: SecretString) {
        let mut tokens = self.tokens();
        tokens.unkept = new.expose_secret() != tokens.current.expose_secret();
        tokens.current = new;
        tokens.declared = None;
    }

    /// The one in use was refused. Whether there is another to be tried.
    pub fn fall_back(&self) -> bool {
        let mut tokens = self.tokens();
        let declared = tokens.declared.take();
        let there = declared.is_some();
        if let Some(declared) = declared {
            tokens.current = declared;
        }
        there
    }

    /// Keeps a new token where the tenant says, if there is one that is not kept yet.
    ///
    /// # Errors
    /// Why it is not kept. It is not used then, and nobody asks for another one in this run.
    pub async fn keep(&self) -> Result<(), VendorError> {
        let Some(store) = &self.store else { return Ok(()) };
        let new = Some(self.tokens()).filter(|tokens| tokens.unkept).map(|tokens| tokens.current.clone());
        let Some(new) = new else { return Ok(()) };
        store.keep(&new).await.map_err(|why| {
            let text = format!("the vendor renewed the refresh token, and the new one is not kept: {why}");
            VendorError::new(ErrorKind::Unauthorized, text)
        })?;
        self.tokens().unkept = false;
        Ok(())
    }
}
