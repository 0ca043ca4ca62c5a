//! Folders that cannot be kept as files of a repository: what cannot be read, is too large, leads elsewhere, or
//! is not there. None of them is ever taken for "nothing declared", and none is a panic.

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use rosterctl::port::Portal;
use rosterctl::roster::{self, Loaded};
use rosterctl::{providers, report};

const TENANT: &str = "tenant: acme\nprovider: goto\nendpoint: sandbox\nsandbox: { state: live.yaml }\n";
const PEOPLE: &str = "users:\n  ana@acme.example: { first_name: Ana }\n";

/// A tenant folder for one test, gone when it is dropped.
struct Folder {
    _temp: tempfile::TempDir,
    path: Utf8PathBuf,
}

impl Folder {
    /// A folder `acme` with these files.
    fn with(files: &[(&str, &[u8])]) -> Self {
        let temp = tempfile::tempdir().unwrap();
        let path = Utf8PathBuf::from_path_buf(temp.path().canonicalize().unwrap()).unwrap().join("acme");
        let folder = Self { _temp: temp, path };
        folder.write("tenant.yaml", TENANT.as_bytes());
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    fn write(&self, name: &str, text: &[u8]) {
        let path = self.path.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn load(&self) -> Loaded {
        load(&self.path)
    }
}

fn load(path: &Utf8Path) -> Loaded {
    let known: Vec<&'static Portal> = providers::ALL.iter().flat_map(|provider| provider.portals()).collect();
    roster::load(roster::open(path, &known))
}

/// Code, place and text of everything that refuses.
fn told(loaded: Loaded) -> Vec<String> {
    let Loaded { files, findings, .. } = loaded;
    let shown = report::findings(&findings.clone().sorted(), &files, "".into());
    let heads = shown.lines().filter(|line| !line.starts_with(' ') && !line.contains("warning "));
    heads.map(str::to_owned).collect()
}

#[test]
fn a_file_that_is_not_utf8_is_refused_at_its_first_wrong_byte() {
    let folder = Folder::with(&[("people.yaml", b"users:\n  ana@acme.example: { last_name: S\xf3 }\n")]);
    let wanted = "people.yaml:2:35: R-001: the file is not UTF-8: byte 42 is 0xf3";
    assert_eq!(told(folder.load()), [wanted]);
}

#[test]
fn a_file_in_utf16_is_refused() {
    let folder = Folder::with(&[("people.yaml", b"\xff\xfeu\0s\0e\0r\0s\0")]);
    assert_eq!(told(folder.load()), ["people.yaml:1:1: R-001: the file is not UTF-8: byte 1 is 0xff"]);
}

#[test]
fn a_file_over_the_limit_is_refused_before_it_is_read() {
    let folder = Folder::with(&[]);
    let file = fs::File::create(folder.path.join("people.yaml")).unwrap();
    file.set_len((64 << 20) + 1).unwrap();
    assert_eq!(told(folder.load()), ["people.yaml:1:1: R-002: the file is larger than 64 MiB"]);
}

#[test]
fn a_tenant_file_that_is_not_utf8_is_refused() {
    let folder = Folder::with(&[("tenant.yaml", b"tenant: \xff\n"), ("people.yaml", PEOPLE.as_bytes())]);
    assert_eq!(told(folder.load()), ["tenant.yaml:1:9: R-001: the file is not UTF-8: byte 9 is 0xff"]);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused_and_not_waited_for() {
    let folder = Folder::with(&[("people.yaml", PEOPLE.as_bytes())]);
    let socket = folder.path.join("queue.yaml");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    assert_eq!(told(folder.load()), ["queue.yaml:1:1: R-001: this is not a file with a text"]);
}

#[cfg(unix)]
#[test]
fn a_file_without_the_right_to_read_it_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("people.yaml", PEOPLE.as_bytes())]);
    let file = folder.path.join("people.yaml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&file).is_ok() {
        return; // This user may read everything.
    }
    let told = told(folder.load());
    assert!(told[0].starts_with("people.yaml:1:1: R-001: the file cannot be read:"), "{told:?}");
}

#[cfg(unix)]
#[test]
fn links_may_not_leave_the_folder() {
    use std::os::unix::fs::symlink;
    let folder =
        Folder::with(&[("people.yaml", PEOPLE.as_bytes()), ("../other/more.yaml", PEOPLE.as_bytes())]);
    symlink("../other/more.yaml", folder.path.join("linked.yaml")).unwrap();
    symlink("../other", folder.path.join("others")).unwrap();
    symlink("nowhere.yaml", folder.path.join("broken.yaml")).unwrap();
    symlink("people.yaml", folder.path.join("same.yaml")).unwrap();
    let told = told(folder.load());
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("broken.yaml:1:1: R-001: this link leads nowhere"), "{told:?}");
    assert_eq!(told[1], "linked.yaml:1:1: R-011: the link `linked.yaml` leaves the tenant's folder");
    assert_eq!(told[2], "others:1:1: R-011: the link `others` leaves the tenant's folder");
}

#[cfg(unix)]
#[test]
fn a_link_into_a_dot_folder_is_read() {
    let folder = Folder::with(&[("..data/people.yaml", PEOPLE.as_bytes())]);
    std::os::unix::fs::symlink("..data/people.yaml", folder.path.join("people.yaml")).unwrap();
    assert_eq!(told(folder.load()), [""; 0]);
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_utf8_is_refused() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::with(&[("people.yaml", PEOPLE.as_bytes())]);
    let name = std::ffi::OsStr::from_bytes(b"m\xfcller.yaml");
    fs::write(folder.path.as_std_path().join(name), PEOPLE).unwrap();
    assert_eq!(told(folder.load()), ["m\u{fffd}ller.yaml:1:1: R-001: the name of this file is not UTF-8"]);
}

#[test]
fn a_tenant_without_roster_files_declares_nothing_and_is_refused() {
    let files: &[(&str, &[u8])] = &[
        ("live.yaml", b"users: []\n"),
        ("adopted.yaml", b"x: 1\n"),
        (".hidden/people.yaml", PEOPLE.as_bytes()),
    ];
    let wanted = ["tenant.yaml:1:9: R-012: no file of this tenant declares anything"];
    assert_eq!(told(Folder::with(files).load()), wanted);
    assert_eq!(told(Folder::with(&[("people.yaml", b"")]).load()), wanted);
}

#[test]
fn what_git_ignores_is_read_all_the_same() {
    let files: &[(&str, &[u8])] = &[
        ("people.yaml", PEOPLE.as_bytes()),
        (".gitignore", b"*\n"),
        (".ignore", b"*\n"),
        ("Sub/More.YML", b"userz: {}\n"),
    ];
    assert_eq!(told(Folder::with(files).load()), ["Sub/More.YML:1:1: R-005: no section is called `userz`"]);
}

#[test]
fn a_folder_that_is_a_tenant_itself_is_not_read_with_the_one_above() {
    let files: &[(&str, &[u8])] = &[
        ("people.yaml", PEOPLE.as_bytes()),
        ("sub/tenant.yaml", b"?"),
        ("sub/people.yaml", b"nonsense: {}\n"),
    ];
    assert_eq!(told(Folder::with(files).load()), [""; 0]);
}

#[test]
fn tenants_are_found_below_any_folder() {
    let folder =
        Folder::with(&[("sub/tenant.yaml", TENANT.as_bytes()), (".git/tenant.yaml", b""), ("x/y.yaml", b"")]);
    let above = folder.path.parent().unwrap();
    assert_eq!(roster::tenants(above).unwrap(), [folder.path.clone(), folder.path.join("sub")]);
    let none = roster::tenants(&folder.path.join("x")).unwrap_err();
    assert_eq!((&*none.code, none.hint.unwrap().contains("give that folder")), ("R-012", true));
    let missing = roster::tenants(&folder.path.join("nowhere")).unwrap_err();
    assert_eq!((&*missing.code, missing.text.as_str()), ("R-012", "there is no such folder"));
    let file = roster::tenants(&folder.path.join("tenant.yaml")).unwrap_err();
    assert_eq!((&*file.code, file.text.as_str()), ("R-012", "this is a file, not a folder"));
}

#[test]
fn a_folder_that_is_no_tenant_or_not_there_is_refused() {
    let folder = Folder::with(&[]);
    for path in [folder.path.parent().unwrap(), &folder.path.join("nowhere")] {
        let told = told(load(path));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("R-012: "), "{told:?}");
    }
}

#[test]
fn two_tenants_of_one_name_are_refused() {
    let (one, two) = (Folder::with(&[]), Folder::with(&[]));
    let known: Vec<&'static Portal> = providers::ALL.iter().flat_map(|provider| provider.portals()).collect();
    let providers = &known;
    let mut tenants =
        [("a".into(), roster::open(&one.path, providers)), ("b".into(), roster::open(&two.path, providers))];
    roster::twins(&mut tenants);
    let codes: Vec<_> =
        tenants[1].1.findings.iter().map(|finding| (&*finding.code, finding.text.as_str())).collect();
    assert!(tenants[0].1.findings.is_empty());
    assert_eq!(codes, [("R-021", "the tenant in a is called `acme` too")]);
}

#[test]
fn many_files_give_the_same_findings_each_time() {
    let texts: Vec<(String, String)> = (0..50)
        .map(|n| {
            (format!("people/{n:02}.yaml"), format!("users:\n  u{}@acme.example: {{ nme: x }}\n", n % 40))
        })
        .collect();
    let files: Vec<(&str, &[u8])> =
        texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let folder = Folder::with(&files);
    let first = told(folder.load());
    assert_eq!(first.iter().filter(|line| line.contains("R-004")).count(), 10);
    for _ in 0..5 {
        assert_eq!(told(folder.load()), first);
    }
}

#[test]
fn a_secret_is_hidden_whatever_ends_the_lines() {
    for end in ["\n", "\r\n", "\r"] {
        let tenant =
            ["tenant: acme", "provider: gotto", "credentials:", "  client_id: s3cr3t", "  x: 'y"].join(end);
        for tenant in [tenant.clone(), tenant.replace("'y", "y")] {
            let folder =
                Folder::with(&[("tenant.yaml", tenant.as_bytes()), ("people.yaml", PEOPLE.as_bytes())]);
            let Loaded { files, findings, .. } = folder.load();
            let shown = report::findings(&findings.sorted(), &files, "".into());
            assert!(!shown.contains("s3cr3t") && shown.contains("***"), "{shown}");
        }
    }
}

#[test]
fn the_state_of_the_sandbox_is_data() {
    let folder = Folder::with(&[(
        "live.yaml",
        b"account: { key: 8887380153236031176 }\nseats: 1_0\nid: 99999999999999999999\nno: no\n",
    )]);
    let state = roster::state(&folder.path.join("live.yaml"), roster::Named::Regular).unwrap();
    let wanted = serde_json::json!({
        "account": { "key": 8_887_380_153_236_031_176_u64 }, "seats": "1_0", "id": "99999999999999999999", "no": "no"
    });
    assert_eq!(state, wanted);
    let (_, findings) = roster::state(&folder.path.join("nowhere.yaml"), roster::Named::Regular).unwrap_err();
    assert_eq!(findings.sorted()[0].code, "R-001");
}
