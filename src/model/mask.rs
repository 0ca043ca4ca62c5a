//! What was given in confidence, hidden in everything that comes from outside: a vendor's answer, a program's words.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use aho_corasick::{AhoCorasick, MatchKind};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::text::{harmless, percent};

/// What is shown in place of a secret, whatever its length.
const STARS: &str = "********";
/// What is shorter is no secret, and stars in place of every `1` would tell nothing any more.
const SHORTEST: usize = 4;
/// In an answer that is taken for what is live, what is shorter may be a key or a name as well.
const SHORTEST_IN_DATA: usize = 8;

/// What must not be told. Of two secrets that overlap the longer is hidden whole. Its `Debug` tells nothing.
#[derive(Clone, Default)]
pub struct Mask {
    secrets: BTreeSet<Hidden>,
    /// Finds all spellings of all secrets; `None` where there are none.
    all: Option<AhoCorasick>,
    /// The same without short ones.
    long: Option<AhoCorasick>,
}

/// A spelling of a secret.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Hidden(Vec<u8>);

impl fmt::Debug for Mask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mask")
    }
}

impl Mask {
    /// Hides `secrets` in every spelling in which they may come back.
    pub fn new<'a>(secrets: impl IntoIterator<Item = &'a SecretString>) -> Self {
        let mut mask = Self::default();
        mask.add(secrets);
        mask
    }

    /// Hides more. Whether anything of it was not hidden before.
    pub fn add<'a>(&mut self, secrets: impl IntoIterator<Item = &'a SecretString>) -> bool {
        let before = self.secrets.len();
        let spelled = secrets.into_iter().flat_map(|secret| spellings(secret.expose_secret()));
        self.secrets.extend(spelled.filter(|text| text.len() >= SHORTEST).map(Hidden));
        if self.secrets.len() == before {
            return false;
        }
        self.all = finder(self.secrets.iter());
        self.long = finder(self.secrets.iter().filter(|secret| secret.0.len() >= SHORTEST_IN_DATA));
        true
    }

    /// `text` with stars in place of what is hidden.
    pub fn hide(&self, text: &str) -> String {
        match hidden(self.all.as_ref(), text.as_bytes()) {
            Cow::Borrowed(_) => text.to_owned(),
            Cow::Owned(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// The body of an answer with stars in place of what is hidden, also where JSON escapes split it. In a body that is
    /// `data` what is short stays.
    pub fn hide_body(&self, body: Vec<u8>, data: bool) -> Vec<u8> {
        let finder = if data { self.long.as_ref() } else { self.all.as_ref() };
        let Some(found) = finder else { return body };
        let body = match hidden(Some(found), &body) {
            Cow::Borrowed(_) => body,
            Cow::Owned(hidden) => hidden,
        };
        if !body.contains(&b'\\') || !found.is_match(&unescaped(&body)) {
            return body;
        }
        match serde_json::from_slice::<Value>(&body) {
            Ok(mut value) => {
                hide_in(&mut value, found);
                value.to_string().into_bytes()
            }
            // No JSON, and a secret in it: nothing of it is worth the risk.
            Err(_) => STARS.into(),
        }
    }

    /// `bytes` as text for people, `most` characters of it at most. `cut` says that more followed, so that the end
    /// may be the beginning of a secret.
    pub fn shown(&self, bytes: &[u8], cut: bool, most: usize) -> String {
        let mut text = self.hide(&String::from_utf8_lossy(bytes));
        if cut {
            self.drop_begun(&mut text);
        }
        let text = harmless(&text.trim_end().replace('\t', "    ").replace('\n', " "));
        let head: String = text.chars().take(most).collect();
        if cut || head.len() < text.len() { head + "…" } else { text }
    }

    /// Takes the beginning of a secret off the end of `text`.
    fn drop_begun(&self, text: &mut String) {
        let begun = self.secrets.iter().filter_map(|Hidden(secret)| {
            (1..secret.len())
                .rev()
                .find(|end| text.as_bytes().ends_with(secret.get(..*end).unwrap_or(secret)))
        });
        if let Some(longest) = begun.max() {
            let mut end = text.len().saturating_sub(longest);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
        }
    }
}

fn finder<'a>(secrets: impl Iterator<Item = &'a Hidden>) -> Option<AhoCorasick> {
    let secrets: Vec<&[u8]> = secrets.map(|secret| secret.0.as_slice()).collect();
    let found = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&secrets).ok()?;
    (!secrets.is_empty()).then_some(found)
}

fn hidden<'a>(finder: Option<&AhoCorasick>, bytes: &'a [u8]) -> Cow<'a, [u8]> {
    match finder {
        Some(finder) if finder.is_match(bytes) => {
            let stars = vec![STARS; finder.patterns_len()];
            Cow::Owned(finder.replace_all_bytes(bytes, &stars))
        }
        _ => Cow::Borrowed(bytes),
    }
}

/// A JSON text with its escapes taken out, as its strings will read: good enough to look for what they hide.
fn unescaped(json: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(json.len());
    let mut rest = json;
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'\\', [b'u', hex @ ..]) => {
                let digits = hex.get(..4).and_then(|hex| std::str::from_utf8(hex).ok());
                let letter =
                    digits.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
                let mut letters = [0; 4];
                out.extend_from_slice(letter.unwrap_or('\u{fffd}').encode_utf8(&mut letters).as_bytes());
                rest = hex.get(4..).unwrap_or_default();
            }
            (b'\\', [escaped, more @ ..]) => {
                out.push(match escaped {
                    b'n' => b'\n',
                    b't' => b'\t',
                    b'r' => b'\r',
                    other => *other,
                });
                rest = more;
            }
            (byte, _) => out.push(*byte),
        }
    }
    out
}

fn hide_in(value: &mut Value, found: &AhoCorasick) {
    match value {
        Value::String(text) => {
            if let Cow::Owned(bytes) = hidden(Some(found), text.as_bytes()) {
                *text = String::from_utf8_lossy(&bytes).into_owned();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| hide_in(item, found)),
        Value::Object(fields) => {
            let spelled = std::mem::take(fields).into_iter().map(|(name, mut value)| {
                hide_in(&mut value, found);
                let name = String::from_utf8_lossy(&hidden(Some(found), name.as_bytes())).into_owned();
                (name, value)
            });
            *fields = spelled.collect();
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A secret as it is, each of its lines (a key in several is printed line by line), as a JSON text holds it, as a URL
/// does, and as base64 does wherever in the text it stands.
fn spellings(secret: &str) -> Vec<Vec<u8>> {
    let mut spellings: Vec<String> = secret.lines().map(|line| line.trim().to_owned()).collect();
    spellings.push(secret.to_owned());
    let json = Value::from(secret).to_string();
    let json = json.strip_prefix('"').and_then(|json| json.strip_suffix('"'));
    spellings.extend(json.map(str::to_owned));
    for kept in [b"".as_slice(), b"/"] {
        let percent = percent(secret, kept);
        spellings.push(lower_escapes(&percent));
        spellings.push(percent);
    }
    for shift in 0..3 {
        spellings.push(in_base64(secret, shift, &BASE64_STANDARD_NO_PAD));
        spellings.push(in_base64(secret, shift, &BASE64_URL_SAFE_NO_PAD));
    }
    spellings.into_iter().map(String::into_bytes).collect()
}

/// The letters of base64 that stand for `secret` and nothing else, where so many bytes stand before it in its group.
fn in_base64(secret: &str, shift: usize, engine: &impl Engine) -> String {
    let padded: Vec<u8> = std::iter::repeat_n(0, shift).chain(secret.bytes()).collect();
    let text = engine.encode(&padded);
    let whole = padded.len() * 8 / 6;
    let begin = (shift * 8).div_ceil(6);
    text.get(begin..whole).unwrap_or_default().to_owned()
}

/// `text` with the escapes in small letters, as some write them.
fn lower_escapes(text: &str) -> String {
    let mut left = 0;
    let lower = |letter: char| {
        left = if letter == '%' { 2 } else { i32::max(left - 1, -1) };
        if letter != '%' && left >= 0 { letter.to_ascii_lowercase() } else { letter }
    };
    text.chars().map(lower).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(secrets: &[&str]) -> Mask {
        let secrets: Vec<SecretString> = secrets.iter().map(|secret| (*secret).into()).collect();
        Mask::new(&secrets)
    }

    fn check(secret: &str, said: &str, shown: &str) {
        assert_eq!(mask(&[secret]).shown(said.as_bytes(), false, 200), shown);
    }

    #[test]
    fn a_secret_is_hidden_in_every_spelling() {
        check("s3cr3t", "401 for s3cr3t, s3cr3ts3cr3t", "401 for ********, ****************");
        check("a/b+c==", "GET /?key=a%2Fb%2Bc%3D%3D a/b%2Bc%3D%3D", "GET /?key=******** ********");
        check("li\"ne", r#"{"key":"li\"ne"}"#, r#"{"key":"********"}"#);
        check("-----BEGIN-----\nabcdef\n", "bad line abcdef", "bad line ********");
    }

    #[test]
    fn a_secret_is_hidden_wherever_it_stands_in_base64() {
        use base64::prelude::BASE64_STANDARD;
        let secret = "CLIENTSECRET-9f2";
        for (before, after) in [("", ""), ("a", "b"), ("ab", "cde"), ("id:", ""), ("four", ":x")] {
            let text = BASE64_STANDARD.encode(format!("{before}{secret}{after}"));
            let shown = mask(&[secret]).hide(&format!("Basic {text}"));
            assert!(shown.contains(STARS), "{shown}");
            let rest: String = shown.replace("Basic ", "").replace(STARS, "");
            assert!(rest.len() <= text.len() - secret.len(), "{shown} of {text}");
        }
    }

    #[test]
    fn a_body_hides_what_its_escapes_split() {
        let own = mask(&["s3cr/t-token"]);
        let cases = [
            (r#"{"m":"is s3cr\u002ft-token."}"#, r#"{"m":"is ********."}"#),
            (r#"{"m":"is s3cr\/t-\u0074oken"}"#, r#"{"m":"is ********"}"#),
            (r#"{"s3cr\/t-token":["s3cr/t-token"]}"#, r#"{"********":["********"]}"#),
            (r#"not json s3cr\/t-token"#, "********"),
            (r#"{"m":"nothing \u00e9"}"#, r#"{"m":"nothing \u00e9"}"#),
        ];
        for (body, shown) in cases {
            for data in [false, true] {
                assert_eq!(String::from_utf8_lossy(&own.hide_body(body.into(), data)), shown);
            }
        }
        let short = mask(&["1001"]);
        assert_eq!(short.hide_body(b"{\"key\":\"1001\"}".to_vec(), true), b"{\"key\":\"1001\"}");
        assert_eq!(short.hide_body(b"no 1001".to_vec(), false), b"no ********");
    }

    #[test]
    fn nothing_is_told_by_debug() {
        assert_eq!(format!("{:?}", mask(&["s3cr3t"])), "Mask");
    }

    #[test]
    fn what_is_no_secret_is_shown() {
        check("1", "401", "401");
        check("", "nothing", "nothing");
    }

    #[test]
    fn of_two_secrets_the_longer_is_hidden_whole() {
        let both = mask(&["hush", "hush-hush"]);
        assert_eq!(both.shown(b"hush-hush", false, 200), "********");
    }

    #[test]
    fn a_secret_cut_in_two_is_not_shown() {
        let own = mask(&["s3cr3t"]);
        assert_eq!(own.shown(b"token s3cr", true, 200), "token…");
        assert_eq!(own.shown(b"token s3cr", false, 200), "token s3cr");
        assert_eq!(own.shown(b"token s3cr3t", false, 9), "token ***…");
    }

    #[test]
    fn nothing_in_a_line_acts() {
        check("s3cr3t", "\u{1b}[2Ja\tb\r", "\u{fffd}[2Ja    b");
        assert_eq!(mask(&[]).shown(b"\xff\xfe", false, 200), "\u{fffd}\u{fffd}");
    }
}
