use crate::arazzo::Language;
use crate::expression::{Stray, Term, TermKind, compares_expressions, strays};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;

rule! {
    /// Reports text that looks meant as an expression and stays text: an expression inside a longer text without braces,
    /// the braces of other languages, a misspelt root, an expression between quotes in a condition.
    ///
    /// ## Why is this bad?
    ///
    /// Nothing is put in its place: the API is sent the text as it stands. No tool says so.
    ///
    /// ## Example
    ///
    /// Inside a longer text an expression stands in braces: `Bearer {$inputs.token}`.
    ///
    /// ```yaml
    /// parameters:
    ///   - { name: Authorization, in: header, value: Bearer $inputs.token }
    /// ```
    name: "unevaluated-expression",
    level: Warning,
    requirements: [333],
    check: check,
}

/// How long a text is that is shown and written anew as a whole, in characters.
const SHORT: usize = 60;

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for used in &cx.texts {
        report_all(cx, used.what, None, reporter);
    }
    for used in &cx.criteria {
        let Some(text) = used.what.condition() else {
            continue;
        };
        if used.what.is_simple() {
            if let Some(term) = cx.simple_term(used.what) {
                in_quotes(cx, text, term, reporter);
            }
        } else if let Some(kind) = used.what.r#type() {
            let is_simple = compares_expressions(text.value, cx.version);
            match kind.language {
                // It is no query, which is reported as that.
                Language::JsonPath | Language::XPath if is_simple => continue,
                Language::Regex if is_simple => {
                    report_simple(text, reporter);
                    continue;
                }
                _ => {}
            }
            report_all(cx, text, Some(kind.language), reporter);
        }
    }
    for used in &cx.selectors {
        let language = used.what.r#type().map(|kind| kind.language);
        if let Some(text) = used.what.selector()
            && language != Some(Language::JsonPointer)
        {
            report_all(cx, text, language, reporter);
        }
    }
}

/// A simple condition that is read as a regular expression, and never matches.
fn report_simple(text: Text<'_>, reporter: &mut Reporter) {
    if !reporter.has_reported(text.span) {
        reporter
            .report(
                text,
                format!(
                    "`{}` is taken for a pattern, and compares nothing",
                    text.value
                ),
            )
            .help("drop `type` and `context`: this is a simple condition");
    }
}

fn report_all(
    cx: &Context<'_>,
    text: Text<'_>,
    language: Option<Language>,
    reporter: &mut Reporter,
) {
    let mut strays = strays(text.value, cx.version);
    // `$` is the value itself in JSONPath, whose members may have any name.
    if language == Some(Language::JsonPath) {
        strays.retain(|stray| !stray.text.text.starts_with("$."));
    }
    for stray in &strays {
        let span = text.part(stray.text.range());
        if reporter.has_reported(span) {
            continue;
        }
        let is_whole = stray.text.text.trim() == text.value.trim();
        let is_short = text.value.chars().count() <= SHORT && !text.value.contains('\n');
        let written = stray.text.text;
        let message = match stray.unknown_root {
            Some(root) => format!("`{written}` stays plain text: there is no `{root}`"),
            None if written.starts_with("{{$") => {
                format!("the braces around `{{{}}}` stay text", stray.expression)
            }
            None if is_whole && text.value.starts_with(char::is_whitespace) => {
                format!("`{written}` stays plain text behind a blank")
            }
            None if is_whole || !is_short => format!("`{written}` stays plain text"),
            None => format!("`{written}` stays plain text inside `{}`", text.value),
        };
        let meant = if is_whole {
            stray.expression.clone()
        } else if is_short && strays.len() == 1 {
            let range = stray.text.range();
            format!(
                "{}{{{}}}{}",
                &text.value[..range.start],
                stray.expression,
                &text.value[range.end..]
            )
        } else {
            format!("{{{}}}", stray.expression)
        };
        reporter
            .report(span, message)
            .help(format!("write `{meant}`"));
    }
}

/// An expression inside of a quoted text, which a simple condition compares letter by letter.
fn in_quotes(cx: &Context<'_>, text: Text<'_>, term: &Term<'_>, reporter: &mut Reporter) {
    match &term.kind {
        TermKind::String => {
            let inside = term.text.text.trim_matches('\'');
            let embedded = inside
                .strip_prefix('{')
                .and_then(|inside| inside.strip_suffix('}'));
            let found = strays(term.text.text, cx.version);
            let expression = match (found.as_slice(), embedded) {
                (
                    [
                        Stray {
                            text, expression, ..
                        },
                    ],
                    _,
                ) if text.text == inside => expression.as_str(),
                (_, Some(embedded)) if embedded.starts_with('$') => embedded,
                _ => return,
            };
            let span = text.part(term.text.range());
            if !reporter.has_reported(span) {
                reporter
                    .report(span, format!("`{inside}` stays plain text inside quotes"))
                    .help(format!("write `{expression}` without quotes"));
            }
        }
        TermKind::Not(term) => in_quotes(cx, text, term, reporter),
        TermKind::Compare { operands, .. } => {
            in_quotes(cx, text, &operands.0, reporter);
            in_quotes(cx, text, &operands.1, reporter);
        }
        TermKind::And(terms) | TermKind::Or(terms) => {
            for term in terms {
                in_quotes(cx, text, term, reporter);
            }
        }
        _ => {}
    }
}
