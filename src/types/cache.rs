//! Schemas that were looked through, kept for all documents of a run.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::Compiled;
use super::schema::{Dialect, Direction};
use crate::syntax::Node;

/// The compiled schemas of a run: each is looked through once, however many steps use it.
#[derive(Debug, Default)]
pub struct Cache<'s> {
    compiled: Mutex<FxHashMap<(Node<'s>, Direction), Arc<Compiled<'s>>>>,
}

impl<'s> Cache<'s> {
    /// The compiled form of a schema. Two threads that ask at once may both do the work; the result is the same.
    pub fn get(
        &self,
        schema: Node<'s>,
        dialect: Dialect,
        direction: Direction,
    ) -> Arc<Compiled<'s>> {
        let known = || self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(compiled) = known().get(&(schema, direction)) {
            return Arc::clone(compiled);
        }
        let compiled = Arc::new(Compiled::new(schema, dialect, direction));
        Arc::clone(known().entry((schema, direction)).or_insert(compiled))
    }
}
