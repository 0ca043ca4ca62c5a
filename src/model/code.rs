//! Short codes that stand for one thing and nothing else: an acknowledgement, a step by hand.

use sha2::{Digest, Sha256};

/// Crockford's base 32, which has no letters that look alike.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// `PREFIX-` and `length` letters (at most 32) that stand for all of `parts` together.
pub fn code(prefix: &str, length: usize, parts: &[&str]) -> String {
    let mut sum = Sha256::new();
    for part in parts {
        sum.update((part.len() as u64).to_be_bytes());
        sum.update(part.as_bytes());
    }
    let letters = sum.finalize().into_iter().take(length);
    let letters = letters.filter_map(|byte| LETTERS.get(usize::from(byte % 32)));
    let letters: String = letters.map(|letter| char::from(*letter)).collect();
    format!("{prefix}-{letters}")
}
