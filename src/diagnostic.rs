//! What the linter tells its user: plain data, made by the rules and drawn by the reports.

use crate::source::{SourceId, Span};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Very probably a mistake, or against a SHOULD.
    Warning,
    /// Breaks a MUST, contradicts an API description, or has no sane reading.
    Error,
}

impl Severity {
    /// The word that reports use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place and what it has to do with the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// A few words; empty where the message says it all.
    pub message: String,
}

/// Whether a fix can be made without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// The document means the same afterwards.
    Safe,
    /// It may mean something else: what was meant is a guess, or something is removed.
    Unsafe,
}

impl Safety {
    /// The word that reports use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
        }
    }
}

/// Text to put into the place of other text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span is a place to insert at.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// A way to mend what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: "quote the version".
    pub title: String,
    /// Whether it can be made without asking.
    pub safety: Safety,
    /// All of it; they do not overlap, and lie in one document.
    pub edits: Vec<Edit>,
}

/// One thing we tell the user: what, where, what else to look at, what to do.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule's name, for example `unknown-step`.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong here, one sentence without a period.
    pub message: String,
    /// The exact spot.
    pub primary: Label,
    /// The JSON Pointer of the value that is at fault, where the innermost value at the spot is not it.
    pub pointer: Option<String>,
    /// The other ends, in the order in which they explain the finding.
    pub related: Vec<Label>,
    /// What to do, with the text to type where one exists.
    pub help: Option<String>,
    /// The ways to mend it, the best first.
    pub fixes: Vec<Fix>,
    /// So many findings of the rule came before that names close to this one are not searched for: every name against every
    /// other would take the square of their number.
    pub is_one_of_many: bool,
}

impl Diagnostic {
    /// A finding at a place, with nothing else to say yet.
    pub fn new(
        rule: &'static str,
        severity: Severity,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            primary: Label {
                span,
                message: String::new(),
            },
            pointer: None,
            related: Vec::new(),
            help: None,
            fixes: Vec::new(),
            is_one_of_many: false,
        }
    }

    /// Says what the exact spot has to do with the finding.
    pub fn here(&mut self, message: impl Into<String>) -> &mut Self {
        self.primary.message = message.into();
        self
    }

    /// Names the value at fault where it is not the innermost one at the spot.
    pub fn at(&mut self, pointer: String) -> &mut Self {
        self.pointer = Some(pointer);
        self
    }

    /// Shows another end of the finding.
    pub fn label(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.related.push(Label {
            span,
            message: message.into(),
        });
        self
    }

    /// Says what to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Offers a way to mend it.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        self.fixes.push(fix);
        self
    }

    /// Offers a way to mend it, where there is one: `edits` asks a function of `edit`. Of many findings only the first are
    /// asked, since each may have to look through a whole list; when they are mended, the next are the first.
    pub fn offer(
        &mut self,
        safety: Safety,
        title: impl Into<String>,
        edits: impl FnOnce() -> Option<Vec<Edit>>,
    ) -> &mut Self {
        if self.is_one_of_many {
            return self;
        }
        if let Some(edits) = edits() {
            self.fixes.push(Fix {
                title: title.into(),
                safety,
                edits,
            });
        }
        self
    }

    /// Changes the weight where this case is another one than the rule's usual.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }
}

/// A finding that is kept back, for the formats that show these too.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// What was found.
    pub diagnostic: Diagnostic,
    /// Who keeps it back.
    pub by: Suppression,
}

/// What keeps a finding back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suppression {
    /// Something in the document itself, with the reason that stands there.
    InSource {
        /// Why.
        reason: Option<String>,
    },
    /// The baseline: it was there before.
    Baseline,
}

/// What a run has found, for the reports: sorted by file, position and rule.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The Arazzo documents that were checked.
    pub documents: Vec<SourceId>,
    /// The findings.
    pub diagnostics: Vec<Diagnostic>,
    /// The findings that are kept back.
    pub suppressed: Vec<Suppressed>,
    /// What could not be checked, by file and source.
    pub skipped: Vec<Skipped>,
    /// The totals.
    pub summary: Summary,
}

/// References of one document that could not be judged because a source could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The Arazzo document.
    pub file: SourceId,
    /// The name of the source description.
    pub source: String,
    /// Why, for programs: `offline`, `unreadable`, `unsupported` ...
    pub reason: &'static str,
    /// Why, for people: that the source is remote, for example.
    pub explanation: String,
    /// How many references depend on it.
    pub references: usize,
}

/// The totals of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Arazzo documents.
    pub documents: usize,
    /// Descriptions behind them that were read.
    pub sources: usize,
    /// Findings of level error.
    pub errors: usize,
    /// Findings of level warning.
    pub warnings: usize,
    /// Findings of level note.
    pub notes: usize,
    /// Findings that settings or comments keep back.
    pub suppressed: usize,
    /// Findings that are counted but not shown, because there are so many.
    pub cut: usize,
    /// Entries of the baseline that match nothing any more.
    pub stale: usize,
    /// References to a source that were judged.
    pub checked: usize,
    /// References to a source that could not be judged.
    pub skipped: usize,
}
