//! A compiler front end for Arazzo documents.

pub mod version;

pub mod source;

pub mod diagnostic;

pub mod syntax;

pub mod schema;

pub mod expression;

pub mod arazzo;

pub mod openapi;
