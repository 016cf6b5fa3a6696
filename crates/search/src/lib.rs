//! Finding issues: JQL bound to names, compiled to SQL, and the searches that use it.
//!
//! Not here: the language, which is in `jql`; how issues look, which is in `issues`; who sees what, which
//! is in `policy` and becomes part of the SQL. Start with [`query`].

mod issue_search;
mod query;

use base::route::Routes;

/// Returns the routes of this area.
#[must_use]
pub fn routes() -> Routes {
    issue_search::routes()
}
