//! What a rule tells its findings to.

use std::collections::HashSet;

use super::{Level, Rule};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::{Node, Text};

/// Where a finding is, and which value is at fault.
#[derive(Clone, Debug)]
pub struct Spot {
    span: Span,
    pointer: Option<String>,
}

impl Spot {
    /// A spot for a value that is shown by something shorter than itself.
    pub fn at(span: Span, node: Node<'_>) -> Self {
        Self {
            span,
            pointer: Some(node.pointer()),
        }
    }

    /// The spot for something that `node` lacks: its key, and `node` as the value at fault.
    pub fn lacking(node: Node<'_>) -> Self {
        Self {
            span: node.head(),
            pointer: Some(node.pointer()),
        }
    }
}

impl From<Span> for Spot {
    fn from(span: Span) -> Self {
        Self {
            span,
            pointer: None,
        }
    }
}

impl From<Text<'_>> for Spot {
    fn from(text: Text<'_>) -> Self {
        Self {
            span: text.span,
            pointer: None,
        }
    }
}

impl From<Node<'_>> for Spot {
    fn from(node: Node<'_>) -> Self {
        Self {
            span: node.span(),
            pointer: Some(node.pointer()),
        }
    }
}

/// More findings of one rule than anybody reads one by one.
const MANY: usize = 200;

/// More findings of one rule in one document than anybody can do anything with. Those behind are counted.
const MOST: usize = 10_000;

/// Collects the findings of one rule in one document.
#[derive(Debug)]
pub struct Reporter {
    rule: &'static Rule,
    level: Level,
    diagnostics: Vec<Diagnostic>,
    /// What a rule says that is off.
    unasked: Vec<Diagnostic>,
    seen: HashSet<Span>,
    /// The last finding that was one too many.
    left_out: Option<Diagnostic>,
    /// How many these are.
    count: usize,
}

impl Reporter {
    /// A reporter that knows the rule, and the level that the run gives it.
    pub fn new(rule: &'static Rule, level: Level) -> Self {
        Self {
            rule,
            level,
            diagnostics: Vec::new(),
            unasked: Vec::new(),
            seen: HashSet::new(),
            left_out: None,
            count: 0,
        }
    }

    /// Whether the findings of the rule are wanted: not those of one that is off. They are dropped anyway; asking first
    /// saves the search.
    pub fn is_asked(&self) -> bool {
        self.level != Level::Off
    }

    /// Adds a finding and gives it back, to be told more of.
    pub fn report(&mut self, spot: impl Into<Spot>, message: impl Into<String>) -> &mut Diagnostic {
        self.add(spot.into(), message.into(), self.level)
    }

    /// Adds a finding that counts although the rule is off.
    pub fn report_always(
        &mut self,
        spot: impl Into<Spot>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let level = match self.level {
            Level::Off => Level::Warning,
            level => level,
        };
        self.add(spot.into(), message.into(), level)
    }

    fn add(&mut self, spot: Spot, message: String, level: Level) -> &mut Diagnostic {
        let Spot { span, pointer } = spot;
        self.seen.insert(span);
        let mut diagnostic = Diagnostic::new(self.rule.name, level.severity(), span, message);
        diagnostic.pointer = pointer;
        diagnostic.is_one_of_many = self.diagnostics.len() >= MANY;
        let findings = match level {
            Level::Off => &mut self.unasked,
            _ => &mut self.diagnostics,
        };
        if findings.len() >= MOST {
            self.count += usize::from(level != Level::Off);
            return self.left_out.insert(diagnostic);
        }
        findings.push(diagnostic);
        findings.last_mut().expect("a finding was just added")
    }

    /// Whether this rule has a finding at that very place. What stands in the components is looked at once for each
    /// use, and one mistake there is one finding.
    pub fn has_reported(&self, span: Span) -> bool {
        self.seen.contains(&span)
    }

    /// The findings.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        if let Some(last) = self.diagnostics.last_mut().filter(|_| self.count > 0) {
            let count = self.count;
            let more = format!(
                "; {count} more findings of `{}` are left out",
                self.rule.name
            );
            last.message.push_str(&more);
        }
        self.diagnostics
    }
}
