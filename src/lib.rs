//! A compiler front end for Arazzo documents.
//!
//! Arazzo documents describe workflows across the operations of APIs. Nothing compiles them, so mistakes show only when
//! somebody runs them; this crate reads a document together with the API descriptions that it names and tells what would
//! break. [`lint`] runs the whole way, the modules are its stages in order, and each uses only those above it:
//!
//! ```text
//! bytes -> spanned tree -> shape -> typed views -> all documents -> resolved names -> rules -> diagnostics -> report
//! ```
//!
//! 1. [`mod@load::discover`] finds the documents, [`load::Loader`] reads files: nothing else touches the outside
//!    but [`fix::Change::write`] and the command line.
//! 2. [`syntax`] turns text into one tree whose every key and value has a [`source::Span`]. Whatever is told later points
//!    into that tree; no position is ever searched for again.
//! 3. [`schema`] holds the tree of an Arazzo document against the JSON Schema of its [`version`]: what is misshapen.
//! 4. [`arazzo`], [`openapi`] and [`asyncapi`] are views: cheap handles that read a field when it is asked for. A field of the wrong
//!    type reads as absent, since stage 3 has told it.
//!    [`reference`] follows `$ref`.
//! 5. [`expression`] reads the runtime expressions in the strings, [`query`] the queries around them.
//! 6. [`load::Store`] loads every document once, however many name it; [`workspace::Scope`] says what the names of one
//!    document mean: the operation that a step calls, the place where an expression is evaluated.
//! 7. [`flow`] says what runs before what; [`types`] says whether a value with holes (expressions) fits a schema.
//! 8. [`rules`] ask these questions and report [`diagnostic::Diagnostic`]s: plain data with a place, the other ends, help.
//! 9. [`linter`] runs the rules over all documents, sorts, and keeps back what [`suppression`] finds in the documents; a
//!    [`fingerprint`] is what a finding is known by from run to run, in a [`baseline`] for example; [`settings`] say which
//!    levels hold where; [`fix`] makes the changes that findings offer, which rules put together from the primitives of
//!    [`mod@edit`]; [`graph`] draws, [`report`] renders, neither without making text [`mod@visible`]; [`cli`] is the
//!    command line around it.

pub mod version;

pub mod near;

pub mod source;

pub mod diagnostic;

pub mod syntax;

pub mod edit;

pub mod schema;

pub mod expression;

pub mod query;

pub mod reference;

pub mod arazzo;

pub mod openapi;

pub mod asyncapi;

pub mod load;

pub mod workspace;

pub mod flow;

pub mod types;

pub mod suppression;

pub mod rules;

pub mod linter;

pub mod fix;

pub mod fingerprint;

pub mod baseline;

pub mod visible;

pub mod graph;

pub mod report;

pub mod settings;

pub mod cli;

use std::num::NonZeroUsize;
use std::sync::Arc;

use diagnostic::Outcome;
use load::{Found, Loader, Store};
use rules::Levels;
use syntax::{Document, Limits};

/// How documents are checked.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// No connection is made.
    pub is_offline: bool,
    /// The levels of the rules.
    pub levels: Levels,
    /// How many threads; as many as there are cores if not told.
    pub jobs: Option<NonZeroUsize>,
}

/// How documents are checked where each has levels of its own: what a [`settings::Plan`] comes to.
#[derive(Clone, Debug)]
pub(crate) struct Checks {
    /// No connection is made.
    pub(crate) is_offline: bool,
    /// The levels of the documents, in their order.
    pub(crate) levels: Vec<Arc<Levels>>,
    /// Bounds on what a document may cost.
    pub(crate) limits: Limits,
    /// How many threads; as many as there are cores if not told.
    pub(crate) jobs: Option<NonZeroUsize>,
}

impl Run {
    /// The same for each of so many documents.
    fn checks(&self, documents: usize) -> Checks {
        let levels = Arc::new(self.levels.clone());
        Checks {
            is_offline: self.is_offline,
            levels: std::iter::repeat_n(levels, documents).collect(),
            limits: Limits::default(),
            jobs: self.jobs,
        }
    }
}

/// Checks documents with the descriptions that they name.
/// Gives back what was found, and the documents that its spans lie in.
///
/// Settings files are not read; a [`settings::Plan`] does that.
pub fn lint(found: Vec<Found>, loader: &Loader, options: &Run) -> (Outcome, Vec<Document>) {
    let checks = options.checks(found.len());
    let (outcome, documents, ()) = lint_each(found, loader, &checks, |_, _| ());
    (outcome, documents)
}

/// The same, with a chart of each workflow that has errors or warnings: what the Markdown report draws.
pub fn lint_and_chart(
    found: Vec<Found>,
    loader: &Loader,
    options: &Run,
) -> (Outcome, Vec<Document>, Vec<graph::Chart>) {
    let checks = options.checks(found.len());
    lint_each(found, loader, &checks, |store, outcome| {
        graph::charts_of_findings(store, outcome)
    })
}

/// Checks, and does something more while everything that was read is at hand.
pub(crate) fn lint_each<T: Send>(
    found: Vec<Found>,
    loader: &Loader,
    checks: &Checks,
    finish: impl FnOnce(&Store, &mut Outcome) -> T + Send,
) -> (Outcome, Vec<Document>, T) {
    in_pool(checks.jobs, || {
        let store = Store::load(found, loader, checks.is_offline, checks.limits);
        let mut outcome = linter::check(&store, &checks.levels);
        let answer = finish(&store, &mut outcome);
        (outcome, store.documents.into_list(), answer)
    })
}

/// Draws the workflows of documents, or those of one id, with what a check finds in them.
pub fn chart(
    found: Vec<Found>,
    loader: &Loader,
    options: &Run,
    workflow: Option<&str>,
) -> Vec<graph::Chart> {
    let checks = options.checks(found.len());
    chart_each(found, loader, &checks, workflow)
}

pub(crate) fn chart_each(
    found: Vec<Found>,
    loader: &Loader,
    checks: &Checks,
    workflow: Option<&str>,
) -> Vec<graph::Chart> {
    let chart = |store: &Store, outcome: &mut Outcome| graph::charts(store, outcome, workflow);
    let (_, _, charts) = lint_each(found, loader, checks, chart);
    charts
}

/// Runs on that many threads.
fn in_pool<T: Send>(jobs: Option<NonZeroUsize>, run: impl FnOnce() -> T + Send) -> T {
    // The pool that rayon starts by itself has a thread for each core.
    match jobs.and_then(|jobs| {
        rayon::ThreadPoolBuilder::new()
            .num_threads(jobs.get())
            .build()
            .ok()
    }) {
        Some(pool) => pool.install(run),
        None => run(),
    }
}
