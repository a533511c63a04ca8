use crate::diagnostic::{Edit, Fix, Safety};
use crate::near::near;
use crate::rules::{Context, Reporter, all, find, rule};
use crate::source::{Span, offset};
use crate::suppression::{FIELD, Flaw, Ignore, NEVER_SILENT, Name, ignores};

rule! {
    /// Reports an ignore comment, or an entry of `x-arazzo-lint-ignore`, that keeps no finding back or names no rule.
    ///
    /// A rule that is turned off, or that could not look at everything because a source was not read or another fault stood
    /// in its way, is not held against a comment. `syntax-error` cannot be ignored: nobody would know that the rest was not checked.
    ///
    /// ## Why is this bad?
    ///
    /// What it was there for is mended, or it never worked. The next mistake in its place would stay hidden.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// parameters:
    ///   # arazzo-lint: ignore unknown-paramter -- sent by the gateway
    ///   - { name: X-Trace, in: header, value: $inputs.trace }
    /// ```
    name: "unused-ignore",
    level: Warning,
    requirements: [],
    check: check,
}

/// What is wrong with the ignores themselves. Those that work and keep nothing back are known once all rules have run.
fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let root = cx.document.node();
    for ignore in ignores(root.document(), [root]) {
        if let Some(flaw) = &ignore.flaw {
            report_flaw(&ignore, flaw, reporter);
            continue;
        }
        for name in &ignore.names {
            if name.rule == NEVER_SILENT {
                reporter
                    .report(name.span, format!("`{NEVER_SILENT}` cannot be ignored"))
                    .help("mend the text: what stands behind the error is not checked");
            } else if find(&name.rule).is_none() {
                report_unknown(name, reporter);
            }
        }
    }
}

fn report_flaw(ignore: &Ignore, flaw: &Flaw, reporter: &mut Reporter) {
    let (message, help) = match flaw {
        Flaw::NoColon => (
            "this comment ignores nothing: a colon is missing behind `arazzo-lint`".to_owned(),
            "write `# arazzo-lint: ignore ...`".to_owned(),
        ),
        Flaw::UnknownWord(word) => (
            format!("`arazzo-lint:` is followed by `{word}`, which means nothing"),
            "write `ignore RULE -- reason`, or `ignore-file RULE -- reason` at the top".to_owned(),
        ),
        Flaw::NoRules => (
            "this names no rule to ignore".to_owned(),
            "name the rules, separated by commas, and a reason behind `--`".to_owned(),
        ),
        Flaw::Late => (
            "`ignore-file` counts only above the first key".to_owned(),
            "move it to the top, or write `ignore` for this line only".to_owned(),
        ),
        Flaw::WrongType => (
            format!("`{FIELD}` must be a list of rules"),
            format!("write `{FIELD}: [\"rule-name -- reason\"]`"),
        ),
    };
    reporter.report(ignore.span, message).help(help);
}

fn report_unknown(name: &Name, reporter: &mut Reporter) {
    let names = near(&name.rule, all().map(|rule| rule.name));
    let help = match names.first() {
        Some(close) => format!("did you mean `{close}`?"),
        None if name.rule.contains('-') => {
            "the name of a rule stands in brackets behind the level of its findings".to_owned()
        }
        None => "a reason stands behind `--`".to_owned(),
    };
    reporter
        .report(name.span, format!("no rule is called `{}`", name.rule))
        .help(help);
}

/// Reports a name that has kept nothing back.
pub(crate) fn report_unused(text: &str, ignore: &Ignore, name: &Name, reporter: &mut Reporter) {
    let what = if ignore.is_comment {
        "comment"
    } else {
        "field"
    };
    let diagnostic = reporter.report(
        name.span,
        format!("nothing here is reported by `{}`", name.rule),
    );
    if ignore.names.len() > 1 {
        diagnostic.help(format!("take `{}` out of the list", name.rule));
        return;
    }
    diagnostic.help(format!("remove the {what}"));
    if ignore.is_comment {
        diagnostic.fix(Fix {
            title: "remove the comment".to_owned(),
            safety: Safety::Safe,
            edits: vec![Edit {
                span: with_space(text, ignore.span),
                text: String::new(),
            }],
        });
    }
}

/// A comment with the white space before it, and with its line break if it stands alone on its line.
fn with_space(text: &str, comment: Span) -> Span {
    let before = &text[..comment.start as usize];
    let kept = before.trim_end_matches([' ', '\t']);
    let is_alone = kept.is_empty() || kept.ends_with('\n');
    let line_break = match &text.as_bytes()[comment.end as usize..] {
        [b'\r', b'\n', ..] => 2,
        [b'\n', ..] => 1,
        _ => 0,
    };
    Span {
        start: offset(kept.len()),
        end: comment.end + if is_alone { line_break } else { 0 },
        ..comment
    }
}
