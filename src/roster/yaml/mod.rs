//! YAML text to a [`Node`] tree, every part with its place. The only place that names the YAML engine, and
//! where its settings are written.
//!
//! What YAML can do and a roster does not need is refused in words: several documents, merge keys, keys
//! that are no text, tags. Anchors and aliases are taken within narrow budgets, so that no file is slow or
//! huge to read.

mod findings;
mod json;
mod keys;
mod tree;

pub use json::to_json;

use serde_saphyr::granit_parser::{self, Parser};

use crate::model::{FileId, Findings, Node};
use tree::Tree;

/// How deep maps and lists may stand within each other.
const MAX_DEPTH: usize = 64;
/// How many values one file may hold, aliases expanded.
const MAX_NODES: usize = 8_000_000;
/// How many values all aliases of one file may stand for together.
const MAX_REPLAYED: usize = 100_000;
/// How many values may stand under anchors; a value under two anchors counts twice.
const MAX_ANCHORED: usize = 1_000_000;
/// How many anchors one file may set.
const MAX_ANCHORS: usize = 1_000;
/// How many mistakes of one file are reported.
const MAX_REPORTED: usize = 100;

/// What came of reading one file.
pub(super) struct Parsed {
    /// The tree, where the text is YAML. An empty text is a node that is nothing (see [`Node::is_null`]).
    pub node: Option<Node>,
    /// Whether nothing was left out of the tree.
    pub whole: bool,
    /// What was wrong.
    pub findings: Findings,
}

/// Reads `text` as the one YAML document that it must be. Mistakes go to `findings` (R-003 syntax, R-004 a key
/// twice, R-007 over a budget); where they leave the structure standing, the rest is still given, and
/// `findings` refuses all the same.
pub fn parse(file: FileId, text: &str, findings: &mut Findings) -> Option<Node> {
    let parsed = read(file, text);
    findings.extend(parsed.findings);
    parsed.node
}

/// The same, saying also whether the tree is whole.
pub(super) fn read(file: FileId, text: &str) -> Parsed {
    let options = granit_parser::options! {
        strict_indentation: true,
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut tree = Tree::new(file, text);
    let mut read_to = 0;
    for event in Parser::new_from_str_with_options(text, options) {
        let taken = match event {
            Ok((event, span)) => {
                read_to = span.end.byte_offset().unwrap_or(read_to);
                tree.take(event, span)
            }
            Err(mistake) => {
                let cx = findings::Context { file, text, read_to, bracket: tree.bracket() };
                tree.give_up(findings::syntax(&cx, &mistake))
            }
        };
        if taken.is_err() {
            break;
        }
    }
    tree.finish()
}
