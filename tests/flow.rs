//! The control flow of random workflows against runs of them: what is called always set is never found unset, what is
//! called never set is never found set, and no run comes to a point that is called unreachable.
//! And the small workflows of `fixtures/flow/`, each with its verdict.

#[path = "flow/fixtures.rs"]
mod fixtures;

use std::fmt::Write as _;

use arazzo_lint::arazzo::Description;
use arazzo_lint::flow::{Availability, Control, Point};
use arazzo_lint::source::{Source, SourceId};
use arazzo_lint::syntax::{Limits, parse};
use arazzo_lint::version::Version;

const WORKFLOWS: u64 = 600;
const RUNS: u64 = 40;
/// Loops are left after that many steps.
const LONGEST: usize = 60;

/// A small generator of numbers, the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let high = usize::try_from(self.0 >> 33).expect("31 bits");
        high % bound
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    End,
    Goto(usize),
    Transfer,
    Retry { limit: usize, detour: Option<usize> },
}

#[derive(Clone, Copy, Debug)]
struct Action {
    name: usize,
    kind: Kind,
    /// Without criteria it is always taken.
    always: bool,
}

#[derive(Debug)]
struct Step {
    on_success: Vec<Action>,
    on_failure: Vec<Action>,
}

#[derive(Debug)]
struct Workflow {
    steps: Vec<Step>,
    success: Vec<Action>,
    failure: Vec<Action>,
}

fn workflow(random: &mut Random) -> Workflow {
    let count = 2 + random.below(5);
    let mut list = |most: usize, fails: bool| -> Vec<Action> {
        // Equal names in both lists make the one of the step stand for both.
        (0..random.below(most + 1))
            .map(|index| {
                let kind = match random.below(if fails { 6 } else { 4 }) {
                    0 => Kind::End,
                    1 if random.chance(30) => Kind::Transfer,
                    1..=3 => Kind::Goto(random.below(count)),
                    _ => Kind::Retry {
                        limit: random.below(3),
                        detour: random.chance(40).then(|| random.below(count)),
                    },
                };
                let always = random.chance(25);
                Action {
                    name: index + random.below(2) * 2,
                    kind,
                    always,
                }
            })
            .collect()
    };
    let success = list(1, false);
    let failure = list(1, true);
    let steps = (0..count)
        .map(|_| Step {
            on_success: list(2, false),
            on_failure: list(2, true),
        })
        .collect();
    Workflow {
        steps,
        success,
        failure,
    }
}

/// The workflow as a document.
fn text(workflow: &Workflow) -> String {
    let list = |actions: &[Action]| {
        let actions = actions.iter().map(|action| {
            let target = match action.kind {
                Kind::End => "type: end".to_owned(),
                Kind::Goto(step) => format!("type: goto, stepId: s{step}"),
                Kind::Transfer => "type: goto, workflowId: other".to_owned(),
                Kind::Retry { limit, detour } => {
                    let detour =
                        detour.map_or_else(String::new, |step| format!(", stepId: s{step}"));
                    format!("type: retry, retryLimit: {limit}{detour}")
                }
            };
            let criteria = match action.always {
                true => "",
                false => ", criteria: [{condition: $statusCode == 200}]",
            };
            format!("{{name: n{}, {target}{criteria}}}", action.name)
        });
        actions.collect::<Vec<_>>().join(", ")
    };
    let mut text = format!(
        "workflows:\n  - workflowId: w\n    successActions: [{}]\n    failureActions: [{}]\n    steps:\n",
        list(&workflow.success),
        list(&workflow.failure)
    );
    for (index, step) in workflow.steps.iter().enumerate() {
        let _ = writeln!(
            text,
            "      - {{stepId: s{index}, onSuccess: [{}], onFailure: [{}]}}",
            list(&step.on_success),
            list(&step.on_failure)
        );
    }
    text
}

/// One run, which takes whatever way chance says: the points that it comes to, each with the steps whose outputs are set.
struct Run<'w> {
    workflow: &'w Workflow,
    /// Whether the list of a step replaces that of the workflow, or comes before it (A20).
    replaces: bool,
    set: Vec<bool>,
    met: Vec<(Point, Vec<bool>)>,
    /// The same for steps that begin, be it as the detour of a retry.
    begun: Vec<(usize, Vec<bool>)>,
}

impl Run<'_> {
    fn meet(&mut self, point: Point) {
        self.met.push((point, self.set.clone()));
    }

    fn go(&mut self, random: &mut Random) {
        let mut at = 0;
        let mut retries = vec![[0; 8]; self.workflow.steps.len()];
        for _ in 0..LONGEST {
            self.meet(Point::Try(at));
            self.begun.push((at, self.set.clone()));
            let succeeds = random.chance(60);
            if succeeds {
                self.set[at] = true;
                self.meet(Point::Done(at));
            } else {
                self.meet(Point::Failed(at));
            }
            let next = self.follow(at, succeeds, &mut retries[at], random);
            match next {
                Point::Try(step) => at = step,
                exit => return self.meet(exit),
            }
        }
    }

    fn follow(
        &mut self,
        at: usize,
        succeeds: bool,
        retries: &mut [usize; 8],
        random: &mut Random,
    ) -> Point {
        let step = &self.workflow.steps[at];
        let (own, general) = match succeeds {
            true => (&step.on_success, &self.workflow.success),
            false => (&step.on_failure, &self.workflow.failure),
        };
        let mut list = own.clone();
        if own.is_empty() || !self.replaces {
            let is_free = |action: &&Action| own.iter().all(|other| other.name != action.name);
            list.extend(general.iter().filter(is_free));
        }
        for (index, action) in list.iter().enumerate() {
            if !action.always && random.chance(50) {
                continue;
            }
            match action.kind {
                Kind::End if succeeds => return Point::End,
                Kind::End => return Point::Broken,
                Kind::Goto(step) => return Point::Try(step),
                Kind::Transfer => return Point::Transfer,
                Kind::Retry { limit, detour } => {
                    if retries[index] >= limit {
                        continue;
                    }
                    retries[index] += 1;
                    if let Some(detour) = detour {
                        self.begun.push((detour, self.set.clone()));
                        self.set[detour] |= random.chance(70);
                    }
                    return Point::Try(at);
                }
            }
        }
        match succeeds {
            true if at + 1 < self.workflow.steps.len() => Point::Try(at + 1),
            true => Point::End,
            false => Point::Broken,
        }
    }
}

#[test]
fn runs_do_what_the_analysis_says() {
    let mut always = 0;
    let mut never = 0;
    for seed in 0..WORKFLOWS {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) + 1);
        let workflow = workflow(&mut random);
        let text = text(&workflow);
        let (document, problems) = parse(
            Source::new(SourceId(0), "flow.yaml", text.clone()),
            Limits::default(),
        );
        assert!(problems.is_empty(), "{text}");
        let description = Description::new(document.root().expect("a document"));
        let view = description.workflows().next().expect("a workflow");
        let control = Control::of(view, description.components(), Version::V1_0);
        assert!(control.is_certain, "{text}");
        let mut reach = control.reach();
        let mut met = Vec::new();
        for _ in 0..RUNS {
            let mut run = Run {
                workflow: &workflow,
                replaces: random.chance(50),
                set: vec![false; workflow.steps.len()],
                met: Vec::new(),
                begun: Vec::new(),
            };
            run.go(&mut random);
            met.extend(run.met.into_iter().map(|(point, set)| (vec![point], set)));
            let begun = run.begun.into_iter();
            met.extend(begun.map(|(step, set)| (control.runs(step), set)));
        }
        for (points, set) in met {
            let is_reached = points.iter().any(|point| reach.is_reachable(*point));
            assert!(is_reached, "{points:?} is reached\n{text}");
            if !matches!(points[0], Point::Try(_) | Point::End) {
                continue;
            }
            for (step, is_set) in set.into_iter().enumerate() {
                match reach.availability(step, &points) {
                    Availability::Always => {
                        always += 1;
                        assert!(is_set, "s{step} is unset at {points:?}\n{text}");
                    }
                    Availability::Never => {
                        never += 1;
                        assert!(!is_set, "s{step} is set at {points:?}\n{text}");
                    }
                    Availability::Sometimes(_) | Availability::Unknown => {}
                }
            }
        }
    }
    assert!(
        always > 10_000 && never > 10_000,
        "{always} always, {never} never"
    );
}
