//! The builder: events in, one tree out.
//!
//! Finished nodes wait on one stack; a list or a map that ends takes its part off it into a block of exactly
//! its size, so a tree costs one allocation for each scalar and each collection.

use std::collections::BTreeMap;

use serde_saphyr::granit_parser::{Event, Marker, ScalarStyle as Written, Span, StructureStyle, Tag};

use super::{
    MAX_ANCHORED, MAX_ANCHORS, MAX_DEPTH, MAX_NODES, MAX_REPLAYED, MAX_REPORTED, Parsed, findings, keys,
};
use crate::model::{FileId, Finding, Findings, Node, NodeValue, Place, ScalarStyle, lines};

/// Reading ends here; the finding that says why is already reported.
pub(super) struct Stop;

/// The tree as far as it is built.
pub(super) struct Tree<'t> {
    file: FileId,
    text: &'t str,
    /// The lists and maps that are open, outermost first.
    open: Vec<Open>,
    /// The finished children of everything open, and at last the document.
    done: Vec<Node>,
    anchors: BTreeMap<usize, Anchored>,
    nodes: usize,
    replayed: usize,
    anchored: usize,
    findings: Findings,
    reported: usize,
    documents: usize,
    whole: bool,
    given_up: bool,
}

/// A list or a map whose end is still to come.
struct Open {
    map: bool,
    flow: bool,
    place: Place,
    /// Where its mark stands in the file: the bracket, the first dash, the first key.
    start: Marker,
    /// Where its children begin on the stack.
    first: usize,
    anchor: usize,
    /// How many nodes there were before it.
    before: usize,
    /// How deep its deepest child stands below it.
    height: usize,
    /// Whether it has a key that is not taken.
    flawed: bool,
}

/// What an alias stands for.
struct Anchored {
    node: Node,
    nodes: usize,
    height: usize,
}

impl<'t> Tree<'t> {
    pub fn new(file: FileId, text: &'t str) -> Self {
        Self {
            file,
            text,
            open: Vec::new(),
            done: Vec::new(),
            anchors: BTreeMap::new(),
            nodes: 0,
            replayed: 0,
            anchored: 0,
            findings: Findings::default(),
            reported: 0,
            documents: 0,
            whole: true,
            given_up: false,
        }
    }

    /// Takes the next event.
    pub fn take(&mut self, event: Event<'t>, span: Span) -> Result<(), Stop> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let style = self.style(style, tag.as_deref(), span)?;
                let place = self.place_of_child(span, true);
                self.child(Node { place, value: NodeValue::Scalar(text.into(), style) }, 1, 0)?;
                self.anchor(anchor, 1, 0, span)
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.begin(false, style, anchor, tag.as_deref(), span)
            }
            Event::MappingStart(style, anchor, tag) => self.begin(true, style, anchor, tag.as_deref(), span),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::DocumentStart(..) => self.document(span),
            _ => Ok(()),
        }
    }

    /// Where the innermost bracket that is open stands.
    pub fn bracket(&self) -> Option<Place> {
        self.open.last().filter(|open| open.flow).map(|open| open.place)
    }

    /// Tells why reading ends here.
    pub fn give_up(&mut self, finding: Finding) -> Result<(), Stop> {
        self.findings.push(finding);
        self.given_up = true;
        Err(Stop)
    }

    /// What came of it.
    pub fn finish(mut self) -> Parsed {
        let nothing = || {
            let place = Place { file: self.file, line: 1, column: 1, length: 1 };
            Node { place, value: NodeValue::Scalar("".into(), ScalarStyle::Plain) }
        };
        let node = if self.given_up { None } else { Some(self.done.pop().unwrap_or_else(nothing)) };
        Parsed { whole: self.whole && node.is_some(), node, findings: self.findings }
    }

    fn document(&mut self, span: Span) -> Result<(), Stop> {
        self.documents += 1;
        if self.documents == 1 {
            return Ok(());
        }
        self.give_up(findings::second_document(self.place(span)))
    }

    /// Tells a mistake after which reading can go on.
    fn report(&mut self, finding: Finding) -> Result<(), Stop> {
        self.reported += 1;
        if self.reported > MAX_REPORTED {
            let place = finding.place;
            return self.give_up(findings::too_many_mistakes(place));
        }
        self.findings.push(finding);
        Ok(())
    }

    fn begin(
        &mut self,
        map: bool,
        style: StructureStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<(), Stop> {
        let own = if map { "map" } else { "seq" };
        if let Some(tag) = tag.filter(|tag| tag.core_suffix() != Some(own)) {
            self.report(findings::tag(self.place(span.tag_span().unwrap_or(span)), tag))?;
        }
        if self.open.len() >= MAX_DEPTH {
            return self.give_up(findings::too_deep(self.place(span), MAX_DEPTH));
        }
        let flow = style == StructureStyle::Flow;
        let place = self.place_of_child(span, flow);
        self.open.push(Open {
            map,
            flow,
            place,
            start: span.start,
            first: self.done.len(),
            anchor,
            before: self.nodes,
            height: 0,
            flawed: false,
        });
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<(), Stop> {
        // The parser closes only what it opened.
        let Some(mut open) = self.open.pop() else { return Ok(()) };
        if open.flow {
            open.place.length = self.length(open.start, span.end);
        }
        let value = if open.map {
            self.map(&open)?
        } else {
            NodeValue::List(self.done.drain(open.first..).collect())
        };
        let (nodes, height) = (self.nodes - open.before + 1, open.height + 1);
        self.child(Node { place: open.place, value }, 1, height)?;
        self.anchor(open.anchor, nodes, height, span)
    }

    /// The map whose keys and values are on the stack, alternating; what has a wrong key is left out.
    fn map(&mut self, open: &Open) -> Result<NodeValue, Stop> {
        let repeats = keys::repeats(self.done.get(open.first..).unwrap_or_default());
        for &(first, again) in &repeats {
            let child = |at: usize| self.done.get(open.first + at);
            let (Some(first), Some(again)) = (child(first), child(again)) else { continue };
            let finding = findings::twice(first, again);
            // A section written twice loses entries; anything else still stands where it stood first.
            self.whole &= !self.open.is_empty();
            self.report(finding)?;
        }
        let mut entries = Vec::with_capacity((self.done.len() - open.first) / 2);
        let mut children = self.done.drain(open.first..);
        while let (Some(key), Some(value)) = (children.next(), children.next()) {
            entries.push((key, value));
        }
        drop(children);
        if open.flawed {
            entries.retain(|(key, _)| keys::is_taken(key));
        }
        keys::drop_repeats(&mut entries, &repeats);
        Ok(NodeValue::Map(entries))
    }

    /// Puts a finished node where it belongs; it counts as `nodes`, and is `height` levels high.
    fn child(&mut self, node: Node, nodes: usize, height: usize) -> Result<(), Stop> {
        self.nodes += nodes;
        if self.nodes > MAX_NODES {
            return self.give_up(findings::too_many_nodes(node.place, MAX_NODES));
        }
        let is_key = self.is_key();
        let mut flaw = None;
        if let Some(open) = self.open.last_mut() {
            open.height = open.height.max(height);
            if is_key && !keys::is_taken(&node) {
                open.flawed = true;
                flaw = Some(findings::key(&node));
            }
        }
        self.done.push(node);
        match flaw {
            None => Ok(()),
            Some(finding) => {
                self.whole = false;
                self.report(finding)
            }
        }
    }

    /// Whether the next child of the innermost open map is a key.
    fn is_key(&self) -> bool {
        self.open.last().is_some_and(|open| open.map && (self.done.len() - open.first).is_multiple_of(2))
    }

    /// Keeps the node that was just finished for aliases, where it has an anchor.
    fn anchor(&mut self, anchor: usize, nodes: usize, height: usize, span: Span) -> Result<(), Stop> {
        if anchor == 0 {
            return Ok(());
        }
        self.anchored += nodes;
        if self.anchored > MAX_ANCHORED || self.anchors.len() >= MAX_ANCHORS {
            return self.give_up(findings::too_many_anchors(self.place(span)));
        }
        if let Some(node) = self.done.last().cloned() {
            self.anchors.insert(anchor, Anchored { node, nodes, height });
        }
        Ok(())
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Stop> {
        let place = self.place(span);
        let Some(anchored) = self.anchors.get(&anchor) else {
            return self.give_up(findings::alias_of_itself(place));
        };
        if self.is_key() {
            return self.give_up(findings::alias_as_key(place));
        }
        let (nodes, height) = (anchored.nodes, anchored.height);
        self.replayed += nodes;
        if self.replayed > MAX_REPLAYED {
            return self.give_up(findings::too_much_replayed(place, MAX_REPLAYED));
        }
        if self.open.len() + height > MAX_DEPTH {
            return self.give_up(findings::too_deep(place, MAX_DEPTH));
        }
        let value = anchored.node.value.clone();
        self.child(Node { place, value }, nodes, height)
    }

    fn style(&mut self, written: Written, tag: Option<&Tag>, span: Span) -> Result<ScalarStyle, Stop> {
        let text = tag.is_some_and(|tag| tag.core_suffix() == Some("str") || tag.original() == "!");
        if let Some(tag) = tag.filter(|_| !text) {
            self.report(findings::tag(self.place(span.tag_span().unwrap_or(span)), tag))?;
        }
        Ok(if written == Written::Plain && !text { ScalarStyle::Plain } else { ScalarStyle::Quoted })
    }

    /// The place of a child that begins at `span`. One with no text of its own to point at (nothing, or a
    /// list or a map in block style) stands at its key or its dash, so that no two nodes share a place.
    fn place_of_child(&self, span: Span, own_text: bool) -> Place {
        let own = self.place(span);
        if own_text && span.start.index() < span.end.index() {
            return own;
        }
        match self.open.last() {
            None => Place { file: self.file, line: 1, column: 1, length: 1 },
            Some(open) if open.map => match self.done.last() {
                Some(key) if !self.is_key() => key.place,
                _ => own,
            },
            Some(open) if open.flow => own,
            Some(open) => Place { column: open.start.col() as u32 + 1, length: 1, ..own },
        }
    }

    fn place(&self, span: Span) -> Place {
        Place {
            file: self.file,
            line: span.start.line() as u32,
            column: span.start.col() as u32 + 1,
            length: self.length(span.start, span.end),
        }
    }

    /// How many characters from `start` to `end`, or to the end of the line where that comes first.
    fn length(&self, start: Marker, end: Marker) -> u32 {
        if start.line() == end.line() {
            return (end.col().saturating_sub(start.col()) as u32).max(1);
        }
        let rest = start.byte_offset().and_then(|at| self.text.get(at..)).unwrap_or_default();
        let line = lines(rest).next().unwrap_or_default().trim_end();
        (line.chars().count() as u32).max(1)
    }
}
