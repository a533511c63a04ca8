//! The OpenAPI Object: which operations a description has, and under which ids.

use super::operation::Operation;
use super::path_item;
use crate::reference::{self, Target};
use crate::source::offset;
use crate::syntax::{Node, Text};

/// The versions of OpenAPI that the views read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ApiVersion {
    /// Swagger 2.0, which has bodies and forms among the parameters.
    V2_0,
    /// 3.0.x, with its own dialect of JSON Schema.
    V3_0,
    /// 3.1.x, with JSON Schema 2020-12.
    V3_1,
    /// 3.2.x, with the same, and with more places for operations and parameters.
    V3_2,
}

/// An API description with an index of its operations.
#[derive(Debug)]
pub struct Api<'doc> {
    root: Node<'doc>,
    version: ApiVersion,
    operations: Vec<Operation<'doc>>,
    /// The ids with the positions of their operations, sorted.
    ids: Vec<(&'doc str, u32)>,
    elsewhere: Vec<Text<'doc>>,
}

impl<'doc> Api<'doc> {
    /// Indexes the operations of a description.
    pub fn new(root: Node<'doc>, version: ApiVersion) -> Self {
        let mut api = Self {
            root,
            version,
            operations: Vec::new(),
            ids: Vec::new(),
            elsewhere: Vec::new(),
        };
        for path in root.members("paths") {
            let item = match reference::follow(path.value) {
                Target::Found(item) => item,
                Target::Elsewhere(reference) => {
                    api.elsewhere.push(reference);
                    continue;
                }
                Target::Dangling(_) | Target::Circular(_) => continue,
            };
            for entry in path_item::operations(version, item) {
                let operation = Operation::new(version, path.key, item, entry);
                if let Some(id) = operation.operation_id() {
                    api.ids.push((id.value, offset(api.operations.len())));
                }
                api.operations.push(operation);
            }
        }
        api.ids.sort_unstable();
        api
    }

    /// The root of the description.
    pub fn root(&self) -> Node<'doc> {
        self.root
    }

    /// The version of OpenAPI.
    pub fn version(&self) -> ApiVersion {
        self.version
    }

    /// The operations, in their order.
    pub fn operations(&self) -> &[Operation<'doc>] {
        &self.operations
    }

    /// The operations of that id: more than one where the description repeats it.
    pub fn operations_by_id(&self, id: &str) -> impl Iterator<Item = Operation<'doc>> {
        let first = self.ids.partition_point(|(other, _)| *other < id);
        let same = self.ids[first..]
            .iter()
            .take_while(move |(other, _)| *other == id);
        same.map(|(_, index)| self.operations[*index as usize])
    }

    /// The ids of all operations, sorted.
    pub fn operation_ids(&self) -> impl Iterator<Item = &'doc str> {
        self.ids.iter().map(|(id, _)| *id)
    }

    /// References by which path items stand in other documents: what they hold is not known.
    pub fn elsewhere(&self) -> &[Text<'doc>] {
        &self.elsewhere
    }

    /// The security schemes by their names.
    pub fn security_schemes(&self) -> Option<Node<'doc>> {
        if self.version == ApiVersion::V2_0 {
            return self.root.get("securityDefinitions");
        }
        let components = self.root.get("components")?;
        components.get("securitySchemes")
    }

    /// The parameters by which the description's security schemes travel: location and name. Headers and cookies of
    /// schemes that OpenAPI names without a parameter (`http`, `oauth2`) travel in `Authorization`, which is always known.
    pub fn security_parameters(&self) -> impl Iterator<Item = (&'doc str, &'doc str)> {
        self.security_schemes()
            .into_iter()
            .flat_map(Node::entries)
            .filter_map(|scheme| {
                let scheme = reference::follow(scheme.value).found()?;
                Some((
                    scheme.get("in")?.text()?.value,
                    scheme.get("name")?.text()?.value,
                ))
            })
    }
}
