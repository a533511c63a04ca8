use crate::arazzo::{Criterion, Language};
use crate::diagnostic::Severity;
use crate::rules::{Context, Reporter, Spot, rule};
use crate::workspace::Site;

rule! {
    /// Reports a condition of type `regex`, `jsonpath` or `xpath` that has no `context`; as a note, also one of type
    /// `simple`, where the specification asks for a context that no condition of this type uses.
    ///
    /// ## Why is this bad?
    ///
    /// There is nothing that the condition could look at, so it never holds.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// successCriteria:
    ///   - { condition: '$[?@.status == "ok"]', type: jsonpath }
    /// ```
    name: "missing-context",
    level: Error,
    requirements: [322, 323],
    when_cut: Nothing,
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for used in &cx.criteria {
        let node = used.what.node();
        let (Some(kind), Some(entry)) = (used.what.r#type(), node.entry("type")) else {
            continue;
        };
        if node.get("context").is_some() || cx.is_unreadable(node, "context") {
            continue;
        }
        let spot = Spot::at(entry.value.head(), node);
        if reporter.has_reported(entry.value.head()) {
            continue;
        }
        let name = match kind.language {
            Language::Regex => "regex",
            Language::JsonPath => "jsonpath",
            Language::XPath => "xpath",
            Language::Simple => {
                reporter
                    .report(spot, "`type: simple` asks for a `context`")
                    .severity(Severity::Note)
                    .help("leave out the type: a condition is a simple one without it");
                continue;
            }
            // A pointer is no condition, which is reported as that.
            Language::JsonPointer => continue,
        };
        let context = context(used.what, kind.language, &used.site);
        reporter
            .report(
                spot,
                format!("a condition of type `{name}` needs a `context` to look at"),
            )
            .help(format!("add `context: {context}`"));
    }
}

/// What the condition looks at most likely.
fn context(criterion: Criterion<'_>, language: Language, site: &Site<'_>) -> &'static str {
    let condition = criterion.condition().map_or("", |text| text.value);
    let is_status = |next: char| next.is_ascii_digit() || "^$\\d[]()-|{},.?:".contains(next);
    if site.step.is_some_and(|step| step.channel_path().is_some()) {
        "$message.payload"
    } else if language == Language::Regex
        && condition.contains(|next: char| next.is_ascii_digit())
        && condition.chars().all(is_status)
    {
        "$statusCode"
    } else {
        "$response.body"
    }
}
