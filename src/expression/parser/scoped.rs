//! `$steps`, `$workflows`, `$sourceDescriptions` and `$components`: a name inside something that is named itself.

use super::Parser;
use crate::expression::characters::{free_text_length, is_strict};
use crate::expression::malformed::{nearest, quote, typed};
use crate::expression::{Part, Root, SourceDescriptions, Steps, Workflows};

const KINDS: [&str; 3] = ["parameters", "successActions", "failureActions"];

impl<'a> Parser<'a> {
    pub(super) fn steps(&mut self) -> Option<Root<'a>> {
        let text = self.id("step", ".<step>.outputs.<name>")?;
        if !self.eat(".outputs.") {
            self.step_without_output();
            return Some(Root::Steps(Steps {
                text: without_pointer(text),
            }));
        }
        self.name("output");
        Some(Root::Steps(Steps {
            text: self.read_since(text),
        }))
    }

    pub(super) fn workflows(&mut self) -> Option<Root<'a>> {
        let text = self.id("workflow", ".<workflow>.outputs.<name>")?;
        let noun = if self.eat(".inputs.") {
            "input"
        } else if self.eat(".outputs.") {
            "output"
        } else {
            self.workflow_without_field();
            return Some(Root::Workflows(Workflows {
                text: without_pointer(text),
            }));
        };
        self.name(noun);
        Some(Root::Workflows(Workflows {
            text: self.read_since(text),
        }))
    }

    pub(super) fn source_descriptions(&mut self) -> Option<Root<'a>> {
        let text = self.id("source description", ".<name>.url")?;
        let done = self.done().text;
        if self.eat(".") && !self.rest.is_empty() {
            let start = self.rest;
            self.take(free_text_length(self.rest.text, false));
            if !self.rest.is_empty() {
                self.wrong_in_free_text("operation or workflow", start);
                if self.free_text {
                    self.take(free_text_length(self.rest.text, true));
                }
            }
        } else if self.rest.is_empty() {
            let message = format!("{} names nothing in that source", quote(self.whole.text));
            let help =
                format!("write `{done}.url`, or the id of an operation or workflow after it");
            self.report(self.whole, message, Some(help));
        } else if self.rest.text.starts_with('#') {
            let help = format!(
                "write {}",
                typed(&format!("{{{done}.url}}{}", self.rest.text))
            );
            self.cannot_follow(Some(help));
        } else {
            self.wrong_in_id("source description");
            if self.free_text {
                self.take(free_text_length(self.rest.text, true));
            }
        }
        Some(Root::SourceDescriptions(SourceDescriptions {
            text: self.read_since(text),
        }))
    }

    pub(super) fn components(&mut self) -> Option<Root<'a>> {
        if !self.dot("names no component", ".parameters.<name>") {
            return None;
        }
        let before = self.rest;
        let kind = self.take_while(is_strict);
        if !KINDS.contains(&kind.text) {
            self.unknown_kind(before, kind);
            return None;
        }
        if !self.dot("names no component", ".<name>") {
            return None;
        }
        let key = self.key("component")?;
        Some(Root::Components { kind, key })
    }

    /// The id behind the root. Answers the text that begins with it.
    fn id(&mut self, noun: &str, missing: &str) -> Option<Part<'a>> {
        if !self.dot(&format!("names no {noun}"), missing) {
            return None;
        }
        let text = self.rest;
        if !self.take_while(is_strict).is_empty() {
            return Some(text);
        }
        if self.rest.is_empty() || self.rest.text.starts_with('.') {
            let root = self.done().text.trim_end_matches('.');
            self.names_no(noun, &format!("write `{root}{missing}`"));
        } else {
            self.wrong_in_id(noun);
        }
        None
    }

    fn wrong_in_id(&mut self, noun: &str) {
        self.wrong_character(noun, "letters a to z, digits, `_` and `-`");
    }

    fn step_without_output(&mut self) {
        let (rest, done) = (self.rest.text, self.done().text);
        let rule = format!("only the outputs of a step can be read: `{done}.outputs.<name>`");
        if matches!(rest, "" | "." | ".outputs") {
            return self.names_no("output", &format!("write `{done}.outputs.<name>`"));
        }
        if self.dotted_id("step", &[".outputs."]) || self.more_than_one_expression() {
            return;
        }
        let Some(path) = rest.strip_prefix('.') else {
            if rest.starts_with(['#', '/', '[']) {
                return self.cannot_follow(Some(rule));
            }
            return self.wrong_in_id("step");
        };
        let (word, after) = path.split_at(path.find(|c| !is_strict(c)).unwrap_or(path.len()));
        if nearest(word, &["outputs"]).is_some() {
            let message = format!("a step has no {}", quote(word));
            let meant = format!("{done}.outputs{after}");
            let help = format!("write {}", typed(&meant));
            self.report_meant(self.rest, message, help, meant);
        } else if !after.is_empty() && ["inputs", "request", "response"].contains(&word) {
            self.cannot_follow(Some(rule));
        } else {
            let message = format!("`.outputs` is missing before {}", quote(rest));
            let meant = format!("{done}.outputs{rest}");
            let help = format!("write {}", typed(&meant));
            self.report_meant(self.rest, message, help, meant);
        }
    }

    fn workflow_without_field(&mut self) {
        let (rest, done) = (self.rest.text, self.done().text);
        if matches!(rest, "" | "." | ".inputs" | ".outputs") {
            let field = rest.strip_prefix('.').filter(|field| !field.is_empty());
            let field = field.unwrap_or("outputs");
            let noun = field.trim_end_matches('s');
            return self.names_no(noun, &format!("write `{done}.{field}.<name>`"));
        }
        if rest.starts_with(".steps") {
            let help =
                "read an output of the workflow instead, which may hold an output of the step";
            return self.cannot_follow(Some(format!("{help}: `{done}.outputs.<name>`")));
        }
        if self.dotted_id("workflow", &[".inputs.", ".outputs."]) || self.more_than_one_expression()
        {
            return;
        }
        let word = rest.trim_start_matches('.').split(|c| !is_strict(c)).next();
        let field = word.and_then(|word| nearest(word, &["inputs", "outputs"]));
        if rest.starts_with(['.', '#', '/', '[']) {
            let field = field.unwrap_or("outputs");
            self.cannot_follow(Some(format!(
                "the inputs and outputs of a workflow can be read: `{done}.{field}.<name>`"
            )));
        } else {
            self.wrong_in_id("workflow");
        }
    }

    /// Says that an id has a dot in it, where one of `fields` stands further on.
    fn dotted_id(&mut self, noun: &str, fields: &[&str]) -> bool {
        let rest = self.rest.text;
        let Some(end) = fields.iter().filter_map(|field| rest.find(field)).min() else {
            return false;
        };
        let tail = self.rest.split_at(end).0;
        if !tail.text.starts_with('.') || tail.text.contains(|c| c != '.' && !is_strict(c)) {
            return false;
        }
        let done = self.done().text;
        let id = done.rsplit('.').next().unwrap_or_default();
        let id = typed(&format!("{id}{}", tail.text));
        let message = format!("an expression cannot name {noun} {id}, whose id has a dot");
        let help = format!("give the {noun} an id without dots");
        self.report(tail, message, Some(help));
        true
    }

    fn unknown_kind(&mut self, before: Part<'a>, kind: Part<'a>) {
        let list = "what can be referred to is `parameters`, `successActions` and `failureActions`";
        if kind.is_empty() {
            return self.names_no("component", list);
        }
        let help = match kind.text {
            "inputs" => {
                let name = self.rest.text.replacen('.', "/", 1);
                format!("schemas are referred to by `$ref: '#/components/inputs{name}'`")
            }
            other => match nearest(other, &KINDS) {
                Some(near) => {
                    let meant = format!("$components.{near}{}", self.rest.text);
                    let message = no_kind(kind);
                    let help = format!("did you mean {}?", typed(&meant));
                    return self.report_meant(before, message, help, meant);
                }
                None => list.to_owned(),
            },
        };
        let message = no_kind(kind);
        self.report(before, message, Some(help));
    }

    /// What is read since `start`, without a pointer.
    fn read_since(&self, start: Part<'a>) -> Part<'a> {
        let hash = self.pointer.map(|pointer| pointer.text.start - 1);
        let end = hash.unwrap_or(self.rest.start);
        start.split_at(end - start.start).0
    }
}

fn no_kind(kind: Part<'_>) -> String {
    format!(
        "an expression cannot name {} of the components",
        quote(kind.text)
    )
}

/// All of a text whose structure is broken, without a pointer.
fn without_pointer(text: Part<'_>) -> Part<'_> {
    let end = text.text.find("#/").unwrap_or(text.text.len());
    text.split_at(end).0
}
