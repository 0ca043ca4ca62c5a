//! Lists of names in messages, which show a few and count the others.

/// The first five names, and how many more there are.
pub fn listed<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> String {
    shortened(names.into_iter().map(|name| format!("`{}`", name.as_ref())))
}

/// The first five of several texts, and how many more there are.
pub fn shortened(texts: impl IntoIterator<Item = String>) -> String {
    const SHOWN: usize = 5;
    let mut texts = texts.into_iter();
    let shown: Vec<String> = texts.by_ref().take(SHOWN).collect();
    match texts.count() {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_names_are_shown_and_the_others_counted() {
        assert_eq!(listed::<&str>([]), "");
        assert_eq!(listed(["a", "b"]), "`a`, `b`");
        assert_eq!(listed(["a", "b", "c", "d", "e", "f", "g"]), "`a`, `b`, `c`, `d`, `e` and 2 more");
    }
}
