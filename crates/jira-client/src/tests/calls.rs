//! Every call: what it asks, and what it reads of an answer as Jira gives it.

mod accounts;
mod issues;
mod schemes;
