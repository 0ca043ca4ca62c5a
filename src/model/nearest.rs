//! What somebody probably meant.

/// How many candidates are compared letter by letter: a hint is not worth more.
const MOST_CANDIDATES: usize = 5_000;

/// The candidate most like `word`, if any is alike at all. Of two e-mails what stands before the `@` must be
/// alike by itself: a domain in common would make all of them alike.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let is_alike = |candidate: &&str| match (word.split_once('@'), candidate.split_once('@')) {
        (Some((own, _)), Some((theirs, _))) => near(own, &[theirs]).is_some(),
        _ => true,
    };
    let candidates =
        candidates.into_iter().filter(|candidate| comparable(word, candidate)).take(MOST_CANDIDATES);
    let alike: Vec<&str> = candidates.filter(is_alike).collect();
    near(word, &alike)
}

fn near<'c>(word: &str, candidates: &[&'c str]) -> Option<&'c str> {
    similar::get_close_matches(word, candidates, 1, 0.6).into_iter().next()
}

/// Whether the lengths allow two texts to be alike: a cheap look that spares most of the comparing.
fn comparable(one: &str, two: &str) -> bool {
    let (less, more) = (one.len().min(two.len()), one.len().max(two.len()));
    less * 7 >= more * 3
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
