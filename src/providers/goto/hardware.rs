//! Hardware addresses of phones, as people write them and as they are spelled everywhere.

/// A hardware address as it is spelled everywhere: `00:04:F2:00:00:01`.
pub fn spelled(mac: &str) -> String {
    let digits: Vec<u8> =
        mac.bytes().filter(u8::is_ascii_hexdigit).map(|byte| byte.to_ascii_uppercase()).collect();
    let pairs: Vec<String> =
        digits.chunks(2).map(|pair| String::from_utf8_lossy(pair).into_owned()).collect();
    pairs.join(":")
}

/// Whether `text` can be one: twelve digits, with the usual signs between them.
pub fn is_mac(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
    digits == 12 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'-' | b'.'))
}
