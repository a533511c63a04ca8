//! One runtime expression: text into [`Parsed`] (Arazzo 1.1.0, Runtime Expressions).
//!
//! The structure of the 1.1 grammar is read in every version. What it rejects and the free text of 1.0 allows is marked
//! as such at the end. The parser stops at the first thing that is wrong and keeps what it has understood by then.

mod beginning;

mod ending;

mod message;

mod scoped;

use super::characters::is_strict;
use super::malformed::quote;
use super::{Expression, Malformed, Message, Parsed, Part, Pointer, Root, v1_0};
use crate::version::Version;

/// The words that can follow `$`.
pub(super) const ROOTS: [&str; 13] = [
    "inputs",
    "outputs",
    "steps",
    "workflows",
    "sourceDescriptions",
    "components",
    "request",
    "response",
    "message",
    "statusCode",
    "url",
    "method",
    "self",
];

/// Parses a text that is one runtime expression.
pub fn parse(text: &str, version: Version) -> Parsed<'_> {
    parse_part(Part::whole(text), version)
}

/// Parses a piece of a text that is one runtime expression.
pub(super) fn parse_part(text: Part<'_>, version: Version) -> Parsed<'_> {
    Parser::new(text, version, version == Version::V1_0).parse()
}

/// Parses like [`parse_part`], with the names of 1.1 in every version: inside a condition free text would swallow the
/// operators.
pub(super) fn parse_with_identifiers(text: Part<'_>, version: Version) -> Parsed<'_> {
    Parser::new(text, version, false).parse()
}

/// The word behind `$`, and what follows it.
pub(super) fn root_word(text: Part<'_>) -> Option<(Part<'_>, Part<'_>)> {
    let rest = text.strip_prefix("$")?;
    let length = rest.text.find(|c| !is_strict(c)).unwrap_or(rest.text.len());
    Some(rest.split_at(length))
}

struct Parser<'a> {
    whole: Part<'a>,
    /// What is not read yet.
    rest: Part<'a>,
    version: Version,
    /// Names extend to the pointer or the end, as in 1.0.
    free_text: bool,
    pointer: Option<Pointer<'a>>,
    malformed: Option<Malformed>,
}

impl<'a> Parser<'a> {
    fn new(whole: Part<'a>, version: Version, free_text: bool) -> Self {
        Self {
            whole,
            rest: whole,
            version,
            free_text,
            pointer: None,
            malformed: None,
        }
    }

    fn parse(mut self) -> Parsed<'a> {
        let root = self.root();
        if let Some(malformed) = &mut self.malformed {
            malformed.only_new_grammar =
                self.version == Version::V1_0 && v1_0::accepts(self.whole.text);
        }
        Parsed {
            expression: root.map(|root| Expression {
                text: self.whole,
                root,
                pointer: self.pointer,
            }),
            malformed: self.malformed,
        }
    }

    fn root(&mut self) -> Option<Root<'a>> {
        let Some((word, rest)) = root_word(self.whole) else {
            self.no_sigil();
            return None;
        };
        self.rest = rest;
        match word.text {
            "url" => Some(self.alone(Root::Url)),
            "method" => Some(self.alone(Root::Method)),
            "statusCode" => Some(self.alone(Root::StatusCode)),
            "self" => {
                let root = self.alone(Root::SelfUri);
                if self.version == Version::V1_0 {
                    self.report(self.whole, "`$self` is new in Arazzo 1.1".to_owned(), None);
                }
                Some(root)
            }
            "request" => self.message(Message::Request),
            "response" => self.message(Message::Response),
            "message" => self.message(Message::Message),
            "inputs" => self.named("input").map(Root::Inputs),
            "outputs" => self.named("output").map(Root::Outputs),
            "steps" => self.steps(),
            "workflows" => self.workflows(),
            "sourceDescriptions" => self.source_descriptions(),
            "components" => self.components(),
            _ => {
                self.unknown_root(word);
                None
            }
        }
    }

    /// A root that nothing follows.
    fn alone(&mut self, root: Root<'a>) -> Root<'a> {
        if !self.rest.is_empty() {
            let done = self.done().text;
            let help = format!("`{done}` stands alone");
            self.cannot_follow(Some(help));
        }
        root
    }

    /// `$inputs.<name>` and `$outputs.<name>`.
    fn named(&mut self, noun: &str) -> Option<Part<'a>> {
        if self.dot(&format!("names no {noun}"), ".<name>") {
            self.name(noun)
        } else {
            None
        }
    }

    /// Reads the dot behind a root; where it is absent, says that the expression ends before it `names no input`.
    fn dot(&mut self, lack: &str, missing: &str) -> bool {
        if self.eat(".") {
            return true;
        }
        let done = self.done().text;
        let help = format!("write `{done}{missing}`");
        if self.rest.is_empty() {
            self.report(self.whole, format!("{} {lack}", quote(done)), Some(help));
        } else {
            self.cannot_follow(Some(help));
        }
        false
    }

    fn eat(&mut self, expected: &str) -> bool {
        let rest = self.rest.strip_prefix(expected);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn take(&mut self, length: usize) -> Part<'a> {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn take_while(&mut self, belongs: fn(char) -> bool) -> Part<'a> {
        let wrong = self.rest.text.find(|character| !belongs(character));
        self.take(wrong.unwrap_or(self.rest.text.len()))
    }

    /// What is read already.
    fn done(&self) -> Part<'a> {
        self.whole.split_at(self.rest.start - self.whole.start).0
    }

    /// Keeps the first finding; what comes later may be its consequence.
    fn report(&mut self, at: Part<'a>, message: String, help: Option<String>) {
        self.malformed
            .get_or_insert_with(|| Malformed::new(at, message, help));
    }

    /// Says what is wrong, and which expression is meant instead of the whole.
    fn report_meant(&mut self, at: Part<'a>, message: String, help: String, meant: String) {
        let whole = self.whole;
        self.malformed.get_or_insert_with(|| {
            Malformed::new(at, message, Some(help)).instead_of(whole, meant)
        });
    }
}

#[cfg(test)]
mod tests;
