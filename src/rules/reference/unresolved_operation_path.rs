use super::{list, missed_channel};
use crate::arazzo::Step;
use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::{OperationPath, Part, PathForm, Pointer, operation_path};
use crate::openapi::{Api, path_item};
use crate::reference::{follow, percent_decode};
use crate::rules::{Context, Reporter, rule};
use crate::syntax::{Node, Text, escape_token};
use crate::workspace::{Fault, Miss, Source, Target};

rule! {
    /// Reports an `operationPath` or `channelPath` that is not `{$sourceDescriptions.<name>.url}#<pointer>`, or whose
    /// pointer does not lead to an operation or a channel. Missing braces or a missing `.url` alone are a warning. Operations of
    /// an AsyncAPI description have no paths: there `operationPath` is wrong whatever it says.
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
    level: Error,
    requirements: [121, 122, 123, 169, 170],
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
            match source.async_api() {
                None => report_miss(*text, *part, source, *miss, reporter),
                Some(api) => missed_channel::report(*text, *part, (source, api), *miss, reporter),
            }
        } else if !matches!(
            found.target,
            Target::Nothing | Target::Fault(Fault::UnknownSource { .. })
        ) {
            check_form(cx, step, text, &found.target, reporter);
        }
    }
}

fn check_form(
    cx: &Context<'_>,
    step: Step<'_>,
    text: Text<'_>,
    target: &Target<'_>,
    reporter: &mut Reporter,
) {
    let OperationPath {
        form,
        source,
        pointer,
    } = operation_path(text.value);
    let pointer = pointer.map_or("", |pointer| pointer.text.text);
    // The source that the path was understood to mean, for a text to type.
    let understood = match target {
        Target::Operation { source, .. }
        | Target::Endpoint { source, .. }
        | Target::Unread(source) => Some(source.name),
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
        PathForm::NoPointer => reporter.report(text, "this path ends without a pointer"),
        PathForm::OperationId(_) => reporter.report(text, "this is an operation id, not a path"),
        PathForm::Other(ref range) => {
            let span = text.part(range.clone());
            reporter.report(
                span,
                "this path is not `{$sourceDescriptions.<name>.url}#<pointer>`",
            )
        }
    };
    let places = if step.channel_path().is_some() {
        "#/channels/<channel>"
    } else {
        "#/paths/<path>/<method>"
    };
    let names: Vec<&str> = cx.scope.source_names(Source::may_have_operations).collect();
    let help = match form {
        PathForm::OperationId(_) => format!("write `operationId: {}`", text.value),
        PathForm::NoPointer => format!("write `{{$sourceDescriptions.{name}.url}}{places}`"),
        PathForm::Other(_) => {
            let name = names.first().copied().unwrap_or("<name>");
            format!("write `{{$sourceDescriptions.{name}.url}}{places}`")
        }
        _ => canonical,
    };
    diagnostic.help(help);
}

fn report_miss(
    text: Text<'_>,
    part: Part<'_>,
    source: &Source<'_>,
    miss: Miss,
    reporter: &mut Reporter,
) {
    let (Some(api), Some(pointer)) = (source.api(), operation_path(text.value).pointer) else {
        return;
    };
    let place = if part.is_empty() { pointer.text } else { part };
    let span = text.part(place.range());
    let named = pointer.fragment_tokens().nth(1);
    let path = named.map_or_else(String::new, |token| token.decoded.into_owned());
    match miss {
        Miss::Root => {
            reporter
                .report(span, "the pointer does not lead into `paths`")
                .help("write `#/paths/<path>/<method>`, with `~1` for `/` in the path");
        }
        Miss::Path => {
            if let Some((written, token)) = unescaped(api, pointer) {
                reporter
                    .report(
                        text.part(written.range()),
                        "the slashes of this path are not escaped",
                    )
                    .help(format!("write `~1` for each: `{token}`"));
                return;
            }
            let diagnostic =
                reporter.report(span, format!("`{}` has no path `{path}`", source.name));
            diagnostic.here("not found");
            let paths = api.root().get("paths").into_iter().flat_map(Node::entries);
            let escaped: Vec<_> = paths.map(|entry| escape_token(entry.key.value)).collect();
            list(
                diagnostic,
                part.text,
                escaped.iter().map(AsRef::as_ref),
                "paths",
            );
        }
        Miss::Method | Miss::NoMethod => {
            let message = match miss {
                Miss::NoMethod => {
                    format!("the pointer ends at the path `{path}` and names no method")
                }
                _ => format!("path `{path}` has no operation `{}`", part.text),
            };
            let diagnostic = reporter.report(span, message);
            let entry = api.root().get("paths").and_then(|paths| paths.entry(&path));
            let item = entry.and_then(|entry| follow(entry.value).found());
            if let (Some(entry), Some(item)) = (entry, item) {
                diagnostic.label(entry.key.span, "the path stands here");
                let methods: Vec<String> = path_item::names(api.version(), item).collect();
                let methods = methods.iter().map(String::as_str);
                list(diagnostic, part.text, methods, "its methods");
            }
        }
        Miss::TooLong => {
            reporter
                .report(span, "the pointer goes on behind the operation")
                .help("end it at the method");
        }
        // Of a description of messages.
        Miss::NoPaths | Miss::ChannelRoot | Miss::Channel | Miss::BehindChannel => {}
    }
}

/// The path in a pointer whose author left its slashes as they are, and how to write it.
fn unescaped<'a>(api: &Api<'_>, pointer: Pointer<'a>) -> Option<(Part<'a>, String)> {
    let behind = pointer.text.text.strip_prefix("/paths/")?;
    let (written, _) = behind.rsplit_once('/')?;
    let path = percent_decode(written);
    let path = format!("/{}", path.trim_start_matches('/'));
    api.root().get("paths")?.get(&path)?;
    let start = pointer.text.start + "/paths/".len();
    let written = Part {
        text: written,
        start,
    };
    Some((written, escape_token(&path).into_owned()))
}
