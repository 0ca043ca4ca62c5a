//! Where a renewed refresh token is kept: a file that only its owner reads, or a program of the user's own.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::sync::{Arc, PoisonError, RwLock};

use camino::{Utf8Path, Utf8PathBuf};
use secrecy::{ExposeSecret, SecretString};

use super::{print, programs, session};
use crate::model::{Credential, Mask, Program, Tenant, TokenStore};
use crate::port::{BoxFuture, Clock, KeepToken};
use crate::providers::Renewal;
use crate::run::{Surroundings, TokenProgram};

/// The store that the tenant in `folder` names, and the token that an earlier run left in it.
///
/// # Errors
/// In words, a file that is there and cannot be read, or a variable of the program that is not set.
pub fn renewal(
    folder: &Utf8Path,
    tenant: &Tenant,
    clock: &Arc<dyn Clock>,
    mask: &Arc<RwLock<Mask>>,
) -> Result<Option<Renewal>, String> {
    let used = tenant.credentials.contains_key("refresh_token")
        && !tenant.credentials.contains_key("personal_access_token");
    let renewal = match &tenant.refresh_token_store {
        Some((TokenStore::File(path), _)) if used => from_file(folder, path, mask)?,
        Some((TokenStore::Exec(program), _)) if used => {
            let around = around(folder, program, clock.clone(), mask.clone())?;
            Renewal { kept: None, store: Arc::new(TokenProgram::new(program.clone(), around)) }
        }
        _ => return Ok(None),
    };
    Ok(Some(renewal))
}

fn from_file(folder: &Utf8Path, path: &str, mask: &RwLock<Mask>) -> Result<Renewal, String> {
    let file = folder.join(path);
    let kept = match (file.exists(), file.is_symlink()) {
        (true, _) => Some(session::secret(folder, &Credential::File(path.to_owned())).and_then(token_alone)),
        (false, true) => Some(Err(format!("the file {path} is a link that leads nowhere"))),
        (false, false) => None,
    };
    let kept = kept.transpose().map_err(|why| format!("`refresh_token_store`: {why}"))?;
    mask.write().unwrap_or_else(PoisonError::into_inner).add(&kept);
    Ok(Renewal { kept, store: Arc::new(TokenFile(file)) })
}

/// What a file holds, where that is one token: whatever else it is was written by somebody else, and is not written over.
fn token_alone(text: SecretString) -> Result<SecretString, String> {
    match text.expose_secret().bytes().all(|byte| byte.is_ascii_graphic()) {
        true => Ok(text),
        false => {
            Err("the file holds something else than one token, and is not written over: name another".into())
        }
    }
}

fn around(
    folder: &Utf8Path,
    program: &Program,
    clock: Arc<dyn Clock>,
    mask: Arc<RwLock<Mask>>,
) -> Result<Surroundings, String> {
    let mut variables = BTreeMap::new();
    for name in &program.env {
        let value = std::env::var(name).map_err(|_| {
            format!("the program under `refresh_token_store` gets the environment variable {name}, which is not set")
        })?;
        variables.insert(name.clone(), SecretString::from(value));
    }
    let search = programs::search();
    let tell = Box::new(print::note);
    Ok(Surroundings { folder: folder.to_owned(), search, base: None, mask, variables, clock, tell })
}

/// A file with one token in it.
struct TokenFile(Utf8PathBuf);

impl KeepToken for TokenFile {
    fn keep<'a>(&'a self, token: &'a SecretString) -> BoxFuture<'a, Result<(), String>> {
        // A link stays one: the file that it leads to is written.
        let file = self.0.canonicalize_utf8().unwrap_or_else(|_| self.0.clone());
        let kept = write(&file, token).map_err(|error| format!("{} cannot be written: {error}", self.0));
        Box::pin(std::future::ready(kept))
    }
}

/// Writes the file as a whole: beside it first, which no one else reads at any moment, then in its place.
fn write(file: &Utf8Path, token: &SecretString) -> io::Result<()> {
    let aside = Utf8PathBuf::from(format!("{file}.{}.part", std::process::id()));
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&aside).and_then(|mut own| {
        own.write_all(token.expose_secret().as_bytes())?;
        own.write_all(b"\n")?;
        own.sync_all()
    });
    let done = written.and_then(|()| fs::rename(&aside, file));
    if done.is_err() {
        fs::remove_file(&aside).ok();
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_token_is_written_whole_and_for_its_owner_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = Utf8PathBuf::from_path_buf(folder.path().join("token")).expect("a path of text");
        fs::write(&file, "an older one, which is longer\n").expect("a file");
        let store = TokenFile(file.clone());
        store.keep(&SecretString::from("r2")).await.expect("it is kept");
        assert_eq!(fs::read_to_string(&file).expect("a text"), "r2\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = file.metadata().expect("a file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[tokio::test]
    async fn what_cannot_be_written_leaves_nothing_behind_and_tells_no_token() {
        let store = TokenFile(Utf8PathBuf::from("/nowhere/at/all"));
        let why = store.keep(&SecretString::from("s3cr3t")).await.expect_err("there is no such folder");
        assert!(why.starts_with("/nowhere/at/all cannot be written") && !why.contains("s3cr3t"), "{why}");
    }
}
