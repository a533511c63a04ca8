//! Parts of simple conditions that never change.

use super::term::{
    compared, is_bare, is_literal, is_reference, kind_of, leaves_nothing_out, list, status,
};
use crate::expression::{Comparison, Term, TermKind};
use crate::flow::Statuses;
use crate::rules::Reporter;
use crate::syntax::Text;

/// The longest condition that a help writes out.
const LONGEST_HELP: usize = 120;

/// Looks through one condition.
pub(super) struct Finder<'r, 'd> {
    text: Text<'d>,
    reporter: &'r mut Reporter,
    /// Whether a literal, or a thing compared with itself, was reported.
    found: bool,
}

impl<'r, 'd> Finder<'r, 'd> {
    pub(super) fn new(text: Text<'d>, reporter: &'r mut Reporter) -> Self {
        Self {
            text,
            reporter,
            found: false,
        }
    }

    /// Reports what it finds in the tree of the condition.
    pub(super) fn look_through(&mut self, term: &Term<'d>) {
        self.truth(term);
        // What a literal makes constant is told of the literal.
        if !self.found {
            self.constants(term, true);
        }
    }

    /// A term that is taken for true or false.
    fn truth(&mut self, term: &Term<'d>) {
        match &term.kind {
            TermKind::And(terms) => self.group(terms, "&&"),
            TermKind::Or(terms) => self.group(terms, "||"),
            TermKind::Not(negated) => self.truth(negated),
            TermKind::Compare {
                comparison,
                operator,
                operands,
            } => self.comparison(term, *comparison, operator.text, &operands.0, &operands.1),
            _ if is_bare(term) => {
                let help = match (&term.kind, status(term)) {
                    (TermKind::Reference(_), _) => "write what it is compared with".to_owned(),
                    (_, Some(code)) => format!("write `$statusCode == {code}`"),
                    _ => "leave the criterion out, or compare something".to_owned(),
                };
                self.report_bare(&[term], help);
            }
            _ => {}
        }
    }

    /// Terms that are joined by an operator.
    fn group(&mut self, terms: &[Term<'d>], operator: &str) {
        let bare: Vec<&Term<'d>> = terms.iter().filter(|term| is_bare(term)).collect();
        if !bare.is_empty() {
            let mut comparisons = terms.iter().filter_map(|term| match &term.kind {
                TermKind::Compare {
                    operator, operands, ..
                } => Some((operator.text, &operands.0, &operands.1)),
                _ => None,
            });
            let is_like = |term: &Term<'d>| kind_of(term) == kind_of(bare[0]);
            let like = comparisons.find(|(_, left, right)| {
                matches!(left.kind, TermKind::Reference(_)) && is_like(right)
            });
            let help = like.map(|(sign, reference, _)| {
                let whole = terms.iter().map(|term| match is_like(term) {
                    true => format!("{} {sign} {}", reference.text.text, term.text.text),
                    false => term.text.text.to_owned(),
                });
                let whole: Vec<String> = whole.collect();
                format!("write `{}`", whole.join(&format!(" {operator} ")))
            });
            let help = help.filter(|help| help.len() <= LONGEST_HELP);
            let general = "write the whole comparison, or leave it out".to_owned();
            self.report_bare(&bare, help.unwrap_or(general));
        }
        for term in terms.iter().filter(|term| !is_bare(term)) {
            self.truth(term);
        }
    }

    fn report_bare(&mut self, bare: &[&Term<'d>], help: String) {
        self.found = true;
        let [first, others @ ..] = bare else {
            return;
        };
        let message = format!("`{}` is compared with nothing", first.text.text);
        let diagnostic = self
            .reporter
            .report(self.text.part(first.text.range()), message);
        diagnostic.here(match first.kind {
            TermKind::Boolean(true) => "always true",
            TermKind::Boolean(false) | TermKind::Null => "never true",
            TermKind::Reference(_) => "always there, so it tests nothing",
            _ => "the same in every run",
        });
        for other in others.iter().take(3) {
            diagnostic.label(self.text.part(other.text.range()), "nor is this");
        }
        diagnostic.help(help);
    }

    fn comparison(
        &mut self,
        term: &Term<'d>,
        comparison: Comparison,
        operator: &str,
        left: &Term<'d>,
        right: &Term<'d>,
    ) {
        let span = self.text.part(term.text.range());
        let written = term.text.text;
        if is_literal(left) && is_literal(right) {
            self.found = true;
            let diagnostic = self
                .reporter
                .report(span, format!("`{written}` compares nothing but literals"));
            if let Some(holds) = compared(comparison, left, right) {
                diagnostic.here(if holds { "always holds" } else { "never holds" });
            }
            diagnostic.help("compare an expression such as `$statusCode`");
        } else if is_reference(left) && left.text.text == right.text.text {
            self.found = true;
            let holds = !matches!(
                comparison,
                Comparison::NotEqual | Comparison::Less | Comparison::Greater
            );
            let read = left.text.text;
            let diagnostic = self
                .reporter
                .report(span, format!("`{read}` is compared with itself"));
            // Nothing is at most or at least null.
            let is_order = matches!(
                comparison,
                Comparison::LessOrEqual | Comparison::GreaterOrEqual
            );
            if !is_order {
                diagnostic.here(if holds { "always holds" } else { "never holds" });
            }
            diagnostic.help("write on one side what it has to be");
        } else if let Some((reference, list)) = list(left, right) {
            self.found = true;
            let sides = list.inner();
            let written = list.text.text;
            let whole = sides
                .iter()
                .map(|side| format!("{} {operator} {}", reference.text.text, side.text.text));
            let sign = if comparison == Comparison::NotEqual {
                " && "
            } else {
                " || "
            };
            let help = format!("write `{}`", whole.collect::<Vec<_>>().join(sign));
            let general = "write one comparison for each".to_owned();
            self.reporter
                .report(
                    self.text.part(list.text.range()),
                    format!("`{written}` is no list of values, but one that is true or false"),
                )
                .help(if help.len() <= LONGEST_HELP {
                    help
                } else {
                    general
                });
        } else {
            for side in [left, right] {
                if !is_literal(side) && !is_reference(side) {
                    self.truth(side);
                }
            }
        }
    }

    /// Tests of the status, and alternatives that leave nothing out.
    fn constants(&mut self, term: &Term<'d>, is_whole: bool) {
        let written = term.text.text;
        let span = self.text.part(term.text.range());
        let statuses = Statuses::of_term(term);
        match &term.kind {
            TermKind::Compare { .. } if statuses.holding.is_empty() => {
                self.reporter
                    .report(
                        span,
                        format!("`{written}` never holds: no status code is like that"),
                    )
                    .help("status codes are numbers from 100 to 599");
            }
            // Beside others it may mark the end of a range.
            TermKind::Compare { .. } if is_whole && statuses.failing.is_empty() => {
                self.reporter
                    .report(
                        span,
                        format!("`{written}` always holds, whatever the status is"),
                    )
                    .help("leave the criterion out, or ask for some codes");
            }
            TermKind::Or(terms) if statuses.failing.is_empty() || leaves_nothing_out(terms) => {
                self.reporter
                    .report(
                        span,
                        format!(
                            "`{written}` always holds: what one part excludes, another one allows"
                        ),
                    )
                    .help("join the parts with `&&` to exclude all of it");
            }
            TermKind::And(terms) | TermKind::Or(terms) => {
                for term in terms {
                    self.constants(term, false);
                }
            }
            TermKind::Not(negated) => self.constants(negated, false),
            _ => {}
        }
    }
}
