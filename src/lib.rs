//! A compiler front end for Arazzo documents.

pub mod version;

pub mod near;

pub mod source;

pub mod diagnostic;

pub mod syntax;

pub mod schema;

pub mod expression;

pub mod arazzo;

pub mod openapi;

pub mod workspace;

pub mod flow;

pub mod types;

pub mod rules;

pub mod linter;

pub mod report;

pub mod cli;

use std::num::NonZeroUsize;

use diagnostic::Outcome;
use syntax::{Document, Limits};
use workspace::{Found, Loader, Store};

/// Checks documents with the descriptions that they name, on as many threads as there are cores unless told otherwise.
/// Gives back what was found, and the documents that its spans lie in.
pub fn lint(
    found: Vec<Found>,
    loader: &Loader,
    offline: bool,
    jobs: Option<NonZeroUsize>,
) -> (Outcome, Vec<Document>) {
    let run = || {
        let store = Store::load(found, loader, offline, Limits::default());
        let outcome = linter::check(&store);
        (outcome, store.documents)
    };
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
