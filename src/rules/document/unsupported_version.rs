use crate::rules::{Context, Reporter, rule};
use crate::version::Version;

rule! {
    /// Reports an `arazzo` field that names neither a 1.0.x nor a 1.1.x version. The document is read on by the nearest
    /// version that is supported.
    ///
    /// ## Why is this bad?
    ///
    /// The version decides which fields and expressions a document may use.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// arazzo: 2.0.0
    /// ```
    name: "unsupported-version",
    level: Error,
    requirements: [21, 22],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let Some(text) = cx.document.arazzo() else {
        return;
    };
    if is_version(text.value) {
        return;
    }
    let (read_as, example) = match cx.version {
        Version::V1_0 => ("1.0", "1.0.1"),
        Version::V1_1 => ("1.1", "1.1.0"),
    };
    let short = matches!(text.value, "1.0" | "1.1" | "1");
    let message = if short {
        format!(
            "`{}` is not a whole version: the patch number is missing",
            text.value
        )
    } else {
        format!("`{}` is no version of Arazzo that is supported", text.value)
    };
    reporter
        .report(text, message)
        .here(format!("read as {read_as}"))
        .help(format!("write `{example}`; supported are 1.0.x and 1.1.x"));
}

/// `1.0.x` and `1.1.x` with an optional suffix such as `-rc1` (requirement 021).
fn is_version(text: &str) -> bool {
    let Some(patch) = text
        .strip_prefix("1.0.")
        .or_else(|| text.strip_prefix("1.1."))
    else {
        return false;
    };
    let (number, suffix) = patch
        .split_once('-')
        .map_or((patch, None), |(number, suffix)| (number, Some(suffix)));
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) && suffix != Some("")
}
