//! Finding issues: JQL bound to names, compiled to SQL, the searches that use it, and what helps to write one.
//!
//! Not here: the language, which is in `jql`; how issues look, which is in `issues`; who sees what, which
//! is in `policy` and becomes part of the SQL. Start with [`query`].

mod activity;
mod autocomplete;
mod bulk;
mod column;
mod dashboard;
mod export;
pub mod filter;
mod issue_picker;
mod issue_search;
mod label;
mod navigator;
mod profile;
mod project_page;
pub mod query;
mod quick;

use base::route::Routes;

pub use query::store::sprint_is_seen;
pub use query::store::writer::Writer;
pub use query::{check_filter, matching};

/// Returns the routes of this area.
#[must_use]
pub fn routes() -> Routes {
    issue_search::routes()
        .and(autocomplete::routes())
        .and(issue_picker::routes())
        .and(filter::routes())
        .and(label::routes())
        .and(column::routes())
        .and(dashboard::routes())
        .and(project_page::routes())
        .and(navigator::routes())
        .and(quick::routes())
        .and(export::routes())
        .and(activity::routes())
        .and(profile::routes())
        .and(bulk::routes())
}
