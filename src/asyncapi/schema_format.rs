//! The languages that the schemas of messages are written in.

/// A language of schemas that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaFormat {
    /// The Schema Object of `AsyncAPI`, a superset of JSON Schema draft 07, or a draft up to that.
    AsyncApi,
    /// The Schema Object of `OpenAPI` 3.0.
    OpenApi30,
    /// A later JSON Schema, and the Schema Object of `OpenAPI` 3.1.
    JsonSchema202012,
}

impl SchemaFormat {
    /// The language that a `schemaFormat` names; `None` for others: Avro, Protobuf, RAML.
    pub fn named(format: &str) -> Option<Self> {
        let format = format.to_ascii_lowercase();
        let (essence, parameters) = format.split_once(';').unwrap_or((&format, ""));
        let essence = essence.trim();
        let is = |name: &str| {
            let rest = essence.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('+'))
        };
        if is("application/vnd.aai.asyncapi") {
            return Some(Self::AsyncApi);
        }
        if is("application/schema") {
            let is_late = ["2019-09", "2020-12"]
                .iter()
                .any(|version| parameters.contains(version));
            return Some(if is_late {
                Self::JsonSchema202012
            } else {
                Self::AsyncApi
            });
        }
        if is("application/vnd.oai.openapi") {
            let is_late = ["version=3.1", "version=3.2"]
                .iter()
                .any(|version| parameters.replace(' ', "").contains(version));
            return Some(if is_late {
                Self::JsonSchema202012
            } else {
                Self::OpenApi30
            });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::SchemaFormat;

    fn check(format: &str, expected: Option<SchemaFormat>) {
        assert_eq!(SchemaFormat::named(format), expected, "{format}");
    }

    #[test]
    fn formats_are_read_or_not() {
        let (own, old, late) = (
            Some(SchemaFormat::AsyncApi),
            Some(SchemaFormat::OpenApi30),
            Some(SchemaFormat::JsonSchema202012),
        );
        check("application/vnd.aai.asyncapi;version=2.6.0", own);
        check("application/vnd.aai.asyncapi+json;version=3.0.0", own);
        check("Application/VND.aai.asyncapi+yaml; version=2.0.0", own);
        check("application/schema+json;version=draft-07", own);
        check("application/schema+yaml", own);
        check(
            "application/schema+json;version=https://json-schema.org/draft/2020-12/schema",
            late,
        );
        check("application/vnd.oai.openapi;version=3.0.0", old);
        check("application/vnd.oai.openapi+json; version=3.1.0", late);
        check("application/vnd.apache.avro;version=1.9.0", None);
        check("application/vnd.apache.avro+json;version=1.9.0", None);
        check("application/vnd.google.protobuf;version=3", None);
        check("application/raml+yaml;version=1.0", None);
        check("", None);
    }
}
