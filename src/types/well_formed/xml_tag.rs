//! The tags of XML: they pair, and their attributes have values in quotes.

use std::collections::HashSet;
use std::ops::Range;

use super::Flaw;
use super::xml::{Scanner, Step};

impl Scanner<'_> {
    pub(super) fn closing_tag(&mut self) -> Step {
        let name = self.name(self.at + 2);
        let after = name.end + blanks(&self.text[name.end..]);
        let whole = self.at..name.end;
        if !self.text[after..].starts_with('>') {
            return Err(Flaw::new(whole, "this closing tag does not end with `>`"));
        }
        self.at = after + 1;
        let shown = &self.written.text[name.clone()];
        let Some(open) = self.open.pop() else {
            return Err(Flaw::new(
                name.clone(),
                format!("`</{shown}>` closes nothing"),
            ));
        };
        // Names that only a run knows may be the same.
        let is_open = [&name, &open]
            .iter()
            .any(|name| self.written.touched(name).is_some());
        if self.text[name.clone()] == self.text[open.clone()] || is_open {
            return Ok(());
        }
        let expected = &self.written.text[open.clone()];
        let mut flaw = Flaw::new(
            name.clone(),
            format!("`</{shown}>` stands where `</{expected}>` should"),
        );
        flaw.other = Some((open, "opened here"));
        Err(flaw)
    }

    pub(super) fn opening_tag(&mut self) -> Step {
        let name = self.name(self.at + 1);
        let starts = self.text[name.clone()]
            .starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | ':'));
        if !starts {
            let flaw = Flaw::new(self.at..self.at + 1, "no name of an element follows `<`");
            return Err(flaw.help("write `&lt;` for the character itself"));
        }
        if self.open.is_empty() && self.has_root {
            return Err(Flaw::new(name, "a second root element begins here"));
        }
        self.has_root = true;
        let mut attributes = HashSet::new();
        let mut at = name.end;
        loop {
            let space = blanks(&self.text[at..]);
            at += space;
            let rest = &self.text[at..];
            if rest.starts_with("/>") {
                self.at = at + 2;
                return Ok(());
            }
            if rest.starts_with('>') {
                self.at = at + 1;
                self.open.push(name);
                return Ok(());
            }
            let attribute = self.name(at);
            if attribute.is_empty() {
                let shown = &self.written.text[name.clone()];
                return Err(Flaw::new(
                    name.clone(),
                    format!("the tag `<{shown}` does not end with `>`"),
                ));
            }
            if space == 0 {
                return Err(Flaw::new(
                    attribute,
                    "a blank is missing before this attribute",
                ));
            }
            at = self.attribute(&attribute)?;
            let written = self.text[attribute.clone()].to_owned();
            if self.written.touched(&attribute).is_none() && !attributes.insert(written) {
                let shown = &self.text[attribute.clone()];
                let message = format!("the attribute `{shown}` stands twice in this tag");
                return Err(Flaw::new(attribute, message));
            }
        }
    }

    /// `="value"` behind the name of an attribute. Gives back where it ends.
    fn attribute(&self, name: &Range<usize>) -> Result<usize, Flaw> {
        let shown = &self.text[name.clone()];
        let equals = name.end + blanks(&self.text[name.end..]);
        if !self.text[equals..].starts_with('=') {
            return Err(Flaw::new(
                name.clone(),
                format!("the attribute `{shown}` has no value"),
            ));
        }
        let value = equals + 1 + blanks(&self.text[equals + 1..]);
        let quote = self.text[value..]
            .chars()
            .next()
            .filter(|quote| matches!(quote, '"' | '\''));
        let Some(quote) = quote else {
            // The value itself may be an expression that brings its quotes.
            let range = if self.written.touched(&(value..value + 1)).is_some() {
                value..value + 1
            } else {
                name.clone()
            };
            return Err(Flaw::new(
                range,
                format!("the value of the attribute `{shown}` needs quotes"),
            ));
        };
        let inside = value + 1;
        let end = self.text[inside..]
            .find([quote, '<'])
            .map(|length| inside + length);
        match end.filter(|end| self.text[*end..].starts_with(quote)) {
            Some(end) => {
                self.references(inside..end)?;
                Ok(end + 1)
            }
            None => Err(Flaw::new(
                name.clone(),
                format!("the value of the attribute `{shown}` is not closed"),
            )),
        }
    }

    /// The name that begins at a place; empty where none does.
    fn name(&self, start: usize) -> Range<usize> {
        let length = self.text[start..].find(|next| !is_name_character(next));
        start..length.map_or(self.text.len(), |length| start + length)
    }
}

pub(super) fn is_name_character(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | ':' | '-' | '.' | '\u{b7}')
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}
