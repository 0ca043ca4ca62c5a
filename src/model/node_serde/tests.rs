//! Mistakes, places, and what a plain scalar is.

use super::*;
use crate::model::place::FileId;

fn place(column: u32) -> Place {
    Place { file: FileId(0), line: 1, column, length: 1 }
}

fn scalar(column: u32, text: &str) -> Node {
    Node { place: place(column), value: NodeValue::Scalar(text.into(), ScalarStyle::Plain) }
}

fn map(entries: Vec<(Node, Node)>) -> Node {
    Node { place: place(1), value: NodeValue::Map(entries) }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    name: At<String>,
    seats: Option<u32>,
    roles: Option<OneOrMany<At<String>>>,
}

#[test]
fn places_come_with_values() {
    let node = map(vec![(scalar(1, "name"), scalar(7, "ana")), (scalar(20, "roles"), scalar(27, "agent"))]);
    let mut findings = Findings::default();
    let shape: Shape = read(&node, &mut findings).expect("the shape is right");
    assert_eq!((shape.name.place.column, shape.name.as_str()), (7, "ana"));
    assert_eq!(shape.roles.expect("written").0[0].place.column, 27);
    assert_eq!(shape.seats, None);
}

#[test]
fn every_mistake_is_told_at_its_place() {
    let node = map(vec![
        (scalar(1, "name"), scalar(7, "ana")),
        (scalar(20, "seat"), scalar(26, "4")),
        (scalar(30, "seats"), scalar(37, "many")),
    ]);
    let mut findings = Findings::default();
    let shape: Option<Shape> = read(&node, &mut findings);
    assert!(shape.is_some(), "what is right is still read");
    let messages: Vec<_> = findings
        .sorted()
        .into_iter()
        .map(|finding| (finding.code.into_owned(), finding.place.expect("a place").column, finding.hint))
        .collect();
    assert_eq!(
        messages,
        [("R-005".to_owned(), 20, Some("did you mean `seats`?".to_owned())), ("R-006".to_owned(), 37, None)]
    );
}
