//! The Operation Object and the Path Item Object around it.

use super::{ApiVersion, Parameter, QueryString, RequestBody, Response, swagger};
use crate::reference::{self, Target};
use crate::syntax::{Entry, Node, Text};

/// One operation of an API.
#[derive(Clone, Copy, Debug)]
pub struct Operation<'doc> {
    version: ApiVersion,
    description: Node<'doc>,
    /// The keys of path and method: a description may hold many thousands of these.
    path: Node<'doc>,
    path_item: Node<'doc>,
    method: Node<'doc>,
    node: Node<'doc>,
}

impl<'doc> Operation<'doc> {
    /// The operation that stands under a method of a path item, which need not lie in the document of the description.
    pub(super) fn new(
        version: ApiVersion,
        description: Node<'doc>,
        path: Text<'doc>,
        path_item: Node<'doc>,
        entry: Entry<'doc>,
    ) -> Self {
        Self {
            version,
            description,
            path: path.node(),
            path_item,
            method: entry.key.node(),
            node: entry.value,
        }
    }

    /// The object itself.
    pub fn node(self) -> Node<'doc> {
        self.node
    }

    /// The object of its path, and its own: the same for the same operation.
    pub fn objects(self) -> (Node<'doc>, Node<'doc>) {
        (self.path_item, self.node)
    }

    /// The version of OpenAPI that it is written in.
    pub fn version(self) -> ApiVersion {
        self.version
    }

    /// The path template.
    pub fn path(self) -> Text<'doc> {
        self.path.as_key()
    }

    /// The method's key, which is also the spot that names the operation.
    pub fn method(self) -> Text<'doc> {
        self.method.as_key()
    }

    /// The operation's id.
    pub fn operation_id(self) -> Option<Text<'doc>> {
        self.node.string("operationId")
    }

    /// What to call the operation in a sentence: its id, else method and path.
    pub fn display_name(self) -> String {
        match self.operation_id() {
            Some(id) => id.value.to_owned(),
            None => self.signature(),
        }
    }

    /// Method and path: `GET /pets/{id}`.
    pub fn signature(self) -> String {
        format!(
            "{} {}",
            self.method().value.to_ascii_uppercase(),
            self.path().value
        )
    }

    /// The parameters of the operation and those of its path item that it does not override.
    pub fn parameters(self) -> Parameters<'doc> {
        let mut parameters = Parameters {
            declared: Vec::new(),
            query_string: None,
            unknown: Vec::new(),
        };
        for owner in [self.node, self.path_item] {
            for item in owner.list("parameters") {
                match reference::follow(item) {
                    Target::Found(node) => {
                        if let Some(parameter) = Parameter::new(self.version, node) {
                            parameters.add(parameter);
                        } else if parameters.query_string.is_none() {
                            parameters.query_string = QueryString::new(self.version, node);
                        }
                    }
                    unknown => parameters.unknown.push(unknown),
                }
            }
        }
        parameters
    }

    /// The entries of `parameters` that name nothing or no place. A body among them is a habit of Swagger 2.0.
    pub fn malformed_parameters(self) -> impl Iterator<Item = Node<'doc>> {
        let found = self.parameter_nodes();
        found.filter(move |node| {
            Parameter::identity(*node).is_none()
                && !is_body_parameter(*node)
                && QueryString::new(self.version, *node).is_none()
        })
    }

    /// Whether a parameter stands for the request body, as in Swagger 2.0.
    pub fn has_body_parameter(self) -> bool {
        self.parameter_nodes().any(is_body_parameter)
    }

    fn parameter_nodes(self) -> impl Iterator<Item = Node<'doc>> {
        let owners = [self.node, self.path_item].into_iter();
        let items = owners
            .filter_map(|owner| owner.get("parameters"))
            .flat_map(Node::items);
        items.filter_map(|item| reference::follow(item).found())
    }

    /// The names in the path template.
    pub fn path_names(self) -> impl Iterator<Item = &'doc str> {
        let pieces = self.path().value.split('{').skip(1);
        pieces.filter_map(|piece| piece.split_once('}').map(|(name, _)| name))
    }

    /// The declared request body, or why it is not known.
    pub fn request_body(self) -> Option<Result<RequestBody<'doc>, Target<'doc>>> {
        if self.version == ApiVersion::V2_0 {
            return swagger::request_body(self.description, self.path_item, self.node);
        }
        let node = self
            .node
            .get("requestBody")
            .filter(|node| node.is_mapping())?;
        Some(match reference::follow(node) {
            Target::Found(node) => Ok(RequestBody::new(self.version, node)),
            unknown => Err(unknown),
        })
    }

    /// The declared responses, in their order.
    pub fn responses(self) -> impl Iterator<Item = Response<'doc>> {
        self.responses_under(|_| true)
    }

    /// The declared responses of certain keys, in their order.
    pub fn responses_under(
        self,
        is_wanted: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = Response<'doc>> {
        let entries = self.response_entries();
        let declared = entries.filter(move |entry| {
            let key = entry.key.value;
            !key.starts_with("x-") && is_wanted(key)
        });
        let produces = swagger::media_types(self.description, self.node, "produces");
        declared.map(move |entry| Response::new(self.version, produces, entry))
    }
}

impl<'doc> Operation<'doc> {
    fn response_entries(self) -> impl Iterator<Item = Entry<'doc>> {
        let responses = self.node.get("responses");
        let responses = responses.and_then(|responses| reference::follow(responses).found());
        responses.into_iter().flat_map(Node::entries)
    }

    /// Where the references of responses lead that lead to none.
    pub fn unread_responses(self) -> impl Iterator<Item = Target<'doc>> {
        let targets = self
            .response_entries()
            .map(|entry| reference::follow(entry.value));
        targets.filter(|target| target.found().is_none())
    }
}

fn is_body_parameter(node: Node<'_>) -> bool {
    let location = node.get("in").and_then(Node::text);
    location.is_some_and(|location| matches!(location.value, "body" | "formData"))
}

/// The parameters that an operation declares.
#[derive(Clone, Debug)]
pub struct Parameters<'doc> {
    /// Those that are known, the operation's own first.
    pub declared: Vec<Parameter<'doc>>,
    /// The one that is the whole query string.
    pub query_string: Option<QueryString<'doc>>,
    /// References that lead nowhere or out of the document: what they declare is not known.
    pub unknown: Vec<Target<'doc>>,
}

impl<'doc> Parameters<'doc> {
    fn add(&mut self, parameter: Parameter<'doc>) {
        let overridden = |other: &Parameter<'_>| {
            other.location == parameter.location && other.has_name(parameter.name.value)
        };
        if !self.declared.iter().any(overridden) {
            self.declared.push(parameter);
        }
    }
}
