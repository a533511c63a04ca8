//! What Swagger 2.0 says in other places: bodies and forms among the parameters, media types in lists.

use rustc_hash::FxHashSet;

use super::media_type::{Syntax, syntax};
use super::request_body::is_required;
use super::{MediaType, RequestBody, swagger_form};
use crate::reference::{Target, follow};
use crate::syntax::{Entry, Node, Text};

/// The parameters that make a request body.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body<'doc> {
    /// The first of them.
    pub(super) node: Node<'doc>,
    /// The first of them that is required.
    pub(super) required: Option<Node<'doc>>,
    /// The list of the media types that the operation takes.
    pub(super) consumes: Option<Entry<'doc>>,
    schema: Option<Node<'doc>>,
    form: Option<Syntax>,
}

/// The body that the parameters of an operation and its path item make, or why it is not known.
pub(super) fn request_body<'doc>(
    description: Node<'doc>,
    path_item: Node<'doc>,
    operation: Node<'doc>,
) -> Option<Result<RequestBody<'doc>, Target<'doc>>> {
    let (parameters, unknown) = parameters(path_item, operation);
    let consumes = media_types(description, operation, "consumes");
    let whole = parameters.iter().copied().find(|node| is_in(*node, "body"));
    if let Some(node) = whole {
        return Some(Ok(RequestBody::of_parameters(Body {
            node,
            required: Some(node).filter(|node| is_required(*node)),
            consumes,
            schema: node.get("schema"),
            form: None,
        })));
    }
    // Any of those that are not known may be a part of the body.
    if let Some(unknown) = unknown {
        return Some(Err(unknown));
    }
    let fields = || parameters.iter().copied().filter(|node| is_field(*node));
    let node = fields().next()?;
    let has_file = fields().any(|field| word(field, "type") == "file");
    Some(Ok(RequestBody::of_parameters(Body {
        node,
        required: fields().find(|field| is_required(*field)),
        consumes,
        schema: swagger_form::schema(path_item, operation, fields()),
        form: Some(if has_file {
            Syntax::Multipart
        } else {
            Syntax::Form
        }),
    })))
}

/// The parameters that reach an operation, those that it overrides left out, and a reference among them that is not known.
pub(super) fn parameters<'doc>(
    path_item: Node<'doc>,
    operation: Node<'doc>,
) -> (Vec<Node<'doc>>, Option<Target<'doc>>) {
    let (mut found, mut unknown) = (Vec::new(), None);
    let mut seen = FxHashSet::default();
    for item in [operation, path_item]
        .into_iter()
        .flat_map(|owner| owner.list("parameters"))
    {
        match follow(item) {
            Target::Found(node) => {
                if seen.insert((word(node, "in"), word(node, "name"))) {
                    found.push(node);
                }
            }
            other => unknown = Some(unknown.unwrap_or(other)),
        }
    }
    (found, unknown)
}

/// Whether a parameter is a field of a form.
pub(super) fn is_field(node: Node<'_>) -> bool {
    is_in(node, "formData") && !word(node, "name").is_empty()
}

fn is_in(node: Node<'_>, place: &str) -> bool {
    word(node, "in") == place
}

/// The text of a field; empty where there is none.
pub(super) fn word<'doc>(node: Node<'doc>, field: &str) -> &'doc str {
    node.string(field).map_or("", |text| text.value)
}

/// What a parameter, a header or a list of theirs says of its value: it is its own schema. None where a list holds lists,
/// whose delimiters nest.
pub(super) fn schema(node: Node<'_>) -> Option<Node<'_>> {
    let items = node.get("items");
    let is_nested = items.is_some_and(|items| word(items, "type") == "array");
    // A schema in the manner of OpenAPI 3 has one reading.
    let own = node.get("schema").filter(|schema| schema.is_mapping());
    own.or_else(|| (!is_nested).then_some(node))
}

/// The list of media types of an operation: its own, else that of the description.
pub(super) fn media_types<'doc>(
    description: Node<'doc>,
    operation: Node<'doc>,
    field: &str,
) -> Option<Entry<'doc>> {
    let of_all = || description.entry(field);
    operation.entry(field).or_else(of_all)
}

/// The names in such a list.
fn names(list: Option<Entry<'_>>) -> impl Iterator<Item = Text<'_>> {
    list.into_iter().flat_map(|entry| {
        // One name without a list has one reading.
        let single = entry.value.text();
        let items = entry.value.items().filter_map(Node::text);
        single.into_iter().chain(items)
    })
}

/// A body of one schema with each of the media types. Where none is named, JSON is the likely one.
pub(super) fn listed<'doc>(
    list: Option<Entry<'doc>>,
    place: Text<'doc>,
    schema: Node<'doc>,
) -> Vec<MediaType<'doc>> {
    content(list, place, Some(schema))
}

fn content<'doc>(
    list: Option<Entry<'doc>>,
    place: Text<'doc>,
    schema: Option<Node<'doc>>,
) -> Vec<MediaType<'doc>> {
    let mut content: Vec<_> = names(list)
        .map(|name| MediaType {
            name,
            schema,
            is_assumed: false,
        })
        .collect();
    if content.is_empty() {
        content.push(MediaType {
            name: place.saying("application/json"),
            schema,
            is_assumed: true,
        });
    }
    content
}

impl<'doc> Body<'doc> {
    /// The media types that the operation takes.
    pub(super) fn content(self) -> Vec<MediaType<'doc>> {
        let place = self.node.as_written();
        let Some(form) = self.form else {
            return content(self.consumes, place, self.schema);
        };
        let is_form = |name: &str| matches!(syntax(name), Syntax::Form | Syntax::Multipart);
        let mut content: Vec<_> = names(self.consumes)
            .map(|name| MediaType {
                name,
                // What the fields make of other formats nobody knows.
                schema: self.schema.filter(|_| is_form(name.value)),
                is_assumed: false,
            })
            .collect();
        if !content.iter().any(|known| is_form(known.name.value)) {
            content.push(MediaType {
                name: place.saying(match form {
                    Syntax::Multipart => "multipart/form-data",
                    _ => "application/x-www-form-urlencoded",
                }),
                schema: self.schema,
                is_assumed: true,
            });
        }
        content
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Api, ApiVersion};
    use crate::source::{Source, SourceId};
    use crate::syntax::{Document, Limits, parse, to_value};

    fn document(operation: &str) -> Document {
        let text = format!(
            "swagger: '2.0'\nconsumes: [application/json]\nparameters:\n  size: {{ name: size, in: formData, type: integer }}\n\
             paths:\n  /a:\n    post: {operation}\n"
        );
        parse(Source::new(SourceId(0), "a.yaml", text), Limits::default()).0
    }

    /// Media types with a star where they are assumed, whether a body is required, and the schema of the last.
    fn check(operation: &str, media_types: &str, required: bool, schema: Option<&str>) {
        let document = document(operation);
        let api = Api::new(document.root().expect("a description"), ApiVersion::V2_0);
        let body = api.operations()[0].request_body().expect("a body");
        let body = body.expect("references lead somewhere");
        let content: Vec<_> = body.content().collect();
        let names = content.iter().map(|media_type| {
            let star = if media_type.is_assumed { "*" } else { "" };
            format!("{}{star}", media_type.name.value)
        });
        let names: Vec<String> = names.collect();
        assert_eq!(names.join(" "), media_types, "{operation}");
        assert_eq!(body.required(), required, "{operation}");
        let found = content.last().and_then(|media_type| media_type.schema);
        let found = found.map(|schema| to_value(schema).to_string());
        assert_eq!(found.as_deref(), schema, "{operation}");
    }

    #[test]
    fn bodies_stand_among_the_parameters() {
        check(
            "{ parameters: [{ name: b, in: body, required: true, schema: { type: object } }] }",
            "application/json",
            true,
            Some(r#"{"type":"object"}"#),
        );
        check(
            "{ consumes: [], parameters: [{ name: b, in: body }] }",
            "application/json*",
            false,
            None,
        );
        check(
            "{ consumes: [text/csv, application/xml], parameters: [{ name: b, in: body, schema: {} }] }",
            "text/csv application/xml",
            false,
            Some("{}"),
        );
    }

    #[test]
    fn forms_are_one_schema() {
        // A field that several forms may share is written once.
        let size = r##""size":{"$ref":"#/fields/0"}"##;
        check(
            "{ parameters: [{ $ref: '#/parameters/size' }, { name: n, in: formData, required: true, type: string, x-y: 1 }] }",
            "application/json application/x-www-form-urlencoded*",
            true,
            Some(&format!(
                r#"{{"type":"object","properties":{{{size},"n":{{"type":"string"}}}},"required":["n"]}}"#
            )),
        );
        check(
            "{ consumes: [multipart/form-data], parameters: [{ name: f, in: formData, type: file }] }",
            "multipart/form-data",
            false,
            Some(r#"{"type":"object","properties":{"f":{"type":"file"}},"required":[]}"#),
        );
        // The items of a list in one text stand nowhere by themselves.
        check(
            "{ consumes: [], parameters: [{ name: a, in: formData, type: array, items: { type: integer } }, \
             { name: b, in: formData, type: array, items: { type: integer }, collectionFormat: multi }] }",
            "application/x-www-form-urlencoded*",
            false,
            Some(
                r#"{"type":"object","properties":{"a":{},"b":{"type":"array","items":{"type":"integer"}}},"required":[]}"#,
            ),
        );
    }

    #[test]
    fn fields_of_forms_stand_where_they_are_written() {
        let document = document("{ parameters: [{ name: 'n o', in: formData, enum: [1.10, x] }] }");
        let api = Api::new(document.root().expect("a description"), ApiVersion::V2_0);
        let body = api.operations()[0].request_body().expect("a body");
        let content = body.expect("no references").content().last();
        let schema = content.and_then(|content| content.schema);
        let field = schema.and_then(|schema| schema.get("properties")?.entry("n o"));
        let field = field.expect("the field is declared");
        let text = |span: crate::source::Span| {
            &document.source().text()[span.start as usize..span.end as usize]
        };
        assert_eq!(text(field.key.span), "'n o'");
        let values = field.value.get("enum").expect("it has values");
        assert_eq!(text(values.span()), "[1.10, x]");
        let first = values.items().next().expect("there are two");
        assert_eq!(
            (text(first.span()), first.as_written().value),
            ("1.10", "1.10")
        );
    }
}
