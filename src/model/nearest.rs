//! What somebody probably meant.

/// How many candidates are looked at, and how many of them are compared: a hint is not worth more.
const MOST_CANDIDATES: usize = 20_000;
const MOST_COMPARED: usize = 1_000;
/// How alike two texts must be, from 0 to 1.
const ALIKE: f32 = 0.6;

/// The candidate most like `word`, if any is alike at all. Of two e-mails what stands before the `@` must be
/// alike by itself: a domain in common would make all of them alike.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let (whole, local) = (Letters::of(word), word.split_once('@').map(|(local, _)| Letters::of(local)));
    let may_be_alike = |candidate: &&str| match (&local, candidate.split_once('@')) {
        (Some(own), Some((theirs, _))) => own.may_be_like(theirs),
        _ => whole.may_be_like(candidate),
    };
    let alike = candidates.into_iter().take(MOST_CANDIDATES).filter(may_be_alike).take(MOST_COMPARED);
    let alike: Vec<&str> = alike.collect();
    similar::get_close_matches(word, &alike, 1, ALIKE).into_iter().next()
}

/// The letters of a text, whatever their order: comparing these first spares nearly all of the comparing.
struct Letters {
    counts: [u8; 256],
    length: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut counts = [0_u8; 256];
        for byte in text.bytes() {
            if let Some(count) = counts.get_mut(usize::from(byte)) {
                *count = count.saturating_add(1);
            }
        }
        Self { counts, length: text.len() }
    }

    /// Whether enough letters are the same for `other` to be alike.
    fn may_be_like(&self, other: &str) -> bool {
        let both = (self.length + other.len()) as f32;
        if 2.0 * (self.length.min(other.len()) as f32) < ALIKE * both {
            return false;
        }
        let mut left = self.counts;
        let common = other.bytes().filter(|byte| {
            let Some(count) = left.get_mut(usize::from(*byte)) else { return false };
            let is_there = *count > 0;
            *count -= u8::from(is_there);
            is_there
        });
        2.0 * common.count() as f32 >= ALIKE * both
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_like_it_and_not_only_of_one_domain() {
        let people = ["ana@acme.example", "bob@acme.example", "carla.reis@acme.example", "ana@other.example"];
        for (word, wanted) in [
            ("anna@acme.example", Some("ana@acme.example")),
            ("zoe@acme.example", None),
            ("carla.ries@acme.example", Some("carla.reis@acme.example")),
            ("bob@acme.exmaple", Some("bob@acme.example")),
            ("ana", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, people), wanted, "{word}");
        }
        assert_eq!(nearest("licences", ["license", "licenses", "role"]), Some("licenses"));
    }
}
