//! From a JSON Pointer to the words for what stands there: which object, which field.

use serde_json::Value;

use super::Object;

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The innermost object of the specification around the value; at the root the document itself.
    pub(super) owner: Object,
    /// The field of `owner`, none at the root.
    pub(super) field: Option<String>,
    /// Whether the value is inside the list or map that the field holds.
    pub(super) entry: bool,
    /// The kind of object that the value is or should be.
    pub(super) object: Option<Object>,
}

impl Place {
    pub(super) fn of(pointer: &str, document: &Value) -> Self {
        let mut place = Self {
            owner: Object::ArazzoDocument,
            field: None,
            entry: false,
            object: Some(Object::ArazzoDocument),
        };
        let mut value = Some(document);
        for token in tokens(pointer) {
            value = value.and_then(|value| member(value, &token));
            place.descend(token);
            // Inside `components` every part is written out, so `reference` is an unknown field there.
            if place.owner != Object::Components
                && place.object.is_some_and(Object::is_reusable)
                && value.is_some_and(|value| value.get("reference").is_some())
            {
                place.object = Some(Object::ReusableObject);
            }
        }
        place
    }

    fn descend(&mut self, token: String) {
        if let Some(object) = self.object.take() {
            *self = Self {
                owner: object,
                entry: false,
                object: object.in_field(&token),
                field: Some(token),
            };
        } else {
            let field = self.field.as_deref().unwrap_or_default();
            if !self.entry {
                self.object = self.owner.in_entries_of(field);
            }
            self.entry = true;
        }
    }
}

/// The pointer of a member of the object at `pointer`.
pub(super) fn join(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The pointer of what holds the value at `pointer`.
pub(super) fn parent(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn tokens(pointer: &str) -> impl Iterator<Item = String> + '_ {
    pointer
        .split('/')
        .skip(1)
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
}

fn member<'doc>(value: &'doc Value, token: &str) -> Option<&'doc Value> {
    match value {
        Value::Array(entries) => entries.get(token.parse::<usize>().ok()?),
        _ => value.get(token),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(pointer: &str, owner: Object, field: &str, entry: bool, object: Option<Object>) {
        let document = json!({
            "workflows": [{ "steps": [{ "parameters": [{ "reference": "x" }, { "name": "a" }] }] }],
            "components": { "parameters": { "a/b": { "reference": "x" } } },
        });
        let expected = Place {
            owner,
            field: Some(field.to_owned()),
            entry,
            object,
        };
        assert_eq!(Place::of(pointer, &document), expected);
    }

    #[test]
    fn names_what_stands_at_a_pointer() {
        use Object::{Components, Criterion, Parameter, ReusableObject, Step, Workflow};
        check(
            "/workflows/0/workflowId",
            Workflow,
            "workflowId",
            false,
            None,
        );
        check("/workflows/0/steps", Workflow, "steps", false, None);
        check("/workflows/0/steps/0", Workflow, "steps", true, Some(Step));
        let parameters = "/workflows/0/steps/0/parameters";
        check(
            &format!("{parameters}/0"),
            Step,
            "parameters",
            true,
            Some(ReusableObject),
        );
        check(
            &format!("{parameters}/1"),
            Step,
            "parameters",
            true,
            Some(Parameter),
        );
        check(&format!("{parameters}/1/in"), Parameter, "in", false, None);
        check(
            "/components/parameters/a~1b",
            Components,
            "parameters",
            true,
            Some(Parameter),
        );
        check(
            "/components/inputs/a/properties",
            Components,
            "inputs",
            true,
            None,
        );
        check(
            "/components/successActions/a/criteria/0",
            Object::SuccessAction,
            "criteria",
            true,
            Some(Criterion),
        );
    }
}
