//! An error of the JSON Schema validator into a fault in the words of the specification.

use jsonschema::{
    JsonType, ValidationError,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use serde_json::Value;

use super::{
    Conflict, Fault, FaultKind, Object, Problem, Shape, fields,
    place::{Place, join, parent},
    value,
};
use crate::diagnostic::Severity;
use crate::near::near;
use crate::version::Version;

/// The faults that one validation error stands for: several where an object has several unknown fields, none where a
/// rule of its own reports it.
pub(super) fn faults(
    error: &ValidationError<'_>,
    document: &Value,
    version: Version,
) -> Vec<Fault> {
    let found = Found {
        pointer: error.instance_path().as_str(),
        value: error.instance(),
        document,
        version,
    };
    match error.kind() {
        Kind::AdditionalProperties { unexpected } => unexpected
            .iter()
            .map(|field| found.unknown_field(field))
            .collect(),
        Kind::Required { property } => found
            .missing_field(property.as_str().into_iter().collect())
            .into_iter()
            .collect(),
        // The schemas use `anyOf` for one purpose: at least one of these fields.
        Kind::AnyOf { context } => found
            .missing_field(context.iter().flatten().filter_map(required).collect())
            .into_iter()
            .collect(),
        Kind::Type { kind } => vec![found.wrong_type(kind)],
        // The schemas use `not` for one purpose: these two fields exclude each other.
        Kind::Not { schema } => found.excluded(schema).into_iter().collect(),
        Kind::FalseSchema => vec![found.misplaced()],
        kind => found
            .problem(kind, error.schema_path().as_str())
            .map(|problem| found.invalid_value(problem))
            .into_iter()
            .collect(),
    }
}

fn required<'a>(error: &'a ValidationError<'_>) -> Option<&'a str> {
    match error.kind() {
        Kind::Required { property } => property.as_str(),
        _ => None,
    }
}

/// A value that the validator objects to.
#[derive(Clone, Copy)]
struct Found<'a> {
    pointer: &'a str,
    value: &'a Value,
    document: &'a Value,
    version: Version,
}

impl Found<'_> {
    fn place(self) -> Place {
        Place::of(self.pointer, self.document)
    }

    /// The kind of object that this value is; a keyword about fields stands on objects only.
    fn object(self) -> Object {
        let place = self.place();
        place.object.unwrap_or(place.owner)
    }

    fn has(self, field: &str) -> bool {
        self.value.get(field).is_some()
    }

    fn at(self, pointer: String, kind: FaultKind) -> Fault {
        Fault {
            level: self.level(&pointer, &kind),
            pointer,
            kind,
        }
    }

    fn unknown_field(self, field: &str) -> Fault {
        let object = self.object();
        let new_in_1_1 = self.version == Version::V1_0
            && fields(object, Version::V1_1).any(|known| known == field);
        let in_components = self.place().owner == Object::Components;
        let reusable = (object.is_reusable() && !in_components).then_some("reference");
        let suggestions = if new_in_1_1 {
            Vec::new()
        } else {
            // A field that is there already cannot be meant a second time.
            let known = fields(object, self.version).chain(reusable);
            let near = near(field, known.filter(|known| !self.has(known)));
            match only_meaning(object, field, &self.value[field])
                .filter(|meant| near.is_empty() && !self.has(meant))
            {
                Some(meant) => vec![meant.to_owned()],
                None => near,
            }
        };
        let kind = FaultKind::UnknownField {
            object,
            field: field.to_owned(),
            suggestions,
            new_in_1_1,
        };
        self.at(join(self.pointer, field), kind)
    }

    fn missing_field(self, fields: Vec<&str>) -> Option<Fault> {
        let object = self.object();
        if object == Object::Criterion && fields == ["context"] {
            return None;
        }
        let needed_by = match (object, fields.as_slice()) {
            (Object::Step, ["action"]) => ["channelPath", "correlationId"]
                .into_iter()
                .find(|field| self.has(field)),
            (Object::SuccessAction | Object::FailureAction, [_, _]) => Some("type"),
            _ => None,
        };
        // `x-operation` and its kin are a wide-spread way to describe a call without an API description.
        let extension = self
            .value
            .as_object()
            .filter(|_| object == Object::Step && fields.contains(&"operationId"))
            .and_then(|step| step.keys().find(|key| key.starts_with("x-operation")));
        let kind = FaultKind::MissingField {
            object,
            fields: fields.into_iter().map(str::to_owned).collect(),
            needed_by: needed_by.map(str::to_owned),
            extension: extension.cloned(),
        };
        Some(self.at(self.pointer.to_owned(), kind))
    }

    fn wrong_type(self, kind: &TypeKind) -> Fault {
        let place = self.place();
        let expected: Vec<_> = match kind {
            TypeKind::Single(single) => vec![shape(*single)],
            TypeKind::Multiple(set) => set.iter().map(shape).collect(),
        };
        let wanted = place.object.filter(|_| expected.contains(&Shape::Object));
        let kind = FaultKind::WrongType {
            new_in_1_1: self.version == Version::V1_0
                && place.object == Some(Object::Selector)
                && self.has("context")
                && self.has("selector"),
            object: place.owner,
            field: place.field,
            entry: place.entry,
            wanted,
            expected,
            found: Shape::of(self.value),
        };
        self.at(self.pointer.to_owned(), kind)
    }

    fn excluded(self, schema: &Value) -> Option<Fault> {
        let pair: Vec<_> = schema["required"].as_array()?.iter().collect();
        let mut present = self
            .value
            .as_object()?
            .keys()
            .filter(|key| pair.iter().any(|field| field.as_str() == Some(key)));
        let (first, second) = (present.next()?, present.next()?);
        let kind = FaultKind::ConflictingFields {
            object: self.object(),
            field: second.clone(),
            conflict: Conflict::Excludes(first.clone()),
        };
        Some(self.at(join(self.pointer, second), kind))
    }

    /// A field whose schema is `false` beside certain others.
    fn misplaced(self) -> Fault {
        let place = self.place();
        let field = place.field.unwrap_or_default();
        let conflict = match field.as_str() {
            "in" => Conflict::PassedToWorkflow,
            "correlationId" => Conflict::NeedsReceive,
            _ => Conflict::Needs("workflowId".to_owned()),
        };
        let kind = FaultKind::ConflictingFields {
            object: place.owner,
            field,
            conflict,
        };
        self.at(self.pointer.to_owned(), kind)
    }

    fn problem(self, kind: &Kind, keyword: &str) -> Option<Problem> {
        let found = || self.value.as_str().unwrap_or_default().to_owned();
        match kind {
            Kind::Enum { options } => Some(self.not_one_of(texts(options), keyword)),
            Kind::MinItems { .. } => Some(Problem::EmptyList),
            Kind::MinLength { .. } => Some(Problem::EmptyString),
            Kind::Minimum { limit } => Some(Problem::BelowMinimum {
                minimum: limit.to_string(),
            }),
            Kind::Format { format } if format == "media-type" => {
                Some(Problem::MalformedMediaType { found: found() })
            }
            Kind::Format { .. } => Some(Problem::MalformedUri { found: found() }),
            Kind::Pattern { .. } if keyword.contains("/propertyNames/") => {
                Some(Problem::MalformedKey { key: found() })
            }
            Kind::Pattern { .. } => match self.place().field.as_deref() {
                Some("dependsOn") => Some(Problem::MalformedDependency { found: found() }),
                Some("$self") => Some(Problem::Fragment),
                // The value of `arazzo` belongs to `unsupported-version`.
                _ => None,
            },
            _ => None,
        }
    }

    fn not_one_of(self, allowed: Vec<String>, keyword: &str) -> Problem {
        // The two schemas are laid out alike, so the keyword stands at the same place in the later one.
        let later = value(Version::V1_1).pointer(keyword).map(texts);
        let found = match self.value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let new_in_1_1 =
            self.version == Version::V1_0 && later.is_some_and(|later| later.contains(&found));
        let suggestions = if new_in_1_1 {
            Vec::new()
        } else {
            near(&found, allowed.iter().map(String::as_str))
        };
        Problem::NotOneOf {
            found,
            allowed,
            suggestions,
            new_in_1_1,
        }
    }

    fn invalid_value(self, problem: Problem) -> Fault {
        // The validator names a key by the pointer of the map that has it.
        let pointer = match &problem {
            Problem::MalformedKey { key } => join(self.pointer, key),
            _ => self.pointer.to_owned(),
        };
        let place = Place::of(&pointer, self.document);
        let kind = FaultKind::InvalidValue {
            object: place.owner,
            field: place.field.unwrap_or_default(),
            entry: place.entry,
            problem,
        };
        self.at(pointer, kind)
    }

    /// What only the official schema forbids, or the text forbids in one version only, is less than an error.
    fn level(self, pointer: &str, kind: &FaultKind) -> Severity {
        match kind {
            FaultKind::MissingField { extension, .. } if extension.is_some() => Severity::Note,
            FaultKind::UnknownField {
                object: Object::ReusableObject,
                ..
            } => Severity::Warning,
            FaultKind::InvalidValue { field, problem, .. } => match (field.as_str(), problem) {
                ("dependsOn", Problem::EmptyList) | ("$self", Problem::EmptyString) => {
                    Severity::Warning
                }
                ("successCriteria", Problem::EmptyList) if self.version == Version::V1_0 => {
                    Severity::Warning
                }
                ("in", Problem::NotOneOf { found, .. }) if found == "body" && self.is_1_0_0() => {
                    Severity::Warning
                }
                ("in", Problem::NotOneOf { found, .. })
                    if found == "channel" && self.is_asynchronous(pointer) =>
                {
                    Severity::Note
                }
                _ => Severity::Error,
            },
            _ => Severity::Error,
        }
    }

    /// Arazzo 1.0.0 knows parameters in the body, 1.0.1 took them away.
    fn is_1_0_0(self) -> bool {
        self.document["arazzo"].as_str() == Some("1.0.0")
    }

    /// Whether the parameter whose `in` stands at `pointer` goes to a channel (A28). One that every step shares does
    /// where the document has a source with channels.
    fn is_asynchronous(self, pointer: &str) -> bool {
        let list = parent(parent(pointer));
        if Place::of(list, self.document).owner == Object::Step {
            let step = self.document.pointer(parent(list));
            return step
                .is_some_and(|step| step.get("channelPath").or(step.get("action")).is_some());
        }
        self.version == Version::V1_1
            && self.document["sourceDescriptions"]
                .as_array()
                .is_some_and(|sources| sources.iter().any(|source| source["type"] == "asyncapi"))
    }
}

/// The field that is meant by one of another name: `at: path` can only mean `in`, and the `id` of a step `stepId`.
fn only_meaning(object: Object, field: &str, value: &Value) -> Option<&'static str> {
    match (object, field, value.as_str()?) {
        (Object::Workflow, "id", _) => Some("workflowId"),
        (Object::Step, "id", _) => Some("stepId"),
        (Object::Parameter, _, "path" | "query" | "header" | "cookie") => Some("in"),
        (Object::SourceDescription, _, "openapi" | "asyncapi" | "arazzo")
        | (Object::SuccessAction | Object::FailureAction, _, "end" | "goto" | "retry") => {
            Some("type")
        }
        _ => None,
    }
}

fn shape(kind: JsonType) -> Shape {
    match kind {
        JsonType::Null => Shape::Null,
        JsonType::Boolean => Shape::Boolean,
        JsonType::Integer => Shape::Integer,
        JsonType::Number => Shape::Number,
        JsonType::String => Shape::String,
        JsonType::Array => Shape::List,
        JsonType::Object => Shape::Object,
    }
}

fn texts(options: &Value) -> Vec<String> {
    options
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|option| option.as_str().map(str::to_owned))
        .collect()
}
