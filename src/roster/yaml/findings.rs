//! What is wrong with a YAML text, in words for people.

use serde_saphyr::granit_parser::{ErrorKind, Marker, ScanError, Tag};

use crate::model::{FileId, Finding, Node, Place, Severity, lines};

fn refuse(code: &'static str, place: Place, text: impl Into<String>) -> Finding {
    Finding::new(code, Severity::Refuse, text).at(place)
}

/// What was read when the parser stopped.
pub(super) struct Context<'t> {
    pub file: FileId,
    pub text: &'t str,
    /// Where in the text the last part ended that was read.
    pub read_to: usize,
    /// The innermost bracket that is open.
    pub bracket: Option<Place>,
}

/// A mistake of syntax, found by the parser.
pub(super) fn syntax(cx: &Context<'_>, mistake: &ScanError) -> Finding {
    use ErrorKind as K;
    let marker = mistake.marker();
    let place = match mistake.kind() {
        K::InvalidQuotedScalarIndent => opening_quote(cx, marker),
        K::TabInBlockIndentation | K::TabInIndentation | K::TabNotAllowed => tab(cx, marker),
        _ => None,
    };
    let place = place.unwrap_or_else(|| place_of(cx, marker));
    match (mistake.kind(), cx.bracket) {
        (K::RecursionLimitExceeded, _) => too_deep(place, super::MAX_DEPTH),
        (K::InvalidIndentation | K::InvalidFlowScalarIndent, Some(bracket)) => {
            refuse("R-003", place, "this line stands within a bracket, and no deeper than the bracket's key")
                .hint("close the bracket above, or indent this line")
                .also(bracket, "the bracket is opened here")
        }
        (kind, _) => match known(kind) {
            Some((words, hint)) => refuse("R-003", place, words).hint(hint),
            None => refuse("R-003", place, message(kind)),
        },
    }
}

/// The mistakes that people make, and what to do about them.
fn known(kind: &ErrorKind) -> Option<(&'static str, &'static str)> {
    use ErrorKind as K;
    Some(match kind {
        K::TabInBlockIndentation
        | K::TabInIndentation
        | K::TabNotAllowed
        | K::TabInPlainScalar
        | K::TabAtBlockScalarStart => ("a tab stands where YAML wants spaces", "indent with spaces"),
        K::UnclosedQuotedScalar | K::InvalidQuotedScalarIndent => {
            ("a quote is opened here and not closed", "close the quote")
        }
        K::InvalidTrailingSingleQuotedScalar => {
            ("text follows a closing quote", "write a quote within quotes twice: 'it''s'")
        }
        K::InvalidTrailingDoubleQuotedScalar => {
            ("text follows a closing quote", "write a quote within quotes as `\\\"`")
        }
        K::UnknownQuotedScalarEscape => {
            ("this is no escape that YAML knows", "double the `\\`, or use single quotes")
        }
        K::MappingValueNotAllowed => {
            ("a `:` is not expected here", "check the indentation, or put the text in quotes")
        }
        K::SimpleKeyExpected | K::InvalidSimpleKey | K::ExpectedBlockMappingKey => {
            ("a key is expected here, such as `key: value`", "check the indentation and the `:`")
        }
        K::InvalidIndentation | K::BlockSequenceEntryNotAllowed => {
            ("this line does not stand under the ones above", "check the indentation")
        }
        K::ExpectedBlockSequenceEntry => {
            ("the list above goes on with `-`, and this does not", "check the indentation")
        }
        K::UnclosedFlowCollection { .. }
        | K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping => {
            ("a bracket is opened and never closed", "close the bracket")
        }
        K::MisplacedFlowCollectionEnd => {
            ("this bracket closes nothing", "take it out, or put the text in quotes")
        }
        K::ExpectedFlowMappingSeparator => ("a `,` or a `}` is expected here", "check the brackets"),
        K::ExpectedFlowSequenceSeparator => ("a `,` or a `]` is expected here", "check the brackets"),
        K::UnexpectedCharacter { character } if character.is_control() => {
            ("a control character stands here", "take it out")
        }
        K::UnexpectedCharacter { .. } | K::MissingAnchorOrAliasName => {
            ("no text can begin with this character", "put the text in quotes")
        }
        K::UnknownAnchor => ("no anchor of this name stands above", "write the value out"),
        _ => return None,
    })
}

/// The quote that was opened last before `marker`, in what is not read yet.
fn opening_quote(cx: &Context<'_>, marker: &Marker) -> Option<Place> {
    let unread = cx.text.get(cx.read_to..marker.byte_offset()?)?;
    let at = cx.read_to + unread.rfind(['"', '\''])?;
    let before = lines(cx.text.get(..at)?).enumerate().last();
    let (above, begun) = before.map_or((0, 0), |(above, line)| (above, line.chars().count()));
    Some(Place { file: cx.file, line: above as u32 + 1, column: begun as u32 + 1, length: 1 })
}

/// The first tab of the line that `marker` is on.
fn tab(cx: &Context<'_>, marker: &Marker) -> Option<Place> {
    let line = lines(cx.text).nth(marker.line().checked_sub(1)?)?;
    let column = line.chars().position(|letter| letter == '\t')? as u32 + 1;
    Some(Place { file: cx.file, line: marker.line() as u32, column, length: 1 })
}

/// What the parser says, as all findings say it: lower case, no period.
fn message(kind: &ErrorKind) -> String {
    let words = kind.to_string();
    let mut letters = words.trim_end_matches('.').chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

/// Where the parser stopped; what stands after the last text is reported at that text's end.
fn place_of(cx: &Context<'_>, marker: &Marker) -> Place {
    let Context { file, text, .. } = *cx;
    let here = lines(text).nth(marker.line().saturating_sub(1));
    if here.is_some_and(|here| !here.trim().is_empty()) {
        return Place { file, line: marker.line() as u32, column: marker.col() as u32 + 1, length: 1 };
    }
    let above = lines(text).take(marker.line()).enumerate().filter(|(_, line)| !line.trim().is_empty());
    let (at, last) = above.last().unwrap_or((0, ""));
    let length = last.trim_end().chars().count() as u32;
    Place { file, line: at as u32 + 1, column: length + 1, length: 1 }
}

pub(super) fn second_document(place: Place) -> Finding {
    refuse("R-003", place, "a second YAML document begins here").hint("one document a file: use two files")
}

pub(super) fn twice(first: &Node, again: &Node) -> Finding {
    let key = again.as_text().unwrap_or_default();
    refuse("R-004", again.place, format!("`{key}` is written twice"))
        .hint("keep one of the two")
        .also(first.place, "first written here")
}

/// A key that a map may not have.
pub(super) fn key(key: &Node) -> Finding {
    match key.as_text() {
        Some("<<") => refuse("R-003", key.place, "merge keys (`<<`) are not read").hint("use a profile"),
        Some(_) => refuse("R-003", key.place, "a key is missing here").hint("write it before the `:`"),
        None => refuse("R-003", key.place, format!("a key must be a text, found {}", key.describe()))
            .hint("put it in quotes if it is meant as a text"),
    }
}

pub(super) fn tag(place: Place, tag: &Tag) -> Finding {
    refuse("R-003", place, format!("tags such as `{}` are not read", tag.original()))
        .hint("leave the tag out; a text that looks like a number stands in quotes")
}

pub(super) fn alias_of_itself(place: Place) -> Finding {
    refuse("R-007", place, "an alias stands within what it stands for").hint("write the value out")
}

pub(super) fn alias_as_key(place: Place) -> Finding {
    refuse("R-003", place, "an alias cannot be a key").hint("write the key out")
}

pub(super) fn too_deep(place: Place, most: usize) -> Finding {
    refuse("R-007", place, format!("lists and maps stand more than {most} deep"))
        .hint("a roster needs a handful of levels: look for a bracket or an indentation gone wrong")
}

pub(super) fn too_many_nodes(place: Place, most: usize) -> Finding {
    refuse("R-007", place, format!("a file holds more than {most} values")).hint("split the file")
}

pub(super) fn too_many_anchors(place: Place) -> Finding {
    refuse("R-007", place, "too much of the file stands under anchors")
        .hint("use profiles instead of anchors")
}

pub(super) fn too_much_replayed(place: Place, most: usize) -> Finding {
    refuse("R-007", place, format!("the aliases of this file stand for more than {most} values"))
        .hint("use profiles instead of aliases")
}

pub(super) fn too_many_mistakes(place: Option<Place>) -> Finding {
    let text = format!("more than {} mistakes in this file: the rest of it is not read", super::MAX_REPORTED);
    let mut finding = Finding::new("R-003", Severity::Refuse, text).hint("mend those above first");
    finding.place = place;
    finding
}
