use crate::arazzo::Parameter;
use crate::diagnostic::Severity;
use crate::rules::{Context, Reporter, rule};
use crate::syntax::Text;

rule! {
    /// Reports a parameter that stands twice in one list: the same `name` and `in` after resolving references, and on a
    /// step that calls a workflow the same `name`. Header names that differ in case only are a warning.
    ///
    /// ## Why is this bad?
    ///
    /// A list of parameters must not hold duplicates, and it is not said which of the two values is sent.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// parameters:
    ///   - { name: limit, in: query, value: 10 }
    ///   - { name: limit, in: query, value: 20 }
    /// ```
    name: "duplicate-parameter",
    level: Error,
    requirements: [99, 131, 200, 230],
    check: check,
}

fn check(cx: &Context<'_>, reporter: &mut Reporter) {
    for workflow in cx.document.workflows() {
        check_list(cx, workflow.parameters(), false, reporter);
        for step in workflow.steps() {
            check_list(
                cx,
                step.parameters(),
                step.workflow_id().is_some(),
                reporter,
            );
        }
    }
    for used in cx.actions() {
        check_list(cx, used.action.parameters(), true, reporter);
    }
}

struct Entry<'d> {
    place: Text<'d>,
    name: &'d str,
    location: Option<&'d str>,
}

fn check_list<'d>(
    cx: &Context<'d>,
    parameters: impl Iterator<Item = Parameter<'d>>,
    by_name_only: bool,
    reporter: &mut Reporter,
) {
    let mut entries: Vec<Entry<'d>> = Vec::new();
    for entry in parameters {
        let Some(parameter) = cx.document.components().parameter(entry) else {
            continue;
        };
        let Some(name) = parameter.name() else {
            continue;
        };
        let place = entry
            .reusable()
            .and_then(|reusable| reusable.reference())
            .unwrap_or(name);
        let location = if by_name_only {
            None
        } else {
            parameter.r#in().map(|text| text.value)
        };
        let new = Entry {
            place,
            name: name.value,
            location,
        };
        let same_place = entries
            .iter()
            .filter(|earlier| earlier.location == new.location);
        let in_header = location == Some("header");
        let twin = same_place
            .filter(|earlier| {
                earlier.name == new.name || in_header && earlier.name.eq_ignore_ascii_case(new.name)
            })
            .min_by_key(|earlier| earlier.name != new.name);
        if let Some(twin) = twin.filter(|_| !reporter.has_reported(place.span)) {
            let what = location.map_or_else(String::new, |location| format!("{location} "));
            let exact = twin.name == new.name;
            let message = if exact {
                format!("{what}parameter `{}` is already passed", new.name)
            } else {
                format!(
                    "header `{}` is already passed as `{}`: header names ignore case",
                    new.name, twin.name
                )
            };
            let diagnostic = reporter.report(place, message);
            diagnostic
                .here("passed again")
                .label(twin.place.span, "first passed here")
                .help("keep one of them");
            if place.span != name.span {
                diagnostic.label(name.span, "the name stands here");
            }
            if !exact {
                diagnostic.severity(Severity::Warning);
            }
        }
        entries.push(new);
    }
}
