//! The kinds of values that settings have: sizes, times, counts, levels by rule.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;
use std::time::Duration;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde_json::{Map, Value};

use crate::rules::{self, Level};

/// A number of bytes: `32MiB`, `512KiB`, `1000`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size(pub u64);

impl Size {
    /// No text is longer: offsets have 32 bits.
    pub const MAX: u64 = 2 << 30;
}

const SIZE: &str = "a size such as `32MiB` or `512KiB`, at most `2GiB`";

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| {
            let (number, unit) = split(text);
            let factor = match unit {
                "" | "B" => 1,
                "KiB" => 1 << 10,
                "MiB" => 1 << 20,
                "GiB" => 1 << 30,
                _ => return None,
            };
            number.parse::<u64>().ok()?.checked_mul(factor)
        };
        let bytes = deserializer.deserialize_any(Measure { read, wanted: SIZE })?;
        match bytes {
            1..=Self::MAX => Ok(Self(bytes)),
            _ => Err(Error::invalid_value(Unexpected::Unsigned(bytes), &SIZE)),
        }
    }
}

impl JsonSchema for Size {
    fn schema_name() -> Cow<'static, str> {
        "Size".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["integer", "string"],
            "minimum": 1,
            "maximum": Self::MAX,
            "pattern": r"^[0-9]+ ?(B|KiB|MiB|GiB)?$",
        })
    }
}

/// A time: `10s`, `500ms`, `2m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time(pub Duration);

impl Time {
    const MAX_MILLISECONDS: u64 = 3_600_000;
}

const TIME: &str = "a time such as `10s` or `500ms`, at most `60m`";

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| {
            let (number, unit) = split(text);
            let factor = match unit {
                "ms" => 1,
                "s" => 1_000,
                "m" => 60_000,
                _ => return None,
            };
            number.parse::<u64>().ok()?.checked_mul(factor)
        };
        let text = String::deserialize(deserializer)?;
        match read(&text) {
            Some(time @ 1..=Self::MAX_MILLISECONDS) => Ok(Self(Duration::from_millis(time))),
            _ => Err(Error::invalid_value(Unexpected::Str(&text), &TIME)),
        }
    }
}

impl JsonSchema for Time {
    fn schema_name() -> Cow<'static, str> {
        "Time".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^[0-9]+ ?(ms|s|m)$" })
    }
}

/// A number and its unit.
fn split(text: &str) -> (&str, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    (number, unit.strip_prefix(' ').unwrap_or(unit))
}

/// Reads a whole number, or a text with a unit.
struct Measure<F> {
    read: F,
    wanted: &'static str,
}

impl<F: Fn(&str) -> Option<u64>> Visitor<'_> for Measure<F> {
    type Value = u64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.wanted)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<u64, E> {
        Ok(number)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<u64, E> {
        (self.read)(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self.wanted))
    }
}

/// A whole number from 1 to `MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count<const MAX: usize>(pub usize);

impl<'de, const MAX: usize> Deserialize<'de> for Count<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u64::deserialize(deserializer)?;
        match usize::try_from(number) {
            Ok(count) if (1..=MAX).contains(&count) => Ok(Self(count)),
            _ => {
                let wanted = format!("a number from 1 to {MAX}");
                Err(Error::invalid_value(
                    Unexpected::Unsigned(number),
                    &wanted.as_str(),
                ))
            }
        }
    }
}

impl<const MAX: usize> JsonSchema for Count<MAX> {
    fn schema_name() -> Cow<'static, str> {
        format!("CountTo{MAX}").into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 1, "maximum": MAX })
    }
}

/// Levels by the names of rules and families, as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleLevels(pub Vec<(String, Level)>);

/// The names that can stand there: families, then rules.
static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let families = rules::FAMILIES.iter().map(|family| family.title);
    families.chain(rules::all().map(|rule| rule.name)).collect()
});

/// The names of the families and the rules.
pub(super) fn names() -> &'static [&'static str] {
    &NAMES
}

struct RuleName(String);

impl<'de> Deserialize<'de> for RuleName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        match names().contains(&name.as_str()) {
            true => Ok(Self(name)),
            false => Err(Error::unknown_field(&name, names())),
        }
    }
}

impl<'de> Deserialize<'de> for RuleLevels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Levels;

        impl<'de> Visitor<'de> for Levels {
            type Value = RuleLevels;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a mapping from rules to levels")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RuleLevels, A::Error> {
                let mut levels = Vec::new();
                while let Some((RuleName(name), level)) = map.next_entry()? {
                    levels.push((name, level));
                }
                Ok(RuleLevels(levels))
            }
        }

        deserializer.deserialize_map(Levels)
    }
}

impl JsonSchema for RuleLevels {
    fn schema_name() -> Cow<'static, str> {
        "RuleLevels".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let level = generator.subschema_for::<Level>().to_value();
        let described = |description: String| {
            let mut schema = level.as_object().cloned().unwrap_or_default();
            schema.insert("description".to_owned(), Value::String(description));
            Value::Object(schema)
        };
        let mut properties = Map::new();
        for family in rules::FAMILIES {
            let about = format!("All rules of the family `{}`.", family.title);
            properties.insert(family.title.to_owned(), described(about));
        }
        for rule in rules::all() {
            let about = rule.docs.lines().next().unwrap_or_default().trim();
            properties.insert(rule.name.to_owned(), described(about.to_owned()));
        }
        json_schema!({
            "description": "Levels by the names of rules or of families; a rule's own name counts more.",
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
        })
    }
}
