//! The OpenAPI Object: which operations a description has, and under which ids.

use super::operation::Operation;
use super::path_item;
use crate::reference::{self, Target};
use crate::source::offset;
use crate::syntax::{Entry, Node, Text};

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
    unread: Vec<Target<'doc>>,
}

impl<'doc> Api<'doc> {
    /// Indexes the operations of a description.
    pub fn new(root: Node<'doc>, version: ApiVersion) -> Self {
        let mut api = Self {
            root,
            version,
            operations: Vec::new(),
            ids: Vec::new(),
            unread: Vec::new(),
        };
        let paths = root.get("paths").and_then(|paths| api.look(paths));
        for path in paths.into_iter().flat_map(Node::entries) {
            let item = api.look(path.value);
            for item in item.into_iter().chain(path_item::beside(path.value)) {
                for entry in path_item::operations(version, item) {
                    api.add(path.key, item, entry);
                }
            }
        }
        api.ids.sort_unstable();
        api
    }

    /// The object at the end of references, if it was read. A reference that leads to none is noted.
    fn look(&mut self, object: Node<'doc>) -> Option<Node<'doc>> {
        match reference::follow(object) {
            Target::Found(object) => Some(object),
            unknown => {
                self.unread.push(unknown);
                None
            }
        }
    }

    /// The operation that stands under a method of a path item.
    fn operation(&self, path: Text<'doc>, item: Node<'doc>, entry: Entry<'doc>) -> Operation<'doc> {
        Operation::new(self.version, self.root, path, item, entry)
    }

    fn add(&mut self, path: Text<'doc>, item: Node<'doc>, entry: Entry<'doc>) {
        // No operation is a reference, says the specification; people who split descriptions know nothing of that.
        let Some(value) = self.look(entry.value) else {
            return;
        };
        let operation = self.operation(path, item, Entry { value, ..entry });
        if let Some(id) = operation.operation_id() {
            self.ids.push((id.value, offset(self.operations.len())));
        }
        self.operations.push(operation);
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

    /// The entry of a path template.
    ///
    /// # Errors
    ///
    /// The reference behind which all paths may stand unseen.
    pub fn path(&self, path: &str) -> Result<Option<Entry<'doc>>, Target<'doc>> {
        match self.root.get("paths").map(reference::follow) {
            Some(Target::Found(paths)) => Ok(paths.entry(path)),
            Some(unknown) => Err(unknown),
            None => Ok(None),
        }
    }

    /// The operation that tokens of a JSON Pointer lead to from the entry of a path, and how many of them that takes.
    ///
    /// # Errors
    ///
    /// The reference behind which it may stand unseen; `None` where there is no operation.
    pub fn operation_at(
        &self,
        path: Entry<'doc>,
        tokens: &[&str],
    ) -> Result<(Operation<'doc>, usize), Option<Target<'doc>>> {
        let item = reference::follow(path.value);
        let items = item
            .found()
            .into_iter()
            .chain(path_item::beside(path.value));
        for item in items {
            let Some((entry, used)) = path_item::operation_at(self.version, item, tokens) else {
                continue;
            };
            return match reference::follow(entry.value) {
                Target::Found(value) => {
                    let entry = Entry { value, ..entry };
                    Ok((self.operation(path.key, item, entry), used))
                }
                unknown => Err(Some(unknown)),
            };
        }
        Err(Some(item).filter(|item| item.found().is_none()))
    }

    /// Where references lead instead of to paths and operations: there may be more of these than anybody has seen.
    pub fn unread(&self) -> &[Target<'doc>] {
        &self.unread
    }

    /// The security schemes by their names.
    pub fn security_schemes(&self) -> Option<Node<'doc>> {
        if self.version == ApiVersion::V2_0 {
            return self.root.get("securityDefinitions");
        }
        let components = reference::follow(self.root.get("components")?).found()?;
        reference::follow(components.get("securitySchemes")?).found()
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
