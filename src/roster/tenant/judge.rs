//! From what `tenant.yaml` says to a [`Tenant`].

use std::collections::BTreeMap;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use rust_decimal::Decimal;

use super::secrets;
use super::shape::{Amount, CredentialShape, Named, PricesShape, SandboxShape, TenantShape, WriteShape};
use crate::model::{At, Credential, Endpoint, Findings, Place, Tenant, WritePath, nearest};

/// Judges every key, and makes of the shape the tenant that comes nearest to it.
pub(super) fn tenant(shape: TenantShape, place: Place, findings: &mut Findings) -> Tenant {
    let TenantShape { tenant, provider, portal, account, endpoint, sandbox, credentials, .. } = shape;
    let TenantShape { offboarding, notify, prices, writes, .. } = shape;
    let name_place = tenant.as_ref().map_or(place, |name| name.place);
    Tenant {
        name: name(tenant, place, findings),
        provider: provider.map(|provider| provider.value).unwrap_or_default(),
        portal: portal.map(|portal| (portal.value, portal.place)),
        account: account.and_then(|account| not_empty(account, "the account's key", findings)),
        endpoint: self::endpoint(endpoint, sandbox, findings),
        credentials: self::credentials(credentials, findings),
        offboarding: offboarding.unwrap_or_default(),
        notify: notify.unwrap_or(true),
        floors: BTreeMap::new(),
        prices: prices.map(|prices| self::prices(prices, findings)),
        writes: self::writes(writes),
        calls_per_second: None,
        settings: None,
        refresh_token_store: None,
        own: BTreeMap::new(),
        place: name_place,
    }
}

/// `path` without `.` and with `..` worked off, where it stays below the folder that it begins at.
pub(super) fn below(path: &str) -> Option<Utf8PathBuf> {
    let mut clean = Utf8PathBuf::new();
    for part in Utf8Path::new(path).components() {
        match part {
            Utf8Component::Normal(part) => clean.push(part),
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir if clean.pop() => {}
            _ => return None,
        }
    }
    (!clean.as_str().is_empty()).then_some(clean)
}

fn name(name: Option<At<String>>, place: Place, findings: &mut Findings) -> String {
    let Some(name) = name else {
        findings.refuse(
            "R-009",
            place,
            "`tenant` is missing here",
            Some("write `tenant:` with a short name".into()),
        );
        return String::new();
    };
    if name.trim() != *name
        || name.contains(|letter: char| letter.is_control() || matches!(letter, '/' | '\\'))
    {
        let hint = "a short name such as `acme-eu`";
        findings.refuse("R-006", name.place, "a tenant cannot be called like this", Some(hint.into()));
    }
    not_empty(name, "the tenant's name", findings).unwrap_or_default()
}

fn not_empty(text: At<String>, what: &str, findings: &mut Findings) -> Option<String> {
    if text.trim().is_empty() {
        findings.refuse("R-006", text.place, format!("{what} is empty"), None);
        return None;
    }
    Some(text.value)
}

fn endpoint(
    endpoint: Option<At<String>>,
    sandbox: Option<SandboxShape>,
    findings: &mut Findings,
) -> Endpoint {
    let state = sandbox.and_then(|sandbox| sandbox.state);
    // One that is no good is told once.
    let state =
        state.map(|path| self::state(&path, findings).map(Utf8PathBuf::into_string).unwrap_or_default());
    let Some(endpoint) = endpoint else { return Endpoint::Vendor };
    match endpoint.as_str() {
        "vendor" => Endpoint::Vendor,
        "sandbox" => {
            if state.is_none() {
                let hint = "write `sandbox: { state: live.yaml }`";
                findings.refuse("R-009", endpoint.place, "the sandbox has no state file", Some(hint.into()));
            }
            Endpoint::Sandbox { state: state.unwrap_or_default() }
        }
        _ => base(&endpoint, findings),
    }
}

/// The sandbox's state file, where it stays in the tenant's folder.
fn state(path: &At<String>, findings: &mut Findings) -> Option<Utf8PathBuf> {
    let clean = below(path);
    if clean.is_none() {
        let text = format!("`{}` is no file in the tenant's folder", path.value);
        findings.refuse("R-011", path.place, text, Some("give a path below the folder".into()));
    }
    clean
}

fn base(url: &At<String>, findings: &mut Findings) -> Endpoint {
    let rest = url.strip_prefix("https://").or(url.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split('/').next().unwrap_or_default());
    if host.is_some_and(|host| host.contains('@')) {
        let mut finding = secrets::literal(url.place, "the URL holds a user or a password");
        finding.hint = Some("leave it out: secrets stand under `credentials`, as references".into());
        findings.push(finding);
        return Endpoint::Vendor;
    }
    let wrong = |letter: char| letter.is_whitespace() || letter.is_control() || matches!(letter, '?' | '#');
    if host.is_none_or(str::is_empty) || url.contains(wrong) {
        let hint = match nearest(url, ["sandbox", "vendor"]) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write `sandbox`, `vendor`, or a base URL such as `https://host:8080`".to_owned(),
        };
        findings.refuse("R-006", url.place, format!("`{}` is no endpoint", url.value), Some(hint));
        return Endpoint::Vendor;
    }
    Endpoint::Base(url.trim_end_matches('/').to_owned())
}

fn credentials(
    shapes: Option<Named<CredentialShape>>,
    findings: &mut Findings,
) -> BTreeMap<String, (Credential, Place)> {
    let mut credentials = BTreeMap::new();
    for (name, CredentialShape { env, file }) in shapes.into_iter().flat_map(|shapes| shapes.0) {
        let credential = match (env, file) {
            (Some(env), None) => Credential::Env(env.value),
            (None, Some(file)) => {
                let path = not_empty(file, "the path", findings);
                Credential::File(path.unwrap_or_default())
            }
            // Refused, and yet there: it is not missed as well.
            (env, _) => {
                let text = format!("`{}` needs one of `env` and `file`", name.value);
                findings.refuse(
                    "R-006",
                    name.place,
                    text,
                    Some("write { env: NAME } or { file: PATH }".into()),
                );
                Credential::Env(env.map(|env| env.value).unwrap_or_default())
            }
        };
        credentials.insert(name.value, (credential, name.place));
    }
    credentials
}

fn prices(prices: PricesShape, findings: &mut Findings) -> (String, BTreeMap<String, String>) {
    let PricesShape { currency, monthly } = prices;
    if currency.len() != 3 || !currency.bytes().all(|letter| letter.is_ascii_uppercase()) {
        let text = format!("`{}` is no currency", currency.value);
        findings.refuse("R-006", currency.place, text, Some("three letters, such as `EUR`".into()));
    }
    let mut amounts = BTreeMap::new();
    for (name, Amount(amount)) in monthly.into_iter().flat_map(|monthly| monthly.0) {
        if is_amount(&amount) {
            amounts.insert(name.value, amount.value);
        } else {
            let text = format!("`{}` is no amount of money", amount.value);
            findings.refuse("R-006", amount.place, text, Some("a decimal number such as `26.00`".into()));
        }
    }
    (currency.value, amounts)
}

/// Whether `text` is a decimal that is not negative, in plain digits.
fn is_amount(text: &str) -> bool {
    let (whole, cents) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
    digits(whole) && digits(cents) && Decimal::from_str_exact(text).is_ok()
}

/// Which kinds there are, the provider judges.
fn writes(shapes: Option<Named<WriteShape>>) -> BTreeMap<String, (WritePath, Place)> {
    let shapes = shapes.into_iter().flat_map(|shapes| shapes.0);
    let path = |shape| match shape {
        WriteShape::Api => WritePath::Api,
        WriteShape::Manual => WritePath::Manual,
    };
    shapes.map(|(kind, shape)| (kind.value, (path(shape), kind.place))).collect()
}
