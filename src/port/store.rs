//! Where what a vendor renews is kept beyond a run.

use secrecy::SecretString;

use super::seeing::BoxFuture;

/// Keeps a refresh token that a vendor renewed, for the runs that follow.
pub trait KeepToken: Send + Sync {
    /// Keeps `token` in the place of the one before: as a whole or not at all.
    ///
    /// # Errors
    /// Why it is not kept, in words that do not tell it.
    fn keep<'a>(&'a self, token: &'a SecretString) -> BoxFuture<'a, Result<(), String>>;
}
