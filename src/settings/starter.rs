//! The file that `init` writes.

/// A settings file in which everything is commented out, with what each setting is for.
pub const STARTER: &str = "\
# Settings of arazzo-lint. The nearest such file upward from a document holds for it. All keys may be left out;
# `arazzo-lint schema config` prints the JSON Schema.

# Turn on the rules that are off because they are opinions, as warnings.
# strict: true

# Levels of rules, or of whole families: error, warning, note, off. A rule's own name counts more than its family.
# rules:
#   unqualified-operation: off
#   missing-description: warning
#   practice: note

# Other levels for some of the documents. Patterns are those of .gitignore and start from this folder.
# overrides:
#   - files: [\"legacy/**\"]
#     rules: { unused-input: off }

# Documents that are not checked when their folder is. --force-exclude leaves them out even where they are named.
# exclude: [\"vendor/**\"]

# Where descriptions lie in this repository: by URL, by the name of the source, or (with `/` at the end) by the beginning
# of URLs.
# sources:
#   https://api.example.com/openapi/: ./openapi/

# What may be downloaded, in the whole run.
# network:
#   offline: false
#   allow-hosts: [\"*.example.com\"]
#   timeout: 10s

# Bounds on what documents may cost, in the whole run.
# limits:
#   document-size: 32MiB
#   nesting: 512
#   alias-nodes: 100000
#   sources: 500
#   ref-hops: 100
#   referenced-documents: 10000
";
