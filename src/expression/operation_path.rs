//! `operationPath` and `channelPath` (Step Object): a source description's URL and a pointer into it.

use std::ops::Range;

use super::{Part, Pointer, SourceDescriptions};

/// The content of such a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationPath<'a> {
    /// How it is written.
    pub form: PathForm<'a>,
    /// The name of the source description, or for [`PathForm::BareName`] whatever stands before the `#`.
    pub source: Option<Part<'a>>,
    /// What stands behind the `#`; read it with [`Pointer::fragment_tokens`].
    pub pointer: Option<Pointer<'a>>,
}

/// The ways such a field is found written. Only the first is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathForm<'a> {
    /// `{$sourceDescriptions.<name>.url}#<pointer>`
    Canonical,
    /// `$sourceDescriptions.<name>.url#<pointer>`
    MissingBraces,
    /// `$sourceDescriptions.<name>#<pointer>`, with or without braces
    MissingUrl,
    /// `<name>#<pointer>`; also a file name or a URL
    BareName,
    /// `#<pointer>`
    PointerOnly,
    /// The URL alone, in either form
    NoPointer,
    /// `$sourceDescriptions.<name>.<id>`: what belongs into `operationId`
    OperationId(SourceDescriptions<'a>),
    /// Anything else, with the range that goes wrong
    Other(Range<usize>),
}

/// Reads an `operationPath` or a `channelPath`. Names may contain dots, so nothing has to be resolved here.
pub fn operation_path(text: &str) -> OperationPath<'_> {
    let whole = Part::whole(text);
    let other = |range| OperationPath {
        form: PathForm::Other(range),
        source: None,
        pointer: None,
    };
    let Some(braced) = whole.strip_prefix("{") else {
        let (address, pointer) = split_pointer(whole);
        return if address.text.starts_with('$') {
            unbraced(address, pointer).unwrap_or_else(|| other(address.range()))
        } else {
            plain(address, pointer).unwrap_or_else(|| other(whole.range()))
        };
    };
    let Some((inside, behind)) = braced.split_once("}") else {
        return other(whole.range());
    };
    let (between, pointer) = split_pointer(behind);
    if !between.is_empty() {
        return other(between.range());
    }
    let Some(named) = inside.strip_prefix("$sourceDescriptions.") else {
        return other(inside.range());
    };
    // The pointer inside the braces: `{$sourceDescriptions.n.url#/paths/...}`.
    if inside.text.contains('#') {
        let (_, wrong) = split_pointer(inside);
        return other(wrong.map_or(inside.range(), |wrong| wrong.start - 1..wrong.end()));
    }
    let (form, source) = match (named.strip_suffix(".url"), pointer) {
        (Some(name), Some(_)) => (PathForm::Canonical, name),
        (Some(name), None) => (PathForm::NoPointer, name),
        (None, Some(_)) => (PathForm::MissingUrl, named),
        (None, None) => return by_id(named),
    };
    located(form, source, pointer).unwrap_or_else(|| other(inside.range()))
}

fn unbraced<'a>(address: Part<'a>, pointer: Option<Part<'a>>) -> Option<OperationPath<'a>> {
    let named = address.strip_prefix("$sourceDescriptions.")?;
    let (form, source) = match (named.strip_suffix(".url"), pointer) {
        (Some(name), Some(_)) => (PathForm::MissingBraces, name),
        (Some(name), None) => (PathForm::NoPointer, name),
        (None, Some(_)) => (PathForm::MissingUrl, named),
        (None, None) => return Some(by_id(named)),
    };
    located(form, source, pointer)
}

fn plain<'a>(address: Part<'a>, pointer: Option<Part<'a>>) -> Option<OperationPath<'a>> {
    let pointer = pointer.map(|text| Pointer { text });
    let (form, source) = match (address.is_empty(), pointer) {
        (true, Some(_)) => (PathForm::PointerOnly, None),
        (false, Some(_)) => (PathForm::BareName, Some(address)),
        (_, None) => return None,
    };
    Some(OperationPath {
        form,
        source,
        pointer,
    })
}

fn located<'a>(
    form: PathForm<'a>,
    source: Part<'a>,
    pointer: Option<Part<'a>>,
) -> Option<OperationPath<'a>> {
    (!source.is_empty()).then_some(OperationPath {
        form,
        source: Some(source),
        pointer: pointer.map(|text| Pointer { text }),
    })
}

/// No pointer and no `.url`: either an operation id, or only the name.
fn by_id(named: Part<'_>) -> OperationPath<'_> {
    let reference = SourceDescriptions { text: named };
    let form = match reference.resolve(|_| false).id {
        Some(_) => PathForm::OperationId(reference),
        None => PathForm::NoPointer,
    };
    OperationPath {
        form,
        source: Some(reference.resolve(|_| false).source).filter(|source| !source.is_empty()),
        pointer: None,
    }
}

fn split_pointer(text: Part<'_>) -> (Part<'_>, Option<Part<'_>>) {
    match text.split_once("#") {
        Some((address, pointer)) => (address, Some(pointer)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::{PathForm, operation_path};

    fn check(text: &str, form: &str, source: &str, tokens: &[&str]) {
        let actual = operation_path(text);
        let shown = match actual.form {
            PathForm::OperationId(_) => "OperationId".to_owned(),
            form => format!("{form:?}"),
        };
        assert_eq!(shown, form, "{text}");
        assert_eq!(actual.source.map_or("", |part| part.text), source, "{text}");
        let pointer = actual.pointer.into_iter();
        let decoded: Vec<_> = pointer
            .flat_map(|pointer| pointer.fragment_tokens())
            .map(|token| token.decoded)
            .collect();
        assert_eq!(decoded, tokens, "{text}");
    }

    #[test]
    fn every_way_of_writing_is_recognised() {
        let pets = ["paths", "/pets/{id}", "get"];
        let pointer = "#/paths/~1pets~1{id}/get";
        for (address, form, source) in [
            ("{$sourceDescriptions.n.url}", "Canonical", "n"),
            ("{$sourceDescriptions.my.api.url}", "Canonical", "my.api"),
            ("$sourceDescriptions.n.url", "MissingBraces", "n"),
            ("$sourceDescriptions.n", "MissingUrl", "n"),
            ("{$sourceDescriptions.n}", "MissingUrl", "n"),
            ("n", "BareName", "n"),
            ("", "PointerOnly", ""),
        ] {
            check(&format!("{address}{pointer}"), form, source, &pets);
        }
        let encoded = "{$sourceDescriptions.n.url}#/paths/~1pets~1%7Bid%7D/get";
        check(encoded, "Canonical", "n", &pets);
    }

    #[test]
    fn what_has_no_pointer_is_recognised() {
        check("{$sourceDescriptions.n.url}", "NoPointer", "n", &[]);
        check("$sourceDescriptions.n", "NoPointer", "n", &[]);
        check("$sourceDescriptions.n.op", "OperationId", "n", &[]);
        check("/pets/{id}", "Other(0..10)", "", &[]);
        check("{$sourceDescriptions.n.url#/a}", "Other(26..29)", "", &[]);
        check("{$sourceDescriptions.n.url}/a#/b", "Other(27..29)", "", &[]);
        check("{$inputs.n}#/b", "Other(1..10)", "", &[]);
        check("{$sourceDescriptions.n", "Other(0..22)", "", &[]);
    }
}
