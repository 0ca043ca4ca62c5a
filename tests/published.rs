//! The published schemas are what the types say: `BLESS=1 cargo test --test published` rewrites them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rosterctl::cli::schema;

#[test]
fn schemas_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let mut names = BTreeSet::new();
    let mut stale = Vec::new();
    for (name, one) in schema::all(rosterctl::providers::ALL) {
        let file = format!("{name}.schema.json");
        let (path, text) = (folder.join(&file), schema::text(&one));
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, &text).expect("the schema is written");
        }
        if fs::read_to_string(&path).unwrap_or_default() != text {
            stale.push(file.clone());
        }
        names.insert(file);
    }
    assert!(stale.is_empty(), "stale: {stale:?} (BLESS=1 rewrites them)");
    let there: BTreeSet<String> = fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(there, names, "a schema that nothing generates");
}

#[test]
fn schemas_are_of_the_dialect_that_they_name() {
    for (name, one) in schema::all(rosterctl::providers::ALL) {
        let value = one.as_value();
        assert_eq!(value["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
        jsonschema::draft202012::meta::validate(value).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
