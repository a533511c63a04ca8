//! `dependsOn` of a step (Arazzo 1.1.0, Step Object), which has a form of its own and not that of an expression (A41).

use super::malformed::quote;
use super::{Malformed, Part, SourceDescriptions, Steps};

/// What an entry of `dependsOn` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dependency<'a> {
    /// A step of the same workflow, by its bare id.
    Step(Part<'a>),
    /// `$workflows.<workflow>.steps.<step>`
    OtherWorkflow {
        /// The id of the workflow.
        workflow: Part<'a>,
        /// The id of the step in it.
        step: Part<'a>,
    },
    /// `$sourceDescriptions.<source>.<workflow>.steps.<step>`
    OtherDocument {
        /// The source and, as its id, the workflow.
        workflow: SourceDescriptions<'a>,
        /// The id of the step in it.
        step: Part<'a>,
    },
    /// `$steps.<step>`: a slip, since a step of the same workflow is named by its bare id.
    StepsExpression(Steps<'a>),
    /// None of these.
    Malformed(Malformed),
}

/// Reads an entry of a step's `dependsOn`.
pub fn dependency(text: &str) -> Dependency<'_> {
    let whole = Part::whole(text);
    if let Some(text) = whole
        .strip_prefix("$steps.")
        .filter(|text| !text.is_empty())
    {
        return Dependency::StepsExpression(Steps { text });
    }
    let forms = || {
        "write the id of a step of this workflow, `$workflows.<workflow>.steps.<step>` or \
         `$sourceDescriptions.<source>.<workflow>.steps.<step>`"
    };
    let malformed = |message: String| {
        Dependency::Malformed(Malformed::new(whole, message, Some(forms().to_owned())))
    };
    let step_of = |rest: Part<'_>| rest.text.ends_with(".steps.") || !rest.text.contains(".steps.");
    if let Some(rest) = whole.strip_prefix("$workflows.") {
        match rest.split_once(".steps.") {
            Some((workflow, step)) if !workflow.is_empty() && !step.is_empty() => {
                Dependency::OtherWorkflow { workflow, step }
            }
            _ if step_of(rest) => malformed(format!("{} names no step", quote(text))),
            _ => malformed(format!("{} names no workflow", quote(text))),
        }
    } else if let Some(rest) = whole.strip_prefix("$sourceDescriptions.") {
        match rest.split_once(".steps.") {
            Some((workflow, step)) if is_qualified(workflow) && !step.is_empty() => {
                Dependency::OtherDocument {
                    workflow: SourceDescriptions { text: workflow },
                    step,
                }
            }
            _ if step_of(rest) => malformed(format!("{} names no step", quote(text))),
            _ => malformed(format!("{} names no workflow", quote(text))),
        }
    } else if text.is_empty() {
        malformed("this names no step".to_owned())
    } else if text.starts_with('$') {
        malformed(format!("{} is not a step", quote(text)))
    } else {
        Dependency::Step(whole)
    }
}

fn is_qualified(workflow: Part<'_>) -> bool {
    let parts = workflow.split_once(".");
    parts.is_some_and(|(source, id)| !source.is_empty() && !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Dependency, dependency};

    fn check(text: &str, expected: &str) {
        let actual = match dependency(text) {
            Dependency::Step(step) => step.text.to_owned(),
            Dependency::OtherWorkflow { workflow, step } => {
                format!("workflow {} step {}", workflow.text, step.text)
            }
            Dependency::OtherDocument { workflow, step } => {
                let reference = workflow.resolve(|_| false);
                let id = reference.id.map_or("-", |id| id.text);
                format!("{} workflow {id} step {}", reference.source.text, step.text)
            }
            Dependency::StepsExpression(steps) => {
                format!("slip {}", steps.resolve(|_| false).step.text)
            }
            Dependency::Malformed(malformed) => malformed.message,
        };
        assert_eq!(actual, expected, "{text}");
    }

    #[test]
    fn dependencies_have_three_forms_and_a_slip() {
        check("login", "login");
        check("$workflows.w.steps.s", "workflow w step s");
        check("$sourceDescriptions.n.w.steps.s", "n workflow w step s");
        check("$steps.login", "slip login");
        check("$steps.login.outputs.x", "slip login");
        check("$workflows.w", "`$workflows.w` names no step");
        check("$workflows.w.steps.", "`$workflows.w.steps.` names no step");
        check(
            "$sourceDescriptions.n.steps.s",
            "`$sourceDescriptions.n.steps.s` names no workflow",
        );
        check("$inputs.x", "`$inputs.x` is not a step");
    }
}
