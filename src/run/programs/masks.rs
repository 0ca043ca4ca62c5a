//! Words of a program, made fit to be shown: nothing acts on a terminal, and what it was given in confidence is
//! not told.

use std::collections::BTreeMap;
use std::fmt::Write;

use secrecy::{ExposeSecret, SecretString};

use crate::model::harmless;

/// What is shown in place of a secret, whatever its length.
const STARS: &str = "********";
/// What is shorter is no secret, and stars in place of every `1` would tell nothing any more.
const SHORTEST: usize = 4;
/// Variables that are about the machine: a path in a message is worth reading.
const OPEN: [&str; 6] = ["HOME", "LANG", "LC_ALL", "PATH", "TMPDIR", "TZ"];

/// What must not be told, the longest first: of two that overlap the longer is hidden whole.
pub struct Masks(Vec<SecretString>);

impl Masks {
    /// Hides the values of `variables`, in every spelling in which a program may come to print them.
    pub fn new(variables: &BTreeMap<String, SecretString>) -> Self {
        let hidden = variables.iter().filter(|(name, _)| !OPEN.contains(&name.as_str()));
        let mut spellings: Vec<String> =
            hidden.flat_map(|(_, value)| spellings(value.expose_secret())).collect();
        spellings.retain(|text| text.len() >= SHORTEST);
        spellings.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        spellings.dedup();
        Self(spellings.into_iter().map(SecretString::from).collect())
    }

    /// `bytes` as text for people, `most` characters of it at most. `cut` says that more followed, so that the end
    /// may be the beginning of a secret.
    pub fn shown(&self, bytes: &[u8], cut: bool, most: usize) -> String {
        let mut text = self.hidden(&String::from_utf8_lossy(bytes));
        if cut {
            self.drop_begun(&mut text);
        }
        let text = harmless(&text.trim_end().replace('\t', "    ").replace('\n', " "));
        let head: String = text.chars().take(most).collect();
        if cut || head.len() < text.len() { head + "…" } else { text }
    }

    fn hidden(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| text.replace(secret.expose_secret(), STARS))
    }

    /// Takes the beginning of a secret off the end of `text`.
    fn drop_begun(&self, text: &mut String) {
        let begun = self.0.iter().filter_map(|secret| {
            let ends = secret.expose_secret().char_indices().map(|(end, _)| end).rev();
            ends.filter(|end| *end > 0)
                .find(|end| secret.expose_secret().get(..*end).is_some_and(|head| text.ends_with(head)))
        });
        if let Some(longest) = begun.max() {
            text.truncate(text.len().saturating_sub(longest));
        }
    }
}

/// A secret as it is, each of its lines (a key in several is printed line by line), as a JSON text holds it, and
/// as a URL does.
fn spellings(secret: &str) -> Vec<String> {
    let mut spellings: Vec<String> = secret.lines().map(|line| line.trim().to_owned()).collect();
    spellings.push(secret.to_owned());
    let json = serde_json::Value::from(secret).to_string();
    let json = json.strip_prefix('"').and_then(|json| json.strip_suffix('"'));
    spellings.extend(json.map(str::to_owned));
    spellings.push(percent(secret, false));
    spellings.push(percent(secret, true));
    spellings
}

/// `text` with all but unreserved letters escaped (RFC 3986, section 2.3), or with slashes as they are.
fn percent(text: &str, keep_slashes: bool) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || (keep_slashes && byte == b'/');
        if plain {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masks(pairs: &[(&str, &str)]) -> Masks {
        let variables = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).into()));
        Masks::new(&variables.collect())
    }

    fn check(secret: &str, said: &str, shown: &str) {
        assert_eq!(masks(&[("TOKEN", secret)]).shown(said.as_bytes(), false, 200), shown);
    }

    #[test]
    fn a_secret_is_hidden_in_every_spelling() {
        check("s3cr3t", "401 for s3cr3t, s3cr3ts3cr3t", "401 for ********, ****************");
        check("a/b+c==", "GET /?key=a%2Fb%2Bc%3D%3D a/b%2Bc%3D%3D", "GET /?key=******** ********");
        check("li\"ne", r#"{"key":"li\"ne"}"#, r#"{"key":"********"}"#);
        check("-----BEGIN-----\nabcdef\n", "bad line abcdef", "bad line ********");
    }

    #[test]
    fn what_is_no_secret_is_shown() {
        check("1", "401", "401");
        check("", "nothing", "nothing");
        let both = masks(&[("PATH", "/usr/bin"), ("KEY", "hush")]);
        assert_eq!(both.shown(b"/usr/bin/x: hush", false, 200), "/usr/bin/x: ********");
    }

    #[test]
    fn of_two_secrets_the_longer_is_hidden_whole() {
        let both = masks(&[("A", "hush"), ("B", "hush-hush")]);
        assert_eq!(both.shown(b"hush-hush", false, 200), "********");
    }

    #[test]
    fn a_secret_cut_in_two_is_not_shown() {
        let own = masks(&[("TOKEN", "s3cr3t")]);
        assert_eq!(own.shown(b"token s3cr", true, 200), "token…");
        assert_eq!(own.shown(b"token s3cr", false, 200), "token s3cr");
        assert_eq!(own.shown(b"token s3cr3t", false, 9), "token ***…");
    }

    #[test]
    fn nothing_in_a_line_acts() {
        check("s3cr3t", "\u{1b}[2Ja\tb\r", "\u{fffd}[2Ja    b");
        assert_eq!(masks(&[]).shown(b"\xff\xfe", false, 200), "\u{fffd}\u{fffd}");
    }
}
