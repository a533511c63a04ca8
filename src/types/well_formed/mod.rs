//! Whether a payload that is written out as text is well formed, whatever its embedded expressions come to be.

mod form;
mod json;
mod xml;
mod xml_tag;

use std::ops::Range;

use crate::openapi::media_type::Syntax;

/// A text with the byte ranges of the expressions in it, braces included, in their order.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// The text.
    pub text: &'a str,
    /// Where the expressions stand.
    pub embeddings: &'a [Range<usize>],
}

/// The first thing that breaks a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Where, in bytes of the text.
    pub range: Range<usize>,
    /// What is wrong, as a sentence.
    pub message: String,
    /// Another place that has to do with it, and what.
    pub other: Option<(Range<usize>, &'static str)>,
    /// What to write, where it is known.
    pub help: Option<&'static str>,
}

impl Flaw {
    fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            range,
            message: message.into(),
            other: None,
            help: None,
        }
    }

    fn help(mut self, help: &'static str) -> Self {
        self.help = Some(help);
        self
    }
}

impl<'a> Written<'a> {
    /// What breaks the text as one of that syntax; `None` also where that depends on an expression.
    pub fn flaw(self, syntax: Syntax) -> Option<Flaw> {
        match syntax {
            Syntax::Json => json::flaw(self),
            Syntax::Xml => xml::flaw(self),
            Syntax::Form => form::flaw(self),
            Syntax::Multipart | Syntax::Other => None,
        }
    }

    /// The embeddings that stand between the quotes of a text that is JSON.
    pub fn quoted(self) -> impl Iterator<Item = Range<usize>> + use<'a> {
        let quoted = super::json_text::quoted(self.text, self.embeddings).unwrap_or_default();
        let pairs = self.embeddings.iter().zip(quoted);
        let inside = pairs.filter(|(_, is_quoted)| *is_quoted);
        inside.map(|(range, _)| range.clone())
    }

    /// Whether the text begins like an object or a list of JSON. An expression that begins it may come to be anything.
    pub fn begins_json(self) -> bool {
        let begin = self.text.trim_start();
        let start = self.text.len() - begin.len();
        begin.starts_with(['{', '[']) && self.touched(&(start..start + 1)).is_none()
    }

    /// The embedding that a range has a part of.
    fn touched(self, range: &Range<usize>) -> Option<&'a Range<usize>> {
        // They stand in the order of the text.
        let next = self
            .embeddings
            .partition_point(|hole| hole.end <= range.start);
        let end = range.end.max(range.start + 1);
        self.embeddings.get(next).filter(|hole| hole.start < end)
    }

    /// The text with letters in the place of its embeddings, as long as before.
    fn filled(self) -> Option<String> {
        let mut filled = String::with_capacity(self.text.len());
        for hole in self.embeddings {
            filled.push_str(self.text.get(filled.len()..hole.start)?);
            filled.push_str(&"x".repeat(hole.len()));
        }
        filled.push_str(self.text.get(filled.len()..)?);
        Some(filled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::{Segment, template};
    use crate::version::Version;

    fn check(syntax: Syntax, text: &str, expected: Option<(&str, &str)>) {
        let embeddings: Vec<_> = template(text, Version::V1_1)
            .into_iter()
            .filter_map(|segment| match segment {
                Segment::Embedded { text, .. } => Some(text.range()),
                Segment::Literal(_) => None,
            })
            .collect();
        let written = Written {
            text,
            embeddings: &embeddings,
        };
        let flaw = written.flaw(syntax);
        let found = flaw.map(|flaw| (text[flaw.range].to_owned(), flaw.message));
        let found = found
            .as_ref()
            .map(|(shown, message)| (shown.as_str(), message.as_str()));
        match (found, expected) {
            (Some((shown, message)), Some((expected, words))) => {
                assert_eq!(shown, expected, "{text}: {message}");
                assert!(message.contains(words), "{text}: {message}");
            }
            (found, expected) => assert_eq!(found, expected, "{text}"),
        }
    }

    #[test]
    fn json_is_read_with_values_in_its_holes() {
        let json = |text, expected| check(Syntax::Json, text, expected);
        json(r#"{"a": {$inputs.a}, "b": "{$inputs.b}!"}"#, None);
        json("hello", None);
        json("{$inputs.a} and more", None);
        json(r#"{"a": {$inputs.a}"#, Some(("}", "the text ends")));
        json(r#"{"a": [1, 2}"#, Some(("}", "`,` or `]`")));
        json("{ {$inputs.a}: 1 }", Some(("{$inputs.a}", "a key")));
        json(
            r#"{"a": 0{$inputs.a}}"#,
            Some(("{$inputs.a}", "no JSON here")),
        );
        json(r#"{"a": 1,}"#, Some((",", "a comma")));
    }

    #[test]
    fn xml_has_to_pair() {
        let xml = |text, expected| check(Syntax::Xml, text, expected);
        xml(
            "<?xml version='1.0'?>\n<a b='{$inputs.b}'>{$inputs.c}<d/></a>\n",
            None,
        );
        xml("<a:b xmlns:a=\"u\"><![CDATA[<&]]><!-- & --></a:b>", None);
        xml("<!DOCTYPE a [<!ENTITY e '>'>]><a>&e;&#228;&amp;</a>", None);
        xml("<{$inputs.tag}>1</{$inputs.tag}>", None);
        xml("<a {$inputs.attributes}>1</a>", None);
        xml("<a b={$inputs.b}/>", None);
        xml("no tag", None);
        xml("<a><b></a>", Some(("a", "`</b>` should")));
        xml("<a>", Some(("a", "never closed")));
        xml("<a/><b/>", Some(("b", "second root")));
        xml("<a/>text", Some(("text", "outside")));
        xml("<a/>{$inputs.rest}", None);
        xml("</a>", Some(("a", "closes nothing")));
        xml("<a>1 & 2</a>", Some(("&", "no `;` ends")));
        xml("<a>&nbsp;</a>", Some(("&nbsp;", "knows no")));
        xml("<a>1 < 2</a>", Some(("<", "no name")));
        xml("<a b=1/>", Some(("b", "quotes")));
        xml("<a b/>", Some(("b", "no value")));
        xml("<a b='1' b='2'/>", Some(("b", "twice")));
        xml("<a b='1'c='2'/>", Some(("c", "blank")));
        xml("<a b='1></a>", Some(("b", "not closed")));
        xml("<a <b/></a>", Some(("a", "end with `>`")));
        xml("<a><!-- b</a>", Some(("<!--", "not closed")));
        xml("<größe>ö{$inputs.ö}&</größe>", Some(("&", "no `;` ends")));
    }

    #[test]
    fn forms_are_almost_anything() {
        let form = |text, expected| check(Syntax::Form, text, expected);
        form("a={$inputs.a}&b=1%20c\n", None);
        form("a=%{$inputs.a}", None);
        form("{$inputs.form}", None);
        form("a=1&b", None);
        form("a=1&b{$inputs.b}\n", Some(("b{$inputs.b}", "`=`")));
        form("a=100%&b=1", Some(("%", "begins an escape")));
        form("a=1\nb=2", Some(("b", "line break")));
        form("a=1\n  b", Some(("b", "line break")));
        form(r#"{"a": "{$inputs.a}"}"#, Some(("{", "JSON")));
    }
}
