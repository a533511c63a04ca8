//! XML written out as text: tags that pair, attributes in quotes, references that exist.

use std::collections::HashSet;
use std::ops::Range;

use super::{Flaw, Written};

/// What breaks a text that begins with a tag; any other text is left alone.
pub(super) fn flaw(written: Written<'_>) -> Option<Flaw> {
    if !written.text.trim_start().starts_with('<') {
        return None;
    }
    let filled = written.filled()?;
    let scanner = Scanner {
        text: &filled,
        at: 0,
        open: Vec::new(),
        has_root: false,
        has_doctype: false,
        written,
    };
    // What an expression has to do with may be right once its value is there.
    let flaw = scanner.document().err()?;
    written.touched(&flaw.range).is_none().then_some(flaw)
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// The names of the elements that are open.
    open: Vec<Range<usize>>,
    has_root: bool,
    /// Whether the text may declare entities of its own.
    has_doctype: bool,
    written: Written<'a>,
}

type Step = Result<(), Flaw>;

impl Scanner<'_> {
    fn document(mut self) -> Step {
        while let Some(length) = self.rest().find('<') {
            self.characters(self.at..self.at + length)?;
            self.at += length;
            let rest = self.rest();
            if rest.starts_with("<!--") {
                self.until("<!--", "-->", "this comment is not closed")?;
            } else if rest.starts_with("<![CDATA[") {
                self.until("<![CDATA[", "]]>", "this section is not closed")?;
            } else if rest.starts_with("<?") {
                let before = self.text[..self.at].trim_start_matches('\u{feff}');
                if rest.starts_with("<?xml ") && !before.is_empty() {
                    let range = self.at..self.at + "<?xml".len();
                    let message = "the XML declaration can stand only at the very beginning";
                    return Err(Flaw::new(range, message));
                }
                self.until("<?", "?>", "this instruction is not closed")?;
            } else if rest.starts_with("<!") {
                self.doctype();
            } else if rest.starts_with("</") {
                self.closing_tag()?;
            } else {
                self.opening_tag()?;
            }
        }
        self.characters(self.at..self.text.len())?;
        match self.open.pop() {
            Some(name) => {
                let message = format!("`<{}>` is never closed", &self.written.text[name.clone()]);
                Err(Flaw::new(name, message))
            }
            None => Ok(()),
        }
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Text between tags.
    fn characters(&self, range: Range<usize>) -> Step {
        let text = &self.text[range.clone()];
        if !self.open.is_empty() {
            return self.references(range);
        }
        match text.trim_matches('\u{feff}').trim() {
            "" => Ok(()),
            stray => {
                let start = range.start + text.find(stray).unwrap_or_default();
                let range = start..start + stray.len();
                // Any expression in it may come to be nothing but blanks.
                match self.written.touched(&range) {
                    Some(hole) => Err(Flaw::new(hole.clone(), "")),
                    None => Err(Flaw::new(
                        range,
                        "this text stands outside of the root element",
                    )),
                }
            }
        }
    }

    /// `&amp;` and its like: the five names that XML knows, numbers, and what a DOCTYPE may declare.
    fn references(&self, range: Range<usize>) -> Step {
        let text = &self.text[range.clone()];
        for (at, _) in text.match_indices('&') {
            let rest = &text[at + 1..];
            let start = range.start + at;
            let name = rest
                .split(';')
                .next()
                .filter(|name| name.len() < rest.len());
            let is_name = |name: &str| !name.is_empty() && name.chars().all(is_name_character);
            let flaw = match name.filter(|name| is_name(name.strip_prefix('#').unwrap_or(name))) {
                None => Flaw::new(start..start + 1, "`&` begins a reference that no `;` ends")
                    .help("write `&amp;` for the character itself"),
                Some("amp" | "lt" | "gt" | "quot" | "apos") => continue,
                Some(name) => {
                    let whole = start..start + name.len() + 2;
                    let is_known = match name.strip_prefix("#x").or(name.strip_prefix('#')) {
                        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
                        None => self.has_doctype,
                    };
                    if is_known || self.written.touched(&whole).is_some() {
                        continue;
                    }
                    Flaw::new(whole, format!("XML knows no `&{name};`"))
                        .help("write the character itself, or its number as `&#160;`")
                }
            };
            return Err(flaw);
        }
        Ok(())
    }

    fn until(&mut self, opening: &str, closing: &str, message: &str) -> Step {
        let inside = self.at + opening.len();
        match self.text[inside..].find(closing) {
            Some(length) => {
                self.at = inside + length + closing.len();
                Ok(())
            }
            None => Err(Flaw::new(self.at..inside, message)),
        }
    }

    /// `<!DOCTYPE ...>`, which may hold declarations in brackets and quotes.
    fn doctype(&mut self) {
        let start = self.at;
        // What it declares is not read, and where nothing seems to end it, nothing more is said.
        self.has_doctype = true;
        let mut depth = 0_usize;
        let mut quote = None;
        for (offset, byte) in self.rest().bytes().enumerate() {
            match (quote, byte) {
                (Some(open), _) if byte == open => quote = None,
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'<' | b'[') => depth += 1,
                (None, b'>' | b']') => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && quote.is_none() {
                self.at = start + offset + 1;
                return;
            }
        }
        self.at = self.text.len();
    }

    fn closing_tag(&mut self) -> Step {
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

    fn opening_tag(&mut self) -> Step {
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

fn is_name_character(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | ':' | '-' | '.' | '\u{b7}')
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}
