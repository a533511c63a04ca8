//! What the shape check finds, as data: the rules of the `document` family make the sentences.

use super::Object;
use crate::diagnostic::Severity;

/// One mistake in the shape of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// JSON Pointer of the innermost wrong value. An unknown field and a key are named by the pointer of the member, a
    /// missing field by that of the object that lacks it.
    pub pointer: String,
    /// How bad it is; `Warning` and `Note` where the text of the specification does not forbid it.
    pub level: Severity,
    /// What it is.
    pub kind: FaultKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A field that has to be there is absent.
    MissingField {
        object: Object,
        /// The field, or several of which one is needed.
        fields: Vec<String>,
        /// The field of the same object without which it would not be needed.
        needed_by: Option<String>,
        /// An `x-operation...` extension that names the target of a step instead (`level` is a note then).
        extension: Option<String>,
    },
    /// A field that the object does not have. On a Reusable Object it is ignored (`level` is a warning then).
    UnknownField {
        object: Object,
        field: String,
        /// Close names that the object does not yet use, the closest first, at most three.
        suggestions: Vec<String>,
        new_in_1_1: bool,
    },
    /// A value of the wrong JSON type.
    WrongType {
        /// The object that holds the value.
        object: Object,
        /// The field of `object`, or none where the value is the whole document.
        field: Option<String>,
        /// Whether the value is an entry of the list or map in `field` rather than its value.
        entry: bool,
        /// What the value should be in the words of the specification, where it should be an object.
        wanted: Option<Object>,
        expected: Vec<Shape>,
        found: Shape,
        /// A Selector Object in a 1.0 document.
        new_in_1_1: bool,
    },
    /// A value of the right type that the field does not take.
    InvalidValue {
        object: Object,
        field: String,
        /// Whether the value is an entry of the list or map in `field` rather than its value.
        entry: bool,
        problem: Problem,
    },
    /// A field that may not stand beside another.
    ConflictingFields {
        object: Object,
        field: String,
        conflict: Conflict,
    },
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    NotOneOf {
        found: String,
        allowed: Vec<String>,
        /// Close values, the closest first, at most three.
        suggestions: Vec<String>,
        new_in_1_1: bool,
    },
    EmptyList,
    EmptyString,
    BelowMinimum {
        minimum: String,
    },
    /// The key of an entry has other characters than `A-Z a-z 0-9 . - _`; the pointer names the entry.
    MalformedKey {
        key: String,
    },
    /// Neither a bare step id nor one of the two qualified shapes; `$steps.<id>` is the usual mistake.
    MalformedDependency {
        found: String,
    },
    /// A `$self` with a fragment.
    Fragment,
    /// Not a URI reference by RFC 3986.
    MalformedUri {
        found: String,
    },
    /// Not a media type by RFC 9110.
    MalformedMediaType {
        found: String,
    },
}

/// Why a field may not be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// It excludes this earlier field of the same object.
    Excludes(String),
    /// It stands only beside this field, which is absent.
    Needs(String),
    /// `correlationId` stands only with `action: receive`.
    NeedsReceive,
    /// `in` of a parameter that an action passes to a workflow.
    PassedToWorkflow,
}

/// A JSON type, called as a reader of YAML would.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    List,
    Object,
}

impl Shape {
    /// The type in a sentence: `a string`, `an object`.
    pub fn with_article(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::List => "a list",
            Self::Object => "an object",
        }
    }

    pub(super) fn of(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(_) => Self::Boolean,
            serde_json::Value::Number(_) => Self::Number,
            serde_json::Value::String(_) => Self::String,
            serde_json::Value::Array(_) => Self::List,
            serde_json::Value::Object(_) => Self::Object,
        }
    }
}

impl Fault {
    /// Whether it is a mistake in 1.0 only.
    pub fn is_new_in_1_1(&self) -> bool {
        match &self.kind {
            FaultKind::UnknownField { new_in_1_1, .. }
            | FaultKind::WrongType { new_in_1_1, .. }
            | FaultKind::InvalidValue {
                problem: Problem::NotOneOf { new_in_1_1, .. },
                ..
            } => *new_in_1_1,
            _ => false,
        }
    }

    /// Whether quotes around the value would mend it: a number or boolean where a string is expected.
    pub fn wants_quotes(&self) -> bool {
        matches!(&self.kind, FaultKind::WrongType { expected, found, .. }
            if expected.contains(&Shape::String) && matches!(found, Shape::Number | Shape::Boolean))
    }
}
