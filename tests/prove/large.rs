//! A large plan is judged without ado.

use serde_json::{Value, json};

use crate::prove;
use crate::tiny::TINY;

/// 20,000 changes in 40 pools. Ten are full: each seat that is freed is taken by the next person. In one of
/// them people also leave three rooms before somebody else gets their desk.
fn document() -> Value {
    let (mut changes, mut steps) = (Vec::new(), Vec::new());
    let (mut held, mut desks) = (Vec::new(), 0);
    let mut add = |kind: &str, key: String, new: bool, needs: Vec<usize>| {
        let number = changes.len() + 1;
        let (before, after) = if new { (Value::Null, json!({})) } else { (json!({}), Value::Null) };
        let action = if new { "create" } else { "delete" };
        changes.push(json!({ "id": format!("c{number}"), "kind": kind, "key": key, "action": action, "before": before, "after": after }));
        let needs: Vec<String> = needs.iter().map(|need| format!("s{need}")).collect();
        let because = json!([]);
        steps.push(json!({ "id": format!("s{number}"), "changes": [format!("c{number}")], "needs": needs, "calls": 1, "because": because }));
        number
    };
    for pool in 0..40 {
        let mut last = Vec::new();
        for turn in 0..200 {
            let (old, new) = (format!("old{pool}-{turn}"), format!("new{pool}-{turn}"));
            let gone = add("badge", format!("{old}/p{pool}"), false, last.clone());
            let need = if pool < 10 { vec![gone] } else { Vec::new() };
            let come = add("badge", format!("{new}/p{pool}"), true, need);
            // Whoever comes here goes on from there: long chains through the pool.
            last = if pool < 10 { vec![come] } else { Vec::new() };
        }
    }
    for turn in 0..1_000 {
        let rooms =
            ["q", "r", "s"].map(|room| add("seat", format!("{room}/left{turn}/agent"), false, Vec::new()));
        add("seat", format!("q/came{turn}/agent"), true, rooms.to_vec());
        held.push(json!({ "pool": "desks", "who": format!("left{turn}"), "before": 3 }));
        desks += 1;
    }
    let pools = (0..40).map(|pool| json!({ "pool": format!("p{pool}"), "capacity": 200, "before": 200 }));
    let pools: Vec<Value> =
        pools.chain([json!({ "pool": "desks", "capacity": desks, "before": desks })]).collect();
    let mut document = json!({ "format_version": "1.0", "provider": "tiny", "changes": changes, "steps": steps, "pools": pools, "held": held });
    read_back(&mut document);
    document
}

/// Every edge waits for a read.
fn read_back(document: &mut Value) {
    let steps = document["steps"].as_array_mut().unwrap();
    let place = |id: &Value| id.as_str().unwrap()[1..].parse::<usize>().unwrap() - 1;
    for then in 0..steps.len() {
        for need in steps[then]["needs"].as_array().unwrap().clone() {
            let because =
                json!({ "rule": "T-1", "before": steps[then]["id"], "text": "", "read_back": true });
            steps[place(&need)]["because"].as_array_mut().unwrap().push(because);
        }
    }
}

#[test]
fn twenty_thousand_changes_are_judged() {
    let document = document();
    assert_eq!(document["changes"].as_array().unwrap().len(), 20_000);
    let proof = prove(&document, &TINY).unwrap();
    let worst = |name: &str| proof.safety().invariants.iter().find(|one| one.name == name).unwrap().clone();
    assert_eq!((worst("pool p0").worst, worst("pool p0").estimate), (200, false));
    assert_eq!(worst("pool p39").worst, 400);
    assert_eq!((worst("pool desks").worst, worst("pool desks").estimate), (1_000, false));
    assert_eq!(proof.broken().len(), 30, "the pools without edges run over");
}
