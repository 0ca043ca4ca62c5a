//! Texts as they stand in paths, queries, forms and the `Basic` scheme, and back, and fields of JSON objects: the
//! one thing that a vendor's client and its emulator share.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

/// What a `+` stands for in what is decoded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlusSign {
    /// Itself.
    Plus,
    /// A space, as in forms.
    Space,
}

/// `text` with everything percent-encoded but letters, digits and `-._~`. A space is `%20`: not every server takes
/// `+` for one.
pub fn percent(text: &str) -> String {
    crate::model::percent(text, b"")
}

/// `name=value&…`, percent-encoded.
pub fn form(pairs: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| format!("{}={}", percent(name), percent(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// `path` with a query added; without pairs it stays as it is.
pub fn query(path: &str, pairs: &[(&str, &str)]) -> String {
    let mark = if path.contains('?') { '&' } else { '?' };
    if pairs.is_empty() { path.to_owned() } else { format!("{path}{mark}{}", form(pairs)) }
}

/// `text` percent-decoded; a `%` without two hexadecimal digits stays as it is.
pub fn decode(text: &str, plus: PlusSign) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let code =
            after.first_chunk::<2>().filter(|hex| *first == b'%' && hex.iter().all(u8::is_ascii_hexdigit));
        let code = code.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match (code, first) {
            (Some(byte), _) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            (None, b'+') if plus == PlusSign::Space => bytes.push(b' '),
            (None, byte) => bytes.push(*byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The pairs of a query or of a form.
pub fn pairs(text: &str, plus: PlusSign) -> Vec<(String, String)> {
    let pair = |part: &str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (decode(name, plus), decode(value, plus))
    };
    text.split('&').filter(|part| !part.is_empty()).map(pair).collect()
}

/// The value of an `authorization` header by the `Basic` scheme (RFC 7617).
pub fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}")))
}

/// User and password of an `authorization` header by the `Basic` scheme; `None` where it is none.
pub fn read_basic(header: &str) -> Option<(String, String)> {
    let bytes = BASE64_STANDARD.decode(header.strip_prefix("Basic ")?.trim()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    text.split_once(':').map(|(user, password)| (user.to_owned(), password.to_owned()))
}

/// Gives `object` a field in place of what it had there. What is no object has no fields and stays as it is.
pub fn put(object: &mut Value, field: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(field.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_is_percent_twenty_and_a_plus_is_encoded() {
        let filter = r#"email eq "a+b@x.example""#;
        let expected = "/u?filter=email%20eq%20%22a%2Bb%40x.example%22&pageSize=1";
        assert_eq!(query("/u", &[("filter", filter), ("pageSize", "1")]), expected);
        assert_eq!(query("/u?a=1", &[("b", "é")]), "/u?a=1&b=%C3%A9");
        assert_eq!(query("/u", &[]), "/u");
        assert_eq!(percent("North/East & co."), "North%2FEast%20%26%20co.");
    }

    #[test]
    fn what_is_encoded_comes_back() {
        let text = "100 %, a+b é/\u{1f600}";
        assert_eq!(decode(&percent(text), PlusSign::Space), text);
        let cases = [("a%20b", "a b"), ("%zz%4", "%zz%4"), ("%", "%"), ("é%41", "éA"), ("%+5", "%+5")];
        for (encoded, plain) in cases {
            assert_eq!(decode(encoded, PlusSign::Plus), plain);
        }
    }

    #[test]
    fn a_plus_is_a_space_only_where_that_is_said() {
        let read = |plus| pairs("a+b=c%2Bd&&e", plus);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(read(PlusSign::Space), [pair("a b", "c+d"), pair("e", "")]);
        assert_eq!(read(PlusSign::Plus), [pair("a+b", "c+d"), pair("e", "")]);
    }

    #[test]
    fn a_basic_header_is_read_as_it_was_made() {
        assert_eq!(basic("id", "s:3"), "Basic aWQ6czoz");
        assert_eq!(read_basic("Basic aWQ6czoz"), Some(("id".into(), "s:3".into())));
        for bad in ["Bearer aWQ6czoz", "Basic aWQ", "Basic ??", "aWQ6czoz", ""] {
            assert_eq!(read_basic(bad), None, "{bad}");
        }
    }
}
