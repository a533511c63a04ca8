//! The rules: one folder per family, one file per rule.
//!
//! A rule is data: a name, a level, its documentation, and a function that asks the [`Context`] and tells the
//! [`Reporter`]. Everything that lists rules walks [`all`].

pub mod conformance;
mod context;
mod contract;
mod criterion;
mod document;
mod expression;
mod flow;
mod identity;
mod needed;
mod page;
mod practice;
mod reference;
mod reporter;
mod source;
mod target_language;
mod untyped;

pub use context::{Context, StepTarget, UsedAction};
pub use page::page;
pub(crate) use practice::report_unused;
pub use reporter::{Reporter, Spot};

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::Severity;

/// One thing that the linter looks for.
#[derive(Debug)]
pub struct Rule {
    /// What the rule flags; the public name of the rule in settings, comments and reports.
    pub name: &'static str,
    /// The level of its findings where the case does not ask for another.
    pub level: Level,
    /// The requirements of the specification that it checks, by their numbers in `docs/conformance.md`.
    pub requirements: &'static [u16],
    /// Its documentation in Markdown.
    pub docs: &'static str,
    /// What can be believed of it in a document that a syntax error has cut short.
    pub when_cut: WhenCut,
    /// Looks at one document.
    pub check: fn(&Context<'_>, &mut Reporter),
}

impl Rule {
    /// Its documentation, as Markdown with headings from the second level on.
    pub fn text(&self) -> String {
        let lines = self.docs.lines();
        let lines: Vec<&str> = lines
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        lines.join("\n").trim_end().to_owned()
    }

    /// What it reports, in one sentence.
    pub fn summary(&self) -> String {
        let text = self.text();
        let paragraph = text.split("\n\n").next().unwrap_or_default();
        let paragraph = paragraph.replace('\n', " ");
        match paragraph.find(". ") {
            Some(end) => paragraph[..=end].to_owned(),
            None => paragraph,
        }
    }
}

/// The level of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Breaks a MUST, contradicts an API description, or has no sane reading.
    Error,
    /// Very probably a mistake, or against a SHOULD.
    Warning,
    /// Worth knowing.
    Note,
    /// An opinion, or too strict for most: silent unless somebody asks, and then a warning.
    Off,
}

impl Level {
    /// The word that settings and pages use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            _ => self.severity().name(),
        }
    }

    /// The weight of a finding.
    pub fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning | Self::Off => Severity::Warning,
            Self::Note => Severity::Note,
        }
    }
}

/// The levels that a run gives to the rules: their own, unless it is told otherwise.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    strict: bool,
    changed: FxHashMap<String, Level>,
}

impl Levels {
    /// The levels where `strict` turns every rule on that is off, as a warning.
    pub fn new(strict: bool) -> Self {
        Self {
            strict,
            ..Self::default()
        }
    }

    /// Gives a rule another level.
    #[must_use]
    pub fn with(mut self, rule: &str, level: Level) -> Self {
        self.changed.insert(rule.to_owned(), level);
        self
    }

    /// The weight of a finding whose rule gave it one. Somebody who has chosen a level has chosen it for the usual case;
    /// lesser cases stay lesser.
    pub fn weigh(&self, rule: &Rule, severity: Severity) -> Severity {
        match self.changed.get(rule.name) {
            Some(level) if severity < rule.level.severity() => severity.min(level.severity()),
            Some(level) => level.severity(),
            None => severity,
        }
    }

    /// Whether a rule reports all that it finds.
    pub fn is_on(&self, rule: &Rule) -> bool {
        self.of(rule).is_some_and(|level| level != Level::Off)
    }

    /// The level of a rule; `None` if it was turned off. A rule whose own level is off still runs, for what it reports
    /// even so.
    pub fn of(&self, rule: &Rule) -> Option<Level> {
        match self.changed.get(rule.name) {
            Some(Level::Off) => None,
            Some(level) => Some(*level),
            None if self.strict && rule.level == Level::Off => Some(Level::Warning),
            None => Some(rule.level),
        }
    }
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
        name: $name:literal, level: $level:ident, requirements: $requirements:tt, check: $check:path $(,)?
    ) => {
        $crate::rules::rule! {
            $(#[doc = $line])*
            name: $name, level: $level, requirements: $requirements, when_cut: Sound, check: $check
        }
    };
    (
        $(#[doc = $line:literal])*
        name: $name:literal, level: $level:ident, requirements: $requirements:tt,
        when_cut: $when_cut:ident, check: $check:path $(,)?
    ) => {
        pub(super) const RULE: $crate::rules::Rule = $crate::rules::Rule {
            name: $name,
            level: $crate::rules::Level::$level,
            requirements: &$requirements,
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
        title: "criterion",
        rules: criterion::RULES,
    },
    Family {
        title: "flow",
        rules: flow::RULES,
    },
    Family {
        title: "contract",
        rules: contract::RULES,
    },
    Family {
        title: "practice",
        rules: practice::RULES,
    },
];

/// Every rule, family by family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules)
}

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

impl Rule {
    /// The family of the rule.
    pub fn family(&self) -> &'static str {
        let family = FAMILIES
            .iter()
            .find(|family| family.rules.iter().any(|rule| rule.name == self.name));
        family.map_or("", |family| family.title)
    }
}
