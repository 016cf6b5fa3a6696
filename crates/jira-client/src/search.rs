//! Finding issues.

use serde::{Deserialize, Serialize};

use crate::call::Call;
use crate::error::Result;
use crate::issue::Issue;
use crate::transport::Client;

/// A search for issues.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Search {
    /// The query.
    pub jql: String,
    /// Where in the list to begin.
    pub start_at: u64,
    /// How many at most; none is the server's default (50).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<u64>,
    /// The ids of the fields to read; none reads those of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<Vec<String>>,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Found {
    /// Where in the list it begins.
    pub start_at: u64,
    /// How many a page has at most.
    pub max_results: u64,
    /// How many there are.
    pub total: u64,
    /// The issues.
    pub issues: Vec<Issue>,
}

impl Client {
    /// Finds the issues that match a query and that the caller may see. Needs Browse Projects for each.
    ///
    /// # Errors
    /// Every refusal; [`Error::Invalid`](crate::Error::Invalid) for a query that means nothing.
    pub async fn search(&self, search: &Search) -> Result<Found> {
        // By GET, unlike long queries by other clients: a GET may be repeated if the connection breaks.
        let call = Call::get("search", &["search"])
            .needs("Browse Projects in the projects")
            .query("jql", &search.jql)
            .query("startAt", &search.start_at)
            .query_if("maxResults", search.max_results)
            .query_if(
                "fields",
                search.fields.as_ref().map(|fields| fields.join(",")),
            );
        self.run(call).await
    }
}
