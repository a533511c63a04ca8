//! The Parameter Object.

use super::ApiVersion;
use super::{decode, swagger};
use crate::syntax::{Node, Text};

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// A piece of the path.
    Path,
    /// A pair of the query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

impl Location {
    /// The location that an `in` field names.
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "path" => Some(Self::Path),
            "query" => Some(Self::Query),
            "header" => Some(Self::Header),
            "cookie" => Some(Self::Cookie),
            _ => None,
        }
    }

    /// The word of the `in` field.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    /// Whether two names mean the same parameter here: header names ignore case (RFC 9110, 5.1).
    pub fn same_name(self, one: &str, other: &str) -> bool {
        if self == Self::Header {
            one.eq_ignore_ascii_case(other)
        } else {
            one == other
        }
    }
}

/// A parameter that an operation declares.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'doc> {
    /// The object itself.
    pub node: Node<'doc>,
    /// Its name.
    pub name: Text<'doc>,
    /// Where it goes.
    pub location: Location,
    /// Whether the operation demands it.
    pub required: bool,
    /// Whether an object is spread over several pairs (`explode`), so that its members are parameters themselves.
    pub spreads_objects: bool,
    /// The schema of its value; absent where the parameter has none or is described by `content`.
    pub schema: Option<Node<'doc>>,
}

impl<'doc> Parameter<'doc> {
    /// The view of a Parameter Object; `None` where it names nothing or no place.
    ///
    /// A 3.0 parameter is decoded by the typed model of `openapiv3`; where that refuses it, real descriptions being
    /// sloppy, the tree itself is asked.
    pub(super) fn new(version: ApiVersion, node: Node<'doc>) -> Option<Self> {
        let (name, location) = Self::identity(node)?;
        let typed = if version == ApiVersion::V3_0 {
            decode::parameter(node)
        } else {
            None
        };
        let decode::Serialization {
            required,
            spreads_objects,
        } = typed.unwrap_or_else(|| Self::serialization(node, location));
        let (schema, spreads_objects) = match version {
            // Objects are no parameters there.
            ApiVersion::V2_0 => (swagger::schema(node), false),
            _ => (node.get("schema"), spreads_objects),
        };
        Some(Self {
            node,
            name,
            location,
            required,
            spreads_objects,
            schema,
        })
    }

    /// The name and the place of a Parameter Object, if it has both.
    pub(super) fn identity(node: Node<'doc>) -> Option<(Text<'doc>, Location)> {
        let name = node.get("name")?.text()?;
        let location = Location::of(node.get("in")?.text()?.value)?;
        Some((name, location))
    }

    /// Whether a name of a step's parameter means this one.
    pub fn has_name(&self, name: &str) -> bool {
        self.location.same_name(self.name.value, name)
    }

    /// The spot that names the parameter.
    pub fn head(&self) -> Text<'doc> {
        self.name
    }

    pub(super) fn serialization(node: Node<'_>, location: Location) -> decode::Serialization {
        let required = node
            .get("required")
            .and_then(Node::as_bool)
            .unwrap_or(false);
        let form = matches!(location, Location::Query | Location::Cookie);
        let style = node
            .get("style")
            .and_then(Node::text)
            .map(|text| text.value);
        // OpenAPI 3.2 writes cookies in a style of their own, which spreads like a form.
        let is_form = style.map_or(form, |style| matches!(style, "form" | "cookie"));
        let explode = node
            .get("explode")
            .and_then(Node::as_bool)
            .unwrap_or(is_form);
        let spreads = style == Some("deepObject") || is_form && explode;
        decode::Serialization {
            required,
            spreads_objects: spreads,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, SourceId};
    use crate::syntax::{Limits, parse};

    fn check(text: &str, required: bool, spreads_objects: bool) {
        let (document, _) = parse(Source::new(SourceId(0), "p.yaml", text), Limits::default());
        for version in [ApiVersion::V3_0, ApiVersion::V3_1] {
            let node = document.root().expect("a parameter");
            let parameter = Parameter::new(version, node).expect("a sound parameter");
            assert_eq!(
                (parameter.required, parameter.spreads_objects),
                (required, spreads_objects),
                "{text}"
            );
        }
    }

    #[test]
    fn the_typed_model_and_the_view_agree() {
        check("{name: a, in: query, schema: {type: string}}", false, true);
        check(
            "{name: a, in: query, explode: false, schema: {type: object}}",
            false,
            false,
        );
        check(
            "{name: a, in: query, style: deepObject, explode: true, schema: {type: object}}",
            false,
            true,
        );
        check(
            "{name: a, in: path, required: true, schema: {type: string}}",
            true,
            false,
        );
        check(
            "{name: a, in: header, required: true, schema: {type: [string, 'null']}}",
            true,
            false,
        );
        check(
            "{name: a, in: cookie, required: false, schema: {type: string}}",
            false,
            true,
        );
        check(
            "{name: a, in: query, required: true, content: {application/json: {}}}",
            true,
            true,
        );
    }
}
