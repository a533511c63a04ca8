//! Runtime expressions: text into trees whose every part knows its place.
//!
//! Everything here is a function of the text and the version. The modules, in the order a text takes through them:
//! [`parse`] reads one expression, [`value`] and [`template`] find the expressions of a string, [`references`] those of
//! a simple condition, and [`reference_id`], [`operation_path`] and [`dependency`] read the fields that have a form of
//! their own. What names mean is not decided here: identifiers may contain dots, so the tree keeps the whole dotted
//! text, and [`resolve_name`] and the `resolve` methods split it once the declared names are known.
//!
//! A text that breaks the grammar still gives what was understood of it, together with a [`Malformed`].

mod part;

mod characters;

mod accessor;

mod malformed;

mod pointer;

mod name;

mod tree;

mod v1_0;

mod parser;

mod value;

mod stray;

mod condition;

mod reference_id;

mod dependency;

mod operation_path;

pub use accessor::{Accessor, as_pointer};
pub use condition::{
    Comparison, Condition, Constraint, Reference, Term, TermKind, compares_expressions, condition,
    references,
};
pub use dependency::{Dependency, dependency};
pub use malformed::{Malformed, Meant};
pub(crate) use malformed::{character, quote};
pub use name::{
    Match, SourceDescriptions, SourceReference, StepReference, Steps, WorkflowField,
    WorkflowReference, Workflows, resolve_name,
};
pub use operation_path::{OperationPath, PathForm, operation_path};
pub use parser::parse;
pub use part::Part;
pub use pointer::{Pointer, Token};
pub use reference_id::{ReferenceId, Target, reference_id};
pub use stray::{Stray, strays};
pub use tree::{Expression, Message, Parsed, Root, Source};
pub use value::{Segment, Value, template, value};
