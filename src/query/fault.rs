//! What is wrong with a query.

use std::ops::Range;

/// A query that breaks its grammar: where, what, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, in bytes of the text; where something is missing, what lacks it.
    pub range: Range<usize>,
    /// What is wrong here.
    pub message: String,
    /// What to do, where there is something to say.
    pub help: Option<String>,
}

impl Fault {
    /// A fault with nothing to say about what to do.
    pub(super) fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            range,
            message: message.into(),
            help: None,
        }
    }

    /// Says what to do.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
