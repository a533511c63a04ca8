//! YAML 1.2 into the arena: the events of `granit-parser`, its only user in this crate.

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span as Range, Tag, options};

use super::arena::Style;
use super::builder::{Builder, Scalar, ScalarText};
use super::kind::{self, Kind};
use super::{Limits, Problem};
use crate::source::Source;

/// Reads every document of the stream. A syntax error ends the document that it stands in; the ones behind are read.
pub(super) fn read(source: &Source, limits: Limits) -> Builder {
    let mut builder = Builder::new(source, limits);
    read_stream(&mut builder, source.text(), limits);
    builder
}

/// The places of the comments in a text, as far as it can be read.
pub(super) fn comments(text: &str) -> Vec<std::ops::Range<usize>> {
    let options = parser_options(Limits::default(), true);
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut found = Vec::new();
    loop {
        match parser.next_event() {
            Some(Ok((Event::Comment(..), range))) => found.extend(range.byte_range()),
            Some(Ok(_)) => {}
            Some(Err(_)) if matches!(parser.proceed_next_document(), Ok(true)) => {}
            Some(Err(_)) | None => return found,
        }
    }
}

fn parser_options(limits: Limits, emit_comments: bool) -> Options {
    options! {
        emit_comments: emit_comments,
        emit_unresolved_aliases: true,
        flow_nesting_limit: limits.nesting,
        block_nesting_limit: limits.nesting,
        // YAML bounds implicit keys at 1024 characters; long URLs as keys of API descriptions pass that.
        simple_key_max_lookahead: 16 * 1024,
    }
}

fn read_stream(builder: &mut Builder, text: &str, limits: Limits) {
    let mut parser = Parser::new_from_str_with_options(text, parser_options(limits, false));
    loop {
        match parser.next_event() {
            None => return,
            Some(Ok((event, range))) => {
                if !take(builder, text, limits, event, &range) {
                    return;
                }
            }
            Some(Err(error)) => {
                report(builder, text, &error);
                builder.cut(text);
                if !matches!(parser.proceed_next_document(), Ok(true)) {
                    return;
                }
            }
        }
    }
}

/// Puts one event into the tree; `false` ends the reading.
fn take(
    builder: &mut Builder,
    text: &str,
    limits: Limits,
    event: Event<'_>,
    range: &Range,
) -> bool {
    let bytes = range.byte_range().unwrap_or(0..0);
    match event {
        Event::Scalar(value, style, anchor, tag) => {
            scalar(
                builder,
                text,
                &value,
                style,
                tag.as_deref(),
                bytes.clone(),
                anchor,
            );
        }
        Event::SequenceStart(_, anchor, tag) => {
            check_tag(
                builder,
                text,
                tag.as_deref(),
                Kind::Sequence,
                "",
                bytes.start,
            );
            builder.begin(Kind::Sequence, bytes.start, anchor);
        }
        Event::MappingStart(_, anchor, tag) => {
            check_tag(
                builder,
                text,
                tag.as_deref(),
                Kind::Mapping,
                "",
                bytes.start,
            );
            builder.begin(Kind::Mapping, bytes.start, anchor);
        }
        Event::SequenceEnd => builder.end(bracket_end(text, &bytes, b']'), text),
        Event::MappingEnd => builder.end(bracket_end(text, &bytes, b'}'), text),
        Event::Alias(anchor) => builder.alias(bytes.start, bytes.end, anchor),
        Event::UnresolvedAlias(name) => {
            let span = builder.span(bytes.start, bytes.end);
            builder.problem(
                span,
                &format!("no anchor `&{name}` stands before this alias"),
                None,
            );
            builder.null(bytes.start, bytes.end);
        }
        _ => {}
    }
    if builder.depth() > limits.nesting {
        let span = builder.span(bytes.start, bytes.end);
        let message = format!("nested deeper than {} levels", limits.nesting);
        builder.problem(
            span,
            &message,
            Some("the bound is the setting `limits.nesting`".to_owned()),
        );
        builder.cut(text);
        return false;
    }
    true
}

/// The end of a flow collection; a block collection ends where its last child does.
fn bracket_end(text: &str, bytes: &std::ops::Range<usize>, bracket: u8) -> Option<usize> {
    (bytes.len() == 1 && text.as_bytes()[bytes.start] == bracket).then_some(bytes.end)
}

fn scalar(
    builder: &mut Builder,
    text: &str,
    value: &str,
    style: ScalarStyle,
    tag: Option<&Tag>,
    bytes: std::ops::Range<usize>,
    anchor: usize,
) {
    let style = match style {
        ScalarStyle::Plain if tag.is_some() => Style::Tagged,
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        _ => Style::Block,
    };
    let kind = match tag.and_then(|tag| tag.core_suffix()) {
        Some("str") => Kind::String,
        Some("null") => Kind::Null,
        Some("bool") => Kind::Bool,
        Some("int") => Kind::Integer,
        Some("float") => Kind::Float,
        _ if bytes.is_empty() && matches!(style, Style::Plain | Style::Tagged) => Kind::Null,
        _ if matches!(style, Style::Plain | Style::Tagged) => kind::of_plain_scalar(value),
        _ => Kind::String,
    };
    check_tag(builder, text, tag, kind, value, bytes.start);
    let (mut start, mut end) = (bytes.start, bytes.end);
    if style == Style::Block {
        end = block_end(text, start, end, value);
        start = block_start(text, start);
    }
    let text = match borrowed_range(text, value) {
        // An absent value is reported as `~`, which stands nowhere.
        _ if bytes.is_empty() => ScalarText::Source(start..start),
        Some(range) => ScalarText::Source(range),
        None => ScalarText::Decoded(value),
    };
    builder.scalar(
        &Scalar {
            start,
            end,
            kind,
            style,
            text,
        },
        anchor,
    );
}

/// Notes a tag that the JSON schema does not have (YAML 1.2, section 10.2), or has for other values.
fn check_tag(
    builder: &mut Builder,
    text: &str,
    tag: Option<&Tag>,
    kind: Kind,
    value: &str,
    start: usize,
) {
    let Some(tag) = tag else { return };
    let core = tag.core_suffix();
    let reads_as = |wanted: &[Kind]| wanted.contains(&kind::of_plain_scalar(value));
    let is_scalar = !matches!(kind, Kind::Sequence | Kind::Mapping);
    let fits = match core {
        Some("seq") => kind == Kind::Sequence,
        Some("map") => kind == Kind::Mapping,
        Some("str") => is_scalar,
        Some("null") => is_scalar && reads_as(&[Kind::Null]),
        Some("bool") => is_scalar && reads_as(&[Kind::Bool]),
        Some("int") => is_scalar && reads_as(&[Kind::Integer]),
        Some("float") => is_scalar && reads_as(&[Kind::Integer, Kind::Float]),
        // `!` alone only says that a scalar is a string.
        _ => tag.suffix().is_empty() || tag.suffix() == "!",
    };
    if fits {
        return;
    }
    let written = format!("{}{}", tag.original_handle(), tag.suffix());
    let place = tag_place(text, start, &written);
    let span = builder.span(place.start, place.end);
    builder.problems.push(Problem::Tag {
        tag: text[place].to_owned(),
        is_known: core.is_some(),
        span,
    });
}

/// Where a tag stands: the parser tells the place of the value only, and the tag is a little before it.
fn tag_place(text: &str, value: usize, written: &str) -> std::ops::Range<usize> {
    let window = (value.saturating_sub(1024)..=value).find(|at| text.is_char_boundary(*at));
    let window = window.unwrap_or(value);
    let before = &text[window..value];
    let find = |form: &str| {
        let at = before.rfind(form).filter(|_| !form.is_empty())?;
        Some(window + at..window + at + form.len())
    };
    find(&format!("!<{written}>"))
        .or_else(|| find(written))
        .unwrap_or(value..value)
}

/// The header of a block scalar: the parser's range begins with the content, which stands below it.
fn block_start(text: &str, content: usize) -> usize {
    let before = text[..content].trim_end();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = &before[line_start..];
    let is_header = |at: &usize| {
        let indicators =
            line[at + 1..].trim_start_matches(|c: char| matches!(c, '+' | '-' | '0'..='9'));
        indicators.is_empty()
            || indicators.trim_start().starts_with('#') && indicators.starts_with([' ', '\t'])
    };
    // A comment behind the header may hold the same characters, so the first that fits is the header.
    let header = line
        .match_indices(['|', '>'])
        .map(|(at, _)| at)
        .find(is_header);
    header.map_or(content, |at| line_start + at)
}

/// A block scalar without the blank lines behind it, which belong to it only if its value keeps them.
fn block_end(text: &str, start: usize, end: usize, value: &str) -> usize {
    let written = &text[start..end.min(text.len())];
    let content = written.trim_end_matches([' ', '\t', '\r', '\n']).len();
    let visible = value.trim_end_matches('\n');
    if content == 0 || visible.is_empty() || visible.ends_with([' ', '\t']) {
        return start + written.len(); // White space that is content: nothing can be told apart from it.
    }
    let breaks = value.len() - visible.len();
    let mut lines = written[content..]
        .match_indices('\n')
        .map(|(at, _)| content + at + 1);
    let kept = if breaks == 0 {
        content
    } else {
        lines.nth(breaks - 1).unwrap_or(written.len())
    };
    start + kept
}

/// The place of a string that the parser lent from the text; one that it decoded lies elsewhere in memory.
fn borrowed_range(text: &str, value: &str) -> Option<std::ops::Range<usize>> {
    let start = (value.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let end = start + value.len();
    (end <= text.len() && text.is_char_boundary(start) && text.is_char_boundary(end))
        .then_some(start..end)
}

fn report(builder: &mut Builder, text: &str, error: &ScanError) {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let at = (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0);
    let end = at
        + text[at..]
            .chars()
            .next()
            .filter(|next| !matches!(next, '\n' | '\r'))
            .map_or(0, char::len_utf8);
    let span = builder.span(at, end);
    let line_start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let indentation = &text[line_start..end];
    if indentation.contains('\t') && text[line_start..at].trim().is_empty() {
        let tab = line_start + indentation.find('\t').unwrap_or_default();
        let span = builder.span(tab, tab + 1);
        builder.problem(
            span,
            "a tab cannot indent in YAML",
            Some("indent with spaces".to_owned()),
        );
        return;
    }
    let (message, help) = explain(&error.info());
    builder.problem(span, &message, help);
}

/// The parser's words, with the commonest slips told in better ones.
fn explain(info: &str) -> (String, Option<String>) {
    if info.contains("mapping values are not allowed") {
        let help =
            "put the text in quotes if the colon belongs to it, or indent the key to its place";
        return (
            "a key cannot stand here: this line already holds a value".to_owned(),
            Some(help.to_owned()),
        );
    }
    if info.contains("nesting") || info.contains("recursion limit") {
        return (
            info.to_owned(),
            Some("the bound is the setting `limits.nesting`".to_owned()),
        );
    }
    (format!("this is not YAML: {info}"), None)
}
