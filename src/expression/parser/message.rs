//! `$request`, `$response` and `$message` with their parts.

use super::Parser;
use super::ending::one;
use crate::expression::characters::{free_text_length, is_strict, is_token};
use crate::expression::malformed::{character, nearest, quote, typed};
use crate::expression::{Message, Part, Root, Source};
use crate::version::Version;

const SOURCES: [&str; 5] = ["header", "query", "path", "body", "payload"];

impl<'a> Parser<'a> {
    pub(super) fn message(&mut self, message: Message) -> Option<Root<'a>> {
        let noun = match message {
            Message::Request => "request",
            Message::Response => "response",
            Message::Message => "message",
        };
        if !self.rest.is_empty() && !self.dot("reads nothing", ".body") {
            return None;
        }
        let source = self.source(noun)?;
        Some(Root::Message { message, source })
    }

    fn source(&mut self, noun: &str) -> Option<Source<'a>> {
        let before = self.rest;
        let word = self.take_while(is_strict);
        match word.text {
            "header" => self.header().map(Source::Header),
            "query" => self.parameter("query parameter").map(Source::Query),
            "path" => self.parameter("path parameter").map(Source::Path),
            "body" => {
                self.content("body");
                Some(Source::Body)
            }
            "payload" => {
                if self.version == Version::V1_0 {
                    let help = match noun {
                        "message" => "set `arazzo` to `1.1.0`: messages are new as well".to_owned(),
                        _ => format!("write `${noun}.body`"),
                    };
                    let message = "`payload` is new in Arazzo 1.1".to_owned();
                    self.report(before, message, Some(help));
                }
                self.content("payload");
                Some(Source::Payload)
            }
            _ => {
                self.unknown_source(noun, before, word);
                None
            }
        }
    }

    fn header(&mut self) -> Option<Part<'a>> {
        if !self.dot("names no header", ".<name>") {
            return None;
        }
        let name = self.take_while(is_token);
        if name.is_empty() && self.rest.is_empty() {
            let done = self.done().text;
            self.names_no("header", &format!("write `{done}<name>`"));
        } else if self.rest.text.starts_with('/') && name.text.ends_with('#') {
            let name = name.text.trim_end_matches('#');
            let help = format!("a header has no members: the name ends at `{name}`");
            self.cannot_follow(Some(help));
        } else if !self.rest.is_empty() {
            self.wrong_character(
                "header",
                "letters a to z, digits and any of !#$%&'*+-.^_`|~",
            );
        }
        Some(name).filter(|name| !name.is_empty())
    }

    /// A query or path name: free text, which the grammar lets be empty (A32).
    fn parameter(&mut self, noun: &str) -> Option<Part<'a>> {
        if !self.dot(&format!("names no {noun}"), ".<name>") {
            return None;
        }
        let start = self.rest;
        self.take(free_text_length(self.rest.text, false));
        if !self.rest.is_empty() {
            self.wrong_in_free_text(noun, start);
            if self.free_text {
                self.take(free_text_length(self.rest.text, true));
            }
        }
        Some(start.split_at(self.rest.start - start.start).0)
    }

    /// Says which character cannot stand in a name that is free text. `start` is where the name begins.
    pub(super) fn wrong_in_free_text(&mut self, noun: &str, start: Part<'a>) {
        if self.more_than_one_expression() {
            return;
        }
        let (rest, done) = (self.rest.text, self.done().text);
        let braced = rest
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        let help = match braced {
            // `$request.path.{id}` names a parameter the way a path template does.
            Some(name) if self.rest == start && !name.contains(['{', '}']) => {
                format!("write {}", typed(&format!("{done}{name}")))
            }
            _ if rest.starts_with('"') => "write `\\\"`".to_owned(),
            _ if rest.starts_with('\\') => {
                "a backslash is written `\\\\`; other escapes are those of JSON strings".to_owned()
            }
            _ => "it may hold any character but `\"`, `\\`, `{` and `}`".to_owned(),
        };
        let escape = rest.chars().take(2).collect::<String>();
        let message = if rest.starts_with('\\') {
            format!("`{escape}` has no meaning in the name of {}", one(noun))
        } else {
            format!(
                "{} cannot stand in the name of {}",
                character(rest),
                one(noun)
            )
        };
        self.report(self.rest, message, Some(help));
    }

    /// `body` and `payload`, with their pointer.
    fn content(&mut self, noun: &str) {
        if self.rest.text.starts_with('#') {
            self.fragment(noun);
        } else if !self.rest.is_empty() {
            self.cannot_follow_value(noun);
        }
    }

    fn unknown_source(&mut self, noun: &str, before: Part<'a>, word: Part<'a>) {
        let done = format!("${noun}");
        // The grammar lets every part stand behind every root, but only these have a value.
        let list = match noun {
            "request" => "`header`, `query`, `path` and `body`",
            "response" => "`header` and `body`",
            _ => "`header` and `payload`",
        };
        let list = format!("what can be read is {list}");
        if word.is_empty() {
            let message = format!(
                "{} does not say which part of the {noun} it reads",
                quote(self.whole.text)
            );
            return self.report(self.whole, message, Some(list));
        }
        let help = match word.text {
            "cookie" | "cookies" => {
                "cookies are not read one by one; they stand in the header `Cookie`".to_owned()
            }
            "status" | "statusCode" | "code" => "the status is `$statusCode`".to_owned(),
            "url" | "method" => format!("write `${}`", word.text),
            other => match nearest(other, &SOURCES) {
                Some(source) => {
                    let meant = format!("{done}.{source}{}", self.rest.text);
                    let message = format!("a {noun} has no part {}", quote(word.text));
                    let help = format!("did you mean {}?", typed(&meant));
                    return self.report_meant(before, message, help, meant);
                }
                None => list,
            },
        };
        let message = format!("a {noun} has no part {}", quote(word.text));
        self.report(before, message, Some(help));
    }
}
