//! Texts as they go into paths, queries, forms and headers.

use std::fmt::Write;

/// `text` with everything percent-encoded but letters, digits and `-._~`. A space is `%20`: GoTo takes
/// `+` for a plus (`goto-api.md`, section 3).
pub fn percent(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("a string takes any text");
        }
    }
    encoded
}

/// `name=value&…`, percent-encoded.
pub fn form(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", percent(name), percent(value))).collect();
    pairs.join("&")
}

/// `path` with a query.
pub fn query(path: &str, pairs: &[(&str, &str)]) -> String {
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}{}", form(pairs))
}

/// Base64 with padding, for the `Basic` scheme.
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte));
        let group = group << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * at) & 63) as usize];
            text.push(if at <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
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
    }

    #[test]
    fn base64_is_that_of_rfc_4648() {
        let cases = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")];
        for (plain, encoded) in cases {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
        assert_eq!(base64(&[0xfb, 0xff]), "+/8=");
    }
}
