//! Names, pointers, and what may not stand behind them.

use super::{Parser, ROOTS, root_word};
use crate::expression::characters::is_identifier;
use crate::expression::malformed::{character, quote, typed};
use crate::expression::pointer::pointer_length;
use crate::expression::{Part, Pointer, as_pointer};
use crate::version::Version;

impl<'a> Parser<'a> {
    /// An identifier with an optional pointer, up to the end.
    fn named_value(&mut self, noun: &str, pointer: bool) -> Part<'a> {
        let start = self.rest;
        self.take_while(is_identifier);
        let pointer_follows = pointer && self.at_pointer();
        if !self.rest.is_empty() && !pointer_follows {
            self.wrong_behind_name(noun, pointer);
            if self.free_text {
                self.take_to_pointer();
            }
        }
        let name = start.split_at(self.rest.start - start.start).0;
        if pointer && self.at_pointer() {
            self.fragment(noun);
        }
        name
    }

    /// The name behind `$inputs.`, `.outputs.` and the like, with its pointer.
    pub(super) fn name(&mut self, noun: &str) -> Option<Part<'a>> {
        self.name_or_key(noun, true)
    }

    /// The key behind `$components.parameters.`, which takes no pointer.
    pub(super) fn key(&mut self, noun: &str) -> Option<Part<'a>> {
        self.name_or_key(noun, false)
    }

    fn name_or_key(&mut self, noun: &str, pointer: bool) -> Option<Part<'a>> {
        if self.rest.is_empty() || pointer && self.at_pointer() {
            let (done, rest) = (self.done().text, self.rest.text);
            self.names_no(noun, &format!("write `{done}<name>{rest}`"));
            return None;
        }
        Some(self.named_value(noun, pointer)).filter(|name| !name.is_empty())
    }

    /// Says that the expression ends before the name.
    pub(super) fn names_no(&mut self, noun: &str, help: &str) {
        let message = format!("{} names no {noun}", quote(self.whole.text));
        self.report(self.whole, message, Some(help.to_owned()));
    }

    fn at_pointer(&self) -> bool {
        let rest = self.rest.text;
        rest.starts_with("#/") || rest == "#"
    }

    fn take_to_pointer(&mut self) {
        let text = self.rest.text;
        let end = text.strip_suffix('#').map_or(text.len(), str::len);
        self.take(text.find("#/").unwrap_or(end));
    }

    /// `#` and the pointer, up to the end.
    pub(super) fn fragment(&mut self, noun: &str) {
        if !self.eat("#") {
            return;
        }
        let text = self.rest;
        let length = pointer_length(text.text, false);
        let pointer = self.take(length);
        let kept = if self.rest.is_empty() || self.allows_braces(text) {
            text.text.len()
        } else {
            // The token that is broken says nothing certain.
            pointer.text.rfind('/').unwrap_or(0)
        };
        if !self.rest.is_empty() {
            self.wrong_in_pointer(noun, pointer);
        }
        self.pointer = Some(Pointer {
            text: text.split_at(kept).0,
        });
    }

    /// Whether the text is a pointer of 1.0, where braces are characters like others.
    fn allows_braces(&self, text: Part<'_>) -> bool {
        self.version == Version::V1_0 && pointer_length(text.text, true) == text.text.len()
    }

    fn wrong_in_pointer(&mut self, noun: &str, pointer: Part<'a>) {
        let wrong = self.rest;
        let done = self.done().text;
        if pointer.is_empty() && !wrong.text.starts_with('/') {
            let message = format!("{} cannot follow `#`", quote(wrong.text));
            if wrong.text.starts_with(['{', '}', ' ']) {
                let help = format!("members of the {noun} are reached with `#/` and a name");
                return self.report(wrong, message, Some(help));
            }
            let meant = format!("{done}/{}", wrong.text);
            self.report_meant(wrong, message, format!("write {}", typed(&meant)), meant);
        } else if wrong.text.starts_with('~') {
            let shown: String = wrong
                .text
                .chars()
                .take_while(|c| *c != '/')
                .take(2)
                .collect();
            self.report(
                wrong,
                format!("`{shown}` has no meaning in a pointer"),
                Some("write `~0` for `~` and `~1` for `/`".to_owned()),
            );
        } else {
            let message = format!("{} cannot stand in a pointer", character(wrong.text));
            let help = "name the member or the index itself: nothing is put into a pointer";
            self.report(wrong, message, Some(help.to_owned()));
        }
    }

    /// Says what is wrong with the text behind an identifier.
    fn wrong_behind_name(&mut self, noun: &str, pointer: bool) {
        let (rest, done) = (self.rest.text, self.done().text);
        if self.more_than_one_expression() {
            return;
        }
        if rest.starts_with('#') {
            match (pointer, rest.strip_prefix("#")) {
                (true, Some(name)) => {
                    let meant = format!("{done}#/{name}");
                    self.cannot_follow_but(format!("write {}", typed(&meant)), meant);
                }
                _ => self.cannot_follow(Some(format!("the {noun} is referred to as a whole"))),
            }
        } else if pointer && rest.starts_with(['[', '/']) {
            self.cannot_follow_value(noun);
        } else {
            self.wrong_character(noun, "letters a to z, digits, `.`, `_` and `-`");
        }
    }

    /// Says that a character does not belong into a name.
    pub(super) fn wrong_character(&mut self, noun: &str, allowed: &str) {
        if self.more_than_one_expression() {
            return;
        }
        let message = format!(
            "{} cannot stand in the name of {}",
            character(self.rest.text),
            one(noun)
        );
        self.report(self.rest, message, Some(format!("it may hold {allowed}")));
    }

    /// Says that the rest cannot follow what is read, and which pointer was probably meant.
    pub(super) fn cannot_follow_value(&mut self, noun: &str) {
        let (rest, done) = (self.rest.text, self.done().text);
        let pointer = match rest.strip_prefix('/') {
            Some(_) if pointer_length(rest, false) == rest.len() => Some(rest.to_owned()),
            _ => as_pointer(rest),
        };
        let words = format!("members of the {noun} are reached with a pointer");
        let Some(pointer) = pointer else {
            let form = typed(&format!("{done}#/<name>"));
            return self.cannot_follow(Some(format!("{words}: {form}")));
        };
        let meant = format!("{done}#{pointer}");
        self.cannot_follow_but(format!("{words}: {}", typed(&meant)), meant);
    }

    /// Says that the rest cannot follow what is read, and what is meant instead of the whole.
    fn cannot_follow_but(&mut self, help: String, meant: String) {
        if self.more_than_one_expression() {
            return;
        }
        let message = format!(
            "{} cannot follow {}",
            quote(self.rest.text),
            quote(self.done().text)
        );
        self.report_meant(self.rest, message, help, meant);
    }

    /// Says that the rest cannot follow what is read.
    pub(super) fn cannot_follow(&mut self, help: Option<String>) {
        if self.more_than_one_expression() {
            return;
        }
        let (rest, done) = (self.rest.text, self.done().text);
        let message = format!("{} cannot follow {}", quote(rest), quote(done));
        self.report(self.rest, message, help);
    }

    /// Blanks at the end, conditions and texts in the wrong field are said the same way behind everything.
    pub(super) fn more_than_one_expression(&mut self) -> bool {
        let (rest, done) = (self.rest.text, self.done().text);
        let trimmed = rest.trim_start();
        if trimmed.is_empty() {
            let message = format!("{} stands behind {}", character(rest), quote(done));
            self.report_meant(self.rest, message, "remove it".to_owned(), done.to_owned());
            true
        } else if ["=", "!=", "<", ">", "&&", "||"]
            .iter()
            .any(|operator| trimmed.starts_with(operator))
        {
            let message = format!("{} cannot follow {}", quote(trimmed), quote(done));
            let help = "only a `condition` compares; here stands one expression";
            self.report(self.rest, message, Some(help.to_owned()));
            true
        } else if holds_expression(rest) {
            let message = format!("{} cannot follow {}", quote(trimmed), quote(done));
            let help = format!("in a longer text, every expression stands in braces: `{{{done}}}`");
            self.report(self.rest, message, Some(help));
            true
        } else {
            false
        }
    }
}

/// The noun with its article.
pub(super) fn one(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}

/// Whether another expression begins in the text.
fn holds_expression(text: &str) -> bool {
    let mut sigils = text.match_indices('$');
    sigils.any(|(at, _)| {
        root_word(Part::whole(&text[at..])).is_some_and(|(word, _)| ROOTS.contains(&word.text))
    })
}
