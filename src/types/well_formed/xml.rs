//! XML written out as text: tags that pair, attributes in quotes, references that exist.

use std::ops::Range;

use super::xml_tag::is_name_character;
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

pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// The names of the elements that are open.
    pub(super) open: Vec<Range<usize>>,
    pub(super) has_root: bool,
    /// Whether the text may declare entities of its own.
    has_doctype: bool,
    pub(super) written: Written<'a>,
}

pub(super) type Step = Result<(), Flaw>;

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
    pub(super) fn references(&self, range: Range<usize>) -> Step {
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
}
