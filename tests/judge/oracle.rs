//! The judge against a JSON Schema validator.

use arazzo_lint::source::{Source, SourceId};
use arazzo_lint::syntax::{Limits, parse};
use arazzo_lint::types::{Dialect, Direction, Expectation, Instance, MisfitKind, Patterns};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::HOLES;

fn names() -> impl Strategy<Value = String> {
    proptest::sample::select(vec!["a", "b", "ab"]).prop_map(str::to_owned)
}

fn scalars() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        (-3..6).prop_map(Value::from),
        proptest::sample::select(vec![json!(0.5), json!(1.0), json!(2.5)]),
        names().prop_map(Value::from),
    ]
}

/// Instances; with `holes` some values are expressions.
fn instances(holes: bool) -> impl Strategy<Value = Value> {
    let hole = proptest::sample::select(vec![json!("$inputs.x"), json!("a{$inputs.x}")]);
    let leaf = if holes {
        prop_oneof![1 => scalars(), 1 => hole].boxed()
    } else {
        scalars().boxed()
    };
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((names(), inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn keyword(schema: BoxedStrategy<Value>) -> impl Strategy<Value = (String, Value)> {
    let types = proptest::sample::select(vec![
        json!("null"),
        json!("boolean"),
        json!("integer"),
        json!("number"),
        json!("string"),
        json!("array"),
        json!("object"),
        json!(["string", "null"]),
        json!(["object", "array", "integer"]),
    ]);
    let schemas = proptest::collection::vec(schema.clone(), 1..4).prop_map(Value::from);
    let map = proptest::collection::vec((names(), schema.clone()), 1..4)
        .prop_map(|members| Value::Object(members.into_iter().collect()));
    let required = proptest::collection::btree_set(names(), 1..3)
        .prop_map(|names| json!(names))
        .boxed();
    let with = |names: Vec<&'static str>, values: BoxedStrategy<Value>| {
        (proptest::sample::select(names), values)
            .prop_map(|(name, value)| (name.to_owned(), value))
            .boxed()
    };
    prop_oneof![
        4 => with(vec!["type"], types.boxed()),
        1 => with(vec!["enum"], proptest::collection::vec(scalars(), 1..4).prop_map(Value::from).boxed()),
        1 => with(vec!["const"], instances(false).boxed()),
        1 => with(vec!["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"], (-1..4).prop_map(Value::from).boxed()),
        1 => with(vec!["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"],
            (0..4).prop_map(Value::from).boxed()),
        1 => with(vec!["multipleOf"], proptest::sample::select(vec![json!(2), json!(0.5)]).boxed()),
        1 => with(vec!["pattern"], proptest::sample::select(vec![json!("^a"), json!("b$")]).boxed()),
        1 => with(vec!["uniqueItems"], any::<bool>().prop_map(Value::from).boxed()),
        3 => with(vec!["properties", "patternProperties", "dependentSchemas"], map.boxed()),
        2 => with(vec!["required"], required.clone()),
        1 => with(vec!["dependentRequired"], (names(), required).prop_map(|(name, list)| json!({ name: list })).boxed()),
        2 => with(vec!["items", "contains", "not", "if", "then", "else", "propertyNames", "additionalProperties",
            "unevaluatedProperties", "unevaluatedItems"], schema.boxed()),
        1 => with(vec!["additionalProperties", "unevaluatedProperties", "unevaluatedItems"], Just(json!(false)).boxed()),
        3 => with(vec!["allOf", "anyOf", "prefixItems"], schemas.boxed()),
        1 => with(vec!["$ref"], proptest::sample::select(vec![json!("#"), json!("#/$defs/a")]).boxed()),
    ]
}

fn schemas() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![8 => Just(json!({})), 1 => Just(json!({"type": "string"})), 1 => any::<bool>().prop_map(Value::from)];
    leaf.prop_recursive(3, 12, 3, |inner| {
        proptest::collection::vec(keyword(inner.boxed()), 1..4)
            .prop_map(|keywords| Value::Object(keywords.into_iter().collect()))
    })
}

/// Whether closed schemas stand beside others, where the judge is kinder than the letter.
fn is_closed_beside(schema: &Value, is_branch: bool) -> bool {
    let Value::Object(keywords) = schema else {
        return false;
    };
    let closes = |keyword: &str| keywords.get(keyword) == Some(&Value::Bool(false));
    let branches = [
        "allOf",
        "anyOf",
        "not",
        "if",
        "then",
        "else",
        "dependentSchemas",
        "$ref",
    ];
    let has_branches = branches.iter().any(|branch| keywords.contains_key(*branch));
    if closes("additionalProperties") && (is_branch || has_branches)
        || closes("unevaluatedProperties") && is_branch
    {
        return true;
    }
    keywords.iter().any(|(keyword, value)| {
        let is_branch = branches.contains(&keyword.as_str());
        match value {
            Value::Array(schemas) => schemas
                .iter()
                .any(|schema| is_closed_beside(schema, is_branch)),
            Value::Object(schemas)
                if [
                    "properties",
                    "patternProperties",
                    "dependentSchemas",
                    "$defs",
                ]
                .contains(&keyword.as_str()) =>
            {
                // What is named may be referred to from beside anything.
                let is_branch = is_branch || keyword == "$defs";
                schemas
                    .values()
                    .any(|schema| is_closed_beside(schema, is_branch))
            }
            other => is_closed_beside(other, is_branch),
        }
    })
}

/// The references that look at the same value as the schema.
fn refers(schema: &Value, found: &mut Vec<String>) {
    let Value::Object(keywords) = schema else {
        return;
    };
    for (keyword, value) in keywords {
        match (keyword.as_str(), value) {
            ("$ref", Value::String(target)) => found.push(target.clone()),
            ("not" | "if" | "then" | "else", schema) => refers(schema, found),
            ("allOf" | "anyOf", Value::Array(schemas)) => {
                for schema in schemas {
                    refers(schema, found);
                }
            }
            ("dependentSchemas", Value::Object(schemas)) => {
                for schema in schemas.values() {
                    refers(schema, found);
                }
            }
            _ => {}
        }
    }
}

/// Whether a schema's verdict may hang on itself, where no verdict is right.
fn is_paradox(schema: &Value) -> bool {
    let text = schema.to_string();
    let (mut own, mut named) = (Vec::new(), Vec::new());
    refers(schema, &mut own);
    refers(&schema["$defs"]["a"], &mut named);
    let is_circular = own.contains(&"#".to_owned())
        || named.contains(&"#/$defs/a".to_owned())
        || (!own.is_empty() && named.contains(&"#".to_owned()));
    is_circular
        && ["not", "if", "contains"]
            .iter()
            .any(|word| text.contains(&format!("\"{word}\"")))
}

fn misfits(schema: &Value, instance: &Value) -> usize {
    let read = |text: String| parse(Source::new(SourceId(0), "a.json", text), Limits::default()).0;
    let (schema, instance) = (read(schema.to_string()), read(instance.to_string()));
    let expectation = Expectation::new(
        schema.root().expect("a schema"),
        Dialect::JsonSchema202012,
        Direction::Request,
    );
    let instance = Instance::json(instance.root().expect("an instance"), HOLES);
    let misfits = expectation.judge(&instance, &Patterns::default()).misfits;
    let counts = |kind: &MisfitKind| match kind {
        MisfitKind::Undeclared {
            closed, instead_of, ..
        } => *closed || instead_of.is_some(),
        MisfitKind::ReadOnly { .. } | MisfitKind::Format { .. } => false,
        _ => true,
    };
    misfits.iter().filter(|misfit| counts(&misfit.kind)).count()
}

/// A filling of the holes: the values are taken in turn.
fn fill(instance: &Value, values: &mut impl Iterator<Item = Value>) -> Value {
    match instance {
        Value::String(text) if text.starts_with('$') => values.next().unwrap_or_default(),
        Value::String(text) if text.contains("{$") => {
            let text = values.next().unwrap_or_default();
            json!(format!("a{}", text.as_str().unwrap_or_default()))
        }
        Value::Array(items) => items.iter().map(|item| fill(item, values)).collect(),
        Value::Object(members) => {
            let filled = members
                .iter()
                .map(|(name, value)| (name.clone(), fill(value, values)));
            Value::Object(filled.collect())
        }
        other => other.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn without_holes_the_judge_agrees_with_a_validator(
        mut schema in schemas(), named in schemas(), instance in instances(false),
    ) {
        if let Value::Object(keywords) = &mut schema {
            keywords.insert("$defs".to_owned(), json!({ "a": named }));
        }
        prop_assume!(!is_closed_beside(&schema, schema.to_string().contains("\"$ref")) && !is_paradox(&schema));
        let options = jsonschema::options();
        let Ok(validator) = options.build(&schema) else { return Err(TestCaseError::reject("no schema")) };
        prop_assert_eq!(misfits(&schema, &instance) == 0, validator.is_valid(&instance));
    }

    #[test]
    fn no_filling_of_the_holes_cures_a_misfit(
        mut schema in schemas(), named in schemas(), instance in instances(true),
        values in proptest::collection::vec(instances(false), 8),
    ) {
        if let Value::Object(keywords) = &mut schema {
            keywords.insert("$defs".to_owned(), json!({ "a": named }));
        }
        let options = jsonschema::options();
        let Ok(validator) = options.build(&schema) else { return Err(TestCaseError::reject("no schema")) };
        if misfits(&schema, &instance) > 0 {
            for start in 0..values.len() {
                let mut turn = values.iter().cycle().skip(start).cloned();
                let filled = fill(&instance, &mut turn);
                prop_assert!(!validator.is_valid(&filled), "{filled} fits");
            }
        }
    }
}
