//! The rules: one folder per family, one file per rule.
//!
//! A rule is data: a name, a level, its documentation, and a function that asks the [`Context`] and tells the
//! [`Reporter`]. Everything that lists rules walks [`all`].

mod context;
mod contract;
mod document;
mod expression;
mod flow;
mod identity;
mod page;
mod reference;
mod reporter;
mod source;

pub use context::{Context, StepTarget, UsedAction};
pub use page::page;
pub use reporter::{Reporter, Spot};

use crate::diagnostic::Severity;

/// One thing that the linter looks for.
#[derive(Debug)]
pub struct Rule {
    /// What the rule flags; the public name of the rule in settings, comments and reports.
    pub name: &'static str,
    /// The level of its findings where the case does not ask for another.
    pub severity: Severity,
    /// Its documentation in Markdown.
    pub docs: &'static str,
    /// What can be believed of it in a document that a syntax error has cut short.
    pub when_cut: WhenCut,
    /// Looks at one document.
    pub check: fn(&Context<'_>, &mut Reporter),
}

/// What to believe of a rule in a document that a syntax error has cut short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenCut {
    /// All that it finds, for it speaks of the text itself.
    Everything,
    /// What it finds before the value that the error stands in.
    Sound,
    /// Nothing, for it calls something missing that may have been cut off.
    Nothing,
}

/// Makes a rule from its documentation and its fields, because nothing else can read a doc comment.
macro_rules! rule {
    (
        $(#[doc = $line:literal])*
        name: $name:literal, severity: $severity:ident, check: $check:path $(,)?
    ) => {
        $crate::rules::rule! {
            $(#[doc = $line])* name: $name, severity: $severity, when_cut: Sound, check: $check
        }
    };
    (
        $(#[doc = $line:literal])*
        name: $name:literal, severity: $severity:ident, when_cut: $when_cut:ident, check: $check:path $(,)?
    ) => {
        pub(super) const RULE: $crate::rules::Rule = $crate::rules::Rule {
            name: $name,
            severity: $crate::diagnostic::Severity::$severity,
            docs: concat!($($line, "\n"),*),
            when_cut: $crate::rules::WhenCut::$when_cut,
            check: $check,
        };
    };
}
use rule;

/// A family of rules.
#[derive(Debug)]
pub struct Family {
    /// What the family guards, in one word.
    pub title: &'static str,
    /// Its rules.
    pub rules: &'static [Rule],
}

/// The families in the order of the catalogue.
pub const FAMILIES: &[Family] = &[
    Family {
        title: "document",
        rules: document::RULES,
    },
    Family {
        title: "identity",
        rules: identity::RULES,
    },
    Family {
        title: "reference",
        rules: reference::RULES,
    },
    Family {
        title: "source",
        rules: source::RULES,
    },
    Family {
        title: "expression",
        rules: expression::RULES,
    },
    Family {
        title: "flow",
        rules: flow::RULES,
    },
    Family {
        title: "contract",
        rules: contract::RULES,
    },
];

/// Every rule, family by family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules)
}
