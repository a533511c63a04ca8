use super::compared;
use crate::expression::{Comparison, Message, Reference, Root, Source, Term, TermKind};
use crate::rules::{Context, Reporter, rule};

rule! {
    /// Reports comparisons of a reference with a literal that is never equal to it, or that has no order: a status with a text
    /// that is no number, a method or a header with `true`, `<` and the like with `true`, `false` or `null`. Also what the
    /// documents say can never be equal: an integer and a word, a list or an object and anything, a text that is none of the
    /// listed values.
    ///
    /// Texts of digits count as numbers, texts are equal without regard to case, and whether something is `null` or `''` may
    /// be asked of every value.
    ///
    /// ## Why is this bad?
    ///
    /// The comparison is always false, or always true, and the condition with it does not test what it was written for.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// successCriteria:
    ///   - condition: $statusCode == 'OK'
    /// ```
    name: "mismatched-comparison",
    level: Warning,
    requirements: [336],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let criteria = cx
        .criteria_lists
        .iter()
        .flat_map(|list| list.criteria.iter().map(move |criterion| (list, criterion)));
    for (list, criterion) in criteria {
        let (Some(text), Some(term)) = (criterion.condition(), cx.simple_term(*criterion)) else {
            continue;
        };
        let mut open = vec![term];
        while let Some(term) = open.pop() {
            open.extend(term.inner());
            let Some(mismatch) = Mismatch::of(term) else {
                compared::check(cx, list, text, term, reporter);
                continue;
            };
            let Mismatch {
                reference,
                literal,
                reason,
                help,
            } = mismatch;
            let (read, written) = (reference.text.text, literal.text.text);
            let diagnostic = match reason {
                Reason::Kind(kind) => {
                    let message = format!("`{read}` is {kind}, and `{written}` is none");
                    let diagnostic = reporter.report(text.part(literal.text.range()), message);
                    diagnostic.label(text.part(reference.text.range()), kind)
                }
                Reason::Order(operator) => {
                    let message =
                        format!("`{operator}` asks for an order, and `{written}` has none");
                    let diagnostic = reporter.report(text.part(literal.text.range()), message);
                    diagnostic.here("neither above nor below anything")
                }
            };
            diagnostic.help(help);
        }
    }
}

/// A comparison that cannot be meant.
pub(super) struct Mismatch<'t, 'a> {
    reference: &'t Reference<'a>,
    literal: &'t Term<'a>,
    reason: Reason<'a>,
    help: String,
}

/// Why it cannot be meant.
enum Reason<'a> {
    /// The reference is of this kind, in words.
    Kind(&'static str),
    /// The operator orders what has no order.
    Order(&'a str),
}

impl<'t, 'a> Mismatch<'t, 'a> {
    /// What is wrong with a term, if it is a comparison of a reference with a literal.
    pub(super) fn of(term: &'t Term<'a>) -> Option<Self> {
        let TermKind::Compare { operator, .. } = &term.kind else {
            return None;
        };
        let (comparison, reference, literal) = term.reference_compared()?;
        if reference.malformed.is_some() {
            return None;
        }
        let is_equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        let is_null = literal.kind == TermKind::Null;
        if is_null && comparison == Comparison::NotEqual {
            return None;
        }
        let found = |reason, help| Self {
            reference,
            literal,
            reason,
            help,
        };
        if !is_equality && (is_null || matches!(literal.kind, TermKind::Boolean(_))) {
            let help = "compare with a number, or use `==` or `!=`".to_owned();
            return Some(found(Reason::Order(operator.text), help));
        }
        let expression = reference
            .expression
            .filter(|_| reference.accessors.is_empty())?;
        let is_boolean = matches!(literal.kind, TermKind::Boolean(_));
        match expression.root {
            Root::StatusCode => {
                let is_text = literal.kind == TermKind::String && literal.number().is_none();
                (is_text || is_null || is_boolean)
                    .then(|| found(Reason::Kind("a number"), status_help(literal)))
            }
            Root::Url | Root::Method => {
                let help = match expression.root {
                    Root::Method => "compare it with a text, for example `'GET'`",
                    _ => "compare it with a text in single quotes",
                };
                let is_number = literal.kind == TermKind::Number;
                (is_number || is_null || is_boolean)
                    .then(|| found(Reason::Kind("a text"), help.to_owned()))
            }
            Root::Message {
                message: Message::Request | Message::Response,
                source: Source::Header(_),
            } => {
                let help = || format!("write `'{}'`", literal.text.text);
                is_boolean.then(|| found(Reason::Kind("a text"), help()))
            }
            _ => None,
        }
    }
}

/// What to compare the status with.
fn status_help(literal: &Term<'_>) -> String {
    let text = literal.string().unwrap_or_default().to_ascii_lowercase();
    let class = text
        .strip_suffix("xx")
        .and_then(|class| class.parse::<u16>().ok());
    if let Some(class) = class.filter(|class| (1..=5).contains(class)) {
        let next = class + 1;
        return format!("write `$statusCode >= {class}00 && $statusCode < {next}00`");
    }
    let code = text
        .split(|next: char| !next.is_ascii_digit())
        .find(|word| word.len() == 3);
    format!(
        "compare it with a number, for example {}",
        code.unwrap_or("200")
    )
}
