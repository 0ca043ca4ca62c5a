//! Which folders are tenants, and which files are theirs.
//!
//! What git ignores is read all the same: a file that some ignore rule hides would otherwise silently count
//! as "nothing declared".

use std::collections::BTreeMap;
use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use ignore::{DirEntry, WalkBuilder};

use super::source::Trouble;
use crate::model::{Finding, Severity};

/// The file that makes a folder a tenant.
pub(super) const TENANT: &str = "tenant.yaml";

/// The file that holds what people confirmed, beside `tenant.yaml`.
pub const CONFIRMED: &str = "confirmed.yaml";

/// Files at the top of a tenant that are not about what is declared.
const NOT_ROSTER: [&str; 2] = ["adopted.yaml", "protect.yaml"];

/// The tenant folders at or below `path`, sorted.
///
/// # Errors
/// R-012 where there is none, R-001 where a folder that is in no tenant cannot be read.
pub fn tenants(path: &Utf8Path) -> Result<Vec<Utf8PathBuf>, Box<Finding>> {
    let about = fs::metadata(path).map_err(|error| no_folder(path, &error))?;
    if !about.is_dir() {
        return Err(refuse("R-012", path, "this is a file, not a folder", "give the tenant's folder"));
    }
    let (mut found, mut unread) = (Vec::new(), Vec::new());
    for entry in walk(path, |_| true) {
        match entry {
            Ok(entry) if entry.file_name() == TENANT && !is_dir(&entry) => {
                let folder = entry.path().parent().and_then(Utf8Path::from_path).unwrap_or(path);
                found.push(
                    if folder == "." { folder } else { folder.strip_prefix(".").unwrap_or(folder) }
                        .to_owned(),
                );
            }
            Ok(_) => {}
            Err(error) => unread.push((path_of(&error), error)),
        }
    }
    // What cannot be read within a tenant is reported when that tenant is read.
    let lost = unread.iter().find(|(place, _)| !found.iter().any(|tenant| place.starts_with(tenant)));
    if let Some((place, error)) = lost {
        return Err(refuse(
            "R-001",
            place,
            format!("cannot be read: {error}"),
            "look at its owner and its rights",
        ));
    }
    if found.is_empty() {
        return Err(no_tenant(path));
    }
    found.sort();
    Ok(found)
}

/// The YAML files of the tenant in `folder`, by their path below it; of what cannot be read, why.
pub(super) fn files(folder: &Utf8Path) -> BTreeMap<Utf8PathBuf, Result<(), Trouble>> {
    let real = folder.canonicalize_utf8().unwrap_or_else(|_| folder.to_owned());
    let own = |entry: &DirEntry| entry.depth() == 0 || !is_dir(entry) || !is_tenant(entry);
    let mut found = BTreeMap::new();
    for entry in walk(folder, own) {
        let (path, file) = match entry {
            Ok(entry) => match below(folder, &real, &entry) {
                Some(file) => file,
                None => continue,
            },
            Err(error) => {
                let path = path_of(&error);
                let path = path.strip_prefix(folder).unwrap_or(&path).to_owned();
                (
                    path,
                    Err(Trouble::new(
                        "R-001",
                        format!("cannot be read: {error}"),
                        "look at its owner and its rights",
                    )),
                )
            }
        };
        found.insert(path, file);
    }
    found
}

/// Whether a file of a tenant is about what is declared; `state` is the sandbox's state file.
pub(super) fn is_roster(path: &Utf8Path, state: Option<&Utf8Path>) -> bool {
    path != TENANT && Some(path) != state && !NOT_ROSTER.iter().any(|other| path == *other)
}

fn walk(path: &Utf8Path, keep: impl Fn(&DirEntry) -> bool + Send + Sync + 'static) -> ignore::Walk {
    let mut walk = WalkBuilder::new(path);
    walk.standard_filters(false).hidden(true).follow_links(false).filter_entry(keep);
    walk.sort_by_file_path(std::path::Path::cmp);
    walk.build()
}

/// What `entry` is to the tenant in `folder`: nothing, a file of it, or a trouble.
fn below(folder: &Utf8Path, real: &Utf8Path, entry: &DirEntry) -> Option<(Utf8PathBuf, Result<(), Trouble>)> {
    let Some(path) = Utf8Path::from_path(entry.path()) else {
        let shown = Utf8PathBuf::from(entry.path().to_string_lossy().into_owned());
        let trouble = Trouble::new("R-001", "the name of this file is not UTF-8", "rename it");
        let path = shown.strip_prefix(folder).unwrap_or(&shown).to_owned();
        return is_yaml(&shown).then_some((path, Err(trouble)));
    };
    let own = path.strip_prefix(folder).unwrap_or(path).to_owned();
    if entry.path_is_symlink() && entry.depth() > 0 {
        return link(real, path, &own).map(|file| (own, file));
    }
    (is_yaml(path) && !is_dir(entry)).then_some((own, Ok(())))
}

/// What a link at `path` (`own` below the tenant) is: it may lead to any place of the tenant, and is read
/// only where that place is not read by itself.
fn link(real: &Utf8Path, path: &Utf8Path, own: &Utf8Path) -> Option<Result<(), Trouble>> {
    let yaml = is_yaml(path);
    let target = match path.canonicalize_utf8() {
        Ok(target) => target,
        Err(_) if !yaml => return None,
        Err(error) => {
            let text = format!("this link leads nowhere: {error}");
            return Some(Err(Trouble::new("R-001", text, "mend the link or take it out")));
        }
    };
    let is_folder = target.is_dir();
    if !yaml && !is_folder {
        return None;
    }
    let Ok(inside) = target.strip_prefix(real) else {
        let text = format!("the link `{own}` leaves the tenant's folder");
        return Some(Err(Trouble::new("R-011", text, "copy what it leads to into the folder")));
    };
    let hidden = inside.components().any(|part| part.as_str().starts_with('.'));
    let foreign =
        inside.ancestors().skip(1).any(|above| above != "" && real.join(above).join(TENANT).exists());
    match (is_folder, hidden || foreign) {
        (true, false) => None,
        (true, true) => {
            let text = format!("the link `{own}` leads to a folder that is not read");
            Some(Err(Trouble::new("R-011", text, "copy what it leads to into the folder")))
        }
        (false, true) => Some(Ok(())),
        (false, false) => (!is_yaml(inside)).then_some(Ok(())),
    }
}

fn is_yaml(path: &Utf8Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("yaml") || end.eq_ignore_ascii_case("yml"))
}

fn is_dir(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

fn is_tenant(entry: &DirEntry) -> bool {
    fs::symlink_metadata(entry.path().join(TENANT)).is_ok_and(|about| !about.is_dir())
}

/// The path that an error of the walk is about.
fn path_of(error: &ignore::Error) -> Utf8PathBuf {
    match error {
        ignore::Error::WithPath { path, .. } => Utf8PathBuf::from(path.to_string_lossy().into_owned()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Utf8PathBuf::from(child.to_string_lossy().into_owned()),
        _ => Utf8PathBuf::new(),
    }
}

fn refuse(code: &'static str, about: &Utf8Path, text: impl Into<String>, hint: &str) -> Box<Finding> {
    Box::new(Finding::new(code, Severity::Refuse, text).about(about.as_str()).hint(hint))
}

fn no_folder(path: &Utf8Path, error: &std::io::Error) -> Box<Finding> {
    match error.kind() {
        std::io::ErrorKind::NotFound => refuse("R-012", path, "there is no such folder", "check the path"),
        _ => refuse("R-001", path, format!("cannot be read: {error}"), "look at its owner and its rights"),
    }
}

fn no_tenant(path: &Utf8Path) -> Box<Finding> {
    let real = path.canonicalize_utf8().unwrap_or_else(|_| path.to_owned());
    let above = real.ancestors().skip(1).find(|above| above.join(TENANT).is_file());
    let hint = match above {
        Some(above) => format!("it is part of the tenant in {above}: give that folder"),
        None => format!("a tenant is a folder with a `{TENANT}`"),
    };
    refuse("R-012", path, "there is no tenant in this folder", &hint)
}
