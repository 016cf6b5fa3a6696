//! Text search: which words stand in which issue, and what somebody looks for.
//!
//! | stage | file | what it is |
//! |---|---|---|
//! | a text becomes words | `analyze.rs` | the same for what is stored and what is looked for, on both engines |
//! | what is looked for | `query.rs` | the syntax of `~`: words, phrases, wildcards, fuzzy words, AND OR NOT |
//! | against known words | `sought.rs` | each part becomes the stored words it stands for |
//! | for the engine | `engine.rs` | an expression of FTS5 or of PostgreSQL's text search |
//! | rows | `store.rs` | what a change of an issue or comment writes, in its own transaction |
//!
//! The engines get words that are already taken apart and do no linguistics of their own, so both find
//! the same. Words are stored as they are written; that "logs" finds "logged" comes from the table of
//! known words, which has each with its stem.
//!
//! Beside its own words each text has one for its project: who looks in few projects has the engine leave
//! out the texts of all others, before anything is looked up. So an issue that came into another project
//! would need its words anew.

mod analyze;
mod engine;
mod query;
mod rebuild;
mod sought;
mod store;
#[cfg(test)]
mod tests;

pub use engine::{Field, comment_of, expression, has_words, issue_of, place_of, within};
pub use query::{MAX_WORDS, Problem, TextQuery};
pub use rebuild::{Progress, begin_anew, is_complete, progress, rebuild, rewrite};
pub use sought::{Sought, known};
pub use store::write_plain;
pub(crate) use store::{forget_comment, forget_issue, texts_of_comment, texts_of_issue, write};
