//! What is no plan document is refused in words, and never by a panic.

use serde_json::{Value, json};

use crate::prove;
use crate::tiny::{Dice, TINY, case};

fn document() -> Value {
    json!({
        "format_version": "1.0", "tenant": "acme", "provider": "tiny", "fields of tomorrow": { "are": "passed over" },
        "changes": [
            { "id": "c1", "kind": "badge", "key": "ana/x", "action": "create", "before": null, "after": {} },
            { "id": "c2", "kind": "badge", "key": "bob/x", "action": "delete", "before": {}, "after": null },
        ],
        "steps": [
            { "id": "s1", "changes": ["c2"], "executor": "api", "parts": [["c2"]], "needs": [], "because": [{ "rule": "T", "before": "s2", "text": "" }] },
            { "id": "s2", "changes": ["c1"], "needs": ["s1"], "because": [] },
        ],
        "pools": [{ "pool": "x", "capacity": 1, "before": 1, "after": 1, "peak": 1 }],
    })
}

#[test]
fn what_is_wrong_is_said() {
    assert!(prove(&document(), &TINY).unwrap().is_proved());
    let cases: &[(&str, Value, &str)] = &[
        ("/format_version", json!("2.0"), "format_version 2.0 is not known"),
        ("/changes", json!(null), "`changes` is not a list"),
        ("/steps", json!({}), "`steps` is not a list"),
        ("/changes/0", json!(7), "changes[0]"),
        ("/changes/0/kind", json!("unicorn"), "no kind `unicorn`"),
        ("/changes/0/key", json!("ana"), "has no part `product`"),
        ("/changes/0/action", json!("vanish"), "`vanish` is no action"),
        ("/changes/0/after", json!(null), "`after` must say what it holds"),
        ("/changes/1/after", json!({}), "`after` must be null"),
        ("/changes/1/id", json!("c1"), "two changes are called c1"),
        ("/changes/1/key", json!("ana/x"), "c1 and c2 both change `badge ana/x`"),
        ("/steps/0/changes", json!(["c9"]), "s1 makes the change c9, which is not there"),
        ("/steps/0/changes", json!([]), "s1 makes no change"),
        ("/steps/0/changes", json!(["c1"]), "the change c1 is made twice"),
        ("/steps/0/changes", json!(["c2", "c2"]), "the change c2 is made twice"),
        ("/steps/0/parts", json!([["c1"]]), "the parts of s1 have c1 twice, or it is not a change of it"),
        ("/steps/0/parts", json!([["c2"], ["c2"]]), "the parts of s1 have c2 twice"),
        ("/steps/0/parts", json!([]), "the parts of s1 leave out c2"),
        ("/steps/0/parts", json!([["c2"], []]), "a part of s1 makes no change"),
        ("/steps/0/parts", json!([["c9"]]), "the parts of s1 have c9"),
        ("/steps/0/parts", json!("c2"), "steps[0]"),
        ("/steps/0/executor", json!("nobody"), "`nobody` is no executor"),
        ("/steps/0/id", json!("first"), "`first` is no number of a step"),
        ("/steps/0/id", json!("s3"), "s2 stands after s3"),
        ("/steps/1/id", json!("s1"), "s1 stands after s1"),
        ("/steps/1/needs", json!(["s7"]), "s2 needs s7, which is no step"),
        ("/steps/1/needs", json!(["s2"]), "s2 needs s2, which does not come before it"),
        ("/steps/0/needs", json!(["s2"]), "s1 needs s2, which does not come before it"),
        ("/steps/1/needs", json!("s1"), "steps[1]"),
        ("/steps/0/because/0/before", json!("s8"), "s1 comes before s8, which is no step"),
        ("/pools/0/capacity", json!(-1), "pools[0]"),
        ("/pools/0/before", json!(u64::MAX), "a count beyond 10^12"),
        (
            "/pools",
            json!([{ "pool": "x", "capacity": 1, "before": 1 }, { "pool": "x", "capacity": 1, "before": 1 }]),
            "twice",
        ),
        ("/pools", json!("none"), "`pools` is not a list"),
    ];
    for (pointer, value, expected) in cases {
        let mut document = document();
        *document.pointer_mut(pointer).unwrap() = value.clone();
        let wrong = prove(&document, &TINY).expect_err(expected).join("\n");
        assert!(wrong.contains(expected), "{pointer}: {wrong}");
    }
    for value in [json!(null), json!([]), json!({}), json!("plan"), json!(1)] {
        assert!(!prove(&value, &TINY).unwrap_err().is_empty());
    }
}

/// Whatever is put in any place: an answer or a refusal.
#[test]
fn nothing_makes_it_panic() {
    let odd = [
        json!(null),
        json!(-1),
        json!(1e300),
        json!("s1"),
        json!("c1"),
        json!([[]]),
        json!({ "a": 1 }),
        json!(true),
    ];
    for seed in 0..150 {
        let mut dice = Dice::new(seed);
        let mut spoiled = case(&mut dice, 6).document;
        for _ in 0..10 {
            let mut place = &mut spoiled;
            while dice.below(5) > 0 {
                let size = place.as_array().map_or(place.as_object().map_or(0, |own| own.len()), Vec::len);
                if size == 0 {
                    break;
                }
                let at = dice.below(size);
                place = match place {
                    Value::Array(own) => &mut own[at],
                    Value::Object(own) => own.values_mut().nth(at).unwrap(),
                    _ => break,
                };
            }
            let mut before = std::mem::replace(place, odd[dice.below(odd.len())].clone());
            prove(&spoiled, &TINY).ok();
            if dice.of_ten(5) {
                std::mem::swap(&mut spoiled, &mut before);
                spoiled = case(&mut dice, 6).document;
            }
        }
    }
}
