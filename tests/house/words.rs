//! Nouns of vendors stand in `providers` only.

use crate::{code, sources, untested};

/// The layers that serve every vendor.
const CORE: &[&str] = &["model", "port", "roster", "engine", "report", "run"];

/// Names of vendors and of their products, and nouns that only some vendors have. A singular means its plural, too.
const NOUNS: &[&str] = &[
    "goto",
    "gotoassist",
    "logmein",
    "getgo",
    "jive",
    "sinch",
    "engage",
    "scim",
    "pbx",
    "contact center",
    "super admin",
    "min admin",
    "administrator",
    "queue",
    "agent",
    "supervisor",
    "technician",
    "skill",
    "conversation",
    "webinar",
    "meeting",
    "organizer",
    "phone",
    "inbox",
    "voicemail",
    "call center",
    "helpdesk",
];

/// Where a noun stands all the same: the file, the noun, and why. One that is not needed any more fails the test.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("model/codes.rs", "queue", "the title of R-014, which contracts name"),
    ("engine/order/capacity/simulate.rs", "queue", "a queue of changes that wait"),
];

/// The words of a line in lower case: `min_super_admins`, `ContactCenter` and `super-admin` are several.
fn words(line: &str) -> String {
    let mut out = String::from(" ");
    let mut lower = false;
    for char in line.chars() {
        if char.is_uppercase() && lower {
            out.push(' ');
        }
        lower = char.is_lowercase();
        out.extend(if char.is_alphanumeric() { char.to_lowercase().collect() } else { vec![' '] });
    }
    out + " "
}

#[test]
fn nouns_of_vendors_stand_in_providers_only() {
    let (mut wrong, mut unused) = (Vec::new(), EXCEPTIONS.to_vec());
    let patterns: Vec<(&&str, [String; 2])> =
        NOUNS.iter().map(|noun| (noun, [format!(" {noun} "), format!(" {noun}s ")])).collect();
    for (layer, path, text) in sources() {
        if !CORE.contains(&layer.as_str()) || path.to_string_lossy().contains("tests") {
            continue;
        }
        // A comment may show what a code or a key looks like, and what a test uses as an example is data.
        for line in code(untested(&text)).lines() {
            let words = words(line);
            for (noun, _) in
                patterns.iter().filter(|(_, forms)| forms.iter().any(|form| words.contains(form)))
            {
                let before = unused.len();
                let known = |own: &&(&str, &str, &str)| (own.0, own.1) == (&*path.to_string_lossy(), **noun);
                unused.retain(|own| !known(&own));
                if unused.len() == before && !EXCEPTIONS.iter().any(|own| known(&own)) {
                    wrong.push(format!("{}: {noun}: {}", path.display(), line.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(unused.is_empty(), "exceptions that are none any more: {unused:#?}");
}

/// Elsewhere vendors are not named either, apart from what people type.
#[test]
fn vendors_are_named_in_providers_only() {
    const VENDORS: &[&str] = &["goto", "logmein", "getgo", "jive", "sinch"];
    let mut wrong = Vec::new();
    for (layer, path, text) in sources() {
        if layer == "providers" {
            continue;
        }
        for line in code(untested(&text)).lines() {
            let lower = line.to_lowercase();
            if VENDORS.iter().any(|vendor| lower.contains(vendor)) {
                wrong.push(format!("{}: {}", path.display(), line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
