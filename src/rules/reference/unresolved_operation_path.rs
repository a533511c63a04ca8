use super::suggest;
use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::{OperationPath, PathForm, operation_path};
use crate::openapi::METHODS;
use crate::openapi::reference::follow;
use crate::rules::{Context, Reporter, rule};
use crate::syntax::{Node, Text, escape_token};
use crate::workspace::{Fault, Miss, Source, Target};

rule! {
    /// Reports an `operationPath` or `channelPath` that is not `{$sourceDescriptions.<name>.url}#<pointer>`, or whose
    /// pointer does not lead to an operation. Missing braces or a missing `.url` alone are a warning.
    ///
    /// ## Why is this bad?
    ///
    /// The step calls nothing, or only tools that guess find what it calls.
    ///
    /// ## Example
    ///
    /// The pointer ends at the path and names no method.
    ///
    /// ```yaml
    /// steps:
    ///   - stepId: find
    ///     operationPath: '{$sourceDescriptions.pets.url}#/paths/~1pets~1findByStatus'
    /// ```
    name: "unresolved-operation-path",
    severity: Error,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for found in &cx.steps {
        let step = found.step;
        let Some(text) = step.operation_path().or_else(|| step.channel_path()) else {
            continue;
        };
        if let Target::Fault(Fault::PathTarget {
            text,
            part,
            source,
            miss,
        }) = &found.target
        {
            let span = text.part(part.range());
            report_miss(source, *miss, part.text, reporter, span);
        } else if !matches!(
            found.target,
            Target::Nothing | Target::Fault(Fault::UnknownSource { .. })
        ) {
            check_form(cx, text, &found.target, reporter);
        }
    }
}

fn check_form(cx: &Context<'_>, text: Text<'_>, target: &Target<'_>, reporter: &mut Reporter) {
    let OperationPath {
        form,
        source,
        pointer,
    } = operation_path(text.value);
    let pointer = pointer.map_or("", |pointer| pointer.text.text);
    // The source that the path was understood to mean, for a text to type.
    let understood = match target {
        Target::Operation { source, .. } | Target::Unread(source) => Some(source.name),
        _ => None,
    };
    let name = understood
        .or(source.map(|part| part.text))
        .unwrap_or("<name>");
    let canonical = format!("write `{{$sourceDescriptions.{name}.url}}#{pointer}`");
    let diagnostic: &mut Diagnostic = match form {
        PathForm::Canonical => return,
        PathForm::MissingBraces => reporter
            .report(text, "the braces around the expression are missing")
            .severity(Severity::Warning),
        PathForm::MissingUrl => reporter
            .report(
                text,
                format!("`.url` is missing behind the name of the source `{name}`"),
            )
            .severity(Severity::Warning),
        PathForm::BareName | PathForm::PointerOnly => {
            reporter.report(text, "this path does not name its source by an expression")
        }
        PathForm::NoPointer => reporter.report(text, "this path has no pointer to an operation"),
        PathForm::OperationId(_) => reporter.report(text, "this is an operation id, not a path"),
        PathForm::Other(ref range) => {
            let span = text.part(range.clone());
            reporter.report(
                span,
                "this path is not `{$sourceDescriptions.<name>.url}#<pointer>`",
            )
        }
    };
    match form {
        PathForm::OperationId(_) => diagnostic.help(format!("write `operationId: {}`", text.value)),
        PathForm::NoPointer => diagnostic.help(format!("write `{{$sourceDescriptions.{name}.url}}#/paths/<path>/<method>`, with `~1` for `/` in the path")),
        PathForm::Other(_) => {
            let names: Vec<&str> = cx.scope.source_names(Source::may_have_operations).collect();
            let name = names.first().copied().unwrap_or("<name>");
            diagnostic.help(format!("write `{{$sourceDescriptions.{name}.url}}#/paths/<path>/<method>`"))
        }
        _ => diagnostic.help(canonical),
    };
}

fn report_miss(
    source: &Source<'_>,
    miss: Miss,
    part: &str,
    reporter: &mut Reporter,
    span: crate::source::Span,
) {
    let Some(api) = source.api() else { return };
    let path = crate::syntax::unescape_token(part).into_owned();
    let path = crate::openapi::reference::percent_decode(&path).into_owned();
    match miss {
        Miss::Root => {
            reporter
                .report(span, "the pointer does not lead into `paths`")
                .help("write `#/paths/<path>/<method>`, with `~1` for `/` in the path");
        }
        Miss::Path => {
            let diagnostic =
                reporter.report(span, format!("`{}` has no path `{path}`", source.name));
            diagnostic.here("not found");
            let paths: Vec<String> = api
                .root()
                .get("paths")
                .into_iter()
                .flat_map(Node::entries)
                .map(|entry| escape_token(entry.key.value).into_owned())
                .collect();
            suggest(diagnostic, part, paths.iter().map(String::as_str), "paths");
        }
        Miss::Method | Miss::NoMethod => {
            let message = match miss {
                Miss::NoMethod => {
                    format!("the pointer ends at the path `{path}` and names no method")
                }
                _ => format!("the path has no operation `{part}`"),
            };
            let owner = if miss == Miss::NoMethod {
                Some(path.as_str())
            } else {
                None
            };
            let diagnostic = reporter.report(span, message);
            let item = owner.and_then(|path| api.root().get("paths")?.get(path));
            let item = item.and_then(|item| follow(item).found());
            if let Some(item) = item {
                let methods: Vec<&str> = item
                    .entries()
                    .map(|entry| entry.key.value)
                    .filter(|key| METHODS.contains(key))
                    .collect();
                diagnostic.label(item.head(), "the path stands here");
                diagnostic.help(format!(
                    "add the method: `{}`",
                    methods
                        .iter()
                        .map(|m| format!("/{m}"))
                        .collect::<Vec<_>>()
                        .join("` or `")
                ));
            } else {
                diagnostic.help(
                    "the last part of the pointer is a method in lower case: `get`, `post` ...",
                );
            }
        }
        Miss::TooLong => {
            reporter
                .report(span, "the pointer goes on behind the operation")
                .help("end it at the method");
        }
    }
}
