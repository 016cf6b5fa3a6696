//! The vocabulary every crate shares: ids, keys, permissions, time.
//!
//! Not here: anything that does I/O, knows SQL, HTTP or JSON shapes, or makes a decision.
//! Start with [`id`] for the numbers, [`permission`] for what may be granted.

pub mod id;
pub mod key;
pub mod permission;
pub mod time;

pub use id::*;
pub use key::{IssueKey, ProjectKey};
pub use permission::{GlobalPermission, ProjectPermission};
pub use time::Timestamp;
