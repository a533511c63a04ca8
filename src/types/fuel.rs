//! How much work an answer may take: descriptions of strangers can make any question a long one.

use std::cell::Cell;

/// Steps of work for one question.
const QUESTION: usize = 4_000;

/// Steps of work for all questions about one document.
const DOCUMENT: usize = 3_000_000;

/// What is left of the work that an answer may take. Where nothing is left, nothing is known.
#[derive(Debug)]
pub struct Fuel(Cell<usize>);

impl Default for Fuel {
    /// Enough for one question.
    fn default() -> Self {
        Self(Cell::new(QUESTION))
    }
}

impl Fuel {
    /// Enough for all questions about one document.
    pub fn for_document() -> Self {
        Self(Cell::new(DOCUMENT))
    }

    /// Asks one question, which may take a part of what is left.
    pub fn ask<T>(&self, question: impl FnOnce(&Self) -> T) -> T {
        let left = self.0.get();
        let given = left.min(QUESTION);
        let own = Self(Cell::new(given));
        let answer = question(&own);
        self.0.set(left - (given - own.0.get()));
        answer
    }

    /// Does one step of work, if there is one left.
    pub(super) fn take(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left > 0
    }
}
