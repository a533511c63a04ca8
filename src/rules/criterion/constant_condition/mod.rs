mod finder;
mod object;
mod root_filter;
mod term;

use finder::Finder;
use root_filter::{RootFilter, RootFilters, constant};

use crate::arazzo::Language;
use crate::flow::Statuses;
use crate::query::Query;
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;

rule! {
    /// Reports conditions, and parts of them, that are the same in every run: literals that are compared with nothing or with
    /// each other, a thing that is compared with itself, tests that every status code passes or none. Also a JSONPath filter
    /// `$[?...]` on a body that is an object: it tests the members of the object one by one, and not the object.
    ///
    /// A comparison such as `$response.body#/id != null` is fine.
    ///
    /// ## Why is this bad?
    ///
    /// It tests nothing. Behind `||`, a literal makes the whole condition hold whatever the API answers.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// successCriteria:
    ///   - condition: $statusCode == 200 || 201
    /// ```
    name: "constant-condition",
    level: Warning,
    requirements: [337, 339],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    let mut root_filters = None;
    for list in &cx.criteria_lists {
        for criterion in &list.criteria {
            let Some(text) = criterion.condition() else {
                continue;
            };
            if !criterion.is_simple() {
                report_regex(text, cx.conditions.statuses(*criterion), reporter);
                let kind = criterion.r#type();
                let is_jsonpath = kind.is_some_and(|kind| kind.language == Language::JsonPath);
                let query = Query {
                    text: text.value,
                    embedded: &[],
                };
                if is_jsonpath
                    && let Some(asks) = constant(text.value)
                    && query.jsonpath().is_none()
                {
                    reporter
                        .report(text, format!("`{asks}` compares nothing but literals"))
                        .help("ask for something of the members: `@.name`");
                }
                if let Some(filter) = RootFilter::of(*criterion) {
                    let filters = root_filters.get_or_insert_with(|| RootFilters::new(cx));
                    filters.check(&filter, list, reporter);
                }
            } else if let Some(term) = cx.simple_term(*criterion) {
                Finder::new(text, reporter).look_through(term);
            }
        }
    }
}

/// A condition of another type, whose statuses are known only where it looks at the status.
fn report_regex(text: Text<'_>, statuses: Statuses, reporter: &mut Reporter) {
    let pattern = text.value;
    if statuses.failing.is_empty() {
        reporter
            .report(text, format!("every status code matches `{pattern}`"))
            .help("leave the criterion out, or ask for some codes, for example `^2\\d\\d$`");
    } else if statuses.holding.is_empty() {
        let meant = pattern.to_ascii_lowercase();
        let class = meant.trim_matches(['^', '$']).strip_suffix("xx");
        let class = class.filter(|class| ["1", "2", "3", "4", "5"].contains(class));
        let help = match class {
            Some(class) => format!("write `^{class}\\d\\d$`"),
            None => "a status code is a text of three digits here".to_owned(),
        };
        reporter
            .report(text, format!("no status code matches `{pattern}`"))
            .help(help);
    }
}
