//! The settings file as it is written: structs whose doc comments are its documentation, in its JSON Schema as well.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use super::values::{Count, RuleLevels, Size, Time};

/// Settings of `arazzo-lint`, in a file `arazzo-lint.yaml` or `.arazzo-lint.yaml`. The nearest one upward from a document
/// holds for it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[serde(expecting = "a mapping of settings")]
#[schemars(title = "Settings of arazzo-lint")]
pub struct Configuration {
    /// Turn on the rules that are off, as warnings.
    #[serde(default, deserialize_with = "or_default")]
    pub strict: bool,
    /// Levels of rules and families.
    #[serde(default, deserialize_with = "or_default")]
    pub rules: RuleLevels,
    /// Other levels for some of the documents; of several that match, later ones count more.
    #[serde(default, deserialize_with = "or_default")]
    pub overrides: Vec<Override>,
    /// Patterns, as in `.gitignore`, of documents that are not checked when their folder is.
    #[serde(default, deserialize_with = "or_default")]
    pub exclude: Vec<String>,
    /// Where descriptions lie: from a URL or the name of a source description to a file, or from a beginning of URLs that
    /// ends in `/` to a folder. Paths start from the folder of the settings file and stay in the repository.
    #[serde(default, deserialize_with = "or_default")]
    pub sources: BTreeMap<String, String>,
    /// What may be downloaded.
    #[serde(default, deserialize_with = "or_default")]
    pub network: Network,
    /// Bounds on what documents may cost.
    #[serde(default, deserialize_with = "or_default")]
    pub limits: Limits,
}

/// Levels for some of the documents.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[serde(expecting = "a mapping with `files` and `rules`")]
pub struct Override {
    /// Patterns, as in `.gitignore`, of the documents.
    pub files: Vec<String>,
    /// Levels of rules and families.
    pub rules: RuleLevels,
}

/// What may be downloaded. It holds for a whole run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[serde(expecting = "a mapping of network settings")]
pub struct Network {
    /// Make no connection; of what was downloaded before, the copies are read.
    #[serde(default, deserialize_with = "or_default")]
    pub offline: bool,
    /// Hosts that descriptions may come from: names, or `*.` before one for all below it. All public ones if there is no
    /// such list. In a file that `--config` names, their addresses may be private.
    #[serde(default)]
    pub allow_hosts: Option<Vec<String>>,
    /// How long one download may take, its redirects and repetitions included; `10s` if nothing is said.
    #[serde(default)]
    pub timeout: Option<Time>,
}

/// Bounds on what documents may cost. They hold for a whole run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[serde(expecting = "a mapping of limits")]
pub struct Limits {
    /// How large a document may be; `32MiB` if nothing is said.
    #[serde(default)]
    pub document_size: Option<Size>,
    /// How deep collections may nest, aliases followed; 512 if nothing is said.
    #[serde(default)]
    pub nesting: Option<Count<512>>,
    /// How many values the aliases of a document may stand for together; 100000 if nothing is said.
    #[serde(default)]
    pub alias_nodes: Option<Count<10_000_000>>,
    /// How many source descriptions of a document are read; 500 if nothing is said.
    #[serde(default)]
    pub sources: Option<Count<100_000>>,
    /// How many `$ref` may follow one another; 100 if nothing is said.
    #[serde(default)]
    pub ref_hops: Option<Count<10_000>>,
    /// How many documents are read because a `$ref` names them; 10000 if nothing is said.
    #[serde(default)]
    pub referenced_documents: Option<Count<1_000_000>>,
}

/// A key without a value says nothing: it may be what is left when all below it is commented out.
fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// The JSON Schema of the settings file, as an editor can use it.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Configuration);
    let text = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
    text + "\n"
}
