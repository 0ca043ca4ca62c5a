//! Identifiers and markers that look like nothing, and are the same in every run.

use sha2::{Digest, Sha256};

/// A uuid made of `parts`: the same parts give the same one, so that a fixture needs to name none.
pub fn uuid(parts: &[&str]) -> String {
    let digest = Sha256::digest(parts.join("\u{0}").as_bytes());
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("{}-{}-4{}-8{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

/// `text` as a marker that nobody should look into.
pub fn seal(text: &str) -> String {
    text.bytes().map(|byte| format!("{:02x}", byte ^ 0x5a)).collect()
}

/// What [`seal`] made a marker of; `None` where it made no such marker.
pub fn open(marker: &str) -> Option<String> {
    let pair = |at: usize| u8::from_str_radix(marker.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..marker.len()).step_by(2).map(|at| Some(pair(at)? ^ 0x5a)).collect();
    String::from_utf8(bytes?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_opens_to_what_was_sealed_and_a_made_up_one_does_not() {
        assert_eq!(open(&seal("ana é")).as_deref(), Some("ana é"));
        assert_eq!(["xyz", "5", "é"].map(open), [None, None, None]);
    }

    #[test]
    fn a_uuid_is_that_of_its_parts() {
        assert_eq!(uuid(&["a", "b"]), uuid(&["a", "b"]));
        assert_ne!(uuid(&["a", "b"]), uuid(&["ab"]));
        assert_eq!(uuid(&[]).len(), 36);
    }
}
