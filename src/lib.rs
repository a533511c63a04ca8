//! A compiler front end for Arazzo documents.

pub mod version;
