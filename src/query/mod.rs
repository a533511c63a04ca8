//! The query languages inside of Arazzo: whether a regular expression, a JSONPath query, an XPath expression or a JSON
//! Pointer is well formed.
//!
//! Everything here is a function of the text and of the places in it where runtime expressions are embedded. These stand
//! for any text, so each is replaced by a character that every reader takes for whatever may stand at its place. Nothing
//! is evaluated. Every reader takes one walk over the text; what is nested deeper than [`cursor::DEEPEST`] is not judged.

mod cursor;

mod fault;

mod mask;

mod jsonpath;

mod pointer;

mod regex;

mod simple;

mod xpath;

pub use fault::Fault;
pub use mask::embedded;
pub use regex::SharedRegex;
pub use simple::as_simple_condition;

use std::ops::Range;

use cursor::Read;
use mask::{Masked, bare};

/// A query as it stands in a document.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// Its text.
    pub text: &'a str,
    /// Where runtime expressions are embedded in it, in order.
    pub embedded: &'a [Range<usize>],
}

impl Query<'_> {
    /// What is wrong with a regular expression. It is malformed only where none of the readers takes it: ECMAScript with or without
    /// Unicode mode, RE2, the family of Perl. Not judged beyond a length that no condition has.
    pub fn regex(self) -> Option<Fault> {
        self.read(regex::read)
    }

    /// What is wrong with a JSONPath query by RFC 9535.
    pub fn jsonpath(self) -> Option<Fault> {
        self.read(jsonpath::read)
    }

    /// What is wrong with a JSONPath query by the article from which JSONPath comes, which has no grammar: only what is open and never
    /// closed is malformed.
    pub fn old_jsonpath(self) -> Option<Fault> {
        self.read(jsonpath::read_old)
    }

    /// What is wrong with an XPath expression by the grammar of 3.1, which takes what the older versions take.
    pub fn xpath(self) -> Option<Fault> {
        self.read(xpath::read)
    }

    /// What is wrong with a JSON Pointer by RFC 6901.
    pub fn pointer(self) -> Option<Fault> {
        self.read(pointer::read)
    }

    fn read(self, read: impl Fn(&str) -> Read) -> Option<Fault> {
        let fault = Masked::new(self.text, self.embedded).read(&read)?;
        // Whoever forgets the braces around an expression has made that mistake and no other.
        let bare = bare(self.text, self.embedded);
        let is_only_bare =
            bare.len() > self.embedded.len() && Masked::new(self.text, &bare).read(&read).is_none();
        (!is_only_bare).then_some(fault)
    }
}
