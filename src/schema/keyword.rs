//! The keywords of JSON Schema 2020-12 and what each takes.

/// What a keyword takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    Schema,
    /// At least one schema.
    Schemas,
    /// Names with their schemas.
    NamedSchemas,
    /// Regular expressions with their schemas.
    PatternSchemas,
    /// The name of a type, or a list of them.
    Types,
    Text,
    /// A regular expression.
    Pattern,
    Flag,
    Number,
    /// A number above zero.
    PositiveNumber,
    /// A whole number of zero or more.
    Count,
    /// A list of names, none of them twice.
    Names,
    /// Names with lists of names.
    NamedNames,
    List,
}

impl Takes {
    /// What a keyword takes, in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Schema => "a schema",
            Self::Schemas => "a list of schemas",
            Self::NamedSchemas => "names with their schemas",
            Self::PatternSchemas => "regular expressions with their schemas",
            Self::Types => "the name of a type or a list of them",
            Self::Text => "a text",
            Self::Pattern => "a regular expression",
            Self::Flag => "`true` or `false`",
            Self::Number => "a number",
            Self::PositiveNumber => "a number above 0",
            Self::Count => "a whole number, 0 or more",
            Self::Names => "a list of names",
            Self::NamedNames => "names with lists of names",
            Self::List => "a list",
        }
    }
}

/// The names of types.
pub const TYPES: [&str; 7] = [
    "string", "integer", "number", "boolean", "object", "array", "null",
];

/// What a keyword takes; `None` for one that takes anything, and for a name that is no keyword.
pub fn takes(keyword: &str) -> Option<Takes> {
    Some(match keyword {
        "additionalProperties"
        | "unevaluatedProperties"
        | "unevaluatedItems"
        | "items"
        | "contains"
        | "propertyNames"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contentSchema" => Takes::Schema,
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Takes::Schemas,
        // `definitions` is the older name of `$defs`, which the meta-schema still knows.
        "properties" | "$defs" | "definitions" | "dependentSchemas" => Takes::NamedSchemas,
        "patternProperties" => Takes::PatternSchemas,
        "type" => Takes::Types,
        "$ref" | "$id" | "$schema" | "$anchor" | "$dynamicRef" | "$dynamicAnchor" | "$comment"
        | "title" | "description" | "format" | "contentEncoding" | "contentMediaType" => {
            Takes::Text
        }
        "pattern" => Takes::Pattern,
        "uniqueItems" | "deprecated" | "readOnly" | "writeOnly" => Takes::Flag,
        "maximum" | "minimum" | "exclusiveMaximum" | "exclusiveMinimum" => Takes::Number,
        "multipleOf" => Takes::PositiveNumber,
        "maxLength" | "minLength" | "maxItems" | "minItems" | "maxProperties" | "minProperties"
        | "maxContains" | "minContains" => Takes::Count,
        "required" => Takes::Names,
        "dependentRequired" => Takes::NamedNames,
        "enum" | "examples" => Takes::List,
        _ => return None,
    })
}
